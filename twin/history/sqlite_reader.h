#pragma once

#include "twin/history/history_store.h"
#include "twin/history/sqlite.h"
#include "twin/history/sqlite_blocks.h"

#include <memory>
#include <string>

namespace twin::history {

/// A read-only connection to a store in one SQLite file.
class SqliteReader final : public HistoryReader
{
  public:
    /// Errors: NotFound, BadInput, Unsupported (newer schema, or one from before the history), Io.
    [[nodiscard]] static Result<std::unique_ptr<SqliteReader>> open(const std::string& path);

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
    explicit SqliteReader(Database database)
        : m_database(std::move(database))
    {}

    Database m_database;
    SqliteBlocks m_blocks{m_database};
};

} // namespace twin::history
