#include "tests/twin/flow/simulation_input.h"
#include "twin/flow/instance_file.h"
#include "twin/flow/network_simulation.h"
#include "twin/generate/national.h"
#include "twin/registry/build.h"

#include <QTest>

#include <cmath>
#include <optional>

using namespace twin;
using namespace twin::flow;
using namespace flow_test;

/// The simulation on the synthetic nation.
class TestNationSimulation : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase()
    {
        const auto nation = generate::generateNational({});
        QVERIFY(nation.has_value());
        const auto loaded = registry::buildRegistry(nation->file);
        QVERIFY(loaded.has_value());
        m_network.emplace(network::networkOf(loaded->registry, loaded->workload));
    }

    /// A link whose waves move a minute after its cut, at 59 s, does so whatever was cut at 0 s elsewhere.
    void aCutElsewhereDoesNotHastenRestoration()
    {
        auto flows = flowsFrom(*m_network, "f,S.BEJ,S.LFG,1250000000000,0,L.BEJ~LFG.A>,");
        flows[0].terms.cap_bps = 1e11; // 100 s
        for (const char* elsewhere : {"", "0,fail,conduit,D.GOQ~LXA,30\n"}) {
            const auto events =
                eventsFrom(*m_network, flows, QByteArray(elsewhere) + "59,fail,conduit,D.BEJ~LFG,");
            const auto result = simulateNetwork(*m_network, flows, events);
            QVERIFY(std::abs(result->flows[0].finish_s - 160) < 1e-6);
        }
    }

    /// Arcs inside a place are unlimited; what is written of them must be read again, and end the same.
    void anExportedInstanceEndsTheSame()
    {
        QByteArray rows;
        const auto& pools = m_network->registry->pools;
        for (int i = 0; i < 60; ++i) {
            const std::size_t src = 7 * static_cast<std::size_t>(i) % pools.size();
            const std::size_t dst = (11 * static_cast<std::size_t>(i) + 3) % pools.size();
            rows += "f" + QByteArray::number(i) + "," + QByteArray::fromStdString(pools[src].id) + "," +
                    QByteArray::fromStdString(i % 3 == 0 ? "S.BEJ" : pools[dst].id) + "," +
                    QByteArray::number(1'000'000'000LL * (1 + i)) + "," + QByteArray::number(i % 5) + ",,\n";
        }
        const auto flows = flowsFrom(*m_network, rows);
        const auto instance = instanceOf(*m_network, flows);
        QVERIFY(instance.has_value());
        const auto text = instanceText(*instance);
        QVERIFY(text.has_value());
        const auto back = parseInstance(*text, "i.txt");
        QVERIFY2(back.has_value(), back ? "" : back.error().text().c_str());
        const auto outcome = simulateInstance(*back);
        const auto result = simulateNetwork(*m_network, flows, {});
        for (std::size_t f = 0; f < flows.size(); ++f) {
            QCOMPARE(outcome->finish_s[f], result->flows[f].finish_s);
            QVERIFY(std::isfinite(outcome->finish_s[f]));
        }
    }

  private:
    std::optional<network::Network> m_network;
};

QTEST_GUILESS_MAIN(TestNationSimulation)
#include "tst_nation_simulation.moc"
