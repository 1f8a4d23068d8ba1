#pragma once

#include <QPointF>

#include <span>
#include <vector>

namespace views {

struct PlaneDisc
{
    QPointF centre;
    double radius = 0;
};

/// A piece of the outline: part of one disc's edge, angles in radians from x towards y, first < last <= first
/// + 2π.
struct DiscArc
{
    std::size_t disc = 0;
    double first = 0;
    double last = 0;
};

/// The outline of what the discs cover together: the parts of their edges that lie in no other disc. Of equal
/// discs the first counts; discs without a radius have no edge. Cost: O(discs² · log discs).
[[nodiscard]] std::vector<DiscArc> outlineOf(std::span<const PlaneDisc> discs);

} // namespace views
