#include "twin/ingest/kept_times.h"

#include <algorithm>
#include <array>

namespace twin::ingest {

namespace {

constexpr std::array<std::string_view, 3> kCollectors{"otlp/", "remote-write/", "gnmi/"};

bool isCollector(std::string_view source)
{
    return std::ranges::any_of(kCollectors, [&](std::string_view name) { return source.starts_with(name); });
}

} // namespace

std::string entityKey(EntityKind kind, std::string_view id)
{
    std::string out(1, static_cast<char>(kind));
    out += id;
    return out;
}

const KeptTimes::Entity* KeptTimes::find(const std::string& entityKey) const
{
    const auto found = m_entities.find(entityKey);
    return found != m_entities.end() ? &found->second : nullptr;
}

bool KeptTimes::contains(const Entity& entity, std::uint32_t metric, TimeNs time)
{
    if (time > entity.newest) {
        return false;
    }
    const auto found =
        std::ranges::find(entity.series, metric, [](const auto& series) { return series.first; });
    return found != entity.series.end() && found->second.contains(time);
}

bool KeptTimes::note(Entity& entity, std::uint32_t metric, TimeNs time)
{
    auto found = std::ranges::find(entity.series, metric, [](const auto& series) { return series.first; });
    const bool isNew = found == entity.series.end();
    if (isNew) {
        found = entity.series.insert(found, {metric, {}});
    }
    found->second.insert(time);
    entity.newest = std::max(entity.newest, time);
    return isNew;
}

KeptTimes::Entity& KeptTimes::entity(const std::string& entityKey)
{
    return m_entities[entityKey]; // stays where it is, whatever comes later
}

void KeptTimesReader::take(std::string_view source, std::uint64_t epoch, const DecodedFrame& frame)
{
    if (!isCollector(source)) {
        return;
    }
    Numbers& numbers = m_numbers[{std::string(source), epoch}];
    if (numbers.times == nullptr) {
        auto& times = m_sources[std::string(source)];
        times = times != nullptr ? times : std::make_shared<KeptTimes>();
        numbers.times = times;
    }
    if (frame.kind == history::RecordKind::Define) {
        define(numbers, frame);
    } else if (frame.kind == history::RecordKind::Batch) {
        note(numbers, frame);
    }
}

void KeptTimesReader::define(Numbers& numbers, const DecodedFrame& frame)
{
    for (const EntityDefinition& entity : frame.entities) {
        numbers.entities[entity.number] = &numbers.times->entity(entityKey(entity.kind, entity.id));
    }
    for (const MetricDefinition& metric : frame.metrics) {
        if (const MetricInfo* info = metricByName(metric.name)) {
            numbers.metrics[metric.number] = static_cast<std::uint32_t>(info - allMetrics().data());
        }
    }
}

void KeptTimesReader::note(Numbers& numbers, const DecodedFrame& frame)
{
    for (const DecodedColumn& column : frame.columns) {
        const auto metric = numbers.metrics.find(column.metric);
        for (std::size_t i = 0; i < column.values.size() && metric != numbers.metrics.end(); ++i) {
            const auto entity = numbers.entities.find(column.entity(i));
            if (entity == numbers.entities.end() || m_series >= kMaxKeptSeries) {
                continue;
            }
            const TimeNs time = frame.sourceTime + (column.offsets.empty() ? 0 : column.offsets[i]);
            m_series += numbers.times->note(*entity->second, metric->second, time) ? 1 : 0;
        }
    }
}

std::map<std::string, KeptTimesPtr, std::less<>> KeptTimesReader::takeAll()
{
    std::map<std::string, KeptTimesPtr, std::less<>> out;
    for (auto& [source, times] : m_sources) {
        out.emplace(source, std::move(times));
    }
    m_sources.clear();
    m_numbers.clear();
    m_series = 0;
    return out;
}

} // namespace twin::ingest
