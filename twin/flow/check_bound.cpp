#include "twin/flow/check_bound.h"

#include <algorithm>
#include <limits>
#include <queue>
#include <string>

namespace twin::flow {

namespace {

constexpr double kTolerance = 1e-9;
constexpr double kUnreached = std::numeric_limits<double>::infinity();
constexpr std::size_t kMaxSteps = 20'000'000; ///< of one search; beyond them costs are only bounds

/// Cheapest costs from one node, plainly: partial paths in the order of their cost, those left aside that are
/// no faster than a cheaper one to the same node.
class PlainSearch
{
  public:
    PlainSearch(const network::Graph& graph, const EngineeringOptions& options, std::span<const double> price)
        : m_graph(graph)
        , m_options(options)
        , m_price(price)
    {}

    /// @return by node; never more than the true cost
    const std::vector<double>& from(std::uint32_t source)
    {
        m_cost.assign(m_graph.nodeCount(), kUnreached);
        m_fastest.assign(m_graph.nodeCount(), std::numeric_limits<TimeNs>::max());
        m_queue = {};
        m_queue.push({0, 0, source});
        std::size_t steps = 0;
        while (!m_queue.empty() && ++steps < kMaxSteps) {
            const Partial at = m_queue.top();
            m_queue.pop();
            const bool isFirst = m_cost[at.node] == kUnreached;
            if (isFirst) {
                m_cost[at.node] = at.cost;
            }
            if (isFirst || (m_options.maxDelay > 0 && at.delay < m_fastest[at.node])) {
                m_fastest[at.node] = at.delay;
                goOn(at, source);
            }
        }
        if (!m_queue.empty()) {
            std::ranges::replace(m_cost, kUnreached, m_queue.top().cost);
        }
        return m_cost;
    }

  private:
    struct Partial
    {
        double cost;
        TimeNs delay;
        std::uint32_t node;

        friend bool operator<(const Partial& a, const Partial& b) { return a.cost > b.cost; }
    };

    void goOn(const Partial& at, std::uint32_t source)
    {
        if (at.node >= m_graph.coreCount() && at.node != source) {
            return;
        }
        for (std::uint32_t arc = m_graph.firstOut(at.node); arc < m_graph.firstOut(at.node + 1); ++arc) {
            const bool isOut = (!m_options.failed.empty() && m_options.failed[arc] != 0) ||
                               (!m_options.capacity_bps.empty() && m_options.capacity_bps[arc] == 0);
            const TimeNs delay = at.delay + m_graph.delay()[arc];
            if (!isOut && (m_options.maxDelay == 0 || delay <= m_options.maxDelay)) {
                m_queue.push({at.cost + m_price[arc], delay, m_graph.to()[arc]});
            }
        }
    }

