#include "tests/support/jobs_samples.h"
#include "tests/support/patience.h"
#include "tests/views/window_fixture.h"
#include "views/map/map_widget.h"
#include "views/placement/gantt_painter.h"
#include "views/placement/gantt_view.h"
#include "views/placement/occupancy_view.h"
#include "views/placement/placement_form.h"
#include "views/placement/placement_panel.h"
#include "views/theme/style_sheet.h"

#include <QComboBox>
#include <QDockWidget>
#include <QFile>
#include <QHelpEvent>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QToolTip>

using models::EntityKey;
using models::Language;
using test::WindowFixture;
using twin::kHour;
using views::GanttGeometry;

namespace {

void write(const QString& path, const char* text)
{
    QFile out(path);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(text);
}

views::PlacementPanel* panel(WindowFixture& f)
{
    return f.find<views::PlacementPanel>("placementPanel");
}

/// Opens the dock and chooses the jobs and the first policy, by keyboard where it can be.
void begin(WindowFixture& f, const char* jobs = test::kPoolJobs)
{
    const QString file = f.folder.filePath(QStringLiteral("jobs.json"));
    write(file, jobs);
    QTest::keyClick(f.window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    test::mustCome([&f] { return f.find<QDockWidget>("placementDock")->isVisible(); }, "the placement");
    panel(f)->form().setJobsFile(file);
    auto* policy = f.find<QComboBox>("placementPolicy");
    policy->setFocus();
    QTest::keyClick(policy, Qt::Key_Home);
}

void place(WindowFixture& f)
{
    auto* run = f.find<QPushButton>("placementRun");
    run->setFocus();
    QTest::keyClick(run, Qt::Key_Space);
    test::mustCome([&f] { return !f.models->placement.isRunning(); }, "a plan");
}

GanttGeometry someGeometry()
{
    GanttGeometry out;
    out.from = 0;
    out.to = 10 * kHour;
    out.labels = 100;
    out.width = 1'100;
    out.header = 20;
    return out;
}

} // namespace

class TestPlacementPanel : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init() { m_noWarnings = std::make_unique<test::NoWarnings>(); }

    void cleanup()
    {
        m_noWarnings.reset();
        QCOMPARE(test::NoWarnings::warnings(), QStringList());
    }

    void timesAndRowsHaveTheirPlace()
    {
        const GanttGeometry g = someGeometry();
        QCOMPARE(g.x(0), 100.0);
        QCOMPARE(g.x(5 * kHour), 600.0);
        QCOMPARE(g.time(600), 5 * kHour);
        QCOMPARE(g.rowAt(19), -1);
        QCOMPARE(g.rowAt(20 + GanttGeometry::kRowHeight), 1);
        QCOMPARE(g.bar(0, kHour, 2 * kHour).width(), 100.0);
        QCOMPARE(g.bar(0, kHour, kHour + 1).width(), double(GanttGeometry::kLeastBar)); // can still be seen
        QCOMPARE(g.bar(0, kHour, 2 * kHour, {1, 2}).top(), g.bar(0, kHour, 2 * kHour).center().y());
        const GanttGeometry zoomed = g.zoomed(600, 2);
        QCOMPARE(zoomed.time(600), 5 * kHour); // what is under the pointer stays there
        QCOMPARE(zoomed.to - zoomed.from, 5 * kHour);
        QVERIFY(g.zoomed(600, 1e9).to - g.zoomed(600, 1e9).from >= twin::kMinute);
        const auto [ticks, areDays] = g.ticks();
        QVERIFY(!areDays);
        for (const twin::TimeNs tick : ticks) {
            QCOMPARE((tick + 8 * kHour) % (3 * kHour), 0); // round in UTC+8
        }
        QCOMPARE(ticks.size(), 4U); // 9:00, 12:00, 15:00, 18:00
    }

    void jobsAtOnceStandAboveOneAnother()
    {
        models::GanttModel gantt;
        const auto bar = [](const char* id, int from, int to) {
            models::GanttBar out;
            out.id = QString::fromLatin1(id);
            out.begin = from * kHour;
            out.end = to * kHour;
            return out;
        };
        gantt.setContent({{}}, {bar("a", 1, 4), bar("b", 2, 3), bar("c", 3, 5), bar("d", 5, 6)}, 0);
        const auto lanes = views::ganttLanes(gantt);
        QCOMPARE(lanes[0].lane, 0);
        QCOMPARE(lanes[1].lane, 1);
        QCOMPARE(lanes[2].lane, 1); // b has ended
        QCOMPARE(lanes[3].lane, 0);
        QCOMPARE(lanes[3].lanes, 2);
    }

