#pragma once

#include "models/market/market_outcome.h"

#include <utility>
#include <vector>

namespace models {

/// Demand and supply of one market as steps, to be drawn: cards over CNY per card and hour.
struct MarketCurves
{
    using Steps = std::vector<std::pair<double, double>>;

    Steps demand; ///< from the highest limit on; ends on the axis
    Steps supply; ///< from the lowest reserve price on
    double demandCards = 0;
    double supplyCards = 0;
    double crossing = 0; ///< cards where they cross
    double cards = 0;    ///< traded
    double price = 0;    ///< 0: nothing was traded

    /// How far to draw, so that the crossing can be seen where one side is many times the other.
    [[nodiscard]] double shownCards() const;
    /// The highest price up to shownCards().
    [[nodiscard]] double highestShown() const;
};

/// At most a thousand steps each: of more, narrow ones are left out. Precondition: the outcome has the
/// market.
[[nodiscard]] MarketCurves marketCurves(const MarketOutcome& outcome, std::size_t market);

} // namespace models
