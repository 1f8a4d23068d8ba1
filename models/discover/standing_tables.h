#pragma once

#include "models/language/language.h"
#include "models/tables/cell_table.h"
#include "twin/compute/standing_query.h"
#include "twin/support/units.h"

#include <deque>
#include <vector>

namespace models {

/// What a standing query had to say once.
struct StandingNews
{
    twin::TimeNs time = 0;
    QString query;
    twin::compute::AnswerChange change;
};

/// A sentence on a change: what came, what went, what is the best now.
[[nodiscard]] QString newsSentence(const StandingNews& news);

/// A standing query as it stands.
struct StandingRow
{
    QString query;
    QString error;            ///< of its evaluation; empty = none
    qint64 matched = -1;      ///< -1: not asked yet
    QString best;             ///< `POOL CHIP`; empty: nothing matches
    twin::TimeNs changed = 0; ///< of the last news; 0 = none
};

/// The standing queries, in the order they were added. GUI thread.
class StandingTable final : public CellTable
{
    Q_OBJECT

  public:
    enum Column { QueryColumn, MatchedColumn, BestColumn, ChangedColumn, ColumnCount };
    Q_ENUM(Column)

    explicit StandingTable(const Language& language, QObject* parent = nullptr);

    void setRows(std::vector<StandingRow> rows);

    [[nodiscard]] const std::vector<StandingRow>& list() const { return m_rows; }

  protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_rows.size()); }

    [[nodiscard]] int columns() const override { return ColumnCount; }

    [[nodiscard]] Header header(int column) const override;
    [[nodiscard]] Cell cell(int row, int column) const override;

  private:
    const Language& m_language;
    std::vector<StandingRow> m_rows;
};

/// What standing queries said, newest first. The row's key is the pool that came, went, or is the best now.
class NewsTable final : public CellTable
{
    Q_OBJECT

  public:
    enum Column { TimeColumn, WhatColumn, MatchedColumn, QueryColumn, ColumnCount };
    Q_ENUM(Column)

    NewsTable(const Language& language, std::size_t most, QObject* parent = nullptr);

    void add(const StandingNews& news);
    void clear();

    [[nodiscard]] EntityKey key(int row) const override;

  protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_rows.size()); }

    [[nodiscard]] int columns() const override { return ColumnCount; }

    [[nodiscard]] Header header(int column) const override;
    [[nodiscard]] Cell cell(int row, int column) const override;

  private:
    const Language& m_language;
    std::size_t m_most;
    std::deque<StandingNews> m_rows; ///< newest first
};

} // namespace models
