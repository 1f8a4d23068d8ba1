#pragma once

#include "twin/support/result.h"

#include <map>
#include <string>
#include <string_view>

namespace google::protobuf {
class FieldDescriptor;
class Message;
} // namespace google::protobuf

/// Internal to twin/registry: fields of messages as text, by reflection. Texts read back exactly: integers in
/// decimal, doubles in their shortest form, enumerations by name, `true`/`false`.
namespace twin::registry {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

/// Text of a scalar field; `index` picks the item of a repeated one (-1 = singular).
[[nodiscard]] std::string scalarText(const Message& message, const FieldDescriptor& field, int index = -1);

/// Sets a singular scalar field, or appends to a repeated one. Enumerations by name in any case. Errors:
/// BadInput.
[[nodiscard]] Result<> setScalarText(Message& message, const FieldDescriptor& field, std::string_view text);

/// All leaves that are set, by dotted path below `prefix` (`power.pue_ppm`, `chips[1].count`); a message that
/// is there but empty is `{}`.
[[nodiscard]] std::map<std::string, std::string> fieldTexts(const Message& message,
                                                            const std::string& prefix);

/// Copies one field, whatever its type, into a message of the same type that has it empty.
void copyField(const Message& from, Message& to, const FieldDescriptor& field);

} // namespace twin::registry
