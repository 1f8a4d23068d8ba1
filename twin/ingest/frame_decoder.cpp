#include "twin/ingest/frame_decoder.h"

#include "twin/ingest/event_decoder.h"
#include "twin/ingest/frame_codec.h"
#include "twin/ingest/frame_shape.h"
#include "twin/proto/telemetry.pb.h"

#include <google/protobuf/stubs/logging.h>

#include <algorithm>
#include <utility>

namespace twin::ingest {

namespace wire = ::suanwang::telemetry::v1;

namespace {

/// A message this large is not kept for re-use: one odd frame must not hold memory for ever.
constexpr std::size_t kKeepBytes = 2U << 20U;

tl::unexpected<Error> bad(std::string reason)
{
    return failure(ErrorCode::BadInput, std::move(reason));
}

Result<AnyFrame> decodeHello(const wire::Hello& message)
{
    if (message.protocol() != kProtocolVersion) {
        return failure(ErrorCode::Unsupported,
                       "protocol " + std::to_string(message.protocol()) + "; this is 1");
    }
    if (message.source().empty() || message.source().size() > kMaxSourceNameBytes) {
        return bad("a source name has 1 to 128 bytes");
    }
    if (message.heartbeat_ns() < 0 || message.heartbeat_ns() > kHour) {
        return bad("a heartbeat is between 0 and one hour");
    }
    SourceHello hello;
    hello.source = message.source();
    hello.epoch = message.epoch();
    hello.heartbeat = message.heartbeat_ns();
    hello.sourceTime = message.source_time_ns();
    return AnyFrame(std::move(hello));
}

Result<AnyFrame> decodeDefine(const wire::Define& message)
{
    DecodedFrame out;
    out.kind = history::RecordKind::Define;
    out.sequence = message.sequence();
    for (const wire::EntityEntry& entry : message.entities()) {
        if (entry.number() > kMaxEntityNumber || entry.id().size() > kMaxIdBytes) {
            return failure(ErrorCode::TooLarge,
                           "an entity's number is over 1048575 or its identifier over 256 bytes");
        }
        if (!wire::EntityKind_IsValid(entry.kind()) || entry.kind() == wire::ENTITY_UNSPECIFIED ||
            entry.id().empty()) {
            return bad("an entity's kind is unknown or its identifier empty");
        }
        out.entities.push_back({entry.number(), static_cast<EntityKind>(entry.kind() - 1), entry.id()});
    }
    for (const wire::MetricEntry& entry : message.metrics()) {
        if (entry.number() > kMaxMetricNumber || entry.name().size() > kMaxIdBytes) {
            return failure(ErrorCode::TooLarge, "a metric's number is over 4095 or its name over 256 bytes");
        }
        out.metrics.push_back({entry.number(), entry.name()});
    }
    return AnyFrame(std::move(out));
}

Result<AnyFrame> decodeRetire(const wire::Retire& message)
{
    DecodedFrame out;
    out.kind = history::RecordKind::Retire;
    out.sequence = message.sequence();
    out.retiredEntities.assign(message.entities().begin(), message.entities().end());
    out.retiredMetrics.assign(message.metrics().begin(), message.metrics().end());
    return AnyFrame(std::move(out));
}

/// Sizes must agree before anything is copied; returns the number of samples.
Result<std::size_t> columnSize(const wire::Column& message)
{
    const auto values =
        static_cast<std::size_t>(message.f32_size()) + static_cast<std::size_t>(message.f64_size());
    const bool bothKinds = message.f32_size() > 0 && message.f64_size() > 0;
    const auto listed = static_cast<std::size_t>(message.entities_size());
    const std::size_t entities = listed > 0 ? listed : message.count();
    const auto fits = [&](int size) {
        return size == 0 || static_cast<std::size_t>(size) == values;
    };
    if (bothKinds || values == 0 || values != entities || (listed > 0 && message.count() > 0) ||
        !fits(message.offset_ns_size()) || !fits(message.quality_size())) {
        return bad("a column's entities, values, offsets and qualities differ in number");
    }
    if (listed == 0 &&
        std::uint64_t{message.first_entity()} + message.count() > std::uint64_t{kMaxEntityNumber} + 1) {
        return bad("a column's entity numbers go beyond 1048575");
    }
    // What follows sizes tables by these numbers.
    if (std::any_of(message.entities().begin(), message.entities().end(),
                    [](std::uint32_t number) { return number > kMaxEntityNumber; })) {
        return bad("a column's entity numbers go beyond 1048575");
    }
    return values;
}

Result<> decodeColumn(const wire::Column& message, DecodedColumn& out)
{
    const auto size = columnSize(message);
    if (!size) {
        return failure(size.error());
    }
    if (message.interval_ms() > kMaxInterval_ms) {
        return bad("a column's interval is over a day");
    }
    out.metric = message.metric();
    out.interval_ms = message.interval_ms();
    out.firstEntity = message.first_entity();
    out.entities.assign(message.entities().begin(), message.entities().end());
    if (message.f32_size() > 0) {
        out.values.assign(message.f32().begin(), message.f32().end());
    } else {
        out.values.assign(message.f64().begin(), message.f64().end());
    }
    out.offsets.assign(message.offset_ns().begin(), message.offset_ns().end());
    out.qualities.reserve(static_cast<std::size_t>(message.quality_size()));
    for (const int quality : message.quality()) {
        if (!wire::Quality_IsValid(quality)) {
            return bad("a sample's quality is unknown");
        }
        out.qualities.push_back(static_cast<state::Quality>(quality));
    }
    return {};
}

Result<AnyFrame> decodeBatch(const wire::Batch& message)
{
    DecodedFrame out;
    out.kind = history::RecordKind::Batch;
    out.sequence = message.sequence();
    out.sourceTime = message.source_time_ns();
    if (out.sourceTime < 0) {
        return bad("a batch's time is before 1970");
    }
    out.columns.resize(static_cast<std::size_t>(message.columns_size()));
    for (int i = 0; i < message.columns_size(); ++i) {
        DecodedColumn& column = out.columns[static_cast<std::size_t>(i)];
        if (auto done = decodeColumn(message.columns(i), column); !done) {
            return failure(std::move(done.error()));
        }
        out.samples += column.values.size();
    }
    return AnyFrame(std::move(out));
}

Result<AnyFrame> decodeEventFrame(const wire::Event& message, std::string_view sourceName)
{
    if (message.source_time_ns() < 0) {
        return bad("an event's time is before 1970");
    }
    auto event = decodeEvent(message, sourceName);
    if (!event) {
        return failure(std::move(event.error()));
    }
    DecodedFrame out;
    out.kind = history::RecordKind::Event;
    out.sequence = message.sequence();
    out.sourceTime = message.source_time_ns();
    if (*event) {
        out.events.push_back(std::move(**event));
    }
    return AnyFrame(std::move(out));
}

Result<AnyFrame> decodeBody(const wire::Frame& frame, std::string_view sourceName)
{
    switch (frame.body_case()) {
    case wire::Frame::kHello:
        return decodeHello(frame.hello());
    case wire::Frame::kDefine:
        return decodeDefine(frame.define());
    case wire::Frame::kRetire:
        return decodeRetire(frame.retire());
    case wire::Frame::kBatch:
        return decodeBatch(frame.batch());
    case wire::Frame::kEvent:
        return decodeEventFrame(frame.event(), sourceName);
    case wire::Frame::kHeartbeat:
        return AnyFrame(HeartbeatFrame{frame.heartbeat().source_time_ns(), frame.heartbeat().sent_frames(),
                                       frame.heartbeat().sent_samples()});
    case wire::Frame::BODY_NOT_SET:
        break;
    }
    return bad("a frame without a body");
}

} // namespace

struct FrameDecoder::Impl
{
    /// Protobuf writes to stderr for every string that is not UTF-8: a peer could fill the log. The refusal
    /// says it.
    Impl() { google::protobuf::SetLogHandler(nullptr); }

