#include "twin/generate/national_draft.h"
#include "twin/registry/identifier.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

/// Wavelengths of the backbone links.
namespace twin::generate {

namespace {

/// How far light goes before it must be made anew: 400G QPSK had a field record of 6,028 km, 800G 16QAM-PCS
/// about 1,000 km.
constexpr double kReach400G_m = 6'000'000;
constexpr double kReach800G_m = 1'000'000;
constexpr std::uint32_t kSlotsPerBand = 80;

std::uint32_t regeneratorsPerWave(double route_m, double reach_m)
{
    return static_cast<std::uint32_t>(std::max(0.0, std::ceil(route_m / reach_m) - 1));
}

void writeChannel(const Draft& draft, const LinkDraft& link, std::uint32_t wave, std::uint32_t regenerators,
                  Rng& rng, pb::OpticalChannel& out)
{
    out.set_id(registry::channelId(link.id, wave + 1));
    out.set_link_id(link.id);
    for (const std::size_t conduit : link.conduits) {
        out.add_conduit_ids(draft.conduits[conduit].id);
    }
    out.set_band(wave % (2 * kSlotsPerBand) < kSlotsPerBand ? "C" : "L");
    out.set_slot(wave % kSlotsPerBand + 1);
    out.set_bps((link.wide ? 800 : 400) * kGigabit);
    out.set_modulation(link.wide ? "16QAM-PCS" : "QPSK");
    out.set_osnr_margin_db(std::round(std::clamp(rng.normal(3.2, 0.8), 0.8, 6.0) * 10) / 10);
    out.set_regenerators(regenerators);
    AssetFacts facts;
    facts.ageYears = rng.uniform(0.3, 3);
    facts.cost_cny = (link.wide ? 900'000 : 520'000) * (1.0 + regenerators);
    facts.failuresPerYear = 0.05;
    facts.leadDays = 60;
    writeAsset(*out.mutable_asset(), facts);
}

} // namespace

void writeWaves(const Draft& draft, pb::Registry& registry)
{
    std::unordered_map<std::string, pb::Link*> byId;
    for (pb::Link& link : *registry.mutable_links()) {
        byId.emplace(link.id(), &link);
    }
    registry.clear_optical_channels();
    for (std::size_t l = 0; l < draft.links.size(); ++l) {
        const LinkDraft& link = draft.links[l];
        double route = 0;
        for (const std::size_t conduit : link.conduits) {
            route += static_cast<double>(draft.conduits[conduit].route_m);
        }
        const std::uint32_t perWave = regeneratorsPerWave(route, link.wide ? kReach800G_m : kReach400G_m);
        pb::Link& out = *byId.at(link.id);
        out.set_waves(link.waves);
        out.set_capacity_bps(link.waves * (link.wide ? 800 : 400) * kGigabit);
        out.set_regenerators(link.waves * perWave);
        AssetFacts facts;
        facts.ageYears = 3;
        facts.cost_cny = link.waves * (link.wide ? 900'000.0 : 520'000.0) * (1.0 + perWave);
        facts.spareSlots = kSlotsPerBand > link.waves ? kSlotsPerBand - link.waves : 0;
        facts.leadDays = 60;
        writeAsset(*out.mutable_asset(), facts);
        Rng rng(draft.options.seed, "wave", l);
        for (std::uint32_t wave = 0; wave < link.waves; ++wave) {
            writeChannel(draft, link, wave, perWave, rng, *registry.add_optical_channels());
        }
    }
}

} // namespace twin::generate
