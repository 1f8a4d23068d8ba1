#include "models/market/market_model.h"
#include "models/market/market_totals.h"
#include "tests/support/fake_twin.h"
#include "tests/support/patience.h"
#include "tests/twin/compute/nation.h"
#include "twin/support/rng.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace models;
using twin::MoneyE4;
using twin::compute::BidOutcome;

namespace {

/// Guizhou: limits 4 and 2 CNY over reserve prices of 1 and 3 for 100 cards each: 100 cards at (4 + 1) / 2,
/// from users in Guiyang over 40 Gb/s. Hebei: nobody offers.
const char* const kOrders = R"({
  "format": "suanwang.orders.v1", "hours": 100,
  "bids": [
    {"id": "dear", "tenant": "t-1", "province": "520000", "chip_class": "NPU-320", "cards": 100,
     "limit_cny": 4, "users_site": "st-guiyang", "gbps": 40},
    {"id": "cheap", "province": "520000", "chip_class": "NPU-320", "cards": 100, "limit_cny": 2},
    {"id": "alone", "province": "130000", "chip_class": "NPU-320", "cards": 8, "limit_cny": 9}
  ],
  "asks": [
    {"id": "a1", "pool": "pl-4", "province": "520000", "chip_class": "NPU-320", "cards": 100, "reserve_cny": 1},
    {"id": "a3", "pool": "pl-4", "province": "520000", "chip_class": "NPU-320", "cards": 100, "reserve_cny": 3}
  ]
})";

struct Bench
{
    Bench()
        : twin(std::make_shared<test::FakeTwin>(test::computeNation().registry))
        , feed(twin)
        , model(feed, language)
    {
        twin->fillCalm();
        publish();
        file = folder.filePath(QStringLiteral("orders.json"));
        write(kOrders);
    }

    void publish()
    {
        twin->tick();
        feed.poll();
    }

    void write(const QByteArray& text) const
    {
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(text);
    }

    void run(const QString& orders, const MarketSettings& settings = {})
    {
        model.run(orders, settings);
        QVERIFY(model.isRunning());
        test::mustCome([this] { return !model.isRunning() && !model.isSettling(); }, "a result");
    }

    void setOutage(const MarketOutage& outage)
    {
        model.setOutage(outage);
        test::mustCome([this] { return !model.isSettling(); }, "bills");
    }

    void addJob(const std::string& id, const std::string& chipClass, std::uint32_t cards,
                twin::registry::JobKind kind = twin::registry::JobKind::IntraTrain)
    {
        twin::registry::Job job;
        job.id = id;
        job.tenantId = "tenant-" + id;
        job.kind = kind;
        job.state = twin::registry::JobState::Queued;
        job.chipClass = chipClass;
        job.cards = cards;
        twin->addJob(job);
    }

