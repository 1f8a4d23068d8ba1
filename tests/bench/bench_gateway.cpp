// The gateway's whole way in: this process sends OTLP, then remote-write, to `suanwangctl serve --http` (a
// process of its own, with a store) over some connections, each as fast as it is answered, and prints as JSON
// what was acknowledged, what serve says of itself, and the processor time of both. Every series has six
// labels; every point is mapped, journalled and applied. `bench_gateway [SECONDS [CONNECTIONS]]`, 8 s and 4
// unless told otherwise.
#include "tests/support/places.h"
#include "tests/twin/ingest/otlp_messages.h"
#include "twin/registry/build.h"
#include "twin/support/clock.h"
#include "twin/support/file_io.h"
#include "twin/support/metrics.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

using Json = nlohmann::ordered_json;
using SteadyClock = std::chrono::steady_clock;
using twin::TimeNs;

constexpr TimeNs kPlaceholder =
    1'787'654'321'098 * twin::kMillisecond; ///< of a time, found again in the bytes
constexpr std::size_t kPointsPerRequest = 4'000;

QString program()
{
    return test::programPathQ("/suanwangctl");
}

double secondsSince(SteadyClock::time_point begun)
{
    return std::chrono::duration<double>(SteadyClock::now() - begun).count();
}

double processorSeconds(int who)
{
    rusage usage{};
    ::getrusage(who, &usage);
    const auto of = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

/// A rule for each metric of pools: the series is called like it.
std::string identityMapping()
{
    Json rules = Json::array();
    for (const twin::MetricInfo& info : twin::metricsOf(twin::EntityKind::Pool)) {
        rules.push_back({{"metric", info.name}, {"entity", "{pool}"}, {"to", info.name}});
    }
    return Json{{"format", "suanwang.mapping.v1"}, {"rules", rules}}.dump();
}

test::Labels labelsOf(const std::string& pool)
{
    return {{"pool", pool},      {"instance", "10.11.12.13:9400"},
            {"job", "exporter"}, {"cluster", "cluster-a"},
            {"az", "az-1"},      {"unit", "rack-17"}};
}

struct Series
{
    const twin::MetricInfo* metric = nullptr;
    std::string pool;
};

double valueOf(const twin::MetricInfo& metric)
{
    return (std::max(metric.min, 0.0) + std::min(metric.max, 1e6)) / 2;
}

void appendVarint(std::string& out, std::uint64_t value)
{
    for (; value >= 0x80; value >>= 7U) {
        out.push_back(static_cast<char>(value | 0x80U));
    }
    out.push_back(static_cast<char>(value));
}

/// A request whose times can be set in its bytes.
class Template
{
  public:
    Template(std::string bytes, bool isOtlp)
        : m_bytes(std::move(bytes))
        , m_isOtlp(isOtlp)
    {
        const std::string mark = encoded(kPlaceholder);
        for (std::size_t at = 0; (at = m_bytes.find(mark, at)) != std::string::npos; at += mark.size()) {
            m_places.push_back(at);
        }
    }

    /// The body as it is sent.
    std::string at(TimeNs time)
    {
        const std::string bytes = encoded(time);
        for (const std::size_t place : m_places) {
            std::memcpy(m_bytes.data() + place, bytes.data(), bytes.size());
        }
        return m_isOtlp ? m_bytes : test::snappyBlock(m_bytes);
    }

    [[nodiscard]] std::size_t points() const { return m_places.size(); }

  private:
    [[nodiscard]] std::string encoded(TimeNs time) const
    {
        std::string out;
        if (m_isOtlp) {
            out.resize(sizeof time);
            std::memcpy(out.data(), &time, sizeof time);
        } else {
            appendVarint(out, static_cast<std::uint64_t>(time / twin::kMillisecond));
        }
        return out;
    }

    std::string m_bytes;
    bool m_isOtlp;
    std::vector<std::size_t> m_places;
};

Template makeTemplate(const std::vector<Series>& series, bool isOtlp)
{
    if (!isOtlp) {
        test::prom::WriteRequest request;
        for (const Series& one : series) {
            test::addSample(test::addSeries(request, std::string(one.metric->name), labelsOf(one.pool)),
                            kPlaceholder, valueOf(*one.metric));
        }
        return {request.SerializeAsString(), false};
    }
    test::OtlpRequest request(test::Labels{{"service.name", "bench"}});
    test::otlp::Gauge* gauge = nullptr;
    const twin::MetricInfo* metric = nullptr;
    for (const Series& one : series) {
        if (one.metric != metric) {
            metric = one.metric;
            gauge = request.metric(std::string(metric->name)).mutable_gauge();
        }
        test::otlp::NumberDataPoint* point = gauge->add_data_points();
        test::addAttributes(*point, labelsOf(one.pool));
        point->set_time_unix_nano(static_cast<std::uint64_t>(kPlaceholder));
        point->set_as_double(valueOf(*one.metric));
    }
    return {request.bytes(), true};
}

int connectTo(int port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int yes = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    return ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 ? socket : -1;
}

/// Sends one request and gives the status of its answer; 0 = the connection is gone.
int post(int socket, bool isOtlp, const std::string& body)
{
    std::string bytes = std::string("POST ") + (isOtlp ? "/v1/metrics" : "/api/v1/write") +
                        " HTTP/1.1\r\nHost: t\r\nContent-Type: application/x-protobuf\r\n" +
                        (isOtlp ? "" : "Content-Encoding: snappy\r\n") +
                        "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    for (std::size_t sent = 0; sent < bytes.size();) {
        const ssize_t some = ::send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (some <= 0) {
            return 0;
        }
        sent += static_cast<std::size_t>(some);
    }
    std::string answer;
    char buffer[4096];
    while (answer.find("\r\n\r\n") == std::string::npos) { // good answers have no body
        const ssize_t some = ::recv(socket, buffer, sizeof buffer, 0);
        if (some <= 0) {
            return 0;
        }
        answer.append(buffer, static_cast<std::size_t>(some));
    }
    return std::atoi(answer.c_str() + 9);
}

