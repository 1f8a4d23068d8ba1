#pragma once

#include "twin/proto/telemetry.pb.h"
#include "twin/support/metrics.h"
#include "twin/support/rng.h"
#include "twin/support/units.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// The load of the ingest benchmarks: all metrics of `pools` pools, column by column, as a collector would
/// send them.
namespace bench {

namespace wire = ::suanwang::telemetry::v1;

inline wire::Frame dictionary(const std::vector<std::string>& poolIds)
{
    wire::Frame frame;
    wire::Define& body = *frame.mutable_define();
    for (std::uint32_t i = 0; i < poolIds.size(); ++i) {
        wire::EntityEntry* entity = body.add_entities();
        entity->set_number(i);
        entity->set_kind(wire::POOL);
        entity->set_id(poolIds[i]);
    }
    for (const twin::MetricInfo& info : twin::metricsOf(twin::EntityKind::Pool)) {
        wire::MetricEntry* metric = body.add_metrics();
        metric->set_number(info.column);
        metric->set_name(std::string(info.name));
    }
    return frame;
}

/// One value of every metric of every pool, within the metrics' bounds.
inline wire::Frame fullPass(std::size_t pools, twin::TimeNs time, std::uint64_t pass)
{
    twin::Rng rng(1, "bench.values", pass);
    wire::Frame frame;
    wire::Batch& body = *frame.mutable_batch();
    body.set_source_time_ns(time);
    for (const twin::MetricInfo& info : twin::metricsOf(twin::EntityKind::Pool)) {
        wire::Column* column = body.add_columns();
        column->set_metric(info.column);
        column->set_count(static_cast<std::uint32_t>(pools));
        const double low = std::max(info.min, 0.0);
        const double high = std::min(info.max, 1e6);
        column->mutable_f32()->Reserve(static_cast<int>(pools));
        for (std::size_t i = 0; i < pools; ++i) {
            column->add_f32(static_cast<float>(rng.uniform(low, high)));
        }
    }
    return frame;
}

} // namespace bench
