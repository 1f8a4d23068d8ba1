#pragma once

#include "twin/support/geography.h"
#include "twin/support/metrics.h"
#include "twin/support/position.h"
#include "twin/support/strong_index.h"
#include "twin/support/units.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What exists, in memory: validated values with dense numbers. The wire form is twin/proto/registry.proto;
/// names and units are the same. Vectors of entities are sorted by identifier, so a dense number is a rank.
namespace twin::registry {

using HubIndex = StrongIndex<struct HubTag>;
using ClusterIndex = StrongIndex<struct ClusterTag>;
using CarrierIndex = StrongIndex<struct CarrierTag>;
using SubjectIndex = StrongIndex<struct SubjectTag>;
using PoolIndex = StrongIndex<struct PoolTag>;
using ServiceNodeIndex = StrongIndex<struct ServiceNodeTag>;
using SiteIndex = StrongIndex<struct SiteTag>;
using ConduitIndex = StrongIndex<struct ConduitTag>;
using ChannelIndex = StrongIndex<struct ChannelTag>;
using LinkIndex = StrongIndex<struct LinkTag>;
using TunnelIndex = StrongIndex<struct TunnelTag>;

enum class LifecycleState : std::uint8_t { Unspecified, Planned, Building, InService, Draining, Withdrawn };
enum class SubjectKind : std::uint8_t {
    Unspecified,
    Telecom,
    Cloud,
    AiDc,
    LocalPlatform,
    Supercomputing,
    Research
};
enum class ComputeType : std::uint8_t { Unspecified, General, Intelligent, Super };
enum class PoolTier : std::uint8_t { Unspecified, Cloud, Edge, Terminal };
enum class FabricKind : std::uint8_t { Unspecified, Roce, InfiniBand, UnifiedBus, Ethernet };
enum class LoadBalancing : std::uint8_t { Unspecified, Ecmp, Flowlet, Nslb, Spray };
enum class ServiceNodeLevel : std::uint8_t { Unspecified, National, Regional, Industry };
enum class SiteRole : std::uint8_t { Unspecified, Core, Regional, Hub, Dcn, Ixp };
enum class ConduitKind : std::uint8_t { Unspecified, Rail, Road, PowerLine, Submarine, AccessDuct };
enum class LinkKind : std::uint8_t { Unspecified, Backbone, Access };
enum class Protection : std::uint8_t { None, OnePlusOne, Wson, Frr };
enum class PriceKind : std::uint8_t { Unspecified, OnDemand, Reserved, Spot, Night };

/// Lifecycle and planning facts of an asset; a date of 0 is not known.
struct Asset
{
    LifecycleState state = LifecycleState::Unspecified;
    TimeNs planned = 0;
    TimeNs building = 0;
    TimeNs inService = 0;
    TimeNs draining = 0;
    TimeNs withdrawn = 0;
    MoneyE4 cost = 0;
    std::uint32_t spareSlots = 0;
    TimeNs meanRepair = 0;
    TimeNs meanBetweenFailures = 0;
    TimeNs leadTime = 0;
};

/// Whether an asset counts as capacity: in service, or draining, or of an unknown state (validation warns of
/// those).
[[nodiscard]] constexpr bool isInService(LifecycleState state)
{
    return state == LifecycleState::Unspecified || state == LifecycleState::InService ||
           state == LifecycleState::Draining;
}

struct Hub
{
    std::string id;
    Name name;
    std::string side;
    std::vector<ClusterIndex> clusters;
};

struct Cluster
{
    std::string id;
    Name name;
    HubIndex hub;
    Position position;
    std::uint32_t adcode = 0;
    double pueTarget = 0;
};

struct Carrier
{
    std::string id;
    Name name;
    std::uint32_t asNumber = 0;
};

struct Subject
{
    std::string id;
    Name name;
    SubjectKind kind = SubjectKind::Unspecified;
    std::string licenceNo;
    std::uint32_t creditScore = 0;
    std::string contact;
    TimeNs registered = 0;
    std::uint32_t adcode = 0;
    std::vector<PoolIndex> pools;
};

struct Chip
{
    std::string chipClass;
    std::string vendor;
    std::string model;
    std::string architecture;
    std::uint32_t count = 0;
    std::uint64_t memoryBytes = 0; ///< per card
    GflopsByPrecision perCard;
};

struct Fabric
{
    FabricKind kind = FabricKind::Unspecified;
    std::uint64_t port_bps = 0;
    std::uint32_t levels = 0;
    double oversubscription = 1;
    LoadBalancing balancing = LoadBalancing::Unspecified;
};

struct Storage
{
    std::uint64_t capacityBytes = 0;
    std::uint64_t read_bps = 0;
    std::uint64_t write_bps = 0;
};

struct Power
{
    std::uint64_t itMax_w = 0;
    double pue = 0;
    double greenRatio = 0;
    MoneyE4 tariffPerKwh = 0;
};

struct Sla
{
    double availability = 0; ///< 0..1
    TimeNs recoveryTime = 0;
    double lossMax = 0;
    std::uint32_t latencyClass_ms = 0; ///< 1, 5 or 20; 0 = none
};

struct Price
{
    PriceKind kind = PriceKind::Unspecified;
    std::string chipClass;
    MoneyE4 perCardHour = 0;
};

struct Pool
{
    std::string id;
    Name name;
    SubjectIndex subject;
    std::uint32_t adcode = 0;
    Position position;
    HubIndex hub;         ///< none: outside the hubs
    ClusterIndex cluster; ///< none: outside the clusters
    ComputeType computeType = ComputeType::Unspecified;
    PoolTier tier = PoolTier::Unspecified;
    std::vector<Chip> chips;
    GflopsByPrecision declared;
    std::uint32_t servers = 0;
    std::uint32_t cardsPerServer = 0;
    std::uint32_t cards = 0; ///< sum of chips' counts
    Fabric fabric;
    Storage storage;
    Power power;
    Sla sla;
    std::uint32_t protectionLevel = 0;
    std::string dataClass;
    std::vector<Price> prices;
    Asset asset;
    std::vector<LinkIndex> access; ///< its access links
};

struct ServiceNode
{
    std::string id;
    ServiceNodeLevel level = ServiceNodeLevel::Unspecified;
    Name name;
    ServiceNodeIndex parent;
    std::uint32_t adcode = 0;
    std::string industry;
    Position position;
    std::uint32_t ttl_s = 0;
};

struct Site
{
    std::string id;
    Name name;
    Position position;
    bool computedPosition = false; ///< laid out by us: the source had no coordinates
    std::uint32_t adcode = 0;
    SiteRole role = SiteRole::Unspecified;
    std::vector<CarrierIndex> carriers;
    std::vector<LinkIndex> links; ///< all that end here, access links too
};

/// Where a link or conduit ends.
using Endpoint = std::variant<SiteIndex, PoolIndex>;

struct Conduit
{
    std::string id;
    Endpoint a;
    Endpoint b;
    std::uint64_t route_m = 0;
    std::vector<Position> polyline;
    ConduitKind kind = ConduitKind::Unspecified;
    double cutsPer1000kmYear = 0;
    Asset asset;
    std::vector<LinkIndex> links; ///< everything that fails with it
};

struct OpticalChannel
{
    std::string id;
    LinkIndex link;
    std::uint64_t bps = 0;
    std::uint32_t slot = 0;
    std::uint32_t regenerators = 0;
    double osnrMargin_db = 0;
    std::string band;
    std::string modulation;
};

struct Link
{
    std::string id;
    Endpoint a; ///< of an access link: the pool
    Endpoint b;
    LinkKind kind = LinkKind::Unspecified;
    CarrierIndex carrier;                  ///< none in networks without carriers
    std::uint64_t capacity_bps = 0;        ///< a to b
    std::uint64_t capacityReverse_bps = 0; ///< b to a
    std::vector<ConduitIndex> conduits;    ///< in path order from a to b
    TimeNs delay = 0;                      ///< one way
    std::uint32_t teMetric = 0;
    Protection protection = Protection::None;
    std::uint32_t waves = 0;
    std::uint32_t regenerators = 0;
    Asset asset;
};

struct Tunnel
{
    std::string id;
    Endpoint src;
    Endpoint dst;
    std::vector<std::string> arcs;
    bool probe = false;
    std::uint64_t guaranteed_bps = 0;
    TimeNs delayMax = 0;
};

struct InterconnectionPoint
{
    std::string id;
    SiteIndex site;
    CarrierIndex carrierA;
    CarrierIndex carrierB;
    std::uint64_t capacity_bps = 0;
};

/// Where a document comes from; `defaultsApplied` are what an importer had to assume, a sentence each.
struct Origin
{
    std::string source;
    bool synthetic = false;
    std::uint64_t seed = 0;
    std::string note;
    std::vector<std::string> defaultsApplied;
};

} // namespace twin::registry
