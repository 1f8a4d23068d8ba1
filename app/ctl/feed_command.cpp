#include "app/ctl/command_table.h"
#include "app/ctl/feed_run.h"
#include "app/ctl/read_options.h"
#include "app/ctl/telemetry_registry.h"
#include "app/transport/feed_client.h"
#include "app/transport/nats_feed.h"
#include "twin/generate/feed_simulator.h"
#include "twin/support/clock.h"

#include <charconv>
#include <cmath>
#include <memory>
#include <string>
#include <utility>

namespace app::ctl {

namespace {

using twin::ErrorCode;
using twin::failure;
using twin::Result;
using twin::TimeNs;

constexpr NumberRange kProbability{0, 0.99}; ///< at 1 nothing would ever arrive
constexpr TimeNs kBusPatience = 2 * twin::kSecond;
constexpr std::size_t kBusFrames = 512; ///< unacknowledged by the bus

template <typename Sender>
Result<std::unique_ptr<transport::FeedSender>> asSender(Result<std::unique_ptr<Sender>> made)
{
    if (!made) {
        return failure(std::move(made.error()));
    }
    return std::unique_ptr<transport::FeedSender>(std::move(*made));
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

transport::FeedSenderOptions senderOptions(const Args& args, TimeNs now)
{
    transport::FeedSenderOptions client;
    client.source = args.text("--source");
    client.epoch = static_cast<std::uint64_t>(now);
    client.acksPath = args.text("--acks");
    client.badLine.seed = static_cast<std::uint64_t>(args.integer("--seed"));
    client.badLine.loss = args.number("--loss");
    client.badLine.duplicate = args.number("--duplicate");
    client.badLine.reorder = args.number("--reorder");
    return client;
}

/// Through a connection or through a bus, as the arguments say.
Result<MakeSender> senderMaker(const Args& args, transport::FeedSenderOptions options)
{
    const transport::TlsSettings tls{args.text("--tls-cert"), args.text("--tls-key"), args.text("--tls-ca")};
    if (args.has("--to") == args.has("--nats")) {
        return failure(ErrorCode::BadInput, "feed needs one of --to HOST:PORT and --nats URL");
    }
    if (args.has("--nats")) {
        options.resendAfter = kBusPatience;
        options.windowFrames = kBusFrames;
        const transport::NatsSettings server{args.text("--nats"), "feed", tls,
                                             args.text("--nats-credentials")};
        return MakeSender(
            [server, options] { return asSender(transport::NatsFeed::create(server, options)); });
    }
    transport::FeedClientOptions client{std::move(options), {}, 0, tls};
    if (const Result<> address = readAddress(args.text("--to"), client); !address) {
        return failure(address.error());
    }
    return MakeSender([client] { return asSender(transport::FeedClient::create(client)); });
}

twin::generate::FeedOptions feedOptions(const Args& args)
{
    twin::generate::FeedOptions feed;
    feed.sourceName = args.text("--source");
    feed.seed = static_cast<std::uint64_t>(args.integer("--seed"));
    feed.rate = args.number("--rate");
    feed.speed = args.number("--speed");
    feed.detailPools = static_cast<std::uint32_t>(args.integer("--detail-pools"));
    feed.randomFaults = !args.has("--no-faults");
    if (args.has("--hour")) {
        feed.startHour = std::fmod(args.number("--hour"), 24.0);
    }
    return feed;
}

int runFeed(const Args& args)
{
    twin::generate::FeedOptions feed = feedOptions(args);
    feed.startTime = twin::SystemClock().now();
    const Result<MakeSender> sender = senderMaker(args, senderOptions(args, feed.startTime));
    if (!sender) {
        return report(sender.error());
    }
    const Result<twin::registry::Loaded> loaded = loadRegistryOf(args);
    if (!loaded) {
        return report(asInput(loaded.error()));
    }
    twin::generate::FeedSimulator simulator(loaded->registry, loaded->workload, std::move(feed));
    return sendFeed(simulator, *sender, args.number("--seconds"), args.json);
}

} // namespace

Command feedCommand()
{
    using Kind = OptionSpec::Kind;
    Command command;
    command.name = "feed";
    command.help = "Send realistic telemetry of a registry to a twin, deterministic by seed";
    command.options = {
        {"--registry", "what to speak for: .swr, .json, .gml, .graphml, .graph, .txt, .xml", Kind::Text, true,
         ""},
        {"--to", "HOST:PORT of the twin", Kind::Text, false, ""},
        {"--nats", "instead of --to: publish to NATS JetStream at this URL (docs/bus.md)", Kind::Text, false,
         ""},
        {"--nats-credentials", "a .creds file, or one line USER:PASSWORD", Kind::Text, false, ""},
        {"--rate", "samples a second; 0 = each metric at its own period", Kind::Number, false, "0", {0, 1e9}},
        {"--seconds", "how long; 0 = until SIGINT or SIGTERM", Kind::Number, false, "0", {0, 1e9}},
        {"--speed", "simulated seconds a second", Kind::Number, false, "1", {0.001, 100'000}},
        {"--seed", "seed of noise, faults and the bad line", Kind::Integer, false, "1"},
        {"--hour", "hour of the day (UTC+8) at the start; default: now", Kind::Number, false, "", {0, 24}},
        {"--detail-pools",
         "pools, the largest, that also send the detail of their cards",
         Kind::Integer,
         false,
         "20",
         {0, 100'000}},
        {"--source", "name of this source", Kind::Text, false, "feed"},
        {"--no-faults", "nothing breaks", Kind::Flag, false, ""},
        {"--loss", "probability that a frame is not sent the first time", Kind::Number, false, "0",
         kProbability},
        {"--duplicate", "probability that a frame is sent twice", Kind::Number, false, "0", kProbability},
        {"--reorder", "probability that a frame changes places with the next", Kind::Number, false, "0",
         kProbability},
        {"--acks", "write source,epoch,sequence,samples of each acknowledged frame here", Kind::Text, false,
         ""},
        {"--tls-cert", "own certificate chain (PEM)", Kind::Text, false, ""},
        {"--tls-key", "own private key (PEM)", Kind::Text, false, ""},
        {"--tls-ca", "authorities of the twin's certificate (PEM)", Kind::Text, false, ""},
    };
    for (const OptionSpec& option : readOptions()) {
        command.options.push_back(option);
    }
    command.run = runFeed;
    return command;
}

} // namespace app::ctl