struct Sums
{
    std::atomic<std::uint64_t> acknowledged = 0; ///< points
    std::atomic<std::uint64_t> requests = 0;
    std::atomic<std::uint64_t> later = 0; ///< answered 429 or 503 and sent again
    std::atomic<bool> broken = false;
};

/// One connection: its own series, all of them again and again.
void sendAll(std::vector<Template> requests, int port, bool isOtlp, double seconds, Sums& sums)
{
    const int socket = connectTo(port);
    const twin::SystemClock clock;
    const auto begun = SteadyClock::now();
    TimeNs last = 0;
    while (secondsSince(begun) < seconds && !sums.broken) {
        last = std::max(last + twin::kMillisecond, clock.now());
        for (Template& request : requests) {
            const std::string body = request.at(last);
            int status = 0;
            while ((status = post(socket, isOtlp, body)) == 429 || status == 503) {
                ++sums.later;
                std::this_thread::sleep_for(std::chrono::milliseconds(100));
            }
            if (status != 200 && status != 204) {
                std::fprintf(stderr, "answered %d\n", status);
                sums.broken = true;
                break;
            }
            sums.acknowledged += request.points();
            ++sums.requests;
        }
    }
    ::close(socket);
}

std::vector<std::vector<Template>> share(const std::vector<std::string>& pools, std::size_t connections,
                                         bool isOtlp)
{
    std::vector<std::vector<Template>> out(connections);
    for (std::size_t c = 0; c < connections; ++c) {
        std::vector<Series> series;
        for (const twin::MetricInfo& info : twin::metricsOf(twin::EntityKind::Pool)) {
            for (std::size_t i = c; i < pools.size(); i += connections) {
                series.push_back({&info, pools[i]});
            }
        }
        for (std::size_t first = 0; first < series.size(); first += kPointsPerRequest) {
            const auto at = series.begin() + static_cast<std::ptrdiff_t>(first);
            const auto end = series.begin() +
                             static_cast<std::ptrdiff_t>(std::min(series.size(), first + kPointsPerRequest));
            out[c].push_back(makeTemplate({at, end}, isOtlp));
        }
    }
    return out;
}

