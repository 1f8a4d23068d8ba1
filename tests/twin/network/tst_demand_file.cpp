#include "twin/network/demand_file.h"
#include "twin/network/network_file.h"

#include <QTest>

using namespace twin;
using namespace twin::network;

namespace {

const char* const kTriangle = "NODES 3\nlabel x y\na 0 0\nb 0 0\nc 0 0\n\nEDGES 2\nlabel src dest weight bw delay\n"
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
        row("unknown name", "d.csv", "src,dst,bps\na,b,1\na,z,1\n", "d.csv:3: node z is not in the network");
        row("infinite", "d.csv", "src,dst,bps\na,b,inf\n", "d.csv:2: not a number: inf");
        row("short row", "d.csv", "src,dst,bps\na,b\n", "d.csv:2: 3 cells were expected, not 2");
        row("unknown ending", "d.xls", "", "d.xls: demands are .demands (REPETITA) or .csv");
    }

    void badFilesAreNamedWithLineAndReason()
    {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, error);
        const Network network = triangle();
        const auto demands = parseDemands(text.toStdString(), file.toStdString(), network);
        QVERIFY(!demands);
        QCOMPARE(QByteArray::fromStdString(demands.error().text()), error);
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
