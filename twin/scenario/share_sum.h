#pragma once

#include "twin/flow/availability.h"

#include <cstdint>

namespace twin::scenario {

/// 97.5 % of Student's t, within 0.2 % (a table up to 4, Cornish-Fisher beyond). @param freedom degrees, >= 1
[[nodiscard]] double studentOf(double freedom);

/// An availability and its interval from times of independent days: the ratio of what was had to what could
/// have been. Adds up what was *not* had, so that shares near 1 lose nothing to rounding.
class ShareSum
{
  public:
    /// One day; one without `present_s` does not count.
    void add(double missed_s, double present_s);

    /// Of what was never missed, three outages of 8 hours (the longest mean repair) make the lower end.
    [[nodiscard]] flow::Estimated estimate() const;

    [[nodiscard]] double missed_s() const { return m_missed; }

    [[nodiscard]] bool isAny() const { return m_present > 0; }

  private:
    std::uint64_t m_days = 0;
    double m_missed = 0;
    double m_present = 0;
    double m_mm = 0; ///< sums of products
    double m_mp = 0;
    double m_pp = 0;
};

} // namespace twin::scenario
