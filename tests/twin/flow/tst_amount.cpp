#include "twin/flow/amount.h"
#include "twin/support/rng.h"

#include <QTest>

#include <algorithm>

using namespace twin;
using namespace twin::flow;

namespace {

std::vector<network::NodeDemand> demandsOf(std::initializer_list<double> rates)
{
    std::vector<network::NodeDemand> out;
    for (const double bps : rates) {
        out.push_back({network::NodeIndex{0U}, network::NodeIndex{1U}, bps});
    }
    return out;
}

} // namespace

class TestAmount : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void nothingIsNothing()
    {
        const AmountScale scale(demandsOf({}));
        QVERIFY(scale.units(0) == 0);
        QCOMPARE(scale.bps(0), 0.0);
    }

    /// 100 Tb/s, 1 b/s and a thousandth of it, side by side, come back as they went in.
    void ratesComeBackExactly_data()
    {
        QTest::addColumn<double>("bps");
        for (const double bps : {1e14, 1.0, 0.001, 123456789.123, 1e14 + 1, 1.0 / 3}) {
            QTest::addRow("%.17g", bps) << bps;
        }
    }

    void ratesComeBackExactly()
    {
        QFETCH(double, bps);
        const AmountScale scale(demandsOf({1e14, 1e14, 1, 0.001}));
        QCOMPARE(scale.bps(scale.units(bps)), bps);
    }

    void theLeastRateIsNotNothing()
    {
        const AmountScale scale(demandsOf({1e300, 1e-300}));
        QVERIFY(scale.units(1e-300) == 1);
        QVERIFY(scale.units(0) == 0);
    }

    void theSumOfAllDemandsFits()
    {
        for (const double bps : {1e-9, 1.0, 1e14, 1e300}) {
            std::vector<network::NodeDemand> demands(100'000, demandsOf({bps}).front());
            const AmountScale scale(demands);
            Amount sum = 0;
            for (const auto& demand : demands) {
                sum += scale.units(demand.bps);
                QVERIFY(sum > 0);
            }
            QVERIFY(std::abs(scale.bps(sum) / (bps * 1e5) - 1) < 1e-12);
            QVERIFY(sum < (Amount{1} << 125)); // room for the base and two changes
        }
    }

    void theOrderOfTheDemandsDoesNotMatter()
    {
        Rng rng(5, "amount");
        std::vector<network::NodeDemand> demands;
        for (int i = 0; i < 1000; ++i) {
            demands.push_back({network::NodeIndex{0U}, network::NodeIndex{1U}, rng.lognormal(1e6, 5)});
        }
        const AmountScale scale(demands);
        std::ranges::reverse(demands);
        const AmountScale other(demands);
        for (const auto& demand : demands) {
            QVERIFY(scale.units(demand.bps) == other.units(demand.bps));
        }
    }

    void partsLoseLessThanAUnitEach()
    {
        for (const Amount amount : {Amount{0}, Amount{1}, Amount{7}, (Amount{1} << 100) + 11}) {
            for (const unsigned ways : {1U, 2U, 3U, 7U, 64U}) {
                const Amount left = amount - partOf(amount, ways) * static_cast<Amount>(ways);
                QVERIFY(left >= 0 && left < static_cast<Amount>(ways));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestAmount)
#include "tst_amount.moc"
