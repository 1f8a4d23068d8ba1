#pragma once

#include "models/language/language.h"
#include "models/placement/placement_outcome.h"
#include "models/tables/cell_table.h"

namespace models {

/// Jobs that have a place: where, when, at what price. The row's key is the first pool. GUI thread.
class PlacedTable final : public CellTable
{
    Q_OBJECT

  public:
    enum Column {
        JobColumn,
        KindColumn,
        PoolColumn,
        ChipColumn,
        CardsColumn,
        StartColumn,
        ComputeColumn,
        EndColumn,
        EfficiencyColumn,
        LatencyColumn,
        RateColumn,
        CostColumn,
        NetworkColumn,
        EnergyColumn,
        CarbonColumn,
        ColumnCount,
    };
    Q_ENUM(Column)

    explicit PlacedTable(const Language& language, QObject* parent = nullptr);

    /// Null, or an outcome with an error: an empty table.
    void setOutcome(PlacementOutcomePtr outcome);
    /// Identifier of the row's job. Precondition: row in range.
    [[nodiscard]] QString job(int row) const;
    /// Row of a job, -1 if it has no place.
    [[nodiscard]] int rowOf(const QString& job) const;
    [[nodiscard]] EntityKey key(int row) const override;

  protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_jobs.size()); }

    [[nodiscard]] int columns() const override { return ColumnCount; }

    [[nodiscard]] Header header(int column) const override;
    [[nodiscard]] Cell cell(int row, int column) const override;

  private:
    [[nodiscard]] Cell timeCell(double seconds) const;

    const Language& m_language;
    PlacementOutcomePtr m_outcome;
    std::vector<std::size_t> m_jobs; ///< in the requests, by row
};

/// Jobs without a place, and what stands in their way.
class RejectionTable final : public CellTable
{
    Q_OBJECT

  public:
    enum Column { JobColumn, BindingColumn, AloneColumn, RulesOutColumn, DetailColumn, ColumnCount };
    Q_ENUM(Column)

    explicit RejectionTable(const Language& language, QObject* parent = nullptr);

    void setOutcome(PlacementOutcomePtr outcome);

  protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_jobs.size()); }

    [[nodiscard]] int columns() const override { return ColumnCount; }

    [[nodiscard]] Header header(int column) const override;
    [[nodiscard]] Cell cell(int row, int column) const override;

  private:
    const Language& m_language;
    PlacementOutcomePtr m_outcome;
    std::vector<std::size_t> m_jobs;
};

/// What a failure does to jobs of a plan: those that do not stay.
class MoveTable final : public CellTable
{
    Q_OBJECT

  public:
    enum Column {
        JobColumn,
        MoveColumn,
        FromColumn,
        ToColumn,
        TrafficColumn,
        SourceColumn,
        RateColumn,
        TimeColumn,
        CostColumn,
        ExtraColumn,
        ColumnCount,
    };
    Q_ENUM(Column)

    explicit MoveTable(const Language& language, QObject* parent = nullptr);

    void setOutcome(PlacementOutcomePtr outcome);
    /// The pool it moves to, else the one it leaves.
    [[nodiscard]] EntityKey key(int row) const override;

  protected:
    [[nodiscard]] int rows() const override
    {
        return m_outcome ? static_cast<int>(m_outcome->moves.size()) : 0;
    }

    [[nodiscard]] int columns() const override { return ColumnCount; }

    [[nodiscard]] Header header(int column) const override;
    [[nodiscard]] Cell cell(int row, int column) const override;

  private:
    [[nodiscard]] static QString sourceText(twin::compute::TransferSource source);

    const Language& m_language;
    PlacementOutcomePtr m_outcome;
};

} // namespace models
