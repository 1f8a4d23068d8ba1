#include "tests/views/window_fixture.h"
#include "views/actions/action_registry.h"
#include "views/actions/shortcuts_dialog.h"
#include "views/map/map_widget.h"
#include "views/widgets/elided_label.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QSet>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QToolBar>

using models::EntityKey;
using models::Language;
using test::WindowFixture;

namespace {

const QStringList kDocks{QStringLiteral("navigator"), QStringLiteral("inspector"),
                         QStringLiteral("attention"), QStringLiteral("pools"),
                         QStringLiteral("links"),     QStringLiteral("flows"),
                         QStringLiteral("jobs"),      QStringLiteral("sources"),
                         QStringLiteral("paths"),     QStringLiteral("shiftLog")};

/// What planning brings: closed at first, raised by name.
const QStringList kPlanDocks{QStringLiteral("failures"),    QStringLiteral("discover"),
                             QStringLiteral("placement"),   QStringLiteral("scenarios"),
                             QStringLiteral("planResults"), QStringLiteral("comparison")};

/// Labels and buttons that have less room than their text needs; those that end in "…" by design are left
/// out.
QStringList clipped(const QWidget& root)
{
    QStringList found;
    const QList<QWidget*> widgets = root.findChildren<QWidget*>();
    for (const QWidget* widget : widgets) {
        if (!widget->isVisible() || widget->visibleRegion().isEmpty()) {
            continue;
        }
        const auto* label = qobject_cast<const QLabel*>(widget);
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        if ((label == nullptr && button == nullptr) ||
            qobject_cast<const views::ElidedLabel*>(widget) != nullptr) {
            continue;
        }
        const QString text = label != nullptr ? label->text() : button->text();
        const bool wraps = label != nullptr && label->wordWrap();
        const QSize needed = wraps ? QSize(0, widget->heightForWidth(widget->width())) : widget->sizeHint();
        if (!text.isEmpty() && (widget->width() < needed.width() || widget->height() < needed.height())) {
            found.append(QStringLiteral("%1 '%2' has %3x%4, needs %5x%6")
                             .arg(widget->objectName(), text)
                             .arg(widget->width())
                             .arg(widget->height())
                             .arg(needed.width())
                             .arg(needed.height()));
        }
    }
    return found;
}

} // namespace

