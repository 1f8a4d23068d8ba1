#include "twin/registry/identifier.h"

#include <QTest>

using namespace twin::registry;

Q_DECLARE_METATYPE(twin::registry::IdentifierKind)

class TstIdentifier : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void refusesWhatIsNotAnIdentifier_data()
    {
        QTest::addColumn<IdentifierKind>("kind");
        QTest::addColumn<QByteArray>("text");
        using K = IdentifierKind;
        QTest::newRow("empty") << K::Pool << QByteArray();
        QTest::newRow("other country") << K::Pool << QByteArray("US.64.E003.640500-001");
        QTest::newRow("province of one digit") << K::Pool << QByteArray("CN.6.E003.640500-001");
        QTest::newRow("adcode of another province") << K::Pool << QByteArray("CN.64.E003.110100-001");
        QTest::newRow("adcode of five digits") << K::Pool << QByteArray("CN.64.E003.64050-001");
        QTest::newRow("subject without digits") << K::Pool << QByteArray("CN.64.E.640500-001");
        QTest::newRow("no number") << K::Pool << QByteArray("CN.64.E003.640500");
        QTest::newRow("letters in the number") << K::Pool << QByteArray("CN.64.E003.640500-0a1");
        QTest::newRow("pool with a service") << K::Pool << QByteArray("CN.64.E003.640500-001/train");
        QTest::newRow("service without a name") << K::Service << QByteArray("CN.64.E003.640500-001/");
        QTest::newRow("service with a blank") << K::Service << QByteArray("CN.64.E003.640500-001/a b");
        QTest::newRow("service of no pool") << K::Service << QByteArray("CN.64/train");
        QTest::newRow("subject of two digits") << K::Subject << QByteArray("E03");
        QTest::newRow("subject with a letter") << K::Subject << QByteArray("E00A");
        QTest::newRow("service node of no level") << K::ServiceNode << QByteArray("SN.X");
        QTest::newRow("regional node of three digits") << K::ServiceNode << QByteArray("SN.R.640");
        QTest::newRow("free name with a line break") << K::Site << QByteArray("a\nb");
        QTest::newRow("blank in front") << K::Site << QByteArray(" a");
        QTest::newRow("blank behind") << K::Site << QByteArray("a ");
        QTest::newRow("not UTF-8") << K::Site << QByteArray("\xC3\x28");
        QTest::newRow("256 bytes") << K::Site << QByteArray(256, 'a');
        QTest::newRow("long service") << K::Service << "CN.64.E003.640500-001/" + QByteArray(120, 'a');
    }

    void refusesWhatIsNotAnIdentifier()
    {
        QFETCH(IdentifierKind, kind);
        QFETCH(QByteArray, text);
        const auto id = Identifier::parse(kind, text.toStdString());
        QVERIFY(!id);
        QCOMPARE(id.error().code, twin::ErrorCode::BadInput);
        QVERIFY(!id.error().reason.empty());
    }

    void readsThePartsOfAPool()
    {
        const auto id = Identifier::parse(IdentifierKind::Pool, "CN.64.E003.640500-001");
        QVERIFY(id.has_value());
        QCOMPARE(id->subject(), std::string_view("E003"));
        QCOMPARE(id->adcode(), 640'500U);
        QCOMPARE(id->sequence(), 1U);
        QVERIFY(!id->isFree());
    }

    void aServiceKnowsItsPool()
    {
        const auto id = Identifier::parse(IdentifierKind::Service, "CN.64.E003.640500-001/train");
        QVERIFY(id.has_value());
        QCOMPARE(id->service(), std::string_view("train"));
        QCOMPARE(id->pool(), std::string("CN.64.E003.640500-001"));
    }

    void takesNamesOfImportedNetworks_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"Xi'an", "a~b", "a~b#2", "北京", "New York, NY", "0", "L", "<none>"}) {
            QTest::newRow(text) << QByteArray(text);
        }
    }

    void takesNamesOfImportedNetworks()
    {
        QFETCH(QByteArray, text);
        for (const auto kind : {IdentifierKind::Site, IdentifierKind::Link, IdentifierKind::Conduit}) {
            const auto id = Identifier::parse(kind, text.toStdString());
            QVERIFY(id.has_value());
            QVERIFY(id->isFree());
            QCOMPARE(id->text(), text.toStdString());
        }
    }

    void whatIsBuiltIsOurOwnForm_data()
    {
        QTest::addColumn<IdentifierKind>("kind");
        QTest::addColumn<QString>("built");
        QTest::addColumn<QString>("expected");
        using K = IdentifierKind;
        const std::string pool = poolId(subjectId(3), 640'500, 1);
        const std::string link = linkId("S.BEJ", "S.SHA", "OP.A", 2);
        const auto row = [](const char* expected, K kind, const std::string& built) {
            QTest::newRow(expected) << kind << QString::fromStdString(built) << QString::fromUtf8(expected);
        };
        row("E003", K::Subject, subjectId(3));
        row("CN.64.E003.640500-001", K::Pool, pool);
        row("CN.64.E003.640500-001/train", K::Service, serviceId(pool, "train"));
        row("SN.0", K::ServiceNode, nationalNodeId());
        row("SN.R.64", K::ServiceNode, regionalNodeId(640'000));
        row("SN.I.energy", K::ServiceNode, industryNodeId("energy"));
        row("H.NX", K::Hub, hubId("NX"));
        row("C.ZWE", K::Cluster, clusterId("ZWE"));
        row("OP.A", K::Carrier, carrierId("A"));
        row("S.BEJ", K::Site, siteId("BEJ"));
        row("D.BEJ~SHA", K::Conduit, conduitId("S.BEJ", "S.SHA"));
        row("D.CN.64.E003.640500-001/1", K::Conduit, accessConduitId(pool, 1));
        row("L.BEJ~SHA.A", K::Link, linkId("S.BEJ", "S.SHA", "OP.A"));
        row("L.BEJ~SHA.A#2", K::Link, link);
        row("L.CN.64.E003.640500-001/2", K::Link, accessLinkId(pool, 2));
        row("W.BEJ~SHA.A#2/07", K::Channel, channelId(link, 7));
        row("T.probe-1", K::Tunnel, tunnelId("probe-1"));
        row("X.BEJ.A-B", K::Interconnection, interconnectionId("S.BEJ", "OP.A", "OP.B"));
        row("B.000001", K::Demand, demandId(1));
        row("F.000012", K::Flow, flowId(12));
        row("J.000123", K::Job, jobId(123));
        row("R.001234", K::Reservation, reservationId(1234));
    }

    void whatIsBuiltIsOurOwnForm()
    {
        QFETCH(IdentifierKind, kind);
        QFETCH(QString, built);
        QFETCH(QString, expected);
        QCOMPARE(built, expected);
        const auto id = Identifier::parse(kind, built.toStdString());
        QVERIFY(id.has_value());
        QVERIFY(!id->isFree());
    }

    void anArcIsALinkAndADirection()
    {
        QVERIFY(!parseArc(""));
        QVERIFY(!parseArc(">"));
        QVERIFY(!parseArc("a~b"));
        const std::string name = arcName("a~b#2", false);
        QCOMPARE(name, std::string("a~b#2<"));
        const auto arc = parseArc(name);
        QVERIFY(arc.has_value());
        QCOMPARE(arc->link, std::string_view("a~b#2"));
        QVERIFY(!arc->forward);
    }
};

QTEST_GUILESS_MAIN(TstIdentifier)
#include "tst_identifier.moc"
