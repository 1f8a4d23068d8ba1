#include "views/map/difference_layer.h"

#include "views/map/addition_marks.h"
#include "views/map/layer_context.h"
#include "views/map/line_geometry.h"
#include "views/map/map_symbols.h"
#include "views/map/plan_symbols.h"
#include "views/map/segment_raster.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <vector>

namespace views {

namespace {

using models::MapDifference;
using models::MapLinkDifference;
using models::PlanMark;

constexpr float kSeen = 0.0005F; // of utilisation: less than the least a figure on the screen shows
constexpr double kCrossPitch_px = 22;
constexpr double kHatchPitch_px = 9;
constexpr double kDash_px = 7;
constexpr double kDashPitch_px = 11;
constexpr double kDotPitch_px = 5;

struct Stroke
{
    const LinkMark* mark = nullptr;
    const MapLinkDifference* row = nullptr;
};

float size(const MapLinkDifference& row)
{
    return std::max(std::abs(row.forward), std::abs(row.reverse));
}

bool isGone(PlanMark mark)
{
    return mark == PlanMark::Failed || mark == PlanMark::Removed || mark == PlanMark::Drained;
}

/// Small ones first, what is gone on top.
std::vector<Stroke> strokesOf(const LayerContext& context)
{
    const MapDifference& difference = *context.difference;
    std::vector<Stroke> out;
    for (const LinkMark& mark : context.items.links) {
        const std::uint32_t link = context.scene.links[mark.of].index;
        const std::uint32_t row =
            link < difference.rowOfLink.size() ? difference.rowOfLink[link] : models::kNoDifference;
        if (row == models::kNoDifference) {
            continue;
        }
        const MapLinkDifference& of = difference.links[row];
        if (of.mark != PlanMark::None || size(of) >= kSeen) {
            out.push_back({&mark, &of});
        }
    }
    std::ranges::sort(out, {}, [](const Stroke& each) {
        return std::tuple(isGone(each.row->mark), !each.mark->thin, size(*each.row), each.row->link);
    });
    return out;
}

class DifferenceStrokes
{
  public:
    DifferenceStrokes(SegmentRaster& raster, const LayerContext& context)
        : m_raster(raster)
        , m_context(context)
    {}

    void draw(const Stroke& stroke)
    {
        const LinkMark& mark = *stroke.mark;
        if (mark.thin) {
            drawThin(mark, *stroke.row);
        } else if (isGone(stroke.row->mark)) {
            drawGone(mark, stroke.row->mark);
        } else {
            drawChanged(mark, *stroke.row);
        }
    }

  private:
    [[nodiscard]] QColor colour(float by) const
    {
        return m_context.palette.difference(static_cast<double>(by / m_context.difference->full));
    }

    void under(const LinkMark& mark, const QColor& colour, double more)
    {
        const double reach = mark.width + LinkMark::kDirectionGap_px / 2 + more;
        m_bands.push_back({-reach, reach, colour.rgb()});
    }

    void layDown(const LinkMark& mark)
    {
        m_raster.draw(mark.centre(), m_bands);
        m_bands.clear();
    }

    [[nodiscard]] bool isSelected(const LinkMark& mark) const
    {
        return m_context.scene.links[mark.of].selected;
    }

    void drawChanged(const LinkMark& mark, const MapLinkDifference& row)
    {
        under(mark, isSelected(mark) ? m_context.palette.tokens.accent : m_context.palette.ground, 1.2);
        const double near = LinkMark::kDirectionGap_px / 2;
        m_bands.push_back({near, near + mark.width, colour(row.forward).rgb()});
        m_bands.push_back({-near - mark.width, -near, colour(row.reverse).rgb()});
        layDown(mark);
        if (row.mark == PlanMark::Degraded) {
            drawHatch(mark, m_context.palette.tokens.text);
        }
    }

    void drawGone(const LinkMark& mark, PlanMark kind)
    {
        const Tokens& tokens = m_context.palette.tokens;
        if (isSelected(mark)) {
            under(mark, tokens.accent, 2.5);
        }
        under(mark, kind == PlanMark::Removed ? tokens.dim : tokens.text, 0.5);
        const double hollow = std::max(0.5, mark.width - 0.5);
        m_bands.push_back({-hollow, hollow, tokens.land.rgb()});
        layDown(mark);
        if (kind == PlanMark::Drained) {
            drawHatch(mark, tokens.text);
        } else {
            drawCrosses(mark.centre(), std::max(3.0, mark.width));
        }
    }

