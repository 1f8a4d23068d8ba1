#pragma once

#include <cstdint>

/// The expectation behind hash_imbalance.h.
namespace twin::compute {

struct FullestLink
{
    double mean = 0;          ///< parts on the fullest link
    double standardError = 0; ///< of the mean; 0 = exact
    bool isExact = true;
};

/// Operations that the exact computation takes, about.
[[nodiscard]] double exactFullestCost(std::uint64_t parts, std::uint32_t links);

/// E[max] of a multinomial with equal chances, exact to about 1e-9. Preconditions: parts, links > 0.
[[nodiscard]] double exactFullest(std::uint64_t parts, std::uint32_t links);

/// The same by throwing parts; above some 10^6 parts counts are drawn from the normal distribution with a
/// correction for skewness (Cornish & Fisher), which is off by O(1/parts per link).
[[nodiscard]] FullestLink simulatedFullest(std::uint64_t parts, std::uint32_t links, std::uint64_t seed);

/// Exact where that is affordable.
[[nodiscard]] FullestLink fullestLink(std::uint64_t parts, std::uint32_t links, std::uint64_t seed);

} // namespace twin::compute
