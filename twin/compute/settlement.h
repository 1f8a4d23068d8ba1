#pragma once

#include "twin/compute/market.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

/// From contracts to bills: what was delivered, and what a failure took away. A what-if.
namespace twin::compute {

/// A pool delivered nothing, hours from the beginning of the contracts.
struct PoolOutage
{
    std::string poolId;
    double from_h = 0;
    double to_h = 0;
};

/// Metered delivery of one contract.
struct MeterRecord
{
    double cardHours = 0;
    double eflopsHours = 0;  ///< at the precision that is metered
    double gbpsHours = 0;    ///< each way
    double availability = 1; ///< delivered over contracted hours
};

/// What the buyer pays for one contract.
struct Bill
{
    MeterRecord meter;
    MoneyE4 compute = 0; ///< of what was delivered, at the contract's price
    MoneyE4 network = 0; ///< of what was delivered
    MoneyE4 credit = 0;  ///< the seller gives back, for less than its service level
    MoneyE4 total = 0;   ///< compute + network − credit
};

/// Part of the bill for compute that is given back where availability is below the service level: 10 %, below
/// 99 % 25 %, below 95 % all of it (assumed, as clouds do).
struct CreditStep
{
    double below = 1;
    double part = 0;
};

inline constexpr std::array<CreditStep, 2> kCreditSteps{{{0.95, 1.0}, {0.99, 0.25}}};
inline constexpr double kLeastCredit = 0.10;

/// Bills of contracts, in their order. Outages of a pool may overlap; what lies outside the contract does not
/// count. Precondition: contracts of these orders and this table.
[[nodiscard]] std::vector<Bill> settle(const OfferTable& table, const MarketOrders& orders,
                                       std::span<const Contract> contracts,
                                       std::span<const PoolOutage> outages,
                                       Precision precision = Precision::Fp16);

} // namespace twin::compute
