#pragma once

#include <QCoreApplication>
#include <QFont>
#include <QString>
#include <QStringList>

class QPainter;

namespace views {

struct MapPalette;

/// The part of the legend that says what a scenario's difference looks like, drawn by the layer's own code.
class LegendDifference
{
    Q_DECLARE_TR_FUNCTIONS(views::LegendDifference)

  public:
    static constexpr double kHeight_px = 156;

    QString name;    ///< of the scenario
    QString moment;  ///< it is of, as text
    double full = 0; ///< difference of utilisation at the ramp's ends; 0: no difference is shown

    [[nodiscard]] bool isShown() const { return full > 0; }

    /// Precondition: isShown(). `top` and `left` of its box, `width` within the legend's edges.
    void paint(QPainter& painter, const MapPalette& palette, QFont font, double left, double top,
               double width) const;

    /// Everything it says beside names and numbers.
    [[nodiscard]] static QStringList texts();

    friend bool operator==(const LegendDifference&, const LegendDifference&) = default;
};

} // namespace views
