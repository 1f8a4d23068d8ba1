#include "tests/support/places.h"
#include "tests/twin/flow/triangle_registry.h"
#include "twin/flow/event_file.h"
#include "twin/flow/flow_file.h"
#include "twin/flow/fluid_engine.h"
#include "twin/flow/instance_file.h"
#include "twin/flow/outcome_file.h"
#include "twin/support/csv.h"

#include <QTest>

#include <cmath>

using namespace twin;
using namespace twin::flow;
using namespace flow_test;

/// Files of the fluid simulation: what is refused, with the line that says why, and what is read.
class TestFlowFiles : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase() { m_network = std::make_unique<network::Network>(triangleNetwork()); }

    void badFlowsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char* name, const char* text, const char* message) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(message);
        };
        row("nothing", "", "f.csv:1: the header");
        row("no id column", "src,dst\nS.A,S.B\n", "f.csv:1: column id is missing");
        row("unknown column", "id,colour\n", "f.csv:1: column colour is unknown");
        row("column twice", "id,src,id\n", "f.csv:1: column id is there twice");
        row("short row", "id,src,dst\nf,S.A\n", "f.csv:2: 3 cells were expected, not 2");
        row("empty id", "id,src,dst\n,S.A,S.B\n", "f.csv:2: a flow without an id");
        row("id twice", "id,src,dst\nf,S.A,S.B\nf,S.A,S.C\n", "f.csv:3: id f is there twice");
        row("unknown node", "id,src,dst\nf,S.A,S.X\n", "f.csv:2: no place is called 'S.X'; nearest: S.A");
        row("no ends", "id,bytes\nf,1\n", "f.csv:2: no place is called ''");
        row("blanks around it", "id,src,dst\nf,  S.A ,S.B\n",
            "f.csv:2: no place is called '  S.A '; nearest: S.A");
        row("semicolons", "id;src;dst\nf;S.A;S.B\n",
            "f.csv:1: columns are separated by ';': commas are expected");
        row("tabs", "id\tsrc\tdst\nf\tS.A\tS.B\n",
            "f.csv:1: columns are separated by tabs: commas are expected");
        row("to itself", "id,src,dst\nf,S.A,S.A\n", "f.csv:2: a flow from a node to itself");
        row("bytes no number", "id,src,dst,bytes\nf,S.A,S.B,many\n", "f.csv:2: bytes is not a number: many");
        row("negative bytes", "id,src,dst,bytes\nf,S.A,S.B,-1\n", "f.csv:2: bytes is out of range");
        row("infinite bytes", "id,src,dst,bytes\nf,S.A,S.B,inf\n", "f.csv:2: bytes is not a number");
        row("start too late", "id,src,dst,start_s\nf,S.A,S.B,1e9\n", "f.csv:2: start_s is out of range");
        row("weight zero", "id,src,dst,weight\nf,S.A,S.B,0\n", "f.csv:2: weight is out of range");
        row("priority between", "id,src,dst,priority\nf,S.A,S.B,1.5\n",
            "f.csv:2: priority is a whole number");
        row("unknown arc", "id,src,dst,path\nf,S.A,S.B,L.XY>\n", "f.csv:2: arc L.XY> is not in the network");
        row("wrong way", "id,src,dst,path\nf,S.A,S.B,L.AB<\n",
            "f.csv:2: the path breaks off before arc L.AB<");
        row("gap", "id,src,dst,path\nf,S.A,S.B,L.AC>;L.AB>\n",
            "f.csv:2: the path breaks off before arc L.AB>");
        row("elsewhere", "id,src,dst,path\nf,S.A,S.B,L.AC>\n", "f.csv:2: the path does not lead to S.B");
        row("arc twice", "id,src,path\nf,S.A,L.AB>;L.AB<;L.AB>\n", "f.csv:2: arc L.AB> is on the path twice");
        row("broken list", "id,src,dst,path\nf,S.A,S.B,\"\"\"L.AB>\"\n", "f.csv:2: a quote is not closed");
        row("not text", "id,src,dst\nf,\xFF\xFF,S.B\n", "f.csv:2: ");
    }

    void badFlowsAreRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, message);
        const auto flows = parseFlows(text.toStdString(), "f.csv", m_network->graph);
        QVERIFY(!flows);
        QVERIFY2(flows.error().text().starts_with(message.toStdString()), flows.error().text().c_str());
    }

    void flowsAreRead()
    {
        const auto flows = parseFlows("path,id,src,dst,bytes,start_s,rate_cap_bps,weight,priority\n"
                                      ",plain,S.A,S.B,,,,,\n"
                                      "L.AC>;L.CB>,all,S.A,S.B,1e12,2.5,1000000,3,7\n"
                                      "L.AC>,ends,,,5,,,,\n",
                                      "f.csv", m_network->graph);
        QVERIFY(flows.has_value());
        const FlowRequest& plain = (*flows)[0];
        QVERIFY(plain.isRouted && std::isinf(plain.bytes) && std::isinf(plain.terms.cap_bps));
        QCOMPARE(plain.start_s, 0.0);
        QCOMPARE(plain.terms.weight, 1.0);
        const FlowRequest& all = (*flows)[1];
        QVERIFY(!all.isRouted);
        QCOMPARE(all.path.size(), std::size_t{2});
        QCOMPARE(all.bytes, 1e12);
        QCOMPARE(all.start_s, 2.5);
        QCOMPARE(all.terms.cap_bps, 1e6);
        QCOMPARE(all.terms.weight, 3.0);
        QCOMPARE(all.terms.priority, 7U);
        const FlowRequest& ends = (*flows)[2];
        QCOMPARE(ends.src, m_network->graph.nodeByName("S.A"));
        QCOMPARE(ends.dst, m_network->graph.nodeByName("S.C"));
    }

    void tooManyFlowsAreRefused()
    {
        FlowFileOptions options;
        options.maxFlows = 1;
        const auto flows =
            parseFlows("id,src,dst\nf,S.A,S.B\ng,S.A,S.B\n", "f.csv", m_network->graph, options);
        QVERIFY(!flows);
        QCOMPARE(flows.error().code, ErrorCode::TooLarge);
    }

    void badEventsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char* text, const char* message) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(message);
        };
        row(",fail,conduit,D.AB,", "an event without a time");
        row("-1,fail,conduit,D.AB,", "time_s is out of range");
        row("1,explode,conduit,D.AB,", "action explode is none of");
        row("1,fail,planet,D.AB,", "fail does not go with kind planet");
        row("1,fail,arc,L.AB>,", "an arc of a link does not fail on its own");
        row("1,degrade,conduit,D.AB,0.5", "degrade does not go with kind conduit");
        row("1,fail,conduit,D.XY,", "conduit 'D.XY' does not exist");
        row("1,stop,flow,g,", "flow 'g' does not exist");
        row("1,fail,link,L.AX,", "link 'L.AX' does not exist");
        row("1,fail,node,S.X,", "no place is called 'S.X'; nearest: S.A");
        row("1,degrade,link,L.AB,", "degrade needs a value");
        row("1,degrade,link,L.AB,1.5", "value is out of range");
        row("1,restore,link,L.AB,3", "restore takes no value");
        row("1,capacity,arc,L.AB>,fast", "value is not a number: fast");
    }

    void badEventsAreRefused()
    {
        QFETCH(QByteArray, row);
        QFETCH(QByteArray, message);
        const auto events = parseEvents("time_s,action,kind,object,value\n" + row.toStdString() + "\n",
                                        "e.csv", m_network->graph, oneFlow());
        QVERIFY(!events);
        const std::string expected = "e.csv:2: " + message.toStdString();
        QVERIFY2(events.error().text().starts_with(expected), events.error().text().c_str());
    }

    void eventsAreRead()
    {
        const auto events = parseEvents("time_s,action,kind,object,value\n"
                                        "1,fail,conduit,D.AB,\n2,fail,node,S.C,30\n3,restore,link,L.AB,\n"
                                        "4,degrade,arc,L.AB<,0.25\n5,capacity,link,L.AB,1e9\n"
                                        "6,demand,flow,f,2e6\n7,stop,flow,f,\n",
                                        "e.csv", m_network->graph, oneFlow());
        QVERIFY(events.has_value());
        QCOMPARE(events->size(), std::size_t{7});
        QVERIFY(!events->at(0).value.has_value());
        QCOMPARE(events->at(1).value, std::optional(30.0));
        QCOMPARE(events->at(3).object, m_network->graph.arcByName("L.AB<").value());
        QCOMPARE(events->at(5).action, EventAction::Demand);
        QCOMPARE(events->at(6).time_s, 7.0);
    }

    void badInstancesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char* name, const char* text, const char* message) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(message);
        };
        row("nothing", "", "i:1: 'LINKS FLOWS' was expected");
        row("no count", "2\n1\n1\n", "i:1: 'LINKS FLOWS' was expected");
        row("too many links", "99999999999 1\n", "i:1: more than");
        row("cut short", "2 0\n10\n", "i:3: the capacity of link 1 (bytes/s) was expected");
        row("negative capacity", "1 0\n-1\n", "i:2: a capacity is 0 to 1e18");
        row("words", "1 1\n10\nmany 0 1 0\n", "i:3: flow 0 ('bytes start_s K");
        row("no such link", "1 1\n10\n5 0 1 1\n", "i:3: link 1 is not there (0 to 1, exclusive)");
        row("link twice", "2 1\n10\n10\n5 0 3 0 1 0\n", "i:4: link 0 is on the path twice");
        row("too few links", "1 1\n10\n5 0 2 0\n", "i:3: 2 link numbers were expected");
        row("too many numbers", "1 1\n10\n5 0 1 0 0\n", "i:3: more than 1 link numbers");
        row("negative start", "1 1\n10\n5 -1 1 0\n", "i:3: bytes are 0 to 1e18, start_s is 0 to 1e8");
        row("not finite", "1 1\n10\nnan 0 1 0\n", "i:3: bytes are");
        row("more than announced", "1 1\n10\n5 0 1 0\n6 0 1 0\n", "i:4: nothing was expected after 1 flows");
    }

    void badInstancesAreRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, message);
        const auto instance = parseInstance(text.toStdString(), "i");
        QVERIFY(!instance);
        QVERIFY2(instance.error().text().starts_with(message.toStdString()), instance.error().text().c_str());
    }

    void instancesAreReadAndWritten()
    {
        const auto instance = parseInstance("3 2\n\n12.5\n1e9\n0.1\r\n1e3 0 2 0 2\n0 2.5 0\n", "i");
        QVERIFY(instance.has_value());
        QCOMPARE(instance->shares.capacity_bps, (std::vector<double>{100, 8e9, 0.8}));
        QCOMPARE(instance->bytes, (std::vector<double>{1000, 0}));
        QCOMPARE(instance->start_s, (std::vector<double>{0, 2.5}));
        QCOMPARE(instance->shares.path(0).size(), std::size_t{2});
        const auto text = instanceText(*instance);
        const auto again = parseInstance(*text, "i");
        QCOMPARE(*instanceText(*again), *text);
        QCOMPARE(again->shares.capacity_bps, instance->shares.capacity_bps);
    }

    void whatAnInstanceCannotSayIsNotExported()
    {
        FluidInstance instance;
        instance.shares.capacity_bps = {1e9};
        instance.bytes = {5};
        instance.start_s = {0};
        instance.shares.add(std::vector<std::uint32_t>{0}, {2, kNoLimit, 0});
        const auto text = instanceText(instance);
        QVERIFY(!text);
        QCOMPARE(text.error().code, ErrorCode::Unsupported);
    }

    /// Numbers read back exactly, rows keep the order.
    void outcomesReadBackExactly()
    {
        const auto instance = parseInstance("1 2\n1e9\n12345.678 0.1 1 0\n7 0 1 0\n", "i");
        const auto outcome = simulateInstance(*instance);
        const auto rows = parseCsv(outcomeText(*instance, *outcome));
        QCOMPARE(rows->size(), std::size_t{3});
        for (std::size_t f = 0; f < 2; ++f) {
            const auto& cells = rows->at(f + 1).cells;
            QCOMPARE(cells[0], std::to_string(f));
            QCOMPARE(std::strtod(cells[2].c_str(), nullptr), outcome->finish_s[f]);
            QCOMPARE(cells[4], std::string("0"));
        }
    }

    /// docs/formats.md shows what is really read.
    void theDocumentsExamplesAreGood()
    {
        QFile file(test::sourcePathQ("/docs/formats.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        const auto block = [&](const QByteArray& heading, const QByteArray& begin) {
            const qsizetype start = text.indexOf(begin, text.indexOf(heading)) + begin.indexOf('\n') + 1;
            return text.mid(start, text.indexOf("```", start) - start);
        };
        const QTemporaryDir folder;
        QFile snapshot(folder.filePath("example.json"));
        QVERIFY(snapshot.open(QIODevice::WriteOnly));
        snapshot.write(block("## Snapshots", "```json\n"));
        snapshot.close();
        const auto network = network::openNetwork(snapshot.fileName().toStdString());
        QVERIFY2(network.has_value(), network ? "" : network.error().text().c_str());
        const auto flows =
            parseFlows(block("## Flows, events", "```csv\nid,src").toStdString(), "f.csv", network->graph);
        QVERIFY2(flows.has_value(), flows ? "" : flows.error().text().c_str());
        QCOMPARE(flows->size(), std::size_t{2});
        const auto events = parseEvents(block("## Flows, events", "```csv\ntime_s").toStdString(), "e.csv",
                                        network->graph, *flows);
        QVERIFY2(events.has_value(), events ? "" : events.error().text().c_str());
        QCOMPARE(events->size(), std::size_t{2});
    }

  private:
    static std::vector<FlowRequest> oneFlow()
    {
        FlowRequest flow;
        flow.id = "f";
        return {flow};
    }

    std::unique_ptr<network::Network> m_network;
};

QTEST_GUILESS_MAIN(TestFlowFiles)
#include "tst_flow_files.moc"
