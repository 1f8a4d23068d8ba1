#pragma once

#include "scenario_runs.h"

#include "twin/state/twin_state.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

/// Grounds of the small network as sources of telemetry show it.
namespace scenario_test {

inline constexpr twin::TimeNs kNow = 20 * kSecond;

/// What one source says of things of a kind: a state, or a load.
struct Says
{
    std::uint64_t epoch = 0;
    twin::EntityKind kind = twin::EntityKind::Link;
    std::vector<std::string> ids;
    twin::TimeNs at = kNow - kSecond;
    twin::PoolMetric metric = twin::PoolMetric::ItPower; ///< of pools
};

/// The small snapshot's network as sources show it at a moment.
inline twin::state::SnapshotPtr seenBy(const std::vector<std::pair<const char*, std::uint64_t>>& sources,
                                       const std::vector<Says>& all)
{
    auto document = smallSnapshot();
    addWork(document.message());
    twin::registry::canonicalise(document.message());
    const auto loaded = twin::registry::buildRegistry(document.message());
    if (!loaded) {
        qFatal("%s", loaded.error().text().c_str());
    }
    twin::state::TwinState twin;
    twin.setRegistry(loaded->registry, loaded->workload);
    std::uint64_t sequence = 0;
    for (const Says& says : all) {
        twin::state::SampleBatch batch;
        batch.epoch = says.epoch;
        batch.sequence = ++sequence;
        batch.sourceTime = says.at;
        batch.receiveTime = says.at;
        twin::state::SampleColumn& column = batch.columns.emplace_back();
        column.kind = says.kind;
        column.metric = static_cast<std::uint8_t>(says.kind == twin::EntityKind::Link
                                                      ? static_cast<std::size_t>(twin::LinkMetric::Forward)
                                                      : static_cast<std::size_t>(says.metric));
        for (const std::string& id : says.ids) {
            column.entities.push_back(twin.resolve(says.kind, id));
            column.values.push_back(1e6);
        }
        twin.apply(batch);
    }
    auto list = std::make_shared<std::vector<twin::state::SourceStatus>>();
    for (const auto& [name, epoch] : sources) {
        twin::state::SourceStatus& source = list->emplace_back();
        source.name = name;
        source.epoch = epoch;
        source.connected = true;
    }
    return twin.publish(kNow, list, {});
}

inline GroundPtr groundOf(const twin::state::SnapshotPtr& snapshot)
{
    auto ground = Ground::of(snapshot);
    if (!ground) {
        qFatal("%s", ground.error().text().c_str());
    }
    return std::move(*ground);
}

inline std::vector<std::string> backboneLinks()
{
    const GroundPtr ground = smallGround();
    std::vector<std::string> out;
    for (const auto& link : ground->world()->registry->links) {
        if (link.kind == twin::registry::LinkKind::Backbone) {
            out.push_back(link.id);
        }
    }
    return out;
}

/// Two sources: one shows the backbone, both show an access link and a pool, the other one shows a pool.
inline twin::state::SnapshotPtr usualSnapshot()
{
    return seenBy({{"east", 700}, {"west", 900}}, {{700, twin::EntityKind::Link, backboneLinks()},
                                                   {900, twin::EntityKind::Link, {kAccess}},
                                                   {700, twin::EntityKind::Pool, {kBeijing}},
                                                   {900, twin::EntityKind::Pool, {kZhongwei}}});
}

} // namespace scenario_test
