#pragma once

#include "twin/flow/te_fit.h"
#include "twin/flow/te_goal.h"
#include "twin/flow/te_network.h"
#include "twin/flow/te_paths.h"
#include "twin/flow/te_pricer.h"
#include "twin/flow/te_prices.h"

#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// Multicommodity flow by descent on a smooth penalty, with paths generated as prices ask for them.
///
/// A round goes through the sources in small batches: cheapest paths at the batch's prices, offered to the
/// commodities whose own paths cost more; then each commodity shifts flow from dearer paths to its cheapest,
/// by a Newton step on the logarithm of the cost (exact for equal capacities), prices following every step.
/// Then all-pairs cheapest costs at the prices reached give the dual bound. Between rounds the penalty grows
/// steeper, no faster than the flows keep up.
///
/// The network and the goal must outlive it. Cost of a round: two Dijkstras per source, and some passes over
/// the arcs of the paths in use. Same bits on any thread count.
class TeDescent
{
  public:
    /// @param commodities each with a path (within the delay), source ≠ target, amount > 0
    TeDescent(const TeNetwork& network, std::vector<TeCommodity> commodities, TeGoal& goal,
              const TeSettings& settings);
    TeDescent(const TeDescent&) = delete;
    TeDescent& operator=(const TeDescent&) = delete;

    /// Rounds until the goal's gap is at most `gap`, or its value at most `enough`, or `rounds` are done, or
    /// cancelled. Starts where the last run ended.
    TeAssessment run(double gap, std::uint32_t rounds, double enough = -1);

    /// Asks for another amount of a commodity; its paths keep their shares. Amount > 0.
    void setAmount(std::size_t commodity, double amount);
    /// Cuts the flows of an elastic goal to what arcs hold, as its value counts them. The end: run() must not
    /// follow.
    void fit();

    [[nodiscard]] const std::vector<TeCommodity>& commodities() const { return m_commodities; }

    [[nodiscard]] TePaths& paths() { return m_paths; }

    [[nodiscard]] TePricer& pricer() { return m_pricer; }

    [[nodiscard]] const TePrices& prices() const { return m_prices; }

    /// The prices that gave the best bound of the last run, by arc, and of turning away.
    [[nodiscard]] const std::vector<double>& bestPrice() const { return m_bestPrice; }

    [[nodiscard]] std::uint32_t rounds() const { return m_rounds; }

  private:
    void begin();
    void sweep();
    void settle(double gap);
    void tidy();
    void prove(bool takePaths);
    void adapt(double gap);
    void activateImproved();
    [[nodiscard]] bool lacksPaths(double gap) const;
    [[nodiscard]] TeTotals totals() const;
    void sumLoads();

    // te_shift.cpp
    void shift(std::uint32_t commodity);
    void shiftBetween(std::uint32_t commodity, TeRoute& from, TeRoute& to);

    const TeNetwork* m_network;
    TeGoal* m_goal;
    std::vector<TeCommodity> m_commodities;
    TeSettings m_settings;
    TePaths m_paths;
    TePrices m_prices;
    TePricer m_pricer;
    TeFit m_fit;

    std::vector<std::uint32_t> m_active; ///< commodities with a choice of paths
    std::vector<std::uint8_t> m_isActive;
    std::vector<std::uint64_t> m_mark; ///< by arc: which of two paths it is on
    std::uint64_t m_stamp = 0;
    std::vector<double> m_routeCosts;
    std::vector<double> m_snapshot; ///< prices that hold while a batch is priced

    double m_bestBound = 0;
    std::vector<double> m_bestPrice;
    TeAssessment m_now;
    double m_steepness = 0;     ///< 0 = not begun
    double m_excess = 0;        ///< Σ flow · (cost − cheapest) seen by the last pass
    std::uint32_t m_waited = 0; ///< rounds that steepness waits for the flows
    std::uint32_t m_rounds = 0;
};

} // namespace twin::flow