    const network::Graph& m_graph;
    const EngineeringOptions& m_options;
    std::span<const double> m_price;
    std::vector<double> m_cost;
    std::vector<TimeNs> m_fastest;
    std::priority_queue<Partial> m_queue;
};

/// By demand; 0 for those without anything to route or without a path.
std::vector<double> cheapestCosts(const network::Graph& graph, std::span<const network::NodeDemand> demands,
                                  const EngineeringOptions& options, std::span<const double> price)
{
    std::vector<std::vector<std::uint32_t>> bySource(graph.nodeCount());
    for (std::uint32_t i = 0; i < demands.size(); ++i) {
        if (demands[i].bps > 0 && demands[i].src != demands[i].dst) {
            bySource[demands[i].src.value()].push_back(i);
        }
    }
    std::vector<double> out(demands.size(), 0);
    PlainSearch search(graph, options, price);
    for (std::uint32_t source = 0; source < bySource.size(); ++source) {
        if (bySource[source].empty()) {
            continue;
        }
        const auto& cost = search.from(source);
        for (const std::uint32_t i : bySource[source]) {
            const double found = cost[demands[i].dst.value()];
            out[i] = found == kUnreached ? 0 : found;
        }
    }
    return out;
}

/// Σ price · capacity; negative when a price is, or stands on an arc without limit.
double pricedCapacity(const network::Graph& graph, const EngineeringOptions& options,
                      std::span<const double> price)
{
    const auto capacity = options.capacity_bps.empty() ? graph.capacity() : options.capacity_bps;
    double sum = 0;
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        const bool isFree = price[arc] == 0;
        if (!(price[arc] >= 0) || (!isFree && capacity[arc] == network::kUnlimited_bps)) {
            return -1;
        }
        sum += isFree ? 0 : price[arc] * static_cast<double>(capacity[arc]);
    }
    return sum;
}

tl::unexpected<Error> unproven(const std::string& what)
{
    return failure(ErrorCode::Internal, "the answer failed its check: its prices do not prove " + what);
}

bool provesUtilisation(const std::vector<double>& cost, std::span<const network::NodeDemand> demands,
                       double priced, double bound)
{
    double sum = 0;
    for (std::size_t i = 0; i < demands.size(); ++i) {
        sum += demands[i].bps * cost[i];
    }
    return bound <= 0 || (priced > 0 && sum >= bound * priced * (1 - kTolerance));
}

bool provesThroughput(const std::vector<double>& cost, std::span<const network::NodeDemand> demands,
                      const std::vector<std::uint8_t>& isRouted, double priced, double bound)
{
    double most = priced;
    for (std::size_t i = 0; i < demands.size(); ++i) {
        most += isRouted[i] != 0 ? demands[i].bps * std::max(0.0, 1 - cost[i]) : 0;
    }
    return most <= bound * (1 + kTolerance);
}

/// At the bound, what earlier levels have and all others want costs as much as all capacity is worth.
bool provesLevel(const std::vector<double>& cost, std::span<const network::NodeDemand> demands,
                 const std::vector<double>& fixedRate, double priced, double bound)
{
    double sum = 0;
    for (std::size_t i = 0; i < demands.size(); ++i) {
        const double rate = fixedRate[i] >= 0 ? fixedRate[i] : std::min(demands[i].bps, bound);
        sum += rate * cost[i];
    }
    return sum >= priced * (1 - kTolerance);
}

Result<> checkLevels(const network::Graph& graph, std::span<const network::NodeDemand> demands,
                     const EngineeringOptions& options, const Engineering& answer)
{
    std::vector<double> fixedRate(demands.size(), -1);
    for (std::size_t level = 0; level < answer.levels.size(); ++level) {
        const FairLevel& at = answer.levels[level];
        const double priced = pricedCapacity(graph, options, at.price);
        const auto cost = cheapestCosts(graph, demands, options, at.price);
        double wanted = 0;
        for (const std::uint32_t i : at.demands) {
            wanted = std::max(wanted, demands[i].bps);
        }
        const bool isProven =
            at.bound_bps >= wanted || provesLevel(cost, demands, fixedRate, priced, at.bound_bps);
        if (priced <= 0 || !isProven) {
            return unproven("the bound of level " + std::to_string(level));
        }
        for (const std::uint32_t i : at.demands) {
            fixedRate[i] = answer.rate_bps[i];
        }
    }
    return {};
}

} // namespace

Result<> checkBound(const network::Graph& graph, std::span<const network::NodeDemand> demands,
                    const EngineeringOptions& options, const Engineering& answer)
{
    if (options.objective == TeObjective::MaxMin) {
        return checkLevels(graph, demands, options, answer);
    }
    const double priced = pricedCapacity(graph, options, answer.price);
    const auto cost = cheapestCosts(graph, demands, options, answer.price);
    bool isProven = priced >= 0;
    if (options.objective == TeObjective::Throughput) {
        std::vector<std::uint8_t> isRouted(demands.size(), 0);
        for (std::size_t i = 0; i < demands.size(); ++i) {
            isRouted[i] = demands[i].bps > 0 && demands[i].src != demands[i].dst ? 1 : 0;
        }
        for (const auto* list : {&answer.disconnected, &answer.beyondDelay}) {
            for (const std::uint32_t i : *list) {
                isRouted[i] = 0;
            }
        }
        isProven = isProven && provesThroughput(cost, demands, isRouted, priced, answer.bound);
    } else {
        const bool isFactor = options.objective == TeObjective::Concurrent;
        isProven =
            isProven && provesUtilisation(cost, demands, priced, isFactor ? 1 / answer.bound : answer.bound);
    }
    if (!isProven) {
        return unproven("its bound");
    }
    return {};
}

} // namespace twin::flow
