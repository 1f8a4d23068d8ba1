#pragma once

#include "twin/state/snapshot_provider.h"

#include <array>
#include <cstddef>
#include <memory>

namespace twin::state {

struct RecentHistoryOptions
{
    TimeNs span = 10 * kMinute;          ///< how far back one can go
    std::size_t maxBytes = 96ULL << 20U; ///< of all value rings together
    TimeNs foldInterval = kSecond;       ///< values are folded into the rings at most this often
};

/// What the history holds and what it had to give up to stay within its budget.
struct RecentHistoryReport
{
    std::size_t bytes = 0;         ///< taken by value rings now
    std::size_t plannedBytes = 0;  ///< if every series of the present registry had values
    std::size_t moments = 0;       ///< folded moments that can be gone back to
    std::uint64_t outOfWindow = 0; ///< values whose source time was outside the span, kept only while newest
    /// Points are kept every (metric's period × factor), at least 1 s; 1 = full resolution. A power of two.
    std::array<std::uint32_t, kEntityKindCount> stepFactor{};
};

/// The last minutes in memory, behind the interface the models know. Each series is a ring at its metric's
/// own period, 8 bytes a point (single precision); flows, jobs, alarms, sources and the registry of each
/// second are kept as shared pointers. `record` belongs to the twin thread; everything else may be called
/// from any thread and never holds up the writer for longer than it takes to read 16 entities.
class RecentHistory final : public SnapshotProvider
{
  public:
    explicit RecentHistory(const RecentHistoryOptions& options = {});
    ~RecentHistory() override;

    /// Takes the newest snapshot: a pointer swap, and at most once per fold interval the values that changed.
    /// A snapshot older than the last one (clock set back by more than a second) starts the history anew.
    void record(SnapshotPtr snapshot);

    /// Fixed and Replay: values as of that time by source time (single precision unless still the newest),
    /// `live` false, `time` the cursor's, clamped to `range()`. The last answer is cached. Cost: about one
    /// pass over all series; see docs/benchmarks.md.
    [[nodiscard]] SnapshotPtr at(const TimeCursor& cursor) const override;
    [[nodiscard]] TimeRange range() const override;
    /// A gap of more than 2.5 periods between points yields one point with `known` false. Of a flow or job
    /// slot that changed hands: the one that held it at the end of the range.
    [[nodiscard]] std::vector<SeriesPoint> series(const SeriesSubject& of, TimeRange range,
                                                  std::size_t maxPoints) const override;

    /// Of a second in which lists were too large to be kept, the change is marked at the next one.
    [[nodiscard]] std::vector<TimeMark> marks(TimeRange range, std::size_t maxMarks) const override;

    [[nodiscard]] RecentHistoryReport report() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace twin::state
