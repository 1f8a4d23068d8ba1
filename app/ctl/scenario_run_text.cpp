#include "app/ctl/scenario_run_text.h"

#include "app/ctl/answer_table.h"
#include "app/ctl/command.h"
#include "app/ctl/scenario_course_text.h"
#include "app/ctl/scenario_text.h"
#include "app/ctl/text_page.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using twin::scenario::Figure;
using twin::scenario::figureNamed;
using twin::scenario::FigureUnit;

/// What an operator wants to hear of first: what is down, then whom it hits, then what nobody sees.
constexpr std::array kAlarming{
    std::pair{"links_down", "links down"},
    std::pair{"pools_down", "pools down"},
    std::pair{"pools_unreachable", "pools out of reach"},
    std::pair{"flows_disconnected", "flows disconnected"},
    std::pair{"demands_disconnected", "background demands disconnected"},
    std::pair{"jobs_stopped", "jobs stopped"},
    std::pair{"jobs_without_place", "jobs without a place"},
    std::pair{"jobs_slowed", "jobs slowed"},
    std::pair{"jobs_late", "jobs late"},
    std::pair{"flows_slowed", "flows slowed"},
    std::pair{"flows_late", "transfers late"},
    std::pair{"jobs_too_far", "services too far from their users"},
    std::pair{"pools_unresolvable", "pools not resolvable"},
    std::pair{"pools_closed", "pools closed to new jobs"},
    std::pair{"links_unseen", "links unseen"},
    std::pair{"pools_unseen", "pools unseen"},
    std::pair{"conduits_unseen", "conduits unseen"},
};

/// "3.38 ms → 7.20 ms of 5 ms"; empty of what is no service.
std::string latencyText(const Json& row)
{
    if (!row.contains("latency_class_ms")) {
        return {};
    }
    const auto side = [&row](const char* key, const char* tooFar) -> std::string {
        return row[key].is_number() ? shown::ms(row[key]) : row.value(tooFar, false) ? "no way" : "—";
    };
    const std::string before = side("latency_ms_before", "too_far_before");
    const std::string after = side("latency_ms", "too_far");
    return (before == after ? after : before + " → " + after) + " of " + shown::latencyClass(row);
}

double figureOf(const std::vector<Figure>& figures, const char* key)
{
    const Figure* found = figureNamed(figures, key);
    return found != nullptr ? found->number() : std::nan("");
}

std::string headline(const RunShown& view)
{
    std::string out;
    for (const auto& [key, words] : kAlarming) {
        const double before = figureOf(view.before, key);
        const double after = figureOf(view.after, key);
        if (after > 0 || before > 0) {
            out += (out.empty() ? "" : ", ") + std::string(words) + ": " + shown::count(after);
            out += before > 0 ? " (before " + shown::count(before) + ")" : "";
        }
    }
    const double lost = figureOf(view.after, "asked_bps") - figureOf(view.after, "served_bps");
    const bool isLost = lost > 0.5; // of b/s: less is rounding
    out = out.empty() ? "Nothing is down, slowed or late" : out;
    return out + (isLost ? "; " + shown::rate(lost) + " of traffic LOST." : "; all traffic is served.");
}

/// Fullest link now, and what a single cut would make of it.
std::string loadLine(const RunShown& view)
{
    const auto beside = [&view](const char* key) {
        return shown::percent(figureOf(view.after, key)) + " (before " +
               shown::percent(figureOf(view.before, key)) + ")";
    };
    return "Fullest link: " + beside("peak_utilisation") +
           "; in the worst single cut on top: " + beside("n1_worst") + ".";
}

