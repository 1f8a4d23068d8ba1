#include "app/ctl/bus_options.h"

namespace app::ctl {

std::vector<OptionSpec> busOptions()
{
    using Kind = OptionSpec::Kind;
    return {
        {"--nats", "Take native frames, gNMI and registries from NATS JetStream at this URL (docs/bus.md)",
         Kind::Text, false, ""},
        {"--nats-consumer", "Begins the names of the durable consumers; one of its own for each twin",
         Kind::Text, false, "suanwang"},
        {"--nats-credentials", "A .creds file, or one line USER:PASSWORD", Kind::Text, false, ""},
        {"--kafka", "Take the same from Kafka at these brokers, HOST:PORT joined by commas", Kind::Text,
         false, ""},
        {"--kafka-group", "Consumer group; one of its own for each twin", Kind::Text, false, "suanwang"},
        {"--kafka-config", "File with lines KEY=VALUE of librdkafka, for credentials and TLS", Kind::Text,
         false, ""},
    };
}

transport::BusSettings busSettings(const Args& args)
{
    transport::BusSettings out;
    out.nats.url = args.text("--nats");
    out.nats.consumer = args.text("--nats-consumer");
    out.nats.credentialsFile = args.text("--nats-credentials");
    out.nats.tls = {args.text("--tls-cert"), args.text("--tls-key"), args.text("--tls-ca")};
    out.kafka.brokers = args.text("--kafka");
    out.kafka.group = args.text("--kafka-group");
    out.kafka.configFile = args.text("--kafka-config");
    out.kafka.tls = out.nats.tls;
    return out;
}

} // namespace app::ctl
