#include "twin/generate/national_draft.h"
#include "twin/registry/identifier.h"

#include <algorithm>
#include <cmath>

/// Carriers, sites, ducts, links and interconnection points as messages.
namespace twin::generate {

namespace {

constexpr double kGlassNsPerMetre = 4.9;
constexpr TimeNs kRouterDelay = 50 * kMicrosecond; ///< per link: amplifiers, switching at its ends
constexpr TimeNs kPassDelay = 10 * kMicrosecond;   ///< per site an express link passes optically
constexpr double kCutsPer1000KmYear = 1.5;

std::string carrierCode(std::size_t carrier)
{
    return std::string(1, static_cast<char>('A' + carrier));
}

void writeCarriers(pb::Registry& registry)
{
    for (std::size_t c = 0; c < kCarriers; ++c) {
        pb::Carrier& carrier = *registry.add_carriers();
        carrier.set_id(registry::carrierId(carrierCode(c)));
        carrier.mutable_name()->set_zh("运营商" + carrierCode(c));
        carrier.mutable_name()->set_en("Carrier " + carrierCode(c));
        carrier.set_as_number(static_cast<std::uint32_t>(64512 + c)); // private use
    }
}

pb::SiteRole roleOf(CityRole role)
{
    return role == CityRole::Core ? pb::CORE : (role == CityRole::Cluster ? pb::HUB_SITE : pb::REGIONAL_SITE);
}

void writeSite(const Draft& draft, std::size_t number, pb::Site& out)
{
    const SiteDraft& site = draft.sites[number];
    Rng rng(draft.options.seed, "site", number);
    out.set_id(site.id);
    out.mutable_name()->set_zh(std::string(site.city->zh));
    out.mutable_name()->set_en(std::string(site.city->en));
    out.mutable_position()->set_lat_e6(site.position.latE6);
    out.mutable_position()->set_lon_e6(site.position.lonE6);
    out.set_adcode(site.city->adcode);
    out.set_role(roleOf(site.city->role));
    for (std::size_t c = 0; c < kCarriers; ++c) {
        if (draft.presence[number][c]) {
            out.add_carrier_ids(registry::carrierId(carrierCode(c)));
        }
    }
    for (const char* feed : {"/feed-1", "/feed-2"}) {
        out.add_power_feed_ids(site.id + feed);
    }
    AssetFacts facts;
    facts.ageYears = rng.uniform(4, 20);
    facts.cost_cny = 8e7;
    facts.spareSlots = static_cast<std::uint32_t>(8 + rng.below(56));
    facts.leadDays = 365;
    writeAsset(*out.mutable_asset(), facts);
}

void addPoint(pb::Conduit& out, double lat, double lon)
{
    const Position at = Position::fromDegrees(lat, lon);
    pb::GeoPosition& point = *out.add_polyline();
    point.set_lat_e6(at.latE6);
    point.set_lon_e6(at.lonE6);
}

/// A line that swings a little to either side, as a railway does; ends exactly at its sites.
void writePolyline(const SiteDraft& a, const SiteDraft& b, Rng& rng, pb::Conduit& out)
{
    const double dLat = b.position.lat() - a.position.lat();
    const double dLon = b.position.lon() - a.position.lon();
    addPoint(out, a.position.lat(), a.position.lon());
    for (const double at : {0.25, 0.5, 0.75}) {
        const double aside = std::clamp(rng.normal(0, 0.03), -0.06, 0.06);
        addPoint(out, a.position.lat() + at * dLat + aside * dLon,
                 a.position.lon() + at * dLon - aside * dLat);
    }
    addPoint(out, b.position.lat(), b.position.lon());
}

void writeConduit(const Draft& draft, std::size_t number, pb::Conduit& out)
{
    const ConduitDraft& conduit = draft.conduits[number];
    Rng rng(draft.options.seed, "conduit", number);
    const double km = static_cast<double>(conduit.route_m) / 1000;
    out.set_id(conduit.id);
    out.set_a(draft.sites[conduit.a].id);
    out.set_b(draft.sites[conduit.b].id);
    out.set_route_m(conduit.route_m);
    writePolyline(draft.sites[conduit.a], draft.sites[conduit.b], rng, out);
    out.set_kind(conduit.kind);
    const double cuts = kCutsPer1000KmYear * rng.uniform(0.67, 1.33);
    out.set_cuts_per_1000km_year_ppm(static_cast<std::uint32_t>(std::lround(cuts * 1e6)));
    AssetFacts facts;
    facts.ageYears = rng.uniform(3, 22);
    facts.cost_cny = km * 120'000 + 1;
    facts.spareSlots = static_cast<std::uint32_t>(12 + rng.below(132)); // fibres
    facts.repairHours = rng.uniform(6, 12);
    facts.failuresPerYear = cuts * km / 1000;
    facts.leadDays = 540;
    writeAsset(*out.mutable_asset(), facts);
}

void writeLink(const Draft& draft, std::size_t number, pb::Link& out)
{
    const LinkDraft& link = draft.links[number];
    Rng rng(draft.options.seed, "link", number);
    out.set_id(link.id);
    out.set_a(draft.sites[link.a].id);
    out.set_b(draft.sites[link.b].id);
    out.set_kind(pb::BACKBONE);
    out.set_carrier_id(registry::carrierId(carrierCode(link.carrier)));
    std::uint64_t route = 0;
    for (const std::size_t conduit : link.conduits) {
        out.add_conduit_ids(draft.conduits[conduit].id);
        route += draft.conduits[conduit].route_m;
    }
    const auto passed = static_cast<TimeNs>(link.conduits.size() - 1);
    const TimeNs delay =
        std::llround(static_cast<double>(route) * kGlassNsPerMetre) + kRouterDelay + passed * kPassDelay;
    out.set_delay_ns(delay);
    out.set_te_metric(static_cast<std::uint32_t>(delay / kMicrosecond));
    out.set_protection(rng.uniform() < 0.5 ? pb::WSON : pb::FRR);
}

void writeInterconnections(const Draft& draft, pb::Registry& registry)
{
    for (std::size_t s = 0; s < draft.sites.size(); ++s) {
        if (!hasInterconnection(*draft.sites[s].city)) {
            continue;
        }
        for (std::size_t a = 0; a < kCarriers; ++a) {
            for (std::size_t b = a + 1; b < kCarriers; ++b) {
                pb::InterconnectionPoint& point = *registry.add_interconnection_points();
                point.set_id(registry::interconnectionId(draft.sites[s].id, carrierCode(a), carrierCode(b)));
                point.set_site_id(draft.sites[s].id);
                point.set_carrier_a(registry::carrierId(carrierCode(a)));
                point.set_carrier_b(registry::carrierId(carrierCode(b)));
                point.set_capacity_bps(kTerabit); // until the traffic is known
                writeAsset(*point.mutable_asset(), {6, 4e7, 16, 4, 0.2, 180});
            }
        }
    }
}

} // namespace

void writeNetwork(const Draft& draft, pb::Registry& registry)
{
    writeCarriers(registry);
    for (std::size_t s = 0; s < draft.sites.size(); ++s) {
        writeSite(draft, s, *registry.add_sites());
    }
    for (std::size_t c = 0; c < draft.conduits.size(); ++c) {
        writeConduit(draft, c, *registry.add_conduits());
    }
    for (std::size_t l = 0; l < draft.links.size(); ++l) {
        writeLink(draft, l, *registry.add_links());
    }
    writeInterconnections(draft, registry);
}

} // namespace twin::generate
