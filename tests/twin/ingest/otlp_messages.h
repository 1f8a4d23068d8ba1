#pragma once

#include "twin/proto/otlp_metrics.pb.h"
#include "twin/proto/remote_write.pb.h"
#include "twin/support/units.h"

#include <snappy.h>
#include <zlib.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// Requests as their senders would make them.
namespace test {

namespace otlp = ::suanwang::otlp::v1;
namespace prom = ::suanwang::remotewrite::v1;

using Labels = std::vector<std::pair<std::string, std::string>>;

template <typename Message> void addAttributes(Message& to, const Labels& labels)
{
    for (const auto& [name, value] : labels) {
        otlp::KeyValue* pair = to.add_attributes();
        pair->set_key(name);
        pair->mutable_value()->set_string_value(value);
    }
}

/// A request with one resource and scope.
class OtlpRequest
{
  public:
    explicit OtlpRequest(const Labels& resource = {})
    {
        otlp::ResourceMetrics* block = message.add_resource_metrics();
        addAttributes(*block->mutable_resource(), resource);
        m_scope = block->add_scope_metrics();
        m_scope->mutable_scope()->set_name("tests");
    }

    otlp::Metric& metric(const std::string& name)
    {
        otlp::Metric* out = m_scope->add_metrics();
        out->set_name(name);
        return *out;
    }

    otlp::NumberDataPoint& gauge(const std::string& name, const Labels& labels, twin::TimeNs time,
                                 double value)
    {
        otlp::NumberDataPoint* point = metric(name).mutable_gauge()->add_data_points();
        addAttributes(*point, labels);
        point->set_time_unix_nano(static_cast<std::uint64_t>(time));
        point->set_as_double(value);
        return *point;
    }

    otlp::NumberDataPoint& sum(const std::string& name, const Labels& labels, twin::TimeNs start,
                               twin::TimeNs time, double value, otlp::Temporality temporality,
                               bool isMonotonic = true)
    {
        otlp::Sum* body = metric(name).mutable_sum();
        body->set_aggregation_temporality(temporality);
        body->set_is_monotonic(isMonotonic);
        otlp::NumberDataPoint* point = body->add_data_points();
        addAttributes(*point, labels);
        point->set_start_time_unix_nano(static_cast<std::uint64_t>(start));
        point->set_time_unix_nano(static_cast<std::uint64_t>(time));
        point->set_as_double(value);
        return *point;
    }

    [[nodiscard]] std::string bytes() const { return message.SerializeAsString(); }

    otlp::ExportRequest message;

  private:
    otlp::ScopeMetrics* m_scope;
};

inline prom::TimeSeries& addSeries(prom::WriteRequest& request, const std::string& name, const Labels& labels)
{
    prom::TimeSeries* series = request.add_timeseries();
    prom::Label* label = series->add_labels();
    label->set_name("__name__");
    label->set_value(name);
    for (const auto& [key, value] : labels) {
        label = series->add_labels();
        label->set_name(key);
        label->set_value(value);
    }
    return *series;
}

inline void addSample(prom::TimeSeries& series, twin::TimeNs time, double value)
{
    prom::Sample* sample = series.add_samples();
    sample->set_timestamp(time / twin::kMillisecond);
    sample->set_value(value);
}

inline std::string snappyBlock(const std::string& bytes)
{
    std::string out;
    snappy::Compress(bytes.data(), bytes.size(), &out);
    return out;
}

inline std::string gzipped(const std::string& bytes)
{
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

} // namespace test
