#pragma once

#include "models/tables/snapshot_table.h"
#include "models/tables/source_trend.h"

namespace models {

/// Telemetry sources with their accounts: received = applied + merged + late + duplicate + refused.
class SourceTable final : public SnapshotTable
{
    Q_OBJECT

  public:
    enum Column {
        NameColumn,
        TransportColumn,
        PeerColumn,
        StateColumn,
        RateColumn,
        TrendColumn,
        ReceivedColumn,
        AppliedColumn,
        MergedColumn,
        LateColumn,
        DuplicateColumn,
        RefusedColumn,
        SkewColumn,
        LastHeardColumn,
        LastErrorColumn,
        ColumnCount,
    };
    Q_ENUM(Column)

    SourceTable(SnapshotFeed& feed, const AttentionFeed& attention, const Language& language,
                QObject* parent = nullptr);

    [[nodiscard]] EntityKey key(int row) const override;
    [[nodiscard]] int rowOf(const EntityKey& key) const override;
    [[nodiscard]] bool isLive(int column) const override;

  protected:
    [[nodiscard]] int columns() const override { return ColumnCount; }

    [[nodiscard]] int rows() const override { return static_cast<int>(m_rows.size()); }

    [[nodiscard]] Header header(int column) const override;
    [[nodiscard]] Cell cell(int row, int column) const override;
    [[nodiscard]] QVariant sortValue(int row, int column) const override;
    [[nodiscard]] QVariant sparkline(int row, int column) const override;
    [[nodiscard]] Measure measure(int column) const override;
    void applySnapshot(const twin::state::SnapshotPtr& previous) override;
    void rebuild() override;
    void secondPassed() override;

  private:
    /// The status shown, and the rate since the look before (looks are a second apart).
    struct Row
    {
        twin::state::SourceStatus status;
        double samplesPerSecond = -1; ///< negative: not known yet
        std::uint64_t countedReceived = 0;
        twin::TimeNs countedAt = 0;
    };

    [[nodiscard]] const Row& row(int row) const { return m_rows[static_cast<std::size_t>(row)]; }

    void syncNames();
    void count(Row& row) const;
    void followTrend(const twin::state::Snapshot& snapshot);

    std::vector<Row> m_rows; ///< sorted by name, as the snapshot's
    std::shared_ptr<const std::vector<twin::state::SourceStatus>> m_listed;
    SourceTrend m_trend;
};

} // namespace models
