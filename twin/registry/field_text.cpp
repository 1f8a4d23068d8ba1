#include "twin/registry/field_text.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <type_traits>
#include <vector>

namespace twin::registry {

namespace {

using google::protobuf::EnumValueDescriptor;
using google::protobuf::Reflection;
using Type = FieldDescriptor::CppType;

template <typename Number> std::string numberText(Number value)
{
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

std::string enumText(const FieldDescriptor& field, int number)
{
    const EnumValueDescriptor* value = field.enum_type()->FindValueByNumber(number);
    return value != nullptr ? value->name() : numberText(number);
}

/// What helps against 4E+11.
constexpr const char* kShortened = " (shortened by the spreadsheet: give the column the format Text)";

template <typename Number> Result<Number> numberFrom(std::string_view text)
{
    Number value{};
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, value);
    if (read.ec == std::errc::result_out_of_range) {
        return failure(ErrorCode::BadInput, '"' + std::string(text) + "\" is out of range");
    }
    if (read.ec != std::errc() || read.ptr != end) {
        const char* what = std::is_floating_point_v<Number> ? "a number" : "a whole number";
        const bool shortened = text.find("E+") != std::string_view::npos;
        return failure(ErrorCode::BadInput,
                       '"' + std::string(text) + "\" is not " + what + (shortened ? kShortened : ""));
    }
    return value;
}

bool sameIgnoringCase(std::string_view left, std::string_view right)
{
    const auto lower = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    return std::ranges::equal(left, right, {}, lower, lower);
}

Result<int> enumFrom(const FieldDescriptor& field, std::string_view text)
{
    const auto& type = *field.enum_type();
    for (int i = 0; i < type.value_count(); ++i) {
        if (sameIgnoringCase(type.value(i)->name(), text)) {
            return type.value(i)->number();
        }
    }
    if (const auto number = numberFrom<int>(text)) {
        return *number; // validation says whether it means something
    }
    return failure(ErrorCode::BadInput,
                   '"' + std::string(text) + "\" is not one of the values of " + type.name());
}

Result<bool> boolFrom(std::string_view text)
{
    for (const std::string_view yes : {"true", "1", "yes", "是"}) {
        if (sameIgnoringCase(text, yes)) {
            return true;
        }
    }
    for (const std::string_view no : {"false", "0", "no", "否"}) {
        if (sameIgnoringCase(text, no)) {
            return false;
        }
    }
    return failure(ErrorCode::BadInput, '"' + std::string(text) + "\" is neither true nor false");
}

/// Hands the value to `set`, or the reason on.
template <typename Value, typename Set> Result<> apply(Result<Value> value, Set set)
{
    if (!value) {
        return failure(std::move(value.error()));
    }
    set(*value);
    return {};
}

void addTexts(const Message& message, const FieldDescriptor& field, const std::string& path, int index,
              std::map<std::string, std::string>& out)
{
    if (field.cpp_type() != Type::CPPTYPE_MESSAGE) {
        out.emplace(path, scalarText(message, field, index));
        return;
    }
    const Reflection& reflection = *message.GetReflection();
    const Message& child = index < 0 ? reflection.GetMessage(message, &field)
                                     : reflection.GetRepeatedMessage(message, &field, index);
    auto below = fieldTexts(child, path + '.');
    if (below.empty()) {
        out.emplace(path, "{}");
    }
    out.merge(below);
}

} // namespace

std::string scalarText(const Message& message, const FieldDescriptor& field, int index)
{
    const Reflection& r = *message.GetReflection();
    const FieldDescriptor* f = &field;
    const bool one = index < 0;
    switch (field.cpp_type()) {
    case Type::CPPTYPE_INT32:
        return numberText(one ? r.GetInt32(message, f) : r.GetRepeatedInt32(message, f, index));
    case Type::CPPTYPE_INT64:
        return numberText(one ? r.GetInt64(message, f) : r.GetRepeatedInt64(message, f, index));
    case Type::CPPTYPE_UINT32:
        return numberText(one ? r.GetUInt32(message, f) : r.GetRepeatedUInt32(message, f, index));
    case Type::CPPTYPE_UINT64:
        return numberText(one ? r.GetUInt64(message, f) : r.GetRepeatedUInt64(message, f, index));
    case Type::CPPTYPE_DOUBLE:
        return numberText(one ? r.GetDouble(message, f) : r.GetRepeatedDouble(message, f, index));
    case Type::CPPTYPE_FLOAT:
        return numberText(one ? r.GetFloat(message, f) : r.GetRepeatedFloat(message, f, index));
    case Type::CPPTYPE_BOOL:
        return (one ? r.GetBool(message, f) : r.GetRepeatedBool(message, f, index)) ? "true" : "false";
    case Type::CPPTYPE_ENUM:
        return enumText(field, one ? r.GetEnumValue(message, f) : r.GetRepeatedEnumValue(message, f, index));
    case Type::CPPTYPE_STRING:
        return one ? r.GetString(message, f) : r.GetRepeatedString(message, f, index);
    case Type::CPPTYPE_MESSAGE:
        break;
    }
    return {};
}

Result<> setScalarText(Message& message, const FieldDescriptor& field, std::string_view text)
{
    const Reflection& r = *message.GetReflection();
    const FieldDescriptor* f = &field;
    const bool many = field.is_repeated();
    switch (field.cpp_type()) {
    case Type::CPPTYPE_INT32:
        return apply(numberFrom<std::int32_t>(text),
                     [&](auto v) { many ? r.AddInt32(&message, f, v) : r.SetInt32(&message, f, v); });
    case Type::CPPTYPE_INT64:
        return apply(numberFrom<std::int64_t>(text),
                     [&](auto v) { many ? r.AddInt64(&message, f, v) : r.SetInt64(&message, f, v); });
    case Type::CPPTYPE_UINT32:
        return apply(numberFrom<std::uint32_t>(text),
                     [&](auto v) { many ? r.AddUInt32(&message, f, v) : r.SetUInt32(&message, f, v); });
    case Type::CPPTYPE_UINT64:
        return apply(numberFrom<std::uint64_t>(text),
                     [&](auto v) { many ? r.AddUInt64(&message, f, v) : r.SetUInt64(&message, f, v); });
    case Type::CPPTYPE_DOUBLE:
        return apply(numberFrom<double>(text),
                     [&](auto v) { many ? r.AddDouble(&message, f, v) : r.SetDouble(&message, f, v); });
    case Type::CPPTYPE_FLOAT:
        return apply(numberFrom<float>(text),
                     [&](auto v) { many ? r.AddFloat(&message, f, v) : r.SetFloat(&message, f, v); });
    case Type::CPPTYPE_BOOL:
        return apply(boolFrom(text),
                     [&](bool v) { many ? r.AddBool(&message, f, v) : r.SetBool(&message, f, v); });
    case Type::CPPTYPE_ENUM:
        return apply(enumFrom(field, text),
                     [&](int v) { many ? r.AddEnumValue(&message, f, v) : r.SetEnumValue(&message, f, v); });
    case Type::CPPTYPE_STRING:
        many ? r.AddString(&message, f, std::string(text)) : r.SetString(&message, f, std::string(text));
        return {};
    case Type::CPPTYPE_MESSAGE:
        break;
    }
    return failure(ErrorCode::Internal, field.name() + " is a message");
}

std::map<std::string, std::string> fieldTexts(const Message& message, const std::string& prefix)
{
    std::map<std::string, std::string> out;
    std::vector<const FieldDescriptor*> fields;
    const Reflection& reflection = *message.GetReflection();
    reflection.ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) {
        const std::string path = prefix + field->name();
        if (!field->is_repeated()) {
            addTexts(message, *field, path, -1, out);
            continue;
        }
        for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
            addTexts(message, *field, path + '[' + std::to_string(i) + ']', i, out);
        }
    }
    return out;
}

void copyField(const Message& from, Message& to, const FieldDescriptor& field)
{
    const Reflection& reflection = *from.GetReflection();
    const int count = field.is_repeated() ? reflection.FieldSize(from, &field) : 1;
    for (int i = 0; i < count; ++i) {
        const int index = field.is_repeated() ? i : -1;
        if (field.cpp_type() != Type::CPPTYPE_MESSAGE) {
            // Texts read back exactly, so this cannot fail.
            static_cast<void>(setScalarText(to, field, scalarText(from, field, index)).has_value());
        } else if (index < 0) {
            reflection.MutableMessage(&to, &field)->CopyFrom(reflection.GetMessage(from, &field));
        } else {
            reflection.AddMessage(&to, &field)->CopyFrom(reflection.GetRepeatedMessage(from, &field, index));
        }
    }
}

} // namespace twin::registry
