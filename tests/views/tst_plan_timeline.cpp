#include "tests/support/jobs_samples.h"
#include "tests/support/patience.h"
#include "tests/support/plan_twin.h"
#include "tests/views/window_fixture.h"
#include "views/placement/gantt_painter.h"
#include "views/placement/gantt_view.h"
#include "views/placement/occupancy_view.h"
#include "views/placement/placement_form.h"
#include "views/placement/placement_panel.h"
#include "views/widgets/elided_label.h"

#include <QComboBox>
#include <QDockWidget>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTest>

#include <algorithm>
#include <iterator>

using models::GanttState;
using models::Language;
using models::PlacementModel;
using test::WindowFixture;
using namespace twin::scenario;

namespace {

/// The main window over the twin scenarios are tried on, its placement dock open.
struct Bench : WindowFixture
{
    explicit Bench(Language::Tongue tongue = Language::Tongue::English)
        : WindowFixture(tongue, {1366, 768}, test::planTwin())
    {
        toFront();
        test::mustCome([this] { return find<QDockWidget>("placementDock")->isVisible(); }, "the placement");
    }

    /// Planning brings docks of its own to the front, and what cannot be seen is not worked out.
    void toFront()
    {
        QTest::keyClick(window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        QCoreApplication::processEvents();
    }

    [[nodiscard]] PlacementModel& placement() const { return models->placement; }

    void wait() const
    {
        const auto isSettled = [&planner = models->planner] {
            return planner.current() != nullptr && planner.current()->isReady() && !planner.isEditing() &&
                   !planner.runner().isRunning();
        };
        test::mustCome(isSettled, "all that is worked out of a scenario");
        QCoreApplication::processEvents();
    }

    void fork()
    {
        QTest::keyClick(window.get(), Qt::Key_N, Qt::ControlModifier);
        wait();
    }

    void apply(Action action, twin::TimeNs at = 0)
    {
        Command command = scenario_test::command(std::move(action));
        if (at > 0) {
            command.at = Moment{false, at};
        }
        models->planner.apply(command);
        wait();
    }

    void press(const char* button)
    {
        auto* of = find<QPushButton>(button);
        of->setFocus();
        QTest::keyClick(of, Qt::Key_Space);
        QCoreApplication::processEvents();
    }

    /// By the arrow keys, until the selector has it.
    void choose(PlacementModel::Shown shown)
    {
        auto* box = find<QComboBox>("ganttShown");
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Home);
        for (int i = 0; i < box->count() && box->currentData().toInt() != static_cast<int>(shown); ++i) {
            QTest::keyClick(box, Qt::Key_Down);
        }
        QCOMPARE(box->currentData().toInt(), static_cast<int>(shown));
    }

    void place()
    {
        const QString file = folder.filePath(QStringLiteral("jobs.json"));
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(test::kPlanJobs);
        out.close();
        find<views::PlacementPanel>("placementPanel")->form().setJobsFile(file);
        press("placementRun");
        test::mustCome([this] { return !placement().isRunning(); }, "a plan");
        QVERIFY(placement().hasPlan());
    }

    [[nodiscard]] std::vector<Command> commands() const
    {
        return models->planner.current()->tip()->commands();
    }
};

} // namespace

