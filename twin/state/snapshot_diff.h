#pragma once

#include "twin/state/section.h"

#include <cstdint>
#include <vector>

namespace twin::state {

/// Entities [first, first + count) of one section.
struct IndexRun
{
    std::uint32_t first = 0;
    std::uint32_t count = 0;

    friend bool operator==(const IndexRun&, const IndexRun&) = default;
};

/// Entities of `after` with any cell that differs from `before`, as ascending runs that do not touch;
/// entities beyond the end of `before` count as changed. Chunks that are the same pointer are skipped unread,
/// so the cost is what changed. Sections of another width (metrics) differ everywhere. Any thread.
[[nodiscard]] std::vector<IndexRun> changedEntities(const Section& before, const Section& after);

} // namespace twin::state
