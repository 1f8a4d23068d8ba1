#include "twin/ingest/series_numbers.h"

#include <algorithm>
#include <utility>

namespace twin::ingest {

namespace {

/// Names kept in memory: beyond it they are looked up in the store again.
constexpr std::size_t kMaxKnown = 1'000'000;

std::string nameOf(const MetricInfo& metric, const std::string& entity)
{
    std::string name(metric.name);
    name += '\n';
    return name += entity;
}

} // namespace

Result<> SeriesNumbers::load(history::HistoryReader& reader)
{
    const auto last = reader.lastSeriesOfEachMetric();
    if (!last) {
        return failure(last.error());
    }
    for (const history::SeriesRow& row : *last) {
        m_next[row.key.metric] = row.id + 1;
        m_nextChunk = std::max(m_nextChunk, history::chunkOf(row.id) + 1);
    }
    return {};
}

history::SeriesId SeriesNumbers::give(const MetricInfo& metric, const std::string& entity)
{
    history::SeriesId& next = m_next[std::string(metric.name)];
    if (next % history::kSeriesPerChunk == 0) {
        next = m_nextChunk++ * history::kSeriesPerChunk; // the metric's last chunk is full
    }
    m_new.push_back({next, {metric.kind, entity, std::string(metric.name)}});
    return next++;
}

Result<history::SeriesId> SeriesNumbers::find(history::HistoryReader& reader, const MetricInfo& metric,
                                              const std::string& entity)
{
    std::string name = nameOf(metric, entity);
    if (const auto known = m_known.find(name); known != m_known.end()) {
        return known->second;
    }
    const auto stored = reader.find({metric.kind, entity, std::string(metric.name)});
    if (!stored) {
        return failure(stored.error());
    }
    if (m_known.size() >= kMaxKnown && m_new.empty()) {
        m_known.clear(); // those not in the store yet must stay
    }
    const history::SeriesId id = *stored ? **stored : give(metric, entity);
    m_known.emplace(std::move(name), id);
    return id;
}

Result<history::SeriesId> SeriesNumbers::number(const FoldPipeline& pipeline, history::HistoryReader& reader,
                                                const MetricInfo& metric, std::uint32_t dense)
{
    auto& byMetric = m_byDense[static_cast<std::size_t>(metric.kind)];
    if (byMetric.empty()) {
        byMetric.resize(metricsOf(metric.kind).size());
    }
    std::vector<Known>& known = byMetric[metric.column];
    if (dense >= known.size()) {
        known.resize(dense + 1U);
    }
    const std::uint32_t meaning = pipeline.meaning(metric.kind, dense);
    if (known[dense].meaning != meaning) {
        const auto found = find(reader, metric, pipeline.idOf(metric.kind, dense));
        if (!found) {
            return found;
        }
        known[dense] = {*found, meaning};
    }
    return known[dense].id;
}

} // namespace twin::ingest
