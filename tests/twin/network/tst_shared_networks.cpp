// Facts of the published networks that are handed out beside the project; skipped where they are not.
#include "tests/support/places.h"
#include "twin/network/demand_file.h"
#include "twin/network/graph.h"
#include "twin/network/network.h"
#include "twin/network/network_file.h"
#include "twin/network/open.h"
#include "twin/proto/registry.pb.h"
#include "twin/registry/build.h"

#include <QTest>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

using namespace twin;
using namespace twin::network;

namespace {

std::string sharedFolder()
{
    const char* given = std::getenv("SUANWANG_SHARED");
    return given != nullptr ? std::string(given) : test::sourcePath("/../shared");
}

std::string pathOf(const std::string& file)
{
    return sharedFolder() + "/data/" + file;
}

double total(const DemandSet& demands)
{
    double sum = 0;
    for (const NodeDemand& demand : demands.demands) {
        sum += demand.bps;
    }
    return sum;
}

} // namespace

class TestSharedNetworks : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase();
    void countsAreThoseOfTheFile_data();
    void countsAreThoseOfTheFile();
    void everyFileBecomesARoutedGraph_data();
    void everyFileBecomesARoutedGraph();
    void chinanetsInternationalNodesAreLaidOut();
    void cernetKeepsBothLinksBetweenBeijingAndXian();
    void repetitaAndZooAgreeOnUsCarrier();
    void demandsAreThoseOfTheFile_data();
    void demandsAreThoseOfTheFile();
    void repetitaDemandsAreThoseOfTheFile_data();
    void repetitaDemandsAreThoseOfTheFile();
    void bothFormsOfSndlibAgree_data();
    void bothFormsOfSndlibAgree();
    void abileneHasItsInstalledCapacities();

  private:
    void addFiles();
};

void TestSharedNetworks::initTestCase()
{
    if (!std::filesystem::exists(pathOf("topology-zoo/Chinanet.gml"))) {
        QSKIP("the published networks are not there (set SUANWANG_SHARED)");
    }
}

void TestSharedNetworks::addFiles()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<quint64>("nodes");
    QTest::addColumn<quint64>("listedLinks");
    QTest::addColumn<quint64>("links");
    QTest::addColumn<quint64>("withoutCoordinates");
    const auto row = [](const char* file, quint64 nodes, quint64 listed, quint64 links, quint64 without) {
        QTest::newRow(file) << QByteArray(file) << nodes << listed << links << without;
    };
    row("topology-zoo/Chinanet.gml", 42, 66, 66, 4);
    row("topology-zoo/Chinanet.graphml", 42, 66, 66, 4);
    row("topology-zoo/Cernet.gml", 41, 59, 59, 4);
    row("topology-zoo/UsCarrier.gml", 158, 189, 189, 6);
    row("topology-zoo/Abilene.graphml", 11, 14, 14, 0);
    row("topology-zoo/Geant2012.graphml", 40, 61, 61, 3);
    row("repetita/Abilene.graph", 11, 28, 14, 0);
    row("repetita/Chinanet.graph", 42, 132, 66, 4);
    row("repetita/UsCarrier.graph", 158, 378, 189, 6);
    row("sndlib/abilene.txt", 12, 15, 15, 0);
    row("sndlib/abilene.xml", 12, 15, 15, 0);
    row("sndlib/geant.txt", 22, 36, 36, 0);
    row("sndlib/germany50.txt", 50, 88, 88, 0);
    row("sndlib/germany50.xml", 50, 88, 88, 0);
    row("sndlib/nobel-eu.xml", 28, 41, 41, 0);
    row("sndlib/nobel-germany.txt", 17, 26, 26, 0);
    row("sndlib/polska.txt", 12, 18, 18, 0);
}

void TestSharedNetworks::countsAreThoseOfTheFile_data()
{
    addFiles();
}

