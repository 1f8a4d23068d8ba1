#include "tests/twin/compute/near.h"
#include "twin/compute/fullest_link.h"
#include "twin/compute/hash_imbalance.h"

#include <QTest>

using namespace twin::compute;
using twin::registry::LoadBalancing;

namespace {

/// E[max] of a multinomial from all outcomes, link by link: the plain definition.
double enumerated(int parts, int links)
{
    double expected = 0;
    std::vector<int> count(static_cast<std::size_t>(links), 0);
    const auto visit = [&](auto&& self, int left) -> void {
        if (left == 0) {
            expected += std::pow(1.0 / links, parts) * *std::max_element(count.begin(), count.end());
            return;
        }
        for (int& link : count) {
            ++link;
            self(self, left - 1);
            --link;
        }
    };
    visit(visit, parts);
    return expected;
}

} // namespace

class TstHashImbalance : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void valuesOutOfRangeAreRefused_data()
    {
        QTest::addColumn<unsigned>("flows");
        QTest::addColumn<unsigned>("links");
        QTest::addColumn<QString>("named");
        QTest::newRow("no flow") << 0U << 8U << "flows is 0";
        QTest::newRow("no link") << 8U << 0U << "links is 0";
        QTest::newRow("too many flows") << 1'000'001U << 8U << "flows is 1000001";
        QTest::newRow("too many links") << 8U << 65'537U << "links is 65537";
    }

    void valuesOutOfRangeAreRefused()
    {
        QFETCH(unsigned, flows);
        QFETCH(unsigned, links);
        QFETCH(QString, named);
        BalancingInput input;
        input.flows = flows;
        input.links = links;
        const auto answer = balancingEfficiency(input);
        QVERIFY(!answer);
        QVERIFY2(QString::fromStdString(answer.error().reason).startsWith(named),
                 answer.error().reason.c_str());
    }

    void theExpectationIsThatOfAllOutcomes()
    {
        for (int links = 2; links <= 4; ++links) {
            for (int parts = 1; parts <= 7; ++parts) {
                QVERIFY(test::near(
                    exactFullest(static_cast<std::uint64_t>(parts), static_cast<std::uint32_t>(links)),
                    enumerated(parts, links), 1e-9));
            }
        }
    }

    /// The published shares (DOMAIN, section 4): two digits, themselves simulated.
    void ecmpLosesWhatIsPublished_data()
    {
        QTest::addColumn<unsigned>("flows");
        QTest::addColumn<unsigned>("links");
        QTest::addColumn<double>("published");
        QTest::newRow("8 on 8") << 8U << 8U << 0.39;
        QTest::newRow("16 on 8") << 16U << 8U << 0.47;
        QTest::newRow("64 on 8") << 64U << 8U << 0.66;
        QTest::newRow("256 on 8") << 256U << 8U << 0.79;
        QTest::newRow("32 on 32") << 32U << 32U << 0.28;
        QTest::newRow("128 on 32") << 128U << 32U << 0.46;
        QTest::newRow("512 on 32") << 512U << 32U << 0.65;
        QTest::newRow("4096 on 32") << 4'096U << 32U << 0.84;
        QTest::newRow("512 on 64") << 512U << 64U << 0.52;
    }

    void ecmpLosesWhatIsPublished()
    {
        QFETCH(unsigned, flows);
        QFETCH(unsigned, links);
        QFETCH(double, published);
        BalancingInput input;
        input.flows = flows;
        input.links = links;
        const auto answer = balancingEfficiency(input);
        QVERIFY(answer);
        QVERIFY(answer->isExact);
        QVERIFY(test::near(answer->efficiency, published, 0.015));
    }

    void asManyFlowsAsLinksLeaveAThirdUnused()
    {
        BalancingInput input;
        input.flows = 1'000;
        input.links = 1'000;
        const auto answer = balancingEfficiency(input);
        QVERIFY(answer);
        QVERIFY(test::near(answer->usedLinksShare, 1 - std::exp(-1.0), 0.001));
    }

    void simulationAgreesWithTheExactWithinItsError()
    {
        for (const auto& [parts, links] : {std::pair{8U, 8U}, {128U, 32U}, {4'096U, 32U}, {3'000U, 8U}}) {
            const double exact = exactFullest(parts, links);
            const FullestLink simulated = simulatedFullest(parts, links, 1);
            QVERIFY(simulated.standardError > 0 && simulated.standardError < 0.02 * exact);
            QVERIFY(test::near(simulated.mean, exact, 4 * simulated.standardError));
        }
    }

    void drawnCountsAgreeWithTheClosedForm()
    {
        // 2,000,000 parts are drawn, not thrown. On two links the fuller one holds n/2 + E|X − n/2| of n, X
        // binomial: n/2 · (1 + C(n, n/2) / 2^n).
        const double n = 2e6;
        const double middle = std::exp(std::lgamma(n + 1) - 2 * std::lgamma(n / 2 + 1) - n * std::log(2.0));
        const FullestLink drawn = simulatedFullest(2'000'000, 2, 3);
        QVERIFY(test::near(drawn.mean, n / 2 * (1 + middle), 4 * drawn.standardError + 1));
    }

    void theSameSeedGivesTheSameBits()
    {
        QCOMPARE(simulatedFullest(10'000'000, 64, 7).mean, simulatedFullest(10'000'000, 64, 7).mean);
    }

    void balancingByTheNetworkBeatsHashing()
    {
        std::map<LoadBalancing, double> efficiency;
        for (const auto how :
             {LoadBalancing::Ecmp, LoadBalancing::Flowlet, LoadBalancing::Nslb, LoadBalancing::Spray}) {
            BalancingInput input;
            input.balancing = how;
            const auto answer = balancingEfficiency(input);
            QVERIFY(answer);
            efficiency[how] = answer->efficiency;
        }
        QVERIFY(efficiency[LoadBalancing::Ecmp] < efficiency[LoadBalancing::Flowlet]);
        QVERIFY(efficiency[LoadBalancing::Flowlet] < efficiency[LoadBalancing::Spray]);
        // What vendors claim of balancing by the network as a whole: 0.95 to 0.98.
        for (const auto how : {LoadBalancing::Nslb, LoadBalancing::Spray}) {
            QVERIFY(efficiency[how] >= 0.95 && efficiency[how] <= 0.98);
        }
    }

    void moreFlowsNeverSpreadWorse()
    {
        double before = 0;
        for (unsigned flows = 16; flows <= 512; flows *= 2) {
            BalancingInput input;
            input.flows = flows;
            input.links = 16;
            const auto answer = balancingEfficiency(input);
            QVERIFY(answer && answer->efficiency >= before && answer->efficiency <= 1);
            before = answer->efficiency;
        }
    }
};

QTEST_GUILESS_MAIN(TstHashImbalance)
#include "tst_hash_imbalance.moc"
