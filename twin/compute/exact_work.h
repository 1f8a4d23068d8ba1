#pragma once

#include "twin/network/graph.h"

#include <cstdint>

namespace twin::compute {

/// What an exact search has done is counted in places it has looked at, and not in seconds: so it ends at the
/// same place on every machine. Some 300 to 400 million take a second.
using ExactWork = std::uint64_t;

/// What a linear programme costs beside its iterations: as much as many places of a small one.
inline constexpr ExactWork kSolvingOverhead = 20'000;

/// Of rows and columns of a linear programme, looked at so often.
[[nodiscard]] inline ExactWork passingWork(int times, int rows, int columns)
{
    return static_cast<ExactWork>(times) * static_cast<ExactWork>(rows + columns);
}

/// Of a linear programme that is solved in so many iterations of the simplex method.
[[nodiscard]] inline ExactWork solvingWork(int iterations, int rows, int columns)
{
    return kSolvingOverhead + passingWork(iterations + 1, rows, columns);
}

/// Of a search for ways: the network.
[[nodiscard]] inline ExactWork searchingWork(const network::Graph& graph)
{
    return static_cast<ExactWork>(graph.nodeCount()) + static_cast<ExactWork>(graph.arcCount());
}

} // namespace twin::compute
