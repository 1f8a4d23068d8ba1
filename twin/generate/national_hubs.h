#pragma once

#include "twin/support/geography.h"
#include "twin/support/position.h"

#include <string>
#include <vector>

namespace twin::generate {

/// A cluster as resources/hubs.json has it.
struct ClusterFacts
{
    std::string id;
    Name name;
    Name hub;
    std::string hubId; ///< H.<number>, in file order
    std::string side;
    double pueTarget = 1.25;
    std::vector<Position> startAreas;
};

/// The ten clusters in file order, parsed once. Thread safe.
[[nodiscard]] const std::vector<ClusterFacts>& clusterFacts();

} // namespace twin::generate
