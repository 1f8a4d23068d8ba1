#include "views/map/base_geometry.h"
#include "views/map/basemap.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using twin::ErrorCode;
using views::BasemapLayer;

namespace {

/// A whole small map with one field replaced: `%1` stands for the layers.
QByteArray mapWith(const QByteArray& layers)
{
    return R"({"format":"suanwang.basemap.v1","name":"Test","approval_number":"GS(2024)0001",)"
           R"("caption_zh":"测试","caption_en":"Test map","layers":)" +
           layers + "}";
}

QByteArray layerWith(const QByteArray& kind, const QByteArray& geometry)
{
    return R"([{"kind":")" + kind +
           R"(","geojson":{"type":"FeatureCollection","features":[{"type":"Feature",)" +
           R"("properties":{"name_zh":"省","name_en":"Province","label":[101,31]},"geometry":)" + geometry +
           "}]}}]";
}

const QByteArray kSquare =
    R"({"type":"Polygon","coordinates":[[[100,30],[102,30],[102,32],[100,32],[100,30]]]})";

std::string_view view(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

class TestBasemap final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void badFilesAreRefusedWithAReason_data();
    void badFilesAreRefusedWithAReason();
    void everyTruncationIsRefused();
    void aMissingFileNamesItself();
    void aSmallMapIsReadWhole();
    void theBuiltInMapShowsTheWholeTerritory();
    void theBuiltInMapSaysItIsASchematic();
    void simplifiedLinesStayWithinTheTolerance();
    void sharedBordersAreDrawnOnce();
    void smallIslandsStayVisible();
};

void TestBasemap::badFilesAreRefusedWithAReason_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const QByteArray& bytes, ErrorCode code, const char* says) {
        QTest::addRow("%s", name) << bytes << static_cast<int>(code) << QString::fromLatin1(says);
    };
    const auto bad = ErrorCode::BadInput;
    row("empty", "", bad, "JSON");
    row("not an object", "[1,2]", bad, "JSON");
    row("deeply nested", QByteArray(200'000, '['), bad, "JSON");
    row("wrong format", mapWith(layerWith("territory", kSquare)).replace(".v1", ".v9"),
        ErrorCode::Unsupported, "format");
    row("no caption", mapWith(layerWith("territory", kSquare)).replace("caption_zh", "caption"), bad,
        "caption_zh");
    row("caption too long",
        mapWith(layerWith("territory", kSquare)).replace("Test map", QByteArray(301, 'x')),
        ErrorCode::TooLarge, "caption_en");
    row("no layers", mapWith("[]"), bad, "layers");
    row("layers mistyped", mapWith("7"), bad, "layers");
    row("unknown kind", mapWith(layerWith("clouds", kSquare)), ErrorCode::Unsupported, "layer 1");
    row("open line as territory",
        mapWith(layerWith("territory", R"({"type":"LineString","coordinates":[[1,1],[2,2]]})")),
        ErrorCode::Unsupported, "LineString");
    row("two points are no area",
        mapWith(layerWith("territory", R"({"type":"Polygon","coordinates":[[[1,1],[2,2]]]})")), bad,
        "feature 1");
    row("latitude over 90",
        mapWith(layerWith("territory", R"({"type":"Polygon","coordinates":[[[1,1],[2,91],[3,3]]]})")), bad,
        "degrees");
    row("coordinates are text",
        mapWith(layerWith("territory", R"({"type":"Polygon","coordinates":[[["a",1],[2,2],[3,3]]]})")), bad,
        "degrees");
    row("not nested enough",
        mapWith(layerWith("territory", R"({"type":"MultiPolygon","coordinates":[[1,2]]})")), bad,
        "feature 1");
    row("null geometry", mapWith(layerWith("territory", "null")), bad, "geometry");
    row("only foreign land", mapWith(layerWith("land", kSquare)), bad, "territory");
    row("inset upside down",
        mapWith(layerWith("territory", kSquare)).replace("\"name\":", "\"inset\":[10,20,5,30],\"name\":"),
        bad, "inset");
}

void TestBasemap::badFilesAreRefusedWithAReason()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    QFETCH(QString, says);
    const auto map = views::parseBasemap(view(bytes));
    QVERIFY(!map);
    QCOMPARE(static_cast<int>(map.error().code), code);
    QVERIFY2(QString::fromStdString(map.error().reason).contains(says), map.error().reason.c_str());
}

void TestBasemap::everyTruncationIsRefused()
{
    const QByteArray whole = mapWith(layerWith("territory", kSquare));
    for (qsizetype length = 0; length < whole.size(); ++length) {
        QVERIFY(!views::parseBasemap(view(whole.first(length))));
    }
}

void TestBasemap::aMissingFileNamesItself()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("none.json"));
    const auto map = views::loadBasemap(path);
    QVERIFY(!map);
    QCOMPARE(static_cast<int>(map.error().code), static_cast<int>(ErrorCode::NotFound));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{}");
    file.close();
    const auto bad = views::loadBasemap(path);
    QVERIFY(!bad);
    QCOMPARE(QString::fromStdString(bad.error().file), path);
}

