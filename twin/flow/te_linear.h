#pragma once

#include "twin/flow/te_columns.h"
#include "twin/flow/te_fit.h"
#include "twin/flow/te_goal.h"
#include "twin/flow/te_network.h"
#include "twin/flow/te_paths.h"
#include "twin/flow/te_pricer.h"
#include "twin/flow/te_program.h"

#include <cstdint>
#include <vector>

namespace twin::flow {

/// The same problem as TeDescent's, by column generation: a linear program over the paths known, whose dual
/// variables ask for further paths until none is missing. Starts from the paths and flows of a descent.
/// Commodities with one path are constants, not rows, until they get another.
///
/// Exact up to Clp's tolerance; the cost grows steeply with the number of arcs and of commodities that have a
/// choice. Same bits on any thread count.
class TeLinear
{
  public:
    /// All must outlive it; `paths` has all of every commodity on its paths.
    /// @param expected the utilisation, or what is carried in all, that the descent reached; > 0
    TeLinear(const TeNetwork& network, const std::vector<TeCommodity>& commodities, TeGoal& goal,
             TePricer& pricer, TePaths& paths, double expected, const TeSettings& settings);

    /// Rounds until the goal's gap is at most `gap`, no path is missing, `rounds` are done, or cancelled.
    /// Flows are then those of the last program.
    TeAssessment run(double gap, std::uint32_t rounds);

    /// The prices behind the bound, by arc, and of turning away.
    [[nodiscard]] const std::vector<double>& bestPrice() const { return m_bestPrice; }

    [[nodiscard]] std::uint32_t rounds() const { return m_rounds; }

  private:
    void setRows();
    void sumLoads();
    [[nodiscard]] TeAssessment assess();
    void keepBound(const TeAssessment& now, TeAssessment& best);
    void raiseFloors(double gap, TeAssessment& best);

    const TeNetwork* m_network;
    const std::vector<TeCommodity>* m_commodities;
    TeGoal* m_goal;
    TePricer* m_pricer;
    TePaths* m_paths;
    TeSettings m_settings;
    TeFit m_fit;
    std::vector<double> m_amount; ///< by commodity
    std::vector<double> m_scale;  ///< by commodity
    TeProgram m_program;
    TeColumns m_columns;
    std::vector<double> m_load;  ///< by arc, and what is turned away
    std::vector<double> m_price; ///< by arc, and of turning away
    std::vector<double> m_bestPrice;
    std::uint32_t m_rounds = 0;
};

} // namespace twin::flow
