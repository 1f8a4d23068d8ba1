#include "models/roles.h"
#include "views/delegates/cell_delegate.h"
#include "views/theme/theme.h"

#include <QImage>
#include <QPainter>
#include <QStandardItemModel>
#include <QTest>

#include <limits>

/// What is painted into cells.
class TestCellMarks : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aSparklineOfNothingKnownIsEmpty()
    {
        const float gap = std::numeric_limits<float>::quiet_NaN();
        QCOMPARE(rowsDrawn({gap, gap, gap}), QList<int>());
    }

    void aSparklineThatIsBeingReadSaysSo() { QVERIFY(!rowsDrawn({}).isEmpty()); }

    void aSparklineOfZerosLiesOnTheFloor()
    {
        const QList<int> rows = rowsDrawn({0, 0, 0});
        QVERIFY(!rows.isEmpty());
        QVERIFY(rows.first() >= kFloor - 1);
    }

    void aFullSparklineReachesTheTop() { QVERIFY(rowsDrawn({0, 1, 1}).first() <= 1); }

    void aNumberThatDoesNotFitIsNotCutToAnother()
    {
        QCOMPARE(painted(QStringLiteral("1234567"), 30), painted(QStringLiteral("1298765"), 30));
        QVERIFY(painted(QStringLiteral("1234567"), 120) != painted(QStringLiteral("1298765"), 120));
    }

  private:
    static QImage painted(const QString& number, int width)
    {
        QStandardItemModel model(1, 2);
        auto* item = new QStandardItem(number);
        item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        item->setData(QStringLiteral("EFLOPS"), models::UnitRole);
        model.setItem(0, 1, item);
        QImage image(width, views::CellDelegate::kRowHeight, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        const views::Theme theme;
        const views::CellDelegate delegate(theme);
        QStyleOptionViewItem option;
        option.rect = image.rect();
        delegate.paint(&painter, option, model.index(0, 1));
        return image;
    }

    static constexpr int kFloor = 16;

    /// Rows of the picture with something in them, from the top.
    static QList<int> rowsDrawn(const QList<float>& points)
    {
        QImage image(64, 20, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        const views::Theme theme;
        views::paintSparkline(painter, QRectF(2, 1, 60, kFloor - 1), points, theme.tokens());
        painter.end();
        QList<int> rows;
        for (int y = 0; y < image.height(); ++y) {
            bool drawn = false;
            for (int x = 0; x < image.width(); ++x) {
                drawn = drawn || qAlpha(image.pixel(x, y)) > 0;
            }
            if (drawn) {
                rows.append(y);
            }
        }
        return rows;
    }
};

QTEST_MAIN(TestCellMarks)
#include "tst_cell_marks.moc"
