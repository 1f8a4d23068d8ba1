#include "views/map/link_layer.h"

#include "views/map/layer_context.h"
#include "views/map/line_geometry.h"
#include "views/map/segment_raster.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace views {

namespace {

using models::MapLink;
using models::MarkState;

constexpr double kHatchPitch_px = 7;
constexpr double kDash_px = 5;
constexpr double kDashPitch_px = 9;
constexpr double kCrossPitch_px = 22;

constexpr double kSmallestContrast = 3.0; // WCAG 2.1, graphical objects

double worse(const MapLink& link)
{
    return static_cast<double>(std::max(link.forward, link.reverse));
}

/// The residual that is further from nothing; NaN when neither is known.
double furtherOff(const MapLink& link)
{
    const auto forward = static_cast<double>(link.forwardResidual);
    const auto reverse = static_cast<double>(link.reverseResidual);
    const bool isReverse = std::isnan(forward) || std::abs(reverse) > std::abs(forward);
    return isReverse ? reverse : forward;
}

/// One link's strokes, in the order they are laid down.
class LinkStrokes
{
  public:
    LinkStrokes(SegmentRaster& raster, const LayerContext& context)
        : m_raster(raster)
        , m_context(context)
    {}

    void draw(const LinkMark& mark)
    {
        const MapLink& link = m_context.scene.links[mark.of];
        if (mark.thin) {
            drawThin(mark, link);
            return;
        }
        // What is down now stays to be seen: nothing of it is the scenario's doing.
        const bool isQuiet = link.state != MarkState::Planned && link.state != MarkState::Down;
        if (m_context.difference != nullptr && isQuiet) {
            drawQuiet(mark, link);
            return;
        }
        switch (link.state) {
        case MarkState::Normal:
        case MarkState::Stale:
            drawFilled(mark, link);
            break;
        case MarkState::Unknown:
        case MarkState::Down:
            drawHollow(mark, link);
            break;
        case MarkState::Planned:
            drawDashed(mark, link);
            break;
        }
    }

  private:
    /// The shown value of a link's directions.
    [[nodiscard]] double forwardOf(const MapLink& link) const
    {
        return static_cast<double>(m_context.residuals ? link.forwardResidual : link.forward);
    }

    [[nodiscard]] double reverseOf(const MapLink& link) const
    {
        return static_cast<double>(m_context.residuals ? link.reverseResidual : link.reverse);
    }

    [[nodiscard]] bool needsOutline(const MapLink& link) const
    {
        if (!m_context.residuals) {
            return m_context.palette.needsOutline(static_cast<double>(std::min(link.forward, link.reverse)));
        }
        const QColor& land = m_context.palette.tokens.land;
        return contrastRatio(m_context.palette.residual(forwardOf(link)), land) < kSmallestContrast ||
               contrastRatio(m_context.palette.residual(reverseOf(link)), land) < kSmallestContrast;
    }

    [[nodiscard]] QColor valueColour(const MapLink& link, double value) const
    {
        const QColor ramp =
            m_context.residuals ? m_context.palette.residual(value) : m_context.palette.ramp(value);
        const QColor shown = link.state == MarkState::Stale ? MapPalette::desaturated(ramp) : ramp;
        return m_context.emphasised(shown, link.selected);
    }

    [[nodiscard]] QColor emphasised(const QColor& colour, const MapLink& link) const
    {
        return m_context.emphasised(colour, link.selected);
    }

    /// A band under both directions, wider by `more` on each side.
    void under(const LinkMark& mark, const QColor& colour, double more)
    {
        const double reach = mark.width + LinkMark::kDirectionGap_px / 2 + more;
        m_bands.push_back({-reach, reach, colour.rgb()});
    }

    /// Both directions' own bands: traffic keeps right.
    void directions(const LinkMark& mark, const QColor& forward, const QColor& reverse)
    {
        const double near = LinkMark::kDirectionGap_px / 2;
        m_bands.push_back({near, near + mark.width, forward.rgb()});
        m_bands.push_back({-near - mark.width, -near, reverse.rgb()});
    }

    void layDown(const QLineF& line)
    {
        m_raster.draw(line, m_bands);
        m_bands.clear();
    }

