#include "views/map/projection.h"
#include "views/map/viewport.h"

#include <QTest>

#include <cmath>

using twin::Position;
using views::GeoBounds;
using views::Projection;
using views::Viewport;

namespace {

constexpr double kNear = 0.02; // km per pixel
constexpr double kFar = 20;

Viewport viewport()
{
    Viewport out;
    out.size = {1000, 600};
    out.centre_km = {120, -340};
    out.kmPerPixel = 4;
    return out;
}

double apart(QPointF a, QPointF b)
{
    return std::hypot(a.x() - b.x(), a.y() - b.y());
}

} // namespace

class TestProjection final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void placesComeBackFromThePlane_data();
    void placesComeBackFromThePlane();
    void areasAreTrueEverywhere_data();
    void areasAreTrueEverywhere();
    void boundsAroundTheEquatorStillHaveAnInverse();
    void boxOfBoundsHoldsTheirCurvedEdges();
    void screenAndPlaneAreInverse();
    void zoomKeepsThePlaceUnderTheCursor();
    void zoomStopsAtItsLimits();
    void panMovesThePictureWithTheCursor();
    void fitShowsEverythingInsideTheMargins_data();
    void fitShowsEverythingInsideTheMargins();
    void aFlightStartsAndEndsWhereItShould();
};

void TestProjection::placesComeBackFromThePlane_data()
{
    QTest::addColumn<double>("lat");
    QTest::addColumn<double>("lon");
    QTest::addRow("far west") << 39.4 << 73.5;
    QTest::addRow("far east") << 48.3 << 135.0;
    QTest::addRow("south sea") << 3.5 << 112.2;
    QTest::addRow("middle") << 36.0 << 105.0;
    QTest::addRow("other side of the date line") << 51.0 << -179.5;
    QTest::addRow("southern hemisphere") << -33.9 << 151.2;
}

void TestProjection::placesComeBackFromThePlane()
{
    QFETCH(double, lat);
    QFETCH(double, lon);
    const Position place = Position::fromDegrees(lat, lon);
    const Projection china = Projection::china();
    const Position back = china.toGeo(china.toPlane(place));
    QVERIFY(std::abs(back.latE6 - place.latE6) <= 2); // micro-degrees: 0.2 m
    QVERIFY(std::abs(back.lonE6 - place.lonE6) <= 2);
}

void TestProjection::areasAreTrueEverywhere_data()
{
    QTest::addColumn<double>("lat");
    QTest::addRow("Nansha") << 8.0;
    QTest::addRow("Guangzhou") << 23.0;
    QTest::addRow("Beijing") << 40.0;
    QTest::addRow("Mohe") << 53.0;
}

void TestProjection::areasAreTrueEverywhere()
{
    // A cell of one degree has R² · Δλ · (sin φ2 - sin φ1) on the sphere of radius R.
    QFETCH(double, lat);
    constexpr double kRadius_km = 6371.0072;
    constexpr double kDegree = 3.14159265358979323846 / 180;
    constexpr double kStep = 0.01;
    const Projection china = Projection::china();
    const QPointF corner = china.toPlane(Position::fromDegrees(lat, 115));
    const QPointF east = china.toPlane(Position::fromDegrees(lat, 115 + kStep)) - corner;
    const QPointF north = china.toPlane(Position::fromDegrees(lat + kStep, 115)) - corner;
    const double plane = std::abs(east.x() * north.y() - east.y() * north.x());
    const double sphere = kRadius_km * kRadius_km * kStep * kDegree *
                          (std::sin((lat + kStep) * kDegree) - std::sin(lat * kDegree));
    QVERIFY2(std::abs(plane / sphere - 1) < 1e-3, qPrintable(QString::number(plane / sphere)));
}

void TestProjection::boundsAroundTheEquatorStillHaveAnInverse()
{
    const Projection flat = Projection::forBounds({-20, -15, 20, 15});
    const Position place = Position::fromDegrees(-4, 11);
    const Position back = flat.toGeo(flat.toPlane(place));
    QVERIFY(std::abs(back.latE6 - place.latE6) <= 20);
    QVERIFY(std::abs(back.lonE6 - place.lonE6) <= 20);
}

