// Whose traffic a scenario is computed with, beside the present and the busy hour: percentiles of a range and
// forecasts, from hand-made histories, and what is said where there is none.
#include "metered_store.h"

#include "twin/ingest/past_reader.h"
#include "twin/scenario/demand_history.h"
#include "twin/scenario/fork.h"
#include "twin/state/twin_state.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

using namespace twin;
using namespace twin::scenario;

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr TimeNs kChina = -8 * kHour; ///< midnight in UTC+8 is so much after midnight in UTC

std::vector<DayLoad> daysOf(std::size_t count, double (*load)(double day))
{
    std::vector<DayLoad> out;
    for (std::size_t i = 0; i < count; ++i) {
        out.push_back({static_cast<TimeNs>(i) * kDay, load(static_cast<double>(i))});
    }
    return out;
}

state::SnapshotPtr momentWithoutTelemetry()
{
    state::TwinState twin;
    twin.setRegistry(FeedStore::nation().registry, FeedStore::nation().workload);
    return twin.publish(FeedStore::kStart, nullptr, {});
}

double askedByBackground(const GroundPtr& ground)
{
    double sum = 0;
    for (const FlowFact& flow : ground->flows()) {
        sum += flow.isBackground ? flow.asked_bps : 0;
    }
    return sum;
}

GroundPtr busyHour()
{
    auto ground = Ground::of(FeedStore::nation().registry, FeedStore::nation().workload);
    if (!ground) {
        qFatal("%s", ground.error().text().c_str());
    }
    return *ground;
}

} // namespace

