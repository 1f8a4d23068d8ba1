#pragma once

#include "twin/state/event_key.h"
#include "twin/state/sample_batch.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace twin::state {

/// Alarms that are not cleared, by their RFC 8632 key. Twin thread only.
class AlarmTable
{
  public:
    enum class Outcome : std::uint8_t { Changed, Outdated, Full };

    explicit AlarmTable(std::size_t maxAlarms)
        : m_maxAlarms(maxAlarms)
    {}

    /// Takes a report of `key`: the latest one decides severity and text, whatever the order of arrival.
    /// `raised`, `changed` and `count` of the report are ours to say: they are set from the key unless the
    /// report has them.
    Outcome apply(const AlarmReport& report, const EventKey& key);
    /// All of a saved moment.
    void assign(const std::vector<Alarm>& alarms);
    [[nodiscard]] EventMemory::Kind memory() const;
    /// What `memory` gave, of alarms that are here again.
    void recall(const EventMemory::Kind& memory);
    /// Sorted by (severity descending, raised, identifier); the same pointer while nothing changed.
    [[nodiscard]] std::shared_ptr<const std::vector<Alarm>> publish();

  private:
    struct Entry
    {
        Alarm alarm;
        EventKey key;
    };

    std::size_t m_maxAlarms;
    std::map<std::string, Entry> m_active;
    Endings m_endings;
    std::shared_ptr<const std::vector<Alarm>> m_published;
};

} // namespace twin::state
