#include "twin/network/zoo_attributes.h"

#include "twin/network/readers.h"

#include <initializer_list>

namespace twin::network {

namespace {

std::optional<double> firstNumber(const AttributeText& attribute,
                                  std::initializer_list<std::string_view> names)
{
    for (const std::string_view name : names) {
        if (const auto text = attribute(name)) {
            return numberFrom(*text);
        }
    }
    return std::nullopt;
}

/// 1 for `b/s`; none when the unit is none of those the toolset writes.
std::optional<double> speedFactor(std::string_view unit)
{
    if (unit.empty()) {
        return 1.0;
    }
    switch (unit.front()) {
    case 'K':
    case 'k':
        return 1e3;
    case 'M':
        return 1e6;
    case 'G':
        return 1e9;
    case 'T':
        return 1e12;
    default:
        return std::nullopt;
    }
}

} // namespace

ZooPlace zooPlace(const AttributeText& attribute)
{
    return {firstNumber(attribute, {"Latitude", "latitude", "Lat", "lat"}),
            firstNumber(attribute, {"Longitude", "longitude", "Lon", "lon", "lng"})};
}

Result<ZooSpeed> zooSpeed(const AttributeText& attribute)
{
    const auto raw = attribute("LinkSpeedRaw");
    const auto speed = raw ? std::nullopt : attribute("LinkSpeed");
    if (!raw && !speed) {
        return ZooSpeed{};
    }
    const std::string& text = raw ? *raw : *speed;
    const auto value = numberFrom(text);
    if (!value) {
        return failure(ErrorCode::BadInput, std::string(raw ? "LinkSpeedRaw" : "LinkSpeed") +
                                                " is not a number: " + text.substr(0, 40));
    }
    if (raw) {
        return ZooSpeed{value};
    }
    const auto unit = attribute("LinkSpeedUnits");
    const auto factor = unit ? speedFactor(*unit) : std::nullopt; // a speed without unit says nothing
    return factor ? ZooSpeed{*value * *factor} : ZooSpeed{std::nullopt, true};
}

} // namespace twin::network