void printFigures(const RunShown& view)
{
    TextTable table;
    table.name = "Figures that differ";
    table.columns = {{"Figure"}, {"Before", true}, {"After", true}, {"Difference", true}};
    std::size_t same = 0;
    for (const std::string& key : twin::scenario::figureKeys({view.before, view.after})) {
        const Figure* before = figureNamed(view.before, key);
        const Figure* after = figureNamed(view.after, key);
        if (before != nullptr && after != nullptr && before->value == after->value) {
            ++same;
            continue;
        }
        const bool isNumber = before != nullptr && after != nullptr && after->unit != FigureUnit::Text;
        table.rows.push_back(
            {shown::figureName(key), before != nullptr ? shown::figure(*before) : "—",
             after != nullptr ? shown::figure(*after) : "—",
             isNumber ? shown::difference(after->unit, after->number() - before->number()) : ""});
    }
    printTable(table);
    if (same > 0) {
        printLine("  … and " + std::to_string(same) + " that do not differ (--json has all)");
    }
}

/// Of two members: by how much the second is more.
Field moreField(std::string title, const char* before, const char* after, FigureUnit unit)
{
    return {std::move(title),
            {},
            [before, after, unit](const Json& row) {
                return shown::difference(unit, row[after].get<double>() - row[before].get<double>());
            },
            true};
}

Field differenceField(FigureUnit unit)
{
    return numberField("Difference", "difference", [unit](const Json& value) {
        return value.is_number() ? shown::difference(unit, value.get<double>()) : std::string();
    });
}

Field deadlineField()
{
    return {"Deadline", {}, [](const Json& row) -> std::string {
                const bool before = row["late_before"].get<bool>();
                if (row["late"].get<bool>()) {
                    return before ? "late as before" : "LATE";
                }
                return before ? "in time again" : "";
            }};
}

void printElements(const Json& answer, const RunShown& view, const NameBook& names)
{
    const auto name = [&names](std::string title, const char* key) {
        return Field{std::move(title), key, [&names](const Json& id) {
                         return names.of(shown::text(id));
                     }};
    };
    printRecords("Links that differ", answer["links"],
                 {{"Link", "link"},
                  name("Between", "link"),
                  turnField("State", "state_before", "state"),
                  numberField("Before", "utilisation_before", shown::percent),
                  numberField("After", "utilisation", shown::percent),
                  differenceField(FigureUnit::Ratio),
                  numberField("Load", "load_bps", shown::rate),
                  numberField("Capacity", "capacity_bps", shown::rate)},
                 view.rows);
    printRecords(
        "Pools that differ", answer["pools"],
        {{"Pool", "pool"},
         name("Name", "pool"),
         {"Enterprise", "enterprise"},
         turnField("State", "state_before", "state"),
         {"Reachable", "reachable", shown::yesNo},
         numberField("Cards usable", "cards_usable"),
         moreField("Difference", "cards_usable_before", "cards_usable", FigureUnit::Count),
         numberField("At work", "cards_working"),
         numberField(
             "Power", {},
             [](const Json& row) {
                 return shown::figure({"facility_w", FigureUnit::Power, row["facility_w"].get<double>()});
             }),
         moreField("Revenue", "revenue_cny_per_h_before", "revenue_cny_per_h", FigureUnit::MoneyRate),
         numberField(
             "FP16 stranded", "stranded_gflops/fp16",
             [](const Json& gflops) { return gflops.is_null() ? std::string() : shown::flops(gflops); })},
        view.rows);
    printRecords("Jobs that differ", answer["jobs"],
                 {{"Job", "job"},
                  {"Tenant", "tenant"},
                  numberField("Cards", "cards"),
                  turnField("State", "state_before", "state"),
                  numberField("Speed before", "speed_before", shown::percent),
                  numberField("After", "speed", shown::percent),
                  endsIn("Ends in, before", "finish_s_before"),
                  endsIn("After", "finish_s"),
                  deadlineField(),
                  {"Latency", {}, latencyText},
                  {"Input", "input_waits",
                   [](const Json& waits) {
                       return waits.get<bool>() ? "cannot come" : "";
                   }}},
                 view.rows);
    printRecords("Flows that differ", answer["flows"],
                 {{"Flow", "flow"},
                  {"Tenant", "tenant"},
                  {"Job", "job"},
                  turnField("State", "state_before", "state"),
                  numberField("Rate before", "rate_bps_before", shown::rate),
                  numberField("After", "rate_bps", shown::rate),
                  {"Way", "rerouted",
                   [](const Json& rerouted) {
                       return rerouted.get<bool>() ? "another way" : "";
                   }},
                  endsIn("Ends in, before", "finish_s_before"),
                  endsIn("After", "finish_s"),
                  deadlineField()},
                 view.rows);
}

