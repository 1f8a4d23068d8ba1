#include "app/ctl/cancel.h"
#include "app/ctl/command_table.h"
#include "app/ctl/compute_input.h"
#include "app/ctl/output_form.h"
#include "app/ctl/routing_input.h"
#include "app/ctl/stop_watch.h"
#include "twin/flow/deduce.h"
#include "twin/flow/demand_errors.h"
#include "twin/network/csv_write.h"
#include "twin/support/file_io.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <optional>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using twin::flow::Deduction;
using twin::network::DemandSet;
using twin::network::Network;

/// Everything the command reads.
struct Inputs
{
    Network network;
    twin::network::MeasuredLoads loads;
    std::optional<twin::network::EdgeTotals> totals;
    std::optional<DemandSet> prior;
    std::optional<DemandSet> known;
};

/// Reads the parts beside network and loads.
twin::Result<> readRest(const Args& args, Inputs& in)
{
    if (args.has("--totals")) {
        auto totals = twin::network::readEdgeTotals(args.text("--totals"), in.network.graph);
        if (!totals) {
            return twin::failure(totals.error());
        }
        in.totals = std::move(*totals);
    }
    const auto demands = [&](const char* option, std::optional<DemandSet>& out) -> twin::Result<> {
        auto read = demandsNamed(args.text(option), args, in.network);
        if (!read) {
            return twin::failure(read.error());
        }
        out = std::move(*read);
        return {};
    };
    if (args.text("--prior") != "gravity") {
        if (auto read = demands("--prior", in.prior); !read) {
            return read;
        }
    }
    return args.has("--known") ? demands("--known", in.known) : twin::Result<>{};
}

twin::Result<Inputs> readInputs(const Args& args)
{
    auto network = openNetworkOf(args);
    if (!network) {
        return twin::failure(network.error());
    }
    auto loads = twin::network::readLoads(args.text("--loads"), network->graph);
    if (!loads) {
        return twin::failure(loads.error());
    }
    Inputs out{std::move(*network), std::move(*loads), {}, {}, {}};
    if (auto rest = readRest(args, out); !rest) {
        return twin::failure(rest.error());
    }
    return out;
}

Json errorsJson(const twin::flow::DemandErrors& errors)
{
    return {{"demands", errors.trueDemands},
            {"large_demands", errors.largeDemands},
            {"mean_relative_large", errors.meanRelative},
            {"rmse_bps", errors.rmse_bps},
            {"spatial_relative", errors.spatial},
            {"total_ratio", errors.totalRatio}};
}

Json fitJson(const twin::flow::LinkFit& fit)
{
    return {{"rms_relative", fit.rmsRelative}, {"worst_share", fit.worstShare}};
}

