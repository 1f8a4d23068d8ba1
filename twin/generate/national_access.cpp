#include "twin/generate/national_chips.h"
#include "twin/generate/national_draft.h"
#include "twin/registry/identifier.h"

#include <algorithm>
#include <array>
#include <cmath>

/// Two access links for every pool, to the two nearest sites: recipe step 8.
namespace twin::generate {

namespace {

constexpr double kAccessRouteFactor = 1.35;
constexpr double kGlassNsPerMetre = 4.9;
constexpr TimeNs kAccessDelay = 50 * kMicrosecond;
constexpr double kGbpsPerPetaflops = 100.0 / 30; ///< 100 G per 30 P FP16
constexpr std::array<std::uint64_t, 9> kLadder_gbps{20, 50, 100, 200, 400, 800, 1600, 3200, 6400};

/// The two nearest sites, nearest first. A first look by angles saves most geodesics.
std::array<std::size_t, 2> nearestSites(const Draft& draft, Position at)
{
    std::vector<std::pair<double, std::size_t>> rough;
    const double shrink = std::cos(at.lat() * 0.017453292519943295);
    for (std::size_t s = 0; s < draft.sites.size(); ++s) {
        const double dLat = draft.sites[s].position.lat() - at.lat();
        const double dLon = (draft.sites[s].position.lon() - at.lon()) * shrink;
        rough.emplace_back(dLat * dLat + dLon * dLon, s);
    }
    std::ranges::partial_sort(rough, rough.begin() + 5);
    rough.resize(5);
    for (auto& [distance, site] : rough) {
        distance = distanceMetres(at, draft.sites[site].position);
    }
    std::ranges::sort(rough);
    return {rough[0].second, rough[1].second};
}

std::uint64_t accessCapacity(const PoolDraft& pool)
{
    double petaflops = 0;
    for (const ChipCount& chips : pool.chips) {
        const double fp16 = static_cast<double>(tflopsFp16(chips.chip));
        petaflops +=
            chips.count * (fp16 > 0 ? fp16 : 25) / 1000; // processors need about as much as a small card
    }
    const double each_gbps = petaflops * kGbpsPerPetaflops / 2;
    const auto step = std::ranges::find_if(
        kLadder_gbps, [&](std::uint64_t gbps) { return static_cast<double>(gbps) >= each_gbps; });
    return (step == kLadder_gbps.end() ? kLadder_gbps.back() : *step) * kGigabit;
}

std::size_t drawCarrier(const Draft& draft, std::size_t site, std::size_t preferred)
{
    for (std::size_t k = 0; k < kCarriers; ++k) {
        const std::size_t carrier = (preferred + k) % kCarriers;
        if (draft.presence[site][carrier]) {
            return carrier;
        }
    }
    return 0;
}

struct AccessPlan
{
    std::size_t site = 0;
    std::size_t carrier = 0;
    std::uint32_t number = 1;
    std::uint64_t capacity_bps = 0;
};

void writeDuct(const Draft& draft, const PoolDraft& pool, const AccessPlan& plan, pb::Conduit& out)
{
    const SiteDraft& site = draft.sites[plan.site];
    const double metres = std::max(500.0, distanceMetres(pool.position, site.position) * kAccessRouteFactor);
    out.set_id(registry::accessConduitId(pool.id, plan.number));
    out.set_a(pool.id);
    out.set_b(site.id);
    out.set_route_m(static_cast<std::uint64_t>(std::llround(metres)));
    for (const Position& end : {pool.position, site.position}) {
        pb::GeoPosition& point = *out.add_polyline();
        point.set_lat_e6(end.latE6);
        point.set_lon_e6(end.lonE6);
    }
    out.set_kind(pb::ACCESS_DUCT);
    out.set_cuts_per_1000km_year_ppm(2'000'000); // city streets: more digging than along a railway
    AssetFacts facts;
    facts.cost_cny = metres * 90;
    facts.spareSlots = 24;
    facts.repairHours = 6;
    facts.failuresPerYear = 2 * metres / 1e6;
    facts.leadDays = 120;
    writeAsset(*out.mutable_asset(), facts);
}

void writeAccessLink(const PoolDraft& pool, const SiteDraft& site, const AccessPlan& plan,
                     std::uint64_t route_m, pb::Link& out)
{
    out.set_id(registry::accessLinkId(pool.id, plan.number));
    out.set_a(pool.id);
    out.set_b(site.id);
    out.set_kind(pb::ACCESS);
    out.set_carrier_id(registry::carrierId(std::string(1, static_cast<char>('A' + plan.carrier))));
    out.set_capacity_bps(plan.capacity_bps);
    out.add_conduit_ids(registry::accessConduitId(pool.id, plan.number));
    const TimeNs delay = std::llround(static_cast<double>(route_m) * kGlassNsPerMetre) + kAccessDelay;
    out.set_delay_ns(delay);
    out.set_te_metric(static_cast<std::uint32_t>(delay / kMicrosecond));
    out.set_protection(pb::PROTECTION_NONE);
    AssetFacts facts;
    facts.cost_cny = static_cast<double>(plan.capacity_bps / kGigabit) * 900;
    facts.spareSlots = 4;
    facts.failuresPerYear = 0.1;
    facts.leadDays = 45;
    writeAsset(*out.mutable_asset(), facts);
}

} // namespace

void writeAccess(const Draft& draft, pb::Registry& registry)
{
    for (std::size_t p = 0; p < draft.pools.size(); ++p) {
        const PoolDraft& pool = draft.pools[p];
        Rng rng(draft.options.seed, "access", p);
        const auto homes = nearestSites(draft, pool.position);
        const std::vector<double> market{0.45, 0.30, 0.25};
        std::size_t carrier = drawIndex(rng, market);
        for (std::uint32_t number = 1; number <= 2; ++number) {
            AccessPlan plan;
            plan.site = homes[number - 1];
            plan.number = number;
            plan.capacity_bps = accessCapacity(pool);
            plan.carrier = drawCarrier(draft, plan.site, carrier);
            pb::Conduit& duct = *registry.add_conduits();
            writeDuct(draft, pool, plan, duct);
            writeAccessLink(pool, draft.sites[plan.site], plan, duct.route_m(), *registry.add_links());
            if (rng.uniform() < 0.5) {
                carrier = (carrier + 1) % kCarriers; // half of them buy their second way out elsewhere
            }
        }
    }
}

} // namespace twin::generate
