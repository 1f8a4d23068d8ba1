#pragma once

#include "twin/state/snapshot.h"
#include "twin/state/time_cursor.h"

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace twin::state {

/// What a moment has besides values: shared with the snapshot it was taken from.
struct Moment
{
    TimeNs time = 0;
    std::uint64_t version = 0;
    std::shared_ptr<const Directory> directory;
    TimeNs directoryTime = 0; ///< when that directory was the present one
    std::shared_ptr<const registry::Workload> workload;
    std::shared_ptr<const std::vector<Alarm>> alarms;
    std::shared_ptr<const std::vector<SourceStatus>> sources;
    Totals totals;
};

/// A list of alarms and the moment from which on it stood.
struct AlarmsSince
{
    TimeNs since = 0;
    std::shared_ptr<const std::vector<Alarm>> alarms;
};

/// The moments of the last `span`, oldest first. Lists that change often and are large (thousands of flows,
/// an alarm storm) are taken more seldom, so that all past ones of a sort stay within kListBudget bytes. Not
/// thread safe.
class MomentLog
{
  public:
    static constexpr std::size_t kListBudget = 16ULL << 20U;

    explicit MomentLog(TimeNs span)
        : m_span(span)
    {}

    void add(const Snapshot& snapshot);

    void clear() { m_moments.clear(); }

    [[nodiscard]] bool isEmpty() const { return m_moments.empty(); }

    [[nodiscard]] std::size_t size() const { return m_moments.size(); }

    [[nodiscard]] TimeNs begin() const { return m_moments.front().time; }

    /// The list that stood at the range's begin (or the oldest kept), then each other one that came up to its
    /// end. Empty without moments.
    [[nodiscard]] std::vector<AlarmsSince> alarmLists(TimeRange range) const;

    /// The newest not after `time`; the oldest if all are. Precondition: not empty.
    [[nodiscard]] const Moment& at(TimeNs time) const;

  private:
    /// Whether a list of `bytes` may be kept anew, the last having been taken at `last`.
    [[nodiscard]] bool isDue(TimeNs last, TimeNs now, std::size_t bytes) const;

    TimeNs m_span;
    std::deque<Moment> m_moments;
    TimeNs m_alarmsTaken = 0;
    TimeNs m_sourcesTaken = 0;
};

} // namespace twin::state
