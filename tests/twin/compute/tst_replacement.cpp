#include "tests/twin/compute/nation.h"
#include "tests/twin/compute/near.h"
#include "twin/compute/placement_check.h"
#include "twin/compute/replacement.h"
#include "twin/network/place_names.h"

#include <QTest>

#include <atomic>
#include <memory>

using namespace twin::compute;
using test::ComputeNation;

namespace {

/// Two jobs at pl-4 and one at pl-1, then something fails.
struct Failure
{
    ComputeNation nation = test::computeNation();
    twin::network::Network network = nation.network();
    PlacementRequests requests;
    PlacementPlan before;

    Failure()
    {
        for (const char* id : {"train", "stream", "here"}) {
            PlacementRequest& job = requests.jobs.emplace_back();
            job.id = id;
            job.chipClass = "NPU-320";
            job.cards = 1'000;
            job.hours = 24;
        }
        requests.jobs[0].parameters = 70e9;
        requests.jobs[1].dataSite = "st-beijing";
        requests.jobs[1].dataBytes = 1e13;
        requests.jobs[1].gbps = 100;
        requests.jobs[2].provinces = {130000};
        const OfferTable table(nation.registry, nation.workload.get());
        const auto problem = PlacementProblem::make(network, table, requests, {}, {});
        before = *place(**problem, PlacementPolicy::LeastCost);
    }

    ReplacedPlan after(const std::vector<std::string>& failed)
    {
        const auto arcs = twin::network::failedArcs(network, failed);
        network.outOfService = *arcs;
        OfferTable table(nation.registry, nation.workload.get());
        for (const std::string& name : failed) {
            if (const auto pool = nation.registry->find(twin::EntityKind::Pool, name)) {
                table.takeDown(twin::registry::PoolIndex(pool->index));
            }
        }
        const auto problem = PlacementProblem::make(network, table, requests, {}, {});
        auto replaced = replan(**problem, before);
        if (!replaced) {
            qFatal("%s", replaced.error().text().c_str());
        }
        ReplacedPlan out = std::move(*replaced);
        for (const std::string& wrong : checkPlan(**problem, out.plan)) {
            qFatal("%s", wrong.c_str());
        }
        return out;
    }
};

/// A job across pl-4 and pl-2, the cheapest of three pools with NPU-320.
struct CrossFailure : Failure
{
    CrossFailure()
    {
        const auto built = std::const_pointer_cast<twin::registry::Registry>(nation.registry);
        twin::registry::Pool& pool = built->pools[built->find(twin::EntityKind::Pool, "pl-2")->index];
        pool.chips[0].chipClass = "NPU-320";
        for (auto& price : pool.prices) {
            price.chipClass = "NPU-320";
        }
        requests.jobs.clear();
        PlacementRequest& job = requests.jobs.emplace_back();
        job.id = "both";
        job.kind = twin::registry::JobKind::CrossTrain;
        job.chipClass = "NPU-320";
        job.cards = 2'000;
        job.pools = 2;
        job.gbps = 100;
        job.hours = 24;
        job.parameters = 70e9;
        const OfferTable table(nation.registry, nation.workload.get());
        const auto problem = PlacementProblem::make(network, table, requests, {}, {});
        before = *place(**problem, PlacementPolicy::LeastCost);
    }

    [[nodiscard]] QString poolsOf(const PlacementPlan& plan) const
    {
        const OfferTable table(nation.registry, nation.workload.get());
        QStringList out;
        for (const PlacedPart& part : plan.jobs[0]->parts) {
            out.append(QString::fromStdString(table.pool(table.offers()[part.offer]).id));
        }
        return out.join(' ');
    }
};

QString told(const ReplacedPlan& plan)
{
    QStringList out;
    for (const JobMove& move : plan.moves) {
        out.append(QString::number(move.job) + " " + QString::fromUtf8(moveKindName(move.kind).data()));
    }
    return out.join(", ");
}

} // namespace

