#pragma once

#include "twin/state/event_key.h"
#include "twin/state/id_index.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace twin::state {

/// Things that come and go with events (flows, jobs), in numbered slots. A freed slot is taken again only
/// after all that were freed before it, so that a number changes hands as late as possible. Twin thread only.
template <typename T> class SlotTable
{
  public:
    enum class Outcome : std::uint8_t { Added, Changed, Removed, Outdated, Full };

    struct Change
    {
        Outcome outcome = Outcome::Outdated;
        std::uint32_t slot = 0;
    };

    explicit SlotTable(std::size_t maxEntries)
        : m_maxEntries(maxEntries)
    {}

    [[nodiscard]] const std::vector<std::shared_ptr<const T>>& entries() const { return m_entries; }

    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view id) const { return m_byId.find(id); }

    [[nodiscard]] IdIndex shareIndex() { return m_byId.share(); }

    [[nodiscard]] std::size_t size() const { return m_byId.size(); }

    /// Adds or replaces the entry with this identifier, unless a later event is known.
    Change put(std::shared_ptr<const T> value, const EventKey& key)
    {
        if (m_endings.isAfter(value->id, key)) {
            return {};
        }
        if (const auto slot = m_byId.find(value->id)) {
            if (key < m_keys[*slot]) {
                return {};
            }
            m_keys[*slot] = key;
            m_entries[*slot] = std::move(value);
            return {Outcome::Changed, *slot};
        }
        if (m_byId.size() >= m_maxEntries) {
            return {Outcome::Full, 0};
        }
        const std::uint32_t slot = takeSlot();
        m_byId.insert(value->id, slot);
        m_keys[slot] = key;
        m_entries[slot] = std::move(value);
        return {Outcome::Added, slot};
    }

    /// Ends the entry, unless a later event about it is known; remembers the ending either way.
    Change remove(const std::string& id, const EventKey& key)
    {
        m_endings.note(id, key);
        const auto slot = m_byId.find(id);
        if (!slot || key < m_keys[*slot]) {
            return {};
        }
        m_byId.erase(id);
        m_entries[*slot] = nullptr;
        m_free.push_back(*slot);
        return {Outcome::Removed, *slot};
    }

    [[nodiscard]] EventMemory::Kind memory() const
    {
        EventMemory::Kind out;
        for (std::size_t slot = 0; slot < m_entries.size(); ++slot) {
            if (m_entries[slot]) {
                out.present.push_back({m_entries[slot]->id, m_keys[slot]});
            }
        }
        out.ended = m_endings.marks();
        return out;
    }

    /// What `memory` gave, of entries that are here again.
    void recall(const EventMemory::Kind& memory)
    {
        for (const EventMark& mark : memory.present) {
            if (const auto slot = m_byId.find(mark.id)) {
                m_keys[*slot] = mark.key;
            }
        }
        for (const EventMark& mark : memory.ended) {
            m_endings.note(mark.id, mark.key);
        }
    }

  private:
    [[nodiscard]] std::uint32_t takeSlot()
    {
        if (!m_free.empty()) {
            const std::uint32_t slot = m_free.front();
            m_free.pop_front();
            return slot;
        }
        m_entries.emplace_back();
        m_keys.emplace_back();
        return static_cast<std::uint32_t>(m_entries.size() - 1);
    }

    std::size_t m_maxEntries;
    std::vector<std::shared_ptr<const T>> m_entries;
    std::vector<EventKey> m_keys;
    std::deque<std::uint32_t> m_free;
    IdIndex m_byId;
    Endings m_endings;
};

} // namespace twin::state
