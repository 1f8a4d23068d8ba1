#include "app/ctl/compute_input.h"
#include "app/ctl/efficiency_parts.h"
#include "app/ctl/efficiency_text.h"
#include "app/ctl/stop_watch.h"
#include "twin/compute/admission.h"
#include "twin/compute/inference.h"
#include "twin/compute/ingress.h"
#include "twin/compute/present_loads.h"
#include "twin/network/place_lookup.h"
#include "twin/network/route.h"

#include <nlohmann/json.hpp>

namespace app::ctl {

namespace {

using namespace twin::compute;
using Json = nlohmann::ordered_json;
using Kind = OptionSpec::Kind;

void addTo(std::vector<OptionSpec>& options, std::vector<OptionSpec> more)
{
    for (OptionSpec& option : more) {
        options.push_back(std::move(option));
    }
}

IngressInput ingressInput(const Args& args)
{
    IngressInput out;
    out.bytes = args.number("--bytes");
    out.rate_bps = 1e6 * args.number("--mbps");
    out.distance_km = args.number("--km");
    out.loss = args.number("--loss");
    out.rtt_s = args.isTyped("--rtt-ms") ? args.number("--rtt-ms") / 1e3 : -1;
    out.access_bps = 1e6 * args.number("--access-mbps");
    out.deadline_s = 3'600 * args.number("--deadline-hours");
    out.diskBytes = args.number("--disk-bytes");
    out.diskRate_Bps = 1e6 * args.number("--disk-megabytes-per-s");
    out.diskBays = static_cast<std::uint32_t>(args.integer("--disk-bays"));
    out.handling_h = args.number("--handling-hours");
    out.trainSpeed_kmph = args.number("--train-kmph");
    return out;
}

void describe(Json& out, const IngressAnswer& answer)
{
    out["efficiency"] = answer.efficiency;
    out["line_s"] = answer.line_s;
    out["ideal_line_s"] = answer.idealLine_s;
    out["tcp_s"] = answer.tcp_s;
    out["tcp_bps"] = answer.tcp_bps;
    out["speed_up_over_tcp"] = answer.speedUp;
    out["disks_s"] = answer.disks_s;
    out["disks_parts_s"] = {{"copy", answer.disksCopy_s}, {"travel", answer.disksTravel_s}};
    out["disks"] = answer.disks;
    if (answer.neededRate_bps > 0) {
        out["needed_bps"] = answer.neededRate_bps;
        out["needed_step_bps"] = answer.neededStep_bps > 0 ? Json(answer.neededStep_bps) : Json();
        out["in_time"] = answer.isInTime;
    }
}

/// What is asked of a network, and what it has left.
struct Asked
{
    const twin::network::Graph& graph;
    TransferRequest request = {};
    std::vector<double> free_bps = {}; ///< by arc
};

Json pathsJson(const Asked& asked, const std::vector<RoutePart>& parts)
{
    Json out = Json::array();
    for (const RoutePart& part : parts) {
        Json arcs = Json::array();
        for (const std::uint32_t arc : part.arcs) {
            if (!twin::network::isInsidePlace(asked.graph, arc)) {
                arcs.push_back(asked.graph.arcName(arc));
            }
        }
        out.push_back({{"bps", part.rate_bps},
                       {"room_bps", roomOn(part.arcs, asked.free_bps)},
                       {"delay_ms", static_cast<double>(part.delay) / 1e6},
                       {"arcs", std::move(arcs)}});
    }
    return out;
}

Json admissionJson(const Asked& asked, const Admission& answer)
{
    Json out;
    out["admitted"] = answer.isAdmitted();
    out["reason"] = admissionReasonName(answer.reason);
    out["needed_bps"] = answer.needed_bps;
    out["room_bps"] = roomFor(asked.graph, asked.free_bps, asked.request);
    out["binding"] = Json::array();
    for (const std::uint32_t arc : answer.binding) {
        if (!twin::network::isInsidePlace(asked.graph, arc)) {
            out["binding"].push_back(asked.graph.arcName(arc));
        }
    }
    if (answer.isAdmitted()) {
        out["bps"] = answer.rate_bps;
        out["finish_s"] = answer.finish_s;
        out["paths"] = pathsJson(asked, answer.parts);
    }
    out["offer"] = nullptr;
    if (answer.offer) {
        out["offer"] = {{"bps", answer.offer->rate_bps},
                        {"finish_s", answer.offer->finish_s},
                        {"bytes_in_time", answer.offer->bytesInTime},
                        {"paths", pathsJson(asked, answer.offer->parts)}};
    }
    return out;
}

/// Asks the network beside what it carries now.
twin::Result<Json> admit(const Args& args, const twin::network::Network& network)
{
    twin::network::PlaceLookup places(network);
    const auto from = places.find(args.text("--from"));
    if (!from) {
        return twin::failure(from.error());
    }
    const auto to = places.find(args.text("--to"));
    if (!to) {
        return twin::failure(to.error());
    }
    Asked asked{network.graph};
    TransferRequest& request = asked.request;
    request.src = *from;
    request.dst = *to;
    request.bytes = args.number("--bytes");
    request.deadline_s = 3'600 * args.number("--deadline-hours");
    request.mostPaths = static_cast<std::uint32_t>(args.integer("--paths"));
    const PresentLoads loads = presentLoads(network);
    asked.free_bps = freeCapacity(network.graph, loads.arc_bps, args.number("--fill"), network.outOfService);
    const auto answer = admitTransfer(network.graph, asked.free_bps, request);
    return answer ? twin::Result<Json>(admissionJson(asked, *answer)) : twin::failure(answer.error());
}

int runIngress(const Args& args)
{
    const bool asksNetwork = args.has("--network");
    if (asksNetwork != args.has("--from") || asksNetwork != args.has("--to")) {
        return report({twin::ErrorCode::BadInput, "--network, --from and --to go together", {}, 0, 0});
    }
    const StopWatch watch;
    Json out;
    out["kind"] = "ingress";
    const auto answer = ingress(ingressInput(args));
    if (!answer) {
        return report(answer.error());
    }
    describe(out, *answer);
    bool isYes = answer->isInTime;
    if (asksNetwork) {
        const auto network = openNetworkOf(args);
        if (!network) {
            return report(network.error());
        }
        auto admission = admit(args, *network);
        if (!admission) {
            return report(admission.error());
        }
        describeNetwork(out, *network, args.text("--network"));
        isYes = (*admission)["admitted"].get<bool>();
        out["admission"] = std::move(*admission);
    }
    printModelAnswer(out, args.json, watch.seconds(),
                     [&](const Json& json) { printEfficiency(*answer, json); });
    return isYes ? kDone : kNo;
}

InferenceInput inferenceInput(const Args& args)
{
    InferenceInput out;
    out.parameters = args.number("--params");
    out.cards = static_cast<std::uint32_t>(args.integer("--cards"));
    out.cardsPerReplica = static_cast<std::uint32_t>(args.integer("--cards-per-replica"));
    out.cardTflops = args.number("--card-tflops");
    out.memory_Bps = 1e9 * args.number("--memory-gigabytes-per-s");
    out.bytesPerParameter = args.number("--bytes-per-parameter");
    out.batch = static_cast<std::uint32_t>(args.integer("--batch"));
    out.requestsPerSecond = args.number("--requests-per-s");
    out.promptTokens = args.number("--prompt-tokens");
    out.answerTokens = args.number("--answer-tokens");
    out.oneWay_ms = args.number("--one-way-ms");
    out.latencyClass_ms = args.number("--class-ms");
    out.firstToken_ms = args.number("--first-token-ms");
    return out;
}

int runInference(const Args& args)
{
    const StopWatch watch;
    const auto answer = inference(inferenceInput(args));
    if (!answer) {
        return report(answer.error());
    }
    Json out;
    out["kind"] = "inference";
    out["efficiency"] = answer->efficiency;
    out["within_class"] = answer->isWithinClass;
    out["load"] = answer->load;
    out["places"] = answer->places;
    out["chance_of_waiting"] = answer->chanceOfWaiting;
    out["parts_ms"] = {
        {"network", answer->network_ms}, {"queue", answer->queue_ms}, {"prefill", answer->prefill_ms}};
    out["first_token_ms"] = answer->firstToken_ms;
    out["first_token_p95_ms"] = answer->firstTokenP95_ms;
    out["token_gap_ms"] = answer->tokenGap_ms;
    out["answer_ms"] = answer->answer_ms;
    out["tokens_per_s"] = answer->tokensPerSecond;
    out["capacity_tokens_per_s"] = answer->capacityTokens;
    printModelAnswer(out, args.json, watch.seconds(),
                     [&](const Json& json) { printEfficiency(*answer, json); });
    return kDone;
}

} // namespace

Command ingressCommand()
{
    std::vector<OptionSpec> options{
        {"--bytes", "to be moved", Kind::Number, false, "1e15", {1, 1e19}},
        {"--mbps", "of the elastic line, Mb/s", Kind::Number, false, "100000", {0.001, 1e8}},
        {"--km", "of fibre", Kind::Number, false, "1000", {0, 40'000}},
        {"--deadline-hours", "0 = none", Kind::Number, false, "0", {0, 277'777}},
        {"--loss", "of packets, on an ordinary path", Kind::Number, false, "1e-5", {0, 0.5}},
        {"--rtt-ms", "instead of the distance", Kind::Number, false, "", {0, 10'000}},
        {"--access-mbps",
         "ordinary line of the user, for one TCP connection",
         Kind::Number,
         false,
         "1000",
         {0.001, 1e8}},
        {"--disk-bytes", "of one disk", Kind::Number, false, "16e12", {1e9, 1e16}},
        {"--disk-megabytes-per-s", "to and from a disk", Kind::Number, false, "250", {1, 1e6}},
        {"--disk-bays", "disks copied at once at either end", Kind::Integer, false, "64", {1, 1e6}},
        {"--handling-hours", "of a shipment, both ends together", Kind::Number, false, "2", {0, 1'000}},
        {"--train-kmph", "of a shipment", Kind::Number, false, "200", {1, 1'000}},
        {"--from", "with --network: where the data is", Kind::Text, false, ""},
        {"--to", "with --network: where it goes", Kind::Text, false, ""},
        {"--paths", "at most, of one transfer", Kind::Integer, false, "4", {1, 64}},
        {"--fill", "part of a link that may be promised", Kind::Number, false, "0.95", {0.01, 1}}};
    std::vector<OptionSpec> network = networkOptions();
    network.front().required = false;
    addTo(options, std::move(network));
    addTo(options, computeOptions());
    return {"ingress",
            "moving data in: elastic line, one TCP path, disks; with --network whether it is admitted",
            std::move(options), runIngress};
}

Command inferenceCommand()
{
    std::vector<OptionSpec> options{
        {"--params", "active for a token", Kind::Number, false, "70e9", {1e6, 1e14}},
        {"--cards", "of the service", Kind::Integer, false, "16", {1, 1e6}},
        {"--cards-per-replica", "cards that hold the model once", Kind::Integer, false, "8", {1, 4'096}},
        {"--card-tflops", "peak of a card", Kind::Number, false, "320", {0.1, 1e6}},
        {"--memory-gigabytes-per-s", "of a card", Kind::Number, false, "1600", {1, 1e6}},
        {"--bytes-per-parameter", "in memory", Kind::Number, false, "2", {0.25, 8}},
        {"--batch", "requests a replica answers at once", Kind::Integer, false, "16", {1, 4'096}},
        {"--requests-per-s", "that come in", Kind::Number, false, "2", {1e-6, 1e7}},
        {"--prompt-tokens", "of a request", Kind::Number, false, "1000", {1, 1e7}},
        {"--answer-tokens", "of its answer", Kind::Number, false, "300", {1, 1e6}},
        {"--one-way-ms", "user to pool", Kind::Number, false, "5", {0, 1'000}},
        {"--class-ms", "latency class: 1, 5, 20", Kind::Number, false, "5", {0.1, 1'000}},
        {"--first-token-ms", "what users wait for at most", Kind::Number, false, "1000", {1, 1e6}}};
    addTo(options, computeOptions());
    return {"inference", "a service near users: first token, queue, tokens per second, latency class",
            std::move(options), runInference};
}

} // namespace app::ctl
