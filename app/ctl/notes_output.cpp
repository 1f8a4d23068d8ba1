#include "app/ctl/notes_output.h"

#include "twin/support/csv.h"
#include "twin/support/moment_text.h"

#include <nlohmann/json.hpp>

#include <map>
#include <string_view>

namespace app::ctl {

namespace {

using Json = nlohmann::ordered_json;
using twin::desk::Entry;
using twin::desk::EntryKind;
using twin::desk::ItemHandling;

constexpr const char* kMark = "\xEF\xBB\xBF";

std::string moment(twin::TimeNs time)
{
    return time == 0 ? std::string() : twin::momentText(time);
}

/// A spreadsheet takes a text that begins so for a formula.
std::string textCell(std::string_view text)
{
    const bool looksLikeFormula =
        !text.empty() && std::string_view("=+-@\t").find(text[0]) != std::string_view::npos;
    return twin::csvCell((looksLikeFormula ? "'" : "") + std::string(text));
}

} // namespace

Json entryJson(const Entry& entry)
{
    Json out{{"order", entry.order},
             {"time", moment(entry.time)},
             {"seat", entry.seat},
             {"kind", std::string(twin::desk::kindName(entry.kind))}};
    const auto add = [&out](const char* name, const std::string& text) {
        if (!text.empty()) {
            out[name] = text;
        }
    };
    out["item"] = entry.item;
    out["entity"] = entry.entity;
    out["text"] = entry.text;
    add("about", moment(entry.about));
    add("until", moment(entry.until));
    if (entry.kind == EntryKind::Acknowledge) {
        add("since", moment(static_cast<twin::TimeNs>(entry.refers)));
    } else if (entry.refers != 0) {
        out["refers"] = entry.refers;
    }
    return out;
}

Json handlingJson(const twin::desk::DeskState& state, twin::TimeNs now)
{
    Json out = Json::array();
    const std::map<std::string, ItemHandling> sorted(state.items().begin(), state.items().end());
    for (const auto& [item, handling] : sorted) {
        const bool isShelved = handling.isShelved(now);
        if (handling.acknowledged == nullptr && !isShelved && handling.owner == nullptr) {
            continue;
        }
        const auto seat = [](const twin::desk::EntryPtr& entry) {
            return entry == nullptr ? std::string() : entry->seat;
        };
        const auto& acknowledged = handling.acknowledged;
        const auto shelved = isShelved ? handling.shelved : nullptr;
        out.push_back({{"item", item},
                       {"acknowledged_by", seat(acknowledged)},
                       {"acknowledged_at", moment(acknowledged == nullptr ? 0 : acknowledged->time)},
                       {"shelved_by", seat(shelved)},
                       {"shelved_until", moment(shelved == nullptr ? 0 : shelved->until)},
                       {"owner", handling.owner == nullptr ? std::string() : handling.owner->text},
                       {"comments", handling.comments.size()}});
    }
    return out;
}

std::string entriesCsv(const std::vector<Entry>& entries)
{
    std::string out = std::string(kMark) + "order,time,seat,kind,about,item,entity,until,text\r\n";
    for (const Entry& entry : entries) {
        out += std::to_string(entry.order) + ',' + moment(entry.time) + ',' + textCell(entry.seat) + ',' +
               std::string(twin::desk::kindName(entry.kind)) + ',' + moment(entry.about) + ',' +
               textCell(entry.item) + ',' + textCell(entry.entity) + ',' + moment(entry.until) + ',' +
               textCell(entry.text) + "\r\n";
    }
    return out;
}

} // namespace app::ctl
