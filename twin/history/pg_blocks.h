#pragma once

#include "twin/history/block_source.h"
#include "twin/history/pg_connection.h"

namespace twin::history {

/// The blocks and rollups of a PostgreSQL store.
class PgBlocks final : public BlockSource
{
  public:
    explicit PgBlocks(PgConnection& connection)
        : m_connection(connection)
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
    PgConnection& m_connection;
};

} // namespace twin::history
