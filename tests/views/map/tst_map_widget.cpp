#include "tests/views/map/map_test_scene.h"
#include "views/map/map_corner.h"
#include "views/map/map_legend.h"
#include "views/map/map_navigation.h"
#include "views/map/map_widget.h"
#include "views/theme/theme.h"

#include <QApplication>
#include <QCursor>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QWheelEvent>

#include <cmath>

using models::EntityKey;
using twin::Position;

namespace {

constexpr QSize kSize(1000, 700);

/// A widget of a known size on the screen, with identifiers "pool-3", "link-7", "site-0".
class Fixture
{
  public:
    Fixture()
        : map(theme, selection)
    {
        map.resize(kSize);
        map.setReducedMotion(true);
        map.setLegendFolded(true);
        map.setKeyOf([](EntityKey::Type type, std::uint32_t index) {
            const QString name = type == EntityKey::Type::Pool   ? QStringLiteral("pool-%1")
                                 : type == EntityKey::Type::Link ? QStringLiteral("link-%1")
                                                                 : QStringLiteral("site-%1");
            return EntityKey{type, name.arg(index)};
        });
    }

    void show(std::shared_ptr<models::MapScene> scene)
    {
        scene->version = ++m_version;
        map.setScene(std::move(scene));
        map.show();
        QCursor::setPos(map.mapToGlobal(QPoint(5, 5))); // over nothing: no card left from the test before
        QCoreApplication::processEvents();
        (void)map.grabImage();
    }

    /// Where a place is in the widget: the home view is computed as the widget does, from its own public
    /// size.
    [[nodiscard]] QPoint place(Position p)
    {
        // Found by the widget's own zoom: a place stays under the cursor, so the picture tells where it is.
        const views::Projection china = views::Projection::china();
        views::Viewport view;
        view.size = kSize;
        view = view.fitted(china.toPlane(views::defaultBasemap()->mainFrame), QMarginsF(22, 22, 22, 22));
        return view.toScreen(china.toPlane(p)).toPoint();
    }

    views::Theme theme;
    models::Selection selection;
    views::MapWidget map;

  private:
    std::uint64_t m_version = 0;
};

std::shared_ptr<models::MapScene> threePools()
{
    auto scene = std::make_shared<models::MapScene>();
    scene->pools = {mapscene::pool(40, 116, 3, 2, 0.1F), mapscene::pool(31, 121, 4, 2, 0.5F),
                    mapscene::pool(23, 113, 5, 2, 1.0F)};
    scene->links = {
        mapscene::link(Position::fromDegrees(40, 90), Position::fromDegrees(36, 100), 7, 20, 0.5F, 0.5F)};
    scene->synthetic = true;
    return scene;
}

bool near(const QColor& a, const QColor& b, int tolerance = 8)
{
    return std::abs(a.red() - b.red()) <= tolerance && std::abs(a.green() - b.green()) <= tolerance &&
           std::abs(a.blue() - b.blue()) <= tolerance;
}

void wheel(QWidget& widget, QPoint at, int notches)
{
    QWheelEvent event(at, widget.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches), Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&widget, &event);
}

/// The same picture but for the rounding of antialiased edges.
bool same(const QImage& a, const QImage& b)
{
    if (a.size() != b.size()) {
        return false;
    }
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            if (!near(a.pixelColor(x, y), b.pixelColor(x, y), 3)) {
                return false;
            }
        }
    }
    return true;
}

/// A move of the mouse without buttons, as the window system sends it.
void hover(QWidget& widget, QPoint at)
{
    QMouseEvent event(QEvent::MouseMove, at, widget.mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                      Qt::NoModifier);
    QApplication::sendEvent(&widget, &event);
}

/// Stands in for the catalogue: every text of the map's contexts with a mark around it.
class MarkingTranslator final : public QTranslator
{
  public:
    QString translate(const char* context, const char* source, const char*, int) const override
    {
        return QString::fromLatin1(context).startsWith(QStringLiteral("views::Map"))
                   ? QStringLiteral("「%1」").arg(QString::fromUtf8(source))
                   : QString();
    }

