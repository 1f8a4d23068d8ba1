#include "tests/views/map/map_test_scene.h"
#include "views/map/line_geometry.h"
#include "views/map/map_painter.h"
#include "views/map/map_palette.h"
#include "views/map/map_symbols.h"
#include "views/map/segment_raster.h"
#include "views/theme/theme.h"

#include <QApplication>
#include <QPainter>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using models::MarkState;
using twin::Position;

namespace {

constexpr QSize kSize(400, 300);
const Position kMiddle = Position::fromDegrees(33, 105);

/// A scene of ours drawn around kMiddle at one km per pixel, without basemap or labels.
class Drawing
{
  public:
    Drawing() { scene->hasSelection = false; }

    const views::MapPicture& draw()
    {
        views::MapRequest request;
        request.scene = scene;
        request.projection = views::Projection::china();
        request.view.size = kSize;
        request.view.kmPerPixel = 0.9;
        request.view.centre_km = request.projection.toPlane(kMiddle);
        request.tokens = theme.tokens();
        request.font = QApplication::font();
        request.layers = layers;
        request.covered = covered;
        m_painter.draw(request, picture);
        return picture;
    }

    [[nodiscard]] QColor at(QPointF point) const { return picture.image.pixelColor(point.toPoint()); }

    /// Where the picture shows a place.
    [[nodiscard]] QPointF place(Position p) const
    {
        return picture.items.view.toScreen(picture.projection.toPlane(p));
    }

    views::Theme theme;
    views::MapPalette palette{theme.tokens()};
    std::shared_ptr<models::MapScene> scene = std::make_shared<models::MapScene>();
    views::MapLayers layers = views::kFirstMapLayers;
    std::vector<QRectF> covered;
    views::MapPicture picture;

  private:
    views::MapPainter m_painter;
};

/// Close enough for an antialiased mark's inside.
bool near(const QColor& a, const QColor& b, int tolerance = 6)
{
    return std::abs(a.red() - b.red()) <= tolerance && std::abs(a.green() - b.green()) <= tolerance &&
           std::abs(a.blue() - b.blue()) <= tolerance;
}

models::MapPool poolInTheMiddle(float utilisation, MarkState state = MarkState::Normal)
{
    return mapscene::pool(kMiddle.lat(), kMiddle.lon(), 0, 3, utilisation, state);
}

models::MapLink levelLink(float forward, float reverse, MarkState state = MarkState::Normal)
{
    // About 240 km west to east through the middle, wide enough to look into.
    return mapscene::link(Position::fromDegrees(33, 103.7), Position::fromDegrees(33, 106.3), 0, 60, forward,
                          reverse, state);
}

/// The colours of a small block around a point.
std::set<QRgb> coloursAround(const Drawing& drawing, QPointF at, int reach)
{
    std::set<QRgb> out;
    for (int y = -reach; y <= reach; ++y) {
        for (int x = -reach; x <= reach; ++x) {
            out.insert(drawing.at(at + QPointF(x, y)).rgb());
        }
    }
    return out;
}

} // namespace

class TestLayers final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void unknownPoolIsHollow();
    void stalePoolIsHatchedAndLosesColour();
    void downPoolIsHollowWithACross();
    void plannedPoolIsHollow();
    void livePoolHasTheRampsColour_data();
    void livePoolHasTheRampsColour();
    void areaFollowsCapacity();
    void eachDirectionOfALinkHasItsOwnColour();
    void theResidualLayerShowsHowFarOffLinksAre();
    void unknownLinkIsHollow();
    void staleLinkIsHatched();
    void busyLinkIsNotRecolouredBySeverity();
    void everySeverityHasItsOwnShape();
    void selectionDimsTheRest();
    void selectedPoolKeepsItsColourAndGetsARing();
    void filteredPoolsAreNotDrawn();
    void hiddenLayersAreNotDrawn();
    void noNameIsPutBelowABlock();
    void poolsCloseTogetherBecomeACluster();
    void clusterSaysWhatItsLiveMembersSay();
    void clustersDoNotChangeWhilePanning();
    void parallelLinksDoNotFallOnEachOther();
    void dashesKeepTheirPlaceWhilePanning();
    void strokesCoverTheirArea_data();
    void strokesCoverTheirArea();
    void strokesLookLikeThePainters();
    void panningReusesTheBasemap();
    void coloursAreLegibleInBothThemes();
};

