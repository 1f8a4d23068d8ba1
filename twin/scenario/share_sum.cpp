#include "twin/scenario/share_sum.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace twin::scenario {

namespace {

constexpr double kLongestRepair_s = 8 * 3'600; ///< mean (StormRates, flow::reliabilityOf)

} // namespace

double studentOf(double freedom)
{
    constexpr std::array<double, 4> kFew{12.706205, 4.302653, 3.182446, 2.776445};
    if (freedom < 4.5) {
        return kFew[static_cast<std::size_t>(std::max(1.0, freedom)) - 1];
    }
    constexpr double z = 1.959963985;
    constexpr double z3 = z * z * z;
    constexpr double z5 = z3 * z * z;
    constexpr double z7 = z5 * z * z;
    return z + (z3 + z) / (4 * freedom) + (5 * z5 + 16 * z3 + 3 * z) / (96 * freedom * freedom) +
           (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * freedom * freedom * freedom);
}

void ShareSum::add(double missed_s, double present_s)
{
    if (present_s <= 0) {
        return;
    }
    ++m_days;
    m_missed += missed_s;
    m_present += present_s;
    m_mm += missed_s * missed_s;
    m_mp += missed_s * present_s;
    m_pp += present_s * present_s;
}

flow::Estimated ShareSum::estimate() const
{
    flow::Estimated out{1, 0, 1};
    if (m_present <= 0) {
        return out;
    }
    if (m_missed <= 0) {
        out.low = std::max(0.0, 1 - 3 * kLongestRepair_s / m_present); // the rule of three
        return out;
    }
    const double share = m_missed / m_present;
    out.mean = 1 - share;
    double half = 1;
    if (m_days > 1) {
        const double squares = std::max(0.0, m_mm - 2 * share * m_mp + share * share * m_pp);
        const double n = static_cast<double>(m_days);
        half = studentOf(n - 1) * std::sqrt(squares / (n - 1) / n) / (m_present / n);
    }
    out.low = std::max(0.0, out.mean - half);
    out.high = std::min(1.0, out.mean + half);
    return out;
}

} // namespace twin::scenario
