#include "twin/network/demand_file.h"
#include "twin/network/network_file.h"
#include "twin/support/text_encoding.h"

#include <QTest>

#include <algorithm>

using namespace twin;
using namespace twin::network;

namespace {

const char* const kTriangle =
    "NODES 3\nlabel x y\na 0 0\nb 0 0\nc 0 0\n\nEDGES 2\nlabel src dest weight bw delay\n"
    "edge_0 0 1 1 1000 10\nedge_1 1 0 1 1000 10\n";

Network triangle()
{
    const auto file = parseNetwork(kTriangle, NetworkFormat::Repetita, "t.graph");
    return {"t", "repetita", Graph::build(*file), nullptr, nullptr, {}, 3, 2, {}, {}};
}

} // namespace

class TestDemandFile : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void badFilesAreNamedWithLineAndReason_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("error");
        const auto row = [](const char* name, const char* file, const char* text, const char* error) {
            QTest::newRow(name) << QByteArray(file) << QByteArray(text) << QByteArray(error);
        };
        row("empty", "d.demands", "", "d.demands:1: 'DEMANDS <count>' was expected");
        row("cut off", "d.demands", "DEMANDS 2\nlabel src dest bw\nd 0 1 5\n",
            "d.demands:3: 2 demands were announced, 1 follow");
        row("no such node", "d.demands", "DEMANDS 1\nlabel src dest bw\nd 0 3 5\n",
            "d.demands:3: node 3 is not in the network (0 to 3, exclusive)");
        row("not a number", "d.demands", "DEMANDS 1\nlabel src dest bw\nd 0 1 much\n",
            "d.demands:3: not a number: much");
        row("negative", "d.demands", "DEMANDS 1\nlabel src dest bw\nd 0 1 -1\n",
            "d.demands:3: rate out of range (0 to 1e18 b/s)");
        row("no header", "d.csv", "", "d.csv:1: the header src,dst,bps[,class] is missing");
        row("missing column", "d.csv", "src,bps\na,1\n", "d.csv:1: column dst is missing");
        row("unknown name", "d.csv", "src,dst,bps\na,b,1\na,z,1\n", "d.csv:3: no place is called 'z'");
        row("blanks around it", "d.csv", "src,dst,bps\n  a ,b,1\n",
            "d.csv:2: no place is called '  a '; nearest: a");
        row("semicolons", "d.csv", "src;dst;bps\na;b;1\n",
            "d.csv:1: columns are separated by ';': commas are expected");
        row("tabs", "d.csv", "src\tdst\tbps\na\tb\t1\n",
            "d.csv:1: columns are separated by tabs: commas are expected");
        row("infinite", "d.csv", "src,dst,bps\na,b,inf\n", "d.csv:2: not a number: inf");
        row("short row", "d.csv", "src,dst,bps\na,b\n", "d.csv:2: 3 cells were expected, not 2");
        row("count with more behind it", "d.demands", "DEMANDS 1x\nlabel src dest bw\nd 0 1 1\n",
            "d.demands:1: 'DEMANDS <count>' was expected");
        row("column missing", "d.demands", "DEMANDS 1\nlabel src dest bw\nd 0 1\n",
            "d.demands:3: 4 columns were expected, not 3");
        row("no column names", "d.demands", "DEMANDS 1\n", "d.demands:1: the column names below DEMANDS");
        row("too large a rate", "d.csv", "src,dst,bps\na,b,2e18\n",
            "d.csv:2: rate out of range (0 to 1e18 b/s)");
        row("open quote", "d.csv", "src,dst,bps\n\"a,b,1\n", "d.csv:2: ");
        row("REPETITA of another name", "d.txt", "DEMANDS 1\nlabel src dest bw\nd 0 7 5\n",
            "d.txt:3: node 7 is not in the network");
        row("SNDlib with another network's nodes", "d.txt",
            "?SNDlib native format; type: network; version: 1.0\nNODES ( a z )\nDEMANDS (\n d ( a z ) 1 "
            "1\n)\n",
            "d.txt:4: no place is called 'z'");
        row("SNDlib of another type", "d.txt", "?SNDlib native format; type: solution; version: 1.0\n",
            "d.txt:1: an SNDlib file of type 'solution', not a network");
        row("SNDlib rate out of range", "d.txt", "NODES ( a b )\nDEMANDS ( d ( a b ) 1e9 1e9 )\n",
            "d.txt:2: rate out of range (0 to 1e18 b/s)");
        row("SNDlib XML without value", "d.xml",
            "<network><networkStructure><nodes/></networkStructure><demands>\n<demand "
            "id='d'><source>a</source>"
            "<target>b</target></demand></demands></network>",
            "d.xml:2: a demand without demandValue");
        row("XML of another kind", "d.xml", "<svg/>",
            "d.xml: demands are .demands (REPETITA), .csv or SNDlib's");
        row("unknown ending", "d.xls", "", "d.xls: demands are .demands (REPETITA), .csv or SNDlib's");
    }

    void badFilesAreNamedWithLineAndReason()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, error);
        const Network network = triangle();
        const auto demands = parseDemands(text.toStdString(), file.toStdString(), network);
        QVERIFY(!demands);
        const QByteArray actual = QByteArray::fromStdString(demands.error().text());
        QVERIFY2(actual.startsWith(error), actual.constData());
    }

    /// Long names are cut where they are quoted, but never within a character.
    void whatIsSaidIsUtf8OnOneLine_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("text");
        QByteArray name = "x";
        while (name.size() < 300) {
            name += "算";
        }
        QTest::newRow("node of a CSV") << QByteArray("d.csv") << "src,dst,bps\na," + name + ",1\n";
        QTest::newRow("of two lines") << QByteArray("d.csv") << "src,dst,bps\na,\"" + name + "\n算\",1\n";
        QTest::newRow("rate of a CSV") << QByteArray("d.csv") << "src,dst,bps\na,b," + name + "\n";
        QTest::newRow("node of REPETITA")
            << QByteArray("d.demands") << "DEMANDS 1\nlabel src dest bw\nd 0 " + name + " 5\n";
        QTest::newRow("rate of REPETITA")
            << QByteArray("d.demands") << "DEMANDS 1\nlabel src dest bw\nd 0 1 " + name + "\n";
        QTest::newRow("node of SNDlib")
            << QByteArray("d.txt") << "NODES ( a b )\nDEMANDS ( d ( a " + name + " ) 1 1 )\n";
    }

    void whatIsSaidIsUtf8OnOneLine()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, text);
        const Network network = triangle();
        const auto demands = parseDemands(text.toStdString(), file.toStdString(), network);
        QVERIFY(!demands);
        const std::string& reason = demands.error().reason;
        QVERIFY2(isUtf8(reason) && reason.find('\n') == std::string::npos, reason.c_str());
        QVERIFY2(reason.find("x算") != std::string::npos, reason.c_str());
    }

    void tooManyDemandsAreRefused()
    {
        const Network network = triangle();
        DemandOptions few;
        few.maxDemands = 1;
        for (const auto& [file, text] :
             {std::pair{"d.demands", "DEMANDS 2\nlabel src dest bw\nd 0 1 5\nd 0 1 5\n"},
              {"d.csv", "src,dst,bps\na,b,1\na,b,1\n"},
              {"d.txt", "NODES ( a b )\nDEMANDS ( d ( a b ) 1 1\n e ( a b ) 1 1 )\n"}}) {
            const auto demands = parseDemands(text, file, network, few);
            QVERIFY(!demands);
            QCOMPARE(demands.error().code, ErrorCode::TooLarge);
        }
    }

    void sndlibNamesNodesAndCountsInItsUnit_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("native") << QByteArray("d.txt")
                                << QByteArray(
                                       "META (\n unit = GBITPERSEC\n)\nNODES ( a b q )\nDEMANDS (\n"
                                       " d1 ( a b ) 2 1.5 UNLIMITED\n d2 ( b b ) 1 1\n d3 ( b a ) 1 0\n)\n");
        QTest::newRow("XML") << QByteArray("d.xml")
                             << QByteArray(
                                    "<network><meta><unit>GBITPERSEC</unit></meta><networkStructure>"
                                    "<nodes><node id='a'/><node id='b'/></nodes></networkStructure><demands>"
                                    "<demand id='1'><source>a</source><target>b</target><routingUnit>2"
                                    "</routingUnit><demandValue>1.5</demandValue></demand>"
                                    "<demand id='2'><source>b</source><target>b</target><demandValue>1"
                                    "</demandValue></demand><demand id='3'><source>b</source><target>a"
                                    "</target><demandValue>0</demandValue></demand></demands></network>");
    }

    void sndlibNamesNodesAndCountsInItsUnit()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, text);
        const Network network = triangle();
        const auto demands = parseDemands(text.toStdString(), file.toStdString(), network);
        QVERIFY2(demands, demands ? "" : demands.error().text().c_str());
        QCOMPARE(demands->listed, 3U);
        QCOMPARE(demands->demands.size(), 2U);
        QCOMPARE(demands->demands[0].bps, 3e9);
        QCOMPARE(demands->demands[0].src, network.graph.nodeByName("a"));
        QCOMPARE(demands->demands[1].bps, 0.0);
        QVERIFY(std::ranges::find(demands->warnings, "1 demands from a node to itself: left out") !=
                demands->warnings.end());
        DemandOptions asked;
        asked.sndlib.unit = RateUnit::Mbps;
        asked.sndlib.demands = SndlibOptions::Demands::Undirected;
        const auto back = parseDemands(text.toStdString(), file.toStdString(), network, asked);
        QVERIFY(back);
        QCOMPARE(back->listed, 3U);
        QCOMPARE(back->demands.size(), 4U);
        QCOMPARE(back->demands[1].bps, 3e6);
        QCOMPARE(back->demands[1].dst, network.graph.nodeByName("a"));
        QVERIFY(std::ranges::find(back->warnings, "rates taken in Mb/s, as asked") != back->warnings.end());
    }

    void repetitaCountsInKilobits()
    {
        const Network network = triangle();
        const auto demands =
            parseDemands("DEMANDS 2\nlabel src dest bw\nd_0 0 1 5\nd_1 2 2 7\n", "d.demands", network);
        QVERIFY(demands.has_value());
        QCOMPARE(demands->listed, 2U);
        QCOMPARE(demands->demands.size(), 1U);
        QCOMPARE(demands->demands[0].bps, 5000.0);
        QCOMPARE(demands->warnings, std::vector<std::string>{"1 demands from a node to itself: left out"});
    }

    void csvTakesColumnsInAnyOrderAndClasses()
    {
        const Network network = triangle();
        const auto demands = parseDemands("class,bps,dst,src\ngold,1e9,b,a\n", "d.csv", network);
        QVERIFY(demands.has_value());
        QCOMPARE(demands->demands[0].src, network.graph.nodeByName("a"));
        QCOMPARE(demands->demands[0].bps, 1e9);
        QCOMPARE(demands->classes, std::vector<std::string>{"gold"});
    }
};

QTEST_GUILESS_MAIN(TestDemandFile)
#include "tst_demand_file.moc"
