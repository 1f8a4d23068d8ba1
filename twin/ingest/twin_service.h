#pragma once

#include "twin/ingest/folder.h"
#include "twin/ingest/frame_source.h"
#include "twin/registry/registry.h"
#include "twin/registry/workload.h"
#include "twin/state/snapshot_provider.h"
#include "twin/support/clock.h"
#include "twin/support/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace twin::ingest {

struct ReplayStart;

struct TwinServiceOptions
{
    std::optional<std::string>
        storePath; ///< store's location; none = no journal, frames are acknowledged when accepted
    std::uint64_t journalBytes = 2ULL << 30U;
    bool dropOldest = false; ///< a full journal forgets its oldest frames instead of refusing new ones
    FoldOptions fold;        ///< how the journal becomes history
    TimeNs publishInterval = 50 * kMillisecond;
    TimeNs replayWindow = 10 * kMinute; ///< how much of the journal's tail is applied again at start
    std::size_t decodeQueueBytes = 32U << 20U;
    std::size_t storeQueueBytes = 32U << 20U;
    std::size_t applyQueueSamples = 8'000'000; ///< above it values of the same key merge
    TimeNs gapPatience = 2 * kSecond;          ///< how long frames after a gap wait to be applied in order
    std::shared_ptr<const Clock> clock;        ///< null = SystemClock
};

/// What the engine says of itself beyond the snapshot: for `serve --json` and the diagnostics.
struct ServiceStatus
{
    bool journalOn = false;
    std::string journalError;
    std::uint64_t journalBytes = 0;
    std::uint64_t journalBound = 0; ///< bytes at which it is full
    std::uint64_t commits = 0;
    std::uint64_t framesCommitted = 0;
    TimeNs commitP50 = 0; ///< of all commits since start
    TimeNs commitP99 = 0;
    TimeNs commitWorst = 0;
    TimeNs jobWorst = 0;            ///< longest transaction of folding, which commits may wait for
    std::string historyError;       ///< why folding does not go on now, or the state did not come back
    std::uint64_t foldedFrames = 0; ///< place in the journal up to which all is history
    std::uint64_t folds = 0;        ///< since start, as the next two
    std::uint64_t foldedSamples = 0;
    std::uint64_t foldedBytes = 0;  ///< of the blocks they became
    TimeNs sampleToSnapshotP50 = 0; ///< bytes received to published, per frame, since start
    TimeNs sampleToSnapshotP99 = 0;
    std::uint64_t snapshots = 0;
    std::uint64_t queuedFrames = 0; ///< taken, not yet accounted
    std::uint64_t dropped = 0;      ///< frames forgotten by choice (dropOldest)
    std::uint64_t gapsSkipped = 0;  ///< gaps that stayed open longer than the patience
    std::uint64_t replayedFrames = 0;
    std::map<std::string, std::uint64_t> transport; ///< counters of transports
};

/// The assembled engine: decode thread, store thread (group commit, then acknowledge), twin thread (resolve,
/// apply, publish at most 20 times a second), and with a store the folding thread (journal to history).
/// Everything bounded. Thread safe; start once, stop once.
class TwinService final : public FrameSink
{
  public:
    /// Opens the store if there is one. Errors: those of HistoryStore::openWriter.
    [[nodiscard]] static Result<std::unique_ptr<TwinService>> create(TwinServiceOptions options);
    ~TwinService() override; ///< stops

    /// Swaps a registry in live: values of entities that stay are kept. `workload` may be null. May be called
    /// before and after start; the next snapshot has it.
    void setRegistry(registry::RegistryPtr registry, std::shared_ptr<const registry::Workload> workload);

    /// Goes on from a moment a recording begins with: its registry, its state, what its sources' numbers
    /// mean. Before start; only without a store, which has a moment of its own (seedStore).
    void goOnFrom(ReplayStart start);

    /// Starts the threads; with a store, first applies the journal's tail again so that the state is back.
    /// What of it cannot be read is missing then, and the status says why (`historyError`).
    [[nodiscard]] Result<> start();
    /// Refuses new frames, applies and commits what was taken, publishes a last time, joins. May be called
    /// twice.
    void stop();

    /// Where snapshots come out. The same object for the service's whole life.
    [[nodiscard]] std::shared_ptr<const state::SnapshotProvider> provider() const;

    [[nodiscard]] Result<std::unique_ptr<SourceSession>> openSource(const SourceHello& hello,
                                                                    SessionEvents events) override;
    void countTransport(const std::string& what) override;

    /// Does `work` on the store thread between two commits, so that nothing else of this process writes to
    /// the store meanwhile; waits for it. Errors: the work's; Io when the store takes nothing for two seconds
    /// (failing, or not started yet), Cancelled after `stop`. Precondition: there is a store.
    [[nodiscard]] Result<> betweenCommits(const std::function<Result<>()>& work);

    [[nodiscard]] ServiceStatus status() const;

    /// Everything taken is kept and applied, but for frames that wait for a gap before them to be filled.
    [[nodiscard]] bool isSettled() const;

  private:
    struct Impl;
    explicit TwinService(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace twin::ingest
