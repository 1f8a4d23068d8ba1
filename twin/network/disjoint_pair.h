#pragma once

#include "twin/network/path_pair.h"
#include "twin/network/risk_groups.h"

#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace twin::network {

/// How certain an answer about a pair is.
enum class PairProof : std::uint8_t {
    Optimal,   ///< no pair is cheaper
    BestFound, ///< the search was cut short: a cheaper pair may exist, none below the bound
    NoPair,    ///< proved: there is none
    GaveUp,    ///< the search was cut short before it found one
};

struct DisjointQuery
{
    NodeIndex from;
    NodeIndex to; ///< another node than `from`
    Disjointness kind = Disjointness::Link;
    PathCost cost = PathCost::Delay;
    std::span<const std::uint8_t> failed; ///< one byte per arc, non-zero = out of service; empty = none
    std::uint64_t maxLabels = 50'000;     ///< how far the search for NP-hard kinds may go
    const std::atomic<bool>* cancelled = nullptr;
};

struct DisjointAnswer
{
    PairProof proof = PairProof::NoPair;
    std::optional<RoutePair> pair;
    std::int64_t bound = kUnreachable; ///< no pair costs less; its cost when optimal
    std::uint64_t labels = 0;          ///< 0 where two shortest-path searches were the proof
    std::string blockedBy;             ///< NoPair: what every path must use, if one thing does
};

/// The pair of disjoint paths of least total cost. Links and, where no site of several carriers comes in
/// between, nodes: exact in two Dijkstras. SRLGs, and sites which the two paths would pass on different
/// carriers' routers: the weaker kind first; if its pair happens to be disjoint it is the best, otherwise a
/// search up to `maxLabels`.
[[nodiscard]] DisjointAnswer disjointPair(const Graph& graph, const DisjointQuery& query);

/// "optimal", "best_found", "no_pair", "gave_up", as results print it.
[[nodiscard]] std::string_view pairProofName(PairProof proof);

} // namespace twin::network
