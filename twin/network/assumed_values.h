#pragma once

#include "twin/network/network_file.h"

#include <cstddef>

namespace twin::network {

/// Gives every link whose delay the file does not say one: light in glass along the great circle times the
/// route factor, or the default delay where an end has no coordinates.
void assumeDelays(NetworkFile& network, const ReadOptions& options);

/// Adds to `defaultsApplied`, with the values `options` really has: how many links got a capacity or delay
/// that is not in the file, and how many are one-way.
void sayWhatWasAssumed(NetworkFile& network, const ReadOptions& options);

/// Adds to `warnings` what a careless reader would get wrong, though it is taken over as it is: nodes of one
/// name, arcs of one name, parallel links, links with a capacity of its own each way, nodes without links.
/// Names are unique already.
void sayWhatIsUnusual(NetworkFile& network, std::size_t renamedNodes);

} // namespace twin::network
