#pragma once

#include "twin/state/sample_batch.h"
#include "twin/state/snapshot.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace twin::state {

/// How many samples of a batch became current and how many were older than what is held.
struct ApplyCount
{
    std::uint64_t applied = 0;
    std::uint64_t late = 0;          ///< not newer than the value held
    std::uint64_t outOfRange = 0;    ///< of numbers that do not exist; the caller counts them refused
    std::uint64_t refusedEvents = 0; ///< beyond the bounds of flows, jobs or alarms
    std::uint64_t alarmsApplied = 0;
    std::uint64_t alarmsLate = 0; ///< outdated, or about an alarm that is not raised
    std::uint64_t alarmsRepeated = 0;
    std::uint64_t alarmsRefused = 0;
};

inline constexpr std::size_t kMaxFlows = 200'000;
inline constexpr std::size_t kMaxJobs = 200'000;
inline constexpr std::size_t kMaxAlarms = 50'000;

/// The mutable state of the network: the one writer. Lives on the twin thread; every method checks that in
/// debug builds. Publishing shares unchanged chunks with the snapshot before (cost: what changed).
class TwinState
{
  public:
    TwinState();
    ~TwinState();
    TwinState(const TwinState&) = delete;
    TwinState& operator=(const TwinState&) = delete;

    /// Takes a new registry (and workload, may be null). Values of entities whose identifier and kind stay
    /// are kept; others start missing. Flows and jobs already known live on unless the workload's version
    /// changed.
    void setRegistry(registry::RegistryPtr registry, std::shared_ptr<const registry::Workload> workload);

    /// Takes up a saved or past moment whole: registry, workload, flows, jobs, alarms and every value.
    void restore(const Snapshot& snapshot);

    /// What orders events that come with those that came: to be kept with a snapshot that `restore` will take
    /// up.
    [[nodiscard]] EventMemory eventMemory() const;

    /// Dense numbers are of the current registry and directory (ingest resolves them on this thread's
    /// `resolve`). Of each series the greatest by (source time, epoch, sequence) stays; a full tie is broken
    /// by the value's bits, so arrival order and duplicates cannot change the result. Events of one flow, job
    /// or alarm follow the same order. `batch.sourceTime` and `times` are as ingest settled them; with
    /// `estimatedTime` good values become estimated. Cost: a few ns per sample.
    ApplyCount apply(const SampleBatch& batch);

    /// Dense number of an identifier now, or none.
    [[nodiscard]] std::uint32_t resolve(EntityKind kind, std::string_view id) const;

    /// Immutable state as of `now`; `sources` and `totals` are copied in.
    [[nodiscard]] SnapshotPtr publish(TimeNs now, std::shared_ptr<const std::vector<SourceStatus>> sources,
                                      const Totals& totals);

    /// Lets another thread become the one writer (set up here, run there); the next call binds to its thread.
    void releaseThread();

  private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace twin::state