    /// Rows grow with the jobs they hold at once: each bar has room for a line of text.
    void rowsAreAsHighAsTheirLanesNeed()
    {
        GanttGeometry g = someGeometry();
        g.setLanes({1, 3, 0});
        QCOMPARE(g.rowHeight(0), GanttGeometry::kRowHeight);
        QVERIFY(g.rowHeight(1) > 2 * GanttGeometry::kRowHeight);
        QCOMPARE(g.rowHeight(2), GanttGeometry::kRowHeight);
        for (int lane = 0; lane < 3; ++lane) {
            const QRectF bar = g.bar(1, kHour, 2 * kHour, {lane, 3});
            QCOMPARE(bar.height(), double(GanttGeometry::kLaneHeight));
            QVERIFY(bar.top() >= g.rowTop(1) && bar.bottom() <= g.rowTop(2));
        }
        for (int row = 0; row < 5; ++row) { // two beyond the last
            QCOMPARE(g.rowAt(g.rowTop(row)), row);
            QCOMPARE(g.rowAt(g.rowTop(row + 1) - 1), row);
        }
        g.scrolled = 30;
        QCOMPARE(g.rowAt(g.header), 1);
    }

    void aBarSaysWhichJobItIs()
    {
        models::GanttBar bar;
        bar.id = QStringLiteral("J.000123");
        bar.label = QStringLiteral("Training of a model");
        const QFontMetrics metrics(views::smallFont());
        QCOMPARE(views::ganttLabel(bar, metrics, 1'000), QStringLiteral("J.000123 · Training of a model"));
        QCOMPARE(views::ganttLabel(bar, metrics, metrics.horizontalAdvance(bar.id) + 4), bar.id);
        const QString shortened = views::ganttLabel(bar, metrics, metrics.horizontalAdvance(bar.id) - 4);
        QVERIFY2(shortened.endsWith(u'3') && shortened.contains(u'…'), qPrintable(shortened));
        bar.label = bar.id; // without a name
        QCOMPARE(views::ganttLabel(bar, metrics, 1'000), bar.id);
    }

    void jobsThatRunAreShownAndReachedByKeyboard_data() { addTongues(); }

    void jobsThatRunAreShownAndReachedByKeyboard()
    {
        QFETCH(Language::Tongue, tongue);
        WindowFixture f(tongue);
        QTest::keyClick(f.window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        auto* gantt = f.find<views::GanttView>("gantt");
        PATIENT_VERIFY(gantt->hasFocus());
        PATIENT_COMPARE(f.models->placement.gantt().bars().size(), 2U);
        QTest::keyClick(gantt, Qt::Key_Right);
        QVERIFY(gantt->current());
        QCOMPARE(f.models->selection.current(), (EntityKey{EntityKey::Type::Job, QStringLiteral("jb-1")}));
        const auto first = *gantt->current();
        const models::GanttBar& bar = f.models->placement.gantt().bars()[first];
        const GanttGeometry& chart = gantt->geometryOfChart();
        const QRectF shown = chart.bar(bar.row, bar.begin, bar.end)
                                 .intersected(QRectF(chart.labels, 0, chart.plotWidth(), gantt->height()));
        const QPoint middle = shown.center().toPoint();
        QHelpEvent help(QEvent::ToolTip, middle, gantt->viewport()->mapToGlobal(middle));
        QCoreApplication::sendEvent(gantt->viewport(), &help);
        PATIENT_VERIFY2(QToolTip::text().contains(QStringLiteral("jb-1")), qPrintable(QToolTip::text()));
        QTest::keyClick(gantt, Qt::Key_Down);
        QVERIFY(*gantt->current() != first);
        QCOMPARE(f.find<views::OccupancyView>("occupancy")->row(), 1);
        QTest::keyClick(gantt, Qt::Key_Return);
        QCOMPARE(f.models->selection.current().type, EntityKey::Type::Pool);
        // Zooming keeps the bar; the map does not take the key.
        f.window->map().setReducedMotion(true);
        const auto place = [&f] {
            return f.window->map().screenPosition(f.twin->registry()->pools.front().position);
        };
        const QPointF before = place();
        const auto span = gantt->geometryOfChart().to - gantt->geometryOfChart().from;
        QTest::keyClick(gantt, Qt::Key_Plus);
        QVERIFY(gantt->geometryOfChart().to - gantt->geometryOfChart().from < span);
        QCOMPARE(place(), before);
        QTest::keyClick(gantt, Qt::Key_0);
        QCOMPARE(gantt->geometryOfChart().to - gantt->geometryOfChart().from, span);
        QVERIFY(gantt->current());
    }

    void jobsArePlacedByKeyboard_data() { addTongues(); }

    void jobsArePlacedByKeyboard()
    {
        QFETCH(Language::Tongue, tongue);
        WindowFixture f(tongue);
        begin(f);
        QVERIFY(!f.find<QPushButton>("placementExport")->isEnabled());
        place(f);
        QVERIFY(f.models->placement.hasPlan());
        auto* tabs = f.find<QTabWidget>("placementTabs");
        QVERIFY(tabs->tabText(1).contains(QStringLiteral("2")));
        QVERIFY(tabs->tabText(2).contains(QStringLiteral("1")));
        QCOMPARE(f.find<QComboBox>("ganttShown")->currentIndex(), 1); // the plan
        auto* gantt = f.find<views::GanttView>("gantt");
        gantt->setFocus();
        QTest::keyClick(gantt, Qt::Key_Home);
        QCOMPARE(f.models->selection.current(), (EntityKey{EntityKey::Type::Pool, QStringLiteral("pl-1")}));
        // What fails is what is selected.
        auto* replan = f.find<QPushButton>("placementReplan");
        QVERIFY(replan->isEnabled());
        replan->setFocus();
        QTest::keyClick(replan, Qt::Key_Space);
        PATIENT_VERIFY(!f.models->placement.isRunning());
        auto* moves = f.find<QTableView>("moveTable");
        QCOMPARE(moves->model()->rowCount(), 2);
        PATIENT_VERIFY(moves->isVisible()); // came to the front
    }

    void whatCannotFailIsSaid()
    {
        WindowFixture f;
        begin(f);
        place(f);
        f.models->selection.select({EntityKey::Type::Job, QStringLiteral("jb-1")});
        f.find<QPushButton>("placementReplan")->click();
        QVERIFY(f.find<QLabel>("placementFault")->isVisible());
        QVERIFY(!f.models->placement.isRunning());
    }

    void aBadFileIsSaidWithItsLine_data() { addTongues(); }

    void aBadFileIsSaidWithItsLine()
    {
        QFETCH(Language::Tongue, tongue);
        WindowFixture f(tongue);
        begin(f, "{\n  \"format\": \"suanwang.jobs.v1\",\n  \"jobs\": [{\"id\": \"a\", \"card\": 1}]\n}");
        place(f);
        auto* fault = f.find<QLabel>("placementFault");
        PATIENT_VERIFY(fault->isVisible());
        const auto* reason = f.find<QLabel>("placementReason");
        QVERIFY2(reason->text().contains(QStringLiteral("jobs.json:3")), qPrintable(reason->text()));
        QVERIFY(!fault->text().contains(QStringLiteral("jobs.json")));
    }

    void aPlanIsWritten()
    {
        WindowFixture f;
        begin(f);
        place(f);
        const QString csv = f.folder.filePath(QStringLiteral("plan.csv"));
        QVERIFY(panel(f)->writePlan(csv).isEmpty());
        QFile table(csv);
        QVERIFY(table.open(QIODevice::ReadOnly));
        QCOMPARE(table.readAll().count('\n'), 3); // a title and two jobs
        QVERIFY(panel(f)->writePlan(f.folder.filePath(QStringLiteral("plan.json"))).isEmpty());
        QVERIFY(
            !panel(f)->writePlan(f.folder.filePath(QStringLiteral("no/such/folder/plan.json"))).isEmpty());
    }

    void theFileAndThePolicyAreKept()
    {
        WindowFixture f;
        begin(f);
        f.window->close();
        f.makeWindow({1366, 768});
        QCOMPARE(f.find<QComboBox>("placementJobs")->currentText(), QStringLiteral("jobs.json"));
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

QTEST_MAIN(TestPlacementPanel)
#include "tst_placement_panel.moc"
