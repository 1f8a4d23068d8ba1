#pragma once

#include "twin/support/position.h"
#include "twin/support/units.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace twin {

/// A name in the console's two languages.
struct Name
{
    std::string zh;
    std::string en;

    friend bool operator==(const Name&, const Name&) = default;
};

/// One closed ring of a polygon, in degrees; first point not repeated at the end.
struct GeoPoint
{
    float lon = 0;
    float lat = 0;
};

using Ring = std::vector<GeoPoint>;

struct Province
{
    std::uint32_t adcode = 0; ///< GB/T 2260, e.g. 110000
    Name name;
    Name shortName;
    Name capital;
    Position capitalPosition;
    Position label;
    std::vector<Ring> rings; ///< even-odd filled
};

/// The provinces of resources/map, parsed once on first use (about 15 ms). Sorted by adcode. Thread safe.
[[nodiscard]] std::span<const Province> provinces();

/// The province with this adcode (its first two digits count), or null.
[[nodiscard]] const Province* provinceOf(std::uint32_t adcode);

/// Even-odd rule over all rings.
[[nodiscard]] bool contains(const Province& province, Position position);

/// In any province, or within the country's bounding box of its seas (73..136 E, 3..54 N) when `withSeas`.
[[nodiscard]] bool insideCountry(Position position, bool withSeas = false);

} // namespace twin
