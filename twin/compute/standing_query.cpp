#include "twin/compute/standing_query.h"

#include <algorithm>
#include <iterator>

namespace twin::compute {

namespace {

std::vector<std::string> namesOf(const OfferTable& table, const DiscoveryAnswer& answer)
{
    std::vector<std::string> out;
    out.reserve(answer.matches.size());
    for (const DiscoveryMatch& match : answer.matches) {
        out.push_back(offerName(table, table.offers()[match.offer]));
    }
    return out;
}

} // namespace

std::string offerName(const OfferTable& table, const ComputeOffer& offer)
{
    return table.pool(offer).id + ' ' + table.chip(offer).chipClass;
}

StandingQuery::StandingQuery(Query query)
    : m_query(std::move(query))
{}

QueryResult<std::optional<AnswerChange>> StandingQuery::update(const OfferTable& table,
                                                               const network::Graph& graph,
                                                               std::span<const std::uint8_t> failed)
{
    auto now = discover(m_query, table, graph, failed);
    if (!now) {
        return queryFailure(now.error());
    }
    std::vector<std::string> names = namesOf(table, *now);
    AnswerChange change;
    change.best = names.empty() ? std::string() : names.front();
    change.bestBefore = m_best;
    change.matched = now->matched;
    change.matchedBefore = m_answer ? m_answer->matched : 0;
    std::ranges::sort(names);
    std::ranges::set_difference(names, m_names, std::back_inserter(change.entered));
    std::ranges::set_difference(m_names, names, std::back_inserter(change.left));
    const bool isNews =
        m_answer && (!change.entered.empty() || !change.left.empty() || change.best != m_best);
    m_best = change.best;
    m_names = std::move(names);
    m_answer = std::move(*now);
    return isNews ? std::optional(std::move(change)) : std::nullopt;
}

} // namespace twin::compute
