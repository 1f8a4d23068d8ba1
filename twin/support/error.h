#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace twin {

/// What kind of thing went wrong. Callers branch on it; the console turns it into translated text.
enum class ErrorCode : std::uint8_t {
    BadInput,    ///< bytes or text that are not what they should be
    TooLarge,    ///< over a bound we set
    Unsupported, ///< well formed, but of a kind or version we do not handle
    Invalid,     ///< readable, but breaks a rule (validation)
    NotFound,    ///< a name or file that does not exist
    Io,          ///< disk, network, permission
    Cancelled,
    Internal, ///< our own mistake
};

/// A short stable name of `code`, as it appears in JSON output.
[[nodiscard]] std::string_view errorCodeName(ErrorCode code);

/// Why an operation failed: file, place, reason. `reason` is plain English for logs and the command line; a
/// screen shows it as detail below its own translated sentence.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    std::string reason;
    std::string file;        ///< empty when not about a file
    std::int64_t line = 0;   ///< 1-based; 0 = unknown
    std::int64_t column = 0; ///< 1-based; 0 = unknown

    /// `file:line: reason`, leaving out what is unknown.
    [[nodiscard]] std::string text() const;
};

} // namespace twin
