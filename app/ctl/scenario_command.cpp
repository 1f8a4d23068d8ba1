#include "app/ctl/answer_table.h"
#include "app/ctl/cancel.h"
#include "app/ctl/command_table.h"
#include "app/ctl/compute_input.h"
#include "app/ctl/json_text.h"
#include "app/ctl/output_form.h"
#include "app/ctl/scenario_compare.h"
#include "app/ctl/scenario_days.h"
#include "app/ctl/scenario_incident.h"
#include "app/ctl/scenario_input.h"
#include "app/ctl/scenario_output.h"
#include "app/ctl/scenario_possible.h"
#include "app/ctl/scenario_run_text.h"
#include "app/ctl/scenario_shared.h"
#include "app/ctl/scenario_storm.h"
#include "app/ctl/scenario_text.h"
#include "app/ctl/stop_watch.h"
#include "twin/scenario/optimum.h"
#include "twin/scenario/owner_network.h"
#include "twin/scenario/planned_snapshot.h"
#include "twin/scenario/report_text.h"
#include "twin/scenario/run.h"
#include "twin/support/digest.h"
#include "twin/support/file_io.h"
#include "twin/support/moment_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

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

std::vector<std::string> runForms()
{
    return {".csv", ".json"};
}

std::vector<std::string> listForms()
{
    return {".json", ".csv"};
}

NameBook namesOf(const Opened& opened)
{
    return NameBook(*opened.ground->world()->registry);
}