class TstReplacement : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void planningAnewCanBeCancelled()
    {
        Failure f;
        const OfferTable table(f.nation.registry, f.nation.workload.get());
        std::atomic<bool> cancelled = false;
        PlacementOptions options;
        options.cancelled = &cancelled;
        const auto problem = PlacementProblem::make(f.network, table, f.requests, {}, options);
        QVERIFY(problem.has_value());
        QVERIFY(replan(**problem, f.before).has_value());
        cancelled = true;
        const auto none = replan(**problem, f.before);
        QVERIFY(!none);
        QCOMPARE(none.error().code, twin::ErrorCode::Cancelled);
    }

    void whatIsNotHitStays()
    {
        Failure failure;
        QCOMPARE(failure.before.placed, 3U);
        const ReplacedPlan after = failure.after({"ac-pl-3-1"});
        QCOMPARE(told(after), QString());
        QCOMPARE(after.plan.cost_cny, failure.before.cost_cny);
    }

    void aCutLeadsAnotherWay()
    {
        Failure failure;
        const ReplacedPlan after = failure.after({"cd-bj-gy"});
        QCOMPARE(told(after), QStringLiteral("1 rerouted"));
        QCOMPARE(after.moves[0].checkpointBytes, 0.0);
        QCOMPARE(after.plan.jobs[1]->parts[0].offer, failure.before.jobs[1]->parts[0].offer);
    }

    void aPoolThatIsLostIsLeft()
    {
        Failure failure;
        const ReplacedPlan after = failure.after({"pl-4"});
        QCOMPARE(told(after), QStringLiteral("0 moved, 1 moved"));
        // The checkpoint was in the pool that is lost and nothing says where the data is: nothing travels.
        QCOMPARE(after.moves[0].checkpointBytes, 70e9 * 14);
        QCOMPARE(after.moves[0].transfer_s, 0.0);
        QCOMPARE(after.moves[0].source, TransferSource::Nowhere);
        QVERIFY(after.moves[0].isStranded());
        // The other's data comes again from its site.
        const JobMove& stream = after.moves[1];
        QVERIFY(!stream.fromPool);
        QCOMPARE(stream.source, TransferSource::Data);
        QCOMPARE(stream.checkpointBytes, 1e13);
        QVERIFY(test::near(stream.transfer_s, 8e13 / 0.85 / stream.transferRate_bps, 1e-3));
        QVERIFY(stream.cost_cny > 0 && stream.extra_cny > 0); // pl-1 is dearer
    }

    /// The pool that is left and first in the plan is down, the other one has the checkpoint too.
    void theCheckpointComesFromThePoolThatIsUp()
    {
        CrossFailure failure;
        QCOMPARE(failure.poolsOf(failure.before), QStringLiteral("pl-4 pl-2"));
        const ReplacedPlan after = failure.after({"pl-4"});
        QCOMPARE(told(after), QStringLiteral("0 moved"));
        QCOMPARE(failure.poolsOf(after.plan), QStringLiteral("pl-2 pl-1"));
        const JobMove& move = after.moves[0];
        QCOMPARE(move.source, TransferSource::OldPool);
        QVERIFY(move.fromPool && !move.isStranded());
        QCOMPARE(move.checkpointBytes, 70e9 * 14); // pl-2 has it, pl-1 gets it
        QVERIFY(test::near(move.transfer_s, 8 * 70e9 * 14 / 0.85 / move.transferRate_bps, 1e-3));
        QVERIFY(move.cost_cny > 0);
    }

    /// The island of the first pool is cut off: that pool is up, but cannot bring anything.
    void theCheckpointComesFromThePoolThatCanBeReached()
    {
        CrossFailure failure;
        const ReplacedPlan after = failure.after({"cd-bj-gy", "cd-bj-cd"});
        QCOMPARE(told(after), QStringLiteral("0 moved"));
        QCOMPARE(failure.poolsOf(after.plan), QStringLiteral("pl-2 pl-1"));
        QCOMPARE(after.moves[0].source, TransferSource::OldPool);
        QVERIFY(after.moves[0].transfer_s > 0 && after.moves[0].cost_cny > 0);
    }

    /// Both new pools need a copy, at the same time.
    void everyNewPoolGetsItsCheckpoint()
    {
        CrossFailure failure;
        failure.requests.jobs[0].dataSite = "st-beijing";
        failure.before.jobs[0]->parts[1] = failure.before.jobs[0]->parts[0]; // as if it had been at pl-4 only
        const ReplacedPlan after = failure.after({"pl-4"});
        QCOMPARE(failure.poolsOf(after.plan), QStringLiteral("pl-2 pl-1"));
        QCOMPARE(after.moves[0].source, TransferSource::Data);
        QCOMPARE(after.moves[0].checkpointBytes, 2 * 70e9 * 14);
        QVERIFY(after.moves[0].transfer_s > 0);
    }

    /// The pool is up and has all, but nothing leads from there: not 0 seconds, but nobody knows how long.
    void whatNothingCarriesIsSaid()
    {
        Failure failure;
        PlacementRequest& job = failure.requests.jobs[0]; // at pl-4
        job.kind = twin::registry::JobKind::Infer;
        job.usersSite = "st-beijing";
        job.gbps = 1;
        const ReplacedPlan after = failure.after({"cd-bj-gy", "cd-bj-cd"});
        QCOMPARE(after.moves[0].job, std::size_t{0});
        QCOMPARE(after.moves[0].kind, MoveKind::Moved);
        QCOMPARE(after.moves[0].source, TransferSource::NoWay);
        QVERIFY(after.moves[0].isStranded());
        QCOMPARE(after.moves[0].transferRate_bps, 0.0);
    }

    void whatHasNoPlaceIsLostWithAReason()
    {
        Failure failure;
        const ReplacedPlan after = failure.after({"pl-1"});
        QCOMPARE(told(after), QStringLiteral("2 lost"));
        QVERIFY(after.plan.rejections[2]);
        QCOMPARE(after.plan.rejections[2]->binding, Constraint::State);
    }
};

QTEST_GUILESS_MAIN(TstReplacement)
#include "tst_replacement.moc"
