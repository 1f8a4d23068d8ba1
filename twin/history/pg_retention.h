#pragma once

#include "twin/history/pg_connection.h"
#include "twin/history/pg_partitions.h"
#include "twin/history/retention.h"

#include <string>
#include <vector>

namespace twin::history {

/// Forgetting in a PostgreSQL store, inside a transaction: days of blocks that are wholly too old go as a
/// whole.
class PgRetention final : public RetentionTables
{
  public:
    PgRetention(PgConnection& connection, PgPartitions& days)
        : m_connection(connection)
        , m_days(days)
    {}

    [[nodiscard]] Result<std::uint64_t> bytesAtMost(Table table) override;
    [[nodiscard]] Result<std::uint64_t> rowCount(Table table) override;
    [[nodiscard]] Result<std::uint64_t> meanBytes(Table table) override;
    [[nodiscard]] Result<TimeNs> startAfter(Table table, std::uint64_t older) override;
    [[nodiscard]] Result<std::size_t> dropBlocks(TimeNs before, std::size_t limit) override;
    [[nodiscard]] Result<std::size_t> dropCheckpoints(TimeNs before, std::size_t limit) override;
    [[nodiscard]] Result<> noteSamplesFrom(TimeNs from) override;
    [[nodiscard]] Result<std::size_t> dropTier(std::size_t tier, TimeNs before, std::size_t limit) override;
    [[nodiscard]] Result<std::size_t> dropRollups(TimeNs before, std::size_t limit) override;
    [[nodiscard]] Result<std::size_t> dropEvents(TimeNs before, std::size_t limit) override;

    /// Days that are gone when the transaction comes true.
    [[nodiscard]] const std::vector<std::int64_t>& droppedDays() const { return m_dropped; }

  private:
    Result<std::size_t> drop(const std::string& sql, PgValues values, std::size_t limit);
    Result<std::uint64_t> number(const std::string& sql);

    PgConnection& m_connection;
    PgPartitions& m_days;
    std::vector<std::int64_t> m_dropped;
};

} // namespace twin::history