void TestSharedNetworks::countsAreThoseOfTheFile()
{
    QFETCH(QByteArray, file);
    QFETCH(quint64, nodes);
    QFETCH(quint64, listedLinks);
    QFETCH(quint64, links);
    QFETCH(quint64, withoutCoordinates);
    const auto network = readNetwork(pathOf(file.toStdString()));
    QVERIFY2(network, network ? "" : network.error().text().c_str());
    QCOMPARE(network->listedNodes, nodes);
    QCOMPARE(network->listedLinks, listedLinks);
    QCOMPARE(network->links.size(), links);
    const auto missing = std::ranges::count_if(network->nodes, [](const FileNode& n) { return !n.position; });
    QCOMPARE(static_cast<quint64>(missing), withoutCoordinates);
}

void TestSharedNetworks::everyFileBecomesARoutedGraph_data()
{
    addFiles();
}

void TestSharedNetworks::everyFileBecomesARoutedGraph()
{
    QFETCH(QByteArray, file);
    QFETCH(quint64, nodes);
    QFETCH(quint64, links);
    const auto opened = openAnySnapshot(pathOf(file.toStdString()));
    QVERIFY(opened);
    const auto loaded = registry::buildRegistry(opened->document.message());
    QVERIFY2(loaded, loaded ? "" : loaded.error().text().c_str());
    const Graph graph = Graph::build(*loaded->registry);
    QCOMPARE(graph.nodeCount(), nodes);
    QCOMPARE(graph.arcCount(), 2 * links);
}

void TestSharedNetworks::chinanetsInternationalNodesAreLaidOut()
{
    const auto opened = openAnySnapshot(pathOf("topology-zoo/Chinanet.gml"));
    QVERIFY(opened);
    const auto loaded = registry::buildRegistry(opened->document.message());
    QVERIFY(loaded);
    const auto& sites = loaded->registry->sites;
    QCOMPARE(std::ranges::count_if(sites, &registry::Site::computedPosition), 4);
    const auto network = readNetwork(pathOf("topology-zoo/Chinanet.gml"));
    QVERIFY(std::ranges::any_of(network->warnings,
                                [](const auto& s) { return s.starts_with("node Hong Kong stands 1"); }));
    const auto& said = loaded->registry->origin.defaultsApplied;
    QVERIFY(std::ranges::any_of(said,
                                [](const auto& s) { return s.starts_with("4 nodes without coordinates"); }));
}

void TestSharedNetworks::cernetKeepsBothLinksBetweenBeijingAndXian()
{
    const auto network = readNetwork(pathOf("topology-zoo/Cernet.gml"));
    QVERIFY(network);
    const auto parallel =
        std::ranges::count_if(network->links, [](const FileLink& l) { return l.name.ends_with("#2"); });
    QVERIFY(parallel >= 1);
    // Link speeds of 2006 stand on 53 of the 59 links.
    QCOMPARE(std::ranges::count_if(network->links, [](const FileLink& l) { return !l.capacityAssumed; }), 53);
}

void TestSharedNetworks::repetitaAndZooAgreeOnUsCarrier()
{
    const auto zoo = readNetwork(pathOf("topology-zoo/UsCarrier.gml"));
    const auto repetita = readNetwork(pathOf("repetita/UsCarrier.graph"));
    QVERIFY(zoo && repetita);
    const auto pairs = [](const NetworkFile& network) {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
        for (const FileLink& link : network.links) {
            out.push_back(std::minmax(link.a, link.b));
        }
        std::ranges::sort(out);
        return out;
    };
    QCOMPARE(pairs(*zoo), pairs(*repetita));
}