    [[nodiscard]] bool isEmpty() const override { return false; }
};

} // namespace

class TestMapWidget final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void aBadBasemapIsRefusedAndTheOldOneStays();
    void anEmptyMapSaysSo();
    void poolsHaveTheRampsColourOnTheScreen();
    void clickSelectsThePoolUnderTheCursor();
    void clickSelectsALink();
    void controlClickToggles();
    void clickOnEmptyGroundClears();
    void shiftDragSelectsABox();
    void escapeClearsTheSelectionFirst();
    void dragPansAndSelectsNothing();
    void wheelZoomsAtTheCursor();
    void keysMoveZoomAndFit();
    void doubleClickActivates();
    void rightClickAsksForAMenu();
    void hoverShowsTheCard();
    void hoverShowsWhatAScenarioAdds();
    void revealFliesToAPoolOutOfSight();
    void revealWaitsForTheSceneOfItsSelection();
    void aForeignNetworkIsFittedInItsOwnProjection();
    void layersSwitch();
    void legendFoldsByItsHeader();
    void legendSaysEverythingInEachLanguage();
    void cornerCarriesCaptionApprovalAndSyntheticNote();
    void scaleBarIsARoundLength_data();
    void scaleBarIsARoundLength();
    void southSeaIsAlwaysOnTheWholeMap();
    void hiddenWidgetDoesNotDraw();
    void fastScenesOnlySkipPictures();
};

void TestMapWidget::aBadBasemapIsRefusedAndTheOldOneStays()
{
    Fixture f;
    f.show(threePools());
    const QImage before = f.map.grabImage();
    const auto done = f.map.setBasemapFile(QStringLiteral("/nowhere/map.json"));
    QVERIFY(!done);
    QCOMPARE(static_cast<int>(done.error().code), static_cast<int>(twin::ErrorCode::NotFound));
    QVERIFY(same(f.map.grabImage(), before));
}

void TestMapWidget::anEmptyMapSaysSo()
{
    Fixture f;
    f.map.show();
    const QImage empty = f.map.grabImage();
    f.map.setScene(threePools());
    const QImage full = f.map.grabImage();
    // The middle line of the empty map carries text in the text colour.
    const auto brightIn = [&](const QImage& image) {
        int count = 0;
        for (int y = 320; y < 345; ++y) {
            for (int x = 350; x < 650; ++x) {
                count += near(image.pixelColor(x, y), f.theme.tokens().text, 40) ? 1 : 0;
            }
        }
        return count;
    };
    QVERIFY2(brightIn(empty) > brightIn(full) + 40, qPrintable(QString::number(brightIn(empty))));
}

void TestMapWidget::poolsHaveTheRampsColourOnTheScreen()
{
    Fixture f;
    f.show(threePools());
    const QImage image = f.map.grabImage();
    QVERIFY(
        near(image.pixelColor(f.place(Position::fromDegrees(40, 116))), f.theme.tokens().utilisation(0.1)));
    QVERIFY(
        near(image.pixelColor(f.place(Position::fromDegrees(31, 121))), f.theme.tokens().utilisation(0.5)));
    QVERIFY(
        near(image.pixelColor(f.place(Position::fromDegrees(23, 113))), f.theme.tokens().utilisation(1.0)));
}

void TestMapWidget::clickSelectsThePoolUnderTheCursor()
{
    Fixture f;
    f.show(threePools());
    QTest::mouseClick(&f.map, Qt::LeftButton, {}, f.place(Position::fromDegrees(31, 121)));
    QCOMPARE(f.selection.current(), (EntityKey{EntityKey::Type::Pool, QStringLiteral("pool-4")}));
    QTest::mouseClick(&f.map, Qt::LeftButton, {}, f.place(Position::fromDegrees(23, 113)));
    QCOMPARE(f.selection.keys().size(), 1);
    QCOMPARE(f.selection.current().id, QStringLiteral("pool-5"));
}

void TestMapWidget::clickSelectsALink()
{
    Fixture f;
    f.show(threePools());
    const QPoint middle =
        (f.place(Position::fromDegrees(40, 90)) + f.place(Position::fromDegrees(36, 100))) / 2;
    QTest::mouseClick(&f.map, Qt::LeftButton, {}, middle);
    QCOMPARE(f.selection.current(), (EntityKey{EntityKey::Type::Link, QStringLiteral("link-7")}));
}

