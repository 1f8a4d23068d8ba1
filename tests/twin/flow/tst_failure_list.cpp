#include "tests/twin/flow/flow_networks.h"
#include "tests/twin/flow/random_networks.h"
#include "tests/twin/generate/small_nation.h"
#include "twin/flow/failure_list.h"

#include <QTest>

#include <set>

using namespace twin;
using namespace twin::flow;
using network::Graph;

namespace {

std::vector<std::string> namesOf(const std::vector<Failure>& failures)
{
    std::vector<std::string> out;
    for (const Failure& failure : failures) {
        out.push_back(failure.name);
    }
    return out;
}

std::set<std::string> arcsOf(const Graph& graph, const Failure& failure)
{
    std::set<std::string> out;
    for (const std::uint32_t arc : failure.arcs) {
        out.insert(graph.arcName(arc));
    }
    return out;
}

using Names = std::vector<std::string>;
using Arcs = std::set<std::string>;

} // namespace

class TestFailureList : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aLinkTakesBothArcsAndHasTheFilesNames()
    {
        const auto network = flow_test::networkFrom("a b", R"(
            a b 1 1000 1
            a b 1 1000 1
            b a 1 1000 1
            b a 1 1000 1)");
        const auto failures = listFailures(network.graph, FailureKind::Links);
        QCOMPARE(namesOf(failures), (Names{"edge_0;edge_2", "edge_1;edge_3"}));
        QCOMPARE(arcsOf(network.graph, failures[0]), (Arcs{"a~b>", "a~b<"}));
        QCOMPARE(arcsOf(network.graph, failures[1]), (Arcs{"a~b#2>", "a~b#2<"}));
    }

    void aLinkOfOneDirectionHasOneArc()
    {
        const auto network = flow_test::networkFrom("a b", "a b 1 1000 1");
        const auto failures = listFailures(network.graph, FailureKind::Links);
        QCOMPARE(namesOf(failures), (Names{"edge_0"}));
        QCOMPARE(failures[0].arcs.size(), std::size_t{1});
    }

    void aNodeTakesAllItsArcs()
    {
        const auto network = flow_test::networkFrom("a b c d", R"(
            a b 1 1000 1
            b a 1 1000 1
            b c 1 1000 1
            c b 1 1000 1)");
        const auto failures = listFailures(network.graph, FailureKind::Nodes);
        QCOMPARE(namesOf(failures), (Names{"a", "b", "c", "d"}));
        QCOMPARE(arcsOf(network.graph, failures[1]), (Arcs{"a~b>", "a~b<", "b~c>", "b~c<"}));
        QVERIFY(failures[3].arcs.empty());
    }

    void namesAreItemsOfAList()
    {
        network::GraphAssembler assembler;
        assembler.siteNodes().emplace_back(assembler.addNode(registry::SiteIndex{0U}, {}, "x;y"));
        assembler.siteNodes().emplace_back(assembler.addNode(registry::SiteIndex{1U}, {}, "say \"z\""));
        assembler.siteNodes().emplace_back(assembler.addNode(registry::SiteIndex{2U}, {}, "p, q"));
        assembler.endCore();
        const Graph graph = assembler.finish();
        QCOMPARE(namesOf(listFailures(graph, FailureKind::Nodes)),
                 (Names{"\"x;y\"", "\"say \"\"z\"\"\"", "\"p, q\""}));
    }

    void theNationsAccessIsApart()
    {
        const auto registry = smallnation::registry();
        const Graph graph = Graph::build(*registry);
        QCOMPARE(namesOf(listFailures(graph, FailureKind::Conduits)), (Names{"D.A~B", "D.A~C", "D.B~C"}));
        QCOMPARE(listFailures(graph, FailureKind::Conduits, true).size(), registry->conduits.size());
        QCOMPARE(listFailures(graph, FailureKind::Links).size(), std::size_t{3});
        QCOMPARE(listFailures(graph, FailureKind::Links, true).size(), registry->links.size());
        QCOMPARE(namesOf(listFailures(graph, FailureKind::Nodes)), (Names{"S.A", "S.B", "S.C"}));
    }

    void aDuctListsAnArcOnceHoweverOftenTheLinkUsesIt()
    {
        flow_test::RandomShape shape;
        shape.ducts = 1; // links that draw two ducts draw it twice
        const auto network = flow_test::randomNetwork(1, shape);
        const auto failures = listFailures(network.graph, FailureKind::Conduits);
        QCOMPARE(failures.size(), std::size_t{1});
        QCOMPARE(failures[0].arcs.size(), std::size_t{network.graph.arcCount()});
    }

    void failuresOfAnArcAreThoseThatTakeIt()
    {
        const auto network = flow_test::randomNetwork(2, {});
        const auto failures = listFailures(network.graph, FailureKind::Conduits);
        const FailuresOfArc ofArc(failures, network.graph.arcCount());
        for (std::uint32_t arc = 0; arc < network.graph.arcCount(); ++arc) {
            for (std::uint32_t f = 0; f < failures.size(); ++f) {
                const bool takes = std::ranges::count(failures[f].arcs, arc) > 0;
                const auto begin = ofArc.failures.begin() + ofArc.first[arc];
                const auto end = ofArc.failures.begin() + ofArc.first[arc + 1];
                QCOMPARE(std::count(begin, end, f), takes ? 1 : 0);
            }
        }
    }

    void scenariosAreCountedOffOneByOne()
    {
        for (const std::size_t failures : {0U, 1U, 2U, 3U, 7U, 109U}) {
            const ScenarioNumbers numbers(failures, 2);
            std::size_t next = 1;
            for (std::size_t a = 0; a < failures; ++a, ++next) {
                QCOMPARE(ScenarioNumbers::single(a), next);
                QVERIFY(numbers.failuresOf(next) == std::pair(a, a));
            }
            for (std::size_t a = 0; a < failures; ++a) {
                for (std::size_t b = a + 1; b < failures; ++b, ++next) {
                    QCOMPARE(numbers.pair(a, b), next);
                    QVERIFY(numbers.failuresOf(next) == std::pair(a, b));
                }
            }
            QCOMPARE(numbers.count(), next);
            QCOMPARE(ScenarioNumbers(failures, 1).count(), failures + 1);
        }
        QCOMPARE(ScenarioNumbers(109, 2).count(), std::size_t{5995 + 1});
    }

    void scenariosAreNamedByWhatFailed()
    {
        const std::vector<Failure> failures{{"p", {}}, {"q;r", {}}, {"s", {}}};
        const ScenarioNumbers numbers(3, 2);
        Names names;
        for (std::size_t scenario = 0; scenario < numbers.count(); ++scenario) {
            names.push_back(scenarioName(failures, numbers, scenario));
        }
        QCOMPARE(names, (Names{"base", "p", "q;r", "s", "p;q;r", "p;s", "q;r;s"}));
    }
};

QTEST_GUILESS_MAIN(TestFailureList)
#include "tst_failure_list.moc"