void TestLayers::unknownPoolIsHollow()
{
    Drawing drawing;
    drawing.scene->pools = {poolInTheMiddle(0, MarkState::Unknown)};
    drawing.draw();
    QVERIFY(near(drawing.at(drawing.place(kMiddle)), drawing.palette.tokens.land));
    const double radius = drawing.picture.items.pools[0].radius;
    bool hasRing = false; // about a pixel wide, somewhere at the disc's edge
    for (double at = radius - 2; at <= radius + 1; at += 0.5) {
        hasRing = hasRing ||
                  near(drawing.at(drawing.place(kMiddle) + QPointF(at, 0)), drawing.palette.tokens.dim, 70);
    }
    QVERIFY(hasRing);
}

void TestLayers::stalePoolIsHatchedAndLosesColour()
{
    Drawing drawing;
    drawing.scene->pools = {poolInTheMiddle(0.9F, MarkState::Stale)};
    drawing.draw();
    const auto colours = coloursAround(drawing, drawing.place(kMiddle), 5);
    const QColor grey = views::MapPalette::desaturated(drawing.palette.ramp(0.9));
    const auto has = [&](const QColor& colour) {
        return std::ranges::any_of(colours, [&](QRgb c) { return near(QColor(c), colour, 10); });
    };
    QVERIFY(has(grey));
    QVERIFY(has(drawing.palette.tokens.land));
    QVERIFY(!has(drawing.palette.ramp(0.9)));
    QVERIFY(grey.hslSaturation() < drawing.palette.ramp(0.9).hslSaturation() / 2);
}

void TestLayers::downPoolIsHollowWithACross()
{
    Drawing drawing;
    drawing.scene->pools = {poolInTheMiddle(0.9F, MarkState::Down)};
    drawing.draw();
    const double radius = drawing.picture.items.pools[0].radius;
    QVERIFY(near(drawing.at(drawing.place(kMiddle)), drawing.palette.tokens.text, 70)); // the cross
    QVERIFY(near(drawing.at(drawing.place(kMiddle) + QPointF(radius / 2, 0)), drawing.palette.tokens.land));
}

void TestLayers::plannedPoolIsHollow()
{
    Drawing drawing;
    drawing.scene->pools = {poolInTheMiddle(0, MarkState::Planned)};
    drawing.draw();
    QVERIFY(near(drawing.at(drawing.place(kMiddle)), drawing.palette.tokens.land));
}

void TestLayers::livePoolHasTheRampsColour_data()
{
    QTest::addColumn<float>("utilisation");
    QTest::addRow("idle") << 0.0F;
    QTest::addRow("half") << 0.5F;
    QTest::addRow("full") << 1.0F;
    QTest::addRow("over full is full") << 1.4F;
}

void TestLayers::livePoolHasTheRampsColour()
{
    QFETCH(float, utilisation);
    for (const auto variant : {views::Theme::Variant::Dark, views::Theme::Variant::Light}) {
        Drawing drawing;
        drawing.theme.setVariant(variant);
        drawing.palette = views::MapPalette(drawing.theme.tokens());
        drawing.scene->pools = {poolInTheMiddle(utilisation)};
        drawing.draw();
        const QColor expected = drawing.theme.tokens().utilisation(static_cast<double>(utilisation));
        QVERIFY(near(drawing.at(drawing.place(kMiddle)), expected));
    }
}

void TestLayers::areaFollowsCapacity()
{
    for (const double kmPerPixel : {0.5, 2.0, 6.0}) {
        const double one = views::poolRadius_px(1, kmPerPixel);
        const double four = views::poolRadius_px(4, kmPerPixel);
        QVERIFY(std::abs(four / one - 2) < 1e-9);
    }
    QVERIFY(views::poolRadius_px(0, 2) > 2); // still to be seen and hit
    QVERIFY(views::linkWidth_px(6.4, 2) > views::linkWidth_px(0.4, 2));
}

