#pragma once

#include "views/theme/theme.h"

class QAbstractAxis;
class QChartView;

namespace views {

/// What all charts have in common: smooth lines, no frame, no motion, no focus, little room around.
void prepareChart(QChartView& view);
/// The ground in the theme's colour.
void styleGround(QChartView& view, const Tokens& tokens);

/// Labels, lines and title of a chart's axis in the theme's colours and small letters.
void styleAxis(QAbstractAxis& axis, const Tokens& tokens);

} // namespace views
