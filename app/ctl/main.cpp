#include "app/ctl/command_line.h"
#include "app/ctl/command_table.h"

int main(int argc, char** argv)
{
    return app::ctl::runCommandLine(argc, argv, app::ctl::commandTable());
}
