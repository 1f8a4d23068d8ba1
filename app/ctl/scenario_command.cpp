#include "app/ctl/answer_text.h"
#include "app/ctl/cancel.h"
#include "app/ctl/command_table.h"
#include "app/ctl/compute_input.h"
#include "app/ctl/json_text.h"
#include "app/ctl/scenario_compare.h"
#include "app/ctl/scenario_input.h"
#include "app/ctl/scenario_output.h"
#include "app/ctl/scenario_shared.h"
#include "app/ctl/scenario_storm.h"
#include "app/ctl/stop_watch.h"
#include "twin/scenario/planned_snapshot.h"
#include "twin/support/digest.h"
#include "twin/support/file_io.h"
#include "twin/support/moment_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <utility>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using namespace twin::scenario;
using twin::failure;
using twin::Result;
using Kind = OptionSpec::Kind;

/// The document and what it runs on.
struct Opened
{
    Document document;
    GroundPtr ground;
};

Result<Opened> openScenario(const Args& args)
{
    auto document = readDocument(args.text("FILE"));
    if (!document) {
        return failure(std::move(document.error()));
    }
    auto ground = openGround(args, *document);
    if (!ground) {
        return failure(std::move(ground.error()));
    }
    return Opened{std::move(*document), std::move(*ground)};
}

Json headOf(const Args& args, const Opened& opened)
{
    Json out{{"scenario", args.text("FILE")}, {"name", opened.document.name}};
    out["scenario_sha256"] = hashOf(opened.document);
    out["base"] = groundJson(*opened.ground);
    out["demand"] = opened.document.demand == DemandKind::BusyHour ? "busy_hour" : "this_instant";
    out["seed"] = opened.ground->options().seed;
    out["commands"] = opened.document.commands.size();
    return out;
}

/// Where a refusal of a command belongs: into the file that has it.
twin::Error inFile(twin::Error error, const Args& args)
{
    if (error.file.empty() && error.reason.starts_with("commands.")) {
        error.file = args.text("FILE");
    }
    return error;
}

Result<> writeRegistry(const Args& args, const Opened& opened, twin::TimeNs at)
{
    if (!args.has("--registry-out")) {
        return {};
    }
    auto planned = plannedSnapshot(*opened.ground, opened.document, at);
    return planned ? twin::registry::writeSnapshot(args.text("--registry-out"), *planned)
                   : failure(std::move(planned.error()));
}

/// Everything a run gives, without the time it took.
Result<Json> runAll(const Args& args, const Opened& opened)
{
    const Ground& ground = *opened.ground;
    const Schedule schedule(ground, opened.document.commands);
    const auto at = momentOption(args, "--when", schedule.lastBegin());
    auto edits = at ? schedule.editsAt(*at) : failure(at.error());
    auto after = edits ? evaluate(ground, std::make_shared<const Edits>(std::move(*edits)), {true})
                       : Result<SituationPtr>(failure(std::move(edits.error())));
    if (!after) {
        return failure(std::move(after.error()));
    }
    const N1Options options{threadsOf(args), cancelFlag(), {}};
    const N1Table n1Before = n1Table(ground, *ground.before(), options);
    const N1Table n1After = n1Table(ground, **after, options);
    if (!n1Before.isWhole() || !n1After.isWhole()) {
        return failure(twin::ErrorCode::Cancelled, "the scenario was cancelled");
    }
    const Outcome outcome = compare(ground, ground.before(), *after);
    const auto works = judgeWorks(ground, opened.document, {options.threads, options.cancelled});
    if (!works) {
        return failure(works.error());
    }
    twin::Digest digest;
    Json out = headOf(args, opened);
    out["moment"] = twin::momentText(*at);
    out["carbon_g_per_kwh"] = ground.options().assumptions.carbonPerKwh_g;
    describeOutcome(out, outcome, {args.has("--background")});
    out["n1"] = n1Json(n1Before, n1After);
    out["works"] = Json::array();
    for (const WorkVerdict& work : *works) {
        out["works"].push_back(workJson(work));
    }
    for (const std::string& hash :
         {outcome.before->stateHash, outcome.after->stateHash, n1Before.hash, n1After.hash}) {
        digest.add(hash);
    }
    if (args.has("--timeline")) {
        const auto timeline = runTimeline(ground, opened.document, {options.threads, options.cancelled, {}});
        if (!timeline) {
            return failure(timeline.error());
        }
        out["timeline"] = timelineJson(*timeline);
        digest.add(timeline->stateHash);
    }
    out["situation_hash"] = outcome.after->stateHash;
    out["state_hash"] = digest.finish();
    if (args.has("--out")) {
        if (auto written = twin::writeFileAtomically(args.text("--out"),
                                                     outcomeCsv(outcome, {args.has("--background")}));
            !written) {
            return failure(std::move(written.error()));
        }
    }
    if (auto written = writeRegistry(args, opened, *at); !written) {
        return failure(std::move(written.error()));
    }
    return out;
}

/// `seconds` before the hash, as its neighbours have it.
void addSeconds(Json& answer, double seconds)
{
    const Json hash = answer["state_hash"];
    answer.erase("state_hash");
    answer["seconds"] = seconds;
    answer["state_hash"] = hash;
}

