#include "twin/ingest/merge_scopes.h"

#include "twin/ingest/epochs_kept.h"

#include <algorithm>
#include <variant>

namespace twin::ingest {

namespace {

bool isTransient(const MetricInfo& metric)
{
    return metric.kind == EntityKind::Flow || metric.kind == EntityKind::Job;
}

/// Whether a frame changes what later samples mean: the dictionary, or which flows and jobs there are.
bool isChange(const DecodedFrame& frame)
{
    if (frame.kind != history::RecordKind::Event) {
        return frame.kind != history::RecordKind::Batch;
    }
    return std::any_of(frame.events.begin(), frame.events.end(), [](const state::TwinEvent& event) {
        return !std::holds_alternative<state::AlarmReport>(event);
    });
}

void raise(Progress& progress, std::uint64_t contiguous)
{
    if (contiguous <= progress.contiguous) {
        return;
    }
    progress.contiguous = contiguous;
    auto& ranges = progress.ranges;
    while (!ranges.empty() && ranges.front().first <= progress.contiguous + 1) {
        progress.contiguous = std::max(progress.contiguous, ranges.front().last);
        ranges.erase(ranges.begin());
    }
}

} // namespace

MergeScopes::Stream& MergeScopes::streamOf(const Key& key)
{
    const auto found = m_streams.find(key);
    if (found != m_streams.end()) {
        return found->second;
    }
    Stream& made = m_streams[key];
    forgetOldest(key);
    return made;
}

void MergeScopes::forgetOldest(const Key& key)
{
    const auto oldest = surplusEpoch(m_streams, key);
    if (oldest != m_streams.end()) {
        m_parked -= oldest->second.parkedChange != 0 ? 1 : 0;
        ++m_directory; // what it had parked is applied now
        m_streams.erase(oldest);
    }
}

void MergeScopes::place(ApplyItem& item)
{
    Stream& stream = streamOf({item.source, item.epoch});
    raise(stream.handedOver, item.contiguous);
    const bool inOrder = stream.handedOver.contiguous + 1 >= item.frame.sequence;
    stream.handedOver.insert(item.frame.sequence);
    if (stream.parkedChange != 0 && stream.handedOver.contiguous >= stream.parkedChange) {
        stream.parkedChange = 0;
        --m_parked;
        ++m_directory;
    }
    if (isChange(item.frame)) {
        noteChange(item, stream, inOrder);
    } else if (item.frame.kind == history::RecordKind::Batch) {
        placeBatch(item, stream, inOrder);
    }
    stream.last = item.frame.sequence;
}

void MergeScopes::placeBatch(ApplyItem& item, Stream& stream, bool inOrder)
{
    const std::uint64_t sequence = item.frame.sequence;
    if (!inOrder || sequence < stream.lastChange || !stream.metricsKnown) {
        stream.run = 0;
        return;
    }
    if (stream.run == 0 || sequence != stream.last + 1) {
        stream.run = ++m_runs;
    }
    item.scope = {stream.run, m_directory};
    for (DecodedColumn& column : item.frame.columns) {
        const MetricInfo* info =
            column.metric < stream.metrics.size() ? stream.metrics[column.metric] : nullptr;
        column.mergeAs = info != nullptr && isTransient(*info) && m_parked > 0 ? nullptr : info;
    }
}

void MergeScopes::noteChange(const ApplyItem& item, Stream& stream, bool inOrder)
{
    stream.run = 0;
    stream.lastChange = std::max(stream.lastChange, item.frame.sequence);
    if (item.frame.kind != history::RecordKind::Event) {
        noteMetrics(item.frame, stream);
        return;
    }
    ++m_directory;
    if (!inOrder) {
        m_parked += stream.parkedChange == 0 ? 1 : 0;
        stream.parkedChange = std::max(stream.parkedChange, item.frame.sequence);
    }
}

void MergeScopes::noteMetrics(const DecodedFrame& frame, Stream& stream)
{
    if (frame.metrics.empty() && frame.retiredMetrics.empty()) {
        return;
    }
    stream.metricsKnown = stream.metricsKnown && frame.sequence > stream.lastMetrics;
    stream.lastMetrics = std::max(stream.lastMetrics, frame.sequence);
    for (const MetricDefinition& metric : frame.metrics) {
        stream.metrics.resize(std::max<std::size_t>(stream.metrics.size(), metric.number + 1U));
        stream.metrics[metric.number] = metricByName(metric.name);
    }
    for (const std::uint32_t number : frame.retiredMetrics) {
        if (number < stream.metrics.size()) {
            stream.metrics[number] = nullptr;
        }
    }
}

} // namespace twin::ingest
