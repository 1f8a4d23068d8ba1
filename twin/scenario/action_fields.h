#pragma once

#include "twin/scenario/command.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace twin::scenario {

/// How a field of a command is written in a file (docs/scenarios.md).
enum class FieldKind : std::uint8_t {
    Text,
    Number,
    Whole,
    Adcode, ///< of a province
    Flag,
    Word, ///< one of `words`
    Moment,
    Texts,      ///< at most kMaxListed
    Placements, ///< pools with cards
    Targets,    ///< elements with their kinds
};

/// One field of a command beside `do`, `at`, `until` and `note`. Files are read by these, and forms are made
/// of them: what one refuses, the other does.
struct FieldSpec
{
    std::string_view name;
    FieldKind kind = FieldKind::Text;
    bool isRequired = false;
    double least = 0; ///< of numbers, in the file's unit
    double most = 0;
    std::span<const std::string_view> words = {};
};

/// The fields of an action by its number in Action, in the order of docs/scenarios.md.
[[nodiscard]] std::span<const FieldSpec> fieldsOf(std::size_t action);
/// Null when there is none of that name.
[[nodiscard]] const FieldSpec* fieldOf(std::size_t action, std::string_view name);

inline constexpr double kMostMoment_s = 3.2e9;           ///< of a time from the beginning on: 100 years
inline constexpr std::uint64_t kMostCards = 100'000'000; ///< of one placement; the least is 1

} // namespace twin::scenario
