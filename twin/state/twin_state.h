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
    std::uint64_t late = 0;
};

/// The mutable state of the network: the one writer. Lives on the twin thread; every method checks that in debug
/// builds. Publishing shares unchanged chunks with the snapshot before (cost: what changed).
class TwinState
{
  public:
    TwinState();
    ~TwinState();
    TwinState(const TwinState&) = delete;
    TwinState& operator=(const TwinState&) = delete;

    /// Takes a new registry (and workload, may be null). Values of entities whose identifier and kind stay are
    /// kept; others start missing. Flows and jobs already known live on unless the workload's version changed.
    void setRegistry(registry::RegistryPtr registry, std::shared_ptr<const registry::Workload> workload);

    /// Precondition: dense numbers are of the current registry and directory (ingest resolves them on this thread's
    /// `resolve`), out-of-range ones are counted late-refused by the caller.
    ApplyCount apply(const SampleBatch& batch);

    /// Dense number of an identifier now, or none.
    [[nodiscard]] std::uint32_t resolve(EntityKind kind, std::string_view id) const;

    /// Immutable state as of `now`; `sources` and `totals` are copied in.
    [[nodiscard]] SnapshotPtr publish(
        TimeNs now, std::shared_ptr<const std::vector<SourceStatus>> sources, const Totals& totals);

  private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace twin::state
