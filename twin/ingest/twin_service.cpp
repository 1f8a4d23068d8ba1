#include "twin/ingest/twin_service.h"

#include "twin/history/history_store.h"
#include "twin/ingest/accounting.h"
#include "twin/ingest/apply_queue.h"
#include "twin/ingest/decode_stage.h"
#include "twin/ingest/fold_pipeline.h"
#include "twin/ingest/fold_stage.h"
#include "twin/ingest/frame_decoder.h"
#include "twin/ingest/journal_replay.h"
#include "twin/ingest/kept_times.h"
#include "twin/ingest/past_provider.h"
#include "twin/ingest/session_core.h"
#include "twin/ingest/store_stage.h"
#include "twin/ingest/twin_stage.h"
#include "twin/state/recent_history.h"
#include "twin/support/text_encoding.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <utility>

namespace twin::ingest {

namespace {

constexpr std::size_t kMaxTransportCounters = 64;
constexpr std::chrono::seconds kJobPatience{2};

std::shared_ptr<const Clock> clockOf(const TwinServiceOptions& options)
{
    return options.clock != nullptr ? options.clock : std::make_shared<const SystemClock>();
}

StoreStageOptions storeOptions(const TwinServiceOptions& options)
{
    return {options.storePath, {options.journalBytes, options.dropOldest}, options.storeQueueBytes};
}

TwinStageOptions twinOptions(const TwinServiceOptions& options)
{
    Sequencer::Limits limits;
    limits.patience = options.gapPatience;
    return {options.publishInterval, limits, options.storePath.has_value()};
}

} // namespace

struct TwinService::Impl
{
    TwinServiceOptions options;
    std::shared_ptr<const Clock> clock;
    Accounting accounting;
    std::shared_ptr<state::RecentHistory> history = std::make_shared<state::RecentHistory>();
    std::shared_ptr<const state::SnapshotProvider> shown; ///< that, and with a store everything before it
    ApplyQueue applyQueue;
    StoreStage store;
    FoldStage fold;
    TwinStage twin;
    DecodeStage decode;
    std::mutex sessionsMutex;
    std::map<std::string, std::weak_ptr<SessionCore>> sessions; ///< the speaking one of each source
    mutable std::mutex mutex;
    std::map<std::string, std::uint64_t> transportCounters;
    std::optional<ReplayStart> begin;                           ///< of goOnFrom
    std::map<std::string, KeptTimesPtr, std::less<>> keptTimes; ///< by source; not changed after start
    std::string replayError;                                    ///< why the state is not all back
    bool started = false;
    bool stopped = false;

    Impl(TwinServiceOptions given, std::unique_ptr<history::HistoryWriter> writer)
        : options(std::move(given))
        , clock(clockOf(options))
        , applyQueue(options.applyQueueSamples, [this](const MergeCount& merged) { enterMerged(merged); })
        , store(storeOptions(options), std::move(writer), accounting, *clock, applyQueue)
        , fold(options.fold, options.storePath.value_or(""), store.jobs(), *clock)
        , twin(twinOptions(options), accounting, *clock, applyQueue, history,
               [this](state::Totals& totals) { extend(totals); })
        , decode(options.decodeQueueBytes, accounting, *clock,
                 [this](StoreItem& item, std::size_t weight) { return store.push(item, weight); })
    {
        shown = history;
        if (options.storePath) {
            shown = std::make_shared<const PastProvider>(history, *options.storePath);
        }
    }

    void enterMerged(const MergeCount& merged)
    {
        for (const auto& [source, count] : merged) {
            Tally tally;
            tally.merged = count;
            accounting.enter(source, tally, clock->now());
        }
    }

    void extend(state::Totals& totals) const
    {
        const StoreStatus status = store.status();
        totals.dropped = status.dropped;
        totals.journalBytes = status.bytes;
        totals.journalBound = options.storePath && !options.dropOldest ? options.journalBytes : 0;
        totals.journalError = status.error;
        totals.historyError = historyError();
    }

    /// Why folding does not go on, or else why the state did not come back.
    [[nodiscard]] std::string historyError() const
    {
        std::string error = fold.status().error;
        const std::scoped_lock lock(mutex);
        return error.empty() ? replayError : error;
    }

