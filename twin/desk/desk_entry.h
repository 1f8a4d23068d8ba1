#pragma once

#include "twin/state/snapshot.h"
#include "twin/support/result.h"
#include "twin/support/units.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// What the people at the consoles ("seats") say about what they see: one log that all seats of a store
/// share. Telemetry knows nothing of it, and it nothing of telemetry: what an entry is about is a name.
namespace twin::desk {

/// The numbers are in stores: never given a new meaning.
enum class EntryKind : std::uint8_t {
    Acknowledge = 1, ///< somebody has seen the item and deals with it
    Unacknowledge,   ///< taken back by hand
    Shelve,          ///< put aside until `until`
    Unshelve,        ///< back before its time
    Assign,          ///< `text` is who owns the item from now on; empty = nobody
    Comment,         ///< on an item, or on an entity
    Note,            ///< in the shift log
    Handover,        ///< what the next shift must know
    Lapse,           ///< written by the consoles themselves: the acknowledgement `refers` holds no longer
};

inline constexpr std::size_t kMaxSeatBytes = 64;
inline constexpr std::size_t kMaxItemBytes = 1'024;
inline constexpr std::size_t kMaxEntityBytes = 320;
inline constexpr std::size_t kMaxTextBytes = 16'384;
inline constexpr TimeNs kMaxShelving = 7 * kDay;
inline constexpr const char* kConsoleSeat = "*";        ///< author of what consoles write by themselves
inline constexpr const char* kLapseCleared = "cleared"; ///< `text` of a Lapse: the problem went away
inline constexpr const char* kLapseWorse = "worse";     ///< likewise: its severity rose
inline constexpr const char* kLapseRaisedAgain =
    "raised-again"; ///< likewise: it began anew while nobody looked

/// One entry of the log. (seat, number) makes it the same entry however often it is sent.
struct Entry
{
    std::uint64_t order = 0;  ///< place in the log, given by the store; 0 = not saved yet
    std::string seat;         ///< who wrote it
    std::uint64_t number = 0; ///< the seat's own, below 2^53
    TimeNs time = 0;          ///< when it was written, by the seat's clock
    EntryKind kind = EntryKind::Note;
    std::string item;   ///< key of an Attention item (alarm::attentionKey); empty = about none
    std::string entity; ///< "link L-17": type and identifier of what it is about; empty = nothing
    TimeNs about = 0;   ///< the moment it speaks of, where that is not `time`
    TimeNs until = 0;   ///< of Shelve
    state::Severity severity = state::Severity::Cleared; ///< of Acknowledge: the item's when it was seen
    /// Of Lapse: `order` of the acknowledgement. Of Acknowledge: since when the item was there, by its
    /// source's clock, in ns; 0 = unknown.
    std::uint64_t refers = 0;
    std::string text;

    /// The moment it belongs to.
    [[nodiscard]] TimeNs moment() const { return about != 0 ? about : time; }

    friend bool operator==(const Entry&, const Entry&) = default;
};

using EntryPtr = std::shared_ptr<const Entry>;

/// "acknowledge", "note"…: for the command line, JSON and CSV.
[[nodiscard]] std::string_view kindName(EntryKind kind);
[[nodiscard]] std::optional<EntryKind> kindOf(std::string_view name);

/// Whether it may be kept. Errors: TooLarge (over a bound), BadInput (not UTF-8, control characters),
/// Invalid (what the kind needs is missing, a shelving without end or over kMaxShelving, the consoles' own
/// seat for what people write).
[[nodiscard]] Result<> checkEntry(const Entry& entry);

/// A name a person's seat may have. Errors: Invalid (empty, the consoles' own), TooLarge, BadInput.
[[nodiscard]] Result<> checkSeat(std::string_view seat);

/// A number no other entry of the seat has, in all likelihood.
[[nodiscard]] std::uint64_t newEntryNumber();

/// `user@host` of this process.
[[nodiscard]] std::string defaultSeat();

} // namespace twin::desk
