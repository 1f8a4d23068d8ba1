#include "app/transport/nats_channel.h"
#include "app/transport/nats_feed_impl.h"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace app::transport {

namespace {

constexpr std::chrono::milliseconds kStreamRetry{500};
constexpr std::int64_t kRequestTimeout_ms = 2'000;
constexpr std::size_t kErrorBytes = 300; ///< of a server's answer that are shown

std::int64_t toMilliseconds(twin::TimeNs time)
{
    return std::clamp<std::int64_t>(time / twin::kMillisecond, 1, 60'000);
}

} // namespace

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
    if (!now || FeedClock::now() < nextAttempt) {
        counters.lastError = now ? counters.lastError : link->error();
        return false;
    }
    nextAttempt = FeedClock::now() + kStreamRetry;
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

} // namespace app::transport
