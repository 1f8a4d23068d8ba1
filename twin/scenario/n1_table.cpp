#include "twin/scenario/n1_table.h"

#include "twin/flow/ecmp_base.h"
#include "twin/flow/ecmp_sweep.h"
#include "twin/support/digest.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <mutex>
#include <tuple>

namespace twin::scenario {

namespace {

using flow::Amount;
using network::Graph;

network::PathCost pathCostOf(RoutingCost cost)
{
    return cost == RoutingCost::Metric ? network::PathCost::Metric
           : cost == RoutingCost::Hops ? network::PathCost::Hops
                                       : network::PathCost::Delay;
}

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

/// What flows ask; one without a limit, what it gets.
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

class N1Run
{
  public:
    N1Run(const Ground& ground, const Situation& situation, const N1Options& options, N1Table& out)
        : m_graph(*situation.world->graph)
        , m_situation(situation)
        , m_options(options)
        , m_threads(std::max(1U, options.threads))
        , m_out(out)
        , m_demands(demandsOf(ground, situation))
        , m_failures(flow::listFailures(m_graph, flow::FailureKind::Conduits))
        , m_layout(m_graph, pathCostOf(situation.edits->routing))
        , m_base(m_layout, m_demands, m_failures, m_threads, situation.arcsDown)
        , m_links(flow::meteredLinks(m_graph, situation.arcCapacity))
    {}

    void run()
    {
        listRows();
        std::vector<Amount> loads(m_base.loads().begin(), m_base.loads().end());
        m_meters.assign(m_threads, flow::ScenarioMeter(m_links, m_base.scale(), 1, loads));
        const flow::ScenarioResult base = m_meters[0].measure(0, loads, m_base.loss());
        m_out.base_mlu = base.mlu;
        m_out.baseLost_bps = base.lost_bps;
        setBounds();
        flow::sweepSingles(
            m_base, m_threads,
            [this](const flow::ScenarioLoads& scenario, unsigned worker) { take(scenario, worker); },
            m_options.cancelled);
        finish();
    }

  private:
    /// Failures stand in the order of the backbone's conduits; their names are items of lists, not
    /// identifiers.
    void listRows()
    {
        m_out.rows.reserve(m_failures.size());
        for (std::uint32_t c = 0; c < m_graph.conduitCount(); ++c) {
            if (!m_graph.isAccess(registry::ConduitIndex{c})) {
                m_out.rows.emplace_back().conduit = registry::ConduitIndex{c};
            }
        }
    }

    void setBounds()
    {
        // What each leaf sends and is sent in all: its access arcs never carry more.
        std::vector<double> sends(m_graph.nodeCount(), 0);
        std::vector<double> isSent(m_graph.nodeCount(), 0);
        for (const network::NodeDemand& demand : m_demands) {
            sends[demand.src.value()] += demand.bps;
            isSent[demand.dst.value()] += demand.bps;
        }
        std::vector<double> base_bps(m_graph.arcCount());
        std::vector<double> most_bps(m_graph.arcCount());
        for (std::uint32_t arc = 0; arc < m_graph.arcCount(); ++arc) {
            base_bps[arc] = m_base.scale().bps(m_base.loads()[arc]);
            const std::uint32_t from = m_graph.from()[arc];
            const std::uint32_t to = m_graph.to()[arc];
            most_bps[arc] = from >= m_graph.coreCount() ? sends[from]
                            : to >= m_graph.coreCount() ? isSent[to]
                                                        : std::numeric_limits<double>::infinity();
        }
        for (std::size_t i = 0; i < m_failures.size(); ++i) {
            m_out.rows[i].bound_mlu = boundOf(m_failures[i], base_bps, most_bps);
        }
    }

