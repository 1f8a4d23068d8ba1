// The busy hour of the demo's nation, checked by routing the file that is written, and the load model itself.
#include "twin/generate/load_model.h"
#include "twin/generate/national.h"
#include "twin/registry/build.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace twin;
using namespace twin::generate;

namespace pb = suanwang::registry::v1;

namespace {

struct Peak
{
    double use = 0;
    std::string arc;
};

Peak worst(const registry::Registry& registry, const LinkLoads& loads)
{
    Peak out;
    for (std::size_t l = 0; l < registry.links.size(); ++l) {
        const registry::Link& link = registry.links[l];
        const double forward = loads.forward_bps[l] / static_cast<double>(link.capacity_bps);
        const double reverse = loads.reverse_bps[l] / static_cast<double>(link.capacityReverse_bps);
        if (std::max(forward, reverse) > out.use) {
            out = {std::max(forward, reverse), link.id + (forward >= reverse ? ">" : "<")};
        }
    }
    return out;
}

} // namespace

class TestWorkload : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase();
    void noLinkIsOver70PercentAtAnyHour();
    void theBusyHourIsTheBusiest();
    void someCutsPushLinksOverTheirLimits();
    void linksOfACutConduitCarryNothing();
    void repairRestoresTheLoadsExactly();
    void flowsKeepTheirPathUntilItIsCut();
    void flowsEndWhereTheySay();
    void unroutedDemandIsReported();
    void poolsAreNeverOverbooked();
    void utilisationIsAboutAThird();
    void workloadHasTheRecipesSizes();
    void interconnectionPointsAreNotOverloaded();

  private:
    pb::SnapshotFile m_file;
    BusyHour m_busy;
    registry::RegistryPtr m_registry;
    std::shared_ptr<const registry::Workload> m_workload;
};

void TestWorkload::initTestCase()
{
    auto nation = generateNational({});
    QVERIFY2(nation, nation ? "" : nation.error().text().c_str());
    m_file = std::move(nation->file);
    m_busy = nation->busyHour;
    const auto loaded = registry::buildRegistry(m_file);
    QVERIFY2(loaded, loaded ? "" : loaded.error().text().c_str());
    m_registry = loaded->registry;
    m_workload = loaded->workload;
}

void TestWorkload::noLinkIsOver70PercentAtAnyHour()
{
    const LoadModel model(m_registry, m_workload);
    for (int hour = 0; hour < 24; ++hour) {
        const Peak peak = worst(*m_registry, model.loads(hour));
        QVERIFY2(peak.use <= 0.70, peak.arc.c_str());
    }
    const Peak busy = worst(*m_registry, model.loads(21));
    QVERIFY2(busy.use > 0.5, qPrintable(QString::number(busy.use)));
    QVERIFY(std::abs(busy.use - m_busy.peakUtilisation) < 1e-3);
}

void TestWorkload::theBusyHourIsTheBusiest()
{
    const LoadModel model(m_registry, m_workload);
    const auto total = [&](double hour) {
        const LinkLoads loads = model.loads(hour);
        double sum = 0;
        for (std::size_t l = 0; l < loads.forward_bps.size(); ++l) {
            sum += loads.forward_bps[l] + loads.reverse_bps[l];
        }
        return sum;
    };
    const double busy = total(21);
    QCOMPARE(m_workload->busyHour, 21U);
    for (int hour = 0; hour < 24; ++hour) {
        QVERIFY(total(hour) <= busy * (1 + 1e-12));
    }
    QVERIFY(total(4) < 0.7 * busy);
    QVERIFY(std::abs(total(4.5) - (total(4) + total(5)) / 2) < 1e-6 * busy);
}

// "Of all single conduit cuts 5 to 10 push some link over 90 %, 2 to 4 over 100 %": the latter are among the
// former.
void TestWorkload::someCutsPushLinksOverTheirLimits()
{
    LoadModel model(m_registry, m_workload);
    std::map<std::string, double> over90;
    int over100 = 0;
    for (std::size_t c = 0; c < m_registry->conduits.size(); ++c) {
        if (m_registry->conduits[c].kind == registry::ConduitKind::AccessDuct) {
            continue;
        }
        const registry::ConduitIndex conduit{c};
        model.setFailed({&conduit, 1});
        const LinkLoads loads = model.loads(21);
        QCOMPARE(loads.unrouted_bps, 0.0);
        const double peak = worst(*m_registry, loads).use;
        if (peak > 0.9) {
            over90[m_registry->conduits[c].id] = peak;
        }
        over100 += peak > 1.0 ? 1 : 0;
    }
    QVERIFY2(over90.size() >= 5 && over90.size() <= 10, qPrintable(QString::number(over90.size())));
    QVERIFY2(over100 >= 2 && over100 <= 4, qPrintable(QString::number(over100)));
    QCOMPARE(m_busy.cutsOver90, static_cast<std::uint32_t>(over90.size()));
    QCOMPARE(m_busy.cutsOver100, static_cast<std::uint32_t>(over100));
    QCOMPARE(m_workload->notableCuts.size(), over90.size());
    for (const registry::NotableCut& cut : m_workload->notableCuts) {
        QVERIFY2(over90.contains(cut.conduitId), cut.conduitId.c_str());
        QVERIFY(std::abs(over90[cut.conduitId] - cut.peakUtilisation) < 1e-3);
    }
}

void TestWorkload::linksOfACutConduitCarryNothing()
{
    LoadModel model(m_registry, m_workload);
    const registry::ConduitIndex conduit = m_registry->conduit(m_workload->notableCuts.front().conduitId);
    model.setFailed({&conduit, 1});
    const LinkLoads loads = model.loads(21);
    QVERIFY(!(*m_registry)[conduit].links.empty());
    for (const registry::LinkIndex link : (*m_registry)[conduit].links) {
        QVERIFY(model.isDown(link));
        QCOMPARE(loads.forward_bps[link.value()], 0.0);
        QCOMPARE(loads.reverse_bps[link.value()], 0.0);
    }
}

