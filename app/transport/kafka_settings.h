#pragma once

#include "app/transport/tls_settings.h"
#include "twin/support/result.h"

#include <librdkafka/rdkafka.h>

#include <memory>
#include <string>

namespace app::transport {

/// How a Kafka cluster is read.
struct KafkaSettings
{
    std::string brokers;            ///< HOST:PORT, several joined by commas
    std::string group = "suanwang"; ///< consumer group: one per twin
    TlsSettings tls;                ///< beyond loopback; the certificate may be missing where none is wanted
    std::string configFile;         ///< lines KEY=VALUE of librdkafka, among them credentials
};

struct DestroyKafkaConf
{
    void operator()(rd_kafka_conf_t* it) const { rd_kafka_conf_destroy(it); }
};

using KafkaConf = std::unique_ptr<rd_kafka_conf_t, DestroyKafkaConf>;

/// What the library reads with. Errors: BadInput (no brokers; a setting it does not have, or that is ours;
/// brokers beyond loopback without TLS), NotFound, Io.
[[nodiscard]] twin::Result<KafkaConf> kafkaConfOf(const KafkaSettings& settings);

} // namespace app::transport
