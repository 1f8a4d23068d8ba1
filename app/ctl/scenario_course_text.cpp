#include "app/ctl/scenario_course_text.h"

#include "app/ctl/answer_table.h"
#include "app/ctl/command.h"
#include "app/ctl/text_page.h"

#include <nlohmann/json.hpp>

#include <tuple>
#include <utility>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;

/// Null too: what has no end, or is not known.
double numberOf(const Json& value)
{
    return value.is_number() ? value.get<double>() : 0;
}

/// b/s of a flow, speed of a job, what it lost, or how far its users are.
std::string changeText(const Json& event)
{
    const double lost = numberOf(event["lost_card_hours"]);
    if (lost > 0) {
        return shown::number(lost, "card hours lost");
    }
    if (event.contains("latency_class_ms")) {
        const std::string most = shown::latencyClass(event);
        return event["after"].is_number() ? shown::ms(event["after"]) + " of " + most
                                          : "no way (class " + most + ")";
    }
    const bool isJob = event["about"] == "job";
    const auto side = [isJob](const Json& value) {
        return isJob ? shown::percent(value) : shown::rate(value);
    };
    const bool hasSize = numberOf(event["before"]) != 0 || numberOf(event["after"]) != 0;
    return hasSize && event["about"] != "command" ? side(event["before"]) + " → " + side(event["after"]) : "";
}

void printEvents(const Json& answer, const CourseShown& view)
{
    const Json& events = answer["events"];
    const auto because = [&events](const Json& cause) {
        if (!cause.is_number()) {
            return std::string();
        }
        const auto number = cause.get<std::size_t>();
        return "#" + std::to_string(number) +
               (number < events.size() ? " " + shown::text(events[number]["subject"]) : "");
    };
    printRecords("Events", events,
                 {numberField("#", "number", [](const Json& number) { return shown::text(number); }),
                  {"Time (UTC+8)", "time", shown::moment},
                  {"What", "subject"},
                  {"Happens", "kind", shown::words},
                  {"Change", {}, changeText},
                  {"Detail", "detail"},
                  {"Because of", "cause", because}},
                 view.events);
    const auto leftOut = answer["run"]["events_left_out"].get<std::size_t>();
    if (leftOut > 0) {
        printLine("  … " + std::to_string(leftOut) + " more are counted, not listed (--most-events)");
    }
}

} // namespace

void printCourse(const Json& answer, const CourseShown& view)
{
    const Json& run = answer["run"];
    const auto hours = [&run](const char* key) {
        return shown::number(run[key], "card hours");
    };
    printLine("");
    printLine("Run from " + shown::moment(run["begin"]) + " to " + shown::moment(run["end"]) + " (UTC+8), " +
              shown::counted(run["moments"].get<std::size_t>(), "moment", "moments") + ":");
    printFacts(
        {{"transfers", shown::count(run["transfers_finished"]) + " finished, " +
                           shown::count(run["transfers_late"]) + " late"},
         {"jobs", shown::count(run["jobs_started"]) + " started, " + shown::count(run["jobs_finished"]) +
                      " finished, " + shown::count(run["jobs_late"]) + " late, " +
                      shown::count(run["jobs_placed"]) + " given a place"},
         {"carried", shown::bytes(run["carried_bytes"])},
         {"not carried", shown::bytes(run["not_carried_bytes"])},
         {"left to arrive", shown::bytes(run["not_arrived_bytes"])},
         {"cards at work", hours("card_hours_working") + " of " + hours("card_hours")},
         {"of it useful", hours("card_hours_useful")},
         {"lost by failures",
          hours("card_hours_lost") + ", of them before the run " + hours("card_hours_lost_earlier")},
         {"job hours lost", shown::number(run["job_hours_lost"], "h")},
         {"services too far",
          shown::count(run["jobs_too_far"]) + ", for " + shown::number(run["job_hours_too_far"], "h in all")},
         {"setbacks", shown::count(run["setbacks"])}});
    TextTable counts;
    counts.name = "Events by kind";
    counts.columns = {{"Kind"}, {"Number", true}};
    for (const auto& [kind, number] : answer["event_counts"].items()) {
        counts.rows.push_back({shown::words(kind), shown::count(number)});
    }
    printTable(counts);
    const auto yes = [](const char* word) {
        return [word](const Json& value) {
            return std::string(value.get<bool>() ? word : "");
        };
    };
    printRecords("Jobs to which something happens", answer["run_jobs"],
                 {{"Job", "job"},
                  {"Tenant", "tenant"},
                  {"Stage", "stage", shown::words},
                  numberField("Cards", "cards"),
                  numberField("Speed", "speed", shown::percent),
                  endsIn("Begins in", "begin_s"),
                  endsIn("Ends in", "finish_s"),
                  numberField("There", "present_h", [](const Json& h) { return shown::number(h, "h"); }),
                  numberField("Up", "up_h", [](const Json& h) { return shown::number(h, "h"); }),
                  numberField("Card hours lost", "lost_card_hours",
                              [](const Json& lost) {
                                  return lost.get<double>() > 0 ? shown::number(lost) : std::string();
                              }),
                  {"Deadline", "late", yes("LATE")},
                  {"Too far",
                   {},
                   [](const Json& row) {
                       return row["too_far"].get<bool>() ? shown::number(row["too_far_h"], "h")
                                                         : std::string();
                   }},
                  {"Pools", "pools", shown::pools}},
                 view.rows);
    printRecords("Transfers that are late", answer["run_flows_late"],
                 {{"Flow", "flow"},
                  {"Tenant", "tenant"},
                  {"Job", "job"},
                  numberField("Size", "bytes", shown::bytes),
                  numberField("Sent", "sent_bytes", shown::bytes),
                  numberField("Rate", "rate_bps", shown::rate),
                  endsIn("Ends in", "finish_s"),
                  endsIn("Unavoidable in", "unavoidable_s")},
                 view.rows);
    for (const auto& [list, key, title] :
         {std::tuple{"run_tenants", "tenant", "What tenants lose"},
          std::tuple{"run_enterprises", "enterprise", "What enterprises lose"}}) {
        const auto some = [](std::string name, const char* member, std::string (*show)(const Json&)) {
            return numberField(std::move(name), member, [show](const Json& value) {
                return value.get<double>() != 0 ? show(value) : std::string();
            });
        };
        const auto number = [](const Json& value) {
            return shown::number(value);
        };
        printRecords(title, answer[list],
                     {{key == std::string("tenant") ? "Tenant" : "Enterprise", key,
                       [](const Json& id) {
                           return id.get<std::string>().empty() ? "(nobody's)" : shown::text(id);
                       }},
                      some("Card hours lost", "card_hours_lost", number),
                      some("Setbacks", "setbacks", shown::count),
                      some("Job hours lost", "job_hours_lost", number),
                      some("Jobs late", "jobs_late", shown::count),
                      some("Jobs too far", "jobs_too_far", shown::count),
                      some("Transfers late", "transfers_late", shown::count),
                      some("Not carried", "not_carried_bytes", shown::bytes),
                      some("Left to arrive", "not_arrived_bytes", shown::bytes)},
                     view.rows);
    }
    printEvents(answer, view);
}

} // namespace app::ctl
