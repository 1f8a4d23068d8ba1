#pragma once

#include "app/ctl/command.h"

#include <vector>

namespace app::ctl {

/// Parses the line against the table and runs the command. Usage errors go to stderr with exit code 2;
/// `--help` and
/// `--version` print and give 0. The only file that sees CLI11 is command_line.cpp.
int runCommandLine(int argc, char** argv, const std::vector<Command>& table);

} // namespace app::ctl
