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

/// An arc carried nothing.
struct ArcOutage
{
    std::uint32_t arc = 0; ///< of the network the market was cleared on
    double from_h = 0;
    double to_h = 0;
};

/// Metered delivery of one contract.
struct MeterRecord
{
    double cardHours = 0;
    double eflopsHours = 0;  ///< at the precision that is metered
    double gbpsHours = 0;    ///< each way, the mean of both
    double availability = 1; ///< delivered over contracted hours
    /// 1 less bandwidth that was lost while the pool was up, over contracted hours.
    double networkAvailability = 1;
};

/// What the buyer pays for one contract.
struct Bill
{
    MeterRecord meter;
    MoneyE4 compute = 0;       ///< of what was delivered, at the contract's price
    MoneyE4 network = 0;       ///< of what was delivered
    MoneyE4 credit = 0;        ///< the seller gives back, for less than its service level
    MoneyE4 networkCredit = 0; ///< the network gives back, for less than that
    MoneyE4 total = 0;         ///< compute + network − credits
};

/// Part of the bill for compute (and of that for the network) that is given back where availability is below
/// the service level: 10 %, below 99 % 25 %, below 95 % all of it (assumed, as clouds do).
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

/// The same with arcs that were out: of the bandwidth what was reserved on ways over them is not delivered as
/// long as they are (nothing is led another way), and the network gives credit by the same steps, held
/// against the pool's service level (assumed).
[[nodiscard]] std::vector<Bill> settleWithArcs(const OfferTable& table, const MarketOrders& orders,
                                               std::span<const Contract> contracts,
                                               std::span<const PoolOutage> outages,
                                               std::span<const ArcOutage> arcOutages,
                                               Precision precision = Precision::Fp16);

} // namespace twin::compute
