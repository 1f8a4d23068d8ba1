#pragma once

#include "twin/registry/registry.h"
#include "twin/scenario/outcome.h"
#include "twin/support/position.h"

#include <QString>

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

/// What a scenario changes, where the map shows it. Plain values in degrees and ratios: no colours, no
/// pixels. Made once for an outcome, shared by all scenes after it.
namespace models {

/// What a scenario made of a thing, told by its shape.
enum class PlanMark : std::uint8_t { None, Degraded, Drained, Failed, Removed };

inline constexpr std::uint32_t kNoDifference = std::numeric_limits<std::uint32_t>::max();

struct MapLinkDifference
{
    std::uint32_t link = 0; ///< number in the registry
    float forward = 0;      ///< utilisation after less before, a to b
    float reverse = 0;
    PlanMark mark = PlanMark::None;
};

struct MapPoolDifference
{
    std::uint32_t pool = 0;
    float working = 0;  ///< part of its cards at work, after less before
    float stranded = 0; ///< part of its FLOPS that the network cannot use, after; 0..1
    PlanMark mark = PlanMark::None;
};

/// A link the scenario adds, straight and along its conduits.
struct MapAddedLink
{
    std::string id;
    twin::Position a;
    twin::Position b;
    float capacity_tbps = 0;
    std::vector<twin::Position> way; ///< along its conduits, a to b; empty when it names none
};

struct MapAddedConduit
{
    std::string id;
    twin::Position a;
    twin::Position b;
};

struct MapAddedPool
{
    std::string id;
    twin::Position at;
    float eflopsFp16 = 0; ///< as MapPool has it
};

/// Cards of a job that go from one pool to another.
struct MapMove
{
    std::string job;
    twin::Position from;
    twin::Position to;
    std::uint32_t cards = 0;
};

/// A place where a command fails, drains, degrades or removes something that is not a link or pool.
struct MapPlanPlace
{
    twin::Position at;
    PlanMark mark = PlanMark::Failed;
    bool isCut = false;              ///< of a conduit
    std::vector<twin::Position> way; ///< the conduit's
};

struct MapDifference
{
    twin::registry::RegistryPtr registry; ///< whose numbers these are: that of the scenario's moment
    std::shared_ptr<const twin::scenario::Outcome> outcome;
    QString name;            ///< of the scenario
    twin::TimeNs moment = 0; ///< it is of
    float full = 1;          ///< difference of utilisation at which the colours end: 0.1, 0.25, 0.5 or 1
    std::vector<MapLinkDifference> links;
    std::vector<MapPoolDifference> pools;
    std::vector<MapAddedLink> addedLinks;
    std::vector<MapAddedConduit> addedConduits;
    std::vector<MapAddedPool> addedPools;
    std::vector<MapMove> moves;
    std::vector<MapPlanPlace> places;
    std::vector<std::uint32_t> rowOfLink; ///< by link number: in `links`, or kNoDifference
    std::vector<std::uint32_t> rowOfPool; ///< the same in `pools`
};

using MapDifferencePtr = std::shared_ptr<const MapDifference>;

} // namespace models
