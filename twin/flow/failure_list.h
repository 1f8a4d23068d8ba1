#pragma once

#include "twin/network/graph.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace twin::flow {

enum class FailureKind : std::uint8_t { Links, Nodes, Conduits };

/// Something that fails as a whole.
struct Failure
{
    std::string name;                ///< as a sweep's `failed` column has it; may be a list joined by `;`
    std::vector<std::uint32_t> arcs; ///< out of service then; ascending
};

/// Everything of one kind that can fail, in the network's order.
/// - Links: both arcs; named by Graph::linkLabel. Access links only with `includeAccess`.
/// - Nodes: sites, with all carriers' routers there; every arc that starts or ends at one.
/// - Conduits: every arc that runs through. Access ducts only with `includeAccess`.
/// Links without an arc (not in service) are left out. Cost: O(arcs · conduits an arc has).
[[nodiscard]] std::vector<Failure> listFailures(const network::Graph& graph, FailureKind kind,
                                                bool includeAccess = false);

/// The failures each arc belongs to, by number: CSR over arcs.
struct FailuresOfArc
{
    std::vector<std::uint32_t> first;
    std::vector<std::uint32_t> failures;

    FailuresOfArc(const std::vector<Failure>& list, std::uint32_t arcCount);
};

/// Scenarios of a sweep by number: 0 = nothing failed, then single failures, then pairs (0,1), (0,2) … (1,2)
/// …
class ScenarioNumbers
{
  public:
    /// @param order 1 = single failures, 2 = pairs as well
    ScenarioNumbers(std::size_t failures, unsigned order)
        : m_failures(failures)
        , m_order(order)
    {}

    [[nodiscard]] std::size_t count() const
    {
        return 1 + m_failures +
               (m_order > 1 ? m_failures * (m_failures - std::min<std::size_t>(1, m_failures)) / 2 : 0);
    }

    [[nodiscard]] static std::size_t single(std::size_t failure) { return 1 + failure; }

    /// Precondition: first < second.
    [[nodiscard]] std::size_t pair(std::size_t first, std::size_t second) const
    {
        return 1 + m_failures + first * (2 * m_failures - first - 1) / 2 + (second - first - 1);
    }

    /// Numbers of the failures of a scenario; of a single one both are the same. Precondition: scenario > 0.
    [[nodiscard]] std::pair<std::size_t, std::size_t> failuresOf(std::size_t scenario) const;

  private:
    std::size_t m_failures;
    unsigned m_order;
};

/// `base`, or the names of what failed joined by `;`.
[[nodiscard]] std::string scenarioName(const std::vector<Failure>& failures, const ScenarioNumbers& numbers,
                                       std::size_t scenario);

} // namespace twin::flow
