#pragma once

#include "twin/ingest/past_reader.h"
#include "twin/registry/registry.h"
#include "twin/scenario/document.h"
#include "twin/support/result.h"

#include <atomic>

namespace twin::scenario {

/// Width of the means whose 95th percentile is taken; of ranges of over 31 days an hour.
inline constexpr TimeNs kPercentileStep = 5 * kMinute;
/// Fewest of them: a percentile of less says nothing.
inline constexpr std::size_t kLeastSteps = 24;
/// How far back a growth looks at most.
inline constexpr TimeNs kMostHistory = 366 * kDay;

/// Longest range of a percentile.
inline constexpr TimeNs kMostPercentile = 400 * kDay;

/// Reads from a store what a demand base needs: of `p95` the percentile of every backbone link's load, each
/// way; of a `forecast` without a stated growth the days up to `moment` (UTC+8) on which nine tenths of the
/// links are known for three quarters of the hours, over the links known on all of them. Nothing of others.
/// Errors: Invalid (a range of over kMostPercentile or less than kLeastSteps; no link was measured for long
/// enough in it; a tenth of it at either end in which none was: said with what there is), those of
/// PastReader, Cancelled. Cost: two reads of a series a link; seconds for the nation.
[[nodiscard]] Result<DemandHistory> readDemandHistory(ingest::PastReader& reader,
                                                      const registry::Registry& registry, DemandKind kind,
                                                      const DemandTerms& terms, TimeNs moment,
                                                      const std::atomic<bool>* cancelled = nullptr);

/// The value that 95 % of them do not exceed (nearest rank); NaN of none.
[[nodiscard]] double percentile95(std::vector<double> values);

/// Means by link, then day (NaN = not known), to the days that are known well enough.
[[nodiscard]] std::vector<DayLoad> dayLoads(const std::vector<std::vector<double>>& byLink, TimeNs firstDay);

} // namespace twin::scenario
