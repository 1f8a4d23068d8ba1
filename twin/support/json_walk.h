#pragma once

#include "twin/support/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace twin {

/// One step from a JSON value to a value in it: a member of an object or an item of an array.
struct JsonStep
{
    std::string key;       ///< of a member
    std::size_t index = 0; ///< of an item
    bool isItem = false;
};

/// A value of a JSON text and where it stands.
struct JsonVisit
{
    std::span<const JsonStep> path;    ///< from the root; valid during the call
    std::int64_t line = 0;             ///< of the member's key, else of the value; from 1
    bool isContainer = false;          ///< an object or array; its contents are visited next
    const std::string* text = nullptr; ///< of a string
};

/// Reads a JSON text value by value, without memory for the document, and says at which line each stands:
/// other readers give a reason but no place. Stops early when `visit` says false. Errors: BadInput, with the
/// line where the text stops being JSON. Cost: one pass.
[[nodiscard]] Result<> walkJson(std::string_view text, const std::function<bool(const JsonVisit&)>& visit);

} // namespace twin
