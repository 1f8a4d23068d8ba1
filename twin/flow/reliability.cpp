#include "twin/flow/reliability.h"

#include "twin/support/number_text.h"

#include <algorithm>

namespace twin::flow {

namespace {

constexpr double kSecondsPerHour = 3600;
constexpr double kSecondsPerYear = 365.25 * 24 * kSecondsPerHour;
constexpr double kNsPerMetre = 4.9;
constexpr double kSecondsPerNs = 1e-9;

/// Counts what had to be assumed.
class Estimate
{
  public:
    Estimate(const network::Graph& graph, const registry::Registry* registry,
             const ReliabilityDefaults& defaults)
        : m_graph(graph)
        , m_registry(registry)
        , m_defaults(defaults)
    {}

    ConduitReliability of(registry::ConduitIndex index)
    {
        return m_registry == nullptr ? ofLink(index) : ofConduit((*m_registry)[index]);
    }

    [[nodiscard]] std::vector<std::string> assumptions() const;

  private:
    ConduitReliability ofConduit(const registry::Conduit& conduit);
    ConduitReliability ofLink(registry::ConduitIndex index);

    [[nodiscard]] static double between(double route_m, double cutsPer1000kmYear)
    {
        const double cutsPerYear = route_m * 1e-6 * cutsPer1000kmYear;
        return cutsPerYear > 0 ? kSecondsPerYear / cutsPerYear : std::numeric_limits<double>::infinity();
    }

    const network::Graph& m_graph;
    const registry::Registry* m_registry;
    ReliabilityDefaults m_defaults;
    std::size_t m_withoutRate = 0;
    std::size_t m_withoutRepair = 0;
    std::size_t m_never = 0;
};

ConduitReliability Estimate::ofConduit(const registry::Conduit& conduit)
{
    ConduitReliability out;
    if (conduit.asset.meanBetweenFailures > 0) {
        out.up_s = static_cast<double>(conduit.asset.meanBetweenFailures) * kSecondsPerNs;
    } else {
        m_withoutRate += conduit.cutsPer1000kmYear > 0 ? 0 : 1;
        out.up_s =
            between(static_cast<double>(conduit.route_m),
                    conduit.cutsPer1000kmYear > 0 ? conduit.cutsPer1000kmYear : m_defaults.cutsPer1000kmYear);
    }
    out.repair_s = static_cast<double>(conduit.asset.meanRepair) * kSecondsPerNs;
    if (conduit.asset.meanRepair <= 0) {
        ++m_withoutRepair;
        out.repair_s = m_defaults.repair_h * kSecondsPerHour;
    }
    m_never += out.up_s == std::numeric_limits<double>::infinity() ? 1 : 0;
    return out;
}

/// A conduit of a network file holds one link.
ConduitReliability Estimate::ofLink(registry::ConduitIndex index)
{
    ++m_withoutRate;
    ++m_withoutRepair;
    TimeNs delay = 0;
    for (const std::uint32_t arc : m_graph.arcsOf(index)) {
        delay = std::max(delay, m_graph.delay()[arc]);
    }
    ConduitReliability out;
    out.up_s = between(static_cast<double>(delay) / kNsPerMetre, m_defaults.cutsPer1000kmYear);
    out.repair_s = m_defaults.repair_h * kSecondsPerHour;
    m_never += out.up_s == std::numeric_limits<double>::infinity() ? 1 : 0;
    return out;
}

std::vector<std::string> Estimate::assumptions() const
{
    std::vector<std::string> out;
    const auto text = [](double value) {
        return exactText(value);
    };
    if (m_registry == nullptr) {
        out.push_back("routes of conduits from the links' delays, 4.9 ns a metre");
    }
    if (m_withoutRate > 0) {
        out.push_back(std::to_string(m_withoutRate) + " conduits say no failure rate: " +
                      text(m_defaults.cutsPer1000kmYear) + " cuts per 1000 km and year");
    }
    if (m_withoutRepair > 0) {
        out.push_back(std::to_string(m_withoutRepair) +
                      " conduits say no time to repair: " + text(m_defaults.repair_h) + " h");
    }
    if (m_never > 0) {
        out.push_back(std::to_string(m_never) + " conduits without a length never fail");
    }
    return out;
}

} // namespace

Reliability reliabilityOf(const network::Graph& graph, const registry::Registry* registry, bool includeAccess,
                          const ReliabilityDefaults& defaults)
{
    Reliability out;
    Estimate estimate(graph, registry, defaults);
    for (std::size_t i = 0; i < graph.conduitCount(); ++i) {
        const registry::ConduitIndex conduit{i};
        if (includeAccess || !graph.isAccess(conduit)) {
            out.conduits.push_back(estimate.of(conduit));
        }
    }
    out.assumptions = estimate.assumptions();
    return out;
}

} // namespace twin::flow
