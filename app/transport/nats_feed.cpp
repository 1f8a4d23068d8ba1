#include "app/transport/nats_feed.h"

#include "app/transport/acks_file.h"
#include "app/transport/feed_window.h"
#include "app/transport/nats_channel.h"
#include "app/transport/nats_link.h"
#include "twin/ingest/frame_codec.h"
#include "twin/ingest/frame_sequence.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstring>
#include <string_view>
#include <thread>
#include <utility>

namespace app::transport {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kPublishAtOnce = 256; ///< between two looks at what came back
constexpr std::chrono::milliseconds kStreamRetry{500};
constexpr std::chrono::milliseconds kSweep{100};
constexpr std::int64_t kRequestTimeout_ms = 2'000;
constexpr std::size_t kErrorBytes = 300; ///< of a server's answer that are shown

std::int64_t toMilliseconds(twin::TimeNs time)
{
    return std::clamp<std::int64_t>(time / twin::kMillisecond, 1, 60'000);
}

} // namespace

std::string nativeSubject(const std::string& source)
{
    std::string out = "suanwang.native.";
    for (const char sign : source) {
        const bool isPlain = (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') ||
                             (sign >= '0' && sign <= '9') || sign == '-' || sign == '_';
        out.push_back(isPlain ? sign : '_');
    }
    return out;
}

struct NatsFeed::Impl
{
    FeedSenderOptions options;
    std::unique_ptr<NatsLink> link;
    AcksFile acks;
    FeedWindow window;
    BadLine line;
    FeedStatistics counters;
    std::string subject;
    std::string hello; ///< with its length
    std::string inbox;
    nats::ConnectionPtr connection; ///< the one `replies` belongs to
    nats::Owned<natsSubscription> replies;
    Clock::time_point nextAttempt;
    Clock::time_point lastSweep;
    twin::Result<> fatal;

    explicit Impl(FeedSenderOptions given)
        : options(std::move(given))
        , window(options.windowFrames, options.windowBytes)
        , line(options.badLine)
        , subject(nativeSubject(options.source))
    {
        wire::Frame frame;
        frame.mutable_hello()->set_source(options.source);
        frame.mutable_hello()->set_epoch(options.epoch);
        frame.mutable_hello()->set_heartbeat_ns(options.heartbeat);
        frame.mutable_hello()->set_software("suanwang");
        frame.mutable_hello()->set_protocol(1);
        twin::ingest::appendFrame(hello, frame.SerializeAsString());
    }

    bool connect();
    twin::Result<> prepare(const nats::ConnectionPtr& to);
    void publish(std::uint64_t sequence, std::string_view framed);
    void publishTagged(std::string_view tagged);
    void transmit(KeptFrame& frame);
    bool sendUnsent();
    void resendOverdue();
    void readReplies(twin::TimeNs timeout);
    void handle(natsMsg* reply);
};

NatsFeed::NatsFeed(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}

NatsFeed::~NatsFeed()
{
    m_impl->replies.reset();
    m_impl->link->close();
}

twin::Result<std::unique_ptr<NatsFeed>> NatsFeed::create(const NatsSettings& server,
                                                         FeedSenderOptions options)
{
    auto link = NatsLink::create(server);
    if (!link) {
        return twin::failure(std::move(link.error()));
    }
    auto impl = std::make_unique<Impl>(std::move(options));
    impl->link = std::move(*link);
    if (auto opened = impl->acks.open(impl->options.acksPath); !opened) {
        return twin::failure(std::move(opened.error()));
    }
    return std::unique_ptr<NatsFeed>(new NatsFeed(std::move(impl)));
}

/// The stream is there, and acknowledgements find their way back.
twin::Result<> NatsFeed::Impl::prepare(const nats::ConnectionPtr& to)
{
    jsOptions wait;
    jsOptions_Init(&wait);
    wait.Wait = kRequestTimeout_ms;
    jsCtx* made = nullptr;
    natsStatus status = natsConnection_JetStream(&made, to.get(), &wait);
    if (status != NATS_OK) {
        return nats::failed(status);
    }
    const nats::Owned<jsCtx> context(made);
    if (auto stream = ensureStream(context.get(), nativeChannel("feed")); !stream) {
        return twin::failure(std::move(stream.error()));
    }
    natsInbox* box = nullptr;
    status = natsInbox_Create(&box);
    const nats::Owned<natsInbox> owned(box);
    natsSubscription* subscription = nullptr;
    if (status == NATS_OK) {
        inbox = std::string(owned.get()) + ".";
        status = natsConnection_SubscribeSync(&subscription, to.get(), (inbox + "*").c_str());
    }
    if (status != NATS_OK) {
        return nats::failed(status);
    }
    replies.reset(subscription);
    connection = to;
    return {};
}

bool NatsFeed::Impl::connect()
{
    const nats::ConnectionPtr now = link->connection();
    if (now && now == connection) {
        return true;
    }
    if (connection) {
        replies.reset();
        connection.reset();
        line.reset();
        window.markUnsent();
    }
    if (!now || Clock::now() < nextAttempt) {
        counters.lastError = now ? counters.lastError : link->error();
        return false;
    }
    nextAttempt = Clock::now() + kStreamRetry;
    if (auto prepared = prepare(now); !prepared) {
        counters.lastError = prepared.error().reason;
        return false;
    }
    counters.lastError.clear();
    ++counters.connects;
    return true;
}

/// `tagged`: a frame on its way through the bad line, which gives some back later than others.
void NatsFeed::Impl::publishTagged(std::string_view tagged)
{
    std::uint64_t sequence = 0;
    std::memcpy(&sequence, tagged.data(), sizeof sequence);
    publish(sequence, tagged.substr(sizeof sequence));
}

void NatsFeed::Impl::publish(std::uint64_t sequence, std::string_view framed)
{
    const std::string message = hello + std::string(framed);
    if (const auto most = natsConnection_GetMaxPayload(connection.get());
        static_cast<std::int64_t>(message.size()) > most) {
        fatal =
            twin::failure(twin::ErrorCode::TooLarge, "a frame of " + std::to_string(message.size()) +
                                                         " bytes; the server takes " + std::to_string(most));
        return;
    }
    const std::string reply = inbox + std::to_string(sequence);
    const natsStatus status = natsConnection_PublishRequest(connection.get(), subject.c_str(), reply.c_str(),
                                                            message.data(), static_cast<int>(message.size()));
    if (status != NATS_OK) {
        counters.lastError = nats::problem(status); // it stays in the window and goes again
    }
    counters.sentBytes += message.size();
}

void NatsFeed::Impl::transmit(KeptFrame& frame)
{
    frame.sent = true;
    frame.lastSent = Clock::now();
    ++counters.sentFrames;
    if (!options.badLine.isOn()) {
        publish(frame.sequence, frame.framed);
        return;
    }
    std::string tagged(sizeof frame.sequence, '\0');
    std::memcpy(tagged.data(), &frame.sequence, sizeof frame.sequence);
    tagged += frame.framed;
    if (!line.pass(tagged, [this](std::string_view bytes) { publishTagged(bytes); })) {
        ++counters.lostFrames;
    }
}

/// True if anything was sent.
bool NatsFeed::Impl::sendUnsent()
{
    std::size_t sent = 0;
    while (sent < kPublishAtOnce && fatal) {
        KeptFrame* frame = window.nextUnsent();
        if (frame == nullptr) {
            break;
        }
        transmit(*frame);
        ++sent;
    }
    if (sent == 0) {
        line.flush([this](std::string_view bytes) { publishTagged(bytes); });
    }
    return sent > 0;
}

void NatsFeed::Impl::resendOverdue()
{
    const auto now = Clock::now();
    if (now - lastSweep < kSweep) {
        return;
    }
    lastSweep = now;
    for (auto& [sequence, frame] : window.frames()) {
        if (frame.sent && now - frame.lastSent > std::chrono::nanoseconds(options.resendAfter)) {
            transmit(frame);
            ++counters.resentFrames;
        }
    }
}

void NatsFeed::Impl::handle(natsMsg* reply)
{
    const std::string_view subjectOf = natsMsg_GetSubject(reply);
    std::uint64_t sequence = 0;
    std::from_chars(subjectOf.data() + std::min(inbox.size(), subjectOf.size()),
                    subjectOf.data() + subjectOf.size(), sequence);
    const std::string_view text(natsMsg_GetData(reply),
                                static_cast<std::size_t>(natsMsg_GetDataLength(reply)));
    // {"stream":…, "seq":…} or {"error":{…},…}
    const bool isStored =
        text.find("\"seq\":") != std::string_view::npos && text.find("\"error\":") == std::string_view::npos;
    if (!isStored) {
        ++counters.refusals;
        counters.lastError = std::string(text.substr(0, kErrorBytes));
        return;
    }
    counters.lastError.clear();
    const twin::ingest::Progress stored{0, {{sequence, sequence}}};
    window.acknowledge(stored, [this](std::uint64_t number, std::uint64_t samples) {
        ++counters.acknowledgedFrames;
        counters.acknowledgedSamples += samples;
        acks.write(options.source, options.epoch, number, samples);
    });
}

void NatsFeed::Impl::readReplies(twin::TimeNs timeout)
{
    std::int64_t wait = timeout > 0 ? toMilliseconds(timeout) : 0;
    while (true) {
        natsMsg* message = nullptr;
        // The library has no call that only looks: a wait of 0 is one.
        const natsStatus status = natsSubscription_NextMsg(&message, replies.get(), wait);
        const nats::Owned<natsMsg> owned(message);
        if (status == NATS_NO_RESPONDERS) {
            ++counters.refusals;
            counters.lastError = "no stream takes " + subject;
        } else if (status == NATS_OK) {
            handle(message);
        } else {
            break;
        }
        wait = 0;
    }
    acks.flush();
}

bool NatsFeed::offer(wire::Frame&& frame)
{
    Impl& my = *m_impl;
    if (!twin::ingest::isSequenced(frame)) {
        return true; // the Hello comes with every message
    }
    if (!my.window.hasRoom()) {
        return false;
    }
    wire::Frame taken = std::move(frame);
    my.window.add(taken);
    ++my.counters.offeredFrames;
    my.counters.offeredSamples += my.window.frames().rbegin()->second.samples;
    return true;
}

twin::Result<> NatsFeed::pump(twin::TimeNs timeout)
{
    Impl& my = *m_impl;
    if (!my.connect()) {
        std::this_thread::sleep_for(
            std::chrono::nanoseconds(std::min<twin::TimeNs>(timeout, 50 * twin::kMillisecond)));
        return my.fatal;
    }
    const bool busy = my.sendUnsent();
    my.resendOverdue();
    if (my.fatal) {
        my.readReplies(busy ? 0 : timeout);
    }
    return my.fatal;
}

FeedStatistics NatsFeed::statistics() const
{
    FeedStatistics out = m_impl->counters;
    out.unacknowledgedFrames = m_impl->window.size();
    out.epoch = m_impl->options.epoch;
    return out;
}

} // namespace app::transport
