// The whole way in: this process feeds `suanwangctl serve` (a process of its own, with a store) through a
// socket as fast as it is acknowledged, and prints as JSON what was acknowledged and what serve says of
// itself. `bench_ingest [SECONDS [POOLS_PER_FRAME]]`, 10 s and 499 unless told otherwise. The registry is
// generated.
#include "app/transport/feed_client.h"
#include "tests/bench/bench_frames.h"
#include "tests/support/places.h"
#include "twin/registry/build.h"
#include "twin/support/clock.h"

#include <QCoreApplication>
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

double secondsSince(Clock::time_point begun)
{
    return std::chrono::duration<double>(Clock::now() - begun).count();
}

int fail(const std::string& why)
{
    std::fprintf(stderr, "%s\n", why.c_str());
    return EXIT_FAILURE;
}

QString program()
{
    return test::programPathQ("/suanwangctl");
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

/// Waits for the first status line and reads the port from it.
int portOf(QProcess& serve)
{
    while (!serve.canReadLine()) {
        if (!serve.waitForReadyRead(20'000)) {
            return 0;
        }
    }
    return QJsonDocument::fromJson(serve.readLine()).object().value(QStringLiteral("port")).toInt();
}

struct Load
{
    std::size_t perFrame = 0;
    double seconds = 0;
    double rate = 0; ///< samples/s; 0 = as fast as it is acknowledged
};

/// Offers passes until the time is over. The values are made beforehand: only times are new.
twin::Result<> feed(app::transport::FeedClient& client, const std::vector<std::string>& ids, const Load& load)
{
    if (!client.offer(bench::dictionary(ids))) {
        return twin::failure(twin::ErrorCode::Internal, "the window is full from the start");
    }
    std::vector<bench::wire::Frame> passes;
    for (std::uint64_t i = 0; i < 16; ++i) {
        passes.push_back(bench::fullPass(load.perFrame, 0, i));
    }
    const twin::SystemClock clock;
    const auto begun = Clock::now();
    const double perFrame =
        static_cast<double>(load.perFrame * twin::metricsOf(twin::EntityKind::Pool).size());
    for (std::size_t i = 0; secondsSince(begun) < load.seconds; ++i) {
        while (load.rate > 0 && static_cast<double>(i) * perFrame > load.rate * secondsSince(begun)) {
            if (auto pumped = client.pump(twin::kMillisecond); !pumped) {
                return pumped;
            }
        }
        bench::wire::Frame frame = passes[i % passes.size()];
        frame.mutable_batch()->set_source_time_ns(clock.now());
        while (!client.offer(std::move(frame))) {
            if (auto pumped = client.pump(5 * twin::kMillisecond); !pumped) {
                return pumped;
            }
        }
        if (auto pumped = client.pump(0); !pumped) {
            return pumped;
        }
    }
    return client.drain(60 * twin::kSecond);
}

Json lastStatus(QProcess& serve)
{
    serve.terminate();
    serve.waitForFinished(60'000);
    QByteArray last;
    while (serve.canReadLine()) {
        last = serve.readLine();
    }
    return Json::parse(last.toStdString(), nullptr, false);
}

/// One serve, one feeding client. `rate` samples/s; 0 = as fast as it is acknowledged.
Json measure(const QString& registry, const std::vector<std::string>& ids, std::size_t perFrame,
             double seconds, double rate)
{
    const QTemporaryDir directory;
    QProcess serve;
    serve.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    serve.start(program(), {QStringLiteral("serve"), QStringLiteral("--json"), QStringLiteral("--registry"),
                            registry, QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"),
                            QStringLiteral("--store"), directory.filePath(QStringLiteral("store.db")),
                            QStringLiteral("--journal-bytes"), QStringLiteral("17179869184")});
    app::transport::FeedClientOptions options;
    options.port = static_cast<std::uint16_t>(portOf(serve));
    options.source = "bench";
    options.epoch = 1;
    options.windowBytes =
        2U << 20U; // half a million samples under way: a larger window is only a longer queue
    options.resendAfter = 5 * twin::kSecond;
    auto client = app::transport::FeedClient::create(options);
    const auto begun = Clock::now();
    const auto fed = options.port == 0
                         ? twin::Result<>(twin::failure(twin::ErrorCode::Io, "serve did not start"))
                         : feed(**client, ids, {perFrame, seconds, rate});
    const double took = secondsSince(begun);
    const auto sums = (*client)->statistics();
    Json status = lastStatus(serve);
    if (!fed || status.is_discarded()) {
        Json problem;
        problem["error"] = fed ? std::string("serve gave no status") : fed.error().text();
        return problem;
    }
    Json out{{"wanted_rate", rate},
             {"seconds", took},
             {"frames", sums.offeredFrames},
             {"samples_acknowledged", sums.acknowledgedSamples},
             {"samples_per_second", static_cast<double>(sums.acknowledgedSamples) / took},
             {"lost", sums.offeredSamples - sums.acknowledgedSamples},
             {"resent_frames", sums.resentFrames}};
    for (const char* key : {"received", "applied", "merged", "late", "duplicate", "refused", "dropped",
                            "closes", "sample_to_snapshot_p50_ms", "sample_to_snapshot_p99_ms", "journal"}) {
        out[key] = status[key];
    }
    return out;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const double seconds = argc > 1 ? std::strtod(argv[1], nullptr) : 10;
    const std::size_t perFrame = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 499;
    const double rate = argc > 3 ? std::strtod(argv[3], nullptr) : 2.5e6;
    const QTemporaryDir directory;
    const QString registry = directory.filePath(QStringLiteral("nation.swr"));
    QProcess generate;
    generate.start(program(),
                   {QStringLiteral("generate"), QStringLiteral("national"), QStringLiteral("--seed"),
                    QStringLiteral("1"), QStringLiteral("--out"), registry});
    if (!generate.waitForFinished(120'000) || generate.exitCode() != 0) {
        return fail("the registry could not be generated");
    }
    const std::vector<std::string> ids = poolIds(registry.toStdString());
    if (ids.size() < perFrame) {
        return fail("the registry has too few pools");
    }
    const Json out{{"bench", "ingest"},
                   {"samples_per_frame", perFrame * twin::metricsOf(twin::EntityKind::Pool).size()},
                   {"steady", measure(registry, ids, perFrame, seconds, rate)},
                   {"flat_out", measure(registry, ids, perFrame, seconds, 0)}};
    std::printf("%s\n", out.dump().c_str());
    return out["steady"].contains("error") || out["flat_out"].contains("error") ? EXIT_FAILURE : EXIT_SUCCESS;
}
