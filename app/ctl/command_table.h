#pragma once

#include "app/ctl/command.h"

namespace app::ctl {

// One function per command file; each returns the command as a value.
[[nodiscard]] Command validateCommand();   ///< validate_command.cpp
[[nodiscard]] Command templateCommand();   ///< csv_commands.cpp
[[nodiscard]] Command importCommand();     ///< csv_commands.cpp
[[nodiscard]] Command exportCommand();     ///< csv_commands.cpp
[[nodiscard]] Command diffCommand();       ///< diff_command.cpp
[[nodiscard]] Command convertCommand();    ///< convert_command.cpp
[[nodiscard]] Command generateCommand();   ///< generate_command.cpp
[[nodiscard]] Command routeCommand();      ///< route_command.cpp
[[nodiscard]] Command feedCommand();       ///< feed_command.cpp
[[nodiscard]] Command serveCommand();      ///< serve_command.cpp
[[nodiscard]] Command sourcesCommand();    ///< sources_command.cpp
[[nodiscard]] Command simulateCommand();   ///< simulate_command.cpp
[[nodiscard]] Command storeCommand();      ///< store_command.cpp
[[nodiscard]] Command notesCommand();      ///< notes_command.cpp
[[nodiscard]] Command recordCommand();     ///< record_command.cpp
[[nodiscard]] Command replayCommand();     ///< replay_command.cpp
[[nodiscard]] Command loadsCommand();      ///< loads_command.cpp
[[nodiscard]] Command deduceCommand();     ///< deduce_command.cpp
[[nodiscard]] Command sweepCommand();      ///< sweep_command.cpp
[[nodiscard]] Command optimiseCommand();   ///< optimise_command.cpp
[[nodiscard]] Command residualCommand();   ///< residual_command.cpp
[[nodiscard]] Command efficiencyCommand(); ///< efficiency_command.cpp
[[nodiscard]] Command discoverCommand();   ///< discover_command.cpp
[[nodiscard]] Command resolveCommand();    ///< resolve_command.cpp
[[nodiscard]] Command placeCommand();      ///< place_command.cpp
[[nodiscard]] Command marketCommand();     ///< market_command.cpp
[[nodiscard]] Command scenarioCommand();   ///< scenario_command.cpp

/// All commands, in the order of the help page.
[[nodiscard]] std::vector<Command> commandTable();

} // namespace app::ctl
