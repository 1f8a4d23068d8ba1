#include "tests/support/places.h"
#include "twin/network/layout.h"
#include "twin/network/network_file.h"
#include "twin/network/open.h"
#include "twin/network/to_registry.h"
#include "twin/proto/registry.pb.h"
#include "twin/registry/validate.h"
#include "twin/support/text_encoding.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace twin;
using namespace twin::network;

namespace {

Result<NetworkFile> parse(const char* text, NetworkFormat format, const ReadOptions& options = {})
{
    return parseNetwork(text, format, "f", options);
}

NetworkFile readSample(const char* name)
{
    auto network = readNetwork(test::testData("/network/") + name);
    if (!network) {
        qFatal("%s", network.error().text().c_str());
    }
    return std::move(*network);
}

bool says(const std::vector<std::string>& sentences, std::string_view part)
{
    return std::ranges::any_of(sentences,
                               [&](const std::string& s) { return s.find(part) != std::string::npos; });
}

} // namespace

class TestImporters : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void badFilesAreRefusedWithFileLineAndReason_data();
    void badFilesAreRefusedWithFileLineAndReason();
    void whatIsSaidIsUtf8OnOneLine_data();
    void whatIsSaidIsUtf8OnOneLine();
    void boundsRefuseLargeFiles();
    void aFileThatIsNotThereIsSaid();
    void sameNamesAndParallelLinksStayApart_data();
    void sameNamesAndParallelLinksStayApart();
    void missingFactsAreFilledInAndSaid();
    void whatIsUnusualIsSaid();
    void defaultsAreSaidWithTheirRealValues();
    void capacitiesFromOneBitToHundredTerabits();
    void speedsWithUnitsAreTaken_data();
    void speedsWithUnitsAreTaken();
    void shortNamesOfCoordinatesAreUnderstood();
    void graphMlDefaultsAndDirectionsOfEdgesHold();
    void drawingsOfGmlArePlaces();
    void oppositeArcsPairUpInFileOrder();
    void repetitaUnitsBecomeBitsAndNanoseconds();
    void layoutPlacesEveryNodeApart();
    void layoutIsTheSameEveryTime();
    void everySampleBecomesAValidSnapshot_data();
    void everySampleBecomesAValidSnapshot();
};

