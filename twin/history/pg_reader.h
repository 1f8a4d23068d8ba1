#pragma once

#include "twin/history/history_store.h"
#include "twin/history/pg_blocks.h"
#include "twin/history/pg_connection.h"

#include <memory>
#include <string>

namespace twin::history {

/// A reading session on a PostgreSQL store; connects again by itself when the server was away. What it says
/// within one read (beginRead) is of one instant, since that is one repeatable-read transaction.
class PgReader final : public HistoryReader
{
  public:
    /// Errors: those of openPgStore.
    [[nodiscard]] static Result<std::unique_ptr<PgReader>> open(const std::string& location);

    [[nodiscard]] Result<> beginRead() override;
    void endRead() override;
    [[nodiscard]] Result<StoreSums> sums() override;
    [[nodiscard]] Result<std::vector<ProgressRecord>> loadProgress() override;
    [[nodiscard]] Result<std::vector<ForgottenEpochs>> loadForgotten() override;
    [[nodiscard]] Result<TimeRange> range() override;
    [[nodiscard]] Result<JournalOrder> foldPosition() override;
    [[nodiscard]] Result<JournalOrder> newestFrame() override;
    [[nodiscard]] Result<std::optional<SeriesId>> find(const SeriesKey& key) override;
    [[nodiscard]] Result<std::vector<SeriesRow>> seriesOf(std::uint64_t chunk) override;
    [[nodiscard]] Result<std::vector<SeriesRow>> lastSeriesOfEachMetric() override;
    [[nodiscard]] Result<SeriesSamples> samples(SeriesId series, TimeRange range,
                                                const std::stop_token& stop) override;
    [[nodiscard]] Result<SeriesColumns> columns(SeriesId series, TimeRange range, std::size_t columns,
                                                const std::stop_token& stop) override;
    [[nodiscard]] Result<PastMoment> moment(TimeNs time, const std::stop_token& stop) override;
    [[nodiscard]] Result<std::vector<RestartPoint>> restartPoints() override;
    [[nodiscard]] Result<Checkpoint> checkpoint(JournalOrder fold) override;
    [[nodiscard]] Result<std::vector<EventRow>> events(TimeRange range, std::size_t limit) override;
    [[nodiscard]] Result<>
    frames(JournalOrder after, const std::function<bool(JournalOrder, const JournalEntry&)>& visit) override;
    [[nodiscard]] Result<JournalOrder> firstOfTail(TimeNs window, std::uint64_t maxBytes) override;
    [[nodiscard]] Result<std::vector<RegistryVersion>> registries() override;
    [[nodiscard]] Result<std::string> registryDocument(std::uint64_t id) override;
    [[nodiscard]] Result<std::vector<RollupWindow>> dueRollups(TimeNs before, std::size_t limit) override;
    [[nodiscard]] Result<std::vector<std::uint64_t>> chunksIn(TimeRange range) override;
    [[nodiscard]] Result<std::vector<SeriesPoints>> chunkPoints(std::uint64_t chunk,
                                                                TimeRange range) override;

  private:
    PgReader(std::string location, PgConnection connection)
        : m_location(std::move(location))
        , m_connection(std::move(connection))
    {}

    Result<> connected();
    Result<PgRows> query(const std::string& sql, const PgValues& values = {},
                         const std::stop_token& stop = {});
    Result<std::uint64_t> number(const std::string& sql);
    Result<std::optional<Checkpoint>> checkpointWhere(const char* where, std::int64_t value,
                                                      const std::stop_token& stop);

    std::string m_location;
    PgConnection m_connection;
    PgBlocks m_blocks{m_connection};
    bool m_reading = false; ///< between beginRead and endRead
};

} // namespace twin::history
