#include "app/ctl/command_table.h"
#include "app/ctl/feed_run.h"
#include "twin/generate/feed_simulator.h"
#include "twin/network/network_file.h"
#include "twin/network/to_registry.h"
#include "twin/registry/build.h"
#include "twin/registry/snapshot_file.h"
#include "twin/support/clock.h"

#include <charconv>
#include <cmath>
#include <string>
#include <utility>

namespace app::ctl {

namespace {

using twin::ErrorCode;
using twin::failure;
using twin::Result;

/// The registry of a snapshot file, or of a research network file.
Result<twin::registry::Loaded> openRegistry(const std::string& path)
{
    if (twin::registry::snapshotFormatOf(path)) {
        return twin::registry::loadRegistryFile(path);
    }
    Result<twin::network::NetworkFile> network = twin::network::readNetwork(path);
    if (!network) {
        return failure(network.error());
    }
    return twin::registry::buildRegistry(twin::network::toSnapshot(std::move(*network)));
}

/// Reads "HOST:PORT", "[::1]:7400".
Result<> readAddress(const std::string& text, transport::FeedClientOptions& client)
{
    const std::size_t colon = text.rfind(':');
    const std::string digits = colon == std::string::npos ? std::string() : text.substr(colon + 1);
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (colon == 0 || error != std::errc() || end != digits.data() + digits.size() || port == 0) {
        return failure(ErrorCode::BadInput, "--to: not HOST:PORT: " + text);
    }
    client.host = text.substr(0, colon);
    if (client.host.size() > 2 && client.host.front() == '[' && client.host.back() == ']') {
        client.host = client.host.substr(1, client.host.size() - 2);
    }
    client.port = port;
    return {};
}

Result<double> probability(const Args& args, const std::string& name)
{
    const double value = args.number(name);
    if (!(value >= 0.0 && value < 1.0)) {
        return failure(ErrorCode::BadInput, name + ": a probability, 0 to less than 1");
    }
    return value;
}

Result<transport::FeedClientOptions> clientOptions(const Args& args)
{
    transport::FeedClientOptions client;
    if (const Result<> address = readAddress(args.text("--to"), client); !address) {
        return failure(address.error());
    }
    client.source = args.text("--source");
    client.tls = {args.text("--tls-cert"), args.text("--tls-key"), args.text("--tls-ca")};
    client.acksPath = args.text("--acks");
    client.badLine.seed = static_cast<std::uint64_t>(args.integer("--seed"));
    for (const auto& [name, target] :
         {std::pair{"--loss", &client.badLine.loss}, std::pair{"--duplicate", &client.badLine.duplicate},
          std::pair{"--reorder", &client.badLine.reorder}}) {
        const Result<double> value = probability(args, name);
        if (!value) {
            return failure(value.error());
        }
        *target = *value;
    }
    return client;
}

Result<twin::generate::FeedOptions> feedOptions(const Args& args)
{
    twin::generate::FeedOptions feed;
    feed.sourceName = args.text("--source");
    feed.seed = static_cast<std::uint64_t>(args.integer("--seed"));
    feed.rate = args.number("--rate");
    feed.speed = args.number("--speed");
    feed.randomFaults = !args.has("--no-faults");
    if (args.has("--hour")) {
        feed.startHour = args.number("--hour");
    }
    const bool sane = std::isfinite(feed.rate) && feed.rate >= 0 && feed.rate <= 1e9 &&
                      std::isfinite(feed.speed) && feed.speed > 0 && feed.speed <= 1e5;
    const bool goodHour = !feed.startHour || (*feed.startHour >= 0 && *feed.startHour < 24);
    const double seconds = args.number("--seconds");
    if (!sane || !goodHour || !std::isfinite(seconds) || seconds < 0 || seconds > 1e9) {
        return failure(ErrorCode::BadInput,
                       "--rate 0..1e9, --speed over 0 to 1e5, --hour 0..24, --seconds 0..1e9");
    }
    return feed;
}

int runFeed(const Args& args)
{
    Result<transport::FeedClientOptions> client = clientOptions(args);
    if (!client) {
        return report(client.error());
    }
    Result<twin::generate::FeedOptions> feed = feedOptions(args);
    if (!feed) {
        return report(feed.error());
    }
    const Result<twin::registry::Loaded> loaded = openRegistry(args.text("--registry"));
    if (!loaded) {
        return report(loaded.error());
    }
    if (!loaded->registry) {
        return report(
            {ErrorCode::BadInput, "no registry in it, only a workload", args.text("--registry"), 0, 0});
    }
    feed->startTime = twin::SystemClock().now();
    client->epoch = static_cast<std::uint64_t>(feed->startTime);
    client->heartbeat = twin::kSecond;
    twin::generate::FeedSimulator simulator(loaded->registry, loaded->workload, std::move(*feed));
    return sendFeed(simulator, std::move(*client), args.number("--seconds"), args.json);
}

} // namespace

Command feedCommand()
{
    using Kind = OptionSpec::Kind;
    Command command;
    command.name = "feed";
    command.help = "Send realistic telemetry of a registry to a twin, deterministic by seed";
    command.options = {
        {"--registry", "what to speak for: .swr, .json, .gml, .graphml, .graph", Kind::Text, true, ""},
        {"--to", "HOST:PORT of the twin", Kind::Text, true, ""},
        {"--rate", "samples a second; 0 = each metric at its own period", Kind::Number, false, "0"},
        {"--seconds", "how long; 0 = until SIGINT or SIGTERM", Kind::Number, false, "0"},
        {"--speed", "simulated seconds a second", Kind::Number, false, "1"},
        {"--seed", "seed of noise, faults and the bad line", Kind::Integer, false, "1"},
        {"--hour", "hour of the day (UTC+8) at the start; default: now", Kind::Number, false, ""},
        {"--source", "name of this source", Kind::Text, false, "feed"},
        {"--no-faults", "nothing breaks", Kind::Flag, false, ""},
        {"--loss", "probability that a frame is not sent the first time", Kind::Number, false, "0"},
        {"--duplicate", "probability that a frame is sent twice", Kind::Number, false, "0"},
        {"--reorder", "probability that a frame changes places with the next", Kind::Number, false, "0"},
        {"--acks", "write source,epoch,sequence,samples of each acknowledged frame here", Kind::Text, false,
         ""},
        {"--tls-cert", "own certificate chain (PEM)", Kind::Text, false, ""},
        {"--tls-key", "own private key (PEM)", Kind::Text, false, ""},
        {"--tls-ca", "authorities of the twin's certificate (PEM)", Kind::Text, false, ""},
    };
    command.run = runFeed;
    return command;
}

} // namespace app::ctl