void TestMapWidget::controlClickToggles()
{
    Fixture f;
    f.show(threePools());
    const QPoint first = f.place(Position::fromDegrees(31, 121));
    QTest::mouseClick(&f.map, Qt::LeftButton, Qt::ControlModifier, first);
    QTest::mouseClick(&f.map, Qt::LeftButton, Qt::ControlModifier, f.place(Position::fromDegrees(23, 113)));
    QCOMPARE(f.selection.keys().size(), 2);
    QTest::mouseClick(&f.map, Qt::LeftButton, Qt::ControlModifier, first);
    QCOMPARE(f.selection.keys().size(), 1);
    QCOMPARE(f.selection.current().id, QStringLiteral("pool-5"));
}

void TestMapWidget::clickOnEmptyGroundClears()
{
    Fixture f;
    f.show(threePools());
    f.selection.select({EntityKey::Type::Pool, QStringLiteral("pool-4")});
    QTest::mouseClick(&f.map, Qt::LeftButton, {}, f.place(Position::fromDegrees(46, 90)));
    QVERIFY(f.selection.keys().isEmpty());
}

void TestMapWidget::shiftDragSelectsABox()
{
    Fixture f;
    f.show(threePools());
    const QPoint from = f.place(Position::fromDegrees(40, 116)) + QPoint(60, -40);
    const QPoint to = f.place(Position::fromDegrees(31, 121)) + QPoint(-160, 40);
    QTest::mousePress(&f.map, Qt::LeftButton, Qt::ShiftModifier, from);
    QTest::mouseMove(&f.map, (from + to) / 2);
    QTest::mouseMove(&f.map, to);
    QTest::mouseRelease(&f.map, Qt::LeftButton, Qt::ShiftModifier, to);
    const auto keys = f.selection.keys();
    QVERIFY(keys.contains(EntityKey{EntityKey::Type::Pool, QStringLiteral("pool-3")}));
    QVERIFY(!keys.contains(EntityKey{EntityKey::Type::Pool, QStringLiteral("pool-5")}));
}

void TestMapWidget::escapeClearsTheSelectionFirst()
{
    Fixture f;
    f.show(threePools());
    f.selection.select({EntityKey::Type::Pool, QStringLiteral("pool-4")});
    QTest::keyClick(&f.map, Qt::Key_Escape);
    QVERIFY(f.selection.keys().isEmpty());
}

void TestMapWidget::dragPansAndSelectsNothing()
{
    Fixture f;
    f.show(threePools());
    const QPoint pool = f.place(Position::fromDegrees(31, 121));
    QTest::mousePress(&f.map, Qt::LeftButton, {}, pool);
    QTest::mouseMove(&f.map, pool + QPoint(-40, -30));
    QTest::mouseMove(&f.map, pool + QPoint(-120, -90));
    QTest::mouseRelease(&f.map, Qt::LeftButton, {}, pool + QPoint(-120, -90));
    QVERIFY(f.selection.keys().isEmpty());
    const QImage image = f.map.grabImage();
    QVERIFY(near(image.pixelColor(pool + QPoint(-120, -90)), f.theme.tokens().utilisation(0.5)));
}

void TestMapWidget::wheelZoomsAtTheCursor()
{
    Fixture f;
    f.show(threePools());
    const QPoint pool = f.place(Position::fromDegrees(40, 116));
    wheel(f.map, pool, 4);
    QVERIFY(near(f.map.grabImage().pixelColor(pool), f.theme.tokens().utilisation(0.1)));
    // The others are farther away now: 1.25⁴ times.
    const QPoint other = pool + (f.place(Position::fromDegrees(31, 121)) - pool) * std::pow(1.25, 4);
    QTest::mouseClick(&f.map, Qt::LeftButton, {}, pool);
    QCOMPARE(f.selection.current().id, QStringLiteral("pool-3"));
    if (f.map.rect().contains(other)) {
        QTest::mouseClick(&f.map, Qt::LeftButton, {}, other);
        QCOMPARE(f.selection.current().id, QStringLiteral("pool-4"));
    }
}