    void drawThin(const LinkMark& mark, const MapLinkDifference& row)
    {
        if (!isGone(row.mark)) {
            const float by = std::abs(row.reverse) > std::abs(row.forward) ? row.reverse : row.forward;
            m_raster.draw(mark.forward, isSelected(mark) ? 2.4 : 1.6, colour(by));
            return;
        }
        m_raster.draw(mark.forward, 1, m_context.palette.tokens.dim);
        if (row.mark == PlanMark::Drained) {
            drawHatch(mark, m_context.palette.tokens.text);
        } else {
            drawCrosses(mark.forward, 2.5);
        }
    }

    void drawHatch(const LinkMark& mark, const QColor& colour)
    {
        m_strokes.clear();
        appendHatch(m_strokes, mark.centre(), std::max(2.5, mark.width + 0.8), kHatchPitch_px,
                    m_context.frame());
        m_raster.draw(m_strokes, 1.3, colour);
    }

    void drawCrosses(const QLineF& line, double reach)
    {
        m_strokes.clear();
        appendCrosses(m_strokes, line, reach, kCrossPitch_px, m_context.frame());
        m_raster.draw(m_strokes, 1.4, m_context.palette.tokens.text);
    }

    SegmentRaster& m_raster;
    const LayerContext& m_context;
    std::vector<StrokeBand> m_bands;
    QList<QLineF> m_strokes;
};

/// Places on the picture.
class Placing
{
  public:
    Placing(const LayerContext& context, const Projection& projection)
        : m_context(context)
        , m_projection(projection)
    {}

    [[nodiscard]] QPointF operator()(twin::Position at) const
    {
        return m_context.items.view.toScreen(m_projection.toPlane(at));
    }

    [[nodiscard]] const Projection& projection() const { return m_projection; }

    /// Whether a mark of about that size may be seen there.
    [[nodiscard]] bool sees(QPointF at, double reach) const
    {
        return m_context.frame().adjusted(-reach, -reach, reach, reach).contains(at);
    }

  private:
    const LayerContext& m_context;
    const Projection& m_projection;
};

void drawDashes(QPainter& painter, const LayerContext& context, const QLineF& line, double on, double pitch)
{
    QList<QLineF> dashes;
    appendDashes(dashes, line, on, pitch, context.frame());
    painter.drawLines(dashes);
}

void drawWay(QPainter& painter, const LayerContext& context, const Placing& place,
             const std::vector<twin::Position>& way, const QColor& colour)
{
    painter.setPen(QPen(colour, 1.4, Qt::SolidLine, Qt::FlatCap));
    for (std::size_t i = 0; i + 1 < way.size(); ++i) {
        const QLineF line(place(way[i]), place(way[i + 1]));
        if (clippedLine(line, context.frame())) {
            drawDashes(painter, context, line, 2, kDotPitch_px);
        }
    }
}

void drawAddedLink(QPainter& painter, const LayerContext& context, const Placing& place,
                   const models::MapAddedLink& link)
{
    drawWay(painter, context, place, link.way, context.palette.tokens.accent);
    const auto [line, width] = addedLinkMark(link, context.items.view, place.projection());
    if (!clippedLine(line, context.frame()) || line.length() < 1) {
        return;
    }
    painter.setPen(QPen(context.palette.ground, width + 2.4, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(line);
    painter.setPen(QPen(context.palette.tokens.accent, width, Qt::SolidLine, Qt::FlatCap));
    drawDashes(painter, context, line, kDash_px, kDashPitch_px);
}

/// What its members' differences are together, weighted by their compute.
struct PoolChangeMark
{
    double working = 0;
    double stranded = 0;
    PlanMark mark = PlanMark::None;
    bool isAny = false;
};

PoolChangeMark sumOf(const LayerContext& context, const PoolMark& mark)
{
    const MapDifference& difference = *context.difference;
    PoolChangeMark out;
    double weight = 0;
    std::uint32_t marked = 0;
    for (std::uint32_t i = 0; i < mark.count; ++i) {
        const models::MapPool& pool = context.scene.pools[context.items.members[mark.firstMember + i]];
        const double size = std::max(1e-6, static_cast<double>(pool.eflopsFp16));
        weight += size;
        const std::uint32_t row = pool.index < difference.rowOfPool.size() ? difference.rowOfPool[pool.index]
                                                                           : models::kNoDifference;
        if (row == models::kNoDifference) {
            continue;
        }
        const models::MapPoolDifference& of = difference.pools[row];
        out.isAny = true;
        out.working += size * static_cast<double>(of.working);
        out.stranded += size * static_cast<double>(of.stranded);
        marked += of.mark != PlanMark::None ? 1 : 0;
        out.mark = std::max(out.mark, of.mark);
    }
    out.working /= std::max(1e-9, weight);
    out.stranded /= std::max(1e-9, weight);
    if (marked < mark.count) {
        out.mark = PlanMark::None; // not all of the cluster
    }
    return out;
}

void drawPool(QPainter& painter, const LayerContext& context, const PoolMark& mark)
{
    const PoolChangeMark change = sumOf(context, mark);
    if (!change.isAny) {
        return;
    }
    const MapPalette& palette = context.palette;
    const QColor colour = palette.difference(change.working / static_cast<double>(context.difference->full));
    double reach = mark.radius;
    if (mark.count > 1) { // its count stays to be read
        reach = std::max(mark.radius + 2.6, 8.5);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colour, 2.6));
        painter.drawEllipse(mark.at, reach, reach);
    } else {
        const bool isHollow = isGone(change.mark);
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette.ground);
        painter.drawEllipse(mark.at, reach + 1.2, reach + 1.2);
        painter.setBrush(isHollow ? palette.tokens.land : colour);
        QPen ring(isHollow ? palette.tokens.text : colour, 1.2);
        if (change.mark == PlanMark::Removed) {
            ring.setDashPattern({2.2, 1.8});
        }
        painter.setPen(ring);
        painter.drawEllipse(mark.at, reach - 0.5, reach - 0.5);
    }
    drawPlanMark(painter, mark.at, std::max(5.0, mark.radius), change.mark, palette.tokens.text);
    drawStrandedRing(painter, palette, mark.at, reach + 3.5, change.stranded);
    if (mark.selected) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette.tokens.accent, 2));
        painter.drawEllipse(mark.at, reach + 6.5, reach + 6.5);
    }
}

