#pragma once

#include "app/ctl/command.h"

#include <optional>
#include <string>
#include <vector>

/// Files of which the ending says what they hold, one rule for every command: an output option lists its
/// endings, and another one is refused before any work is done.
namespace app::ctl {

/// An option that names a file to write, in the form its ending says.
/// @param endings `.csv`, the choices of the option
[[nodiscard]] OptionSpec outputOption(std::string name, std::string help, bool required,
                                      std::vector<std::string> endings);

/// The one of `endings` that `path` has, in any case; the first of them for a pipe or device, whose name says
/// nothing. Empty: none of them.
[[nodiscard]] std::string formOf(const std::string& path, const std::vector<std::string>& endings);

/// ".json or .csv".
[[nodiscard]] std::string endingsText(const std::vector<std::string>& endings);

/// The first output of a command that has none of its endings, as a sentence.
[[nodiscard]] std::optional<std::string> endingProblem(const Command& command, const Args& args);

} // namespace app::ctl
