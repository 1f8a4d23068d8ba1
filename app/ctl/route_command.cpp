#include "app/ctl/cancel.h"
#include "app/ctl/command_table.h"
#include "app/ctl/compute_input.h"
#include "app/ctl/route_question.h"
#include "app/ctl/routing_input.h"
#include "app/ctl/stop_watch.h"
#include "twin/network/k_shortest_paths.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <optional>
#include <utility>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using twin::TimeNs;

/// Everything that was asked, computed.
struct Findings
{
    std::vector<twin::network::Route> routes;
    twin::network::EcmpRoute ecmp;
    twin::network::DisjointQuery pairQuery;
    std::optional<twin::network::DisjointAnswer> pair;
    twin::network::LatencyReach reach;

    /// The answer is not no.
    [[nodiscard]] bool isFound(const RouteQuestion& question) const
    {
        return !question.to.isValid() || (!routes.empty() && (!pair || pair->pair));
    }
};

twin::network::Disjointness kindOf(const std::string& name)
{
    using twin::network::Disjointness;
    return name == "link" ? Disjointness::Link : name == "node" ? Disjointness::Node : Disjointness::Srlg;
}

Findings compute(const RoutedNetwork& in, const RouteQuestion& question)
{
    using namespace twin::network;
    const Graph& graph = in.network.graph;
    Findings out;
    if (question.to.isValid()) {
        KShortestPaths search(graph, question.cost);
        KPathsQuery query{question.from, question.to, question.count, in.network.outOfService};
        query.cancelled = cancelFlag();
        out.routes = search.find(query);
        out.ecmp = ecmpRoute(graph, question.from, question.to, question.cost, in.network.outOfService);
    }
    if (question.to.isValid() && !question.disjoint.empty()) {
        out.pairQuery = {question.from,
                         question.to,
                         kindOf(question.disjoint),
                         question.cost,
                         in.network.outOfService,
                         question.maxLabels,
                         cancelFlag()};
        out.pair = disjointPair(graph, out.pairQuery);
    }
    if (!question.within.empty()) {
        out.reach = latencyReach(graph, in.network.registry.get(), question.from, question.within,
                                 in.network.outOfService);
    }
    return out;
}

std::string hashOf(const Findings& findings)
{
    twin::Digest digest;
    for (const auto& route : findings.routes) {
        addTo(digest, route);
    }
    for (const auto& share : findings.ecmp.shares) {
        digest.add(std::uint64_t{share.arc});
        digest.add(share.share);
    }
    if (findings.pair) {
        digest.add(twin::network::pairProofName(findings.pair->proof));
    }
    if (findings.pair && findings.pair->pair) {
        addTo(digest, findings.pair->pair->first);
        addTo(digest, findings.pair->pair->second);
    }
    for (const auto* delays : {&findings.reach.siteDelay, &findings.reach.poolDelay}) {
        for (const TimeNs delay : *delays) {
            digest.add(static_cast<std::uint64_t>(delay));
        }
    }
    return digest.finish();
}

void addFindings(Json& answer, const RoutedNetwork& in, const RouteQuestion& question,
                 const Findings& findings)
{
    if (question.to.isValid()) {
        answer["paths"] = Json::array();
        for (const auto& route : findings.routes) {
            answer["paths"].push_back(routeJson(in, question.from, route));
        }
        answer["ecmp"] = ecmpJson(in, findings.ecmp);
    }
    if (findings.pair) {
        answer["disjoint"] = disjointJson(in, findings.pairQuery, *findings.pair);
    }
    if (!question.within.empty()) {
        answer.update(reachJson(in, findings.reach));
    }
}

void sayNo(const std::string& path, const RoutedNetwork& in, const RouteQuestion& question,
           const Findings& findings)
{
    const auto& graph = in.network.graph;
    std::string what = findings.routes.empty() ? "path" : "disjoint pair of paths";
    if (findings.pair && findings.pair->proof == twin::network::PairProof::GaveUp) {
        what += " found before the search was cut short,";
    }
    std::fprintf(stderr, "%s: no %s from %s to %s%s\n", path.c_str(), what.c_str(),
                 graph.nodeName(question.from.value()).c_str(), graph.nodeName(question.to.value()).c_str(),
                 findings.pair && !findings.pair->blockedBy.empty()
                     ? (": all use " + findings.pair->blockedBy).c_str()
                     : "");
}

Json headOf(const Args& args, const RoutedNetwork& in, const RouteQuestion& question)
{
    const auto& graph = in.network.graph;
    Json out = Json::object();
    describeNetwork(out, in.network, args.text("--network"));
    out["from"] = graph.nodeName(question.from.value());
    if (question.to.isValid()) {
        out["to"] = graph.nodeName(question.to.value());
        out["cost"] = pathCostName(question.cost);
    }
    return out;
}

int runRoute(const Args& args)
{
    const auto in = openRouted(args);
    if (!in) {
        return report(in.error());
    }
    const auto question = routeQuestion(args, *in);
    if (!question) {
        return report(question.error());
    }
    const StopWatch watch;
    const Findings findings = compute(*in, *question);
    const double seconds = watch.seconds();
    if (cancelFlag()->load()) { // what was found so far is not the answer
        return report({twin::ErrorCode::Cancelled, "cancelled", args.text("--network"), 0, 0});
    }
    Json answer = headOf(args, *in, *question);
    addFindings(answer, *in, *question, findings);
    answer["seconds"] = seconds;
    answer["state_hash"] = hashOf(findings);
    printAnswer(answer, args.json);
    if (!findings.isFound(*question)) {
        sayNo(args.text("--network"), *in, *question, findings);
        return kNo;
    }
    return kDone;
}

} // namespace

Command routeCommand()
{
    Command command;
    command.name = "route";
    command.help = "Shortest paths between two places, alternatives, disjoint pairs, and what lies near";
    command.options = routeOptions();
    command.run = runRoute;
    return command;
}

} // namespace app::ctl
