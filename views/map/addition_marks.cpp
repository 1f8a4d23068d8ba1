#include "views/map/addition_marks.h"

#include "views/map/line_geometry.h"
#include "views/map/map_symbols.h"

#include <algorithm>

namespace views {

using models::MapAddition;
using models::MapDifference;

namespace {

constexpr double kAside_px = 5; // an added link beside those that lie there already
constexpr double kReach_px = 4;

/// The nearest of a list of lines within reach of a point.
class Nearest
{
  public:
    explicit Nearest(QPointF point)
        : m_point(point)
    {}

    void look(const QLineF& line, double width, MapAddition what)
    {
        if (const double d = distanceTo(line, m_point) - width / 2; d <= m_least) {
            m_least = d;
            m_found = what;
        }
    }

    [[nodiscard]] const std::optional<MapAddition>& found() const { return m_found; }

  private:
    QPointF m_point;
    double m_least = kReach_px;
    std::optional<MapAddition> m_found;
};

} // namespace

AddedLinkMark addedLinkMark(const models::MapAddedLink& link, const Viewport& view,
                            const Projection& projection)
{
    AddedLinkMark out;
    out.line = QLineF(view.toScreen(projection.toPlane(link.a)), view.toScreen(projection.toPlane(link.b)));
    if (const double length = out.line.length(); length >= 1) {
        out.line.translate(QPointF(-out.line.dy(), out.line.dx()) / length * kAside_px);
    }
    out.width = std::max(2.0, linkWidth_px(static_cast<double>(link.capacity_tbps), view.kmPerPixel));
    return out;
}

double addedPoolRadius_px(const models::MapAddedPool& pool, double kmPerPixel)
{
    return std::max(4.0, poolRadius_px(static_cast<double>(pool.eflopsFp16), kmPerPixel));
}

std::optional<MapAddition> additionAt(const MapPicture& picture, QPointF point)
{
    const MapDifference* difference = picture.scene ? picture.scene->difference.get() : nullptr;
    if (difference == nullptr) {
        return std::nullopt;
    }
    const Viewport& view = picture.items.view;
    const auto place = [&](twin::Position at) {
        return view.toScreen(picture.projection.toPlane(at));
    };
    for (std::size_t i = difference->addedPools.size(); i-- > 0;) { // the last is on top
        const models::MapAddedPool& pool = difference->addedPools[i];
        if (QLineF(place(pool.at), point).length() <= addedPoolRadius_px(pool, view.kmPerPixel) + 3) {
            return MapAddition{MapAddition::Kind::Pool, i};
        }
    }
    Nearest link(point);
    for (std::size_t i = 0; i < difference->addedLinks.size(); ++i) {
        const AddedLinkMark mark = addedLinkMark(difference->addedLinks[i], view, picture.projection);
        link.look(mark.line, mark.width, {MapAddition::Kind::Link, i});
        const std::vector<twin::Position>& way = difference->addedLinks[i].way;
        for (std::size_t leg = 0; leg + 1 < way.size(); ++leg) {
            link.look(QLineF(place(way[leg]), place(way[leg + 1])), 1, {MapAddition::Kind::Link, i});
        }
    }
    if (link.found()) {
        return link.found();
    }
    Nearest conduit(point);
    for (std::size_t i = 0; i < difference->addedConduits.size(); ++i) {
        const models::MapAddedConduit& of = difference->addedConduits[i];
        conduit.look(QLineF(place(of.a), place(of.b)), 1, {MapAddition::Kind::Conduit, i});
    }
    return conduit.found();
}

} // namespace views
