#include "app/transport/feed_client.h"

#include "app/transport/feed_window.h"
#include "twin/ingest/frame_codec.h"
#include "twin/ingest/frame_sequence.h"

#include <QSslConfiguration>
#include <QSslSocket>
#include <QThread>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <utility>

namespace app::transport {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr qint64 kWriteAhead = 1 << 20; ///< bytes handed to the socket and not yet taken by the kernel
constexpr int kConnectTimeout_ms = 3'000;
constexpr milliseconds kFirstBackoff{50};
constexpr milliseconds kLongestBackoff{2'000};
constexpr milliseconds kResendSweep{20};
constexpr milliseconds kFullPause{500};
constexpr std::size_t kResendAtOnce = 256;
constexpr int kMaxPatience = 16; ///< factor of `resendAfter` when nothing comes back at all

struct CloseFile
{
    void operator()(std::FILE* file) const { std::fclose(file); }
};

int toMilliseconds(twin::TimeNs time)
{
    return static_cast<int>(std::clamp<twin::TimeNs>(time / twin::kMillisecond, 0, 60'000));
}

twin::TimeNs wallTime()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

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

struct FeedClient::Impl
{
    FeedClientOptions options;
    std::unique_ptr<QSslConfiguration> tls;
    std::unique_ptr<std::FILE, CloseFile> acks;
    std::unique_ptr<QTcpSocket> socket;
    twin::ingest::FrameSplitter splitter;
    FeedWindow window;
    BadLine line;
    FeedStatistics counters;
    std::uint64_t epoch = 0;
    bool welcomed = false;
    bool restartPending = false;
    twin::Result<> fatal;
    Clock::time_point nextAttempt;
    milliseconds backoff = kFirstBackoff;
    Clock::time_point lastProgress;
    Clock::time_point lastSweep;
    Clock::time_point lastHeartbeat;
    Clock::time_point pausedUntil;
    int patience = 1;

    explicit Impl(FeedClientOptions given)
        : options(std::move(given))
        , window(options.windowFrames, options.windowBytes)
        , line(options.badLine)
        , epoch(options.epoch)
    {}

    void write(std::string_view bytes)
    {
        socket->write(bytes.data(), static_cast<qint64>(bytes.size()));
        counters.sentBytes += bytes.size();
    }

    bool connectNow();
    void disconnected(const QString& why);
    void sendHello();
    void sendFrame(wire::Frame& frame);
    void sendHeartbeat();
    void transmit(KeptFrame& frame);
    bool sendUnsent();
    void resendOverdue();
    void exchange(twin::TimeNs timeout, bool busy);
    void readReplies();
    void handle(const std::string& bytes);
    void handleWelcome(const wire::Welcome& welcome);
    void handleRefusal(const wire::Refuse& refusal);
    void acknowledge(const twin::ingest::Progress& progress);
};

FeedClient::FeedClient(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}

FeedClient::~FeedClient() = default;

twin::Result<std::unique_ptr<FeedClient>> FeedClient::create(FeedClientOptions options)
{
    auto impl = std::make_unique<Impl>(std::move(options));
    if (impl->options.tls.isOn()) {
        auto made = sslConfiguration(impl->options.tls);
        if (!made) {
            return twin::failure(std::move(made.error()));
        }
        impl->tls = std::make_unique<QSslConfiguration>(std::move(*made));
    }
    if (!impl->options.acksPath.empty()) {
        impl->acks.reset(std::fopen(impl->options.acksPath.c_str(), "a"));
        if (impl->acks == nullptr) {
            return twin::failureAt(twin::ErrorCode::Io, impl->options.acksPath, 0, "cannot be written");
        }
    }
    return std::unique_ptr<FeedClient>(new FeedClient(std::move(impl)));
}

void FeedClient::Impl::disconnected(const QString& why)
{
    counters.lastError = why.toStdString();
    welcomed = false;
    splitter = {};
    line.reset();
    if (socket) {
        socket->abort();
    }
    nextAttempt = Clock::now() + backoff;
    backoff = std::min(backoff * 2, kLongestBackoff);
}

bool FeedClient::Impl::connectNow()
{
    if (tls) {
        auto secure = std::make_unique<QSslSocket>();
        secure->setSslConfiguration(*tls);
        secure->connectToHostEncrypted(QString::fromStdString(options.host), options.port);
        const bool good = secure->waitForEncrypted(kConnectTimeout_ms);
        socket = std::move(secure);
        if (!good) {
            disconnected(socket->errorString());
            return false;
        }
    } else {
        socket = std::make_unique<QTcpSocket>();
        socket->connectToHost(QString::fromStdString(options.host), options.port);
        if (!socket->waitForConnected(kConnectTimeout_ms)) {
            disconnected(socket->errorString());
            return false;
        }
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    ++counters.connects;
    sendHello();
    return true;
}

void FeedClient::Impl::sendFrame(wire::Frame& frame)
{
    std::string framed;
    twin::ingest::appendFrame(framed, frame.SerializeAsString());
    write(framed);
}

void FeedClient::Impl::sendHello()
{
    if (std::exchange(restartPending, false)) {
        ++epoch;
        window.restart();
    }
    wire::Frame frame;
    wire::Hello& hello = *frame.mutable_hello();
    hello.set_source(options.source);
    hello.set_epoch(epoch);
    hello.set_heartbeat_ns(options.heartbeat);
    hello.set_software("suanwang");
    hello.set_protocol(1);
    hello.set_source_time_ns(wallTime());
    sendFrame(frame);
}

void FeedClient::Impl::sendHeartbeat()
{
    const auto interval = std::chrono::nanoseconds(options.heartbeat);
    if (options.heartbeat <= 0 || Clock::now() - lastHeartbeat < interval) {
        return;
    }
    lastHeartbeat = Clock::now();
    wire::Frame frame;
    frame.mutable_heartbeat()->set_source_time_ns(wallTime());
    frame.mutable_heartbeat()->set_sent_frames(counters.offeredFrames);
    frame.mutable_heartbeat()->set_sent_samples(counters.offeredSamples);
    sendFrame(frame);
}

void FeedClient::Impl::transmit(KeptFrame& frame)
{
    frame.sent = true;
    frame.lastSent = Clock::now();
    ++counters.sentFrames;
    if (!options.badLine.isOn()) {
        write(frame.framed);
    } else if (!line.pass(frame.framed, [this](std::string_view bytes) { write(bytes); })) {
        ++counters.lostFrames;
    }
}

/// True if anything was sent.
bool FeedClient::Impl::sendUnsent()
{
    bool sent = false;
    while (socket->bytesToWrite() < kWriteAhead && Clock::now() >= pausedUntil) {
        KeptFrame* frame = window.nextUnsent();
        if (frame == nullptr) {
            if (!sent) {
                line.flush([this](std::string_view bytes) { write(bytes); });
            }
            break;
        }
        transmit(*frame);
        sent = true;
    }
    return sent;
}

/// A frame below an acknowledged one was lost; and when nothing at all comes back, the tail may have been.
void FeedClient::Impl::resendOverdue()
{
    const auto now = Clock::now();
    if (now - lastSweep < kResendSweep || now < pausedUntil || window.size() == 0) {
        return;
    }
    lastSweep = now;
    const auto wait = std::chrono::nanoseconds(options.resendAfter);
    const bool silent = now - lastProgress > wait * patience;
    std::size_t resent = 0;
    for (auto& [sequence, frame] : window.frames()) {
        const bool hole = sequence < window.acknowledgedUpTo();
        if (!frame.sent || (!hole && !silent) || resent >= kResendAtOnce) {
            break;
        }
        if (now - frame.lastSent > wait * (hole ? 1 : patience)) {
            transmit(frame);
            ++counters.resentFrames;
            ++resent;
        }
    }
    if (silent && resent > 0) {
        patience = std::min(patience * 2, kMaxPatience);
        lastProgress = now;
    }
}

void FeedClient::Impl::exchange(twin::TimeNs timeout, bool busy)
{
    constexpr int kWriteWait_ms = 20;
    const int wait = busy ? 0 : toMilliseconds(timeout);
    socket->flush();
    if (socket->bytesToWrite() >= kWriteAhead) {
        socket->waitForBytesWritten(std::min(kWriteWait_ms, toMilliseconds(timeout)));
    } else if (socket->bytesAvailable() == 0) {
        socket->waitForReadyRead(wait);
    }
    readReplies();
    if (socket->state() != QAbstractSocket::ConnectedState && fatal) {
        disconnected(socket->errorString());
    }
}

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
    if (acks) {
        std::fflush(acks.get());
    }
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
        nextAttempt = Clock::now();
        return;
    }
    welcomed = true;
    counters.lastError.clear(); // of a line that is there again
    backoff = kFirstBackoff;
    patience = 1;
    lastProgress = Clock::now();
    lastHeartbeat = Clock::now();
    acknowledge(progress);
    window.markUnsent();
}

void FeedClient::Impl::acknowledge(const twin::ingest::Progress& progress)
{
    const bool any = window.acknowledge(progress, [this](std::uint64_t sequence, std::uint64_t samples) {
        ++counters.acknowledgedFrames;
        counters.acknowledgedSamples += samples;
        if (acks) {
            std::fprintf(acks.get(), "%s,%llu,%llu,%llu\n", options.source.c_str(),
                         static_cast<unsigned long long>(epoch), static_cast<unsigned long long>(sequence),
                         static_cast<unsigned long long>(samples));
        }
    });
    if (any) {
        lastProgress = Clock::now();
        patience = 1;
    }
}

void FeedClient::Impl::handleRefusal(const wire::Refuse& refusal)
{
    ++counters.refusals;
    counters.lastError = refusal.detail();
    switch (refusal.reason()) {
    case wire::JOURNAL_FULL:
        pausedUntil = Clock::now() + kFullPause; // the frame stays in the window and goes again
        return;
    case wire::BAD_FRAME:
    case wire::UNSUPPORTED_PROTOCOL:
    case wire::NO_HELLO:
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

bool FeedClient::offer(wire::Frame&& frame)
{
    Impl& my = *m_impl;
    if (!twin::ingest::isSequenced(frame)) {
        return true; // Hello and heartbeats are this client's own business
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

twin::Result<> FeedClient::pump(twin::TimeNs timeout)
{
    Impl& my = *m_impl;
    if (!my.fatal) {
        return my.fatal;
    }
    if (my.socket == nullptr || my.socket->state() != QAbstractSocket::ConnectedState) {
        const auto now = Clock::now();
        if (now < my.nextAttempt) {
            const auto left = std::chrono::duration_cast<milliseconds>(my.nextAttempt - now).count() + 1;
            QThread::msleep(
                static_cast<unsigned long>(std::min<std::int64_t>(left, toMilliseconds(timeout))));
            return {};
        }
        if (!my.connectNow()) {
            return {};
        }
    }
    bool busy = false;
    if (my.welcomed) {
        busy = my.sendUnsent();
        my.resendOverdue();
        my.sendHeartbeat();
    }
    my.exchange(timeout, busy);
    return my.fatal;
}

twin::Result<> FeedClient::drain(twin::TimeNs timeout)
{
    const auto end = Clock::now() + std::chrono::nanoseconds(timeout);
    while (m_impl->window.size() > 0) {
        if (Clock::now() > end) {
            return twin::failure(twin::ErrorCode::Io, std::to_string(m_impl->window.size()) +
                                                          " frames were not acknowledged in time");
        }
        if (auto pumped = pump(10 * twin::kMillisecond); !pumped) {
            return pumped;
        }
    }
    return {};
}

void FeedClient::breakLine()
{
    m_impl->disconnected(QStringLiteral("the line was cut"));
    m_impl->nextAttempt = Clock::now();
}

bool FeedClient::isConnected() const
{
    return m_impl->welcomed;
}

FeedStatistics FeedClient::statistics() const
{
    FeedStatistics out = m_impl->counters;
    out.unacknowledgedFrames = m_impl->window.size();
    out.epoch = m_impl->epoch;
    return out;
}

} // namespace app::transport