void TestImporters::badFilesAreRefusedWithFileLineAndReason_data()
{
    QTest::addColumn<int>("format");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("message");
    const auto gml = static_cast<int>(NetworkFormat::Gml);
    const auto xml = static_cast<int>(NetworkFormat::GraphMl);
    const auto graph = static_cast<int>(NetworkFormat::Repetita);
    const auto row = [](const char* name, int format, const char* text, const char* message) {
        QTest::newRow(name) << format << QByteArray(text) << QByteArray(message);
    };
    row("empty GML", gml, "", "f: no graph in it");
    row("GML without closing bracket", gml, "graph [\n node [\n  id 0\n", "f:2: a list that is not closed");
    row("GML string without end", gml, "graph [\n label \"x\n]", "f:2: a string without end");
    row("GML key without value", gml, "graph [\n node [ id ]\n]", "f:2: key id has no value");
    row("GML strange character", gml, "graph [\n ?\n]", "f:2: unexpected character");
    row("GML node without id", gml, "graph [\n node [ label \"a\" ]\n]", "f:2: a node without id");
    row("GML second id", gml, "graph [\n node [ id 1 ]\n node [ id 1 ]\n]", "f:3: a second node with id 1");
    row("GML edge to nowhere", gml, "graph [\n node [ id 1 ]\n edge [ source 1 target 2 ]\n]",
        "f:3: a link ends at node 2");
    row("GML edge without target", gml, "graph [\n edge [ source 1 ]\n]", "f:2: an edge without target");
    row("GML speed is text", gml,
        "graph [ node [ id 1 ] node [ id 2 ]\n edge [ source 1 target 2\n LinkSpeedRaw \"fast\" ] ]",
        "f:3: LinkSpeedRaw is not a number: fast");
    row("GML speed with a unit is text", gml,
        "graph [ node [ id 1 ] node [ id 2 ]\n edge [ source 1 target 2\n LinkSpeed \"fast\" LinkSpeedUnits "
        "\"G\" ] ]",
        "f:3: LinkSpeed is not a number: fast");
    row("GML graphics without value", gml, "graph [\n node [ id 1 graphics [ x ] ] ]", "f:2: ");
    row("GraphML speed is text", xml,
        "<graphml><key id='s' attr.name='LinkSpeedRaw'/><graph><node id='a'/><node id='b'/>\n"
        "<edge source='a' target='b'><data key='s'>fast</data></edge></graph></graphml>",
        "f:2: LinkSpeedRaw is not a number: fast");
    row("GML negative speed", gml,
        "graph [ node [ id 1 ] node [ id 2 ]\n edge [ source 1 target 2 LinkSpeedRaw -5 ] ]",
        "f:2: capacity out of range");
    row("GML two graphs", gml, "graph [ ]\ngraph [ ]", "f:2: a second graph");
    row("not XML", xml, "<graphml>\n<graph>", "f:2: not XML");
    row("XML of another kind", xml, "<svg/>", "f: no <graphml> element");
    row("GraphML without graph", xml, "\n<graphml/>", "f:2: no graph in it");
    row("GraphML nested graph", xml, "<graphml><graph>\n<node id='a'><graph/></node></graph></graphml>",
        "f:2: a graph inside a node");
    row("GraphML edge to nowhere", xml,
        "<graphml><graph><node id='a'/>\n<edge source='a' target='b'/></graph></graphml>",
        "f:2: a link ends at node b");
    row("GraphML hyperedge", xml, "<graphml><graph>\n<hyperedge/></graph></graphml>", "f:2: hyperedges");
    row("empty REPETITA", graph, "", "f: 'NODES <count>' was expected");
    row("REPETITA count is text", graph, "NODES x\nlabel x y\n", "f:1: the count of NODES is not a number");
    row("REPETITA too few nodes", graph, "NODES 2\nlabel x y\na 1 2\n\nEDGES 0\nlabel s d w b d\n",
        "f:5: fewer nodes than announced");
    row("REPETITA too few edges", graph,
        "NODES 1\nlabel x y\na 1 2\nEDGES 1\nlabel src dest weight bw delay\n",
        "f:5: fewer edges than announced");
    row("REPETITA too many lines", graph, "NODES 1\nlabel x y\na 1 2\nEDGES 0\nlabel src\nx 0 0 1 1 1\n",
        "f:6: text after the last edge");
    row("REPETITA missing column", graph, "NODES 1\nlabel x y\na 1\n", "f:3: 3 columns were expected, not 2");
    row("REPETITA not a number", graph, "NODES 1\nlabel x y\na 1 north\n", "f:3: not a number: north");
    row("REPETITA dangling end", graph, "NODES 1\nlabel x y\na 1 2\nEDGES 1\nlabel s d w b d\ne 0 7 1 1 1\n",
        "f:6: a link ends at node 7");
}

void TestImporters::badFilesAreRefusedWithFileLineAndReason()
{
    QFETCH(int, format);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, message);
    const auto network = parse(text.constData(), static_cast<NetworkFormat>(format));
    QVERIFY(!network);
    const QByteArray actual(network.error().text().c_str());
    QVERIFY2(actual.startsWith(message), actual.constData());
}

/// Long texts are cut where they are quoted, but never within a character.
void TestImporters::whatIsSaidIsUtf8OnOneLine_data()
{
    QTest::addColumn<NetworkFormat>("format");
    QTest::addColumn<QByteArray>("text");
    QByteArray name = "x";
    while (name.size() < 300) {
        name += "算";
    }
    QTest::newRow("number of REPETITA")
        << NetworkFormat::Repetita << "NODES 1\nlabel x y\na 0 " + name + "\nEDGES 0\nlabel x\n";
    QTest::newRow("number of GML")
        << NetworkFormat::Gml
        << "graph [ node [ id 0 ] node [ id 1 ] edge [ source 0 target 1 LinkSpeedRaw \"" + name + "\" ] ]";
    QTest::newRow("number of GraphML")
        << NetworkFormat::GraphMl
        << "<graphml><key id='s' for='edge' attr.name='LinkSpeedRaw' attr.type='string'/><graph>"
           "<node id='0'/><node id='1'/><edge source='0' target='1'><data key='s'>" +
               name + "</data></edge></graph></graphml>";
    QTest::newRow("end of a GraphML edge")
        << NetworkFormat::GraphMl
        << "<graphml><graph><node id='0'/><edge source='0' target='" + name + "'/></graph></graphml>";
}

