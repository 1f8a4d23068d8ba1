#pragma once

class QPainter;

namespace views {

struct LayerContext;
struct PoolMark;
struct MapPalette;

/// Pools and clusters: disc area follows EFLOPS, fill utilisation, ring state; a cluster has a second ring
/// and a count. Worker thread.
void drawPoolLayer(QPainter& painter, const LayerContext& context);

/// One disc without dimming or count: the legend's samples are drawn by the same code as the map.
void drawPoolDisc(QPainter& painter, const MapPalette& palette, const PoolMark& mark);

} // namespace views
