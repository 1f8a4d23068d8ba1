#include "app/ctl/number_check.h"

#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <system_error>

namespace app::ctl {

namespace {

/// A bound as a person writes it: 100000, not 1e+05.
std::string boundText(double bound)
{
    std::array<char, 64> text{};
    const bool whole = std::floor(bound) == bound;
    const auto done = std::to_chars(text.data(), text.data() + text.size(), bound,
                                    whole ? std::chars_format::fixed : std::chars_format::general);
    return {text.data(), done.ptr};
}

template <typename T> std::optional<T> parsed(const std::string& text)
{
    T value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

bool isNumeric(const OptionSpec& spec)
{
    return spec.kind == OptionSpec::Kind::Number || spec.kind == OptionSpec::Kind::Integer;
}

} // namespace

std::string rangeText(const OptionSpec& spec)
{
    return isNumeric(spec) ? boundText(spec.range.min) + " to " + boundText(spec.range.max) : std::string();
}

std::string numberProblem(const OptionSpec& spec, const std::string& text)
{
    const bool whole = spec.kind == OptionSpec::Kind::Integer;
    std::optional<double> value;
    if (!whole) {
        value = parsed<double>(text);
    } else if (const auto integer = parsed<std::int64_t>(text)) {
        value = static_cast<double>(*integer); // beyond 2^53 rounded, and beyond every range
    }
    if (value && *value >= spec.range.min && *value <= spec.range.max) { // not a number: neither
        return {};
    }
    return "'" + text + "' is not a " + (whole ? "whole number" : "number") + " from " + rangeText(spec);
}

} // namespace app::ctl
