#include "app/ctl/command_table.h"

namespace app::ctl {

std::vector<Command> commandTable()
{
    return {
        serveCommand(),    feedCommand(),   validateCommand(), diffCommand(),     convertCommand(),
        templateCommand(), importCommand(), exportCommand(),   generateCommand(), storeCommand(),
        loadsCommand(),    deduceCommand(),
    };
}

} // namespace app::ctl
