#include "twin/ingest/twin_stage.h"

#include "twin/ingest/epochs_kept.h"
#include "twin/ingest/job_changes.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace twin::ingest {

namespace {

using std::chrono::steady_clock;

/// Without news a snapshot still comes twice a second: ages and staleness move on.
constexpr auto kIdlePublish = std::chrono::milliseconds(500);
constexpr auto kExpiryInterval = std::chrono::milliseconds(50);
constexpr auto kRateWindow = std::chrono::seconds(5);

} // namespace

TwinStage::TwinStage(TwinStageOptions options, Accounting& accounting, const Clock& clock, ApplyQueue& queue,
                     std::shared_ptr<state::RecentHistory> history, ExtendTotals extendTotals)
    : m_options(options)
    , m_accounting(accounting)
    , m_clock(clock)
    , m_queue(queue)
    , m_history(std::move(history))
    , m_extendTotals(std::move(extendTotals))
    , m_resolve([this](EntityKind kind, std::string_view id) { return m_state.resolve(kind, id); })
    , m_replaying(options.replayFirst)
{}

TwinStage::~TwinStage()
{
    m_queue.close();
    finish();
}

void TwinStage::restore(const state::Snapshot& moment)
{
    m_state.restore(moment);
}

void TwinStage::start()
{
    m_state.releaseThread();
    m_thread = std::thread([this] { run(); });
}