double sumOf(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

void describeResult(Json& out, const Inputs& in, const Deduction& deduced)
{
    out["pairs"] = deduced.pairs->size();
    out["unreachable_pairs"] = deduced.unreachablePairs;
    out["measured_arcs"] = in.loads.measured;
    out["measured_totals"] = in.totals ? in.totals->measured : 0;
    out["arcs"] = in.network.graph.arcCount();
    out["prior"] = in.prior ? "given" : deduced.gravityFromTotals ? "gravity of totals" : "gravity of loads";
    out["gravity_rounds"] = deduced.gravityRounds;
    out["prior_spread"] = deduced.priorSpread;
    out["rounds"] = deduced.rounds;
    out["products"] = deduced.products;
    out["converged"] = deduced.converged;
    out["objective"] = deduced.objective;
    out["bound"] = deduced.bound;
    out["chi_square"] = deduced.chiSquare;
    out["expected_chi_square"] = deduced.expectedChiSquare;
    out["prior_bps"] = sumOf(deduced.prior_bps);
    out["total_bps"] = sumOf(deduced.pair_bps);
    out["prior_fit"] = fitJson(twin::flow::linkFit(deduced.priorArc_bps, in.loads.arc_bps));
    out["fit"] = fitJson(twin::flow::linkFit(deduced.arc_bps, in.loads.arc_bps));
    if (in.known) {
        const auto& truth = in.known->demands;
        out["prior_errors"] = errorsJson(twin::flow::demandErrors(*deduced.pairs, deduced.prior_bps, truth));
        out["errors"] = errorsJson(twin::flow::demandErrors(*deduced.pairs, deduced.pair_bps, truth));
    }
}

/// What a matrix found with a clear conscience would not show: said aloud, and in `warnings`.
std::vector<std::string> doubts(const Args& args, const Inputs& in, const Deduction& deduced)
{
    std::vector<std::string> out;
    constexpr double kContradiction = 3; // times what noise alone makes likely
    if (deduced.chiSquare > kContradiction * std::max(1.0, deduced.expectedChiSquare)) {
        out.push_back(
            "no matrix explains these measurements: chi-square " + std::to_string(deduced.chiSquare) +
            " where " + std::to_string(deduced.expectedChiSquare) +
            " is to be expected; look at --totals (in is what enters the network), --cost and --failed");
    }
    std::size_t over = 0;
    const auto capacity = in.network.graph.capacity();
    for (std::size_t arc = 0; arc < capacity.size(); ++arc) {
        over += in.loads.arc_bps[arc] > static_cast<double>(capacity[arc]) * (1 + 3 * args.number("--noise"))
                    ? 1
                    : 0;
    }
    if (over > 0) {
        out.push_back(std::to_string(over) + " arcs carry more than their capacity");
    }
    if (!deduced.converged) {
        out.push_back("the search ended before it converged: the objective is within bound and value");
    }
    return out;
}

int answer(const Args& args, const Inputs& in)
{
    twin::flow::DeduceOptions options;
    options.cost = pathCostOf(args, in.network);
    options.noise = {args.number("--noise"), args.number("--noise-floor")};
    options.priorSpread = args.number("--prior-spread");
    options.threads = threadsOf(args);
    options.cancelled = cancelFlag();
    const twin::flow::DeduceInput input{in.loads.arc_bps, in.totals ? &*in.totals : nullptr,
                                        in.prior ? &*in.prior : nullptr, in.network.outOfService};
    const StopWatch watch;
    const auto deduced = twin::flow::deduce(in.network.graph, input, options);
    const double seconds = watch.seconds();
    if (!deduced) {
        return report(deduced.error());
    }
    const auto demands = twin::flow::demandsOf(*deduced->pairs, deduced->pair_bps);
    if (args.has("--out")) {
        const std::string csv = twin::network::demandsCsv(in.network.graph, demands);
        if (auto written = twin::writeFileAtomically(args.text("--out"), csv); !written) {
            return report(written.error());
        }
    }
    twin::Digest digest;
    digest.add(std::span<const double>(deduced->pair_bps));
    Json out;
    describeNetwork(out, in.network, args.text("--network"));
    out["cost"] = pathCostName(options.cost);
    for (const std::string& doubt : doubts(args, in, *deduced)) {
        out["warnings"].push_back(doubt);
        std::fprintf(stderr, "%s: %s\n", args.text("--loads").c_str(), doubt.c_str());
    }
    describeResult(out, in, *deduced);
    out["seconds"] = seconds;
    out["state_hash"] = digest.finish();
    printAnswer(out, args.json);
    return kDone;
}

int runDeduce(const Args& args)
{
    const auto inputs = readInputs(args);
    return inputs ? answer(args, *inputs) : report(inputs.error());
}

} // namespace

Command deduceCommand()
{
    using Kind = OptionSpec::Kind;
    std::vector<OptionSpec> options = networkOptions();
    options.push_back(
        {"--loads", "measured loads (arc,bps); arcs without a row are not measured", Kind::Text, true, ""});
    options.push_back(
        {"--totals", "what enters and leaves at nodes (node,in_bps,out_bps)", Kind::Text, false, ""});
    options.push_back({"--prior", "gravity, own (the network file's demands), or a traffic matrix",
                       Kind::Text, false, "gravity"});
    options.push_back({"--known", "the true matrix to compare with: a file, or own", Kind::Text, false, ""});
    options.push_back(costOption());
    options.push_back(
        {"--noise", "relative standard deviation of the meters", Kind::Number, false, "0.01", {0, 1}});
    options.push_back({"--noise-floor",
                       "the same as a share of the largest load, for idle arcs",
                       Kind::Number,
                       false,
                       "0.0001",
                       {1e-12, 1}});
    options.push_back({"--prior-spread",
                       "relative standard deviation of the prior's mean demand, from which one that explains "
                       "the loads is looked for",
                       Kind::Number,
                       false,
                       "1",
                       {1e-6, 1e6}});
    options.push_back(outputOption("--out", "the matrix (src,dst,bps)", false, {".csv"}));
    for (auto& option : computeOptions()) {
        options.push_back(std::move(option));
    }
    return {"deduce", "the traffic matrix behind measured link loads", std::move(options), runDeduce};
}

} // namespace app::ctl
