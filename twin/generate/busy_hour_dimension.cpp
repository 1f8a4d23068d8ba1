#include "twin/generate/busy_hour.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <unordered_map>

/// How many waves every link gets.
namespace twin::generate {

namespace {

constexpr double kNationalBackbone_bps = 1'165e12; ///< all links' capacity, one way (recipe step 3)
constexpr double kHealthyUse = 0.66;               ///< planned; the promise is 0.70
constexpr double kUseAfterCut = 0.88;              ///< planned; 0.90 is where an operator looks
constexpr double kInterconnectionHealthy = 0.60;
constexpr double kInterconnectionAfterCut = 0.85;
constexpr std::uint64_t kInterconnectionStep_bps = 100 * kGigabit;

/// "5 to 10 cuts over 90 %, of which 2 to 4 over 100 %": three of the one and four of the other, seven in
/// all.
constexpr std::size_t kCutsOver100 = 3;
/// Of these, the link that training between centres goes round by: the jobs came after the waves were
/// ordered.
constexpr std::size_t kCutsOfTraining = 1;
constexpr std::size_t kCutsOver90Only = 4;

/// A nation that is scaled has a backbone to match: with that of the recipe its flows alone would fill it,
/// and nothing would be left for the background.
double backboneOf(const NationalOptions& options)
{
    return options.scale ? kNationalBackbone_bps * options.pools / kNationalPools : kNationalBackbone_bps;
}

double unitOf(const LinkDraft& link)
{
    return static_cast<double>((link.wide ? 800 : 400) * kGigabit);
}

/// What one link has to carry, the worse direction, in b/s.
struct Need
{
    double healthy = 0;
    double worstCut = 0;
    std::size_t worstRow = 0;
    double secondCut = 0; ///< the worst of the other cuts
};

class Planner
{
  public:
    Planner(Draft& draft, const registry::Registry& registry, const network::Graph& graph,
            const CutLoads& loads)
        : m_draft(draft)
        , m_loads(loads)
    {
        for (const LinkDraft& link : draft.links) {
            const registry::LinkIndex index{registry.find(EntityKind::Link, link.id)->index};
            m_arcs.push_back({graph.arc(index, false).value(), graph.arc(index, true).value()});
        }
    }

    /// The background's scale at which the planned network has the size of the recipe.
    [[nodiscard]] double findScale() const
    {
        const double wanted = backboneOf(m_draft.options);
        double low = 0;
        double high = 4 * wanted;
        for (int i = 0; i < 40; ++i) {
            const double middle = (low + high) / 2;
            (plannedCapacity(middle) < wanted ? low : high) = middle;
        }
        return std::floor(low / 1e9) * 1e9;
    }

    void planWaves(double scale)
    {
        for (std::size_t l = 0; l < m_draft.links.size(); ++l) {
            m_draft.links[l].waves = wavesFor(m_draft.links[l], needOf(l, scale));
        }
    }

    /// Lets a few links lag behind: each is loaded by one cut far more than by any other, and has just too
    /// few waves for that one; far too few where that cut brings training between centres.
    void delayUpgrades(double scale)
    {
        std::vector<Candidate> candidates;
        for (std::size_t l = 0; l < m_draft.links.size(); ++l) {
            const Need need = needOf(l, scale);
            if (need.worstCut > 0) {
                candidates.push_back({need, l, broughtTraining(l, need.worstRow)});
            }
        }
        std::ranges::sort(candidates, [](const Candidate& x, const Candidate& y) {
            return x.training_bps != y.training_bps ? x.training_bps > y.training_bps : x.link < y.link;
        });
        delay(candidates, kCutsOfTraining, 1.8, 2.2);
        // The heaviest first: cuts that matter on the map.
        std::ranges::sort(candidates, [](const Candidate& x, const Candidate& y) {
            return x.need.worstCut != y.need.worstCut ? x.need.worstCut > y.need.worstCut : x.link < y.link;
        });
        delay(candidates, kCutsOver100 - kCutsOfTraining, 1.03, 1.20);
        delay(candidates, kCutsOver90Only, 0.915, 0.985);
    }

  private:
    struct Candidate
    {
        Need need;
        std::size_t link = 0;
        double training_bps = 0; ///< that the worst cut brings to it, the worse direction
    };

    [[nodiscard]] double broughtTraining(std::size_t link, std::size_t row) const
    {
        double out = 0;
        for (const std::uint32_t arc : m_arcs[link]) {
            out = std::max(out, m_loads.training[row][arc] - m_loads.training[0][arc]);
        }
        return out;
    }

