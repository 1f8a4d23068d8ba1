#include "app/ctl/scenario_text.h"

#include "app/ctl/answer_table.h"
#include "app/ctl/answer_text.h"
#include "app/ctl/command.h"
#include "app/ctl/text_page.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using twin::scenario::Compared;
using twin::scenario::Figure;

/// How many of the records say no.
std::size_t countOf(const Json& records, const char* key)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(records, [key](const Json& record) { return !record[key].get<bool>(); }));
}

std::string objectionsText(const Json& objections)
{
    std::string out;
    for (const Json& objection : objections) {
        out += (out.empty() ? "" : "; ") + shown::words(objection["kind"]) + ": " +
               shown::text(objection["reason"]);
    }
    return out;
}

Field nameField(std::string title, std::string key, const NameBook& names)
{
    return {std::move(title), std::move(key), [&names](const Json& id) {
                return names.of(shown::text(id));
            }};
}

/// The number of several things, or the few there are.
std::string fewOf(const Json& ids)
{
    return ids.is_array() && !ids.empty() ? shown::list(ids) : std::string();
}

/// Nothing of none: a table is read more easily without noughts.
std::string countOrNothing(const Json& value)
{
    const bool isNone = value.is_null() || (value.is_array() && value.empty()) ||
                        (value.is_number() && value.get<double>() == 0);
    return isNone ? std::string() : shown::count(value.is_array() ? Json(value.size()) : value);
}

std::string rateOrNothing(const Json& value)
{
    return countOrNothing(value).empty() ? std::string() : shown::rate(value);
}

std::string flopsOrNothing(const Json& value)
{
    return countOrNothing(value).empty() ? std::string() : shown::flops(value);
}

/// `99.938 % (99.120 to 100.000)`, an interval of 95 %.
std::string estimate(const Json& row, const std::string& name)
{
    std::string low = shown::availability(row[name + "_low"]);
    low.resize(low.find(' '));
    std::string high = shown::availability(row[name + "_high"]);
    high.resize(high.find(' '));
    return shown::availability(row[name]) + " (" + low + " to " + high + ")";
}

/// What stood before the first step, in a sentence.
std::string startText(const Json& answer, const NameBook& names)
{
    const std::string limit = shown::percent(answer["limit"]);
    std::string out =
        "Before any step " +
        (answer["start_worst_cut"].get<std::string>().empty()
             ? "the most asked of a link is " + shown::percent(answer["start_base"]) + " of it"
             : "the worst single cut, " + names.both(shown::text(answer["start_worst_cut"])) + ", asks " +
                   shown::percent(answer["start_worst"]) + " of a link") +
        (answer["start_within_limit"].get<bool>() ? " (limit " + limit + ")"
                                                  : ": over the limit of " + limit + " already");
    const Json& pairs = answer["start_disconnected_pairs"];
    // Often another cut than the one that fills a link most.
    return out +
           (pairs.get<std::uint64_t>() > 0
                ? ". A cut of " + names.both(shown::text(answer["start_disconnecting_cut"])) +
                      " disconnects " + shown::counted(pairs.get<std::uint64_t>(), "pair", "pairs") + "."
                : ".");
}

std::string changesHeadline(const Json& answer)
{
    const Json& steps = answer["steps"];
    if (steps.empty()) {
        return "There is no step to do.";
    }
    const std::size_t bad = countOf(steps, "safe");
    if (bad > 0) {
        return "NOT SAFE: " + std::to_string(bad) + " of " + shown::counted(steps.size(), "step", "steps") +
               ".";
    }
    return answer["start_within_limit"].get<bool>()
               ? "Safe: every one of " + shown::counted(steps.size(), "step", "steps") + "."
               : "No step makes it worse: " + shown::counted(steps.size(), "step", "steps") + ".";
}

/// A row a figure, a column a scenario.
TextTable figuresTable(const std::vector<Compared>& columns)
{
    TextTable out;
    out.columns.push_back({"Figure"});
    for (const Compared& column : columns) {
        out.columns.push_back({column.title, true});
    }
    return out;
}

} // namespace

