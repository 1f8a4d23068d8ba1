#include "scenario_runs.h"

#include "twin/scenario/timeline.h"
#include "twin/scenario/world_of.h"

using namespace scenario_test;
using twin::kDay;

namespace {

constexpr double kDay_s = 86'400;
constexpr twin::TimeNs kQuarter = 7'889'400 * kSecond; ///< 365.25 days in four

Action tenPercent()
{
    return Growth{{"background", "", 0}, 0.1};
}

GroundPtr steadyGround(const std::function<void(pb::SnapshotFile&)>& change = {})
{
    return smallGround([&](pb::SnapshotFile& file) {
        makeSteady(file);
        if (change) {
            change(file);
        }
    });
}

/// A link that is planned and enters after 100 days.
GroundPtr plannedGround()
{
    return steadyGround([](pb::SnapshotFile& file) {
        for (pb::Link& one : *file.mutable_registry()->mutable_links()) {
            if (one.id() == "L.BEJ~YCH.B") {
                one.mutable_asset()->set_state(pb::PLANNED);
                one.mutable_asset()->set_in_service_ns(100 * kDay);
            }
        }
        file.mutable_workload()->mutable_flows(0)->clear_arcs();
    });
}

} // namespace

/// What grows by itself: the rise of demand by quarters, and planned builds at their dates.
class TstScenarioGrowth : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aRunGrowsByQuarters()
    {
        const GroundPtr ground = steadyGround();
        const Run calm = runOf(ground, documentOf({}, 366 * kDay_s));
        const Run run = runOf(ground, documentOf({at(0, tenPercent())}, 366 * kDay_s));
        // Only the background grows, all of it is carried: B.000001 asks 138 Gb/s at first.
        const double quarter_bytes = 138e9 / 8 * 7'889'400;
        const double rest_bytes = 138e9 / 8 * 0.75 * kDay_s; // of the year, by the last growth
        const double more = quarter_bytes * (0.1 + 0.21 + 0.331) + rest_bytes * 0.4641;
        const double found = run.sums.steady_bytes - calm.sums.steady_bytes;
        QVERIFY2(std::abs(found - more) < 1e-3 * more,
                 qPrintable(QString("%1 more, %2 expected").arg(found).arg(more)));
    }

    void aRunOfGrowthEndsAsTheSteadyState()
    {
        checkAgainstSteadyState(steadyGround(), documentOf({at(0, Growth{{"", "", 0}, 0.5})}, 366 * kDay_s));
    }

    void aTimelineHasAStepAQuarter()
    {
        const GroundPtr ground = steadyGround();
        const auto timeline =
            runTimeline(*ground, documentOf({at(0, tenPercent(), 300 * kDay_s)}, 366 * kDay_s));
        QVERIFY(timeline);
        QCOMPARE(timeline->steps.size(), std::size_t{5}); // three quarters have passed when it ends
        for (std::size_t i = 0; i < 4; ++i) {
            QCOMPARE(timeline->steps[i].begin - ground->moment(), static_cast<twin::TimeNs>(i) * kQuarter);
            QVERIFY(i == 0 ||
                    timeline->steps[i].totals.served_bps > timeline->steps[i - 1].totals.served_bps);
        }
        QCOMPARE(timeline->steps[4].begin - ground->moment(), 300 * kDay);
        QCOMPARE(timeline->steps[4].totals.served_bps, timeline->steps[0].totals.served_bps);
        QVERIFY(timeline->lost_bytes < 0); // more is carried than with nothing done
    }

    void aTimelineHasAStepAtEveryDateOfABuild()
    {
        const GroundPtr ground = plannedGround();
        const auto timeline = runTimeline(*ground, documentOf({at(0, PlannedBuilds{})}, 366 * kDay_s));
        QVERIFY(timeline);
        QCOMPARE(timeline->steps.size(), std::size_t{2});
        QCOMPARE(timeline->steps[1].begin, 100 * kDay);
        QVERIFY(timeline->steps[0].stateHash != timeline->steps[1].stateHash);
        // Not beyond the horizon.
        QCOMPARE(runTimeline(*ground, documentOf({at(0, PlannedBuilds{})}, 50 * kDay_s))->steps.size(),
                 std::size_t{1});
    }

    void aRunTakesABuildAtItsDate()
    {
        const GroundPtr ground = plannedGround();
        const Run run = runOf(ground, documentOf({at(0, PlannedBuilds{})}, 366 * kDay_s));
        QVERIFY2(run.moments >= 2, qPrintable(QString::number(run.moments)));
        checkAgainstSteadyState(ground, documentOf({at(0, PlannedBuilds{})}, 366 * kDay_s));
    }

    /// A later command costs no network of its own: between two dates it is the same one.
    void betweenTwoDatesOfBuildsTheNetworkIsOne()
    {
        const GroundPtr ground = plannedGround(); // something enters on day 100
        const Document document = documentOf({at(0, PlannedBuilds{})}, 0);
        const Schedule schedule(*ground, document.commands);
        const auto worldAt = [&](twin::TimeNs time) {
            return *worldOf(*ground, *schedule.editsAt(ground->moment() + time));
        };
        const WorldPtr before = worldAt(10 * kDay);
        QCOMPARE(worldAt(99 * kDay), before);
        const WorldPtr later = worldAt(120 * kDay);
        QVERIFY(later != before);
        QCOMPARE(worldAt(300 * kDay), later);
    }

    void manyQuartersAreBounded()
    {
        const GroundPtr ground = steadyGround();
        Document document = documentOf({at(0, Growth{{"background", "", 0}, 1e-6})}, 0);
        document.horizon = 200 * 366 * kDay;
        const Schedule schedule(*ground, document.commands, document.horizon);
        QVERIFY(schedule.changes().size() <= 2 + kMostDates);
        QVERIFY(schedule.changes().size() > kMostDates / 2);
    }

    /// With a horizon and something that grows, all that is planned has happened at the horizon.
    void theSteadyStateIsThatOfTheHorizon()
    {
        const GroundPtr ground = steadyGround();
        const Document document = documentOf({at(0, tenPercent())}, 200 * kDay_s);
        const auto fork = Fork::root(ground, document)->withAll(document.commands);
        QVERIFY(fork);
        QCOMPARE((*fork)->lastChange(), ground->moment() + 200 * kDay);
        const SituationPtr now = situationOf(*fork);
        QVERIFY(std::abs(flowNamed(ground, *now, "B.000001").rate_bps - 1.38e11 * 1.21) < 1e3);
        // As the command line has it.
        const Schedule schedule(*ground, document.commands, document.horizon);
        QCOMPARE(schedule.lastMoment(), (*fork)->lastChange());
        const auto edits = schedule.editsAt(schedule.lastMoment());
        QVERIFY(edits);
        const auto same = evaluate(*ground, std::make_shared<const Edits>(*edits));
        QVERIFY(same);
        QCOMPARE((*same)->stateHash, now->stateHash);
    }

    void withoutGrowthItIsTheLastBegin()
    {
        const GroundPtr ground = steadyGround();
        const auto lastOf = [&](std::vector<Command> commands, double horizon_s) {
            const Document document = documentOf(std::move(commands), horizon_s);
            const auto fork = Fork::root(ground, document)->withAll(document.commands);
            const Schedule schedule(*ground, document.commands, document.horizon);
            return fork && (*fork)->lastChange() == schedule.lastMoment()
                       ? schedule.lastMoment() - ground->moment()
                       : -1;
        };
        const Action cut = Fail{{TargetKind::Conduit, kDuct}};
        QCOMPARE(lastOf({at(5, cut)}, 100), 5 * kSecond);
        QCOMPARE(lastOf({at(0, tenPercent()), at(5, cut)}, 0), 5 * kSecond);       // no horizon
        QCOMPARE(lastOf({at(0, tenPercent(), 50), at(5, cut)}, 100), 5 * kSecond); // it ends before
        QCOMPARE(lastOf({at(0, tenPercent()), at(5, cut)}, 100), 100 * kSecond);
        QCOMPARE(lastOf({at(0, tenPercent()), at(200, cut)}, 100), 200 * kSecond); // later than it
    }
};

QTEST_GUILESS_MAIN(TstScenarioGrowth)
#include "tst_scenario_growth.moc"
