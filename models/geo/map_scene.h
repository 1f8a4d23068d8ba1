#pragma once

#include "models/geo/map_difference.h"
#include "models/geo/map_overlay.h"
#include "models/selection/entity_key.h"
#include "twin/state/snapshot.h"

#include <QString>

#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

/// What the map shows, as plain values in degrees and ratios: no colours, no pixels. Made on the GUI thread
/// from a snapshot (cheap: arrays), drawn by a worker in views.
namespace models {

enum class MarkState : std::uint8_t { Normal, Stale, Unknown, Planned, Down };

struct MapPool
{
    twin::Position position;
    std::uint32_t index = 0; ///< pool number of the snapshot
    float eflopsFp16 = 0;    ///< size; general and super pools: their FP64 FLOPS x 4 as a size only
    float utilisation = 0;   ///< 0..1
    MarkState state = MarkState::Unknown;
    std::uint8_t severity = 0; ///< twin::state::Severity of its worst attention item
    bool selected = false;
    bool isNear = false; ///< within the widest latency circle drawn: not dimmed
    bool passes = true;  ///< the filter; others are not drawn
};

/// NaN: nothing is expected of the link, or nothing measured.
inline constexpr float kNoResidual = std::numeric_limits<float>::quiet_NaN();

struct MapLink
{
    twin::Position a;
    twin::Position b;
    std::uint32_t index = 0; ///< link number of the snapshot
    float capacity_tbps = 0;
    float forward = 0; ///< utilisation a to b, 0..1+
    float reverse = 0;
    float forwardResidual = kNoResidual; ///< measured less expected, in standard deviations
    float reverseResidual = kNoResidual;
    MarkState state = MarkState::Unknown;
    std::uint8_t severity = 0;
    std::uint8_t lane = 0; ///< 0, 1, 2…: parallel links between the same ends side by side
    std::uint8_t lanes = 1;
    bool access = false;
    bool selected = false;
    bool passes = true;
};

/// One leg of a highlighted flow, in path order.
struct MapFlowLeg
{
    twin::Position from;
    twin::Position to;
    float rate_gbps = 0;
    bool ofSelection = false;
};

struct MapSite
{
    twin::Position position;
    std::uint32_t index = 0;
    QString label;         ///< in the current language
    std::uint8_t rank = 0; ///< 0 most important (core), drawn first
    bool computedPosition = false;
    bool selected = false;
    bool isPassed = false; ///< by a path shown: not dimmed
};

struct MapScene
{
    std::uint64_t version = 0;
    twin::TimeNs time = 0;
    std::vector<MapPool> pools;
    std::vector<MapLink> links;
    std::vector<MapFlowLeg> flows;
    std::vector<MapSite> sites;
    std::vector<MapPathLeg> paths; ///< of the overlay
    std::vector<MapCircle> circles;
    MapDifferencePtr difference; ///< of the current scenario; null: none, or of another registry
    bool hasSelection = false;   ///< dim what is not selected
    bool synthetic = false;
    bool anyComputedPosition = false;
};

using MapScenePtr = std::shared_ptr<const MapScene>;

} // namespace models