void TestImporters::whatIsSaidIsUtf8OnOneLine()
{
    QFETCH(NetworkFormat, format);
    QFETCH(QByteArray, text);
    const auto network = parse(text.constData(), format);
    std::string said = network ? "" : network.error().reason;
    if (network) {
        for (const std::string& sentence : network->warnings) {
            said += sentence;
        }
    }
    QVERIFY2(isUtf8(said) && said.find('\n') == std::string::npos, said.c_str());
    QVERIFY2(said.find("x算") != std::string::npos, said.c_str());
}

void TestImporters::boundsRefuseLargeFiles()
{
    ReadOptions few;
    few.maxNodes = 1;
    auto network = parse("graph [ node [ id 1 ] node [ id 2 ] ]", NetworkFormat::Gml, few);
    QVERIFY(!network);
    QCOMPARE(network.error().code, ErrorCode::TooLarge);
    QVERIFY(!parse("NODES 4000000000\nlabel x y\n", NetworkFormat::Repetita));
    ReadOptions small;
    small.maxBytes = 10;
    network = parse("graph [            ]", NetworkFormat::Gml, small);
    QVERIFY(!network);
    QCOMPARE(network.error().code, ErrorCode::TooLarge);
    std::string deep = "graph [ ";
    for (int i = 0; i < 100'000; ++i) {
        deep += "a [ ";
    }
    network = parse(deep.c_str(), NetworkFormat::Gml);
    QVERIFY(!network);
    QCOMPARE(network.error().code, ErrorCode::TooLarge);
    QCOMPARE(parse("hello", NetworkFormat::Unknown).error().code, ErrorCode::Unsupported);
}

void TestImporters::aFileThatIsNotThereIsSaid()
{
    const auto network = readNetwork("/nonexistent/x.gml");
    QVERIFY(!network);
    QCOMPARE(network.error().code, ErrorCode::NotFound);
}

void TestImporters::sameNamesAndParallelLinksStayApart_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("GML") << QByteArray("parallel.gml");
    QTest::newRow("GraphML") << QByteArray("parallel.graphml");
}

