#include "tests/twin/network/registry_sketch.h"
#include "twin/flow/event_file.h"
#include "twin/flow/flow_file.h"
#include "twin/flow/network_simulation.h"
#include "twin/network/demand_file.h"

#include <QTest>

#include <cmath>

using namespace twin;
using namespace twin::flow;

namespace {

/// Pool P1 hangs on carrier A, P2 on B; only the point at site t joins the two.
network::Network sample()
{
    return network_test::RegistrySketch()
        .carrier("A")
        .carrier("B")
        .pool("P1", 0, "Central pool")
        .pool("P2", 0, "Edge pool")
        .pool("P3", 0, "Twin pool")
        .pool("P4", 0, "Twin pool")
        .link("P1/1", "P1", "s", 1, "A")
        .link("P2/1", "P2", "s", 1, "B")
        .link("st.A", "s", "t", 1, "A", {"D1"})
        .link("st.B", "s", "t", 1, "B", {"D2"})
        .meet("t", "A", "B")
        .network();
}

} // namespace

/// Places and interconnection points by their names in the files of demands, flows and events.
class TestNamesInFiles : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase() { m_network = std::make_unique<network::Network>(sample()); }

    void demandsTakeNames()
    {
        const auto demands =
            network::parseDemands("src,dst,bps\nCentral pool,P2,1\nP1,Edge pool,1\n", "d.csv", *m_network);
        QVERIFY2(demands.has_value(), demands ? "" : demands.error().text().c_str());
        QCOMPARE(demands->demands[0].src, demands->demands[1].src);
        QCOMPARE(demands->demands[0].dst, demands->demands[1].dst);
    }

    void unclearNamesAreRefused()
    {
        const auto error = [&](const char* name) {
            const std::string text = std::string("src,dst,bps\n") + name + ",P2,1\n";
            const auto demands = network::parseDemands(text, "d.csv", *m_network);
            return demands ? std::string() : demands.error().text();
        };
        QCOMPARE(error("Twin pool"), std::string("d.csv:2: several places are called 'Twin pool': P3, P4"));
        const std::string unknown = error("Centrl pool");
        QVERIFY2(unknown.starts_with("d.csv:2: no place is called 'Centrl pool'; nearest: Central pool"),
                 unknown.c_str());
    }

    void flowsAndEventsTakeNames()
    {
        const auto flows = readFlow();
        QCOMPARE(flows[0].src, m_network->graph.nodeByName("P1"));
        const auto events = eventsOf("1,fail,node,Edge pool,5\n");
        QVERIFY(events.has_value());
        QCOMPARE(events->at(0).object, m_network->graph.nodeByName("P2").value());
    }

    void aPointIsALinkAndTwoArcs()
    {
        const std::string point = m_network->registry->interconnections.front().id;
        const auto events = eventsOf("1,fail,link," + point + ",5\n2,fail,arc," + point + ">,5\n");
        QVERIFY2(events.has_value(), events ? "" : events.error().text().c_str());
        QCOMPARE(events->size(), std::size_t{3});
        QCOMPARE(events->at(0).object, m_network->graph.arcByName(point + ">").value());
        QCOMPARE(events->at(1).object, m_network->graph.arcByName(point + "<").value());
        QCOMPARE(events->at(2).kind, EventKind::Arc);
    }

    /// The way through the point is the only one: the flow stands still from the failure to the repair.
    void aPointThatFailsStopsWhatGoesThroughIt()
    {
        const std::string point = m_network->registry->interconnections.front().id;
        const auto flows = readFlow();
        SimulationOptions options;
        options.recovery.reconvergence_s = 0;
        options.recovery.protection_s = 0;
        const auto calm = simulateNetwork(*m_network, flows, {}, options);
        QVERIFY(calm.has_value());
        const double length = calm->flows[0].finish_s;
        QVERIFY(std::isfinite(length));
        const auto events = eventsOf(std::to_string(length / 2) + ",fail,link," + point + ",1000\n");
        QVERIFY(events.has_value());
        const auto cut = simulateNetwork(*m_network, flows, *events, options);
        QVERIFY(cut.has_value());
        QVERIFY2(std::abs(cut->flows[0].finish_s - (length + 1000)) < 1e-3,
                 qPrintable(QString::number(cut->flows[0].finish_s)));
    }

  private:
    std::vector<FlowRequest> readFlow() const
    {
        FlowFileOptions options;
        options.registry = m_network->registry.get();
        auto flows =
            parseFlows("id,src,dst,bytes\nf,Central pool,P2,1e9\n", "f.csv", m_network->graph, options);
        if (!flows) {
            qFatal("%s", flows.error().text().c_str());
        }
        return std::move(*flows);
    }

    Result<std::vector<NetworkEvent>> eventsOf(const std::string& rows) const
    {
        return parseEvents("time_s,action,kind,object,value\n" + rows, "e.csv", m_network->graph, {},
                           m_network->registry.get());
    }

    std::unique_ptr<network::Network> m_network;
};

QTEST_APPLESS_MAIN(TestNamesInFiles)
#include "tst_names_in_files.moc"