    /// Starts the twin thread and gives it the state back: a kept moment, then the journal's tail.
    Result<> replay()
    {
        auto opened = history::historyStore(*options.storePath);
        auto reader = opened ? (*opened)->openReader()
                             : Result<std::unique_ptr<history::HistoryReader>>(failure(opened.error()));
        auto from = reader ? findReplayStart(**reader, options.replayWindow)
                           : Result<ReplayStart>(failure(reader.error()));
        if (from && from->moment != nullptr) {
            twin.restore(*from->moment);
        }
        twin.start();
        KeptTimesReader kept;
        auto replayed = from ? replayJournal(**reader, std::move(*from), options.replayWindow, accounting,
                                             applyQueue, kept)
                             : Result<>(failure(from.error()));
        keptTimes = kept.takeAll();
        twin.endReplay();
        return replayed;
    }

    /// Starts the twin thread without a journal, with what goOnFrom gave.
    void startWithoutStore()
    {
        if (begin) {
            twin.restore(*begin->moment);
        }
        twin.start();
        if (begin) {
            static_cast<void>(replayDictionaries(std::move(begin->dictionaries), accounting, applyQueue));
            begin.reset();
        }
    }

    /// Books of sources known from the journal, so that a silent one is seen.
    Result<> readLedger()
    {
        auto progress = store.writer()->loadProgress();
        auto forgotten = store.writer()->loadForgotten();
        if (!progress || !forgotten) {
            return failure(std::move(!progress ? progress.error() : forgotten.error()));
        }
        store.ledger().load(std::move(*progress), std::move(*forgotten));
        for (const std::string& name : store.ledger().sourceNames()) {
            static_cast<void>(accounting.number(name));
        }
        return {};
    }
};

namespace {

/// The handle a transport holds.
class Session final : public SourceSession
{
  public:
    Session(std::shared_ptr<SessionCore> core, KeptTimesPtr kept, DecodeStage& decode,
            const AcceptLedger& ledger, Accounting& accounting, const Clock& clock)
        : m_core(std::move(core))
        , m_kept(std::move(kept))
        , m_decode(decode)
        , m_ledger(ledger)
        , m_accounting(accounting)
        , m_clock(clock)
    {}

    ~Session() override { Session::close(); }

    Submit submit(std::string& frameBytes) override
    {
        return m_core->isOpen() ? m_decode.submit(m_core, frameBytes) : Submit::Closed;
    }

    void enter(const Tally& tally) override { m_accounting.enter(m_core->source, tally, m_clock.now()); }

    [[nodiscard]] Progress progress() const override
    {
        return m_ledger.record({m_core->name, m_core->epoch}).progress;
    }

    [[nodiscard]] KeptTimesPtr keptTimes() const override { return m_kept; }

    void close() override
    {
        if (m_core->close()) {
            m_accounting.closed(m_core->source);
        }
    }

