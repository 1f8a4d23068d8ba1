#pragma once

#include "twin/ingest/gnmi_value.h"
#include "twin/support/result.h"

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace twin::ingest {

inline constexpr std::size_t kMaxGnmiJsonLeaves = 65'536; ///< of one value

/// A leaf within a JSON value: its place, as gnmiPathText writes them, and its value, or why it has none.
using GnmiLeafVisit = std::function<void(const std::string& path, const Result<GnmiValue>& value)>;

/// A JSON text that is an object or a list, and not a scalar.
[[nodiscard]] bool isGnmiJsonTree(std::string_view json);

/// A JSON text that is a scalar. Errors: BadInput, TooLarge (a word over 256 bytes, a text over 4096).
[[nodiscard]] Result<GnmiValue> readGnmiJsonScalar(std::string_view json);

/// The leaves of a JSON object at `path` (RFC 7951): members are elements, without the module that may stand
/// before their names; the items of a list are told apart by their member `name`, `index`, `id` or `key`, the
/// first of them that is there, which is how OpenConfig keys its lists. A list of one scalar is that scalar,
/// null is no leaf. Gives what cannot be taken to `visit` with its reason and goes on with the rest.
/// Errors: BadInput (not JSON, a list at the top), TooLarge (kMaxGnmiJsonLeaves).
[[nodiscard]] Result<> readGnmiJsonTree(std::string_view json, const std::string& path,
                                        const GnmiLeafVisit& visit);

} // namespace twin::ingest
