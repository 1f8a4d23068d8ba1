#include "views/map/map_overlays.h"

#include <QTest>

using views::MapOverlays;

namespace {

constexpr QSizeF kOpenLegend_px(236, 300);
constexpr QSizeF kFoldedLegend_px(96, 26);

QSizeF legendFor(QSizeF map)
{
    return MapOverlays::hasRoomForLegend(map) ? kOpenLegend_px : kFoldedLegend_px;
}

} // namespace

/// Where the blocks over the map stand, at every size a map gets.
class TestMapOverlays final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void smallMapHasNoRoomForAnOpenLegend()
    {
        QVERIFY(!MapOverlays::hasRoomForLegend({899, 1000}));
        QVERIFY(!MapOverlays::hasRoomForLegend({1000, 399}));
        QVERIFY(MapOverlays::hasRoomForLegend({900, 400}));
    }

    void blocksStandInTheLowerCorners()
    {
        const MapOverlays places = MapOverlays::place({1000, 600}, kOpenLegend_px, {300, 90});
        QCOMPARE(places.legend, QRectF(12, 288, 236, 300));
        QCOMPARE(places.corner, QRectF(688, 498, 300, 90));
    }

    void legendMovesAboveACornerItWouldMeet()
    {
        const MapOverlays places = MapOverlays::place({400, 300}, kFoldedLegend_px, {300, 90});
        QCOMPARE(places.legend.bottom(), places.corner.top() - MapOverlays::kGap_px);
        QCOMPARE(places.legend.left(), 12.0);
    }

    void wordsOfAnEmptyMapAreInTheMiddleIfTheyCan()
    {
        const MapOverlays places = MapOverlays::place({1400, 800}, kOpenLegend_px, {300, 90});
        QCOMPARE(places.wordsAt({1400, 800}, {420, 60}).center(), QPointF(700, 400));
    }

    /// From the smallest map a window of 1024 by 800 leaves up to a large screen, for all captions there are.
    void noneCoversAnother()
    {
        for (double width = 430; width <= 2000; width += 31) {
            for (double height = 320; height <= 1200; height += 23) {
                for (const QSizeF corner : {QSizeF(120, 60), QSizeF(328, 92), QSizeF(328, 200)}) {
                    const QSizeF map(width, height);
                    const QRectF whole(QPointF(0, 0), map);
                    const MapOverlays places = MapOverlays::place(map, legendFor(map), corner);
                    const QRectF words = places.wordsAt(map, {390, 60});
                    const QByteArray where = QByteArray::number(width) + " x " + QByteArray::number(height);
                    QVERIFY2(whole.contains(places.legend), where.constData());
                    QVERIFY2(whole.contains(places.corner), where.constData());
                    QVERIFY2(whole.contains(words), where.constData());
                    QVERIFY2(!places.legend.intersects(places.corner), where.constData());
                    QVERIFY2(!places.legend.intersects(words), where.constData());
                    QVERIFY2(!places.corner.intersects(words), where.constData());
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestMapOverlays)
#include "tst_map_overlays.moc"
