#include "twin/state/snapshot.h"

#include <algorithm>
#include <cmath>

namespace twin::state {

std::string_view refusedForName(RefusedFor reason)
{
    constexpr std::array<std::string_view, kRefusedForCount> kNames{"unmapped",  "ignored",  "unknown_name",
                                                                    "bad_value", "bad_time", "unsupported",
                                                                    "too_many",  "bad_frame"};
    return kNames[static_cast<std::size_t>(reason)];
}

std::map<std::string, std::uint64_t> refusedByReason(const SourceStatus& source)
{
    std::map<std::string, std::uint64_t> out;
    for (std::size_t i = 0; i < source.refusedFor.size(); ++i) {
        if (source.refusedFor[i] > 0) {
            out.emplace(refusedForName(static_cast<RefusedFor>(i)), source.refusedFor[i]);
        }
    }
    return out;
}

namespace {

template <typename T> std::string idOf(const std::vector<std::shared_ptr<const T>>& slots, std::uint32_t slot)
{
    return slot < slots.size() && slots[slot] ? slots[slot]->id : std::string();
}

/// Of two directions the one to show: usable before stale before missing, then the fuller.
LiveValue worse(const LiveValue& a, const LiveValue& b)
{
    const auto rank = [](const LiveValue& v) {
        return v.isUsable() ? 2 : v.quality != Quality::Missing ? 1 : 0;
    };
    if (rank(a) != rank(b)) {
        return rank(a) > rank(b) ? a : b;
    }
    return b.value > a.value ? b : a;
}

} // namespace

std::optional<EntityRef> Snapshot::find(std::string_view id) const
{
    if (const auto found = registry->find(id)) {
        return found;
    }
    const auto flow = find(EntityKind::Flow, id);
    return flow ? flow : find(EntityKind::Job, id);
}

std::optional<EntityRef> Snapshot::find(EntityKind kind, std::string_view id) const
{
    if (kind != EntityKind::Flow && kind != EntityKind::Job) {
        return registry->find(kind, id);
    }
    const IdIndex& index = kind == EntityKind::Flow ? directory->flowById : directory->jobById;
    const auto slot = index.find(id);
    return slot ? std::optional(EntityRef{kind, *slot}) : std::nullopt;
}

std::string Snapshot::id(EntityRef entity) const
{
    if (entity.kind == EntityKind::Flow) {
        return idOf(directory->flows, entity.index);
    }
    if (entity.kind == EntityKind::Job) {
        return idOf(directory->jobs, entity.index);
    }
    return entity.index < registry->count(entity.kind) ? registry->id(entity) : std::string();
}

LiveValue liveValue(const Snapshot& snapshot, EntityRef entity, std::size_t metric)
{
    const Section& section = snapshot.section(entity.kind);
    if (entity.index >= section.size() || metric >= section.metrics()) {
        return {};
    }
    const Cell& cell = section.cell(entity.index, metric);
    if (!cell.isKnown() || std::isnan(cell.value)) {
        return {0, cell.sourceTime, Quality::Missing, false};
    }
    const TimeNs period = metricsOf(entity.kind)[metric].period;
    return {cell.value, cell.sourceTime, cell.quality, isStale(cell, period, snapshot.time)};
}

TimeNs widestInterval(const Snapshot& snapshot, EntityRef entity, std::size_t metric)
{
    const TimeNs period = metricsOf(entity.kind)[metric].period;
    const Section& section = snapshot.section(entity.kind);
    const bool isThere = entity.index < section.size() && metric < section.metrics();
    return isThere ? std::max(period, expectedInterval(section.cell(entity.index, metric), period)) : period;
}

LiveValue arcUtilisation(const Snapshot& snapshot, std::uint32_t link, bool forward)
{
    const EntityRef entity{EntityKind::Link, link};
    if (link >= snapshot.registry->links.size()) {
        return {};
    }
    const registry::Link& facts = snapshot.registry->links[link];
    const auto column = static_cast<std::size_t>(forward ? LinkMetric::Forward : LinkMetric::Reverse);
    LiveValue rate = liveValue(snapshot, entity, column);
    const LiveValue live = liveValue(snapshot, entity, static_cast<std::size_t>(LinkMetric::Capacity));
    const auto declared = static_cast<double>(facts.capacity_bps);
    const bool usesReverse = !forward && facts.capacityReverse_bps > 0;
    double capacity = usesReverse ? static_cast<double>(facts.capacityReverse_bps) : declared;
    if (live.isUsable() && live.value > 0 && declared > 0) {
        capacity *= live.value / declared;
    }
    rate.value = capacity > 0 ? rate.value / capacity : 0;
    return rate;
}

LiveValue utilisation(const Snapshot& snapshot, EntityRef entity)
{
    if (entity.kind == EntityKind::Pool) {
        return liveValue(snapshot, entity, static_cast<std::size_t>(PoolMetric::Utilisation));
    }
    if (entity.kind == EntityKind::Link) {
        return worse(arcUtilisation(snapshot, entity.index, true),
                     arcUtilisation(snapshot, entity.index, false));
    }
    return {};
}

std::optional<std::size_t> stateMetric(EntityKind kind)
{
    switch (kind) {
    case EntityKind::Pool:
        return static_cast<std::size_t>(PoolMetric::State);
    case EntityKind::Link:
        return static_cast<std::size_t>(LinkMetric::State);
    case EntityKind::ServiceNode:
        return static_cast<std::size_t>(ServiceNodeMetric::State);
    case EntityKind::Site:
        return static_cast<std::size_t>(SiteMetric::State);
    case EntityKind::OpticalChannel:
    case EntityKind::Tunnel:
    case EntityKind::Flow:
    case EntityKind::Job:
        break;
    }
    return std::nullopt;
}

OperState operState(const Snapshot& snapshot, EntityRef entity)
{
    const auto metric = stateMetric(entity.kind);
    if (!metric) {
        return OperState::Up;
    }
    const LiveValue state = liveValue(snapshot, entity, *metric);
    if (state.quality == Quality::Missing) {
        return OperState::Up;
    }
    return static_cast<OperState>(static_cast<int>(std::clamp(state.value, 0.0, 3.0)));
}

} // namespace twin::state
