#include "tests/views/map/map_test_scene.h"
#include "views/map/addition_marks.h"
#include "views/map/map_legend.h"
#include "views/map/map_painter.h"
#include "views/map/map_palette.h"
#include "views/theme/theme.h"

#include <QApplication>
#include <QTest>

#include <cmath>

using models::PlanMark;
using twin::Position;

namespace {

constexpr QSize kSize(400, 300);
const Position kMiddle = Position::fromDegrees(33, 105);

bool near(const QColor& a, const QColor& b, int tolerance = 12)
{
    return std::abs(a.red() - b.red()) <= tolerance && std::abs(a.green() - b.green()) <= tolerance &&
           std::abs(a.blue() - b.blue()) <= tolerance;
}

/// A scene around kMiddle with a level link through it and a pool above, and what a scenario makes of them.
class Drawing
{
  public:
    explicit Drawing(views::Theme::Variant variant = views::Theme::Variant::Dark)
    {
        theme.setVariant(variant);
        palette = views::MapPalette(theme.tokens());
        scene->links = {mapscene::link(Position::fromDegrees(33, 103.7), Position::fromDegrees(33, 106.3), 0,
                                       60, 0.2F, 0.9F)};
        scene->pools = {mapscene::pool(34, 105, 0, 3, 0.5F)};
        difference->full = 0.5F;
        difference->rowOfLink = {0};
        difference->links = {{0, 0, 0, PlanMark::None}};
        difference->rowOfPool = {models::kNoDifference};
    }

    /// Differences of the link, a to b and back.
    void change(float forward, float reverse, PlanMark mark = PlanMark::None)
    {
        difference->links = {{0, forward, reverse, mark}};
    }

    void changePool(float working, float stranded, PlanMark mark = PlanMark::None)
    {
        difference->rowOfPool = {0};
        difference->pools = {{0, working, stranded, mark}};
    }

    const views::MapPicture& draw(bool isShown = true)
    {
        scene->difference = isShown ? difference : nullptr;
        views::MapRequest request;
        request.scene = scene;
        request.projection = views::Projection::china();
        request.view.size = kSize;
        request.view.kmPerPixel = 0.9;
        request.view.centre_km = request.projection.toPlane(kMiddle);
        request.tokens = theme.tokens();
        request.font = QApplication::font();
        request.layers = layers;
        request.layers.reset(static_cast<std::size_t>(views::MapLayer::Basemap));
        request.layers.reset(static_cast<std::size_t>(views::MapLayer::Labels));
        m_painter.draw(request, picture);
        return picture;
    }

    [[nodiscard]] QColor at(QPointF point) const { return picture.image.pixelColor(point.toPoint()); }

    [[nodiscard]] QPointF place(Position p) const
    {
        return picture.items.view.toScreen(picture.projection.toPlane(p));
    }

    /// Whether a colour stands somewhere around a place.
    [[nodiscard]] bool has(QPointF around, int reach, const QColor& colour, int tolerance = 20) const
    {
        for (int y = -reach; y <= reach; ++y) {
            for (int x = -reach; x <= reach; ++x) {
                if (near(at(around + QPointF(x, y)), colour, tolerance)) {
                    return true;
                }
            }
        }
        return false;
    }

    [[nodiscard]] const views::LinkMark& link() const { return picture.items.links.at(0); }

    views::Theme theme;
    views::MapPalette palette{theme.tokens()};
    std::shared_ptr<models::MapScene> scene = std::make_shared<models::MapScene>();
    std::shared_ptr<models::MapDifference> difference = std::make_shared<models::MapDifference>();
    views::MapLayers layers = views::kFirstMapLayers;
    views::MapPicture picture;

  private:
    views::MapPainter m_painter;
};

} // namespace

