#pragma once

#include "models/attention/attention_digest.h"
#include "models/filter/entity_filter.h"
#include "models/geo/map_scene.h"
#include "models/selection/selection.h"
#include "twin/state/link_residuals.h"

namespace models {

/// Builds the map's scene: links, pools and sites that pass the filter, lanes for parallel links, the
/// `topFlows` largest flows along their paths, and all flows of the selected pools, jobs and flows. GUI
/// thread; about 1 ms at national size (static parts are kept while the registry is the same).
class MapSceneBuilder
{
  public:
    MapSceneBuilder();
    ~MapSceneBuilder();
    MapSceneBuilder(const MapSceneBuilder&) = delete;
    MapSceneBuilder& operator=(const MapSceneBuilder&) = delete;

    /// What later scenes show on top, while its registry is theirs; null: nothing. Flows of the selection are
    /// left out where paths are shown.
    void setOverlay(MapOverlayPtr overlay);

    /// What a scenario changes, in later scenes while its registry is theirs; null: nothing.
    void setDifference(MapDifferencePtr difference);

    /// What the links of the next scenes carry beside what is expected; null for nothing known.
    void setResiduals(twin::state::LinkResidualsPtr residuals);

    /// `chinese`: which name labels take. Never null; empty scene for a null snapshot.
    [[nodiscard]] MapScenePtr build(const twin::state::SnapshotPtr& snapshot,
                                    const AttentionDigest& attention, const EntityFilter& filter,
                                    const Selection& selection, bool chinese, int topFlows = 40);

  private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace models
