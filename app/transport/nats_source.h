#pragma once

#include "app/transport/bus_status.h"
#include "app/transport/nats_settings.h"
#include "app/transport/registry_messages.h"
#include "twin/ingest/frame_source.h"
#include "twin/ingest/mapping_store.h"
#include "twin/support/result.h"

#include <memory>

namespace app::transport {

struct NatsSourceOptions
{
    NatsSettings server;
    RegistryLoader registry;                             ///< null: registries on the bus are not read
    std::shared_ptr<twin::ingest::MappingStore> mapping; ///< null: gNMI on the bus is not read
};

/// NATS JetStream as a source (docs/bus.md): native frames from `suanwang.native.>`, gNMI notifications from
/// `telemetry.>`, registries from `registry.>`. A message is acknowledged when the journal has it, and only
/// then; what was not is delivered again after any restart and recognised. A thread per family of subjects.
class NatsSource final : public twin::ingest::FrameSource
{
  public:
    /// Errors: those of natsOptionsOf.
    [[nodiscard]] static twin::Result<std::unique_ptr<NatsSource>> create(NatsSourceOptions options);
    ~NatsSource() override;

    /// A server that is not there is no error: it is tried for ever, and `status` says so.
    [[nodiscard]] twin::Result<> start(twin::ingest::FrameSink& sink) override;
    void stop() override;

    /// Any thread.
    [[nodiscard]] BusStatus status() const;

  private:
    struct Impl;
    explicit NatsSource(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace app::transport
