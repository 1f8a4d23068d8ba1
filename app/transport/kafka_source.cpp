#include "app/transport/kafka_source.h"

#include "app/transport/gnmi_messages.h"
#include "app/transport/kafka_reader.h"
#include "app/transport/native_messages.h"

#include <utility>
#include <vector>

namespace app::transport {

struct KafkaSource::Impl
{
    KafkaSourceOptions options;
    std::unique_ptr<KafkaReader> reader; ///< from start on
};

KafkaSource::KafkaSource(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}

KafkaSource::~KafkaSource()
{
    KafkaSource::stop();
}

twin::Result<std::unique_ptr<KafkaSource>> KafkaSource::create(KafkaSourceOptions options)
{
    if (const auto conf = kafkaConfOf(options.cluster); !conf) {
        return twin::failure(conf.error());
    }
    auto impl = std::make_unique<Impl>();
    impl->options = std::move(options);
    return std::unique_ptr<KafkaSource>(new KafkaSource(std::move(impl)));
}

twin::Result<> KafkaSource::start(twin::ingest::FrameSink& sink)
{
    const KafkaSourceOptions& options = m_impl->options;
    const std::string& brokers = options.cluster.brokers;
    auto conf = kafkaConfOf(options.cluster);
    if (!conf) {
        return twin::failure(std::move(conf.error()));
    }
    std::vector<KafkaTopic> topics;
    topics.push_back(
        {kNativeTopic, std::make_unique<NativeMessages>(sink, "kafka", brokers), false, "kafka_refused"});
    if (options.mapping) {
        topics.push_back({kTelemetryTopic,
                          std::make_unique<GnmiMessages>(sink, options.mapping, "kafka", brokers), false,
                          "kafka_gnmi_refused"});
    }
    if (options.registry) {
        topics.push_back({kRegistryTopic, std::make_unique<RegistryMessages>(options.registry), true,
                          "kafka_registry_refused"});
    }
    m_impl->reader = std::make_unique<KafkaReader>(sink, std::move(topics));
    return m_impl->reader->start(std::move(*conf), options.cluster.group);
}

void KafkaSource::stop()
{
    if (m_impl->reader) {
        m_impl->reader->stop();
    }
}

BusStatus KafkaSource::status() const
{
    BusStatus out;
    out.kind = "kafka";
    out.state = "connecting";
    if (m_impl->reader) {
        out = m_impl->reader->status();
    }
    out.address = m_impl->options.cluster.brokers;
    return out;
}

} // namespace app::transport
