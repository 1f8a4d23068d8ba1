#include "app/ctl/answer_text.h"
#include "app/ctl/moment_option.h"
#include "app/ctl/notes_output.h"
#include "twin/desk/desk_store.h"
#include "twin/support/clock.h"

#include <nlohmann/json.hpp>

#include <array>
#include <string>

namespace app::ctl {

namespace {

using twin::Result;
using twin::desk::Entry;
using twin::desk::EntryKind;

Result<Entry> entryOf(const Args& args)
{
    const auto about = momentOption(args, "--about");
    if (!about) {
        return twin::failure(about.error());
    }
    Entry out;
    out.seat = args.has("--seat") ? args.text("--seat") : twin::desk::defaultSeat();
    out.number = args.has("--number") ? static_cast<std::uint64_t>(args.integer("--number"))
                                      : twin::desk::newEntryNumber();
    out.time = twin::SystemClock().now();
    out.kind = *twin::desk::kindOf(args.text("--kind")); // one of the choices
    out.item = args.text("--item");
    out.entity = args.text("--entity");
    out.about = about->value_or(0);
    out.text = args.text("--text");
    out.until = out.kind == EntryKind::Shelve ? out.time + args.integer("--minutes") * twin::kMinute : 0;
    // Whoever acknowledges without looking at the console has seen it however bad it is.
    out.severity =
        out.kind == EntryKind::Acknowledge ? twin::state::Severity::Critical : twin::state::Severity::Cleared;
    if (auto checked = twin::desk::checkEntry(out); !checked) {
        return twin::failure(std::move(checked.error()));
    }
    return out;
}

} // namespace

int addNote(const Args& args)
{
    auto entry = entryOf(args);
    if (!entry) {
        return report(asInput(entry.error()));
    }
    auto desk = twin::desk::openDesk(args.text("STORE"), twin::desk::DeskAccess::Write);
    if (!desk) {
        return report(desk.error());
    }
    const auto saved = (*desk)->append({&*entry, 1});
    if (!saved) {
        return report(saved.error());
    }
    entry->order = saved->front();
    printAnswer(entryJson(*entry), args.json);
    return kDone;
}

std::vector<OptionSpec> addNoteOptions()
{
    using Kind = OptionSpec::Kind;
    return {
        {"STORE", "Store file, or postgresql://…", Kind::Text, true, ""},
        {"--text", "What is said; at most 16,384 bytes", Kind::Text, false, ""},
        {"--kind",
         "What it is",
         Kind::Text,
         false,
         "note",
         {},
         {"note", "handover", "comment", "acknowledge", "unacknowledge", "shelve", "unshelve", "assign"}},
        {"--seat", "Who says it; without it user@host", Kind::Text, false, ""},
        {"--entity", "What it is about: type and identifier, as 'link L-17'", Kind::Text, false, ""},
        {"--item", "Key of an item of Attention, as `notes list` shows it", Kind::Text, false, ""},
        {"--about", "The moment it speaks of, if not now", Kind::Text, false, ""},
        {"--minutes", "For how long it is shelved", Kind::Integer, false, "60", {1, 7 * 24 * 60}},
        {"--number",
         "The seat's own number of the entry: sent twice it is kept once",
         Kind::Integer,
         false,
         "",
         {1, kLargestWhole}},
    };
}

} // namespace app::ctl
