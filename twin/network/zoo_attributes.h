#pragma once

#include "twin/support/result.h"

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

/// What Topology Zoo and its descendants write about nodes and links, in GML and GraphML alike.
namespace twin::network {

/// An attribute's text by its name; none when the element has none.
using AttributeText = std::function<std::optional<std::string>(std::string_view name)>;

struct ZooPlace
{
    std::optional<double> lat;
    std::optional<double> lon;
};

/// `Latitude` and `Longitude`, or the short forms of some collections (`lat`, `lon`, `lng`), in any case.
/// Text that is no number counts as none.
[[nodiscard]] ZooPlace zooPlace(const AttributeText& attribute);

/// What an element says of its speed.
struct ZooSpeed
{
    std::optional<double> bps;
    bool hasUnknownUnit = false; ///< a number is there but its unit is not, so it says nothing
};

/// `LinkSpeedRaw` in b/s, or `LinkSpeed` with `LinkSpeedUnits` (K, M, G, T; some files have only these). None
/// when the element says nothing. Errors: BadInput, without file and line, for a speed that is no number.
[[nodiscard]] Result<ZooSpeed> zooSpeed(const AttributeText& attribute);

} // namespace twin::network
