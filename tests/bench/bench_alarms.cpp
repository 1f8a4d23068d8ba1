// Storms of alarms into `suanwangctl serve` (a process of its own, with a store), from this process: SNMPv2c
// traps at a fixed rate, linkDown and linkUp of 1,000 interfaces in turn, then TMF642 reports over keep-alive
// connections from several loopback addresses, each as fast as it is answered. Prints as JSON what was sent,
// what the books say of it and the processor time. `bench_alarms [SECONDS [TRAPS_PER_SECOND]]`, 10 s and
// 10,000 unless told otherwise.
#include "tests/app/serve_process.h"
#include "twin/support/file_io.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

namespace {

using Json = nlohmann::ordered_json;
using SteadyClock = std::chrono::steady_clock;

constexpr int kInterfaces = 1'000;
constexpr int kConnections = 12; ///< an address each: one may ask 1,000 times a second

double secondsSince(SteadyClock::time_point begun)
{
    return std::chrono::duration<double>(SteadyClock::now() - begun).count();
}

sockaddr_in loopback(quint16 port, int last = 1)
{
    sockaddr_in out{};
    out.sin_family = AF_INET;
    out.sin_port = htons(port);
    out.sin_addr.s_addr = htonl(0x7F000000U + static_cast<std::uint32_t>(last));
    return out;
}

// ---- the little of BER that a trap needs

std::string tagged(char tag, const std::string& content)
{
    std::string out(1, tag);
    if (content.size() < 128) {
        out += static_cast<char>(content.size());
    } else {
        out += '\x82';
        out += static_cast<char>(content.size() >> 8U);
        out += static_cast<char>(content.size() & 255U);
    }
    return out + content;
}

std::string integer(std::uint32_t value, char tag = 2)
{
    std::string out;
    for (int shift = 32; shift >= 0; shift -= 8) {
        const auto byte = static_cast<char>((std::uint64_t{value} >> static_cast<unsigned>(shift)) & 255U);
        if (!out.empty() || byte != 0 || shift == 0) {
            if (out.empty() && (static_cast<unsigned char>(byte) & 128U) != 0) {
                out += '\0';
            }
            out += byte;
        }
    }
    return tagged(tag, out);
}

std::string identifier(const std::vector<std::uint32_t>& parts)
{
    std::string out(1, static_cast<char>(parts[0] * 40 + parts[1]));
    for (std::size_t i = 2; i < parts.size(); ++i) {
        std::string digits(1, static_cast<char>(parts[i] & 127U));
        for (std::uint32_t rest = parts[i] >> 7U; rest > 0; rest >>= 7U) {
            digits.insert(digits.begin(), static_cast<char>((rest & 127U) | 128U));
        }
        out += digits;
    }
    return tagged(6, out);
}

std::string variable(const std::vector<std::uint32_t>& name, const std::string& value)
{
    return tagged(0x30, identifier(name) + value);
}

std::string trap(bool isDown, std::uint32_t interface, std::uint32_t uptime)
{
    const std::string variables =
        variable({1, 3, 6, 1, 2, 1, 1, 3, 0}, integer(uptime, 0x43)) +
        variable({1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0},
                 identifier({1, 3, 6, 1, 6, 3, 1, 1, 5, isDown ? 3U : 4U})) +
        variable({1, 3, 6, 1, 2, 1, 2, 2, 1, 1, interface}, integer(interface)) +
        variable({1, 3, 6, 1, 2, 1, 2, 2, 1, 7, interface}, integer(1)) +
        variable({1, 3, 6, 1, 2, 1, 2, 2, 1, 8, interface}, integer(isDown ? 2 : 1));
    return tagged(0x30, integer(1) + tagged(4, "public") +
                            tagged(static_cast<char>(0xA7),
                                   integer(uptime) + integer(0) + integer(0) + tagged(0x30, variables)));
}

// ----

std::string rules()
{
    Json interfaces;
    for (int i = 0; i < kInterfaces; ++i) {
        interfaces["127.0.0.1/" + std::to_string(i + 1)] = "link-" + std::to_string(i + 1);
    }
    return Json{{"format", "suanwang.mapping.v1"},
                {"include", {"tmf642", "snmp_standard"}},
                {"tables", {{"interfaces", interfaces}}}}
        .dump();
}

/// What serve says of the alarms of all sources whose names begin so.
Json books(const QJsonObject& status, const QString& front)
{
    Json out{{"received", 0}, {"applied", 0}, {"late", 0}, {"duplicate", 0}, {"refused", 0}};
    bool closes = true;
    for (const QJsonValue& value : status.value(QStringLiteral("sources")).toArray()) {
        const QJsonObject source = value.toObject();
        if (!source.value(QStringLiteral("name")).toString().startsWith(front)) {
            continue;
        }
        const QJsonObject alarms = source.value(QStringLiteral("alarms")).toObject();
        for (auto& [name, sum] : out.items()) {
            sum = sum.get<std::int64_t>() + alarms.value(QString::fromStdString(name)).toInteger();
        }
        closes = closes && alarms.value(QStringLiteral("closes")).toBool();
    }
    out["closes"] = closes;
    return out;
}

double processorSeconds(qint64 process)
{
    const auto stat = twin::readFile("/proc/" + std::to_string(process) + "/stat");
    if (!stat) {
        return 0;
    }
    const std::size_t end = stat->rfind(')');
    long user = 0;
    long system = 0;
    std::sscanf(stat->c_str() + end + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld", &user,
                &system);
    return static_cast<double>(user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

Json trapStorm(ctl_test::ServeProcess& serve, quint16 port, double seconds, double rate)
{
    const int socket = ::socket(AF_INET, SOCK_DGRAM, 0);
    const sockaddr_in to = loopback(port);
    ::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to);
    const double before = processorSeconds(serve.processId());
    const auto begun = SteadyClock::now();
    std::uint32_t sent = 0;
    std::uint64_t failed = 0;
    while (secondsSince(begun) < seconds) {
        const auto due = static_cast<std::uint32_t>(secondsSince(begun) * rate);
        for (; sent < due; ++sent) {
            const std::string bytes = trap((sent / kInterfaces) % 2 == 0, sent % kInterfaces + 1, sent);
            failed += ::send(socket, bytes.data(), bytes.size(), 0) < 0 ? 1 : 0;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    const double lasted = secondsSince(begun);
    ::close(socket);
    std::int64_t last = -1;
    const QJsonObject status = serve.lineThat([&last](const QJsonObject& line) { // until nothing more comes
        const std::int64_t now = books(line, QStringLiteral("snmp/"))["received"].get<std::int64_t>();
        return std::exchange(last, now) == now && now > 0;
    });
    Json out{{"sent", sent}, {"not_sent", failed}, {"per_second", sent / lasted}};
    out["books"] = books(status, QStringLiteral("snmp/"));
    out["lost"] = static_cast<std::int64_t>(sent) - out["books"]["received"].get<std::int64_t>();
    // What the kernel had no room for is in the books of the source "snmp".
    out["lost_and_counted"] = books(status, QStringLiteral("snmp"))["refused"];
    out["processor_s"] = processorSeconds(serve.processId()) - before;
    return out;
}

/// One connection: a report, its answer, the next.
void report(quint16 port, int number, double seconds, std::atomic<std::uint64_t>& accepted,
            std::atomic<std::uint64_t>& busy, std::atomic<std::uint64_t>& other)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    const sockaddr_in from = loopback(0, number + 2);
    const sockaddr_in to = loopback(port);
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::bind(socket, reinterpret_cast<const sockaddr*>(&from), sizeof from) != 0 ||
        ::connect(socket, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
        return;
    }
    const auto begun = SteadyClock::now();
    char answer[8'192];
    for (std::uint64_t i = 0; secondsSince(begun) < seconds; ++i) {
        const std::string body =
            R"({"alarmRaisedTime": ")" + std::to_string(1'780'000'000'000'000'000ULL + i) +
            R"(", "perceivedSeverity": ")" + (i / kInterfaces % 2 == 0 ? "major" : "minor") +
            R"(", "probableCause": "lossOfSignal", "sourceSystemId": "bench", "alarmedObjectType": "link", )" +
            R"("alarmedObject": {"id": "link-)" + std::to_string(i % kInterfaces + 1) + "\"}}";
        const std::string request =
            "POST /tmf-api/alarmManagement/v4/alarm HTTP/1.1\r\nHost: t\r\nContent-Type: "
            "application/json\r\nContent-Length: " +
            std::to_string(body.size()) + "\r\n\r\n" + body;
        if (::send(socket, request.data(), request.size(), 0) < 0) {
            break;
        }
        const auto got = ::recv(socket, answer, sizeof answer, 0);
        if (got < 12) {
            break;
        }
        const int status = std::atoi(answer + 9);
        ++(status == 201 ? accepted : status == 429 ? busy : other);
        if (status == 429) {
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }
    ::close(socket);
}

Json reportStorm(ctl_test::ServeProcess& serve, quint16 port, double seconds)
{
    std::atomic<std::uint64_t> accepted = 0;
    std::atomic<std::uint64_t> busy = 0;
    std::atomic<std::uint64_t> other = 0;
    const double before = processorSeconds(serve.processId());
    std::vector<std::thread> threads;
    for (int i = 0; i < kConnections; ++i) {
        threads.emplace_back([&, i] { report(port, i, seconds, accepted, busy, other); });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    std::int64_t last = -1;
    const QJsonObject status = serve.lineThat([&last](const QJsonObject& line) {
        const std::int64_t now = books(line, QStringLiteral("tmf642/"))["received"].get<std::int64_t>();
        return std::exchange(last, now) == now && now > 0;
    });
    Json out{{"connections", kConnections},
             {"accepted", accepted.load()},
             {"per_second", static_cast<double>(accepted.load()) / seconds},
             {"asked_to_wait", busy.load()},
             {"other", other.load()}};
    out["books"] = books(status, QStringLiteral("tmf642/"));
    out["processor_s"] = processorSeconds(serve.processId()) - before;
    return out;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const double seconds = argc > 1 ? std::atof(argv[1]) : 10;
    const double rate = argc > 2 ? std::atof(argv[2]) : 10'000;
    const QTemporaryDir directory;
    const QString mapping = directory.filePath(QStringLiteral("rules.json"));
    if (!twin::writeFileAtomically(mapping.toStdString(), rules())) {
        return 3;
    }
    ctl_test::ServeProcess serve({QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"),
                                  QStringLiteral("--http"), QStringLiteral("127.0.0.1:0"),
                                  QStringLiteral("--snmp-traps"), QStringLiteral("127.0.0.1:0"),
                                  QStringLiteral("--mapping"), mapping, QStringLiteral("--store"),
                                  directory.filePath(QStringLiteral("twin.sqlite"))});
    const QJsonObject first = serve.nextLine();
    const auto http = static_cast<quint16>(first.value(QStringLiteral("http_port")).toInt());
    const auto snmp = static_cast<quint16>(first.value(QStringLiteral("snmp_port")).toInt());
    if (http == 0 || snmp == 0) {
        std::fprintf(stderr, "serve did not start: %s\n", serve.errors().toUtf8().constData());
        return 3;
    }
    Json out{{"benchmark", "alarms"}};
    out["traps"] = trapStorm(serve, snmp, seconds, rate);
    out["tmf642"] = reportStorm(serve, http, seconds);
    const QJsonObject last = serve.endCleanly();
    out["journal_commit_p99_ms"] =
        last.value(QStringLiteral("journal")).toObject().value(QStringLiteral("commit_p99_ms")).toDouble();
    std::printf("%s\n", out.dump(2).c_str());
    return 0;
}