    QTemporaryDir folder;
    QString file;
    std::shared_ptr<test::FakeTwin> twin;
    Language language;
    SnapshotFeed feed;
    MarketModel model;
    QAbstractItemModelTester marketTester{&model.markets(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest};
    QAbstractItemModelTester billTester{&model.billTable(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest};
    QAbstractItemModelTester unmatchedTester{&model.unmatched(),
                                             QAbstractItemModelTester::FailureReportingMode::QtTest};
};

QString cell(const QAbstractItemModel& model, int row, int column)
{
    return model.index(row, column).data().toString();
}

/// A column of amounts as shown, added up.
double sumOf(const QAbstractItemModel& model, int column)
{
    double out = 0;
    for (int row = 0; row < model.rowCount(); ++row) {
        bool isNumber = false;
        out += cell(model, row, column).remove(u',').toDouble(&isNumber);
        if (!isNumber) {
            qFatal("no number: %s", qPrintable(cell(model, row, column)));
        }
    }
    return out;
}

/// The value of the figure that begins so.
QString figure(MarketModel& model, const QString& begin)
{
    const FigureTable& totals = model.totals();
    for (int row = 0; row < totals.rowCount(); ++row) {
        if (cell(totals, row, FigureTable::LabelColumn).trimmed().startsWith(begin)) {
            return cell(totals, row, FigureTable::ValueColumn);
        }
    }
    return QStringLiteral("none called ") + begin;
}

/// Orders of four markets at random, within what the pools have free.
QByteArray randomOrders(std::uint64_t seed)
{
    twin::Rng rng(seed, "test.market.model");
    twin::compute::OrdersFile file;
    file.orders.hours = 1 + static_cast<double>(rng.below(100)) / 8;
    const char* const sites[] = {"", "st-beijing", "st-guiyang", "st-chengdu"};
    const auto key = [&](bool isGuizhou) {
        return twin::compute::MarketKey{isGuizhou ? 520000U : 130000U, "NPU-320",
                                        rng.uniform() < 0.3 ? 5U : 20U};
    };
    for (int i = 0; i < 30; ++i) {
        auto& bid = file.orders.bids.emplace_back();
        bid.id = "B" + std::to_string(i);
        bid.key = key(rng.uniform() < 0.6);
        bid.cards = static_cast<std::uint32_t>(1 + rng.below(900));
        bid.limit = static_cast<MoneyE4>(10'000 + rng.below(50'000));
        bid.usersSite = sites[rng.below(4)];
        bid.gbps = rng.uniform() < 0.5 ? static_cast<double>(rng.below(400)) : 0;
    }
    for (int i = 0; i < 16; ++i) {
        auto& ask = file.orders.asks.emplace_back();
        ask.id = "A" + std::to_string(i);
        ask.poolId = i % 2 == 0 ? "pl-4" : "pl-1";
        ask.key = key(i % 2 == 0);
        ask.cards = static_cast<std::uint32_t>(1 + rng.below(700)); // pl-4 has 6,000 free
        ask.reserve = static_cast<MoneyE4>(8'000 + rng.below(40'000));
    }
    return QByteArray::fromStdString(twin::compute::ordersText(file));
}

} // namespace

