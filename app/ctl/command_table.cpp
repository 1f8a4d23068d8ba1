#include "app/ctl/command_table.h"

namespace app::ctl {

std::vector<Command> commandTable()
{
    // One a line, so that two changes seldom meet.
    std::vector<Command> table;
    table.push_back(serveCommand());
    table.push_back(feedCommand());
    table.push_back(validateCommand());
    table.push_back(diffCommand());
    table.push_back(convertCommand());
    table.push_back(templateCommand());
    table.push_back(importCommand());
    table.push_back(exportCommand());
    table.push_back(generateCommand());
    table.push_back(storeCommand());
    table.push_back(notesCommand());
    table.push_back(sourcesCommand());
    table.push_back(recordCommand());
    table.push_back(replayCommand());
    table.push_back(loadsCommand());
    table.push_back(deduceCommand());
    table.push_back(routeCommand());
    table.push_back(simulateCommand());
    table.push_back(sweepCommand());
    table.push_back(optimiseCommand());
    table.push_back(residualCommand());
    table.push_back(efficiencyCommand());
    table.push_back(discoverCommand());
    table.push_back(resolveCommand());
    table.push_back(placeCommand());
    table.push_back(marketCommand());
    table.push_back(scenarioCommand());
    return table;
}

} // namespace app::ctl
