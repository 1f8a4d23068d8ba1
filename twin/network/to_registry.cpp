#include "twin/network/to_registry.h"

#include "twin/network/layout.h"
#include "twin/network/name_giver.h"

#include <algorithm>
#include <cmath>

namespace twin::network {

namespace {

namespace pb = ::suanwang::registry::v1;

void setPosition(pb::GeoPosition& out, const FileNode& node)
{
    out.set_lat_e6(node.position->latE6);
    out.set_lon_e6(node.position->lonE6);
    out.set_computed(node.computedPosition);
}

void setName(pb::Name& out, const std::string& name)
{
    out.set_zh(name);
    out.set_en(name);
}

void addSite(pb::Registry& out, const FileNode& node)
{
    pb::Site& site = *out.add_sites();
    site.set_id(node.name);
    setName(*site.mutable_name(), node.name);
    setPosition(*site.mutable_position(), node);
    site.set_role(pb::REGIONAL_SITE);
    site.mutable_asset()->set_state(pb::IN_SERVICE);
}

void addConduit(pb::Registry& out, const NetworkFile& network, const FileLink& link)
{
    pb::Conduit& conduit = *out.add_conduits();
    conduit.set_id("duct:" + link.name);
    conduit.set_a(network.nodes[link.a].name);
    conduit.set_b(network.nodes[link.b].name);
    // What the delay says, so that length and delay agree.
    const double metres = static_cast<double>(std::max(link.delay, link.delayReverse)) / network.nsPerMetre;
    conduit.set_route_m(std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::llround(metres))));
    setPosition(*conduit.add_polyline(), network.nodes[link.a]);
    setPosition(*conduit.add_polyline(), network.nodes[link.b]);
    conduit.set_kind(pb::ROAD);
    conduit.mutable_asset()->set_state(pb::IN_SERVICE);
}

/// A registry link has an arc each way; a one-way arc of the file gets its opposite at the same capacity, and
/// says so.
void addLink(pb::Registry& out, const NetworkFile& network, const FileLink& link)
{
    pb::Link& made = *out.add_links();
    made.set_id(link.name);
    made.set_a(network.nodes[link.a].name);
    made.set_b(network.nodes[link.b].name);
    made.set_kind(pb::BACKBONE);
    made.set_capacity_bps(link.capacity_bps != 0 ? link.capacity_bps : link.capacityReverse_bps);
    if (link.capacity_bps != 0 && link.capacityReverse_bps != link.capacity_bps) {
        made.set_capacity_reverse_bps(link.capacityReverse_bps);
    }
    made.add_conduit_ids("duct:" + link.name);
    made.set_delay_ns(std::max<TimeNs>(1, std::max(link.delay, link.delayReverse)));
    made.set_te_metric(std::max(1U, link.weight));
    made.mutable_asset()->set_state(pb::IN_SERVICE);
}

std::vector<std::string> whatASnapshotCannotSay(const NetworkFile& network)
{
    std::vector<std::string> out;
    const auto& links = network.links;
    const auto say = [&](auto count, const char* sentence) {
        if (count > 0) {
            out.push_back(std::to_string(count) + sentence);
        }
    };
    say(std::ranges::count_if(
            links, [](const FileLink& l) { return l.capacity_bps == 0 || l.capacityReverse_bps == 0; }),
        " one-way links: given the same capacity back");
    say(std::ranges::count_if(
            links, [](const FileLink& l) { return l.delay != l.delayReverse && l.delayReverse != 0; }),
        " links with a delay of its own each way: the longer one taken");
    say(std::ranges::count_if(network.demands, [](const FileDemand& d) { return d.bps <= 0; }),
        " demands of 0 b/s: left out");
    say(std::ranges::count_if(
            links,
            [](const FileLink& l) { return l.weight != l.weightReverse && l.capacityReverse_bps != 0; }),
        " links with a weight of its own each way: the forward one taken");
    return out;
}

/// Every demand the same at every hour; a snapshot has none of 0 b/s.
void addWorkload(pb::SnapshotFile& file, const NetworkFile& network)
{
    pb::Workload& workload = *file.mutable_workload();
    workload.set_version("1");
    *workload.mutable_origin() = file.registry().origin();
    workload.mutable_origin()->clear_defaults_applied();
    pb::HourProfile& flat = *workload.add_profiles();
    flat.set_name("flat");
    for (int hour = 0; hour < 24; ++hour) {
        flat.add_hour_ppm(1'000'000);
    }
    NameGiver names;
    for (const FileDemand& demand : network.demands) {
        if (demand.bps <= 0) {
            continue;
        }
        pb::Demand& made = *workload.add_demands();
        made.set_id(names.take(demand.name.empty() ? "demand" : demand.name));
        made.set_src(network.nodes[demand.src].name);
        made.set_dst(network.nodes[demand.dst].name);
        made.set_busy_bps(demand.bps);
    }
}

} // namespace

pb::SnapshotFile toSnapshot(NetworkFile network)
{
    computeLayout(network);
    pb::SnapshotFile file;
    file.set_format("suanwang.registry.v1");
    pb::Registry& registry = *file.mutable_registry();
    registry.set_version("1");
    pb::Origin& origin = *registry.mutable_origin();
    origin.set_source(std::string(networkFormatName(network.format)) + " network " + network.name);
    for (const auto* list : {&network.defaultsApplied, &network.warnings, &network.demandWarnings}) {
        for (const std::string& sentence : *list) {
            origin.add_defaults_applied(sentence);
        }
    }
    for (const std::string& sentence : whatASnapshotCannotSay(network)) {
        origin.add_defaults_applied(sentence);
    }
    for (const FileNode& node : network.nodes) {
        addSite(registry, node);
    }
    for (const FileLink& link : network.links) {
        addConduit(registry, network, link);
        addLink(registry, network, link);
    }
    if (!network.demands.empty()) {
        addWorkload(file, network);
    }
    return file;
}

} // namespace twin::network
