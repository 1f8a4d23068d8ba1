#pragma once

#include "twin/history/history_store.h"
#include "twin/ingest/accept_ledger.h"
#include "twin/ingest/accounting.h"
#include "twin/ingest/apply_queue.h"
#include "twin/ingest/decode_stage.h"
#include "twin/ingest/latency_histogram.h"
#include "twin/ingest/registry_document.h"
#include "twin/ingest/store_jobs.h"
#include "twin/support/bounded_queue.h"
#include "twin/support/clock.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace twin::ingest {

struct StoreStageOptions
{
    std::optional<std::string> path; ///< of the store; none = no journal
    history::JournalOptions journal;
    std::size_t queueBytes = 32U << 20U;
};

struct StoreStatus
{
    std::string error; ///< empty while the journal takes what comes; of a full one that it is full
    std::uint64_t bytes = 0;
    std::uint64_t commits = 0;
    std::uint64_t framesCommitted = 0;
    std::uint64_t dropped = 0;
    TimeNs commitP50 = 0;
    TimeNs commitP99 = 0;
    TimeNs commitWorst = 0;
    TimeNs jobWorst = 0; ///< of the folding thread's transactions, which commits may wait for
};

/// The store thread: recognises duplicates, commits everything queued as one group, acknowledges, and only
/// then hands frames on to be applied. When the journal cannot be written the twin goes on living: frames are
/// applied but not acknowledged, and the journal is opened anew until it can be, at least every two seconds.
/// A journal that is full by its bound refuses. Between commits it does one job of the folding thread.
class StoreStage
{
  public:
    /// `store` is the writer of `options.path`, or null without one.
    StoreStage(StoreStageOptions options, std::unique_ptr<history::HistoryWriter> store,
               Accounting& accounting, const Clock& clock, ApplyQueue& applyQueue);
    ~StoreStage();

    void start();
    void finish();

    [[nodiscard]] bool push(StoreItem& item, std::size_t weight)
    {
        m_queuedFrames.fetch_add(1, std::memory_order_acq_rel);
        const bool taken = m_queue.push(item, weight);
        m_queuedFrames.fetch_sub(taken ? 0 : 1, std::memory_order_acq_rel);
        return taken;
    }

    [[nodiscard]] AcceptLedger& ledger() { return m_ledger; }

    /// Before start only.
    [[nodiscard]] history::HistoryWriter* writer() const { return m_store.get(); }

    /// Any thread: kept before the next frame, and in force for it.
    void setRegistry(RegistryDocument document);

    /// Work for the writer between commits; done until `finish`.
    [[nodiscard]] StoreJobs& jobs() { return m_jobs; }

    [[nodiscard]] StoreStatus status() const;

    /// Taken, neither handed on nor accounted yet.
    [[nodiscard]] std::uint64_t queuedFrames() const
    {
        return m_queuedFrames.load(std::memory_order_acquire);
    }

  private:
    struct Work ///< one (source, epoch) in a group
    {
        history::ProgressRecord record; ///< as committed; then with what this group stored
        Progress seen;                  ///< with every frame of the group
        std::uint64_t contiguousBefore = 0;
        bool forgotten = false; ///< an epoch of which only sums are remembered
        std::map<SessionCore*, std::shared_ptr<SessionCore>> sessions;
    };

    using Group = std::map<SourceEpoch, Work>;

    void run();
    void process(std::vector<StoreItem>& items);
    [[nodiscard]] std::vector<std::size_t> sortOut(std::vector<StoreItem>& items, Group& group);
    [[nodiscard]] Result<std::size_t> commit(const std::vector<StoreItem>& items,
                                             const std::vector<std::size_t>& fresh, Group& group);
    [[nodiscard]] Result<history::AppendOutcome> append(const std::vector<StoreItem>& items,
                                                        const std::vector<std::size_t>& fresh, Group& group,
                                                        history::ProgressUpdate& update);
    [[nodiscard]] history::ProgressUpdate advance(const std::vector<StoreItem>& items,
                                                  const std::vector<std::size_t>& fresh, std::size_t stored,
                                                  Group& group) const;
    [[nodiscard]] bool journalUsable();
    void keepRegistry();
    void doJob();
    void handOn(StoreItem& item, const Work& work);
    void handOnUnstored(StoreItem& item, const Work& work);
    void refuse(const StoreItem& item, RefuseReason reason, const std::string& why, bool closing = false);
    void settleShown(const Group& group);
    void enterDuplicate(const StoreItem& item);
    void noteFailure(const Error& error);
    void noteWritten();
    [[nodiscard]] bool takeReopened();
    void probe();

    StoreStageOptions m_options;
    std::unique_ptr<history::HistoryWriter> m_store;
    StoreJobs m_jobs;
    std::mutex m_registryMutex;
    std::shared_ptr<const RegistryDocument> m_registry;
    bool m_registryDue = false; ///< to be kept
    Accounting& m_accounting;
    const Clock& m_clock;
    ApplyQueue& m_applyQueue;
    AcceptLedger m_ledger;
    BoundedQueue<StoreItem> m_queue;
    std::atomic<std::uint64_t> m_queuedFrames = 0;
    std::map<SourceEpoch, Progress> m_shownOnly; ///< applied while the journal failed, not stored yet
    bool m_failing = false;
    bool m_unproven = false; ///< opened anew, and nothing written yet: the status keeps what was wrong
    std::chrono::milliseconds m_retryAfter{0};
    std::future<Result<std::unique_ptr<history::HistoryWriter>>> m_reopening; ///< while it is opened anew
    std::chrono::steady_clock::time_point m_probedAt;
    std::chrono::steady_clock::time_point m_retryAt;
    mutable std::mutex m_statusMutex;
    StoreStatus m_status;
    LatencyHistogram m_commitTimes;
    std::thread m_thread;
};

} // namespace twin::ingest
