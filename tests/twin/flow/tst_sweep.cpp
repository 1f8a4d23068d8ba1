#include "tests/twin/flow/flow_networks.h"
#include "tests/twin/flow/random_networks.h"
#include "twin/flow/sweep.h"

#include <QTest>

using namespace twin;
using namespace twin::flow;

namespace {

/// Mb/s on a ring of four, links of 10 Mb/s and weight 1; 6 from a to c, which split over b and d, and 2
/// from a to b:
///
///      a ---5--- b          a-b carries 3 + 2 = 5, b-c 3, a-d 3, d-c 3
///      |         |
///      3         3
///      |         |
///      d ---3--- c
network::Network ring()
{
    return flow_test::networkFrom("a b c d", R"(
        a b 1 10000 1
        b a 1 10000 1
        b c 1 10000 1
        c b 1 10000 1
        c d 1 10000 1
        d c 1 10000 1
        d a 1 10000 1
        a d 1 10000 1)");
}

SweepOptions byWeight(FailureKind kind, unsigned order)
{
    SweepOptions options;
    options.kind = kind;
    options.order = order;
    options.cost = network::PathCost::Metric;
    return options;
}

SweepResult sweepOf(const network::Network& network, const std::string& demands, FailureKind kind,
                    unsigned order)
{
    const auto set = flow_test::demandsFrom(network, demands);
    auto result = sweepFailures(network.graph, set.demands, byWeight(kind, order));
    if (!result) {
        qFatal("%s", result.error().text().c_str());
    }
    return std::move(*result);
}

const char* const kRingDemands = "a c 6000000\n a b 2000000";

/// `failed mlu lost Mb/s pairs`, a row a scenario.
QByteArrayList rowsOf(const SweepResult& result)
{
    QByteArrayList out;
    for (std::size_t i = 0; i < result.scenarios.size(); ++i) {
        const ScenarioResult& row = result.scenarios[i];
        out.append(QByteArray::fromStdString(result.name(i)) + " " + QByteArray::number(row.mlu) + " " +
                   QByteArray::number(row.lost_bps / 1e6) + " " + QByteArray::number(row.disconnectedPairs));
    }
    return out;
}

void compareRows(const SweepResult& result, const QByteArrayList& expected)
{
    const QByteArrayList rows = rowsOf(result);
    for (qsizetype i = 0; i < std::max(rows.size(), expected.size()); ++i) {
        QCOMPARE(rows.value(i), expected.value(i));
    }
}

} // namespace

