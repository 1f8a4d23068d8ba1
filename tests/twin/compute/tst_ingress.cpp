#include "tests/twin/compute/near.h"
#include "twin/compute/ingress.h"
#include "twin/compute/rate_ladder.h"

#include <QTest>

using namespace twin::compute;

class TstIngress : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void valuesOutOfRangeAreRefused()
    {
        IngressInput input;
        input.bytes = 0;
        QVERIFY(!ingress(input));
        input = {};
        input.rate_bps = std::nan("");
        QVERIFY(!ingress(input));
        input = {};
        input.loss = 0.9;
        QVERIFY(!ingress(input));
        input = {};
        input.diskBays = 0;
        QVERIFY(!ingress(input));
    }

    /// DOMAIN, section 4: hours at 85 %.
    void transfersTakeTheHoursThatAreWritten_data()
    {
        QTest::addColumn<double>("bytes");
        QTest::addColumn<double>("rate");
        QTest::addColumn<double>("hours");
        QTest::newRow("10 TB 1G") << 10e12 << 1e9 << 26.0;
        QTest::newRow("10 TB 10G") << 10e12 << 10e9 << 2.6;
        QTest::newRow("10 TB 100G") << 10e12 << 100e9 << 0.26;
        QTest::newRow("100 TB 10G") << 100e12 << 10e9 << 26.0;
        QTest::newRow("100 TB 100G") << 100e12 << 100e9 << 2.6;
        QTest::newRow("1 PB 100G") << 1e15 << 100e9 << 26.0;
    }

    void transfersTakeTheHoursThatAreWritten()
    {
        QFETCH(double, bytes);
        QFETCH(double, rate);
        QFETCH(double, hours);
        IngressInput input;
        input.bytes = bytes;
        input.rate_bps = rate;
        const auto answer = ingress(input);
        QVERIFY(answer && test::near(answer->line_s / 3'600, hours, 0.02 * hours));
    }

    /// 1 PB Nanjing–Beijing: 22 h ideal, 25 to 30 h real at 100 Gb/s; 10 to 14 days at 10 Gb/s; disks about 7
    /// h door to door, 63 of them, some 18 h of copying at either end.
    void aPetabyteByLineAndByTrain()
    {
        IngressInput input;
        const auto wide = ingress(input);
        QVERIFY(wide);
        QVERIFY(test::near(wide->idealLine_s / 3'600, 22, 0.5));
        QVERIFY(wide->line_s > 25 * 3'600 && wide->line_s < 30 * 3'600);
        QCOMPARE(wide->disks, std::uint64_t{63});
        QVERIFY(test::near(wide->disksTravel_s / 3'600, 7, 0.01));
        QVERIFY(test::near(wide->disksCopy_s / 3'600, 36, 1));
        QVERIFY(wide->line_s < wide->disks_s); // 100 Gb/s beats the train, copying included
        input.rate_bps = 10e9;
        const auto thin = ingress(input);
        QVERIFY(thin && thin->line_s > 10 * 86'400 && thin->line_s < 14 * 86'400);
        QVERIFY(thin->line_s > thin->disks_s);
    }

    void oneTcpPathIsFarSlower()
    {
        IngressInput input;
        input.bytes = 10e12;
        input.rate_bps = 1e9;
        input.rtt_s = 0.03947;
        input.loss = 0.0005;
        const auto answer = ingress(input);
        QVERIFY(answer);
        QVERIFY(test::near(answer->tcp_bps, 16e6, 0.3e6));
        QVERIFY(answer->speedUp > 10 && answer->speedUp < 300); // 10 to 300 times is what a carrier reports
    }

    void theDeadlineAsksForAStep()
    {
        IngressInput input;
        input.bytes = 10e12;
        input.rate_bps = 5e9;
        input.deadline_s = 3 * 3'600;
        const auto late = ingress(input);
        QVERIFY(late && !late->isInTime);
        QCOMPARE(late->neededStep_bps, 10e9);
        input.bytes = 1e18;
        const auto hopeless = ingress(input);
        QVERIFY(hopeless && hopeless->neededStep_bps == 0);
    }

    void stepsOfTheLadder()
    {
        QCOMPARE(stepFor(1).value(), 10e6);
        QCOMPARE(stepFor(10e6).value(), 10e6);
        QCOMPARE(stepFor(10e6 + 1).value(), 20e6);
        QVERIFY(!stepFor(100e9 + 1));
        QCOMPARE(stepWithin(99e9).value(), 50e9);
        QVERIFY(!stepWithin(9e6));
    }
};

QTEST_GUILESS_MAIN(TstIngress)
#include "tst_ingress.moc"