void TestMapWidget::keysMoveZoomAndFit()
{
    Fixture f;
    f.show(threePools());
    const QImage home = f.map.grabImage();
    QTest::keyClick(&f.map, Qt::Key_Right);
    const QPoint moved = f.place(Position::fromDegrees(31, 121)) - QPoint(80, 0);
    QVERIFY(near(f.map.grabImage().pixelColor(moved), f.theme.tokens().utilisation(0.5)));
    QTest::keyClick(&f.map, Qt::Key_Plus);
    QVERIFY(!same(f.map.grabImage(), home));
    QTest::keyClick(&f.map, Qt::Key_0);
    QVERIFY(same(f.map.grabImage(), home));
}

void TestMapWidget::doubleClickActivates()
{
    Fixture f;
    f.show(threePools());
    QSignalSpy activated(&f.map, &views::MapWidget::entityActivated);
    QTest::mouseDClick(&f.map, Qt::LeftButton, {}, f.place(Position::fromDegrees(31, 121)));
    QCOMPARE(activated.size(), 1);
    QCOMPARE(activated[0][0].value<EntityKey>().id, QStringLiteral("pool-4"));
    const QImage before = f.map.grabImage();
    QTest::mouseDClick(&f.map, Qt::LeftButton, {}, f.place(Position::fromDegrees(46, 90)));
    QVERIFY(!same(f.map.grabImage(), before)); // empty ground: nearer
}

void TestMapWidget::rightClickAsksForAMenu()
{
    Fixture f;
    f.show(threePools());
    QSignalSpy asked(&f.map, &views::MapWidget::contextMenuRequested);
    QTest::mouseClick(&f.map, Qt::RightButton, {}, f.place(Position::fromDegrees(31, 121)));
    QTest::mouseClick(&f.map, Qt::RightButton, {}, f.place(Position::fromDegrees(46, 90)));
    QCOMPARE(asked.size(), 2);
    QCOMPARE(asked[0][0].value<EntityKey>().id, QStringLiteral("pool-4"));
    QVERIFY(!asked[1][0].value<EntityKey>().isValid());
}

void TestMapWidget::hoverShowsTheCard()
{
    Fixture f;
    QList<QString> asked;
    f.map.setHoverText([&](const QList<EntityKey>& keys) {
        asked.append(keys.first().id);
        return keys.first().id + QStringLiteral("\n42 %");
    });
    f.show(threePools());
    const QPoint pool = f.place(Position::fromDegrees(31, 121));
    hover(f.map, pool + QPoint(-70, 0));
    const QImage before = f.map.grabImage();
    asked.clear();
    hover(f.map, pool);
    QCOMPARE(asked.value(0), QStringLiteral("pool-4"));
    const QImage with = f.map.grabImage();
    QVERIFY(near(with.pixelColor(pool + QPoint(19, 19)), f.theme.tokens().bg2));
    QVERIFY(!same(with, before));
    hover(f.map, pool + QPoint(-70, 0));
    QVERIFY(same(f.map.grabImage(), before));
}

void TestMapWidget::hoverShowsWhatAScenarioAdds()
{
    Fixture f;
    QList<models::MapAddition> asked;
    f.map.setAdditionText([&](const models::MapAddition& addition) {
        asked.append(addition);
        return QStringLiteral("new\n800 Gb/s");
    });
    const auto scene = threePools();
    auto difference = std::make_shared<models::MapDifference>();
    const Position a = Position::fromDegrees(36, 95);
    const Position b = Position::fromDegrees(36, 103);
    difference->addedLinks = {{"new", a, b, 0.8F, {}}};
    difference->addedPools = {{"pool", Position::fromDegrees(42, 100), 1}};
    scene->difference = difference;
    f.show(scene);
    const QPoint middle = (f.place(a) + f.place(b)) / 2 + QPoint(0, 5); // beside what lies there already
    hover(f.map, middle + QPoint(0, -60));
    QVERIFY(asked.isEmpty());
    const QImage before = f.map.grabImage();
    hover(f.map, middle);
    QCOMPARE(asked.size(), 1);
    QVERIFY(asked[0].kind == models::MapAddition::Kind::Link);
    QVERIFY(!same(f.map.grabImage(), before));
    hover(f.map, f.place(Position::fromDegrees(42, 100)));
    QVERIFY(asked.last().kind == models::MapAddition::Kind::Pool);
    // Not of what is not drawn.
    f.map.setLayerVisible(views::MapLayer::Difference, false);
    (void)f.map.grabImage();
    asked.clear();
    hover(f.map, middle);
    QVERIFY(asked.isEmpty());
}

