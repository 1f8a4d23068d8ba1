#pragma once

#include "twin/history/retention.h"
#include "twin/history/sqlite.h"

#include <string>

namespace twin::history {

/// Forgetting in one SQLite file, inside a transaction.
class SqliteRetention final : public RetentionTables
{
  public:
    explicit SqliteRetention(Database& database)
        : m_database(database)
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

  private:
    Result<std::size_t> drop(const std::string& table, const std::string& key, const std::string& where,
                             std::size_t limit);
    Result<std::uint64_t> number(const std::string& sql);

    Database& m_database;
};

} // namespace twin::history
