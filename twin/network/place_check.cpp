#include "twin/network/place_check.h"

#include "twin/support/csv.h"
#include "twin/support/geography.h"
#include "twin/support/resource.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <unordered_map>

namespace twin::network {

namespace {

/// Names are shared (two cities are called Suzhou), and networks place a node somewhere in a province.
constexpr double kFar_m = 300'000;

using CityTable = std::unordered_map<std::string, std::vector<Position>>;

/// English names of the embedded cities and provincial capitals.
const CityTable& knownCities()
{
    static const CityTable table = [] {
        CityTable out;
        for (const Province& province : provinces()) {
            out[province.capital.en].push_back(province.capitalPosition);
        }
        if (const auto rows = parseCsv(resource::citiesCsv())) {
            for (const CsvRow& row : *rows) { // geonames_id,name_en,country,feature,admin1,lon,lat,population
                if (row.cells.size() >= 7 && row.cells[0] != "geonames_id") {
                    out[row.cells[1]].push_back(Position::fromDegrees(std::atof(row.cells[6].c_str()),
                                                                      std::atof(row.cells[5].c_str())));
                }
            }
        }
        return out;
    }();
    return table;
}

bool isAboutChina(const NetworkFile& network)
{
    std::size_t placed = 0;
    std::size_t inside = 0;
    for (const FileNode& node : network.nodes) {
        if (node.position) {
            ++placed;
            inside += insideCountry(*node.position) ? 1 : 0;
        }
    }
    return placed > 0 && 2 * inside > placed;
}

double nearestMetres(const std::vector<Position>& places, Position at)
{
    double least = 1e9;
    for (const Position place : places) {
        least = std::min(least, distanceMetres(place, at));
    }
    return least;
}

} // namespace

void checkPlaces(NetworkFile& network)
{
    if (!isAboutChina(network)) {
        return;
    }
    for (const FileNode& node : network.nodes) {
        const auto known = knownCities().find(node.name);
        if (!node.position || known == knownCities().end()) {
            continue;
        }
        const double metres = nearestMetres(known->second, *node.position);
        if (metres > kFar_m) {
            network.warnings.push_back("node " + node.name + " stands " +
                                       std::to_string(std::lround(metres / 1000)) +
                                       " km from the city of that name: kept as in the file");
        }
    }
}

} // namespace twin::network
