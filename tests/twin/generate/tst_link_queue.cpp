#include "twin/generate/link_queue.h"

#include <QTest>

using namespace twin::generate;

/// Known answers, worked by hand from what link_queue.h says.
class TestLinkQueue final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void queuesMarksAndPausesFollowTheUse_data()
    {
        QTest::addColumn<double>("asked_bps");
        QTest::addColumn<double>("capacity_bps");
        QTest::addColumn<double>("longest_bytes");
        QTest::addColumn<double>("marked");
        QTest::addColumn<double>("paused");
        // 100 Gb/s for 5 ms are 62.5 MB.
        QTest::newRow("dark") << 50e9 << 0.0 << 0.0 << 0.0 << 0.0;
        QTest::newRow("idle") << 0.0 << 100e9 << 0.0 << 0.0 << 0.0;
        QTest::newRow("half") << 50e9 << 100e9 << 0.25e6 << 0.0 << 0.0;          // 0.004 of it
        QTest::newRow("98 %") << 98e9 << 100e9 << 12.25e6 << 0.096 / 0.9 << 0.0; // 0.196
        QTest::newRow("99.5 %") << 99.5e9 << 100e9 << 49.75e6 << 0.696 / 0.9 << 0.3 * 0.196 / 0.4; // 0.796
        QTest::newRow("exactly full") << 100e9 << 100e9 << 62.5e6 << 1.0 << 0.3;
        QTest::newRow("asked too much") << 300e9 << 100e9 << 62.5e6 << 1.0 << 0.3;
    }

    void queuesMarksAndPausesFollowTheUse()
    {
        QFETCH(double, asked_bps);
        QFETCH(double, capacity_bps);
        QFETCH(double, longest_bytes);
        QFETCH(double, marked);
        QFETCH(double, paused);
        const LinkQueue queue(asked_bps, capacity_bps);
        const auto isClose = [](double value, double expected) {
            return std::abs(value - expected) <= 1e-9 * std::max(1.0, expected);
        };
        QVERIFY(isClose(queue.longest_bytes(), longest_bytes));
        QVERIFY(isClose(queue.markedRatio(), marked));
        QVERIFY(isClose(queue.pausedRatio(), paused));
    }

    void moreTrafficNeverShortensAQueue()
    {
        double before = 0;
        for (int percent = 0; percent <= 200; ++percent) {
            const LinkQueue queue(percent * 1e9, 100e9);
            QVERIFY(queue.longest_bytes() >= before);
            before = queue.longest_bytes();
        }
    }

    void aGigabitIsSoManyPackets() { QCOMPARE(packetsPerSecond(1e9), 125'000.0); }
};

QTEST_APPLESS_MAIN(TestLinkQueue)
#include "tst_link_queue.moc"
