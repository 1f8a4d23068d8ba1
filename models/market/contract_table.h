#pragma once

#include "models/market/market_table.h"

namespace models {

/// Who trades with whom: the contracts of all markets. The row's key is the pool.
class ContractTable final : public MarketTableBase
{
    Q_OBJECT

  public:
    enum Column {
        BidColumn,
        TenantColumn,
        PoolColumn,
        ProvinceColumn,
        ChipColumn,
        LatencyColumn,
        CardsColumn,
        LimitColumn,
        PriceColumn,
        ReserveColumn,
        RateColumn,
        ComputeColumn,
        NetworkColumn,
        ColumnCount,
    };
    Q_ENUM(Column)

    using MarketTableBase::MarketTableBase;

    [[nodiscard]] EntityKey key(int row) const override;

  protected:
    [[nodiscard]] int rows() const override
    {
        return m_outcome ? static_cast<int>(m_outcome->contracts.size()) : 0;
    }

    [[nodiscard]] int columns() const override { return ColumnCount; }

    [[nodiscard]] Header header(int column) const override;
    [[nodiscard]] Cell cell(int row, int column) const override;
};

/// What was delivered of each contract, and its bill. The row's key is the pool.
class BillTable final : public MarketTableBase
{
    Q_OBJECT

  public:
    enum Column {
        BidColumn,
        PoolColumn,
        CardHoursColumn,
        ComputeHoursColumn,
        RateHoursColumn,
        AvailabilityColumn,
        PromisedColumn,
        ComputeColumn,
        NetworkColumn,
        CreditColumn,
        TotalColumn,
        ColumnCount,
    };
    Q_ENUM(Column)

    using MarketTableBase::MarketTableBase;

    /// Bills of the outcome that was set last; null: nothing is shown.
    void setBills(MarketBillsPtr bills);
    [[nodiscard]] EntityKey key(int row) const override;

  protected:
    [[nodiscard]] int rows() const override
    {
        return m_outcome && m_bills ? static_cast<int>(m_bills->bills.size()) : 0;
    }

    [[nodiscard]] int columns() const override { return ColumnCount; }

    void choose() override { m_bills = nullptr; } // they were another outcome's

    [[nodiscard]] Header header(int column) const override;
    [[nodiscard]] Cell cell(int row, int column) const override;

  private:
    MarketBillsPtr m_bills;
};

} // namespace models
