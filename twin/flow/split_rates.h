#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// Demands whose traffic is split over arcs in fixed shares.
struct SplitDemands
{
    std::vector<double> amount;        ///< by demand
    std::vector<std::size_t> first{0}; ///< by demand, and one more: into arc and share
    std::vector<std::uint32_t> arc;
    std::vector<double> share; ///< of the demand's rate on that arc, > 0
};

struct SplitRates
{
    std::vector<double> rate; ///< by demand
    double lowest = 0;        ///< rate of the first demand that an arc stops; infinity: none is stopped
};

/// Max-min fair rates with amounts as caps, by progressive filling: all rates grow together; a demand stops
/// at its amount, or when an arc it uses is full.
/// @param capacity by arc, > 0; infinity: never full
/// Cost: O((demands + arcs) · arcs). Source: Bertsekas & Gallager, Data Networks, 6.5.2.
[[nodiscard]] SplitRates fillFairly(const SplitDemands& demands, std::span<const double> capacity);

} // namespace twin::flow
