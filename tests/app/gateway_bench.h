#pragma once

#include "app/transport/http_gateway.h"
#include "tests/app/http_client.h"
#include "tests/twin/ingest/otlp_messages.h"
#include "tests/twin/state/test_world.h"
#include "twin/ingest/twin_service.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

/// A twin behind a gateway, and requests for it.
namespace gateway_test {

using namespace test;
using namespace app::transport;
using twin::kMillisecond;
using twin::kSecond;
using twin::PoolMetric;
using twin::TimeNs;

inline const QByteArray kProtobuf = "application/x-protobuf";
inline const HttpHeaders kOtlp{{"Content-Type", kProtobuf}};
inline const HttpHeaders kRemoteWrite{{"Content-Type", kProtobuf}, {"Content-Encoding", "snappy"}};

inline TimeNs wallTime()
{
    return twin::SystemClock().now();
}

template <typename Counters> bool closes(const Counters& of)
{
    return of.received == of.applied + of.merged + of.late + of.duplicate + of.refused;
}

/// A twin of 50 pools behind a gateway on loopback, as `serve` assembles them, with the shipped mapping.
class Gateway
{
  public:
    explicit Gateway(HttpServerOptions http = {}, GatewayWorkerOptions worker = {},
                     twin::ingest::TwinServiceOptions options = {})
    {
        options.publishInterval = 10 * kMillisecond;
        service = std::move(twin::ingest::TwinService::create(std::move(options)).value());
        service->setRegistry(world({.pools = 50}), nullptr);
        worker.mapping = twin::ingest::MappingStore::open({}).value();
        gateway = std::make_unique<HttpGateway>(std::move(http), std::move(worker), service->provider());
        if (!service->start() || !gateway->start(*service)) {
            qFatal("not started");
        }
    }

    ~Gateway()
    {
        gateway->stop();
        service->stop();
    }

    Gateway(const Gateway&) = delete;
    Gateway& operator=(const Gateway&) = delete;

    [[nodiscard]] HttpReplyText post(const QByteArray& path, const HttpHeaders& headers,
                                     const std::string& body) const
    {
        return exchange(gateway->port(), httpRequest("POST", path, headers, QByteArray::fromStdString(body)));
    }

    [[nodiscard]] std::uint64_t counted(const std::string& what) const
    {
        const auto counters = service->status().transport;
        const auto found = counters.find(what);
        return found != counters.end() ? found->second : 0;
    }

    [[nodiscard]] double hottest(std::uint32_t pool) const
    {
        const auto snapshot = service->provider()->at({});
        return snapshot ? snapshot->cell(twin::EntityKind::Pool, pool, PoolMetric::CardCelsiusMax).value : -1;
    }

    [[nodiscard]] twin::state::Totals totals() const
    {
        const auto snapshot = service->provider()->at({});
        return snapshot ? snapshot->totals : twin::state::Totals{};
    }

    std::unique_ptr<twin::ingest::TwinService> service;
    std::unique_ptr<HttpGateway> gateway;
};

/// The temperature of one card of each of `pools` pools.
inline std::string temperatures(int pools, TimeNs time, double value, const std::string& gpu = "0")
{
    OtlpRequest request;
    for (int i = 0; i < pools; ++i) {
        request.gauge("DCGM_FI_DEV_GPU_TEMP",
                      {{"gpu", gpu}, {"pool", idOf("pool", static_cast<std::size_t>(i))}}, time, value);
    }
    return request.bytes();
}

inline std::string written(int pools, TimeNs time, double value)
{
    prom::WriteRequest request;
    for (int i = 0; i < pools; ++i) {
        addSample(addSeries(request, "DCGM_FI_DEV_GPU_TEMP",
                            {{"gpu", "0"}, {"pool", idOf("pool", static_cast<std::size_t>(i))}}),
                  time, value);
    }
    return snappyBlock(request.SerializeAsString());
}

} // namespace gateway_test
