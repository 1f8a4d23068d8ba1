#pragma once

#include "twin/support/geography.h"
#include "twin/support/result.h"
#include "views/map/projection.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace views {

/// One kind of shapes of a basemap, in degrees.
struct BasemapLayer
{
    enum class Kind : std::uint8_t {
        Land,      ///< neighbouring land: filled, no borders
        Territory, ///< the country's provinces: filled, with borders
        Boundary,  ///< open lines, drawn as they are (each dash of the dash line is one)
    };
    Kind kind = Kind::Land;
    std::vector<twin::Ring> rings; ///< closed for Land and Territory (even-odd), open for Boundary
};

struct BasemapLabel
{
    QString zh;
    QString en;
    twin::Position position;
};

/// What lies under the network. Replaceable, because a map published in China must be an approved one; the
/// built-in one is a schematic and says so. Immutable once loaded; shared by threads.
struct Basemap
{
    QString name;
    QString approvalNumber; ///< 审图号; empty when the map has none
    QString captionZh;
    QString captionEn;
    std::vector<BasemapLayer> layers; ///< bottom first
    std::vector<BasemapLabel> labels;
    GeoBounds
        territory; ///< of territory and boundary layers: what `fit` must show, in the main frame or the inset
    GeoBounds land;      ///< of everything
    GeoBounds mainFrame; ///< what `fit` shows when an inset shows the rest; empty: no inset
    GeoBounds inset;     ///< what the inset shows

    [[nodiscard]] QString caption(bool chinese) const { return chinese ? captionZh : captionEn; }
};

using BasemapPtr = std::shared_ptr<const Basemap>;

inline constexpr std::uint64_t kBasemapFileBound = 64ULL << 20U; ///< 64 MiB
inline constexpr std::size_t kBasemapPointBound = 2'000'000;

/// Reads a basemap file (docs/formats.md, "Basemap"): JSON with `format` "suanwang.basemap.v1", `name`,
/// `approval_number`, `caption_zh`, `caption_en`, `layers` [{`kind` land|territory|boundary, `geojson`}], and
/// optionally `main_frame` and `inset` as [west, south, east, north].
/// Errors: BadInput (not JSON, missing or mistyped field, coordinates that are not degrees), Unsupported
/// (format, layer or geometry kind), TooLarge (points). Any thread.
[[nodiscard]] twin::Result<BasemapPtr> parseBasemap(std::string_view json);

/// The same from a file. Errors: also NotFound, Io, TooLarge (bytes); each names the file.
[[nodiscard]] twin::Result<BasemapPtr> loadBasemap(const QString& path);

/// The built-in schematic: provinces, neighbouring land, South China Sea dash line, with an inset. Parsed on
/// first use (about 25 ms); any thread.
[[nodiscard]] BasemapPtr defaultBasemap();

} // namespace views
