#include "app/ctl/bus_options.h"
#include "app/ctl/command_table.h"
#include "app/ctl/read_options.h"
#include "app/ctl/serve_status.h"
#include "app/ctl/telemetry_registry.h"
#include "app/transport/buses.h"
#include "app/transport/http_gateway.h"
#include "app/transport/tcp_server.h"
#include "app/transport/trap_listener.h"
#include "twin/ingest/twin_service.h"
#include "twin/state/state_file.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace app::ctl {

namespace {

using transport::HttpGateway;
using twin::ingest::MappingStore;
using twin::ingest::TwinService;

constexpr const char* kStopped = "stopped";
constexpr int kSignalPoll_ms = 20;
constexpr int kStatusInterval_ms = 1'000;

std::atomic<bool> g_stop{false}; // written by signal handlers
std::atomic<bool> g_reload{false};
std::atomic<bool> g_save{false};

extern "C" void stopServe(int)
{
    g_stop.store(true, std::memory_order_relaxed);
}

extern "C" void reloadServe(int)
{
    g_reload.store(true, std::memory_order_relaxed);
}

extern "C" void saveServe(int)
{
    g_save.store(true, std::memory_order_relaxed);
}

twin::Result<transport::TcpServerOptions> serverOptions(const Args& args)
{
    auto options = transport::parseListenAddress(args.text("--listen"));
    if (options) {
        options->tls = {args.text("--tls-cert"), args.text("--tls-key"), args.text("--tls-ca")};
    }
    return options;
}

/// What is mapped: HTTP and traps, if they are asked for.
struct GatewayOptions
{
    std::shared_ptr<MappingStore> mapping;
    std::optional<transport::HttpServerOptions> http;
    std::optional<transport::TrapListenerOptions> traps;
};

twin::Result<GatewayOptions> gatewayOptions(const Args& args)
{
    GatewayOptions out;
    auto mapping = MappingStore::open(args.texts("--mapping"));
    if (!mapping) {
        return twin::failure(std::move(mapping.error()));
    }
    out.mapping = std::move(*mapping);
    if (args.has("--http")) {
        const auto address = transport::parseListenAddress(args.text("--http"));
        if (!address) {
            return twin::failure(address.error());
        }
        out.http.emplace();
        out.http->host = address->host;
        out.http->port = address->port;
        out.http->tls = {args.text("--tls-cert"), args.text("--tls-key"), args.text("--tls-ca")};
    }
    if (args.has("--snmp-traps")) {
        auto traps = transport::trapListenerOptions(args.text("--snmp-traps"), args.text("--snmp-access"));
        if (!traps) {
            return twin::failure(std::move(traps.error()));
        }
        traps->mapping = out.mapping;
        out.traps = std::move(*traps);
    }
    return out;
}

twin::ingest::TwinServiceOptions serviceOptions(const Args& args)
{
    twin::ingest::TwinServiceOptions options;
    if (args.has("--store")) {
        options.storePath = args.text("--store");
    }
    if (args.has("--journal-bytes")) {
        options.journalBytes = static_cast<std::uint64_t>(args.integer("--journal-bytes"));
    }
    options.dropOldest = args.has("--journal-drop-oldest");
    if (args.has("--history-days")) {
        options.fold.retention.samples = args.integer("--history-days") * twin::kDay;
    }
    if (args.has("--history-bytes")) {
        options.fold.retention.samplesBytes = static_cast<std::uint64_t>(args.integer("--history-bytes"));
    }
    options.fold.keepFrames = args.integer("--keep-frames-minutes") * twin::kMinute;
    options.fold.keepFrameBytes = static_cast<std::uint64_t>(args.integer("--keep-frame-bytes"));
    return options;
}

/// The running engine with its listener, and what it says each second.
class Serving
{
  public:
    Serving(std::unique_ptr<TwinService> service, std::unique_ptr<transport::Buses> buses,
            transport::TcpServerOptions server, GatewayOptions gateway, bool json)
        : m_service(std::move(service))
        , m_buses(std::move(buses))
        , m_host(server.host)
        , m_server(std::move(server))
        , m_mapping(std::move(gateway.mapping))
        , m_json(json)
    {
        if (gateway.http) {
            m_httpHost = gateway.http->host;
            transport::GatewayWorkerOptions worker;
            worker.mapping = m_mapping;
            m_gateway = std::make_unique<HttpGateway>(std::move(*gateway.http), std::move(worker),
                                                      m_service->provider());
        }
        if (gateway.traps) {
            m_trapHost = gateway.traps->host;
            m_traps = std::make_unique<transport::TrapListener>(std::move(*gateway.traps));
        }
        m_uptime.start();
    }

    [[nodiscard]] twin::Result<> start()
    {
        if (auto started = m_service->start(); !started) {
            return started;
        }
        if (auto started = m_server.start(*m_service); !started) {
            return started;
        }
        if (m_gateway) {
            if (auto started = m_gateway->start(*m_service); !started) {
                return started;
            }
        }
        if (m_traps) {
            if (auto started = m_traps->start(*m_service); !started) {
                return started;
            }
        }
        return m_buses->start();
    }

