#pragma once

#include "twin/flow/detour_finder.h"

#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// Writes a detour down as a plan. Part of EcmpUpdate.
class DetourWriter
{
  public:
    /// @param required a zero for every core node; zero again afterwards
    DetourWriter(const EcmpCells& cells, const Detour& detour, std::vector<std::uint64_t>& required,
                 PlanStore& store)
        : m_cells(cells)
        , m_detour(detour)
        , m_required(required)
        , m_store(store)
    {}

    /// The cells are as the failure leaves them.
    void write(std::span<const std::uint32_t> arcs, bool isReusable);

  private:
    void writeNodes();
    void writeNode(std::uint32_t node);
    void writeHops(std::uint32_t node, const std::uint64_t* mask, std::uint32_t& inner, std::uint32_t& outer);
    void findReference();
    void writeChecks(std::span<const std::uint32_t> arcs);
    [[nodiscard]] bool canBeReused(std::span<const std::uint32_t> arcs) const;
    [[nodiscard]] bool isWithoutWideNodes(std::span<const std::uint32_t> arcs) const;
    void writeMaskChecks(std::span<const std::uint32_t> arcs);
    void requireUnused(const InArc& arc);
    void writeArcChecks();
    void writeHeads();
    template <typename Visit> void forEachWayOut(std::uint32_t node, Visit&& visit) const;

    [[nodiscard]] DetourPlan& plan() { return m_store.plans.back(); }

    [[nodiscard]] bool isUnreachable(std::uint32_t node) const
    {
        return m_cells.cells[node].state.distance == kFar;
    }

    const EcmpCells& m_cells;
    const Detour& m_detour;
    std::vector<std::uint64_t>& m_required;
    std::vector<std::uint32_t> m_requiredNodes;
    PlanStore& m_store;
};

} // namespace twin::flow
