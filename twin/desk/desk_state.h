#pragma once

#include "twin/desk/desk_entry.h"

#include <limits>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace twin::desk {

/// How one item of Attention stands with the people: of the last entry of each kind that holds.
struct ItemHandling
{
    EntryPtr acknowledged;          ///< null: nobody, or it was taken back, or it lapsed
    EntryPtr shelved;               ///< null: not, or taken back; it may have ended meanwhile
    EntryPtr owner;                 ///< null: nobody
    std::vector<EntryPtr> comments; ///< oldest first; they stay when the item comes back

    /// An acknowledgement of less is none of more: what got worse must be seen again.
    [[nodiscard]] bool isAcknowledged(state::Severity severity) const
    {
        return acknowledged != nullptr && severity <= acknowledged->severity;
    }

    [[nodiscard]] bool isShelved(TimeNs now) const { return shelved != nullptr && now < shelved->until; }
};

/// What the log says of every item at one moment. All seats fold the same log to the same state. Immutable
/// once made; cost: one pass over the entries.
class DeskState
{
  public:
    static constexpr TimeNs kAllTime = std::numeric_limits<TimeNs>::max();

    /// Of nothing.
    DeskState() = default;

    /// @param entries in the log's order, entries not saved yet after the saved ones
    /// @param until entries that belong to a later moment do not count
    explicit DeskState(std::span<const EntryPtr> entries, TimeNs until = kAllTime);

    /// Folds one more entry.
    void add(const EntryPtr& entry);

    /// Null: nobody said anything of it.
    [[nodiscard]] const ItemHandling* find(const std::string& item) const;

    [[nodiscard]] const std::unordered_map<std::string, ItemHandling>& items() const { return m_items; }

  private:
    std::unordered_map<std::string, ItemHandling> m_items;
};

} // namespace twin::desk
