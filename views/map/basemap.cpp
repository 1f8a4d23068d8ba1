#include "views/map/basemap.h"

#include "twin/support/file_io.h"
#include "twin/support/resource.h"
#include "views/map/basemap_geojson.h"

#include <nlohmann/json.hpp>

#include <optional>

namespace views {

namespace {

using Json = nlohmann::json;
using twin::ErrorCode;
using twin::failure;
using twin::Result;

constexpr std::size_t kLayerBound = 16;
constexpr qsizetype kTextBound = 300; // of a caption: it stands in one line under the map

std::optional<BasemapLayer::Kind> kindFromName(const std::string& name)
{
    if (name == "land") {
        return BasemapLayer::Kind::Land;
    }
    if (name == "territory") {
        return BasemapLayer::Kind::Territory;
    }
    return name == "boundary" ? std::optional(BasemapLayer::Kind::Boundary) : std::nullopt;
}

Result<> readText(const Json& document, const char* name, QString& out)
{
    const auto found = document.find(name);
    if (found == document.end() || !found->is_string()) {
        return failure(ErrorCode::BadInput, std::string("field \"") + name + "\" is missing or not text");
    }
    out = QString::fromStdString(found->get<std::string>());
    if (out.size() > kTextBound) {
        return failure(ErrorCode::TooLarge, std::string("field \"") + name + "\" is over 300 characters");
    }
    return {};
}

/// [west, south, east, north]; absent is empty.
Result<> readBounds(const Json& document, const char* name, GeoBounds& out)
{
    const auto found = document.find(name);
    if (found == document.end()) {
        return {};
    }
    bool good = found->is_array() && found->size() == 4;
    for (std::size_t i = 0; good && i < 4; ++i) {
        good = (*found)[i].is_number() && std::abs((*found)[i].get<double>()) <= (i % 2 == 0 ? 180 : 90);
    }
    if (good) {
        out = {(*found)[0].get<double>(), (*found)[1].get<double>(), (*found)[2].get<double>(),
               (*found)[3].get<double>()};
    }
    if (!good || out.isEmpty()) {
        return failure(ErrorCode::BadInput,
                       std::string("field \"") + name + "\" is not [west, south, east, north]");
    }
    return {};
}

void measure(Basemap& map)
{
    for (const BasemapLayer& layer : map.layers) {
        for (const twin::Ring& ring : layer.rings) {
            for (const twin::GeoPoint point : ring) {
                map.land.extend(point.lon, point.lat);
                if (layer.kind != BasemapLayer::Kind::Land) {
                    map.territory.extend(point.lon, point.lat);
                }
            }
        }
    }
}

Result<> readLayers(const Json& document, Basemap& map)
{
    const auto layers = document.find("layers");
    if (layers == document.end() || !layers->is_array() || layers->empty()) {
        return failure(ErrorCode::BadInput, "field \"layers\" is missing or empty");
    }
    if (layers->size() > kLayerBound) {
        return failure(ErrorCode::TooLarge, "more than 16 layers");
    }
    std::size_t pointsLeft = kBasemapPointBound;
    std::size_t number = 0;
    for (const Json& entry : *layers) {
        const std::string where = "layer " + std::to_string(++number);
        if (!entry.is_object() || !entry.contains("kind") || !entry["kind"].is_string() ||
            !entry.contains("geojson")) {
            return failure(ErrorCode::BadInput, where + ": needs \"kind\" and \"geojson\"");
        }
        const auto kind = kindFromName(entry["kind"].get<std::string>());
        if (!kind) {
            return failure(ErrorCode::Unsupported, where + ": kind is not land, territory or boundary");
        }
        map.layers.push_back({*kind, {}});
        if (auto done = appendGeoJson(entry["geojson"], where, map.layers.back(), map.labels, pointsLeft);
            !done) {
            return done;
        }
    }
    return {};
}

Result<> readInto(const Json& document, Basemap& map)
{
    QString format;
    const std::pair<const char*, QString*> texts[] = {{"format", &format},
                                                      {"name", &map.name},
                                                      {"approval_number", &map.approvalNumber},
                                                      {"caption_zh", &map.captionZh},
                                                      {"caption_en", &map.captionEn}};
    for (const auto& [name, out] : texts) {
        if (auto done = readText(document, name, *out); !done) {
            return done;
        }
    }
    if (format != QLatin1String("suanwang.basemap.v1")) {
        return failure(ErrorCode::Unsupported, "format is not suanwang.basemap.v1");
    }
    const std::pair<const char*, GeoBounds*> boxes[] = {{"main_frame", &map.mainFrame},
                                                        {"inset", &map.inset}};
    for (const auto& [name, out] : boxes) {
        if (auto done = readBounds(document, name, *out); !done) {
            return done;
        }
    }
    if (auto done = readLayers(document, map); !done) {
        return done;
    }
    measure(map);
    if (map.territory.isEmpty()) {
        return failure(ErrorCode::BadInput, "no territory or boundary layer with a shape");
    }
    return {};
}

void appendBuiltIn(Basemap& map, BasemapLayer::Kind kind, std::string_view geojson)
{
    std::size_t pointsLeft = kBasemapPointBound;
    map.layers.push_back({kind, {}});
    const Json document = Json::parse(geojson, nullptr, false);
    // The files are part of the program and checked by its tests; a broken one leaves its layer empty.
    [[maybe_unused]] const auto done =
        appendGeoJson(document, "built-in", map.layers.back(), map.labels, pointsLeft);
}

BasemapPtr makeDefault()
{
    auto map = std::make_shared<Basemap>();
    map->name = QStringLiteral("Suanwang schematic");
    map->captionZh = QStringLiteral("示意图,非标准地图");
    map->captionEn = QStringLiteral("Schematic, not a standard map");
    appendBuiltIn(*map, BasemapLayer::Kind::Land, twin::resource::landContextGeoJson());
    appendBuiltIn(*map, BasemapLayer::Kind::Territory, twin::resource::provincesGeoJson());
    appendBuiltIn(*map, BasemapLayer::Kind::Boundary, twin::resource::dashLineGeoJson());
    measure(*map);
    // North of Hainan's south coast; the inset is the customary South China Sea box.
    map->mainFrame = {73.4, 17.8, 135.2, 53.7};
    map->inset = {105.8, 2.6, 123.4, 24.6};
    return map;
}

} // namespace

Result<BasemapPtr> parseBasemap(std::string_view json)
{
    const Json document = Json::parse(json, nullptr, false);
    if (document.is_discarded() || !document.is_object()) {
        return failure(ErrorCode::BadInput, "not a JSON object");
    }
    auto map = std::make_shared<Basemap>();
    if (auto done = readInto(document, *map); !done) {
        return failure(done.error());
    }
    return BasemapPtr(std::move(map));
}

Result<BasemapPtr> loadBasemap(const QString& path)
{
    const auto bytes = twin::readFile(path.toStdString(), kBasemapFileBound);
    if (!bytes) {
        return failure(bytes.error());
    }
    auto map = parseBasemap(*bytes);
    if (!map) {
        map.error().file = path.toStdString();
    }
    return map;
}

BasemapPtr defaultBasemap()
{
    static const BasemapPtr map = makeDefault();
    return map;
}

} // namespace views
