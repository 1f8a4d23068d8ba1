#pragma once

#include "models/geo/map_scene.h"
#include "views/map/projection.h"
#include "views/map/viewport.h"

#include <QLineF>
#include <QPointF>
#include <QRectF>

#include <cstdint>
#include <vector>

namespace views {

/// A pool or a cluster of pools as it stands in the picture.
struct PoolMark
{
    QPointF at;
    double radius = 0;
    float eflops = 0;
    float utilisation = 0; ///< of a cluster: weighted by EFLOPS over the members with a usable value
    models::MarkState state =
        models::MarkState::Normal; ///< of a cluster: Unknown or Stale if no member is better
    std::uint8_t severity = 0;     ///< worst
    bool selected = false;
    bool isNear = false;           ///< some member is
    std::uint32_t firstMember = 0; ///< into FrameItems::members
    std::uint32_t count = 1;
};

/// A link's centre lines in the picture, one per direction, `forward` from a to b, on the right of the way.
struct LinkMark
{
    static constexpr double kDirectionGap_px = 0.6; ///< between the edges of the two

    QLineF forward;
    QLineF reverse;
    double width = 1;     ///< of one direction
    bool thin = false;    ///< access link: one line, the worse direction
    std::uint32_t of = 0; ///< number in MapScene::links

    [[nodiscard]] QPointF middle() const { return (forward.center() + reverse.center()) / 2; }

    /// Between the directions, from a to b.
    [[nodiscard]] QLineF centre() const
    {
        return {(forward.p1() + reverse.p2()) / 2, (forward.p2() + reverse.p1()) / 2};
    }
};

struct SiteMark
{
    QPointF at;
    std::uint32_t of = 0; ///< number in MapScene::sites
};

/// A scene laid out on the screen at one viewport: what the layers draw and what a click is tested against.
/// Clusters depend on the scale alone, so panning does not change them.
struct FrameItems
{
    Viewport view;
    std::vector<PoolMark> pools;        ///< largest first, selected ones last
    std::vector<std::uint32_t> members; ///< numbers in MapScene::pools
    std::vector<LinkMark> links;        ///< those in sight
    std::vector<SiteMark> sites;        ///< those in sight

    struct Visibility
    {
        bool pools = true;
        bool links = true;
        bool accessLinks = true;
        bool sites = true;
    };

    /// Lays out what passes the scene's filter. Cost: linear; 50,000 pools take a few milliseconds.
    [[nodiscard]] static FrameItems layOut(const models::MapScene& scene, const Projection& projection,
                                           const Viewport& view, const Visibility& visible);
};

} // namespace views
