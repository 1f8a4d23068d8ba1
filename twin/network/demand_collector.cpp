#include "twin/network/demand_readers.h"

namespace twin::network {

Result<> DemandCollector::add(NodeIndex src, NodeIndex dst, double bps, std::string demandClass,
                              std::int64_t line, bool bothWays)
{
    if (m_out.listed >= m_max) {
        return m_problem.tooLarge(line, "more than " + std::to_string(m_max) + " demands");
    }
    if (!(bps >= 0 && bps <= kMaxDemand_bps)) {
        return m_problem.bad(line, "rate out of range (0 to 1e18 b/s)");
    }
    ++m_out.listed;
    if (src == dst) {
        ++m_loops;
        return {};
    }
    m_anyClass = m_anyClass || !demandClass.empty();
    m_out.demands.push_back({src, dst, bps});
    m_out.classes.push_back(demandClass);
    if (bothWays) {
        m_out.demands.push_back({dst, src, bps});
        m_out.classes.push_back(std::move(demandClass));
    }
    return {};
}

DemandSet DemandCollector::finish()
{
    if (m_loops > 0) {
        m_out.warnings.push_back(std::to_string(m_loops) + " demands from a node to itself: left out");
    }
    if (!m_anyClass) {
        m_out.classes.clear();
    }
    return std::move(m_out);
}

Result<NodeIndex> nodeByName(const std::string& name, PlaceLookup& places, const FileProblem& problem,
                             std::int64_t line)
{
    auto node = places.find(name);
    if (!node) {
        return problem.bad(line, node.error().reason);
    }
    return node;
}

} // namespace twin::network
