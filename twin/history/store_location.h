#pragma once

#include <string>
#include <string_view>

namespace twin::history {

/// True for a store on a server (`postgresql://…`, `postgres://…`), false for a file's path.
[[nodiscard]] bool isServerLocation(std::string_view location);

/// The location as it may be shown, logged and kept: a path as it is, an address without its passwords.
[[nodiscard]] std::string shownLocation(std::string_view location);

/// `text` (of a library or a server) with every secret of `location` replaced by `***`.
[[nodiscard]] std::string withoutSecrets(std::string text, std::string_view location);

} // namespace twin::history
