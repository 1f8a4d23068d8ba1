#pragma once

#include "twin/support/units.h"

#include <algorithm>
#include <compare>
#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

namespace twin::state {

/// Order of events about one flow, job or alarm, the same as of samples.
struct EventKey
{
    TimeNs time = 0;
    std::uint64_t epoch = 0;
    std::uint64_t sequence = 0;

    friend auto operator<=>(const EventKey&, const EventKey&) = default;
};

/// The latest event of a flow, job or alarm.
struct EventMark
{
    std::string id;
    EventKey key;

    friend bool operator==(const EventMark&, const EventMark&) = default;
};

/// What puts events that come after a restart into order with those before it.
struct EventMemory
{
    struct Kind
    {
        std::vector<EventMark> present;
        std::vector<EventMark> ended; ///< oldest first

        friend bool operator==(const Kind&, const Kind&) = default;
    };

    Kind flows;
    Kind jobs;
    Kind alarms; ///< by their RFC 8632 key as one text

    friend bool operator==(const EventMemory&, const EventMemory&) = default;
};

/// When things ended, so that a beginning that arrives after its end does not bring them back. Bounded: the
/// oldest endings are forgotten first. One thread.
class Endings
{
  public:
    static constexpr std::size_t kMaxRemembered = 20'000;

    /// Remembers the latest ending of `id`.
    void note(const std::string& id, const EventKey& key)
    {
        const auto [entry, isNew] = m_keys.try_emplace(id, key);
        if (!isNew) {
            entry->second = std::max(entry->second, key);
            return;
        }
        m_order.push_back(id);
        if (m_order.size() > kMaxRemembered) {
            m_keys.erase(m_order.front());
            m_order.pop_front();
        }
    }

    /// The latest ending of `id`, or null.
    [[nodiscard]] const EventKey* find(const std::string& id) const
    {
        const auto found = m_keys.find(id);
        return found == m_keys.end() ? nullptr : &found->second;
    }

    [[nodiscard]] bool isAfter(const std::string& id, const EventKey& key) const
    {
        const EventKey* ended = find(id);
        return ended != nullptr && *ended >= key;
    }

    /// All that are remembered, oldest first.
    [[nodiscard]] std::vector<EventMark> marks() const
    {
        std::vector<EventMark> out;
        out.reserve(m_order.size());
        for (const std::string& id : m_order) {
            out.push_back({id, m_keys.at(id)});
        }
        return out;
    }

    void clear()
    {
        m_keys.clear();
        m_order.clear();
    }

  private:
    std::unordered_map<std::string, EventKey> m_keys;
    std::deque<std::string> m_order;
};

} // namespace twin::state
