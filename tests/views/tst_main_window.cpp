#include "tests/views/window_fixture.h"
#include "views/main_window/table_export.h"
#include "views/map/map_widget.h"
#include "views/search/search_popup.h"
#include "views/tables/entity_table.h"

#include <QApplication>
#include <QComboBox>
#include <QCoreApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using models::EntityKey;
using models::Language;
using test::WindowFixture;

namespace {

QList<EntityKey> selectedKeys(const QAbstractItemView& view)
{
    QList<EntityKey> keys;
    const QModelIndexList rows = view.selectionModel()->selectedRows(0);
    for (const QModelIndex& row : rows) {
        keys.append(row.data(models::KeyRole).value<EntityKey>());
    }
    return keys;
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init() { m_noWarnings = std::make_unique<test::NoWarnings>(); }

    void cleanup()
    {
        m_noWarnings.reset();
        QCOMPARE(test::NoWarnings::warnings(), QStringList());
    }

    void searchFindsAndSelects()
    {
        WindowFixture f;
        QTest::keyClick(f.window.get(), Qt::Key_F, Qt::ControlModifier);
        auto* popup = f.find<views::SearchPopup>("searchPopup");
        QVERIFY(popup->isVisible());
        auto* input = f.find<QLineEdit>("searchInput");
        input->setText(QStringLiteral("贵安一号")); // by the name in the other language
        QVERIFY(f.find<QListView>("searchHits")->model()->rowCount() > 0);
        QTest::keyClick(input, Qt::Key_Return);
        QVERIFY(!popup->isVisible());
        QCOMPARE(f.models->selection.current(), (EntityKey{EntityKey::Type::Pool, QStringLiteral("pl-4")}));
    }

    void searchWithoutAHitSaysSoAndSelectsNothing()
    {
        WindowFixture f;
        f.action("go.search")->trigger();
        auto* input = f.find<QLineEdit>("searchInput");
        QTest::keyClicks(input, QStringLiteral("no such thing"));
        QCOMPARE(f.find<QListView>("searchHits")->model()->rowCount(), 0);
        QTest::keyClick(input, Qt::Key_Return);
        QVERIFY(!f.models->selection.current().isValid());
        QTest::keyClick(input, Qt::Key_Escape);
        QVERIFY(!f.find<views::SearchPopup>("searchPopup")->isVisible());
    }

    void searchGoesAlongFromEnterpriseToLinkAndBack()
    {
        WindowFixture f;
        f.action("go.search")->trigger();
        QTest::keyClicks(f.find<QLineEdit>("searchInput"), QStringLiteral("ent-1"));
        auto* along = f.find<QListWidget>("searchAlong");
        const auto go = [&](EntityKey::Type type) {
            for (int row = 0; row < along->count(); ++row) {
                const auto key = along->item(row)->data(models::KeyRole).value<EntityKey>();
                if (key.type == type) {
                    Q_EMIT along->itemActivated(along->item(row));
                    return key;
                }
            }
            return EntityKey{};
        };
        for (const EntityKey::Type type :
             {EntityKey::Type::Job, EntityKey::Type::Flow, EntityKey::Type::Link}) {
            const EntityKey key = go(type);
            QVERIFY(key.isValid());
            QCOMPARE(f.models->selection.current(), key);
        }
        QTest::keyClick(along, Qt::Key_Backspace);
        QCOMPARE(f.models->selection.current().type, EntityKey::Type::Flow);
    }

    void oneSelectionForTableNavigatorMapAndInspector()
    {
        WindowFixture f;
        f.action("go.pools")->trigger();
        f.tick();
        auto* table = f.find<views::EntityTable>("poolsTable");
        auto* tree = f.find<QTreeView>("navigatorTree");
        const EntityKey first = table->model()->index(0, 0).data(models::KeyRole).value<EntityKey>();
        table->selectRow(0);
        QCOMPARE(f.models->selection.current(), first);
        QCOMPARE(selectedKeys(*tree), QList<EntityKey>{first});
        QTRY_COMPARE(f.find<QLabel>("inspectorIdentifier")->text(), first.id);

        const EntityKey other{EntityKey::Type::Pool, QStringLiteral("pl-5")};
        f.models->selection.select(other, true); // as the map does at a click
        QCOMPARE(selectedKeys(*table), QList<EntityKey>{other});
        QCOMPARE(selectedKeys(*tree), QList<EntityKey>{other});

        QTest::keyClick(f.window.get(), Qt::Key_Escape);
        QVERIFY(f.models->selection.keys().isEmpty());
        QVERIFY(selectedKeys(*table).isEmpty());
    }

    void selectionOutlivesARegistryChange()
    {
        WindowFixture f;
        f.action("go.pools")->trigger();
        const EntityKey key{EntityKey::Type::Pool, QStringLiteral("pl-4")};
        f.models->selection.select(key);
        f.twin->setRegistry(test::smallNation().withoutPool("pl-1").build());
        f.tick();
        QCOMPARE(f.models->selection.current(), key);
        QCOMPARE(selectedKeys(*f.find<views::EntityTable>("poolsTable")), QList<EntityKey>{key});
    }

    void anotherNetworkComesIntoSight()
    {
        WindowFixture f;
        QTRY_VERIFY_WITH_TIMEOUT(f.window->hasShown(false), 10'000);
        const auto beijing = [&] {
            return f.window->map().screenPosition(twin::Position::fromDegrees(39.9, 116.4));
        };
        const QPointF whole = beijing();
        f.action("map.zoomIn")->trigger();
        const auto isWhole = [&] {
            return QLineF(beijing(), whole).length() < 1;
        };
        QTRY_VERIFY(!isWhole());
        const QPointF near = beijing();
        f.twin->setRegistry(test::smallNation().withoutPool("pl-1").build()); // the same network goes on
        f.tick();
        QVERIFY(QLineF(beijing(), near).length() < 50);
        test::RegistryBuilder other;
        other.carrier("cr-x", {"运营商X", "Carrier X"});
        other.site("st-x", {"西安", "Xi'an"}, 34.3, 108.9, twin::registry::SiteRole::Core, 610000);
        other.site("st-y", {"武汉", "Wuhan"}, 30.6, 114.3, twin::registry::SiteRole::Core, 420000);
        f.twin->setRegistry(other.build());
        f.models->selection.select({EntityKey::Type::Pool, QStringLiteral("pl-4")});
        f.tick();
        QTRY_VERIFY(isWhole());
        QVERIFY2(f.models->selection.keys().isEmpty(), "what was selected is not in it");
    }

    void filterNarrowsTablesAndMap()
    {
        WindowFixture f;
        f.action("go.pools")->trigger();
        f.tick();
        auto* table = f.find<views::EntityTable>("poolsTable");
        QCOMPARE(table->model()->rowCount(), 6);
        auto* box = f.find<QComboBox>("enterpriseFilter");
        box->setCurrentIndex(box->findData(QStringLiteral("ent-3")));
        QTRY_COMPARE(table->model()->rowCount(), 2);
        const models::MapScenePtr scene = f.models->mapScene.build(
            f.models->feed.snapshot(), {}, f.models->filter, f.models->selection, false);
        QCOMPARE(std::ranges::count_if(scene->pools, [](const models::MapPool& pool) { return pool.passes; }),
                 2);
        QTest::keyClicks(f.find<QLineEdit>("poolsFilter"), QStringLiteral("nothing like it"));
        QCOMPARE(table->model()->rowCount(), 0);
        auto* empty = table->findChild<QWidget*>(QStringLiteral("emptyState"));
        QTRY_VERIFY(empty->isVisible());
        empty->findChild<QPushButton*>()->click(); // the one action it offers
        QTRY_COMPARE(table->model()->rowCount(), 6);
        QCOMPARE(box->currentIndex(), 0);
        QVERIFY(f.find<QLineEdit>("poolsFilter")->text().isEmpty());
    }

    void languageSwitchesAtRunTime()
    {
        WindowFixture f;
        f.action("go.pools")->trigger();
        f.tick();
        f.models->selection.select({EntityKey::Type::Pool, QStringLiteral("pl-1")});
        f.tick();
        auto* table = f.find<views::EntityTable>("poolsTable");
        const auto header = [table] {
            return table->model()->headerData(0, Qt::Horizontal, Qt::DisplayRole).toString();
        };
        QCOMPARE(header(), QStringLiteral("Pool"));
        f.action("view.chinese")->trigger();
        QCOMPARE(header(), QStringLiteral("资源池"));
        QCOMPARE(f.action("file.open")->text(), QStringLiteral("打开(&O)…"));
        QVERIFY(f.window->windowTitle().startsWith(QStringLiteral("算网")));
        QTRY_COMPARE(f.find<QLabel>("inspectorTitle")->text(), QStringLiteral("张家口一号"));
        f.action("view.english")->trigger();
        QCOMPARE(header(), QStringLiteral("Pool"));
        QTRY_COMPARE(f.find<QLabel>("inspectorTitle")->text(), QStringLiteral("Zhangjiakou 1"));
    }

    void themeSwitchesAtRunTime()
    {
        WindowFixture f;
        const QColor dark = QApplication::palette().color(QPalette::Window);
        f.action("view.light")->trigger();
        QVERIFY(QApplication::palette().color(QPalette::Window) != dark);
        QVERIFY(f.action("view.light")->isChecked());
        f.action("view.dark")->trigger();
        QCOMPARE(QApplication::palette().color(QPalette::Window), dark);
    }

    void holdingStopsAtNow()
    {
        WindowFixture f;
        f.tick();
        f.action("time.hold")->trigger();
        const twin::TimeNs held = f.models->feed.cursor().time;
        f.tick();
        QCOMPARE(f.models->feed.snapshot()->time, held);
        f.action("time.hold")->trigger();
        QVERIFY(f.models->feed.snapshot()->live);
    }

    void attentionLeadsToTheEntity()
    {
        WindowFixture f;
        f.twin->set(twin::EntityKind::Link, "bb-4", twin::LinkMetric::Forward, 0.97e12);
        f.tick();
        QTRY_VERIFY(f.models->attention.rowCount() > 0);
        f.action("go.attention")->trigger();
        f.models->selection.clear();
        f.action("go.nextAttention")->trigger();
        QVERIFY(f.models->selection.current().isValid());
    }

    void syntheticDataIsLabelled()
    {
        WindowFixture f;
        auto* badge = f.find<QLabel>("syntheticBadge");
        QTRY_VERIFY(badge->isVisible());
        QVERIFY(badge->text().contains(QStringLiteral("合成数据")));
        QVERIFY(badge->text().contains(QStringLiteral("synthetic")));
        auto real = test::smallNation();
        real.synthetic = false;
        f.twin->setRegistry(real.build());
        f.tick();
        QTRY_VERIFY(!badge->isVisible());
    }

    void messagesTellWhatHappenedAndGoAway()
    {
        WindowFixture f;
        auto* bar = f.find<QFrame>("messageBar");
        QVERIFY(!bar->isVisible());
        f.window->messages().show({views::Message::Tone::Problem, QStringLiteral("a.swr was not opened."),
                                   QStringLiteral("It is damaged."), QStringLiteral("Try another."),
                                   QStringLiteral("byte 12")});
        QVERIFY(bar->isVisible());
        QCOMPARE(f.find<QLabel>("messageRest")->text(), QStringLiteral("It is damaged. Try another."));
        QVERIFY(!f.find<QLabel>("messageDetail")->isVisible());
        f.window->messages().closeNewest();
        QVERIFY(!bar->isVisible());
    }

    void exportedTableOpensInASpreadsheet()
    {
        WindowFixture f;
        f.action("go.pools")->trigger();
        f.tick();
        QCOMPARE(f.window->currentTable(), f.find<views::EntityTable>("poolsTable"));
        const QByteArray csv = views::tableCsv(*f.window->currentTable()->model());
        QVERIFY(csv.startsWith("\xEF\xBB\xBF"
                               "Identifier,Pool,"));
        QCOMPARE(csv.count("\r\n"), 7); // header and six pools
        QVERIFY2(csv.contains("Utilisation (%)") && csv.contains("Power (W)"), csv.constData());
        QVERIFY2(csv.contains(",40,"), csv.constData()); // not "40.0 %"
        QVERIFY2(csv.contains(",1200000,"), csv.constData());
        f.action("go.jobs")->trigger();
        f.tick();
        const QByteArray jobs = views::tableCsv(*f.find<views::EntityTable>("jobsTable")->model());
        QCOMPARE(jobs.count("Identifier"), 1);
        QVERIFY2(jobs.contains(",4096,"), jobs.constData()); // not "4,096"
        const auto refused =
            views::exportTable(*f.window->currentTable()->model(), QStringLiteral("/nonexistent/a.csv"));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, twin::ErrorCode::NotFound);
    }

    void withoutARegistryEveryPanelSaysWhatWouldBeThere()
    {
        auto nothing = std::make_shared<test::FakeTwin>();
        models::ConsoleModels models(nothing);
        views::Theme theme;
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        views::MainWindow window(models, theme, settings);
        window.resize(1366, 768);
        window.show();
        QCoreApplication::processEvents();
        int shown = 0;
        const QList<QWidget*> empties = window.findChildren<QWidget*>(QStringLiteral("emptyState"));
        for (const QWidget* empty : empties) {
            shown += empty->isVisible() ? 1 : 0;
        }
        QVERIFY(shown >= 3); // navigator, inspector, the table in front
    }

    void withoutASourceAttentionDoesNotClaimHealth()
    {
        const auto twin = std::make_shared<test::FakeTwin>();
        twin->publish();
        models::ConsoleModels models(twin);
        views::Theme theme;
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        views::MainWindow window(models, theme, settings);
        window.show();
        models.feed.poll();
        const auto said = [&] {
            const auto* table = window.findChild<QWidget*>(QStringLiteral("attentionTable"));
            const auto* empty = table->findChild<QWidget*>(QStringLiteral("emptyState"));
            return empty->isHidden() ? QString() : empty->findChild<QLabel*>()->text();
        };
        QTRY_COMPARE(said(), QStringLiteral("No source is connected"));
        twin->fillCalm();
        twin->sources.pop_back();
        twin->tick();
        models.feed.poll();
        QTRY_VERIFY(said() != QStringLiteral("No source is connected"));
    }

    void mapShowsTheSceneOfTheTwin()
    {
        WindowFixture f;
        QTRY_VERIFY_WITH_TIMEOUT(f.window->hasShown(false), 10'000);
        QSignalSpy frames(&f.window->map(), &views::MapWidget::frameShown);
        f.action("map.zoomIn")->trigger();
        QTRY_VERIFY(frames.count() > 0);
        QVERIFY(f.action("map.links")->isChecked());
        f.action("map.links")->trigger();
        QVERIFY(!f.window->map().isLayerVisible(views::MapLayer::Links));
    }

  private:
    std::unique_ptr<test::NoWarnings> m_noWarnings;
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
