#include "models/placement/placement_model.h"
#include "models/planner/plan_course.h"
#include "tests/support/patience.h"
#include "tests/support/plan_bench.h"
#include "tests/twin/scenario/scenario_runs.h"

#include <QTest>

using namespace models;
using namespace twin::scenario;
using test::loseZhongwei;
using Shown = PlacementModel::Shown;

namespace {

struct Bench : test::PlanBench
{
    PlanCourse course{planner};
    PlacementModel model{feed, language};

    Bench()
    {
        model.setCourse(planner, course);
        model.setActive(true);
        course.setHours(2);
    }

    void run()
    {
        course.setHours(2);
        course.compute();
        test::mustCome([this] { return !course.isRunning(); }, "a run");
        QVERIFY(course.run() != nullptr);
    }

    /// Command after an hour.
    void applyLater(Action action)
    {
        Command later = scenario_test::command(std::move(action));
        later.at = Moment{false, twin::kHour};
        apply(later);
    }

    /// `base J.000003 0-60 running`: minutes from the run's beginning, bars of a pool.
    [[nodiscard]] QStringList bars(const char* pool)
    {
        static const char* const kStates[]{"planned", "running", "degraded", "waiting",
                                           "moved",   "stopped", "queued"};
        QStringList out;
        const auto minutes = [this](twin::TimeNs time) {
            return QString::number((time - course.run()->begin) / twin::kMinute);
        };
        for (const GanttBar& bar : model.gantt().bars()) {
            const GanttRow& row = model.gantt().rows()[static_cast<std::size_t>(bar.row)];
            if (row.key.id == QString::fromLatin1(pool)) {
                out << QStringLiteral("%1%2 %3-%4 %5%6")
                           .arg(row.isBefore ? "base " : "", bar.id, minutes(bar.begin), minutes(bar.end),
                                QString::fromLatin1(kStates[static_cast<int>(bar.state)]),
                                bar.isOpen ? " …" : "");
            }
        }
        return out;
    }
};

const char* const kNorth = kBeijing;
const char* const kWest = kZhongwei;

} // namespace

