#include "tests/support/patience.h"
#include "tests/views/planner_bench.h"
#include "views/actions/action_registry.h"
#include "views/planner/plan_results_panel.h"
#include "views/planner/planner_commands.h"
#include "views/tables/entity_table.h"
#include "views/widgets/elided_label.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QTabBar>
#include <QTest>
#include <QTreeView>

#include <memory>

using Bench = test::PlannerBench;
using models::EntityKey;
using models::Language;
using models::PlanTables;
using test::cutBeijing;
using test::loseZhongwei;
using test::tongues;
using views::MainWindow;

namespace {

/// Labels and buttons with less room than their text needs.
QStringList clipped(const QWidget& root)
{
    QStringList found;
    const QList<QWidget*> widgets = root.findChildren<QWidget*>();
    for (const QWidget* widget : widgets) {
        const auto* label = qobject_cast<const QLabel*>(widget);
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        if (!widget->isVisible() || widget->visibleRegion().isEmpty() ||
            (label == nullptr && button == nullptr) ||
            qobject_cast<const views::ElidedLabel*>(widget) != nullptr) {
            continue;
        }
        const QString text = label != nullptr ? label->text() : button->text();
        const bool wraps = label != nullptr && label->wordWrap();
        const QSize needed = wraps ? QSize(0, widget->heightForWidth(widget->width())) : widget->sizeHint();
        if (!text.isEmpty() && (widget->width() < needed.width() || widget->height() < needed.height())) {
            found.append(widget->objectName() + u' ' + text);
        }
    }
    return found;
}

} // namespace