void TwinStage::finish()
{
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void TwinStage::endReplay()
{
    m_replayEnded.store(true);
    m_queue.wake();
}

void TwinStage::setRegistry(registry::RegistryPtr registry,
                            std::shared_ptr<const registry::Workload> workload)
{
    {
        const std::scoped_lock lock(m_registryMutex);
        m_pendingRegistry = PendingRegistry{std::move(registry), std::move(workload)};
    }
    m_queue.wake();
}

TwinStageStatus TwinStage::status() const
{
    const std::scoped_lock lock(m_statusMutex);
    TwinStageStatus out = m_status;
    out.sampleToSnapshotP50 = m_latency.quantile(0.5);
    out.sampleToSnapshotP99 = m_latency.quantile(0.99);
    return out;
}

void TwinStage::run()
{
    adoptRegistry();
    publishIfDue();
    while (!m_queue.isDrained()) {
        // Read before taking: what was replayed is then among the items, however fast live ones follow.
        const bool replayIsQueued = m_replayEnded.load();
        std::vector<ApplyItem> items = m_queue.takeAll(untilPublish());
        if (adoptRegistry()) {
            m_lastPublish = {}; // due at once
        }
        for (ApplyItem& item : items) {
            accept(item);
            publishIfDue();
        }
        if (m_replaying && replayIsQueued) {
            m_replaying = false;
        }
        expireGaps();
        publishIfDue();
    }
    adoptRegistry(); // one that came last of all
    for (auto& [key, context] : m_contexts) {
        context.sequencer.flush(m_due);
        for (DecodedFrame& frame : m_due) {
            apply(key, context, frame);
        }
        m_due.clear();
    }
    publish(m_clock.now());
}

bool TwinStage::adoptRegistry()
{
    std::optional<PendingRegistry> pending;
    {
        const std::scoped_lock lock(m_registryMutex);
        pending.swap(m_pendingRegistry);
    }
    if (!pending) {
        return false;
    }
    m_state.setRegistry(std::move(pending->registry), std::move(pending->workload));
    ++m_generation.registry;
    ++m_generation.directory;
    m_dirty = true;
    return true;
}

TwinStage::Context& TwinStage::context(const ContextKey& key)
{
    const auto found = m_contexts.find(key);
    if (found != m_contexts.end()) {
        return found->second;
    }
    Context& made = m_contexts.emplace(key, Context{{}, Sequencer(m_options.sequencer)}).first->second;
    const auto oldest = surplusEpoch(m_contexts, key);
    if (oldest != m_contexts.end()) {
        std::vector<DecodedFrame> parked; // accepted long ago: they are applied, not lost
        oldest->second.sequencer.flush(parked);
        for (DecodedFrame& frame : parked) {
            apply(oldest->first, oldest->second, frame);
        }
        m_contexts.erase(oldest);
    }
    return made;
}

void TwinStage::accept(ApplyItem& item)
{
    const ContextKey key{item.source, item.epoch};
    Context& held = context(key);
    if (item.frame.replay && item.frame.kind == history::RecordKind::Batch) {
        publishReplayed(item.frame.receiveTime);
    }
    const std::uint64_t skippedBefore = held.sequencer.gapsSkipped();
    held.sequencer.push(std::move(item.frame), item.contiguous, m_due);
    for (DecodedFrame& frame : m_due) {
        apply(key, held, frame);
    }
    m_due.clear();
    if (held.sequencer.gapsSkipped() != skippedBefore) {
        const std::scoped_lock lock(m_statusMutex);
        m_status.gapsSkipped += held.sequencer.gapsSkipped() - skippedBefore;
    }
}

void TwinStage::expireGaps()
{
    if (m_replaying || steady_clock::now() - m_lastExpiry < kExpiryInterval) {
        return;
    }
    m_lastExpiry = steady_clock::now();
    const TimeNs now = m_clock.now();
    std::uint64_t parked = 0;
    std::uint64_t skipped = 0;
    for (auto& [key, held] : m_contexts) {
        const std::uint64_t before = held.sequencer.gapsSkipped();
        held.sequencer.expire(now, m_due);
        for (DecodedFrame& frame : m_due) {
            apply(key, held, frame);
        }
        m_due.clear();
        skipped += held.sequencer.gapsSkipped() - before;
        parked += held.sequencer.waiting();
    }
    const std::scoped_lock lock(m_statusMutex);
    m_status.gapsSkipped += skipped;
    m_status.parkedFrames = parked;
}

void TwinStage::apply(const ContextKey& key, Context& held, DecodedFrame& frame)
{
    switch (frame.kind) {
    case history::RecordKind::Define:
        held.dictionary.define(frame, m_resolve);
        break;
    case history::RecordKind::Retire:
        held.dictionary.retire(frame);
        break;
    case history::RecordKind::Batch:
    case history::RecordKind::Event:
        applyBatch(key, held, frame);
        break;
    }
    if (frame.replay) {
        const std::scoped_lock lock(m_statusMutex);
        ++m_status.replayedFrames;
    }
}

void TwinStage::applyBatch(const ContextKey& key, Context& held, DecodedFrame& frame)
{
    Tally tally;
    state::SampleBatch batch;
    batch.source = key.first;
    batch.epoch = key.second;
    batch.sequence = frame.sequence;
    held.dictionary.resolve(frame, m_generation, m_resolve, batch, tally);
    batch.events = std::move(frame.events);
    if (m_last != nullptr) {
        completeJobs(batch.events, m_state, *m_last);
    }
    const state::ApplyCount count = m_state.apply(batch);
    tally.applied = count.applied;
    tally.late = count.late;
    tally.refuse(state::RefusedFor::UnknownName, count.outOfRange);
    tally.alarms.applied = count.alarmsApplied;
    tally.alarms.late = count.alarmsLate;
    tally.alarms.duplicate = count.alarmsRepeated;
    tally.alarms.refused = count.alarmsRefused;
    const bool moved =
        std::any_of(batch.events.begin(), batch.events.end(), [](const state::TwinEvent& event) {
            return !std::holds_alternative<state::AlarmReport>(event);
        });
    m_generation.directory += moved ? 1 : 0;
    if (count.refusedEvents > 0) {
        tally.error = "too many flows, jobs or alarms";
    }
    m_dirty = true;
    if (frame.replay) {
        return;
    }
    m_accounting.enter(key.first, tally, frame.receiveTime);
    m_unpublished.emplace_back(frame.receiveTime, std::max<std::uint64_t>(frame.samples, 1));
}

/// The recent history is refilled as it was: a snapshot for each second of the journal's tail.
void TwinStage::publishReplayed(TimeNs receiveTime)
{
    if (m_nextReplayPublish != 0 && receiveTime < m_nextReplayPublish) {
        return;
    }
    if (m_nextReplayPublish != 0) {
        publish(m_nextReplayPublish);
    }
    m_nextReplayPublish = receiveTime + kSecond;
}

std::chrono::nanoseconds TwinStage::untilPublish() const
{
    if (m_replaying) {
        return kExpiryInterval;
    }
    const std::chrono::nanoseconds interval =
        m_dirty ? std::chrono::nanoseconds(m_options.publishInterval) : kIdlePublish;
    return std::max<std::chrono::nanoseconds>(m_lastPublish + interval - steady_clock::now(),
                                              std::chrono::nanoseconds(0));
}

void TwinStage::publishIfDue()
{
    if (!m_replaying && untilPublish().count() == 0) {
        publish(m_clock.now());
    }
}

double TwinStage::ratePerSecond(std::uint64_t received)
{
    const SteadyTime now = steady_clock::now();
    m_rateWindow.emplace_back(now, received);
    while (m_rateWindow.size() > 2 && now - m_rateWindow[1].first >= kRateWindow) {
        m_rateWindow.pop_front();
    }
    const auto& [since, before] = m_rateWindow.front();
    const double seconds = std::chrono::duration<double>(now - since).count();
    return seconds > 0.05 ? static_cast<double>(received - before) / seconds : 0.0;
}

void TwinStage::publish(TimeNs now)
{
    state::Totals totals = m_accounting.totals();
    totals.samplesPerSecond = ratePerSecond(totals.received);
    m_lag = m_unpublished.empty() ? m_lag : std::max<TimeNs>(now - m_unpublished.back().first, 0);
    totals.lag = m_lag;
    m_extendTotals(totals);
    m_last = m_state.publish(now, m_accounting.sources(), totals);
    m_history->record(m_last);
    m_lastPublish = steady_clock::now();
    m_dirty = false;
    const TimeNs published = m_clock.now();
    const std::scoped_lock lock(m_statusMutex);
    ++m_status.snapshots;
    for (const auto& [received, samples] : m_unpublished) {
        m_latency.add(published - received, samples);
    }
    m_unpublished.clear();
}

} // namespace twin::ingest