int httpPort(QProcess& serve)
{
    while (!serve.canReadLine()) {
        if (!serve.waitForReadyRead(20'000)) {
            return 0;
        }
    }
    return QJsonDocument::fromJson(serve.readLine()).object().value(QStringLiteral("http_port")).toInt();
}

Json measure(const QTemporaryDir& inputs, const std::vector<std::string>& pools, std::size_t connections,
             double seconds, bool isOtlp)
{
    const QTemporaryDir directory;
    const double childBefore = processorSeconds(RUSAGE_CHILDREN);
    auto serve = std::make_unique<QProcess>();
    serve->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    serve->start(program(),
                 {"serve", "--json", "--registry", inputs.filePath("nation.swr"), "--listen", "127.0.0.1:0",
                  "--http", "127.0.0.1:0", "--mapping", inputs.filePath("mapping.json"), "--store",
                  directory.filePath("store.db"), "--journal-bytes", "17179869184"});
    const int port = httpPort(*serve);
    auto requests = share(pools, connections, isOtlp);
    Sums sums;
    const double ownBefore = processorSeconds(RUSAGE_SELF);
    const auto begun = SteadyClock::now();
    std::vector<std::thread> threads;
    for (auto& own : requests) {
        threads.emplace_back(sendAll, std::move(own), port, isOtlp, seconds, std::ref(sums));
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    const double took = secondsSince(begun);
    const double own = processorSeconds(RUSAGE_SELF) - ownBefore;
    serve->terminate();
    serve->waitForFinished(60'000);
    QByteArray last;
    while (serve->canReadLine()) {
        last = serve->readLine();
    }
    const Json status = Json::parse(last.toStdString(), nullptr, false);
    if (status.is_discarded() || sums.broken) {
        return {{"error", "serve gave no status, or an answer was bad"}};
    }
    const auto kept = status["applied"].get<std::uint64_t>() + status["merged"].get<std::uint64_t>() +
                      status["late"].get<std::uint64_t>();
    const double child = processorSeconds(RUSAGE_CHILDREN) - childBefore;
    const auto acknowledged = static_cast<double>(sums.acknowledged.load());
    Json out{{"seconds", took},
             {"requests", sums.requests.load()},
             {"samples_acknowledged", sums.acknowledged.load()},
             {"samples_per_second", acknowledged / took},
             {"lost", static_cast<std::int64_t>(sums.acknowledged.load()) - static_cast<std::int64_t>(kept)},
             {"asked_again", sums.later.load()},
             {"serve_processor_seconds", child},
             {"serve_samples_per_processor_second", acknowledged / child},
             {"sender_processor_seconds", own}};
    for (const char* key :
         {"received", "applied", "merged", "late", "duplicate", "refused", "closes", "transport",
          "sample_to_snapshot_p50_ms", "sample_to_snapshot_p99_ms", "journal"}) {
        out[key] = status[key];
    }
    return out;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const double seconds = argc > 1 ? std::strtod(argv[1], nullptr) : 8;
    const std::size_t connections = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 4;
    const QTemporaryDir inputs;
    const QString registry = inputs.filePath("nation.swr");
    QProcess generate;
    generate.start(program(), {"generate", "national", "--seed", "1", "--out", registry});
    if (!generate.waitForFinished(120'000) || generate.exitCode() != 0 ||
        !twin::writeFileAtomically(inputs.filePath("mapping.json").toStdString(), identityMapping())) {
        std::fprintf(stderr, "the inputs could not be made\n");
        return EXIT_FAILURE;
    }
    std::vector<std::string> pools;
    if (const auto loaded = twin::registry::loadRegistryFile(registry.toStdString())) {
        for (const auto& pool : loaded->registry->pools) {
            pools.push_back(pool.id);
        }
    }
    const Json out{{"bench", "gateway"},
                   {"connections", connections},
                   {"series", pools.size() * twin::metricsOf(twin::EntityKind::Pool).size()},
                   {"points_per_request", kPointsPerRequest},
                   {"otlp", measure(inputs, pools, connections, seconds, true)},
                   {"remote_write", measure(inputs, pools, connections, seconds, false)}};
    std::printf("%s\n", out.dump().c_str());
    return out["otlp"].contains("error") || out["remote_write"].contains("error") ? EXIT_FAILURE
                                                                                  : EXIT_SUCCESS;
}
