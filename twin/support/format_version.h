#pragma once

#include <string>
#include <string_view>

namespace twin {

/// Whether a file's format is another version of the known one: `suanwang.jobs.v2` of `suanwang.jobs.v1`.
[[nodiscard]] inline bool isOtherVersion(std::string_view format, std::string_view known)
{
    return format != known && format.starts_with(known.substr(0, known.rfind('v') + 1));
}

/// Why a file of that format is not read.
[[nodiscard]] inline std::string formatProblem(std::string_view format, std::string_view known)
{
    return isOtherVersion(format, known)
               ? "'" + std::string(format) + "' is a version this program does not know; it reads " +
                     std::string(known)
               : "is not " + std::string(known);
}

} // namespace twin
