#include "twin/registry/validate_context.h"

#include "twin/support/geography.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace twin::registry {

namespace {

constexpr double kVacuum_ns_per_m = 1e9 / 299'792'458.0;
/// 800G over this length needs a regenerator (docs/formats.md; 16QAM-PCS, general knowledge), with 5 %
/// allowed.
constexpr std::uint64_t kReach800G_m = 1'050'000;
constexpr std::uint64_t k800G_bps = 800'000'000'000;

std::string place(std::string_view list, int i)
{
    return std::string(list) + '[' + std::to_string(i) + ']';
}

/// Networks from files may be anywhere on earth; a registry with pools is about this country.
void checkSitePosition(const Context& context, const Item& item, const pb::Site& site)
{
    if (!site.has_position()) {
        item.error("position", "missing", "no position given");
        return;
    }
    const bool onGlobe = checkOnGlobe(item, "position", site.position());
    if (!onGlobe || context.pools.empty() || site.position().computed()) {
        return;
    }
    const Position at{site.position().lat_e6(), site.position().lon_e6()};
    const Province* province = provinceOf(site.adcode());
    if (province != nullptr && contains(*province, at)) {
        return;
    }
    if (!insideCountry(at)) {
        item.warning("position", "outside_country", "is in no province of the country");
    } else if (province != nullptr) {
        item.warning("position", "outside_province", "is not in " + province->name.en);
    }
}

void checkSite(const Context& context, const Item& item, const pb::Site& site)
{
    checkSitePosition(context, item, site);
    const bool national = !context.pools.empty();
    checkEnum(item, "role", site.role(), pb::SiteRole_IsValid,
              national ? std::optional(Grade::Warning) : std::nullopt);
    if (site.adcode() != 0 && provinceOf(site.adcode()) == nullptr) {
        item.error("adcode", "bad_adcode", std::to_string(site.adcode()) + " is in no province");
    }
    for (int i = 0; i < site.carrier_ids_size(); ++i) {
        checkReference(item, place("carrier_ids", i), site.carrier_ids(i), context.carriers, "carrier", true);
    }
    if (site.has_asset()) {
        checkAsset(item, site.asset());
    }
    if (!context.linksAtSite.contains(site.id())) {
        item.warning("", "unconnected", "no link ends here");
    }
}

void checkEnds(const Context& context, const Item& item, const std::string& a, const std::string& b)
{
    checkPlace(context, item, "a", a);
    checkPlace(context, item, "b", b);
    if (!a.empty() && a == b) {
        item.error("b", "loop", "both ends are " + a);
    }
}

/// Straight line between two surveyed places if it may be longer than `length_m`, else nothing. A sphere that
/// is too large settles nearly all cases at a fiftieth of the geodesic's cost.
std::optional<double> straightBeyond(const Context& context, std::string_view a, std::string_view b,
                                     double length_m)
{
    const auto from = context.surveyed(a);
    const auto to = context.surveyed(b);
    if (!from || !to) {
        return std::nullopt;
    }
    constexpr double kRadius_m = 6'400'000; // over the ellipsoid's largest radius of curvature, 6,399.6 km
    constexpr double kRadians = std::numbers::pi / 180;
    const double sinLat = std::sin((to->lat() - from->lat()) * kRadians / 2);
    const double sinLon = std::sin((to->lon() - from->lon()) * kRadians / 2);
    const double h =
        sinLat * sinLat + std::cos(from->lat() * kRadians) * std::cos(to->lat() * kRadians) * sinLon * sinLon;
    const double most_m = 2 * kRadius_m * std::asin(std::min(1.0, std::sqrt(h)));
    return most_m > length_m ? std::optional(distanceMetres(*from, *to)) : std::nullopt;
}

void checkConduit(const Context& context, const Item& item, const pb::Conduit& conduit)
{
    checkEnds(context, item, conduit.a(), conduit.b());
    checkEnum(item, "kind", conduit.kind(), pb::ConduitKind_IsValid, Grade::Error);
    checkPositive(item, "route_m", conduit.route_m());
    const auto route_m = static_cast<double>(conduit.route_m());
    const auto straight = straightBeyond(context, conduit.a(), conduit.b(), route_m);
    // One metre and 0.1 % for the rounding of positions.
    if (straight && route_m < *straight * 0.999 - 1) {
        item.warning("route_m", "shorter_than_possible",
                     std::to_string(conduit.route_m()) + " m, the straight line is " +
                         std::to_string(std::llround(*straight)) + " m");
    }
    constexpr int kMaxPoints = 10'000;
    checkAtMost(item, "polyline", conduit.polyline_size(), kMaxPoints);
    for (int i = 0; i < std::min(conduit.polyline_size(), kMaxPoints); ++i) {
        checkOnGlobe(item, place("polyline", i), conduit.polyline(i));
    }
    if (conduit.has_asset()) {
        checkAsset(item, conduit.asset());
    }
}

/// Sums the conduits' lengths and follows them from a to b. Reports unknown ones, and a gap once.
std::uint64_t followConduits(const Context& context, const Item& item, const pb::Link& link)
{
    std::uint64_t length_m = 0;
    std::string_view at = link.a();
    bool whole = true;
    for (int i = 0; i < link.conduit_ids_size(); ++i) {
        const pb::Conduit* conduit = lookUp(context.conduits, link.conduit_ids(i));
        if (conduit == nullptr) {
            item.error(place("conduit_ids", i), "dangling", "no conduit \"" + link.conduit_ids(i) + '"');
            return 0;
        }
        length_m += conduit->route_m();
        whole = whole && (conduit->a() == at || conduit->b() == at);
        at = conduit->a() == at ? conduit->b() : conduit->a();
    }
    if (link.conduit_ids_size() > 0 && (!whole || at != link.b())) {
        const Grade grade = link.kind() == pb::ACCESS ? Grade::Warning : Grade::Error;
        item.file(grade, "conduit_ids", "broken_chain", "do not lead from " + link.a() + " to " + link.b());
    }
    return length_m;
}

void checkDelay(const Context& context, const Item& item, const pb::Link& link, std::uint64_t route_m)
{
    if (link.delay_ns() <= 0) {
        item.error("delay_ns", "not_positive", "must be greater than 0");
        return;
    }
    const double light_m = static_cast<double>(link.delay_ns()) / kVacuum_ns_per_m;
    const double straight_m = straightBeyond(context, link.a(), link.b(), light_m).value_or(0);
    const double least_ns = std::max(straight_m * 0.999 - 1, static_cast<double>(route_m)) * kVacuum_ns_per_m;
    if (static_cast<double>(link.delay_ns()) < least_ns) {
        item.warning("delay_ns", "faster_than_light",
                     std::to_string(link.delay_ns()) + " ns, light needs " +
                         std::to_string(std::llround(least_ns)) + " ns");
    }
}

void checkLinkEnds(const Context& context, const Item& item, const pb::Link& link)
{
    checkEnds(context, item, link.a(), link.b());
    checkEnum(item, "kind", link.kind(), pb::LinkKind_IsValid, Grade::Error);
    const auto mustBe = [&](const char* field, const std::string& id, const auto& known, const char* what) {
        if (context.isPlace(id) && !known.contains(id)) {
            item.error(field, "wrong_end", std::string("must be a ") + what + ": " + id);
        }
    };
    if (link.kind() == pb::ACCESS) {
        mustBe("a", link.a(), context.pools, "pool");
        mustBe("b", link.b(), context.sites, "site");
    } else if (link.kind() == pb::BACKBONE) {
        mustBe("a", link.a(), context.sites, "site");
        mustBe("b", link.b(), context.sites, "site");
    }
}

void checkLink(const Context& context, const Item& item, const pb::Link& link)
{
    checkLinkEnds(context, item, link);
    checkEnum(item, "protection", link.protection(), pb::Protection_IsValid, std::nullopt);
    checkPositive(item, "capacity_bps", link.capacity_bps());
    checkReference(item, "carrier_id", link.carrier_id(), context.carriers, "carrier", false);
    constexpr int kMaxConduits = 256;
    checkAtMost(item, "conduit_ids", link.conduit_ids_size(), kMaxConduits);
    checkDelay(context, item, link, followConduits(context, item, link));
    if (link.has_asset()) {
        checkAsset(item, link.asset());
    }
    const auto sum = context.channelSum_bps.find(link.id());
    if (sum != context.channelSum_bps.end() && sum->second != link.capacity_bps()) {
        item.warning("capacity_bps", "channel_sum",
                     std::to_string(link.capacity_bps()) + ", its channels carry " +
                         std::to_string(sum->second));
    }
}

void checkChannel(const Context& context, const Item& item, const pb::OpticalChannel& channel)
{
    checkReference(item, "link_id", channel.link_id(), context.links, "link", true);
    checkPositive(item, "bps", channel.bps());
    if (!std::isfinite(channel.osnr_margin_db())) {
        item.error("osnr_margin_db", "out_of_range", "is not a number");
    }
    std::uint64_t length_m = 0;
    for (int i = 0; i < channel.conduit_ids_size(); ++i) {
        checkReference(item, place("conduit_ids", i), channel.conduit_ids(i), context.conduits, "conduit",
                       true);
        const pb::Conduit* conduit = lookUp(context.conduits, channel.conduit_ids(i));
        length_m += conduit != nullptr ? conduit->route_m() : 0;
    }
    if (channel.bps() >= k800G_bps && length_m > kReach800G_m && channel.regenerators() == 0) {
        item.warning("regenerators", "beyond_reach",
                     std::to_string(length_m / 1000) + " km at 800G or more without a regenerator");
    }
    if (channel.has_asset()) {
        checkAsset(item, channel.asset());
    }
}

void checkTunnel(const Context& context, const Item& item, const pb::Tunnel& tunnel)
{
    checkPlace(context, item, "src", tunnel.src());
    checkPlace(context, item, "dst", tunnel.dst());
    if (!tunnel.src().empty() && tunnel.src() == tunnel.dst()) {
        item.error("dst", "loop", "both ends are " + tunnel.src());
    }
    checkPath(context, item, tunnel.arcs(), tunnel.src(), tunnel.dst());
    checkReference(item, "disjoint_of", tunnel.disjoint_of(), context.tunnels, "tunnel", false);
    checkReference(item, "carrier_id", tunnel.carrier_id(), context.carriers, "carrier", false);
    checkFraction(item, "loss_max_ppm", tunnel.loss_max_ppm());
    checkNotNegative(item, "delay_max_ns", tunnel.delay_max_ns());
    if (tunnel.max_bps() != 0 && tunnel.max_bps() < tunnel.guaranteed_bps()) {
        item.error("max_bps", "out_of_range", "less than guaranteed_bps");
    }
}

void checkInterconnection(const Context& context, const Item& item, const pb::InterconnectionPoint& point)
{
    checkReference(item, "site_id", point.site_id(), context.sites, "site", true);
    checkReference(item, "carrier_a", point.carrier_a(), context.carriers, "carrier", true);
    checkReference(item, "carrier_b", point.carrier_b(), context.carriers, "carrier", true);
    checkPositive(item, "capacity_bps", point.capacity_bps());
    if (!point.carrier_a().empty() && point.carrier_a() == point.carrier_b()) {
        item.error("carrier_b", "loop", "both carriers are " + point.carrier_a());
    }
    const pb::Site* site = lookUp(context.sites, point.site_id());
    const auto isThere = [&](const std::string& id) {
        return site == nullptr || std::ranges::find(site->carrier_ids(), id) != site->carrier_ids().end();
    };
    if (!isThere(point.carrier_a()) || !isThere(point.carrier_b())) {
        item.warning("site_id", "inconsistent",
                     "a carrier that meets here is not at site " + point.site_id());
    }
    if (point.has_asset()) {
        checkAsset(item, point.asset());
    }
}

} // namespace

