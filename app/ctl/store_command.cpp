#include "app/ctl/command_table.h"
#include "app/ctl/json_text.h"
#include "app/ctl/store_upkeep.h"
#include "twin/history/history_store.h"
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
    if (const auto history = describeHistory(path)) {
        out["history"] = *history;
    }
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
    if (described->contains("history")) {
        const Json& history = (*described)["history"];
        printLine("history: " + jsonText(history["samples"]) + " samples of " + jsonText(history["series"]) +
                  " series in " + jsonText(history["file_bytes"]) + " bytes, " +
                  jsonText(history["bytes_per_sample"]) + " bytes a sample in blocks");
    }
    return kDone;
}

Command subcommand(const char* name, const char* help, std::vector<OptionSpec> options,
                   int (*run)(const Args&))
{
    Command out;
    out.name = name;
    out.help = help;
    out.options = std::move(options);
    out.run = run;
    return out;
}

} // namespace

Command storeCommand()
{
    const OptionSpec store{"STORE", "Store file", OptionSpec::Kind::Text, true, ""};
    Command command;
    command.name = "store";
    command.help = "Look into a store, and keep it in order";
    command.subcommands.push_back(subcommand(
        "stat", "What was ever accepted of each source and epoch, and what is kept; beside a writer", {store},
        stat));
    command.subcommands.push_back(
        subcommand("check", "Reads all of a store and names what is damaged; may run beside a writer",
                   {store}, checkStore));
    command.subcommands.push_back(subcommand(
        "compact", "Makes history of the whole journal, forgets what is too old, gives room back to the disk",
        {store, {"--registry", "registry of a store that keeps none yet", OptionSpec::Kind::Text, false, ""}},
        compactStore));
    command.subcommands.push_back(subcommand(
        "repair", "Takes away what is damaged, so that the rest can be read", {store}, repairStore));
    return command;
}

} // namespace app::ctl
