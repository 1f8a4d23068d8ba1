#include "tests/views/window_fixture.h"
#include "views/map/map_widget.h"
#include "views/paths/paths_panel.h"
#include "views/tables/entity_table.h"
#include "views/widgets/elided_label.h"

#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using models::EntityKey;
using models::Language;
using models::PathsModel;
using models::PathTable;
using test::WindowFixture;

namespace {

EntityKey pool(const char* id)
{
    return {EntityKey::Type::Pool, QString::fromLatin1(id)};
}

QTableView* table(WindowFixture& f)
{
    return f.find<QTableView>("pathsTable");
}

QString headline(WindowFixture& f)
{
    return f.find<views::ElidedLabel>("pathsHeadline")->text();
}

QString cell(WindowFixture& f, int row, int column)
{
    return table(f)->model()->index(row, column).data().toString();
}

/// The dock is the one in front of its tabs.
bool isInFront(WindowFixture& f)
{
    return !f.find<views::PathsPanel>("pathsPanel")->visibleRegion().isEmpty();
}

/// Where the map shows a pool now.
QPoint placeOf(WindowFixture& f, const char* id)
{
    const models::MapScenePtr scene =
        f.models->mapScene.build(f.models->feed.snapshot(), {}, f.models->filter, f.models->selection, false);
    const auto index = f.twin->registry()->find(twin::EntityKind::Pool, id)->index;
    return f.window->map().screenPosition(scene->pools[index].position).toPoint();
}

} // namespace