/// As JSON, or for a person.
void print(const Args& args, const Json& answer, void (*text)(const Json&, const NameBook&),
           const Opened& opened)
{
    if (args.json) {
        printLine(jsonText(answer));
    } else {
        text(answer, namesOf(opened));
    }
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

/// `--events`: jobs and flows through the whole of it.
Result<Run> eventsOf(const Args& args, const Opened& opened)
{
    const Ground& ground = *opened.ground;
    RunOptions options;
    options.horizon = opened.document.horizon > 0 ? opened.document.horizon : twin::kDay;
    options.mostEvents = static_cast<std::size_t>(args.integer("--most-events"));
    options.cancelled = cancelFlag();
    const ArrivalOptions coming{static_cast<std::uint32_t>(args.integer("--transfers")),
                                static_cast<std::uint32_t>(args.integer("--jobs")), ground.options().seed};
    auto arrivals = randomArrivals(ground, options.horizon, coming);
    if (!arrivals) {
        return failure(std::move(arrivals.error()));
    }
    options.arrivals = std::move(*arrivals);
    auto run = simulateRun(ground, opened.document, options);
    if (!run) {
        return failure(run.error());
    }
    return std::move(*run);
}

/// `--optimum`: how well the network could carry what is asked of it, before and after.
Result<BestRouting> bestRoutingOf(const Args& args, const Ground& ground, const Situation& after)
{
    OptimumOptions options;
    options.threads = threadsOf(args);
    options.cancelled = cancelFlag();
    const auto before = optimumOf(ground, *ground.before(), options);
    const auto now = before ? optimumOf(ground, after, options) : failure(before.error());
    if (!now) {
        return failure(now.error());
    }
    return BestRouting{*before, *now};
}

/// What a report of a run points to.
struct Parts
{
    twin::TimeNs at = 0;
    Outcome outcome;
    N1Table n1Before;
    N1Table n1;
    std::vector<WorkVerdict> works;
    std::optional<BestRouting> best;
    std::optional<Timeline> timeline;
    std::optional<Run> run;

    [[nodiscard]] RunReport report(const Args& args) const
    {
        RunReport out;
        out.file = args.text("FILE");
        out.outcome = &outcome;
        out.n1Before = &n1Before;
        out.n1 = &n1;
        out.works = &works;
        out.best = best ? &*best : nullptr;
        out.timeline = timeline ? &*timeline : nullptr;
        out.run = run ? &*run : nullptr;
        out.background = args.has("--background");
        return out;
    }
};

/// What is asked for beside the steady state.
Result<> addAsked(const Args& args, const Opened& opened, Parts& parts)
{
    if (args.has("--optimum")) {
        auto best = bestRoutingOf(args, *opened.ground, *parts.outcome.after);
        if (!best) {
            return failure(std::move(best.error()));
        }
        parts.best = *best;
    }
    if (args.has("--timeline")) {
        auto timeline = runTimeline(*opened.ground, opened.document, {threadsOf(args), cancelFlag(), {}});
        if (!timeline) {
            return failure(timeline.error());
        }
        parts.timeline = std::move(*timeline);
    }
    if (args.has("--events")) {
        auto run = eventsOf(args, opened);
        if (!run) {
            return failure(std::move(run.error()));
        }
        parts.run = std::move(*run);
    }
    return {};
}

Result<Parts> runAll(const Args& args, const Opened& opened)
{
    const Ground& ground = *opened.ground;
    if (auto possible = needPossible(ground, opened.document, args.text("FILE")); !possible) {
        return failure(std::move(possible.error()));
    }
    const Schedule schedule(ground, opened.document.commands, opened.document.horizon);
    const auto at = momentOption(args, "--when", schedule.lastMoment());
    auto edits = at ? schedule.editsAt(*at) : failure(at.error());
    auto after = edits ? evaluate(ground, std::make_shared<const Edits>(std::move(*edits)), {true})
                       : Result<SituationPtr>(failure(std::move(edits.error())));
    if (!after) {
        return failure(std::move(after.error()));
    }
    Parts parts;
    parts.at = *at;
    const N1Options options{threadsOf(args), cancelFlag(), {}};
    parts.n1Before = n1Table(ground, *ground.before(), options);
    parts.n1 = n1Table(ground, **after, options);
    if (!parts.n1Before.isWhole() || !parts.n1.isWhole()) {
        return failure(twin::ErrorCode::Cancelled, "the scenario was cancelled");
    }
    Outcome& outcome = parts.outcome;
    outcome = compare(ground, ground.before(), *after);
    addNetworks(ownerNetworks(ground, *ground.before(), parts.n1Before),
                ownerNetworks(ground, **after, parts.n1), outcome.tenants, outcome.enterprises);
    auto works = judgeWorks(ground, opened.document, {options.threads, options.cancelled});
    if (!works) {
        return failure(works.error());
    }
    parts.works = std::move(*works);
    if (auto added = addAsked(args, opened, parts); !added) {
        return failure(std::move(added.error()));
    }
    return parts;
}

/// `--out` and `--registry-out`.
Result<> writeRun(const Args& args, const Opened& opened, const Parts& parts, const Json& answer)
{
    if (args.has("--out")) {
        const bool isCsv = formOf(args.text("--out"), runForms()) == ".csv";
        const std::string text = isCsv ? runReportCsv(parts.report(args)) : fileText(answer);
        if (auto written = twin::writeFileAtomically(args.text("--out"), text); !written) {
            return written;
        }
    }
    return writeRegistry(args, opened, parts.at);
}

int runScenario(const Args& args)
{
    const auto opened = openScenario(args);
    if (!opened) {
        return report(opened.error());
    }
    const StopWatch watch;
    const auto parts = runAll(args, *opened);
    if (!parts) {
        return report(inFile(parts.error(), args));
    }
    Json answer = runReport(*opened->ground, opened->document, parts->report(args));
    if (const auto written = writeRun(args, *opened, *parts, answer); !written) {
        return report(written.error());
    }
    addSeconds(answer, watch.seconds());
    if (args.json) {
        printLine(jsonText(answer));
        return kDone;
    }
    RunShown shown;
    shown.before = figuresOf(*parts->outcome.before, &parts->n1Before);
    shown.after = figuresOf(*parts->outcome.after, &parts->n1);
    shown.rows = static_cast<std::size_t>(args.integer("--top"));
    shown.events = args.isTyped("--top") ? shown.rows : kAllRows;
    printRunText(answer, shown, namesOf(*opened));
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
    Json out = reportHead(*opened->ground, opened->document, args.text("FILE"));
    out["possible"] =
        std::ranges::all_of(verdicts, [](const auto& verdict) { return verdict.touch.has_value(); });
    out["verdicts"] = Json::array();
    twin::Digest digest;
    for (const Schedule::Verdict& verdict : verdicts) {
        out["verdicts"].push_back(verdictJson(verdict, opened->document.commands[verdict.number]));
        if (!verdict.touch) {
            report(twin::Error{twin::ErrorCode::Invalid,
                               placeOf(verdict.number) + ": " + text(verdict.reason), args.text("FILE"), 0,
                               0});
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
    print(args, out, printCheckText, *opened);
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
    const Schedule schedule(*opened->ground, opened->document.commands, opened->document.horizon);
    if (const auto written = writeRegistry(args, *opened, schedule.lastMoment()); !written) {
        return report(written.error());
    }
    Json out = changeListReport(*opened->ground, opened->document, args.text("FILE"), *list);
    if (args.has("--out")) {
        const bool isCsv = formOf(args.text("--out"), listForms()) == ".csv";
        const std::string text = isCsv ? changeListCsv(*list) : fileText(out);
        if (const auto written = twin::writeFileAtomically(args.text("--out"), text); !written) {
            return report(written.error());
        }
    }
    addSeconds(out, watch.seconds());
    print(args, out, printChangesText, *opened);
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
    return outputOption("--registry-out", "the registry and workload as they are then", false,
                        {".swr", ".json"});
}

} // namespace

Command scenarioCommand()
{
    Command command;
    command.name = "scenario";
    command.help = "What if: a base, commands, and what they come to";
    command.subcommands.push_back(
        {"run", "The steady state under all commands in force, beside that with none, and every single cut",
         optionsOf({{"--when",
                     "the moment; without it, the last at which a command begins, or the horizon if "
                     "something grows",
                     Kind::Text, false, ""},
                    {"--timeline", "every steady state up to the horizon, and what is lost in all",
                     Kind::Flag, false, ""},
                    {"--events",
                     "jobs and flows through the horizon (a day without one), event by event; as text all "
                     "that are listed (--most-events), or --top of them",
                     Kind::Flag, false, ""},
                    {"--transfers",
                     "with --events: so many more come, like those there are",
                     Kind::Integer,
                     false,
                     "0",
                     {0, 500'000}},
                    {"--jobs", "with --events: so many more come", Kind::Integer, false, "0", {0, 100'000}},
                    {"--most-events",
                     "with --events: that are listed",
                     Kind::Integer,
                     false,
                     "20000",
                     {0, static_cast<double>(kMostChainEvents)}},
                    {"--optimum", "how well the best routing would do, with its proven bound", Kind::Flag,
                     false, ""},
                    {"--background", "list background demands, too", Kind::Flag, false, ""},
                    {"--top",
                     "rows of a table shown as text; without it, of events all",
                     Kind::Integer,
                     false,
                     "10",
                     {0, 1e9}},
                    outputOption("--out", "all that differs; as JSON the whole answer", false, runForms()),
                    registryOut()}),
         runScenario});
    command.subcommands.push_back({"check",
                                   "What every command would touch, or why it cannot be done; planned works",
                                   optionsOf({}), checkScenario});
    command.subcommands.push_back(
        {"compare", "Scenarios of one network side by side", compareOptions(), compareScenarios});
    command.subcommands.push_back(
        {"changes", "The changes in the order they are to be made, each checked for every single cut",
         optionsOf({outputOption("--out", "the list", false, listForms()), registryOut()}), listChanges});
    command.subcommands.push_back(
        {"days", "Days of random failures: the availability of jobs, and what the network can use",
         daysOptions(), simulateDays});
    command.subcommands.push_back({"storm", "A scenario of random failures", stormOptions(), writeStorm});
    command.subcommands.push_back({"incident", "A scenario of what failed in a stretch of a history",
                                   incidentOptions(), writeIncident});
    for (Command& shared : sharedScenarioCommands()) {
        command.subcommands.push_back(std::move(shared));
    }
    return command;
}

} // namespace app::ctl
