// SNDlib networks in both forms: the samples of tests/data/network/sndlib, what each option changes, and
// every way a file can be bad.
#include "tests/support/places.h"
#include "twin/network/network.h"
#include "twin/network/network_file.h"
#include "twin/network/open.h"
#include "twin/network/to_registry.h"
#include "twin/proto/registry.pb.h"
#include "twin/registry/build.h"
#include "twin/registry/validate.h"
#include "twin/support/text_encoding.h"

#include <QFile>
#include <QTest>

#include <algorithm>

using namespace twin;
using namespace twin::network;

namespace {

std::string sample(const std::string& name)
{
    return test::testData("/network/sndlib/") + name;
}

NetworkFile read(const std::string& name, const SndlibOptions& sndlib = {})
{
    ReadOptions options;
    options.sndlib = sndlib;
    auto network = readNetwork(sample(name), options);
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

/// A native file with these sections.
std::string native(const std::string& sections)
{
    return "?SNDlib native format; type: network; version: 1.0\n" + sections;
}

/// An XML file with these links and demands between nodes a and b.
std::string xml(const std::string& links, const std::string& demands = {})
{
    return "<network><networkStructure><nodes>\n<node id='a'/>\n<node id='b'/>\n</nodes><links>\n" + links +
           "\n</links></networkStructure><demands>\n" + demands + "\n</demands></network>";
}

} // namespace

class TestSndlib : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void formatsAreToldByContent_data();
    void formatsAreToldByContent();
    void badNativeFilesAreRefused_data();
    void badNativeFilesAreRefused();
    void badXmlFilesAreRefused_data();
    void badXmlFilesAreRefused();
    void boundsRefuseLargeFiles();
    void bothFormsGiveTheSameNetwork_data();
    void bothFormsGiveTheSameNetwork();
    void fileUnitHoldsUnlessAsked();
    void modulesStandInForMissingCapacity();
    void linksListedBothWaysAreArcs();
    void undirectedDemandsGoBothWays();
    void drawingsAreScaledToTheMap();
    void trafficMatricesHaveNoLinks();
    void capacitiesFromOneBitToHundredTerabits();
    void latinNamesBecomeUtf8();
    void aLinkMayHaveTheNameOfANode();
    void defaultsAreSaidWithTheirRealValues();
    void whatIsSaidIsUtf8OnOneLine();
    void theExampleOfTheDocumentsOpens();
    void convertedDemandsAreThoseOfTheFile_data();
    void convertedDemandsAreThoseOfTheFile();
};

void TestSndlib::formatsAreToldByContent_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("format");
    const auto row = [](const char* name, const char* path, const char* text, const char* format) {
        QTest::newRow(name) << QByteArray(path) << QByteArray(text) << QByteArray(format);
    };
    row("native", "a.txt", "?SNDlib native format; type: network; version: 1.0\n", "sndlib");
    row("native after comments and blanks", "a.txt", "# x\n\n  ?SNDlib native format", "sndlib");
    row("native with a byte order mark", "a.txt", "\xEF\xBB\xBF?SNDlib native format", "sndlib");
    row("native without first line", "a.txt", "META (\n", "sndlib");
    row("native beginning with nodes", "a.txt", "NODES (\n", "sndlib");
    row("native of another name", "a.native", "?SNDlib native format", "sndlib");
    row("REPETITA named txt", "a.txt", "NODES 3\nlabel x y\n", "repetita");
    row("GML named txt", "a.txt", "Creator \"x\"\ngraph [\n", "gml");
    row("prose", "a.txt", "The nodes of the network\n", "unknown");
    row("empty", "a.txt", "", "unknown");
    row("XML", "a.xml", "<?xml version='1.0'?>\n<!-- <graphml> --><network xmlns='x'>", "sndlib-xml");
    row("XML with prefix and doctype", "a.xml", "<!DOCTYPE network>\n<s:network>", "sndlib-xml");
    row("XML with a byte order mark", "a.xml", "\xEF\xBB\xBF<network/>", "sndlib-xml");
    row("GraphML named xml", "a.xml", "<?xml version='1.0'?><graphml>", "graphml");
    row("GraphML with network in a comment", "a.xml", "<!-- <network> --><graphml>", "graphml");
    row("another XML", "a.xml", "<svg><network/></svg>", "unknown");
    row("cut in a comment", "a.xml", "<!-- never closed <network>", "unknown");
    row("the ending decides for GML", "A.GML", "?SNDlib native format", "gml");
    row("the ending decides for REPETITA", "a.Graph", "", "repetita");
    row("the ending decides for GraphML", "a.graphml", "<network/>", "graphml");
}

