#include "twin/ingest/source_dictionary.h"

#include <limits>
#include <utility>

namespace twin::ingest {

namespace {

constexpr std::uint32_t kNone = EntityRef::kNone;

bool isTransient(std::uint8_t kind)
{
    return kind == static_cast<std::uint8_t>(EntityKind::Flow) ||
           kind == static_cast<std::uint8_t>(EntityKind::Job);
}

using state::RefusedFor;

void refuse(Tally& tally, RefusedFor reason, std::uint64_t count, const std::string& error)
{
    tally.refuse(reason, count);
    tally.error = error;
}

void refuseName(Tally& tally, std::uint64_t count, const std::string& name)
{
    tally.unknownNames[name] += count;
    refuse(tally, RefusedFor::UnknownName, count, "unknown name: " + name);
}

/// All values finite and within the metric's bounds; NaN compares false.
bool allWithin(const std::vector<double>& values, const ValueRange& range)
{
    bool good = true;
    for (const double value : values) {
        good &= range.contains(value);
    }
    return good;
}

} // namespace

void SourceDictionary::define(const DecodedFrame& frame, const ResolveId& resolve)
{
    for (const EntityDefinition& entity : frame.entities) {
        if (entity.number >= m_dense.size()) {
            m_dense.resize(entity.number + 1U, kNone);
            m_kinds.resize(entity.number + 1U, kNoKind);
            m_ids.resize(entity.number + 1U);
        }
        m_kinds[entity.number] = static_cast<std::uint8_t>(entity.kind);
        m_ids[entity.number] = entity.id;
        m_dense[entity.number] = resolve(entity.kind, entity.id);
    }
    for (const MetricDefinition& metric : frame.metrics) {
        if (metric.number >= m_metrics.size()) {
            m_metrics.resize(metric.number + 1U);
        }
        const MetricInfo* info = metricByName(metric.name);
        m_metrics[metric.number] = {info, metric.name, info != nullptr ? rangeOf(*info) : ValueRange{}};
    }
}

DecodedFrame SourceDictionary::definition() const
{
    DecodedFrame out;
    out.kind = history::RecordKind::Define;
    for (std::uint32_t number = 0; number < m_ids.size(); ++number) {
        if (m_kinds[number] != kNoKind) {
            out.entities.push_back({number, static_cast<EntityKind>(m_kinds[number]), m_ids[number]});
        }
    }
    for (std::uint32_t number = 0; number < m_metrics.size(); ++number) {
        if (!m_metrics[number].name.empty()) {
            out.metrics.push_back({number, m_metrics[number].name});
        }
    }
    return out;
}

void SourceDictionary::retire(const DecodedFrame& frame)
{
    for (const std::uint32_t number : frame.retiredEntities) {
        if (number < m_dense.size()) {
            m_dense[number] = kNone;
            m_kinds[number] = kNoKind;
            m_ids[number].clear();
        }
    }
    for (const std::uint32_t number : frame.retiredMetrics) {
        if (number < m_metrics.size()) {
            m_metrics[number] = {};
        }
    }
}

void SourceDictionary::refresh(const Generation& generation, const ResolveId& resolve)
{
    if (generation == m_generation) {
        return;
    }
    const bool all = generation.registry != m_generation.registry;
    for (std::size_t i = 0; i < m_dense.size(); ++i) {
        if (m_kinds[i] != kNoKind && (all || isTransient(m_kinds[i]))) {
            m_dense[i] = resolve(static_cast<EntityKind>(m_kinds[i]), m_ids[i]);
        }
    }
    m_generation = generation;
}

void SourceDictionary::resolve(DecodedFrame& frame, const Generation& generation, const ResolveId& resolve,
                               state::SampleBatch& out, Tally& tally)
{
    refresh(generation, resolve);
    const FrameTimes times{frame.sourceTime, frame.receiveTime};
    const bool ahead = times.isAhead(frame.sourceTime);
    out.estimatedTime = ahead;
    out.sourceTime = ahead ? frame.receiveTime : frame.sourceTime;
    out.receiveTime = frame.receiveTime;
    for (DecodedColumn& column : frame.columns) {
        const std::size_t samples = column.values.size();
        if (column.metric >= m_metrics.size() || m_metrics[column.metric].info == nullptr) {
            const bool named = column.metric < m_metrics.size() && !m_metrics[column.metric].name.empty();
            refuseName(tally, samples,
                       named ? m_metrics[column.metric].name : "metric #" + std::to_string(column.metric));
            continue;
        }
        const Metric& metric = m_metrics[column.metric];
        state::SampleColumn taken;
        taken.kind = metric.info->kind;
        taken.metric = metric.info->column;
        taken.interval_ms = column.interval_ms;
        if (!takeWhole(column, metric, taken)) {
            takeEach(column, metric, times, taken, tally);
        }
        if (!taken.values.empty()) {
            out.columns.push_back(std::move(taken));
        }
    }
    frame.columns.clear();
}

bool SourceDictionary::resolveAll(const DecodedColumn& column, EntityKind kind,
                                  std::vector<std::uint32_t>& out) const
{
    const auto wanted = static_cast<std::uint8_t>(kind);
    const std::size_t count = column.values.size();
    bool good = true;
    if (column.entities.empty()) {
        if (std::size_t{column.firstEntity} + count > m_dense.size()) {
            return false;
        }
        for (std::size_t i = column.firstEntity; i < column.firstEntity + count; ++i) {
            good &= m_kinds[i] == wanted && m_dense[i] != kNone;
        }
        if (good) {
            const auto first = m_dense.begin() + static_cast<std::ptrdiff_t>(column.firstEntity);
            out.assign(first, first + static_cast<std::ptrdiff_t>(count));
        }
        return good;
    }
    out.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t number = column.entities[i];
        if (number >= m_dense.size() || m_kinds[number] != wanted || m_dense[number] == kNone) {
            return false;
        }
        out[i] = m_dense[number];
    }
    return true;
}

