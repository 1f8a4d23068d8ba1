// REPETITA's instances carry their answers: demands are scaled so that the optimum is about 0.9, and its ECMP
// figures are published. Skipped where the files are not.
#include "tests/support/places.h"
#include "twin/flow/ecmp_baseline.h"
#include "twin/flow/engineering.h"
#include "twin/network/demand_file.h"

#include <QTest>

#include <cmath>
#include <cstdlib>
#include <filesystem>

using namespace twin;
using namespace twin::flow;

namespace {

/// A folder of `NAME.graph` and `NAME.0000.demands`.
std::string repetitaFolder()
{
    const char* given = std::getenv("SUANWANG_REPETITA");
    return given != nullptr ? std::string(given) : test::sourcePath("/../shared/data/repetita");
}

} // namespace

class TestEngineeringShared : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void optimumAndEcmpAreThePublishedOnes_data()
    {
        QTest::addColumn<double>("optimum"); // by HiGHS, an LP over arcs
        QTest::addColumn<double>("ecmp");    // to 5 digits; 0 = not published
        QTest::newRow("Abilene") << 0.0 << 0.0;
        QTest::newRow("Chinanet") << 0.89998 << 0.0;
        QTest::newRow("UsCarrier") << 0.89860 << 1.8069;
        QTest::newRow("Cogentco") << 0.89849 << 1.6349;
    }

    void optimumAndEcmpAreThePublishedOnes()
    {
        QFETCH(double, optimum);
        QFETCH(double, ecmp);
        const std::string base = repetitaFolder() + "/" + QTest::currentDataTag();
        if (!std::filesystem::exists(base + ".graph")) {
            QSKIP("not there (SUANWANG_REPETITA names the folder of REPETITA's files)");
        }
        const auto network = network::openNetwork(base + ".graph");
        QVERIFY2(network, network ? "" : network.error().text().c_str());
        const auto demands = network::readDemands(base + ".0000.demands", *network);
        QVERIFY2(demands, demands ? "" : demands.error().text().c_str());
        for (const double gap : {0.01, 0.001}) {
            EngineeringOptions options;
            options.gap = gap;
            const auto answer = engineer(network->graph, demands->demands, options);
            QVERIFY2(answer, answer ? "" : answer.error().text().c_str());
            QVERIFY(answer->gapReached && answer->gap <= gap);
            QVERIFY(answer->bound > 0.8 && answer->value < 0.91);
            if (optimum > 0) {
                QVERIFY(answer->bound <= optimum + 5e-6 && optimum - 5e-6 <= answer->value);
            }
        }
        EngineeringOptions exact;
        exact.exact = true;
        const auto answer = engineer(network->graph, demands->demands, exact);
        QVERIFY2(answer, answer ? "" : answer.error().text().c_str());
        QVERIFY(answer->gap < 1e-9);
        if (optimum > 0) {
            QVERIFY(std::abs(answer->value - optimum) < 6e-6);
        }
        if (ecmp > 0) {
            QVERIFY(std::abs(*ecmpBaseline(network->graph, demands->demands, exact) - ecmp) < 5e-5);
        }
    }

    /// A hundredfold overload: a hundred programs, each from the basis of the one before.
    void overloadIsSharedFairly()
    {
        const std::string base = repetitaFolder() + "/Chinanet";
        if (!std::filesystem::exists(base + ".graph")) {
            QSKIP("not there (SUANWANG_REPETITA names the folder of REPETITA's files)");
        }
        const auto network = network::openNetwork(base + ".graph");
        QVERIFY2(network, network ? "" : network.error().text().c_str());
        auto demands = network::readDemands(base + ".0000.demands", *network);
        QVERIFY2(demands, demands ? "" : demands.error().text().c_str());
        for (auto& demand : demands->demands) {
            demand.bps *= 100;
        }
        EngineeringOptions options;
        options.objective = TeObjective::MaxMin;
        const auto answer = engineer(network->graph, demands->demands, options);
        QVERIFY2(answer, answer ? "" : answer.error().text().c_str());
        QVERIFY(answer->gapReached && answer->levels.size() > 10);
    }
};

QTEST_GUILESS_MAIN(TestEngineeringShared)
#include "tst_engineering_shared.moc"
