#include "small_snapshot.h"

#include "twin/registry/identifier.h"

#include <string>

namespace {

namespace pb = suanwang::registry::v1;
using namespace twin::registry;

constexpr std::int64_t kYear_ns = 365LL * 86'400 * 1'000'000'000;

void setPosition(pb::GeoPosition& position, double lat, double lon)
{
    position.set_lat_e6(static_cast<std::int32_t>(lat * 1e6));
    position.set_lon_e6(static_cast<std::int32_t>(lon * 1e6));
}

void setAsset(pb::Asset& asset)
{
    asset.set_state(pb::IN_SERVICE);
    asset.set_planned_ns(48 * kYear_ns);
    asset.set_in_service_ns(50 * kYear_ns);
    asset.set_spare_slots(4);
    asset.set_mean_repair_ns(8LL * 3600 * 1'000'000'000);
    asset.set_cost_e4_cny(1'000'000);
}

void addFlops(google::protobuf::RepeatedPtrField<pb::Flops>& list, pb::Precision precision,
              std::uint64_t gflops)
{
    pb::Flops& flops = *list.Add();
    flops.set_precision(precision);
    flops.set_gflops(gflops);
}

void addChip(pb::Pool& pool)
{
    pb::Chip& chip = *pool.add_chips();
    chip.set_chip_class("NPU-320");
    chip.set_vendor("示例厂商");
    chip.set_count(1000);
    chip.set_memory_bytes(64ULL << 30U);
    addFlops(*chip.mutable_per_card(), pb::FP16, 320'000);
    addFlops(*chip.mutable_per_card(), pb::INT8, 640'000);
    addFlops(*pool.mutable_declared(), pb::FP16, 320'000'000);
    addFlops(*pool.mutable_declared(), pb::INT8, 640'000'000);
}

pb::Pool& addPool(pb::Registry& registry, const char* id, const char* subject, std::uint32_t adcode)
{
    pb::Pool& pool = *registry.add_pools();
    pool.set_id(id);
    pool.mutable_name()->set_zh("示例算力资源池");
    pool.mutable_name()->set_en(std::string("Pool ") + id);
    pool.set_subject_id(subject);
    pool.set_adcode(adcode);
    pool.set_compute_type(pb::INTELLIGENT);
    pool.set_tier(pb::CLOUD_TIER);
    addChip(pool);
    pool.set_servers(125);
    pool.set_cards_per_server(8);
    pool.mutable_fabric()->set_kind(pb::ROCE);
    pool.mutable_fabric()->set_port_bps(400'000'000'000);
    pool.mutable_fabric()->set_levels(2);
    pool.mutable_fabric()->set_balancing(pb::NSLB);
    pool.mutable_storage()->set_capacity_bytes(10'000'000'000'000'000);
    pool.mutable_power()->set_it_max_w(1'000'000);
    pool.mutable_power()->set_pue_ppm(1'150'000);
    pool.mutable_power()->set_green_ppm(600'000);
    pool.mutable_sla()->set_availability_ppm(999'000);
    pool.mutable_sla()->set_latency_class(pb::MS_20);
    pool.mutable_security()->set_protection_level(3);
    pool.mutable_security()->add_isolation_levels("tenant");
    pool.mutable_security()->add_isolation_levels("bare metal");
    pb::Price& price = *pool.add_prices();
    price.set_kind(pb::ON_DEMAND);
    price.set_chip_class("NPU-320");
    price.set_e4_cny_per_card_hour(30'000);
    setAsset(*pool.mutable_asset());
    return pool;
}

void addCompute(pb::Registry& registry)
{
    pb::Hub& hub = *registry.add_hubs();
    hub.set_id("H.NX");
    hub.mutable_name()->set_zh("宁夏枢纽");
    hub.set_side("west");
    pb::Cluster& cluster = *hub.add_clusters();
    cluster.set_id("C.ZWE");
    cluster.set_adcode(640'500);
    cluster.set_pue_target_ppm(1'200'000);
    setPosition(*cluster.mutable_position(), 37.57, 105.15);
    for (const char* id : {"E001", "E002"}) {
        pb::Subject& subject = *registry.add_subjects();
        subject.set_id(id);
        subject.mutable_name()->set_zh(std::string("示例算力主体") + id);
        subject.set_kind(pb::CLOUD);
        subject.set_credit_score(90);
    }
    pb::Pool& zhongwei = addPool(registry, kZhongwei, "E001", 640'500);
    zhongwei.set_hub_id("H.NX");
    zhongwei.set_cluster_id("C.ZWE");
    setPosition(*zhongwei.mutable_position(), 37.57, 105.15);
    pb::FieldProvenance& provenance = *zhongwei.add_provenance();
    provenance.set_field("power.pue_ppm");
    provenance.set_provenance(pb::TESTED);
    setPosition(*addPool(registry, kBeijing, "E002", 110'100).mutable_position(), 39.95, 116.30);
}

void addServiceNodes(pb::Registry& registry)
{
    const auto add = [&](const std::string& id, pb::ServiceNodeLevel level, const std::string& parent) {
        pb::ServiceNode& node = *registry.add_service_nodes();
        node.set_id(id);
        node.set_level(level);
        node.set_parent_id(parent);
        node.set_ttl_s(60);
        return &node;
    };
    add(nationalNodeId(), pb::NATIONAL, "");
    add(regionalNodeId(640'000), pb::REGIONAL, "SN.0")->set_area_adcode(640'000);
    add(industryNodeId("energy"), pb::INDUSTRY, "SN.R.64")->set_industry("energy");
    pb::Service& service = *registry.add_services();
    service.set_id(serviceId(kZhongwei, "train"));
    service.add_pool_ids(kZhongwei);
    service.set_kind("train");
}

void addSites(pb::Registry& registry)
{
    for (const char* code : {"A", "B"}) {
        registry.add_carriers()->set_id(carrierId(code));
    }

    struct Place
    {
        const char* code;
        double lat;
        double lon;
        std::uint32_t adcode;
    };

    for (const Place& place : {Place{"YCH", 38.47, 106.27, 640'100}, Place{"XIA", 34.27, 108.95, 610'100},
                               Place{"BEJ", 39.90, 116.40, 110'100}}) {
        pb::Site& site = *registry.add_sites();
        site.set_id(siteId(place.code));
        site.mutable_name()->set_en(place.code);
        setPosition(*site.mutable_position(), place.lat, place.lon);
        site.set_adcode(place.adcode);
        site.set_role(pb::CORE);
        site.add_carrier_ids("OP.A");
        site.add_carrier_ids("OP.B");
    }
}

void addConduit(pb::Registry& registry, const std::string& id, const std::string& a, const std::string& b,
                std::uint64_t route_m, pb::ConduitKind kind)
{
    pb::Conduit& conduit = *registry.add_conduits();
    conduit.set_id(id);
    conduit.set_a(a);
    conduit.set_b(b);
    conduit.set_route_m(route_m);
    conduit.set_kind(kind);
    conduit.set_cuts_per_1000km_year_ppm(1'500'000);
}

pb::Link& addLink(pb::Registry& registry, const std::string& id, const std::string& a, const std::string& b,
                  std::int64_t delay_ns, std::initializer_list<const char*> conduits)
{
    pb::Link& link = *registry.add_links();
    link.set_id(id);
    link.set_a(a);
    link.set_b(b);
    link.set_kind(pb::BACKBONE);
    link.set_carrier_id("OP.A");
    link.set_capacity_bps(800'000'000'000);
    link.set_delay_ns(delay_ns);
    for (const char* conduit : conduits) {
        link.add_conduit_ids(conduit);
    }
    return link;
}

void addAccess(pb::Registry& registry, const char* pool, std::uint32_t number, const char* site,
               std::uint64_t route_m)
{
    addConduit(registry, accessConduitId(pool, number), pool, site, route_m, pb::ACCESS_DUCT);
    const std::string duct = accessConduitId(pool, number);
    pb::Link& link =
        addLink(registry, accessLinkId(pool, number), pool, site,
                static_cast<std::int64_t>(static_cast<double>(route_m) * 4.9) + 50'000, {duct.c_str()});
    link.set_kind(pb::ACCESS);
    link.set_capacity_bps(100'000'000'000);
}

void addNetwork(pb::Registry& registry)
{
    addSites(registry);
    addConduit(registry, "D.BEJ~XIA", "S.BEJ", "S.XIA", 1'180'000, pb::RAIL);
    addConduit(registry, "D.XIA~YCH", "S.XIA", "S.YCH", 690'000, pb::ROAD);
    addLink(registry, "L.BEJ~XIA.A", "S.BEJ", "S.XIA", 5'900'000, {"D.BEJ~XIA"});
    addLink(registry, "L.XIA~YCH.A", "S.XIA", "S.YCH", 3'500'000, {"D.XIA~YCH"});
    addLink(registry, "L.BEJ~YCH.B", "S.BEJ", "S.YCH", 9'400'000, {"D.BEJ~XIA", "D.XIA~YCH"})
        .set_carrier_id("OP.B");
    addAccess(registry, kZhongwei, 1, "S.YCH", 190'000);
    addAccess(registry, kZhongwei, 2, "S.XIA", 680'000);
    addAccess(registry, kBeijing, 1, "S.BEJ", 15'000);
    addAccess(registry, kBeijing, 2, "S.XIA", 1'200'000);
    for (std::uint32_t wave = 1; wave <= 2; ++wave) {
        pb::OpticalChannel& channel = *registry.add_optical_channels();
        channel.set_id(channelId("L.XIA~YCH.A", wave));
        channel.set_link_id("L.XIA~YCH.A");
        channel.add_conduit_ids("D.XIA~YCH");
        channel.set_bps(400'000'000'000);
        channel.set_slot(wave);
        channel.set_band("C");
        channel.set_osnr_margin_db(3.25);
    }
    pb::Tunnel& tunnel = *registry.add_tunnels();
    tunnel.set_id(tunnelId("BEJ-YCH"));
    tunnel.set_src("S.BEJ");
    tunnel.set_dst("S.YCH");
    tunnel.add_arcs("L.BEJ~XIA.A>");
    tunnel.add_arcs("L.XIA~YCH.A>");
    pb::InterconnectionPoint& point = *registry.add_interconnection_points();
    point.set_id(interconnectionId("S.BEJ", "OP.A", "OP.B"));
    point.set_site_id("S.BEJ");
    point.set_carrier_a("OP.A");
    point.set_carrier_b("OP.B");
    point.set_capacity_bps(1'000'000'000'000);
}

void addWorkload(pb::Workload& workload)
{
    workload.set_version("1");
    workload.set_busy_hour(21);
    pb::HourProfile& profile = *workload.add_profiles();
    profile.set_name("day");
    for (std::uint32_t hour = 0; hour < 24; ++hour) {
        profile.add_hour_ppm(500'000 + hour * 20'000);
    }
    pb::Demand& demand = *workload.add_demands();
    demand.set_id(demandId(1));
    demand.set_src("S.BEJ");
    demand.set_dst("S.YCH");
    demand.set_src_carrier("OP.A");
    demand.set_dst_carrier("OP.A");
    demand.set_busy_bps(1.5e11);
    pb::Job& job = *workload.add_jobs();
    job.set_id(jobId(1));
    job.mutable_name()->set_en("training; \"west\"");
    job.set_kind(pb::CROSS_TRAIN);
    job.set_state(pb::RUNNING);
    job.mutable_requirement()->set_precision(pb::BF16);
    job.mutable_requirement()->set_cards(512);
    job.mutable_requirement()->set_gflops(1);
    job.add_tunnel_ids("T.BEJ-YCH");
    pb::Placement& placement = *job.add_placements();
    placement.set_pool_id(kZhongwei);
    placement.set_cards(512);
    pb::Flow& flow = *workload.add_flows();
    flow.set_id(flowId(1));
    flow.set_job_id("J.000001");
    flow.set_src("S.BEJ");
    flow.set_dst("S.YCH");
    flow.set_flow_class(pb::ELEPHANT);
    flow.set_bytes_total(8'000'000'000'000);
    flow.add_arcs("L.BEJ~YCH.B>");
    pb::Reservation& reservation = *workload.add_reservations();
    reservation.set_id(reservationId(1));
    reservation.set_object_id("L.BEJ~YCH.B");
    reservation.set_kind(pb::BANDWIDTH);
    reservation.set_state(pb::ACTIVE);
    reservation.set_quantity(1'000);
    pb::NotableCut& cut = *workload.add_notable_cuts();
    cut.set_conduit_id("D.BEJ~XIA");
    cut.set_worst_arc("L.BEJ~XIA.A<");
    cut.set_peak_utilisation(0.1 + 0.2); // a double that needs all its digits
}

} // namespace

SnapshotDocument smallSnapshot()
{
    SnapshotDocument document;
    pb::Registry& registry = *document.message().mutable_registry();
    registry.set_version("2026-01");
    registry.mutable_origin()->set_source("tests");
    registry.mutable_origin()->set_synthetic(true);
    registry.mutable_origin()->add_defaults_applied("capacity; taken as 10 Gb/s");
    addCompute(registry);
    addServiceNodes(registry);
    addNetwork(registry);
    addWorkload(*document.message().mutable_workload());
    canonicalise(document.message());
    return document;
}
