#pragma once

#include "twin/support/result.h"

#include <cstdint>
#include <string>

namespace twin::network {

/// Makes `file:line: reason` errors for one file.
struct FileProblem
{
    const std::string& file;

    [[nodiscard]] tl::unexpected<Error> bad(std::int64_t line, std::string reason) const
    {
        return failureAt(ErrorCode::BadInput, file, line, std::move(reason));
    }

    [[nodiscard]] tl::unexpected<Error> tooLarge(std::int64_t line, std::string reason) const
    {
        return failureAt(ErrorCode::TooLarge, file, line, std::move(reason));
    }
};

} // namespace twin::network