    [[nodiscard]] double boundOf(const flow::Failure& failure, const std::vector<double>& base_bps,
                                 const std::vector<double>& most_bps) const
    {
        double moved_bps = 0;
        for (const std::uint32_t arc : failure.arcs) {
            moved_bps += base_bps[arc];
        }
        double out = m_out.base_mlu;
        if (moved_bps <= 0) {
            return out;
        }
        for (std::uint32_t arc = 0; arc < m_graph.arcCount(); ++arc) {
            const std::uint64_t capacity = m_situation.arcCapacity[arc];
            if (m_situation.arcsDown[arc] == 0 && capacity != network::kUnlimited_bps && capacity > 0) {
                const double load =
                    std::min(base_bps[arc] + moved_bps, std::max(base_bps[arc], most_bps[arc]));
                out = std::max(out, load / static_cast<double>(capacity));
            }
        }
        return out * (1 + 1e-9); // sums of doubles
    }

    void take(const flow::ScenarioLoads& scenario, unsigned worker)
    {
        const flow::ScenarioResult result =
            m_meters[worker].measure(scenario.number, scenario.loads, scenario.loss);
        N1Row& row = m_out.rows[scenario.number - 1];
        row.mlu = result.mlu;
        row.worstArc = result.worstArc;
        row.lost_bps = result.lost_bps;
        row.disconnectedPairs = result.disconnectedPairs;
        row.isKnown = true;
        row.bound_mlu = row.mlu;
        if (m_options.onRow) {
            const std::lock_guard lock(m_mutex);
            m_options.onRow(row);
        }
    }

    void finish()
    {
        m_out.worst_mlu = m_out.base_mlu;
        m_out.worstBound_mlu = m_out.base_mlu;
        Digest digest;
        digest.add(m_out.base_mlu);
        for (const N1Row& row : m_out.rows) {
            m_out.worstBound_mlu = std::max(m_out.worstBound_mlu, row.bound_mlu);
            if (!row.isKnown) {
                continue;
            }
            ++m_out.known;
            m_out.worst_mlu = std::max(m_out.worst_mlu, row.mlu);
            digest.add(m_graph.conduitName(row.conduit));
            digest.add(row.mlu);
            digest.add(row.lost_bps);
            digest.add(row.disconnectedPairs);
        }
        for (unsigned worker = 1; worker < m_threads; ++worker) {
            m_meters[0].merge(m_meters[worker]);
        }
        m_out.headroom = m_meters[0].headroom();
        m_out.hash = digest.finish();
    }

    const Graph& m_graph;
    const Situation& m_situation;
    const N1Options& m_options;
    unsigned m_threads;
    N1Table& m_out;
    std::vector<network::NodeDemand> m_demands;
    std::vector<flow::Failure> m_failures;
    flow::SweepGraph m_layout;
    flow::EcmpBase m_base;
    std::vector<flow::MeteredLink> m_links;
    std::vector<flow::ScenarioMeter> m_meters; ///< a thread
    std::mutex m_mutex;                        ///< of onRow
};

} // namespace

N1Table n1Table(const Ground& ground, const Situation& situation, const N1Options& options)
{
    N1Table out;
    out.world = situation.world;
    N1Run(ground, situation, options, out).run();
    return out;
}

std::vector<N1Change> n1Changes(const N1Table& before, const N1Table& after)
{
    std::map<std::string_view, std::pair<const N1Row*, const N1Row*>> rows;
    for (const N1Row& row : before.rows) {
        rows[before.world->graph->conduitName(row.conduit)].first = &row;
    }
    for (const N1Row& row : after.rows) {
        rows[after.world->graph->conduitName(row.conduit)].second = &row;
    }
    std::vector<N1Change> out;
    for (const auto& [conduit, pair] : rows) {
        const auto [old, now] = pair;
        if ((old != nullptr && !old->isKnown) || (now != nullptr && !now->isKnown)) {
            continue;
        }
        const double was = old != nullptr ? old->mlu : -1;
        const double is = now != nullptr ? now->mlu : -1;
        const double lost = (now != nullptr ? now->lost_bps : 0) - (old != nullptr ? old->lost_bps : 0);
        if (was != is || lost != 0) {
            out.push_back({std::string(conduit), was, is, lost});
        }
    }
    std::ranges::stable_sort(out, [](const N1Change& a, const N1Change& b) {
        return std::abs(a.after_mlu - a.before_mlu) > std::abs(b.after_mlu - b.before_mlu);
    });
    return out;
}

} // namespace twin::scenario
