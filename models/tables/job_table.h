#pragma once

#include "models/tables/directory_table.h"

namespace models {

/// Jobs that are not over yet.
class JobTable final : public DirectoryTable
{
    Q_OBJECT

  public:
    enum Column {
        NameColumn,
        IdColumn,
        TenantColumn,
        KindColumn,
        StateColumn,
        CardsColumn,
        PoolsColumn,
        ProgressColumn,
        TrendColumn,
        EffectiveColumn,
        EtaColumn,
        ColumnCount,
    };
    Q_ENUM(Column)

    JobTable(SnapshotFeed& feed, const AttentionFeed& attention, const Language& language,
             QObject* parent = nullptr);

    [[nodiscard]] bool passes(const EntityFilter& filter, int row) const override;
    [[nodiscard]] bool isLive(int column) const override;

  protected:
    [[nodiscard]] int columns() const override { return ColumnCount; }

    [[nodiscard]] Header header(int column) const override;
    [[nodiscard]] QString headerHelp(int column) const override;
    [[nodiscard]] Cell cell(int row, int column) const override;
    [[nodiscard]] QVariant sortValue(int row, int column) const override;
    [[nodiscard]] QVariant sparkline(int row, int column) const override;
    [[nodiscard]] Measure measure(int column) const override;
    [[nodiscard]] std::vector<Row> list(const twin::state::Directory& directory) const override;

  private:
    [[nodiscard]] const twin::registry::Job& job(int row) const;
    [[nodiscard]] Cell factCell(const twin::registry::Job& job, int column) const;
    /// As heard by telemetry, else as the job's last event says.
    [[nodiscard]] twin::state::LiveValue progress(int row) const;
    [[nodiscard]] twin::state::LiveValue cards(int row) const;
};

} // namespace models
