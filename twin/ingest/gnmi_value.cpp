#include "twin/ingest/gnmi_value.h"

#include "twin/proto/gnmi.pb.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

namespace twin::ingest {

namespace {

namespace pb = ::suanwang::gnmi::v1;

constexpr std::size_t kMaxWordBytes = 256;
constexpr std::size_t kMaxJsonBytes = 4'096; ///< of a scalar
constexpr std::uint32_t kMaxPrecision = 18;  ///< decimal64 of YANG

Result<GnmiValue> number(double value)
{
    return GnmiValue{value, {}};
}

/// `openconfig-if-ethernet:SPEED_10GB` is SPEED_10GB.
std::string_view withoutModule(std::string_view word)
{
    const auto colon = word.find(':');
    const bool isModule =
        colon != std::string_view::npos && colon > 0 && colon + 1 < word.size() &&
        word.substr(0, colon).find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                "0123456789-_.") == std::string_view::npos;
    return isModule ? word.substr(colon + 1) : word;
}

Result<GnmiValue> text(std::string_view value)
{
    double parsed = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), parsed);
    if (error == std::errc() && end == value.data() + value.size() && std::isfinite(parsed)) {
        return number(parsed);
    }
    const std::string_view word = withoutModule(value);
    if (word.empty()) {
        return failure(ErrorCode::BadInput, "an empty text");
    }
    if (word.size() > kMaxWordBytes) {
        return failure(ErrorCode::TooLarge, "a text of over 256 bytes");
    }
    return GnmiValue{0, std::string(word)};
}

Result<GnmiValue> json(const std::string& bytes)
{
    if (bytes.size() > kMaxJsonBytes) {
        return failure(ErrorCode::TooLarge, "JSON of over 4096 bytes is no scalar");
    }
    if (const auto first = bytes.find_first_not_of(" \t\r\n");
        first != std::string::npos && (bytes[first] == '{' || bytes[first] == '[')) {
        return failure(ErrorCode::BadInput, "JSON that is no scalar: subscribe to leaves");
    }
    const auto value = nlohmann::json::parse(bytes, nullptr, false);
    if (value.is_number()) {
        return number(value.get<double>());
    }
    if (value.is_boolean()) {
        return number(value.get<bool>() ? 1 : 0);
    }
    if (value.is_string()) {
        return text(value.get_ref<const std::string&>());
    }
    return failure(ErrorCode::BadInput, value.is_discarded() ? "not JSON" : "JSON without a value");
}

Result<GnmiValue> decimal(const pb::Decimal64& value)
{
    if (value.precision() > kMaxPrecision) {
        return failure(ErrorCode::BadInput, "a decimal with over 18 digits after the point");
    }
    return number(static_cast<double>(value.digits()) / std::pow(10.0, value.precision()));
}

Result<GnmiValue> scalar(const pb::TypedValue& value)
{
    switch (value.value_case()) {
    case pb::TypedValue::kStringVal:
        return text(value.string_val());
    case pb::TypedValue::kAsciiVal:
        return text(value.ascii_val());
    case pb::TypedValue::kIntVal:
        return number(static_cast<double>(value.int_val()));
    case pb::TypedValue::kUintVal:
        return number(static_cast<double>(value.uint_val()));
    case pb::TypedValue::kBoolVal:
        return number(value.bool_val() ? 1 : 0);
    case pb::TypedValue::kFloatVal:
        return number(static_cast<double>(value.float_val()));
    case pb::TypedValue::kDoubleVal:
        return number(value.double_val());
    case pb::TypedValue::kDecimalVal:
        return decimal(value.decimal_val());
    case pb::TypedValue::kJsonVal:
        return json(value.json_val());
    case pb::TypedValue::kJsonIetfVal:
        return json(value.json_ietf_val());
    case pb::TypedValue::kLeaflistVal:
        return failure(ErrorCode::BadInput, "a list of several values");
    case pb::TypedValue::kBytesVal:
    case pb::TypedValue::kAnyVal:
    case pb::TypedValue::kProtoBytes:
        return failure(ErrorCode::Unsupported, "a value in bytes");
    case pb::TypedValue::VALUE_NOT_SET:
        break;
    }
    return failure(ErrorCode::BadInput, "no value");
}

} // namespace

Result<GnmiValue> readGnmiValue(const pb::Update& update)
{
    if (update.has_val()) {
        const pb::TypedValue& value = update.val();
        const bool isListOfOne = value.has_leaflist_val() && value.leaflist_val().element_size() == 1;
        return scalar(isListOfOne ? value.leaflist_val().element(0) : value);
    }
    if (update.has_value() && (update.value().type() == pb::JSON || update.value().type() == pb::JSON_IETF)) {
        return json(update.value().value());
    }
    return failure(ErrorCode::BadInput, "no value");
}

} // namespace twin::ingest
