#pragma once

#include "app/transport/acks_file.h"
#include "app/transport/feed_client.h"
#include "app/transport/feed_window.h"
#include "twin/ingest/frame_codec.h"

#include <QSslConfiguration>
#include <QTcpSocket>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

/// What feed_client.cpp (the line and what goes out) and feed_client_replies.cpp (what comes back) share.
namespace app::transport {

using FeedClock = std::chrono::steady_clock;

inline constexpr std::chrono::milliseconds kFirstBackoff{50};

struct FeedClient::Impl
{
    FeedClientOptions options;
    std::unique_ptr<QSslConfiguration> tls;
    AcksFile acks;
    std::unique_ptr<QTcpSocket> socket;
    twin::ingest::FrameSplitter splitter;
    FeedWindow window;
    BadLine line;
    FeedStatistics counters;
    std::uint64_t epoch = 0;
    bool welcomed = false;
    bool restartPending = false;
    twin::Result<> fatal;
    FeedClock::time_point nextAttempt;
    std::chrono::milliseconds backoff = kFirstBackoff;
    FeedClock::time_point lastProgress;
    FeedClock::time_point lastSweep;
    FeedClock::time_point lastHeartbeat;
    FeedClock::time_point pausedUntil;
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

} // namespace app::transport
