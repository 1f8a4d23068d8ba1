#pragma once

#include "twin/compute/exact_programme.h"
#include "twin/compute/leg_flows.h"

namespace twin::compute {

/// Bandwidth is no part of the programme of an exact search to begin with: what it chooses is tried on the
/// network, and if no routing carries that, the proof is added as a row (Benders 1962; RoomCut). Not for
/// several threads.
class ExactCuts
{
  public:
    /// Both must outlive it.
    ExactCuts(ExactProgramme& programme, LegFlows& flows);

    /// Whether any routing carries what the programme has chosen, parts of columns as parts of their rates.
    [[nodiscard]] LegFlowsAnswer ask(bool isWhole);
    /// Adds the row. False: the programme keeps to it already.
    bool add(const RoomCut& cut);

    /// Done so far.
    [[nodiscard]] ExactWork work() const { return m_flows.work(); }

  private:
    ExactProgramme& m_programme;
    LegFlows& m_flows;
};

} // namespace twin::compute
