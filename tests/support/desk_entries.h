#pragma once

#include "twin/desk/desk_entry.h"

#include <string>
#include <utility>

/// Entries of a shift log, made short.
namespace test {

inline constexpr twin::TimeNs kShiftBegins = 1'795'720'320 * twin::kSecond; // 2026-11-27 03:12 in Beijing
inline constexpr const char* kOverload = "link-overload/link/forward//bb-4";

/// A note of `seat`, its `number`-th second of the shift.
inline twin::desk::Entry note(const std::string& seat, std::uint64_t number, std::string text = "quiet")
{
    twin::desk::Entry out;
    out.seat = seat;
    out.number = number;
    out.time = kShiftBegins + static_cast<twin::TimeNs>(number) * twin::kSecond;
    out.text = std::move(text);
    return out;
}

/// The same about an item.
inline twin::desk::Entry about(const std::string& item, twin::desk::EntryKind kind, const std::string& seat,
                               std::uint64_t number, std::string text = {})
{
    twin::desk::Entry out = note(seat, number, std::move(text));
    out.kind = kind;
    out.item = item;
    return out;
}

inline twin::desk::Entry acknowledgement(const std::string& seat, std::uint64_t number,
                                         twin::state::Severity severity = twin::state::Severity::Major)
{
    twin::desk::Entry out = about(kOverload, twin::desk::EntryKind::Acknowledge, seat, number);
    out.severity = severity;
    return out;
}

} // namespace test
