#pragma once

#include "twin/state/event_key.h"
#include "twin/state/sample_batch.h"

#include <cstdint>
#include <limits>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace twin::state {

inline constexpr std::size_t kMaxAlarmVoices = 16;      ///< sources that hold one alarm at a time
inline constexpr std::size_t kMaxClearedAlarms = 5'000; ///< remembered; the oldest are forgotten
/// An alarm that comes back within this time of its end flaps: its count goes on.
inline constexpr TimeNs kFlapWindow = 15 * kMinute;
inline constexpr TimeNs kEndsNever = std::numeric_limits<TimeNs>::max();

/// Makes what an alarm says in common of its voices: the worst severity, the words of who spoke last (by name
/// when at once). Without voices it is cleared, in its last words.
void judge(Alarm& alarm);

/// Alarms that are not cleared, by their RFC 8632 key, and those that lately were. What one source says does
/// not undo what another says: an alarm is raised while any source holds it. Twin thread only.
class AlarmTable
{
  public:
    enum class Outcome : std::uint8_t {
        Changed,
        Outdated, ///< a later report of that source is known, or there is nothing to clear or to act on
        Repeated, ///< the same source said the same of the same time
        Full,
    };

    explicit AlarmTable(std::size_t maxAlarms)
        : m_maxAlarms(maxAlarms)
    {}

    /// Takes a report of `key`: of each source the latest one counts, whatever the order of arrival.
    /// `raised`, `changed`, `count` and `voices` of the report are ours to say: they are set from the key
    /// unless the report has them.
    Outcome apply(const AlarmReport& report, const EventKey& key);
    /// All of a saved moment; `cleared` may be null.
    void assign(const std::vector<Alarm>& alarms, const std::vector<std::shared_ptr<const Alarm>>* cleared);
    /// What is raised at `now` (0: whatever was reported), sorted by (severity descending, raised,
    /// identifier); the same pointer while nothing changed. Looking changes nothing: what comes later does
    /// not depend on when somebody looked.
    [[nodiscard]] std::shared_ptr<const std::vector<Alarm>> publish(TimeNs now);
    /// What is over at `now`, the last one at the end; the same pointer while nothing changed.
    [[nodiscard]] std::shared_ptr<const std::vector<std::shared_ptr<const Alarm>>> publishCleared(TimeNs now);
    [[nodiscard]] EventMemory::Kind memory() const;
    /// What `memory` gave, of alarms that are here again.
    void recall(const EventMemory::Kind& memory);

  private:
    struct Entry
    {
        Alarm alarm;
        EventKey operatorKey;        ///< of what `operatorState` is from
        std::vector<EventKey> heard; ///< by voice
        TimeNs end = kEndsNever;     ///< when the first of its voices ends by itself
    };

    using ActiveAlarms = std::map<std::string, Entry>;
    using ClearedList = std::list<std::pair<std::string, std::shared_ptr<const Alarm>>>;

    Outcome act(const std::string& text, const AlarmReport& report, const EventKey& key);
    Outcome clear(const std::string& text, const AlarmReport& report, const EventKey& key);
    Outcome raise(const std::string& text, const AlarmReport& report, const EventKey& key);
    Outcome hold(Entry& entry, const AlarmReport& report, const EventKey& key);
    bool silence(ActiveAlarms::iterator at, std::size_t place, TimeNs time);
    void schedule(ActiveAlarms::iterator at);
    void lapse(ActiveAlarms::iterator at, TimeNs now);
    void sweep(TimeNs now);
    void look(TimeNs now);
    void remember(const std::string& text, Alarm alarm);
    void forgetCleared(const std::string& text);

    std::size_t m_maxAlarms;
    ActiveAlarms m_active;
    std::set<std::pair<TimeNs, std::string>> m_ends; ///< of m_active those that end by themselves
    Endings m_endings;                               ///< by alarm and source
    ClearedList m_cleared;
    std::unordered_map<std::string, ClearedList::iterator> m_clearedAt;
    TimeNs m_shownFrom = 0;     ///< what is published is so from then …
    TimeNs m_shownUntil = 0;    ///< … until before then
    bool m_showsLapsed = false; ///< among the cleared there are some of m_active
    std::shared_ptr<const std::vector<Alarm>> m_published;
    std::shared_ptr<const std::vector<std::shared_ptr<const Alarm>>> m_publishedCleared;
};

} // namespace twin::state
