#pragma once

#include "twin/flow/ecmp_base.h"
#include "twin/flow/ecmp_update.h"
#include "twin/flow/fair_serving.h"
#include "twin/flow/outage_history.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace twin::flow {

/// What a set of cut conduits comes to.
struct CutState
{
    double lost_bps = 0;
    std::vector<std::uint32_t> down; ///< pairs without a path, by number (CutStates), ascending
};

/// Routes sets of any number of failures at once. One per thread.
class CutStates
{
  public:
    /// All must outlive it. @param serving shares full links fairly; null = nobody is held back
    CutStates(const EcmpBase& base, std::span<const DestinationDemands> demands,
              std::unique_ptr<FairServing> serving);

    /// @param cut failures of the base, by number
    /// Pairs are numbered by destination, then source, as in `demands`.
    [[nodiscard]] CutState evaluate(const CutSet& cut);

  private:
    void route(std::size_t destination, std::span<const std::uint32_t> arcs, CutState& out);
    [[nodiscard]] bool isDown(std::uint32_t source) const;

    const EcmpBase& m_base;
    std::span<const DestinationDemands> m_demands;
    std::vector<std::uint32_t> m_firstPair; ///< by destination
    std::unique_ptr<FairServing> m_serving;
    EcmpUpdate m_update;
    PlanStore m_store;
    std::vector<Amount> m_loads;
    Loss m_loss;
};

} // namespace twin::flow
