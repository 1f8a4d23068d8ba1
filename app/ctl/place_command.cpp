#include "app/ctl/cancel.h"
#include "app/ctl/command_table.h"
#include "app/ctl/compute_input.h"
#include "app/ctl/compute_text.h"
#include "app/ctl/efficiency_parts.h"
#include "app/ctl/moment_input.h"
#include "app/ctl/stop_watch.h"
#include "twin/compute/jobs_file.h"
#include "twin/compute/placement.h"
#include "twin/compute/placement_check.h"
#include "twin/compute/plan_file.h"
#include "twin/compute/present_loads.h"
#include "twin/compute/registered_reservations.h"
#include "twin/compute/replacement.h"
#include "twin/support/file_io.h"
#include "twin/support/number_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>

namespace app::ctl {

namespace {

using namespace twin::compute;
using Json = nlohmann::ordered_json;
using Kind = OptionSpec::Kind;

constexpr std::uint64_t kPlanFileBound = 256ULL << 20U;
constexpr std::uint64_t kMillion = 1'000'000;

PlacementOptions optionsOf(const Args& args)
{
    PlacementOptions out;
    out.fill = args.number("--fill");
    out.network_cnyPerGbpsHour = args.number("--network-cny");
    out.kgCo2PerKwh = args.number("--kg-co2-per-kwh");
    out.mostPaths = static_cast<std::uint32_t>(args.integer("--paths"));
    out.exactNodes = static_cast<std::uint64_t>(args.integer("--nodes"));
    out.exactWork = static_cast<std::uint64_t>(args.integer("--exact-work")) * kMillion;
    out.exactSeconds = args.has("--exact-seconds") ? args.number("--exact-seconds") : 0;
    out.cancelled = cancelFlag();
    return out;
}

Json movesJson(const PlacementProblem& problem, const std::vector<JobMove>& moves)
{
    Json out = Json::array();
    for (const JobMove& move : moves) {
        const auto known = [&](double value) {
            return move.isStranded() ? Json() : Json(value);
        };
        out.push_back({{"job", problem.jobs()[move.job].id},
                       {"move", moveKindName(move.kind)},
                       {"checkpoint_bytes", move.checkpointBytes},
                       {"comes_from", transferSourceName(move.source)},
                       {"from_old_pool", move.fromPool},
                       {"transfer_bps", known(move.transferRate_bps)},
                       {"transfer_s", known(move.transfer_s)},
                       {"cost_cny", known(move.cost_cny)},
                       {"extra_cny", move.extra_cny}});
    }
    return out;
}

/// After a failure: what the plan of `--previous` becomes.
twin::Result<PlacementPlan> replanned(const Args& args, const PlacementProblem& problem, Json& out)
{
    const std::string file = args.text("--previous");
    const auto text = twin::readFile(file, kPlanFileBound);
    if (!text) {
        return twin::failure(text.error());
    }
    const auto before = parsePlan(*text, file, problem);
    if (!before) {
        return twin::failure(before.error());
    }
    auto replaced = replan(problem, *before);
    if (!replaced) {
        return twin::failure(std::move(replaced.error()));
    }
    ReplacedPlan& after = *replaced;
    out["moves"] = movesJson(problem, after.moves);
    double cost = 0;
    for (const JobMove& move : after.moves) {
        cost += move.cost_cny;
    }
    out["moves_cny"] = cost;
    out["moves_without_transfer"] = std::ranges::count_if(after.moves, &JobMove::isStranded);
    return std::move(after.plan);
}

int answerPlan(const Args& args, Json& out, const PlacementProblem& problem, const std::vector<double>& loads,
               const StopWatch& watch, const NameBook& names)
{
    const auto policy = policyFromName(args.text("--policy")).value_or(PlacementPolicy::NetworkAware);
    out["policy"] = args.has("--previous") ? "replan" : policyName(policy);
    const auto plan = args.has("--previous") ? replanned(args, problem, out) : place(problem, policy);
    const double seconds = watch.seconds();
    if (!plan) {
        return report(plan.error());
    }
    describePlan(out, problem, *plan);
    if (policy == PlacementPolicy::Exact && !args.has("--previous")) {
        out["proven"] = plan->isProven;
        out["bound_cny"] = plan->bound_cny;
        out["bound_leaves_out"] = plan->restrictions;
        out["nodes"] = plan->nodes;
        out["work"] = plan->work;
        out["ended_by_clock"] = plan->isEndedByClock;
    }
    const EngineWord word = askEngine(problem, *plan, loads);
    out["engine"] = {
        {"flows", word.legs}, {"instant_s", word.instant_s}, {"least_share_of_rate", word.leastShare}};
    const auto problems = checkPlan(problem, *plan);
    out["broken_constraints"] = problems;
    printModelAnswer(out, args.json, seconds, [&](const Json& json) { printPlaceText(json, names); });
    if (!problems.empty()) {
        return report(
            {twin::ErrorCode::Internal, "the plan breaks a constraint: " + problems.front(), {}, 0, 0});
    }
    return plan->placed == problem.jobs().size() ? kDone : kNo;
}

/// Those of the file, and what is registered: nothing is promised twice.
std::size_t addRegistered(const OpenedMoment& moment, const OfferTable& table, PlacementRequests& requests)
{
    if (!moment.network.workload) {
        return 0;
    }
    const twin::registry::Workload& workload = *moment.network.workload;
    const auto& jobs = moment.snapshot ? moment.snapshot->directory->jobs : workload.jobs;
    const twin::TimeNs origin = moment.snapshot ? midnightOf(moment.snapshot->time) : dayOf(workload);
    const auto registered =
        registeredReservations(workload, jobs, table, moment.network.graph, origin, requests.jobs);
    requests.reservations.insert(requests.reservations.end(), registered.begin(), registered.end());
    return registered.size();
}

int runPlace(const Args& args)
{
    auto requests = readJobs(args.text("JOBS"));
    if (!requests) {
        return report(requests.error());
    }
    const auto moment = openMoment(args);
    if (!moment) {
        return report(moment.error());
    }
    const OfferTable table = moment->offers();
    const bool isUnknown = std::ranges::all_of(
        table.offers(), [](const ComputeOffer& offer) { return offer.freeSource == FreeSource::Unknown; });
    if (isUnknown) {
        return report({twin::ErrorCode::BadInput,
                       "nothing says which cards are free: neither telemetry nor a workload is in it",
                       moment->file, 0, 0});
    }
    const PresentLoads loads = presentLoads(moment->network);
    const std::size_t registered = addRegistered(*moment, table, *requests);
    const StopWatch watch;
    auto problem = PlacementProblem::make(moment->network, table, *requests, loads.arc_bps, optionsOf(args));
    if (!problem) {
        twin::Error error = problem.error();
        error.file = args.text("JOBS");
        return report(error);
    }
    Json out;
    out["jobs_file"] = args.text("JOBS");
    out["file"] = moment->file;
    out["registered_reservations"] = registered;
    return answerPlan(args, out, **problem, loads.arc_bps, watch, NameBook(*moment->network.registry));
}

} // namespace

Command placeCommand()
{
    std::vector<OptionSpec> options{
        {"JOBS", "jobs file (docs/formats.md)", Kind::Text, true, ""},
        {"--policy",
         "order of pools, and how far to search",
         Kind::Text,
         false,
         "network-aware",
         {},
         {"first-fit", "least-cost", "least-latency", "least-carbon", "balanced", "network-aware", "exact"}},
        {"--previous", "an earlier answer of this command: plan anew, keep what can stay", Kind::Text, false,
         ""},
        {"--fill", "part of a link that may be promised", Kind::Number, false, "0.95", {0.01, 1}},
        {"--paths", "at most, of one leg", Kind::Integer, false, "4", {1, 64}},
        {"--network-cny", "per Gb/s and hour", Kind::Number, false, "5", {0, 1e6}},
        {"--kg-co2-per-kwh",
         "of energy that is not green",
         Kind::Number,
         false,
         twin::exactText(twin::kGridCarbon_kgPerKwh),
         {0, 10}},
        {"--nodes", "of the exact search, at most", Kind::Integer, false, "20000", {1, 1e9}},
        {"--exact-work",
         "of the exact search, at most, in millions (20000: about a minute)",
         Kind::Integer,
         false,
         std::to_string(kUsualExactWork / kMillion),
         {1, 1e9}},
        {"--exact-seconds",
         "end the exact search by the clock: then another run may come to another plan",
         Kind::Number,
         false,
         "",
         {0.01, 1e5}}};
    for (auto more : {momentOptions(), computeOptions()}) {
        for (OptionSpec& option : more) {
            options.push_back(std::move(option));
        }
    }
    return {"place",
            "Where jobs should run: by policy, within every hard constraint, with bandwidth reserved",
            std::move(options), runPlace};
}

} // namespace app::ctl
