#pragma once

#include "models/tables/indexed_table.h"

namespace models {

/// Resource pools, one row each, in the registry's order.
class PoolTable final : public IndexedTable
{
    Q_OBJECT

  public:
    enum Column {
        NameColumn,
        EnterpriseColumn,
        ProvinceColumn,
        HubColumn,
        ComputeColumn,
        ChipsColumn,
        UtilisationColumn,
        TrendColumn,
        CardsFreeColumn,
        PowerColumn,
        PueColumn,
        InletColumn,
        QueueColumn,
        PriceColumn,
        StateColumn,
        AgeColumn,
        ColumnCount,
    };
    Q_ENUM(Column)

    PoolTable(SnapshotFeed& feed, const AttentionFeed& attention, const Language& language,
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

  private:
    [[nodiscard]] const twin::registry::Pool& pool(int row) const;
    [[nodiscard]] Cell factCell(const twin::registry::Pool& pool, int column) const;
    [[nodiscard]] Cell metricCell(int row, int column) const;
};

} // namespace models
