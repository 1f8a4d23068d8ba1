#include "tests/twin/flow/flow_networks.h"
#include "tests/twin/network/registry_sketch.h"
#include "twin/network/place_names.h"

#include <QTest>

#include <algorithm>

using namespace twin;
using namespace twin::network;
using network_test::RegistrySketch;

namespace {

Network sample()
{
    return RegistrySketch()
        .carrier("A")
        .carrier("B")
        .pool("P1", 0, "Central pool")
        .pool("P2", 0, "Edge pool")
        .pool("P3", 0, "Edge pool")
        .link("P1/1", "P1", "s", 1, "A")
        .link("st.A", "s", "t", 1, "A", {"D1", "D2"})
        .link("st.B", "s", "t", 1, "B", {"D2"})
        .meet("t", "A", "B")
        .network();
}

QStringList failedBy(const Network& network, const std::vector<std::string>& names)
{
    const auto failed = failedArcs(network, names);
    QStringList out;
    for (std::uint32_t arc = 0; failed && arc < network.graph.arcCount(); ++arc) {
        if ((*failed)[arc] != 0 && !network.graph.arcName(arc).empty()) {
            out.append(QString::fromStdString(network.graph.arcName(arc)));
        }
    }
    out.sort();
    return out;
}

} // namespace

class TestPlaceNames : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void unknownNamesAreAnsweredWithTheNearest_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("a slip") << QByteArray("Centrl pool") << QByteArray("nearest: Central pool");
        QTest::newRow("unlike anything")
            << QByteArray("Atlantis") << QByteArray("no place is called 'Atlantis'");
        QTest::newRow("borne twice") << QByteArray("Edge pool")
                                     << QByteArray("several places are called 'Edge pool': P2, P3");
        QTest::newRow("a carrier that is not there") << QByteArray("s@C") << QByteArray("nearest: s@A, s@B");
        QTest::newRow("nothing") << QByteArray("") << QByteArray("no place is called ''");
    }

    void unknownNamesAreAnsweredWithTheNearest()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, reason);
        const auto found = findPlace(sample(), name.toStdString());
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::BadInput);
        QVERIFY2(found.error().reason.find(reason.toStdString()) != std::string::npos,
                 found.error().reason.c_str());
    }

    void placesAreFoundByIdentifierAndByName_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("node");
        QTest::newRow("pool") << QByteArray("P2") << QByteArray("P2");
        QTest::newRow("pool by its English name") << QByteArray("Central pool") << QByteArray("P1");
        QTest::newRow("pool by its Chinese name") << QByteArray("池 P3") << QByteArray("P3");
        QTest::newRow("site as a whole") << QByteArray("s") << QByteArray("s");
        QTest::newRow("site by name") << QByteArray("Site t") << QByteArray("t");
        QTest::newRow("a carrier's router") << QByteArray("s@B") << QByteArray("s@B");
    }

    void placesAreFoundByIdentifierAndByName()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, node);
        const Network network = sample();
        const auto found = findPlace(network, name.toStdString());
        QVERIFY(found.has_value());
        QCOMPARE(network.graph.nodeName(found->value()), node.toStdString());
    }

    void failuresTakeTheirArcsWithThem_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QStringList>("arcs");
        const QStringList access{"P1/1<", "P1/1>"};
        const QStringList both{"st.A<", "st.A>", "st.B<", "st.B>"};
        const QStringList point{"X.t.A-B<", "X.t.A-B>"};
        QTest::newRow("link") << QByteArray("st.A") << QStringList{"st.A<", "st.A>"};
        QTest::newRow("arc") << QByteArray("st.A<") << QStringList{"st.A<"};
        QTest::newRow("conduit of one") << QByteArray("D1") << QStringList{"st.A<", "st.A>"};
        QTest::newRow("conduit of two") << QByteArray("D2") << both;
        QTest::newRow("interconnection point") << QByteArray("X.t.A-B") << point;
        QTest::newRow("pool") << QByteArray("P1") << access;
        QTest::newRow("site with all its routers") << QByteArray("s") << access + both;
        QTest::newRow("site by its name") << QByteArray("Site t") << point + both;
        QTest::newRow("one router") << QByteArray("t@B") << point + QStringList{"st.B<", "st.B>"};
    }

    void failuresTakeTheirArcsWithThem()
    {
        QFETCH(QByteArray, name);
        QFETCH(QStringList, arcs);
        arcs.sort();
        QCOMPARE(failedBy(sample(), {name.toStdString()}), arcs);
    }

    void unknownFailuresAreRefused()
    {
        const auto failed = failedArcs(sample(), {"st.A", "st.Q"});
        QVERIFY(!failed);
        QCOMPARE(failed.error().code, ErrorCode::BadInput);
        QVERIFY(failed.error().reason.find("st.A") != std::string::npos);
        QVERIFY(!failedArcs(sample(), {"Edge pool"})); // borne by two
    }

    /// Files that name their arcs may use those names.
    void theFilesOwnArcNamesAreUnderstood()
    {
        const auto network = flow_test::networkFrom("a b", "a b 1 1000 1\n b a 1 1000 1");
        QCOMPARE(failedBy(network, {"edge_1"}), QStringList{"a~b<"});
        QCOMPARE(failedBy(network, {"edge_0", "edge_1"}), (QStringList{"a~b<", "a~b>"}));
        QCOMPARE(failedBy(network, {"a"}), (QStringList{"a~b<", "a~b>"}));
        QCOMPARE(failedBy(network, {"duct:a~b"}), (QStringList{"a~b<", "a~b>"}));
    }
};

QTEST_GUILESS_MAIN(TestPlaceNames)
#include "tst_place_names.moc"
