#pragma once

#include <cstdint>

namespace twin::generate {

/// SplitMix64's finaliser: a well-mixed value of any counter.
[[nodiscard]] constexpr std::uint64_t mixBits(std::uint64_t z)
{
    z += 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
}

/// Uniform in [-1, 1), 53 bits, a pure function of its argument.
[[nodiscard]] constexpr double signedUnit(std::uint64_t bits)
{
    return static_cast<double>(static_cast<std::int64_t>(mixBits(bits)) >> 11U) * 0x1.0p-52;
}

/// Smooth noise in [-1, 1]: random values at whole `x`, joined by a cubic. Any moment can be asked for
/// without the ones before, so a feed can be resumed or skipped and still give the same values. `key` names
/// the curve (an entity's own). Precondition: 0 <= x < 2^52. Cost: about 4 ns.
[[nodiscard]] constexpr double valueNoise(std::uint64_t key, double x)
{
    const auto cell = static_cast<std::int64_t>(x);
    const double f = x - static_cast<double>(cell);
    const std::uint64_t at = key + static_cast<std::uint64_t>(cell);
    const double a = signedUnit(at);
    const double b = signedUnit(at + 1);
    return a + (b - a) * (f * f * (3.0 - 2.0 * f));
}

} // namespace twin::generate
