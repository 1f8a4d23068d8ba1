#include "twin/flow/engineering_check.h"

#include "twin/flow/check_bound.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

namespace twin::flow {

namespace {

constexpr double kTolerance = 1e-9;

tl::unexpected<Error> wrong(const std::string& what)
{
    return failure(ErrorCode::Internal, "the answer failed its check: " + what);
}

bool isClose(double a, double b)
{
    return std::abs(a - b) <= kTolerance * std::max(std::abs(a), std::abs(b));
}

/// Walks every path of an answer.
class PathCheck
{
  public:
    PathCheck(const network::Graph& graph, std::span<const network::NodeDemand> demands,
              const EngineeringOptions& options, const TeRouting& routing)
        : m_graph(graph)
        , m_demands(demands)
        , m_options(options)
        , m_routing(routing)
        , m_seenBy(graph.nodeCount(), 0)
        , m_load(graph.arcCount(), 0)
    {}

    Result<> run()
    {
        if (m_routing.firstPath.size() != m_demands.size() + 1) {
            return wrong("paths of another number of demands");
        }
        m_carried.assign(m_demands.size(), 0);
        for (std::size_t demand = 0; demand < m_demands.size(); ++demand) {
            for (std::size_t p = m_routing.firstPath[demand]; p < m_routing.firstPath[demand + 1]; ++p) {
                const char* fault = walk(p, m_demands[demand]);
                if (fault != nullptr) {
                    return wrong("path " + std::to_string(p) + " of demand " + std::to_string(demand) +
                                 fault);
                }
                m_carried[demand] += m_routing.flow[p];
            }
        }
        return {};
    }

    [[nodiscard]] const std::vector<double>& load() const { return m_load; }

    [[nodiscard]] const std::vector<double>& carried() const { return m_carried; }

  private:
    [[nodiscard]] std::uint64_t capacity(std::uint32_t arc) const
    {
        return m_options.capacity_bps.empty() ? m_graph.capacity()[arc] : m_options.capacity_bps[arc];
    }

    /// @return what is wrong with it, or null
    const char* walk(std::size_t path, const network::NodeDemand& demand)
    {
        ++m_walk;
        std::uint32_t at = demand.src.value();
        TimeNs delay = 0;
        if (!(m_routing.flow[path] > 0) || m_routing.arcsOf(path).empty()) {
            return " is empty";
        }
        m_seenBy[at] = m_walk;
        for (const std::uint32_t arc : m_routing.arcsOf(path)) {
            const bool isOut = !m_options.failed.empty() && m_options.failed[arc] != 0;
            if (isOut || capacity(arc) == 0) {
                return " uses an arc that is out of service";
            }
            if (m_graph.from()[arc] != at || (at != demand.src.value() && at >= m_graph.coreCount())) {
                return " does not hang together, or passes a leaf";
            }
            at = m_graph.to()[arc];
            if (m_seenBy[at] == m_walk) {
                return " has a loop";
            }
            m_seenBy[at] = m_walk;
            m_load[arc] += m_routing.flow[path];
            delay += m_graph.delay()[arc];
        }
        if (at != demand.dst.value()) {
            return " ends elsewhere";
        }
        return m_options.maxDelay > 0 && delay > m_options.maxDelay ? " is too slow" : nullptr;
    }

    const network::Graph& m_graph;
    std::span<const network::NodeDemand> m_demands;
    const EngineeringOptions& m_options;
    const TeRouting& m_routing;
    std::uint64_t m_walk = 0;
    std::vector<std::uint64_t> m_seenBy; ///< by node: the last path that came by
    std::vector<double> m_load;
    std::vector<double> m_carried;
};

Result<> checkRates(std::span<const network::NodeDemand> demands, const Engineering& answer,
                    const std::vector<double>& carried, bool mayGrow)
{
    for (std::size_t i = 0; i < demands.size(); ++i) {
        const bool needsPath = demands[i].bps > 0 && demands[i].src != demands[i].dst;
        if (needsPath && !isClose(carried[i], answer.rate_bps[i])) {
            return wrong("the paths of demand " + std::to_string(i) + " do not carry its rate");
        }
        if (!mayGrow && answer.rate_bps[i] > demands[i].bps * (1 + kTolerance)) {
            return wrong("demand " + std::to_string(i) + " gets more than it asks for");
        }
    }
    return {};
}

Result<double> highestUtilisation(const network::Graph& graph, const EngineeringOptions& options,
                                  const Engineering& answer, const std::vector<double>& load)
{
    double highest = 0;
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        const auto capacity = options.capacity_bps.empty() ? graph.capacity() : options.capacity_bps;
        if (!isClose(load[arc], answer.load_bps[arc])) {
            return wrong("the load of arc " + std::to_string(arc) + " is not that of its paths");
        }
        if (capacity[arc] != network::kUnlimited_bps && load[arc] > 0) {
            highest = std::max(highest, load[arc] / static_cast<double>(capacity[arc]));
        }
    }
    return highest;
}

/// What the rates achieve, by the objective's own definition.
double valueOf(std::span<const network::NodeDemand> demands, const EngineeringOptions& options,
               const Engineering& answer, double utilisation)
{
    std::vector<std::uint8_t> isLeftOut(demands.size(), 0);
    for (const auto* list : {&answer.disconnected, &answer.beyondDelay}) {
        for (const std::uint32_t i : *list) {
            isLeftOut[i] = 1;
        }
    }
    double sum = 0;
    double factor = std::numeric_limits<double>::infinity();
    double least = 0;
    for (std::size_t i = 0; i < demands.size(); ++i) {
        if (isLeftOut[i] == 0 && demands[i].bps > 0 && demands[i].src != demands[i].dst) {
            sum += answer.rate_bps[i];
            factor = std::min(factor, answer.rate_bps[i] / demands[i].bps);
            least = std::max(least, answer.rate_bps[i]);
        }
    }
    switch (options.objective) {
    case TeObjective::Utilisation:
        return utilisation;
    case TeObjective::Throughput:
        return sum;
    case TeObjective::Concurrent:
        return factor;
    case TeObjective::MaxMin:
        break;
    }
    return answer.levels.empty() ? least : answer.levels.front().rate_bps;
}

} // namespace

Result<> checkEngineering(const network::Graph& graph, std::span<const network::NodeDemand> demands,
                          const EngineeringOptions& options, const Engineering& answer)
{
    PathCheck paths(graph, demands, options, answer.routing);
    if (auto walked = paths.run(); !walked) {
        return walked;
    }
    const bool mayGrow = options.objective == TeObjective::Concurrent;
    if (auto rates = checkRates(demands, answer, paths.carried(), mayGrow); !rates) {
        return rates;
    }
    const auto highest = highestUtilisation(graph, options, answer, paths.load());
    if (!highest) {
        return failure(highest.error());
    }
    if (options.objective != TeObjective::Utilisation && *highest > 1 + kTolerance) {
        return wrong("an arc is filled to " + std::to_string(*highest));
    }
    if (!isClose(valueOf(demands, options, answer, *highest), answer.value)) {
        return wrong("the value is not that of the rates");
    }
    return checkBound(graph, demands, options, answer);
}

} // namespace twin::flow
