#pragma once

#include "twin/support/result.h"

#include <string>
#include <string_view>

namespace suanwang::gnmi::v1 {
class Update;
}

namespace twin::ingest {

/// A leaf's value: a number, or the word of an enumeration.
struct GnmiValue
{
    double number = 0;
    std::string word; ///< instead of `number`; without the module that may stand before it
};

/// `openconfig-if-ethernet:SPEED_10GB` is SPEED_10GB.
[[nodiscard]] std::string_view withoutYangModule(std::string_view word);

/// A text: a number if it is one, else a word. Errors: BadInput (an empty one), TooLarge (over 256 bytes).
[[nodiscard]] Result<GnmiValue> readGnmiText(std::string_view value);

/// The JSON or JSON_IETF text of an update; null when its value is of another kind.
[[nodiscard]] const std::string* gnmiJsonOf(const suanwang::gnmi::v1::Update& update);

/// Numbers of all kinds, decimals, bools (0 and 1), texts, JSON and JSON_IETF scalars, and lists with one
/// element. A text that is a number is one, since JSON_IETF writes 64-bit numbers so. Errors: BadInput (no
/// value; JSON that is no scalar; a list), Unsupported (bytes, any, Protobuf in bytes), TooLarge (a word over
/// 256 bytes).
[[nodiscard]] Result<GnmiValue> readGnmiValue(const suanwang::gnmi::v1::Update& update);

} // namespace twin::ingest
