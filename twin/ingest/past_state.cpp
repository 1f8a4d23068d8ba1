#include "twin/ingest/past_state.h"

#include "twin/ingest/job_changes.h"

#include <utility>
#include <variant>

namespace twin::ingest {

namespace {

std::shared_ptr<const std::vector<state::SourceStatus>> noSources()
{
    static const auto none = std::make_shared<const std::vector<state::SourceStatus>>();
    return none;
}

} // namespace

void PastState::apply(const history::EventRow& event)
{
    auto decoded = m_decoder.decode(event.body, event.source);
    auto* frame = decoded ? std::get_if<DecodedFrame>(&*decoded) : nullptr;
    if (frame == nullptr || frame->events.empty()) {
        return;
    }
    state::SampleBatch batch;
    batch.epoch = event.epoch;
    batch.sequence = event.sequence;
    batch.sourceTime = event.time;
    batch.receiveTime = event.receiveTime;
    batch.events = std::move(frame->events);
    if (std::holds_alternative<state::JobChange>(batch.events.front())) {
        completeJobs(batch.events, m_state, *m_state.publish(event.time, noSources(), {}));
    }
    m_state.apply(batch);
}

void PastState::add(const history::SeriesKey& key, const history::StoredSample& sample)
{
    const MetricInfo* metric = metricByName(key.metric);
    const std::uint32_t entity = metric != nullptr && metric->kind == key.kind
                                     ? m_state.resolve(key.kind, key.entity)
                                     : EntityRef::kNone;
    if (entity == EntityRef::kNone) {
        return;
    }
    const history::SampleStamp& stamp = sample.stamp;
    state::SampleColumn& column = m_added[{stamp.epoch, stamp.sequence, stamp.receiveTime}]
                                         [{key.kind, metric->column, stamp.interval_ms}];
    column.kind = key.kind;
    column.metric = metric->column;
    column.interval_ms = stamp.interval_ms;
    column.uniformTime = false;
    column.allGood = false;
    column.entities.push_back(entity);
    column.values.push_back(sample.value);
    column.times.push_back(stamp.time);
    column.qualities.push_back(sample.quality);
}

void PastState::applyAdded()
{
    for (auto& [frame, columns] : m_added) {
        state::SampleBatch batch;
        std::tie(batch.epoch, batch.sequence, batch.receiveTime) = frame;
        batch.sourceTime = batch.receiveTime;
        for (auto& [key, column] : columns) {
            batch.columns.push_back(std::move(column));
        }
        m_state.apply(batch);
    }
    m_added.clear();
}

state::SnapshotPtr PastState::snapshot(TimeNs time)
{
    auto out = std::make_shared<state::Snapshot>(*m_state.publish(time, noSources(), {}));
    out->live = false;
    return out;
}

} // namespace twin::ingest
