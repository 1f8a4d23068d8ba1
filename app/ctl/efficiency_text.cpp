#include "app/ctl/efficiency_text.h"

#include "app/ctl/answer_table.h"
#include "app/ctl/answer_text.h"
#include "app/ctl/command.h"
#include "app/ctl/text_page.h"
#include "models/calculators/calculator_kinds.h"
#include "models/language/language.h"

#include <nlohmann/json.hpp>

#include <string>
#include <utility>
#include <vector>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using models::format::utf8;

const QLocale& locale()
{
    static const models::Language english;
    return english.locale();
}

/// Times as the calculators write them, of an answer that has theirs beside it: `1.09 d`.
std::string span(const Json& seconds)
{
    return utf8(models::seconds(seconds.get<double>(), locale()).text());
}

/// `32.4 s (93.4 % of the step)` of a part of a whole.
std::string valueOf(const models::CalculatorFigure& figure, const std::string& whole)
{
    const std::string value = utf8(figure.value.text());
    const bool isPart = !whole.empty() && figure.share >= 0 && figure.value.unit != u"%" && !figure.isMain;
    return isPart ? value + " (" + shown::percent(figure.share) + " of " + whole + ")" : value;
}

/// What is asked for in a line of its own, then the rest.
/// @param whole what the shares are parts of; empty: they are no parts, only lengths of the console's bars
template <typename Answer> void printFigures(const Answer& answer, const std::string& whole)
{
    std::vector<std::pair<std::string, std::string>> facts;
    for (const models::CalculatorFigure& figure : models::figuresOf(answer, locale())) {
        if (figure.isMain) {
            printLine(utf8(figure.label) + ": " + valueOf(figure, whole));
        } else {
            facts.emplace_back(utf8(figure.label), valueOf(figure, whole));
        }
    }
    printFacts(facts);
}

Field pathField()
{
    return {"Links", "arcs", [](const Json& arcs) {
                return shown::list(arcs);
            }};
}

void printPaths(const std::string& name, const Json& paths)
{
    printRecords(name, paths,
                 {numberField("Rate", "bps", shown::rate), numberField("Room", "room_bps", shown::rate),
                  numberField("Delay", "delay_ms", [](const Json& ms) { return shown::number(ms, "ms"); }),
                  pathField()},
                 kTableRows);
}

void printAdmission(const Json& admission)
{
    const bool isYes = admission["admitted"].get<bool>();
    printLine(isYes ? "ADMITTED: " + shown::rate(admission["bps"]) + ", all of it there after " +
                          span(admission["finish_s"]) + "."
                    : "NOT admitted: " + shown::words(admission["reason"]) + ".");
    printFacts({{"rate needed", shown::rate(admission["needed_bps"])},
                {"room there is, over all ways", shown::rate(admission["room_bps"])},
                {"what limits it", shown::list(admission["binding"])}});
    if (isYes) {
        printPaths("Paths", admission["paths"]);
    }
    const Json& offer = admission["offer"];
    if (!offer.is_null()) {
        printLine("");
        printLine("Nearest offer: " + shown::rate(offer["bps"]) + ", all of it there after " +
                  span(offer["finish_s"]) + "; in time: " + shown::bytes(offer["bytes_in_time"]) + ".");
        printPaths("Its paths", offer["paths"]);
    }
    printLine("");
}

} // namespace

void printBalancing(const twin::compute::BalancingAnswer& answer, const Json& json)
{
    printLine(
        "Efficiency: " + shown::percent(answer.efficiency) + " of the ideal, spread by " +
        shown::text(json["balancing"]) +
        (answer.isExact ? " (exact)." : " (simulated, ± " + shown::percent(answer.standardError) + ")."));
    printFacts({{"parts that are spread", shown::count(answer.parts)},
                {"expected on the fullest link", shown::number(answer.expectedMax)},
                {"links used", shown::percent(answer.usedLinksShare)}});
    printFooter(json);
}

void printEfficiency(const twin::compute::IntraCentreAnswer& answer, const Json& json)
{
    printFigures(answer, "the step");
    printFooter(json);
}

void printEfficiency(const twin::compute::InterCentreAnswer& answer, const Json& json)
{
    printFigures(answer, "the step");
    printFooter(json);
}

void printEfficiency(const twin::compute::IngressAnswer& answer, const Json& json)
{
    if (json.contains("admission")) {
        printAdmission(json["admission"]);
    }
    printFigures(answer, {});
    printFooter(json);
}

void printEfficiency(const twin::compute::InferenceAnswer& answer, const Json& json)
{
    printFigures(answer, "the first token");
    printFooter(json);
}

void printChoices(const Json& json, const NameBook& names)
{
    const Json& choices = json["choices"];
    const auto namesOf = [&names](const Json& pools) {
        std::string out;
        for (const Json& pool : pools) {
            out += (out.empty() ? "" : "; ") + names.of(shown::text(pool));
        }
        return out;
    };
    const auto all = [](const Json& pools) {
        std::string out;
        for (const Json& pool : pools) {
            out += (out.empty() ? "" : "; ") + shown::text(pool);
        }
        return out;
    };
    if (choices.empty()) {
        printLine("No way joins so many of these pools.");
    } else {
        printLine("Best: " + namesOf(choices.front()["pools"]) + ", efficiency " +
                  shown::percent(choices.front()["efficiency"]) + ".");
    }
    constexpr double kGigaPerTera = 1e3;
    printRecords(
        "Sets of sites, the best first", choices,
        {{"Pools", "pools", all},
         {"Names", "pools", namesOf},
         numberField("Cards", "cards"),
         numberField("Effective", "effective_tflops",
                     [](const Json& tflops) { return shown::flops(tflops.get<double>() * kGigaPerTera); }),
         numberField("Efficiency", "efficiency", shown::percent),
         numberField("Step", "step_s", shown::duration),
         numberField("Exchange", "parts_s/exchange", shown::duration),
         numberField("Round trip", "rtt_s", shown::duration),
         numberField("Goodput", "goodput_bps", shown::rate)},
        kTableRows);
    printFooter(json);
}

} // namespace app::ctl
