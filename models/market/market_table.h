#pragma once

#include "models/language/language.h"
#include "models/market/market_outcome.h"
#include "models/tables/cell_table.h"

namespace models {

/// What the tables of a market share: they show parts of one outcome, and nothing of one with an error. GUI
/// thread.
class MarketTableBase : public CellTable
{
    Q_OBJECT

  public:
    explicit MarketTableBase(const Language& language, QObject* parent = nullptr);

    /// Null, or an outcome with an error: an empty table.
    void setOutcome(MarketOutcomePtr outcome);

  protected:
    /// Chooses the rows; m_outcome is the new one, and null where there is nothing to show.
    virtual void choose() {}

    // "CNY" stands beside amounts as their unit.
    [[nodiscard]] Cell money(twin::MoneyE4 amount) const;
    /// A price of one card and hour, to the last digit: what decides who trades.
    [[nodiscard]] Cell price(twin::MoneyE4 amount) const;
    [[nodiscard]] Cell count(std::uint64_t number) const;
    [[nodiscard]] Cell amount(double number, const QString& unit = {}) const;
    [[nodiscard]] Cell province(const twin::compute::MarketKey& key) const;
    [[nodiscard]] static Cell latency(const twin::compute::MarketKey& key);
    [[nodiscard]] static Cell text(const std::string& text);
    [[nodiscard]] Cell poolName(const MarketContract& at) const;

    const Language& m_language;
    MarketOutcomePtr m_outcome;
};

/// One row a market: province, chip class, latency class, and how it cleared.
class MarketTable final : public MarketTableBase
{
    Q_OBJECT

  public:
    enum Column {
        ProvinceColumn,
        ChipColumn,
        LatencyColumn,
        PriceColumn,
        CardsColumn,
        BuyerSurplusColumn,
        SellerSurplusColumn,
        CrossingColumn,
        BidsColumn,
        WantedColumn,
        LimitColumn,
        AsksColumn,
        OfferedColumn,
        ReserveColumn,
        ColumnCount,
    };
    Q_ENUM(Column)

    using MarketTableBase::MarketTableBase;

    /// The row worth looking at first: the most cards traded; -1 without rows.
    [[nodiscard]] int busiest() const;
    /// "Guizhou · NPU-320 · 20 ms". Precondition: row in range.
    [[nodiscard]] QString title(int row) const;

  protected:
    [[nodiscard]] int rows() const override;

    [[nodiscard]] int columns() const override { return ColumnCount; }

    [[nodiscard]] Header header(int column) const override;
    [[nodiscard]] Cell cell(int row, int column) const override;

  private:
    [[nodiscard]] Cell bookCell(const twin::compute::MarketClearing& at, int column) const;
};

/// Bids that got less than they asked for, and jobs that could not bid, each with why.
class UnmatchedTable final : public MarketTableBase
{
    Q_OBJECT

  public:
    enum Column {
        BidColumn,
        ReasonColumn,
        TenantColumn,
        ProvinceColumn,
        ChipColumn,
        LatencyColumn,
        WantedColumn,
        GotColumn,
        LimitColumn,
        PriceColumn,
        ColumnCount,
    };
    Q_ENUM(Column)

    using MarketTableBase::MarketTableBase;

    /// Of orders made of the twin the job.
    [[nodiscard]] EntityKey key(int row) const override;

  protected:
    void choose() override;

    [[nodiscard]] int rows() const override { return static_cast<int>(m_rows.size()); }

    [[nodiscard]] int columns() const override { return ColumnCount; }

    [[nodiscard]] Header header(int column) const override;
    [[nodiscard]] Cell cell(int row, int column) const override;

  private:
    struct Row
    {
        bool isBid = true;
        std::size_t at = 0;     ///< among the bids, or the jobs without one
        std::size_t market = 0; ///< of a bid
    };

    [[nodiscard]] Cell bidCell(const Row& row, int column) const;
    [[nodiscard]] Cell jobCell(const JobWithoutBid& job, int column) const;

    std::vector<Row> m_rows;
};

} // namespace models
