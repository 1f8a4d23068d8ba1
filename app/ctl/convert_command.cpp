#include "app/ctl/answer_text.h"
#include "app/ctl/command_table.h"
#include "app/ctl/output_form.h"
#include "app/ctl/read_options.h"
#include "twin/network/open.h"
#include "twin/proto/registry.pb.h"
#include "twin/registry/snapshot_file.h"

#include <nlohmann/json.hpp>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;

int runConvert(const Args& args)
{
    const std::string in = args.text("IN");
    const std::string out = args.text("OUT");
    auto opened = twin::network::openAnySnapshot(in, readOptionsOf(args));
    if (!opened) {
        return report(opened.error());
    }
    if (const auto written = twin::registry::writeSnapshot(out, opened->document); !written) {
        return report(written.error());
    }
    const auto& message = opened->document.message();
    Json answer{{"in", in},
                {"out", out},
                {"format", opened->format},
                {"nodes", opened->listedNodes},
                {"links", opened->listedLinks},
                {"sites", message.registry().sites_size()},
                {"registry_links", message.registry().links_size()},
                {"pools", message.registry().pools_size()},
                {"demands", message.workload().demands_size()},
                {"registry_sha256", message.registry().sha256()},
                {"workload_sha256", message.workload().sha256()}};
    answer["defaults_applied"] = Json::array();
    for (const std::string& sentence : message.registry().origin().defaults_applied()) {
        answer["defaults_applied"].push_back(sentence);
    }
    printAnswer(answer, args.json);
    return kDone;
}

} // namespace

Command convertCommand()
{
    using Kind = OptionSpec::Kind;
    Command command;
    command.name = "convert";
    command.help = "any network or snapshot file to a registry snapshot";
    command.options = {
        {"IN", ".swr, .json, .gml, .graphml, REPETITA .graph or SNDlib (.txt, .xml)", Kind::Text, true, ""},
        outputOption("OUT", "the snapshot to write", true, {".swr", ".json"})};
    const auto reading = readOptions();
    command.options.insert(command.options.end(), reading.begin(), reading.end());
    command.run = runConvert;
    return command;
}

} // namespace app::ctl
