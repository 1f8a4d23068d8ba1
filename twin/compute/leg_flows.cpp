#include "twin/compute/leg_flows.h"

#include "twin/flow/clp_options.h"

#include <coin/ClpSimplex.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <queue>

namespace twin::compute {

namespace {

constexpr double kFar = std::numeric_limits<double>::infinity();
constexpr std::uint32_t kNone = 0xFFFFFFFF;
constexpr double kLeastRoom_bps = 1'000; ///< as split_route.h counts
constexpr double kCarried = 1e-7;        ///< parts of legs that may be missing: rounding
constexpr double kCheaper = 1e-9;        ///< a way must be, to be worth a column
constexpr double kPerDelay = 1e-17;      ///< per ns: of ways that cost the same the shorter one
constexpr int kRounds = 200;             ///< of pricing

bool isDuring(const PlacedLeg& leg, double at_s)
{
    return leg.from_s <= at_s && at_s < leg.to_s;
}

std::uint32_t number(network::NodeIndex node)
{
    return static_cast<std::uint32_t>(node.value());
}

} // namespace

LegFlows::LegFlows(const PlacementProblem& problem)
    : m_problem(&problem)
{
    for (const StandingReservation& one : problem.reservations()) {
        if (!one.arc.empty()) {
            m_reserved.emplace_back(static_cast<std::uint32_t>(problem.graph().arcByName(one.arc).value()),
                                    &one);
        }
    }
}

bool LegFlows::isOpen(std::size_t job, std::uint32_t arc) const
{
    return m_problem->closed(job)[arc] == 0 && m_problem->room_bps()[arc] >= kLeastRoom_bps;
}

double LegFlows::room(std::uint32_t arc, double at_s) const
{
    double out = m_problem->room_bps()[arc];
    for (const auto& [reserved, one] : m_reserved) {
        out -= reserved == arc && one->from_s <= at_s && at_s < one->to_s ? one->gbps * 1e9 : 0;
    }
    return std::max(0.0, out);
}

/// An arc is fullest where something begins.
std::vector<double> LegFlows::instantsOf(std::span<const LegDemand> demands) const
{
    std::vector<double> out;
    for (const LegDemand& demand : demands) {
        out.push_back(demand.leg->from_s);
    }
    for (const auto& [arc, one] : m_reserved) {
        out.push_back(one->from_s);
    }
    std::ranges::sort(out);
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

/// Dijkstra; leaves are passed through by nothing.
void LegFlows::search(std::size_t job, network::NodeIndex root, bool isBackward,
                      std::span<const double> price, double perDelay, Reach& out)
{
    const network::Graph& graph = m_problem->graph();
    m_work += searchingWork(graph);
    out.length.assign(graph.nodeCount(), kFar);
    out.by.assign(graph.nodeCount(), kNone);
    out.length[number(root)] = 0;
    using Entry = std::pair<double, std::uint32_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    open.emplace(0.0, number(root));
    const auto relax = [&](std::uint32_t node, std::uint32_t arc, std::uint32_t next) {
        if (!isOpen(job, arc)) {
            return;
        }
        const double length = out.length[node] + (price.empty() ? 0 : price[arc]) +
                              perDelay * static_cast<double>(graph.delay()[arc]);
        if (length < out.length[next]) {
            out.length[next] = length;
            out.by[next] = arc;
            open.emplace(length, next);
        }
    };
    while (!open.empty()) {
        const auto [length, node] = open.top();
        open.pop();
        if (length > out.length[node] || (node >= graph.coreCount() && node != number(root))) {
            continue;
        }
        if (isBackward) {
            for (const std::uint32_t arc : graph.arcsInto(node)) {
                relax(node, arc, graph.from()[arc]);
            }
        } else {
            for (std::uint32_t arc = graph.firstOut(node); arc < graph.firstOut(node + 1); ++arc) {
                relax(node, arc, graph.to()[arc]);
            }
        }
    }
}

bool LegFlows::leadsThere(std::size_t job, const PlacedLeg& leg)
{
    // From the end that many choices have in common, so that few searches do.
    const bool isBackward = leg.dst == m_problem->usersNode(job);
    const network::NodeIndex root = isBackward ? leg.dst : leg.src;
    const auto [entry, isNew] = m_reach.try_emplace({number(root), isBackward, m_problem->closedGroup(job)});
    if (isNew) {
        search(job, root, isBackward, {}, 0, entry->second);
    }
    return entry->second.length[number(isBackward ? leg.src : leg.dst)] < kFar;
}

std::vector<std::uint32_t> LegFlows::way(std::size_t job, const PlacedLeg& leg, std::span<const double> price)
{
    Reach reach;
    search(job, leg.src, false, price, price.empty() ? 1 : kPerDelay, reach);
    std::vector<std::uint32_t> out;
    for (std::uint32_t node = number(leg.dst); node != number(leg.src);) {
        const std::uint32_t arc = reach.by[node];
        if (arc == kNone) {
            return {};
        }
        out.push_back(arc);
        node = m_problem->graph().from()[arc];
    }
    std::ranges::reverse(out);
    return out;
}

LegFlows::WayKey LegFlows::keyOf(const LegDemand& demand) const
{
    return {number(demand.leg->src), number(demand.leg->dst), m_problem->closedGroup(demand.job)};
}

std::vector<std::vector<std::uint32_t>>& LegFlows::knownWays(const LegDemand& demand)
{
    const auto [entry, isNew] = m_ways.try_emplace(keyOf(demand));
    if (isNew) {
        if (auto shortest = way(demand.job, *demand.leg, {}); !shortest.empty()) {
            entry->second.push_back(std::move(shortest));
        }
    }
    return entry->second;
}

/// Least part of the legs that is not carried. Rows: a demand each, then an arc at an instant each, divided
/// by its room, so that Clp's tolerances are relative ones. Columns: what is missing of each demand, then
/// ways, as a part of the demand.
class LegFlows::Programme
{
  public:
    Programme(LegFlows& flows, std::span<const LegDemand> demands)
        : m_flows(flows)
        , m_demands(demands)
        , m_instants(flows.instantsOf(demands))
    {
        m_clp.setLogLevel(0);
        m_clp.setSpecialOptions(m_clp.specialOptions() | flow::kClpNoRowCopy);
        m_clp.setPrimalTolerance(1e-9);
        for (std::size_t k = 0; k < demands.size(); ++k) {
            m_clp.addRow(0, nullptr, nullptr, 1, 1);
        }
        for (int k = 0; k < static_cast<int>(demands.size()); ++k) {
            const double one = 1;
            m_clp.addColumn(1, &k, &one, 0, 1, 1);
        }
        for (std::uint32_t k = 0; k < demands.size(); ++k) {
            for (const auto& arcs : flows.knownWays(demands[k])) {
                addWay(k, arcs);
            }
        }
    }

    LegFlowsAnswer run()
    {
        LegFlowsAnswer out;
        for (int round = 0; round < kRounds; ++round) {
            m_clp.primal();
            m_flows.m_work +=
                solvingWork(m_clp.numberIterations(), m_clp.numberRows(), m_clp.numberColumns());
            if (m_clp.status() != 0) {
                return out; // neither ways nor a proof
            }
            if (m_clp.objectiveValue() <= kCarried) {
                out.isCarried = true;
                out.parts = parts();
                return out;
            }
            readPrices();
            if (!priceIn()) {
                break;
            }
        }
        out.cut.instants = m_instants;
        for (const auto& [key, price] : m_prices) {
            out.cut.prices.push_back({key.first, key.second, price});
            out.cut.limit += price * m_flows.room(key.first, m_instants[key.second]);
        }
        return out;
    }

  private:
    using RoomKey = std::pair<std::uint32_t, std::uint32_t>; ///< arc, instant

    struct Way
    {
        std::uint32_t demand = 0;
        std::vector<std::uint32_t> arcs;
    };

    [[nodiscard]] double rate(std::uint32_t demand) const
    {
        return m_demands[demand].leg->rate_bps * m_demands[demand].amount;
    }

    void addWay(std::uint32_t demand, const std::vector<std::uint32_t>& arcs)
    {
        std::vector<int> rows{static_cast<int>(demand)};
        std::vector<double> elements{1};
        for (const std::uint32_t arc : arcs) {
            for (std::uint32_t i = 0; i < m_instants.size(); ++i) {
                if (isDuring(*m_demands[demand].leg, m_instants[i])) {
                    rows.push_back(rowOf({arc, i}));
                    elements.push_back(rate(demand) / m_scale.at({arc, i}));
                }
            }
        }
        m_clp.addColumn(static_cast<int>(rows.size()), rows.data(), elements.data(), 0, COIN_DBL_MAX, 0);
        m_flows.m_work += passingWork(1, m_clp.numberRows(), m_clp.numberColumns());
        m_ways.push_back({demand, arcs});
    }

    int rowOf(RoomKey key)
    {
        const auto [entry, isNew] = m_rows.try_emplace(key, m_clp.numberRows());
        if (isNew) {
            const double room = m_flows.room(key.first, m_instants[key.second]);
            const double scale = std::max(room, kLeastRoom_bps);
            m_scale[key] = scale;
            m_clp.addRow(0, nullptr, nullptr, -COIN_DBL_MAX, room / scale);
        }
        return entry->second;
    }

    void readPrices()
    {
        m_prices.clear();
        const double* duals = m_clp.dualRowSolution();
        for (const auto& [key, row] : m_rows) {
            if (duals[row] < -1e-12) {
                m_prices[key] = -duals[row] / m_scale.at(key);
            }
        }
    }

    /// Ways that are cheaper than what their demand is worth. False: there are none.
    bool priceIn()
    {
        bool isMore = false;
        const std::vector<double> worth(m_clp.dualRowSolution(), m_clp.dualRowSolution() + m_demands.size());
        for (std::uint32_t k = 0; k < m_demands.size(); ++k) {
            std::vector<double> price(m_flows.m_problem->graph().arcCount(), 0);
            for (const auto& [key, one] : m_prices) {
                price[key.first] += isDuring(*m_demands[k].leg, m_instants[key.second]) ? one * rate(k) : 0;
            }
            const auto arcs = m_flows.way(m_demands[k].job, *m_demands[k].leg, price);
            double cost = 0;
            for (const std::uint32_t arc : arcs) {
                cost += price[arc];
            }
            if (!arcs.empty() && cost < worth[k] - kCheaper) {
                addWay(k, arcs);
                m_flows.knownWays(m_demands[k]).push_back(arcs);
                isMore = true;
            }
        }
        return isMore;
    }

    [[nodiscard]] std::vector<std::vector<RoutePart>> parts() const
    {
        std::vector<std::vector<RoutePart>> out(m_demands.size());
        std::vector<double> sum(m_demands.size(), 0);
        const double* solution = m_clp.primalColumnSolution() + m_demands.size();
        for (std::size_t w = 0; w < m_ways.size(); ++w) {
            if (solution[w] > kCarried) {
                RoutePart part{m_ways[w].arcs, solution[w], 0};
                for (const std::uint32_t arc : part.arcs) {
                    part.delay += m_flows.m_problem->graph().delay()[arc];
                }
                sum[m_ways[w].demand] += solution[w];
                out[m_ways[w].demand].push_back(std::move(part));
            }
        }
        for (std::uint32_t k = 0; k < out.size(); ++k) {
            for (RoutePart& part : out[k]) {
                part.rate_bps *= rate(k) / sum[k];
            }
            std::ranges::stable_sort(out[k], std::greater<>(), &RoutePart::rate_bps);
        }
        return out;
    }

    LegFlows& m_flows;
    std::span<const LegDemand> m_demands;
    std::vector<double> m_instants;
    ClpSimplex m_clp;
    std::vector<Way> m_ways;
    std::map<RoomKey, int> m_rows;
    std::map<RoomKey, double> m_scale;
    std::map<RoomKey, double> m_prices; ///< per b/s
};

LegFlowsAnswer LegFlows::carry(std::span<const LegDemand> demands)
{
    if (demands.empty()) {
        LegFlowsAnswer out;
        out.isCarried = true;
        return out;
    }
    return Programme(*this, demands).run();
}

double LegFlows::weightIn(const RoomCut& cut, std::size_t job, std::span<const PlacedLeg> legs)
{
    double out = 0;
    for (const PlacedLeg& leg : legs) {
        std::string during;
        for (const double at_s : cut.instants) {
            during += isDuring(leg, at_s) ? '1' : '0';
        }
        if (leg.rate_bps <= 0 || during.find('1') == std::string::npos) {
            continue;
        }
        const bool isBackward = leg.dst == m_problem->usersNode(job);
        const network::NodeIndex root = isBackward ? leg.dst : leg.src;
        const auto [entry, isNew] =
            m_lengths.try_emplace({number(root), isBackward, m_problem->closedGroup(job), during});
        if (isNew) {
            std::vector<double> price(m_problem->graph().arcCount(), 0);
            for (const RoomCut::Price& one : cut.prices) {
                price[one.arc] += during[one.instant] == '1' ? one.price : 0;
            }
            search(job, root, isBackward, price, 0, entry->second);
        }
        const double length = entry->second.length[number(isBackward ? leg.src : leg.dst)];
        out += length < kFar ? leg.rate_bps * length : 0;
    }
    return out;
}

} // namespace twin::compute
