// The checks of the recipe (DOMAIN, the synthetic national snapshot) on the registry of the demo's seed and
// others.
#include "twin/generate/national.h"
#include "twin/generate/small_graph.h"
#include "twin/network/graph.h"
#include "twin/network/shortest_paths.h"
#include "twin/registry/build.h"
#include "twin/registry/snapshot_file.h"
#include "twin/registry/validate.h"
#include "twin/support/geography.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <thread>

using namespace twin;
using namespace twin::generate;

namespace pb = suanwang::registry::v1;

namespace {

National make(const NationalOptions& options)
{
    auto nation = generateNational(options);
    if (!nation) {
        qFatal("%s", nation.error().text().c_str());
    }
    return std::move(*nation);
}

std::string bytesOf(const National& nation)
{
    return registry::serialiseSnapshot(nation.file, registry::SnapshotFormat::Protobuf).value();
}

std::uint64_t fp16(const pb::Registry& registry)
{
    std::uint64_t sum = 0;
    for (const pb::Pool& pool : registry.pools()) {
        for (const pb::Chip& chip : pool.chips()) {
            for (const pb::Flops& flops : chip.per_card()) {
                sum += flops.precision() == pb::FP16 ? flops.gflops() * chip.count() : 0;
            }
        }
    }
    return sum;
}

struct Traffic
{
    double background_bps = 0; ///< at the busy hour
    double flows_bps = 0;
    double nightOverBusy = 0; ///< of all of it, the quietest hour over the busiest
};

Traffic trafficOf(const pb::Workload& workload)
{
    Traffic out;
    for (const pb::Flow& flow : workload.flows()) {
        out.flows_bps += flow.rate_requested_bps();
    }
    std::array<double, 24> hours{};
    for (const pb::Demand& demand : workload.demands()) {
        out.background_bps += demand.busy_bps();
        const pb::HourProfile& profile = workload.profiles(static_cast<int>(demand.profile()));
        for (std::size_t h = 0; h < hours.size(); ++h) {
            hours[h] += demand.busy_bps() * profile.hour_ppm(static_cast<int>(h)) * 1e-6;
        }
    }
    const auto [least, most] = std::ranges::minmax(hours);
    out.nightOverBusy = (least + out.flows_bps) / (most + out.flows_bps);
    return out;
}

} // namespace

class TestNational : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase();
    void poolCountsOutOfRangeAreRefused();
    void totalsAreExact();
    void everyCheckOfTheRegistryPasses();
    void everyPoolLiesInItsProvince();
    void poolsHaveTwoDifferentHomes();
    void conduitsAreTwoEdgeConnected();
    void clustersReachEachOtherIn20Milliseconds();
    void wavesRespectTheirReach();
    void yunnanDetoursBetweenCarriers();
    void aPointAtKunmingWouldEndTheDetour();
    void everythingSaysThatItIsSynthetic();
    void sameSeedSameBytesOnAnyThread();
    void otherSeedsKeepTheTotals();
    void largerNationsHaveTheSameShape();
    void aNationOfTenThousandPoolsHasTheSameTraffic();

  private:
    National m_nation;
    registry::RegistryPtr m_registry;
};

void TestNational::initTestCase()
{
    m_nation = make({});
    const auto loaded = registry::buildRegistry(m_nation.file);
    QVERIFY2(loaded, loaded ? "" : loaded.error().text().c_str());
    m_registry = loaded->registry;
}