    void drawFilled(const LinkMark& mark, const MapLink& link)
    {
        if (link.selected) {
            under(mark, m_context.palette.tokens.accent, 2);
        }
        if (link.selected || needsOutline(link)) {
            under(mark, emphasised(m_context.palette.tokens.line, link), 1);
        }
        directions(mark, valueColour(link, forwardOf(link)), valueColour(link, reverseOf(link)));
        layDown(mark.centre());
        if (link.state == MarkState::Stale) {
            drawStrokes(m_context.palette.tokens.land, 1.3, [&](QList<QLineF>& out) {
                appendHatch(out, mark.centre(), mark.width + 0.5, kHatchPitch_px, m_context.frame());
            });
        }
    }

    /// Below a scenario's difference: what it leaves as it was is only there to find one's way by.
    void drawQuiet(const LinkMark& mark, const MapLink& link)
    {
        if (link.selected) {
            under(mark, m_context.palette.tokens.accent, 2);
        }
        under(mark, m_context.palette.dimmed(m_context.palette.tokens.differenceMid), 0);
        layDown(mark.centre());
    }

    void drawHollow(const LinkMark& mark, const MapLink& link)
    {
        if (link.selected) {
            under(mark, m_context.palette.tokens.accent, 2.5);
        }
        const bool down = link.state == MarkState::Down;
        const QColor& edge = down ? m_context.palette.tokens.text : m_context.palette.tokens.dim;
        under(mark, emphasised(edge, link), 0.4);
        const double hollow = std::max(0.5, mark.width - 0.5);
        m_bands.push_back({-hollow, hollow, m_context.palette.tokens.land.rgb()});
        layDown(mark.centre());
        if (down) {
            drawStrokes(emphasised(edge, link), 1.3, [&](QList<QLineF>& out) {
                appendCrosses(out, mark.centre(), std::max(3.0, mark.width), kCrossPitch_px,
                              m_context.frame());
            });
        }
    }

    void drawDashed(const LinkMark& mark, const MapLink& link)
    {
        const QColor& colour = link.selected ? m_context.palette.tokens.accent : m_context.palette.tokens.dim;
        drawStrokes(emphasised(colour, link), std::max(1.0, mark.width), [&](QList<QLineF>& out) {
            appendDashes(out, mark.centre(), kDash_px, kDashPitch_px, m_context.frame());
        });
    }

    void drawThin(const LinkMark& mark, const MapLink& link)
    {
        if (link.state == MarkState::Planned || link.state == MarkState::Down) {
            drawDashed(mark, link);
            return;
        }
        if (m_context.difference != nullptr) { // likewise quiet
            m_raster.draw(mark.forward, link.selected ? 2 : 0.6,
                          link.selected ? m_context.palette.tokens.accent
                                        : m_context.palette.dimmed(m_context.palette.tokens.differenceMid));
            return;
        }
        const double value = m_context.residuals ? furtherOff(link) : worse(link);
        const bool known = link.state != MarkState::Unknown && !std::isnan(value);
        const QColor colour =
            known ? valueColour(link, value) : emphasised(m_context.palette.tokens.dim, link);
        m_raster.draw(mark.forward, link.selected ? 2 : known ? 1 : 0.6, colour);
    }

    template <typename Fill> void drawStrokes(const QColor& colour, double width, Fill fill)
    {
        m_strokes.clear();
        fill(m_strokes);
        m_raster.draw(m_strokes, width, colour);
    }

    SegmentRaster& m_raster;
    const LayerContext& m_context;
    std::vector<StrokeBand> m_bands;
    QList<QLineF> m_strokes;
};

/// Thin under thick, quiet under busy, selected on top; ties by number.
std::vector<const LinkMark*> drawingOrder(const LayerContext& context)
{
    std::vector<const LinkMark*> order;
    order.reserve(context.items.links.size());
    for (const LinkMark& mark : context.items.links) {
        order.push_back(&mark);
    }
    const auto key = [&](const LinkMark* mark) {
        const MapLink& link = context.scene.links[mark->of];
        const double residual = std::abs(furtherOff(link));
        const double value = !context.residuals ? worse(link) : std::isnan(residual) ? -1 : residual;
        return std::tuple(link.selected, !mark->thin, link.severity, value, mark->of);
    };
    std::ranges::sort(order, {}, key);
    return order;
}

} // namespace

void drawLinkLayer(SegmentRaster& raster, const LayerContext& context)
{
    LinkStrokes strokes(raster, context);
    for (const LinkMark* mark : drawingOrder(context)) {
        strokes.draw(*mark);
    }
}

} // namespace views
