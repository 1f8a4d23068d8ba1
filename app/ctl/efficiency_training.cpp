#include "app/ctl/compute_input.h"
#include "app/ctl/efficiency_parts.h"
#include "app/ctl/efficiency_text.h"
#include "app/ctl/stop_watch.h"
#include "twin/compute/inter_centre.h"
#include "twin/compute/intra_centre.h"
#include "twin/compute/site_pairs.h"
#include "twin/network/place_lookup.h"
#include "twin/network/place_names.h"
#include "twin/support/name_list.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace app::ctl {

namespace {

using namespace twin::compute;
using Json = nlohmann::ordered_json;
using Kind = OptionSpec::Kind;
using twin::registry::LoadBalancing;

constexpr std::size_t kMostChoices = 20;

TrainingSize sizeOf(const Args& args)
{
    return {args.number("--params"), args.number("--tokens-per-step"),
            static_cast<std::uint32_t>(args.integer("--cards")), args.number("--card-tflops"),
            args.number("--mfu")};
}

LoadBalancing balancingOf(const std::string& word)
{
    return word == "flowlet" ? LoadBalancing::Flowlet
           : word == "nslb"  ? LoadBalancing::Nslb
           : word == "spray" ? LoadBalancing::Spray
                             : LoadBalancing::Ecmp;
}

BalancingInput balancingInput(const Args& args)
{
    BalancingInput out;
    out.flows = static_cast<std::uint32_t>(args.integer("--flows"));
    out.links = static_cast<std::uint32_t>(args.integer("--links"));
    out.balancing = balancingOf(args.text("--balancing"));
    out.flowletsPerFlow = static_cast<std::uint32_t>(args.integer("--flowlets-per-flow"));
    out.packetsPerFlow = static_cast<std::uint32_t>(args.integer("--packets-per-flow"));
    out.seed = seedOf(args);
    return out;
}

Json balancingJson(const BalancingAnswer& answer)
{
    return {{"efficiency", answer.efficiency},
            {"standard_error", answer.standardError},
            {"exact", answer.isExact},
            {"parts", answer.parts},
            {"expected_on_fullest_link", answer.expectedMax},
            {"links_used", answer.usedLinksShare}};
}

/// True if anything of a training job is asked for, beside the spreading of flows.
bool asksForTraining(const Args& args)
{
    const auto options = trainingOptions();
    return std::ranges::any_of(options, [&](const OptionSpec& o) { return args.isTyped(o.name); });
}

IntraCentreInput intraInput(const Args& args)
{
    IntraCentreInput out;
    out.size = sizeOf(args);
    out.fabric.port_bps = 1e9 * args.number("--port-gbps");
    out.fabric.oversubscription = args.number("--oversubscription");
    out.fabric.scaleUp_bps = 1e9 * args.number("--scale-up-gbps");
    out.fabric.cardsPerServer = static_cast<std::uint32_t>(args.integer("--cards-per-server"));
    out.fabric.balancing = balancingInput(args);
    out.parallel.tensor = static_cast<std::uint32_t>(args.integer("--tensor"));
    out.parallel.pipeline = static_cast<std::uint32_t>(args.integer("--pipeline"));
    out.parallel.data = static_cast<std::uint32_t>(args.integer("--data"));
    out.parallel.microBatches = static_cast<std::uint32_t>(args.integer("--micro-batches"));
    const std::string collective = args.text("--collective");
    out.parallel.collective = collective == "ring"   ? Collective::Ring
                              : collective == "tree" ? Collective::Tree
                                                     : Collective::Fastest;
    out.parallel.gradientOverlap = args.number("--overlap");
    out.writeRate_bps = 1e9 * args.number("--write-gbps");
    out.restart_s = args.number("--restart-s");
    out.checkpointInterval_s = args.number("--checkpoint-interval-s");
    out.cardHoursPerStop = args.number("--card-hours-per-stop");
    return out;
}

void describe(Json& out, const IntraCentreAnswer& answer)
{
    out["efficiency"] = answer.efficiency;
    out["network_efficiency"] = answer.network;
    out["effective_time"] = answer.failures.efficiency;
    out["step_s"] = answer.step_s;
    out["parts_s"] = {{"compute", answer.compute_s},
                      {"pipeline_bubble", answer.bubble_s},
                      {"tensor", answer.tensor_s},
                      {"pipeline", answer.pipeline_s},
                      {"gradient", answer.gradient_s}};
    out["gradient_exchange_s"] = answer.gradientWhole_s;
    out["collective"] = answer.collective == Collective::Tree ? "tree" : "ring";
    out["data_parallel"] = answer.data;
    out["micro_batches"] = answer.microBatches;
    out["port_bps"] = answer.port_bps;
    out["balancing"] = balancingJson(answer.balancing);
    out["failures"] = {{"between_stops_s", answer.failures.meanBetweenStops_s},
                       {"checkpoint_s", answer.failures.checkpoint_s},
                       {"interval_s", answer.failures.interval_s},
                       {"lost_to_checkpoints", answer.failures.lostToCheckpoints},
                       {"lost_to_stops", answer.failures.lostToStops}};
}

int runIntra(const Args& args)
{
    const StopWatch watch;
    Json out;
    out["kind"] = "intra-centre";
    if (!asksForTraining(args)) {
        const auto answer = balancingEfficiency(balancingInput(args));
        if (!answer) {
            return report(answer.error());
        }
        out["balancing"] = args.text("--balancing");
        out.update(balancingJson(*answer));
        printModelAnswer(out, args.json, watch.seconds(),
                         [&](const Json& json) { printBalancing(*answer, json); });
        return kDone;
    }
    const auto answer = intraCentre(intraInput(args));
    if (!answer) {
        return report(answer.error());
    }
    describe(out, *answer);
    printModelAnswer(out, args.json, watch.seconds(),
                     [&](const Json& json) { printEfficiency(*answer, json); });
    return kDone;
}

InterCentreInput interInput(const Args& args)
{
    InterCentreInput out;
    out.size = sizeOf(args);
    out.sites = static_cast<std::uint32_t>(args.integer("--sites"));
    out.distance_km = args.number("--km");
    out.extraDelay_s = args.number("--extra-ms") / 1e3;
    out.line.rate_bps = 1e9 * args.number("--gbps");
    out.line.rtt_s = args.isTyped("--rtt-ms") ? args.number("--rtt-ms") / 1e3 : -1;
    out.line.loss = args.number("--loss");
    out.line.transport = transportFromName(args.text("--transport")).value_or(Transport::Lossless);
    out.line.streams = static_cast<std::uint32_t>(args.integer("--streams"));
    out.overlap = args.number("--overlap");
    return out;
}

void describe(Json& out, const InterCentreAnswer& answer)
{
    out["efficiency"] = answer.efficiency;
    out["step_s"] = answer.step_s;
    out["parts_s"] = {
        {"compute", answer.compute_s}, {"exchange", answer.exposed_s}, {"latency", answer.latency_s}};
    out["exchange_s"] = answer.exchange_s;
    out["bytes_per_site_and_step"] = answer.bytesPerSite;
    out["rtt_s"] = answer.rtt_s;
    out["transport_efficiency"] = answer.wan.efficiency;
    out["goodput_bps"] = answer.wan.goodput_bps;
    out["window_packets"] = answer.wan.windowPackets;
    out["resend_rounds"] = answer.wan.resendRounds;
    out["buffer_bytes"] = answer.wan.bufferBytes;
}

/// The best sets of the pools named, over the network as it is.
int answerChoices(const Args& args, Json& out, const StopWatch& watch)
{
    const auto network = openNetworkOf(args);
    if (!network) {
        return report(network.error());
    }
    if (!network->registry) {
        return report({twin::ErrorCode::BadInput, "has no pools", args.text("--network"), 0, 0});
    }
    const auto names = twin::splitNames(args.text("--pools"));
    if (!names) {
        return report(names.error());
    }
    const auto candidates = candidatePools(*network, *names);
    if (!candidates) {
        return report(candidates.error());
    }
    const auto pairs = sitePairs(*network, *candidates);
    const auto choices =
        chooseSites(interInput(args), trainingSites(*network, *candidates), pairs, kMostChoices);
    if (!choices) {
        return report(choices.error());
    }
    describeNetwork(out, *network, args.text("--network"));
    out["choices"] = Json::array();
    for (const SiteChoice& choice : *choices) {
        Json entry;
        entry["pools"] = Json::array();
        for (const std::uint32_t site : choice.sites) {
            entry["pools"].push_back((*network->registry)[(*candidates)[site]].id);
        }
        entry["cards"] = choice.cards;
        entry["effective_tflops"] = choice.effectiveTflops;
        describe(entry, choice.answer);
        out["choices"].push_back(std::move(entry));
    }
    const NameBook book(*network->registry);
    printModelAnswer(out, args.json, watch.seconds(), [&](const Json& json) { printChoices(json, book); });
    if (choices->empty()) {
        return report(
            {twin::ErrorCode::Invalid, "no way joins so many of these pools", args.text("--network"), 0, 0});
    }
    return kDone;
}

int runInter(const Args& args)
{
    const StopWatch watch;
    Json out;
    out["kind"] = "inter-centre";
    if (args.has("--network") != args.has("--pools")) {
        return report({twin::ErrorCode::BadInput, "--network and --pools go together", {}, 0, 0});
    }
    if (args.has("--pools")) {
        return answerChoices(args, out, watch);
    }
    const auto answer = interCentre(interInput(args));
    if (!answer) {
        return report(answer.error());
    }
    describe(out, *answer);
    printModelAnswer(out, args.json, watch.seconds(),
                     [&](const Json& json) { printEfficiency(*answer, json); });
    return kDone;
}

void addTo(std::vector<OptionSpec>& options, std::vector<OptionSpec> more)
{
    for (OptionSpec& option : more) {
        options.push_back(std::move(option));
    }
}

} // namespace

