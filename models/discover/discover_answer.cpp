#include "models/discover/discover_answer.h"

#include "models/format/format.h"
#include "twin/compute/standing_query.h"
#include "twin/support/geography.h"

#include <algorithm>
#include <chrono>

namespace models {

using namespace twin::compute;

namespace {

DiscoverRow rowOf(const OfferTable& table, const DiscoveryMatch& match)
{
    const ComputeOffer& offer = table.offers()[match.offer];
    const twin::registry::Pool& pool = table.pool(offer);
    DiscoverRow out;
    out.name = format::text(offerName(table, offer));
    out.poolId = format::text(pool.id);
    out.chip = format::text(table.chip(offer).chipClass);
    out.poolName = pool.name;
    if (const twin::Province* province = twin::provinceOf(pool.adcode)) {
        out.province = province->shortName;
    }
    out.cards = table.chip(offer).count;
    out.freeCards = offer.freeCards;
    out.freeSource = offer.freeSource;
    out.latency_ms = match.latency_ms;
    out.price = offer.prices[static_cast<std::size_t>(twin::registry::PriceKind::OnDemand)];
    out.pue = offer.pue;
    out.availability = pool.sla.availability;
    out.state = offer.state;
    out.score = match.score;
    return out;
}

} // namespace

DiscoverAnswerPtr discoverAnswer(const Query& query, const ComputeMoment& moment, QueryWordsPtr words)
{
    auto out = std::make_shared<DiscoverAnswer>();
    out->time = moment.snapshot->time;
    out->words = words && words->registry == moment.snapshot->registry
                     ? std::move(words)
                     : queryWords(moment.offers, moment.snapshot->registry);
    const auto begin = std::chrono::steady_clock::now();
    const auto answer = discover(query, moment.offers, moment.network->graph, moment.down);
    out->seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    if (!answer) {
        out->error = answer.error();
        return out;
    }
    out->considered = answer->considered;
    out->matched = answer->matched;
    out->unknown = answer->unknown;
    const std::size_t shown = std::min(answer->matches.size(), DiscoverAnswer::kMostShown);
    out->rows.reserve(shown);
    for (std::size_t i = 0; i < shown; ++i) {
        out->rows.push_back(rowOf(moment.offers, answer->matches[i]));
    }
    return out;
}

} // namespace models