void TestLayers::eachDirectionOfALinkHasItsOwnColour()
{
    Drawing drawing;
    drawing.scene->links = {levelLink(0.2F, 0.9F)};
    drawing.draw();
    const auto& mark = drawing.picture.items.links.at(0);
    QVERIFY(near(drawing.at(mark.forward.center()), drawing.palette.ramp(0.2), 12));
    QVERIFY(near(drawing.at(mark.reverse.center()), drawing.palette.ramp(0.9), 12));
    // Traffic keeps right: west to east runs below the middle of the screen's line.
    QVERIFY(mark.forward.center().y() > mark.reverse.center().y());
}

void TestLayers::theResidualLayerShowsHowFarOffLinksAre()
{
    Drawing drawing;
    drawing.scene->links = {levelLink(0.2F, 0.9F)};
    drawing.scene->links[0].forwardResidual = 20;
    drawing.scene->links[0].reverseResidual = -5;
    drawing.layers.set(static_cast<std::size_t>(views::MapLayer::Residual));
    drawing.draw();
    const views::LinkMark mark = drawing.picture.items.links.at(0);
    const views::Tokens& tokens = drawing.theme.tokens();
    QVERIFY(near(drawing.at(mark.forward.center()), tokens.differenceHigh, 12));
    QVERIFY(near(drawing.at(mark.reverse.center()),
                 views::mixed(tokens.differenceMid, tokens.differenceLow, 0.5), 12));
    // What is as expected is grey, what is not known hollow.
    drawing.scene->links[0].forwardResidual = 0;
    drawing.scene->links[0].reverseResidual = models::kNoResidual;
    drawing.draw();
    QVERIFY(near(drawing.at(mark.forward.center()), tokens.differenceMid, 12));
    QVERIFY(near(drawing.at(mark.reverse.center()), tokens.land, 12));
}

void TestLayers::unknownLinkIsHollow()
{
    Drawing drawing;
    drawing.scene->links = {levelLink(0, 0, MarkState::Unknown)};
    drawing.draw();
    QVERIFY(near(drawing.at(drawing.picture.items.links.at(0).middle()), drawing.palette.tokens.land, 12));
}

void TestLayers::staleLinkIsHatched()
{
    Drawing drawing;
    drawing.scene->links = {levelLink(0.9F, 0.9F, MarkState::Stale)};
    drawing.draw();
    const QLineF line = drawing.picture.items.links.at(0).forward;
    int hatched = 0;
    int grey = 0;
    for (int i = 0; i < 200; ++i) {
        const QColor c = drawing.at(line.pointAt(0.1 + 0.004 * i));
        hatched += near(c, drawing.palette.tokens.land, 40) ? 1 : 0;
        grey += near(c, views::MapPalette::desaturated(drawing.palette.ramp(0.9)), 20) ? 1 : 0;
    }
    QVERIFY2(hatched > 10 && grey > 60, qPrintable(QStringLiteral("%1 %2").arg(hatched).arg(grey)));
}

void TestLayers::busyLinkIsNotRecolouredBySeverity()
{
    Drawing drawing;
    drawing.scene->links = {levelLink(0.97F, 0.97F)};
    drawing.scene->links[0].severity = 5;
    drawing.draw();
    const auto& mark = drawing.picture.items.links.at(0);
    QVERIFY(near(drawing.at(mark.forward.pointAt(0.2)), drawing.palette.ramp(0.97), 12));
    QVERIFY(near(drawing.at(mark.middle() + QPointF(0, -4.5)), drawing.palette.tokens.critical, 60));
}

void TestLayers::everySeverityHasItsOwnShape()
{
    // In grey: with the colours taken away the marks still differ.
    std::set<QByteArray> shapes;
    views::Theme theme;
    const views::MapPalette palette(theme.tokens());
    for (int severity = 1; severity <= 5; ++severity) {
        QImage image(24, 24, QImage::Format_RGB32);
        image.fill(palette.ground);
        QPainter painter(&image);
        views::drawSeverityMark(painter, palette, static_cast<twin::state::Severity>(severity), {12, 12});
        painter.end();
        QByteArray outline;
        for (int y = 0; y < 24; ++y) {
            for (int x = 0; x < 24; ++x) {
                outline += near(image.pixelColor(x, y), palette.ground, 24) ? ' ' : '#';
            }
        }
        QVERIFY(outline.count('#') > 60);
        shapes.insert(outline);
    }
    // Warning and indeterminate are both round: filled and hollow.
    QVERIFY(shapes.size() >= 5);
}