    /// Nothing new is let in, everything taken is committed and applied; then the last line.
    void finish()
    {
        m_server.stop();
        if (m_gateway) {
            m_gateway->stop();
        }
        if (m_traps) {
            m_traps->stop();
        }
        m_buses->stop();
        m_service->stop();
        say(kStopped);
    }

    void say(const std::string& phase)
    {
        ServeStatus status;
        status.phase = phase;
        status.uptime_s = static_cast<double>(m_uptime.nsecsElapsed()) * 1e-9;
        m_port = m_server.port() != 0 ? m_server.port() : m_port;
        status.port = m_port;
        status.listen = m_host + ":" + std::to_string(m_port);
        if (m_gateway) {
            m_httpPort = m_gateway->port() != 0 ? m_gateway->port() : m_httpPort;
            status.http = m_httpHost + ":" + std::to_string(m_httpPort);
            status.httpPort = m_httpPort;
        }
        if (m_traps) {
            status.snmpPort = m_traps->port();
            status.snmp = m_trapHost + ":" + std::to_string(status.snmpPort);
        }
        status.mapping = m_mapping->status();
        sayMappingError(status.mapping.error);
        status.service = m_service->status();
        status.snapshot = m_service->provider()->at({});
        status.defaults = std::exchange(m_defaults, std::nullopt);
        status.buses = m_buses->status();
        status.isLast = phase == kStopped;
        printLine(m_json ? statusJson(status) : statusText(status));
    }

    /// The newest moment as a `.sws` file. Errors: those of saveState; Invalid before there is one.
    [[nodiscard]] twin::Result<> save(const std::string& path) const
    {
        const twin::state::SnapshotPtr snapshot = m_service->provider()->at({});
        return snapshot ? twin::state::saveState(path, *snapshot)
                        : twin::failureAt(twin::ErrorCode::Invalid, path, 0, "there is no state yet to save");
    }

    /// Reads `--registry` and puts it in, live; the next status line says what was assumed. Errors: those of
    /// loadRegistryOf, and the twin keeps the registry it has.
    [[nodiscard]] twin::Result<> load(const Args& args)
    {
        const auto loaded = loadRegistryOf(args);
        if (!loaded) {
            return twin::failure(loaded.error());
        }
        m_defaults = loaded->registry->origin.defaultsApplied;
        m_service->setRegistry(loaded->registry, loaded->workload);
        return {};
    }

  private:
    /// Once, when a changed mapping is refused.
    void sayMappingError(const std::string& error)
    {
        if (error != m_mappingError && !error.empty()) {
            std::fprintf(stderr, "%s (the mapping before it stays)\n", error.c_str());
        }
        m_mappingError = error;
    }

    std::unique_ptr<TwinService> m_service;
    std::unique_ptr<transport::Buses> m_buses; ///< after the service: they deliver into it
    std::string m_host;
    transport::TcpServer m_server;
    std::shared_ptr<MappingStore> m_mapping;
    std::unique_ptr<HttpGateway> m_gateway; ///< null = nobody asked for it
    std::string m_httpHost;
    std::uint16_t m_httpPort = 0;
    std::unique_ptr<transport::TrapListener> m_traps; ///< likewise
    std::string m_trapHost;
    std::string m_mappingError;
    bool m_json;
    std::uint16_t m_port = 0;
    std::optional<std::vector<std::string>> m_defaults; ///< of a registry no status line has told of yet
    QElapsedTimer m_uptime;
};

/// What signals asked for since the last look. What fails is said, and the twin goes on.
void heed(Serving& serving, const Args& args)
{
    if (g_reload.exchange(false) && args.has("--registry")) {
        if (const auto loaded = serving.load(args); !loaded) {
            report(loaded.error());
        }
    }
    if (g_save.exchange(false)) {
        if (const auto saved = serving.save(args.text("--save-state")); !saved) {
            report(saved.error());
        }
    }
}

int runServing(Serving& serving, const Args& args)
{
    serving.say("running");
    QTimer status;
    QObject::connect(&status, &QTimer::timeout, [&] { serving.say("running"); });
    status.start(kStatusInterval_ms);
    QElapsedTimer running;
    running.start();
    const double seconds = args.number("--seconds");
    QTimer signalPoll;
    QObject::connect(&signalPoll, &QTimer::timeout, [&] {
        heed(serving, args);
        const bool over = seconds > 0 && static_cast<double>(running.nsecsElapsed()) * 1e-9 >= seconds;
        if (over || g_stop.load(std::memory_order_relaxed)) {
            QCoreApplication::quit();
        }
    });
    signalPoll.start(kSignalPoll_ms);
    QCoreApplication::exec();
    serving.finish();
    const auto saved = args.has("--save-state") ? serving.save(args.text("--save-state")) : twin::Result<>();
    return saved ? static_cast<int>(kDone) : report(saved.error());
}

int serve(const Args& args)
{
    if (args.has("--save-state") && !args.has("--registry")) {
        return report(
            {twin::ErrorCode::BadInput, "--save-state needs a --registry to save with it", {}, 0, 0});
    }
    auto server = serverOptions(args);
    if (!server) {
        return report(server.error());
    }
    auto gateway = gatewayOptions(args);
    if (!gateway) {
        return report(gateway.error());
    }
    auto service = TwinService::create(serviceOptions(args));
    if (!service) {
        return report(service.error());
    }
    transport::BusSettings bus = busSettings(args);
    bus.mapping = gateway->mapping;
    auto buses = transport::Buses::create(bus, **service);
    if (!buses) {
        return report(buses.error());
    }
    int argc = 1;
    char name[] = "suanwangctl";
    char* argv[] = {name, nullptr};
    const QCoreApplication application(argc, argv);
    g_stop.store(false);
    std::signal(SIGINT, stopServe);
    std::signal(SIGTERM, stopServe);
    std::signal(SIGHUP, reloadServe);
    if (args.has("--save-state")) {
        std::signal(SIGUSR1, saveServe);
    }
    std::signal(SIGPIPE, SIG_IGN); // whoever reads our status may go first

    Serving serving(std::move(*service), std::move(*buses), std::move(*server), std::move(*gateway),
                    args.json);
    if (args.has("--registry")) {
        if (const auto loaded = serving.load(args); !loaded) {
            return report(asInput(loaded.error()));
        }
    }
    if (auto started = serving.start(); !started) {
        return report(started.error());
    }
    return runServing(serving, args);
}

} // namespace

