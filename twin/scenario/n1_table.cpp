#include "twin/scenario/n1_table.h"

#include "twin/flow/ecmp_sweep.h"
#include "twin/scenario/n1_base.h"
#include "twin/support/digest.h"
#include "twin/support/parallel.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <mutex>

namespace twin::scenario {

namespace {

using flow::Amount;
using network::Graph;

/// Loads with nothing more cut, and how to come to those of every cut.
struct CutSweep
{
    std::vector<Amount> loads; ///< by arc
    flow::Loss loss;
    std::function<void(unsigned threads, const flow::ScenarioSink& sink, const std::atomic<bool>* cancelled)>
        run;
};

CutSweep plainSweep(const N1Routing& routing)
{
    return {{routing.base.loads().begin(), routing.base.loads().end()},
            routing.base.loss(),
            [&routing](unsigned threads, const flow::ScenarioSink& sink, const std::atomic<bool>* cancelled) {
                flow::sweepSingles(routing.base, threads, sink, cancelled);
            }};
}

/// @param difference as N1Base::differenceOf gives it
CutSweep keptSweep(const N1Base& base, std::size_t difference)
{
    const flow::KeptFailures& kept = base.kept();
    const std::size_t failures = base.routing().failures.size();
    if (difference < failures) {
        return {kept.loadsOf(difference), kept.lossOf(difference),
                [&kept, difference](unsigned threads, const flow::ScenarioSink& sink,
                                    const std::atomic<bool>* cancelled) {
                    kept.sweepOnTopOf(difference, threads, sink, cancelled);
                }};
    }
    CutSweep out = plainSweep(base.routing());
    out.run = [&kept, failures](unsigned threads, const flow::ScenarioSink& sink,
                                const std::atomic<bool>* cancelled) {
        parallelFor(
            failures, threads,
            [&](std::size_t f, unsigned worker) {
                std::vector<Amount> loads = kept.loadsOf(f);
                sink({flow::ScenarioNumbers::single(f), loads, kept.lossOf(f), nullptr}, worker);
            },
            cancelled);
    };
    return out;
}

class N1Run
{
  public:
    /// @param routing that of the situation, or of one that `sweep` leads on from
    N1Run(const Situation& situation, const N1Routing& routing, const CutSweep& sweep,
          const N1Options& options, N1Table& out)
        : m_graph(*situation.world->graph)
        , m_situation(situation)
        , m_options(options)
        , m_threads(std::max(1U, options.threads))
        , m_out(out)
        , m_demands(routing.demands)
        , m_failures(routing.failures)
        , m_scale(routing.base.scale())
        , m_sweep(sweep)
        , m_links(flow::meteredLinks(m_graph, situation.arcCapacity))
    {}

    void run()
    {
        listRows();
        m_meters.assign(m_threads, flow::ScenarioMeter(m_links, m_scale, 1, m_sweep.loads));
        const flow::ScenarioResult base = m_meters[0].measure(0, m_sweep.loads, m_sweep.loss);
        m_out.base_mlu = base.mlu;
        m_out.baseLost_bps = base.lost_bps;
        setBounds();
        m_sweep.run(
            m_threads,
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
            base_bps[arc] = m_scale.bps(m_sweep.loads[arc]);
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
    const std::vector<network::NodeDemand>& m_demands;
    const std::vector<flow::Failure>& m_failures;
    const flow::AmountScale& m_scale;
    const CutSweep& m_sweep;
    std::vector<flow::MeteredLink> m_links;
    std::vector<flow::ScenarioMeter> m_meters; ///< a thread
    std::mutex m_mutex;                        ///< of onRow
};

N1Table tableOf(const Situation& situation, const N1Routing& routing, const CutSweep& sweep,
                const N1Options& options)
{
    N1Table out;
    out.world = situation.world;
    N1Run(situation, routing, sweep, options, out).run();
    return out;
}

} // namespace

N1Table n1Table(const Ground& ground, const Situation& situation, const N1Options& options)
{
    if (!options.routesAnew && mayUseBase(ground, situation)) {
        const auto base = ground.n1Base(options.threads, options.cancelled);
        const auto difference = base != nullptr ? base->differenceOf(ground, situation) : std::nullopt;
        if (difference) {
            return tableOf(situation, base->routing(), keptSweep(*base, *difference), options);
        }
    }
    const N1Routing routing(ground, situation, options.threads);
    return tableOf(situation, routing, plainSweep(routing), options);
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
