#pragma once

#include "twin/history/history_store.h"
#include "twin/support/result.h"

#include <cstddef>

namespace twin::history {

/// What forgetting needs of a store, inside one transaction. Each `drop…` takes away at most `limit` rows and
/// says how many it were. Errors: Io.
class RetentionTables
{
  public:
    enum class Table { Blocks, Rollups };

    RetentionTables() = default;
    RetentionTables(const RetentionTables&) = delete;
    RetentionTables& operator=(const RetentionTables&) = delete;
    virtual ~RetentionTables() = default;

    /// Bytes on disk, and at least as much as the bodies of `table` take; cheap.
    [[nodiscard]] virtual Result<std::uint64_t> bytesAtMost(Table table) = 0;
    [[nodiscard]] virtual Result<std::uint64_t> rowCount(Table table) = 0;
    /// Mean bytes of the newest bodies.
    [[nodiscard]] virtual Result<std::uint64_t> meanBytes(Table table) = 0;
    /// Start of the row with `older` rows that start before it or with it.
    [[nodiscard]] virtual Result<TimeNs> startAfter(Table table, std::uint64_t older) = 0;

    [[nodiscard]] virtual Result<std::size_t> dropBlocks(TimeNs before, std::size_t limit) = 0;
    /// Of those without dictionaries; the newest, which is the fold position, stays.
    [[nodiscard]] virtual Result<std::size_t> dropCheckpoints(TimeNs before, std::size_t limit) = 0;
    /// Samples before `from` are not all there any more.
    [[nodiscard]] virtual Result<> noteSamplesFrom(TimeNs from) = 0;
    /// Rollups of one tier, and what is known of its windows.
    [[nodiscard]] virtual Result<std::size_t> dropTier(std::size_t tier, TimeNs before,
                                                       std::size_t limit) = 0;
    [[nodiscard]] virtual Result<std::size_t> dropRollups(TimeNs before, std::size_t limit) = 0;
    /// Folded ones.
    [[nodiscard]] virtual Result<std::size_t> dropEvents(TimeNs before, std::size_t limit) = 0;
};

/// Inside a transaction: takes away the oldest rows beyond the policy, at most `maxRows`. True: there are
/// more. Errors: Io.
[[nodiscard]] Result<bool> expireRows(RetentionTables& tables, const RetentionPolicy& policy, TimeNs now,
                                      std::size_t maxRows);

} // namespace twin::history