void TestMapWidget::revealFliesToAPoolOutOfSight()
{
    Fixture f;
    f.show(threePools());
    f.selection.select({EntityKey::Type::Pool, QStringLiteral("pool-5")}, true);
    const QImage image = f.map.grabImage();
    QVERIFY(near(image.pixelColor(f.map.rect().center()), f.theme.tokens().utilisation(1.0)));
}

void TestMapWidget::revealWaitsForTheSceneOfItsSelection()
{
    Fixture f;
    f.show(threePools());
    f.selection.select({EntityKey::Type::Enterprise, QStringLiteral("enterprise-1")}, true);
    auto scene = threePools();
    scene->pools[1].selected = true;
    scene->hasSelection = true;
    f.show(scene);
    const QImage image = f.map.grabImage();
    QVERIFY(near(image.pixelColor(f.map.rect().center()), f.theme.tokens().utilisation(0.5)));
}

void TestMapWidget::aForeignNetworkIsFittedInItsOwnProjection()
{
    Fixture f;
    auto scene = std::make_shared<models::MapScene>();
    for (std::uint32_t i = 0; i < 5; ++i) {
        models::MapSite site;
        site.position = Position::fromDegrees(30 + 3.0 * i, -120 + 10.0 * i);
        site.index = i;
        site.label = QStringLiteral("S%1").arg(i);
        scene->sites.push_back(site);
    }
    f.show(scene);
    // The middle of five points in a row is the middle of the picture.
    QTest::mouseClick(&f.map, Qt::LeftButton, {}, f.map.rect().center());
    int found = 0;
    for (int y = 0; y < kSize.height(); y += 4) {
        for (int x = 0; x < kSize.width(); x += 4) {
            f.selection.clear();
            QTest::mouseClick(&f.map, Qt::LeftButton, {}, {x, y});
            if (f.selection.current().type == EntityKey::Type::Site) {
                found |= 1 << f.selection.current().id.last(1).toInt();
            }
        }
    }
    QCOMPARE(found, 31);
}

void TestMapWidget::layersSwitch()
{
    Fixture f;
    f.show(threePools());
    QSignalSpy changed(&f.map, &views::MapWidget::layerVisibilityChanged);
    f.map.setLayerVisible(views::MapLayer::Pools, false);
    f.map.setLayerVisible(views::MapLayer::Pools, false);
    QCOMPARE(changed.size(), 1);
    QVERIFY(!f.map.isLayerVisible(views::MapLayer::Pools));
    const QPoint pool = f.place(Position::fromDegrees(31, 121));
    QVERIFY(!near(f.map.grabImage().pixelColor(pool), f.theme.tokens().utilisation(0.5)));
    QTest::mouseClick(&f.map, Qt::LeftButton, {}, pool);
    QVERIFY(f.selection.keys().isEmpty());
}

void TestMapWidget::legendFoldsByItsHeader()
{
    Fixture f;
    f.show(threePools());
    QVERIFY(f.map.isLegendFolded());
    QTest::mouseClick(&f.map, Qt::LeftButton, {}, QPoint(40, kSize.height() - 12 - 12));
    QVERIFY(!f.map.isLegendFolded());
    const QImage image = f.map.grabImage();
    QVERIFY(near(image.pixelColor(200, kSize.height() - 16), f.theme.tokens().bg1));
}

