// NATS JetStream to twin: this process publishes native frames to a nats-server, from which `suanwangctl
// serve` (with a store) reads; all three are processes of their own on the same machine. First the stream is
// filled while nobody reads, then it is read as fast as it goes (`drained`); then publishing and reading run
// side by side (`live`). Prints JSON. `bench_nats [SECONDS [POOLS_PER_FRAME]]`, 10 s and 100 unless told
// otherwise. Needs the package nats-server.
#include "app/transport/nats_feed.h"
#include "tests/app/nats_server.h"
#include "tests/bench/bench_frames.h"
#include "tests/support/places.h"
#include "twin/registry/build.h"
#include "twin/support/clock.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace {

using Json = nlohmann::ordered_json;
using Clock = std::chrono::steady_clock;

constexpr double kPatience_s = 120;

double secondsSince(Clock::time_point begun)
{
    return std::chrono::duration<double>(Clock::now() - begun).count();
}

QString program()
{
    return test::programPathQ("/suanwangctl");
}

/// Processor seconds a process and its threads have used.
double processorSeconds(qint64 pid)
{
    QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
    if (!file.open(QIODevice::ReadOnly)) {
        return 0;
    }
    const QByteArray text = file.readAll();
    const QList<QByteArray> cells = text.mid(text.lastIndexOf(')') + 2).split(' ');
    return (cells.value(11).toDouble() + cells.value(12).toDouble()) / 100.0;
}

std::vector<std::string> poolIds(const std::string& registryFile)
{
    std::vector<std::string> out;
    if (const auto loaded = twin::registry::loadRegistryFile(registryFile)) {
        for (const auto& pool : loaded->registry->pools) {
            out.push_back(pool.id);
        }
    }
    return out;
}

std::unique_ptr<app::transport::NatsFeed> feedTo(const test::NatsServer& server, std::uint64_t epoch)
{
    app::transport::NatsSettings settings;
    settings.url = server.url().toStdString();
    app::transport::FeedSenderOptions options;
    options.source = "bench";
    options.epoch = epoch;
    options.windowFrames = 512;
    options.resendAfter = 5 * twin::kSecond;
    return std::move(app::transport::NatsFeed::create(settings, options).value());
}

/// Publishes passes for `seconds` and waits until the server has stored them all.
twin::Result<> publish(app::transport::NatsFeed& feed, const std::vector<std::string>& ids,
                       std::size_t perFrame, double seconds)
{
    if (!feed.offer(bench::dictionary(ids))) {
        return twin::failure(twin::ErrorCode::Internal, "the window is full from the start");
    }
    std::vector<bench::wire::Frame> passes;
    for (std::uint64_t i = 0; i < 16; ++i) {
        passes.push_back(bench::fullPass(perFrame, 0, i));
    }
    const twin::SystemClock clock;
    const auto begun = Clock::now();
    for (std::size_t i = 0; secondsSince(begun) < seconds; ++i) {
        bench::wire::Frame frame = passes[i % passes.size()];
        frame.mutable_batch()->set_source_time_ns(clock.now());
        while (!feed.offer(std::move(frame))) {
            if (auto pumped = feed.pump(5 * twin::kMillisecond); !pumped) {
                return pumped;
            }
        }
        if (auto pumped = feed.pump(0); !pumped) {
            return pumped;
        }
    }
    return feed.drain(60 * twin::kSecond);
}

/// `suanwangctl serve --nats` with a store, and its status lines.
class Serve
{
  public:
    Serve(const QString& registry, const QString& store, const test::NatsServer& server)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(program(),
                        {QStringLiteral("serve"), QStringLiteral("--json"), QStringLiteral("--registry"),
                         registry, QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"),
                         QStringLiteral("--store"), store, QStringLiteral("--journal-bytes"),
                         QStringLiteral("17179869184"), QStringLiteral("--nats"), server.url()});
        m_process.waitForReadyRead(30'000);
    }

