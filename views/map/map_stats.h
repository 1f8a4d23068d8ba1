#pragma once

#include <cstdint>
#include <memory>

namespace models {
struct MapDifference;
}

namespace views {

/// What the map costs, for diagnostics and tests. Times in milliseconds.
struct MapFrameStats
{
    std::uint64_t framesDrawn = 0;   ///< pictures finished by the worker and shown
    std::uint64_t framesPainted = 0; ///< paint events of the widget
    std::uint64_t sceneVersion = 0;  ///< of the picture shown
    /// What a scenario makes different in the picture last painted; null: nothing.
    std::shared_ptr<const models::MapDifference> painted;
    double lastDraw_ms = 0;   ///< worker, all layers
    double lastBase_ms = 0;   ///< worker, basemap and labels; 0 when they came from the cache
    double lastPaint_ms = 0;  ///< GUI thread
    double worstPaint_ms = 0; ///< GUI thread, since the start
};

} // namespace views
