#include "tests/views/map/stroke_oracle.h"
#include "twin/support/rng.h"
#include "views/map/segment_raster.h"

#include <QTest>

#include <algorithm>
#include <vector>

using views::StrokeBand;

namespace {

constexpr QRgb kGround = qRgb(20, 30, 40);
constexpr QRgb kGuard = qRgb(1, 2, 3);

/// An image within a larger buffer: the bytes around it must stay as they are.
class Guarded
{
  public:
    explicit Guarded(QSize size)
        : m_around(size.width() + 2 * kAround, size.height() + 2 * kAround, QImage::Format_RGB32)
        , m_size(size)
    {
        m_around.fill(kGuard);
        image = QImage(m_around.scanLine(kAround) + kAround * sizeof(QRgb), size.width(), size.height(),
                       m_around.bytesPerLine(), QImage::Format_RGB32);
        image.fill(kGround);
    }

    [[nodiscard]] bool isWhole() const
    {
        const QRect inside(QPoint(kAround, kAround), m_size);
        for (int y = 0; y < m_around.height(); ++y) {
            for (int x = 0; x < m_around.width(); ++x) {
                if (!inside.contains(x, y) && m_around.pixel(x, y) != kGuard) {
                    return false;
                }
            }
        }
        return true;
    }

    QImage image;

  private:
    static constexpr int kAround = 9;
    QImage m_around;
    QSize m_size;
};

struct Difference
{
    int most = 0;
    double mean = 0;
};

Difference difference(const QImage& a, const QImage& b)
{
    Difference out;
    double sum = 0;
    for (int y = 0; y < a.height(); ++y) {
        const auto* rowA = reinterpret_cast<const QRgb*>(a.constScanLine(y));
        const auto* rowB = reinterpret_cast<const QRgb*>(b.constScanLine(y));
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = rowA[x];
            const QRgb q = rowB[x];
            const int most = std::max({std::abs(qRed(p) - qRed(q)), std::abs(qGreen(p) - qGreen(q)),
                                       std::abs(qBlue(p) - qBlue(q)), std::abs(qAlpha(p) - qAlpha(q))});
            out.most = std::max(out.most, most);
            sum += most;
        }
    }
    out.mean = sum / (a.width() * a.height());
    return out;
}

/// A link as the map draws one: outline, both directions, a gap.
std::vector<StrokeBand> linkBands(double width)
{
    return {{-width - 1.3, width + 1.3, qRgb(255, 255, 255)},
            {0.3, 0.3 + width, qRgb(253, 231, 37)},
            {-0.3 - width, -0.3, qRgb(49, 104, 142)}};
}

QRgb randomColour(twin::Rng& rng)
{
    return qRgb(static_cast<int>(rng.below(256)), static_cast<int>(rng.below(256)),
                static_cast<int>(rng.below(256)));
}

std::vector<StrokeBand> randomBands(twin::Rng& rng)
{
    std::vector<StrokeBand> out(1 + rng.below(views::StrokeProfile::kMaxBands));
    for (StrokeBand& band : out) {
        band.low = rng.uniform(-6, 5);
        band.high = band.low + rng.uniform(0.2, 6);
        band.colour = randomColour(rng);
    }
    return out;
}

/// Anything from level to upright, across the picture, in it or past it.
QLineF randomLine(twin::Rng& rng, QSize size)
{
    const auto point = [&] {
        return QPointF(rng.uniform(-0.5, 1.5) * size.width(), rng.uniform(-0.5, 1.5) * size.height());
    };
    QLineF line(point(), point());
    switch (rng.below(6)) {
    case 0:
        line.setP2({line.x2(), line.y1()});
        break;
    case 1:
        line.setP2({line.x1(), line.y2()});
        break;
    case 2:
        line.setLength(rng.uniform(0.1, 4));
        break;
    default:
        break;
    }
    return line;
}

QString text(const Difference& d)
{
    return QStringLiteral("most %1, mean %2").arg(d.most).arg(d.mean);
}

} // namespace

/// The fast strokes against the plain ones (stroke_oracle.h): a row's edge may be 1/64 pixel from its place,
/// four levels of 255 at the sharpest edge, and each channel is truncated once more.
class TestStrokes final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void aLinkLooksLikeThePlainOne_data();
    void aLinkLooksLikeThePlainOne();
    void anyStrokesLookLikeThePlainOnes();
    void narrowPicturesAreFilledToTheirEdges();
    void nothingOutsideThePictureIsTouched();
    void bandsAreTheSameAsOneStrokeEach();
    void strokesThatCoverAPixelWhollyHaveTheirOwnColour();
    void deviceRatioScalesTheBands();
};

void TestStrokes::aLinkLooksLikeThePlainOne_data()
{
    QTest::addColumn<QLineF>("line");
    QTest::addRow("steep, long: prepared rows") << QLineF(120.3, 10.2, 171.9, 390.7);
    QTest::addRow("steep, backwards") << QLineF(171.9, 390.7, 120.3, 10.2);
    QTest::addRow("leaning the other way") << QLineF(300.1, 12.8, 141.4, 380.3);
    QTest::addRow("half way") << QLineF(20, 20, 380, 380);
    QTest::addRow("shallow: several fours a row") << QLineF(10.4, 100.6, 390.2, 240.1);
    QTest::addRow("upright") << QLineF(200.37, 5, 200.37, 395);
    QTest::addRow("upright, almost") << QLineF(200.37, 5, 200.37 + 1e-8, 395);
    QTest::addRow("level") << QLineF(5, 200.37, 395, 200.37);
    QTest::addRow("level, almost") << QLineF(395, 200.37, 5, 200.37 + 1e-8);
    QTest::addRow("along the left side") << QLineF(1.5, -20, 4.5, 420);
    QTest::addRow("along the right side") << QLineF(399.2, -20, 397.7, 420);
    QTest::addRow("too short to prepare for") << QLineF(200, 200, 209, 230);
}

