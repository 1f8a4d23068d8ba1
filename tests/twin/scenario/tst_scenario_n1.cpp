#include "scenario_grounds.h"

#include "twin/flow/sweep.h"
#include "twin/network/demands.h"
#include "twin/scenario/busy_ground.h"
#include "twin/scenario/n1_base.h"
#include "twin/scenario/storm.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>

using namespace scenario_test;

namespace {

N1Table tableOf(const GroundPtr& ground, const SituationPtr& situation, unsigned threads = 1)
{
    return n1Table(*ground, *situation, {threads, nullptr, {}});
}

/// What two tables differ in; empty = nothing, to the last bit.
QByteArray difference(const N1Table& a, const N1Table& b)
{
    if (a.hash != b.hash || a.base_mlu != b.base_mlu || a.baseLost_bps != b.baseLost_bps ||
        a.worst_mlu != b.worst_mlu || a.worstBound_mlu != b.worstBound_mlu || a.known != b.known ||
        a.rows.size() != b.rows.size() || a.headroom.size() != b.headroom.size()) {
        return "the whole";
    }
    for (std::size_t i = 0; i < a.rows.size(); ++i) {
        const N1Row& x = a.rows[i];
        const N1Row& y = b.rows[i];
        if (x.conduit != y.conduit || x.isKnown != y.isKnown || x.mlu != y.mlu || x.worstArc != y.worstArc ||
            x.lost_bps != y.lost_bps || x.disconnectedPairs != y.disconnectedPairs ||
            x.bound_mlu != y.bound_mlu) {
            return "row " + QByteArray::number(qulonglong(i));
        }
    }
    for (std::size_t i = 0; i < a.headroom.size(); ++i) {
        const auto& x = a.headroom[i];
        const auto& y = b.headroom[i];
        if (x.name != y.name || x.base != y.base || x.worst != y.worst || x.scenario != y.scenario ||
            x.culprits.size() != y.culprits.size()) {
            return "headroom of " + QByteArray::fromStdString(x.name);
        }
    }
    return {};
}

/// The table beside that which is routed without anything the ground keeps.
QByteArray differenceFromPlain(const GroundPtr& ground, const SituationPtr& situation, unsigned threads = 1)
{
    N1Options plain;
    plain.routesAnew = true;
    return difference(tableOf(ground, situation, threads), n1Table(*ground, *situation, plain));
}

} // namespace

