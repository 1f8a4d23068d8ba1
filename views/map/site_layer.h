#pragma once

#include <cstddef>
#include <cstdint>

class QPainter;

namespace views {

struct LayerContext;

/// Sites (nodes of the network) as small squares, the more important the larger; lesser ones only when near.
/// Worker thread.
void drawSiteLayer(QPainter& painter, const LayerContext& context);

/// Whether sites of this rank are shown at this scale; their labels follow it. Few sites are always shown.
[[nodiscard]] bool showsSite(std::uint8_t rank, double kmPerPixel, std::size_t sites);

} // namespace views
