#pragma once

#include "twin/compute/exact_cuts.h"
#include "twin/compute/exact_plans.h"
#include "twin/compute/exact_programme.h"
#include "twin/support/result.h"

#include <chrono>
#include <cstdint>
#include <utility>
#include <vector>

namespace twin::compute {

/// Branch and bound, depth first, the branch "chosen" before the branch "not chosen". Not for several
/// threads.
class ExactSearch
{
  public:
    /// All must outlive it.
    ExactSearch(ExactProgramme& programme, ExactCuts& cuts, ExactPlans& plans);

    /// The best plan there is, or that was found in the work that is allowed, with its bound; jobs and sums
    /// only. Errors: Cancelled.
    [[nodiscard]] Result<PlacementPlan> run();

  private:
    /// Columns fixed to 0 or 1 on the way to a node of the search, and what its parent's programme came to.
    struct Node
    {
        std::vector<std::pair<std::uint32_t, bool>> fixed;
        double bound = 0;
    };

    [[nodiscard]] bool isCancelled() const;
    [[nodiscard]] bool mustEnd();
    void visit(const Node& node);
    void branch(const Node& node, double value, std::uint32_t split);
    void branchWhole(const Node& node, double value);
    [[nodiscard]] bool isWorse(double cost) const;
    void giveUp(double bound);
    [[nodiscard]] ExactWork work() const;

    ExactProgramme& m_programme;
    ExactCuts& m_cuts;
    ExactPlans& m_plans;
    const PlacementOptions& m_options;
    std::vector<Node> m_open;
    std::uint64_t m_nodes = 0;
    double m_root = 0;
    double m_lowest = 1e300; ///< of nodes given up
    std::chrono::steady_clock::time_point m_begin;
    bool m_isLate = false; ///< by the clock, where somebody asked for that
};

} // namespace twin::compute
