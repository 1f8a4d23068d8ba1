#pragma once

#include "twin/support/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace twin {

inline constexpr std::uint64_t kDefaultFileBound = 256ULL << 20U; ///< 256 MiB

/// The whole file. Errors: NotFound, Io, TooLarge (over `maxBytes`, known before it is read; growing files
/// too).
[[nodiscard]] Result<std::string> readFile(const std::string& path,
                                           std::uint64_t maxBytes = kDefaultFileBound);

/// Writes beside the target and renames, so a reader or a crash never sees half a file. Symbolic links stay:
/// what they lead to is replaced. What is no file (a pipe, a terminal, a device) is written to. Errors: Io.
[[nodiscard]] Result<> writeFileAtomically(const std::string& path, std::string_view bytes);

/// Where symbolic links lead, whether or not something stands there. Errors: Io, when they lead in a circle.
[[nodiscard]] Result<std::string> behindLinks(std::string path);

/// A name of what the program has open already (`/dev/stdout`): a file behind one must stay the file it is.
[[nodiscard]] bool isOpenDescriptor(const std::string& path);

} // namespace twin