class TestSweep : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void anOrderBeyondTwoIsRefused()
    {
        const auto network = ring();
        const auto result = sweepFailures(network.graph, {}, byWeight(FailureKind::Links, 3));
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::BadInput);
    }

    void tooManyScenariosAreRefused()
    {
        network::GraphAssembler assembler;
        for (std::uint32_t i = 0; i < 10'001; ++i) {
            assembler.siteNodes().emplace_back(
                assembler.addNode(registry::SiteIndex{i}, {}, std::to_string(i)));
        }
        assembler.endCore();
        const network::Graph graph = assembler.finish();
        const auto result = sweepFailures(graph, {}, byWeight(FailureKind::Nodes, 2));
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::TooLarge);
    }

    void aCancelledSweepSaysSo()
    {
        const auto network = ring();
        const std::atomic<bool> cancelled{true};
        SweepOptions options = byWeight(FailureKind::Links, 2);
        options.cancelled = &cancelled;
        const auto result = sweepFailures(network.graph, {}, options);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Cancelled);
    }

    /// Without a-b all goes a-d-c and 2 on to b. Without b-c, 6 go over d. Without d-c, 6 go over b, and
    /// a-b has 8.
    void singleLinksOfARing()
    {
        const SweepResult result = sweepOf(ring(), kRingDemands, FailureKind::Links, 1);
        compareRows(result, {"base 0.5 0 0", "edge_0;edge_1 0.8 0 0", "edge_2;edge_3 0.6 0 0",
                             "edge_4;edge_5 0.8 0 0", "edge_6;edge_7 0.8 0 0"});
        const auto network = ring();
        QCOMPARE(result.scenarios[0].worstArc, network.graph.arcByName("a~b>"));
        QCOMPARE(result.scenarios[3].worstArc, network.graph.arcByName("a~b>"));
    }

    /// Two cuts part a ring: a-b and b-c leave b alone (2 lost), a-b and c-d leave a with d (8 lost).
    void pairsOfLinksOfARing()
    {
        const SweepResult result = sweepOf(ring(), kRingDemands, FailureKind::Links, 2);
        QCOMPARE(result.scenarios.size(), std::size_t{1 + 4 + 6});
        compareRows(result, {"base 0.5 0 0", "edge_0;edge_1 0.8 0 0", "edge_2;edge_3 0.6 0 0",
                             "edge_4;edge_5 0.8 0 0", "edge_6;edge_7 0.8 0 0",
                             "edge_0;edge_1;edge_2;edge_3 0.6 2 1", "edge_0;edge_1;edge_4;edge_5 0 8 2",
                             "edge_0;edge_1;edge_6;edge_7 0 8 2", "edge_2;edge_3;edge_4;edge_5 0.2 6 1",
                             "edge_2;edge_3;edge_6;edge_7 0.2 6 1", "edge_4;edge_5;edge_6;edge_7 0.8 0 0"});
    }

    /// Without b its 2 are lost and 6 go over d; without a or c whatever they send or take is lost.
    void nodesOfARing()
    {
        compareRows(sweepOf(ring(), kRingDemands, FailureKind::Nodes, 1),
                    {"base 0.5 0 0", "a 0 8 2", "b 0.6 2 1", "c 0.2 6 1", "d 0.8 0 0"});
    }

    void ductsOfAFileAreItsLinks()
    {
        const SweepResult links = sweepOf(ring(), kRingDemands, FailureKind::Links, 2);
        const SweepResult ducts = sweepOf(ring(), kRingDemands, FailureKind::Conduits, 2);
        QCOMPARE(ducts.name(1), std::string("duct:a~b"));
        for (std::size_t i = 0; i < links.scenarios.size(); ++i) {
            QCOMPARE(ducts.scenarios[i].mlu, links.scenarios[i].mlu);
        }
    }

    /// Demands that cannot be met even now are lost in every scenario; those of 0 b/s, and from a node to
    /// itself, are no pairs.
    void whatIsLostAnywayIsLostInTheBase()
    {
        const auto network = flow_test::networkFrom("a b c", "a b 1 10000 1\n b a 1 10000 1");
        compareRows(sweepOf(network, "a c 1000000\n a c 500000\n c a 0\n a b 1000000", FailureKind::Links, 1),
                    {"base 0.1 1.5 1", "edge_0;edge_1 0 2.5 2"});
    }

    void theWorstComeFirst()
    {
        const SweepResult result = sweepOf(ring(), kRingDemands, FailureKind::Links, 2);
        // 0.8 four times, by number; then 0.6 with a loss before 0.6 without; then by loss.
        const std::vector<std::size_t> expected{1, 3, 4, 10, 5, 2, 8, 9, 6, 7};
        QCOMPARE(worstScenarios(result, 100), expected);
        QCOMPARE(worstScenarios(result, 2), (std::vector<std::size_t>{1, 3}));
        QVERIFY(worstScenarios(result, 0).empty());
    }

    /// a-b is fullest (0.8) when c-d or a-d fail; b-c when a-d or c-d fail (0.6), and never by 0.3.
    void headroomNamesTheFailuresBehindIt()
    {
        const SweepResult result = sweepOf(ring(), kRingDemands, FailureKind::Links, 1);
        QCOMPARE(result.headroom.size(), std::size_t{4});
        const Headroom& ab = result.headroom[0];
        QCOMPARE(ab.name, std::string("edge_0;edge_1"));
        QCOMPARE(ab.base, 0.5);
        QCOMPARE(ab.worst, 0.8);
        QCOMPARE(result.name(ab.scenario), std::string("edge_4;edge_5"));
        QCOMPARE(ab.culprits.size(), std::size_t{2});
        QCOMPARE(result.name(ab.culprits[1].scenario), std::string("edge_6;edge_7"));
        QCOMPARE(ab.culprits[1].utilisation, 0.8);
    }

    void aLinkThatNoFailureFillsIsFullestInTheBase()
    {
        const auto network = flow_test::networkFrom("a b", "a b 1 10000 1\n b a 1 10000 1");
        const SweepResult result = sweepOf(network, "a b 1000000", FailureKind::Links, 1);
        QCOMPARE(result.headroom[0].worst, 0.1);
        QCOMPARE(result.name(result.headroom[0].scenario), std::string("base"));
        QVERIFY(result.headroom[0].culprits.empty());
    }

    void onlyTheWorstCulpritsAreKept()
    {
        const auto set = flow_test::demandsFrom(ring(), kRingDemands);
        SweepOptions options = byWeight(FailureKind::Links, 2);
        const auto network = ring();
        const auto all = sweepFailures(network.graph, set.demands, options);
        options.culprits = 1;
        const auto one = sweepFailures(network.graph, set.demands, options);
        options.culprits = 0;
        const auto none = sweepFailures(network.graph, set.demands, options);
        for (std::size_t i = 0; i < all->headroom.size(); ++i) {
            QCOMPARE(one->headroom[i].worst, all->headroom[i].worst);
            QCOMPARE(one->headroom[i].scenario, all->headroom[i].scenario);
            QCOMPARE(none->headroom[i].worst, all->headroom[i].base);
        }
    }

    void otherCapacitiesChangeUtilisationOnly()
    {
        const auto network = ring();
        const auto set = flow_test::demandsFrom(network, kRingDemands);
        std::vector<std::uint64_t> capacity(network.graph.arcCount(), 5'000'000);
        SweepOptions options = byWeight(FailureKind::Links, 1);
        options.capacity_bps = capacity;
        const auto result = sweepFailures(network.graph, set.demands, options);
        compareRows(*result, {"base 1 0 0", "edge_0;edge_1 1.6 0 0", "edge_2;edge_3 1.2 0 0",
                              "edge_4;edge_5 1.6 0 0", "edge_6;edge_7 1.6 0 0"});
    }

    void threadsChangeNoBit()
    {
        flow_test::RandomShape shape;
        shape.core = 20;
        shape.links = 34;
        shape.leaves = 5;
        shape.demands = 150;
        const auto network = flow_test::randomNetwork(9, shape);
        for (const FailureKind kind : {FailureKind::Links, FailureKind::Nodes, FailureKind::Conduits}) {
            for (const unsigned order : {1U, 2U}) {
                SweepOptions options = byWeight(kind, order);
                const std::string one = digestOf(*sweepFailures(network.graph, network.demands, options));
                for (const unsigned threads : {2U, 4U}) {
                    options.threads = threads;
                    QCOMPARE(digestOf(*sweepFailures(network.graph, network.demands, options)), one);
                }
            }
        }
    }

    /// The same network written in another order gives the same numbers, bit for bit.
    void theOrderOfNodesLinksAndDemandsChangesNothing()
    {
        const char* const nodes = "a b c d e f";
        const QByteArrayList links{"a b 1", "b c 1", "c d 1", "d a 1", "a c 2", "b d 2",
                                   "e a 1", "e b 1", "e f 3", "f c 1", "a b 1", "f d 1"};
        const QByteArrayList demands{"a c 1000003", "b f 333331", "e d 777777", "f a 123457",
                                     "c e 999983",  "d b 555557", "a f 100003"};
        const auto build = [&](const char* names, const QByteArrayList& order) {
            QByteArray text;
            for (const QByteArray& link : order) {
                const QByteArrayList words = link.split(' ');
                const QByteArray bandwidth = QByteArray::number(3000 + 7 * links.indexOf(link));
                text += words[0] + " " + words[1] + " " + words[2] + " " + bandwidth + " 1\n";
                text += words[1] + " " + words[0] + " " + words[2] + " " + bandwidth + " 1\n";
            }
            return flow_test::networkFrom(names, text.toStdString());
        };
        // Rows by the ends of what failed, whatever they are called.
        const auto rows = [&](const network::Network& network, const QByteArrayList& order) {
            const SweepResult result =
                sweepOf(network, order.join('\n').toStdString(), FailureKind::Links, 2);
            QByteArrayList out;
            for (std::size_t i = 0; i < result.scenarios.size(); ++i) {
                QByteArrayList ends;
                if (i > 0) {
                    const auto [x, y] = result.numbers().failuresOf(i);
                    for (const std::size_t f : {x, y}) {
                        const std::uint32_t arc = result.failures[f].arcs[0];
                        QByteArrayList pair{
                            QByteArray::fromStdString(network.graph.nodeName(network.graph.from()[arc])),
                            QByteArray::fromStdString(network.graph.nodeName(network.graph.to()[arc])),
                        };
                        std::ranges::sort(pair);
                        ends.append(pair.join('~') + "/" + QByteArray::number(network.graph.capacity()[arc]));
                    }
                    std::ranges::sort(ends);
                }
                const ScenarioResult& row = result.scenarios[i];
                out.append(ends.join(' ') + " " + QByteArray::number(row.mlu, 'g', 17) + " " +
                           QByteArray::number(row.lost_bps, 'g', 17) + " " +
                           QByteArray::number(row.disconnectedPairs));
            }
            std::ranges::sort(out);
            return out;
        };
        const QByteArrayList straight = rows(build(nodes, links), demands);
        QByteArrayList otherLinks = links;
        QByteArrayList otherDemands = demands;
        std::ranges::reverse(otherLinks);
        std::ranges::rotate(otherDemands, otherDemands.begin() + 3);
        QCOMPARE(rows(build("f c e a d b", otherLinks), otherDemands), straight);
    }
};

QTEST_GUILESS_MAIN(TestSweep)
#include "tst_sweep.moc"
