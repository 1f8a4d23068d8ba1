#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace twin::flow {

inline constexpr double kNoLimit = std::numeric_limits<double>::infinity();

/// Links and caps above this count as this: 10 Pb/s, a hundred times the largest link asked for. The arcs
/// inside a place, where the network is not modelled, are such links.
inline constexpr double kFastestLink_bps = 1e16;
inline constexpr double kLeastWeight = 1e-3;
inline constexpr double kMostWeight = 1e6;
inline constexpr std::uint32_t kPriorities = 8; ///< 0 is served first
/// A rest of a link below 2^-40 (1e-12) of it is rounding, not room for a lower priority.
inline constexpr int kNothingLeftBits = 40;
/// Levels closer than this are the same: a class is not moved for rounding.
inline constexpr double kLevelTolerance = 1e-12;

/// What one flow asks of the network.
struct FlowTerms
{
    double weight = 1;          ///< kLeastWeight to kMostWeight
    double cap_bps = kNoLimit;  ///< of one flow; >= 0
    std::uint32_t priority = 0; ///< below kPriorities; strict: who comes later gets what is left
};

/// Links and the flows that share them. Columns by flow; paths are one array, cut by `pathBegin`.
struct ShareProblem
{
    std::vector<double> capacity_bps; ///< by link, >= 0
    std::vector<std::uint32_t> pathBegin{0};
    std::vector<std::uint32_t> pathLinks; ///< link numbers; no link twice on a path
    std::vector<FlowTerms> terms;

    void add(std::span<const std::uint32_t> path, const FlowTerms& of = {})
    {
        pathLinks.insert(pathLinks.end(), path.begin(), path.end());
        pathBegin.push_back(static_cast<std::uint32_t>(pathLinks.size()));
        terms.push_back(of);
    }

    [[nodiscard]] std::size_t flowCount() const { return terms.size(); }

    [[nodiscard]] std::span<const std::uint32_t> path(std::size_t flow) const
    {
        return {pathLinks.data() + pathBegin[flow], pathBegin[flow + 1] - pathBegin[flow]};
    }
};

} // namespace twin::flow
