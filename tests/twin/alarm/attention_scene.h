#pragma once

#include "tests/twin/state/test_world.h"
#include "twin/alarm/attention.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

/// Twins that attention is asked about.
namespace attention_test {

using namespace twin;
using namespace twin::alarm;
using state::SourceStatus;

inline constexpr double kDown = 3;
inline constexpr double kDegraded = 1;

/// A twin in which every pool and link has fresh, harmless values, and what a test adds.
struct Scene
{
    state::TwinState twin;
    std::vector<SourceStatus> sources;
    state::Totals totals;
    std::uint64_t sequence = 0;
    TimeNs now = test::kNoon;

    explicit Scene(const registry::RegistryPtr& world = test::world())
    {
        twin.setRegistry(world, nullptr);
        for (const EntityKind kind :
             {EntityKind::Pool, EntityKind::Link, EntityKind::Site, EntityKind::ServiceNode,
              EntityKind::OpticalChannel, EntityKind::Tunnel}) {
            const std::vector<double> zeros(world->count(kind), 0.0);
            for (std::size_t m = 0; m < metricsOf(kind).size(); ++m) {
                tell(kind, m, 0, zeros);
            }
        }
        const std::vector<double> feeds(world->sites.size(), 2.0);
        tell(EntityKind::Site, static_cast<std::size_t>(SiteMetric::PowerFeedsUp), 0, feeds);
    }

    void tell(EntityKind kind, std::size_t metric, std::uint32_t first, const std::vector<double>& values)
    {
        twin.apply(test::batch(now, ++sequence, {test::column(kind, metric, first, values)}));
    }

    template <typename Metric> void tell(EntityKind kind, Metric metric, std::uint32_t entity, double value)
    {
        tell(kind, static_cast<std::size_t>(metric), entity, std::vector<double>{value});
    }

    void report(const std::string& link, state::Severity severity)
    {
        auto batch = test::batch(now, ++sequence, {});
        state::AlarmReport report;
        report.alarm.kind = EntityKind::Link;
        report.alarm.resourceId = link;
        report.alarm.type = "loss-of-signal";
        report.alarm.severity = severity;
        report.alarm.text = "LOS";
        report.alarm.source = "feed";
        batch.events.emplace_back(report);
        twin.apply(batch);
    }

    [[nodiscard]] std::vector<AttentionItem> look()
    {
        return attention(
            *twin.publish(now, std::make_shared<const std::vector<SourceStatus>>(sources), totals));
    }
};

inline SourceStatus source(std::string name, bool connected)
{
    SourceStatus out;
    out.name = std::move(name);
    out.connected = connected;
    return out;
}

} // namespace attention_test
