#pragma once

#include "twin/support/result.h"
#include "twin/support/text_encoding.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace twin::network {

/// Makes `file:line: reason` errors for one file. Reasons quote the file, so they are brought to one line of
/// UTF-8.
struct FileProblem
{
    const std::string& file;

    [[nodiscard]] tl::unexpected<Error> bad(std::int64_t line, std::string_view reason) const
    {
        return failureAt(ErrorCode::BadInput, file, line, lineOfText(reason, kMaxReasonBytes));
    }

    [[nodiscard]] tl::unexpected<Error> tooLarge(std::int64_t line, std::string_view reason) const
    {
        return failureAt(ErrorCode::TooLarge, file, line, lineOfText(reason, kMaxReasonBytes));
    }
};

} // namespace twin::network