class TestPathsPanel : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init() { m_noWarnings = std::make_unique<test::NoWarnings>(); }

    void cleanup()
    {
        m_noWarnings.reset();
        QCOMPARE(test::NoWarnings::warnings(), QStringList());
    }

    void withoutASelectionThePanelSaysWhatToDo_data() { addTongues(); }

    void withoutASelectionThePanelSaysWhatToDo()
    {
        QFETCH(Language::Tongue, tongue);
        WindowFixture f(tongue);
        QTest::keyClick(f.window.get(), Qt::Key_7, Qt::ControlModifier);
        QVERIFY(isInFront(f));
        auto* empty = table(f)->findChild<QWidget*>(QStringLiteral("emptyState"));
        QTRY_VERIFY(empty->isVisible());
        QVERIFY(empty->findChild<QPushButton*>()->isVisible()); // the search, to find two places
        f.models->selection.selectMany({pool("pl-1"), pool("pl-2"), pool("pl-4")});
        QTRY_VERIFY(empty->findChildren<QLabel*>().first()->text() ==
                    (tongue == Language::Tongue::Chinese
                         ? QStringLiteral("选中了两个以上的地点")
                         : QStringLiteral("More than two places are selected")));
        QVERIFY(!f.action("go.swapPath")->isEnabled());
    }

    void twoPoolsByCtrlClickOnTheMap()
    {
        WindowFixture f;
        f.window->map().setReducedMotion(true);
        f.window->map().setLegendFolded(true);
        QTRY_VERIFY(f.window->hasShown(false));
        QTRY_VERIFY(f.window->map().stats().framesDrawn > 0);
        f.window->map().zoomBy(2); // near enough for the pools to stand apart
        static_cast<void>(f.window->map().grabImage());
        QTest::mouseClick(&f.window->map(), Qt::LeftButton, {}, placeOf(f, "pl-6"));
        QTRY_COMPARE(f.models->selection.keys(), QList<EntityKey>{pool("pl-6")});
        QTRY_VERIFY(f.models->paths.subject() == PathsModel::Subject::OnePlace);
        QTest::mouseClick(&f.window->map(), Qt::LeftButton, Qt::ControlModifier, placeOf(f, "pl-3"));
        QTRY_COMPARE(f.models->paths.subject(), PathsModel::Subject::Pair);
        QTRY_VERIFY(isInFront(f)); // came to the front by itself
        QTRY_VERIFY(table(f)->model()->rowCount() > 0);
        QVERIFY(headline(f).startsWith(QStringLiteral("Chengdu 1 → Beijing 1")));
    }

    /// Shift+Down in the table of pools: two rows. The panel does not push itself before the table they are
    /// picked in; Ctrl+7 shows it.
    void twoRowsByKeyboard_data() { addTongues(); }

    void twoRowsByKeyboard()
    {
        QFETCH(Language::Tongue, tongue);
        WindowFixture f(tongue);
        QTest::keyClick(f.window.get(), Qt::Key_2, Qt::ControlModifier);
        f.tick();
        auto* pools = f.find<views::EntityTable>("poolsTable");
        pools->setFocus();
        pools->selectRow(0);
        QTest::keyClick(pools, Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(f.models->paths.subject(), PathsModel::Subject::Pair);
        QVERIFY(!pools->visibleRegion().isEmpty());
        QVERIFY(!isInFront(f));
        QTest::keyClick(f.window.get(), Qt::Key_7, Qt::ControlModifier);
        QVERIFY(isInFront(f));
        QTRY_VERIFY(table(f)->model()->rowCount() > 0);
        QCOMPARE(f.window->focusWidget(), table(f));
        QCOMPARE(table(f)->currentIndex().row(), 0);
        QCOMPARE(cell(f, 0, PathTable::PathColumn), tongue == Language::Tongue::Chinese
                                                        ? QStringLiteral("最短路径")
                                                        : QStringLiteral("Shortest"));
        QTest::keyClick(table(f), Qt::Key_Down);
        QCOMPARE(f.models->paths.shown(), 1); // the map follows the row
        const QString ends = f.models->paths.title();
        QTest::keyClick(table(f), Qt::Key_X);
        QVERIFY(f.models->paths.title() != ends);
        QTRY_VERIFY(table(f)->model()->rowCount() > 0);
    }

    void twoRowsOfTheNavigator()
    {
        WindowFixture f;
        auto* tree = f.find<QTreeView>("navigatorTree");
        tree->expandAll();
        QModelIndexList found;
        for (const char* name : {"Zhangjiakou 1", "Gui'an 1"}) {
            found +=
                tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole, QString::fromLatin1(name),
                                     1, Qt::MatchExactly | Qt::MatchRecursive);
        }
        QCOMPARE(found.size(), 2);
        tree->scrollTo(found[0]);
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, tree->visualRect(found[0]).center());
        tree->scrollTo(found[1]);
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, Qt::ControlModifier,
                          tree->visualRect(found[1]).center());
        QCOMPARE(f.models->paths.subject(), PathsModel::Subject::Pair);
        QTRY_VERIFY(isInFront(f));
        QTRY_COMPARE(table(f)->model()->rowCount(), 2);
        QVERIFY(headline(f).contains(QStringLiteral("35.0 ms together, the least there is")));
    }

    void enterLeadsToTheBottleneckAndThePathsStay()
    {
        WindowFixture f;
        f.models->selection.selectMany({pool("pl-1"), pool("pl-4")});
        QTest::keyClick(f.window.get(), Qt::Key_7, Qt::ControlModifier);
        QTRY_COMPARE(table(f)->model()->rowCount(), 2);
        QTest::keyClick(table(f), Qt::Key_Return);
        QCOMPARE(f.models->selection.current(),
                 (EntityKey{EntityKey::Type::Link, QStringLiteral("ac-pl-1-2")}));
        QCOMPARE(table(f)->model()->rowCount(), 2);
        QTest::keyClick(f.window.get(), Qt::Key_Escape);
        QCOMPARE(f.models->paths.subject(), PathsModel::Subject::Nothing);
        QCOMPARE(table(f)->model()->rowCount(), 0);
    }

    void theKindOfPairIsChosenInTheHeader()
    {
        WindowFixture f;
        f.models->selection.selectMany({pool("pl-1"), pool("pl-4")});
        QTRY_COMPARE(table(f)->model()->rowCount(), 2);
        auto* apart = f.find<QComboBox>("pathsApart");
        apart->setFocus();
        QTest::keyClick(apart, Qt::Key_Down); // without a common site
        QTRY_VERIFY2(headline(f).contains(QStringLiteral("every path uses Beijing")),
                     qPrintable(headline(f)));
        f.find<QToolButton>("pathsSwap")->click();
        QTRY_VERIFY(headline(f).startsWith(QStringLiteral("Gui'an 1 → Zhangjiakou 1")));
    }

    void aLinkThatGoesDownChangesThePanel()
    {
        WindowFixture f;
        f.models->selection.selectMany({pool("pl-1"), pool("pl-4")});
        QTRY_COMPARE(table(f)->model()->rowCount(), 2);
        f.twin->set(twin::EntityKind::Link, "bb-5", twin::LinkMetric::State, 3);
        f.tick();
        QTRY_COMPARE(table(f)->model()->rowCount(), 1);
        QVERIFY(headline(f).contains(QStringLiteral("No disjoint pair")));
        QVERIFY2(headline(f).endsWith(QStringLiteral("1 link down, left out")), qPrintable(headline(f)));
    }

    void onePlaceShowsItsCircles_data() { addTongues(); }

    void onePlaceShowsItsCircles()
    {
        QFETCH(Language::Tongue, tongue);
        WindowFixture f(tongue);
        QTest::keyClick(f.window.get(), Qt::Key_7, Qt::ControlModifier);
        f.models->selection.select(pool("pl-1"));
        auto* reach = f.find<QTableView>("reachTable");
        QTRY_VERIFY(reach->isVisible());
        QTRY_COMPARE(reach->model()->rowCount(), 3);
        QVERIFY(!f.find<QComboBox>("pathsApart")->isVisible());
        auto* circle = f.find<QToolButton>("map.circle5");
        QTest::keyClick(circle, Qt::Key_Space);
        QVERIFY(f.action("map.circle5")->isChecked());
        QVERIFY(circle->isChecked());
        QCOMPARE(circle->text(), QStringLiteral("5 ms"));
        QTRY_VERIFY(f.models->paths.overlay() != nullptr);
        QCOMPARE(f.models->paths.overlay()->circles.size(), std::size_t{1});
        f.action("map.circle5")->trigger(); // from the menu
        QVERIFY(!circle->isChecked());
        QVERIFY(!f.models->paths.overlay());
    }

    /// Where nothing leads any more the panel says so, and that links are down; it finds back by itself.
    void withoutAWayLeftThePanelSaysWhy()
    {
        WindowFixture f;
        f.models->selection.selectMany({pool("pl-1"), pool("pl-4")});
        QTRY_COMPARE(table(f)->model()->rowCount(), 2);
        for (const char* access : {"ac-pl-1-1", "ac-pl-1-2"}) {
            f.twin->set(twin::EntityKind::Link, access, twin::LinkMetric::State, 3);
        }
        f.tick();
        QTRY_COMPARE(table(f)->model()->rowCount(), 0);
        auto* empty = table(f)->findChild<QWidget*>(QStringLiteral("emptyState"));
        QTRY_VERIFY(empty->isVisible());
        QCOMPARE(empty->findChildren<QLabel*>().first()->text(), QStringLiteral("No path"));
        QVERIFY(headline(f).contains(QStringLiteral("No path leads there now. · 2 links down, left out")));
        f.twin->set(twin::EntityKind::Link, "ac-pl-1-1", twin::LinkMetric::State, 1);
        f.tick();
        QTRY_VERIFY(table(f)->model()->rowCount() > 0);
    }

    /// The registry is another one while the panel is open, and one of the two is not in it.
    void anotherRegistryIsTakenWhileThePanelIsOpen()
    {
        WindowFixture f;
        f.models->selection.selectMany({pool("pl-1"), pool("pl-4")});
        QTRY_COMPARE(table(f)->model()->rowCount(), 2);
        f.twin->setRegistry(test::smallNation().withoutPool("pl-4").build());
        f.tick();
        QTRY_COMPARE(table(f)->model()->rowCount(), 0);
        QTRY_VERIFY2(headline(f).contains(QStringLiteral("no longer in the registry")),
                     qPrintable(headline(f)));
        f.models->selection.selectMany({pool("pl-1"), pool("pl-3")});
        QTRY_VERIFY(table(f)->model()->rowCount() > 0);
    }

    /// What a new user finds without having read of it: select a pool, right-click another.
    void theContextMenuLeadsToPathsAndCircles_data() { addTongues(); }

    void theContextMenuLeadsToPathsAndCircles()
    {
        QFETCH(Language::Tongue, tongue);
        WindowFixture f(tongue);
        const bool chinese = tongue == Language::Tongue::Chinese;
        f.window->map().setReducedMotion(true);
        f.window->map().setLegendFolded(true);
        QTRY_VERIFY(f.window->map().stats().framesDrawn > 0);
        f.window->map().zoomBy(2);
        static_cast<void>(f.window->map().grabImage());
        f.models->selection.select(pool("pl-6"));
        chooseInMenu(f, "pl-3",
                     chinese ? QStringLiteral("从成都一号到此处的路径")
                             : QStringLiteral("Paths from Chengdu 1 to here"));
        QCOMPARE(f.models->selection.keys(), (QList<EntityKey>{pool("pl-6"), pool("pl-3")}));
        QTRY_VERIFY(isInFront(f));
        QTRY_VERIFY(table(f)->model()->rowCount() > 0);
        chooseInMenu(f, "pl-3",
                     chinese ? QStringLiteral("1、5、20 ms 时延圈")
                             : QStringLiteral("Reach within 1, 5 and 20 ms"));
        QCOMPARE(f.models->paths.subject(), PathsModel::Subject::OnePlace);
        QVERIFY(f.models->paths.circles().all());
        QTRY_VERIFY(f.models->paths.overlay() && f.models->paths.overlay()->circles.size() == 3);
    }

    void theMapAloneKeepsThePaths()
    {
        WindowFixture f;
        f.models->selection.selectMany({pool("pl-1"), pool("pl-4")});
        QTRY_VERIFY(f.models->paths.overlay() != nullptr);
        f.action("view.mapOnly")->trigger();
        QVERIFY(f.models->paths.overlay() != nullptr);
        f.action("view.mapOnly")->trigger();
        QVERIFY(f.models->paths.overlay() != nullptr);
        f.action("view.paths")->trigger(); // closed: nothing is worked out
        QVERIFY(!f.models->paths.overlay());
    }

    void languageSwitchesAtRunTime()
    {
        WindowFixture f;
        f.models->selection.selectMany({pool("pl-1"), pool("pl-4")});
        QTRY_COMPARE(table(f)->model()->rowCount(), 2);
        f.action("view.chinese")->trigger();
        QTRY_VERIFY(headline(f).startsWith(QStringLiteral("张家口一号 → 贵安一号")));
        QCOMPARE(cell(f, 1, PathTable::PathColumn), QStringLiteral("备选 1，备用路径"));
        QCOMPARE(f.find<QDockWidget>("pathsDock")->windowTitle(), QStringLiteral("路径与时延圈"));
        f.action("view.english")->trigger();
        QTRY_VERIFY(headline(f).startsWith(QStringLiteral("Zhangjiakou 1 → Gui'an 1")));
    }

  private:
    /// Right click on a pool of the map, then the entry with these words, by mouse.
    static void chooseInMenu(WindowFixture& f, const char* id, const QString& words)
    {
        QTest::mouseClick(&f.window->map(), Qt::RightButton, {}, placeOf(f, id));
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu != nullptr);
        const QList<QAction*> actions = menu->actions();
        const auto found = std::ranges::find(actions, words, &QAction::text);
        QVERIFY2(found != actions.end(), qPrintable(words));
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(*found).center());
    }

    static void addTongues()
    {
        QTest::addColumn<Language::Tongue>("tongue");
        QTest::newRow("en") << Language::Tongue::English;
        QTest::newRow("zh_CN") << Language::Tongue::Chinese;
    }

    std::unique_ptr<test::NoWarnings> m_noWarnings;
};

QTEST_MAIN(TestPathsPanel)
#include "tst_paths_panel.moc"
