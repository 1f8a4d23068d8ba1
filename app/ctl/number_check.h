#pragma once

#include "app/ctl/command.h"

#include <string>

namespace app::ctl {

/// What is wrong with `text` as the value of a Number or Integer option: names value and range. Empty:
/// nothing.
[[nodiscard]] std::string numberProblem(const OptionSpec& spec, const std::string& text);

/// "0 to 100000", as help shows it; empty for options that are no numbers.
[[nodiscard]] std::string rangeText(const OptionSpec& spec);

} // namespace app::ctl
