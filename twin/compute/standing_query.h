#pragma once

#include "twin/compute/discovery.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace twin::compute {

/// How an answer differs from the one before.
struct AnswerChange
{
    std::vector<std::string> entered; ///< `POOL CHIP`, sorted
    std::vector<std::string> left;
    std::string best;       ///< now; empty: nothing matches
    std::string bestBefore; ///< empty: nothing matched
    std::size_t matched = 0;
    std::size_t matchedBefore = 0;
};

/// A query that stays, and says when its answer changes: an offer comes or goes, or another one is the best.
/// Scores alone change all the time and are no news. Not thread safe.
class StandingQuery
{
  public:
    explicit StandingQuery(Query query);

    [[nodiscard]] const Query& query() const { return m_query; }

    /// Asks again. Nothing when the answer is as before; the first answer is no change.
    /// Errors: those of discover(); the last answer stays.
    [[nodiscard]] QueryResult<std::optional<AnswerChange>>
    update(const OfferTable& table, const network::Graph& graph, std::span<const std::uint8_t> failed = {});

    /// The last answer; none before the first update.
    [[nodiscard]] const std::optional<DiscoveryAnswer>& answer() const { return m_answer; }

  private:
    Query m_query;
    std::optional<DiscoveryAnswer> m_answer;
    std::vector<std::string> m_names; ///< of the last matches, sorted
    std::string m_best;
};

/// `POOL CHIP`: what an offer is called.
[[nodiscard]] std::string offerName(const OfferTable& table, const ComputeOffer& offer);

} // namespace twin::compute