void TestMapWidget::legendSaysEverythingInEachLanguage()
{
    const QStringList english = views::MapLegend::texts();
    for (const char* word : {"Utilisation", "Stale", "Unknown", "Planned", "Out of service", "Cluster"}) {
        QVERIFY2(english.contains(QString::fromLatin1(word)), word);
    }
    MarkingTranslator translator;
    QCoreApplication::installTranslator(&translator);
    const QStringList other = views::MapLegend::texts();
    QCoreApplication::removeTranslator(&translator);
    for (qsizetype i = 0; i < english.size(); ++i) {
        QCOMPARE(other[i], QStringLiteral("「%1」").arg(english[i]));
    }
}

void TestMapWidget::cornerCarriesCaptionApprovalAndSyntheticNote()
{
    views::MapCorner::Content content;
    content.caption = views::defaultBasemap()->caption(true);
    content.synthetic = true;
    content.computedPositions = true;
    QVERIFY(views::MapCorner::notes(content).contains(QStringLiteral("示意图,非标准地图")));
    QVERIFY(views::MapCorner::notes(content).contains(QStringLiteral("Synthetic data")));
    QCOMPARE(views::MapCorner::notes(content).size(), 3);
    content.approvalNumber = QStringLiteral("GS(2024)0001");
    QVERIFY(views::MapCorner::notes(content).last().contains(QStringLiteral("GS(2024)0001")));
    content = {};
    QVERIFY(views::MapCorner::notes(content).isEmpty());
}

void TestMapWidget::scaleBarIsARoundLength_data()
{
    QTest::addColumn<double>("kmPerPixel");
    QTest::addColumn<double>("length_km");
    QTest::addRow("country") << 5.6 << 500.0;
    QTest::addRow("city") << 0.1 << 10.0;
    QTest::addRow("campus") << 0.02 << 2.0;
    QTest::addRow("world") << 21.0 << 2000.0;
}

void TestMapWidget::scaleBarIsARoundLength()
{
    QFETCH(double, kmPerPixel);
    QFETCH(double, length_km);
    const views::ScaleBar bar = views::ScaleBar::forScale(kmPerPixel);
    QVERIFY(std::abs(bar.length_km - length_km) < 1e-9 * length_km);
    QVERIFY(bar.length_px <= 110 && bar.length_px > 20);
    QVERIFY(std::abs(bar.length_px * kmPerPixel - bar.length_km) < 1e-9);
}

void TestMapWidget::southSeaIsAlwaysOnTheWholeMap()
{
    for (const QSize size : {QSize(1366, 768), QSize(1920, 1080), QSize(700, 1000)}) {
        Fixture f;
        f.map.resize(size);
        f.show(threePools());
        views::MapNavigation navigation;
        navigation.resize(size, 0);
        const QRectF south = navigation.projection().toPlane(views::defaultBasemap()->inset);
        QVERIFY(navigation.wantsInset() || navigation.view().planeRect().contains(south));
        navigation.zoomAt({10, 10}, 12);
        QVERIFY(!navigation.wantsInset());
    }
}

void TestMapWidget::hiddenWidgetDoesNotDraw()
{
    Fixture f;
    f.show(threePools());
    f.map.hide();
    QApplication::processEvents();
    const auto before = f.map.stats().framesDrawn;
    for (int i = 0; i < 20; ++i) {
        f.map.setScene(threePools());
        QApplication::processEvents();
    }
    QCOMPARE(f.map.stats().framesDrawn, before);
    f.map.show();
    QTRY_VERIFY(f.map.stats().framesDrawn > before);
}

void TestMapWidget::fastScenesOnlySkipPictures()
{
    Fixture f;
    f.show(threePools());
    const auto before = f.map.stats().framesDrawn;
    constexpr std::uint64_t kScenes = 200;
    for (std::uint64_t i = 1; i <= kScenes; ++i) {
        auto scene = threePools();
        scene->version = 1000 + i;
        f.map.setScene(std::move(scene));
    }
    QTRY_COMPARE(f.map.stats().sceneVersion, 1000 + kScenes);
    QVERIFY(f.map.stats().framesDrawn - before <= kScenes);
}

QTEST_MAIN(TestMapWidget)
#include "tst_map_widget.moc"
