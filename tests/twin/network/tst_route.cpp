#include "tests/twin/network/registry_sketch.h"
#include "twin/network/k_shortest_paths.h"
#include "twin/network/place_names.h"
#include "twin/network/route.h"

#include <QTest>

using namespace twin;
using namespace twin::network;
using network_test::RegistrySketch;

namespace {

std::vector<std::uint32_t> arcs(const Network& network, const std::vector<std::string>& names)
{
    std::vector<std::uint32_t> out;
    for (const std::string& name : names) {
        out.push_back(network.graph.arcByName(name).value());
    }
    return out;
}

NodeIndex node(const Network& network, const char* name)
{
    return network.graph.nodeByName(name);
}

/// a - b - c - d with a duct that ab and cd share, and a second carrier between a and b.
Network sample()
{
    return RegistrySketch()
        .carrier("A")
        .carrier("B")
        .link("ab", "a", "b", 1, "A", {"D1"})
        .link("ab.B", "a", "b", 2, "B", {"D1"})
        .link("bc", "b", "c", 2, "A", {"D2"})
        .link("cd", "c", "d", 3, "A", {"D1", "D3"})
        .network();
}

} // namespace

class TestRoute : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatIsNoRouteIsSeen_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::newRow("ends elsewhere") << QStringList{"bc>"} << "b@A"
                                        << "d";
        QTest::newRow("starts elsewhere") << QStringList{"bc>"} << "a@A"
                                          << "c";
        QTest::newRow("has a gap") << QStringList{"ab>", "cd>"} << "a@A"
                                   << "d";
        QTest::newRow("turns back") << QStringList{"ab>", "bc>", "bc<", "bc>"} << "a@A"
                                    << "c";
        QTest::newRow("is no arc") << QStringList{"zz>"} << "a@A"
                                   << "c";
        QTest::newRow("changes carrier") << QStringList{"ab.B>", "bc>"} << "a@B"
                                         << "c";
    }

    void whatIsNoRouteIsSeen()
    {
        QFETCH(QStringList, names);
        QFETCH(QString, from);
        QFETCH(QString, to);
        const Network network = sample();
        std::vector<std::string> list;
        for (const QString& name : names) {
            list.push_back(name.toStdString());
        }
        QVERIFY(!isRoute(network.graph, node(network, from.toLatin1()), node(network, to.toLatin1()),
                         arcs(network, list)));
    }

    void failedArcsAreNoRoute()
    {
        const Network network = sample();
        const auto route = arcs(network, {"ab>", "bc>"});
        QVERIFY(isRoute(network.graph, node(network, "a@A"), node(network, "c"), route));
        const auto failed = failedArcs(network, {"D2"});
        QVERIFY(!isRoute(network.graph, node(network, "a@A"), node(network, "c"), route, *failed));
    }

    /// Site a as a whole: its nameless arc to the router is no part of the way.
    void factsLeaveOutWhatIsInsideAPlace()
    {
        const Network network = sample();
        const NodeIndex from = node(network, "a");
        const auto routes = KShortestPaths(network.graph).find({from, node(network, "d"), 1, {}});
        const RouteFacts facts = routeFacts(network.graph, from, routes[0].arcs);
        QCOMPARE(routes[0].arcs.size(), std::size_t{4});
        QCOMPARE(facts.hops, 3U);
        QCOMPARE(facts.delay, 6 * kMillisecond);
        QCOMPARE(facts.metric, std::int64_t{6});
        QCOMPARE(network.graph.nodeName(facts.nodes.front()), std::string("a@A"));
        QCOMPARE(network.graph.nodeName(facts.nodes.back()), std::string("d"));
        QCOMPARE(network.graph.arcName(facts.bottleneck.value()), std::string("ab>")); // first of equals
    }

    void theEmptyRouteStaysWhereItIs()
    {
        const Network network = sample();
        const RouteFacts facts = routeFacts(network.graph, node(network, "c"), {});
        QCOMPARE(facts.hops, 0U);
        QVERIFY(!facts.bottleneck.isValid());
        QCOMPARE(facts.nodes, std::vector<std::uint32_t>{node(network, "c").value()});
        QVERIFY(isRoute(network.graph, node(network, "c"), node(network, "c"), {}));
    }

    void sharedRisksAreNamed()
    {
        const Network network = sample();
        const NodeIndex from = node(network, "a");
        const NodeIndex to = node(network, "d");
        const auto first = arcs(network, {"ab>", "bc>", "cd>"});
        const SharedRisks same = sharedRisks(network.graph, from, to, first, first);
        QCOMPARE(same.links, (std::vector<std::string>{"ab", "bc", "cd"}));
        QCOMPARE(same.nodes, (std::vector<std::string>{"b", "c"}));
        QCOMPARE(same.conduits, (std::vector<std::string>{"D1", "D2", "D3"}));
        // Another carrier's router at b is the same place, its link another link in the same duct.
        const SharedRisks other = sharedRisks(network.graph, from, to, first, arcs(network, {"ab.B>"}));
        QVERIFY(other.links.empty());
        QCOMPARE(other.nodes, std::vector<std::string>{"b"});
        QCOMPARE(other.conduits, std::vector<std::string>{"D1"});
        // Opposite directions of a link are the same link.
        const SharedRisks back =
            sharedRisks(network.graph, from, to, arcs(network, {"bc>"}), arcs(network, {"bc<"}));
        QCOMPARE(back.links, std::vector<std::string>{"bc"});
    }
};

QTEST_GUILESS_MAIN(TestRoute)
#include "tst_route.moc"
