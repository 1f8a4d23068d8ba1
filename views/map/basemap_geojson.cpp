#include "views/map/basemap_geojson.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace views {

namespace {

using Json = nlohmann::json;
using twin::ErrorCode;
using twin::failure;
using twin::Result;

/// The layer being filled and how many points may still come.
struct Sink
{
    BasemapLayer& layer;
    std::size_t& pointsLeft;
};

bool isDegrees(const Json& point)
{
    return point.is_array() && point.size() >= 2 && point[0].is_number() && point[1].is_number() &&
           std::abs(point[0].get<double>()) <= 180 && std::abs(point[1].get<double>()) <= 90;
}

Result<> appendLine(const Json& points, bool closed, Sink& sink)
{
    const std::size_t fewest = closed ? 3 : 2;
    if (!points.is_array() || points.size() < fewest) {
        return failure(ErrorCode::BadInput, "a line needs at least " + std::to_string(fewest) + " points");
    }
    if (points.size() > sink.pointsLeft) {
        return failure(ErrorCode::TooLarge,
                       "more than " + std::to_string(kBasemapPointBound) + " points in all");
    }
    sink.pointsLeft -= points.size();
    twin::Ring ring;
    ring.reserve(points.size());
    for (const Json& point : points) {
        if (!isDegrees(point)) {
            return failure(ErrorCode::BadInput, "a point is not [longitude, latitude] in degrees");
        }
        ring.push_back({point[0].get<float>(), point[1].get<float>()});
    }
    if (closed && ring.front().lon == ring.back().lon && ring.front().lat == ring.back().lat) {
        ring.pop_back();
    }
    sink.layer.rings.push_back(std::move(ring));
    return {};
}

/// `depth` arrays of arrays above the lines: 0 LineString, 1 Polygon or MultiLineString, 2 MultiPolygon.
Result<> appendNested(const Json& coordinates, int depth, bool closed, Sink& sink)
{
    if (depth == 0) {
        return appendLine(coordinates, closed, sink);
    }
    if (!coordinates.is_array()) {
        return failure(ErrorCode::BadInput, "coordinates are not nested as their geometry type says");
    }
    for (const Json& inner : coordinates) {
        if (auto done = appendNested(inner, depth - 1, closed, sink); !done) {
            return done;
        }
    }
    return {};
}

Result<> appendGeometry(const Json& geometry, Sink& sink)
{
    if (!geometry.is_object() || !geometry.contains("type") || !geometry["type"].is_string() ||
        !geometry.contains("coordinates")) {
        return failure(ErrorCode::BadInput, "a geometry without type and coordinates");
    }
    const bool closed = sink.layer.kind != BasemapLayer::Kind::Boundary;
    const auto type = geometry["type"].get<std::string>();
    const Json& coordinates = geometry["coordinates"];
    if (closed && (type == "Polygon" || type == "MultiPolygon")) {
        return appendNested(coordinates, type == "Polygon" ? 1 : 2, true, sink);
    }
    if (!closed && (type == "LineString" || type == "MultiLineString")) {
        return appendNested(coordinates, type == "LineString" ? 0 : 1, false, sink);
    }
    return failure(ErrorCode::Unsupported, "geometry \"" + type + "\" in this kind of layer");
}

QString textOf(const Json& properties, const char* name)
{
    const auto found = properties.find(name);
    return found != properties.end() && found->is_string() ? QString::fromStdString(found->get<std::string>())
                                                           : QString();
}

void appendLabel(const Json& feature, std::vector<BasemapLabel>& labels)
{
    const auto properties = feature.find("properties");
    if (properties == feature.end() || !properties->is_object()) {
        return;
    }
    const auto place = properties->find("label");
    if (place == properties->end() || !isDegrees(*place)) {
        return;
    }
    BasemapLabel label;
    label.zh = textOf(*properties, "short_zh");
    if (label.zh.isEmpty()) {
        label.zh = textOf(*properties, "name_zh");
    }
    label.en = textOf(*properties, "name_en");
    label.position = twin::Position::fromDegrees((*place)[1].get<double>(), (*place)[0].get<double>());
    labels.push_back(std::move(label));
}

} // namespace

Result<> appendGeoJson(const Json& collection, const std::string& where, BasemapLayer& layer,
                       std::vector<BasemapLabel>& labels, std::size_t& pointsLeft)
{
    const auto features = collection.is_object() ? collection.find("features") : collection.end();
    if (!collection.is_object() || features == collection.end() || !features->is_array()) {
        return failure(ErrorCode::BadInput, where + ": not a GeoJSON FeatureCollection");
    }
    Sink sink{layer, pointsLeft};
    std::size_t number = 0;
    for (const Json& feature : *features) {
        const std::string place = where + ": feature " + std::to_string(++number) + ": ";
        if (!feature.is_object() || !feature.contains("geometry")) {
            return failure(ErrorCode::BadInput, place + "not a feature with a geometry");
        }
        if (auto done = appendGeometry(feature["geometry"], sink); !done) {
            return failure(done.error().code, place + done.error().reason);
        }
        appendLabel(feature, labels);
    }
    return {};
}

} // namespace views