void TestStrokes::aLinkLooksLikeThePlainOne()
{
    QFETCH(QLineF, line);
    for (const double width : {0.8, 1.95, 6.0}) {
        QImage fast(400, 400, QImage::Format_RGB32);
        fast.fill(kGround);
        QImage plain = fast;
        const auto bands = linkBands(width);
        views::SegmentRaster(fast).draw(line, bands);
        strokeoracle::draw(plain, line, bands);
        const Difference d = difference(fast, plain);
        QVERIFY2(d.most <= 8 && d.mean < 0.05, qPrintable(text(d)));
        QImage ground = fast;
        ground.fill(kGround);
        QVERIFY(difference(fast, ground).most > 100); // something was drawn
    }
}

void TestStrokes::anyStrokesLookLikeThePlainOnes()
{
    constexpr std::uint64_t kSeed = 20260301;
    twin::Rng rng(kSeed, "strokes");
    for (int round = 0; round < 150; ++round) {
        const QSize size(static_cast<int>(40 + rng.below(200)), static_cast<int>(40 + rng.below(300)));
        QImage fast(size, QImage::Format_RGB32);
        fast.fill(kGround);
        QImage plain = fast;
        QLineF line;
        for (int i = 0; i < 6; ++i) {
            line = randomLine(rng, size);
            const auto bands = randomBands(rng);
            views::SegmentRaster(fast).draw(line, bands);
            strokeoracle::draw(plain, line, bands);
        }
        // Six strokes over each other: what is under an edge passes its difference on, weakened.
        const Difference d = difference(fast, plain);
        QVERIFY2(d.most <= 12 && d.mean < 0.5,
                 qPrintable(QStringLiteral("seed %1 round %2: %3").arg(kSeed).arg(round).arg(text(d))));
    }
}

void TestStrokes::narrowPicturesAreFilledToTheirEdges()
{
    for (int width = 1; width <= 9; ++width) {
        Guarded fast(QSize(width, 120));
        QImage plain = fast.image.copy();
        const QLineF line(width * 0.4, -10, width * 0.7, 130);
        const auto bands = linkBands(1.5);
        views::SegmentRaster(fast.image).draw(line, bands);
        strokeoracle::draw(plain, line, bands);
        const Difference d = difference(fast.image, plain);
        QVERIFY2(d.most <= 8, qPrintable(text(d)));
        QVERIFY(fast.isWhole());
    }
}

void TestStrokes::nothingOutsideThePictureIsTouched()
{
    constexpr std::uint64_t kSeed = 77;
    twin::Rng rng(kSeed, "strokes.guard");
    for (int round = 0; round < 200; ++round) {
        Guarded picture(QSize(static_cast<int>(1 + rng.below(90)), static_cast<int>(1 + rng.below(160))));
        for (int i = 0; i < 10; ++i) {
            views::SegmentRaster(picture.image).draw(randomLine(rng, picture.image.size()), randomBands(rng));
        }
        QVERIFY2(picture.isWhole(), qPrintable(QStringLiteral("seed %1 round %2").arg(kSeed).arg(round)));
    }
}

void TestStrokes::bandsAreTheSameAsOneStrokeEach()
{
    const QLineF line(40.3, 20.1, 160.8, 380.9);
    const auto bands = linkBands(2.2);
    QImage together(200, 400, QImage::Format_RGB32);
    together.fill(kGround);
    QImage apart = together;
    views::SegmentRaster(together).draw(line, bands);
    for (const StrokeBand& band : bands) {
        views::SegmentRaster(apart).draw(line, std::span(&band, 1));
    }
    const Difference d = difference(together, apart);
    QVERIFY2(d.most <= 8 && d.mean < 0.05, qPrintable(text(d)));
}

void TestStrokes::strokesThatCoverAPixelWhollyHaveTheirOwnColour()
{
    QImage image(100, 100, QImage::Format_RGB32);
    for (const QRgb colour : {qRgb(255, 255, 255), qRgb(0, 0, 0), qRgb(253, 231, 37)}) {
        image.fill(qRgb(255, 0, 127));
        views::SegmentRaster(image).draw(QLineF(50, -5, 50.5, 105), 8, QColor(colour));
        QCOMPARE(image.pixel(50, 50), colour);
        QCOMPARE(image.pixel(20, 50), qRgb(255, 0, 127));
    }
}

void TestStrokes::deviceRatioScalesTheBands()
{
    QImage image(200, 400, QImage::Format_RGB32);
    image.fill(kGround);
    QImage plain = image;
    image.setDevicePixelRatio(2);
    views::SegmentRaster(image).draw(QLineF(40, 10, 60, 190), linkBands(1.5));
    std::vector<StrokeBand> doubled = linkBands(1.5);
    for (StrokeBand& band : doubled) {
        band.low *= 2;
        band.high *= 2;
    }
    strokeoracle::draw(plain, QLineF(80, 20, 120, 380), doubled);
    image.setDevicePixelRatio(1);
    const Difference d = difference(image, plain);
    QVERIFY2(d.most <= 8 && d.mean < 0.05, qPrintable(text(d)));
}

QTEST_GUILESS_MAIN(TestStrokes)
#include "tst_strokes.moc"
