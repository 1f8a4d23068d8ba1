#pragma once

#include "twin/state/snapshot.h"

#include <QPointF>

class QPainter;
class QRectF;

/// How quantities become sizes, in one place, so that the map and its legend cannot disagree.
namespace views {

struct MapPalette;

/// Radius of a pool or cluster of `eflops`: area follows EFLOPS, growing slowly as the map comes nearer.
[[nodiscard]] double poolRadius_px(double eflops, double kmPerPixel);

/// Width of one direction of a link.
[[nodiscard]] double linkWidth_px(double capacity_tbps, double kmPerPixel);

/// Access links (a pool's last mile) are worth their pixels only from here inwards.
[[nodiscard]] bool showsAccessLinks(double kmPerPixel);

/// Pools nearer to each other than this become one circle with a count.
[[nodiscard]] double clusterDistance_px(double kmPerPixel);

inline constexpr double kSeverityMarkSize_px = 14;

/// Shape and letter of a severity (◆C ▲M ■m ●W ○?), centred at `at`; nothing for Cleared. `scale` 1 is the
/// map's size.
void drawSeverityMark(QPainter& painter, const MapPalette& palette, twin::state::Severity severity,
                      QPointF at, double scale = 1);

} // namespace views
