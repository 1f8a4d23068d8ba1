#include "app/transport/feed_client.h"

#include "app/transport/feed_client_impl.h"
#include "twin/ingest/frame_sequence.h"

#include <QSslConfiguration>
#include <QSslSocket>
#include <QThread>

#include <algorithm>
#include <chrono>
#include <utility>

namespace app::transport {

namespace {

using std::chrono::milliseconds;

constexpr qint64 kWriteAhead = 1 << 20; ///< bytes handed to the socket and not yet taken by the kernel
constexpr int kConnectTimeout_ms = 3'000;
constexpr milliseconds kLongestBackoff{2'000};
constexpr milliseconds kResendSweep{20};
constexpr std::size_t kResendAtOnce = 256;
constexpr int kMaxPatience = 16; ///< factor of `resendAfter` when nothing comes back at all

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

} // namespace

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
    if (auto opened = impl->acks.open(impl->options.acksPath); !opened) {
        return twin::failure(std::move(opened.error()));
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
    nextAttempt = FeedClock::now() + backoff;
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
    if (options.heartbeat <= 0 || FeedClock::now() - lastHeartbeat < interval) {
        return;
    }
    lastHeartbeat = FeedClock::now();
    wire::Frame frame;
    frame.mutable_heartbeat()->set_source_time_ns(wallTime());
    frame.mutable_heartbeat()->set_sent_frames(counters.offeredFrames);
    frame.mutable_heartbeat()->set_sent_samples(counters.offeredSamples);
    sendFrame(frame);
}

void FeedClient::Impl::transmit(KeptFrame& frame)
{
    frame.sent = true;
    frame.lastSent = FeedClock::now();
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
    while (socket->bytesToWrite() < kWriteAhead && FeedClock::now() >= pausedUntil) {
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
    const auto now = FeedClock::now();
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
        const auto now = FeedClock::now();
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

void FeedClient::breakLine()
{
    m_impl->disconnected(QStringLiteral("the line was cut"));
    m_impl->nextAttempt = FeedClock::now();
}

FeedStatistics FeedClient::statistics() const
{
    FeedStatistics out = m_impl->counters;
    out.unacknowledgedFrames = m_impl->window.size();
    out.epoch = m_impl->epoch;
    return out;
}

} // namespace app::transport
