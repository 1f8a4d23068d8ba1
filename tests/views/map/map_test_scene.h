#pragma once

#include "models/geo/map_scene.h"

#include <cstdint>
#include <memory>

/// Scenes for tests and benchmarks of the map: shapes of the national network, made of provinces and cities,
/// without a registry. Same seed, same scene.
namespace mapscene {

struct NationOptions
{
    int pools = 499;
    int backboneLinks = 300;
    bool accessLinks = true; ///< two per pool
    int flows = 40;
    std::uint64_t seed = 1;
};

[[nodiscard]] std::shared_ptr<models::MapScene> nation(const NationOptions& options);

/// One pool at a place, everything else as given.
[[nodiscard]] models::MapPool pool(double lat, double lon, std::uint32_t index, float eflops,
                                   float utilisation, models::MarkState state = models::MarkState::Normal);

[[nodiscard]] models::MapLink link(twin::Position a, twin::Position b, std::uint32_t index, float tbps,
                                   float forward, float reverse,
                                   models::MarkState state = models::MarkState::Normal);

} // namespace mapscene
