#include "twin/scenario/market_outages.h"

#include "twin/scenario/schedule.h"
#include "twin/scenario/situation.h"

#include <algorithm>
#include <map>
#include <memory>
#include <string>

namespace twin::scenario {

namespace {

/// Outages by what is out, the last one of each perhaps still going on.
template <typename Thing> class Stretches
{
  public:
    void out(const Thing& thing, double from_h, double to_h)
    {
        auto& known = m_known[thing];
        if (!known.empty() && known.back().second >= from_h) {
            known.back().second = to_h;
        } else {
            known.emplace_back(from_h, to_h);
        }
    }

    template <typename Outage> [[nodiscard]] std::vector<Outage> all() const
    {
        std::vector<Outage> result;
        for (const auto& [thing, known] : m_known) {
            for (const auto& [from, to] : known) {
                result.push_back({thing, from, to});
            }
        }
        return result;
    }

  private:
    std::map<Thing, std::vector<std::pair<double, double>>> m_known;
};

class Collector
{
  public:
    explicit Collector(const network::Graph& graph)
        : m_graph(graph)
    {}

    void add(const Situation& situation, double from_h, double to_h)
    {
        const World& world = *situation.world;
        for (std::size_t pool = 0; pool < situation.pools.size(); ++pool) {
            const ElementState state = situation.pools[pool].state;
            if (state != ElementState::Up && state != ElementState::Degraded) {
                m_pools.out(world.registry->pools[pool].id, from_h, to_h);
            }
        }
        for (std::uint32_t arc = 0; arc < situation.arcsDown.size(); ++arc) {
            if (situation.arcsDown[arc] != 0 && !world.graph->arcName(arc).empty()) {
                const auto known = m_graph.arcByName(world.graph->arcName(arc));
                if (known.isValid()) {
                    m_arcs.out(static_cast<std::uint32_t>(known.value()), from_h, to_h);
                }
            }
        }
    }

    [[nodiscard]] MarketOutages result() const
    {
        return {m_pools.all<compute::PoolOutage>(), m_arcs.all<compute::ArcOutage>()};
    }

  private:
    const network::Graph& m_graph;
    Stretches<std::string> m_pools;
    Stretches<std::uint32_t> m_arcs;
};

} // namespace

Result<MarketOutages> marketOutages(const Ground& ground, const Document& document,
                                    const network::Graph& graph, double hours,
                                    const std::atomic<bool>* cancelled)
{
    const TimeNs begin = ground.moment();
    const TimeNs length = static_cast<TimeNs>(hours * static_cast<double>(kHour));
    const Schedule schedule(ground, document.commands, length);
    std::vector<TimeNs> moments{begin};
    for (const TimeNs at : schedule.changes()) {
        if (at > begin && at < begin + length) {
            moments.push_back(at);
        }
    }
    moments.push_back(begin + length);
    const auto hour = [&](TimeNs at) {
        return at == begin + length ? hours : static_cast<double>(at - begin) / static_cast<double>(kHour);
    };
    Collector collector(graph);
    for (std::size_t i = 0; i + 1 < moments.size(); ++i) {
        if (cancelled != nullptr && cancelled->load(std::memory_order_relaxed)) {
            return failure(ErrorCode::Cancelled, "cancelled");
        }
        auto edits = schedule.editsAt(moments[i]);
        if (!edits) {
            return failure(std::move(edits.error()));
        }
        const auto situation = evaluate(ground, std::make_shared<const Edits>(std::move(*edits)));
        if (!situation) {
            return failure(situation.error());
        }
        collector.add(**situation, hour(moments[i]), hour(moments[i + 1]));
    }
    return collector.result();
}

} // namespace twin::scenario