void TestWorkload::repairRestoresTheLoadsExactly()
{
    LoadModel model(m_registry, m_workload);
    const LinkLoads before = model.loads(21);
    const registry::ConduitIndex conduit = m_registry->conduit(m_workload->notableCuts.front().conduitId);
    model.setFailed({&conduit, 1});
    model.setFailed({});
    const LinkLoads after = model.loads(21);
    QVERIFY(before.forward_bps == after.forward_bps);
    QVERIFY(before.reverse_bps == after.reverse_bps);
}

void TestWorkload::flowsKeepTheirPathUntilItIsCut()
{
    LoadModel model(m_registry, m_workload);
    std::vector<std::vector<std::uint32_t>> before;
    for (std::size_t i = 0; i < m_workload->flows.size(); ++i) {
        before.emplace_back(model.flowPath(i).begin(), model.flowPath(i).end());
        QVERIFY(model.flowDelay(i) > 0);
    }
    const registry::ConduitIndex conduit = m_registry->conduit(m_workload->notableCuts.front().conduitId);
    model.setFailed({&conduit, 1});
    int moved = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        const bool hit = std::ranges::any_of(before[i], [&](std::uint32_t arc) {
            const auto ducts = model.graph().conduitsOf(arc);
            return std::ranges::find(ducts, conduit) != ducts.end();
        });
        const bool same = std::ranges::equal(before[i], model.flowPath(i));
        QCOMPARE(same, !hit);
        moved += hit ? 1 : 0;
    }
    QVERIFY(moved > 0);
}

void TestWorkload::flowsEndWhereTheySay()
{
    const LoadModel model(m_registry, m_workload);
    const network::Graph& graph = model.graph();
    for (std::size_t i = 0; i < m_workload->flows.size(); ++i) {
        const auto path = model.flowPath(i);
        QVERIFY(!path.empty());
        for (std::size_t k = 1; k < path.size(); ++k) {
            QCOMPARE(graph.from()[path[k]], graph.to()[path[k - 1]]);
        }
        QCOMPARE(m_registry->endpointId(graph.place(graph.from()[path.front()])), m_workload->flows[i]->src);
        QCOMPARE(m_registry->endpointId(graph.place(graph.to()[path.back()])), m_workload->flows[i]->dst);
    }
}

// With every conduit cut nothing reaches anything: all of it is reported.
void TestWorkload::unroutedDemandIsReported()
{
    LoadModel model(m_registry, m_workload);
    std::vector<registry::ConduitIndex> all;
    double asked = 0;
    for (std::size_t c = 0; c < m_registry->conduits.size(); ++c) {
        all.emplace_back(c);
    }
    for (const registry::Demand& demand : m_workload->demands) {
        asked += demand.busy_bps;
    }
    model.setFailed(all);
    const double unrouted = model.background(21).unrouted_bps;
    QVERIFY(std::abs(unrouted - asked) < 1e-9 * asked);
    QCOMPARE(worst(*m_registry, model.loads(21)).use, 0.0);
}

void TestWorkload::poolsAreNeverOverbooked()
{
    std::map<std::string, std::uint64_t> placed;
    for (const auto& job : m_workload->jobs) {
        for (const registry::PlacedCards& cards : job->placements) {
            placed[cards.poolId] += cards.cards;
        }
    }
    for (const registry::Pool& pool : m_registry->pools) {
        QVERIFY2(placed[pool.id] <= pool.cards, pool.id.c_str());
    }
}

void TestWorkload::utilisationIsAboutAThird()
{
    double busy = 0;
    double cards = 0;
    for (const auto& job : m_workload->jobs) {
        for (const registry::PlacedCards& placed : job->placements) {
            busy += placed.cards;
        }
    }
    for (const registry::Pool& pool : m_registry->pools) {
        cards += pool.computeType == registry::ComputeType::Intelligent ? pool.cards : 0;
    }
    QVERIFY2(busy / cards > 0.18 && busy / cards < 0.40, qPrintable(QString::number(busy / cards)));
}

void TestWorkload::workloadHasTheRecipesSizes()
{
    std::map<registry::JobKind, int> jobs;
    for (const auto& job : m_workload->jobs) {
        ++jobs[job->kind];
    }
    QCOMPARE(m_workload->flows.size(), 2'000U);
    QCOMPARE(jobs[registry::JobKind::Infer], 400);
    QCOMPARE(jobs[registry::JobKind::IntraTrain], 120);
    QVERIFY(jobs[registry::JobKind::CrossTrain] >= 12 && jobs[registry::JobKind::CrossTrain] <= 24);
    QVERIFY(!m_workload->reservations.empty());
    QVERIFY(m_workload->demands.size() > 3'000);
}

void TestWorkload::interconnectionPointsAreNotOverloaded()
{
    const LoadModel model(m_registry, m_workload);
    const auto background = model.backgroundArcs(21);
    const auto flows = model.flowArcs();
    const network::Graph& graph = model.graph();
    int used = 0;
    for (const registry::InterconnectionPoint& point : m_registry->interconnections) {
        const std::uint32_t arc = graph.arcByName(point.id + ">").value();
        const double load = background[arc] + flows[arc];
        QVERIFY2(load <= 0.62 * static_cast<double>(point.capacity_bps), point.id.c_str());
        used += load > 0 ? 1 : 0;
    }
    QVERIFY(used > 10);
}

QTEST_GUILESS_MAIN(TestWorkload)
#include "tst_workload.moc"
