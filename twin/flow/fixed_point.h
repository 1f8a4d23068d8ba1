#pragma once

#include <bit>
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

/// `value` in steps of 2^-Bits, rounded. Precondition: 0 <= value < 2^(126 - Bits).
template <int Bits> [[nodiscard]] constexpr Int128 fixedFrom(double value)
{
    constexpr std::uint64_t kHidden = std::uint64_t{1} << 52U;
    const auto raw = std::bit_cast<std::uint64_t>(value);
    const std::uint64_t mantissa = (raw & (kHidden - 1)) | kHidden;
    const int shift = static_cast<int>(raw >> 52U) - 1075 + Bits;
    if (shift >= 0) {
        return static_cast<Int128>(mantissa) << shift;
    }
    if (shift < -53) {
        return 0; // zero too, whose exponent is the least
    }
    return static_cast<Int128>((mantissa + (std::uint64_t{1} << (-shift - 1))) >> -shift);
}

template <int Bits> [[nodiscard]] constexpr double doubleFrom(Int128 value)
{
    constexpr double kStep = 1.0 / static_cast<double>(static_cast<Int128>(1) << Bits);
    constexpr double kHigh = 18446744073709551616.0 * kStep;
    const auto high = static_cast<std::int64_t>(value >> 64);
    const auto low = static_cast<std::uint64_t>(value);
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
