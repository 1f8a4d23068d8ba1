#include "app/ctl/command_table.h"
#include "app/ctl/json_text.h"
#include "twin/history/journal.h"

#include <nlohmann/json.hpp>

#include <string>
#include <utility>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using twin::history::ForgottenEpochs;
using twin::history::Journal;
using twin::history::ProgressRecord;

Json sourceJson(const ProgressRecord& record)
{
    Json ranges = Json::array();
    for (const auto& range : record.progress.ranges) {
        ranges.push_back({range.first, range.last});
    }
    return {
        {"source", record.source},     {"epoch", record.epoch},   {"contiguous", record.progress.contiguous},
        {"ranges", std::move(ranges)}, {"frames", record.frames}, {"samples", record.samples}};
}

Json forgottenJson(const ForgottenEpochs& sums)
{
    return {{"source", sums.source},
            {"up_to_epoch", sums.upTo},
            {"epochs", sums.epochs},
            {"frames", sums.frames},
            {"samples", sums.samples}};
}

twin::Result<Json> describe(const std::string& path)
{
    auto journal = Journal::openReadOnly(path);
    if (!journal) {
        return twin::failure(std::move(journal.error()));
    }
    const auto progress = journal->loadProgress();
    const auto forgotten = journal->loadForgotten();
    const auto records = journal->recordCount();
    const auto bytes = journal->usedBytes();
    if (!progress || !forgotten) {
        return twin::failure(!progress ? progress.error() : forgotten.error());
    }
    if (!records || !bytes) {
        return twin::failure(!records ? records.error() : bytes.error());
    }
    Json out{{"store", path}, {"sources", Json::array()}, {"older_epochs", Json::array()}};
    std::uint64_t frames = 0;
    std::uint64_t samples = 0;
    for (const ProgressRecord& record : *progress) {
        out["sources"].push_back(sourceJson(record));
        frames += record.frames;
        samples += record.samples;
    }
    for (const ForgottenEpochs& sums : *forgotten) {
        out["older_epochs"].push_back(forgottenJson(sums));
        frames += sums.frames;
        samples += sums.samples;
    }
    out["frames"] = frames;
    out["samples"] = samples;
    out["kept_frames"] = *records;
    out["bytes"] = *bytes;
    return out;
}

int stat(const Args& args)
{
    const auto described = describe(args.text("STORE"));
    if (!described) {
        return report(described.error());
    }
    if (args.json) {
        printLine(jsonText(*described));
        return kDone;
    }
    for (const Json& source : (*described)["sources"]) {
        printLine(source["source"].get<std::string>() + " epoch " + jsonText(source["epoch"]) + ": up to " +
                  jsonText(source["contiguous"]) + ", " + jsonText(source["frames"]) + " frames, " +
                  jsonText(source["samples"]) + " samples");
    }
    for (const Json& older : (*described)["older_epochs"]) {
        printLine(older["source"].get<std::string>() + " " + jsonText(older["epochs"]) +
                  " older epochs up to " + jsonText(older["up_to_epoch"]) + ": " + jsonText(older["frames"]) +
                  " frames, " + jsonText(older["samples"]) + " samples");
    }
    printLine("all: " + jsonText((*described)["frames"]) + " frames, " + jsonText((*described)["samples"]) +
              " samples; kept now: " + jsonText((*described)["kept_frames"]) + " frames in " +
              jsonText((*described)["bytes"]) + " bytes");
    return kDone;
}

} // namespace

Command storeCommand()
{
    Command statCommand;
    statCommand.name = "stat";
    statCommand.help =
        "What was ever accepted of each source and epoch, and what is kept now; may run beside a writer";
    statCommand.options = {{"STORE", "Store file", OptionSpec::Kind::Text, true, ""}};
    statCommand.run = stat;

    Command command;
    command.name = "store";
    command.help = "Look into a store";
    command.subcommands.push_back(std::move(statCommand));
    return command;
}

} // namespace app::ctl
