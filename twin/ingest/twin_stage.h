#pragma once

#include "twin/ingest/accounting.h"
#include "twin/ingest/apply_queue.h"
#include "twin/ingest/latency_histogram.h"
#include "twin/ingest/sequencer.h"
#include "twin/ingest/source_dictionary.h"
#include "twin/state/recent_history.h"
#include "twin/state/twin_state.h"
#include "twin/support/clock.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace twin::ingest {

struct TwinStageOptions
{
    TimeNs publishInterval = 50 * kMillisecond;
    Sequencer::Limits sequencer;
    bool replayFirst = false; ///< nothing is published as live before endReplay
};

struct TwinStageStatus
{
    TimeNs sampleToSnapshotP50 = 0;
    TimeNs sampleToSnapshotP99 = 0;
    std::uint64_t snapshots = 0;
    std::uint64_t gapsSkipped = 0;
    std::uint64_t parkedFrames = 0;
    std::uint64_t replayedFrames = 0;
};

/// The twin thread: the one writer of TwinState. Puts frames in sequence, resolves, applies, publishes.
class TwinStage
{
  public:
    /// Adds what only the store knows (journal size, error, dropped) to the totals of a snapshot.
    using ExtendTotals = std::function<void(state::Totals&)>;

    TwinStage(TwinStageOptions options, Accounting& accounting, const Clock& clock, ApplyQueue& queue,
              std::shared_ptr<state::RecentHistory> history, ExtendTotals extendTotals);
    ~TwinStage();

    /// Before start: takes up a past moment, which the frames to be replayed go on from.
    void restore(const state::Snapshot& moment);
    void start();
    /// All frames of the journal's tail are in the queue.
    void endReplay();
    /// After the queue was closed: applies what is left, publishes a last time.
    void finish();

    /// Any thread: swapped in before the next frame is applied.
    void setRegistry(registry::RegistryPtr registry, std::shared_ptr<const registry::Workload> workload);
    [[nodiscard]] TwinStageStatus status() const;

  private:
    struct Context ///< of one (source, epoch)
    {
        SourceDictionary dictionary;
        Sequencer sequencer;
    };

    using ContextKey = std::pair<std::uint32_t, std::uint64_t>;
    using SteadyTime = std::chrono::steady_clock::time_point;

    struct PendingRegistry
    {
        registry::RegistryPtr registry;
        std::shared_ptr<const registry::Workload> workload;
    };

    void run();
    bool adoptRegistry();
    Context& context(const ContextKey& key);
    void accept(ApplyItem& item);
    void expireGaps();
    void apply(const ContextKey& key, Context& context, DecodedFrame& frame);
    void applyBatch(const ContextKey& key, Context& context, DecodedFrame& frame);
    void publishReplayed(TimeNs receiveTime);
    [[nodiscard]] std::chrono::nanoseconds untilPublish() const;
    void publishIfDue();
    void publish(TimeNs now);
    [[nodiscard]] double ratePerSecond(std::uint64_t received);

    TwinStageOptions m_options;
    Accounting& m_accounting;
    const Clock& m_clock;
    ApplyQueue& m_queue;
    std::shared_ptr<state::RecentHistory> m_history;
    ExtendTotals m_extendTotals;

    state::TwinState m_state;
    ResolveId m_resolve;
    Generation m_generation;
    std::map<ContextKey, Context> m_contexts;
    std::vector<DecodedFrame> m_due; ///< reused
    state::SnapshotPtr m_last;
    bool m_dirty = true;
    SteadyTime m_lastPublish;
    SteadyTime m_lastExpiry;
    TimeNs m_nextReplayPublish = 0;
    bool m_replaying = false;
    std::atomic<bool> m_replayEnded = false;
    TimeNs m_lag = 0;
    std::vector<std::pair<TimeNs, std::uint64_t>> m_unpublished; ///< receive time and samples of frames since
    std::deque<std::pair<SteadyTime, std::uint64_t>> m_rateWindow;

    std::mutex m_registryMutex;
    std::optional<PendingRegistry> m_pendingRegistry;
    mutable std::mutex m_statusMutex;
    TwinStageStatus m_status;
    LatencyHistogram m_latency;
    std::thread m_thread;
};

} // namespace twin::ingest
