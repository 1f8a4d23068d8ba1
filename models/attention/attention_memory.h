#pragma once

#include "twin/alarm/attention.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <unordered_map>
#include <vector>

namespace models {

using AttentionItems = std::vector<twin::alarm::AttentionItem>;

/// Attention as it was judged while live, so that a scrubbed moment shows the list that was on the screen
/// then (what has to persist before it is listed cannot be judged by a moment alone), and since when each
/// problem has been there (a value only says when it was last measured). Forgets after kSpan, and when the
/// registry changes. One thread at a time.
class AttentionMemory
{
  public:
    static constexpr twin::TimeNs kSpan = 15 * twin::kMinute;
    static constexpr std::size_t kMaxItems = 200'000; ///< in all lists kept; the oldest lists go first

    /// Dates the items of a live snapshot from when they were first seen, and keeps them.
    void keep(const twin::state::Snapshot& snapshot, AttentionItems& items);

    /// The list of a past moment, its entities numbered as in `snapshot`; null when it was not seen live.
    [[nodiscard]] std::unique_ptr<AttentionItems> recall(const twin::state::Snapshot& snapshot) const;

  private:
    struct Moment
    {
        twin::TimeNs time = 0;
        std::shared_ptr<const AttentionItems> items;
    };

    void date(AttentionItems& items);
    void trim(twin::TimeNs now);

    twin::registry::RegistryPtr m_registry;
    std::deque<Moment> m_moments;                            ///< oldest first
    std::size_t m_kept = 0;                                  ///< items in them
    std::unordered_map<std::uint64_t, twin::TimeNs> m_since; ///< of the newest list, by identity
};

/// What makes two items of different snapshots the same problem.
[[nodiscard]] std::uint64_t attentionIdentity(const twin::alarm::AttentionItem& item);

} // namespace models
