#include "twin/registry/csv_required.h"

#include <algorithm>
#include <array>

namespace twin::registry {

namespace {

struct Requirement
{
    std::string_view table;
    std::string_view id;                       ///< as it may look
    std::array<std::string_view, 6> columns{}; ///< beside `id` and the owner of a sub-table
};

constexpr std::array kRequirements{
    Requirement{"hubs", "H.NX"},
    Requirement{"hubs.clusters", "C.ZWE", {"position.lat_e6", "position.lon_e6"}},
    Requirement{"carriers", "OP.A"},
    Requirement{"subjects", "E001"},
    Requirement{"pools",
                "CN.64.E001.640500-001",
                {"subject_id", "adcode", "position.lat_e6", "position.lon_e6", "compute_type", "declared"}},
    Requirement{"pools.chips", {}, {"chip_class", "count", "per_card"}},
    Requirement{"pools.prices", {}, {"kind", "e4_cny_per_card_hour"}},
    Requirement{"service_nodes", "SN.0", {"level", "parent_id", "area_adcode"}},
    Requirement{"services", "CN.64.E001.640500-001/train", {"pool_ids"}},
    Requirement{"sites", "S.YCH", {"position.lat_e6", "position.lon_e6"}},
    Requirement{"conduits", "D.XIA~YCH", {"a", "b", "route_m", "kind"}},
    Requirement{"optical_channels", "W.XIA~YCH.A/01", {"link_id", "bps"}},
    Requirement{"links", "L.XIA~YCH.A", {"a", "b", "kind", "capacity_bps", "delay_ns"}},
    Requirement{"tunnels", "T.1", {"src", "dst"}},
    Requirement{"interconnection_points", "X.XIA.A-B", {"site_id", "carrier_a", "carrier_b", "capacity_bps"}},
    Requirement{"profiles", {}, {"hour_ppm"}},
    Requirement{"demands", "B.000001", {"src", "dst", "busy_bps"}},
    Requirement{"flows", "F.000001", {"src", "dst"}},
    Requirement{"jobs", "J.000001", {"kind", "state"}},
    Requirement{"jobs.placements", {}, {"pool_id", "cards"}},
    Requirement{"reservations", "R.000001", {"object_id", "kind", "quantity"}},
};

const Requirement* find(std::string_view table)
{
    const auto found = std::ranges::find(kRequirements, table, &Requirement::table);
    return found == kRequirements.end() ? nullptr : &*found;
}

} // namespace

bool isRequiredColumn(std::string_view table, std::string_view column)
{
    const Requirement* of = find(table);
    if (of == nullptr) {
        return false;
    }
    return std::ranges::find(of->columns, column) != of->columns.end();
}

std::string_view exampleId(std::string_view table)
{
    const Requirement* of = find(table);
    return of == nullptr ? std::string_view() : of->id;
}

} // namespace twin::registry
