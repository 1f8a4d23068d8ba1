#include "scenario_grounds.h"

#include "twin/flow/sweep.h"
#include "twin/network/demands.h"
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
