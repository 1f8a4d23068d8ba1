#pragma once

#include "twin/desk/desk_state.h"

#include <QString>

namespace models {

/// "Acknowledged", "Note"…
[[nodiscard]] QString deskKindText(twin::desk::EntryKind kind);

/// Who wrote it: the seat, or "Console" for what consoles write by themselves.
[[nodiscard]] QString deskSeatText(const twin::desk::Entry& entry);

/// What the entry says, in a line: its text, and what its kind brings (until when it is shelved, who owns it,
/// why an acknowledgement ended).
[[nodiscard]] QString deskEntryText(const twin::desk::Entry& entry);

/// How an item stands, for a cell: "✓ wang@noc-2 14:02 · owner li · 2 comments"; empty when nobody said
/// anything.
[[nodiscard]] QString handlingText(const twin::desk::ItemHandling& handling, twin::state::Severity severity,
                                   twin::TimeNs now);

/// The same with all that was said, a line each.
[[nodiscard]] QString handlingToolTip(const twin::desk::ItemHandling& handling,
                                      twin::state::Severity severity, twin::TimeNs now);

} // namespace models
