#include "app/transport/kafka_settings.h"

#include "app/transport/loopback.h"
#include "twin/support/file_io.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace app::transport {

namespace {

using twin::ErrorCode;
using twin::failure;
using twin::Result;

constexpr std::uint64_t kConfigBound = 64U << 10U;
constexpr std::size_t kMaxGroupBytes = 128;
constexpr const char* kSession_ms = "10000";
constexpr const char* kHeartbeat_ms = "2000";

/// What the promises of docs/bus.md rest on: no file may change it.
constexpr std::array<std::pair<const char*, const char*>, 7> kOurs{{
    {"enable.auto.commit", "false"},
    {"enable.auto.offset.store", "false"},
    {"auto.offset.reset", "earliest"},
    {"queued.max.messages.kbytes", "32768"},
    {"fetch.message.max.bytes", "8388608"},
    {"statistics.interval.ms", "2000"},
    {"client.id", "suanwang"},
}};

Result<> set(rd_kafka_conf_t* conf, const std::string& key, const std::string& value)
{
    char why[256] = {};
    if (rd_kafka_conf_set(conf, key.c_str(), value.c_str(), why, sizeof why) == RD_KAFKA_CONF_OK) {
        return {};
    }
    return failure(ErrorCode::BadInput, "Kafka setting " + key + ": " + why);
}

std::string get(const rd_kafka_conf_t* conf, const char* key)
{
    char value[512] = {};
    std::size_t size = sizeof value;
    return rd_kafka_conf_get(conf, key, value, &size) == RD_KAFKA_CONF_OK ? value : "";
}

bool isOurs(std::string_view key)
{
    return key == "bootstrap.servers" || key == "metadata.broker.list" || key == "group.id" ||
           std::ranges::any_of(kOurs, [&](const auto& pair) { return key == pair.first; });
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r";
    const auto first = text.find_first_not_of(kSpace);
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

/// A value may be a secret: no message has one.
Result<> readConfig(rd_kafka_conf_t* conf, const std::string& path)
{
    const auto text = twin::readFile(path, kConfigBound);
    if (!text) {
        return failure(text.error());
    }
    std::string_view rest = *text;
    for (std::int64_t number = 1; !rest.empty(); ++number) {
        const std::string_view whole = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), whole.size() + 1));
        const std::string_view line = trimmed(whole);
        if (line.empty() || line.front() == '#') {
            continue;
        }
        const auto equals = line.find('=');
        const std::string key(trimmed(line.substr(0, equals)));
        if (equals == std::string_view::npos || key.empty() || isOurs(key)) {
            return twin::failureAt(ErrorCode::BadInput, path, number,
                                   equals == std::string_view::npos || key.empty()
                                       ? "not KEY=VALUE"
                                       : key + " is not for the file to say");
        }
        const std::string value(trimmed(line.substr(equals + 1)));
        if (rd_kafka_conf_set(conf, key.c_str(), value.c_str(), nullptr, 0) != RD_KAFKA_CONF_OK) {
            return twin::failureAt(ErrorCode::BadInput, path, number,
                                   "no setting of librdkafka, or no value of it: " + key);
        }
    }
    return {};
}

Result<> setTls(rd_kafka_conf_t* conf, const TlsSettings& tls)
{
    const std::array<std::pair<const char*, std::string>, 4> all{{
        {"security.protocol", "ssl"},
        {"ssl.ca.location", tls.authorityFile},
        {"ssl.certificate.location", tls.certificateFile},
        {"ssl.key.location", tls.keyFile},
    }};
    for (const auto& [key, value] : all) {
        if (!value.empty()) {
            if (auto done = set(conf, key, value); !done) {
                return done;
            }
        }
    }
    return {};
}

/// True when every broker is on this machine. A broker without a host is none.
Result<bool> areLoopback(std::string_view brokers)
{
    bool out = true;
    if (brokers.empty()) {
        return failure(ErrorCode::BadInput, "--kafka needs brokers like 127.0.0.1:9092");
    }
    while (!brokers.empty()) {
        const std::string_view one = brokers.substr(0, brokers.find(','));
        brokers.remove_prefix(std::min(brokers.size(), one.size() + 1));
        const std::string_view host = one.substr(0, one.rfind(':'));
        if (host.empty() || one.find_first_of("@/ ") != std::string_view::npos) {
            return failure(ErrorCode::BadInput,
                           "a Kafka broker is HOST:PORT; credentials belong in --kafka-config FILE");
        }
        out = out && isLoopbackHost(host);
    }
    return out;
}

} // namespace

Result<KafkaConf> kafkaConfOf(const KafkaSettings& settings)
{
    const auto local = areLoopback(settings.brokers);
    if (!local) {
        return failure(local.error());
    }
    if (settings.group.empty() || settings.group.size() > kMaxGroupBytes) {
        return failure(ErrorCode::BadInput, "a consumer group's name has 1 to 128 bytes");
    }
    KafkaConf conf(rd_kafka_conf_new());
    // So long a group waits for a twin that was killed, before the next one of its name is let in.
    for (const auto& [key, value] :
         {std::pair{"session.timeout.ms", kSession_ms}, std::pair{"heartbeat.interval.ms", kHeartbeat_ms}}) {
        if (auto done = set(conf.get(), key, value); !done) {
            return failure(std::move(done.error()));
        }
    }
    if (!*local && !settings.tls.authorityFile.empty()) {
        if (auto tls = setTls(conf.get(), settings.tls); !tls) {
            return failure(std::move(tls.error()));
        }
    }
    if (!settings.configFile.empty()) {
        if (auto read = readConfig(conf.get(), settings.configFile); !read) {
            return failure(std::move(read.error()));
        }
    }
    const std::string protocol = get(conf.get(), "security.protocol");
    if (!*local && protocol != "ssl" && protocol != "sasl_ssl") {
        return failure(ErrorCode::BadInput,
                       "Kafka beyond loopback needs TLS: --tls-ca, or security.protocol in --kafka-config");
    }
    for (const auto& [key, value] : kOurs) {
        if (auto done = set(conf.get(), key, value); !done) {
            return failure(std::move(done.error()));
        }
    }
    for (const auto& [key, value] :
         {std::pair{"bootstrap.servers", settings.brokers}, std::pair{"group.id", settings.group}}) {
        if (auto done = set(conf.get(), key, value); !done) {
            return failure(std::move(done.error()));
        }
    }
    return conf;
}

} // namespace app::transport
