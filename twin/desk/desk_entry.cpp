#include "twin/desk/desk_entry.h"

#include "twin/support/text_encoding.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <random>
#include <utility>

namespace twin::desk {

namespace {

constexpr std::array<std::pair<EntryKind, std::string_view>, 9> kNames{{
    {EntryKind::Acknowledge, "acknowledge"},
    {EntryKind::Unacknowledge, "unacknowledge"},
    {EntryKind::Shelve, "shelve"},
    {EntryKind::Unshelve, "unshelve"},
    {EntryKind::Assign, "assign"},
    {EntryKind::Comment, "comment"},
    {EntryKind::Note, "note"},
    {EntryKind::Handover, "handover"},
    {EntryKind::Lapse, "lapse"},
}};

constexpr std::uint64_t kNumberMask = (1ULL << 53U) - 1; ///< survives every reader of JSON

enum class Lines { One, Many };

Result<> checkText(const char* what, std::string_view text, std::size_t maxBytes, Lines lines)
{
    if (text.size() > maxBytes) {
        return failure(ErrorCode::TooLarge, std::string(what) + " has " + std::to_string(text.size()) +
                                                " bytes, at most " + std::to_string(maxBytes) + " are kept");
    }
    if (!isUtf8(text)) {
        return failure(ErrorCode::BadInput, std::string(what) + " is not UTF-8");
    }
    const bool isClean = std::ranges::all_of(text, [lines](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte >= 0x20 && byte != 0x7F) || (lines == Lines::Many && (c == '\n' || c == '\t'));
    });
    if (!isClean) {
        return failure(ErrorCode::BadInput, std::string(what) + " has control characters");
    }
    return {};
}

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\n") == std::string_view::npos;
}

Result<> checkMeaning(const Entry& entry)
{
    const bool isConsoles = entry.seat == kConsoleSeat;
    if (isConsoles != (entry.kind == EntryKind::Lapse)) {
        return failure(ErrorCode::Invalid, "the seat '*' is the consoles' own, for lapses only");
    }
    switch (entry.kind) {
    case EntryKind::Shelve:
        if (entry.until <= entry.time || entry.until - entry.time > kMaxShelving) {
            return failure(ErrorCode::Invalid, "a shelving ends after it begins, within 7 days");
        }
        [[fallthrough]];
    case EntryKind::Acknowledge:
    case EntryKind::Unacknowledge:
    case EntryKind::Unshelve:
    case EntryKind::Assign:
    case EntryKind::Lapse:
        if (entry.item.empty()) {
            return failure(ErrorCode::Invalid,
                           std::string(kindName(entry.kind)) + " is about no item of Attention");
        }
        return {};
    case EntryKind::Comment:
        if (entry.item.empty() && entry.entity.empty()) {
            return failure(ErrorCode::Invalid, "a comment is about an item or an entity; else it is a note");
        }
        [[fallthrough]];
    case EntryKind::Note:
    case EntryKind::Handover:
        if (isBlank(entry.text)) {
            return failure(ErrorCode::Invalid, std::string(kindName(entry.kind)) + " without text");
        }
        return {};
    }
    return failure(ErrorCode::Invalid,
                   "no kind of entry has the number " + std::to_string(static_cast<unsigned>(entry.kind)));
}

} // namespace

std::string_view kindName(EntryKind kind)
{
    const auto found = std::ranges::find(kNames, kind, &decltype(kNames)::value_type::first);
    return found == kNames.end() ? std::string_view("unknown") : found->second;
}

std::optional<EntryKind> kindOf(std::string_view name)
{
    const auto found = std::ranges::find(kNames, name, &decltype(kNames)::value_type::second);
    return found == kNames.end() ? std::nullopt : std::optional(found->first);
}

Result<> checkSeat(std::string_view seat)
{
    if (isBlank(seat) || seat == kConsoleSeat) {
        return failure(ErrorCode::Invalid, "a seat has a name, and not '*', which is the consoles' own");
    }
    return checkText("the seat's name", seat, kMaxSeatBytes, Lines::One);
}

Result<> checkEntry(const Entry& entry)
{
    if (isBlank(entry.seat)) {
        return failure(ErrorCode::Invalid, "an entry without a seat");
    }
    for (auto checked : {checkText("the seat's name", entry.seat, kMaxSeatBytes, Lines::One),
                         checkText("the item", entry.item, kMaxItemBytes, Lines::One),
                         checkText("the entity", entry.entity, kMaxEntityBytes, Lines::One),
                         checkText("the text", entry.text, kMaxTextBytes, Lines::Many)}) {
        if (!checked) {
            return checked;
        }
    }
    if (entry.number > kNumberMask || entry.time <= 0 || entry.about < 0) {
        return failure(ErrorCode::Invalid, "an entry's number is below 2^53 and its time after 1970");
    }
    return checkMeaning(entry);
}

std::uint64_t newEntryNumber()
{
    // Not a random stream of the twin: a name, which nothing computes with.
    static thread_local std::random_device device;
    return (std::uint64_t{device()} << 32U | device()) & kNumberMask;
}

std::string defaultSeat()
{
    const passwd* user = ::getpwuid(::geteuid());
    std::array<char, 256> host{};
    if (::gethostname(host.data(), host.size() - 1) != 0) {
        host = {};
    }
    const std::string name = user != nullptr ? user->pw_name : std::to_string(::geteuid());
    return lineOfText(host[0] == '\0' ? name : name + "@" + host.data(), kMaxSeatBytes);
}

} // namespace twin::desk
