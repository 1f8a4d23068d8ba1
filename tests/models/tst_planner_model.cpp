#include "models/planner/command_check.h"
#include "models/planner/quick_plan.h"
#include "tests/models/planner_bench.h"
#include "tests/support/patience.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <vector>

using namespace models;
using namespace twin::scenario;
using Bench = test::PlannerBench;
using test::cutBeijing;
using test::loseZhongwei;

class TestPlannerModel : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void withoutAMomentThereIsNothingToFork()
    {
        const auto twin = std::make_shared<test::FakeTwin>();
        SnapshotFeed feed(twin);
        const Language language;
        PlannerModel model(feed, language);
        QSignalSpy refusals(&model, &PlannerModel::refused);
        QCOMPARE(model.fork(DemandKind::BusyHour), 0);
        QCOMPARE(refusals.count(), 1);
        QVERIFY(model.scenarios().empty());
        model.apply(cutBeijing()); // no scenario either
        QCOMPARE(refusals.count(), 2);
    }

    /// A registry alone says nothing of what is carried.
    void withoutAWorkloadThereIsNothingToFork()
    {
        Bench b;
        b.twin->workload = nullptr;
        b.twin->tick();
        b.feed.poll();
        QCOMPARE(b.model.fork(DemandKind::BusyHour), 0);
        QCOMPARE(b.refusals.count(), 1);
        QVERIFY(b.refusals.first().first().toString().contains(QStringLiteral("workload")));
        QVERIFY(b.model.scenarios().empty());
    }

    void aForkHasTheOutcomeOfNothing()
    {
        Bench b;
        QVERIFY(b.fork() != 0);
        const PlanResult& result = b.current().result;
        QVERIFY(result.outcome != nullptr);
        QVERIFY(result.outcome->links.empty() && result.outcome->jobs.empty());
        QCOMPARE(result.outcome->before->stateHash, result.outcome->after->stateHash);
        QVERIFY(result.n1 != nullptr && result.n1->isWhole());
        QVERIFY(result.n1Changes.empty());
        QCOMPARE(result.stateHash.size(), std::size_t{64});
        QCOMPARE(result.coverage.size(), std::size_t{3});
        QVERIFY(result.areWorksKnown);
        QVERIFY(!b.current().isModified());
    }

    void editsAreDoneInTheirOrderAndUndone()
    {
        Bench b;
        b.fork();
        const std::string untouched = b.current().result.outcome->after->stateHash;
        QSignalSpy applied(&b.model, &PlannerModel::applied);
        b.model.apply(cutBeijing());
        b.model.apply(loseZhongwei());
        b.wait();
        QCOMPARE(applied.count(), 2);
        QCOMPARE(b.current().tip()->depth(), std::size_t{2});
        QVERIFY(b.current().isModified());
        const std::string both = b.current().result.outcome->after->stateHash;
        QVERIFY(both != untouched);
        QVERIFY(b.current().result.outcome->after->totals.jobsStopped > 0);
        b.model.undo();
        b.model.undo();
        b.wait();
        QCOMPARE(b.current().result.outcome->after->stateHash, untouched);
        QVERIFY(!b.current().canUndo() && b.current().canRedo());
        b.model.undo(); // nothing is before it
        b.model.redo();
        b.model.redo();
        b.model.redo();
        b.wait();
        QCOMPARE(b.current().result.outcome->after->stateHash, both);
        QCOMPARE(b.refusals.count(), 0);
    }

    void whatCannotBeDoneChangesNothing()
    {
        Bench b;
        b.fork();
        b.apply(cutBeijing());
        const ForkPtr tip = b.current().tip();
        b.model.apply(cutBeijing()); // it is down already
        PATIENT_COMPARE(b.refusals.count(), 1);
        const QString said = b.refusals.last()[0].toString(); // the reason in the line, not behind Details
        QVERIFY2(said.endsWith(QStringLiteral("has failed already.")), qPrintable(said));
        QVERIFY(b.refusals.last()[1].toString().isEmpty());
        QCOMPARE(b.current().tip(), tip);
    }

    void aNewEditForgetsWhatWasUndone()
    {
        Bench b;
        b.fork();
        b.apply(cutBeijing());
        b.model.undo();
        b.apply(loseZhongwei());
        QVERIFY(!b.current().canRedo());
        QCOMPARE(b.current().tip()->commands().size(), std::size_t{1});
    }

    void commandsAreRemovedAndMovedAsOneEdit()
    {
        Bench b;
        b.fork();
        b.apply(cutBeijing());
        const std::string cut = b.current().result.outcome->after->stateHash;
        b.apply(loseZhongwei());
        const std::string both = b.current().result.outcome->after->stateHash;
        b.model.setCommands(b.current().tip(), {cutBeijing()});
        b.wait();
        QCOMPARE(b.current().result.outcome->after->stateHash, cut);
        b.model.undo();
        b.wait();
        QCOMPARE(b.current().result.outcome->after->stateHash, both);
        b.model.setCommands(b.current().tip(), {loseZhongwei(), cutBeijing()});
        b.wait();
        QCOMPARE(b.current().result.outcome->after->stateHash, both);
        // A list of which one cannot be done is refused as a whole.
        b.model.setCommands(b.current().tip(), {cutBeijing(), cutBeijing()});
        PATIENT_COMPARE(b.refusals.count(), 1);
        QCOMPARE(b.current().tip()->commands().size(), std::size_t{2});
    }

    void branchesGoTheirOwnWays()
    {
        Bench b;
        const int first = b.fork();
        b.apply(cutBeijing());
        const int second = b.model.branch();
        QVERIFY(second != 0 && second != first);
        QCOMPARE(b.model.scenario(second)->parent, first);
        b.apply(loseZhongwei());
        QCOMPARE(b.model.scenario(first)->tip()->depth(), std::size_t{1});
        QCOMPARE(b.model.scenario(second)->tip()->depth(), std::size_t{2});
        QCOMPARE(b.model.scenario(second)->ground, b.model.scenario(first)->ground);
        b.model.close(first);
        QCOMPARE(b.model.scenario(second)->parent, 0);
        QCOMPARE(b.model.current()->id, second);
    }

    void theMomentOfAForkStays()
    {
        Bench b;
        b.fork(DemandKind::ThisInstant);
        const twin::TimeNs moment = b.current().ground->moment();
        b.twin->tick(10 * twin::kSecond);
        b.feed.poll();
        b.apply(cutBeijing());
        QCOMPARE(b.current().ground->moment(), moment);
        QVERIFY(b.feed.snapshot()->time > moment);
    }

    void aDryRunSaysWhatWouldBeTouched()
    {
        Bench b;
        b.fork();
        CommandCheck check;
        std::vector<CommandVerdict> answers;
        connect(&check, &CommandCheck::answered, &check,
                [&](const CommandVerdict& each) { answers.push_back(each); });
        check.request(b.current().tip(), -1, loseZhongwei());
        PATIENT_COMPARE(answers.size(), std::size_t{1});
        QVERIFY(answers[0].canBeDone() && !answers[0].touch.pools.empty());
        b.apply(loseZhongwei());
        check.request(b.current().tip(), -1, loseZhongwei());
        PATIENT_COMPARE(answers.size(), std::size_t{2});
        QCOMPARE(answers[1].refusal->because.kind, ReasonKind::FailedAlready);
        QCOMPARE(b.current().tip()->depth(), std::size_t{1});
    }

    /// A restoration that stands before the failure in the list, and after it in time.
    void theOrderOfAListNeedNotBeThatOfTime()
    {
        Bench b;
        b.fork();
        Command restore{Restore{{TargetKind::Conduit, "D.BEJ~XIA"}}, Moment{false, 2 * twin::kHour}, {}, {}};
        Command fail = cutBeijing();
        fail.at = Moment{false, twin::kHour};
        b.model.setCommands(b.current().tip(), {restore, fail});
        b.wait();
        QCOMPARE(b.refusals.count(), 0);
        QCOMPARE(b.current().tip()->commands().size(), std::size_t{2});
    }

    void resultsBelongToTheScenarioThatIsShown()
    {
        Bench b;
        const int first = b.fork();
        b.apply(cutBeijing());
        b.fork();
        QVERIFY(b.current().id != first);
        QVERIFY(b.current().result.outcome->links.empty());
        b.model.setCurrent(first);
        b.wait();
        QVERIFY(!b.current().result.outcome->links.empty());
        for (const PlanScenario& each : b.model.scenarios()) {
            QCOMPARE(each.result.fork, each.tip());
        }
    }

    void thereIsABoundOfScenarios()
    {
        Bench b;
        b.fork();
        for (std::size_t i = 1; i < PlannerModel::kMaxScenarios; ++i) {
            QVERIFY(b.model.branch() != 0);
        }
        QCOMPARE(b.model.branch(), 0);
        QCOMPARE(b.model.fork(DemandKind::BusyHour), 0);
        QCOMPARE(b.refusals.count(), 2);
    }

    void itEndsWhileItComputes()
    {
        for (int round = 0; round < 20; ++round) {
            Bench b;
            b.model.fork(round % 2 == 0 ? DemandKind::BusyHour : DemandKind::ThisInstant);
            QTest::qWait(round % 5);
            b.model.apply(cutBeijing());
        }
    }

    void closingWhileItIsPreparedLeavesNothing()
    {
        Bench b;
        const int id = b.model.fork(DemandKind::ThisInstant);
        b.model.close(id);
        QTest::qWait(50);
        QVERIFY(b.model.scenarios().empty());
        QVERIFY(b.model.current() == nullptr);
        QCOMPARE(b.refusals.count(), 0);
    }

    /// A run that was ended early goes on when somebody comes back to the scenario.
    void whatIsMissingIsWorkedOutLater()
    {
        Bench b;
        const int first = b.fork();
        const int second = b.fork();
        PlanScenario& shown = const_cast<PlanScenario&>(*b.model.scenario(first));
        shown.result.coverage.clear(); // as if the run had been cancelled behind the N-1 table
        shown.result.coverageBefore.clear();
        shown.result.areWorksKnown = false;
        shown.result.isCoverageKnown = false;
        shown.result.isOptimumKnown = false;
        shown.result.optimum.reset();
        QCOMPARE(b.model.current()->id, second);
        b.model.setCurrent(first);
        PATIENT_VERIFY(!b.model.runner().isRunning() && b.current().result.areWorksKnown);
        QCOMPARE(b.current().result.coverage.size(), std::size_t{3});
        PATIENT_VERIFY(b.current().result.isOptimumKnown);
        QVERIFY(b.current().result.optimum.has_value());
        QCOMPARE(b.current().result.optimum->mlu,
                 b.current().result.optimumBefore->mlu); // nothing is done yet
    }

    void branchingDoesNotEndTheRun()
    {
        Bench b;
        const int first = b.fork();
        b.model.apply(cutBeijing());
        PATIENT_VERIFY(!b.model.isEditing() && b.current().tip()->depth() == 1);
        const int second = b.model.branch();
        b.wait();
        for (const int id : {first, second}) {
            const PlanResult& result = b.model.scenario(id)->result;
            QVERIFY(result.n1 != nullptr && result.n1->isWhole() && result.areWorksKnown);
            QCOMPARE(result.coverage.size(), std::size_t{3});
        }
    }

    void computingAgainForgetsNothing()
    {
        Bench b;
        b.fork();
        b.apply(cutBeijing());
        const std::string hash = b.current().result.stateHash;
        bool isAllThere = true;
        connect(&b.model, &PlannerModel::resultChanged, &b.model, [&] {
            const PlanResult& result = b.current().result;
            isAllThere = isAllThere && result.outcome != nullptr && result.n1 != nullptr &&
                         result.n1->isWhole() && !result.stateHash.empty() && !result.coverage.empty() &&
                         result.areWorksKnown;
        });
        QSignalSpy changes(&b.model, &PlannerModel::resultChanged);
        b.model.recompute();
        QVERIFY2(b.model.runner().isRunning(), "it always begins again");
        b.model.cancel();
        PATIENT_VERIFY(!b.model.runner().isRunning());
        QVERIFY(changes.count() > 0);
        QVERIFY(isAllThere);
        QCOMPARE(b.current().result.stateHash, hash);
    }

    void forksOfOneMomentShareItsGround()
    {
        Bench b;
        b.model.fork(DemandKind::BusyHour);
        b.model.fork(DemandKind::BusyHour); // the first is still being prepared
        b.wait();
        PATIENT_VERIFY(b.model.scenarios()[0].isReady());
        QCOMPARE(b.model.scenarios()[0].ground, b.model.scenarios()[1].ground);
        b.fork();
        QCOMPARE(b.model.scenarios()[0].ground, b.current().ground);
        b.fork(DemandKind::ThisInstant);
        QVERIFY(b.model.scenarios()[0].ground != b.current().ground);
        b.twin->tick();
        b.feed.poll();
        b.fork();
        QVERIFY(b.model.scenarios()[0].ground != b.current().ground);
    }

    /// A list that was made before an edit would undo it.
    void aListOfAnotherStateIsRefused()
    {
        Bench b;
        b.fork();
        b.apply(cutBeijing());
        const ForkPtr shown = b.current().tip();
        b.model.apply(loseZhongwei());
        b.model.setCommands(shown, {});
        b.wait();
        QCOMPARE(b.refusals.count(), 1);
        QCOMPARE(b.current().tip()->depth(), std::size_t{2});
        b.model.undo();
        b.model.undo();
        b.model.setCommands(shown, {cutBeijing(), loseZhongwei()}); // that would be a redo nobody asked for
        b.wait();
        QCOMPARE(b.refusals.count(), 2);
        QCOMPARE(b.current().tip()->depth(), std::size_t{0});
    }

    /// What is tried in the place of a command is what setCommands would do.
    void aCommandIsTriedInItsPlace()
    {
        Bench b;
        b.fork();
        Command restore{Restore{{TargetKind::Conduit, "D.BEJ~XIA"}}, Moment{false, 2 * twin::kHour}, {}, {}};
        Command fail = cutBeijing();
        fail.at = Moment{false, twin::kHour};
        b.model.setCommands(b.current().tip(), {restore, fail});
        b.wait();
        CommandCheck check;
        std::vector<CommandVerdict> answers;
        connect(&check, &CommandCheck::answered, &check,
                [&](const CommandVerdict& each) { answers.push_back(each); });
        restore.at = Moment{false, 3 * twin::kHour};
        check.request(b.current().tip(), 0, restore);
        PATIENT_COMPARE(answers.size(), std::size_t{1});
        QVERIFY2(answers[0].canBeDone(), answers[0].refusal ? answers[0].refusal->reason.c_str() : "");
        QVERIFY(!answers[0].touch.links.empty());
        restore.at = Moment{false, 0}; // before it fails
        check.request(b.current().tip(), 0, restore);
        PATIENT_COMPARE(answers.size(), std::size_t{2});
        QVERIFY(!answers[1].canBeDone());
        QCOMPARE(answers[1].refusal->because.kind, ReasonKind::NothingToRestore);
        QCOMPARE(answers[1].refusal->because.subject.id, std::string("D.BEJ~XIA"));
        QVERIFY(!answers[1].refusal->command); // it is about the one that was asked for
        check.request(b.current().tip(), -1, loseZhongwei());
        PATIENT_COMPARE(answers.size(), std::size_t{3});
        QVERIFY(answers[2].canBeDone());
    }

    void aGestureForAScenarioThatWasLeftIsRefused()
    {
        Bench b;
        QuickPlan quick(b.model);
        QSignalSpy refusals(&quick, &QuickPlan::refused);
        quick.edit([](const PlanScenario&, const Edits&) { return QuickAnswer{cutBeijing(), {}}; });
        QVERIFY(quick.isWaiting());
        b.model.fork(DemandKind::BusyHour);
        QCOMPARE(refusals.count(), 1);
        b.wait();
        QCOMPARE(b.current().tip()->depth(), std::size_t{0});
    }

    /// The outcome of nothing is not looked for while the gesture is being done, and is if it cannot be.
    void aGestureThatCannotBeDoneLeavesTheForkWithItsOutcome()
    {
        Bench b;
        QuickPlan quick(b.model);
        quick.edit([](const PlanScenario&, const Edits&) {
            return QuickAnswer{Command{Fail{{TargetKind::Conduit, "D.NONE"}, true}, {}, {}, {}}, {}};
        });
        b.wait();
        QCOMPARE(b.refusals.count(), 1);
        QCOMPARE(b.current().tip()->depth(), std::size_t{0});
        QVERIFY(b.current().result.outcome != nullptr && b.current().result.fork == b.current().tip());
    }

    void aGestureIsTheFirstThatIsComputedOfItsFork()
    {
        Bench b;
        QuickPlan quick(b.model);
        std::vector<std::size_t> depths;
        connect(&b.model, &PlannerModel::resultChanged, this, [&] {
            const PlanScenario* shown = b.model.current();
            if (shown != nullptr && shown->isReady() && shown->result.outcome != nullptr) {
                depths.push_back(shown->result.fork->depth());
            }
        });
        quick.edit([](const PlanScenario&, const Edits&) { return QuickAnswer{cutBeijing(), {}}; });
        b.wait();
        QVERIFY(!depths.empty());
        QVERIFY(std::ranges::all_of(depths, [](std::size_t depth) { return depth == 1; }));
        QVERIFY(b.current().result.stateHash.size() == 64);
    }
};

QTEST_GUILESS_MAIN(TestPlannerModel)
#include "tst_planner_model.moc"
