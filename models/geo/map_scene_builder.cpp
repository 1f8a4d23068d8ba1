#include "models/geo/map_scene_builder.h"

#include "models/geo/difference_overlay.h"
#include "models/geo/mark_state.h"
#include "models/geo/scene_flows.h"
#include "models/geo/scene_selection.h"
#include "models/geo/scene_statics.h"

namespace models {

using namespace twin::state;
using twin::EntityKind;
using twin::registry::LifecycleState;

struct MapSceneBuilder::Impl
{
    twin::registry::RegistryPtr registry;
    bool chinese = false;
    SceneStatics statics;
    std::uint64_t version = 0;
    MapOverlayPtr overlay;
    MapDifferencePtr difference;
    twin::state::LinkResidualsPtr residuals;

    void useRegistry(const twin::registry::RegistryPtr& next, bool nextChinese)
    {
        if (registry != next || chinese != nextChinese) {
            registry = next;
            chinese = nextChinese;
            statics = makeSceneStatics(*registry, chinese);
        }
    }
};

namespace {

/// Ratio to draw; 0 when it is not known (the mark's state says so).
float shown(const LiveValue& live)
{
    return live.quality == Quality::Missing ? 0.0F : static_cast<float>(live.value);
}

void fillPools(MapScene& scene, const Snapshot& snapshot, const EntityFilter& filter,
               const SceneSelection& selection, const AttentionDigest& digest)
{
    for (MapPool& mark : scene.pools) {
        const twin::EntityRef entity{EntityKind::Pool, mark.index};
        const bool isWithdrawn =
            snapshot.registry->pools[mark.index].asset.state == LifecycleState::Withdrawn;
        mark.passes = !isWithdrawn && filter.passesPool(snapshot, mark.index);
        mark.selected = selection.pools[mark.index];
        mark.utilisation = shown(utilisation(snapshot, entity));
        mark.state = markState(snapshot, entity);
        mark.severity = digest.severity(snapshot, entity);
    }
}

void fillLinks(MapScene& scene, const Snapshot& snapshot, const EntityFilter& filter,
               const SceneSelection& selection, const AttentionDigest& digest)
{
    for (MapLink& mark : scene.links) {
        const twin::EntityRef entity{EntityKind::Link, mark.index};
        const bool isWithdrawn =
            snapshot.registry->links[mark.index].asset.state == LifecycleState::Withdrawn;
        mark.passes = !isWithdrawn && filter.passesLink(snapshot, mark.index);
        mark.selected = selection.links[mark.index];
        mark.forward = shown(arcUtilisation(snapshot, mark.index, true));
        mark.reverse = shown(arcUtilisation(snapshot, mark.index, false));
        mark.state = markState(snapshot, entity);
        mark.severity = digest.severity(snapshot, entity);
    }
}

void addOverlay(MapScene& scene, const MapOverlay& overlay)
{
    scene.paths = overlay.paths;
    scene.circles = overlay.circles;
    for (MapPool& mark : scene.pools) {
        mark.isNear = mark.index < overlay.isNear.size() && overlay.isNear[mark.index] != 0;
    }
    for (MapSite& mark : scene.sites) {
        mark.isPassed = mark.index < overlay.isPassed.size() && overlay.isPassed[mark.index] != 0;
    }
    if (!scene.paths.empty()) {
        scene.flows.clear();
    }
}

float shown(const LinkResidual& residual)
{
    return residual.isKnown() ? static_cast<float>(residual.significance()) : kNoResidual;
}

void fillResiduals(MapScene& scene, const LinkResiduals& residuals)
{
    for (MapLink& mark : scene.links) {
        mark.forwardResidual = shown(residuals.forward[mark.index]);
        mark.reverseResidual = shown(residuals.reverse[mark.index]);
    }
}

} // namespace

MapSceneBuilder::MapSceneBuilder()
    : m_impl(std::make_unique<Impl>())
{}

MapSceneBuilder::~MapSceneBuilder() = default;

void MapSceneBuilder::setOverlay(MapOverlayPtr overlay)
{
    m_impl->overlay = std::move(overlay);
}

void MapSceneBuilder::setDifference(MapDifferencePtr difference)
{
    m_impl->difference = std::move(difference);
}

void MapSceneBuilder::setResiduals(LinkResidualsPtr residuals)
{
    m_impl->residuals = std::move(residuals);
}

MapScenePtr MapSceneBuilder::build(const SnapshotPtr& snapshot, const AttentionDigest& attention,
                                   const EntityFilter& filter, const Selection& selection, bool chinese,
                                   int topFlows)
{
    auto scene = std::make_shared<MapScene>();
    scene->version = ++m_impl->version;
    if (!snapshot) {
        return scene;
    }
    m_impl->useRegistry(snapshot->registry, chinese);
    scene->time = snapshot->time;
    scene->synthetic = snapshot->registry->origin.synthetic;
    scene->pools = m_impl->statics.pools;
    scene->links = m_impl->statics.links;
    scene->sites = m_impl->statics.sites;
    scene->anyComputedPosition = m_impl->statics.anyComputedPosition;
    const SceneSelection selected = resolveSelection(*snapshot, selection);
    fillPools(*scene, *snapshot, filter, selected, attention);
    fillLinks(*scene, *snapshot, filter, selected, attention);
    if (m_impl->residuals && m_impl->residuals->registry == snapshot->registry) {
        fillResiduals(*scene, *m_impl->residuals);
    }
    for (MapSite& mark : scene->sites) {
        mark.selected = selected.sites[mark.index];
    }
    scene->flows = makeFlowLegs(*snapshot, filter, selected, topFlows);
    const bool anyFlowSelected = !scene->flows.empty() && scene->flows.back().ofSelection;
    scene->hasSelection = selected.isAny || anyFlowSelected;
    if (m_impl->overlay && m_impl->overlay->registry == snapshot->registry) {
        addOverlay(*scene, *m_impl->overlay);
    }
    if (m_impl->difference && isSameRegistry(m_impl->difference->registry, snapshot->registry)) {
        scene->difference = m_impl->difference;
    }
    return scene;
}

} // namespace models
