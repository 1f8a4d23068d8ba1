#include "app/ctl/answer_text.h"
#include "app/ctl/command_table.h"
#include "app/ctl/moment_option.h"
#include "app/ctl/notes_output.h"
#include "twin/desk/desk_state.h"
#include "twin/desk/desk_store.h"
#include "twin/support/clock.h"
#include "twin/support/file_io.h"
#include "twin/support/moment_text.h"

#include <nlohmann/json.hpp>

#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using twin::Result;
using twin::TimeNs;
using twin::desk::DeskStore;
using twin::desk::Entry;
using twin::desk::EntryKind;

constexpr std::size_t kReadAtOnce = 5'000;

/// Every entry of the log, oldest first.
Result<> forEachEntry(DeskStore& desk, const std::function<void(Entry&)>& visit)
{
    std::uint64_t last = 0;
    for (;;) {
        auto read = desk.entries(last, kReadAtOnce);
        if (!read) {
            return twin::failure(std::move(read.error()));
        }
        for (Entry& entry : *read) {
            last = entry.order;
            visit(entry);
        }
        if (read->size() < kReadAtOnce) {
            return {};
        }
    }
}

/// What `notes list` is asked for.
struct Wanted
{
    std::optional<EntryKind> kind;
    std::string seat;
    std::string entity;
    std::string item;
    TimeNs from = std::numeric_limits<TimeNs>::min();
    TimeNs to = std::numeric_limits<TimeNs>::max();

    [[nodiscard]] bool fits(const Entry& entry) const
    {
        return (!kind || entry.kind == *kind) && (seat.empty() || entry.seat == seat) &&
               (entity.empty() || entry.entity == entity) && (item.empty() || entry.item == item) &&
               entry.moment() >= from && entry.moment() < to;
    }
};

Result<Wanted> wantedOf(const Args& args)
{
    const auto from = momentOption(args, "--from");
    const auto to = momentOption(args, "--to");
    if (!from || !to) {
        return twin::failure(!from ? from.error() : to.error());
    }
    Wanted out;
    out.kind = twin::desk::kindOf(args.text("--kind"));
    out.seat = args.text("--seat");
    out.entity = args.text("--entity");
    out.item = args.text("--item");
    out.from = from->value_or(out.from);
    out.to = to->value_or(out.to);
    return out;
}

int list(const Args& args)
{
    const auto wanted = wantedOf(args);
    if (!wanted) {
        return report(wanted.error());
    }
    auto desk = twin::desk::openDesk(args.text("STORE"), twin::desk::DeskAccess::Read);
    if (!desk) {
        return report(desk.error());
    }
    std::vector<Entry> entries;
    auto read = forEachEntry(**desk, [&](Entry& entry) {
        if (wanted->fits(entry)) {
            entries.push_back(std::move(entry));
        }
    });
    if (!read) {
        return report(read.error());
    }
    const auto limit = static_cast<std::size_t>(args.integer("--limit"));
    const std::size_t found = entries.size();
    if (args.has("--limit") && found > limit) {
        entries.erase(entries.begin(), entries.end() - static_cast<std::ptrdiff_t>(limit));
    }
    if (args.has("--out")) {
        if (auto written = twin::writeFileAtomically(args.text("--out"), entriesCsv(entries)); !written) {
            return report(written.error());
        }
    }
    Json rows = Json::array();
    for (const Entry& entry : entries) {
        rows.push_back(entryJson(entry));
    }
    Json answer{{"found", found}};
    answer["entries"] = std::move(rows);
    printAnswer(answer, args.json);
    return kDone;
}

int handling(const Args& args)
{
    const auto at = momentOption(args, "--at");
    if (!at) {
        return report(at.error());
    }
    auto desk = twin::desk::openDesk(args.text("STORE"), twin::desk::DeskAccess::Read);
    if (!desk) {
        return report(desk.error());
    }
    const TimeNs now = at->value_or(twin::SystemClock().now());
    twin::desk::DeskState state;
    auto read = forEachEntry(**desk, [&](Entry& entry) {
        if (!*at || entry.moment() <= now) {
            state.add(std::make_shared<const Entry>(std::move(entry)));
        }
    });
    if (!read) {
        return report(read.error());
    }
    Json answer{{"at", twin::momentText(now)}};
    answer["items"] = handlingJson(state, now);
    printAnswer(answer, args.json);
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

Command notesCommand()
{
    using Kind = OptionSpec::Kind;
    const OptionSpec store{"STORE", "Store file, or postgresql://…", Kind::Text, true, ""};
    Command command;
    command.name = "notes";
    command.help = "The shift log of all seats: notes, handovers, acknowledgements, comments";
    command.subcommands.push_back(subcommand(
        "list", "Entries, oldest first; beside a writer",
        {
            store,
            {"--kind",
             "Only these",
             Kind::Text,
             false,
             "",
             {},
             {"acknowledge", "unacknowledge", "shelve", "unshelve", "assign", "comment", "note", "handover",
              "lapse"}},
            {"--seat", "Only of this seat", Kind::Text, false, ""},
            {"--entity", "Only about this: type and identifier, as 'link L-17'", Kind::Text, false, ""},
            {"--item", "Only about this item of Attention", Kind::Text, false, ""},
            {"--from", "Not before this moment", Kind::Text, false, ""},
            {"--to", "Before this moment", Kind::Text, false, ""},
            {"--limit", "The newest N of them", Kind::Integer, false, "", {0, 200'000}},
            outputOption("--out", "Also as a table (.csv)", false),
        },
        list));
    command.subcommands.push_back(
        subcommand("add", "Writes an entry; into a file only while no console keeps it, to a server always",
                   addNoteOptions(), addNote));
    command.subcommands.push_back(subcommand(
        "handling", "What is acknowledged, shelved or owned, and by whom",
        {store, {"--at", "As it was at this moment; without it now", Kind::Text, false, ""}}, handling));
    return command;
}

} // namespace app::ctl