void printScenarioHead(const Json& answer)
{
    const Json& base = answer["base"];
    std::string text = "Scenario " + shown::text(answer["scenario"]);
    if (answer.contains("name") && !answer["name"].get<std::string>().empty()) {
        text += " (" + shown::text(answer["name"]) + ")";
    }
    if (answer.contains("commands")) {
        text += ", " + shown::counted(answer["commands"].get<std::size_t>(), "command", "commands");
    }
    printLine(text + ", seed " + shown::text(answer["seed"]) + ".");
    text = "Base: " + shown::words(base["kind"]) + " of " + shown::moment(base["time"]) + " (UTC+8)";
    if (answer.contains("demand")) {
        text += ", traffic: " + shown::words(answer["demand"]);
    }
    if (base["flows_left_out"].get<std::uint64_t>() > 0) {
        text += ", " + shown::counted(base["flows_left_out"].get<std::uint64_t>(), "flow", "flows") +
                " left out whose ends are not known";
    }
    printLine(text + ".");
    if (answer.contains("growth")) {
        const Json& growth = answer["growth"];
        printLine("Growth: " + shown::text(growth["model"]) + ", by a factor of " +
                  shown::number(growth["factor"]) + " (" + shown::number(growth["low"]) + " to " +
                  shown::number(growth["high"]) + ") from " + shown::text(growth["days"]) + " days.");
    }
}

void printWorks(const Json& works, const NameBook& names)
{
    printRecords("Planned works", works,
                 {{"Work", "work"},
                  {"Verdict", "go",
                   [](const Json& go) {
                       return go.get<bool>() ? "go" : "NO GO";
                   }},
                  numberField("Worst cut without", "worst_without", shown::percent),
                  numberField("With it", "worst", shown::percent),
                  {"The worst cut", "worst_cut"},
                  nameField("Between", "worst_cut", names),
                  {"Why not", "objections", objectionsText}},
                 kAllRows);
}

void printCheckText(const Json& answer, const NameBook& names)
{
    const Json& verdicts = answer["verdicts"];
    const std::size_t bad = countOf(verdicts, "possible");
    const std::size_t noGo = countOf(answer["works"], "go");
    std::string headline = bad == 0 ? "Every command can be done"
                                    : std::to_string(bad) + " of " +
                                          shown::counted(verdicts.size(), "command", "commands") +
                                          " CANNOT be done";
    if (noGo > 0) {
        headline += "; " + shown::counted(noGo, "planned work is", "planned works are") + " a NO GO";
    }
    printLine(headline + ".");
    printScenarioHead(answer);
    printWorks(answer["works"], names);
    printRecords("Commands", verdicts,
                 {numberField("No.", "command"),
                  {"At (UTC+8)", "at", shown::moment},
                  {"What", "what"},
                  {"Possible", "possible", shown::yesNo},
                  {"Why not", "reason"},
                  {"Links", "links", fewOf},
                  {"Pools", "pools", fewOf},
                  numberField("Jobs", "jobs", countOrNothing),
                  numberField("Flows", "flows", countOrNothing),
                  numberField("Background", "demands", countOrNothing),
                  numberField("Traffic", "traffic_bps", rateOrNothing),
                  numberField("Cards", "cards", countOrNothing),
                  numberField("FP16", "gflops/fp16", flopsOrNothing)},
                 kTableRows);
    printFooter(answer);
}

void printChangesText(const Json& answer, const NameBook& names)
{
    printLine(changesHeadline(answer));
    printLine(startText(answer, names));
    printScenarioHead(answer);
    if (const auto assumed = answer["assumed"].get<std::size_t>(); assumed > 0) {
        printLine(shown::counted(assumed, "command is", "commands are") +
                  " assumed at their times, not made.");
    }
    printRecords("Steps", answer["steps"],
                 {numberField("Step", "step"),
                  {"At (UTC+8)", "at", shown::moment},
                  {"Do", "do"},
                  {"Safe", "safe",
                   [](const Json& safe) {
                       return safe.get<bool>() ? "yes" : "NO";
                   }},
                  numberField("Most asked of a link", "base", shown::percent),
                  numberField("In the worst cut", "worst", shown::percent),
                  {"Worst cut", "worst_cut"},
                  nameField("Between", "worst_cut", names),
                  numberField("Most pairs cut off", "disconnected_pairs", countOrNothing),
                  {"By the cut", "disconnecting_cut"},
                  {"Why not",
                   {},
                   [](const Json& step) {
                       return (step["broken_by"].is_null()
                                   ? std::string()
                                   : "since step " + shown::text(step["broken_by"]) + ": ") +
                              shown::text(step["reason"]);
                   }}},
                 kAllRows);
    printFooter(answer);
}

