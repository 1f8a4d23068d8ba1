#pragma once

#include "models/residual/residual_model.h"
#include "models/tables/indexed_table.h"

namespace models {

/// Links (backbone and access), one row each, in the registry's order.
class LinkTable final : public IndexedTable
{
    Q_OBJECT

  public:
    enum Column {
        NameColumn,
        CarrierColumn,
        KindColumn,
        CapacityColumn,
        ForwardColumn,
        ReverseColumn,
        TrendColumn,
        ResidualColumn,
        UncertaintyColumn,
        SignificanceColumn,
        DropsColumn,
        DelayColumn,
        ConduitsColumn,
        StateColumn,
        AgeColumn,
        ColumnCount,
    };
    Q_ENUM(Column)

    LinkTable(SnapshotFeed& feed, const AttentionFeed& attention, const Language& language,
              QObject* parent = nullptr);

    /// Fills the columns on residuals, which are dashes without; `residuals` outlives the table.
    void setResiduals(const ResidualModel& residuals);

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

  private:
    [[nodiscard]] const twin::registry::Link& link(int row) const;
    [[nodiscard]] Cell factCell(const twin::registry::Link& link, int column) const;
    [[nodiscard]] Cell useCell(int row, bool forward) const;
    [[nodiscard]] twin::state::LiveValue drops(int row) const;
    /// Of the direction that is further off; null when it is not known.
    [[nodiscard]] const twin::state::LinkResidual* residual(int row) const;
    [[nodiscard]] Cell residualCell(int row, int column) const;
    [[nodiscard]] QVariant residualSort(int row, int column) const;

    const ResidualModel* m_residuals = nullptr;
};

} // namespace models
