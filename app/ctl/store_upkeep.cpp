#include "app/ctl/store_upkeep.h"

#include "app/ctl/command_table.h"
#include "app/ctl/json_text.h"
#include "twin/history/history_store.h"
#include "twin/history/store_location.h"
#include "twin/ingest/folder.h"
#include "twin/ingest/registry_document.h"
#include "twin/registry/build.h"
#include "twin/support/clock.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using twin::Result;
using twin::history::HistoryReader;
using twin::history::HistoryStore;
using twin::history::HistoryWriter;
using twin::history::StoreProblem;

constexpr std::size_t kMostProblems = 100;
constexpr std::array<const char*, twin::history::kTierCount> kTierNames{"10s", "1min", "15min", "1d"};

/// The answer of check and repair: one line or object a problem.
Json problemsJson(const std::string& path, const std::vector<StoreProblem>& problems)
{
    Json out{{"store", twin::history::shownLocation(path)}, {"problems", Json::array()}};
    for (const StoreProblem& problem : problems) {
        out["problems"].push_back({{"where", problem.where}, {"what", problem.what}});
    }
    return out;
}

void printProblems(const Args& args, const std::vector<StoreProblem>& problems, const std::string& none)
{
    if (args.json) {
        printLine(jsonText(problemsJson(args.text("STORE"), problems)));
        return;
    }
    for (const StoreProblem& problem : problems) {
        printLine(problem.where + ": " + problem.what);
    }
    if (problems.empty()) {
        printLine(none);
    }
}

/// Keeps the registry of `file` where the store has none.
Result<> keepRegistry(HistoryWriter& writer, const std::string& file)
{
    const auto loaded = twin::registry::loadRegistryFile(file);
    if (!loaded) {
        return twin::failure(loaded.error());
    }
    const auto document = twin::ingest::registryDocument(*loaded->registry, loaded->workload.get());
    if (!document) {
        return twin::failure(document.error());
    }
    auto version = document->version;
    version.validFrom = twin::SystemClock().now();
    const auto kept = writer.addRegistry(version, document->bytes);
    return kept ? Result<>() : Result<>(twin::failure(kept.error()));
}

/// Everything that is due until nothing is.
Result<twin::ingest::FoldSums> foldAll(HistoryReader& reader, HistoryWriter& writer)
{
    twin::ingest::Folder folder({}, reader,
                                [&](const twin::ingest::Folder::Job& job) { return job(writer); });
    if (auto restored = folder.restore(); !restored) {
        return twin::failure(std::move(restored.error()));
    }
    while (true) {
        const auto did = folder.step(twin::SystemClock().now(), true);
        if (!did) {
            return twin::failure(did.error());
        }
        if (!*did) {
            return folder.sums();
        }
    }
}

Result<Json> compact(const std::string& path, const std::string& registryFile)
{
    auto store = twin::history::historyStore(path);
    auto writer = store ? (*store)->openWriter({})
                        : Result<std::unique_ptr<HistoryWriter>>(twin::failure(store.error()));
    if (!writer) {
        return twin::failure(writer.error());
    }
    auto reader = (*store)->openReader();
    if (!reader) {
        return twin::failure(reader.error());
    }
    if (!registryFile.empty()) {
        if (auto kept = keepRegistry(**writer, registryFile); !kept) {
            return twin::failure(std::move(kept.error()));
        }
    }
    const auto versions = (*reader)->registries();
    if (versions && versions->empty()) {
        return twin::failureAt(
            twin::ErrorCode::NotFound, twin::history::shownLocation(path), 0,
            "the store keeps no registry that says what its samples are of: give --registry");
    }
    const auto before = (*reader)->sums();
    const auto sums = foldAll(**reader, **writer);
    const auto after = (*reader)->sums();
    if (!before || !sums || !after) {
        return twin::failure(!before ? before.error() : !sums ? sums.error() : after.error());
    }
    reader->reset();
    writer->reset();
    if (auto shrunk = (*store)->shrink(); !shrunk) {
        return twin::failure(std::move(shrunk.error()));
    }
    return Json{{"store", twin::history::shownLocation(path)},
                {"folds", sums->folds},
                {"folded_samples", sums->samples},
                {"frames_before", before->frames},
                {"frames", after->frames},
                {"bytes_before", before->fileBytes}};
}

} // namespace

Result<Json> describeHistory(const std::string& path)
{
    auto store = twin::history::historyStore(path);
    auto reader =
        store ? (*store)->openReader() : Result<std::unique_ptr<HistoryReader>>(twin::failure(store.error()));
    if (!reader) {
        return twin::failure(reader.error());
    }
    const auto sums = (*reader)->sums();
    if (!sums) {
        return twin::failure(sums.error());
    }
    Json rollups = Json::object();
    for (std::size_t tier = 0; tier < kTierNames.size(); ++tier) {
        rollups[kTierNames[tier]] = {{"rows", sums->rollups[tier]}, {"bytes", sums->rollupBytes[tier]}};
    }
    const auto samples = static_cast<double>(std::max<std::uint64_t>(sums->blockSamples, 1));
    return Json{{"from_ns", sums->folds.begin},
                {"to_ns", sums->folds.end},
                {"folded_up_to", sums->folded},
                {"newest_frame", sums->newestFrame},
                {"series", sums->series},
                {"samples", sums->blockSamples},
                {"blocks", sums->blocks},
                {"block_bytes", sums->blockBytes},
                {"bytes_per_sample", static_cast<double>(sums->blockBytes) / samples},
                {"checkpoints", sums->checkpoints},
                {"checkpoint_bytes", sums->checkpointBytes},
                {"events", sums->events},
                {"event_bytes", sums->eventBytes},
                {"rollups", std::move(rollups)},
                {"registries", sums->registries},
                {"frame_bytes", sums->frameBytes},
                {"file_bytes", sums->fileBytes}};
}

int checkStore(const Args& args)
{
    auto store = twin::history::historyStore(args.text("STORE"));
    const auto problems = store ? (*store)->check(kMostProblems)
                                : Result<std::vector<StoreProblem>>(twin::failure(store.error()));
    if (!problems) {
        return report(problems.error());
    }
    printProblems(args, *problems, "nothing is damaged");
    return problems->empty() ? kDone : kNo;
}

int repairStore(const Args& args)
{
    auto store = twin::history::historyStore(args.text("STORE"));
    const auto taken =
        store ? (*store)->repair() : Result<std::vector<StoreProblem>>(twin::failure(store.error()));
    if (!taken) {
        return report(taken.error());
    }
    printProblems(args, *taken, "nothing was damaged");
    return kDone;
}

int compactStore(const Args& args)
{
    const auto done = compact(args.text("STORE"), args.text("--registry"));
    if (!done) {
        return report(done.error());
    }
    printLine(args.json ? jsonText(*done)
                        : jsonText((*done)["folded_samples"]) + " samples in " + jsonText((*done)["folds"]) +
                              " folds; frames left: " + jsonText((*done)["frames"]));
    return kDone;
}

} // namespace app::ctl
