#include "twin/scenario/n1_base.h"

#include "twin/scenario/path_cost.h"

#include <algorithm>
#include <cmath>

namespace twin::scenario {

namespace {

/// Ends of a flow on the situation's graph.
std::pair<network::NodeIndex, network::NodeIndex> endsOf(const Ground& ground, const Situation& situation,
                                                         const FlowSituation& flow)
{
    if (situation.world == ground.world() && flow.fact < ground.flows().size()) {
        return ground.ends(flow.fact);
    }
    const flow::FlowRequest request = Ground::request(situation.fact(ground, flow), *situation.world);
    return {request.src, request.dst};
}

bool isSameDemand(const network::NodeDemand& a, const network::NodeDemand& b)
{
    return a.src == b.src && a.dst == b.dst && a.bps == b.bps;
}

} // namespace

std::vector<network::NodeDemand> demandsOf(const Ground& ground, const Situation& situation)
{
    std::vector<network::NodeDemand> out;
    out.reserve(situation.flows.size());
    for (const FlowSituation& flow : situation.flows) {
        const auto [src, dst] = endsOf(ground, situation, flow);
        const double bps = std::isfinite(flow.asked_bps) ? flow.asked_bps : flow.rate_bps;
        if (src.isValid() && dst.isValid() && src != dst && std::isfinite(bps)) {
            out.push_back({src, dst, std::min(bps, network::kMaxDemand_bps)});
        }
    }
    return out;
}

N1Routing::N1Routing(const Ground& ground, const Situation& situation, unsigned threads)
    : demands(demandsOf(ground, situation))
    , failures(flow::listFailures(*situation.world->graph, flow::FailureKind::Conduits))
    , layout(*situation.world->graph, pathCostOf(situation.edits->routing))
    , base(layout, demands, failures, threads, situation.arcsDown)
{}

N1Base::N1Base(const Ground& ground, unsigned threads, const std::atomic<bool>* cancelled)
    : m_routing(ground, *ground.before(), threads)
    , m_kept(m_routing.base, threads, cancelled)
{}

bool mayUseBase(const Ground& ground, const Situation& situation)
{
    return ground.before() != nullptr && situation.world == ground.world() &&
           situation.edits->routing == ground.before()->edits->routing &&
           situation.flows.size() == ground.before()->flows.size();
}

std::optional<std::size_t> N1Base::differenceOf(const Ground& ground, const Situation& situation) const
{
    if (!mayUseBase(ground, situation) ||
        !std::ranges::equal(demandsOf(ground, situation), m_routing.demands, isSameDemand)) {
        return std::nullopt;
    }
    const std::vector<std::uint8_t>& before = ground.before()->arcsDown;
    std::vector<std::uint32_t> more; // arcs that are down beside those of the ground
    for (std::uint32_t arc = 0; arc < before.size(); ++arc) {
        if (before[arc] != 0 && situation.arcsDown[arc] == 0) {
            return std::nullopt; // something is back
        }
        if (before[arc] == 0 && situation.arcsDown[arc] != 0) {
            more.push_back(arc);
        }
    }
    if (more.empty()) {
        return m_routing.failures.size();
    }
    for (std::size_t f = 0; f < m_routing.failures.size(); ++f) {
        std::vector<std::uint32_t> arcs = m_routing.failures[f].arcs;
        std::erase_if(arcs, [&](std::uint32_t arc) { return before[arc] != 0; });
        std::ranges::sort(arcs);
        if (arcs == more) {
            return f;
        }
    }
    return std::nullopt;
}

} // namespace twin::scenario
