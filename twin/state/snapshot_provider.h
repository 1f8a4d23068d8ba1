#pragma once

#include "twin/state/snapshot.h"
#include "twin/state/time_cursor.h"
#include "twin/state/time_marks.h"

#include <cstdint>
#include <string>
#include <vector>

namespace twin::state {

/// One point of a stored series. A gap (stale or missing stretch) is a point with `known` false.
struct SeriesPoint
{
    TimeNs time = 0;
    float value = 0;
    bool known = false;
};

/// What a series is of.
struct SeriesSubject
{
    EntityKind kind = EntityKind::Pool;
    std::string id;
    std::size_t metric = 0; ///< column of the kind (metricsOf)
};

/// The models' only inlet: snapshots and series at the cursor, from memory now, from the store later. Thread
/// safe.
class SnapshotProvider
{
  public:
    SnapshotProvider() = default;
    SnapshotProvider(const SnapshotProvider&) = delete;
    SnapshotProvider& operator=(const SnapshotProvider&) = delete;
    virtual ~SnapshotProvider() = default;

    /// Live: the newest snapshot, cost of a pointer. Fixed: the state as of that time, or the nearest kept;
    /// null before the first publish.
    [[nodiscard]] virtual SnapshotPtr at(const TimeCursor& cursor) const = 0;

    /// What can be scrubbed now.
    [[nodiscard]] virtual TimeRange range() const = 0;

    /// Whether that stretch is in memory: then `series` and `marks` of it cost next to nothing. Else they
    /// read a store, and what must not wait asks on a thread of its own.
    [[nodiscard]] virtual bool isAtHand(TimeRange stretch) const
    {
        static_cast<void>(stretch);
        return true;
    }

    /// Points of one series in [range.begin, range.end], oldest first, at most `maxPoints` (min and max of
    /// each bucket when there are more). By identifier: numbers change from registry to registry. Nothing of
    /// an entity that is not known.
    [[nodiscard]] virtual std::vector<SeriesPoint> series(const SeriesSubject& of, TimeRange range,
                                                          std::size_t maxPoints) const = 0;

    /// Alarms that came, went or changed in (range.begin, range.end], oldest first; of more than `maxMarks`
    /// the worst.
    [[nodiscard]] virtual std::vector<TimeMark> marks(TimeRange range, std::size_t maxMarks) const = 0;
};

} // namespace twin::state