Command serveCommand()
{
    using Kind = OptionSpec::Kind;
    Command command;
    command.name = "serve";
    command.help =
        "Run the twin without a screen: take telemetry, say how it goes each second; SIGTERM ends it, "
        "SIGHUP reads the registry again";
    command.options = {
        {"--registry", "snapshot (.swr, .json) or network file (.gml, .graphml, .graph, SNDlib)", Kind::Text,
         false, ""},
        {"--listen", "Native telemetry, HOST:PORT; port 0 takes a free one", Kind::Text, false,
         "127.0.0.1:7400"},
        {"--http",
         "OTLP metrics, Prometheus remote-write and TMF642 alarms, HOST:PORT; port 0 takes a free one",
         Kind::Text, false, ""},
        {"--snmp-traps", "SNMPv2c and SNMPv3 traps and informs, HOST:PORT; port 0 takes a free one",
         Kind::Text, false, ""},
        {"--snmp-access", "File of communities and SNMPv3 users; without it the community public", Kind::Text,
         false, ""},
        {"--mapping", "What collectors' series and alarms mean; repeatable, without it the shipped ones",
         Kind::ManyTexts, false, ""},
        {"--store",
         "Where everything is kept: a file (SQLite) or postgresql://…; without it frames are acknowledged "
         "when accepted",
         Kind::Text, false, ""},
        {"--journal-bytes",
         "Bound of the journal in bytes; without it 2 GiB",
         Kind::Integer,
         false,
         "",
         {65'536, kLargestWhole}},
        {"--journal-drop-oldest", "A full journal forgets its oldest batches instead of refusing", Kind::Flag,
         false, ""},
        outputOption("--save-state",
                     "Save the state here (.sws) at the end, and whenever SIGUSR1 asks for it", false),
        {"--history-days",
         "How long samples are kept; without it 30 days (rollups longer)",
         Kind::Integer,
         false,
         "",
         {1, 36'500}},
        {"--history-bytes",
         "How much of them is kept, in bytes; without it 32 GiB",
         Kind::Integer,
         false,
         "",
         {1'048'576, kLargestWhole}},
        {"--keep-frames-minutes",
         "How long frames stay in the journal after they became history: recordings can begin in them",
         Kind::Integer,
         false,
         "10",
         {0, 527'040}}, // a year
        {"--keep-frame-bytes",
         "How many bytes of such frames stay at most, whichever is met first",
         Kind::Integer,
         false,
         "134217728",
         {0, kLargestWhole}},
        {"--tls-cert", "PEM certificate chain; needed beyond loopback", Kind::Text, false, ""},
        {"--tls-key", "PEM private key", Kind::Text, false, ""},
        {"--tls-ca", "PEM authorities whose client certificates are accepted", Kind::Text, false, ""},
        {"--seconds", "End after so many seconds; 0 = until a signal", Kind::Number, false, "0", {0, 1e9}},
    };
    for (const OptionSpec& option : readOptions()) {
        command.options.push_back(option);
    }
    std::ranges::copy(busOptions(), std::back_inserter(command.options));
    command.run = serve;
    return command;
}

} // namespace app::ctl
