// Paths and latency circles on the map: how they are drawn, and the geometry of the outline.
#include "models/geo/map_scene_builder.h"
#include "tests/support/fake_twin.h"
#include "tests/views/map/map_test_scene.h"
#include "twin/support/rng.h"
#include "views/map/disc_union.h"
#include "views/map/map_corner.h"
#include "views/map/map_legend.h"
#include "views/map/map_painter.h"
#include "views/theme/theme.h"

#include <QApplication>
#include <QTest>

#include <cmath>
#include <numbers>
#include <optional>

using models::MapPathLeg;
using Rank = MapPathLeg::Rank;
using twin::Position;
using views::DiscArc;
using views::PlaneDisc;

namespace {

const Position kWest = Position::fromDegrees(33, 104);
const Position kEast = Position::fromDegrees(33, 106);
const Position kMiddle = Position::fromDegrees(33, 105);

/// A scene around kMiddle at one km per pixel, without labels and basemap.
class Drawing
{
  public:
    void draw()
    {
        views::MapRequest request;
        request.scene = scene;
        request.projection = views::Projection::china();
        request.view.size = QSize(400, 300);
        request.view.kmPerPixel = kmPerPixel;
        request.view.centre_km = centre_km.value_or(request.projection.toPlane(kMiddle));
        request.tokens = theme.tokens();
        request.font = QApplication::font();
        request.layers.reset(static_cast<std::size_t>(views::MapLayer::Basemap));
        request.layers.reset(static_cast<std::size_t>(views::MapLayer::Labels));
        m_painter.draw(request, picture);
    }

    [[nodiscard]] QPointF place(Position p) const
    {
        return picture.items.view.toScreen(picture.projection.toPlane(p));
    }

    [[nodiscard]] QColor at(QPointF point) const
    {
        return picture.image.pixelColor(static_cast<int>(std::floor(point.x())),
                                        static_cast<int>(std::floor(point.y())));
    }

    /// Pixels of the accent colour along the line from `a` to `b`, moved by `aside` to its right.
    [[nodiscard]] int accentAlong(Position a, Position b, double aside) const
    {
        const QPointF from = place(a);
        const QPointF way = place(b) - from;
        const double length = std::hypot(way.x(), way.y());
        const QPointF right = QPointF(-way.y(), way.x()) / length * aside;
        int found = 0;
        for (double t = 0; t < length; t += 1) {
            const QColor colour = at(from + right + way / length * t);
            const QColor& accent = theme.tokens().accent;
            found += std::abs(colour.red() - accent.red()) + std::abs(colour.green() - accent.green()) +
                                 std::abs(colour.blue() - accent.blue()) <
                             40
                         ? 1
                         : 0;
        }
        return found;
    }

    views::Theme theme;
    std::shared_ptr<models::MapScene> scene = std::make_shared<models::MapScene>();
    views::MapPicture picture;
    double kmPerPixel = 1;
    std::optional<QPointF> centre_km;

  private:
    views::MapPainter m_painter;
};

double lengthOf(std::span<const PlaneDisc> discs, const std::vector<DiscArc>& arcs)
{
    double out = 0;
    for (const DiscArc& arc : arcs) {
        out += (arc.last - arc.first) * discs[arc.disc].radius;
    }
    return out;
}

constexpr double kPi = std::numbers::pi;

} // namespace

