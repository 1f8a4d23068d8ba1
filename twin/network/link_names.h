#pragma once

#include "twin/network/network_file.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace twin::network {

/// A name that can be an identifier: a line of text (lineOfText) of at most 110 bytes, so that two of them
/// with their `#k` and a `duct:` fit an identifier. Nearly every name stays as it is.
[[nodiscard]] std::string cleanName(std::string_view text);

/// Places of one name become `name`, `name#2`, `name#3`… in file order, stepping over names the file itself
/// has.
/// @return how many were renamed
std::size_t makeNodeNamesUnique(std::vector<FileNode>& nodes);

/// Links without a name become `a~b`, the k-th parallel one `a~b#k`; both directions share one count, so
/// `a~b` and `b~a` are never two links. A link written b to a is turned round and marked `swapped`. Names the
/// file gives stay; a second link of such a name gets `#2`.
void nameLinks(NetworkFile& network);

} // namespace twin::network
