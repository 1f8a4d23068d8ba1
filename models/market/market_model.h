#pragma once

#include "models/calculators/figure_table.h"
#include "models/feed/asked_job.h"
#include "models/feed/latest_job.h"
#include "models/feed/snapshot_feed.h"
#include "models/market/contract_table.h"
#include "models/market/market_curves.h"
#include "models/market/market_outcome.h"
#include "models/market/market_table.h"

#include <QObject>

#include <memory>
#include <optional>
#include <utility>

namespace models {

/// A market for compute: one round of a double auction with orders of a file, or those the twin would make at
/// the moment that is shown; contracts, deliveries, bills. A what-if: nothing is traded, nothing of the twin
/// changes. Runs on a thread of its own. GUI thread.
class MarketModel final : public QObject
{
    Q_OBJECT

  public:
    MarketModel(SnapshotFeed& feed, const Language& language, QObject* parent = nullptr);

    /// Clears the orders of a file (empty: those made of the twin). One run at a time: does nothing while one
    /// is under way or before the first snapshot.
    void run(const QString& ordersFile, const MarketSettings& settings);
    /// Whether the last run was of these.
    [[nodiscard]] bool isOf(const QString& ordersFile, const MarketSettings& settings) const;
    void cancel();

    [[nodiscard]] bool isRunning() const { return m_job.isRunning(); }

    /// The part of a run that is under way; precondition: isRunning().
    [[nodiscard]] MarketProgress::Stage stage() const
    {
        return static_cast<MarketProgress::Stage>(m_job.progress().stage.load());
    }

    /// A pool that fails beside those of the file: bills follow, contracts stay.
    void setOutage(const MarketOutage& outage);

    [[nodiscard]] const MarketOutage& outage() const { return m_outage; }

    /// Bills of the outage that is set are still to come.
    [[nodiscard]] bool isSettling() const { return hasResult() && m_bills->outage != m_outage; }

    /// Why the last run cleared nothing, where an older result may still stand; nothing if it did.
    [[nodiscard]] const std::optional<twin::Error>& error() const { return m_error; }

    [[nodiscard]] bool hasResult() const { return m_bills != nullptr; }

    /// Preconditions: hasResult().
    [[nodiscard]] const MarketOutcome& outcome() const { return *m_outcome; }

    [[nodiscard]] const MarketBills& bills() const { return *m_bills; }

    /// Of a row of markets(). Precondition: row in range.
    [[nodiscard]] MarketCurves curves(int row) const
    {
        return marketCurves(*m_outcome, static_cast<std::size_t>(row));
    }

    /// Pools with contracts, identifier and name, by name.
    [[nodiscard]] std::vector<std::pair<QString, QString>> sellers() const;
    /// A sentence on the last result; empty without one.
    [[nodiscard]] QString summary() const;
    /// Jobs of the twin that wait for a place now.
    [[nodiscard]] std::size_t waiting() const;
    /// The orders of the last result as a file that `suanwangctl market` reads, with the outage that is set.
    /// Precondition: hasResult().
    [[nodiscard]] QByteArray ordersFile() const;

    [[nodiscard]] MarketTable& markets() { return m_markets; }

    [[nodiscard]] ContractTable& contracts() { return m_contracts; }

    [[nodiscard]] BillTable& billTable() { return m_billTable; }

    [[nodiscard]] UnmatchedTable& unmatched() { return m_unmatched; }

    [[nodiscard]] FigureTable& totals() { return m_totals; }

  Q_SIGNALS:
    /// A run began or ended.
    void changed();
    /// Bills are there, of a new result or of another outage.
    void settled();

  private:
    struct Answer
    {
        MarketOutcomePtr outcome;
        MarketBillsPtr bills; ///< null with an error
    };

    void take(std::optional<Answer> answer);
    void settle();
    void showBills(MarketBillsPtr bills);
    void showTotals();

    SnapshotFeed& m_feed;
    const Language& m_language;
    MarketOutcomePtr m_outcome;
    MarketBillsPtr m_bills;
    MarketOutage m_outage;
    std::optional<twin::Error> m_error;
    QString m_ordersFile; ///< of the last run
    MarketSettings m_settings;
    MarketTable m_markets;
    ContractTable m_contracts;
    BillTable m_billTable;
    UnmatchedTable m_unmatched;
    FigureTable m_totals;
    AskedJob<Answer, MarketProgress> m_job;
    LatestJob<MarketBillsPtr> m_settling; ///< of the last result, for another outage
};

} // namespace models
