#pragma once

#include "twin/support/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace twin {

/// True if `text` is well-formed UTF-8 (no overlong forms, no surrogates).
[[nodiscard]] bool isUtf8(std::string_view text);

inline constexpr std::size_t kMaxReasonBytes = 500; ///< of what is said of a file

/// `text` fit for one line of a message or a name: UTF-8 in which every byte that belongs to no well-formed
/// sequence is a `?` and every control character a blank, without blanks at either end, cut to at most
/// `maxBytes` between characters.
[[nodiscard]] std::string lineOfText(std::string_view text, std::size_t maxBytes);

/// UTF-8 from UTF-8 or GB18030 (with or without byte order mark, which is dropped), told apart by whether the
/// bytes are valid UTF-8. Errors: BadInput, naming the line, when they are neither.
[[nodiscard]] Result<std::string> toUtf8(std::string_view bytes);

/// What the XML declaration at the start of `bytes` says, in lower case; empty when it says nothing.
[[nodiscard]] std::string xmlEncoding(std::string_view bytes);

/// UTF-8 of text that names its encoding: bytes that are not UTF-8 are Latin-1 where it says `iso-8859-1`,
/// `latin1` or `windows-1252`, else GB18030. Errors: as above.
[[nodiscard]] Result<std::string> toUtf8(std::string_view bytes, std::string_view encoding);

/// GB18030 bytes of UTF-8 `text` (for tests and exports). Errors: BadInput.
[[nodiscard]] Result<std::string> toGb18030(std::string_view text);

} // namespace twin
