#include "scenario_grounds.h"

#include "twin/scenario/owner_network.h"
#include "twin/scenario/report_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>

using namespace scenario_test;

namespace {

N1Table tableOf(const GroundPtr& ground, const Situation& situation)
{
    return n1Table(*ground, situation, {});
}

SituationPtr withCircles(const ForkPtr& fork)
{
    auto situation = fork->situation(fork->lastChange(), {true});
    if (!situation) {
        qFatal("%s", situation.error().text().c_str());
    }
    return *situation;
}

/// The fullest link in the worst cut, by link.
std::map<std::string, double> headroomOf(const N1Table& table)
{
    std::map<std::string, double> out;
    for (const auto& link : table.headroom) {
        out[link.name] = link.worst;
    }
    return out;
}

} // namespace

/// What the network holds for each tenant and enterprise.
class TstOwnerNetwork : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    /// Owner by owner the fullest link of the ways that the steady state gives its flows.
    void theFullestLinkIsOneOfItsOwnWays()
    {
        const GroundPtr ground = nationGround();
        const Situation& before = *ground->before();
        const N1Table table = tableOf(ground, before);
        const auto worst = headroomOf(table);
        std::map<std::string, std::string> owner;
        for (const twin::registry::Pool& pool : before.world->registry->pools) {
            owner[pool.id] = (*before.world->registry)[pool.subject].id;
        }
        std::map<std::string, double> tenants;
        std::map<std::string, double> enterprises;
        for (std::uint32_t i = 0; i < ground->flows().size(); ++i) {
            const FlowFact& fact = ground->flows()[i];
            for (const std::uint32_t arc : ground->steady().path(i)) {
                std::string link = before.world->graph->arcName(arc);
                link = link.substr(0, std::max<std::size_t>(link.size(), 1) - 1); // without its direction
                if (fact.isBackground || !worst.contains(link)) {
                    continue;
                }
                if (!fact.tenant.empty()) {
                    tenants[fact.tenant] = std::max(tenants[fact.tenant], worst.at(link));
                }
                for (const std::string& end : {fact.src, fact.dst}) {
                    if (owner.contains(end)) {
                        enterprises[owner[end]] = std::max(enterprises[owner[end]], worst.at(link));
                    }
                }
            }
        }
        const OwnerNetworks made = ownerNetworks(*ground, before, table);
        const auto agree = [&](const std::map<std::string, OwnerNetwork>& found,
                               const std::map<std::string, double>& expected) {
            std::size_t measured = 0;
            for (const auto& [id, one] : found) {
                measured += one.isMeasured ? 1 : 0;
                if (one.isMeasured) {
                    QVERIFY2(expected.contains(id), id.c_str());
                    QCOMPARE(one.worst_mlu, expected.at(id));
                    QCOMPARE(worst.at(one.worstLink), one.worst_mlu);
                }
            }
            QCOMPARE(measured, expected.size());
        };
        agree(made.tenants, tenants);
        agree(made.enterprises, enterprises);
        QVERIFY(enterprises.size() > 20);
        QVERIFY(!tenants.empty());
    }

    /// Latency circles of the nation are those of its enterprises, by their FLOPS.
    void enterprisesAddUpToTheNation()
    {
        const GroundPtr ground = nationGround();
        const SituationPtr now =
            withCircles(forkOf(ground, {Fail{{TargetKind::Pool, ground->world()->registry->pools[3].id}}}));
        QCOMPARE(now->poolNear.size(), now->pools.size());
        const OwnerNetworks made = ownerNetworks(*ground, *now, {});
        std::map<std::string, double> declared;
        double all = 0;
        for (std::size_t p = 0; p < now->pools.size(); ++p) {
            const auto flops = static_cast<double>(now->pools[p].declared[twin::Precision::Fp16]);
            const twin::registry::Registry& registry = *now->world->registry;
            declared[registry[registry.pools[p].subject].id] += flops;
            all += flops;
        }
        QCOMPARE(now->coverage.size(), std::tuple_size_v<NearShares>);
        for (std::size_t c = 0; c < now->coverage.size(); ++c) {
            double sum = 0;
            for (const auto& [id, flops] : declared) {
                sum += flops > 0 ? made.enterprises.at(id).near[c] * flops / all : 0;
            }
            QVERIFY2(std::abs(sum - now->coverage[c].share) < 1e-9, qPrintable(QString::number(sum)));
            QVERIFY(sum > 0 && sum < 1);
        }
        // Without a table nothing is said of cuts.
        QVERIFY(
            std::ranges::none_of(made.enterprises, [](const auto& one) { return one.second.isMeasured; }));
    }

    void aCutTakesHeadroomAndUndoGivesItBack()
    {
        const GroundPtr ground = nationGround();
        const N1Table tableBefore = tableOf(ground, *ground->before());
        const OwnerNetworks before = ownerNetworks(*ground, *ground->before(), tableBefore);
        const auto worst = std::ranges::max_element(tableBefore.rows, {}, &N1Row::mlu);
        const auto conduit = (*ground->world()->registry)[worst->conduit].id;
        const ForkPtr cut = forkOf(ground, {Fail{{TargetKind::Conduit, conduit}}});
        const SituationPtr after = withCircles(cut);
        Outcome outcome = compare(*ground, ground->before(), after);
        addNetworks(before, ownerNetworks(*ground, *after, tableOf(ground, *after)), outcome.tenants,
                    outcome.enterprises);
        QVERIFY(!outcome.enterprises.empty());
        QVERIFY(std::ranges::is_sorted(outcome.enterprises, {}, &Rollup::id));
        QVERIFY(std::ranges::any_of(outcome.enterprises, [](const Rollup& row) {
            return row.network && row.network->worst_mlu.after > row.network->worst_mlu.before + 0.01;
        }));
        Outcome none = compare(*ground, ground->before(), ground->before());
        addNetworks(before, ownerNetworks(*ground, *ground->before(), tableBefore), none.tenants,
                    none.enterprises);
        QVERIFY(none.enterprises.empty());
        QVERIFY(none.tenants.empty());
    }

    /// A pool that is lost is within reach of nobody.
    void aLostPoolIsNearNobody()
    {
        const GroundPtr ground = smallGround();
        const SituationPtr after = withCircles(forkOf(ground, {Fail{{TargetKind::Pool, kZhongwei}}}));
        const OwnerNetworks now = ownerNetworks(*ground, *after, tableOf(ground, *after));
        const twin::registry::Registry& registry = *ground->world()->registry;
        const auto owner =
            registry[registry.pools[registry.find(twin::EntityKind::Pool, kZhongwei)->index].subject].id;
        const auto pools = std::ranges::count_if(registry.pools, [&](const twin::registry::Pool& pool) {
            return registry[pool.subject].id == owner;
        });
        const OwnerNetworks then = ownerNetworks(*ground, *ground->before(), {});
        QVERIFY(then.enterprises.at(owner).near[2] > 0);
        QVERIFY(now.enterprises.at(owner).near[2] < then.enterprises.at(owner).near[2]);
        if (pools == 1) {
            QCOMPARE(now.enterprises.at(owner).near[2], 0.0);
        }
    }

    /// Every job has one tenant and every pool one enterprise: what they have adds up to all there is, on
    /// either side, and so does what differs.
    void sumsOfOwnersAreTheTotals()
    {
        const GroundPtr ground = nationGround();
        const std::string pool = ground->world()->registry->pools[0].id;
        const SituationPtr now = after(ground, {Fail{{TargetKind::Conduit, "D.BEJ~LFG"}},
                                                Fail{{TargetKind::Pool, pool}}, SetTariff{{}, 8'000}});
        std::map<const Situation*, OwnerSums> tenants;
        for (const SituationPtr& side : {ground->before(), now}) {
            const Totals& all = side->totals;
            const OwnerTable table = ownerTable(*ground, *side);
            OwnerSums& jobs = tenants[side.get()];
            for (const auto& [id, one] : table.tenants) {
                jobs.jobsSlowed += one.jobsSlowed;
                jobs.jobsStopped += one.jobsStopped;
                jobs.jobsLate += one.jobsLate;
                jobs.jobsTooFar += one.jobsTooFar;
                jobs.flowsSlowed += one.flowsSlowed;
                jobs.flowsDisconnected += one.flowsDisconnected;
                jobs.flowsLate += one.flowsLate;
                jobs.cardsWorking += one.cardsWorking;
            }
            QCOMPARE(jobs.jobsSlowed, all.jobsSlowed);
            QCOMPARE(jobs.jobsStopped, all.jobsStopped);
            QCOMPARE(jobs.jobsLate, all.jobsLate);
            QCOMPARE(jobs.jobsTooFar, all.jobsTooFar);
            QCOMPARE(jobs.flowsSlowed, all.flowsSlowed);
            QCOMPARE(jobs.flowsDisconnected, all.flowsDisconnected);
            QCOMPARE(jobs.flowsLate, all.flowsLate);
            QVERIFY(std::abs(jobs.cardsWorking - all.cardsWorking) <= 1e-9 * all.cardsWorking);
            OwnerSums pools;
            for (const auto& [id, one] : table.enterprises) {
                pools.poolsLost += one.poolsLost;
                pools.cardsWorking += one.cardsWorking;
                pools.energyPerHour += one.energyPerHour;
                pools.revenuePerHour += one.revenuePerHour;
                pools.carbon_gPerHour += one.carbon_gPerHour;
                for (std::size_t p = 0; p < twin::kPrecisionCount; ++p) {
                    pools.stranded.value[p] += one.stranded.value[p];
                }
            }
            QCOMPARE(pools.poolsLost, all.poolsDown + all.poolsUnreachable);
            QCOMPARE(pools.energyPerHour, all.energyPerHour);
            QCOMPARE(pools.revenuePerHour, all.revenuePerHour);
            QCOMPARE(pools.stranded, all.stranded);
            QVERIFY(std::abs(pools.cardsWorking - all.cardsWorking) <= 1e-9 * all.cardsWorking);
            QVERIFY(std::abs(pools.carbon_gPerHour - all.carbon_gPerHour) <= 1e-9 * all.carbon_gPerHour);
        }
        const Outcome outcome = compare(*ground, ground->before(), now);
        std::int64_t stopped = 0;
        for (const Rollup& row : outcome.tenants) {
            stopped += row.more(&OwnerSums::jobsStopped);
        }
        QVERIFY(stopped > 0);
        QCOMPARE(stopped, std::int64_t{now->totals.jobsStopped} - ground->before()->totals.jobsStopped);
    }

    /// What is repaired is as much less as its failure was more.
    void aRepairIsSaidOfItsOwners()
    {
        const GroundPtr ground = smallGround();
        const SituationPtr down =
            after(ground, {Fail{{TargetKind::Pool, kZhongwei}}, Fail{{TargetKind::Conduit, "D.BEJ~XIA"}}});
        const Outcome harm = compare(*ground, ground->before(), down);
        const Outcome repair = compare(*ground, down, ground->before());
        for (const auto& [worse, better] :
             {std::pair{&harm.tenants, &repair.tenants}, std::pair{&harm.enterprises, &repair.enterprises}}) {
            QVERIFY(!worse->empty());
            QCOMPARE(better->size(), worse->size());
            for (std::size_t i = 0; i < worse->size(); ++i) {
                QCOMPARE((*better)[i].id, (*worse)[i].id);
                const Rollup& less = (*better)[i];
                const Rollup& more = (*worse)[i];
                QCOMPARE(less.sums.before.stranded, more.sums.after.stranded);
                QCOMPARE(less.more(&OwnerSums::flowsDisconnected), -more.more(&OwnerSums::flowsDisconnected));
                QCOMPARE(less.more(&OwnerSums::poolsLost), -more.more(&OwnerSums::poolsLost));
                QCOMPARE(less.more(&OwnerSums::revenuePerHour), -more.more(&OwnerSums::revenuePerHour));
                QCOMPARE((*better)[i].sums.after.jobsStopped, (*worse)[i].sums.before.jobsStopped);
                QCOMPARE((*better)[i].more(&OwnerSums::jobsStopped),
                         -(*worse)[i].more(&OwnerSums::jobsStopped));
                QVERIFY(std::abs(less.lost_bps + more.lost_bps) <= 1e-9 * std::abs(more.lost_bps));
            }
        }
        QVERIFY(std::ranges::any_of(repair.tenants,
                                    [](const Rollup& row) { return row.more(&OwnerSums::jobsStopped) < 0; }));
        const auto owner = std::ranges::find_if(
            repair.enterprises, [](const Rollup& row) { return row.sums.before.poolsLost == 1; });
        QVERIFY(owner != repair.enterprises.end());
        QCOMPARE(owner->sums.before.stranded[twin::Precision::Fp16], std::uint64_t{320'000'000});
        QCOMPARE(owner->sums.after.stranded[twin::Precision::Fp16], std::uint64_t{0});
        const auto pool = std::ranges::find(repair.pools, std::string(kZhongwei), &PoolChange::id);
        QCOMPARE(pool->stranded.before[twin::Precision::Fp16], std::uint64_t{320'000'000});
        const std::string csv = outcomeCsv(repair, {});
        for (const std::string& line :
             {"enterprise," + owner->id + ",stranded_gflops_fp16,320000000,0,-320000000\n",
              "enterprise," + owner->id + ",pools_lost,1,0,-1\n",
              "pool," + std::string(kZhongwei) + ",stranded_gflops_fp16,320000000,0,-320000000\n"}) {
            QVERIFY2(csv.find(line) != std::string::npos, (line + csv).c_str());
        }
        nlohmann::ordered_json answer;
        describeOutcome(answer, repair, {});
        bool isRecovered = false;
        for (const auto& tenant : answer["tenants"]) {
            const int stopped = tenant["difference"]["jobs_stopped"].get<int>();
            QCOMPARE(tenant["after"]["jobs_stopped"].get<int>() - tenant["before"]["jobs_stopped"].get<int>(),
                     stopped);
            isRecovered = isRecovered || stopped < 0;
        }
        QVERIFY(isRecovered);
    }
};

QTEST_GUILESS_MAIN(TstOwnerNetwork)
#include "tst_owner_network.moc"
