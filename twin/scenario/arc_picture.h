#pragma once

#include "twin/scenario/edits.h"
#include "twin/scenario/ground.h"
#include "twin/scenario/pool_room.h"
#include "twin/scenario/situation.h"

#include <cstdint>
#include <vector>

namespace twin::scenario {

/// What edits leave of the network: of every link, place and arc. By number of the world.
struct ArcPicture
{
    std::vector<ElementState> links;
    std::vector<ElementState> sites;
    std::vector<ElementState> pools;
    std::vector<double> poolLeft;          ///< of its cards
    PoolRoom room;                         ///< once it is known what jobs hold: arcPicture() leaves it
    std::vector<std::uint8_t> down;        ///< by arc
    std::vector<std::uint64_t> capacity;   ///< by arc, b/s
    std::vector<std::uint8_t> isReachable; ///< pools: from the larger part of the network
};

/// Cost: O(links · conduits they have + arcs).
[[nodiscard]] ArcPicture arcPicture(const Ground& ground, const World& world, const Edits& edits);

} // namespace twin::scenario