void TestLayers::selectionDimsTheRest()
{
    Drawing drawing;
    drawing.scene->links = {levelLink(0.9F, 0.9F)};
    drawing.scene->pools = {mapscene::pool(33.6, 105, 0, 3, 0.9F)};
    drawing.scene->hasSelection = true;
    drawing.draw();
    const QColor dim = drawing.palette.dimmed(drawing.palette.ramp(0.9));
    QVERIFY(near(drawing.at(drawing.picture.items.pools[0].at), dim));
    QVERIFY(near(drawing.at(drawing.picture.items.links[0].forward.pointAt(0.3)), dim, 12));
    const QColor& land = drawing.palette.tokens.land;
    const QColor full = drawing.palette.ramp(0.9);
    QCOMPARE(dim.red(), qRound(land.red() + 0.35 * (full.red() - land.red())));
}

void TestLayers::selectedPoolKeepsItsColourAndGetsARing()
{
    Drawing drawing;
    drawing.scene->pools = {poolInTheMiddle(0.6F)};
    drawing.scene->pools[0].selected = true;
    drawing.scene->hasSelection = true;
    drawing.draw();
    QVERIFY(near(drawing.at(drawing.place(kMiddle)), drawing.palette.ramp(0.6)));
    const double radius = drawing.picture.items.pools[0].radius + 3;
    QVERIFY(near(drawing.at(drawing.place(kMiddle) + QPointF(radius, 0)), drawing.palette.tokens.accent, 60));
}

void TestLayers::filteredPoolsAreNotDrawn()
{
    Drawing drawing;
    drawing.scene->pools = {poolInTheMiddle(0.6F)};
    drawing.scene->pools[0].passes = false;
    drawing.draw();
    QVERIFY(drawing.picture.items.pools.empty());
    QVERIFY(near(drawing.at(drawing.place(kMiddle)), drawing.palette.tokens.land, 12));
}

void TestLayers::hiddenLayersAreNotDrawn()
{
    Drawing drawing;
    drawing.scene->pools = {poolInTheMiddle(0.6F)};
    drawing.scene->links = {levelLink(0.9F, 0.9F)};
    drawing.layers.reset(static_cast<std::size_t>(views::MapLayer::Pools));
    drawing.layers.reset(static_cast<std::size_t>(views::MapLayer::Links));
    drawing.layers.reset(static_cast<std::size_t>(views::MapLayer::Basemap));
    drawing.draw();
    QVERIFY(near(drawing.at(drawing.place(kMiddle)), drawing.palette.ground));
}

/// Half a name beside a block reads as another name.
void TestLayers::noNameIsPutBelowABlock()
{
    const auto nameless = [](Drawing& drawing) {
        drawing.layers.reset(static_cast<std::size_t>(views::MapLayer::Labels));
        return drawing.draw().image.copy();
    };
    Drawing drawing;
    for (const double lon : {104.0, 104.4, 106.0}) { // two west, one east
        models::MapSite& site = drawing.scene->sites.emplace_back();
        site.position = Position::fromDegrees(33, lon);
        site.label = QStringLiteral("Somewhere");
    }
    const QImage named = drawing.draw().image.copy();
    const QRect block(0, 0, kSize.width() / 2, kSize.height());
    drawing.covered = {block};
    const QImage beside = drawing.draw().image.copy();
    const QImage none = nameless(drawing);
    QVERIFY(named.copy(block) != none.copy(block)); // there were names to leave out
    QVERIFY(beside.copy(block) == none.copy(block));
    QVERIFY(beside != none);
}

