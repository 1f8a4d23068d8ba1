#include "models/planner/command_words.h"
#include "models/planner/plan_course.h"
#include "models/planner/plan_rows.h"
#include "tests/support/patience.h"
#include "tests/support/plan_bench.h"
#include "twin/support/file_io.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <limits>

using namespace models;
using namespace twin::scenario;
using test::cutBeijing;
using test::loseZhongwei;

namespace {

struct Bench : test::PlanBench
{
    PlanCourse course{planner};
    QTemporaryDir folder;

    void run()
    {
        course.compute();
        test::mustCome([this] { return !course.isRunning(); }, "a run");
    }

    /// The current scenario as a file of that horizon, opened.
    void openWith(twin::TimeNs horizon)
    {
        Document document = planner.current()->tip()->document();
        document.horizon = horizon;
        const QString path = folder.filePath(QStringLiteral("plan.json"));
        QVERIFY(twin::writeFileAtomically(path.toStdString(), documentText(document)).has_value());
        planner.open(path, false);
        wait();
    }
};

} // namespace

class TestPlanCourse : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void withoutAScenarioNothingRuns()
    {
        Bench b;
        b.course.compute();
        QVERIFY(!b.course.isRunning());
        QVERIFY(b.course.run() == nullptr);
    }

    void itIsTheRunOfTheEngine()
    {
        Bench b;
        b.fork();
        b.apply(cutBeijing());
        QSignalSpy changed(&b.course, &PlanCourse::changed);
        b.run();
        QVERIFY(b.course.run() != nullptr);
        QCOMPARE(changed.count(), 2); // begun, done
        QVERIFY(!b.course.refusal());
        RunOptions options;
        options.horizon = PlanCourse::kUsualHours * twin::kHour;
        const ForkPtr tip = b.planner.current()->tip();
        const auto direct = simulateRun(*tip->ground(), tip->document(), options);
        QVERIFY(direct.has_value());
        QCOMPARE(b.course.run()->stateHash, direct->stateHash);
        QVERIFY(!b.course.run()->events.empty());
    }

    /// What would be with nothing done is run with it, once for all scenarios of a moment.
    void theBaseIsRunBesideIt()
    {
        Bench b;
        b.fork();
        b.run();
        QVERIFY(b.course.base() == b.course.run());
        const auto base = b.course.base();
        b.apply(cutBeijing());
        QVERIFY(b.course.base() == nullptr);
        b.run();
        QVERIFY(b.course.base() == base);
        QVERIFY(b.course.run()->stateHash != base->stateHash);
        b.course.setHours(3);
        b.course.compute();
        PATIENT_VERIFY(!b.course.isRunning());
        QVERIFY(b.course.base() != base); // other hours
        QCOMPARE(b.course.base()->end, b.course.run()->end);
        RunOptions options;
        options.horizon = 3 * twin::kHour;
        Document none = b.planner.current()->tip()->document();
        none.commands.clear();
        const auto direct = simulateRun(*b.planner.current()->ground, none, options);
        QVERIFY(direct.has_value());
        QCOMPARE(b.course.base()->stateHash, direct->stateHash);
        bool hasStays = false;
        for (const JobRun& job : b.course.run()->jobs) {
            hasStays = hasStays || !job.stays.empty();
        }
        QVERIFY(hasStays);
    }

    void hoursAreTheFilesOrWhatIsSet()
    {
        Bench b;
        QCOMPARE(b.course.hours(), PlanCourse::kUsualHours);
        b.fork();
        b.apply(cutBeijing());
        b.course.setHours(3);
        b.run();
        QCOMPARE(b.course.run()->end - b.course.run()->begin, 3 * twin::kHour);
        // A file's horizon is taken to the second, and shown in whole hours.
        b.openWith(90 * twin::kMinute);
        QCOMPARE(b.course.hours(), 2);
        b.run();
        QCOMPARE(b.course.run()->end - b.course.run()->begin, 90 * twin::kMinute);
        // By hand, and within bounds.
        b.course.setHours(PlanCourse::kMostHours + 1);
        QCOMPARE(b.course.hours(), PlanCourse::kMostHours);
        b.course.setHours(0);
        QCOMPARE(b.course.hours(), 1);
        // An edit keeps what was set; another scenario has its own.
        b.apply(loseZhongwei());
        QCOMPARE(b.course.hours(), 1);
        b.planner.setCurrent(b.planner.scenarios().front().id);
        QCOMPARE(b.course.hours(), PlanCourse::kUsualHours);
    }

    void anEditForgetsIt()
    {
        Bench b;
        b.fork();
        b.apply(cutBeijing());
        b.run();
        QVERIFY(b.course.run() != nullptr);
        QSignalSpy changed(&b.course, &PlanCourse::changed);
        b.apply(loseZhongwei());
        QVERIFY(b.course.run() == nullptr);
        QCOMPARE(changed.count(), 1);
        // One that is under way does not come any more.
        b.course.compute();
        b.planner.undo();
        QVERIFY(!b.course.isRunning());
        QTest::qWait(50);
        QVERIFY(b.course.run() == nullptr);
    }

    void itCanBeCancelled()
    {
        Bench b;
        b.fork();
        b.apply(cutBeijing());
        b.course.compute();
        QThread::msleep(50); // so small a run is done by now, and nobody has heard of it
        QVERIFY(b.course.isRunning());
        b.course.cancel();
        PATIENT_VERIFY(!b.course.isRunning());
        QVERIFY(b.course.run() == nullptr);
        QVERIFY(b.course.base() == nullptr);
        QVERIFY(!b.course.refusal()); // it was asked for
        b.run();
        QVERIFY(b.course.run() != nullptr);
    }

    /// As the list of commands says them, counted from 1.
    void commandsAreSaidInWords()
    {
        Bench b;
        b.fork();
        b.apply({ScaleDemand{{"background", "", 0}, 1.1}, {}, {}, {}});
        Command loss = loseZhongwei();
        loss.at = Moment{false, twin::kHour};
        b.apply(loss);
        b.run();
        const PlanNames names{b.language, b.planner.current()->ground->snapshot()};
        const PlanRows rows = courseRows(b.course.run(), b.course.fork()->commands(), names);
        const auto& events = b.course.run()->events;
        int commands = 0;
        int causes = 0;
        for (std::size_t i = 0; i < events.size(); ++i) {
            const int row = static_cast<int>(i);
            const QString cause = rows.cell(row, 5).text;
            QVERIFY2(!cause.contains(QStringLiteral("commands.")), qPrintable(cause));
            causes += cause.contains(QStringLiteral("Fail pool")) ? 1 : 0;
            if (events[i].about != ChainSubject::Command) {
                QCOMPARE(events[i].command, kNoCommand);
                continue;
            }
            ++commands;
            const Command of = b.course.fork()->commands()[events[i].command];
            QCOMPARE(rows.cell(row, 2).text, CommandWords::numbered(events[i].command, of, names));
            QCOMPARE(rows.key(row), CommandWords::key(of));
        }
        QCOMPARE(commands, 2);
        QVERIFY(causes > 0);
        QCOMPARE(events[0].command, 0U);
        QVERIFY2(rows.cell(0, 2).text.startsWith(QStringLiteral("1. Scale ")),
                 qPrintable(rows.cell(0, 2).text));
    }

    /// What rests on another command ends with it: that is known only in the run.
    void aCommandThatCannotGoOnIsNamed()
    {
        Bench b;
        b.fork();
        AddLink link;
        link.id = "L.NEW";
        link.a = "S.BEJ";
        link.b = "S.YCH";
        link.carrier = "OP.A";
        link.capacity_bps = 800'000'000'000;
        Command adds{link, {}, Moment{false, twin::kHour}, {}};
        b.apply(adds);
        b.apply({Fail{{TargetKind::Link, "L.NEW"}, true}, {}, {}, {}});
        b.run();
        QVERIFY(b.course.run() == nullptr);
        QCOMPARE(b.course.refusal()->because.kind, ReasonKind::Unknown);
        QCOMPARE(*b.course.refusal()->command, std::size_t{1});
    }

    void whyItCouldNotBeRunIsSaid()
    {
        Bench b;
        b.fork();
        b.openWith(20 * 366 * twin::kDay); // longer than any run may be
        b.run();
        QVERIFY(b.course.run() == nullptr);
        QVERIFY(b.course.refusal().has_value());
        QCOMPARE(b.course.refusal()->because.kind, ReasonKind::RunTooLong);
        b.apply(cutBeijing());
        QVERIFY(!b.course.refusal());
    }

    /// What a failure took away, where a job that waited was placed, and why one waits.
    void lossesAndPlacesAreTold()
    {
        Bench b;
        b.fork();
        auto run = std::make_shared<Run>();
        ChainEvent lost;
        lost.kind = ChainKind::JobLostWork;
        lost.about = ChainSubject::Job;
        lost.subject = "J.000002";
        lost.lostCardHours = 412.25;
        ChainEvent placed = lost;
        placed.kind = ChainKind::JobPlaced;
        placed.detail = "CN.64.E001.640500-001: 400";
        ChainEvent waits = lost;
        waits.kind = ChainKind::JobWaits;
        waits.lostCardHours = 0;
        waits.waits = {WaitReason::Kind::Full, {}, false, 512, 0, 3, 80, "P.1", {}};
        waits.detail = text(waits.waits);
        ChainEvent stages = waits; // for its input: its speed says all
        stages.waits = {};
        run->events = {lost, placed, waits, stages};
        const PlanNames names{b.language, nullptr};
        const PlanRows rows = courseRows(run, {}, names);
        QCOMPARE(rows.count, 4);
        QCOMPARE(rows.cell(2, 4).text, QString::fromStdString(waits.detail));
        QCOMPARE(rows.cell(3, 4).text, QString());
        QVERIFY2(rows.cell(0, 4).text.contains(QStringLiteral("card-hours lost")),
                 qPrintable(rows.cell(0, 4).text));
        QVERIFY2(rows.cell(0, 4).text.contains(QStringLiteral("412")), qPrintable(rows.cell(0, 4).text));
        QVERIFY(rows.cell(1, 4).text.contains(QStringLiteral("CN.64.E001.640500-001: 400")));
    }

    void aServiceBeyondItsClassIsToldInMilliseconds()
    {
        Bench b;
        auto run = std::make_shared<Run>();
        ChainEvent missed;
        missed.kind = ChainKind::LatencyMissed;
        missed.about = ChainSubject::Job;
        missed.subject = "J.000002";
        missed.before = 3.4;
        missed.after = 7.2;
        missed.class_ms = 5;
        ChainEvent gone = missed;
        gone.after = std::numeric_limits<double>::infinity();
        run->events = {missed, gone};
        const PlanRows rows = courseRows(run, {}, PlanNames{b.language, nullptr});
        QCOMPARE(rows.cell(0, 3).text, QStringLiteral("misses its latency class"));
        QCOMPARE(rows.cell(0, 4).text, QStringLiteral("7.20 ms of 5 ms"));
        QCOMPARE(rows.cell(1, 4).text, QStringLiteral("no way (class 5 ms)"));
    }
};

QTEST_GUILESS_MAIN(TestPlanCourse)
#include "tst_plan_course.moc"