class TestPlannerWorkspace : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init() { m_noWarnings = std::make_unique<test::NoWarnings>(); }

    void cleanup()
    {
        m_noWarnings.reset();
        QCOMPARE(test::NoWarnings::warnings(), QStringList());
    }

    void workspacesAreTwoLayoutsEachKept()
    {
        Bench b;
        const auto isShown = [&b](const char* dock) {
            return b.find<QDockWidget>(dock)->toggleViewAction()->isChecked();
        };
        QVERIFY(isShown("attentionDock") && !isShown("scenariosDock") && !isShown("planResultsDock"));
        QVERIFY(b.action("workspace.noc")->isChecked());
        b.keys(Qt::Key_2, Qt::AltModifier);
        QCOMPARE(b.window->workspace(), MainWindow::Workspace::Planning);
        QVERIFY(!isShown("attentionDock") && isShown("scenariosDock") && isShown("planResultsDock"));
        QVERIFY(b.action("workspace.planner")->isChecked());
        b.action("view.comparison")->trigger(); // closed on purpose
        QVERIFY(!isShown("comparisonDock"));
        b.keys(Qt::Key_1, Qt::AltModifier);
        QVERIFY(isShown("attentionDock") && !isShown("planResultsDock"));
        b.keys(Qt::Key_2, Qt::AltModifier);
        QVERIFY2(!isShown("comparisonDock"), "as it was left");
        b.window->close();
        b.makeWindow({1366, 768});
        QCOMPARE(b.window->workspace(), MainWindow::Workspace::Planning);
        QVERIFY(!isShown("comparisonDock") && isShown("scenariosDock"));
        b.keys(Qt::Key_1, Qt::AltModifier);
        QVERIFY(isShown("attentionDock") && !isShown("scenariosDock"));
        b.window->resetLayout();
        b.keys(Qt::Key_2, Qt::AltModifier);
        QVERIFY(isShown("comparisonDock"));
    }

    void aScenarioIsBuiltRunComparedAndUndoneByKeyboard_data() { tongues(); }

    void aScenarioIsBuiltRunComparedAndUndoneByKeyboard()
    {
        QFETCH(Language::Tongue, tongue);
        Bench b(tongue);
        b.fork();
        QCOMPARE(b.window->workspace(), MainWindow::Workspace::Planning);
        QVERIFY(b.find<QDockWidget>("scenariosDock")->isVisible());
        auto* tree = b.find<QTreeView>("scenarioTree");
        QCOMPARE(tree->model()->rowCount(), 1);
        b.apply(cutBeijing());
        const std::string cut = b.models->planner.current()->result.stateHash;
        QVERIFY(b.find<QLabel>("planHash")->text().contains(QString::fromStdString(cut)));
        auto* commands = b.find<QListView>("commandList");
        QCOMPARE(commands->model()->rowCount(), 1);
        b.keys(Qt::Key_B, Qt::ControlModifier); // branch, and go on there
        b.wait();
        QCOMPARE(tree->model()->rowCount(tree->model()->index(0, 0)), 1);
        b.apply(loseZhongwei());
        QCOMPARE(commands->model()->rowCount(), 2);
        b.keys(Qt::Key_Z, Qt::ControlModifier);
        b.wait();
        QCOMPARE(b.models->planner.current()->result.stateHash, cut);
        QCOMPARE(commands->model()->rowCount(), 1);
        b.keys(Qt::Key_Y, Qt::ControlModifier);
        b.wait();
        QVERIFY(b.models->planner.current()->result.stateHash != cut);
        b.keys(Qt::Key_Z, Qt::ControlModifier);
        b.wait();
        b.keys(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier); // the same as Ctrl+Y
        b.wait();
        QVERIFY(b.models->planner.current()->result.stateHash != cut);
        b.keys(Qt::Key_R); // results
        auto* summary = b.find<QTableView>("summaryTable");
        PATIENT_VERIFY(summary->isVisible());
        QVERIFY(summary->model()->rowCount() > 20);
        for (int row = 0; row < summary->model()->rowCount(); ++row) { // every name of a figure has room
            const QModelIndex name = summary->model()->index(row, 0);
            const int needed = summary->sizeHintForIndex(name).width();
            QVERIFY2(needed <= summary->columnWidth(0), qPrintable(name.data().toString()));
        }
        b.keys(Qt::Key_M, Qt::ControlModifier);
        auto* comparison = b.find<QTableView>("comparisonTable");
        PATIENT_VERIFY(comparison->isVisible());
        PATIENT_COMPARE(b.models->comparison.missing(), std::size_t{0});
        QCOMPARE(comparison->model()->columnCount(), 4);
        QCOMPARE(b.window->messages().messages().size(), 0);
        const QString hash = b.find<QLabel>("planHash")->text();
        b.setTongue(Language::Tongue::English);
        QVERIFY(!hash.isEmpty());
    }

    void theListOfCommandsIsEditedByKeyboard()
    {
        Bench b;
        b.fork();
        b.apply(cutBeijing());
        b.apply(loseZhongwei());
        auto* commands = b.find<QListView>("commandList");
        commands->setFocus();
        commands->setCurrentIndex(commands->model()->index(0, 0));
        QCOMPARE(b.models->selection.current(),
                 (EntityKey{EntityKey::Type::Conduit, QStringLiteral("D.BEJ~XIA")}));
        b.keys(Qt::Key_Down, Qt::AltModifier);
        b.wait();
        QCOMPARE(b.models->planCommands.commands().front().action.index(), loseZhongwei().action.index());
        PATIENT_COMPARE(commands->currentIndex().row(), 1); // it went along
        b.keys(Qt::Key_Delete);
        b.wait();
        QCOMPARE(commands->model()->rowCount(), 1);
        QVERIFY(commands->model()->index(0, 0).data().toString().contains(QStringLiteral("pool")));
        QVERIFY(b.models->planner.current()->canUndo());
    }

    void aScenarioIsRenamedInPlace()
    {
        Bench b;
        b.fork();
        b.keys(Qt::Key_F2);
        PATIENT_VERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()) != nullptr);
        auto* editor = qobject_cast<QLineEdit*>(QApplication::focusWidget());
        editor->selectAll();
        QTest::keyClicks(editor, QStringLiteral("west"));
        QTest::keyClick(editor, Qt::Key_Return);
        PATIENT_COMPARE(b.models->planner.current()->name, QStringLiteral("west"));
    }

    void everyResultHasItsTab()
    {
        Bench b;
        b.fork();
        b.apply(loseZhongwei());
        b.keys(Qt::Key_R);
        auto* tabs = b.find<QTabBar>("planTabs");
        QCOMPARE(tabs->count(), static_cast<int>(PlanTables::kCount));
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            QCoreApplication::processEvents();
            QVERIFY(!tabs->tabText(tab).isEmpty());
            // The table in front is the one that is exported by Ctrl+E.
            QVERIFY(b.window->currentTable() != nullptr);
            QVERIFY(b.window->currentTable()->isVisible());
            QCOMPARE(b.window->currentTable()->window(), b.window.get());
        }
        b.window->planResults().showPage(QStringLiteral("planJobs"));
        auto* jobs = b.find<QTableView>("planJobsTable");
        QVERIFY(jobs->model()->rowCount() > 0);
        jobs->selectRow(0);
        QCOMPARE(b.models->selection.current().type, EntityKey::Type::Job);
        b.find<QLineEdit>("planFilter")->setText(QStringLiteral("no such job"));
        QCOMPARE(jobs->model()->rowCount(), 0);
        b.action("go.clearFilter")->trigger();
        QVERIFY(jobs->model()->rowCount() > 0);
    }

    void theCourseIsRunByKey_data() { tongues(); }

    void theCourseIsRunByKey()
    {
        QFETCH(Language::Tongue, tongue);
        Bench b(tongue);
        b.fork();
        b.apply(cutBeijing());
        b.keys(Qt::Key_R, Qt::ControlModifier);
        PATIENT_VERIFY(b.models->planCourse.run() != nullptr);
        const auto* table = b.find<QTableView>("courseTable");
        QVERIFY(table->isVisible());
        PATIENT_COMPARE(table->model()->rowCount(),
                        static_cast<int>(b.models->planCourse.run()->events.size()));
        QVERIFY(table->model()->rowCount() > 0);
        const QString hash = QString::fromStdString(b.models->planCourse.run()->stateHash);
        const QString headline = b.models->planTables.courseHeadline();
        QVERIFY2(headline.contains(hash.left(12)), qPrintable(headline));
    }

    void namesNobodyGaveFollowTheLanguage()
    {
        Bench b;
        b.fork();
        b.models->planner.branch();
        b.wait();
        b.models->planner.branch();
        b.wait();
        const auto names = [&b] {
            QStringList out;
            for (const models::PlanScenario& scenario : b.models->planner.scenarios()) {
                out.append(scenario.name);
            }
            return out;
        };
        b.models->planner.rename(2, QStringLiteral("Two cuts"));
        QVERIFY(b.window->plannerCommands().saveTo(b.path("plan.json"))); // the third: the file has its name
        b.setTongue(Language::Tongue::Chinese);
        QCOMPARE(names(), QStringList({QStringLiteral("方案 1"), QStringLiteral("Two cuts"),
                                       QStringLiteral("Scenario 3")}));
        b.setTongue(Language::Tongue::English);
        QCOMPARE(names()[0], QStringLiteral("Scenario 1"));
    }

    void menuEntriesAreThereWhenTheyCanBeDone()
    {
        Bench b;
        QVERIFY(b.action("plan.fork")->isEnabled());
        for (const char* id : {"plan.branch", "plan.undo", "plan.redo", "plan.save", "plan.close",
                               "plan.rename", "plan.exportResults", "plan.cancel", "plan.changes"}) {
            QVERIFY2(!b.action(id)->isEnabled(), id);
        }
        b.fork();
        QVERIFY(b.action("plan.branch")->isEnabled() && b.action("plan.exportResults")->isEnabled());
        QVERIFY(!b.action("plan.undo")->isEnabled());
        b.apply(cutBeijing());
        QVERIFY(b.action("plan.undo")->isEnabled() && !b.action("plan.redo")->isEnabled());
        QVERIFY(!b.action("plan.cancel")->isEnabled());
    }

    void aKeyThatDoesNothingSaysWhy_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        const auto add = [](const char* name, Qt::Key key, Qt::KeyboardModifiers modifiers) {
            QTest::newRow(name) << key << modifiers;
        };
        add("run", Qt::Key_R, Qt::ControlModifier);
        add("change list", Qt::Key_L, Qt::ControlModifier);
        add("branch", Qt::Key_B, Qt::ControlModifier);
        add("undo", Qt::Key_Z, Qt::ControlModifier);
        add("recompute", Qt::Key_F5, Qt::NoModifier);
        add("save", Qt::Key_S, Qt::ControlModifier | Qt::AltModifier);
    }

    void aKeyThatDoesNothingSaysWhy()
    {
        QFETCH(Qt::Key, key);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        Bench b;
        b.window->activateWindow();
        PATIENT_VERIFY(b.window->isActiveWindow());
        b.keys(key, modifiers);
        QVERIFY(!b.window->messages().messages().isEmpty());
        const views::Message& said = b.window->messages().messages().last();
        QCOMPARE(said.tone, views::Message::Tone::Information);
        QVERIFY2(said.what.contains(QStringLiteral("no scenario")), qPrintable(said.what));
        QVERIFY2(said.todo.contains(QStringLiteral("Ctrl+N")), qPrintable(said.todo));
    }

    /// The same key does it, and says nothing, once it can be done.
    void aKeyThatCanBeDoneSaysNothing()
    {
        Bench b;
        b.fork();
        const auto before = b.window->messages().messages().size();
        b.keys(Qt::Key_R, Qt::ControlModifier);
        PATIENT_VERIFY(b.models->planCourse.run() != nullptr);
        QCOMPARE(b.window->messages().messages().size(), before);
        b.keys(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(b.window->messages().messages().last().what, QStringLiteral("There is nothing to undo."));
    }

    void nothingIsClipped_data()
    {
        QTest::addColumn<Language::Tongue>("tongue");
        QTest::addColumn<QSize>("size");
        for (const QSize& size : {QSize(1366, 768), QSize(1920, 1080)}) {
            QTest::addRow("en %d", size.width()) << Language::Tongue::English << size;
            QTest::addRow("zh_CN %d", size.width()) << Language::Tongue::Chinese << size;
        }
    }

    void nothingIsClipped()
    {
        QFETCH(Language::Tongue, tongue);
        QFETCH(QSize, size);
        Bench b(tongue, size);
        b.keys(Qt::Key_2, Qt::AltModifier);
        QCOMPARE(b.window->size(), size);
        PATIENT_VERIFY2(clipped(*b.window).isEmpty(), qPrintable(clipped(*b.window).join(u'\n')));
        b.fork();
        b.apply(loseZhongwei());
        auto* tabs = b.find<QTabBar>("planTabs");
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            b.tick();
            PATIENT_VERIFY2(clipped(*b.window).isEmpty(), qPrintable(clipped(*b.window).join(u'\n')));
        }
        b.action("plan.compare")->trigger();
        b.tick();
        PATIENT_VERIFY2(clipped(*b.window).isEmpty(), qPrintable(clipped(*b.window).join(u'\n')));
        QCOMPARE(b.window->size(), size);
        // A map of use is left.
        QVERIFY(b.window->centralWidget()->width() > size.width() / 3);
        QVERIFY(b.window->centralWidget()->height() > size.height() / 3);
    }

    void anotherTabIsOneCall()
    {
        Bench b;
        b.window->planResults().addPage(
            QStringLiteral("course"), [] { return QStringLiteral("Course"); },
            new QLabel(QStringLiteral("page")));
        b.keys(Qt::Key_R);
        b.window->planResults().showPage(QStringLiteral("course"));
        auto* tabs = b.find<QTabBar>("planTabs");
        QCOMPARE(tabs->currentIndex(), static_cast<int>(PlanTables::kCount));
        QVERIFY(!b.find<QLineEdit>("planFilter")->isVisible());
    }

  private:
    std::unique_ptr<test::NoWarnings> m_noWarnings;
};

QTEST_MAIN(TestPlannerWorkspace)
#include "tst_planner_workspace.moc"
