#include "tests/twin/ingest/collector_desk.h"
#include "twin/ingest/otlp_decoder.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace collector_test;

class TestCollectorValues final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aCounterBecomesARate_data()
    {
        QTest::addColumn<QList<double>>("counts"); // one each 10 s
        QTest::addColumn<QList<double>>("rates");  // after each; -1 = not yet known
        constexpr double kWrap = 4'294'967'296.0;
        QTest::newRow("steady") << QList<double>{100, 200, 300} << QList<double>{-1, 80, 80};
        QTest::newRow("standing") << QList<double>{100, 100} << QList<double>{-1, 0};
        QTest::newRow("wraps") << QList<double>{kWrap - 50, 50, 150} << QList<double>{-1, 80, 80};
        QTest::newRow("begins again") << QList<double>{1000, 2000, 0, 100} << QList<double>{-1, 800, 800, 80};
        QTest::newRow("sender restarts") << QList<double>{1e6, 7, 107} << QList<double>{-1, -1, 80};
    }

    void aCounterBecomesARate()
    {
        QFETCH(QList<double>, counts);
        QFETCH(QList<double>, rates);
        Desk desk;
        for (int i = 0; i < counts.size(); ++i) {
            const TimeNs at = kStart + i * 10 * kSecond;
            desk.clock->set(at);
            desk.one("bytes", pool(3), at, counts[i]);
            const double rate = desk.value(3, PoolMetric::Ingress);
            QCOMPARE(std::isnan(rate) ? -1.0 : rate, rates[i]);
        }
        QVERIFY(closes(desk.books()));
        QCOMPARE(desk.books().received, static_cast<std::uint64_t>(counts.size()));
    }

    void aCounterThatNeverWrapsBeganAgain()
    {
        Desk desk;
        desk.one("plain", pool(0), kStart, 4'294'967'000.0);
        desk.clock->set(kStart + 10 * kSecond);
        desk.one("plain", pool(0), kStart + 10 * kSecond, 50);
        QVERIFY(!desk.cell(0, PoolMetric::Egress).isKnown());
    }

    void aRateIsNotTakenOverALongSilence()
    {
        Desk desk;
        desk.one("plain", pool(0), kStart, 0);
        desk.clock->set(kStart + kHour);
        desk.one("plain", pool(0), kStart + kHour, 3600);
        QVERIFY(!desk.cell(0, PoolMetric::Egress).isKnown());
        desk.clock->set(kStart + kHour + kSecond);
        desk.one("plain", pool(0), kStart + kHour + kSecond, 3610);
        QCOMPARE(desk.value(0, PoolMetric::Egress), 10.0);
    }

    void sumsOfOtlpBecomeRates()
    {
        Desk desk;
        const auto export_ = [&](auto fill) {
            OtlpRequest request;
            fill(request);
            QVERIFY(decodeOtlpMetrics(request.bytes(), *desk.source).has_value());
            desk.settle();
        };
        // What was added in two seconds.
        export_(
            [](OtlpRequest& r) { r.sum("plain", pool(0), kStart - 2 * kSecond, kStart, 10, otlp::DELTA); });
        QCOMPARE(desk.value(0, PoolMetric::Egress), 5.0);
        // A sender that began anew says since when it counts.
        export_(
            [](OtlpRequest& r) { r.sum("plain", pool(1), kStart - kHour, kStart, 1000, otlp::CUMULATIVE); });
        desk.clock->set(kStart + 10 * kSecond);
        export_([](OtlpRequest& r) {
            r.sum("plain", pool(1), kStart + 5 * kSecond, kStart + 10 * kSecond, 5000, otlp::CUMULATIVE);
        });
        QCOMPARE(desk.value(1, PoolMetric::Egress), 1000.0);
        QVERIFY(closes(desk.books()));
    }

    void severalSeriesMakeOneValue()
    {
        Desk desk;
        prom::WriteRequest request;
        for (int gpu = 0; gpu < 4; ++gpu) {
            addSample(addSeries(request, "busy", pool(0, {{"gpu", std::to_string(gpu)}})), kStart, 0.2 * gpu);
        }
        addSample(addSeries(request, "used", pool(0, {{"n", "1"}})), kStart, 30);
        addSample(addSeries(request, "used", pool(0, {{"n", "2"}})), kStart, 50);
        addSample(addSeries(request, "all", pool(0, {{"n", "1"}})), kStart, 100);
        addSample(addSeries(request, "all", pool(0, {{"n", "2"}})), kStart, 100);
        const Taken taken = desk.send(request);
        QCOMPARE(taken.taken, std::uint64_t{8});
        QVERIFY(std::abs(desk.value(0, PoolMetric::Utilisation) - 0.3) < 1e-12);
        QVERIFY(std::abs(desk.value(0, PoolMetric::CardUtilisationMax) - 0.6) < 1e-12);
        QVERIFY(std::abs(desk.value(0, PoolMetric::MemoryUsed) - 0.4) < 1e-12);
        // Twelve: the cards' points count once for each of their two meanings.
        QCOMPARE(desk.books().received, std::uint64_t{12});
        QCOMPARE(desk.books().applied, std::uint64_t{3});
        QCOMPARE(desk.books().merged, std::uint64_t{9});
    }

    void partsThatComeApartMakeTheSameValue()
    {
        Desk desk;
        for (int gpu = 0; gpu < 4; ++gpu) { // one request each, one time
            desk.one("busy", pool(0, {{"gpu", std::to_string(gpu)}}), kStart, 0.2 * gpu);
        }
        QVERIFY(std::abs(desk.value(0, PoolMetric::Utilisation) - 0.3) < 1e-12);
        QVERIFY(closes(desk.books()));
    }

    void whoIsSilentOrSaysItEndedCountsNoMore()
    {
        Desk desk;
        const auto tell = [&](int gpu, TimeNs at, double value) {
            desk.clock->set(std::max(desk.clock->now(), at));
            desk.one("busy", pool(0, {{"gpu", std::to_string(gpu)}}), at, value);
        };
        tell(0, kStart, 0.2);
        tell(1, kStart, 0.8);
        tell(0, kStart + 15 * kSecond, 0.2);
        tell(1, kStart + 15 * kSecond, 0.8);
        QCOMPARE(desk.value(0, PoolMetric::Utilisation), 0.5);
        for (int i = 2; i < 5; ++i) { // 2.5 intervals of 15 s later
            tell(0, kStart + i * 15 * kSecond, 0.2);
        }
        QCOMPARE(desk.value(0, PoolMetric::Utilisation), 0.2);
        tell(0, kStart + 75 * kSecond, staleMarker());
        QVERIFY(!desk.cell(0, PoolMetric::Utilisation).isKnown());
        QVERIFY(closes(desk.books()));
    }

    void catchingUpMakesAValueForEachMoment()
    {
        Desk desk;
        desk.clock->set(kStart + kMinute);
        prom::WriteRequest request;
        for (int gpu = 0; gpu < 2; ++gpu) {
            prom::TimeSeries& series = addSeries(request, "busy", pool(0, {{"gpu", std::to_string(gpu)}}));
            for (int t = 0; t < 3; ++t) {
                addSample(series, kStart + t * 10 * kSecond, 0.1 * t + 0.2 * gpu);
            }
        }
        desk.send(request);
        // Three moments of two meanings; of each series the last stays.
        QVERIFY(std::abs(desk.value(0, PoolMetric::Utilisation) - 0.3) < 1e-12);
        QCOMPARE(desk.books().merged, std::uint64_t{6});
        QCOMPARE(desk.books().received, std::uint64_t{12});
        QVERIFY(closes(desk.books()));
    }

    void statesAreTranslated()
    {
        Desk desk;
        desk.one("status", pool(0), kStart, 2);
        QCOMPARE(desk.value(0, PoolMetric::State), 3.0);
        const Taken taken = desk.one("status", pool(0), kStart + kSecond, 9);
        QCOMPARE(taken.refused, std::uint64_t{1});
        QCOMPARE(taken.reason, std::string("status: no state is '9'"));
    }

    void aNewMappingTakesOverWithoutLosingWhatIsKnown()
    {
        Desk desk;
        desk.one("plain", pool(0), kStart, 0);
        desk.one("busy", pool(0, {{"gpu", "0"}}), kStart, 0.2);
        desk.one("busy", pool(0, {{"gpu", "1"}}), kStart, 0.4);
        desk.one("mystery", pool(0), kStart, 21);
        std::string rules = kRules;
        rules.insert(
            rules.find("    {\"metric\": \"temp\""),
            "    {\"metric\": \"mystery\", \"entity\": \"{pool}\", \"to\": \"pool.inlet_celsius\"},\n");
        desk.writeRules(rules);
        QVERIFY(desk.mapping->reloadIfChanged());
        desk.clock->set(kStart + 10 * kSecond);
        desk.one("plain", pool(0), kStart + 10 * kSecond, 50);
        QCOMPARE(desk.value(0, PoolMetric::Egress), 5.0);
        desk.one("busy", pool(0, {{"gpu", "0"}}), kStart + 10 * kSecond, 0.6); // the other is remembered
        QCOMPARE(desk.value(0, PoolMetric::Utilisation), 0.5);
        QCOMPARE(desk.one("mystery", pool(0), kStart + 10 * kSecond, 22).unmapped, std::uint64_t{0});
        QCOMPARE(desk.value(0, PoolMetric::Inlet), 22.0);
        QVERIFY(desk.source->unmapped().empty());
        QCOMPARE(desk.one("plain", pool(0), kStart + 10 * kSecond, 50).duplicate, std::uint64_t{1});
        QVERIFY(closes(desk.books()));
    }
};

QTEST_GUILESS_MAIN(TestCollectorValues)
#include "tst_collector_values.moc"
