#include "scenario_grounds.h"

#include "twin/scenario/owner_network.h"

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
};

QTEST_GUILESS_MAIN(TstOwnerNetwork)
#include "tst_owner_network.moc"