void printCompareText(const Json& answer, const std::vector<Compared>& columns)
{
    std::vector<std::vector<Figure>> figures;
    for (const Compared& column : columns) {
        figures.push_back(column.figures);
    }
    TextTable differ = figuresTable(columns);
    differ.name = "Figures that differ";
    TextTable same;
    same.name = "The same in all";
    same.columns = {{"Figure"}, {"Value", true}};
    for (const std::string& key : twin::scenario::figureKeys(figures)) {
        std::vector<std::string> row{shown::figureName(key)};
        bool isSame = true;
        const Figure* first = twin::scenario::figureNamed(columns.front().figures, key);
        for (const Compared& column : columns) {
            const Figure* figure = twin::scenario::figureNamed(column.figures, key);
            row.push_back(figure != nullptr ? shown::figure(*figure) : "—");
            isSame = isSame && figure != nullptr && first != nullptr && figure->value == first->value;
        }
        if (isSame) {
            row.resize(2);
        }
        (isSame ? same : differ).rows.push_back(std::move(row));
    }
    printLine(shown::counted(columns.size(), "column", "columns") +
              " side by side: " + shown::counted(differ.rows.size(), "figure differs", "figures differ") +
              ", " + std::to_string(same.rows.size()) + " are the same.");
    printTable(differ);
    printTable(same);
    printRecords("Columns", answer["scenarios"],
                 {{"Title", "title"}, {"Name", "name"}, {"situation_hash", "situation_hash"}}, kAllRows);
    printFooter(answer);
}

void printDaysText(const Json& answer, const NameBook& names, std::size_t top)
{
    const Json& all = answer["all"];
    printLine("Jobs are up " + estimate(all, "up") + " of the time, and do " + estimate(all, "effective") +
              " of their work.");
    printLine("Usable for at least 99.9 % of the time: " + shown::flops(answer["usable_999_gflops_fp16"]) +
              " FP16; 99 %: " + shown::flops(answer["usable_99_gflops_fp16"]) +
              "; on average: " + shown::flops(answer["usable_gflops_fp16"]) + " of " +
              shown::flops(answer["declared_gflops_fp16"]) + ".");
    printLine(shown::counted(answer["days"].get<std::size_t>(), "day", "days") + " of " +
              shown::number(answer["hours"]) + " h, " +
              shown::counted(answer["failures"].get<std::size_t>(), "failure", "failures") +
              "; in brackets intervals of 95 %.");
    printScenarioHead(answer);
    const auto table = [&](const char* title, const char* list, const char* key, const char* column,
                           bool hasName) {
        std::vector<Field> fields{{column, key, shown::words}};
        if (hasName) {
            fields.push_back(nameField("Name", key, names));
        }
        fields.push_back(numberField("Jobs", "jobs"));
        fields.push_back(numberField("Up", {}, [](const Json& row) { return estimate(row, "up"); }));
        fields.push_back(
            numberField("Effective", {}, [](const Json& row) { return estimate(row, "effective"); }));
        fields.push_back(
            numberField("Hours down", "hours_down", [](const Json& hours) { return shown::number(hours); }));
        printRecords(title, answer[list], fields, top);
    };
    table("By kind of job, the least available first", "kinds", "kind", "Kind", false);
    table("By enterprise", "enterprises", "enterprise", "Enterprise", true);
    table("By tenant", "tenants", "tenant", "Tenant", false);
    table("By job", "jobs", "job", "Job", false);
    printFooter(answer);
}

void printIncidentText(const Json& answer)
{
    const std::size_t left = answer["not_found"].size() + answer["not_possible"].size();
    printLine(shown::text(answer["out"]) + ": " +
              shown::counted(answer["commands"].get<std::size_t>(), "command", "commands") + " of " +
              shown::counted(answer["outages"].get<std::size_t>(), "outage", "outages") +
              (left > 0 ? "; " + std::to_string(left) + " cannot be replayed on this network." : "."));
    printLine("From " + shown::moment(answer["from"]) + " to " + shown::moment(answer["until"]) +
              " (UTC+8), looked at in " +
              shown::counted(answer["moments"].get<std::size_t>(), "moment", "moments") + ".");
    std::vector<std::pair<std::string, std::string>> kinds;
    for (const auto& [kind, number] : answer["failures"].items()) {
        kinds.emplace_back(shown::words(kind), shown::count(number));
    }
    printFacts(kinds);
    for (const auto& [list, title] :
         {std::pair{"not_found", "Not in this network"}, std::pair{"not_possible", "Not possible in it"}}) {
        printRecords(title, answer[list],
                     {{"What", "what", shown::words}, {"Which", "id"}, {"Why", "reason"}}, kTableRows);
    }
    printFooter(answer);
}

} // namespace app::ctl