class TstCourseGantt : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void withoutARunThereIsNothingAndItIsSaidWhy()
    {
        Bench b;
        b.model.setShown(Shown::Beside);
        QVERIFY(b.model.gantt().bars().empty());
        QVERIFY2(b.model.emptyText().startsWith(QStringLiteral("No scenario yet")),
                 qPrintable(b.model.emptyText()));
        b.fork();
        QVERIFY2(b.model.emptyText().contains(QStringLiteral("has not been run")),
                 qPrintable(b.model.emptyText()));
        QCOMPARE(b.model.shownText(), b.planner.current()->name);
    }

    /// It comes to the front by itself, and follows the scenario from then on.
    void aRunIsShownBesideItsBase()
    {
        Bench b;
        QVERIFY(b.model.shown() == Shown::Jobs);
        b.fork();
        b.applyLater(Fail{{TargetKind::Pool, kWest}, true});
        b.run();
        QVERIFY(b.model.shown() == Shown::Beside);
        const QString text = b.model.shownText();
        QVERIFY2(text.contains(b.planner.current()->name) &&
                     text.contains(QStringLiteral("of 2 pools differ")),
                 qPrintable(text));
        // The pool that fails: its jobs go on in the base, and stop in the scenario.
        const QStringList west = b.bars(kWest);
        QVERIFY2(west.contains(QStringLiteral("base J.000003 0-120 running …")), qPrintable(west.join('\n')));
        QVERIFY2(west.contains(QStringLiteral("J.000003 0-60 running")), qPrintable(west.join('\n')));
        QVERIFY2(west.contains(QStringLiteral("J.000003 60-120 stopped …")), qPrintable(west.join('\n')));
        // The other place of the same job stops too; what is only there goes on.
        QVERIFY(b.bars(kNorth).contains(QStringLiteral("J.000003 60-120 stopped …")));
        QVERIFY(b.bars(kNorth).contains(QStringLiteral("J.000002 0-120 running …")));
        // Rows: the base above the scenario, pool by pool.
        const auto& rows = b.model.gantt().rows();
        QCOMPARE(rows.size(), std::size_t{4});
        for (std::size_t row = 0; row < rows.size(); ++row) {
            QCOMPARE(rows[row].isBefore, row % 2 == 0);
            QCOMPARE(b.model.gantt().beside(static_cast<int>(row)), static_cast<int>(row ^ 1U));
        }
        // An edit forgets the run; the chart says so and waits for the next.
        b.apply(test::cutBeijing());
        QVERIFY(b.model.gantt().bars().empty());
        QVERIFY(b.model.shown() == Shown::Beside);
        b.run();
        QVERIFY(!b.model.gantt().bars().empty());
    }

    void eitherSideCanBeShownAlone()
    {
        Bench b;
        b.fork();
        b.applyLater(Fail{{TargetKind::Pool, kWest}, true});
        b.run();
        b.model.setShown(Shown::Base);
        QVERIFY(b.bars(kWest).contains(QStringLiteral("J.000003 0-120 running …")));
        QVERIFY(b.model.shownText().startsWith(QStringLiteral("Base of ")));
        b.model.setShown(Shown::Scenario);
        QVERIFY(b.bars(kWest).contains(QStringLiteral("J.000003 60-120 stopped …")));
        QCOMPARE(b.model.gantt().now(), b.course.run()->begin);
        QCOMPARE(b.model.gantt().beside(0), -1);
        b.model.setShown(Shown::Jobs);
        QVERIFY(b.model.shownText().startsWith(QStringLiteral("As they are at ")));
    }

    void withNothingDoneNothingDiffers()
    {
        Bench b;
        b.fork();
        b.run();
        QCOMPARE(b.course.base(), b.course.run());
        QVERIFY(b.model.gantt().bars().empty());
        QVERIFY2(b.model.emptyText().contains(QStringLiteral("as in its base")),
                 qPrintable(b.model.emptyText()));
        QVERIFY(b.model.shownText().contains(QStringLiteral("0 of 2 pools differ")));
    }

    void aMovedJobIsShownWhereItWasAndWhereItIs()
    {
        Bench b;
        b.fork();
        b.applyLater(MoveJob{"J.000002", {{kWest, 200}}});
        b.run();
        b.model.setShown(Shown::Scenario);
        QVERIFY2(b.bars(kNorth).contains(QStringLiteral("J.000002 0-60 running")),
                 qPrintable(b.bars(kNorth).join('\n')));
        const auto bar = b.model.gantt().find(QStringLiteral("J.000002"), QString::fromLatin1(kWest));
        QVERIFY(bar);
        const GanttBar& moved = b.model.gantt().bars()[*bar];
        QVERIFY2(moved.note.contains(QStringLiteral("moved here from ")), qPrintable(moved.note));
        QCOMPARE(moved.cards, 200U);
        // Of a job that the moment has, the job is selected; of one that the scenario brings, its pool.
        QCOMPARE(moved.key, (EntityKey{EntityKey::Type::Job, QStringLiteral("J.000002")}));
    }

    /// 8 cards have a place, and not the time; 100,000 are nowhere.
    void whatIsNewIsLateOrHasNoPlaceIsThereToo()
    {
        Bench b;
        b.fork();
        SubmitJob late = scenario_test::trainingOf(8, 3'600);
        late.deadline = Moment{false, 1'800 * twin::kSecond};
        b.apply(late);
        SubmitJob waits = scenario_test::trainingOf(8, 60);
        waits.id = "J.WAITS";
        waits.placements.clear();
        waits.cards = 100'000;
        b.apply(waits);
        b.run();
        b.model.setShown(Shown::Scenario);
        const auto at = b.model.gantt().find(QStringLiteral("J.NEW"), QString::fromLatin1(kWest));
        QVERIFY(at);
        const GanttBar& bar = b.model.gantt().bars()[*at];
        QVERIFY(bar.isLate);
        QCOMPARE(bar.deadline, b.course.run()->begin + 1'800 * twin::kSecond);
        QVERIFY2(bar.note.contains(QStringLiteral("misses its deadline")), qPrintable(bar.note));
        QVERIFY2(bar.note.contains(QStringLiteral("is finished then")), qPrintable(bar.note));
        QCOMPARE(bar.key, (EntityKey{EntityKey::Type::Pool, QString::fromLatin1(kWest)}));
        // The last row is of what has no place; it holds no cards.
        const int last = static_cast<int>(b.model.gantt().rows().size()) - 1;
        QVERIFY(!b.model.gantt().rows().back().key.isValid());
        const auto [first, end] = b.model.gantt().barsOf(last);
        QVERIFY(first < end);
        for (std::size_t i = first; i < end; ++i) {
            QVERIFY(b.model.gantt().bars()[i].state == GanttState::Queued);
        }
        QVERIFY(b.model.gantt().occupancy(last).empty());
    }

    /// Where changes are left out, what was kept last ends before the run does: nobody knows what goes on.
    void whatWasNotKeptDoesNotGoOn()
    {
        Bench b;
        b.fork();
        b.applyLater(Fail{{TargetKind::Pool, kWest}, true});
        const Fork& tip = *b.planner.current()->tip();
        bool wasCut = false;
        std::uint64_t leftOut = 1;
        for (std::size_t most = 1; leftOut > 0; ++most) {
            RunOptions options;
            options.horizon = 2 * twin::kHour;
            options.mostStays = most;
            const auto run = simulateRun(*tip.ground(), tip.document(), options);
            QVERIFY(run.has_value());
            leftOut = run->staysLeftOut;
            GanttModel gantt;
            CourseGantt::show(gantt, *run, *tip.ground(), b.language);
            for (const GanttBar& bar : gantt.bars()) {
                QVERIFY(!bar.isOpen || bar.end == run->end);
                QCOMPARE(bar.note.contains(QStringLiteral("goes on when the run ends")), bar.isOpen);
                wasCut = wasCut || (leftOut > 0 && !bar.isOpen && bar.end < run->end);
            }
        }
        QVERIFY(wasCut);
    }

    /// Nobody looks: nothing is worked out until somebody does.
    void aHiddenChartIsFilledWhenItIsSeen()
    {
        Bench b;
        b.model.setActive(false);
        b.fork();
        b.applyLater(Fail{{TargetKind::Pool, kWest}, true});
        b.run();
        QVERIFY(b.model.gantt().bars().empty());
        b.model.setActive(true);
        QVERIFY(!b.model.gantt().bars().empty());
    }
};

QTEST_GUILESS_MAIN(TstCourseGantt)
#include "tst_course_gantt.moc"