void TestLayers::poolsCloseTogetherBecomeACluster()
{
    Drawing drawing;
    for (std::uint32_t i = 0; i < 5; ++i) {
        drawing.scene->pools.push_back(mapscene::pool(33 + 0.01 * i, 105, i, 0.2F, 0.5F));
    }
    drawing.scene->pools.push_back(mapscene::pool(33.9, 105, 5, 0.2F, 0.5F));
    drawing.draw();
    QCOMPARE(drawing.picture.items.pools.size(), 2U);
    const views::PoolMark& cluster = drawing.picture.items.pools[0];
    QCOMPARE(cluster.count, 5U);
    QVERIFY(std::abs(static_cast<double>(cluster.eflops) - 1) < 1e-5);
    QVERIFY(std::abs(cluster.radius - views::poolRadius_px(1, 0.9)) < 1e-4);
}

void TestLayers::clusterSaysWhatItsLiveMembersSay()
{
    Drawing drawing;
    drawing.scene->pools = {mapscene::pool(33, 105, 0, 1, 0.2F), mapscene::pool(33.01, 105, 1, 3, 0.6F),
                            mapscene::pool(33.02, 105, 2, 4, 0.99F, MarkState::Stale)};
    drawing.scene->pools[0].severity = 3;
    drawing.draw();
    const views::PoolMark& cluster = drawing.picture.items.pools.at(0);
    QCOMPARE(static_cast<int>(cluster.state), static_cast<int>(MarkState::Normal));
    QVERIFY(std::abs(static_cast<double>(cluster.utilisation) - 0.5) <
            1e-5); // (1·0.2 + 3·0.6) / 4: stale left out
    QCOMPARE(static_cast<int>(cluster.severity), 3);
}

void TestLayers::clustersDoNotChangeWhilePanning()
{
    const auto scene = mapscene::nation({});
    views::Viewport view;
    view.size = {20000, 20000}; // everything in sight both times
    view.kmPerPixel = 4;
    const auto counts = [&](const views::Viewport& seen) {
        const auto items = views::FrameItems::layOut(*scene, views::Projection::china(), seen, {});
        std::vector<std::uint32_t> out;
        for (const views::PoolMark& mark : items.pools) {
            out.push_back(mark.count);
        }
        return out;
    };
    QCOMPARE(counts(view), counts(view.panned({137.3, -41.7})));
}

void TestLayers::parallelLinksDoNotFallOnEachOther()
{
    Drawing drawing;
    drawing.scene->links = {levelLink(0.2F, 0.2F), levelLink(0.2F, 0.2F)};
    std::swap(drawing.scene->links[1].a, drawing.scene->links[1].b); // declared the other way round
    for (std::uint8_t lane = 0; lane < 2; ++lane) {
        drawing.scene->links[lane].lane = lane;
        drawing.scene->links[lane].lanes = 2;
    }
    drawing.draw();
    const auto& marks = drawing.picture.items.links;
    const double apart = std::abs(marks[0].middle().y() - marks[1].middle().y());
    QVERIFY(apart >= 2 * marks[0].width);
}

void TestLayers::dashesKeepTheirPlaceWhilePanning()
{
    const QRectF box(0, 0, 100, 100);
    const QLineF line(-40, 50, 300, 50);
    QList<QLineF> before;
    QList<QLineF> after;
    views::appendDashes(before, line, 4, 10, box);
    views::appendDashes(after, line.translated(3, 0), 4, 10, box);
    QVERIFY(before.size() >= 9 && before.size() <= 11);
    const auto found = std::ranges::find_if(
        after, [&](const QLineF& dash) { return std::abs(dash.x1() - before[4].x1() - 3) < 1e-9; });
    QVERIFY(found != after.end());
}

void TestLayers::strokesCoverTheirArea_data()
{
    QTest::addColumn<QLineF>("line");
    QTest::addColumn<double>("width");
    QTest::addRow("level") << QLineF(20, 50, 80, 50) << 4.0;
    QTest::addRow("upright, backwards") << QLineF(50.3, 80, 50.3, 20) << 3.0;
    QTest::addRow("slanted") << QLineF(20.2, 30.7, 81.4, 62.1) << 2.5;
    QTest::addRow("diagonal") << QLineF(80, 20, 20, 80) << 6.0;
    QTest::addRow("thinner than a pixel") << QLineF(20, 30, 80, 47) << 0.6;
    QTest::addRow("short") << QLineF(50, 50, 53, 51) << 5.0;
}