    std::unique_ptr<wire::Frame> message = std::make_unique<wire::Frame>();
};

FrameDecoder::FrameDecoder()
    : m_impl(std::make_unique<Impl>())
{}

FrameDecoder::~FrameDecoder() = default;

Result<AnyFrame> FrameDecoder::decode(std::string_view bytes, std::string_view sourceName)
{
    if (bytes.size() > kMaxFrameBytes) {
        return failure(ErrorCode::TooLarge, "a frame is over 4 MiB");
    }
    if (auto shape = checkFrameShape(bytes, kMaxPartsPerFrame); !shape) {
        return failure(std::move(shape.error()));
    }
    if (bytes.size() > kKeepBytes || m_impl->message == nullptr) {
        m_impl->message = std::make_unique<wire::Frame>();
    }
    if (!m_impl->message->ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
        return bad("not a telemetry frame");
    }
    auto decoded = decodeBody(*m_impl->message, sourceName);
    if (bytes.size() > kKeepBytes) {
        m_impl->message.reset();
    }
    const auto* sequenced = decoded ? std::get_if<DecodedFrame>(&*decoded) : nullptr;
    if (sequenced != nullptr && sequenced->sequence == 0) {
        return bad("a frame without a sequence");
    }
    return decoded;
}

RefuseReason refuseReasonFor(const Error& error)
{
    switch (error.code) {
    case ErrorCode::TooLarge:
        return RefuseReason::TooLarge;
    case ErrorCode::Unsupported:
        return RefuseReason::UnsupportedProtocol;
    case ErrorCode::Internal:
        return RefuseReason::Internal;
    default:
        return RefuseReason::BadFrame;
    }
}

std::string_view refuseReasonName(RefuseReason reason)
{
    switch (reason) {
    case RefuseReason::BadFrame:
        return "bad_frame";
    case RefuseReason::TooLarge:
        return "too_large";
    case RefuseReason::NoHello:
        return "no_hello";
    case RefuseReason::UnsupportedProtocol:
        return "unsupported_protocol";
    case RefuseReason::JournalFull:
        return "journal_full";
    case RefuseReason::TooManyEntities:
        return "too_many_entities";
    case RefuseReason::SourceInUse:
        return "source_in_use";
    case RefuseReason::Internal:
        return "internal";
    case RefuseReason::Unspecified:
        break;
    }
    return "unspecified";
}

} // namespace twin::ingest
