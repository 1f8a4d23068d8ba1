#include "models/placement/plan_takeover.h"
#include "tests/support/jobs_samples.h"
#include "tests/support/patience.h"
#include "tests/support/plan_bench.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace models;
using namespace twin::scenario;

namespace {

struct Bench : test::PlanBench
{
    PlacementModel placement{feed, language};
    PlanTakeover takeover{placement, planner, language};
    QTemporaryDir folder;

    void place()
    {
        const QString file = folder.filePath(QStringLiteral("jobs.json"));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(test::kPlanJobs);
        out.close();
        PlacementSettings settings;
        settings.policy = twin::compute::PlacementPolicy::LeastCost;
        placement.run(file, settings);
        test::mustCome([this] { return !placement.isRunning(); }, "a plan");
        QVERIFY2(placement.hasPlan(), placement.error() ? placement.error()->text().c_str() : "");
        QCOMPARE(placement.plan().rowCount(), 2);
    }

    void take()
    {
        QCOMPARE(takeover.whyNot(), QString());
        takeover.start();
        test::mustCome([this] { return !takeover.isTrying(); }, "the takeover of a plan");
        wait();
    }

    [[nodiscard]] std::vector<Command> commands() const { return planner.current()->tip()->commands(); }
};

} // namespace

class TstPlanTakeover : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatStandsInTheWayIsSaid()
    {
        Bench b;
        QVERIFY(b.takeover.whyNot().contains(QStringLiteral("no plan")));
        b.takeover.start();
        QVERIFY(!b.takeover.isTrying());
        b.place();
        QVERIFY(b.takeover.whyNot().contains(QStringLiteral("No scenario")));
        b.fork();
        QCOMPARE(b.takeover.whyNot(), QString());
        QCOMPARE(b.takeover.commands().placeless, std::size_t{1});
    }

    /// All of it is one edit; what is there already is not done twice.
    void aPlanIsOneEdit()
    {
        Bench b;
        b.place();
        b.fork();
        QSignalSpy taken(&b.takeover, &PlanTakeover::taken);
        b.take();
        QCOMPARE(b.takeover.refusal(), QString());
        QCOMPARE(taken.count(), 1);
        const auto commands = b.commands();
        QCOMPARE(commands.size(), std::size_t{2});
        const auto& train = std::get<SubmitJob>(commands[0].action);
        QCOMPARE(train.kind, std::string("intra_train"));
        QCOMPARE(train.placements.front().cards, 100U);
        // 24 h of 100 cards at 320 TFLOPS and 40 %, 6 · 70e9 FLOP a token
        QCOMPARE(train.tokens, static_cast<std::uint64_t>(std::llround(100 * 320e12 * 0.4 * 86'400 / 420e9)));
        QVERIFY(!commands[0].until);
        const auto& west = std::get<SubmitJob>(commands[1].action);
        QCOMPARE(west.placements.front().pool, std::string(kZhongwei));
        QCOMPARE(west.tokens, std::uint64_t{0});
        QCOMPARE(commands[1].until->ns - b.planner.current()->ground->moment(), 5 * twin::kHour);
        QVERIFY(!b.takeover.whyNot().isEmpty());
        QCOMPARE(b.takeover.commands().standing, std::size_t{2});
        b.planner.undo();
        b.wait();
        QCOMPARE(b.commands().size(), std::size_t{0});
        QCOMPARE(b.takeover.whyNot(), QString());
    }

    /// It is said when it is so, not before.
    void takenIsWhatTheScenarioHas()
    {
        Bench b;
        b.place();
        b.fork();
        std::size_t then = 0;
        connect(&b.takeover, &PlanTakeover::taken, this, [&] { then = b.commands().size(); });
        b.take();
        QCOMPARE(then, std::size_t{2});
    }

    /// An edit that comes first: what was tried is not what the scenario would be.
    void whatComesBetweenIsNotTaken()
    {
        Bench b;
        b.place();
        b.fork();
        QSignalSpy taken(&b.takeover, &PlanTakeover::taken);
        b.takeover.start();
        b.planner.apply(scenario_test::command(Fail{{TargetKind::Conduit, "D.BEJ~XIA"}, true}));
        PATIENT_VERIFY(!b.takeover.isTrying());
        b.wait();
        QCOMPARE(taken.count(), 0);
        QVERIFY(!b.takeover.refusal().isEmpty());
        QCOMPARE(b.commands().size(), std::size_t{1});
        QCOMPARE(b.takeover.whyNot(), QString());
    }

    /// Of an edit that changes nothing there is no other sign than its end.
    void theEndOfARefusedEditIsSeen()
    {
        Bench b;
        b.place();
        b.fork();
        QString said;
        connect(&b.takeover, &PlanTakeover::changed, this, [&] { said = b.takeover.whyNot(); });
        b.planner.apply(scenario_test::command(Fail{{TargetKind::Pool, "PL-NONE"}, true}));
        b.planner.rename(b.planner.current()->id, QStringLiteral("another name"));
        QVERIFY(said.contains(QStringLiteral("An edit")));
        b.wait();
        QCOMPARE(said, QString());
        QCOMPARE(b.commands().size(), std::size_t{0});
    }

    void whatCannotBeIsRefusedWhole()
    {
        Bench b;
        b.place();
        b.fork();
        b.apply(test::loseZhongwei());
        b.take();
        QVERIFY(!b.takeover.refusal().isEmpty());
        QCOMPARE(b.commands().size(), std::size_t{1});
        b.planner.undo();
        b.wait();
        QCOMPARE(b.takeover.refusal(), QString()); // of another scenario by now
    }

    void whatMovesAfterAFailureIsMoved()
    {
        Bench b;
        b.place();
        b.fork();
        b.take();
        const std::string pool = std::get<SubmitJob>(b.commands()[0].action).placements.front().pool;
        Command loss = scenario_test::command(Fail{{TargetKind::Pool, pool}, true});
        loss.at = Moment{false, twin::kHour};
        b.apply(loss);
        b.placement.replan({QString::fromStdString(pool)});
        PATIENT_VERIFY(!b.placement.isRunning());
        QVERIFY(!b.placement.outcome()->moves.empty());
        b.take();
        QCOMPARE(b.takeover.refusal(), QString());
        const auto commands = b.commands();
        QCOMPARE(commands.size(), std::size_t{4});
        const auto& move = std::get<MoveJob>(commands[3].action);
        QCOMPARE(move.id, std::string("train"));
        QVERIFY(move.placements.front().pool != pool);
        // Not before the scenario has the failure.
        QCOMPARE(commands[3].at->ns, b.planner.current()->ground->moment() + twin::kHour);
    }

    void whatIsRestoredDelaysNoMove()
    {
        Bench b;
        b.place();
        b.fork();
        b.take();
        const std::string pool = std::get<SubmitJob>(b.commands()[0].action).placements.front().pool;
        Command loss = scenario_test::command(Fail{{TargetKind::Pool, pool}, true});
        loss.at = Moment{false, twin::kHour};
        b.apply(loss);
        Command back = scenario_test::command(Restore{{TargetKind::Pool, pool}});
        back.at = Moment{false, 2 * twin::kHour};
        b.apply(back);
        b.placement.replan({QString::fromStdString(pool)});
        PATIENT_VERIFY(!b.placement.isRunning());
        QVERIFY(!b.placement.outcome()->moves.empty());
        const auto& commands = b.takeover.commands().commands;
        QVERIFY(!commands.empty());
        for (const Command& each : commands) {
            QVERIFY(std::holds_alternative<MoveJob>(each.action));
            QVERIFY(!each.at);
        }
    }
};

QTEST_GUILESS_MAIN(TstPlanTakeover)
#include "tst_plan_takeover.moc"
