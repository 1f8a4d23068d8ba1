#pragma once

#include "models/tables/directory_table.h"

namespace models {

/// Flows that exist now.
class FlowTable final : public DirectoryTable
{
    Q_OBJECT

  public:
    enum Column {
        IdColumn,
        FromColumn,
        ToColumn,
        TenantColumn,
        JobColumn,
        ClassColumn,
        RateColumn,
        TrendColumn,
        RequestedColumn,
        DoneColumn,
        DeadlineColumn,
        RttColumn,
        LossColumn,
        ColumnCount,
    };
    Q_ENUM(Column)

    FlowTable(SnapshotFeed& feed, const AttentionFeed& attention, const Language& language,
              QObject* parent = nullptr);

    [[nodiscard]] bool passes(const EntityFilter& filter, int row) const override;
    [[nodiscard]] bool isLive(int column) const override;

  protected:
    [[nodiscard]] int columns() const override { return ColumnCount; }

    [[nodiscard]] Header header(int column) const override;
    [[nodiscard]] Cell cell(int row, int column) const override;
    [[nodiscard]] QVariant sortValue(int row, int column) const override;
    [[nodiscard]] QVariant sparkline(int row, int column) const override;
    [[nodiscard]] Measure measure(int column) const override;
    [[nodiscard]] QVariant exportValue(int row, int column) const override;
    [[nodiscard]] std::vector<Row> list(const twin::state::Directory& directory) const override;

  private:
    [[nodiscard]] const twin::registry::Flow& flow(int row) const;
    [[nodiscard]] Cell factCell(const twin::registry::Flow& flow, int column) const;
    /// Share of the flow's bytes that are done; missing for steady flows.
    [[nodiscard]] twin::state::LiveValue done(int row) const;
};

} // namespace models