void TestSharedNetworks::demandsAreThoseOfTheFile_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<quint64>("demands");
    QTest::addColumn<double>("total_bps");
    const auto row = [](const char* file, quint64 demands, double total_bps) {
        QTest::newRow(file) << QByteArray(file) << demands << total_bps;
    };
    row("abilene.txt", 132, 3'000'002'000'000.0);
    row("abilene.xml", 132, 3'000'002'000'000.0);
    row("geant.txt", 462, 2'999'992'000'000.0);
    row("germany50.txt", 662, 2'365'000'000.0);
    row("germany50.xml", 662, 2'365'000'000.0);
    row("nobel-eu.xml", 378, 1'898'000'000.0);
    row("nobel-germany.txt", 121, 660'000'000.0);
    row("polska.txt", 66, 9'943'000'000.0);
}

void TestSharedNetworks::demandsAreThoseOfTheFile()
{
    QFETCH(QByteArray, file);
    QFETCH(quint64, demands);
    QFETCH(double, total_bps);
    const auto network = openNetwork(pathOf("sndlib/" + file.toStdString()));
    QVERIFY2(network, network ? "" : network.error().text().c_str());
    QCOMPARE(network->demands.listed, demands);
    QCOMPARE(network->demands.demands.size(), demands);
    QCOMPARE(total(network->demands), total_bps);
    const auto again = readDemands(pathOf("sndlib/" + file.toStdString()), *network);
    QVERIFY(again);
    QCOMPARE(total(*again), total_bps);
}

void TestSharedNetworks::repetitaDemandsAreThoseOfTheFile_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<quint64>("demands");
    QTest::addColumn<double>("total_bps");
    QTest::newRow("Abilene") << QByteArray("Abilene") << quint64{110} << 59'063'946'000.0;
    QTest::newRow("Chinanet") << QByteArray("Chinanet") << quint64{1722} << 32'392'219'000.0;
    QTest::newRow("UsCarrier") << QByteArray("UsCarrier") << quint64{24806} << 7'151'449'000.0;
}

void TestSharedNetworks::repetitaDemandsAreThoseOfTheFile()
{
    QFETCH(QByteArray, name);
    QFETCH(quint64, demands);
    QFETCH(double, total_bps);
    const std::string base = pathOf("repetita/" + name.toStdString());
    const auto network = openNetwork(base + ".graph");
    QVERIFY(network);
    const auto read = readDemands(base + ".0000.demands", *network);
    QVERIFY2(read, read ? "" : read.error().text().c_str());
    QCOMPARE(read->listed, demands);
    QCOMPARE(total(*read), total_bps);
}

void TestSharedNetworks::bothFormsOfSndlibAgree_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("abilene") << QByteArray("abilene");
    QTest::newRow("germany50") << QByteArray("germany50");
}

void TestSharedNetworks::bothFormsOfSndlibAgree()
{
    QFETCH(QByteArray, name);
    const auto native = readNetwork(pathOf("sndlib/" + name.toStdString() + ".txt"));
    const auto xml = readNetwork(pathOf("sndlib/" + name.toStdString() + ".xml"));
    QVERIFY(native && xml);
    QCOMPARE(native->links.size(), xml->links.size());
    for (std::size_t i = 0; i < xml->links.size(); ++i) {
        QCOMPARE(native->links[i].name, xml->links[i].name);
        QCOMPARE(native->links[i].a, xml->links[i].a);
        QCOMPARE(native->links[i].capacity_bps, xml->links[i].capacity_bps);
        QCOMPARE(native->links[i].delay, xml->links[i].delay);
    }
    QCOMPARE(native->demands.size(), xml->demands.size());
    for (std::size_t i = 0; i < xml->demands.size(); ++i) {
        QCOMPARE(native->demands[i].name, xml->demands[i].name);
        QCOMPARE(native->demands[i].bps, xml->demands[i].bps);
    }
}

void TestSharedNetworks::abileneHasItsInstalledCapacities()
{
    const auto network = openNetwork(pathOf("sndlib/abilene.txt"));
    QVERIFY(network);
    const Graph& graph = network->graph;
    const auto capacity = [&](const char* arc) {
        return graph.capacity()[graph.arcByName(arc).value()];
    };
    QCOMPARE(capacity("ATLAng_HSTNng>"), 9'920'000'000U);
    QCOMPARE(capacity("ATLAng_HSTNng<"), 9'920'000'000U);
    QCOMPARE(capacity("ATLAng_IPLSng>"), 2'480'000'000U);
    QCOMPARE(graph.arcCount(), 30U);
}

QTEST_GUILESS_MAIN(TestSharedNetworks)
#include "tst_shared_networks.moc"