void TestSndlib::formatsAreToldByContent()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, format);
    const auto found = detectNetworkFormat(path.toStdString(), text.toStdString());
    QCOMPARE(QByteArray::fromStdString(std::string(networkFormatName(found))), format);
}

void TestSndlib::badNativeFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* name, const std::string& text, const char* message) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(message);
    };
    const std::string ab = "NODES ( a b )\n";
    row("a model file", "?SNDlib native format; type: model; version: 1.0\nLINK_MODEL = DIRECTED\n",
        "f:1: an SNDlib file of type 'model', not a network");
    row("a solution file", "?SNDlib native format; type: solution; version: 1.0\n",
        "f:1: an SNDlib file of type 'solution'");
    row("no type", "?SNDlib native format\n", "f:1: an SNDlib file of type ''");
    row("another version", "?SNDlib native format; type: network; version: 2.0\n", "f:1: version '2.0'");
    row("nothing in it", native(""), "f:2: no NODES section");
    row("no nodes", native("DEMANDS ( )\n"), "f:3: no NODES section");
    row("no section name", native("( a )"), "f:2: the name of a section was expected; found '('");
    row("section without parenthesis", native("NODES a"),
        "f:2: '(' after the name of a section was expected");
    row("second section", native("NODES ( )\nNODES ( )"), "f:3: a second section NODES");
    row("section not closed", native("\nNODES ( a b\n\n"), "f:3: the section NODES is not closed");
    row("meta not closed", native("META (\n unit = X\nNODES (\n)\n"), "f:2: the section META is not closed");
    row("meta at the end", native("META ("), "f:2: the section META is not closed");
    row("unknown section not closed", native("HARDWARE ( a ( b )"), "f:2: '(' without ')'");
    row("one coordinate", native("NODES (\n a ( 1.5 )\n)"),
        "f:3: the coordinates of node a are not two numbers");
    row("coordinates are words", native("NODES ( a ( x y ) )"), "f:2: the coordinates of node a");
    row("three coordinates", native("NODES ( a ( 1 2 3 ) )"), "f:2: ')' after two coordinates was expected");
    row("infinite coordinate", native("NODES ( a ( inf 2 ) )"), "f:2: the coordinates of node a");
    row("second node", native("NODES (\n a\n a\n)"), "f:4: a second node with id a");
    row("link without ends", native(ab + "LINKS (\n l 0 0 0 0 ( )\n)"),
        "f:4: '(' before two nodes was expected");
    row("link with one end", native(ab + "LINKS ( l ( a ) 0 0 0 0 ( ) )"),
        "f:3: a node was expected; found ')'");
    row("link with three ends", native(ab + "LINKS ( l ( a b c ) 0 0 0 0 )"), "f:3: ')' after two nodes");
    row("link to nowhere", native(ab + "LINKS (\n l ( a c ) 0 0 0 0 ( )\n)"), "f:4: a link ends at node c");
    row("second link", native(ab + "LINKS (\n l ( a b ) 1 0 0 0 ( )\n l ( a b ) 1 0 0 0 ( )\n)"),
        "f:5: a second link with id l");
    row("link with a column short", native(ab + "LINKS (\n l ( a b ) 0 0 0 ( )\n)"),
        "f:4: the setup cost, a number not below 0, was expected; found '('");
    row("negative capacity", native(ab + "LINKS ( l ( a b ) -1 0 0 0 )"),
        "f:3: the pre-installed capacity, a number not below 0, was expected; found '-1'");
    row("capacity is text", native(ab + "LINKS ( l ( a b ) much 0 0 0 )"), "f:3: the pre-installed capacity");
    row("capacity out of range", native(ab + "LINKS ( l ( a b ) 1e13 0 0 0 )"), "f:3: capacity out of range");
    row("capacity below one bit", native(ab + "LINKS ( l ( a b ) 1e-8 0 0 0 )"),
        "f:3: capacity out of range");
    row("module without cost", native(ab + "LINKS ( l ( a b ) 0 0 0 0 ( 5 ) )"), "f:3: the cost of a module");
    row("modules not closed", native(ab + "LINKS ( l ( a b ) 0 0 0 0 ( 5 6\n"),
        "f:4: ')' after the modules of a link was expected; the file ends");
    row("demand to nowhere", native(ab + "DEMANDS (\n d ( a c ) 1 5 UNLIMITED\n)"),
        "f:4: a demand ends at node c, which does not exist");
    row("demand without value", native(ab + "DEMANDS ( d ( a b ) 1 )"), "f:3: the value of the demand");
    row("negative demand", native(ab + "DEMANDS ( d ( a b ) 1 -5 )"), "f:3: the value of the demand");
    row("demand out of range", native(ab + "DEMANDS ( d ( a b ) 1e9 1e9 )"), "f:3: demand out of range");
    row("demand with a strange limit", native(ab + "DEMANDS ( d ( a b ) 1 5 FEW )"),
        "f:3: the longest path, a number or UNLIMITED,");
    row("second demand", native(ab + "DEMANDS (\n d ( a b ) 1 1\n d ( b a ) 1 1\n)"),
        "f:5: a second demand with id d");
    const std::string net = "NODES ( a b c )\nLINKS ( ab ( a b ) 1 0 0 0 bc ( b c ) 1 0 0 0 )\n"
                            "DEMANDS ( d ( a c ) 1 1 )\n";
    row("path of no demand", native(net + "ADMISSIBLE_PATHS (\n x ( p ( ab bc ) )\n)"),
        "f:6: admissible path of demand x, which does not exist");
    row("path over no link", native(net + "ADMISSIBLE_PATHS ( d (\n p ( ab cd ) ) )"),
        "f:6: admissible path over link cd, which does not exist");
    row("path that breaks off", native(net + "ADMISSIBLE_PATHS ( d ( p ( bc ab ) ) )"),
        "f:5: admissible path p of demand d breaks off before link bc");
    row("path that ends early", native(net + "ADMISSIBLE_PATHS ( d ( p ( ab ) ) )"),
        "f:5: admissible path p of demand d does not lead to its target");
    row("path not closed", native(net + "ADMISSIBLE_PATHS ( d ( p ( ab bc"),
        "f:5: ')' after the links of a path");
    row("paths without parenthesis", native(net + "ADMISSIBLE_PATHS ( d p )"),
        "f:5: '(' after the demand of admissible paths was expected");
}

