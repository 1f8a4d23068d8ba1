#pragma once

#include "app/transport/acks_file.h"
#include "app/transport/bad_line.h"
#include "app/transport/feed_window.h"
#include "app/transport/nats_feed.h"
#include "app/transport/nats_link.h"
#include "twin/ingest/frame_codec.h"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

/// What nats_feed.cpp (the window) and nats_feed_line.cpp (the line and what comes back) share.
namespace app::transport {

using FeedClock = std::chrono::steady_clock;

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
    FeedClock::time_point nextAttempt;
    FeedClock::time_point lastSweep;
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

} // namespace app::transport
