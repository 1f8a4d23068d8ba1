#pragma once

#include "models/compute/compute_moment.h"
#include "models/discover/query_completion.h"
#include "twin/compute/discovery.h"
#include "twin/compute/query.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace models {

/// One offer that meets a query, with all that a row shows.
struct DiscoverRow
{
    QString name; ///< `POOL CHIP`: what it is known by
    QString poolId;
    QString chip;
    twin::Name poolName;
    twin::Name province;
    std::uint32_t cards = 0;
    double freeCards = 0; ///< NaN: not known
    twin::compute::FreeSource freeSource = twin::compute::FreeSource::Unknown;
    double latency_ms = 0; ///< NaN: no place asked for, or no way
    twin::MoneyE4 price = 0;
    double pue = 0; ///< 0: not known
    double availability = 0;
    twin::OperState state = twin::OperState::Up;
    twin::compute::CatsScore score;
};

/// What a query finds at one moment. Immutable.
struct DiscoverAnswer
{
    static constexpr std::size_t kMostShown = 2'000; ///< rows made for the screen

    std::vector<DiscoverRow> rows;
    std::size_t considered = 0;
    std::size_t matched = 0;
    std::size_t unknown = 0; ///< neither yes nor no
    twin::TimeNs time = 0;   ///< the moment asked about
    double seconds = 0;      ///< of the evaluation alone
    std::optional<twin::compute::QueryFault> error;
    QueryWordsPtr words; ///< what can be completed with; of this registry
};

using DiscoverAnswerPtr = std::shared_ptr<const DiscoverAnswer>;

/// Evaluates `query`. Any thread. @param words of the registry, if they are there already
[[nodiscard]] DiscoverAnswerPtr discoverAnswer(const twin::compute::Query& query, const ComputeMoment& moment,
                                               QueryWordsPtr words);

} // namespace models
