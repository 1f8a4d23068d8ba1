#pragma once

#include "twin/scenario/reason.h"
#include "twin/support/result.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace twin::scenario {

/// Why a command cannot be done: an error for whoever prints it, and the reason as data.
struct Refusal : Error
{
    Refusal() = default;

    /// One that came from elsewhere, so that a Judged can give it on.
    Refusal(Error error) // NOLINT(google-explicit-constructor): as Result takes an Error
        : Error(std::move(error))
    {
        because.names = {text()};
    }

    explicit Refusal(Reason why)
        : Error{ErrorCode::Invalid, scenario::text(why), {}, 0, 0}
        , because(std::move(why))
    {}

    /// The same of a command of a list.
    /// @param before what the text has in front: `commands.3: `
    [[nodiscard]] Refusal of(std::size_t number, const std::string& before) &&
    {
        command = number;
        reason.insert(0, before);
        return std::move(*this);
    }

    Reason because;
    std::optional<std::size_t> command; ///< its place in the list; none: the one that was asked for
};

/// A value, or why a command cannot be done. Converts to Result, which keeps the text alone.
template <typename T = void> class [[nodiscard]] Judged : public tl::expected<T, Refusal>
{
  public:
    using tl::expected<T, Refusal>::expected;
};

/// `return cannot(Reason(ReasonKind::SameEnds, {a}));`
[[nodiscard]] inline tl::unexpected<Refusal> cannot(Reason why)
{
    return tl::unexpected<Refusal>(Refusal(std::move(why)));
}

/// Beyond a bound.
[[nodiscard]] inline Refusal tooLarge(Reason why)
{
    Refusal out(std::move(why));
    out.code = ErrorCode::TooLarge;
    return out;
}

/// The same refusal.
[[nodiscard]] inline tl::unexpected<Refusal> refused(Refusal refusal)
{
    return tl::unexpected<Refusal>(std::move(refusal));
}

} // namespace twin::scenario
