#pragma once

#include "twin/network/network_file.h"

namespace twin::network {

/// Warns of nodes that carry the name of a Chinese city but stand far from it: published files have such
/// mistakes. Positions stay as the file has them. Only for networks most of whose nodes lie in the country.
void checkPlaces(NetworkFile& network);

} // namespace twin::network
