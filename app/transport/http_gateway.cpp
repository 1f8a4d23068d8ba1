#include "app/transport/http_gateway.h"

#include "app/transport/gateway_status.h"
#include "twin/ingest/tmf642_answer.h"

#include <utility>

namespace app::transport {

namespace {

GatewayWorkerOptions withTransport(GatewayWorkerOptions options, bool isTls)
{
    options.transport = isTls ? "https" : "http";
    return options;
}

} // namespace

HttpGateway::HttpGateway(HttpServerOptions server, GatewayWorkerOptions worker,
                         std::shared_ptr<const twin::state::SnapshotProvider> provider,
                         std::vector<HttpRoute> others)
    : m_serverOptions(std::move(server))
    , m_mapping(worker.mapping)
    , m_worker(withTransport(std::move(worker), m_serverOptions.tls.isOn()))
    , m_provider(std::move(provider))
    , m_alarms(m_provider)
    , m_others(std::move(others))
{}

HttpGateway::~HttpGateway()
{
    HttpGateway::stop();
}

std::vector<HttpRoute> HttpGateway::routes()
{
    std::vector<HttpRoute> out = m_others;
    for (const GatewayProtocol* protocol : {&otlpProtocol(), &remoteWriteProtocol()}) {
        out.push_back({"POST", protocol->path,
                       [this, protocol](HttpRequest&& request, HttpReply reply) {
                           m_worker.take(*protocol, std::move(request), std::move(reply));
                       },
                       protocol->busyStatus});
    }
    addAlarmRoutes(out);
    out.push_back({"GET", "/status/sources",
                   [this](HttpRequest&&, const HttpReply& reply) {
                       reply({200,
                              "application/json",
                              sourcesJson(m_provider->at({}), m_worker.senders(), m_mapping->status()),
                              0,
                              {}});
                   },
                   503});
    return out;
}

void HttpGateway::addAlarmRoutes(std::vector<HttpRoute>& out)
{
    const std::string collection(twin::ingest::kTmf642Path);
    const auto into = [this](const GatewayProtocol& protocol) {
        return [this, &protocol](HttpRequest&& request, HttpReply reply) {
            m_worker.take(protocol, std::move(request), std::move(reply));
        };
    };
    const int busy = m_alarms.createProtocol().busyStatus;
    out.push_back({"POST", collection, into(m_alarms.createProtocol()), busy, Tmf642Service::refusal});
    out.push_back({"PATCH", collection + '/', into(m_alarms.changeProtocol()), busy, Tmf642Service::refusal});
    out.push_back({"GET", collection,
                   [this](HttpRequest&& request, const HttpReply& reply) { reply(m_alarms.list(request)); },
                   busy, Tmf642Service::refusal});
    out.push_back({"GET", collection + '/',
                   [this](HttpRequest&& request, const HttpReply& reply) { reply(m_alarms.one(request)); },
                   busy, Tmf642Service::refusal});
}

twin::Result<> HttpGateway::start(twin::ingest::FrameSink& sink)
{
    m_worker.start(sink);
    m_server = std::make_unique<HttpServer>(m_serverOptions, routes(),
                                            [&sink](const std::string& what) { sink.countTransport(what); });
    auto started = m_server->start();
    if (!started) {
        m_worker.stop();
        m_server.reset();
    }
    return started;
}

void HttpGateway::stop()
{
    if (m_server == nullptr) {
        return;
    }
    m_server->quiesce();
    m_worker.stop();
    m_server->stop();
    m_server.reset();
}

std::uint16_t HttpGateway::port() const
{
    return m_server != nullptr ? m_server->port() : std::uint16_t{0};
}

} // namespace app::transport
