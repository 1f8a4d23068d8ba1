#include "twin/history/retention.h"

#include <algorithm>
#include <utility>

namespace twin::history {

namespace {

constexpr std::size_t kCheckpointsAtOnce = 16; ///< each is some megabytes

/// The start of the oldest rows that are too much for `bytes`, or `from` when there are none. Newest first:
/// what fits stays. Rows are counted by an average, because summing the bodies of a large table would read
/// all of it.
Result<TimeNs> sizeBound(RetentionTables& tables, RetentionTables::Table table, std::uint64_t bytes,
                         TimeNs from)
{
    const auto all = tables.bytesAtMost(table);
    if (!all || *all <= bytes) {
        return all ? Result<TimeNs>(from) : Result<TimeNs>(failure(all.error()));
    }
    const auto rows = tables.rowCount(table);
    const auto mean = tables.meanBytes(table);
    if (!rows || !mean) {
        return failure(!rows ? rows.error() : mean.error());
    }
    const std::uint64_t fits = *mean > 0 ? bytes / *mean : *rows;
    if (*rows <= fits) {
        return from;
    }
    const auto start = tables.startAfter(table, *rows - fits - 1);
    if (!start) {
        return failure(start.error());
    }
    return std::max(from, *start + 1);
}

/// Samples, and the checkpoints that stand among them.
Result<std::size_t> expireSamples(RetentionTables& tables, const RetentionPolicy& policy, TimeNs now,
                                  std::size_t limit)
{
    const auto from =
        sizeBound(tables, RetentionTables::Table::Blocks, policy.samplesBytes, now - policy.samples);
    if (!from) {
        return failure(from.error());
    }
    auto done = tables.dropBlocks(*from, limit);
    if (!done) {
        return done;
    }
    if (*done == 0) {
        return tables.dropCheckpoints(*from, std::min(limit, kCheckpointsAtOnce));
    }
    if (auto noted = tables.noteSamplesFrom(*from); !noted) {
        return failure(std::move(noted.error()));
    }
    return done;
}

Result<std::size_t> expireRollupBytes(RetentionTables& tables, std::uint64_t bytes, std::size_t limit)
{
    const auto from = sizeBound(tables, RetentionTables::Table::Rollups, bytes, 0);
    return from ? tables.dropRollups(*from, limit) : Result<std::size_t>(failure(from.error()));
}

} // namespace

Result<bool> expireRows(RetentionTables& tables, const RetentionPolicy& policy, TimeNs now,
                        std::size_t maxRows)
{
    auto gone = expireSamples(tables, policy, now, maxRows);
    const auto add = [&](Result<std::size_t> more) {
        gone = more ? Result<std::size_t>(*gone + *more) : std::move(more);
    };
    for (std::size_t tier = 0; gone && *gone < maxRows && tier < kTierCount; ++tier) {
        add(tables.dropTier(tier, now - policy.rollups[tier] - kTierWindow[tier], maxRows - *gone));
    }
    if (gone && *gone < maxRows) {
        add(expireRollupBytes(tables, policy.rollupsBytes, maxRows - *gone));
    }
    if (gone && *gone < maxRows) {
        add(tables.dropEvents(now - policy.events, maxRows - *gone));
    }
    if (!gone) {
        return failure(std::move(gone.error()));
    }
    return *gone >= maxRows;
}

} // namespace twin::history