class TestDifferenceLayer final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void moreIsOrangeAndLessIsBlueInBothThemes_data()
    {
        QTest::addColumn<int>("variant");
        QTest::newRow("dark") << int(views::Theme::Variant::Dark);
        QTest::newRow("light") << int(views::Theme::Variant::Light);
    }

    void moreIsOrangeAndLessIsBlueInBothThemes()
    {
        QFETCH(int, variant);
        Drawing drawing(static_cast<views::Theme::Variant>(variant));
        drawing.change(0.5F, -0.5F);
        drawing.draw();
        const views::Tokens& tokens = drawing.theme.tokens();
        QVERIFY(near(drawing.at(drawing.link().forward.center()), tokens.differenceHigh));
        QVERIFY(near(drawing.at(drawing.link().reverse.center()), tokens.differenceLow));
        // Half of the scale is half way to grey.
        drawing.change(0.25F, 0);
        drawing.draw();
        QVERIFY(near(drawing.at(drawing.link().forward.center()),
                     views::mixed(tokens.differenceMid, tokens.differenceHigh, 0.5)));
        QVERIFY(near(drawing.at(drawing.link().reverse.center()), tokens.differenceMid));
    }

    void whatDoesNotDifferIsQuiet()
    {
        Drawing drawing;
        drawing.draw();
        const QColor quiet = drawing.palette.dimmed(drawing.theme.tokens().differenceMid);
        QVERIFY(near(drawing.at(drawing.link().forward.center()), quiet));
        QVERIFY(near(drawing.at(drawing.place(Position::fromDegrees(34, 105))),
                     drawing.palette.dimmed(drawing.palette.ramp(0.5))));
    }

    void withoutAScenarioTheMapIsAsEver()
    {
        Drawing drawing;
        drawing.change(0.5F, -0.5F);
        drawing.draw(false);
        QVERIFY(near(drawing.at(drawing.link().forward.center()), drawing.palette.ramp(0.2)));
    }

    void switchedOffNothingOfItIsDrawn()
    {
        Drawing drawing;
        drawing.change(0.5F, -0.5F);
        drawing.changePool(-1, 1, PlanMark::Failed);
        drawing.difference->places = {{kMiddle, PlanMark::Failed, true, {}}};
        const QImage without = drawing.draw(false).image.copy();
        drawing.layers.reset(static_cast<std::size_t>(views::MapLayer::Difference));
        QCOMPARE(drawing.draw().image, without);
        drawing.layers.set(static_cast<std::size_t>(views::MapLayer::Difference));
        QVERIFY(drawing.draw().image != without);
    }

    void whatIsGoneIsHollowAndCrossed()
    {
        Drawing drawing;
        drawing.change(-0.2F, -0.9F, PlanMark::Failed);
        drawing.draw();
        const views::Tokens& tokens = drawing.theme.tokens();
        int crossed = 0;
        int hollow = 0;
        const QLineF line = drawing.link().centre();
        for (double part = 0.1; part < 0.9; part += 0.005) {
            const QColor colour = drawing.at(line.pointAt(part));
            crossed += near(colour, tokens.text, 60) ? 1 : 0;
            hollow += near(colour, tokens.land) ? 1 : 0;
        }
        QVERIFY2(crossed > 5 && hollow > 40, qPrintable(QStringLiteral("%1 %2").arg(crossed).arg(hollow)));
    }

    void drainedIsStruckNotCrossed()
    {
        Drawing failed;
        failed.change(0, 0, PlanMark::Failed);
        Drawing drained;
        drained.change(0, 0, PlanMark::Drained);
        Drawing degraded;
        degraded.change(0, 0, PlanMark::Degraded);
        const QImage one = failed.draw().image;
        const QImage two = drained.draw().image;
        const QImage three = degraded.draw().image;
        QVERIFY(one != two && two != three && one != three);
    }

    void aPoolSaysWhatItLoses()
    {
        Drawing drawing;
        drawing.changePool(-0.5F, 0.5F);
        drawing.draw();
        const views::Tokens& tokens = drawing.theme.tokens();
        const QPointF at = drawing.place(Position::fromDegrees(34, 105));
        QVERIFY(near(drawing.at(at), tokens.differenceLow)); // fewer cards at work
        // Half a ring from the top clockwise: to the right there is some, to the left none.
        const double radius = drawing.picture.items.pools.at(0).radius + 3.5;
        QVERIFY(drawing.has(at + QPointF(radius, 0), 2, tokens.text, 60));
        QVERIFY(!drawing.has(at - QPointF(radius, 0), 2, tokens.text, 60));
        drawing.changePool(-0.5F, 1, PlanMark::Failed);
        drawing.draw();
        QVERIFY(near(drawing.at(at), tokens.text, 60)); // the middle of its cross
    }

    void addedThingsAreDashedInAccent()
    {
        Drawing drawing;
        const Position a = Position::fromDegrees(32, 103.7);
        const Position b = Position::fromDegrees(32, 106.3);
        const Position by = Position::fromDegrees(32.3, 105);
        drawing.difference->addedLinks = {{"new", a, b, 6.4F, {a, by, b}}};
        drawing.difference->addedPools = {{"pool", Position::fromDegrees(32.5, 105), 3}};
        drawing.draw();
        const QColor accent = drawing.theme.tokens().accent;
        int on = 0;
        int off = 0;
        const QPointF from = drawing.place(a);
        const QPointF to = drawing.place(b);
        for (double part = 0.1; part < 0.9; part += 0.004) {
            // It lies a little aside, so that it does not hide a link of the same places.
            (drawing.has(QPointF(from + (to - from) * part) + QPointF(0, 5), 1, accent, 40) ? on : off) += 1;
        }
        QVERIFY2(on > 40 && off > 15, qPrintable(QStringLiteral("%1 %2").arg(on).arg(off)));
        QVERIFY(drawing.has((drawing.place(a) + drawing.place(by)) / 2, 4, accent, 60)); // its conduit
        const QPointF pool = drawing.place(Position::fromDegrees(32.5, 105));
        QVERIFY(near(drawing.at(pool), drawing.palette.ground)); // hollow
    }

    /// The pointer finds them where they are drawn.
    void addedThingsAreFoundUnderThePointer()
    {
        using Kind = models::MapAddition::Kind;
        Drawing drawing;
        const Position a = Position::fromDegrees(32, 103.7);
        const Position b = Position::fromDegrees(32, 106.3);
        const Position by = Position::fromDegrees(32.3, 105);
        const Position c = Position::fromDegrees(31.6, 103.7);
        const Position d = Position::fromDegrees(31.6, 106.3);
        const Position pool = Position::fromDegrees(32.5, 105);
        drawing.difference->addedLinks = {{"new", a, b, 0.4F, {a, by, b}}};
        drawing.difference->addedConduits = {{"duct", c, d}};
        drawing.difference->addedPools = {{"pool", pool, 3}};
        drawing.draw();
        const auto isA = [&](QPointF at, Kind kind) {
            const auto found = views::additionAt(drawing.picture, at);
            return found && found->kind == kind && found->row == 0;
        };
        const QPointF middle = (drawing.place(a) + drawing.place(b)) / 2;
        QVERIFY(isA(middle + QPointF(0, 5), Kind::Link));
        QVERIFY(isA((drawing.place(a) + drawing.place(by)) / 2, Kind::Link)); // along its conduits
        QVERIFY(isA(drawing.place(pool), Kind::Pool));
        QVERIFY(isA((drawing.place(c) + drawing.place(d)) / 2, Kind::Conduit));
        QVERIFY(!views::additionAt(drawing.picture, middle + QPointF(0, 18)));
        drawing.draw(false);
        QVERIFY(!views::additionAt(drawing.picture, drawing.place(pool)));
    }

    void aMovedJobIsAnArc()
    {
        Drawing drawing;
        drawing.difference->moves = {
            {"J.1", Position::fromDegrees(32.4, 104), Position::fromDegrees(32.4, 106), 8}};
        drawing.draw();
        const QPointF middle = (drawing.place(Position::fromDegrees(32.4, 104)) +
                                drawing.place(Position::fromDegrees(32.4, 106))) /
                               2;
        const QColor accent = drawing.theme.tokens().accent;
        QVERIFY(!drawing.has(middle, 3, accent, 40)); // it bows
        const double length = 2 * 93 / 0.9;           // two degrees of longitude, about
        QVERIFY(drawing.has(middle - QPointF(0, 0.09 * length), 5, accent, 40));
    }

    void aCutIsMarkedAtItsPlace()
    {
        Drawing drawing;
        drawing.difference->places = {{Position::fromDegrees(32.4, 105),
                                       PlanMark::Failed,
                                       true,
                                       {Position::fromDegrees(32.4, 104), Position::fromDegrees(32.4, 106)}}};
        drawing.draw();
        const QPointF at = drawing.place(Position::fromDegrees(32.4, 105));
        QVERIFY(near(drawing.at(at), drawing.theme.tokens().text, 60));
        QVERIFY(near(drawing.at(at + QPointF(5, 0)), drawing.palette.ground, 40));
    }

    void clustersKeepTheirCount()
    {
        Drawing drawing;
        drawing.scene->pools = {mapscene::pool(34, 105, 0, 3, 0.5F),
                                mapscene::pool(34.01, 105.01, 1, 3, 0.5F)};
        drawing.difference->rowOfPool = {0, models::kNoDifference};
        drawing.difference->pools = {{0, -1, 1, PlanMark::Failed}};
        drawing.draw();
        QCOMPARE(drawing.picture.items.pools.size(), std::size_t{1});
        const auto& mark = drawing.picture.items.pools[0];
        // One of two is gone: the cluster is no cross, but says that half of it works less.
        QVERIFY(drawing.has(mark.at + QPointF(mark.radius + 2.6, 0), 2,
                            drawing.palette.difference(-0.5 / 0.5), 30));
    }

    void theLegendSaysWhichScenarioAndMoment()
    {
        views::Theme theme;
        const views::MapPalette palette(theme.tokens());
        views::MapLegend legend;
        legend.update(palette, QApplication::font(), 2, 1);
        const QImage without = legend.image();
        views::MapLegend::Content content;
        content.difference.name = QStringLiteral("plan");
        content.difference.moment = QStringLiteral("2026-11-27 10:00:00");
        content.difference.full = 0.5;
        legend.setContent(content);
        legend.update(palette, QApplication::font(), 2, 1);
        QVERIFY(legend.size().height() > without.height());
        const QImage half = legend.image();
        content.difference.full = 0.1; // another scale, other numbers at its ticks
        legend.setContent(content);
        legend.update(palette, QApplication::font(), 2, 1);
        QVERIFY(legend.image() != half);
        legend.setContent({});
        legend.update(palette, QApplication::font(), 2, 1);
        QCOMPARE(legend.image(), without);
    }
};

QTEST_MAIN(TestDifferenceLayer)
#include "tst_difference_layer.moc"
