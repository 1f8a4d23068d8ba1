#include "tests/twin/compute/near.h"
#include "twin/compute/inter_centre.h"

#include <QTest>

#include <algorithm>

using namespace twin::compute;

namespace {

/// 1,024 cards, 177 B parameters, 500 km, 3.2 Tb/s (China Telecom, January 2025).
InterCentreInput published()
{
    InterCentreInput input;
    input.line.rate_bps = 3.2e12;
    input.line.rtt_s = -1;
    return input;
}

} // namespace

class TstInterCentre : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void valuesOutOfRangeAreRefused_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<double>("loss");
        QTest::addColumn<double>("overlap");
        QTest::addColumn<double>("km");
        QTest::addColumn<QString>("named");
        QTest::newRow("no rate") << 0.0 << 0.0 << 0.0 << 500.0 << "rate (b/s)";
        QTest::newRow("all lost") << 1e12 << 1.0 << 0.0 << 500.0 << "loss";
        QTest::newRow("overlap") << 1e12 << 0.0 << 1.1 << 500.0 << "overlap";
        QTest::newRow("around the earth") << 1e12 << 0.0 << 0.0 << 50'000.0 << "distance (km)";
        QTest::newRow("nan") << std::nan("") << 0.0 << 0.0 << 500.0 << "rate (b/s)";
    }

    void valuesOutOfRangeAreRefused()
    {
        QFETCH(double, rate);
        QFETCH(double, loss);
        QFETCH(double, overlap);
        QFETCH(double, km);
        QFETCH(QString, named);
        InterCentreInput input = published();
        input.line.rate_bps = rate;
        input.line.loss = loss;
        input.overlap = overlap;
        input.distance_km = km;
        const auto answer = interCentre(input);
        QVERIFY(!answer);
        QVERIFY2(QString::fromStdString(answer.error().reason).startsWith(named),
                 answer.error().reason.c_str());
    }

    void theRingTrialReaches97To99Percent()
    {
        InterCentreInput input = published();
        const auto none = interCentre(input);
        QVERIFY(none);
        QVERIFY(test::near(none->compute_s, 32.4, 0.1));
        QVERIFY(test::near(none->exchange_s, 0.885, 0.005));
        QVERIFY(test::near(none->efficiency, 0.973, 0.001));
        input.overlap = 0.5;
        const auto half = interCentre(input);
        QVERIFY(half && test::near(half->efficiency, 0.987, 0.001));
    }

    /// DOMAIN, section 4: without overlap 0.82 at 0.4 Tb/s, 0.90 at 0.8, 0.95 at 1.6, 0.99 at 6.4.
    void itFallsWithTheBandwidth_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<double>("efficiency");
        QTest::newRow("0.4") << 0.4e12 << 0.82;
        QTest::newRow("0.8") << 0.8e12 << 0.90;
        QTest::newRow("1.6") << 1.6e12 << 0.95;
        QTest::newRow("6.4") << 6.4e12 << 0.99;
    }

    void itFallsWithTheBandwidth()
    {
        QFETCH(double, rate);
        QFETCH(double, efficiency);
        InterCentreInput input = published();
        input.line.rate_bps = rate;
        const auto answer = interCentre(input);
        QVERIFY(answer && test::near(answer->efficiency, efficiency, 0.006));
    }

    /// Other published trials, sizes taken as in the one whose sizes are known: more than 97 % at 410 km, 98
    /// % at 2,000 km, at least 95 % beyond 1,500 km.
    void distanceAloneHardlyMatters_data()
    {
        QTest::addColumn<double>("km");
        QTest::addColumn<double>("least");
        QTest::newRow("120 km") << 120.0 << 0.95;
        QTest::newRow("410 km") << 409.61 << 0.97;
        QTest::newRow("1500 km") << 1'500.0 << 0.95;
        QTest::newRow("2000 km") << 2'000.0 << 0.98;
    }

    void distanceAloneHardlyMatters()
    {
        QFETCH(double, km);
        QFETCH(double, least);
        InterCentreInput input = published();
        input.distance_km = km;
        input.overlap = 0.5;
        const auto answer = interCentre(input);
        QVERIFY(answer && answer->efficiency >= least && answer->efficiency < 0.995);
    }

    /// 400 Gb/s at 1,500 km: 0.98, 0.85, 0.36, 0.05 at losses 1e-7 … 1e-4; 100 Gb/s at 500 km: 0.87, 0.40.
    void goBackNCollapsesWithLoss_data()
    {
        QTest::addColumn<double>("rate");
        QTest::addColumn<double>("km");
        QTest::addColumn<double>("loss");
        QTest::addColumn<double>("efficiency");
        QTest::newRow("400G 1e-7") << 400e9 << 1'500.0 << 1e-7 << 0.98;
        QTest::newRow("400G 1e-6") << 400e9 << 1'500.0 << 1e-6 << 0.85;
        QTest::newRow("400G 1e-5") << 400e9 << 1'500.0 << 1e-5 << 0.36;
        QTest::newRow("400G 1e-4") << 400e9 << 1'500.0 << 1e-4 << 0.05;
        QTest::newRow("100G 1e-5") << 100e9 << 500.0 << 1e-5 << 0.87;
        QTest::newRow("100G 1e-4") << 100e9 << 500.0 << 1e-4 << 0.40;
    }

    void goBackNCollapsesWithLoss()
    {
        QFETCH(double, rate);
        QFETCH(double, km);
        QFETCH(double, loss);
        QFETCH(double, efficiency);
        WanLine line;
        line.rate_bps = rate;
        line.rtt_s = 2 * km * kFibreDelay_s_per_km;
        line.loss = loss;
        line.transport = Transport::GoBackN;
        const auto answer = wanRate(line, 1e9);
        QVERIFY(answer && test::near(answer->efficiency, efficiency, 0.006));
    }

    void aTrainingAcrossCentresFallsAtLoss()
    {
        InterCentreInput input = published();
        input.line.loss = 1e-5;
        const auto lossless = interCentre(input);
        input.line.transport = Transport::Selective;
        const auto selective = interCentre(input);
        input.line.transport = Transport::GoBackN;
        const auto goBack = interCentre(input);
        QVERIFY(lossless && selective && goBack);
        QVERIFY(test::near(lossless->efficiency, 0.973, 0.001));
        QVERIFY(selective->efficiency < lossless->efficiency && selective->efficiency > 0.97);
        QVERIFY(goBack->efficiency < 0.88);        // 0.973 → 0.86
        QVERIFY(selective->wan.resendRounds >= 1); // something of so many packets is missing for sure
    }

    void theBufferOfALosslessLineIsItsBandwidthDelayProduct()
    {
        WanLine line;
        line.rate_bps = 400e9;
        line.rtt_s = 2 * 1'500 * kFibreDelay_s_per_km;
        const auto answer = wanRate(line, 1);
        QVERIFY(answer && test::near(answer->bufferBytes, 735e6, 1e6));
    }

    /// 39.47 ms and a loss of 0.05 % (Yunnan before it had a connection point): 16 Mb/s a connection.
    void oneTcpConnectionIsAsSlowAsMathisSays()
    {
        WanLine line;
        line.rate_bps = 1e9;
        line.rtt_s = 0.03947;
        line.loss = 0.0005;
        line.transport = Transport::Tcp;
        const auto answer = wanRate(line, 1e12);
        QVERIFY(answer && test::near(answer->goodput_bps, 16e6, 0.3e6));
    }

    void oneSiteLosesNothing()
    {
        InterCentreInput input = published();
        input.sites = 1;
        const auto answer = interCentre(input);
        QVERIFY(answer && answer->efficiency == 1.0);
    }

    /// Against all subsets by hand: a far but wide pair beats a near but thin one.
    void theBestSitesAreChosen()
    {
        const std::vector<TrainingSite> sites{{0, 512}, {1, 512}, {2, 512}, {3, 64}};
        std::vector<SitePair> pairs(16);
        const auto join = [&](std::size_t a, std::size_t b, double rate, double rtt) {
            pairs[a * 4 + b] = pairs[b * 4 + a] = {rate, rtt};
        };
        join(0, 1, 0.2e12, 0.002);
        join(0, 2, 3.2e12, 0.010);
        join(1, 2, 0, 0);
        join(0, 3, 3.2e12, 0.001);
        join(1, 3, 3.2e12, 0.001);
        join(2, 3, 3.2e12, 0.001);
        InterCentreInput job = published();
        const auto choices = chooseSites(job, sites, pairs, 10);
        QVERIFY(choices);
        QCOMPARE(choices->size(), std::size_t{5}); // 1 and 2 have no way
        QCOMPARE(choices->front().sites, (std::vector<std::uint32_t>{0, 2}));
        QVERIFY(std::ranges::is_sorted(*choices, std::greater<>(), &SiteChoice::effectiveTflops));
        QCOMPARE(choices->front().cards, 1'024U);
        QVERIFY(!chooseSites(job, sites, {}, 10));
    }
};

QTEST_GUILESS_MAIN(TstInterCentre)
#include "tst_inter_centre.moc"