/// 12 % → 8 %; empty where it is as it was, or nobody measured it.
std::string headroomText(const Json& row)
{
    const auto side = [&row](const char* key) {
        const auto found = row.find(key);
        return found != row.end() ? shown::percent(*found) : std::string();
    };
    const std::string before = side("n1_headroom_before");
    const std::string after = side("n1_headroom");
    return before == after ? std::string() : before + " → " + after;
}

/// Rows with anything to show: what only has other latency circles would be a blank line.
Json hitRows(const Json& rows)
{
    Json out = Json::array();
    for (const Json& row : rows) {
        bool isHit = !headroomText(row).empty();
        for (const char* key :
             {"pools_lost", "jobs_stopped", "jobs_without_place", "jobs_slowed", "jobs_late", "jobs_too_far",
              "flows_disconnected", "flows_slowed", "flows_late", "lost_bps", "cards_idled",
              "revenue_cny_per_h", "energy_cny_per_h"}) {
            isHit = isHit || (row[key].is_number() && row[key].get<double>() != 0);
        }
        if (isHit || !row["stranded_gflops"].empty()) {
            out.push_back(row);
        }
    }
    return out;
}

void printRollups(const Json& answer, const RunShown& view, const NameBook& names)
{
    const auto some = [](std::string title, const char* key, std::string (*show)(const Json&)) {
        return numberField(std::move(title), key, [show](const Json& value) {
            return value.is_number() && value.get<double>() != 0 ? show(value) : std::string();
        });
    };
    const auto moreMoney = [](const Json& value) {
        return shown::difference(FigureUnit::MoneyRate, value.get<double>());
    };
    for (const auto& [list, key, title] : {std::tuple{"tenants", "tenant", "Tenants"},
                                           std::tuple{"enterprises", "enterprise", "Enterprises"}}) {
        printRecords(std::string(title) + " that are hit", hitRows(answer[list]),
                     {{list == std::string("tenants") ? "Tenant" : "Enterprise", key},
                      {"Name", key,
                       [&names](const Json& id) {
                           return names.of(shown::text(id));
                       }},
                      some("Pools lost", "pools_lost", shown::count),
                      some("Jobs stopped", "jobs_stopped", shown::count),
                      some("Jobs without a place", "jobs_without_place", shown::count),
                      some("Jobs slowed", "jobs_slowed", shown::count),
                      some("Jobs late", "jobs_late", shown::count),
                      some("Jobs too far", "jobs_too_far", shown::count),
                      some("Flows cut off", "flows_disconnected", shown::count),
                      some("Flows slowed", "flows_slowed", shown::count),
                      some("Flows late", "flows_late", shown::count),
                      some("Traffic lost", "lost_bps", shown::rate),
                      some("Cards idled", "cards_idled", shown::count),
                      some("FP16 stranded", "stranded_gflops/fp16", shown::flops),
                      {"N-1 headroom", {}, headroomText},
                      numberField("Revenue", "revenue_cny_per_h", moreMoney),
                      numberField("Energy cost", "energy_cny_per_h", moreMoney)},
                     view.rows);
    }
}