class TestDemandBase : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void tooLittleIsRefusedAndNamed()
    {
        const auto fewDays = daysOf(13, [](double day) { return 100 + day; });
        const auto few = fitGrowth(fewDays, 13 * kDay, 20 * kDay);
        QVERIFY(!few);
        QCOMPARE(few.error().code, ErrorCode::Invalid);
        QVERIFY2(few.error().reason.find("at least 14 days of history; the store has 13") !=
                     std::string::npos,
                 few.error().reason.c_str());
        const auto days = daysOf(20, [](double day) { return 100 + day; });
        const auto far = fitGrowth(days, 20 * kDay, 200 * kDay);
        QVERIFY(!far);
        QVERIFY2(far.error().reason.find("more than 4 times as far") != std::string::npos,
                 far.error().reason.c_str());
        QVERIFY(!fitGrowth(days, 20 * kDay, 19 * kDay));
        const auto falling = daysOf(20, [](double day) { return 101 - 5 * day; });
        QVERIFY(!fitGrowth(falling, 20 * kDay, 60 * kDay));
    }

    void aLineIsFollowedAsALine()
    {
        const auto days = daysOf(40, [](double day) { return 100 + 2 * (day + 0.5); });
        const auto fit = fitGrowth(days, 40 * kDay, 90 * kDay);
        QVERIFY(fit);
        QVERIFY(!fit->isExponential);
        QCOMPARE(fit->days, 40U);
        QVERIFY(std::abs(fit->factor - 280.0 / 180.0) < 1e-9); // 100 + 2 · 90 over 100 + 2 · 40
        QVERIFY(std::abs(fit->high - fit->low) < 1e-6);        // no noise, nothing unsure
    }

    void anExponentialIsFollowedAsOne()
    {
        const auto days = daysOf(60, [](double day) { return 100 * std::exp(0.01 * day); });
        const auto fit = fitGrowth(days, 60 * kDay, 160 * kDay);
        QVERIFY(fit);
        QVERIFY(fit->isExponential);
        QVERIFY(std::abs(fit->factor - std::exp(1.0)) < 1e-6);
    }

    /// Weekends are a tenth quieter: the interval widens and still holds what was put in.
    void whatGoesUpAndDownWidensTheInterval()
    {
        const auto days = daysOf(
            56, [](double day) { return (100 + 1.0 * day) * (static_cast<int>(day) % 7 >= 5 ? 0.9 : 1.0); });
        const auto fit = fitGrowth(days, 56 * kDay, 112 * kDay);
        QVERIFY(fit);
        QVERIFY(fit->high - fit->low > 0.02);
        QVERIFY(fit->low < 212.0 / 156.0 && 212.0 / 156.0 < fit->high);
    }

    void percentilesAreNearestRanks()
    {
        QVERIFY(std::isnan(percentile95({})));
        QCOMPARE(percentile95({7}), 7.0);
        std::vector<double> values;
        for (int i = 100; i >= 1; --i) {
            values.push_back(i);
        }
        QCOMPARE(percentile95(values), 95.0);
        values.push_back(101);
        QCOMPARE(percentile95(values), 96.0); // 0.95 · 101 = 95.95
    }

    /// Ten links. One comes back on the third day: it counts on none, or the traffic would seem to jump.
    void linksThatComeBackAreNoGrowth()
    {
        std::vector<std::vector<double>> byLink(10, std::vector<double>{1, 1, kNaN, 2});
        for (std::vector<double>& link : byLink) {
            link[2] = 1;
        }
        byLink[9] = {kNaN, kNaN, 50, 50};
        const auto days = dayLoads(byLink, 0);
        QCOMPARE(days.size(), 4U);
        QCOMPARE(days[1].bps, 9.0);
        QCOMPARE(days[2].bps, 9.0);
        QCOMPARE(days[3].bps, 18.0);
        byLink[8][1] = kNaN; // eight of ten: the day does not count
        const auto fewer = dayLoads(byLink, 0);
        QCOMPARE(fewer.size(), 3U);
        QCOMPARE(fewer[1].begin, 2 * kDay);
    }

    void aRegistryAloneSaysWhatItLacks_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("telemetry");
        QTest::addColumn<QString>("reason");
        QTest::newRow("p95") << int(DemandKind::P95) << false << "a registry alone has no telemetry";
        QTest::newRow("p95 without history") << int(DemandKind::P95) << true << "this base has none";
        QTest::newRow("forecast") << int(DemandKind::Forecast) << false << "state 'per_quarter'";
        QTest::newRow("forecast of a state") << int(DemandKind::Forecast) << true << "state 'per_quarter'";
    }

    void aRegistryAloneSaysWhatItLacks()
    {
        QFETCH(int, kind);
        QFETCH(bool, telemetry);
        QFETCH(QString, reason);
        GroundOptions options;
        options.demand = static_cast<DemandKind>(kind);
        options.demandTerms.at = FeedStore::kStart + kDay;
        const auto ground =
            telemetry ? Ground::of(momentWithoutTelemetry(), options)
                      : Ground::of(FeedStore::nation().registry, FeedStore::nation().workload, options);
        QVERIFY(!ground);
        QCOMPARE(ground.error().code, ErrorCode::Invalid);
        QVERIFY2(ground.error().reason.find(reason.toStdString()) != std::string::npos,
                 ground.error().reason.c_str());
    }

    void aStatedGrowthNeedsNoHistory()
    {
        const GroundPtr now = busyHour();
        GroundOptions options;
        options.demand = DemandKind::Forecast;
        options.demandTerms.at = now->moment() + static_cast<TimeNs>(2 * 365.25 / 4 * 86'400e9);
        options.demandTerms.perQuarter = 0.1;
        const auto later = Ground::of(FeedStore::nation().registry, FeedStore::nation().workload, options);
        QVERIFY2(later, later ? "" : later.error().text().c_str());
        QVERIFY(std::abs(askedByBackground(*later) / askedByBackground(now) - 1.21) < 1e-6);
        QVERIFY(!(*later)->growth());
        const Document document = Fork::root(*later)->document();
        QCOMPARE(parseDocument(documentText(document), "x")->demandTerms.perQuarter,
                 options.demandTerms.perQuarter);
        options.demandTerms.at = now->moment() - kDay;
        QVERIFY(!Ground::of(FeedStore::nation().registry, FeedStore::nation().workload, options));
    }

    /// Thirty-six means of five minutes, each a hundredth above the one before: the 35th is the percentile.
    void percentilesOfAStoreAreWhatTheBackgroundIsFittedTo()
    {
        QTemporaryDir dir;
        const std::string path = dir.filePath("p95.store").toStdString();
        const MeteredStore store(path, FeedStore::kStart, 5 * kMinute, 36, 0.01);
        auto reader = ingest::PastReader::open(path);
        QVERIFY2(reader, reader ? "" : reader.error().text().c_str());
        const registry::Registry& registry = *FeedStore::nation().registry;
        DemandTerms terms;
        terms.from = FeedStore::kStart;
        terms.until = FeedStore::kStart + 3 * kHour;
        const auto history = readDemandHistory(**reader, registry, DemandKind::P95, terms, terms.until);
        QVERIFY2(history, history ? "" : history.error().text().c_str());
        for (const LinkLoad& load : history->p95) {
            const auto [forward, reverse] = loadOf(registry.find(EntityKind::Link, load.link)->index, 1.34);
            QVERIFY2(std::abs(load.forward_bps - forward) <= 0.002 * forward + 1e6, load.link.c_str());
            QVERIFY2(std::abs(load.reverse_bps - reverse) <= 0.002 * reverse + 1e6, load.link.c_str());
        }
        GroundOptions options;
        options.demand = DemandKind::P95;
        options.demandTerms = terms;
        options.history = std::make_shared<const DemandHistory>(*history);
        const auto ground = Ground::of(momentWithoutTelemetry(), options);
        QVERIFY2(ground, ground ? "" : ground.error().text().c_str());
        const double factor = askedByBackground(*ground) / askedByBackground(busyHour());
        QVERIFY2(std::abs(factor - 1.34) < 0.03, qPrintable(QString::number(factor)));

        terms.from += 30 * kDay;
        terms.until += 30 * kDay;
        const auto nothing = readDemandHistory(**reader, registry, DemandKind::P95, terms, terms.until);
        QVERIFY(!nothing);
        QVERIFY2(nothing.error().reason.find("no link of the backbone was measured") != std::string::npos,
                 nothing.error().reason.c_str());
        QVERIFY2(nothing.error().reason.find("what the store holds was heard between 2026-01-01T08:00:00") !=
                     std::string::npos,
                 nothing.error().reason.c_str());
        terms.until = terms.from + kHour;
        QVERIFY(!readDemandHistory(**reader, registry, DemandKind::P95, terms, terms.until));

        // One of years is refused.
        terms.until = terms.from + 50'000 * kDay;
        const auto years = readDemandHistory(**reader, registry, DemandKind::P95, terms, terms.until);
        QVERIFY(!years);
        QVERIFY2(years.error().reason.find("at most 400 days") != std::string::npos,
                 years.error().reason.c_str());
    }

    void aRangeIsMeasuredFromEndToEnd_data()
    {
        QTest::addColumn<qint64>("from_min");
        QTest::addColumn<qint64>("until_min");
        QTest::addColumn<QString>("reason"); ///< empty: it is taken
        QTest::newRow("all of it") << qint64(0) << qint64(180) << QString();
        QTest::newRow("a little more") << qint64(-10) << qint64(190) << QString();
        QTest::newRow("it begins hours before")
            << qint64(-120) << qint64(180) << "only between 2026-01-01T08:00:00";
        QTest::newRow("it ends in the future")
            << qint64(0) << qint64(1'000'000 / 2) << "what the store holds was heard between";
        QTest::newRow("on both sides") << qint64(-10'000) << qint64(10'000) << "ask for that one";
        QTest::newRow("nothing of it") << qint64(-1'000) << qint64(-500) << "no link of the backbone";
        QTest::newRow("after its end") << qint64(500) << qint64(1'000) << "no link of the backbone";
        QTest::newRow("backwards") << qint64(180) << qint64(0) << "ends after its beginning";
        QTest::newRow("an hour") << qint64(0) << qint64(60) << "at least 2 hours";
        QTest::newRow("of all time") << qint64(-27'000'000) << qint64(100'000'000) << "at most 400 days";
    }

    void aRangeIsMeasuredFromEndToEnd()
    {
        static const QTemporaryDir dir;
        static const std::string path = dir.filePath("range.store").toStdString();
        static const MeteredStore store(path, FeedStore::kStart, 5 * kMinute, 36, 0.01);
        QFETCH(qint64, from_min);
        QFETCH(qint64, until_min);
        QFETCH(QString, reason);
        auto reader = ingest::PastReader::open(path);
        QVERIFY(reader);
        DemandTerms terms;
        terms.from = FeedStore::kStart + from_min * kMinute;
        terms.until = FeedStore::kStart + until_min * kMinute;
        const auto history = readDemandHistory(**reader, *FeedStore::nation().registry, DemandKind::P95,
                                               terms, FeedStore::kStart + 3 * kHour);
        QCOMPARE(history.has_value(), reason.isEmpty());
        if (!history) {
            QCOMPARE(history.error().code, ErrorCode::Invalid);
            QVERIFY2(history.error().reason.find(reason.toStdString()) != std::string::npos,
                     history.error().reason.c_str());
        }
    }

    void growthIsThatOfTheStoresDays()
    {
        QTemporaryDir dir;
        const std::string path = dir.filePath("growth.store").toStdString();
        const TimeNs begin = FeedStore::kStart + kDay + kChina;
        const MeteredStore store(path, begin, kHour, 16 * 24, 0.001);
        auto reader = ingest::PastReader::open(path);
        QVERIFY2(reader, reader ? "" : reader.error().text().c_str());
        const TimeNs moment = begin + 16 * kDay;
        DemandTerms terms;
        terms.at = moment + 30 * kDay;
        const auto history =
            readDemandHistory(**reader, *FeedStore::nation().registry, DemandKind::Forecast, terms, moment);
        QVERIFY2(history, history ? "" : history.error().text().c_str());
        QVERIFY2(history->days.size() >= 15, qPrintable(QString::number(history->days.size())));
        const auto fit = fitGrowth(history->days, moment, terms.at);
        QVERIFY2(fit, fit ? "" : fit.error().text().c_str());
        QVERIFY(!fit->isExponential);
        QVERIFY2(fit->factor > 1.2 && fit->factor < 1.53, qPrintable(QString::number(fit->factor)));
        const auto early = readDemandHistory(**reader, *FeedStore::nation().registry, DemandKind::Forecast,
                                             terms, begin + 5 * kDay);
        QVERIFY(early && early->days.size() <= 5);
        terms.perQuarter = 0.1;
        const auto stated =
            readDemandHistory(**reader, *FeedStore::nation().registry, DemandKind::Forecast, terms, moment);
        QVERIFY(stated && stated->days.empty());
    }
};

QTEST_GUILESS_MAIN(TestDemandBase)
#include "tst_demand_base.moc"
