#pragma once

#include "twin/generate/national.h"
#include "twin/generate/national_places.h"
#include "twin/support/rng.h"

#include <cstddef>
#include <string>
#include <vector>

/// Working data of the generator, shared by its steps; nothing outside includes this.
namespace twin::generate {

namespace pb = ::suanwang::registry::v1;

/// A place that gets a share of the pools: a cluster, or the rest of a province.
struct Zone
{
    int cluster = -1;           ///< index into clusterShares(), or none
    std::uint32_t province = 0; ///< of a province zone
    double share = 0;           ///< of the nation's FP16, sums to 1
    std::uint32_t pools = 0;
};

struct ChipCount
{
    std::size_t chip = 0; ///< index into chipClasses()
    std::uint32_t count = 0;
};

struct PoolDraft
{
    std::size_t zone = 0;
    std::uint32_t adcode = 0;
    std::string placeZh;
    std::string placeEn;
    Position position;
    pb::ComputeType type = pb::INTELLIGENT;
    std::vector<ChipCount> chips;
    std::size_t subject = 0;
    std::string id;
};

struct SiteDraft
{
    const City* city = nullptr;
    std::string id;
    Position position;
};

struct ConduitDraft
{
    std::size_t a = 0;
    std::size_t b = 0; ///< a < b by site identifier
    std::uint64_t route_m = 0;
    pb::ConduitKind kind = pb::RAIL;
    std::string id;
};

/// A backbone link before its waves are counted.
struct LinkDraft
{
    std::size_t a = 0;
    std::size_t b = 0;
    std::size_t carrier = 0;
    std::vector<std::size_t> conduits; ///< in path order from a
    bool wide = false;                 ///< 800G waves instead of 400G
    std::uint32_t waves = 0;
    std::uint32_t floorWaves = 0; ///< what the carrier built anyway
    std::string id;
};

struct Draft
{
    NationalOptions options;
    std::vector<Zone> zones;
    std::vector<PoolDraft> pools;
    std::vector<SiteDraft> sites;
    std::vector<ConduitDraft> conduits;
    std::vector<LinkDraft> links;
    std::vector<std::vector<bool>> presence; ///< by site, then carrier
};

inline constexpr std::size_t kCarriers = 3;

/// Divides `total` by `weight` with largest remainders, at least `minimum` each; ties go to the lower index.
[[nodiscard]] std::vector<std::uint32_t> apportion(std::uint32_t total, const std::vector<double>& weight,
                                                   std::uint32_t minimum);

/// Index drawn in proportion to `weight`.
[[nodiscard]] std::size_t drawIndex(Rng& rng, const std::vector<double>& weight);

// The steps, in order: each needs what those before it put into the draft, and draws from streams of its own.

/// The clusters and the rest of each province, with their shares and numbers of pools.
void planZones(Draft& draft);
/// Every pool's place (inside its province), type, enterprise and identifier. Errors: Internal (no place is
/// found inside a province).
[[nodiscard]] Result<> planPools(Draft& draft);
/// Every pool's chips. Their FP16, count by figure per card, sums to exactly `gflopsFp16`. Errors: Internal
/// (no counts close to that sum).
[[nodiscard]] Result<> planCompute(Draft& draft, std::uint64_t gflopsFp16);
/// The 60 places of the network, by identifier.
void planSites(Draft& draft);
/// The backbone's ducts between them: two-edge-connected, clusters within 20 ms of one another.
void planConduits(Draft& draft);
/// Which carriers are present where, and their backbone links over those ducts; dimension() counts the waves.
void planLinks(Draft& draft);

// From draft to messages: each appends its entities to the registry, in the draft's order.

/// Hubs and clusters.
void writeHubs(const Draft& draft, pb::Registry& registry);
/// Enterprises.
void writeSubjects(const Draft& draft, pb::Registry& registry);
/// Pools with chips, fabric, storage, power, SLA and prices.
void writePools(const Draft& draft, pb::Registry& registry);
/// Service nodes (1+M+N) and the services of the pools.
void writeServices(const Draft& draft, pb::Registry& registry);
/// Carriers, sites, conduits, backbone links without waves, interconnection points.
void writeNetwork(const Draft& draft, pb::Registry& registry);
/// Two ducts and two links for every pool, to different sites.
void writeAccess(const Draft& draft, pb::Registry& registry);
/// Probe tunnels: every pair of clusters, each provincial capital with its three nearest clusters.
void writeTunnels(const Draft& draft, pb::Registry& registry);

/// Capacity, waves and optical channels of the backbone links from the draft's wave counts.
void writeWaves(const Draft& draft, pb::Registry& registry);

/// Enterprises of the nation: 131, or in proportion to the pools.
[[nodiscard]] std::uint32_t enterpriseCount(const NationalOptions& options);

/// Fills an asset in service: built `ageYears` before the epoch.
struct AssetFacts
{
    double ageYears = 3;
    double cost_cny = 0;
    std::uint32_t spareSlots = 0;
    double repairHours = 4;
    double failuresPerYear = 0.2;
    double leadDays = 90;
};

void writeAsset(pb::Asset& out, const AssetFacts& facts);

} // namespace twin::generate
