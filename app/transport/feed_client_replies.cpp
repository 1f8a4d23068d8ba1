#include "app/transport/feed_client_impl.h"

namespace app::transport {

namespace {

constexpr std::chrono::milliseconds kFullPause{500};

template <typename Message> twin::ingest::Progress progressFrom(const Message& message)
{
    twin::ingest::Progress out;
    out.contiguous = message.contiguous();
    for (const wire::Range& range : message.ranges()) {
        out.ranges.push_back({range.first(), range.last()});
    }
    return out;
}

} // namespace

void FeedClient::Impl::readReplies()
{
    const QByteArray bytes = socket->readAll();
    std::string_view stream(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    while (!stream.empty()) {
        auto reply = splitter.next(stream);
        if (!reply) {
            disconnected(QStringLiteral("the peer does not speak this protocol"));
            return;
        }
        if (*reply) {
            handle(**reply);
        }
    }
    acks.flush();
}

void FeedClient::Impl::handle(const std::string& bytes)
{
    wire::Reply reply;
    if (!reply.ParseFromString(bytes)) {
        disconnected(QStringLiteral("the peer does not speak this protocol"));
        return;
    }
    switch (reply.body_case()) {
    case wire::Reply::kWelcome:
        handleWelcome(reply.welcome());
        break;
    case wire::Reply::kAck:
        acknowledge(progressFrom(reply.ack()));
        break;
    case wire::Reply::kRefuse:
        handleRefusal(reply.refuse());
        break;
    case wire::Reply::BODY_NOT_SET:
        break;
    }
}

void FeedClient::Impl::handleWelcome(const wire::Welcome& welcome)
{
    const twin::ingest::Progress progress = progressFrom(welcome);
    if (progress.highest() < window.acknowledgedUpTo()) {
        // The twin has forgotten what it acknowledged (it runs without a store): a new epoch tells it again.
        restartPending = true;
        disconnected(QStringLiteral("the twin lost its memory"));
        nextAttempt = FeedClock::now();
        return;
    }
    welcomed = true;
    counters.lastError.clear(); // of a line that is there again
    backoff = kFirstBackoff;
    patience = 1;
    lastProgress = FeedClock::now();
    lastHeartbeat = FeedClock::now();
    acknowledge(progress);
    window.markUnsent();
}

void FeedClient::Impl::acknowledge(const twin::ingest::Progress& progress)
{
    const bool any = window.acknowledge(progress, [this](std::uint64_t sequence, std::uint64_t samples) {
        ++counters.acknowledgedFrames;
        counters.acknowledgedSamples += samples;
        acks.write(options.source, epoch, sequence, samples);
    });
    if (any) {
        lastProgress = FeedClock::now();
        patience = 1;
    }
}

void FeedClient::Impl::handleRefusal(const wire::Refuse& refusal)
{
    ++counters.refusals;
    counters.lastError = refusal.detail();
    switch (refusal.reason()) {
    case wire::JOURNAL_FULL:
        pausedUntil = FeedClock::now() + kFullPause; // the frame stays in the window and goes again
        return;
    case wire::BAD_FRAME:
    case wire::UNSUPPORTED_PROTOCOL:
    case wire::SOURCE_IN_USE:
        fatal = twin::failure(twin::ErrorCode::Io, "the twin refused: " + refusal.detail());
        return;
    default:
        break;
    }
    if (refusal.closing()) {
        disconnected(QString::fromStdString(refusal.detail()));
    }
}

} // namespace app::transport