void TestLayers::strokesCoverTheirArea()
{
    QFETCH(QLineF, line);
    QFETCH(double, width);
    QImage image(100, 100, QImage::Format_RGB32);
    image.fill(Qt::black);
    views::SegmentRaster(image).draw(line, width, Qt::white);
    double covered = 0;
    for (int y = 0; y < 100; ++y) {
        for (int x = 0; x < 100; ++x) {
            covered += qGreen(image.pixel(x, y)) / 255.0;
        }
    }
    const double expected = line.length() * width;
    QVERIFY2(std::abs(covered / expected - 1) < 0.03,
             qPrintable(QStringLiteral("%1 %2").arg(covered).arg(expected)));
}

void TestLayers::strokesLookLikeThePainters()
{
    QImage ours(300, 300, QImage::Format_RGB32);
    QImage theirs = ours;
    ours.fill(Qt::black);
    theirs.fill(Qt::black);
    QPainter painter(&theirs);
    painter.setRenderHint(QPainter::Antialiasing);
    views::SegmentRaster raster(ours);
    for (int i = 0; i < 24; ++i) {
        const double turn = 0.2618 * i;
        const QPointF way(std::cos(turn), std::sin(turn));
        const QLineF line(QPointF(150, 150) + way * 60, QPointF(150, 150) + way * 260); // ends outside
        const double width = 0.8 + 0.2 * i;
        raster.draw(line, width, QColor(200, 120, 40));
        painter.setPen(QPen(QColor(200, 120, 40), width, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(line);
    }
    painter.end();
    int different = 0;
    for (int y = 0; y < 300; ++y) {
        for (int x = 0; x < 300; ++x) {
            different += near(ours.pixelColor(x, y), theirs.pixelColor(x, y), 40) ? 0 : 1;
        }
    }
    QVERIFY2(different < 60, qPrintable(QString::number(different)));
}

void TestLayers::panningReusesTheBasemap()
{
    views::Theme theme;
    views::MapRequest request;
    request.scene = mapscene::nation({.pools = 20, .backboneLinks = 10});
    request.projection = views::Projection::china();
    request.view.size = {600, 400};
    request.view.kmPerPixel = 5;
    request.margin_px = 64;
    request.tokens = theme.tokens();
    request.font = QApplication::font();
    views::MapPainter painter;
    views::MapPicture picture;
    painter.draw(request, picture);
    QVERIFY(picture.base_ms > 0);
    request.view = request.view.panned({100.4, -60.2});
    painter.draw(request, picture);
    QCOMPARE(picture.base_ms, 0.0);
    // The kept picture is the one a fresh painter makes, but for the part of a pixel it was moved by.
    views::MapPainter fresh;
    views::MapPicture expected;
    request.view.centre_km = picture.items.view.centre_km;
    fresh.draw(request, expected);
    int different = 0;
    for (int y = 0; y < expected.image.height(); ++y) {
        for (int x = 0; x < expected.image.width(); ++x) {
            different += near(expected.image.pixelColor(x, y), picture.image.pixelColor(x, y), 24) ? 0 : 1;
        }
    }
    QVERIFY2(different < expected.image.width() * expected.image.height() / 100,
             qPrintable(QString::number(different)));
    request.view = request.view.panned({4000, 0});
    painter.draw(request, picture);
    QVERIFY(picture.base_ms > 0);
}

void TestLayers::coloursAreLegibleInBothThemes()
{
    views::Theme theme;
    for (const auto variant : {views::Theme::Variant::Dark, views::Theme::Variant::Light}) {
        theme.setVariant(variant);
        const views::MapPalette palette(theme.tokens());
        QVERIFY(views::contrastRatio(palette.tokens.text, palette.tokens.land) >= 4.5);
        QVERIFY(views::contrastRatio(palette.tokens.dim, palette.tokens.bg1) >= 4.5);
        for (int percent = 0; percent <= 100; percent += 5) {
            const double ratio = percent / 100.0;
            QVERIFY(palette.needsOutline(ratio) ||
                    views::contrastRatio(palette.ramp(ratio), palette.tokens.land) >= 3);
        }
    }
}

QTEST_MAIN(TestLayers)
#include "tst_map_layers.moc"
