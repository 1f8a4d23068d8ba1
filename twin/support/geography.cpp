#include "twin/support/geography.h"

#include "twin/support/resource.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace twin {

namespace {

using Json = nlohmann::json;

Ring ringFrom(const Json& points)
{
    Ring ring;
    ring.reserve(points.size());
    for (const Json& point : points) {
        ring.push_back({point[0].get<float>(), point[1].get<float>()});
    }
    if (ring.size() > 1 && ring.front().lon == ring.back().lon && ring.front().lat == ring.back().lat) {
        ring.pop_back();
    }
    return ring;
}

void appendRings(std::vector<Ring>& rings, const Json& geometry)
{
    const bool multi = geometry["type"] == "MultiPolygon";
    for (const Json& polygon : geometry["coordinates"]) {
        if (multi) {
            for (const Json& ring : polygon) {
                rings.push_back(ringFrom(ring));
            }
        } else {
            rings.push_back(ringFrom(polygon));
        }
    }
}

Province provinceFrom(const Json& feature)
{
    const Json& p = feature["properties"];
    Province out;
    out.adcode = static_cast<std::uint32_t>(std::stoul(p["adcode"].get<std::string>()));
    out.name = {p["name_zh"].get<std::string>(), p["name_en"].get<std::string>()};
    out.shortName = {p["short_zh"].get<std::string>(), p["name_en"].get<std::string>()};
    out.capital = {p["capital_zh"].get<std::string>(), p["capital_en"].get<std::string>()};
    out.capitalPosition = Position::fromDegrees(p["capital"][1].get<double>(), p["capital"][0].get<double>());
    out.label = Position::fromDegrees(p["label"][1].get<double>(), p["label"][0].get<double>());
    appendRings(out.rings, feature["geometry"]);
    return out;
}

std::vector<Province> loadProvinces()
{
    std::vector<Province> out;
    const Json document = Json::parse(resource::provincesGeoJson());
    for (const Json& feature : document["features"]) {
        out.push_back(provinceFrom(feature));
    }
    std::ranges::sort(out, {}, &Province::adcode);
    return out;
}

} // namespace

std::span<const Province> provinces()
{
    static const std::vector<Province> all = loadProvinces();
    return all;
}

const Province* provinceOf(std::uint32_t adcode)
{
    const std::uint32_t wanted = adcode / 10000 * 10000;
    const auto all = provinces();
    const auto found = std::ranges::lower_bound(all, wanted, {}, &Province::adcode);
    return found != all.end() && found->adcode == wanted ? &*found : nullptr;
}

bool contains(const Province& province, Position position)
{
    const auto x = static_cast<float>(position.lon());
    const auto y = static_cast<float>(position.lat());
    bool inside = false;
    for (const Ring& ring : province.rings) {
        for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
            const GeoPoint a = ring[i];
            const GeoPoint b = ring[j];
            if ((a.lat > y) != (b.lat > y) && x < (b.lon - a.lon) * (y - a.lat) / (b.lat - a.lat) + a.lon) {
                inside = !inside;
            }
        }
    }
    return inside;
}

bool insideCountry(Position position, bool withSeas)
{
    if (withSeas) {
        return position.lon() >= 73 && position.lon() <= 136 && position.lat() >= 3 && position.lat() <= 54;
    }
    return std::ranges::any_of(provinces(), [&](const Province& p) { return contains(p, position); });
}

} // namespace twin
