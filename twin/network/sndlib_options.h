#pragma once

#include "twin/network/rate_unit.h"

#include <cstdint>
#include <optional>

namespace twin::network {

/// What an SNDlib network file does not say: its model file does, or nobody.
struct SndlibOptions
{
    /// SNDlib has no fixed unit. None = that of the file's META section, or else Mb/s.
    std::optional<RateUnit> unit;

    /// Bidirected: a link listed once carries its capacity each way. Directed: it is an arc, and opposite
    /// arcs pair up to a link. Auto: Directed when every link stands in the file in both directions.
    enum class Links : std::uint8_t { Auto, Bidirected, Directed };
    Links links = Links::Auto;

    /// Directed: a demand goes from its source to its target. Undirected: its value goes each way.
    enum class Demands : std::uint8_t { Directed, Undirected };
    Demands demands = Demands::Directed;

    /// Which of its installable modules, once, is the capacity of a link that has none pre-installed.
    enum class Modules : std::uint8_t { Smallest, Largest, None };
    Modules modules = Modules::Smallest;

    /// Whether coordinates are degrees. Auto: as the file says (XML), or if all of them could be (native).
    enum class Coordinates : std::uint8_t { Auto, Degrees, Plane };
    Coordinates coordinates = Coordinates::Auto;
};

} // namespace twin::network