class TestMapOverlay final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void nothingHasNoOutline()
    {
        QVERIFY(views::outlineOf({}).empty());
        const PlaneDisc point{{0, 0}, 0};
        QVERIFY(views::outlineOf({&point, 1}).empty());
    }

    void outlinesWorkedByHand_data()
    {
        QTest::addColumn<QList<double>>("discs"); // x, y, radius
        QTest::addColumn<int>("arcs");
        QTest::addColumn<double>("length");
        QTest::newRow("one") << QList<double>{0, 0, 10} << 1 << 20 * kPi;
        QTest::newRow("two apart") << QList<double>{0, 0, 10, 50, 0, 10} << 2 << 40 * kPi;
        QTest::newRow("one inside the other") << QList<double>{0, 0, 10, 2, 0, 3} << 1 << 20 * kPi;
        QTest::newRow("the same twice") << QList<double>{0, 0, 10, 0, 0, 10} << 1 << 20 * kPi;
        QTest::newRow("touching from inside") << QList<double>{0, 0, 10, 5, 0, 5} << 1 << 20 * kPi;
        // Centres a radius apart: each hides a third of the other's edge.
        QTest::newRow("two that meet") << QList<double>{0, 0, 10, 10, 0, 10} << 2 << 2 * 20 * kPi * 2 / 3;
        QTest::newRow("to the left") << QList<double>{0, 0, 10, -10, 0, 10} << 2 << 2 * 20 * kPi * 2 / 3;
    }

    void outlinesWorkedByHand()
    {
        QFETCH(QList<double>, discs);
        QFETCH(int, arcs);
        QFETCH(double, length);
        std::vector<PlaneDisc> given;
        for (qsizetype i = 0; i + 2 < discs.size(); i += 3) {
            given.push_back({{discs[i], discs[i + 1]}, discs[i + 2]});
        }
        const auto outline = views::outlineOf(given);
        QCOMPARE(static_cast<int>(outline.size()), arcs);
        QVERIFY(std::abs(lengthOf(given, outline) - length) < 1e-9);
    }

    /// A point of the outline is inside no disc; a point of an edge that is not in it is inside one.
    void randomOutlinesBoundWhatIsCovered()
    {
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            twin::Rng rng(seed, "test.discs");
            std::vector<PlaneDisc> discs;
            for (int i = 0; i < 12; ++i) {
                discs.push_back({{rng.uniform(0, 100), rng.uniform(0, 100)}, rng.uniform(1, 30)});
            }
            const auto outline = views::outlineOf(discs);
            for (int i = 0; i < 400; ++i) {
                const std::size_t disc = rng.below(discs.size());
                const double angle = rng.uniform(0, 2 * kPi);
                const QPointF point =
                    discs[disc].centre + discs[disc].radius * QPointF(std::cos(angle), std::sin(angle));
                const bool isCovered = std::ranges::any_of(discs, [&](const PlaneDisc& other) {
                    const QPointF way = point - other.centre;
                    return std::hypot(way.x(), way.y()) < other.radius - 1e-9;
                });
                const bool isOutline = std::ranges::any_of(outline, [&](const DiscArc& arc) {
                    const auto within = [&](double a) {
                        return a >= arc.first && a <= arc.last;
                    };
                    return arc.disc == disc && (within(angle) || within(angle + 2 * kPi));
                });
                QVERIFY2(isCovered != isOutline, qPrintable(QStringLiteral("seed %1").arg(seed)));
            }
        }
    }

    void theShownPathIsFullAndItsBackupDashed()
    {
        for (const auto variant : {views::Theme::Variant::Dark, views::Theme::Variant::Light}) {
            Drawing drawing;
            drawing.theme.setVariant(variant);
            drawing.scene->paths = {{kWest, kEast, Rank::Shown}};
            drawing.draw();
            const double length = drawing.place(kEast).x() - drawing.place(kWest).x();
            QVERIFY(drawing.accentAlong(kWest, kEast, 4) > 0.95 * length);
            drawing.scene->paths = {{kWest, kEast, Rank::Backup}};
            drawing.draw();
            const int dashes = drawing.accentAlong(kWest, kEast, 8);
            QVERIFY2(dashes > 0.4 * length && dashes < 0.8 * length,
                     qPrintable(QStringLiteral("%1 of %2").arg(dashes).arg(length)));
        }
    }

    void pathsRunOnTheRightOfTheirWay()
    {
        Drawing drawing;
        drawing.scene->paths = {{kEast, kWest, Rank::Shown}};
        drawing.draw();
        QVERIFY(drawing.accentAlong(kEast, kWest, 4) > 50);
        QCOMPARE(drawing.accentAlong(kWest, kEast, 4), 0); // the other side is free for the other way
    }

    void whatIsWithinACircleIsTintedOnceAndOutlined()
    {
        Drawing drawing;
        drawing.scene->circles = {{5, {{kWest, 60}, {kMiddle, 60}}}};
        drawing.draw();
        const QColor inside = drawing.at(drawing.place(kWest));
        const QColor both = drawing.at((drawing.place(kWest) + drawing.place(kMiddle)) / 2);
        const QColor outside = drawing.at(drawing.place(kEast) + QPointF(0, -120));
        QVERIFY(inside != outside);
        QCOMPARE(both, inside); // where discs overlap it is not darker
        bool hasEdge = false;
        for (double x = 56; x < 64; x += 0.5) {
            hasEdge = hasEdge ||
                      drawing.at(drawing.place(kMiddle) + QPointF(x, 3)) == drawing.theme.tokens().accent;
        }
        for (double y = 56; y < 64; y += 0.5) {
            const QColor colour = drawing.at(drawing.place(kMiddle) + QPointF(12, y));
            hasEdge = hasEdge || std::abs(colour.blue() - drawing.theme.tokens().accent.blue()) < 60;
        }
        QVERIFY(hasEdge);
    }

    /// Seen from so near that a circle is a hundred thousand pixels wide, its edge is still a line on the
    /// screen, and nothing beside it is drawn.
    void fromNearACircleIsStillAnEdge()
    {
        Drawing drawing;
        drawing.kmPerPixel = 0.005;
        const double radius_km = 800;
        drawing.scene->circles = {{20, {{Position::fromDegrees(33, 105), static_cast<float>(radius_km)}}}};
        drawing.centre_km = views::Projection::china().toPlane(kMiddle) + QPointF(radius_km, 0);
        drawing.draw();
        const QColor& accent = drawing.theme.tokens().accent;
        int edge = 0;
        for (int y = 0; y < 300; ++y) {
            for (int x = 195; x < 206; ++x) {
                const QColor colour = drawing.picture.image.pixelColor(x, y);
                edge += std::abs(colour.blue() - accent.blue()) < 60 ? 1 : 0;
            }
        }
        QVERIFY2(edge > 40, qPrintable(QString::number(edge)));   // dotted, from top to bottom
        QVERIFY(drawing.at({50, 150}) != drawing.at({350, 150})); // within, and beyond
    }

    /// Pools within the circle keep their colour, sites a path passes too, flows make room for paths.
    void theSceneTakesWhatTheOverlaySays()
    {
        test::FakeTwin twin;
        twin.fillCalm();
        twin.fillWork();
        models::EntityFilter filter;
        models::Selection selection;
        models::MapSceneBuilder builder;
        selection.selectMany({{models::EntityKey::Type::Pool, QStringLiteral("pl-1")},
                              {models::EntityKey::Type::Pool, QStringLiteral("pl-4")}});
        const auto plain = builder.build(twin.publish(), {}, filter, selection, false);
        QVERIFY(!plain->flows.empty());
        auto overlay = std::make_shared<models::MapOverlay>();
        overlay->registry = twin.registry();
        overlay->isNear = {0, 1, 0, 0, 0, 0};
        overlay->isPassed = {1, 0, 0, 0};
        overlay->paths = {{kWest, kEast, Rank::Shown}};
        builder.setOverlay(overlay);
        const auto scene = builder.build(twin.publish(), {}, filter, selection, false);
        QVERIFY(scene->flows.empty());
        QCOMPARE(scene->paths.size(), std::size_t{1});
        QVERIFY(!scene->pools[0].isNear && scene->pools[1].isNear);
        QVERIFY(scene->sites[0].isPassed && !scene->sites[1].isPassed);
        // Of another registry it says nothing.
        twin.setRegistry(test::smallNation().withoutPool("pl-1").build());
        QVERIFY(builder.build(twin.publish(), {}, filter, selection, false)->paths.empty());
    }

    void poolsWithinTheCircleAreNotDimmed()
    {
        Drawing drawing;
        drawing.scene->hasSelection = true;
        drawing.scene->pools = {mapscene::pool(kWest.lat(), kWest.lon(), 0, 3, 0.5F),
                                mapscene::pool(kEast.lat(), kEast.lon(), 1, 3, 0.5F)};
        drawing.scene->pools[0].isNear = true;
        drawing.draw();
        QVERIFY(drawing.at(drawing.place(kWest)) != drawing.at(drawing.place(kEast)));
    }

    void theInsetKeepsToItsRoom()
    {
        views::Theme theme;
        const views::MapPalette palette(theme.tokens());
        QImage inset(200, 220, QImage::Format_ARGB32_Premultiplied);
        inset.fill(Qt::red);
        views::MapCorner::Content content;
        content.inset = inset.cacheKey();
        const auto heightIn = [&](QSizeF room) {
            views::MapCorner corner;
            content.insetRoom = room;
            corner.update(content, inset, palette, QApplication::font(), 1);
            return corner.size().height();
        };
        const double all = heightIn({1000, 1000});
        QCOMPARE(heightIn({1000, 110}), all - 110);
        QCOMPARE(heightIn({100, 1000}), all - 110);
    }

    void theLegendHasRowsForThemWhenTheyAreThere()
    {
        views::Theme theme;
        const views::MapPalette palette(theme.tokens());
        views::MapLegend legend;
        const auto heightWith = [&](bool paths, bool circles) {
            legend.setContent(
                {.hasPaths = paths, .hasCircles = circles, .hasResiduals = false, .difference = {}});
            legend.update(palette, QApplication::font(), 5, 1);
            return legend.size().height();
        };
        const double plain = heightWith(false, false);
        QVERIFY(heightWith(true, false) > plain);
        QVERIFY(heightWith(true, true) > heightWith(true, false));
        QCOMPARE(heightWith(false, false), plain);
    }

    /// On a low map it leaves out what is least needed instead of standing out at the top.
    void theLegendFitsALowMap()
    {
        views::Theme theme;
        const views::MapPalette palette(theme.tokens());
        views::MapLegend legend;
        legend.update(palette, QApplication::font(), 5, 1);
        const double whole = legend.size().height();
        for (const double room : {whole, whole - 1, 260.0, 200.0, 120.0}) {
            legend.update(palette, QApplication::font(), 5, 1, room);
            QVERIFY(legend.size().height() <= room);
        }
        legend.update(palette, QApplication::font(), 5, 1, whole + 1); // pictures have whole pixels
        QCOMPARE(legend.size().height(), whole);
    }
};

QTEST_MAIN(TestMapOverlay)
#include "tst_map_overlay.moc"
