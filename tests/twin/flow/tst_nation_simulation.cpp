#include "tests/twin/flow/simulation_input.h"
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

  private:
    std::optional<network::Network> m_network;
};

QTEST_GUILESS_MAIN(TestNationSimulation)
#include "tst_nation_simulation.moc"
