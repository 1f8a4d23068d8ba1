#include "twin/registry/build_context.h"

namespace twin::registry {

namespace {

Site siteFrom(const pb::Site& message, const Numbers& numbers)
{
    Site site;
    site.id = message.id();
    site.name = nameFrom(message.name());
    site.position = positionFrom(message.position());
    site.computedPosition = message.position().computed();
    site.adcode = message.adcode();
    site.role = enumFrom<SiteRole>(message.role());
    for (const std::string& id : message.carrier_ids()) {
        site.carriers.push_back(Numbers::find<CarrierIndex>(numbers.carriers, id));
    }
    return site;
}

Conduit conduitFrom(const pb::Conduit& message, const Numbers& numbers)
{
    Conduit conduit;
    conduit.id = message.id();
    conduit.a = numbers.place(message.a());
    conduit.b = numbers.place(message.b());
    conduit.route_m = message.route_m();
    for (const pb::GeoPosition& point : message.polyline()) {
        conduit.polyline.push_back(positionFrom(point));
    }
    conduit.kind = enumFrom<ConduitKind>(message.kind());
    conduit.cutsPer1000kmYear = fractionFrom(message.cuts_per_1000km_year_ppm());
    conduit.asset = assetFrom(message.asset());
    return conduit;
}

OpticalChannel channelFrom(const pb::OpticalChannel& message, const Numbers& numbers)
{
    return {message.id(),           Numbers::find<LinkIndex>(numbers.links, message.link_id()),
            message.bps(),          message.slot(),
            message.regenerators(), message.osnr_margin_db(),
            message.band(),         message.modulation()};
}

Link linkFrom(const pb::Link& message, const Numbers& numbers)
{
    Link link;
    link.id = message.id();
    link.a = numbers.place(message.a());
    link.b = numbers.place(message.b());
    link.kind = enumFrom<LinkKind>(message.kind());
    link.carrier = Numbers::find<CarrierIndex>(numbers.carriers, message.carrier_id());
    link.capacity_bps = message.capacity_bps();
    link.capacityReverse_bps =
        message.capacity_reverse_bps() == 0 ? message.capacity_bps() : message.capacity_reverse_bps();
    link.conduits.reserve(static_cast<std::size_t>(message.conduit_ids_size()));
    for (const std::string& id : message.conduit_ids()) {
        link.conduits.push_back(Numbers::find<ConduitIndex>(numbers.conduits, id));
    }
    link.delay = message.delay_ns();
    link.teMetric = message.te_metric();
    link.protection = enumFrom<Protection>(message.protection());
    link.waves = message.waves();
    link.regenerators = message.regenerators();
    link.asset = assetFrom(message.asset());
    return link;
}

Tunnel tunnelFrom(const pb::Tunnel& message, const Numbers& numbers)
{
    return {message.id(),
            numbers.place(message.src()),
            numbers.place(message.dst()),
            {message.arcs().begin(), message.arcs().end()},
            message.probe(),
            message.guaranteed_bps(),
            message.delay_max_ns()};
}

InterconnectionPoint interconnectionFrom(const pb::InterconnectionPoint& message, const Numbers& numbers)
{
    return {message.id(), Numbers::find<SiteIndex>(numbers.sites, message.site_id()),
            Numbers::find<CarrierIndex>(numbers.carriers, message.carrier_a()),
            Numbers::find<CarrierIndex>(numbers.carriers, message.carrier_b()), message.capacity_bps()};
}

template <typename Entity, typename List, typename Make>
void fill(std::vector<Entity>& out, const List& list, const Numbers& numbers, Make make)
{
    out.reserve(static_cast<std::size_t>(list.size()));
    for (const auto& message : list) {
        out.push_back(make(message, numbers));
    }
}

void attach(Registry& registry, const Endpoint& end, LinkIndex link)
{
    if (const auto* pool = std::get_if<PoolIndex>(&end)) {
        registry.pools[pool->value()].access.push_back(link);
    } else {
        registry.sites[std::get<SiteIndex>(end).value()].links.push_back(link);
    }
}

} // namespace

void buildNetwork(const pb::Registry& message, const Numbers& numbers, Registry& out)
{
    for (const pb::Carrier& carrier : message.carriers()) {
        out.carriers.push_back({carrier.id(), nameFrom(carrier.name()), carrier.as_number()});
    }
    fill(out.sites, message.sites(), numbers, siteFrom);
    fill(out.conduits, message.conduits(), numbers, conduitFrom);
    fill(out.channels, message.optical_channels(), numbers, channelFrom);
    fill(out.links, message.links(), numbers, linkFrom);
    fill(out.tunnels, message.tunnels(), numbers, tunnelFrom);
    fill(out.interconnections, message.interconnection_points(), numbers, interconnectionFrom);
}

void fillBackReferences(Registry& registry)
{
    for (std::size_t i = 0; i < registry.clusters.size(); ++i) {
        registry.hubs[registry.clusters[i].hub.value()].clusters.emplace_back(i);
    }
    for (std::size_t i = 0; i < registry.pools.size(); ++i) {
        registry.subjects[registry.pools[i].subject.value()].pools.emplace_back(i);
    }
    for (std::size_t i = 0; i < registry.links.size(); ++i) {
        const LinkIndex number(i);
        attach(registry, registry.links[i].a, number);
        attach(registry, registry.links[i].b, number);
        for (const ConduitIndex conduit : registry.links[i].conduits) {
            registry.conduits[conduit.value()].links.push_back(number);
        }
    }
}

} // namespace twin::registry