Command intraCentreCommand()
{
    std::vector<OptionSpec> options{
        {"--flows",
         "equal flows that leave a switch together",
         Kind::Integer,
         false,
         "8",
         {1, kMostFabricFlows}},
        {"--links", "equal links they are spread over", Kind::Integer, false, "8", {1, kMostFabricLinks}},
        {"--balancing", "how", Kind::Text, false, "ecmp", {}, {"ecmp", "flowlet", "nslb", "spray"}},
        {"--flowlets-per-flow", "of flowlet", Kind::Integer, false, "16", {1, 1e6}},
        {"--packets-per-flow", "of spray", Kind::Integer, false, "2048", {1, 1e6}}};
    addTo(options, trainingOptions());
    addTo(options,
          {{"--tensor", "tensor-parallel size", Kind::Integer, false, "8", {1, 4'096}},
           {"--pipeline", "pipeline stages", Kind::Integer, false, "1", {1, 4'096}},
           {"--data", "data-parallel size; 0 = what is left", Kind::Integer, false, "0", {0, 1e7}},
           {"--micro-batches",
            "of a step, per pipeline; 0 = 4 for each stage",
            Kind::Integer,
            false,
            "0",
            {0, 1e6}},
           {"--collective", "of gradients", Kind::Text, false, "fastest", {}, {"ring", "tree", "fastest"}},
           {"--overlap", "part of the gradient exchange that is hidden", Kind::Number, false, "0.5", {0, 1}},
           {"--port-gbps", "of a card: 200, 400, 800", Kind::Number, false, "400", {1, 1e5}},
           {"--oversubscription", "of the fabric", Kind::Number, false, "1", {1, 1'000}},
           {"--scale-up-gbps", "between the cards of a server", Kind::Number, false, "3200", {1, 1e6}},
           {"--cards-per-server",
            "cards that share a fast fabric of their own",
            Kind::Integer,
            false,
            "8",
            {1, 4'096}},
           {"--write-gbps", "of storage, for checkpoints", Kind::Number, false, "1600", {0.001, 1e7}},
           {"--restart-s", "from a stop to computing again", Kind::Number, false, "600", {0, 1e6}},
           {"--checkpoint-interval-s", "0 = the best", Kind::Number, false, "0", {0, 1e8}},
           {"--card-hours-per-stop", "between unexpected stops", Kind::Number, false, "50700", {1, 1e9}}});
    addTo(options, computeOptions());
    return {"intra-centre",
            "training inside one centre; without a training option, the spreading of flows alone",
            std::move(options), runIntra};
}

Command interCentreCommand()
{
    std::vector<OptionSpec> options = trainingOptions();
    addTo(options,
          {{"--sites", "that share the job", Kind::Integer, false, "2", {1, kMostTrainingSites}},
           {"--km", "of fibre between neighbours", Kind::Number, false, "500", {0, 40'000}},
           {"--extra-ms", "of equipment, one way", Kind::Number, false, "0", {0, 1'000}},
           {"--rtt-ms", "instead of the distance", Kind::Number, false, "", {0, 10'000}},
           {"--gbps",
            "allocated to a site, each way; with --network at most",
            Kind::Number,
            false,
            "3200",
            {1e-6, 1e7}},
           {"--loss", "of packets", Kind::Number, false, "0", {0, 0.5}},
           {"--transport",
            "what happens to lost packets",
            Kind::Text,
            false,
            "lossless",
            {},
            {"lossless", "gbn", "sr", "tcp"}},
           {"--streams", "connections that share the rate", Kind::Integer, false, "1", {1, 1e6}},
           {"--overlap", "part of the exchange hidden behind computing", Kind::Number, false, "0", {0, 1}},
           {"--pools", "choose the sites among these (identifiers, joined by ;)", Kind::Text, false, ""}});
    std::vector<OptionSpec> network = networkOptions();
    network.front().required = false;
    addTo(options, std::move(network));
    addTo(options, computeOptions());
    return {"inter-centre", "training across centres, gradients over the wide-area network",
            std::move(options), runInter};
}

} // namespace app::ctl
