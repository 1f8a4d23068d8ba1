#include "twin/ingest/gnmi_decoder.h"

#include "twin/ingest/gnmi_json.h"
#include "twin/ingest/gnmi_path.h"
#include "twin/ingest/gnmi_value.h"
#include "twin/proto/gnmi.pb.h"

#include <google/protobuf/stubs/logging.h>

#include <unordered_set>
#include <utility>

namespace twin::ingest {

namespace {

namespace pb = ::suanwang::gnmi::v1;

/// A message this large is not kept for re-use: one odd message must not hold memory for ever.
constexpr std::size_t kKeepBytes = 1U << 20U;
constexpr std::size_t kErrorBytes = 200; ///< of a device's own words
constexpr std::string_view kNoPath = "(no path)";

/// Places that a message gives a value to; kept only where it deletes something, too.
using Given = std::unordered_set<std::string>;

class PathDescriber final : public SeriesDescriber
{
  public:
    PathDescriber(std::string_view path, std::string_view target)
        : m_path(path)
        , m_target(target)
    {}

    void describe(SeriesDescription& out) const override { describeGnmiPath(m_path, m_target, out); }

  private:
    std::string_view m_path;
    std::string_view m_target;
};

std::string targetOf(const pb::Notification& update)
{
    if (!update.prefix().target().empty()) {
        return update.prefix().target();
    }
    return update.update_size() > 0 ? update.update(0).path().target() : std::string();
}

} // namespace

void GnmiPlaces::add(const std::string& path)
{
    if (m_paths.size() < m_most) {
        m_paths.insert(path);
    }
}

std::vector<std::string> GnmiPlaces::take(const std::string& above)
{
    std::vector<std::string> out;
    auto at = m_paths.lower_bound(above);
    while (at != m_paths.end() && at->starts_with(above)) {
        if (isGnmiPathWithin(*at, above)) {
            out.push_back(*at);
            at = m_paths.erase(at);
        } else {
            ++at;
        }
    }
    return out;
}

struct GnmiDecoder::Impl
{
    /// The library writes a line to stderr for each bad message; bad input is ordinary here, and the books
    /// say it.
    Impl() { google::protobuf::SetLogHandler(nullptr); }

    /// Where the values of a message go, and what went there.
    struct Giving
    {
        GnmiPlaces& places;
        SeriesSink& out;
        Given given;
        std::uint64_t updates = 0;
    };

    void giveUpdate(const pb::Update& one, const std::string& path, std::string_view target,
                    Giving& to) const;
    void giveValue(const std::string& path, const Result<GnmiValue>& value, std::string_view target,
                   Giving& to) const;
    std::uint64_t giveDelete(const std::string& above, const Given& given, std::string_view target,
                             GnmiPlaces& places, SeriesSink& out) const;

    std::unique_ptr<pb::SubscribeResponse> message = std::make_unique<pb::SubscribeResponse>();
    bool isLarge = false;
};

GnmiDecoder::GnmiDecoder()
    : m_impl(std::make_unique<Impl>())
{}

GnmiDecoder::~GnmiDecoder() = default;

Result<std::string> GnmiDecoder::read(std::string_view bytes, std::string_view fallback)
{
    if (bytes.size() > kMaxGnmiMessageBytes) {
        return failure(ErrorCode::TooLarge, "a gNMI message of over 4 MiB");
    }
    if (std::exchange(m_impl->isLarge, bytes.size() > kKeepBytes)) {
        m_impl->message = std::make_unique<pb::SubscribeResponse>();
    }
    pb::SubscribeResponse& message = *m_impl->message;
    if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
        message.Clear();
        return failure(ErrorCode::BadInput, "not a gNMI SubscribeResponse");
    }
    if (message.has_error()) {
        const std::string why = "the device says: " + message.error().message().substr(0, kErrorBytes);
        message.Clear();
        return failure(ErrorCode::BadInput, why);
    }
    if (message.response_case() == pb::SubscribeResponse::RESPONSE_NOT_SET) {
        return failure(ErrorCode::BadInput, "a gNMI SubscribeResponse that says nothing");
    }
    if (message.update().update_size() > kMaxGnmiUpdates ||
        message.update().delete__size() > kMaxGnmiUpdates) {
        message.Clear();
        return failure(ErrorCode::TooLarge, "over 65536 updates in one message");
    }
    std::string target = targetOf(message.update());
    if (target.empty()) {
        target = std::string(fallback);
    }
    if (target.empty() || target.size() > kMaxGnmiTargetBytes) {
        message.Clear();
        return failure(ErrorCode::BadInput, "a gNMI target has 1 to 100 bytes");
    }
    return target;
}

void GnmiDecoder::Impl::giveValue(const std::string& path, const Result<GnmiValue>& value,
                                  std::string_view target, Giving& to) const
{
    const PathDescriber describer(path, target);
    if (!value) {
        SeriesDescription series;
        describer.describe(series);
        to.out.refuse(series.name, 1, value.error().reason);
        return;
    }
    const ForeignPoint point{message->update().timestamp(), 0, value->number, value->word, false};
    to.out.add({path, {&point, 1}, describer});
    ++to.updates;
    to.places.add(path);
    if (message->update().delete__size() > 0) {
        to.given.insert(path);
    }
}

void GnmiDecoder::Impl::giveUpdate(const pb::Update& one, const std::string& path, std::string_view target,
                                   Giving& to) const
{
    const std::string* json = gnmiJsonOf(one);
    if (json == nullptr || !isGnmiJsonTree(*json)) {
        giveValue(path, readGnmiValue(one), target, to);
        return;
    }
    const auto read = readGnmiJsonTree(
        *json, path, [&](const std::string& leaf, const auto& value) { giveValue(leaf, value, target, to); });
    if (!read) {
        giveValue(path, failure(Error(read.error())), target, to);
    }
}

/// Places at and below `above` that have no value any more; of one that is not known, itself.
std::uint64_t GnmiDecoder::Impl::giveDelete(const std::string& above, const Given& given,
                                            std::string_view target, GnmiPlaces& places,
                                            SeriesSink& out) const
{
    std::uint64_t count = 0;
    std::vector<std::string> gone = places.take(above);
    if (gone.empty()) {
        gone.push_back(above);
    }
    for (const std::string& path : gone) {
        if (given.contains(path)) {
            places.add(path);
            continue;
        }
        const ForeignPoint point{message->update().timestamp(), 0, 0, {}, true};
        out.add({path, {&point, 1}, PathDescriber(path, target)});
        ++count;
    }
    return count;
}

GnmiSummary GnmiDecoder::give(std::string_view target, GnmiPlaces& places, SeriesSink& out) const
{
    const pb::Notification& update = m_impl->message->update();
    GnmiSummary sums;
    sums.isSync = m_impl->message->sync_response();
    Impl::Giving giving{places, out, {}, 0};
    for (const pb::Update& one : update.update()) {
        const auto path = gnmiPathText(update.prefix(), one.path());
        if (!path) {
            out.refuse(kNoPath, 1, path.error().reason);
            continue;
        }
        m_impl->giveUpdate(one, *path, target, giving);
    }
    sums.updates = giving.updates;
    for (const pb::Path& gone : update.delete_()) {
        const auto above = gnmiPathText(update.prefix(), gone);
        if (above) {
            sums.deletes += m_impl->giveDelete(*above, giving.given, target, places, out);
        } else {
            out.refuse(kNoPath, 1, above.error().reason);
        }
    }
    return sums;
}

} // namespace twin::ingest
