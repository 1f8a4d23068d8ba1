#include "models/geo/scene_flows.h"

#include <algorithm>
#include <optional>

namespace models {

using namespace twin::registry;

namespace {

struct RatedFlow
{
    float rate_gbps = 0;
    const Flow* flow = nullptr;

    [[nodiscard]] bool isLargerThan(const RatedFlow& other) const
    {
        return rate_gbps != other.rate_gbps ? rate_gbps > other.rate_gbps : flow->id < other.flow->id;
    }
};

std::optional<twin::Position> placeOf(const Registry& registry, const std::string& id)
{
    if (const auto pool = registry.find(twin::EntityKind::Pool, id)) {
        return registry.pools[pool->index].position;
    }
    if (const auto site = registry.find(twin::EntityKind::Site, id)) {
        return registry.sites[site->index].position;
    }
    return std::nullopt;
}

/// The link of an arc; nothing when it is unknown.
std::optional<std::uint32_t> linkOf(const Registry& registry, std::string_view arc)
{
    if (!arc.ends_with('>') && !arc.ends_with('<')) {
        return std::nullopt;
    }
    arc.remove_suffix(1);
    const auto found = registry.find(twin::EntityKind::Link, arc);
    return found ? std::optional(found->index) : std::nullopt;
}

/// `link>` runs a to b, `link<` b to a.
MapFlowLeg legOf(const Registry& registry, std::uint32_t index, bool isForward)
{
    const Link& link = registry.links[index];
    return {registry.position(isForward ? link.a : link.b), registry.position(isForward ? link.b : link.a)};
}

/// Links that are unknown or that the filter hides are left out: the path shows a gap there. Of a selected
/// flow the whole path is shown.
void appendPath(std::vector<MapFlowLeg>& legs, const twin::state::Snapshot& snapshot,
                const EntityFilter& filter, const RatedFlow& rated, bool ofSelection)
{
    const Registry& registry = *snapshot.registry;
    if (legs.size() >= kMaxFlowLegs) {
        return;
    }
    const Flow& flow = *rated.flow;
    for (const std::string& arc : flow.arcs) {
        const auto link = linkOf(registry, arc);
        if (link && (ofSelection || filter.passesLink(snapshot, *link))) {
            MapFlowLeg leg = legOf(registry, *link, arc.ends_with('>'));
            leg.rate_gbps = rated.rate_gbps;
            leg.ofSelection = ofSelection;
            legs.push_back(leg);
        }
    }
    if (flow.arcs.empty() && ofSelection) {
        const auto from = placeOf(registry, flow.src);
        const auto to = placeOf(registry, flow.dst);
        if (from && to) {
            legs.push_back({*from, *to, rated.rate_gbps, true});
        }
    }
}

} // namespace

std::vector<MapFlowLeg> makeFlowLegs(const twin::state::Snapshot& snapshot, const EntityFilter& filter,
                                     const SceneSelection& selection, int topFlows)
{
    constexpr float kBpsPerGbps = 1e9F;
    std::vector<RatedFlow> rated;
    std::vector<RatedFlow> selected;
    const auto& flows = snapshot.directory->flows;
    for (std::uint32_t i = 0; i < flows.size(); ++i) {
        if (!flows[i]) {
            continue;
        }
        const auto rate = twin::state::liveValue(snapshot, {twin::EntityKind::Flow, i},
                                                 static_cast<std::size_t>(twin::FlowMetric::Rate));
        const RatedFlow entry{rate.isUsable() ? static_cast<float>(rate.value) / kBpsPerGbps : 0,
                              flows[i].get()};
        if (selection.wantsFlows() && selection.wants(*flows[i])) {
            selected.push_back(entry);
        } else if (entry.rate_gbps > 0 && filter.passesFlow(snapshot, *flows[i])) {
            rated.push_back(entry);
        }
    }
    const auto isLarger = [](const RatedFlow& a, const RatedFlow& b) {
        return a.isLargerThan(b);
    };
    const auto shown = std::min(rated.size(), static_cast<std::size_t>(std::max(0, topFlows)));
    std::partial_sort(rated.begin(), rated.begin() + static_cast<std::ptrdiff_t>(shown), rated.end(),
                      isLarger);
    std::ranges::sort(selected, isLarger);
    std::vector<MapFlowLeg> legs;
    for (std::size_t i = shown; i-- > 0;) {
        appendPath(legs, snapshot, filter, rated[i], false);
    }
    for (const RatedFlow& entry : selected) {
        appendPath(legs, snapshot, filter, entry, true);
    }
    return legs;
}

} // namespace models
