#pragma once

#include "twin/support/position.h"

#include <cstdint>
#include <span>
#include <string_view>

namespace twin::generate {

/// What a city is to the backbone.
enum class CityRole : std::uint8_t { None, Core, Capital, Gateway, Cluster };

/// A city of the recipe: prefecture code (GB/T 2260), names, place, people in its urban area. Cities with a
/// `site` code are nodes of the backbone. People are rounded relative weights, in 10,000; 0 = the place of a
/// cluster.
struct City
{
    std::uint32_t adcode;
    std::string_view zh;
    std::string_view en;
    double lat;
    double lon;
    double people;
    std::string_view site; ///< empty = no backbone node
    CityRole role;
    bool capital;

    [[nodiscard]] Position position() const { return Position::fromDegrees(lat, lon); }

    [[nodiscard]] std::uint32_t province() const { return adcode / 10000 * 10000; }
};

/// All cities, by province. 60 of them are backbone sites.
[[nodiscard]] std::span<const City> cities();

/// True where the carriers exchange traffic (骨干直联点): the first fourteen places. Kunming has none, so
/// Yunnan's traffic between carriers goes the long way round, as it did before 2023.
[[nodiscard]] bool hasInterconnection(const City& city);

/// Share of the nation's intelligent compute outside the ten clusters, by province, relative (DOMAIN:
/// province index order 2025; an assumption).
struct ProvinceShare
{
    std::uint32_t adcode;
    double share;
};

[[nodiscard]] std::span<const ProvinceShare> provinceShares();

/// Share of the nation's intelligent compute in each cluster, percent; adcodes of the clusters' start areas
/// in the order of hubs.json.
struct ClusterShare
{
    std::string_view id; ///< as in hubs.json
    double percent;
    bool west;
    std::uint32_t adcodes[3];
    std::string_view placeZh[3];
    std::string_view placeEn[3];
};

[[nodiscard]] std::span<const ClusterShare> clusterShares();

} // namespace twin::generate
