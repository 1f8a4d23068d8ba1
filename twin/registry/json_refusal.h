#pragma once

#include "twin/support/json_walk.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Internal to twin/registry: what protobuf's JSON reader refuses, found again in the text.
namespace twin::registry {

/// A refusal in protobuf's words, taken apart.
struct JsonRefusal
{
    std::vector<JsonStep> path;  ///< of the value; empty = the whole
    bool firstContainer = false; ///< it is the first object or list below `path`
    bool tooDeep = false;
    std::string reason; ///< one sentence with the path in it
};

/// `status` as google::protobuf's Status::ToString gives it (3.21).
[[nodiscard]] JsonRefusal readRefusal(std::string_view status);

struct JsonPlace
{
    std::int64_t line = 1;        ///< of the value, or of the innermost value around it that is there
    std::optional<Error> notJson; ///< the text stops being JSON before the value
};

[[nodiscard]] JsonPlace findPlace(std::string_view text, const JsonRefusal& refusal);

/// Line of a member of the document itself, e.g. "format"; 1 if it has none.
[[nodiscard]] std::int64_t lineOfMember(std::string_view text, std::string_view name);

} // namespace twin::registry
