#pragma once

#include "twin/flow/detour_plan.h"
#include "twin/flow/ecmp_cells.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace twin::flow {

/// How far a detour is searched.
enum class DetourDepth : std::uint8_t {
    Traffic, ///< until all that have traffic know their way
    All,     ///< every orphan
};

/// A node that lost arcs it used.
struct ChangedNode
{
    std::uint32_t node = 0;
    std::uint64_t oldMask = 0; ///< of a wide node: where it begins in Detour::oldWide
};

struct OrphanNode
{
    std::uint32_t node = 0;
    std::int64_t distance = 0; ///< before
};

/// A detour as it is found.
struct Detour
{
    std::vector<ChangedNode> changed;     ///< orphans and others
    std::vector<std::uint32_t> changedAt; ///< by core node, of changed ones: their place in `changed`
    std::vector<std::uint64_t> oldWide;
    std::vector<OrphanNode> orphans;
    std::vector<std::uint32_t> settled; ///< orphans that know their way, nearest first
    bool isCut = false; ///< not all were looked at; those that are not settled have no traffic
};

/// Finds which nodes lose their shortest paths when arcs fail, and their new ones: Ramalingam & Reps,
/// J. Algorithms 21, 1996; Narváez et al., IEEE/ACM ToN 8(6), 2000. Part of EcmpUpdate.
class DetourFinder
{
  public:
    explicit DetourFinder(EcmpCells& cells);

    /// Writes the plan for `arcs`, already marked as failed, behind the others of the store.
    /// @param isReusable write what is needed to check it against another state, too
    /// Cost: O(orphans · (degree + log orphans)).
    void makePlan(std::span<const std::uint32_t> arcs, DetourDepth depth, bool isReusable, PlanStore& store);

  private:
    void dropArcs(std::span<const std::uint32_t> arcs);
    void drop(std::uint32_t tail, std::uint32_t bit);
    [[nodiscard]] bool dropBit(std::uint32_t tail, std::uint32_t bit);
    void spreadOrphans();
    void need(std::uint32_t node);
    void needThoseOfLeaves();
    void relabel(DetourDepth depth);
    void findWayOut(std::uint32_t node);
    void settle(std::uint32_t node);
    void offer(std::uint32_t node, std::int64_t distance, std::uint32_t bit);
    void undo();

    EcmpCells& m_cells;
    Detour m_detour;
    std::size_t m_needed = 0; ///< orphans with traffic that do not know their way yet
    std::vector<std::pair<std::int64_t, std::uint32_t>> m_heap;
    std::vector<std::uint64_t> m_required; ///< DetourWriter's
};

} // namespace twin::flow
