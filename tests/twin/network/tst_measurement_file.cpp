#include "tests/twin/flow/flow_networks.h"
#include "twin/network/measurement_file.h"

#include <QTest>

#include <cmath>

using namespace twin;
using namespace twin::network;

namespace {

Network line()
{
    return flow_test::networkFrom("a b c", "a b 1 1000 1\n b a 1 1000 1\n b c 1 1000 1\n c b 1 1000 1");
}

} // namespace

class TestMeasurementFile : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void badLoadsAreNamedWithLineAndReason_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("error");
        const auto row = [](const char* name, const char* text, const char* error) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(error);
        };
        row("empty", "", "l.csv:1: the header arc,bps is missing");
        row("missing column", "arc,load\na~b>,1\n", "l.csv:1: column bps is missing");
        row("unknown arc", "arc,bps\na~b>,1\na~c>,1\n", "l.csv:3: arc a~c> is not in the network");
        row("a link is no arc", "arc,bps\na~b,1\n", "l.csv:2: arc a~b is not in the network");
        row("twice", "arc,bps\na~b>,1\na~b>,2\n", "l.csv:3: arc a~b> has a row already");
        row("twice by both names", "arc,bps\na~b>,1\nedge_0,2\n", "l.csv:3: arc edge_0 has a row already");
        row("negative", "arc,bps\na~b>,-1\n", "l.csv:2: bps is out of range (0 to 1e+18): -1");
        row("not finite", "arc,bps\na~b>,nan\n", "l.csv:2: bps is not a number: nan");
        row("empty cell", "arc,bps\na~b>,\n", "l.csv:2: bps is missing");
        row("short row", "arc,bps\na~b>\n", "l.csv:2: 2 cells were expected, not 1");
        row("open quote", "arc,bps\n\"a~b>,1\n", "l.csv:2: quote is never closed");
    }

    void badLoadsAreNamedWithLineAndReason()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, error);
        const Network network = line();
        const auto loads = parseLoads(text.toStdString(), "l.csv", network.graph);
        QVERIFY(!loads);
        QCOMPARE(QByteArray::fromStdString(loads.error().text()), error);
    }

    void tooManyRowsAreRefused()
    {
        const Network network = line();
        const auto loads = parseLoads("arc,bps\na~b>,1\nb~c>,1\n", "l.csv", network.graph, {1U << 20U, 1});
        QVERIFY(!loads);
        QCOMPARE(loads.error().code, ErrorCode::TooLarge);
    }

    void arcsWithoutARowAreNotMeasured()
    {
        const Network network = line();
        const auto loads = parseLoads("bps,arc\n0,b~c>\n5e6,edge_1\n", "l.csv", network.graph);
        QVERIFY(loads.has_value());
        QCOMPARE(loads->measured, 2U);
        QCOMPARE(loads->arc_bps[network.graph.arcByName("b~c>").value()], 0.0);
        QCOMPARE(loads->arc_bps[network.graph.arcByName("a~b<").value()], 5e6);
        QVERIFY(std::isnan(loads->arc_bps[network.graph.arcByName("a~b>").value()]));
    }

    void badTotalsAreNamedWithLineAndReason_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("error");
        QTest::newRow("unknown node") << QByteArray("node,in_bps,out_bps\nz,1,1\n")
                                      << QByteArray("t.csv:2: node z is not in the network");
        QTest::newRow("twice") << QByteArray("node,in_bps,out_bps\na,,\na,1,1\n")
                               << QByteArray("t.csv:3: node a has a row already");
        QTest::newRow("too large") << QByteArray("node,in_bps,out_bps\na,1e19,1\n")
                                   << QByteArray("t.csv:2: in_bps is out of range (0 to 1e+18): 1e19");
    }

    void badTotalsAreNamedWithLineAndReason()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, error);
        const Network network = line();
        const auto totals = parseEdgeTotals(text.toStdString(), "t.csv", network.graph);
        QVERIFY(!totals);
        QCOMPARE(QByteArray::fromStdString(totals.error().text()), error);
    }

    void anEmptyTotalIsNotMeasured()
    {
        const Network network = line();
        const auto totals = parseEdgeTotals("node,in_bps,out_bps\nb,7,\n", "t.csv", network.graph);
        QVERIFY(totals.has_value());
        QCOMPARE(totals->measured, 1U);
        QCOMPARE(totals->in_bps[network.graph.nodeByName("b").value()], 7.0);
        QVERIFY(std::isnan(totals->out_bps[network.graph.nodeByName("b").value()]));
    }
};

QTEST_GUILESS_MAIN(TestMeasurementFile)
#include "tst_measurement_file.moc"
