#include "twin/support/rng.h"

#include <QTest>

#include <cmath>

class TstRng : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void firstValuesAreFixedForever()
    {
        // Snapshots made by earlier versions must come out the same: these numbers may not change.
        twin::Rng rng(1, "purpose");
        const std::uint64_t first = rng.next();
        QCOMPARE(first, std::uint64_t(0x977C7D23BD579CB9));
        QCOMPARE(rng.next(), std::uint64_t(0xF2B4C651DC9D27BB));
        QCOMPARE(twin::Rng(1, "purpose", 1).next(), std::uint64_t(0x304A7CF4A8F6FB10));
        QVERIFY(twin::Rng(2, "purpose").next() != first);
        QVERIFY(twin::Rng(1, "other").next() != first);
        QVERIFY(twin::Rng(1, "purpose", 1).next() != first);
    }

    void momentsAreRight_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<double>("mean");
        QTest::addColumn<double>("deviation");
        QTest::newRow("uniform") << 0 << 0.5 << std::sqrt(1.0 / 12);
        QTest::newRow("normal") << 1 << 0.0 << 1.0;
        QTest::newRow("exponential") << 2 << 3.0 << 3.0;
        QTest::newRow("beta(2,4.2)") << 3 << 2 / 6.2 << std::sqrt(2 * 4.2 / (6.2 * 6.2 * 7.2));
        QTest::newRow("below(6)") << 4 << 2.5 << std::sqrt(35.0 / 12);
    }

    void momentsAreRight()
    {
        QFETCH(int, kind);
        QFETCH(double, mean);
        QFETCH(double, deviation);
        twin::Rng rng(7, "moments", static_cast<std::uint64_t>(kind));
        constexpr int kDraws = 200'000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < kDraws; ++i) {
            const double x = kind == 0   ? rng.uniform()
                             : kind == 1 ? rng.normal()
                             : kind == 2 ? rng.exponential(3)
                             : kind == 3 ? rng.beta(2, 4.2)
                                         : static_cast<double>(rng.below(6));
            sum += x;
            squares += x * x;
        }
        const double m = sum / kDraws;
        QVERIFY(std::abs(m - mean) < 5 * deviation / std::sqrt(kDraws));
        QVERIFY(std::abs(std::sqrt(squares / kDraws - m * m) / deviation - 1) < 0.02);
    }
};

QTEST_GUILESS_MAIN(TstRng)
#include "tst_rng.moc"