void validateSites(const Context& context)
{
    for (int i = 0; i < context.registry.sites_size(); ++i) {
        const pb::Site& site = context.registry.sites(i);
        checkSite(context, {context.report, "Site", site.id(), i}, site);
    }
}

void validateConduits(const Context& context)
{
    for (int i = 0; i < context.registry.conduits_size(); ++i) {
        const pb::Conduit& conduit = context.registry.conduits(i);
        checkConduit(context, {context.report, "Conduit", conduit.id(), i}, conduit);
    }
}

void validateLinks(const Context& context)
{
    for (int i = 0; i < context.registry.optical_channels_size(); ++i) {
        const pb::OpticalChannel& channel = context.registry.optical_channels(i);
        checkChannel(context, {context.report, "OpticalChannel", channel.id(), i}, channel);
    }
    for (int i = 0; i < context.registry.links_size(); ++i) {
        const pb::Link& link = context.registry.links(i);
        checkLink(context, {context.report, "Link", link.id(), i}, link);
    }
}

void validateTunnels(const Context& context)
{
    for (int i = 0; i < context.registry.tunnels_size(); ++i) {
        const pb::Tunnel& tunnel = context.registry.tunnels(i);
        checkTunnel(context, {context.report, "Tunnel", tunnel.id(), i}, tunnel);
    }
    for (int i = 0; i < context.registry.interconnection_points_size(); ++i) {
        const pb::InterconnectionPoint& point = context.registry.interconnection_points(i);
        checkInterconnection(context, {context.report, "InterconnectionPoint", point.id(), i}, point);
    }
}

} // namespace twin::registry
