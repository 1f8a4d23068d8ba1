#include "models/planner/quick_commands.h"
#include "tests/support/patience.h"
#include "tests/views/window_fixture.h"
#include "views/map/entity_mime.h"
#include "views/map/map_widget.h"
#include "views/planner/amount_dialog.h"
#include "views/planner/choice_dialog.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QTest>

using models::EntityKey;
using models::Language;
using Type = EntityKey::Type;

namespace {

/// The window with something asked of the network, so that it can be forked.
struct PlanFixture : test::WindowFixture
{
    explicit PlanFixture(Language::Tongue tongue = Language::Tongue::English)
        : WindowFixture(tongue, {1600, 1000})
    {
        auto workload = std::make_shared<twin::registry::Workload>();
        workload->profiles.emplace_back();
        workload->profiles[0].factor.fill(1);
        workload->demands.push_back({"B.1", "st-beijing", "st-guiyang", "cr-a", "cr-a", "data", 1e12, 0});
        workload->demands.push_back({"B.2", "st-chengdu", "st-guiyang", "cr-a", "cr-a", "data", 2e11, 0});
        twin->workload = workload;
        tick();
        (void)map().grabImage();
    }

    views::MapWidget& map() { return window->map(); }

    /// What the map shows when a second has passed, of a scene that was made after that.
    QImage nextPicture()
    {
        (void)map().grabImage(); // the newest scene there is
        const std::uint64_t before = map().stats().sceneVersion;
        tick();
        QImage out;
        const auto isNewer = [&] {
            out = map().grabImage();
            return map().stats().sceneVersion > before;
        };
        test::mustCome(isNewer, "a new scene of the map");
        return out;
    }

    /// What the current scenario's commands are, once nothing is under way.
    QStringList commands()
    {
        const auto isQuiet = [this] {
            const models::PlanScenario* scenario = models->planner.current();
            return scenario != nullptr && scenario->isReady() && !models->planner.isEditing() &&
                   !models->quickPlan.isWaiting();
        };
        if (!QTest::qWaitFor(isQuiet, test::patience_ms())) {
            return {QStringLiteral("not ready")};
        }
        QStringList out;
        for (const auto& command : models->planner.current()->tip()->commands()) {
            out.append(QString::fromStdString(twin::scenario::text(command.action)));
        }
        return out;
    }

    QPoint on(twin::Position position) { return map().screenPosition(position).toPoint(); }

    QPoint siteAt(const char* id)
    {
        const auto& registry = *twin->registry();
        return on(registry.sites[registry.find(twin::EntityKind::Site, id)->index].position);
    }

    QPoint poolAt(const char* id)
    {
        const auto& registry = *twin->registry();
        return on(registry.pools[registry.find(twin::EntityKind::Pool, id)->index].position);
    }

    void drag(QPoint from, QPoint to)
    {
        QTest::mousePress(&map(), Qt::LeftButton, Qt::NoModifier, from);
        QTest::mouseMove(&map(), from + QPoint(20, 20));
        QTest::mouseMove(&map(), to);
        QTest::mouseRelease(&map(), Qt::LeftButton, Qt::NoModifier, to);
    }

    template <typename Dialog> Dialog* dialog(const char* name)
    {
        Dialog* found = nullptr;
        (void)QTest::qWaitFor([&] { return (found = find<Dialog>(name)) != nullptr; }, test::patience_ms());
        return found;
    }

    QString newestMessage()
    {
        const auto& all = window->messages().messages();
        return all.isEmpty() ? QString()
                             : all.last().what + u' ' + all.last().meaning + u' ' + all.last().detail;
    }
};

QMenu* openMenu()
{
    for (QWidget* widget : QApplication::topLevelWidgets()) {
        if (widget->objectName() == QStringLiteral("entityMenu") && widget->isVisible()) {
            return qobject_cast<QMenu*>(widget);
        }
    }
    return nullptr;
}

} // namespace

