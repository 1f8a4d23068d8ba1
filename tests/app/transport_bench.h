#pragma once

#include "app/transport/feed_client.h"
#include "app/transport/tcp_server.h"
#include "tests/twin/ingest/wire_frames.h"
#include "tests/twin/state/test_world.h"
#include "twin/ingest/twin_service.h"

#include <QtGlobal>

#include <memory>
#include <string>
#include <utility>
#include <vector>

/// A twin with a listener on loopback, as `serve` assembles them.
namespace test {

inline twin::TimeNs wallTime()
{
    return twin::SystemClock().now();
}

class ServedTwin
{
  public:
    explicit ServedTwin(twin::ingest::TwinServiceOptions options = {},
                        app::transport::TcpServerOptions listen = {})
    {
        options.publishInterval = 10 * twin::kMillisecond;
        auto made = twin::ingest::TwinService::create(std::move(options));
        if (!made) {
            qFatal("%s", made.error().text().c_str());
        }
        service = std::move(*made);
        service->setRegistry(world({.pools = 50}), nullptr);
        server = std::make_unique<app::transport::TcpServer>(std::move(listen));
        const auto started = service->start();
        const auto listening = server->start(*service);
        if (!started || !listening) {
            qFatal("not started");
        }
    }

    ~ServedTwin()
    {
        server->stop();
        service->stop();
    }

    ServedTwin(const ServedTwin&) = delete;
    ServedTwin& operator=(const ServedTwin&) = delete;

    [[nodiscard]] app::transport::FeedClientOptions clientOptions() const
    {
        app::transport::FeedClientOptions options;
        options.port = server->port();
        options.source = "feeder";
        options.epoch = 1;
        options.heartbeat = 200 * twin::kMillisecond;
        return options;
    }

    [[nodiscard]] double inlet(std::uint32_t pool) const
    {
        const auto snapshot = service->provider()->at({});
        return snapshot && pool < snapshot->registry->pools.size()
                   ? snapshot->cell(twin::EntityKind::Pool, pool, twin::PoolMetric::Inlet).value
                   : -1;
    }

    [[nodiscard]] twin::state::SourceStatus source() const
    {
        const auto snapshot = service->provider()->at({});
        return snapshot && !snapshot->sources->empty() ? snapshot->sources->front()
                                                       : twin::state::SourceStatus{};
    }

    [[nodiscard]] std::uint64_t counted(const std::string& what) const
    {
        const auto counters = service->status().transport;
        const auto found = counters.find(what);
        return found != counters.end() ? found->second : 0;
    }

    std::unique_ptr<twin::ingest::TwinService> service;
    std::unique_ptr<app::transport::TcpServer> server;
};

/// Offers a definition of 50 pools (if `first` is 1) and batches of 50 samples up to frame `last`.
inline bool offerBatches(app::transport::FeedClient& client, int first, int last)
{
    for (int i = first; i <= last; ++i) {
        wire::Frame frame = i == 1 ? define(0, 50) : batch(0, wallTime(), std::vector<double>(50, i % 100));
        while (!client.offer(std::move(frame))) {
            if (!client.pump(10 * twin::kMillisecond)) {
                return false;
            }
        }
        if (!client.pump(0)) {
            return false;
        }
    }
    return true;
}

} // namespace test
