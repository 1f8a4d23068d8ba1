#include "twin/ingest/fold_pipeline.h"

#include "twin/history/packed_bytes.h"
#include "twin/ingest/epochs_kept.h"
#include "twin/ingest/job_changes.h"
#include "twin/ingest/sample_rules.h"
#include "twin/state/state_file.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace twin::ingest {

namespace {

std::size_t numberOf(EntityKind kind)
{
    return static_cast<std::size_t>(kind);
}

std::shared_ptr<const std::vector<state::SourceStatus>> noSources()
{
    static const auto none = std::make_shared<const std::vector<state::SourceStatus>>();
    return none;
}

bool hasJob(const std::vector<state::TwinEvent>& events)
{
    return std::ranges::any_of(events, [](const state::TwinEvent& event) {
        return std::holds_alternative<state::JobChange>(event);
    });
}

} // namespace

FoldPipeline::FoldPipeline(OnBatch onBatch, OnEvent onEvent)
    : m_onBatch(std::move(onBatch))
    , m_onEvent(std::move(onEvent))
    , m_resolve([this](EntityKind kind, std::string_view id) { return resolve(kind, id); })
{}

/// Resolving is also how the names of dense numbers are known: whatever a sample is of was resolved before.
std::uint32_t FoldPipeline::resolve(EntityKind kind, std::string_view id)
{
    const std::uint32_t dense = m_state.resolve(kind, id);
    if (dense == EntityRef::kNone) {
        return dense;
    }
    std::vector<std::string>& ids = m_ids[numberOf(kind)];
    if (dense >= ids.size()) {
        ids.resize(dense + 1U);
        m_meaning[numberOf(kind)].resize(dense + 1U);
    }
    if (ids[dense] != id) {
        ids[dense] = id;
        ++m_meaning[numberOf(kind)][dense];
    }
    return dense;
}

void FoldPipeline::setRegistry(registry::RegistryPtr registry,
                               std::shared_ptr<const registry::Workload> workload)
{
    m_registry = registry;
    m_state.setRegistry(std::move(registry), std::move(workload));
    ++m_generation.registry;
    ++m_generation.directory;
}

Result<> FoldPipeline::restore(const history::Checkpoint& checkpoint, registry::RegistryPtr registry,
                               std::shared_ptr<const registry::Workload> workload)
{
    const auto bytes = history::unpacked(checkpoint.state);
    if (!bytes) {
        return failure(bytes.error());
    }
    const auto known = state::decodeMoment(*bytes, registry, std::move(workload));
    if (!known) {
        return failure(known.error());
    }
    m_registry = std::move(registry);
    m_state.restore(**known);
    ++m_generation.registry;
    ++m_generation.directory;
    m_newest = checkpoint.newest;
    m_newestReceived = checkpoint.made;
    return decodeSources(checkpoint.sources);
}

FoldPipeline::Context& FoldPipeline::context(const ContextKey& key)
{
    const auto found = m_contexts.find(key);
    if (found != m_contexts.end()) {
        return found->second;
    }
    Context& made = m_contexts.emplace(key, Context{{}, Sequencer({})}).first->second;
    const auto oldest = surplusEpoch(m_contexts, key);
    if (oldest != m_contexts.end()) {
        std::vector<DecodedFrame> parked;
        oldest->second.sequencer.flush(parked);
        for (DecodedFrame& frame : parked) {
            apply(oldest->first, oldest->second, frame);
        }
        m_contexts.erase(oldest);
    }
    return made;
}