  private:
    std::shared_ptr<SessionCore> m_core;
    KeptTimesPtr m_kept;
    DecodeStage& m_decode;
    const AcceptLedger& m_ledger;
    Accounting& m_accounting;
    const Clock& m_clock;
};

} // namespace

TwinService::TwinService(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}

TwinService::~TwinService()
{
    TwinService::stop();
}

Result<std::unique_ptr<TwinService>> TwinService::create(TwinServiceOptions options)
{
    std::unique_ptr<history::HistoryWriter> writer;
    if (options.storePath) {
        auto store = history::historyStore(*options.storePath);
        auto opened = store ? (*store)->openWriter({options.journalBytes, options.dropOldest})
                            : Result<std::unique_ptr<history::HistoryWriter>>(failure(store.error()));
        if (!opened) {
            return failure(std::move(opened.error()));
        }
        writer = std::move(*opened);
    }
    auto impl = std::make_unique<Impl>(std::move(options), std::move(writer));
    if (impl->options.storePath) {
        if (auto read = impl->readLedger(); !read) {
            return failure(std::move(read.error()));
        }
    }
    return std::unique_ptr<TwinService>(new TwinService(std::move(impl)));
}

void TwinService::setRegistry(registry::RegistryPtr registry,
                              std::shared_ptr<const registry::Workload> workload)
{
    if (m_impl->options.storePath) {
        // One that was not built from a snapshot cannot be kept, and then nothing is folded.
        if (auto document = registryDocument(*registry, workload.get())) {
            m_impl->store.setRegistry(std::move(*document));
        }
    }
    m_impl->twin.setRegistry(std::move(registry), std::move(workload));
}

void TwinService::goOnFrom(ReplayStart start)
{
    m_impl->begin = std::move(start);
}

Result<> TwinService::start()
{
    Impl& my = *m_impl;
    if (std::exchange(my.started, true)) {
        return {};
    }
    if (my.options.storePath) {
        // A damaged page is no reason to show nothing: what comes is taken, and the status says it.
        if (const auto replayed = my.replay(); !replayed) {
            const std::scoped_lock lock(my.mutex);
            my.replayError = replayed.error().text();
        }
    } else {
        my.startWithoutStore();
    }
    my.store.start();
    my.decode.start();
    if (my.options.storePath) {
        my.fold.start();
    }
    return {};
}

void TwinService::stop()
{
    Impl& my = *m_impl;
    if (std::exchange(my.stopped, true)) {
        return;
    }
    my.decode.finish();
    my.store.jobs().close(); // the folding thread may wait for one
    my.fold.finish();
    my.store.finish();
    my.twin.endReplay();
    my.applyQueue.close();
    my.twin.finish();
}

Result<> TwinService::betweenCommits(const std::function<Result<>()>& work)
{
    return m_impl->store.jobs().run([&work](history::HistoryWriter&) { return work(); }, kJobPatience);
}

std::shared_ptr<const state::SnapshotProvider> TwinService::provider() const
{
    return m_impl->shown;
}

Result<std::unique_ptr<SourceSession>> TwinService::openSource(const SourceHello& hello, SessionEvents events)
{
    Impl& my = *m_impl;
    if (hello.source.empty() || hello.source.size() > kMaxSourceNameBytes || !isUtf8(hello.source)) {
        return failure(ErrorCode::BadInput, "a source name has 1 to 128 bytes of UTF-8");
    }
    if (my.store.ledger().isForgotten({hello.source, hello.epoch})) {
        return failure(ErrorCode::BadInput, std::string(kForgottenEpoch));
    }
    const auto number = my.accounting.number(hello.source);
    if (!number) {
        return failure(number.error());
    }
    auto core = std::make_shared<SessionCore>(*number, hello, std::move(events));
    std::shared_ptr<SessionCore> older;
    {
        const std::scoped_lock lock(my.sessionsMutex);
        std::weak_ptr<SessionCore>& slot = my.sessions[hello.source];
        older = slot.lock();
        slot = core;
    }
    if (older != nullptr && older->isOpen()) {
        older->refuse({0, RefuseReason::SourceInUse, "the source opened another connection", true});
        older->close();
    }
    my.accounting.opened(*number, hello, my.clock->now());
    const auto kept = my.keptTimes.find(hello.source);
    return std::unique_ptr<SourceSession>(
        std::make_unique<Session>(std::move(core), kept != my.keptTimes.end() ? kept->second : nullptr,
                                  my.decode, my.store.ledger(), my.accounting, *my.clock));
}

void TwinService::countTransport(const std::string& what)
{
    const std::scoped_lock lock(m_impl->mutex);
    if (m_impl->transportCounters.contains(what) ||
        m_impl->transportCounters.size() < kMaxTransportCounters) {
        ++m_impl->transportCounters[what];
    }
}

ServiceStatus TwinService::status() const
{
    const Impl& my = *m_impl;
    const StoreStatus store = my.store.status();
    const TwinStageStatus twin = my.twin.status();
    ServiceStatus out;
    out.journalOn = my.options.storePath.has_value();
    out.journalError = store.error;
    out.journalBytes = store.bytes;
    out.journalBound = my.options.journalBytes;
    out.commits = store.commits;
    out.framesCommitted = store.framesCommitted;
    out.commitP50 = store.commitP50;
    out.commitP99 = store.commitP99;
    out.commitWorst = store.commitWorst;
    out.jobWorst = store.jobWorst;
    const FoldStatus fold = my.fold.status();
    out.historyError = my.historyError();
    out.foldedFrames = fold.sums.position;
    out.folds = fold.sums.folds;
    out.foldedSamples = fold.sums.samples;
    out.foldedBytes = fold.sums.bytes;
    out.sampleToSnapshotP50 = twin.sampleToSnapshotP50;
    out.sampleToSnapshotP99 = twin.sampleToSnapshotP99;
    out.snapshots = twin.snapshots;
    out.queuedFrames =
        my.decode.queuedFrames() + my.store.queuedFrames() + my.applyQueue.frames() + twin.parkedFrames;
    out.dropped = store.dropped;
    out.gapsSkipped = twin.gapsSkipped;
    out.replayedFrames = twin.replayedFrames;
    const std::scoped_lock lock(my.mutex);
    out.transport = my.transportCounters;
    return out;
}

/// Asked in the direction frames go: one that moves on meanwhile is met again.
bool TwinService::isSettled() const
{
    const Impl& my = *m_impl;
    return my.decode.queuedFrames() == 0 && my.store.queuedFrames() == 0 && my.applyQueue.frames() == 0;
}

} // namespace twin::ingest
