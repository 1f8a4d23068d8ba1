// Facts of the published networks that are handed out beside the project; skipped where they are not.
#include "twin/network/graph.h"
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
    return given != nullptr ? std::string(given) : std::string(SUANWANG_SOURCE_DIR "/../shared");
}

std::string pathOf(const std::string& file)
{
    return sharedFolder() + "/data/" + file;
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

QTEST_GUILESS_MAIN(TestSharedNetworks)
#include "tst_shared_networks.moc"