void FoldPipeline::take(history::JournalOrder order, const history::JournalEntry& entry)
{
    m_newestReceived = std::max(m_newestReceived, entry.receiveTime);
    auto decoded = m_decoder.decode(entry.body, entry.source);
    auto* frame = decoded ? std::get_if<DecodedFrame>(&*decoded) : nullptr;
    if (frame == nullptr) {
        return;
    }
    frame->receiveTime = entry.receiveTime;
    if (frame->kind == history::RecordKind::Event) {
        const FrameTimes times{frame->sourceTime, frame->receiveTime};
        const TimeNs time = times.isAhead(frame->sourceTime) ? frame->receiveTime : frame->sourceTime;
        m_newest = std::max(m_newest, time);
        m_onEvent(order, entry, time);
    }
    const ContextKey key{std::string(entry.source), entry.epoch};
    Context& held = context(key);
    held.sequencer.push(std::move(*frame), 0, m_due);
    for (DecodedFrame& due : m_due) {
        apply(key, held, due);
    }
    m_due.clear();
}

std::size_t FoldPipeline::waiting() const
{
    std::size_t waiting = 0;
    for (const auto& [key, held] : m_contexts) {
        waiting += held.sequencer.waiting();
    }
    return waiting;
}

void FoldPipeline::settle()
{
    for (auto& [key, held] : m_contexts) {
        held.sequencer.flush(m_due);
        for (DecodedFrame& due : m_due) {
            apply(key, held, due);
        }
        m_due.clear();
    }
}

void FoldPipeline::apply(const ContextKey& key, Context& held, DecodedFrame& frame)
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
}

void FoldPipeline::noteTimes(const state::SampleBatch& batch)
{
    for (const state::SampleColumn& column : batch.columns) {
        if (column.uniformTime) {
            m_newest = std::max(m_newest, batch.sourceTime);
        }
        for (const TimeNs time : column.times) {
            m_newest = std::max(m_newest, time);
        }
    }
}

void FoldPipeline::applyBatch(const ContextKey& key, Context& held, DecodedFrame& frame)
{
    Tally tally;
    state::SampleBatch batch;
    batch.epoch = key.second;
    batch.sequence = frame.sequence;
    held.dictionary.resolve(frame, m_generation, m_resolve, batch, tally);
    batch.events = std::move(frame.events);
    if (m_registry != nullptr && hasJob(batch.events)) {
        completeJobs(batch.events, m_state, *m_state.publish(frame.receiveTime, noSources(), {}));
    }
    noteTimes(batch);
    m_onBatch(batch);
    m_state.apply(batch);
    const bool moved = std::ranges::any_of(batch.events, [](const state::TwinEvent& event) {
        return !std::holds_alternative<state::AlarmReport>(event);
    });
    m_generation.directory += moved ? 1 : 0;
}

state::SnapshotPtr FoldPipeline::snapshot(TimeNs time)
{
    return m_state.publish(time, noSources(), {});
}

history::Checkpoint FoldPipeline::checkpoint(history::JournalOrder fold)
{
    history::Checkpoint out;
    out.fold = fold;
    out.made = m_newestReceived;
    out.newest = m_newest;
    // Of no time: an alarm that ends by itself is kept as it was reported, so that what comes later meets the
    // same as where nobody restarted.
    state::Snapshot moment = *snapshot(0);
    moment.time = m_newestReceived;
    moment.eventMemory = std::make_shared<const state::EventMemory>(m_state.eventMemory());
    out.state = history::packed(state::encodeMoment(moment));
    out.sources = encodeSources();
    return out;
}

std::string FoldPipeline::encodeSources() const
{
    std::vector<KeptDictionary> kept;
    for (const auto& [key, held] : m_contexts) {
        kept.push_back({key.first, key.second, held.sequencer.next(), held.dictionary.definition()});
    }
    return encodeDictionaries(kept);
}

Result<> FoldPipeline::decodeSources(std::string_view bytes)
{
    m_contexts.clear();
    auto kept = decodeDictionaries(bytes);
    if (!kept) {
        return failure(std::move(kept.error()));
    }
    for (const KeptDictionary& one : *kept) {
        Context& held = context({one.source, one.epoch});
        held.sequencer.startAt(one.nextSequence);
        held.dictionary.define(one.definition, m_resolve);
    }
    return {};
}

} // namespace twin::ingest