void TestSndlib::badNativeFilesAreRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, message);
    const auto network = parseNetwork(text.toStdString(), NetworkFormat::Sndlib, "f");
    QVERIFY(!network);
    QCOMPARE(network.error().code, ErrorCode::BadInput);
    const QByteArray actual = QByteArray::fromStdString(network.error().text());
    QVERIFY2(actual.startsWith(message), actual.constData());
}

void TestSndlib::badXmlFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char* name, const std::string& text, const char* message) {
        QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(message);
    };
    row("not XML", "<network>\n<nodes>\n", "f:2: not XML: ");
    row("a model", "<?xml version='1.0'?>\n<model/>", "f:2: an SNDlib <network> was expected; found <model>");
    row("no structure", "<network>\n</network>", "f:1: no <nodes> in <networkStructure>");
    row("no nodes", "<network>\n<networkStructure/></network>", "f:2: no <nodes> in <networkStructure>");
    row("strange coordinates",
        "<network><networkStructure>\n<nodes coordinatesType='polar'/></networkStructure></network>",
        "f:2: coordinatesType is geographical or pixel, not polar");
    row("node without id", "<network><networkStructure><nodes>\n<node/></nodes></networkStructure></network>",
        "f:2: a node without id");
    row("half a place",
        "<network><networkStructure><nodes><node id='a'>\n<coordinates><x>1</x></coordinates>"
        "</node></nodes></networkStructure></network>",
        "f:2: the coordinates of node a are not two numbers");
    row("link without id", xml("<link><source>a</source><target>b</target></link>"),
        "f:5: a link without id");
    row("link without target", xml("<link id='l'><source>a</source></link>"), "f:5: a link without target");
    row("link to nowhere", xml("<link id='l'><source>a</source><target>c</target></link>"),
        "f:5: a link ends at node c");
    row("negative capacity",
        xml("<link id='l'><source>a</source><target>b</target>\n<preInstalledModule><capacity>-2</capacity>"
            "</preInstalledModule></link>"),
        "f:6: capacity is a number not below 0, not '-2'");
    row("module without capacity",
        xml("<link id='l'><source>a</source><target>b</target><additionalModules>\n<addModule><cost>1</cost>"
            "</addModule></additionalModules></link>"),
        "f:6: a addModule without capacity");
    row("setup cost is text",
        xml("<link id='l'><source>a</source><target>b</target><setupCost>high</setupCost></link>"),
        "f:5: setupCost is a number not below 0, not 'high'");
    row("demand without source", xml("", "<demand id='d'><target>b</target></demand>"),
        "f:7: a demand without source");
    row("demand without value", xml("", "<demand id='d'><source>a</source><target>b</target></demand>"),
        "f:7: a demand without demandValue");
    row("value is not a number",
        xml("",
            "<demand id='d'><source>a</source><target>b</target>\n<demandValue>nan</demandValue></demand>"),
        "f:8: demandValue is a number not below 0, not 'nan'");
    row("path over no link",
        xml("",
            "<demand id='d'><source>a</source><target>b</target><demandValue>1</demandValue>\n"
            "<admissiblePaths><admissiblePath id='p'><linkId>l</linkId></admissiblePath></admissiblePaths>"
            "</demand>"),
        "f:8: admissible path over link l, which does not exist");
}

