#pragma once

#include "twin/support/error.h"

#include <tl/expected.hpp>

#include <utility>

namespace twin {

/// A value or the reason why there is none. Everything that can fail for an outside reason returns one; a
/// class of its own (not an alias) so that dropping one is a warning.
template <typename T = void> class [[nodiscard]] Result : public tl::expected<T, Error>
{
  public:
    using tl::expected<T, Error>::expected;
};

/// `return failure(ErrorCode::BadInput, "…");`
[[nodiscard]] inline tl::unexpected<Error> failure(ErrorCode code, std::string reason)
{
    return tl::unexpected<Error>(Error{code, std::move(reason), {}, 0, 0});
}

[[nodiscard]] inline tl::unexpected<Error> failure(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

/// The same failure, naming the file (and line) it is about.
[[nodiscard]] inline tl::unexpected<Error> failureAt(ErrorCode code, std::string file, std::int64_t line,
                                                     std::string reason)
{
    return tl::unexpected<Error>(Error{code, std::move(reason), std::move(file), line, 0});
}

} // namespace twin
