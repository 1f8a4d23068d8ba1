#include "twin/ingest/batch_writer.h"

#include "twin/ingest/frame_decoder.h"
#include "twin/ingest/sample_rules.h"
#include "twin/proto/telemetry.pb.h"

#include <algorithm>
#include <limits>

namespace twin::ingest {

namespace wire = ::suanwang::telemetry::v1;

namespace {

// With 3 bytes of number, 8 of value, up to 10 of time and 1 of quality a sample, both stay far below a
// frame's 4 MiB.
constexpr std::size_t kSamplesPerFrame = 50'000;
constexpr std::size_t kEntriesPerFrame = 10'000;

} // namespace

std::optional<std::uint32_t> BatchWriter::entity(EntityKind kind, const std::string& id)
{
    std::string key = entityKey(kind, id);
    if (const auto found = m_numbers.find(key); found != m_numbers.end()) {
        return found->second;
    }
    if (m_numbers.size() > kMaxEntityNumber) {
        return std::nullopt;
    }
    const auto number = static_cast<std::uint32_t>(m_numbers.size());
    if (m_kept != nullptr) {
        m_keptOf.push_back(m_kept->find(key));
    }
    m_numbers.emplace(std::move(key), number);
    m_newEntities.push_back({kind, id, number});
    return number;
}

BatchWriter::Column& BatchWriter::column(std::uint32_t metric, std::uint32_t interval_ms)
{
    if (metric >= m_columns.size()) {
        m_columns.resize(allMetrics().size());
        m_metricKnown.resize(allMetrics().size());
    }
    if (!m_metricKnown[metric]) {
        m_metricKnown[metric] = true;
        m_newMetrics.push_back(metric);
    }
    std::vector<Column>& columns = m_columns[metric];
    if (columns.empty()) {
        m_used.push_back(metric);
    }
    const auto found = std::ranges::find(columns, interval_ms, &Column::interval_ms); // hardly more than one
    if (found != columns.end()) {
        return *found;
    }
    columns.emplace_back().interval_ms = interval_ms;
    return columns.back();
}

bool BatchWriter::add(const MetricInfo& metric, std::uint32_t entity, const Sample& sample)
{
    const auto at = static_cast<std::uint32_t>(&metric - allMetrics().data());
    if (entity < m_keptOf.size() && m_keptOf[entity] != nullptr &&
        KeptTimes::contains(*m_keptOf[entity], at, sample.time)) {
        return false;
    }
    Column& to = column(at, sample.interval_ms);
    if (sample.quality != state::Quality::Good && to.qualities.empty()) {
        to.qualities.resize(to.values.size(), state::Quality::Good);
        to.qualities.push_back(sample.quality);
    } else if (!to.qualities.empty()) {
        to.qualities.push_back(sample.quality);
    }
    to.entities.push_back(entity);
    to.values.push_back(sample.quality == state::Quality::Missing ? 0 : sample.value);
    to.times.push_back(sample.time);
    ++m_samples;
    return true;
}

void BatchWriter::define(std::uint64_t& sequence, std::vector<Frame>& out)
{
    std::size_t next = 0;
    while (next < m_newEntities.size() || !m_newMetrics.empty()) {
        wire::Frame frame;
        wire::Define& body = *frame.mutable_define();
        body.set_sequence(++sequence);
        for (const std::uint32_t metric : m_newMetrics) {
            wire::MetricEntry* entry = body.add_metrics();
            entry->set_number(metric);
            entry->set_name(std::string(allMetrics()[metric].name));
        }
        m_newMetrics.clear();
        const std::size_t last = std::min(m_newEntities.size(), next + kEntriesPerFrame);
        for (; next < last; ++next) {
            wire::EntityEntry* entry = body.add_entities();
            entry->set_number(m_newEntities[next].number);
            entry->set_kind(static_cast<wire::EntityKind>(static_cast<int>(m_newEntities[next].kind) + 1));
            entry->set_id(m_newEntities[next].id);
        }
        out.push_back({sequence, frame.SerializeAsString()});
    }
    m_newEntities.clear();
}

TimeNs BatchWriter::batchTime(TimeNs now) const
{
    TimeNs believed = 0;
    TimeNs newest = 0;
    for (const std::uint32_t metric : m_used) {
        for (const Column& column : m_columns[metric]) {
            for (const TimeNs time : column.times) {
                newest = std::max(newest, time);
                believed = time - now <= kMaxAhead ? std::max(believed, time) : believed;
            }
        }
    }
    return believed != 0 ? believed : newest;
}

template <typename Wire>
void BatchWriter::write(Wire& out, const Column& column, std::size_t first, std::size_t count, TimeNs base)
{
    const auto at = static_cast<std::ptrdiff_t>(first);
    const auto end = static_cast<std::ptrdiff_t>(first + count);
    out.set_interval_ms(column.interval_ms);
    out.mutable_entities()->Add(column.entities.begin() + at, column.entities.begin() + end);
    out.mutable_f64()->Add(column.values.begin() + at, column.values.begin() + end);
    const bool uniform = std::all_of(column.times.begin() + at, column.times.begin() + end,
                                     [&](TimeNs time) { return time == base; });
    for (std::size_t i = first; i < first + count; ++i) {
        if (!uniform) {
            out.add_offset_ns(column.times[i] - base);
        }
        if (!column.qualities.empty()) {
            out.add_quality(static_cast<wire::Quality>(column.qualities[i]));
        }
    }
}

void BatchWriter::take(TimeNs now, std::uint64_t& sequence, std::vector<Frame>& out)
{
    if (m_samples == 0) {
        return; // definitions wait for the samples that need them
    }
    define(sequence, out);
    const TimeNs base = batchTime(now);
    wire::Frame frame;
    std::size_t inFrame = 0;
    const auto close = [&] {
        if (inFrame > 0) {
            frame.mutable_batch()->set_sequence(++sequence);
            frame.mutable_batch()->set_source_time_ns(base);
            out.push_back({sequence, frame.SerializeAsString()});
            frame.Clear();
            inFrame = 0;
        }
    };
    for (const std::uint32_t metric : m_used) {
        for (const Column& column : m_columns[metric]) {
            for (std::size_t first = 0; first < column.values.size();) {
                const std::size_t count = std::min(column.values.size() - first, kSamplesPerFrame - inFrame);
                wire::Column& written = *frame.mutable_batch()->add_columns();
                written.set_metric(metric);
                write(written, column, first, count, base);
                inFrame += count;
                first += count;
                if (inFrame == kSamplesPerFrame) {
                    close();
                }
            }
        }
        m_columns[metric].clear();
    }
    close();
    m_used.clear();
    m_samples = 0;
}

} // namespace twin::ingest
