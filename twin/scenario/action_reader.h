#pragma once

#include "twin/scenario/command.h"
#include "twin/support/json_fields.h"

#include <optional>
#include <string>
#include <string_view>

/// Internal to twin/scenario: how the fields of a scenario file are read. Readers are false when something is
/// wrong, which is then noted with its place.
namespace twin::scenario {

inline constexpr double kMaxRate_bps = 1e18;

/// `2026-11-27T03:12:00+08:00`, or seconds from the scenario's beginning on.
bool readMoment(JsonFields& fields, const std::string& name, Moment& out);
bool readMoment(JsonFields& fields, const std::string& name, std::optional<Moment>& out);
bool readText(JsonFields& fields, const std::string& name, std::string& out, bool isRequired = true);
bool readNumber(JsonFields& fields, const std::string& name, double least, double most, double& out);
bool readWhole(JsonFields& fields, const std::string& name, std::uint64_t least, std::uint64_t most,
               std::uint64_t& out);
/// Six digits, the last four 0, of a province there is.
bool isProvince(std::uint64_t code);
bool readAdcode(JsonFields& fields, const std::string& name, std::uint32_t& out);

/// One item of `commands`. `isLater` is set when a later version may know what it does.
bool readCommand(JsonFields& fields, Command& out, bool& isLater);

} // namespace twin::scenario
