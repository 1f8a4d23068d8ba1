#pragma once

#include "app/transport/gateway_worker.h"
#include "app/transport/http_server.h"
#include "app/transport/tmf642_service.h"
#include "twin/ingest/frame_source.h"
#include "twin/state/snapshot_provider.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace app::transport {

/// The telemetry gateway: OTLP metrics at `/v1/metrics`, Prometheus remote-write at `/api/v1/write`, TMF642
/// alarms at `/tmf-api/alarmManagement/v4/alarm`, and what became of it all at `/status/sources`
/// (docs/gateway.md).
class HttpGateway final : public twin::ingest::FrameSource
{
  public:
    /// `provider` is where the books of all sources are read. `others` are further routes of the same
    /// listener.
    HttpGateway(HttpServerOptions server, GatewayWorkerOptions worker,
                std::shared_ptr<const twin::state::SnapshotProvider> provider,
                std::vector<HttpRoute> others = {});
    ~HttpGateway() override;

    /// Errors: those of HttpServer::start.
    [[nodiscard]] twin::Result<> start(twin::ingest::FrameSink& sink) override;
    /// What is being answered still is, within moments.
    void stop() override;

    [[nodiscard]] std::uint16_t port() const;

  private:
    [[nodiscard]] std::vector<HttpRoute> routes();
    void addAlarmRoutes(std::vector<HttpRoute>& out);

    HttpServerOptions m_serverOptions;
    std::shared_ptr<twin::ingest::MappingStore> m_mapping;
    GatewayWorker m_worker;
    std::shared_ptr<const twin::state::SnapshotProvider> m_provider;
    Tmf642Service m_alarms; ///< after the provider
    std::vector<HttpRoute> m_others;
    std::unique_ptr<HttpServer> m_server;
};

} // namespace app::transport
