#pragma once

#include "twin/state/snapshot.h"

#include <cstdint>

namespace models {

/// What several pools are together.
struct PoolSum
{
    int pools = 0;
    int silent = 0;    ///< stale or not heard
    double gflops = 0; ///< FP16, declared
    double cards = 0;  ///< in all
    double free = 0;   ///< of those heard of

    void add(const twin::state::Snapshot& snapshot, std::uint32_t pool);

    /// 0..1, weighted by FP16; negative when no pool is heard of.
    [[nodiscard]] double utilisation() const { return m_weight > 0 ? m_busy / m_weight : -1; }

  private:
    double m_weight = 0;
    double m_busy = 0;
};

} // namespace models
