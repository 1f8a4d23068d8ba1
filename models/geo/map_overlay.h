#pragma once

#include "twin/registry/registry.h"
#include "twin/support/position.h"

#include <cstdint>
#include <memory>
#include <vector>

/// What the map shows over a scene on somebody's question: paths between two places, circles around one.
/// Plain values in degrees and km: no colours, no pixels.
namespace models {

/// One step of a path from place to place, in path order.
struct MapPathLeg
{
    enum class Rank : std::uint8_t {
        Shown,  ///< the path a person looks at
        Backup, ///< the other one of a disjoint pair
        Other,  ///< a further way
    };
    twin::Position from;
    twin::Position to;
    Rank rank = Rank::Other;
};

/// What one-way latency reaches: a disc around each place of the network that lies within the bound, as far
/// as what is left of it would carry light along a duct.
struct MapCircle
{
    struct Disc
    {
        twin::Position at;
        float radius_km = 0;
    };

    float bound_ms = 0;
    std::vector<Disc> discs;
};

struct MapOverlay
{
    twin::registry::RegistryPtr registry; ///< whose numbers `isNear` uses
    std::vector<MapPathLeg> paths;        ///< shown path last: it is drawn on top
    std::vector<MapCircle> circles;       ///< those to draw, the widest first
    std::vector<std::uint8_t> isNear;     ///< by pool: within the widest circle drawn; empty without circles
    std::vector<std::uint8_t> isPassed;   ///< by site: the shown path or its backup passes it
};

using MapOverlayPtr = std::shared_ptr<const MapOverlay>;

} // namespace models