void TestProjection::boxOfBoundsHoldsTheirCurvedEdges()
{
    const Projection china = Projection::china();
    const GeoBounds bounds{73.4, 3.4, 135.2, 53.7};
    const QRectF box = china.toPlane(bounds).adjusted(-1, -1, 1, 1);
    for (int lon = 74; lon < 135; ++lon) {
        QVERIFY(box.contains(china.toPlane(Position::fromDegrees(3.4, lon))));
        QVERIFY(box.contains(china.toPlane(Position::fromDegrees(53.7, lon))));
    }
    QVERIFY(china.toPlane(GeoBounds()).isEmpty());
}

void TestProjection::screenAndPlaneAreInverse()
{
    const Viewport view = viewport();
    const QPointF screen(123.5, 456.25);
    QVERIFY(apart(view.toScreen(view.toPlane(screen)), screen) < 1e-9);
    QCOMPARE(view.toPlane({500, 300}), view.centre_km);
}

void TestProjection::zoomKeepsThePlaceUnderTheCursor()
{
    const Viewport view = viewport();
    const QPointF cursor(811, 77);
    const QPointF place = view.toPlane(cursor);
    const Viewport nearer = view.zoomedAt(cursor, 1.7, kNear, kFar);
    QCOMPARE(nearer.kmPerPixel, 4 / 1.7);
    QVERIFY(apart(nearer.toPlane(cursor), place) < 1e-9);
}

void TestProjection::zoomStopsAtItsLimits()
{
    const Viewport view = viewport();
    const QPointF cursor(10, 20);
    QCOMPARE(view.zoomedAt(cursor, 1e9, kNear, kFar).kmPerPixel, kNear);
    const Viewport farthest = view.zoomedAt(cursor, 1e-9, kNear, kFar);
    QCOMPARE(farthest.kmPerPixel, kFar);
    QVERIFY(apart(farthest.toPlane(cursor), view.toPlane(cursor)) < 1e-9);
}

void TestProjection::panMovesThePictureWithTheCursor()
{
    const Viewport view = viewport();
    const QPointF place = view.toPlane({400, 300});
    QVERIFY(apart(view.panned({35, -20}).toScreen(place), {435, 280}) < 1e-9);
}

void TestProjection::fitShowsEverythingInsideTheMargins_data()
{
    QTest::addColumn<QRectF>("plane");
    QTest::addRow("wide") << QRectF(-3000, -100, 6000, 900);
    QTest::addRow("tall") << QRectF(50, -2000, 700, 5000);
    QTest::addRow("a point") << QRectF(50, 60, 0, 0);
}

void TestProjection::fitShowsEverythingInsideTheMargins()
{
    QFETCH(QRectF, plane);
    const QMarginsF margins(200, 20, 30, 40);
    const Viewport view = viewport().fitted(plane, margins);
    const QRectF inside =
        QRectF(QPointF(0, 0), view.size).marginsRemoved(margins).adjusted(-0.01, -0.01, 0.01, 0.01);
    QVERIFY(inside.contains(view.toScreen(plane.topLeft())));
    QVERIFY(inside.contains(view.toScreen(plane.bottomRight())));
}

void TestProjection::aFlightStartsAndEndsWhereItShould()
{
    const Viewport from = viewport();
    Viewport to = from;
    to.centre_km = {900, 900};
    to.kmPerPixel = 0.5;
    QVERIFY(apart(Viewport::between(from, to, 0).centre_km, from.centre_km) < 1e-9);
    QVERIFY(apart(Viewport::between(from, to, 1).centre_km, to.centre_km) < 1e-9);
    QCOMPARE(Viewport::between(from, to, 1).kmPerPixel, 0.5);
    QVERIFY(Viewport::between(from, to, 0.5).kmPerPixel < from.kmPerPixel);
}

QTEST_GUILESS_MAIN(TestProjection)
#include "tst_projection.moc"