void TestBasemap::aSmallMapIsReadWhole()
{
    const QByteArray bytes = mapWith(layerWith("territory", kSquare));
    const auto map = views::parseBasemap(view(bytes));
    QVERIFY2(map.has_value(), map ? "" : map.error().reason.c_str());
    QCOMPARE((*map)->name, QStringLiteral("Test"));
    QCOMPARE((*map)->approvalNumber, QStringLiteral("GS(2024)0001"));
    QCOMPARE((*map)->caption(true), QStringLiteral("测试"));
    QCOMPARE((*map)->caption(false), QStringLiteral("Test map"));
    QCOMPARE((*map)->layers.size(), 1U);
    QCOMPARE((*map)->layers[0].rings[0].size(), 4U); // the repeated last point is dropped
    QCOMPARE((*map)->labels[0].zh, QStringLiteral("省"));
    QCOMPARE((*map)->territory, (views::GeoBounds{100, 30, 102, 32}));
    QVERIFY((*map)->inset.isEmpty());
}

void TestBasemap::theBuiltInMapShowsTheWholeTerritory()
{
    const views::BasemapPtr map = views::defaultBasemap();
    QCOMPARE(map->labels.size(), 34U);
    const auto dashes = std::ranges::find(map->layers, BasemapLayer::Kind::Boundary, &BasemapLayer::kind);
    QVERIFY(dashes != map->layers.end());
    QCOMPARE(dashes->rings.size(), 10U);
    // The farthest points of the country, and the southernmost dash.
    QVERIFY(map->territory.west < 73.6 && map->territory.east > 135.0);
    QVERIFY(map->territory.north > 53.5 && map->territory.south < 3.5);
    // What the main frame does not hold, the inset does.
    for (const twin::Ring& dash : dashes->rings) {
        for (const twin::GeoPoint point : dash) {
            const auto place =
                twin::Position::fromDegrees(static_cast<double>(point.lat), static_cast<double>(point.lon));
            QVERIFY(map->inset.contains(place) || map->mainFrame.contains(place));
        }
    }
}

void TestBasemap::theBuiltInMapSaysItIsASchematic()
{
    const views::BasemapPtr map = views::defaultBasemap();
    QVERIFY(map->approvalNumber.isEmpty());
    QCOMPARE(map->caption(true), QStringLiteral("示意图,非标准地图"));
    QCOMPARE(map->caption(false), QStringLiteral("Schematic, not a standard map"));
}

void TestBasemap::simplifiedLinesStayWithinTheTolerance()
{
    QPolygonF wave;
    for (int i = 0; i <= 400; ++i) {
        wave.append(QPointF(i, 10 * std::sin(i * 0.1) + 0.2 * std::sin(i * 2.0)));
    }
    const QPolygonF simple = views::simplifiedLine(wave, 0.5);
    QVERIFY(simple.size() < wave.size() / 4);
    QCOMPARE(simple.first(), wave.first());
    QCOMPARE(simple.last(), wave.last());
    for (const QPointF& point : wave) {
        double nearest = 1e9;
        for (qsizetype i = 1; i < simple.size(); ++i) {
            const QPointF way = simple[i] - simple[i - 1];
            const double part = std::clamp(
                QPointF::dotProduct(point - simple[i - 1], way) / QPointF::dotProduct(way, way), 0.0, 1.0);
            const QPointF off = point - (simple[i - 1] + way * part);
            nearest = std::min(nearest, std::hypot(off.x(), off.y()));
        }
        QVERIFY(nearest <= 0.5 + 1e-9);
    }
}

void TestBasemap::sharedBordersAreDrawnOnce()
{
    // Two squares side by side: the edge between them is one inner line, the other six are outer.
    const QByteArray pair =
        R"({"type":"MultiPolygon","coordinates":[[[[100,30],[102,30],[102,32],[100,32]]],)"
        R"([[[102,30],[104,30],[104,32],[102,32]]]]})";
    const auto map = views::parseBasemap(view(mapWith(layerWith("territory", pair))));
    QVERIFY(map.has_value());
    views::BaseGeometry geometry(*map, views::Projection::china());
    const views::BaseShapes& shapes = geometry.atScale(0.05);
    const auto edges = [](const std::vector<views::BaseShape>& lines) {
        qsizetype count = 0;
        for (const views::BaseShape& line : lines) {
            count += line.points.size() - 1;
        }
        return count;
    };
    QCOMPARE(edges(shapes.innerBorders), 1);
    QCOMPARE(edges(shapes.outerBorders), 6);
    QCOMPARE(shapes.territory.size(), 2U);
}

void TestBasemap::smallIslandsStayVisible()
{
    views::BaseGeometry geometry(views::defaultBasemap(), views::Projection::china());
    for (const double kmPerPixel : {4.0, 6.0, 12.0}) {
        const views::BaseShapes& far = geometry.atScale(kmPerPixel);
        QVERIFY(!far.islets.empty());
        const QPointF nansha = views::Projection::china().toPlane(twin::Position::fromDegrees(7.54, 114.06));
        const bool isDot =
            std::ranges::any_of(far.islets, [&](QPointF p) { return (p - nansha).manhattanLength() < 30; });
        const bool isShape = std::ranges::any_of(far.territory, [&](const views::BaseShape& shape) {
            return shape.box.adjusted(-15, -15, 15, 15).contains(nansha);
        });
        QVERIFY(isDot || isShape);
    }
}

QTEST_GUILESS_MAIN(TestBasemap)
#include "tst_basemap.moc"
