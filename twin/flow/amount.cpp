#include "twin/flow/amount.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace twin::flow {

namespace {

constexpr int kMantissaBits = 53;
/// Of the 127 an amount has. On the way changes pile up to several times the sum before they cancel: the rest
/// is room for 2^15 of them.
constexpr int kSumBits = 112;

/// `bps` · 2^exponent as a whole number, rounded to the nearest.
Amount scaled(double bps, int exponent)
{
    int own = 0;
    const double mantissa = std::frexp(bps, &own);
    const auto digits = static_cast<std::int64_t>(std::ldexp(mantissa, kMantissaBits)); // exact
    const int shift = own - kMantissaBits + exponent;
    if (shift >= 0) {
        return static_cast<Amount>(digits) << shift;
    }
    if (shift < -kMantissaBits) {
        return 0;
    }
    return (digits + (std::int64_t{1} << (-shift - 1))) >> -shift;
}

/// An exponent e with sum < 2^e b/s. Whole numbers again, so that the order of the demands has no say.
int exponentOfSum(std::span<const network::NodeDemand> demands)
{
    constexpr int kDigits = 64; // of the greatest; 2^60 of them fit beside
    double greatest = 1;
    for (const network::NodeDemand& demand : demands) {
        greatest = std::max(greatest, demand.bps);
    }
    int exponent = 0;
    std::frexp(greatest, &exponent);
    Amount sum = 0;
    for (const network::NodeDemand& demand : demands) {
        sum += scaled(demand.bps, kDigits - exponent) + 1;
    }
    return exponent + static_cast<int>(std::bit_width(static_cast<std::uint64_t>(sum >> kDigits)));
}

} // namespace

AmountScale::AmountScale(std::span<const network::NodeDemand> demands)
    : m_exponent(kSumBits - exponentOfSum(demands))
    , m_unit_bps(std::ldexp(1.0, -m_exponent))
{}

Amount AmountScale::units(double bps) const
{
    const Amount amount = scaled(bps, m_exponent);
    return amount == 0 && bps > 0 ? 1 : amount;
}

} // namespace twin::flow
