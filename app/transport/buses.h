#pragma once

#include "app/transport/bus_status.h"
#include "app/transport/kafka_settings.h"
#include "app/transport/nats_settings.h"
#include "twin/ingest/mapping_store.h"
#include "twin/ingest/twin_service.h"
#include "twin/support/result.h"

#include <memory>
#include <vector>

namespace app::transport {

/// The buses that were asked for, as the command lines of `serve` and `suanwang` say it.
struct BusSettings
{
    NatsSettings nats;                                   ///< an empty URL: none
    KafkaSettings kafka;                                 ///< no brokers: none
    std::shared_ptr<twin::ingest::MappingStore> mapping; ///< of gNMI; null: it is not read
};

/// All buses of a twin: what they bring goes into its engine. One thread starts and stops; any asks for the
/// status.
class Buses
{
  public:
    /// Registries of the bus are swapped into `service`, which outlives this. Errors: those of the sources.
    [[nodiscard]] static twin::Result<std::unique_ptr<Buses>> create(const BusSettings& settings,
                                                                     twin::ingest::TwinService& service);
    ~Buses();
    Buses(const Buses&) = delete;
    Buses& operator=(const Buses&) = delete;

    /// A bus that is not there is no error: it is tried for ever.
    [[nodiscard]] twin::Result<> start();
    /// What is kept by then is acknowledged. May be called twice.
    void stop();

    [[nodiscard]] std::vector<BusStatus> status() const;

  private:
    struct Impl;
    explicit Buses(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace app::transport