void TestSndlib::badXmlFilesAreRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, message);
    const auto network = parseNetwork(text.toStdString(), NetworkFormat::SndlibXml, "f");
    QVERIFY(!network);
    QCOMPARE(network.error().code, ErrorCode::BadInput);
    const QByteArray actual = QByteArray::fromStdString(network.error().text());
    QVERIFY2(actual.startsWith(message), actual.constData());
}

void TestSndlib::boundsRefuseLargeFiles()
{
    ReadOptions few;
    few.maxNodes = few.maxLinks = few.maxDemands = 2;
    const auto code = [&](const std::string& text, NetworkFormat format) {
        const auto network = parseNetwork(text, format, "f", few);
        return network ? ErrorCode::Internal : network.error().code;
    };
    const std::string link = " ( a b ) 1 0 0 0 ";
    QCOMPARE(code(native("NODES ( a b c )"), NetworkFormat::Sndlib), ErrorCode::TooLarge);
    QCOMPARE(
        code(native("NODES ( a b ) LINKS ( k" + link + "l" + link + "m" + link + ")"), NetworkFormat::Sndlib),
        ErrorCode::TooLarge);
    QCOMPARE(code(native("NODES ( a b ) DEMANDS ( d ( a b ) 1 1\ne ( a b ) 1 1\nf ( a b ) 1 1 )"),
                  NetworkFormat::Sndlib),
             ErrorCode::TooLarge);
    const std::string edge = "<source>a</source><target>b</target></link>";
    QCOMPARE(code(xml("<link id='1'>" + edge + "<link id='2'>" + edge + "<link id='3'>" + edge),
                  NetworkFormat::SndlibXml),
             ErrorCode::TooLarge);
    std::string deep = native("NODES ( a ) HARDWARE ( ");
    deep.append(1'000'000, '(');
    QCOMPARE(code(deep, NetworkFormat::Sndlib), ErrorCode::BadInput); // and no deep recursion
}

