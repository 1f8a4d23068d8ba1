#include "models/market/market_model.h"

#include "models/format/format.h"
#include "models/market/market_totals.h"
#include "models/placement/waiting_jobs.h"

#include <algorithm>
#include <set>

namespace models {

MarketModel::MarketModel(SnapshotFeed& feed, const Language& language, QObject* parent)
    : QObject(parent)
    , m_feed(feed)
    , m_language(language)
    , m_markets(language)
    , m_contracts(language)
    , m_billTable(language)
    , m_unmatched(language)
    , m_job([this](std::optional<Answer> answer) { take(std::move(answer)); })
    , m_settling([this](MarketBillsPtr bills) {
        showBills(std::move(bills));
        settle();
        Q_EMIT settled();
    })
{
    connect(&language, &Language::changed, this, [this] {
        m_markets.retranslate();
        m_contracts.retranslate();
        m_billTable.retranslate();
        m_unmatched.retranslate();
        showTotals();
        Q_EMIT changed();
    });
}

void MarketModel::run(const QString& ordersFile, const MarketSettings& settings)
{
    const auto& snapshot = m_feed.snapshot();
    if (isRunning() || !snapshot) {
        return;
    }
    m_ordersFile = ordersFile;
    m_settings = settings;
    m_settling.cancel(); // its bills would be of the result before
    m_job.ask([order = MarketOrder{snapshot, ordersFile, settings},
               outage = m_outage](const auto& progress) -> Answer {
        MarketOutcomePtr outcome = clearOrders(order, *progress);
        MarketBillsPtr bills = outcome->error ? nullptr : settleOutcome(*outcome, outage);
        return {std::move(outcome), std::move(bills)};
    });
    Q_EMIT changed();
}

bool MarketModel::isOf(const QString& ordersFile, const MarketSettings& settings) const
{
    const bool isSame = ordersFile.isEmpty() ? m_settings == settings : m_settings.fill == settings.fill;
    return m_ordersFile == ordersFile && isSame; // the other terms are the file's
}

void MarketModel::cancel()
{
    m_job.cancel();
}

void MarketModel::setOutage(const MarketOutage& outage)
{
    if (m_outage == outage) {
        return;
    }
    m_outage = outage;
    if (!isRunning()) { // else it is looked at when the run ends
        settle();
    }
}

void MarketModel::settle()
{
    if (isSettling()) {
        m_settling.request(
            [outcome = m_outcome, outage = m_outage] { return settleOutcome(*outcome, outage); });
    }
}

void MarketModel::take(std::optional<Answer> answer)
{
    // What was asked for and taken back leaves the last result.
    m_error =
        answer ? answer->outcome->error : twin::Error{twin::ErrorCode::Cancelled, "cancelled", {}, 0, 0};
    if (answer) {
        m_outcome = std::move(answer->outcome);
        for (MarketTableBase* table :
             {static_cast<MarketTableBase*>(&m_markets), static_cast<MarketTableBase*>(&m_contracts),
              static_cast<MarketTableBase*>(&m_unmatched), static_cast<MarketTableBase*>(&m_billTable)}) {
            table->setOutcome(m_outcome);
        }
        showBills(std::move(answer->bills));
    }
    settle(); // the outage may have changed meanwhile
    Q_EMIT changed();
    Q_EMIT settled();
}

void MarketModel::showBills(MarketBillsPtr bills)
{
    m_bills = std::move(bills);
    m_billTable.setBills(m_bills);
    showTotals();
}

void MarketModel::showTotals()
{
    m_totals.setFigures(hasResult() ? marketFigures(marketTotals(*m_outcome, *m_bills), m_language.locale())
                                    : std::vector<CalculatorFigure>(),
                        m_language.locale());
}

std::vector<std::pair<QString, QString>> MarketModel::sellers() const
{
    std::set<std::string> seen;
    std::vector<std::pair<QString, QString>> out;
    if (!hasResult()) {
        return out;
    }
    for (const MarketContract& each : m_outcome->contracts) {
        const std::string& pool = m_outcome->askOf(each).poolId;
        if (seen.insert(pool).second) {
            const auto* registered = m_outcome->poolOf(each);
            out.emplace_back(format::text(pool),
                             registered != nullptr ? m_language.name(registered->name) : format::text(pool));
        }
    }
    std::ranges::sort(out, [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second.localeAwareCompare(b.second) < 0 : a.first < b.first;
    });
    return out;
}

std::size_t MarketModel::waiting() const
{
    return m_feed.snapshot() ? waitingCount(*m_feed.snapshot()) : 0;
}

QByteArray MarketModel::ordersFile() const
{
    twin::compute::OrdersFile file = m_outcome->file;
    if (!m_outage.poolId.isEmpty()) {
        file.outages.push_back(
            {format::utf8(m_outage.poolId), m_outage.from_h, m_outage.from_h + m_outage.hours});
    }
    return QByteArray::fromStdString(twin::compute::ordersText(file));
}

QString MarketModel::summary() const
{
    if (!hasResult()) {
        return {};
    }
    const MarketTotals totals = marketTotals(*m_outcome, *m_bills);
    const QLocale& locale = m_language.locale();
    std::uint64_t cards = 0;
    for (const auto& market : m_outcome->result.markets) {
        cards += market.cards;
    }
    QStringList parts{
        format::dateTime(m_outcome->snapshot->time),
        tr("%n market(s)", nullptr, static_cast<int>(m_outcome->result.markets.size())),
        tr("%1 of %2 bids got all they asked for")
            .arg(format::count(totals.filled, locale), format::count(totals.bids, locale)),
        tr("%1 cards traded for %2 h")
            .arg(format::count(cards, locale), format::number(m_outcome->file.orders.hours, locale)),
        tr("surplus %1").arg(format::money(totals.buyerSurplus + totals.sellerSurplus, locale).text())};
    if (totals.credit > 0) {
        parts << tr("service credit %1").arg(format::money(totals.credit, locale).text());
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace models
