// Opens and routes every network file below the folders that SUANWANG_NETWORKS names (`:` between them):
// whole collections (SNDlib, Topology Zoo, REPETITA) that are not handed out with the project. Skipped
// without it.
#include "twin/network/demand_file.h"
#include "twin/network/network_file.h"
#include "twin/network/open.h"
#include "twin/network/shortest_paths.h"
#include "twin/proto/registry.pb.h"
#include "twin/registry/build.h"

#include <QTest>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <sstream>

using namespace twin;
using namespace twin::network;

namespace {

namespace fs = std::filesystem;

std::vector<std::string> filesBelow(const std::string& folders, bool (*wanted)(const std::string&))
{
    std::vector<std::string> out;
    std::istringstream list(folders);
    for (std::string folder; std::getline(list, folder, ':');) {
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            if (entry.is_regular_file() && wanted(entry.path().string())) {
                out.push_back(entry.path().string());
            }
        }
    }
    std::ranges::sort(out);
    return out;
}

bool isDemands(const std::string& path)
{
    return path.ends_with(".demands");
}

/// SNDlib's models and solutions, and files that only end like a network.
bool isOfAnotherKind(const Error& error)
{
    return error.code == ErrorCode::Unsupported || error.reason.starts_with("an SNDlib ");
}

/// 1 b/s from every node to every node; in networks of over 300 nodes to a hundred of them.
std::vector<NodeDemand> someDemands(std::size_t nodes)
{
    std::vector<NodeDemand> out;
    const std::size_t step = nodes <= 300 ? 1 : nodes / 100;
    for (std::size_t dst = 0; dst < nodes; dst += step) {
        for (std::size_t src = 0; src < nodes; ++src) {
            if (src != dst) {
                out.push_back({NodeIndex{src}, NodeIndex{dst}, 1});
            }
        }
    }
    return out;
}

/// Traffic that enters must leave: at every node, what comes in and starts equals what goes out and ends.
double worstImbalance(const Graph& graph, std::span<const NodeDemand> demands, const EcmpLoads& loads)
{
    std::vector<double> balance(graph.nodeCount(), 0);
    double total = 1;
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        balance[graph.from()[arc]] -= loads.arc_bps[arc];
        balance[graph.to()[arc]] += loads.arc_bps[arc];
    }
    for (const NodeDemand& demand : demands) {
        balance[demand.src.value()] += demand.bps;
        balance[demand.dst.value()] -= demand.bps;
        total += demand.bps;
    }
    double worst = 0;
    for (const double b : balance) {
        worst = std::max(worst, std::abs(b));
    }
    return (worst - loads.unrouted_bps) / total;
}

} // namespace

class TestNetworkCollection : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase();
    void everyNetworkOpensValidatesAndRoutes();
    void everyDemandFileFitsItsNetwork();

  private:
    std::string m_folders;
};

void TestNetworkCollection::initTestCase()
{
    const char* given = std::getenv("SUANWANG_NETWORKS");
    if (given == nullptr) {
        QSKIP("SUANWANG_NETWORKS names no folder of network files");
    }
    m_folders = given;
}

void TestNetworkCollection::everyNetworkOpensValidatesAndRoutes()
{
    std::map<std::string, int> opened;
    int refused = 0;
    for (const std::string& path : filesBelow(m_folders, isNetworkPath)) {
        const auto network = openNetwork(path);
        if (!network) {
            QVERIFY2(isOfAnotherKind(network.error()), network.error().text().c_str());
            ++refused;
            continue;
        }
        ++opened[network->format];
        const auto snapshot = openAnySnapshot(path);
        QVERIFY2(snapshot, path.c_str());
        const auto built = registry::buildRegistry(snapshot->document.message());
        QVERIFY2(built, (path + ": " + (built ? "" : built.error().text())).c_str());
        std::vector<NodeDemand> demands = network->demands.demands;
        if (demands.empty()) {
            demands = someDemands(network->graph.nodeCount());
        }
        for (const PathCost cost : {PathCost::Delay, PathCost::Metric, PathCost::Hops}) {
            const EcmpLoads loads = ecmpLoads(network->graph, demands, {}, cost);
            QVERIFY2(worstImbalance(network->graph, demands, loads) < 1e-9, path.c_str());
        }
    }
    for (const auto& [format, count] : opened) {
        std::printf("%s: %d files opened, validated and routed\n", format.c_str(), count);
    }
    std::printf("no networks: %d\n", refused);
}

void TestNetworkCollection::everyDemandFileFitsItsNetwork()
{
    int read = 0;
    for (const std::string& path : filesBelow(m_folders, isDemands)) {
        std::string base = path.substr(0, path.size() - 8);
        std::string graph = base + ".graph";
        if (!fs::exists(graph)) { // Name.0003.demands belongs to Name.graph
            graph = base.substr(0, base.find_last_of('.')) + ".graph";
        }
        if (!fs::exists(graph)) {
            std::printf("no network for %s\n", path.c_str());
            continue;
        }
        const auto network = openNetwork(graph);
        QVERIFY2(network, graph.c_str());
        const auto demands = readDemands(path, *network);
        QVERIFY2(demands, demands ? "" : demands.error().text().c_str());
        const EcmpLoads loads = ecmpLoads(network->graph, demands->demands, {}, PathCost::Metric);
        QVERIFY2(worstImbalance(network->graph, demands->demands, loads) < 1e-9, path.c_str());
        ++read;
    }
    std::printf("%d demand files read and routed\n", read);
}

QTEST_GUILESS_MAIN(TestNetworkCollection)
#include "tst_network_collection.moc"