void TestSndlib::bothFormsGiveTheSameNetwork_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("native") << QByteArray("small.txt");
    QTest::newRow("XML") << QByteArray("small.xml");
}

void TestSndlib::bothFormsGiveTheSameNetwork()
{
    QFETCH(QByteArray, file);
    const NetworkFile network = read(file.toStdString());
    QCOMPARE(network.name, std::string("small"));
    QCOMPARE(network.listedNodes, 4U);
    QCOMPARE(network.listedLinks, 4U); // the loop is listed, and left out
    QCOMPARE(network.listedDemands, 4U);
    QCOMPARE(network.nodes[1].position->lonE6, 11'000'000);
    QVERIFY(!network.nodes[3].position);
    QCOMPARE(network.links.size(), 3U);
    QCOMPARE(network.links[0].name, std::string("L1"));
    QCOMPARE(network.links[0].capacity_bps, 10 * kGigabit); // pre-installed, in the file's Gb/s
    QCOMPARE(network.links[0].capacityReverse_bps, 10 * kGigabit);
    QCOMPARE(network.links[0].weight, 250U); // routing cost 2.50 x 100
    QCOMPARE(network.links[1].weightReverse, 125U);
    QCOMPARE(network.links[1].capacity_bps, 10 * kGigabit); // the smallest module, not the first
    QVERIFY(network.links[2].capacityAssumed);              // no modules either
    QCOMPARE(network.demands.size(), 3U);                   // not the one from Beta to Beta
    QCOMPARE(network.demands[0].bps, 3.5e9);
    QCOMPARE(network.demands[1].bps, 0.5e9); // 2 routing units each
    QCOMPARE(network.demands[2].bps, 0.0);
    QVERIFY(says(network.defaultsApplied, "links are not listed in both directions"));
    QVERIFY(says(network.defaultsApplied, "routing costs taken as metrics, times 100"));
    QVERIFY(says(network.defaultsApplied, "1 links without pre-installed capacity: their smallest module"));
    QVERIFY(says(network.defaultsApplied, "1 links with pre-installed capacity: their modules not counted"));
    QVERIFY(says(network.demandWarnings, "1 demands from a node to itself: left out"));
    QVERIFY(says(network.demandWarnings, "1 demands with a longest path: not kept"));
    QVERIFY(says(network.demandWarnings, "2 admissible paths: checked and not kept"));
    QVERIFY(says(network.warnings, "1 links parallel to another"));
    QVERIFY(says(network.warnings, "1 nodes without links"));
}

