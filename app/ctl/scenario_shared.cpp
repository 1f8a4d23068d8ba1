#include "app/ctl/scenario_shared.h"

#include "app/ctl/answer_text.h"
#include "twin/desk/desk_store.h"
#include "twin/scenario/document.h"
#include "twin/support/clock.h"
#include "twin/support/file_io.h"
#include "twin/support/moment_text.h"

#include <nlohmann/json.hpp>

#include <string>
#include <utility>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using Kind = OptionSpec::Kind;
using twin::desk::DeskAccess;
using twin::desk::Document;
using twin::desk::DocumentInfo;

/// Documents of a store are scenarios by their name: other kinds have other beginnings.
constexpr std::string_view kPrefix = "scenario/";

std::string shownName(const DocumentInfo& info)
{
    return info.name.substr(kPrefix.size());
}

Json infoJson(const DocumentInfo& info)
{
    return {{"name", shownName(info)}, {"version", info.version},
            {"author", info.author},   {"time", twin::momentText(info.time)},
            {"sha256", info.sha256},   {"bytes", info.bytes}};
}

DocumentInfo infoOf(const Args& args, const std::string& name)
{
    DocumentInfo out;
    out.name = std::string(kPrefix) + name;
    out.author = args.has("--seat") ? args.text("--seat") : twin::desk::defaultSeat();
    out.time = twin::SystemClock().now();
    return out;
}

int keepScenario(const Args& args)
{
    const auto scenario = twin::scenario::readDocument(args.text("FILE"));
    if (!scenario) {
        return report(scenario.error());
    }
    const std::string name = args.has("--name") ? args.text("--name") : scenario->name;
    if (name.empty()) {
        return report({twin::ErrorCode::BadInput, "the scenario has no name: --name gives it one",
                       args.text("FILE"), 0, 0});
    }
    auto bytes = twin::readFile(args.text("FILE"), twin::scenario::kMaxScenarioBytes);
    auto desk = bytes ? twin::desk::openDesk(args.text("--store"), DeskAccess::Write)
                      : twin::failure(std::move(bytes.error()));
    if (!desk) {
        return report(desk.error());
    }
    const Document document{infoOf(args, name), std::move(*bytes)};
    const auto kept = (*desk)->putDocument(document, static_cast<std::uint64_t>(args.integer("--after")));
    if (!kept) {
        return report(kept.error());
    }
    printAnswer(infoJson(*kept), args.json);
    return kDone;
}

int listKept(const Args& args)
{
    auto desk = twin::desk::openDesk(args.text("STORE"), DeskAccess::Read);
    const auto all = desk ? (*desk)->documents() : twin::failure(desk.error());
    if (!all) {
        return report(all.error());
    }
    Json answer{{"scenarios", Json::array()}};
    for (const DocumentInfo& info : *all) {
        if (info.name.starts_with(kPrefix)) {
            answer["scenarios"].push_back(infoJson(info));
        }
    }
    printAnswer(answer, args.json);
    return kDone;
}

int fetchScenario(const Args& args)
{
    auto desk = twin::desk::openDesk(args.text("--store"), DeskAccess::Read);
    const auto found = desk ? (*desk)->document(std::string(kPrefix) + args.text("NAME"),
                                                static_cast<std::uint64_t>(args.integer("--version")))
                            : twin::failure(desk.error());
    if (!found) {
        return report(found.error());
    }
    if (auto written = twin::writeFileAtomically(args.text("--out"), found->bytes); !written) {
        return report(written.error());
    }
    printAnswer(infoJson(found->info), args.json);
    return kDone;
}

int forgetScenario(const Args& args)
{
    auto desk = twin::desk::openDesk(args.text("--store"), DeskAccess::Write);
    const auto removed = desk ? (*desk)->removeDocument(infoOf(args, args.text("NAME")),
                                                        static_cast<std::uint64_t>(args.integer("--after")))
                              : twin::failure(desk.error());
    if (!removed) {
        return report(removed.error());
    }
    printAnswer(infoJson(*removed), args.json);
    return kDone;
}

const OptionSpec kStore{"--store", "Store file, or postgresql://…", Kind::Text, true, ""};
const OptionSpec kName{"NAME", "its name in the store", Kind::Text, true, ""};
const OptionSpec kSeat{"--seat", "who does it; without it user@host", Kind::Text, false, ""};

OptionSpec version(std::string name, std::string help)
{
    return {std::move(name), std::move(help), Kind::Integer, false, "0", {0, kLargestWhole}};
}

} // namespace

std::vector<Command> sharedScenarioCommands()
{
    const OptionSpec after =
        version("--after", "the version it was made from, 0 = none: if another one is the "
                           "newest, nothing is overwritten");
    return {
        {"keep",
         "Keeps a scenario in a store, where all its seats find it",
         {{"FILE", "scenario file", Kind::Text, true, ""},
          kStore,
          {"--name", "its name there; without it the scenario's own", Kind::Text, false, ""},
          after,
          kSeat},
         keepScenario},
        {"kept",
         "The scenarios that a store keeps",
         {{"STORE", "store file, or postgresql://…", Kind::Text, true, ""}},
         listKept},
        {"fetch",
         "Writes a scenario of a store into a file",
         {kName, kStore, version("--version", "which one; 0 = the newest"),
          outputOption("--out", "the scenario file", true)},
         fetchScenario},
        {"forget",
         "Takes a scenario out of a store; its versions can still be fetched",
         {kName, kStore, after, kSeat},
         forgetScenario},
    };
}

} // namespace app::ctl
