#pragma once

class QPainter;

namespace views {

class SegmentRaster;
struct LayerContext;
struct Projection;

// What a scenario changes, over a map that is quiet where nothing changes. Without a difference in the
// context nothing is drawn and nothing is spent. Worker thread.

/// Links whose utilisation differs, blue below and orange above what it was; those that are gone hollow and
/// crossed, drained ones hollow and struck.
void drawDifferenceLinks(SegmentRaster& raster, const LayerContext& context);

/// Cut conduits, and links and conduits that are added: under sites and pools.
void drawDifferenceLines(QPainter& painter, const LayerContext& context, const Projection& projection);

/// Pools that differ or are added, moved jobs, and where something was done: over pools.
void drawDifferenceMarks(QPainter& painter, const LayerContext& context, const Projection& projection);

} // namespace views