class TestPlanTimeline : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init() { m_noWarnings = std::make_unique<test::NoWarnings>(); }

    void cleanup()
    {
        m_noWarnings.reset();
        QCOMPARE(test::NoWarnings::warnings(), QStringList());
    }

    void aScenarioIsRunAndSeenBesideItsBase_data() { addTongues(); }

    /// By keyboard: fork, choose what is shown, run, walk the bars.
    void aScenarioIsRunAndSeenBesideItsBase()
    {
        QFETCH(Language::Tongue, tongue);
        Bench b(tongue);
        b.choose(PlacementModel::Shown::Beside);
        auto* run = b.find<QPushButton>("ganttRun");
        QVERIFY(run->isVisible() && !run->isEnabled()); // there is no scenario: it says so
        QVERIFY(!run->toolTip().isEmpty());
        QCOMPARE(run->accessibleDescription(), run->toolTip());
        b.fork();
        b.apply(Fail{{TargetKind::Pool, kZhongwei}, true}, twin::kHour);
        b.toFront();
        QVERIFY(run->isEnabled());
        b.press("ganttRun");
        PATIENT_VERIFY(b.models->planCourse.run() != nullptr);
        QVERIFY(!run->isVisible());
        const auto* what = b.find<views::ElidedLabel>("ganttWhat");
        QVERIFY2(what->text().contains(b.models->planner.current()->name), qPrintable(what->text()));
        auto* gantt = b.find<views::GanttView>("gantt");
        gantt->setFocus();
        QTest::keyClick(gantt, Qt::Key_Home);
        QVERIFY(gantt->current());
        const models::GanttModel& model = b.placement().gantt();
        const models::GanttBar& first = model.bars()[*gantt->current()];
        QVERIFY(model.rows()[static_cast<std::size_t>(first.row)].isBefore);
        QTest::keyClick(gantt, Qt::Key_Down); // the same pool in the scenario
        const models::GanttBar& second = model.bars()[*gantt->current()];
        QCOMPARE(second.row, first.row + 1);
        QCOMPARE(b.find<views::OccupancyView>("occupancy")->row(), second.row);
        // What happens to a bar is said in words: of one that has stopped, that it has.
        const auto& bars = model.bars();
        const auto stopped = std::ranges::find(bars, GanttState::Stopped, &models::GanttBar::state);
        QVERIFY(stopped != bars.end());
        QVERIFY(stopped != bars.begin());
        const models::GanttBar& before = *std::prev(stopped); // it has run until then, in the same row
        QCOMPARE(before.row, stopped->row);
        gantt->setCurrent(static_cast<std::size_t>(stopped - bars.begin()) - 1);
        QTest::keyClick(gantt, Qt::Key_Right);
        const QString note = stopped->note;
        QVERIFY(!note.isEmpty());
        QVERIFY2(gantt->accessibleDescription().contains(note), qPrintable(gantt->accessibleDescription()));
        // Filled anew, the chart is about the same bar and the same pool, wherever its row is now.
        const auto* occupancy = b.find<views::OccupancyView>("occupancy");
        const models::EntityKey pool = model.rows()[static_cast<std::size_t>(stopped->row)].key;
        for (const auto shown : {PlacementModel::Shown::Scenario, PlacementModel::Shown::Beside}) {
            b.placement().setShown(shown);
            QVERIFY(occupancy->row() >= 0);
            QCOMPARE(model.rows()[static_cast<std::size_t>(occupancy->row())].key, pool);
            QVERIFY(!model.rows()[static_cast<std::size_t>(occupancy->row())].isBefore);
            QVERIFY2(gantt->accessibleDescription().contains(note),
                     qPrintable(gantt->accessibleDescription()));
        }
        // An edit forgets the run, and the button is back.
        b.apply(Fail{{TargetKind::Conduit, "D.BEJ~XIA"}, true});
        QVERIFY(run->isVisible());
        QVERIFY(model.bars().empty());
        b.choose(PlacementModel::Shown::Jobs);
        QVERIFY(!run->isVisible());
        QVERIFY(!model.bars().empty());
    }

    /// There is no pool to fly to: the job itself stays what is selected.
    void aBarWithoutAPlaceKeepsTheSelection()
    {
        Bench b;
        const models::EntityKey job{models::EntityKey::Type::Job, QStringLiteral("J.000003")};
        models::GanttBar bar;
        bar.id = job.id;
        bar.key = job;
        bar.end = twin::kHour;
        bar.state = GanttState::Queued;
        models::GanttRow row;
        row.label = QStringLiteral("Without a place");
        b.placement().gantt().setContent({row}, {bar}, 0);
        auto* gantt = b.find<views::GanttView>("gantt");
        gantt->setFocus();
        QTest::keyClick(gantt, Qt::Key_Home);
        QCOMPARE(b.models->selection.current(), job);
        QTest::keyClick(gantt, Qt::Key_Return);
        QCOMPARE(b.models->selection.current(), job);
    }

    void aJobGoesOnInItsLane()
    {
        models::GanttModel gantt;
        const auto bar = [](const char* id, int from, int to) {
            models::GanttBar out;
            out.id = QString::fromLatin1(id);
            out.begin = from * twin::kHour;
            out.end = to * twin::kHour;
            return out;
        };
        // b goes on at 2; a's lane is free by then.
        gantt.setContent({{}}, {bar("a", 0, 1), bar("b", 0, 2), bar("b", 2, 4), bar("c", 2, 3)}, 0);
        const auto lanes = views::ganttLanes(gantt);
        QCOMPARE(lanes[0].lane, 0);
        QCOMPARE(lanes[1].lane, 1);
        QCOMPARE(lanes[2].lane, 1);
        QCOMPARE(lanes[3].lane, 0);
    }

    void aPlanGoesIntoTheScenario_data() { addTongues(); }

    void aPlanGoesIntoTheScenario()
    {
        QFETCH(Language::Tongue, tongue);
        Bench b(tongue);
        auto* take = b.find<QPushButton>("placementTake");
        QVERIFY(!take->isEnabled());
        const QString noPlan = take->toolTip();
        QVERIFY(!noPlan.isEmpty());
        b.place();
        QVERIFY(!take->isEnabled());
        QVERIFY(!take->toolTip().isEmpty() && take->toolTip() != noPlan); // there is no scenario
        QCOMPARE(take->accessibleDescription(), take->toolTip());
        b.fork();
        PATIENT_VERIFY(take->isEnabled());
        b.press("placementTake");
        PATIENT_COMPARE(b.commands().size(), 2U);
        b.wait();
        const auto commands = b.commands();
        const auto* train = std::get_if<SubmitJob>(&commands[0].action);
        const auto* west = std::get_if<SubmitJob>(&commands[1].action);
        QVERIFY(train != nullptr && west != nullptr);
        QCOMPARE(train->id, std::string("train"));
        QCOMPARE(train->placements.front().cards, 100U);
        QVERIFY(train->tokens > 0 && !commands[0].until); // it ends by itself
        QCOMPARE(west->placements.front().pool, std::string(kZhongwei));
        QVERIFY(commands[1].until.has_value());
        QVERIFY(!take->isEnabled()); // it is there
        QVERIFY(!take->toolTip().isEmpty());
        // One edit: one step back.
        QTest::keyClick(b.window.get(), Qt::Key_Z, Qt::ControlModifier);
        b.wait();
        QCOMPARE(b.commands().size(), 0U);
        PATIENT_VERIFY(take->isEnabled());
    }

    void whatCannotBeTakenOverIsSaid_data() { addTongues(); }

    /// The scenario has the pool down that the plan needs: nothing is taken over, and it is said why.
    void whatCannotBeTakenOverIsSaid()
    {
        QFETCH(Language::Tongue, tongue);
        Bench b(tongue);
        b.place();
        b.fork();
        b.apply(Fail{{TargetKind::Pool, kZhongwei}, true});
        b.press("placementTake");
        auto* fault = b.find<QLabel>("placementFault");
        PATIENT_VERIFY(fault->isVisible());
        const auto* reason = b.find<QLabel>("placementReason");
        QVERIFY(reason->isVisible());
        QVERIFY2(reason->text().contains(QStringLiteral("west")) ||
                     reason->text().contains(QStringLiteral("train")),
                 qPrintable(reason->text()));
        QCOMPARE(b.commands().size(), 1U);
        // Another edit forgets it.
        QTest::keyClick(b.window.get(), Qt::Key_Z, Qt::ControlModifier);
        b.wait();
        PATIENT_VERIFY(!fault->isVisible());
    }

    /// The plan is there; then a pool fails: what moves is taken over as moves.
    void movesAfterAFailureGoIntoTheScenario()
    {
        Bench b;
        b.place();
        b.fork();
        b.press("placementTake");
        PATIENT_COMPARE(b.commands().size(), 2U);
        b.wait();
        const auto before = b.commands();
        const std::string pool = std::get<SubmitJob>(before[0].action).placements.front().pool;
        b.models->selection.select({models::EntityKey::Type::Pool, QString::fromStdString(pool)});
        b.press("placementReplan");
        PATIENT_VERIFY(!b.placement().isRunning());
        QVERIFY(b.placement().moves().rowCount() > 0);
        b.press("placementTake");
        PATIENT_VERIFY(b.commands().size() > 2U);
        b.wait();
        const auto commands = b.commands();
        const auto* move = std::get_if<MoveJob>(&commands[2].action);
        QVERIFY(move != nullptr);
        QCOMPARE(move->id, std::string("train"));
        QVERIFY(move->placements.front().pool != pool);
    }

  private:
    static void addTongues()
    {
        QTest::addColumn<Language::Tongue>("tongue");
        QTest::newRow("en") << Language::Tongue::English;
        QTest::newRow("zh_CN") << Language::Tongue::Chinese;
    }

    std::unique_ptr<test::NoWarnings> m_noWarnings;
};

QTEST_MAIN(TestPlanTimeline)
#include "tst_plan_timeline.moc"