    ~Serve()
    {
        m_process.kill();
        m_process.waitForFinished(10'000);
    }

    Serve(const Serve&) = delete;
    Serve& operator=(const Serve&) = delete;

    /// Waits for `frames` in the journal. False after two minutes.
    bool waitFor(double frames)
    {
        const auto begun = Clock::now();
        while (secondsSince(begun) < kPatience_s) {
            readLines();
            if (m_last.contains("journal") && m_last["journal"]["frames"].get<double>() >= frames) {
                return true;
            }
            m_process.waitForReadyRead(50);
        }
        return false;
    }

    [[nodiscard]] double processor() const { return processorSeconds(m_process.processId()); }

    Json end()
    {
        m_process.terminate();
        m_process.waitForFinished(60'000);
        readLines();
        return m_last;
    }

  private:
    void readLines()
    {
        while (m_process.canReadLine()) {
            m_last = Json::parse(m_process.readLine().toStdString(), nullptr, false);
        }
    }

    QProcess m_process;
    Json m_last;
};

Json report(const app::transport::FeedStatistics& sums, double seconds, double processor, const Json& status)
{
    Json out{{"seconds", seconds},
             {"frames", sums.acknowledgedFrames},
             {"samples", sums.acknowledgedSamples},
             {"samples_per_second", static_cast<double>(sums.acknowledgedSamples) / seconds},
             {"serve_processor_s", processor},
             {"samples_per_processor_second", static_cast<double>(sums.acknowledgedSamples) / processor},
             {"lost", static_cast<double>(sums.acknowledgedSamples) - status["received"].get<double>() +
                          status["duplicate"].get<double>()}};
    for (const char* key :
         {"received", "applied", "merged", "late", "duplicate", "refused", "closes", "journal"}) {
        out[key] = status[key];
    }
    return out;
}

Json problem(const std::string& why)
{
    return Json{{"error", why}};
}

/// The stream is filled first, then read.
Json drained(const test::NatsServer& server, const QString& registry, const std::vector<std::string>& ids,
             std::size_t perFrame, double seconds)
{
    const QTemporaryDir directory;
    const auto feed = feedTo(server, 1);
    if (const auto published = publish(*feed, ids, perFrame, seconds); !published) {
        return problem(published.error().text());
    }
    const auto sums = feed->statistics();
    Serve serve(registry, directory.filePath(QStringLiteral("store.db")), server);
    const auto begun = Clock::now();
    if (!serve.waitFor(static_cast<double>(sums.acknowledgedFrames))) {
        return problem("not all was read");
    }
    const double took = secondsSince(begun);
    const double processor = serve.processor();
    return report(sums, took, processor, serve.end());
}

/// Publishing and reading side by side; the time is from the first frame to the last commit.
Json live(const test::NatsServer& server, const QString& registry, const std::vector<std::string>& ids,
          std::size_t perFrame, double seconds)
{
    const QTemporaryDir directory;
    Serve serve(registry, directory.filePath(QStringLiteral("store.db")), server);
    const auto feed = feedTo(server, 2);
    const double before = serve.processor();
    const auto begun = Clock::now();
    if (const auto published = publish(*feed, ids, perFrame, seconds); !published) {
        return problem(published.error().text());
    }
    const auto sums = feed->statistics();
    const double publishing = secondsSince(begun);
    if (!serve.waitFor(static_cast<double>(sums.acknowledgedFrames))) {
        return problem("not all was read");
    }
    const double took = secondsSince(begun);
    const double processor = serve.processor() - before;
    Json out = report(sums, took, processor, serve.end());
    out["published_per_second"] = static_cast<double>(sums.acknowledgedSamples) / publishing;
    return out;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const double seconds = argc > 1 ? std::strtod(argv[1], nullptr) : 10;
    const std::size_t perFrame = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 100;
    if (test::natsServerProgram().isEmpty()) {
        std::fprintf(stderr, "the package nats-server is not installed\n");
        return EXIT_FAILURE;
    }
    const QTemporaryDir directory;
    const QString registry = directory.filePath(QStringLiteral("nation.swr"));
    QProcess generate;
    generate.start(program(),
                   {QStringLiteral("generate"), QStringLiteral("national"), QStringLiteral("--seed"),
                    QStringLiteral("1"), QStringLiteral("--out"), registry});
    generate.waitForFinished(120'000);
    std::vector<std::string> ids = poolIds(registry.toStdString());
    if (ids.size() < perFrame) {
        std::fprintf(stderr, "the registry could not be generated, or has too few pools\n");
        return EXIT_FAILURE;
    }
    ids.resize(perFrame);
    Json out{{"bench", "nats"},
             {"samples_per_frame", perFrame * twin::metricsOf(twin::EntityKind::Pool).size()}};
    test::NatsServer server;
    if (!server.start()) {
        std::fprintf(stderr, "nats-server did not start\n");
        return EXIT_FAILURE;
    }
    out["drained"] = drained(server, registry, ids, perFrame, seconds);
    test::NatsServer second; // an empty stream
    if (!second.start()) {
        std::fprintf(stderr, "nats-server did not start\n");
        return EXIT_FAILURE;
    }
    server.killHard();
    out["live"] = live(second, registry, ids, perFrame, seconds);
    std::printf("%s\n", out.dump().c_str());
    return out["drained"].contains("error") || out["live"].contains("error") ? EXIT_FAILURE : EXIT_SUCCESS;
}