class TestLayout : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init() { m_noWarnings = std::make_unique<test::NoWarnings>(); }

    void cleanup()
    {
        m_noWarnings.reset();
        QCOMPARE(test::NoWarnings::warnings(), QStringList());
    }

    void nothingIsClipped_data()
    {
        QTest::addColumn<Language::Tongue>("tongue");
        QTest::addColumn<QSize>("size");
        for (const QSize& size : {QSize(1024, 800), QSize(1366, 768), QSize(1920, 1080), QSize(3840, 2160)}) {
            QTest::addRow("en %d", size.width()) << Language::Tongue::English << size;
            QTest::addRow("zh_CN %d", size.width()) << Language::Tongue::Chinese << size;
        }
    }

    void nothingIsClipped()
    {
        QFETCH(Language::Tongue, tongue);
        QFETCH(QSize, size);
        WindowFixture f(tongue, size);
        QCOMPARE(f.window->size(), size);
        f.models->selection.select({EntityKey::Type::Pool, QStringLiteral("pl-1")}, true);
        for (const QString& dock : kDocks) {
            if (dock != u"navigator" && dock != u"inspector") {
                f.action(qPrintable(QStringLiteral("go.") + dock))->trigger();
            }
            f.tick();
            QTRY_VERIFY2(clipped(*f.window).isEmpty(), qPrintable(clipped(*f.window).join(u'\n')));
        }
        for (const QString& dock : kPlanDocks) {
            f.window->raiseDock(dock);
            f.tick();
            QVERIFY2(f.find<QDockWidget>(qPrintable(dock + QStringLiteral("Dock")))->isVisible(),
                     qPrintable(dock));
            QTRY_VERIFY2(clipped(*f.window).isEmpty(),
                         qPrintable(dock + u'\n' + clipped(*f.window).join(u'\n')));
        }
        f.window->raiseDock(QStringLiteral("failures"));
        auto* pages = f.find<QTabWidget>("failureTabs");
        for (int page = 0; page < pages->count(); ++page) {
            pages->setCurrentIndex(page);
            f.tick();
            QTRY_VERIFY2(clipped(*f.window).isEmpty(),
                         qPrintable(pages->tabText(page) + u'\n' + clipped(*f.window).join(u'\n')));
        }
    }

    void dialogsOfPlanningAreNotClipped_data() { nothingIsClipped_data(); }

    void dialogsOfPlanningAreNotClipped()
    {
        QFETCH(Language::Tongue, tongue);
        QFETCH(QSize, size);
        WindowFixture f(tongue, size);
        for (const char* name : {"calculators", "marketDialog"}) {
            f.action(name == QLatin1String("calculators") ? "planner.calculators" : "planner.market")
                ->trigger();
            auto* dialog = f.find<QDialog>(name);
            QVERIFY(dialog != nullptr && dialog->isVisible());
            const QList<QAbstractButton*> buttons = dialog->findChildren<QAbstractButton*>();
            for (QAbstractButton* button : buttons) { // what unfolds, too
                button->setChecked(button->isCheckable());
            }
            const QSize room = size - QSize(40, 60); // of the screen, with a window's frame
            dialog->resize(room.boundedTo(QSize(1'240, 700)));
            f.tick();
            QVERIFY2(dialog->width() <= room.width() && dialog->height() <= room.height(),
                     qPrintable(QStringLiteral("%1 is %2x%3")
                                    .arg(dialog->objectName())
                                    .arg(dialog->width())
                                    .arg(dialog->height())));
            QTRY_VERIFY2(clipped(*dialog).isEmpty(), qPrintable(clipped(*dialog).join(u'\n')));
            dialog->close();
        }
    }

    void menusAndShortcutsAreNotClipped_data() { nothingIsClipped_data(); }

    void menusAndShortcutsAreNotClipped()
    {
        QFETCH(Language::Tongue, tongue);
        QFETCH(QSize, size);
        WindowFixture f(tongue, size);
        views::ShortcutsDialog dialog(f.window->actionRegistry(), f.window.get());
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        QCOMPARE(clipped(dialog), QStringList());
        // Every command is in the list.
        for (const QAction* action : f.window->actionRegistry().actions()) {
            const auto* label = dialog.findChild<QLabel*>(QStringLiteral("shortcut.") + action->objectName());
            QVERIFY2(label != nullptr && label->text() == action->iconText(),
                     qPrintable(action->objectName()));
        }
    }

    void docksHaveFixedNamesAndCanAllGo()
    {
        WindowFixture f;
        for (const QString& name : kDocks) {
            auto* dock = f.window->findChild<QDockWidget*>(name + QStringLiteral("Dock"));
            QVERIFY2(dock != nullptr, qPrintable(name));
            QAction* toggle = f.action(qPrintable(QStringLiteral("view.") + name));
            QVERIFY(toggle->isChecked());
            toggle->trigger();
            QVERIFY(!dock->isVisible());
            QVERIFY(!toggle->isChecked());
        }
    }

    void layoutIsSavedRestoredAndReset()
    {
        WindowFixture f;
        f.action("view.navigator")->trigger();
        QVERIFY(!f.find<QDockWidget>("navigatorDock")->isVisible());
        f.window->close();
        f.makeWindow({1366, 768});
        QVERIFY2(!f.find<QDockWidget>("navigatorDock")->isVisible(), "restored as it was left");
        f.action("view.resetLayout")->trigger();
        QVERIFY(f.find<QDockWidget>("navigatorDock")->isVisible());
        QCOMPARE(f.window->dockWidgetArea(f.find<QDockWidget>("navigatorDock")), Qt::LeftDockWidgetArea);
    }

    void widthsOfATableNeverSeenAreNotKept()
    {
        WindowFixture f;
        f.window->close();
        f.makeWindow({1366, 768});
        f.action("go.links")->trigger();
        f.tick();
        const auto* table = f.find<QTableView>("linksTable");
        QTRY_VERIFY(table->model()->rowCount() > 0);
        QTRY_VERIFY(table->columnWidth(0) >= table->sizeHintForIndex(table->model()->index(0, 0)).width());
    }

    void aLayoutResetBeforeThereAreRowsFitsThemWhenTheyCome()
    {
        WindowFixture f;
        f.action("go.links")->trigger();
        f.tick();
        f.window->close(); // keeps widths
        f.makeWindow({1366, 768});
        f.window->resetLayout();
        f.action("go.links")->trigger();
        f.tick();
        const auto* table = f.find<QTableView>("linksTable");
        QTRY_VERIFY(table->columnWidth(0) >= table->sizeHintForIndex(table->model()->index(0, 0)).width());
    }

    void columnsOfNumbersWidenWithThem()
    {
        WindowFixture f;
        f.action("go.pools")->trigger();
        f.tick();
        auto* table = f.find<QTableView>("poolsTable");
        QTRY_VERIFY(table->model()->rowCount() > 0);
        const int before = table->columnWidth(models::PoolTable::QueueColumn);
        f.twin->set(twin::EntityKind::Pool, "pl-1", twin::PoolMetric::QueueJobs, 123'456'789'012.0);
        f.tick();
        QTRY_VERIFY(table->columnWidth(models::PoolTable::QueueColumn) > before);
        f.twin->set(twin::EntityKind::Pool, "pl-1", twin::PoolMetric::QueueJobs, 1);
        f.tick();
        QVERIFY(table->columnWidth(models::PoolTable::QueueColumn) > before);
    }

    /// A page of the planner's results changes while another one is in front.
    void columnsWidenForWhatChangedOutOfSight()
    {
        WindowFixture f;
        f.action("go.pools")->trigger();
        f.tick();
        auto* table = f.find<QTableView>("poolsTable");
        QTRY_VERIFY(table->model()->rowCount() > 0);
        const int before = table->columnWidth(models::PoolTable::QueueColumn);
        table->hide();
        f.twin->set(twin::EntityKind::Pool, "pl-1", twin::PoolMetric::QueueJobs, 123'456'789'012.0);
        f.tick();
        QTest::qWait(1'000); // as long as a look takes, and longer
        QCOMPARE(table->columnWidth(models::PoolTable::QueueColumn), before);
        table->show();
        QTRY_VERIFY(table->columnWidth(models::PoolTable::QueueColumn) > before);
    }

    void aNameCutInTheMiddleKeepsItsNumber()
    {
        views::ElidedLabel label(QStringLiteral("Zhangbei intelligent computing pool 003"));
        label.setElideMode(Qt::ElideMiddle);
        label.resize(120, 20);
        QVERIFY2(label.shownText().endsWith(QStringLiteral("003")), qPrintable(label.shownText()));
        QVERIFY(label.shownText().contains(u'…'));
    }

    void layersAreAPartOfTheLayout()
    {
        WindowFixture f;
        QVERIFY(!f.window->map().isLayerVisible(views::MapLayer::Residual));
        f.action("map.residual")->trigger();
        f.action("map.labels")->trigger();
        f.window->close();
        f.makeWindow({1366, 768});
        QVERIFY(f.window->map().isLayerVisible(views::MapLayer::Residual));
        QVERIFY(f.action("map.residual")->isChecked());
        QVERIFY(!f.window->map().isLayerVisible(views::MapLayer::Labels));
    }

    void thePlanMenuFitsAndEachLetterOpensOneEntry_data()
    {
        QTest::addColumn<Language::Tongue>("tongue");
        QTest::addRow("en") << Language::Tongue::English;
        QTest::addRow("zh_CN") << Language::Tongue::Chinese;
    }

    void thePlanMenuFitsAndEachLetterOpensOneEntry()
    {
        QFETCH(Language::Tongue, tongue);
        WindowFixture f(tongue, {1366, 768});
        QMenu* plan = nullptr;
        const QList<QMenu*> menus = f.window->menuBar()->findChildren<QMenu*>();
        for (QMenu* menu : menus) {
            if (menu->actions().contains(f.action("plan.fork"))) {
                plan = menu;
            }
        }
        QVERIFY(plan != nullptr);
        QVERIFY2(plan->sizeHint().height() <= 720, qPrintable(QString::number(plan->sizeHint().height())));
        QList<QMenu*> shown{plan};
        for (const QAction* action : plan->actions()) {
            if (action->menu() != nullptr) {
                shown.append(action->menu());
            }
        }
        QCOMPARE(shown.size(), 3);
        for (const QMenu* menu : shown) {
            QSet<QString> letters;
            for (const QAction* action : menu->actions()) {
                const QString letter = QKeySequence::mnemonic(action->text()).toString();
                QVERIFY2(action->isSeparator() || (!letter.isEmpty() && !letters.contains(letter)),
                         qPrintable(action->text()));
                letters.insert(letter);
            }
        }
    }

    void whatCanBeCheckedShowsItsMarkInMenus()
    {
        WindowFixture f;
        for (const QAction* action : f.window->actionRegistry().actions()) {
            QVERIFY2(!action->isCheckable() || !action->isIconVisibleInMenu(),
                     qPrintable(action->objectName()));
        }
    }

    void layoutOfAnotherVersionIsNotRestored()
    {
        WindowFixture f;
        f.action("view.navigator")->trigger();
        f.window->close();
        f.settings.setValue(QStringLiteral("layout/version"), 99);
        f.makeWindow({1366, 768});
        QVERIFY(f.find<QDockWidget>("navigatorDock")->isVisible());
    }

    void onlyTheMapAndBack()
    {
        WindowFixture f;
        f.action("view.jobs")->trigger(); // closed on purpose: must stay closed
        f.action("view.mapOnly")->trigger();
        for (const QString& name : kDocks) {
            QVERIFY(!f.window->findChild<QDockWidget*>(name + QStringLiteral("Dock"))->isVisible());
        }
        f.action("view.mapOnly")->trigger();
        QVERIFY(f.find<QDockWidget>("navigatorDock")->isVisible());
        QVERIFY(!f.find<QDockWidget>("jobsDock")->isVisible());
    }

    void hiddenDocksRest()
    {
        WindowFixture f;
        f.action("go.pools")->trigger();
        QTRY_VERIFY(f.models->pools.isActive());
        QVERIFY2(!f.models->links.isActive(), "behind another tab");
        f.action("go.links")->trigger();
        QTRY_VERIFY(f.models->links.isActive());
        QTRY_VERIFY(!f.models->pools.isActive());
    }

    void everyCommandHasAnEffectAndAName()
    {
        WindowFixture f;
        QCOMPARE(f.window->actionRegistry().unbound(), QStringList());
        QSet<QString> shortcuts;
        for (const QAction* action : f.window->actionRegistry().actions()) {
            QVERIFY(!action->text().isEmpty());
            for (const QKeySequence& key : action->shortcuts()) {
                QVERIFY2(!shortcuts.contains(key.toString()), qPrintable(key.toString()));
                shortcuts.insert(key.toString());
            }
        }
    }

    void controlsHaveAccessibleNames()
    {
        WindowFixture f;
        const QList<QWidget*> widgets = f.window->findChildren<QWidget*>();
        for (const QWidget* widget : widgets) {
            const bool isControl = qobject_cast<const QComboBox*>(widget) != nullptr ||
                                   (qobject_cast<const QAbstractButton*>(widget) != nullptr &&
                                    widget->focusPolicy() != Qt::NoFocus);
            if (!isControl || !widget->isVisible()) {
                continue;
            }
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            const bool named =
                !widget->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty());
            QVERIFY2(named, qPrintable(widget->objectName() + u' ' +
                                       QLatin1String(widget->metaObject()->className())));
        }
    }

  private:
    std::unique_ptr<test::NoWarnings> m_noWarnings;
};

QTEST_MAIN(TestLayout)
#include "tst_layout.moc"
