#pragma once

#include <cstdint>

/// Whole numbers of 128 bits for what is added and taken away millions of times. Sums of them are exact, so
/// they neither drift nor depend on the order, and what was added can be taken away without a trace.
namespace twin::flow {

__extension__ typedef __int128 Int128; // NOLINT(modernize-use-using): __extension__ needs the typedef

/// Fraction bits of rates and capacities (b/s): a step of 6e-14 b/s, room for 2 million times 2^62 b/s.
inline constexpr int kRateBits = 44;
/// Fraction bits of weights: a step of 5e-20.
inline constexpr int kWeightBits = 64;
/// Fraction bits of virtual service (bits per unit of weight): a step of 1.5e-11 bit, room for 2.5e27.
inline constexpr int kServiceBits = 36;

/// `value` in steps of 2^-Bits, rounded down. Precondition: 0 <= value < 2^(126 - Bits).
template <int Bits> [[nodiscard]] constexpr Int128 fixedFrom(double value)
{
    constexpr double kWhole = 4611686018427387904.0; // 2^62
    constexpr int kPart = Bits < 62 ? Bits : 62;     // a first part of the fraction that fits a word
    constexpr auto kSteps = static_cast<double>(std::int64_t{1} << kPart);
    if (value >= kWhole) {
        return static_cast<Int128>(value) << Bits;
    }
    const auto whole = static_cast<std::int64_t>(value);
    const double scaled = (value - static_cast<double>(whole)) * kSteps;
    const auto part = static_cast<std::int64_t>(scaled);
    Int128 out = (static_cast<Int128>(whole) << Bits) + (static_cast<Int128>(part) << (Bits - kPart));
    if constexpr (Bits > kPart) {
        constexpr auto kMore = static_cast<double>(1U << (Bits - kPart));
        out += static_cast<std::int64_t>((scaled - static_cast<double>(part)) * kMore);
    }
    return out;
}

template <int Bits> [[nodiscard]] constexpr double doubleFrom(Int128 value)
{
    constexpr double kStep = 1.0 / static_cast<double>(static_cast<Int128>(1) << Bits);
    constexpr double kHigh = 4611686018427387904.0 * kStep;
    const auto high = static_cast<std::int64_t>(value >> 62);
    const auto low = static_cast<std::int64_t>(value & ((std::int64_t{1} << 62U) - 1));
    return static_cast<double>(high) * kHigh + static_cast<double>(low) * kStep;
}

[[nodiscard]] constexpr Int128 rateFrom(double bps)
{
    return fixedFrom<kRateBits>(bps);
}

[[nodiscard]] constexpr double bpsOf(Int128 rate)
{
    return doubleFrom<kRateBits>(rate);
}

} // namespace twin::flow
