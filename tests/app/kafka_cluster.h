#pragma once

#include "app/transport/kafka_source.h"
#include "tests/twin/ingest/wire_frames.h"
#include "twin/ingest/frame_bundle.h"
#include "twin/support/clock.h"

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

#include <cstdint>
#include <string>
#include <vector>

/// A Kafka for tests, and what is sent to it.
namespace test {

constexpr int kKafkaPatience_ms = 30'000;

/// A cluster inside this process, as the library has it for tests, and a producer.
class KafkaCluster
{
  public:
    KafkaCluster()
    {
        char why[256] = {};
        m_owner = rd_kafka_new(RD_KAFKA_PRODUCER, rd_kafka_conf_new(), why, sizeof why);
        m_mock = rd_kafka_mock_cluster_new(m_owner, 1);
        for (const char* topic : {app::transport::kNativeTopic, app::transport::kTelemetryTopic,
                                  app::transport::kRegistryTopic}) {
            rd_kafka_mock_topic_create(m_mock, topic, 2, 1);
        }
        rd_kafka_conf_t* conf = rd_kafka_conf_new();
        rd_kafka_conf_set(conf, "bootstrap.servers", brokers().c_str(), why, sizeof why);
        m_producer = rd_kafka_new(RD_KAFKA_PRODUCER, conf, why, sizeof why);
    }

    ~KafkaCluster()
    {
        rd_kafka_destroy(m_producer);
        rd_kafka_mock_cluster_destroy(m_mock);
        rd_kafka_destroy(m_owner);
    }

    KafkaCluster(const KafkaCluster&) = delete;
    KafkaCluster& operator=(const KafkaCluster&) = delete;

    [[nodiscard]] std::string brokers() const { return rd_kafka_mock_cluster_bootstraps(m_mock); }

    void send(const char* topic, const std::string& key, const std::string& bytes)
    {
        rd_kafka_topic_t* handle = rd_kafka_topic_new(m_producer, topic, nullptr);
        rd_kafka_produce(handle, RD_KAFKA_PARTITION_UA, RD_KAFKA_MSG_F_COPY, const_cast<char*>(bytes.data()),
                         bytes.size(), key.data(), key.size(), nullptr);
        rd_kafka_topic_destroy(handle);
        rd_kafka_poll(m_producer, 0);
    }

    [[nodiscard]] bool flush()
    {
        return rd_kafka_flush(m_producer, kKafkaPatience_ms) == RD_KAFKA_RESP_ERR_NO_ERROR;
    }

  private:
    rd_kafka_t* m_owner = nullptr;
    rd_kafka_mock_cluster_t* m_mock = nullptr;
    rd_kafka_t* m_producer = nullptr;
};

/// The one frame of this sequence of the source "feeder": a definition first, then 50 samples each.
inline std::string kafkaBundle(std::uint64_t sequence)
{
    wire::Frame hello;
    hello.mutable_hello()->set_source("feeder");
    hello.mutable_hello()->set_epoch(1);
    hello.mutable_hello()->set_protocol(1);
    const wire::Frame frame = sequence == 1
                                  ? define(1, 50)
                                  : batch(sequence, twin::SystemClock().now(), std::vector<double>(50, 20.0));
    return twin::ingest::bundleBytes(hello.SerializeAsString(), {frame.SerializeAsString()});
}

} // namespace test
