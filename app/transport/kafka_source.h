#pragma once

#include "app/transport/bus_status.h"
#include "app/transport/kafka_settings.h"
#include "app/transport/registry_messages.h"
#include "twin/ingest/frame_source.h"
#include "twin/ingest/mapping_store.h"
#include "twin/support/result.h"

#include <memory>

namespace app::transport {

inline constexpr const char* kNativeTopic = "suanwang.native";
inline constexpr const char* kTelemetryTopic = "suanwang.telemetry";
inline constexpr const char* kRegistryTopic = "suanwang.registry";

struct KafkaSourceOptions
{
    KafkaSettings cluster;
    RegistryLoader registry;                             ///< null: registries are not read
    std::shared_ptr<twin::ingest::MappingStore> mapping; ///< null: gNMI is not read
};

/// Kafka as a source (docs/bus.md): the payloads of NATS from three topics, read as a consumer group on one
/// thread. An offset is committed when the journal has everything before it, and only then; what is read
/// again after a restart is recognised.
class KafkaSource final : public twin::ingest::FrameSource
{
  public:
    /// Errors: those of kafkaConfOf.
    [[nodiscard]] static twin::Result<std::unique_ptr<KafkaSource>> create(KafkaSourceOptions options);
    ~KafkaSource() override;

    /// A cluster that is not there is no error: it is tried for ever, and `status` says so. Errors: BadInput
    /// (settings that do not go together).
    [[nodiscard]] twin::Result<> start(twin::ingest::FrameSink& sink) override;
    void stop() override;

    /// Any thread.
    [[nodiscard]] BusStatus status() const;

  private:
    struct Impl;
    explicit KafkaSource(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace app::transport