int runScenario(const Args& args)
{
    const auto opened = openScenario(args);
    if (!opened) {
        return report(opened.error());
    }
    const StopWatch watch;
    auto answer = runAll(args, *opened);
    if (!answer) {
        return report(inFile(answer.error(), args));
    }
    addSeconds(*answer, watch.seconds());
    printAnswer(*answer, args.json, static_cast<std::size_t>(args.integer("--top")));
    return kDone;
}

int checkScenario(const Args& args)
{
    const auto opened = openScenario(args);
    if (!opened) {
        return report(opened.error());
    }
    const StopWatch watch;
    const auto verdicts = Schedule(*opened->ground, opened->document.commands).check();
    Json out = headOf(args, *opened);
    out["possible"] =
        std::ranges::all_of(verdicts, [](const auto& verdict) { return verdict.touch.has_value(); });
    out["verdicts"] = Json::array();
    twin::Digest digest;
    for (const Schedule::Verdict& verdict : verdicts) {
        out["verdicts"].push_back(verdictJson(verdict, opened->document.commands[verdict.number]));
        if (!verdict.touch) {
            report(twin::Error{twin::ErrorCode::Invalid, placeOf(verdict.number) + ": " + verdict.reason,
                               args.text("FILE"), 0, 0});
        }
        digest.add(jsonText(out["verdicts"].back()));
    }
    bool isGo = true;
    out["works"] = Json::array();
    if (out["possible"].get<bool>()) {
        const auto works = judgeWorks(*opened->ground, opened->document, {threadsOf(args), cancelFlag()});
        if (!works) {
            return report(inFile(works.error(), args));
        }
        for (const WorkVerdict& work : *works) {
            isGo = isGo && work.isGo();
            out["works"].push_back(workJson(work));
            digest.add(jsonText(out["works"].back()));
        }
    }
    out["seconds"] = watch.seconds();
    out["state_hash"] = digest.finish();
    printAnswer(out, args.json);
    return out["possible"].get<bool>() && isGo ? kDone : kNo;
}

int listChanges(const Args& args)
{
    const auto opened = openScenario(args);
    if (!opened) {
        return report(opened.error());
    }
    const StopWatch watch;
    const auto list = changeList(*opened->ground, opened->document, {threadsOf(args), cancelFlag()});
    if (!list) {
        return report(inFile(list.error(), args));
    }
    const Schedule schedule(*opened->ground, opened->document.commands);
    if (const auto written = writeRegistry(args, *opened, schedule.lastBegin()); !written) {
        return report(written.error());
    }
    Json out = headOf(args, *opened);
    out.update(changesJson(*list));
    out["seconds"] = watch.seconds();
    out["state_hash"] = list->stateHash;
    if (args.has("--out")) {
        Json file = headOf(args, *opened);
        file.update(changesJson(*list));
        if (const auto written = twin::writeFileAtomically(args.text("--out"), file.dump(2) + "\n");
            !written) {
            return report(written.error());
        }
    }
    printAnswer(out, args.json);
    return list->isSafe() ? kDone : kNo;
}

std::vector<OptionSpec> optionsOf(const std::vector<OptionSpec>& own)
{
    std::vector<OptionSpec> out{{"FILE", "scenario file", Kind::Text, true, ""}};
    for (const std::vector<OptionSpec>& more : {own, baseOptions(), computeOptions()}) {
        out.insert(out.end(), more.begin(), more.end());
    }
    return out;
}

OptionSpec registryOut()
{
    return outputOption("--registry-out", "the registry and workload as they are then (.swr, .json)", false);
}

} // namespace

Command scenarioCommand()
{
    Command command;
    command.name = "scenario";
    command.help = "What if: a base, commands, and what they come to";
    command.subcommands.push_back(
        {"run", "The steady state under all commands in force, beside that with none, and every single cut",
         optionsOf(
             {{"--when", "the moment; without it, the last at which a command begins", Kind::Text, false, ""},
              {"--timeline", "every steady state up to the horizon, and what is lost in all", Kind::Flag,
               false, ""},
              {"--background", "list background demands, too", Kind::Flag, false, ""},
              {"--top", "rows of a table shown as text", Kind::Integer, false, "10", {0, 1e9}},
              outputOption("--out", "all that differs, as CSV", false),
              registryOut()}),
         runScenario});
    command.subcommands.push_back({"check",
                                   "What every command would touch, or why it cannot be done; planned works",
                                   optionsOf({}), checkScenario});
    command.subcommands.push_back(
        {"compare", "Scenarios of one base side by side", compareOptions(), compareScenarios});
    command.subcommands.push_back(
        {"changes", "The changes in the order they are to be made, each checked for every single cut",
         optionsOf({outputOption("--out", "the list as JSON", false), registryOut()}), listChanges});
    command.subcommands.push_back({"storm", "A scenario of random failures", stormOptions(), writeStorm});
    for (Command& shared : sharedScenarioCommands()) {
        command.subcommands.push_back(std::move(shared));
    }
    return command;
}

} // namespace app::ctl