void TestSndlib::fileUnitHoldsUnlessAsked()
{
    SndlibOptions asked;
    asked.unit = RateUnit::Kbps;
    QCOMPARE(read("small.txt", asked).links[0].capacity_bps, 10'000U);
    QVERIFY(says(read("small.txt", asked).defaultsApplied, "rates taken in kb/s, as asked"));
    QVERIFY(!says(read("small.txt").defaultsApplied, "rates taken"));
    QVERIFY(says(read("directed.txt").defaultsApplied, "the file names no unit: rates taken in Mb/s"));
    const auto strange =
        parseNetwork(native("META (\n unit = LAMBDAS\n)\nNODES ( a )"), NetworkFormat::Sndlib, "f");
    QVERIFY(strange);
    QVERIFY(says(strange->defaultsApplied, "the unit LAMBDAS is not known: rates taken in Mb/s"));
    for (const auto& [word, unit] : {std::pair{"MBITPERSEC", RateUnit::Mbps},
                                     {"BITSPERSEC", RateUnit::Bps},
                                     {"kbit/s", RateUnit::Kbps},
                                     {"Gb/s", RateUnit::Gbps},
                                     {"tbps", RateUnit::Tbps},
                                     {"bps", RateUnit::Bps}}) {
        QCOMPARE(rateUnitFrom(word), std::optional(unit));
    }
    QCOMPARE(rateUnitFrom(""), std::nullopt);
    QCOMPARE(rateUnitFrom("m"), std::nullopt);
}

void TestSndlib::modulesStandInForMissingCapacity()
{
    SndlibOptions largest;
    largest.modules = SndlibOptions::Modules::Largest;
    QCOMPARE(read("small.txt", largest).links[1].capacity_bps, 160 * kGigabit);
    QCOMPARE(read("small.txt", largest).links[0].capacity_bps, 10 * kGigabit); // what is installed holds
    SndlibOptions none;
    none.modules = SndlibOptions::Modules::None;
    const NetworkFile bare = read("small.txt", none);
    QVERIFY(bare.links[1].capacityAssumed);
    QVERIFY(says(bare.defaultsApplied, "2 links without a capacity: 10 Gb/s assumed"));
}

void TestSndlib::linksListedBothWaysAreArcs()
{
    const NetworkFile arcs = read("directed.txt");
    QVERIFY(arcs.directed);
    QCOMPARE(arcs.listedLinks, 6U);
    QCOMPARE(arcs.links.size(), 3U);
    QCOMPARE(arcs.links[0].name, std::string("1~2"));
    QCOMPARE(arcs.links[0].arcForward, std::string("12"));
    QCOMPARE(arcs.links[0].arcReverse, std::string("21"));
    QCOMPARE(arcs.links[2].name, std::string("2~3#2")); // 1b and 2b pair up, in file order
    QCOMPARE(arcs.links[1].capacity_bps, kGigabit);
    QCOMPARE(arcs.links[1].capacityReverse_bps, 2 * kGigabit);
    QVERIFY(says(arcs.warnings, "2 links with a capacity of its own each way"));
    SndlibOptions bothWays;
    bothWays.links = SndlibOptions::Links::Bidirected;
    const NetworkFile links = read("directed.txt", bothWays);
    QCOMPARE(links.links.size(), 6U);
    QCOMPARE(links.links[0].name, std::string("12")); // now the names are the links'
    SndlibOptions oneWay;
    oneWay.links = SndlibOptions::Links::Directed;
    const NetworkFile single = read("range.txt", oneWay);
    QCOMPARE(single.links.size(), 4U);
    QCOMPARE(single.links[3].capacityReverse_bps, 0U);
    QCOMPARE(single.links[3].arcForward, std::string("odd"));
    QVERIFY(says(single.defaultsApplied, "4 arcs without an opposite: one-way links"));
}

void TestSndlib::undirectedDemandsGoBothWays()
{
    QVERIFY(says(read("directed.txt").defaultsApplied, "no two nodes have demands in both directions"));
    SndlibOptions asked;
    asked.demands = SndlibOptions::Demands::Undirected;
    const NetworkFile network = read("directed.txt", asked);
    QCOMPARE(network.listedDemands, 2U);
    QCOMPARE(network.demands.size(), 4U);
    QCOMPARE(network.demands[2].src, network.demands[0].dst);
    QCOMPARE(network.demands[2].bps, network.demands[0].bps);
}

void TestSndlib::drawingsAreScaledToTheMap()
{
    NetworkFile network = read("directed.txt");
    QVERIFY(!network.nodes[0].position); // 700 is no latitude
    QVERIFY(says(network.defaultsApplied, "coordinates are those of a drawing"));
    QCOMPARE(network.links[0].delay, kMillisecond);
    const auto snapshot = toSnapshot(network);
    const auto& sites = snapshot.registry().sites();
    QVERIFY(sites[0].position().computed());
    QCOMPARE(sites[0].position().lat_e6(), sites[1].position().lat_e6()); // y 700 both
    QVERIFY(sites[2].position().lat_e6() > sites[1].position().lat_e6()); // y grows to the south
    QCOMPARE(sites[2].position().lon_e6(), sites[1].position().lon_e6());
    SndlibOptions plane;
    plane.coordinates = SndlibOptions::Coordinates::Plane;
    QVERIFY(!read("small.txt", plane).nodes[0].position);
    SndlibOptions degrees;
    degrees.coordinates = SndlibOptions::Coordinates::Degrees;
    QVERIFY(says(read("directed.txt", degrees).warnings, "coordinates outside the globe"));
}

void TestSndlib::trafficMatricesHaveNoLinks()
{
    const NetworkFile network = read("matrix.txt");
    QCOMPARE(network.links.size(), 0U);
    QCOMPARE(network.demands.size(), 2U);
    QVERIFY(qFuzzyCompare(network.demands[0].bps, 375'261.0));
    QVERIFY(says(network.warnings, "no first line"));
}

void TestSndlib::capacitiesFromOneBitToHundredTerabits()
{
    const NetworkFile network = read("range.txt");
    QCOMPARE(network.links[0].capacity_bps, 1U);
    QCOMPARE(network.links[1].capacity_bps, 3U);
    QCOMPARE(network.links[2].capacity_bps, 100'000'000'000'000U);
    QCOMPARE(network.links[3].capacity_bps, 99'999'999'999'999U);
    const auto opened = openNetwork(sample("range.txt"));
    QVERIFY(opened);
    QCOMPARE(opened->graph.capacity()[opened->graph.arcByName("slow>").value()], 1U);
    QCOMPARE(opened->graph.capacity()[opened->graph.arcByName("fast<").value()], 100'000'000'000'000U);
}

void TestSndlib::latinNamesBecomeUtf8()
{
    NetworkFile network = read("latin1.xml");
    QCOMPARE(network.nodes[0].name, std::string("Köln"));
    QCOMPARE(network.nodes[1].name, std::string("München"));
    QCOMPARE(network.links[0].name, std::string("Köln;München")); // as it is: lists quote it
    const auto snapshot = toSnapshot(network);                    // both drawn at one point
    QVERIFY(snapshot.registry().sites(0).position().lat_e6() !=
                snapshot.registry().sites(1).position().lat_e6() ||
            snapshot.registry().sites(0).position().lon_e6() !=
                snapshot.registry().sites(1).position().lon_e6());
}

/// SNDlib's india35 numbers nodes, links and demands alike.
void TestSndlib::aLinkMayHaveTheNameOfANode()
{
    auto network = parseNetwork(native("NODES ( 0 1 )\nLINKS ( 0 ( 0 1 ) 5 0 0 0 1 ( 0 1 ) 5 0 0 0 "
                                       ")\nDEMANDS ( 0 ( 0 1 ) 1 5 UNLIMITED )"),
                                NetworkFormat::Sndlib, "f");
    QVERIFY2(network, network ? "" : network.error().text().c_str());
    QCOMPARE(network->links[0].name, std::string("0"));
    auto snapshot = toSnapshot(std::move(*network));
    registry::canonicalise(snapshot);
    const auto loaded = registry::buildRegistry(snapshot);
    QVERIFY2(loaded, loaded ? "" : loaded.error().text().c_str());
    const Network built = networkOf(loaded->registry, loaded->workload);
    QCOMPARE(built.demands.demands.size(), 1U);
    QCOMPARE(built.demands.demands[0].bps, 5e6);
    QCOMPARE(built.graph.linkCount(), 2U);
}

void TestSndlib::defaultsAreSaidWithTheirRealValues()
{
    ReadOptions options;
    options.defaultCapacity_bps = 2'500'000'000;
    options.defaultDelay = 250 * kMicrosecond;
    options.routeFactor = 1.45;
    options.nsPerMetre = 5;
    options.sndlib.modules = SndlibOptions::Modules::None;
    const auto network = readNetwork(sample("small.txt"), options);
    QVERIFY(network);
    QVERIFY(says(network->defaultsApplied, "2 links without a capacity: 2500000000 b/s assumed"));
    QVERIFY(says(network->defaultsApplied, "great circle x 1.45 at 5 us/km assumed"));
    // 1 degree of longitude at 50 N is 71.70 km; x 1.45 x 5 ns/m = 519.8 us.
    QVERIFY(std::abs(network->links[0].delay - 519'800) < 500);
    const auto drawn = readNetwork(sample("directed.txt"), options);
    QVERIFY(drawn);
    QVERIFY(says(drawn->defaultsApplied, "with an end without coordinates: 0.25 ms assumed"));
    QCOMPARE(drawn->links[0].delay, 250 * kMicrosecond);
}

/// A long name that is cut in a sentence must not be cut within a character; XML can hold what is no text.
void TestSndlib::whatIsSaidIsUtf8OnOneLine()
{
    std::string longName = "x";
    while (longName.size() < 300) {
        longName += "算";
    }
    const auto section =
        parseNetwork(native("NODES ( a )\n" + longName + " ( )"), NetworkFormat::Sndlib, "f");
    QVERIFY(section);
    QVERIFY(isUtf8(section->warnings.back()));
    const auto word =
        parseNetwork(native("NODES ( a )\nLINKS ( " + longName + " " + longName), NetworkFormat::Sndlib, "f");
    QVERIFY(!word);
    QVERIFY2(isUtf8(word.error().reason), word.error().reason.c_str());
    auto surrogate =
        parseNetwork("<network><networkStructure><nodes><node id='&#xD800;\nb'/></nodes></networkStructure>"
                     "</network>",
                     NetworkFormat::SndlibXml, "f");
    QVERIFY(surrogate);
    QCOMPARE(surrogate->nodes[0].name, std::string("??? b"));
    auto snapshot = toSnapshot(std::move(*surrogate));
    registry::canonicalise(snapshot);
    QVERIFY(registry::validate(snapshot).ok());
}

/// docs/formats.md shows what is really read.
void TestSndlib::theExampleOfTheDocumentsOpens()
{
    QFile document(test::sourcePathQ("/docs/formats.md"));
    QVERIFY(document.open(QIODevice::ReadOnly));
    const std::string text = document.readAll().toStdString();
    const std::size_t begin = text.find("?SNDlib native format; type");
    QVERIFY(begin != std::string::npos);
    const auto network =
        parseNetwork(text.substr(begin, text.find("```", begin) - begin), NetworkFormat::Sndlib, "f");
    QVERIFY2(network, network ? "" : network.error().text().c_str());
    QCOMPARE(network->links[0].capacity_bps, 10 * kGigabit);
    QCOMPARE(network->demands[0].bps, 3.5e9);
    QVERIFY(network->warnings.empty());
}

void TestSndlib::convertedDemandsAreThoseOfTheFile_data()
{
    QTest::addColumn<QByteArray>("file");
    for (const char* file :
         {"small.txt", "small.xml", "directed.txt", "matrix.txt", "range.txt", "latin1.xml"}) {
        QTest::newRow(file) << QByteArray(file);
    }
}

void TestSndlib::convertedDemandsAreThoseOfTheFile()
{
    QFETCH(QByteArray, file);
    const auto direct = openNetwork(sample(file.toStdString()));
    QVERIFY(direct);
    const auto opened = openAnySnapshot(sample(file.toStdString()));
    QVERIFY(opened);
    const auto checked = registry::validate(opened->document.message());
    QVERIFY2(checked.ok(), checked.problems.empty() ? "" : checked.problems.front().text().c_str());
    const auto loaded = registry::buildRegistry(opened->document.message());
    QVERIFY(loaded);
    const Network network = networkOf(loaded->registry, loaded->workload);
    QCOMPARE(network.graph.nodeCount(), direct->graph.nodeCount());
    QCOMPARE(network.graph.linkCount(), direct->graph.linkCount());
    const auto named = [](const Network& from) {
        std::vector<std::tuple<std::string, std::string, double>> out;
        for (const NodeDemand& demand : from.demands.demands) {
            if (demand.bps > 0) {
                out.emplace_back(from.graph.nodeName(demand.src.value()),
                                 from.graph.nodeName(demand.dst.value()), demand.bps);
            }
        }
        std::ranges::sort(out);
        return out;
    };
    QVERIFY(named(network) == named(*direct));
}

QTEST_GUILESS_MAIN(TestSndlib)
#include "tst_sndlib.moc"