/// The fast path: nothing to leave out, all good, all at one time. False, and `out` without samples, if not
/// so.
bool SourceDictionary::takeWhole(DecodedColumn& column, const Metric& metric, state::SampleColumn& out) const
{
    if (!column.offsets.empty() || !column.qualities.empty() || !allWithin(column.values, metric.range) ||
        !resolveAll(column, metric.info->kind, out.entities)) {
        out.entities.clear();
        return false;
    }
    out.values = std::move(column.values);
    return true;
}

std::uint32_t SourceDictionary::denseOf(std::uint32_t number, EntityKind kind, Tally& tally) const
{
    if (number >= m_dense.size() || m_kinds[number] == kNoKind) {
        refuseName(tally, 1, "entity #" + std::to_string(number));
        return kNone;
    }
    if (m_kinds[number] != static_cast<std::uint8_t>(kind)) {
        refuse(tally, RefusedFor::UnknownName, 1, "the metric does not apply to " + m_ids[number]);
        return kNone;
    }
    if (m_dense[number] == kNone) {
        refuseName(tally, 1, m_ids[number]);
    }
    return m_dense[number];
}

void SourceDictionary::takeEach(const DecodedColumn& column, const Metric& metric, const FrameTimes& times,
                                state::SampleColumn& out, Tally& tally) const
{
    out.uniformTime = column.offsets.empty();
    out.allGood = false;
    for (std::size_t i = 0; i < column.values.size(); ++i) {
        const std::uint32_t dense = denseOf(column.entity(i), metric.info->kind, tally);
        if (dense == kNone) {
            continue;
        }
        const JudgedSample sample = judge(times, column, i, metric.range);
        if (sample.verdict == Verdict::OutOfRange) {
            refuse(tally, RefusedFor::BadValue, 1,
                   metric.name + " of " + m_ids[column.entity(i)] + " is out of range");
            continue;
        }
        if (sample.verdict == Verdict::BadTime) {
            refuse(tally, RefusedFor::BadTime, 1, "a sample's time is out of range");
            continue;
        }
        if (!out.uniformTime) {
            out.times.push_back(sample.time);
        }
        out.entities.push_back(dense);
        out.values.push_back(sample.value);
        out.qualities.push_back(sample.quality);
    }
}

} // namespace twin::ingest
