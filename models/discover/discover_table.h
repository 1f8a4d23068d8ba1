#pragma once

#include "models/discover/discover_answer.h"
#include "models/language/language.h"
#include "models/tables/cell_table.h"

namespace models {

/// The offers that meet a query, best first. The row's key is its pool. GUI thread.
class DiscoverTable final : public CellTable
{
    Q_OBJECT

  public:
    enum Column {
        RankColumn,
        ScoreColumn,
        PoolColumn,
        ChipColumn,
        ProvinceColumn,
        FreeColumn,
        FreeCardsColumn,
        CardsColumn,
        LatencyColumn,
        PriceColumn,
        PueColumn,
        AvailabilityColumn,
        StateColumn,
        IdColumn,
        ColumnCount,
    };
    Q_ENUM(Column)

    explicit DiscoverTable(const Language& language, QObject* parent = nullptr);

    /// Null: an empty table. An answer with the same offers in the same order changes values only.
    void setAnswer(DiscoverAnswerPtr answer);

    [[nodiscard]] const DiscoverAnswerPtr& answer() const { return m_answer; }

    /// Row of an offer by its name, -1 if it is not here.
    [[nodiscard]] int rowOfOffer(const QString& name) const;
    /// First row of a pool, -1 if it has none.
    [[nodiscard]] int rowOfPool(const QString& id) const;
    /// Precondition: row in range.
    [[nodiscard]] const DiscoverRow& offer(int row) const;
    [[nodiscard]] EntityKey key(int row) const override;

  protected:
    [[nodiscard]] int rows() const override;

    [[nodiscard]] int columns() const override { return ColumnCount; }

    [[nodiscard]] Header header(int column) const override;
    [[nodiscard]] Cell cell(int row, int column) const override;

  private:
    const Language& m_language;
    DiscoverAnswerPtr m_answer;
};

} // namespace models
