#include "app/ctl/command_table.h"
#include "app/ctl/json_text.h"
#include "app/ctl/store_upkeep.h"
#include "twin/history/history_store.h"
#include "twin/history/journal.h"
#include "twin/history/store_location.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

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

/// What was ever accepted, and what of it is in the journal.
struct Kept
{
    std::vector<ProgressRecord> progress;
    std::vector<ForgottenEpochs> forgotten;
    std::uint64_t frames = 0;
    std::uint64_t bytes = 0;
};

/// Of a file also when it is from before there was a history.
twin::Result<Kept> keptInFile(const std::string& path)
{
    auto journal = Journal::openReadOnly(path);
    if (!journal) {
        return twin::failure(std::move(journal.error()));
    }
    auto progress = journal->loadProgress();
    auto forgotten = journal->loadForgotten();
    const auto records = journal->recordCount();
    const auto bytes = journal->usedBytes();
    if (!progress || !forgotten) {
        return twin::failure(!progress ? progress.error() : forgotten.error());
    }
    if (!records || !bytes) {
        return twin::failure(!records ? records.error() : bytes.error());
    }
    return Kept{std::move(*progress), std::move(*forgotten), *records, *bytes};
}

twin::Result<Kept> keptOnServer(const std::string& location)
{
    auto store = twin::history::historyStore(location);
    auto reader =
        store ? (*store)->openReader()
              : twin::Result<std::unique_ptr<twin::history::HistoryReader>>(twin::failure(store.error()));
    if (!reader) {
        return twin::failure(std::move(reader.error()));
    }
    auto progress = (*reader)->loadProgress();
    auto forgotten = (*reader)->loadForgotten();
    const auto sums = (*reader)->sums();
    if (!progress || !forgotten || !sums) {
        return twin::failure(!progress ? progress.error() : !forgotten ? forgotten.error() : sums.error());
    }
    return Kept{std::move(*progress), std::move(*forgotten), sums->frames, sums->frameBytes};
}

twin::Result<Json> describe(const std::string& path)
{
    const auto kept = twin::history::isServerLocation(path) ? keptOnServer(path) : keptInFile(path);
    if (!kept) {
        return twin::failure(kept.error());
    }
    Json out{{"store", twin::history::shownLocation(path)},
             {"sources", Json::array()},
             {"older_epochs", Json::array()}};
    std::uint64_t frames = 0;
    std::uint64_t samples = 0;
    for (const ProgressRecord& record : kept->progress) {
        out["sources"].push_back(sourceJson(record));
        frames += record.frames;
        samples += record.samples;
    }
    for (const ForgottenEpochs& sums : kept->forgotten) {
        out["older_epochs"].push_back(forgottenJson(sums));
        frames += sums.frames;
        samples += sums.samples;
    }
    out["frames"] = frames;
    out["samples"] = samples;
    out["kept_frames"] = kept->frames;
    out["bytes"] = kept->bytes;
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
    const OptionSpec store{"STORE", "Store: a file or postgresql://…", OptionSpec::Kind::Text, true, ""};
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