void TestImporters::sameNamesAndParallelLinksStayApart()
{
    QFETCH(QByteArray, file);
    const NetworkFile network = readSample(file.constData());
    QCOMPARE(network.name, std::string("Small & odd"));
    QCOMPARE(network.nodes[0].name, std::string("Newton"));
    QCOMPARE(network.nodes[1].name, std::string("Newton#2"));
    QCOMPARE(network.links.size(), 3U);
    QCOMPARE(network.links[0].name, std::string("Newton~Newton#2"));
    QCOMPARE(network.links[1].name, std::string("Newton~Newton#2#2"));
    QCOMPARE(network.links[2].name, std::string("Newton#2~Sky Port"));
    QCOMPARE(network.links[0].capacity_bps, 2'500'000'000U);
    QCOMPARE(network.links[0].capacityReverse_bps, 2'500'000'000U);
    QVERIFY(!network.nodes[2].position);
}

void TestImporters::missingFactsAreFilledInAndSaid()
{
    const NetworkFile network = readSample("parallel.gml");
    QCOMPARE(network.listedNodes, 4U);
    QCOMPARE(network.listedLinks, 4U); // the loop is listed, and left out
    QVERIFY(says(network.defaultsApplied, "1 links without a capacity: 10 Gb/s assumed"));
    QVERIFY(says(network.defaultsApplied, "2 links without a delay: great circle"));
    QVERIFY(
        says(network.defaultsApplied, "1 links without a delay and with an end without coordinates: 1 ms"));
    QVERIFY(says(network.defaultsApplied, "1 links from a node to itself: left out"));
    QVERIFY(says(network.defaultsApplied, "1 nodes at 0,0"));
    // 1 degree of longitude at 30 N is 96.49 km; x 1.3 x 4.9 ns/m = 614.6 us.
    QVERIFY(std::abs(network.links[0].delay - 614'600) < 500);
}

void TestImporters::whatIsUnusualIsSaid()
{
    const NetworkFile gml = readSample("parallel.gml");
    QVERIFY(says(gml.warnings, "1 nodes with the name of another: told apart by #2"));
    QVERIFY(says(gml.warnings, "1 links parallel to another: all kept"));
    QVERIFY(says(readSample("asymmetric.graph").warnings, "links with a capacity of its own each way"));
    const auto alone = parse("graph [ node [ id 1 ] node [ id 2 ] node [ id 3 ] edge [ source 1 target 2 ] ]",
                             NetworkFormat::Gml);
    QVERIFY(alone);
    QVERIFY(says(alone->warnings, "1 nodes without links"));
    const auto oneWay =
        parse("graph [ directed 1 node [ id 1 label \"b\" ] node [ id 2 label \"a\" ]\n"
              "edge [ source 1 target 2 ] edge [ source 2 target 1 ] edge [ source 2 target 1 ] ]",
              NetworkFormat::Gml);
    QVERIFY(oneWay);
    QCOMPARE(oneWay->links[1].name, std::string("b~a#2"));
    QCOMPARE(oneWay->links[1].capacity_bps, 0U); // written a to b, named b~a: turned round
    QVERIFY(says(oneWay->defaultsApplied, "1 arcs without an opposite: one-way links"));
}

void TestImporters::defaultsAreSaidWithTheirRealValues()
{
    ReadOptions options;
    options.defaultCapacity_bps = 2'500'000'000;
    options.defaultDelay = 250 * kMicrosecond;
    options.routeFactor = 1.45;
    options.nsPerMetre = 5;
    const auto network = readNetwork(test::testData("/network/parallel.gml"), options);
    QVERIFY(network);
    QVERIFY(says(network->defaultsApplied, "1 links without a capacity: 2500000000 b/s assumed"));
    QVERIFY(says(network->defaultsApplied, "great circle x 1.45 at 5 us/km assumed"));
    QVERIFY(says(network->defaultsApplied, "with an end without coordinates: 0.25 ms assumed"));
    // 1 degree of longitude at 30 N is 96.49 km; x 1.45 x 5 ns/m = 699.5 us.
    QVERIFY(std::abs(network->links[0].delay - 699'500) < 500);
}

void TestImporters::capacitiesFromOneBitToHundredTerabits()
{
    const auto network = parse("NODES 2\nlabel x y\na 1 2\nb 1 3\nEDGES 4\nlabel src dest weight bw delay\n"
                               "e 0 1 1 0.001 1\ne 1 0 1 100000000000 1\n"
                               "e 0 1 1 0.0015 1\ne 1 0 1 99999999999.999 1\n",
                               NetworkFormat::Repetita); // kb/s
    QVERIFY(network);
    QCOMPARE(network->links[0].capacity_bps, 1U);
    QCOMPARE(network->links[0].capacityReverse_bps, 100'000'000'000'000U);
    QCOMPARE(network->links[1].capacity_bps, 2U); // rounded, not cut off
    QCOMPARE(network->links[1].capacityReverse_bps, 99'999'999'999'999U);
    const auto none =
        parse("graph [ node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 LinkSpeedRaw 0.4 ] ]",
              NetworkFormat::Gml);
    QVERIFY(!none);
    QCOMPARE(none.error().reason, std::string("capacity out of range (1 to 1e18 b/s; 0 = not known)"));
}

void TestImporters::speedsWithUnitsAreTaken_data()
{
    QTest::addColumn<QByteArray>("attributes");
    QTest::addColumn<quint64>("capacity_bps");
    const auto row = [](const char* attributes, quint64 capacity_bps) {
        QTest::newRow(attributes) << QByteArray(attributes) << capacity_bps;
    };
    row("LinkSpeed \"155\" LinkSpeedUnits \"M\"", 155'000'000);
    row("LinkSpeed \"2.5\" LinkSpeedUnits \"G\"", 2'500'000'000);
    row("LinkSpeed 64 LinkSpeedUnits \"K\"", 64'000);
    row("LinkSpeed \"1\" LinkSpeedUnits \"T\"", 1'000'000'000'000);
    row("LinkSpeed \"9600\" LinkSpeedUnits \"\"", 9'600);
    row("LinkSpeed \"10\" LinkSpeedUnits \"G\" LinkSpeedRaw 40000000000.0", 40'000'000'000);
    row("LinkSpeed \"10\"", 0);                           // of what?
    row("LinkSpeed \"10\" LinkSpeedUnits \"lambda\"", 0); // not one of the toolset's
    row("LinkLabel \"10 Gbit/s\"", 0);                    // prose
}

void TestImporters::speedsWithUnitsAreTaken()
{
    QFETCH(QByteArray, attributes);
    QFETCH(quint64, capacity_bps);
    const QByteArray text =
        "graph [ node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 " + attributes + " ] ]";
    const auto network = parse(text.constData(), NetworkFormat::Gml);
    QVERIFY2(network, network ? "" : network.error().text().c_str());
    QCOMPARE(network->links[0].capacityAssumed, capacity_bps == 0);
    QCOMPARE(network->links[0].capacity_bps, capacity_bps == 0 ? 10 * kGigabit : capacity_bps);
}

void TestImporters::shortNamesOfCoordinatesAreUnderstood()
{
    const auto gml =
        parse("graph [ node [ id 1 lon -84.38 lat 33.75 ] node [ id 2 lng 5 Lat 6 ] ]", NetworkFormat::Gml);
    QVERIFY(gml);
    QCOMPARE(gml->nodes[0].position->lonE6, -84'380'000);
    QCOMPARE(gml->nodes[1].position->latE6, 6'000'000);
    const auto xml =
        parse("<graphml><key id='a' attr.name='latitude'/><key id='b' attr.name='longitude'/><graph>"
              "<node id='1'><data key='a'>1</data><data key='b'>2</data></node></graph></graphml>",
              NetworkFormat::GraphMl);
    QVERIFY(xml);
    QCOMPARE(xml->nodes[0].position->lonE6, 2'000'000);
}

void TestImporters::graphMlDefaultsAndDirectionsOfEdgesHold()
{
    const auto network = parse(
        "<graphml><key id='s' for='edge' attr.name='LinkSpeedRaw'><default>1000</default></key>"
        "<key id='l' for='all' attr.name='label'><default>spare</default></key><graph edgedefault='directed'>"
        "<node id='1'/><node id='2'><data key='l'>Own</data></node><edge source='1' target='2'/>"
        "<edge source='1' target='2' directed='false'><data key='s'>2000</data></edge></graph></graphml>",
        NetworkFormat::GraphMl);
    QVERIFY2(network, network ? "" : network.error().text().c_str());
    QCOMPARE(network->name, std::string("spare"));
    QCOMPARE(network->nodes[0].name, std::string("spare"));
    QCOMPARE(network->nodes[1].name, std::string("Own"));
    QCOMPARE(network->links[0].capacity_bps, 1'000U);
    QCOMPARE(network->links[0].capacityReverse_bps, 0U); // an arc
    QCOMPARE(network->links[1].capacity_bps, 2'000U);
    QCOMPARE(network->links[1].capacityReverse_bps, 2'000U); // a link both ways
}

void TestImporters::drawingsOfGmlArePlaces()
{
    auto network = parse("graph [ node [ id 1 graphics [ x 10 y 400 point [ x 3 ] ] ]\n"
                         "node [ id 2 graphics [ y 100 x 210 ] ] node [ id 3 ] ]",
                         NetworkFormat::Gml);
    QVERIFY2(network, network ? "" : network.error().text().c_str());
    computeLayout(*network);
    QVERIFY(network->nodes[1].position->latE6 > network->nodes[0].position->latE6); // y grows to the south
    QVERIFY(network->nodes[1].position->lonE6 > network->nodes[0].position->lonE6);
    QVERIFY(network->nodes[2].position);
    QVERIFY(says(network->defaultsApplied, "2 nodes placed as the file's drawing has them"));
    QVERIFY(says(network->defaultsApplied, "1 nodes without coordinates: placed by a computed layout"));
    auto far =
        parse("graph [ node [ id 1 graphics [ x -1e308 y 0 ] ] node [ id 2 graphics [ x 1e308 y 0 ] ] ]",
              NetworkFormat::Gml);
    QVERIFY(far);
    QVERIFY(says(far->warnings, "coordinates outside of any drawing: left out"));
    computeLayout(*far);
    QVERIFY(*far->nodes[0].position != *far->nodes[1].position);
    const auto open = parse("graph [ node [ id 1\n graphics [ x 10", NetworkFormat::Gml);
    QVERIFY(!open);
    QCOMPARE(open.error().text(), std::string("f:2: a list that is not closed"));
}

void TestImporters::oppositeArcsPairUpInFileOrder()
{
    const NetworkFile network = readSample("asymmetric.graph");
    QVERIFY(network.directed);
    QCOMPARE(network.listedLinks, 6U);
    QCOMPARE(network.links.size(), 3U);
    QCOMPARE(network.links[0].arcForward, std::string("edge_0"));
    QCOMPARE(network.links[0].arcReverse, std::string("edge_2"));
    QCOMPARE(network.links[1].arcForward, std::string("edge_1"));
    QCOMPARE(network.links[1].arcReverse, std::string("edge_3"));
    QCOMPARE(network.links[1].name, std::string("0_West~1_East#2"));
    QVERIFY(!network.nodes[2].position);
}

void TestImporters::repetitaUnitsBecomeBitsAndNanoseconds()
{
    const NetworkFile network = readSample("asymmetric.graph");
    QCOMPARE(network.links[1].capacity_bps, 2'000'000U);
    QCOMPARE(network.links[1].capacityReverse_bps, 4'000'000U);
    QCOMPARE(network.links[1].delay, TimeNs{500'000});
    QCOMPARE(network.links[1].delayReverse, TimeNs{700'000});
    QCOMPARE(network.links[1].weightReverse, 12U);
}

void TestImporters::layoutPlacesEveryNodeApart()
{
    std::string text = "graph [ node [ id 0 Longitude 110 Latitude 30 ] ";
    for (int i = 1; i < 200; ++i) {
        text += "node [ id " + std::to_string(i) + " ] edge [ source " + std::to_string(i / 2) + " target " +
                std::to_string(i) + " ] ";
    }
    text += "node [ id 900 ] node [ id 901 ] ]";
    auto network = parse(text.c_str(), NetworkFormat::Gml);
    QVERIFY(network);
    computeLayout(*network);
    std::set<std::pair<int, int>> places;
    for (const FileNode& node : network->nodes) {
        QVERIFY(node.position);
        places.emplace(node.position->latE6, node.position->lonE6);
        QCOMPARE(node.computedPosition, node.id != "0");
    }
    QCOMPARE(places.size(), network->nodes.size());
    QVERIFY(says(network->defaultsApplied, "201 nodes without coordinates: placed by a computed layout"));
}

void TestImporters::layoutIsTheSameEveryTime()
{
    NetworkFile first = readSample("parallel.gml");
    NetworkFile second = readSample("parallel.gml");
    computeLayout(first);
    computeLayout(second);
    for (std::size_t i = 0; i < first.nodes.size(); ++i) {
        QCOMPARE(*first.nodes[i].position, *second.nodes[i].position);
    }
}

void TestImporters::everySampleBecomesAValidSnapshot_data()
{
    QTest::addColumn<QByteArray>("file");
    for (const char* file : {"parallel.gml", "parallel.graphml", "asymmetric.graph"}) {
        QTest::newRow(file) << QByteArray(file);
    }
}

void TestImporters::everySampleBecomesAValidSnapshot()
{
    QFETCH(QByteArray, file);
    const auto opened = openAnySnapshot(test::testData("/network/") + file.constData());
    QVERIFY(opened);
    const auto checked = registry::validate(opened->document.message());
    QVERIFY2(checked.ok(), checked.problems.empty() ? "" : checked.problems.front().text().c_str());
    const auto& made = opened->document.message().registry();
    QCOMPARE(made.links_size(), 3);
    QCOMPARE(made.conduits_size(), 3);
    QVERIFY(made.origin().defaults_applied_size() > 0);
}

QTEST_GUILESS_MAIN(TestImporters)
#include "tst_importers.moc"
