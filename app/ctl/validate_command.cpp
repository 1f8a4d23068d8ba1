#include "app/ctl/answer_text.h"
#include "app/ctl/command_table.h"
#include "app/ctl/problem_output.h"
#include "app/ctl/read_options.h"
#include "app/ctl/recording_output.h"
#include "twin/ingest/recording_check.h"
#include "twin/network/open.h"
#include "twin/proto/registry.pb.h"
#include "twin/registry/problem_lines.h"
#include "twin/registry/summary.h"
#include "twin/registry/workload_proto.h"
#include "twin/state/state_file.h"
#include "twin/support/path_ending.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <string>
#include <utility>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using twin::failure;
using twin::Result;
namespace registry = twin::registry;

Json gflopsJson(const twin::GflopsByPrecision& gflops)
{
    Json out = Json::object();
    for (std::size_t p = 0; p < twin::kPrecisionCount; ++p) {
        out[std::string(twin::kPrecisionNames[p])] = gflops.value[p];
    }
    return out;
}

void addHead(Json& out, const registry::pb::SnapshotFile& file)
{
    if (file.has_registry()) {
        out["version"] = file.registry().version();
        out["sha256"] = file.registry().sha256();
        out["source"] = file.registry().origin().source();
        out["synthetic"] = file.registry().origin().synthetic();
    }
    if (file.has_workload()) {
        out["workload_sha256"] = file.workload().sha256();
    }
}

void addCounts(Json& out, const registry::Summary& sum)
{
    out["enterprises"] = sum.enterprises;
    out["pools"] = sum.pools;
    out["gflops"] = gflopsJson(sum.gflops);
    out["nodes"] = sum.sites;
    out["links"] = sum.links;
    out["backbone_links"] = sum.backboneLinks;
    out["access_links"] = sum.accessLinks;
    out["conduits"] = sum.conduits;
    out["access_conduits"] = sum.accessConduits;
    out["hubs"] = sum.hubs;
    out["clusters"] = sum.clusters;
    out["carriers"] = sum.carriers;
    out["service_nodes"] = sum.serviceNodes;
    out["services"] = sum.services;
    out["optical_channels"] = sum.channels;
    out["tunnels"] = sum.tunnels;
    out["interconnection_points"] = sum.interconnectionPoints;
    out["demands"] = sum.demands;
    out["flows"] = sum.flows;
    out["jobs"] = sum.jobs;
    out["reservations"] = sum.reservations;
}

/// Registry and workload of a saved state, as messages.
Result<twin::network::OpenedSnapshot> openSavedState(const std::string& path)
{
    const auto snapshot = twin::state::openState(path);
    if (!snapshot) {
        return failure(snapshot.error());
    }
    twin::network::OpenedSnapshot out;
    out.format = "sws";
    registry::pb::SnapshotFile& file = out.document.message();
    if (auto read = registry::toProto(*(*snapshot)->registry, *file.mutable_registry()); !read) {
        return failure(std::move(read.error()));
    }
    if (const auto& workload = (*snapshot)->workload; workload != nullptr) {
        if (auto read =
                registry::toProto(*workload, workload->flows, workload->jobs, *file.mutable_workload());
            !read) {
            return failure(std::move(read.error()));
        }
    }
    registry::canonicalise(file);
    return out;
}

Json describe(const twin::network::OpenedSnapshot& opened, const std::string& path)
{
    const registry::pb::SnapshotFile& file = opened.document.message();
    Json out{{"file", path}, {"format", opened.format}};
    if (opened.isNetwork) {
        out["nodes"] = opened.listedNodes;
        out["links"] = opened.listedLinks;
        out["demands"] = opened.listedDemands;
    } else {
        addHead(out, file);
        addCounts(out, registry::summarise(file));
    }
    out["defaults"] = Json::array();
    for (const std::string& sentence : file.registry().origin().defaults_applied()) {
        out["defaults"].push_back(sentence);
    }
    return out;
}

/// Cannot be opened, so nothing can be said of its content.
int refuse(const twin::Error& error)
{
    report(error);
    const bool missing = error.code == twin::ErrorCode::NotFound || error.code == twin::ErrorCode::Io;
    return missing ? kInputOutput : kBadInput;
}

int validateRecording(const std::string& path, bool json)
{
    const auto recording = twin::history::Recording::open(path);
    if (!recording) {
        return refuse(recording.error());
    }
    const auto contents = twin::ingest::readContents(*recording);
    if (!contents) {
        return refuse(contents.error());
    }
    Json answer{{"file", path}, {"format", "swrec"}};
    answer.update(recordingJson(recording->summary()));
    answer["sources"] = Json::array();
    for (const auto& [name, source] : contents->sources) {
        answer["sources"].push_back({{"source", name},
                                     {"epochs", source.epochs.size()},
                                     {"frames", source.frames},
                                     {"samples", source.samples}});
    }
    answer["unreadable_frames"] = contents->unreadable;
    if (json) {
        answer["problems"] = contents->problems;
    } else {
        for (const std::string& problem : contents->problems) {
            std::fprintf(stderr, "%s: %s\n", path.c_str(), problem.c_str());
        }
    }
    printAnswer(answer, json);
    return contents->problems.empty() ? kDone : kNo;
}

int runValidate(const Args& args)
{
    const std::string path = args.text("FILE");
    if (twin::hasEnding(path, ".swrec")) {
        return validateRecording(path, args.json);
    }
    const auto opened = twin::hasEnding(path, ".sws")
                            ? openSavedState(path)
                            : twin::network::openAnySnapshot(path, readOptionsOf(args));
    if (!opened) {
        return refuse(opened.error());
    }
    const registry::Validation validation = registry::validateFile(opened->document.message(), path);
    Json answer = describe(*opened, path);
    addValidation(answer, validation);
    if (!args.json) {
        printProblems(path, validation);
        answer.erase("problems"); // on stderr, a line each
    }
    printAnswer(answer, args.json);
    return validation.ok() ? kDone : kNo;
}

} // namespace

Command validateCommand()
{
    Command command;
    command.name = "validate";
    command.help = "Every problem of a snapshot or saved state; what a network file holds and the defaults "
                   "applied; whether a "
                   "recording is whole";
    command.options = readOptions();
    command.options.insert(command.options.begin(),
                           {"FILE",
                            ".swr, .json, .sws, .swrec, .gml, .graphml, .graph or SNDlib (.txt, .xml)",
                            OptionSpec::Kind::Text, true, ""});
    command.run = runValidate;
    return command;
}

} // namespace app::ctl
