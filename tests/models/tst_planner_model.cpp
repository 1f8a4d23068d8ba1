#include "models/planner/command_check.h"
#include "models/planner/planner_model.h"
#include "models/planner/quick_plan.h"
#include "tests/support/plan_bench.h"
#include "twin/scenario/run_hash.h"
#include "twin/state/state_file.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <fstream>
#include <optional>

using namespace models;
using namespace twin::scenario;
using test::cutBeijing;
using test::loseZhongwei;

namespace {

struct Bench : test::PlanBench
{
    PlannerModel& model = planner;
    QSignalSpy refusals{&model, &PlannerModel::refused};
    QTemporaryDir folder;

    [[nodiscard]] const PlanScenario& current() const { return *model.current(); }

    /// A scenario file without commands, on that demand.
    void write(const char* name, const QByteArray& demand) const
    {
        std::ofstream(path(name).toStdString())
            << R"({"format":"suanwang.scenario.v1","name":"x","demand":)" << demand.toStdString() << "}";
    }

    [[nodiscard]] QString path(const char* name) const { return folder.filePath(QString::fromLatin1(name)); }
};

} // namespace

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

    void aForkWithoutWorkloadSaysWhyAndStays()
    {
        Bench b;
        b.twin->workload = nullptr;
        b.twin->tick();
        b.feed.poll();
        const int id = b.model.fork(DemandKind::BusyHour);
        QTRY_COMPARE(b.refusals.count(), 1);
        QVERIFY(b.model.scenario(id)->error.contains(QStringLiteral("workload")));
        QVERIFY(!b.model.scenario(id)->isReady());
        b.model.apply(cutBeijing());
        QCOMPARE(b.refusals.count(), 2);
        b.model.close(id);
        QVERIFY(b.model.current() == nullptr);
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
        QTRY_COMPARE(b.refusals.count(), 1);
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
        QTRY_COMPARE(b.refusals.count(), 1);
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
        QTRY_COMPARE(answers.size(), std::size_t{1});
        QVERIFY(answers[0].canBeDone() && !answers[0].touch.pools.empty());
        b.apply(loseZhongwei());
        check.request(b.current().tip(), -1, loseZhongwei());
        QTRY_COMPARE(answers.size(), std::size_t{2});
        QCOMPARE(answers[1].refusal->because.kind, ReasonKind::FailedAlready);
        QCOMPARE(b.current().tip()->depth(), std::size_t{1});
    }

    void whatIsSavedIsOpenedAsItWas()
    {
        Bench b;
        b.fork();
        b.model.rename(b.current().id, QStringLiteral("  west   cut "));
        b.apply(cutBeijing());
        b.apply(loseZhongwei());
        const std::string hash = b.current().result.stateHash;
        QVERIFY(b.model.save(b.path("plan.json")));
        QVERIFY(!b.current().isModified());
        b.model.close(b.current().id);
        b.model.open(b.path("plan.json"), false);
        b.wait();
        QCOMPARE(b.current().name, QStringLiteral("west cut"));
        QCOMPARE(b.current().result.stateHash, hash);
        QVERIFY(b.current().canUndo() && !b.current().isModified());
        b.model.undo();
        b.wait();
        QCOMPARE(b.current().tip()->commands().size(), std::size_t{1});
        QVERIFY(b.current().isModified());
        QCOMPARE(b.refusals.count(), 0);
    }

    void aFileOfAnotherMomentIsAskedAbout()
    {
        Bench b;
        b.fork();
        b.apply(cutBeijing());
        QVERIFY(b.model.save(b.path("plan.json")));
        b.twin->set(twin::EntityKind::Link, b.twin->registry()->links[0].id, twin::LinkMetric::Forward, 1e9);
        b.twin->tick();
        b.feed.poll();
        QSignalSpy others(&b.model, &PlannerModel::otherBase);
        b.model.open(b.path("plan.json"), false);
        QTRY_COMPARE(others.count(), 1);
        QCOMPARE(b.model.scenarios().size(), std::size_t{1});
        QCOMPARE(b.refusals.count(), 0);
        b.model.open(b.path("plan.json"), true);
        b.wait();
        QCOMPARE(b.model.scenarios().size(), std::size_t{2});
    }

    void aFileThatIsNoneOpensNothing_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addRow("no JSON") << QByteArray("{");
        QTest::addRow("newer version") << QByteArray(R"({"format":"suanwang.scenario.v9"})");
        QTest::addRow("unknown conduit") << QByteArray(
            R"({"format":"suanwang.scenario.v1","name":"x","base":{"kind":"registry"},
                "demand":{"kind":"busy_hour"},"seed":1,
                "commands":[{"do":"fail","what":"conduit","id":"D.NOWHERE"}]})");
    }

    void aFileThatIsNoneOpensNothing()
    {
        QFETCH(QByteArray, text);
        Bench b;
        std::ofstream(b.path("bad.json").toStdString()) << text.toStdString();
        b.model.open(b.path("bad.json"), false);
        QTRY_COMPARE(b.refusals.count(), 1);
        QVERIFY(b.refusals.last()[0].toString().contains(QStringLiteral("bad.json")));
        QVERIFY(!b.refusals.last()[1].toString().isEmpty());
        QVERIFY(b.model.scenarios().empty());
    }

    void trafficOfThePastNeedsAStore_data()
    {
        QTest::addColumn<QByteArray>("demand");
        QTest::addRow("p95") << QByteArray(
            R"({"kind":"p95","from":"2026-09-20T00:00:00Z","until":"2026-09-21T00:00:00Z"})");
        QTest::addRow("forecast as the history has grown")
            << QByteArray(R"({"kind":"forecast","at":"2027-01-01T00:00:00Z"})");
    }

    /// A file of it says so without one, and is not open.
    void trafficOfThePastNeedsAStore()
    {
        QFETCH(QByteArray, demand);
        Bench b;
        b.write("past.json", demand);
        QVERIFY(!b.model.hasDemandHistory());
        b.model.open(b.path("past.json"), false);
        QTRY_COMPARE(b.refusals.count(), 1);
        QVERIFY2(b.refusals.last()[0].toString().contains(QStringLiteral("this console has none")),
                 qPrintable(b.refusals.last()[0].toString()));
        QVERIFY2(b.refusals.last()[1].toString().contains(QStringLiteral("this base has none")),
                 qPrintable(b.refusals.last()[1].toString()));
        QVERIFY(b.model.scenarios().empty());
        GroundOptions options;
        options.demand = DemandKind::P95;
        const int id = b.model.forkOf(b.feed.snapshot(), options, {});
        QTRY_COMPARE(b.refusals.count(), 2);
        QVERIFY(b.refusals.last()[0].toString().contains(QStringLiteral("this console has none")));
        QVERIFY(!b.model.scenario(id)->isReady());
    }

    /// The reader is asked for the file's range at the forked moment; its saved base asks it once.
    void aPercentileIsReadFromTheHistory()
    {
        Bench b;
        std::atomic<int> reads = 0;
        DemandTerms asked;
        twin::TimeNs moment = 0;
        b.model.setDemandHistory([&](const twin::registry::Registry& registry, DemandKind kind,
                                     const DemandTerms& terms, twin::TimeNs at,
                                     const std::atomic<bool>* cancelled) -> twin::Result<DemandHistory> {
            ++reads;
            asked = terms;
            moment = at;
            DemandHistory out;
            if (kind != DemandKind::P95 || cancelled == nullptr) {
                return out;
            }
            for (const twin::registry::Link& link : registry.links) {
                const double capacity_bps = static_cast<double>(link.capacity_bps);
                out.p95.push_back({link.id, 0.3 * capacity_bps, 0.2 * capacity_bps});
            }
            return out;
        });
        b.write("past.json",
                R"({"kind":"p95","from":"2026-09-20T00:00:00Z","until":"2026-09-21T00:00:00Z"})");
        b.model.open(b.path("past.json"), false);
        b.wait();
        QCOMPARE(b.refusals.count(), 0);
        QCOMPARE(reads.load(), 1);
        QCOMPARE(asked.until - asked.from, twin::kDay);
        QCOMPARE(moment, b.feed.snapshot()->time);
        const Document document = b.current().tip()->document();
        QCOMPARE(document.demand, DemandKind::P95);
        QVERIFY(document.demandTerms == asked);
        // Files on one base share its ground only with the same range.
        QSignalSpy saved(&b.model, &PlannerModel::savedWithBase);
        b.apply(cutBeijing());
        b.model.saveWithBase(b.path("kept.json"));
        QTRY_COMPARE(saved.count(), 1);
        b.model.openWithBase(b.path("kept.json"), b.path("kept.sws"));
        b.wait();
        b.model.openWithBase(b.path("kept.json"), b.path("kept.sws"));
        b.wait();
        QCOMPARE(reads.load(), 2);
        QFile file(b.path("kept.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray text = file.readAll();
        QVERIFY2(text.contains("2026-09-20T08:00:00"), text.constData());
        std::ofstream(b.path("other.json").toStdString())
            << text.replace("2026-09-20T08:00:00", "2026-09-19T08:00:00").toStdString();
        b.model.openWithBase(b.path("other.json"), b.path("kept.sws"));
        b.wait();
        QCOMPARE(reads.load(), 3);
        QCOMPARE(asked.until - asked.from, 2 * twin::kDay);
        QCOMPARE(b.refusals.count(), 0);
    }

    void aHistoryThatCannotBeReadIsNotTakenForNone()
    {
        Bench b;
        b.model.setDemandHistory([](const twin::registry::Registry&, DemandKind, const DemandTerms&,
                                    twin::TimeNs, const std::atomic<bool>*) -> twin::Result<DemandHistory> {
            return twin::failure(twin::ErrorCode::Invalid, "nothing was measured");
        });
        GroundOptions options;
        options.demand = DemandKind::P95;
        const int id = b.model.forkOf(b.feed.snapshot(), options, {});
        QTRY_COMPARE(b.refusals.count(), 1);
        QCOMPARE(b.refusals.last()[0].toString(), QStringLiteral("The scenario could not be prepared."));
        QVERIFY(b.model.scenario(id)->error.contains(QStringLiteral("nothing was measured")));
    }

    /// More is asked for, and nobody's history is read.
    void aStatedGrowthNeedsNoStore()
    {
        Bench b;
        b.fork();
        const double before_bps = b.current().result.outcome->before->totals.asked_bps;
        b.write("grown.json", R"({"kind":"forecast","at":"2036-09-21T00:00:00Z","per_quarter":0.01})");
        b.model.open(b.path("grown.json"), false);
        b.wait();
        QCOMPARE(b.refusals.count(), 0);
        QCOMPARE(b.current().tip()->document().demandTerms.perQuarter, std::optional(0.01));
        QCOMPARE(b.current().ground->options().history, nullptr);
        QVERIFY(b.current().result.outcome->before->totals.asked_bps > before_bps);
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

    /// The command line opens FILE.sws and runs FILE.json: the same hash.
    void theBaseBesideTheFileGivesTheSameHash_data()
    {
        QTest::addColumn<DemandKind>("demand");
        QTest::addRow("busy hour") << DemandKind::BusyHour;
        QTest::addRow("this instant") << DemandKind::ThisInstant;
    }

    void theBaseBesideTheFileGivesTheSameHash()
    {
        QFETCH(DemandKind, demand);
        Bench b;
        b.fork(demand);
        b.apply(cutBeijing());
        QSignalSpy saved(&b.model, &PlannerModel::savedWithBase);
        b.model.saveWithBase(b.path("plan.json"));
        QTRY_COMPARE(saved.count(), 1);
        const auto snapshot = twin::state::openState(b.path("plan.sws").toStdString());
        QVERIFY2(snapshot.has_value(), snapshot ? "" : snapshot.error().text().c_str());
        const auto document = readDocument(b.path("plan.json").toStdString());
        QVERIFY(document.has_value());
        GroundOptions options;
        options.demand = document->demand;
        const auto ground = Ground::of(*snapshot, options);
        QVERIFY(ground.has_value());
        const auto fork = Fork::root(*ground, *document)->withAll(document->commands);
        QVERIFY(fork.has_value());
        const auto after = (*fork)->situation();
        const N1Table before = n1Table(**ground, *(*ground)->before());
        const N1Table table = n1Table(**ground, **after);
        QCOMPARE(runHash(*(*ground)->before(), **after, before, table), b.current().result.stateHash);
    }

    void onlyWhatChangedSinceIsUnsaved()
    {
        Bench b;
        b.fork();
        b.apply(cutBeijing());
        QVERIFY(b.current().isModified());
        QVERIFY(!b.model.save(b.path("no-such-folder/plan.json")));
        QCOMPARE(b.refusals.count(), 1);
        QVERIFY(b.current().isModified());
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
        QTRY_VERIFY(!b.model.runner().isRunning() && b.current().result.areWorksKnown);
        QCOMPARE(b.current().result.coverage.size(), std::size_t{3});
        QTRY_VERIFY(b.current().result.isOptimumKnown);
        QVERIFY(b.current().result.optimum.has_value());
        QCOMPARE(b.current().result.optimum->mlu,
                 b.current().result.optimumBefore->mlu); // nothing is done yet
    }

    void branchingDoesNotEndTheRun()
    {
        Bench b;
        const int first = b.fork();
        b.model.apply(cutBeijing());
        QTRY_VERIFY(!b.model.isEditing() && b.current().tip()->depth() == 1);
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
        QTRY_VERIFY(!b.model.runner().isRunning());
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
        QTRY_VERIFY(b.model.scenarios()[0].isReady());
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
        QTRY_COMPARE(answers.size(), std::size_t{1});
        QVERIFY2(answers[0].canBeDone(), answers[0].refusal ? answers[0].refusal->reason.c_str() : "");
        QVERIFY(!answers[0].touch.links.empty());
        restore.at = Moment{false, 0}; // before it fails
        check.request(b.current().tip(), 0, restore);
        QTRY_COMPARE(answers.size(), std::size_t{2});
        QVERIFY(!answers[1].canBeDone());
        QCOMPARE(answers[1].refusal->because.kind, ReasonKind::NothingToRestore);
        QCOMPARE(answers[1].refusal->because.subject.id, std::string("D.BEJ~XIA"));
        QVERIFY(!answers[1].refusal->command); // it is about the one that was asked for
        check.request(b.current().tip(), -1, loseZhongwei());
        QTRY_COMPARE(answers.size(), std::size_t{3});
        QVERIFY(answers[2].canBeDone());
    }

    void anEditInTheQueueIsSaved()
    {
        Bench b;
        b.fork();
        b.model.apply(cutBeijing());
        b.model.apply(loseZhongwei());
        QVERIFY(b.model.save(b.path("plan.json")));
        const auto document = readDocument(b.path("plan.json").toStdString());
        QVERIFY(document.has_value());
        QCOMPARE(document->commands.size(), std::size_t{2});
        b.wait();
        QVERIFY(!b.current().isModified());
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
};

QTEST_GUILESS_MAIN(TestPlannerModel)
#include "tst_planner_model.moc"
