#pragma once

#include "twin/ingest/foreign_series.h"
#include "twin/support/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace suanwang::gnmi::v1 {
class Path;
}

namespace twin::ingest {

// Bounds of a gNMI path (docs/bus.md).
inline constexpr std::size_t kMaxGnmiElements = 64;
inline constexpr std::size_t kMaxGnmiPathBytes = 1'024;

/// `/interfaces/interface[name=eth0]/state/oper-status` of prefix and path: one text for one place, keys
/// sorted, so that what is below a place begins with it. An origin but openconfig stands before it, with a
/// colon. Errors: BadInput (no elements, an element without a name), Unsupported (a path of gNMI before 0.4),
/// TooLarge.
[[nodiscard]] Result<std::string> gnmiPathText(const suanwang::gnmi::v1::Path& prefix,
                                               const suanwang::gnmi::v1::Path& path);

/// Adds an element, or a key of the last one, to a place. Errors: BadInput (no name), TooLarge (the place).
[[nodiscard]] Result<> appendGnmiElement(std::string& path, std::string_view name);
[[nodiscard]] Result<> appendGnmiKey(std::string& path, std::string_view name, std::string_view value);

/// True when `path` is `above` or below it; both as gnmiPathText gives them.
[[nodiscard]] bool isGnmiPathWithin(std::string_view path, std::string_view above);

/// Name (`/interfaces/interface/state/oper-status`) and labels of a place: `target`, and each key as `name`
/// and as `interface_name`; of keys of one name the first in the path keeps the short form.
/// Precondition: `text` is of gnmiPathText.
void describeGnmiPath(std::string_view text, std::string_view target, SeriesDescription& out);

} // namespace twin::ingest
