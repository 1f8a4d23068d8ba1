#include "views/theme/icons.h"
#include "views/theme/style_sheet.h"
#include "views/theme/theme.h"
#include "views/theme/theme_file.h"

#include <QApplication>
#include <QDateTimeEdit>
#include <QDir>
#include <QFile>
#include <QSet>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStyleOptionSpinBox>
#include <QTest>

#include <array>
#include <cmath>

using namespace views;
using twin::state::Severity;

namespace {

using Rgb = std::array<double, 3>;
using Matrix = std::array<Rgb, 3>;

double linear(double c)
{
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

Rgb linear(const QColor& colour)
{
    return {linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())};
}

Rgb times(const Matrix& matrix, const Rgb& v)
{
    Rgb out{};
    for (std::size_t row = 0; row < 3; ++row) {
        out[row] = matrix[row][0] * v[0] + matrix[row][1] * v[1] + matrix[row][2] * v[2];
    }
    return out;
}

/// Relative luminance and contrast of WCAG 2.1.
double luminance(const QColor& colour)
{
    const Rgb rgb = linear(colour);
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
}

double contrast(const QColor& a, const QColor& b)
{
    const double high = std::max(luminance(a), luminance(b));
    const double low = std::min(luminance(a), luminance(b));
    return (high + 0.05) / (low + 0.05);
}

/// CIE L*a*b* of linear sRGB, D65.
Rgb lab(const Rgb& rgb)
{
    const Matrix toXyz{{{0.4124564, 0.3575761, 0.1804375},
                        {0.2126729, 0.7151522, 0.0721750},
                        {0.0193339, 0.1191920, 0.9503041}}};
    const Rgb white{0.95047, 1.0, 1.08883};
    const Rgb xyz = times(toXyz, rgb);
    Rgb f{};
    for (std::size_t i = 0; i < 3; ++i) {
        const double t = xyz[i] / white[i];
        f[i] = t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116.0;
    }
    return {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

double distance(const QColor& a, const QColor& b, const Matrix& vision)
{
    const auto seen = [&vision](const QColor& colour) {
        Rgb rgb = times(vision, linear(colour));
        for (double& c : rgb) {
            c = std::clamp(c, 0.0, 1.0);
        }
        return lab(rgb);
    };
    const Rgb x = seen(a);
    const Rgb y = seen(b);
    return std::hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}

/// Machado, Oliveira, Fernandes 2009, severity 1.0; first the usual vision.
const Matrix kVisions[] = {
    {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
    {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}},
    {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}},
    {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}},
};

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aThemeFileWithoutAColourIsRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("not JSON") << QByteArray("{colours");
        QTest::newRow("no colours") << QByteArray("{}");
        QTest::newRow("not a colour") << QByteArray(R"({"colours": {"bg0": "quite dark"}})");
    }

    void aThemeFileWithoutAColourIsRefused()
    {
        QFETCH(QByteArray, bytes);
        const auto parsed = parseTheme(bytes);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, twin::ErrorCode::BadInput);
    }

    void textCanBeReadOnEveryGround_data() { bothThemes(); }

    void textCanBeReadOnEveryGround()
    {
        QFETCH(Theme::Variant, variant);
        const Theme theme(nullptr, variant);
        const Tokens& t = theme.tokens();
        for (const QColor& ground : {t.bg0, t.bg1, t.bg2, t.land}) {
            QVERIFY2(contrast(t.text, ground) >= 4.5, qPrintable(ground.name()));
            QVERIFY2(contrast(t.dim, ground) >= 4.5, qPrintable(ground.name()));
        }
        for (const QColor& ground : {t.bg0, t.bg1}) {
            QVERIFY(contrast(t.accent, ground) >= 4.5); // links
        }
        QVERIFY(contrast(t.bg1, t.accent) >= 4.5); // the banner's text
    }

    void severitiesDifferForEverybody_data() { bothThemes(); }

    void severitiesDifferForEverybody()
    {
        QFETCH(Theme::Variant, variant);
        const Theme theme(nullptr, variant);
        const double least = theme.tokens().dark ? 12 : 16;
        for (const Matrix& vision : kVisions) {
            for (int a = 1; a <= 5; ++a) {
                for (int b = a + 1; b <= 5; ++b) {
                    const double d = distance(theme.tokens().severity(static_cast<Severity>(a)),
                                              theme.tokens().severity(static_cast<Severity>(b)), vision);
                    QVERIFY2(d >= least, qPrintable(QStringLiteral("%1 %2: %3").arg(a).arg(b).arg(d)));
                }
            }
        }
    }

    void severityMarksDifferInShapeAndLetter()
    {
        QSet<QChar> shapes;
        QSet<QString> letters;
        for (int severity = 1; severity <= 5; ++severity) {
            const QString mark = severityMark(static_cast<Severity>(severity));
            QCOMPARE(mark.size(), 2);
            shapes.insert(mark[0]);
            letters.insert(mark.mid(1));
        }
        QCOMPARE(shapes.size(), 5);
        QCOMPARE(letters.size(), 5);
    }

    void utilisationRunsThroughItsStops()
    {
        const Theme theme;
        const Tokens& t = theme.tokens();
        QCOMPARE(t.utilisation(-1), t.utilisationStops.first());
        QCOMPARE(t.utilisation(std::nan("")), t.utilisationStops.first());
        QCOMPARE(t.utilisation(0.5), t.utilisationStops[2]);
        QCOMPARE(t.utilisation(1.3), t.utilisationStops.last());
        for (int i = 1; i <= 5; ++i) { // never a severity's colour
            QVERIFY(!t.utilisationStops.contains(t.severity(static_cast<Severity>(i))));
        }
    }

    void switchingChangesPaletteAndStyleSheet()
    {
        Theme theme;
        const QColor before = QApplication::palette().color(QPalette::Window);
        QSignalSpy spy(&theme, &Theme::changed);
        theme.setVariant(Theme::Variant::Light);
        QCOMPARE(spy.count(), 1);
        QVERIFY(QApplication::palette().color(QPalette::Window) != before);
        QVERIFY(qApp->styleSheet().contains(theme.tokens().accent.name()));
        QVERIFY2(!qApp->styleSheet().contains(u'@'), "every token's name was replaced");
        theme.setVariant(Theme::Variant::Light);
        QCOMPARE(spy.count(), 1);
    }

    void numbersHaveArrowsToStepThem_data() { bothThemes(); }

    void numbersHaveArrowsToStepThem()
    {
        QFETCH(Theme::Variant, variant);
        const Theme theme(nullptr, variant);
        QSpinBox number;
        number.setRange(0, 2);
        number.setValue(1);
        QDateTimeEdit moment(QDateTime(QDate(2026, 11, 15), QTime(12, 0)));
        for (QAbstractSpinBox* box :
             {static_cast<QAbstractSpinBox*>(&number), static_cast<QAbstractSpinBox*>(&moment)}) {
            box->resize(160, box->sizeHint().height());
            box->show();
            QVERIFY(QTest::qWaitForWindowExposed(box));
            for (const auto part : {QStyle::SC_SpinBoxUp, QStyle::SC_SpinBoxDown}) {
                QVERIFY2(clearest(*box, part, theme) >= 3, qPrintable(QString::number(part)));
            }
        }
        QTest::mouseClick(&number, Qt::LeftButton, {}, arrow(number, QStyle::SC_SpinBoxUp).center());
        QCOMPARE(number.value(), 2);
        // Nothing above the highest: its arrow says so.
        QVERIFY(clearest(number, QStyle::SC_SpinBoxUp, theme) < 3);
        QTest::mouseClick(&number, Qt::LeftButton, {}, arrow(number, QStyle::SC_SpinBoxDown).center());
        QCOMPARE(number.value(), 1);
    }

    void everyIconIsThereAndDrawn()
    {
        const Theme theme;
        QVERIFY(icon(theme, QStringLiteral("no such icon")).isNull());
        const QStringList files =
            QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")}, QDir::Files);
        QVERIFY(files.size() > 20);
        for (const QString& file : files) {
            const QImage image = icon(theme, file.chopped(4)).pixmap(QSize(16, 16)).toImage();
            bool drawn = false;
            for (int y = 0; y < image.height() && !drawn; ++y) {
                for (int x = 0; x < image.width() && !drawn; ++x) {
                    drawn = qAlpha(image.pixel(x, y)) > 100;
                }
            }
            QVERIFY2(drawn, qPrintable(file));
        }
    }

  private:
    static QRect arrow(const QAbstractSpinBox& box, QStyle::SubControl part)
    {
        QStyleOptionSpinBox option;
        option.initFrom(&box);
        option.buttonSymbols = box.buttonSymbols();
        option.subControls = QStyle::SC_All;
        return box.style()->subControlRect(QStyle::CC_SpinBox, &option, part, &box);
    }

    /// Contrast of what stands out most in a part of a box, the pointer elsewhere.
    static double clearest(QAbstractSpinBox& box, QStyle::SubControl part, const Theme& theme)
    {
        const QImage image = box.grab(arrow(box, part).adjusted(1, 1, -1, -1)).toImage();
        double out = 1;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                out = std::max(out, contrast(image.pixelColor(x, y), theme.tokens().bg0));
            }
        }
        return out;
    }

    static void bothThemes()
    {
        QTest::addColumn<Theme::Variant>("variant");
        QTest::newRow("dark") << Theme::Variant::Dark;
        QTest::newRow("light") << Theme::Variant::Light;
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