class TstMarketModel : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatCannotBeClearedIsSaidWithFileAndPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("place");
        QTest::newRow("a field nobody knows")
            << QByteArray(
                   "{\n\"format\": \"suanwang.orders.v1\",\n\"bids\": [{\"id\": \"a\", \"card\": 1}]\n}")
            << QByteArray("orders.json:3");
        QTest::newRow("no JSON") << QByteArray("{\n") << QByteArray("orders.json:");
        QTest::newRow("a pool that is none")
            << QByteArray(kOrders).replace("pl-4", "pl-9") << QByteArray("ask a1: pl-9 offers no NPU-320");
        QTest::newRow("more cards than are free")
            << QByteArray(kOrders).replace("\"cards\": 100, \"reserve_cny\": 3",
                                           "\"cards\": 9000, \"reserve_cny\": 3")
            << QByteArray("ask a3: pl-4 has not so many free cards");
        QTest::newRow("more than one round")
            << QByteArray(kOrders).replace("\"bids\"", "\"rounds\": 3, \"bids\"")
            << QByteArray("has 3 rounds");
        QTest::newRow("a place that is none")
            << QByteArray(kOrders).replace("st-guiyang", "st-nowhere") << QByteArray("bid dear:");
    }

    void whatCannotBeClearedIsSaidWithFileAndPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, place);
        Bench b;
        b.run(b.file);
        QVERIFY(b.model.hasResult());
        b.write(text);
        b.run(b.file);
        QVERIFY(!b.model.hasResult());
        QVERIFY(b.model.error());
        const QByteArray said = QByteArray::fromStdString(b.model.error()->text());
        QVERIFY2(said.contains("orders.json") && said.contains(place), said.constData());
        QVERIFY(b.model.summary().isEmpty());
        QCOMPARE(b.model.markets().rowCount() + b.model.contracts().rowCount() +
                     b.model.billTable().rowCount() + b.model.unmatched().rowCount() +
                     b.model.totals().rowCount(),
                 0);
    }

    void aFileThatIsGoneIsSaid()
    {
        Bench b;
        b.run(b.file + QStringLiteral(".gone"));
        QVERIFY(b.model.error() && b.model.error()->code == twin::ErrorCode::NotFound);
    }

    void withoutWordOfFreeCardsThereIsNoMarket()
    {
        const auto silent = std::make_shared<test::FakeTwin>();
        silent->publish();
        Bench b;
        SnapshotFeed feed(silent);
        feed.poll();
        MarketModel model(feed, b.language);
        model.run(b.file, {});
        PATIENT_VERIFY(!model.isRunning());
        QVERIFY(model.error());
        QVERIFY2(model.error()->reason.find("which cards are free") != std::string::npos,
                 model.error()->reason.c_str());
    }

    void aFileClearsIntoContractsAndBills()
    {
        Bench b;
        b.run(b.file);
        QVERIFY2(b.model.hasResult(), b.model.error() ? b.model.error()->text().c_str() : "");
        MarketTable& markets = b.model.markets();
        QCOMPARE(markets.rowCount(), 2); // by province: Hebei, Guizhou
        QCOMPARE(markets.busiest(), 1);
        QCOMPARE(markets.title(1), QStringLiteral("Guizhou · NPU-320 · 20 ms"));
        QCOMPARE(cell(markets, 1, MarketTable::PriceColumn), QStringLiteral("2.5000"));
        QCOMPARE(cell(markets, 1, MarketTable::CardsColumn), QStringLiteral("100"));
        QCOMPARE(cell(markets, 1, MarketTable::WantedColumn), QStringLiteral("200"));
        QCOMPARE(cell(markets, 1, MarketTable::LimitColumn), QStringLiteral("4.0000"));
        QCOMPARE(cell(markets, 1, MarketTable::ReserveColumn), QStringLiteral("1.0000"));
        QCOMPARE(cell(markets, 1, MarketTable::BuyerSurplusColumn), QStringLiteral("15,000.00"));
        QCOMPARE(cell(markets, 1, MarketTable::SellerSurplusColumn), QStringLiteral("15,000.00"));
        QCOMPARE(cell(markets, 0, MarketTable::PriceColumn), format::unknown());
        ContractTable& contracts = b.model.contracts();
        QCOMPARE(contracts.rowCount(), 1);
        QCOMPARE(cell(contracts, 0, ContractTable::BidColumn), QStringLiteral("dear"));
        QCOMPARE(cell(contracts, 0, ContractTable::PoolColumn), QStringLiteral("Gui'an 1"));
        QCOMPARE(cell(contracts, 0, ContractTable::ComputeColumn), QStringLiteral("25,000.00"));
        QCOMPARE(cell(contracts, 0, ContractTable::NetworkColumn), QStringLiteral("40,000.00")); // 2·40·100·5
        QCOMPARE(contracts.key(0), (EntityKey{EntityKey::Type::Pool, QStringLiteral("pl-4")}));
        BillTable& bills = b.model.billTable();
        QCOMPARE(cell(bills, 0, BillTable::CardHoursColumn), QStringLiteral("10,000"));
        QCOMPARE(cell(bills, 0, BillTable::ComputeHoursColumn), QStringLiteral("3.20")); // · 320 TFLOPS
        QCOMPARE(cell(bills, 0, BillTable::RateHoursColumn), QStringLiteral("4,000"));
        QCOMPARE(cell(bills, 0, BillTable::TotalColumn), QStringLiteral("65,000.00"));
        QVERIFY(b.model.summary().contains(QStringLiteral("1 of 3 bids")));
    }

    void whoWentWithoutIsSaidWithTheReason()
    {
        Bench b;
        QByteArray text = kOrders;
        text.replace("\"reserve_cny\": 1}", "\"reserve_cny\": 2.5}"); // above the limit of "cheap"
        b.write(text);
        b.run(b.file);
        UnmatchedTable& unmatched = b.model.unmatched();
        QCOMPARE(unmatched.rowCount(), 2);
        QCOMPARE(cell(unmatched, 0, UnmatchedTable::BidColumn), QStringLiteral("alone"));
        QCOMPARE(cell(unmatched, 0, UnmatchedTable::ReasonColumn),
                 QStringLiteral("Not enough cards at its price"));
        QCOMPARE(cell(unmatched, 1, UnmatchedTable::BidColumn), QStringLiteral("cheap"));
        QCOMPARE(cell(unmatched, 1, UnmatchedTable::ReasonColumn),
                 QStringLiteral("Its limit is below every reserve price"));
        QCOMPARE(cell(unmatched, 1, UnmatchedTable::GotColumn), QStringLiteral("0"));
        text.replace("\"gbps\": 40", "\"gbps\": 90000"); // more than any access link
        b.write(text);
        b.run(b.file);
        QCOMPARE(unmatched.rowCount(), 3);
        QCOMPARE(cell(unmatched, 1, UnmatchedTable::BidColumn), QStringLiteral("dear"));
        QVERIFY(cell(unmatched, 1, UnmatchedTable::ReasonColumn).contains(QStringLiteral("network")));
    }

    /// Rows are rounded to 0.01 CNY; what the totals show adds up to the last digit.
    void totalsAreExact()
    {
        const QLocale english(QLocale::English);
        QCOMPARE(wholeMoney(35'001, english).text(), QStringLiteral("3.5001 CNY"));
        QCOMPARE(wholeMoney(-35'100, english).text(), QStringLiteral("−3.51 CNY"));
        MarketTotals totals;
        totals.buyerSurplus = 10'051;
        totals.sellerSurplus = 20'052;
        const auto figures = marketFigures(totals, english);
        QCOMPARE(figures[1].value.number, QStringLiteral("3.0103"));
        QCOMPARE(figures[2].value.number, QStringLiteral("1.0051"));
        QCOMPARE(figures[3].value.number, QStringLiteral("2.0052"));
    }

    /// Budget balance and individual rationality, row by row and in the totals; with an outage, too.
    void moneyAddsUpAndNobodyTradesAtALoss()
    {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            Bench b;
            b.write(randomOrders(seed));
            b.setOutage(seed % 2 == 0 ? MarketOutage{QStringLiteral("pl-4"), 0.5, 0.25} : MarketOutage());
            b.run(b.file);
            QVERIFY2(b.model.hasResult(), b.model.error() ? b.model.error()->text().c_str() : "");
            ContractTable& contracts = b.model.contracts();
            for (int row = 0; row < contracts.rowCount(); ++row) {
                const double price = cell(contracts, row, ContractTable::PriceColumn).toDouble();
                QVERIFY2(price <= cell(contracts, row, ContractTable::LimitColumn).toDouble() &&
                             price >= cell(contracts, row, ContractTable::ReserveColumn).toDouble(),
                         qPrintable(QStringLiteral("seed %1, contract %2").arg(seed).arg(row)));
            }
            const MarketTotals totals = marketTotals(b.model.outcome(), b.model.bills());
            QVERIFY(totals.contracts > 0);
            QCOMPARE(totals.leftOver(), MoneyE4{0});
            QCOMPARE(totals.aboveLimit + totals.belowReserve, 0U);
            QVERIFY(totals.buyerSurplus >= 0 && totals.sellerSurplus >= 0);
            QCOMPARE(figure(b.model, QStringLiteral("Left over")), QStringLiteral("0.00"));
            QCOMPARE(figure(b.model, QStringLiteral("Contracts above")), QStringLiteral("0"));
            QCOMPARE(figure(b.model, QStringLiteral("Contracts below")), QStringLiteral("0"));
            // What the tables show, rounded to 0.01 a row, adds up to what the totals show.
            const BillTable& bills = b.model.billTable();
            const double slack = 0.005 * (bills.rowCount() + 1) + 1e-6;
            const auto isSum = [&](const QAbstractItemModel& table, int column, const QString& label) {
                const double shown = figure(b.model, label).remove(u',').toDouble();
                return std::abs(sumOf(table, column) - shown) <= slack;
            };
            QVERIFY(isSum(bills, BillTable::TotalColumn, QStringLiteral("Buyers pay")));
            QVERIFY(isSum(bills, BillTable::NetworkColumn, QStringLiteral("The network gets")));
            QVERIFY(isSum(b.model.markets(), MarketTable::BuyerSurplusColumn, QStringLiteral("of buyers")));
            QVERIFY(isSum(b.model.markets(), MarketTable::SellerSurplusColumn, QStringLiteral("of sellers")));
            const double sellers = figure(b.model, QStringLiteral("Sellers get")).remove(u',').toDouble();
            QVERIFY(std::abs(sumOf(bills, BillTable::ComputeColumn) - sumOf(bills, BillTable::CreditColumn) -
                             sellers) <= 2 * slack);
        }
    }

    void anOutageIsCreditedAndContractsStay()
    {
        Bench b;
        b.run(b.file);
        BillTable& bills = b.model.billTable();
        const QSignalSpy reset(&bills, &QAbstractItemModel::modelReset);
        QCOMPARE(cell(bills, 0, BillTable::CreditColumn), QStringLiteral("0.00"));
        QCOMPARE(b.model.sellers(), (std::vector<std::pair<QString, QString>>{
                                        {QStringLiteral("pl-4"), QStringLiteral("Gui'an 1")}}));
        b.setOutage({QStringLiteral("pl-4"), 10, 3}); // 97 %: 25 % of 24,250
        QCOMPARE(cell(bills, 0, BillTable::AvailabilityColumn), QStringLiteral("97.000"));
        QCOMPARE(cell(bills, 0, BillTable::ComputeColumn), QStringLiteral("24,250.00"));
        QCOMPARE(cell(bills, 0, BillTable::CreditColumn), QStringLiteral("6,062.50"));
        QCOMPARE(cell(bills, 0, BillTable::TotalColumn), QStringLiteral("56,987.50"));
        QCOMPARE(figure(b.model, QStringLiteral("less service credit")), QStringLiteral("−6,062.50"));
        QVERIFY(b.model.summary().contains(QStringLiteral("service credit 6,062.50 CNY")));
        QCOMPARE(cell(b.model.contracts(), 0, ContractTable::ComputeColumn), QStringLiteral("25,000.00"));
        QVERIFY2(reset.isEmpty(), "selection and scroll position stay");
        b.setOutage({});
        QCOMPARE(cell(bills, 0, BillTable::CreditColumn), QStringLiteral("0.00"));
    }

    void anOutageOfTheFileCountsToo()
    {
        Bench b;
        QByteArray text = kOrders;
        text.replace("\"hours\": 100,",
                     "\"hours\": 100, \"outages\": [{\"pool\": \"pl-4\", \"from_h\": 0, \"to_h\": 2}],");
        b.write(text);
        b.setOutage({QStringLiteral("pl-4"), 1, 4});
        b.run(b.file);
        QCOMPARE(cell(b.model.billTable(), 0, BillTable::AvailabilityColumn), QStringLiteral("95.000"));
    }

    void aRunCanBeCancelledAndLeavesTheLastResult()
    {
        Bench b;
        b.run(b.file);
        b.model.run(b.file, {});
        QThread::msleep(50); // so small a question is answered by now, and nobody has heard of it
        b.model.cancel();
        PATIENT_VERIFY(!b.model.isRunning());
        QVERIFY(b.model.error() && b.model.error()->code == twin::ErrorCode::Cancelled);
        QVERIFY(b.model.hasResult());
        QCOMPARE(b.model.contracts().rowCount(), 1);
    }

    void aModelThatGoesEndsItsRun()
    {
        Bench b;
        auto model = std::make_unique<MarketModel>(b.feed, b.language);
        model->run(b.file, {});
        model.reset();
        QCoreApplication::processEvents(); // nothing is posted to what is gone
    }

    void theTwinMakesOrdersOfWhatWaitsAndWhatIsFree()
    {
        Bench b;
        using twin::registry::JobKind;
        b.addJob("jb-1", "NPU-320", 1'000);
        b.addJob("jb-2", "NPU-320", 500, JobKind::Infer);
        b.addJob("jb-3", "", 10);
        b.addJob("jb-4", "NPU-999", 10);
        b.addJob("jb-5", "NPU-320", 100, JobKind::Infer);
        twin::registry::Flow flow; // its users are in Hebei
        flow.id = "fl-5";
        flow.jobId = "jb-5";
        flow.src = "st-zhangjiakou";
        flow.rateRequested_bps = 10e9;
        b.twin->addFlow(flow);
        b.publish();
        QCOMPARE(b.model.waiting(), 5U);
        const twin::compute::OfferTable offers(*b.feed.snapshot());
        const LiveOrders live = liveOrders(*b.feed.snapshot(), offers);
        // The cheapest NPU-320 are in Guizhou (spot 1.2 CNY, on demand 2.4).
        const auto& bids = live.orders.bids;
        QCOMPARE(bids.size(), std::size_t{3});
        QVERIFY(bids[0].key == (twin::compute::MarketKey{520000, "NPU-320", 20}));
        QCOMPARE(bids[0].limit, MoneyE4{24'000});
        QCOMPARE(bids[0].tenant, std::string("tenant-jb-1"));
        QVERIFY(bids[1].key == (twin::compute::MarketKey{520000, "NPU-320", 5}));
        QVERIFY(bids[2].key == (twin::compute::MarketKey{130000, "NPU-320", 5}));
        QCOMPARE(bids[2].limit, MoneyE4{30'000});
        QCOMPARE(bids[2].usersSite, std::string("st-zhangjiakou"));
        QCOMPARE(bids[2].gbps, 10.0);
        QCOMPARE(live.withoutBid.size(), std::size_t{2});
        QVERIFY(live.withoutBid[0].why == NoBid::NamesNoChipClass);
        QVERIFY(live.withoutBid[1].why == NoBid::NothingOffered);
        // 6,000 free cards of pl-4 in proportion 500 to 1,000; all 12,000 of pl-1.
        const auto& asks = live.orders.asks;
        QCOMPARE(asks.size(), std::size_t{3});
        QCOMPARE(asks[0].poolId, std::string("pl-1"));
        QCOMPARE(asks[0].cards, 12'000U);
        QCOMPARE(asks[1].key.latencyClass_ms, 5U);
        QCOMPARE(asks[1].cards, 2'000U);
        QCOMPARE(asks[2].cards, 4'000U);
        QCOMPARE(asks[2].reserve, MoneyE4{12'000});
        b.run({}, {10, 5, 0.95});
        QVERIFY2(b.model.hasResult(), b.model.error() ? b.model.error()->text().c_str() : "");
        QCOMPARE(b.model.outcome().file.orders.hours, 10.0);
        QCOMPARE(b.model.contracts().rowCount(), 2);
        UnmatchedTable& unmatched = b.model.unmatched();
        QCOMPARE(unmatched.rowCount(), 3);
        QCOMPARE(unmatched.key(0), (EntityKey{EntityKey::Type::Job, QStringLiteral("jb-5")}));
        QVERIFY(
            cell(unmatched, 0, UnmatchedTable::ReasonColumn).contains(QStringLiteral("network"))); // > 5 ms
        QVERIFY(cell(unmatched, 1, UnmatchedTable::ReasonColumn).contains(QStringLiteral("names no chip")));
        QVERIFY(cell(unmatched, 2, UnmatchedTable::ReasonColumn).contains(QStringLiteral("nobody offers")));
    }

    void bidsKeepToWhatTheirJobsRegister()
    {
        Bench b;
        twin::registry::Job job;
        job.id = "jb-1";
        job.tenantId = "tenant-1";
        job.kind = twin::registry::JobKind::Batch;
        job.state = twin::registry::JobState::Queued;
        job.chipClass = "NPU-320";
        job.cards = 100;
        job.start = b.twin->now;
        job.expectedEnd = b.twin->now + 10 * twin::kHour;
        job.limits.provinces = {130000};
        job.limits.latencyClass_ms = 1;
        job.limits.budget_cny = 2'000;
        b.twin->addJob(job);
        job.id = "jb-2";
        job.limits.provinces = {440000};
        b.twin->addJob(job);
        job.id = "jb-3";
        job.cards = 0;
        job.limits = {};
        job.limits.gflops = 320'000 * 50;
        b.twin->addJob(job);
        b.publish();
        const twin::compute::OfferTable offers(*b.feed.snapshot());
        const LiveOrders live = liveOrders(*b.feed.snapshot(), offers);
        const auto& bids = live.orders.bids;
        QCOMPARE(bids.size(), std::size_t{2});
        QVERIFY(bids[0].key == (twin::compute::MarketKey{130000, "NPU-320", 1}));
        QCOMPARE(bids[0].limit, MoneyE4{20'000}); // 2,000 CNY over 100 cards and 10 hours, not 3 CNY
        QCOMPARE(bids[1].cards, 50U);
        QCOMPARE(live.withoutBid.size(), std::size_t{1});
        QCOMPARE(live.withoutBid[0].id, std::string("jb-2"));
        QVERIFY(live.withoutBid[0].why == NoBid::NothingOffered);
    }

    void aPoolOutOfServiceOffersNothing()
    {
        for (const twin::OperState state : {twin::OperState::Down, twin::OperState::Draining}) {
            Bench b;
            b.addJob("jb-1", "NPU-320", 1'000);
            b.twin->set(twin::EntityKind::Pool, "pl-4", twin::PoolMetric::State, static_cast<double>(state));
            b.publish();
            const twin::compute::OfferTable offers(*b.feed.snapshot());
            const LiveOrders live = liveOrders(*b.feed.snapshot(), offers);
            QCOMPARE(live.orders.asks.size(), std::size_t{1});
            QCOMPARE(live.orders.asks[0].poolId, std::string("pl-1"));
        }
    }

    void savedOrdersClearToTheSame()
    {
        Bench b;
        b.addJob("jb-1", "NPU-320", 1'000);
        b.addJob("jb-2", "NPU-320", 500, twin::registry::JobKind::Infer);
        b.publish();
        b.run({});
        b.setOutage({QStringLiteral("pl-4"), 0, 6});
        const QString before = figure(b.model, QStringLiteral("Buyers pay"));
        const QString credit = figure(b.model, QStringLiteral("less service credit"));
        b.write(b.model.ordersFile());
        b.setOutage({});
        b.run(b.file);
        QVERIFY2(b.model.hasResult(), b.model.error() ? b.model.error()->text().c_str() : "");
        QCOMPARE(figure(b.model, QStringLiteral("Buyers pay")), before);
        QCOMPARE(figure(b.model, QStringLiteral("less service credit")), credit);
        QVERIFY(credit != QStringLiteral("0.00"));
    }

    /// demand 4 for 100, 2 for 100; supply 1 for 100, 3 for 100
    void curvesAreTheSortedBook()
    {
        Bench b;
        b.run(b.file);
        const MarketCurves curves = b.model.curves(1);
        using Steps = MarketCurves::Steps;
        QCOMPARE(curves.demand, (Steps{{0, 4}, {100, 4}, {100, 2}, {200, 2}, {200, 0}}));
        QCOMPARE(curves.supply, (Steps{{0, 1}, {100, 1}, {100, 3}, {200, 3}}));
        QCOMPARE(curves.crossing, 100.0);
        QCOMPARE(curves.price, 2.5);
        QCOMPARE(curves.highestShown(), 4.0);
        const MarketCurves alone = b.model.curves(0);
        QVERIFY(alone.supply.empty());
        QCOMPARE(alone.shownCards(), 8.0);
    }

    void aBookOfThousandsIsDrawnWithFewSteps()
    {
        MarketOutcome outcome;
        auto& market = outcome.result.markets.emplace_back();
        for (std::uint32_t i = 0; i < 20'000; ++i) {
            auto& bid = outcome.file.orders.bids.emplace_back();
            bid.cards = 1;
            bid.limit = 50'000 - i;
            market.bids.push_back(i);
        }
        const MarketCurves curves = marketCurves(outcome, 0);
        QVERIFY2(curves.demand.size() <= 2'010, qPrintable(QString::number(curves.demand.size())));
        QCOMPARE(curves.demand[curves.demand.size() - 2].first, 20'000.0);
        for (std::size_t i = 1; i < curves.demand.size(); ++i) {
            QVERIFY(curves.demand[i].second <= curves.demand[i - 1].second);
            QVERIFY(curves.demand[i].first >= curves.demand[i - 1].first);
        }
    }
};

QTEST_GUILESS_MAIN(TstMarketModel)
#include "tst_market_model.moc"
