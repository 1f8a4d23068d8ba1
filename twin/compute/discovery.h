#pragma once

#include "twin/compute/cats_score.h"
#include "twin/compute/offer_table.h"
#include "twin/compute/query.h"
#include "twin/network/graph.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

/// Finding compute (实时发现): which offers meet a query, the best first.
namespace twin::compute {

struct DiscoveryMatch
{
    std::uint32_t offer = 0; ///< in OfferTable::offers()
    CatsScore score;
    double latency_ms = 0;   ///< from the query's first place; NaN without one
    double orderedBy = 0;    ///< the field of the query's order, in its unit; NaN: not known, or by score
    std::string orderedText; ///< of an order by a field of text
};

struct DiscoveryAnswer
{
    std::vector<DiscoveryMatch> matches; ///< ranked, at most the query's limit
    std::size_t considered = 0;          ///< offers
    std::size_t matched = 0;             ///< before the limit
    std::size_t unknown = 0;             ///< neither yes nor no: a value the condition needs is not known
};

/// Evaluates the condition for every offer. A comparison with a value that is not known is neither true nor
/// false (three-valued logic); only what is true matches. Ranked by score (L2) or the query's order, best
/// first; values not known come last, ties go by pool, then chip.
/// @param failed one byte per arc, non-zero = out of service; empty = none
/// Errors: BadInput with the column: a place that is none.
/// Cost: O(offers · comparisons); one Dijkstra for each place.
[[nodiscard]] QueryResult<DiscoveryAnswer> discover(const Query& query, const OfferTable& table,
                                                    const network::Graph& graph,
                                                    std::span<const std::uint8_t> failed = {});

} // namespace twin::compute