void printN1(const Json& n1, const RunShown& view, const NameBook& names)
{
    const auto side = [](const Json& mlu) {
        return mlu.is_null() ? std::string("not there") : shown::percent(mlu);
    };
    printRecords("Single cuts on top that differ", n1["changes"],
                 {{"Cut", "cut"},
                  {"Between", "cut",
                   [&names](const Json& id) {
                       return names.of(shown::text(id));
                   }},
                  numberField("Fullest link before", "mlu_before", side),
                  numberField("After", "mlu", side),
                  numberField("Traffic lost, more", "lost_bps_more",
                              [](const Json& bps) {
                                  return shown::difference(FigureUnit::BitRate, bps.get<double>());
                              })},
                 view.rows);
}

void printTimeline(const Json& timeline, const RunShown& view)
{
    printLine("");
    printLine("Over the whole horizon, beside nothing done:");
    printFacts({{"traffic lost", shown::bytes(timeline["lost_bytes"])},
                {"cards idled", shown::number(timeline["idled_card_hours"], "card hours")},
                {"FP16 stranded", shown::flops(timeline["stranded_gflops_hours_fp16"]) + " hours"},
                {"energy, more", shown::money(timeline["energy_cny_more"])},
                {"revenue, less", shown::money(timeline["revenue_cny_less"])},
                {"carbon, more", shown::number(timeline["carbon_kg_more"], "kg")}});
    printRecords("Steady states", timeline["steps"],
                 {{"From (UTC+8)", "at", shown::moment},
                  numberField("For", "seconds", shown::duration),
                  numberField("Links down", "links_down"),
                  numberField("Pools down", "pools_down"),
                  numberField("Flows cut off", "flows_disconnected"),
                  numberField("Flows slowed", "flows_slowed"),
                  numberField("Jobs stopped", "jobs_stopped"),
                  numberField("Jobs without a place", "jobs_without_place"),
                  numberField("Jobs slowed", "jobs_slowed"),
                  numberField("Jobs too far", "jobs_too_far"),
                  numberField("Served", "served_bps", shown::rate),
                  numberField("Fullest link", "peak_utilisation", shown::percent)},
                 view.rows);
}

void printBestRouting(const Json& best)
{
    for (const char* side : {"before", "after"}) {
        const Json& of = best[side];
        printLine("Best routing " + std::string(side) + ": fullest link " + shown::percent(of["mlu"]) +
                  ", none does with less than " + shown::percent(of["bound_mlu"]) + " (gap " +
                  shown::percent(of["gap"]) + (of["gap_reached"].get<bool>() ? ")." : ", not closed)."));
    }
}

} // namespace

bool isAlarming(std::string_view figure)
{
    return std::ranges::any_of(kAlarming, [figure](const auto& one) { return one.first == figure; });
}

void printRunText(const Json& answer, const RunShown& view, const NameBook& names)
{
    printLine(headline(view));
    printLine(loadLine(view));
    if (answer.contains("best_routing")) {
        printBestRouting(answer["best_routing"]);
    }
    printScenarioHead(answer);
    printLine("Looked at: " + shown::moment(answer["moment"]) + " (UTC+8).");
    printWorks(answer["works"], names);
    printFigures(view);
    printRecords("Services lost", answer["services_lost"],
                 {{"What", "what"},
                  numberField("Pools not resolved", "pools_unresolved"),
                  numberField("After", "after_s", shown::duration)},
                 view.rows);
    printRecords("Sources lost", answer["sources_lost"],
                 {{"Source", "source"},
                  numberField("Links unseen", "links_unseen"),
                  numberField("Pools", "pools_unseen"),
                  numberField("Conduits", "conduits_unseen"),
                  numberField("FP16 unseen", "unseen_gflops/fp16",
                              [](const Json& gflops) {
                                  return gflops.is_null() ? std::string() : shown::flops(gflops);
                              })},
                 view.rows);
    printElements(answer, view, names);
    printRollups(answer, view, names);
    printN1(answer["n1"], view, names);
    if (answer.contains("timeline")) {
        printTimeline(answer["timeline"], view);
    }
    if (answer.contains("run")) {
        printCourse(answer, {view.rows, view.events});
    }
    printFooter(answer);
}

} // namespace app::ctl
