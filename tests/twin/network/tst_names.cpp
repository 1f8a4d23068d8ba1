#include "twin/network/link_lookup.h"
#include "twin/network/network_file.h"
#include "twin/network/place_lookup.h"
#include "twin/network/place_names.h"
#include "twin/support/csv.h"
#include "twin/support/name_list.h"

#include <QTest>

using namespace twin;
using namespace twin::network;

namespace {

NetworkFile gml(const std::string& first, const std::string& second = "b")
{
    auto file = parseNetwork("graph [\n node [ id 1 label \"" + first + "\" ]\n node [ id 2 label \"" +
                                 second + "\" ]\n edge [ source 1 target 2 LinkSpeed \"10\" ]\n]\n",
                             NetworkFormat::Gml, "f.gml");
    if (!file) {
        qFatal("%s", file.error().text().c_str());
    }
    return std::move(*file);
}

bool says(const std::vector<std::string>& sentences, const std::string& part)
{
    return std::ranges::any_of(sentences, [&](const std::string& one) { return one.find(part) != one.npos; });
}

} // namespace

/// Names stay as files write them; where they cannot, it is said and both are understood.
class TestNames : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void namesStayAsTheyAre()
    {
        for (const std::string name : {"A;x", "p, q", "北京;南京", "a;b,c"}) {
            const NetworkFile file = gml(name);
            QCOMPARE(file.nodes[0].name, name);
            QVERIFY(!says(file.warnings, "names that cannot"));
            const Graph graph = Graph::build(file);
            QVERIFY(graph.nodeByName(name).isValid());
            const auto list = splitNames(listItem(name) + ";b");
            QVERIFY(list.has_value());
            QCOMPARE(*list, (std::vector<std::string>{name, "b"}));
        }
    }

    void aNameThatHadToChangeIsSaidAndUnderstood()
    {
        const std::string name(150, 'x');
        const NetworkFile file = gml(name, "tab\there");
        QCOMPARE(file.nodes[0].name, std::string(110, 'x'));
        QVERIFY(says(file.warnings, "2 names that cannot stand as they are"));
        const Graph graph = Graph::build(file);
        QCOMPARE(graph.nodeByName(name).value(), graph.nodeByName(std::string(110, 'x')).value());
        QVERIFY(graph.nodeByName("tab\there").isValid());
        QVERIFY(graph.nodeByName("tab here").isValid());
    }

    void aSpeedWithoutAUnitIsSaid()
    {
        QVERIFY(says(gml("a").defaultsApplied, "1 links with a LinkSpeed in no unit that is known"));
    }

    void linksAreFoundByTheFilesArcs()
    {
        const auto file =
            parseNetwork("NODES 2\nlabel x y\na 1 1\nb 2 2\nEDGES 2\nlabel src dest weight bw delay\n"
                         "edge_0 0 1 1 1000 1\nedge_1 1 0 1 1000 1\n",
                         NetworkFormat::Repetita, "f.graph");
        QVERIFY(file.has_value());
        const Graph graph = Graph::build(*file);
        const LinkLookup links(graph);
        for (const char* name : {"a~b", "edge_0", "edge_1", "edge_0;edge_1"}) {
            QCOMPARE(links.find(name), registry::LinkIndex{0U});
        }
        QVERIFY(!links.find("edge_1;edge_0").isValid());
        QVERIFY(!links.find("edge_2").isValid());
    }

    void arcsOfOneNameAreSaid()
    {
        const auto file =
            parseNetwork("NODES 2\nlabel x y\na 1 1\nb 2 2\nEDGES 2\nlabel src dest weight bw delay\n"
                         "e 0 1 1 1000 1\ne 1 0 1 1000 1\n",
                         NetworkFormat::Repetita, "f.graph");
        QVERIFY(file.has_value());
        QVERIFY(says(file->warnings, "1 arcs with the name of another"));
    }

    void listsAndCellsReadBack()
    {
        const std::vector<std::string> names{"plain", "a;b", "p, q", "say \"z\"", ";,\""};
        std::string list;
        for (const std::string& name : names) {
            addToList(list, name);
        }
        for (const std::string& cell : {csvCell(list), csvListCell(list)}) {
            const auto rows = parseCsv(cell + ",1\n");
            QVERIFY(rows.has_value());
            QCOMPARE(rows->front().cells.front(), list);
        }
        const auto read = splitNames(list);
        QVERIFY(read.has_value());
        QCOMPARE(*read, names);
        QCOMPARE(csvListCell("edge_0;edge_1"), std::string("edge_0;edge_1"));
    }
};

QTEST_APPLESS_MAIN(TestNames)
#include "tst_names.moc"
