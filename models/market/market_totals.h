#pragma once

#include "models/calculators/calculator.h"
#include "models/market/market_outcome.h"

#include <cstdint>
#include <vector>

namespace models {

/// Sums over all contracts and bills, with what a market has to keep: nothing is left over or missing (budget
/// balance), and nobody trades at a loss (individual rationality).
struct MarketTotals
{
    twin::MoneyE4 buyersPay = 0;
    twin::MoneyE4 compute = 0; ///< of what was delivered
    twin::MoneyE4 credit = 0;
    twin::MoneyE4 sellersGet = 0; ///< compute less credit
    twin::MoneyE4 networkGets = 0;
    twin::MoneyE4 buyerSurplus = 0; ///< as agreed
    twin::MoneyE4 sellerSurplus = 0;
    std::uint64_t contracts = 0;
    std::uint64_t aboveLimit = 0;   ///< contracts dearer than their bid's limit
    std::uint64_t belowReserve = 0; ///< cheaper than their ask's reserve price
    std::uint64_t bids = 0;
    std::uint64_t filled = 0; ///< bids that got all
    double cardHours = 0;
    double contractedCardHours = 0;
    double eflopsHours = 0;
    double gbpsHours = 0;
    double contractedGbpsHours = 0;

    [[nodiscard]] twin::MoneyE4 leftOver() const { return buyersPay - sellersGet - networkGets; }
};

/// Precondition: bills of this outcome, which has no error.
[[nodiscard]] MarketTotals marketTotals(const MarketOutcome& outcome, const MarketBills& bills);

/// Card hours and the like: grouped where they are many.
[[nodiscard]] QString meteredText(double amount, const QLocale& locale);

/// 0.0001 CNY as CNY to the last digit: with four decimals where two would round it.
[[nodiscard]] format::Quantity wholeMoney(twin::MoneyE4 amount, const QLocale& locale);

/// The same as figures, in the current language.
[[nodiscard]] std::vector<CalculatorFigure> marketFigures(const MarketTotals& totals, const QLocale& locale);

} // namespace models