/// The table of all single cuts after every edit.
class TstScenarioN1 : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    /// The base's table is that of `sweep` on the same network and its busy hour.
    void itIsTheSweepOfTheBusyHour()
    {
        const GroundPtr ground = nationGround();
        const N1Table table = tableOf(ground, ground->before());
        const World& world = *ground->world();
        const auto demands = twin::network::workloadDemands(*world.registry, *ground->workload(),
                                                            *world.graph, ground->workload()->busyHour);
        twin::flow::SweepOptions options;
        options.kind = twin::flow::FailureKind::Conduits;
        const auto sweep = twin::flow::sweepFailures(*world.graph, demands.demands, options);
        QVERIFY(sweep.has_value());
        QVERIFY(table.isWhole());
        QCOMPARE(table.rows.size() + 1, sweep->scenarios.size());
        QVERIFY(std::abs(table.base_mlu - sweep->scenarios[0].mlu) < 1e-9);
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            QCOMPARE(world.graph->conduitName(table.rows[i].conduit), sweep->failures[i].name);
            QVERIFY(std::abs(table.rows[i].mlu - sweep->scenarios[i + 1].mlu) < 1e-9);
            QCOMPARE(table.rows[i].disconnectedPairs, sweep->scenarios[i + 1].disconnectedPairs);
        }
    }

    /// Every sixth cut of the nation (time), put together from what the ground keeps of its own cuts.
    void whatTheGroundKeepsChangesNoBit()
    {
        const GroundPtr ground = nationGround();
        QCOMPARE(differenceFromPlain(ground, ground->before()), QByteArray());
        const auto rows = tableOf(ground, ground->before()).rows;
        for (std::size_t i = 0; i < rows.size(); i += 6) {
            const std::string conduit = ground->world()->graph->conduitName(rows[i].conduit);
            const SituationPtr cut = after(ground, {Fail{{TargetKind::Conduit, conduit}}});
            QVERIFY(ground->n1Base(1)->differenceOf(*ground, *cut).has_value());
            const QByteArray different = differenceFromPlain(ground, cut, 2);
            QVERIFY2(different.isEmpty(),
                     (QByteArray::fromStdString(conduit) + ": " + different).constData());
        }
    }

    /// What differs by more than a cut is routed anew, and comes to the same whatever was kept.
    void whatTheGroundDoesNotKeepIsRouted()
    {
        const GroundPtr ground = nationGround();
        const auto& registry = *ground->world()->registry;
        const auto& rows = tableOf(ground, ground->before()).rows;
        const auto conduit = [&](std::size_t i) -> Target {
            return {TargetKind::Conduit, ground->world()->graph->conduitName(rows[i].conduit)};
        };
        const std::vector<SituationPtr> others{
            after(ground, {Fail{conduit(3)}, Fail{conduit(40)}}),
            after(ground, {Fail{{TargetKind::Link, registry.links[20].id}}}),
            after(ground, {Fail{{TargetKind::Pool, registry.pools[5].id}}}),
            after(ground, {ScaleDemand{{}, 1.1}}),
            after(ground, {Fail{conduit(7)}, ScaleDemand{{}, 1.1}}),
            after(ground, {ResizeConduit{conduit(9).id, 0.5}, Fail{conduit(8)}}),
        };
        for (std::size_t i = 0; i < others.size(); ++i) {
            const QByteArray different = differenceFromPlain(ground, others[i]);
            QVERIFY2(different.isEmpty(), (QByteArray::number(qulonglong(i)) + ": " + different).constData());
        }
        // Capacities are no matter of routing: a cut beside a conduit that was halved is still one cut.
        QVERIFY(ground->n1Base(1)->differenceOf(*ground, *others.back()).has_value());
        QVERIFY(!ground->n1Base(1)->differenceOf(*ground, *others.front()).has_value());
    }

    void threadsDoNotMatter()
    {
        const GroundPtr ground = nationGround();
        const auto& conduit =
            ground->world()->graph->conduitName(tableOf(ground, ground->before()).rows[7].conduit);
        const SituationPtr cut = after(ground, {Fail{{TargetKind::Conduit, conduit}}});
        QCOMPARE(tableOf(ground, cut, 1).hash, tableOf(ground, cut, 3).hash);
    }

    /// A pair of cuts is a cut on top of a cut: the sweep of pairs has it.
    void anEditGivesThePairs()
    {
        const GroundPtr ground = nationGround();
        const World& world = *ground->world();
        const auto demands = twin::network::workloadDemands(*world.registry, *ground->workload(),
                                                            *world.graph, ground->workload()->busyHour);
        twin::flow::SweepOptions options;
        options.kind = twin::flow::FailureKind::Conduits;
        options.order = 2;
        const auto sweep = twin::flow::sweepFailures(*world.graph, demands.demands, options);
        QVERIFY(sweep.has_value());
        const std::size_t first = 3;
        const SituationPtr cut = after(ground, {Fail{{TargetKind::Conduit, sweep->failures[first].name}}});
        const N1Table table = tableOf(ground, cut);
        for (std::size_t i = first + 1; i < table.rows.size(); ++i) {
            const auto& pair = sweep->scenarios[sweep->numbers().pair(first, i)];
            QVERIFY(std::abs(table.rows[i].mlu - pair.mlu) < 1e-9);
            QCOMPARE(table.rows[i].disconnectedPairs, pair.disconnectedPairs);
        }
    }

    /// What is not computed is below its bound, whatever it turns out to be; and the bound says something.
    void theBoundHolds()
    {
        const GroundPtr ground = nationGround();
        std::atomic<bool> cancelled = true;
        const N1Table none = n1Table(*ground, *ground->before(), {1, &cancelled, {}});
        QCOMPARE(none.known, std::size_t{0});
        QVERIFY(!none.isWhole());
        const N1Table all = tableOf(ground, ground->before());
        for (std::size_t i = 0; i < all.rows.size(); ++i) {
            QVERIFY(!none.rows[i].isKnown);
            QVERIFY(all.rows[i].mlu <= none.rows[i].bound_mlu);
            QVERIFY(all.rows[i].mlu >= all.base_mlu * 0.999 || all.rows[i].mlu > 0);
        }
        QVERIFY(none.worstBound_mlu >= all.worst_mlu);
        QVERIFY(std::isfinite(none.worstBound_mlu));
        QCOMPARE(all.worstBound_mlu, all.worst_mlu);
    }

    void aCancelledTableKeepsWhatItKnows()
    {
        const GroundPtr ground = nationGround();
        const N1Table all = tableOf(ground, ground->before());
        std::atomic<bool> cancelled = false;
        std::size_t seen = 0;
        const N1Table some = n1Table(*ground, *ground->before(), {1, &cancelled, [&](const N1Row&) {
                                                                      if (++seen == 20) {
                                                                          cancelled = true;
                                                                      }
                                                                  }});
        QVERIFY(some.known >= 20);
        QCOMPARE(some.known, seen);
        for (std::size_t i = 0; i < all.rows.size(); ++i) {
            if (some.rows[i].isKnown) {
                QCOMPARE(some.rows[i].mlu, all.rows[i].mlu);
            }
        }
        QVERIFY(some.worst_mlu <= all.worst_mlu);
        QVERIFY(some.worstBound_mlu >= all.worst_mlu);
    }

    void differencesNameTheCuts()
    {
        const GroundPtr ground = nationGround();
        const N1Table before = tableOf(ground, ground->before());
        QVERIFY(n1Changes(before, before).empty());
        const std::string conduit = ground->world()->graph->conduitName(before.rows[5].conduit);
        const N1Table cut = tableOf(ground, after(ground, {Fail{{TargetKind::Conduit, conduit}}}));
        const auto changes = n1Changes(before, cut);
        QVERIFY(!changes.empty());
        for (std::size_t i = 1; i < changes.size(); ++i) {
            QVERIFY(std::abs(changes[i - 1].after_mlu - changes[i - 1].before_mlu) >=
                    std::abs(changes[i].after_mlu - changes[i].before_mlu));
        }
        // A conduit that is new has no cut before.
        const auto& a = ground->world()->registry->sites[0].id;
        const auto& b = ground->world()->registry->sites[1].id;
        const N1Table more = tableOf(ground, after(ground, {AddConduit{"D.NEW", a, b, 2'000'000}}));
        QCOMPARE(more.rows.size(), before.rows.size() + 1);
        const auto added = n1Changes(before, more);
        QCOMPARE(added.size(), std::size_t{1});
        QCOMPARE(added[0].conduit, std::string("D.NEW"));
        QVERIFY(added[0].before_mlu < 0);
    }

    /// Names in lists stand in quotes where they need them; identifiers never do.
    void aConduitMayHaveACommaInItsName()
    {
        const GroundPtr ground = smallGround([](pb::SnapshotFile& file) {
            const auto rename = [](std::string& id) {
                if (id == "D.BEJ~XIA") {
                    id = "ring, part 1";
                }
            };
            for (pb::Conduit& conduit : *file.mutable_registry()->mutable_conduits()) {
                rename(*conduit.mutable_id());
            }
            for (pb::Link& link : *file.mutable_registry()->mutable_links()) {
                for (std::string& id : *link.mutable_conduit_ids()) {
                    rename(id);
                }
            }
            rename(*file.mutable_workload()->mutable_notable_cuts(0)->mutable_conduit_id());
        });
        const N1Table table = tableOf(ground, ground->before());
        QCOMPARE(table.rows.size(), std::size_t{2});
        QCOMPARE(ground->world()->graph->conduitName(table.rows[1].conduit), std::string("ring, part 1"));
        QVERIFY(table.rows[1].disconnectedPairs > 0);
        const auto storm = randomFailures(*ground, 20 * 365 * twin::kDay, 1);
        QVERIFY(storm.has_value());
        QVERIFY(std::ranges::any_of(*storm, [](const Command& one) {
            const auto* fail = std::get_if<Fail>(&one.action);
            return fail != nullptr && fail->target.id == "ring, part 1";
        }));
    }

    void aGroundForgetsWhatItKept()
    {
        const GroundPtr ground = smallGround();
        const auto base = ground->n1Base(1);
        QCOMPARE(ground->n1Base(1), base);
        ground->forgetN1();
        QCOMPARE(base.use_count(), 1L);
        QVERIFY(ground->n1Base(1) != base);
    }

    void whatTheGroundKeepsCanBeCancelled()
    {
        const GroundPtr ground = smallGround();
        std::atomic<bool> cancelled = true;
        QVERIFY(ground->n1Base(2, &cancelled) == nullptr);
        N1Options options;
        options.cancelled = &cancelled;
        const auto table = n1Table(*ground, *ground->before(), options);
        QVERIFY(!table.isWhole());
        cancelled = false;
        const auto base = ground->n1Base(2, &cancelled);
        QVERIFY(base != nullptr);
        cancelled = true;
        QCOMPARE(ground->n1Base(2, &cancelled), base); // it is there
        QCOMPARE(n1Table(*ground, *ground->before(), {}).hash,
                 n1Table(*smallGround(), *smallGround()->before(), {}).hash);
    }

    /// The busy hour's ground belongs to its ground, not to the program.
    void aGroundKeepsItsBusyHour()
    {
        GroundOptions options;
        options.demand = DemandKind::ThisInstant;
        GroundPtr ground = smallGround({}, options);
        std::atomic<bool> cancelled = true;
        QCOMPARE(busyGround(*ground, 1, &cancelled).error().code, twin::ErrorCode::Cancelled);
        std::weak_ptr<const Ground> kept;
        {
            const auto busy = busyGround(*ground, 1, nullptr);
            QVERIFY(busy && *busy != nullptr);
            QCOMPARE((*busy)->options().demand, DemandKind::BusyHour);
            QVERIFY(*busyGround(**busy, 1, nullptr) == nullptr); // it is busy itself
            QCOMPARE(*busyGround(*ground, 1, nullptr), *busy);
            kept = *busy;
        }
        QVERIFY(!kept.expired());
        ground->forgetN1();
        QVERIFY(kept.expired());
        kept = *busyGround(*ground, 1, nullptr);
        QVERIFY(!kept.expired());
        ground.reset();
        QVERIFY(kept.expired());
    }

    void aForkKeepsItsTable()
    {
        const GroundPtr ground = nationGround();
        const ForkPtr root = Fork::root(ground);
        const auto one = root->n1();
        const auto two = root->n1();
        QVERIFY(one && two);
        QCOMPARE(one->get(), two->get());
        std::atomic<bool> cancelled = true;
        const ForkPtr fork = forkOf(ground, {SetTariff{{}, 1}});
        const auto partial = fork->n1({1, &cancelled, {}});
        QVERIFY(partial && !(*partial)->isWhole());
        QVERIFY((*fork->n1())->isWhole()); // what was cut short was not kept
    }
};

QTEST_GUILESS_MAIN(TstScenarioN1)
#include "tst_scenario_n1.moc"
