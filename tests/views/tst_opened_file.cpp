#include "app/console/opened_file.h"
#include "app/console/shown_provider.h"
#include "tests/support/fake_twin.h"
#include "tests/support/places.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using app::console::openFile;

namespace {

const char kTriangle[] = R"(graph [
  Network "Triangle"
  node [ id 0 label "A" Longitude 116.4 Latitude 39.9 ]
  node [ id 1 label "B" Longitude 121.5 Latitude 31.2 ]
  node [ id 2 label "C" Longitude 113.3 Latitude 23.1 ]
  edge [ source 0 target 1 LinkSpeedRaw 10000000000.0 ]
  edge [ source 1 target 2 ]
  edge [ source 2 target 0 ]
]
)";

} // namespace

class TestOpenedFile : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void badFilesAreRefusedWithAReason_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("random .swr") << QStringLiteral("a.swr") << QByteArray("\x9b\x01\xff\xfe garbage");
        QTest::newRow("empty .swr") << QStringLiteral("a.swr") << QByteArray();
        QTest::newRow("broken .json") << QStringLiteral("a.json") << QByteArray("{\"format\":");
        QTest::newRow("not a state") << QStringLiteral("a.sws") << QByteArray("no state at all");
        QTest::newRow("open bracket .gml") << QStringLiteral("a.gml") << QByteArray("graph [ node [ id 0");
        QTest::newRow("xml of nothing") << QStringLiteral("a.graphml") << QByteArray("<graphml>");
        QTest::newRow("a recording") << QStringLiteral("a.txt") << QByteArray("SWREC\0\0\1", 8);
        QTest::newRow("unknown ending") << QStringLiteral("a.txt") << QByteArray("hello");
    }

    void badFilesAreRefusedWithAReason()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, bytes);
        const QTemporaryDir folder;
        const QString path = write(folder, name, bytes);
        const auto opened = openFile(path.toStdString(), false);
        QVERIFY(!opened);
        QVERIFY(!opened.error().error.reason.empty());
    }

    void missingFileIsNotFound()
    {
        const auto opened = openFile("/nonexistent/a.swr", false);
        QVERIFY(!opened);
        QCOMPARE(opened.error().error.code, twin::ErrorCode::NotFound);
    }

    void networkFileBecomesARegistry()
    {
        const QTemporaryDir folder;
        const auto opened = openFile(write(folder, QStringLiteral("t.gml"), kTriangle).toStdString(), false);
        QVERIFY2(opened, opened ? "" : opened.error().error.text().c_str());
        QCOMPARE(opened->registry->sites.size(), 3U);
        QCOMPARE(opened->registry->links.size(), 3U);
        QVERIFY(!opened->registry->origin.synthetic);
        QVERIFY2(!opened->remarks.empty(), "what had to be assumed is said");
    }

    void whatANetworkFileLeavesOutIsAsAsked()
    {
        const QTemporaryDir folder;
        twin::network::ReadOptions network;
        network.defaultCapacity_bps = 25'000'000'000;
        const auto opened =
            openFile(write(folder, QStringLiteral("t.gml"), kTriangle).toStdString(), false, network);
        QVERIFY(opened);
        const auto capacities = [&](std::uint64_t bps) {
            return std::ranges::count(opened->registry->links, bps, &twin::registry::Link::capacity_bps);
        };
        QCOMPARE(capacities(10'000'000'000), 1);
        QCOMPARE(capacities(25'000'000'000), 2);
    }

    void sndlibFilesOpenWithTheirDemands_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("native") << test::testDataQ("/network/sndlib/small.txt");
        QTest::newRow("XML") << test::testDataQ("/network/sndlib/small.xml");
    }

    void sndlibFilesOpenWithTheirDemands()
    {
        QFETCH(QString, file);
        const auto opened = openFile(file.toStdString(), false);
        QVERIFY2(opened, opened ? "" : opened.error().error.text().c_str());
        QCOMPARE(opened->registry->sites.size(), 4U);
        QCOMPARE(opened->registry->links.size(), 3U);
        QVERIFY(opened->workload != nullptr);
        QCOMPARE(opened->workload->demands.size(), 2U);
        const auto loops = std::ranges::count(opened->remarks, "1 demands from a node to itself: left out");
        QCOMPARE(loops, 1); // said, and once
    }

    void whatTheDemoPlaysOnIsMarkedSynthetic()
    {
        const QTemporaryDir folder;
        const auto opened = openFile(write(folder, QStringLiteral("T.GML"), kTriangle).toStdString(), true);
        QVERIFY2(opened, opened ? "" : opened.error().error.text().c_str());
        QVERIFY(opened->registry->origin.synthetic);
    }

    void savedMomentCoversTheLiveTwinUntilItIsClosed()
    {
        auto live = std::make_shared<test::FakeTwin>();
        live->fillCalm();
        live->publish();
        live->tick();
        app::console::ShownProvider shown(live);
        QCOMPARE(shown.at({}), live->at({}));
        QVERIFY(!shown.range().isEmpty());
        auto saved = std::make_shared<twin::state::Snapshot>(*live->at({}));
        saved->live = false;
        shown.showSaved(saved);
        QCOMPARE(shown.at({}).get(), saved.get());
        QVERIFY(shown.range().isEmpty());
        QVERIFY(shown.series({twin::EntityKind::Pool, "pl-1", 0}, live->range(), 10).empty());
        shown.showSaved(nullptr);
        QCOMPARE(shown.at({}), live->at({}));
    }

    void aRecordingHasAPastOfItsOwn()
    {
        auto live = std::make_shared<test::FakeTwin>();
        live->fillCalm();
        live->publish();
        auto recording = std::make_shared<test::FakeTwin>();
        recording->fillCalm();
        recording->publish();
        recording->tick();
        recording->tick();
        app::console::ShownProvider shown(live);
        shown.showRecording(recording);
        QCOMPARE(shown.at({}), recording->at({}));
        QCOMPARE(shown.range().end, recording->range().end);
        QVERIFY(!(shown.range() == live->range()));
        shown.showSaved(nullptr); // as closing it does
        QCOMPARE(shown.at({}), live->at({}));
        QCOMPARE(shown.range().end, live->range().end);
    }

  private:
    static QString write(const QTemporaryDir& folder, const QString& name, const QByteArray& bytes)
    {
        const QString path = folder.filePath(name);
        QFile file(path);
        if (file.open(QIODevice::WriteOnly)) {
            file.write(bytes);
        }
        return path;
    }
};

QTEST_GUILESS_MAIN(TestOpenedFile)
#include "tst_opened_file.moc"
