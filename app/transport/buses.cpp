#include "app/transport/buses.h"

#include "app/transport/kafka_source.h"
#include "app/transport/nats_source.h"
#include "twin/registry/build.h"
#include "twin/registry/snapshot_file.h"

#include <string_view>
#include <utility>

namespace app::transport {

namespace {

/// With an error the registry it has stays.
twin::Result<> loadRegistry(twin::ingest::TwinService& service, std::string_view bytes)
{
    const auto document = twin::registry::parseSnapshot(bytes, twin::registry::SnapshotFormat::Protobuf);
    if (!document) {
        return twin::failure(document.error());
    }
    auto loaded = twin::registry::buildRegistry(document->message());
    if (!loaded) {
        return twin::failure(std::move(loaded.error()));
    }
    if (loaded->registry == nullptr) {
        return twin::failure(twin::ErrorCode::Invalid, "the snapshot has no registry");
    }
    service.setRegistry(loaded->registry, loaded->workload);
    return {};
}

} // namespace

struct Buses::Impl
{
    twin::ingest::TwinService& service;
    std::unique_ptr<NatsSource> nats;
    std::unique_ptr<KafkaSource> kafka;
};

Buses::Buses(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}

Buses::~Buses()
{
    stop();
}

twin::Result<std::unique_ptr<Buses>> Buses::create(const BusSettings& settings,
                                                   twin::ingest::TwinService& service)
{
    auto impl = std::make_unique<Impl>(Impl{service, nullptr, nullptr});
    const auto load = [&service](std::string_view bytes) {
        return loadRegistry(service, bytes);
    };
    if (!settings.nats.url.empty()) {
        auto nats = NatsSource::create({settings.nats, load, settings.mapping});
        if (!nats) {
            return twin::failure(std::move(nats.error()));
        }
        impl->nats = std::move(*nats);
    }
    if (!settings.kafka.brokers.empty()) {
        auto kafka = KafkaSource::create({settings.kafka, load, settings.mapping});
        if (!kafka) {
            return twin::failure(std::move(kafka.error()));
        }
        impl->kafka = std::move(*kafka);
    }
    return std::unique_ptr<Buses>(new Buses(std::move(impl)));
}

twin::Result<> Buses::start()
{
    if (m_impl->nats) {
        if (auto started = m_impl->nats->start(m_impl->service); !started) {
            return started;
        }
    }
    return m_impl->kafka ? m_impl->kafka->start(m_impl->service) : twin::Result<>();
}

void Buses::stop()
{
    if (m_impl->nats) {
        m_impl->nats->stop();
    }
    if (m_impl->kafka) {
        m_impl->kafka->stop();
    }
}

std::vector<BusStatus> Buses::status() const
{
    std::vector<BusStatus> out;
    if (m_impl->nats) {
        out.push_back(m_impl->nats->status());
    }
    if (m_impl->kafka) {
        out.push_back(m_impl->kafka->status());
    }
    return out;
}

} // namespace app::transport
