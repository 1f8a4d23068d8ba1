#include "twin/generate/frame_packer.h"

#include "twin/support/metric_resolution.h"

#include <algorithm>
#include <utility>

namespace twin::generate {

namespace {

constexpr std::size_t kSamplesPerFrame = 16'384; ///< at most 128 KiB a frame
constexpr int kColumnsPerFrame = 4'096;
constexpr int kEntriesPerFrame = 10'000;

/// Ratios, counts and degrees are exact enough in 24 bits; bits, bytes, watts and nanoseconds are not.
bool needsDouble(const MetricInfo& metric)
{
    return metric.unit == "b/s" || metric.unit == "B" || metric.unit == "ns" || metric.unit == "W";
}

/// As an instrument would send it. Outside its bounds a sample would be refused, so rounding must not carry
/// one there.
double reported(double value, const MetricInfo& metric, double resolution)
{
    return std::clamp(asReported(value, resolution), metric.min, metric.max);
}

std::uint32_t metricNumber(const MetricInfo& metric)
{
    return static_cast<std::uint32_t>(&metric - allMetrics().data());
}

wire::EntityKind wireKind(EntityKind kind)
{
    return static_cast<wire::EntityKind>(static_cast<int>(kind) + 1);
}

/// Room for `count` values at the end of a packed field, to be written through the pointer.
template <typename T> T* appendRoom(google::protobuf::RepeatedField<T>& field, std::uint32_t count)
{
    field.Reserve(static_cast<int>(count));
    return field.AddNAlreadyReserved(static_cast<int>(count));
}

} // namespace

FramePacker::FramePacker(const std::array<std::uint32_t, kEntityKindCount>& counts)
    : m_counts(counts)
{
    std::uint32_t base = 0;
    for (std::size_t kind = 0; kind < kEntityKindCount; ++kind) {
        m_base[kind] = base;
        base += counts[kind];
    }
}

std::uint32_t FramePacker::number(EntityKind kind, std::uint32_t entity) const
{
    return m_base[static_cast<std::size_t>(kind)] + entity;
}

void FramePacker::begin(TimeNs time, std::vector<wire::Frame>& out)
{
    m_time = time;
    m_out = &out;
}

void FramePacker::define(const IdOf& idOf)
{
    wire::Define* define = m_out->emplace_back().mutable_define();
    for (const MetricInfo& metric : allMetrics()) {
        wire::MetricEntry& entry = *define->add_metrics();
        entry.set_number(metricNumber(metric));
        entry.set_name(std::string(metric.name));
    }
    for (std::size_t k = 0; k < kEntityKindCount; ++k) {
        const auto kind = static_cast<EntityKind>(k);
        for (std::uint32_t i = 0; i < m_counts[k]; ++i) {
            if (define->entities_size() >= kEntriesPerFrame) {
                define = m_out->emplace_back().mutable_define();
            }
            wire::EntityEntry& entry = *define->add_entities();
            entry.set_number(number(kind, i));
            entry.set_kind(wireKind(kind));
            entry.set_id(idOf(kind, i));
        }
    }
}

void FramePacker::retire(EntityKind kind, std::uint32_t entity)
{
    flush();
    m_out->emplace_back().mutable_retire()->add_entities(number(kind, entity));
}

void FramePacker::define(EntityKind kind, std::uint32_t entity, const std::string& id)
{
    flush();
    wire::EntityEntry& entry = *m_out->emplace_back().mutable_define()->add_entities();
    entry.set_number(number(kind, entity));
    entry.set_kind(wireKind(kind));
    entry.set_id(id);
}

wire::Event& FramePacker::event()
{
    flush();
    wire::Event& event = *m_out->emplace_back().mutable_event();
    event.set_source_time_ns(m_time);
    return event;
}

void FramePacker::add(const std::vector<const MetricInfo*>& metrics, std::uint32_t first, std::uint32_t count,
                      ColumnBlock& block, std::size_t offset)
{
    wire::Batch& batch = *m_filling.mutable_batch();
    for (const MetricInfo* metric : metrics) {
        wire::Column& column = *batch.add_columns();
        column.set_metric(metricNumber(*metric));
        column.set_first_entity(number(metric->kind, first));
        column.set_count(count);
        const double resolution = resolutionOf(*metric);
        const double* values = block[metric->column].data() + offset;
        if (needsDouble(*metric)) {
            double* to = appendRoom(*column.mutable_f64(), count);
            for (std::uint32_t i = 0; i < count; ++i) {
                to[i] = reported(values[i], *metric, resolution);
            }
        } else {
            float* to = appendRoom(*column.mutable_f32(), count);
            for (std::uint32_t i = 0; i < count; ++i) {
                to[i] = static_cast<float>(reported(values[i], *metric, resolution));
            }
        }
    }
    m_fillingSamples += metrics.size() * count;
    if (m_fillingSamples >= kSamplesPerFrame || batch.columns_size() >= kColumnsPerFrame) {
        flush();
    }
}

void FramePacker::flush()
{
    if (m_fillingSamples == 0) {
        return;
    }
    m_filling.mutable_batch()->set_source_time_ns(m_time);
    m_samples += m_fillingSamples;
    m_fillingSamples = 0;
    m_out->push_back(std::move(m_filling));
    m_filling = wire::Frame();
}

} // namespace twin::generate
