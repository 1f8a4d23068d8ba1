#pragma once

#include <cmath>
#include <cstdint>

namespace twin {

/// A place on earth, WGS-84, quantised to 1e-6 degrees (about 0.1 m) so that equal places are equal bits.
struct Position
{
    std::int32_t latE6 = 0;
    std::int32_t lonE6 = 0;

    [[nodiscard]] double lat() const { return latE6 * 1e-6; }

    [[nodiscard]] double lon() const { return lonE6 * 1e-6; }

    /// Rounds degrees to the grid. Precondition: |lat| <= 90, |lon| <= 180.
    [[nodiscard]] static Position fromDegrees(double lat, double lon)
    {
        return {static_cast<std::int32_t>(std::lround(lat * 1e6)),
                static_cast<std::int32_t>(std::lround(lon * 1e6))};
    }

    friend bool operator==(Position, Position) = default;
};

/// Geodesic distance on the WGS-84 ellipsoid in metres (GeographicLib, Karney 2013). Cost: about 1 µs.
[[nodiscard]] double distanceMetres(Position a, Position b);

} // namespace twin
