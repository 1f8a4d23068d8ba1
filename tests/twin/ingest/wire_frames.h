#pragma once

#include "twin/proto/telemetry.pb.h"
#include "twin/support/units.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

/// Frames as a source would make them. Pools are "pool-000000"… and metric 0 is pool.inlet_celsius.
namespace test {

namespace wire = ::suanwang::telemetry::v1;

inline std::string poolId(std::uint32_t number)
{
    const std::string digits = std::to_string(number);
    return "pool-" + std::string(6 - digits.size(), '0') + digits;
}

inline wire::Frame define(std::uint64_t sequence, std::uint32_t pools)
{
    wire::Frame frame;
    wire::Define& body = *frame.mutable_define();
    body.set_sequence(sequence);
    wire::MetricEntry* metric = body.add_metrics();
    metric->set_number(0);
    metric->set_name("pool.inlet_celsius");
    for (std::uint32_t i = 0; i < pools; ++i) {
        wire::EntityEntry* entity = body.add_entities();
        entity->set_number(i);
        entity->set_kind(wire::POOL);
        entity->set_id(poolId(i));
    }
    return frame;
}

/// Values for pools 0, 1, …
inline wire::Frame batch(std::uint64_t sequence, twin::TimeNs time, const std::vector<double>& values)
{
    wire::Frame frame;
    wire::Batch& body = *frame.mutable_batch();
    body.set_sequence(sequence);
    body.set_source_time_ns(time);
    wire::Column* column = body.add_columns();
    column->set_count(static_cast<std::uint32_t>(values.size()));
    column->mutable_f64()->Add(values.begin(), values.end());
    return frame;
}

inline wire::Frame alarm(std::uint64_t sequence, twin::TimeNs time, const std::string& pool,
                         wire::Severity severity)
{
    wire::Frame frame;
    wire::Event& body = *frame.mutable_event();
    body.set_sequence(sequence);
    body.set_source_time_ns(time);
    body.mutable_alarm()->set_kind(wire::POOL);
    body.mutable_alarm()->set_resource_id(pool);
    body.mutable_alarm()->set_alarm_type("cooling");
    body.mutable_alarm()->set_severity(severity);
    return frame;
}

} // namespace test
