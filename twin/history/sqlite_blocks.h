#pragma once

#include "twin/history/block_source.h"
#include "twin/history/sqlite.h"

namespace twin::history {

/// The blocks and rollups of a store in one SQLite file.
class SqliteBlocks final : public BlockSource
{
  public:
    explicit SqliteBlocks(Database& database)
        : m_database(database)
    {}

    [[nodiscard]] Result<> packsOf(std::uint64_t chunk, TimeRange range, const std::stop_token& stop,
                                   const VisitPack& visit) override;
    [[nodiscard]] Result<> packsIn(TimeRange range, const VisitPack& visit) override;
    [[nodiscard]] Result<> packsAfter(const After& wanted, const std::stop_token& stop,
                                      const VisitPack& visit) override;
    [[nodiscard]] Result<std::set<TimeNs>> completeWindows(std::size_t tier, TimeRange range) override;
    [[nodiscard]] Result<>
    rollupPacks(std::size_t tier, TimeRange range, std::uint64_t chunk, const std::stop_token& stop,
                const std::function<Result<>(TimeNs start, std::string_view pack)>& visit) override;
    [[nodiscard]] Result<TimeNs> samplesFrom() override;

  private:
    Database& m_database;
};

} // namespace twin::history
