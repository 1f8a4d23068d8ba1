#include "app/ctl/command_table.h"
#include "app/ctl/serve_status.h"
#include "app/transport/tcp_server.h"
#include "twin/ingest/twin_service.h"
#include "twin/network/open.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <atomic>
#include <csignal>
#include <memory>
#include <string>
#include <utility>

namespace app::ctl {

namespace {

using twin::ingest::TwinService;

constexpr const char* kStopped = "stopped";
constexpr int kSignalPoll_ms = 20;
constexpr int kStatusInterval_ms = 1'000;

std::atomic<bool> g_stop{false}; // written by signal handlers
std::atomic<bool> g_reload{false};

extern "C" void stopServe(int)
{
    g_stop.store(true, std::memory_order_relaxed);
}

extern "C" void reloadServe(int)
{
    g_reload.store(true, std::memory_order_relaxed);
}

twin::Result<transport::TcpServerOptions> serverOptions(const Args& args)
{
    auto options = transport::parseListenAddress(args.text("--listen"));
    if (options) {
        options->tls = {args.text("--tls-cert"), args.text("--tls-key"), args.text("--tls-ca")};
    }
    return options;
}

/// The registry of a snapshot, or of a network file with the usual defaults.
twin::Result<> loadInto(TwinService& service, const std::string& path)
{
    const auto opened = twin::network::openAnySnapshot(path);
    if (!opened) {
        return twin::failure(opened.error());
    }
    auto loaded = service.loadRegistry(opened->document);
    if (!loaded && loaded.error().file.empty()) {
        loaded.error().file = path;
    }
    return loaded;
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
    options.fold.keepFrames = args.integer("--keep-frames-minutes") * twin::kMinute;
    options.fold.keepFrameBytes = static_cast<std::uint64_t>(args.integer("--keep-frame-bytes"));
    return options;
}

/// The running engine with its listener, and what it says each second.
class Serving
{
  public:
    Serving(std::unique_ptr<TwinService> service, transport::TcpServerOptions server, bool json)
        : m_service(std::move(service))
        , m_host(server.host)
        , m_server(std::move(server))
        , m_json(json)
    {
        m_uptime.start();
    }

    [[nodiscard]] twin::Result<> start()
    {
        if (auto started = m_service->start(); !started) {
            return started;
        }
        return m_server.start(*m_service);
    }

    /// Nothing new is let in, everything taken is committed and applied; then the last line.
    void finish()
    {
        m_server.stop();
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
        status.service = m_service->status();
        status.snapshot = m_service->provider()->at({});
        status.isLast = phase == kStopped;
        printLine(m_json ? statusJson(status) : statusText(status));
    }

    void reload(const std::string& registry)
    {
        if (auto loaded = loadInto(*m_service, registry); !loaded) {
            report(loaded.error()); // the twin keeps the registry it has
        }
    }

  private:
    std::unique_ptr<TwinService> m_service;
    std::string m_host;
    transport::TcpServer m_server;
    bool m_json;
    std::uint16_t m_port = 0;
    QElapsedTimer m_uptime;
};

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
        if (g_reload.exchange(false) && args.has("--registry")) {
            serving.reload(args.text("--registry"));
        }
        const bool over = seconds > 0 && static_cast<double>(running.nsecsElapsed()) * 1e-9 >= seconds;
        if (over || g_stop.load(std::memory_order_relaxed)) {
            QCoreApplication::quit();
        }
    });
    signalPoll.start(kSignalPoll_ms);
    QCoreApplication::exec();
    serving.finish();
    return kDone;
}

int serve(const Args& args)
{
    auto server = serverOptions(args);
    if (!server) {
        return report(server.error());
    }
    auto service = TwinService::create(serviceOptions(args));
    if (!service) {
        return report(service.error());
    }
    if (args.has("--registry")) {
        if (auto loaded = loadInto(**service, args.text("--registry")); !loaded) {
            return report(asInput(loaded.error()));
        }
    }
    int argc = 1;
    char name[] = "suanwangctl";
    char* argv[] = {name, nullptr};
    const QCoreApplication application(argc, argv);
    g_stop.store(false);
    std::signal(SIGINT, stopServe);
    std::signal(SIGTERM, stopServe);
    std::signal(SIGHUP, reloadServe);
    std::signal(SIGPIPE, SIG_IGN); // whoever reads our status may go first

    Serving serving(std::move(*service), std::move(*server), args.json);
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
        {"--store", "Journal file (SQLite); without it frames are acknowledged when accepted", Kind::Text,
         false, ""},
        {"--journal-bytes",
         "Bound of the journal in bytes; without it 2 GiB",
         Kind::Integer,
         false,
         "",
         {65'536, kLargestWhole}},
        {"--journal-drop-oldest", "A full journal forgets its oldest batches instead of refusing", Kind::Flag,
         false, ""},
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
    command.run = serve;
    return command;
}

} // namespace app::ctl
