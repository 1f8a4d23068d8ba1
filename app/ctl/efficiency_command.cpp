#include "app/ctl/command_table.h"
#include "app/ctl/efficiency_parts.h"
#include "app/ctl/json_text.h"
#include "twin/support/digest.h"

#include <nlohmann/json.hpp>

namespace app::ctl {

std::vector<OptionSpec> trainingOptions()
{
    using Kind = OptionSpec::Kind;
    return {{"--params", "parameters of the model", Kind::Number, false, "177e9", {1e6, 1e14}},
            {"--tokens-per-step",
             "tokens of one step, all cards together",
             Kind::Number,
             false,
             "4e6",
             {1, 1e10}},
            {"--cards", "cards, all sites together", Kind::Integer, false, "1024", {1, 1e7}},
            {"--card-tflops",
             "peak of a card at the precision trained in",
             Kind::Number,
             false,
             "320",
             {0.1, 1e6}},
            {"--mfu",
             "part of the peak that computing reaches inside a server",
             Kind::Number,
             false,
             "0.4",
             {0.01, 1}}};
}

void printModelAnswer(nlohmann::ordered_json& answer, bool json, double seconds,
                      const std::function<void(const nlohmann::ordered_json&)>& text)
{
    nlohmann::ordered_json hashed = answer;
    for (const char* name : {"file", "jobs_file", "network"}) { // the same answer from wherever it was read
        hashed.erase(name);
    }
    twin::Digest digest;
    digest.add(jsonText(hashed));
    answer["seconds"] = seconds;
    answer["state_hash"] = digest.finish();
    if (json) {
        printLine(jsonText(answer));
    } else {
        text(answer);
    }
}

Command efficiencyCommand()
{
    Command command;
    command.name = "efficiency";
    command.help = "How much of the ideal a job reaches, by its kind, and where the rest goes";
    command.subcommands.push_back(intraCentreCommand());
    command.subcommands.push_back(interCentreCommand());
    command.subcommands.push_back(ingressCommand());
    command.subcommands.push_back(inferenceCommand());
    return command;
}

} // namespace app::ctl
