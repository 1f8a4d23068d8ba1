#pragma once

#include "twin/support/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace twin::network {

/// What a file holds. `Network` is any of the research formats; `Demands` a traffic matrix and no network.
enum class SourceKind : std::uint8_t { Unknown, Network, Protobuf, Json, State, Demands, Recording };

/// By the path's ending where that is clear (`.swr`, `.json`, `.sws`, `.swrec`, `.gml`, `.graphml`,
/// `.graph`, `.demands`, in any case), or else by how the bytes begin.
[[nodiscard]] SourceKind sourceKindOf(std::string_view path, std::string_view bytes);

/// A file read whole, and what it is.
struct SourceFile
{
    SourceKind kind = SourceKind::Unknown;
    std::string bytes;
};

/// Reads a file that is to hold a network: `kind` is Network, Protobuf or Json. Errors: readFile's
/// (`maxNetworkBytes` bounds what ends like a network file); Unsupported, saying what it is instead, for
/// traffic matrices, saved states, recordings and all else.
[[nodiscard]] Result<SourceFile> readSource(const std::string& path, std::size_t maxNetworkBytes);

} // namespace twin::network