void drawAddedPool(QPainter& painter, const LayerContext& context, QPointF at,
                   const models::MapAddedPool& pool)
{
    const double radius = addedPoolRadius_px(pool, context.kmPerPixel());
    QPen ring(context.palette.tokens.accent, 1.8);
    ring.setDashPattern({2.4, 1.6});
    painter.setBrush(context.palette.ground);
    painter.setPen(ring);
    painter.drawEllipse(at, radius, radius);
}

} // namespace

void drawDifferenceLinks(SegmentRaster& raster, const LayerContext& context)
{
    if (context.difference == nullptr) {
        return;
    }
    DifferenceStrokes strokes(raster, context);
    for (const Stroke& stroke : strokesOf(context)) {
        strokes.draw(stroke);
    }
}

void drawDifferenceLines(QPainter& painter, const LayerContext& context, const Projection& projection)
{
    if (context.difference == nullptr) {
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const Placing place(context, projection);
    for (const models::MapPlanPlace& cut : context.difference->places) {
        drawWay(painter, context, place, cut.way, context.palette.tokens.text);
    }
    for (const models::MapAddedConduit& conduit : context.difference->addedConduits) {
        drawWay(painter, context, place, {conduit.a, conduit.b}, context.palette.tokens.accent);
    }
    for (const models::MapAddedLink& link : context.difference->addedLinks) {
        drawAddedLink(painter, context, place, link);
    }
}

void drawDifferenceMarks(QPainter& painter, const LayerContext& context, const Projection& projection)
{
    if (context.difference == nullptr) {
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const Placing place(context, projection);
    for (const PoolMark& mark : context.items.pools) {
        if (place.sees(mark.at, mark.radius + 8)) {
            drawPool(painter, context, mark);
        }
    }
    for (const models::MapAddedPool& pool : context.difference->addedPools) {
        if (const QPointF at = place(pool.at); place.sees(at, 40)) {
            drawAddedPool(painter, context, at, pool);
        }
    }
    for (const models::MapMove& move : context.difference->moves) {
        const QLineF way(place(move.from), place(move.to));
        if (clippedLine(way, context.frame().adjusted(-200, -200, 200, 200))) {
            drawPlanArc(painter, context.palette, way.p1(), way.p2());
        }
    }
    for (const models::MapPlanPlace& each : context.difference->places) {
        if (const QPointF at = place(each.at); place.sees(at, 12)) {
            drawPlanSymbol(painter, context.palette, at, each.mark, each.isCut);
        }
    }
}

} // namespace views
