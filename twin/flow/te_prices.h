#pragma once

#include "twin/flow/te_network.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// e^x to 1e-8 relative, 0 below −45, flat above 60. Own code, as teLog: the same bits with every C library,
/// and steps need no more digits.
[[nodiscard]] inline double teExp(double x)
{
    if (x < -45) {
        return 0;
    }
    const double bounded = x > 60 ? 60 : x;
    const double k = std::floor(bounded * 1.4426950408889634 + 0.5);
    const double r = bounded - k * 0.6931471805599453; // |r| ≤ ln 2 / 2
    const double tail = 1.0 / 24 + r * (1.0 / 120 + r * (1.0 / 720 + r * (1.0 / 5040)));
    const double sum = 1 + r * (1 + r * (1.0 / 2 + r * (1.0 / 6 + r * tail)));
    const auto exponent = static_cast<std::uint64_t>(static_cast<std::int64_t>(k) + 1023);
    return sum * std::bit_cast<double>(exponent << 52U);
}

/// ln x to 1e-8, x > 0, normal and finite.
[[nodiscard]] inline double teLog(double x)
{
    const auto bits = std::bit_cast<std::uint64_t>(x);
    double exponent = static_cast<double>(bits >> 52U) - 1023;
    double m = std::bit_cast<double>((bits & 0xFFFFFFFFFFFFFULL) | (1023ULL << 52U));
    if (m > 1.4142135623730951) {
        m /= 2;
        exponent += 1;
    }
    const double z = (m - 1) / (m + 1); // |z| ≤ 0.172: ln m = 2 atanh z
    const double z2 = z * z;
    const double tail = 1.0 / 3 + z2 * (1.0 / 5 + z2 * (1.0 / 7 + z2 * (1.0 / 9)));
    return exponent * 0.6931471805599453 + 2 * z * (1 + z2 * tail);
}

/// Loads and the prices that follow from them: the derivative of a penalty that grows exponentially with
/// utilisation, price = scale · e^(steepness · (utilisation − reference)) + base.
/// One more place than the network has arcs: the way of turning traffic away (TeDescent), at a fixed price.
class TePrices
{
  public:
    explicit TePrices(const TeNetwork& network);

    /// @param steepness per unit of utilisation
    /// @param reference utilisation at which an arc's price is its scale (and base)
    void shape(double steepness, double reference)
    {
        m_steepness = steepness;
        m_reference = reference;
    }

    /// Prices per unit of flow: of an arc with limited capacity `scale` and `base`; others stay free.
    void setArc(std::uint32_t arc, double scale, double base)
    {
        m_scale[arc] = scale;
        m_base[arc] = base;
    }

    void reprice(std::uint32_t arc)
    {
        m_price[arc] = m_scale[arc] * teExp(m_steepness * (m_load[arc] * m_perCapacity[arc] - m_reference)) +
                       m_base[arc];
    }

    void repriceAll();

    void addLoad(std::uint32_t arc, double flow)
    {
        m_load[arc] += flow;
        reprice(arc);
    }

    [[nodiscard]] std::vector<double>& load() { return m_load; }

    [[nodiscard]] std::span<const double> load() const { return m_load; }

    [[nodiscard]] std::span<const double> price() const { return m_price; }

    /// 1 / capacity, 0 of arcs without limit.
    [[nodiscard]] std::span<const double> perCapacity() const { return m_perCapacity; }

    /// d price / d load.
    [[nodiscard]] double slope(std::uint32_t arc) const
    {
        return m_steepness * m_perCapacity[arc] * (m_price[arc] - m_base[arc]);
    }

    /// Flow an arc may still take in one step: up to the reference, and at least so much that its price
    /// triples or so.
    [[nodiscard]] double headroom(std::uint32_t arc) const
    {
        if (m_perCapacity[arc] == 0) {
            return kNoLimit;
        }
        const double free = m_reference - m_load[arc] * m_perCapacity[arc];
        return ((free > 0 ? free : 0) + 2 / m_steepness) / m_perCapacity[arc];
    }

    [[nodiscard]] double highestUtilisation() const;

  private:
    double m_steepness = 1;
    double m_reference = 1;
    std::vector<double> m_load;        ///< units, by arc
    std::vector<double> m_perCapacity; ///< by arc
    std::vector<double> m_scale;       ///< by arc
    std::vector<double> m_base;        ///< by arc
    std::vector<double> m_price;       ///< by arc
};

} // namespace twin::flow
