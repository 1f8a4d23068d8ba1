#include "twin/ingest/gnmi_value.h"

#include "twin/ingest/gnmi_json.h"
#include "twin/proto/gnmi.pb.h"

#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

namespace twin::ingest {

namespace {

namespace pb = ::suanwang::gnmi::v1;

constexpr std::size_t kMaxWordBytes = 256;
constexpr std::uint32_t kMaxPrecision = 18; ///< decimal64 of YANG

Result<GnmiValue> number(double value)
{
    return GnmiValue{value, {}};
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
        return readGnmiText(value.string_val());
    case pb::TypedValue::kAsciiVal:
        return readGnmiText(value.ascii_val());
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
        return readGnmiJsonScalar(value.json_val());
    case pb::TypedValue::kJsonIetfVal:
        return readGnmiJsonScalar(value.json_ietf_val());
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

std::string_view withoutYangModule(std::string_view word)
{
    const auto colon = word.find(':');
    const bool isModule =
        colon != std::string_view::npos && colon > 0 && colon + 1 < word.size() &&
        word.substr(0, colon).find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                "0123456789-_.") == std::string_view::npos;
    return isModule ? word.substr(colon + 1) : word;
}

Result<GnmiValue> readGnmiText(std::string_view value)
{
    double parsed = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), parsed);
    if (error == std::errc() && end == value.data() + value.size() && std::isfinite(parsed)) {
        return GnmiValue{parsed, {}};
    }
    const std::string_view word = withoutYangModule(value);
    if (word.empty()) {
        return failure(ErrorCode::BadInput, "an empty text");
    }
    if (word.size() > kMaxWordBytes) {
        return failure(ErrorCode::TooLarge, "a text of over 256 bytes");
    }
    return GnmiValue{0, std::string(word)};
}

Result<GnmiValue> readGnmiValue(const pb::Update& update)
{
    if (update.has_val()) {
        const pb::TypedValue& value = update.val();
        const bool isListOfOne = value.has_leaflist_val() && value.leaflist_val().element_size() == 1;
        return scalar(isListOfOne ? value.leaflist_val().element(0) : value);
    }
    const std::string* json = gnmiJsonOf(update);
    return json != nullptr ? readGnmiJsonScalar(*json) : failure(ErrorCode::BadInput, "no value");
}

const std::string* gnmiJsonOf(const pb::Update& update)
{
    if (update.val().has_json_val()) {
        return &update.val().json_val();
    }
    if (update.val().has_json_ietf_val()) {
        return &update.val().json_ietf_val();
    }
    const bool isJson =
        update.has_value() && (update.value().type() == pb::JSON || update.value().type() == pb::JSON_IETF);
    return isJson ? &update.value().value() : nullptr;
}

} // namespace twin::ingest