/// A plan edited on the map, by mouse and by keyboard.
class TestMapGestures : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init() { m_noWarnings = std::make_unique<test::NoWarnings>(); }

    void cleanup()
    {
        m_noWarnings.reset();
        QCOMPARE(test::NoWarnings::warnings(), QStringList());
    }

    void theModeIsSaidAndLeft()
    {
        PlanFixture f;
        auto* hint = f.find<QLabel>("planHint");
        QVERIFY(!hint->isVisible());
        QTest::keyClick(&f.map(), Qt::Key_E);
        QVERIFY(f.map().isPlanMode());
        QVERIFY(hint->isVisible());
        QCOMPARE(f.map().cursor().shape(), Qt::CrossCursor);
        f.action("go.up")->trigger(); // Esc
        QVERIFY(!f.map().isPlanMode());
        QVERIFY(!hint->isVisible());
        QVERIFY(!f.action("plan.mapEdit")->isChecked());
    }

    void aClickCutsAndASecondOneRestores_data() { bothLanguages(); }

    void aClickCutsAndASecondOneRestores()
    {
        QFETCH(Language::Tongue, tongue);
        PlanFixture f(tongue);
        f.action("plan.mapEdit")->trigger();
        QCoreApplication::processEvents();
        const int height = f.map().height();
        // A third of the way: no label or mark lies there.
        const QPoint a = f.siteAt("st-beijing");
        const QPoint b = f.siteAt("st-guiyang");
        const QPoint at = a + (b - a) / 3;
        QTest::mouseClick(&f.map(), Qt::LeftButton, Qt::NoModifier, at);
        QCOMPARE(f.commands(), QStringList{QStringLiteral("fail conduit cd-bj-gy")});
        QVERIFY(f.models->planner.current()->ground->options().demand ==
                twin::scenario::DemandKind::ThisInstant);
        QCOMPARE(f.newestMessage().contains(QStringLiteral("forked")), tongue == Language::Tongue::English);
        f.window->messages().closeNewest();
        PATIENT_COMPARE(f.map().height(), height); // its old one
        (void)f.nextPicture();
        QTest::mouseClick(&f.map(), Qt::LeftButton, Qt::NoModifier, at);
        PATIENT_COMPARE(f.models->planner.current()->tip()->depth(), std::size_t{2});
        QCOMPARE(f.commands(), (QStringList{QStringLiteral("fail conduit cd-bj-gy"),
                                            QStringLiteral("restore conduit cd-bj-gy")}));
        // Out of the mode the same click selects.
        f.action("plan.mapEdit")->trigger();
        QTest::mouseClick(&f.map(), Qt::LeftButton, Qt::NoModifier, at);
        QCOMPARE(f.models->selection.current().type, Type::Link);
        QCOMPARE(f.commands().size(), 2);
    }

    void aDragFromSiteToSiteAddsALink_data() { bothLanguages(); }

    void aDragFromSiteToSiteAddsALink()
    {
        QFETCH(Language::Tongue, tongue);
        PlanFixture f(tongue);
        auto builder = test::smallNation(); // its own sites have pools on them
        builder.site("st-xian", {"西安", "Xi'an"}, 34.3, 108.9)
            .site("st-wuhan", {"武汉", "Wuhan"}, 30.6, 114.3);
        builder.conduit("cd-wh-xa", "st-wuhan", "st-xian");
        f.twin->setRegistry(builder.build());
        (void)f.nextPicture(); // of it
        f.action("plan.mapEdit")->trigger();
        f.drag(f.siteAt("st-xian"), f.siteAt("st-wuhan"));
        auto* dialog = f.dialog<views::AmountDialog>("addLinkDialog");
        QVERIFY2(dialog != nullptr, qPrintable(f.newestMessage()));
        auto* amount = dialog->findChild<QDoubleSpinBox*>(QStringLiteral("amount"));
        QCOMPARE(amount->value(), 400.0); // nobody is beside it
        amount->setValue(1200);
        QTest::keyClick(dialog, Qt::Key_Return);
        QCOMPARE(f.commands().size(), 1);
        const auto all = f.models->planner.current()->tip()->commands();
        const auto& link = std::get<twin::scenario::AddLink>(all[0].action);
        QCOMPARE(link.a, std::string("st-xian"));
        QCOMPARE(link.b, std::string("st-wuhan"));
        QCOMPARE(link.conduits, std::vector<std::string>{"cd-wh-xa"});
        QCOMPARE(link.capacity_bps, std::uint64_t{1'200'000'000'000});
    }

    void withoutTheModeADragPans()
    {
        PlanFixture f;
        const QPoint before = f.siteAt("st-chengdu");
        f.drag(before, before + QPoint(60, 40));
        QVERIFY(f.siteAt("st-chengdu") != before);
        QVERIFY(f.models->planner.current() == nullptr);
    }

    void aJobDroppedOntoAPoolMovesThere_data() { bothLanguages(); }

    void aJobDroppedOntoAPoolMovesThere()
    {
        QFETCH(Language::Tongue, tongue);
        PlanFixture f(tongue);
        f.map().setReducedMotion(true);
        f.models->selection.select({Type::Pool, QStringLiteral("pl-4")}, true);
        const auto isCentred = [&f] {
            return (f.poolAt("pl-4") - f.map().rect().center()).manhattanLength() < 40;
        };
        PATIENT_VERIFY(isCentred());
        f.map().zoomBy(8); // pools apart from each other
        (void)f.nextPicture();
        const EntityKey job{Type::Job,
                            QString::fromStdString(f.models->feed.snapshot()->directory->jobs[0]->id)};
        const std::unique_ptr<QMimeData> mime(views::entityMime(job));
        QCOMPARE(views::entityFrom(*mime), job);
        const QPoint at = f.poolAt("pl-4");
        QDragEnterEvent enter(at, Qt::CopyAction, mime.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&f.map(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(at, Qt::CopyAction, mime.get(), Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&f.map(), &drop);
        QVERIFY(drop.isAccepted());
        const QStringList commands = f.commands();
        QCOMPARE(commands.size(), 1);
        const auto all = f.models->planner.current()->tip()->commands();
        QCOMPARE(std::get<twin::scenario::MoveJob>(all[0].action).placements,
                 (std::vector<twin::scenario::CardsAt>{{"pl-4", 4096}}));
        // What is none of ours is not taken.
        QMimeData foreign;
        foreign.setText(QStringLiteral("J.1"));
        QDragEnterEvent other(at, Qt::CopyAction, &foreign, Qt::LeftButton, Qt::NoModifier);
        other.ignore();
        QApplication::sendEvent(&f.map(), &other);
        QVERIFY(!other.isAccepted());
        for (const QByteArray& bad : {QByteArray(), QByteArray("9"), QByteArray("99\nx"), QByteArray("x\ny"),
                                      QByteArray("9\n") + QByteArray(5'000, 'x')}) {
            QMimeData hostile;
            hostile.setData(QStringLiteral("application/x-suanwang-entity"), bad);
            QVERIFY(!views::entityFrom(hostile).isValid());
        }
    }

    void theMenuDoesItByKeyboard()
    {
        PlanFixture f;
        const EntityKey link{Type::Link, QStringLiteral("bb-1")};
        Q_EMIT f.map().contextMenuRequested(link, {200, 200});
        QMenu* menu = openMenu();
        QVERIFY(menu != nullptr);
        auto* plan = menu->findChild<QMenu*>(QStringLiteral("planMenu"));
        QVERIFY(plan != nullptr);
        menu->setActiveAction(plan->menuAction());
        QTest::keyClick(menu, Qt::Key_Right);
        PATIENT_VERIFY(plan->isVisible());
        QTest::keyClick(plan, Qt::Key_Return); // the first: cut it
        QCOMPARE(f.commands(), QStringList{QStringLiteral("fail link bb-1")});
        // Its conduit has an entry of its own.
        bool isNamed = false;
        Q_EMIT f.map().contextMenuRequested(link, {200, 200});
        for (const QAction* action : openMenu()->findChild<QMenu*>(QStringLiteral("planMenu"))->actions()) {
            isNamed = isNamed || action->text().contains(QStringLiteral("conduit"));
        }
        QVERIFY(isNamed);
        openMenu()->close();
    }

    void shortcutsActOnTheSelection()
    {
        PlanFixture f;
        f.models->selection.select({Type::Site, QStringLiteral("st-chengdu")});
        f.action("plan.drain")->trigger();
        QCOMPARE(f.commands(), QStringList{QStringLiteral("drain site st-chengdu")});
        f.action("plan.drain")->trigger(); // again: the fork refuses, and the bar says why
        PATIENT_VERIFY(f.newestMessage().contains(QStringLiteral("drained already")));
        QCOMPARE(f.commands().size(), 1);
        f.models->selection.select({Type::Link, QStringLiteral("bb-1")});
        f.action("plan.double")->trigger();
        f.action("plan.degrade")->trigger();
        auto* dialog = f.dialog<views::AmountDialog>("degradeDialog");
        QVERIFY(dialog != nullptr);
        QCOMPARE(dialog->findChild<QDoubleSpinBox*>(QStringLiteral("amount"))->value(), 50.0);
        QTest::keyClick(dialog, Qt::Key_Return);
        QCOMPARE(f.commands().size(), 3);
        const auto all = f.models->planner.current()->tip()->commands();
        QCOMPARE(std::get<twin::scenario::ResizeLink>(all[1].action).capacity_bps, 8 * twin::kTerabit);
        QCOMPARE(std::get<twin::scenario::Degrade>(all[2].action).left, 0.5);
        f.models->selection.selectMany(
            {{Type::Site, QStringLiteral("st-chengdu")}, {Type::Site, QStringLiteral("st-zhangjiakou")}});
        f.action("plan.addLink")->trigger();
        QVERIFY(f.dialog<views::AmountDialog>("addLinkDialog") != nullptr);
    }

    void withNothingSelectedItIsSaid()
    {
        PlanFixture f;
        f.models->selection.clear();
        for (const char* id : {"plan.fail", "plan.drain", "plan.degrade", "plan.restore", "plan.remove",
                               "plan.double", "plan.addLink", "plan.moveJob", "plan.cancelJob"}) {
            const auto before = f.window->messages().messages().size();
            f.action(id)->trigger();
            QVERIFY2(f.window->messages().messages().size() == before + 1, id);
        }
        QVERIFY(f.models->planner.current() == nullptr); // nothing is forked for nothing
    }

    void aJobMovesToAPoolWithRoom()
    {
        PlanFixture f;
        const auto& job = f.twin->publish()->directory->jobs[0];
        f.models->selection.select({Type::Job, QString::fromStdString(job->id)});
        f.action("plan.moveJob")->trigger();
        auto* dialog = f.dialog<views::ChoiceDialog>("moveJobDialog");
        QVERIFY2(dialog != nullptr, qPrintable(f.newestMessage()));
        QVERIFY(dialog->findChild<QListWidget*>(QStringLiteral("choiceList"))->count() > 0);
        QTest::keyClick(dialog->findChild<QWidget*>(QStringLiteral("choiceFilter")), Qt::Key_Down);
        QTest::keyClick(dialog, Qt::Key_Return);
        QCOMPARE(f.commands().size(), 1);
    }

    void theMapShowsTheDifferenceUntilItIsSwitchedOff_data() { bothLanguages(); }

    void theMapShowsTheDifferenceUntilItIsSwitchedOff()
    {
        QFETCH(Language::Tongue, tongue);
        PlanFixture f(tongue);
        QVERIFY(f.action("map.difference")->isChecked());
        const QImage before = f.map().grabImage();
        f.models->selection.select({Type::Link, QStringLiteral("bb-1")});
        f.action("plan.fail")->trigger();
        f.models->selection.clear();
        QCOMPARE(f.commands().size(), 1);
        PATIENT_VERIFY(f.models->planner.current()->result.outcome != nullptr);
        QImage with;
        PATIENT_VERIFY((with = f.nextPicture()) != before);
        f.action("map.difference")->trigger();
        QVERIFY(!f.map().isLayerVisible(views::MapLayer::Difference));
        QVERIFY(f.map().grabImage() != with);
    }

    void aScenarioIsSetBesideAnotherByKeyboard_data() { bothLanguages(); }

    void aScenarioIsSetBesideAnotherByKeyboard()
    {
        QFETCH(Language::Tongue, tongue);
        PlanFixture f(tongue);
        f.action("view.comparison")->trigger();
        auto* against = f.find<QComboBox>("comparisonAgainst");
        PATIENT_VERIFY(against->isVisible());
        QVERIFY(!against->isEnabled()); // there is only the base
        f.models->selection.select({Type::Link, QStringLiteral("bb-1")});
        f.action("plan.fail")->trigger();
        QCOMPARE(f.commands().size(), 1);
        const int first = f.models->planner.current()->id;
        f.models->planner.branch();
        f.models->selection.select({Type::Link, QStringLiteral("bb-2")});
        f.action("plan.fail")->trigger();
        QCOMPARE(f.commands().size(), 2);
        PATIENT_VERIFY(!f.models->planner.runner().isRunning());
        f.models->selection.clear();
        PATIENT_VERIFY(against->isEnabled());
        const QImage besideBase = f.nextPicture();
        QCOMPARE(against->count(), 2);
        QCOMPARE(against->itemText(1), f.models->planner.scenario(first)->name);
        against->setFocus();
        QTest::keyClick(against, Qt::Key_Down);
        QCOMPARE(f.models->planDifference.against(), first);
        PATIENT_VERIFY(f.nextPicture() != besideBase);
        f.models->planner.close(first);
        PATIENT_COMPARE(against->count(), 1);
        QCOMPARE(f.models->planDifference.against(), 0);
    }

    void everythingIsSaidInChinese()
    {
        PlanFixture f(Language::Tongue::Chinese);
        f.action("plan.mapEdit")->trigger();
        const QString hint = f.find<QLabel>("planHint")->text();
        QVERIFY2(!hint.contains(QStringLiteral("link")), qPrintable(hint));
        f.models->selection.select({Type::Link, QStringLiteral("bb-1")});
        f.action("plan.fail")->trigger();
        QCOMPARE(f.commands().size(), 1);
        QVERIFY2(!f.newestMessage().contains(QStringLiteral("forked")), qPrintable(f.newestMessage()));
    }

  private:
    static void bothLanguages()
    {
        QTest::addColumn<Language::Tongue>("tongue");
        QTest::newRow("English") << Language::Tongue::English;
        QTest::newRow("Chinese") << Language::Tongue::Chinese;
    }

    std::unique_ptr<test::NoWarnings> m_noWarnings;
};

QTEST_MAIN(TestMapGestures)
#include "tst_map_gestures.moc"
