#include "app/ctl/bus_options.h"

namespace app::ctl {

std::vector<OptionSpec> busOptions()
{
    using Kind = OptionSpec::Kind;
    return {
        {"--nats", "Take native frames and registries from NATS JetStream at this URL (docs/bus.md)",
         Kind::Text, false, ""},
        {"--nats-consumer", "Begins the names of the durable consumers; one of its own for each twin",
         Kind::Text, false, "suanwang"},
        {"--nats-credentials", "A .creds file, or one line USER:PASSWORD", Kind::Text, false, ""},
    };
}

transport::BusSettings busSettings(const Args& args)
{
    transport::BusSettings out;
    out.nats.url = args.text("--nats");
    out.nats.consumer = args.text("--nats-consumer");
    out.nats.credentialsFile = args.text("--nats-credentials");
    out.nats.tls = {args.text("--tls-cert"), args.text("--tls-key"), args.text("--tls-ca")};
    return out;
}

} // namespace app::ctl