    [[nodiscard]] double load(std::size_t row, std::uint32_t arc, double scale) const
    {
        return scale * m_loads.background[row][arc] + m_loads.flows[row][arc];
    }

    [[nodiscard]] Need needOf(std::size_t link, double scale) const
    {
        Need out;
        for (std::size_t row = 0; row < m_loads.background.size(); ++row) {
            const double worse =
                std::max(load(row, m_arcs[link][0], scale), load(row, m_arcs[link][1], scale));
            if (row == 0) {
                out.healthy = worse;
            } else if (worse > out.worstCut) {
                out.secondCut = out.worstCut;
                out.worstCut = worse;
                out.worstRow = row;
            } else {
                out.secondCut = std::max(out.secondCut, worse);
            }
        }
        return out;
    }

    [[nodiscard]] static std::uint32_t wavesFor(const LinkDraft& link, const Need& need)
    {
        const double wanted = std::max(need.healthy / kHealthyUse, need.worstCut / kUseAfterCut);
        return std::max(link.floorWaves, static_cast<std::uint32_t>(std::ceil(wanted / unitOf(link))));
    }

    [[nodiscard]] double plannedCapacity(double scale) const
    {
        double sum = 0;
        for (std::size_t l = 0; l < m_draft.links.size(); ++l) {
            sum += wavesFor(m_draft.links[l], needOf(l, scale)) * unitOf(m_draft.links[l]);
        }
        return sum;
    }

    /// Waves that put the worst cut between `low` and `high` and everything else below what is planned; 0 =
    /// none do.
    [[nodiscard]] static std::uint32_t lateWaves(const LinkDraft& link, const Need& need, double low,
                                                 double high)
    {
        const auto fewest = static_cast<std::uint32_t>(std::ceil(need.worstCut / high / unitOf(link)));
        const double capacity = fewest * unitOf(link);
        const bool fits = need.worstCut / capacity >= low && need.secondCut / capacity <= kUseAfterCut &&
                          need.healthy / capacity <= kHealthyUse;
        return fits && fewest >= 2 ? fewest : 0;
    }

    void delay(const std::vector<Candidate>& candidates, std::size_t count, double low, double high)
    {
        for (const Candidate& candidate : candidates) {
            LinkDraft& link = m_draft.links[candidate.link];
            const std::uint32_t waves = lateWaves(link, candidate.need, low, high);
            if (count > 0 && waves > 0 && !m_lateRows.contains(candidate.need.worstRow)) {
                m_lateRows.insert(candidate.need.worstRow);
                link.waves = waves;
                --count;
            }
        }
    }

    Draft& m_draft;
    const CutLoads& m_loads;
    std::vector<std::array<std::uint32_t, 2>> m_arcs; ///< forward and reverse, by link of the draft
    std::set<std::size_t> m_lateRows;                 ///< cuts that some late link is short for
};

/// The worse direction of each interconnection point, in whole 100G ports.
void sizeInterconnections(const network::Graph& graph, const CutLoads& loads, double scale,
                          pb::Registry& registry)
{
    for (pb::InterconnectionPoint& point : *registry.mutable_interconnection_points()) {
        double wanted = 2.0 * static_cast<double>(kInterconnectionStep_bps);
        for (const char* direction : {">", "<"}) {
            const network::ArcIndex arc = graph.arcByName(point.id() + direction);
            for (std::size_t row = 0; arc.isValid() && row < loads.background.size(); ++row) {
                const double load =
                    scale * loads.background[row][arc.value()] + loads.flows[row][arc.value()];
                wanted =
                    std::max(wanted, load / (row == 0 ? kInterconnectionHealthy : kInterconnectionAfterCut));
            }
        }
        const double steps = std::ceil(wanted / static_cast<double>(kInterconnectionStep_bps));
        point.set_capacity_bps(static_cast<std::uint64_t>(steps) * kInterconnectionStep_bps);
    }
}

} // namespace

double dimension(Draft& draft, const registry::Registry& registry, const network::Graph& graph,
                 const CutLoads& loads, pb::SnapshotFile& file)
{
    Planner planner(draft, registry, graph, loads);
    const double scale = planner.findScale();
    planner.planWaves(scale);
    planner.delayUpgrades(scale);
    sizeInterconnections(graph, loads, scale, *file.mutable_registry());
    for (pb::Demand& demand : *file.mutable_workload()->mutable_demands()) {
        demand.set_busy_bps(std::max(1.0, std::round(demand.busy_bps() * scale / 1e6)) * 1e6); // whole Mb/s
    }
    return scale;
}

} // namespace twin::generate