void TestNational::poolCountsOutOfRangeAreRefused()
{
    for (const std::uint32_t pools : {0U, 130U, 200'001U}) {
        const auto nation = generateNational({1, pools, false});
        QVERIFY(!nation);
        QCOMPARE(nation.error().code, ErrorCode::BadInput);
    }
}

void TestNational::totalsAreExact()
{
    const pb::Registry& nation = m_nation.file.registry();
    QCOMPARE(nation.subjects_size(), 131);
    QCOMPARE(nation.pools_size(), 499);
    QCOMPARE(fp16(nation), kNationalGflopsFp16);
    QCOMPARE(m_registry->total()[Precision::Fp16], kNationalGflopsFp16);
    QCOMPARE(nation.sites_size(), 60);
    const auto access = std::ranges::count(nation.links(), pb::ACCESS, &pb::Link::kind);
    QCOMPARE(access, 998);
    const auto backbone = nation.links_size() - access;
    QVERIFY2(backbone >= 270 && backbone <= 345, qPrintable(QString::number(backbone)));
    const auto ducts = std::ranges::count(nation.conduits(), pb::ACCESS_DUCT, &pb::Conduit::kind);
    QCOMPARE(ducts, 998);
    const auto conduits = nation.conduits_size() - ducts;
    QVERIFY2(conduits >= 100 && conduits <= 116, qPrintable(QString::number(conduits)));
    std::set<std::uint32_t> provincesHit;
    for (const pb::Pool& pool : nation.pools()) {
        provincesHit.insert(pool.adcode() / 10000);
    }
    QCOMPARE(provincesHit.size(), 31U);
}

void TestNational::everyCheckOfTheRegistryPasses()
{
    const auto checked = registry::validate(m_nation.file);
    QVERIFY2(checked.problems.empty(),
             checked.problems.empty() ? "" : checked.problems.front().text().c_str());
}

void TestNational::everyPoolLiesInItsProvince()
{
    for (const pb::Pool& pool : m_nation.file.registry().pools()) {
        const Province* province = provinceOf(pool.adcode());
        QVERIFY2(province != nullptr &&
                     contains(*province, {pool.position().lat_e6(), pool.position().lon_e6()}),
                 pool.id().c_str());
    }
}

void TestNational::poolsHaveTwoDifferentHomes()
{
    for (const registry::Pool& pool : m_registry->pools) {
        QCOMPARE(pool.access.size(), 2U);
        QVERIFY((*m_registry)[pool.access[0]].b != (*m_registry)[pool.access[1]].b);
        QVERIFY((*m_registry)[pool.access[0]].conduits != (*m_registry)[pool.access[1]].conduits);
    }
}

void TestNational::conduitsAreTwoEdgeConnected()
{
    SmallGraph graph;
    graph.nodes = m_registry->sites.size();
    for (const registry::Conduit& conduit : m_registry->conduits) {
        if (conduit.kind != registry::ConduitKind::AccessDuct) {
            graph.edges.push_back({std::get<registry::SiteIndex>(conduit.a).value(),
                                   std::get<registry::SiteIndex>(conduit.b).value(), 1, true});
        }
    }
    QVERIFY(std::ranges::count(graph.reach(0), false) == 0);
    QCOMPARE(graph.firstBridge(), SmallGraph::kNone);
}

void TestNational::clustersReachEachOtherIn20Milliseconds()
{
    const network::Graph graph = network::Graph::build(*m_registry);
    network::ShortestPaths paths(graph);
    std::vector<registry::SiteIndex> clusters;
    for (std::size_t s = 0; s < m_registry->sites.size(); ++s) {
        if (m_registry->sites[s].role == registry::SiteRole::Hub) {
            clusters.emplace_back(s);
        }
    }
    QCOMPARE(clusters.size(), 10U);
    TimeNs worst = 0;
    for (const auto to : clusters) {
        paths.run(graph.node(to));
        for (const auto from : clusters) {
            worst = std::max(worst, paths.distance(graph.node(from)));
        }
    }
    QVERIFY2(worst > 8 * kMillisecond && worst <= 20 * kMillisecond, qPrintable(QString::number(worst)));
}

void TestNational::wavesRespectTheirReach()
{
    std::map<std::string, std::uint64_t> route;
    for (const pb::Conduit& conduit : m_nation.file.registry().conduits()) {
        route[conduit.id()] = conduit.route_m();
    }
    std::map<std::string, std::pair<std::uint64_t, std::uint32_t>> sums; // b/s and regenerators by link
    int regenerated = 0;
    for (const pb::OpticalChannel& wave : m_nation.file.registry().optical_channels()) {
        std::uint64_t metres = 0;
        for (const std::string& conduit : wave.conduit_ids()) {
            metres += route.at(conduit);
        }
        const std::uint64_t reach = wave.bps() == 800 * kGigabit ? 1'000'000 : 6'000'000;
        QVERIFY(metres <= reach * (wave.regenerators() + 1));
        regenerated += wave.regenerators() > 0 ? 1 : 0;
        sums[wave.link_id()].first += wave.bps();
        sums[wave.link_id()].second += wave.regenerators();
    }
    QVERIFY(regenerated > 0);
    for (const pb::Link& link : m_nation.file.registry().links()) {
        if (link.kind() == pb::BACKBONE) {
            QCOMPARE(sums[link.id()].first, link.capacity_bps());
            QCOMPARE(sums[link.id()].second, link.regenerators());
        }
    }
}

// From a customer of one carrier in Kunming to one of another in Kunming: out of the province and back.
void TestNational::yunnanDetoursBetweenCarriers()
{
    const network::Graph graph = network::Graph::build(*m_registry);
    const registry::SiteIndex kunming{m_registry->find(EntityKind::Site, "S.KMG")->index};
    const registry::SiteIndex chengdu{m_registry->find(EntityKind::Site, "S.CTU")->index};
    network::ShortestPaths paths(graph);
    const registry::CarrierIndex a{0U};
    const registry::CarrierIndex b{1U};
    paths.run(graph.node(kunming, b));
    const TimeNs detour = paths.distance(graph.node(kunming, a));
    std::uint64_t metres = 0;
    for (const std::uint32_t arc : paths.path(graph.node(kunming, a))) {
        for (const registry::ConduitIndex conduit : graph.conduitsOf(arc)) {
            metres += (*m_registry)[conduit].route_m;
        }
    }
    QVERIFY2(metres > 900'000, qPrintable(QString::number(metres)));
    QVERIFY(detour > 4 * kMillisecond && detour < 30 * kMillisecond);
    paths.run(graph.node(chengdu, b));
    QCOMPARE(paths.distance(graph.node(chengdu, a)), network::kInterconnectionDelay); // where they meet, none
}

void TestNational::aPointAtKunmingWouldEndTheDetour()
{
    pb::SnapshotFile file = m_nation.file;
    file.clear_workload();
    file.mutable_registry()->clear_sha256(); // it is another registry now
    pb::InterconnectionPoint& point = *file.mutable_registry()->add_interconnection_points();
    point = file.registry().interconnection_points(0);
    point.set_id("X.KMG.A-B");
    point.set_site_id("S.KMG");
    point.set_carrier_a("OP.A");
    point.set_carrier_b("OP.B");
    const auto loaded = registry::buildRegistry(file);
    QVERIFY2(loaded, loaded ? "" : loaded.error().text().c_str());
    const network::Graph graph = network::Graph::build(*loaded->registry);
    const registry::SiteIndex kunming{loaded->registry->find(EntityKind::Site, "S.KMG")->index};
    network::ShortestPaths paths(graph);
    paths.run(graph.node(kunming, registry::CarrierIndex{1U}));
    QCOMPARE(paths.distance(graph.node(kunming, registry::CarrierIndex{0U})), network::kInterconnectionDelay);
}

void TestNational::everythingSaysThatItIsSynthetic()
{
    QVERIFY(m_nation.file.registry().origin().synthetic());
    QVERIFY(m_nation.file.workload().origin().synthetic());
    QCOMPARE(m_nation.file.registry().origin().seed(), 1U);
    for (const pb::Subject& subject : m_nation.file.registry().subjects()) {
        QVERIFY(subject.name().zh().starts_with("示例"));
        QVERIFY(subject.name().en().starts_with("Sample"));
    }
}

void TestNational::sameSeedSameBytesOnAnyThread()
{
    const std::string first = bytesOf(m_nation);
    std::string second;
    std::string third;
    std::thread one([&] { second = bytesOf(make({})); });
    std::thread other([&] { third = bytesOf(make({})); });
    one.join();
    other.join();
    QVERIFY(second == first);
    QVERIFY(third == first);
}

void TestNational::otherSeedsKeepTheTotals()
{
    const National other = make({7, kNationalPools, false});
    QCOMPARE(other.file.registry().subjects_size(), 131);
    QCOMPARE(fp16(other.file.registry()), kNationalGflopsFp16);
    QVERIFY(other.file.registry().sha256() != m_nation.file.registry().sha256());
    QVERIFY(registry::validate(other.file).problems.empty());
    QVERIFY2(other.busyHour.peakUtilisation <= 0.70,
             qPrintable(QString::number(other.busyHour.peakUtilisation)));
}

void TestNational::largerNationsHaveTheSameShape()
{
    const National fixed = make({1, 1'500, false});
    QCOMPARE(fixed.file.registry().pools_size(), 1'500);
    QCOMPARE(fixed.file.registry().subjects_size(), 131);
    QCOMPARE(fp16(fixed.file.registry()), kNationalGflopsFp16);
    const National scaled = make({1, 1'497, true});
    QCOMPARE(scaled.file.registry().subjects_size(), 393);
    QCOMPARE(fp16(scaled.file.registry()), 3 * kNationalGflopsFp16);
    QCOMPARE(scaled.file.workload().flows_size(), 6'000);
    QVERIFY(registry::validate(scaled.file).ok());
}

/// Flows end at 20,000 in a file; what is left of the backbone is background, which sleeps at night.
void TestNational::aNationOfTenThousandPoolsHasTheSameTraffic()
{
    const National large = make({1, 10'000, true});
    const Traffic national = trafficOf(m_nation.file.workload());
    const Traffic scaled = trafficOf(large.file.workload());
    QVERIFY2(scaled.background_bps > 5 * national.background_bps,
             qPrintable(QString::number(scaled.background_bps)));
    const double share = scaled.background_bps / scaled.flows_bps;
    const double nationalShare = national.background_bps / national.flows_bps;
    QVERIFY2(share > 0.5 * nationalShare && share < 4 * nationalShare,
             qPrintable(QStringLiteral("%1 against %2").arg(share).arg(nationalShare)));
    QVERIFY2(
        std::abs(scaled.nightOverBusy - national.nightOverBusy) < 0.1,
        qPrintable(QStringLiteral("%1 against %2").arg(scaled.nightOverBusy).arg(national.nightOverBusy)));
    QVERIFY2(large.busyHour.peakUtilisation <= 0.70,
             qPrintable(QString::number(large.busyHour.peakUtilisation)));
}

QTEST_GUILESS_MAIN(TestNational)
#include "tst_national.moc"
