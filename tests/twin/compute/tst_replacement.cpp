#include "tests/twin/compute/nation.h"
#include "tests/twin/compute/near.h"
#include "twin/compute/placement_check.h"
#include "twin/compute/replacement.h"
#include "twin/network/place_names.h"

#include <QTest>

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

    ReplacedPlan after(const char* failed)
    {
        const auto arcs = twin::network::failedArcs(network, std::vector<std::string>{failed});
        network.outOfService = *arcs;
        OfferTable table(nation.registry, nation.workload.get());
        if (const auto pool = nation.registry->find(twin::EntityKind::Pool, failed)) {
            table.takeDown(twin::registry::PoolIndex(pool->index));
        }
        const auto problem = PlacementProblem::make(network, table, requests, {}, {});
        ReplacedPlan out = replan(**problem, before);
        for (const std::string& wrong : checkPlan(**problem, out.plan)) {
            qFatal("%s", wrong.c_str());
        }
        return out;
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

    void whatIsNotHitStays()
    {
        Failure failure;
        QCOMPARE(failure.before.placed, 3U);
        const ReplacedPlan after = failure.after("ac-pl-3-1");
        QCOMPARE(told(after), QString());
        QCOMPARE(after.plan.cost_cny, failure.before.cost_cny);
    }

    void aCutLeadsAnotherWay()
    {
        Failure failure;
        const ReplacedPlan after = failure.after("cd-bj-gy");
        QCOMPARE(told(after), QStringLiteral("1 rerouted"));
        QCOMPARE(after.moves[0].checkpointBytes, 0.0);
        QCOMPARE(after.plan.jobs[1]->parts[0].offer, failure.before.jobs[1]->parts[0].offer);
    }

    void aPoolThatIsLostIsLeft()
    {
        Failure failure;
        const ReplacedPlan after = failure.after("pl-4");
        QCOMPARE(told(after), QStringLiteral("0 moved, 1 moved"));
        // The checkpoint was in the pool that is lost and nothing says where the data is: nothing travels.
        QCOMPARE(after.moves[0].checkpointBytes, 70e9 * 14);
        QCOMPARE(after.moves[0].transfer_s, 0.0);
        // The other's data comes again from its site.
        const JobMove& stream = after.moves[1];
        QVERIFY(!stream.fromPool);
        QCOMPARE(stream.checkpointBytes, 1e13);
        QVERIFY(test::near(stream.transfer_s, 8e13 / 0.85 / stream.transferRate_bps, 1e-3));
        QVERIFY(stream.cost_cny > 0 && stream.extra_cny > 0); // pl-1 is dearer
    }

    void whatHasNoPlaceIsLostWithAReason()
    {
        Failure failure;
        const ReplacedPlan after = failure.after("pl-1");
        QCOMPARE(told(after), QStringLiteral("2 lost"));
        QVERIFY(after.plan.rejections[2]);
        QCOMPARE(after.plan.rejections[2]->binding, Constraint::State);
    }
};

QTEST_GUILESS_MAIN(TstReplacement)
#include "tst_replacement.moc"
