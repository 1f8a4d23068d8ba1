#include "views/map/disc_union.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace views {

namespace {

constexpr double kTurn = 2 * std::numbers::pi;

using Interval = std::pair<double, double>;

double turned(double angle)
{
    const double out = std::fmod(angle, kTurn);
    return out < 0 ? out + kTurn : out;
}

/// Adds [first, first + width], cut where it passes a full turn.
void addInterval(std::vector<Interval>& hidden, double first, double width)
{
    const double begin = turned(first);
    const double end = begin + width;
    hidden.emplace_back(begin, std::min(end, kTurn));
    if (end > kTurn) {
        hidden.emplace_back(0, end - kTurn);
    }
}

/// What `other` hides of the edge of `disc`. @return false when it hides all of it
bool hide(const PlaneDisc& disc, const PlaneDisc& other, bool isEarlier, std::vector<Interval>& hidden)
{
    const QPointF way = other.centre - disc.centre;
    const double distance = std::hypot(way.x(), way.y());
    if (distance + disc.radius <= other.radius) { // inside the other one
        const bool isEqual = distance == 0 && disc.radius == other.radius;
        return isEqual && !isEarlier;
    }
    if (distance >= disc.radius + other.radius || distance + other.radius <= disc.radius) {
        return true; // apart, or the other one inside
    }
    const double cosine = (distance * distance + disc.radius * disc.radius - other.radius * other.radius) /
                          (2 * distance * disc.radius);
    const double half = std::acos(std::clamp(cosine, -1.0, 1.0));
    addInterval(hidden, std::atan2(way.y(), way.x()) - half, 2 * half);
    return true;
}

/// The gaps between the hidden intervals; one over the full turn's end is joined.
void addGaps(std::vector<DiscArc>& out, std::size_t disc, std::vector<Interval>& hidden)
{
    if (hidden.empty()) {
        out.push_back({disc, 0, kTurn});
        return;
    }
    std::ranges::sort(hidden);
    const std::size_t begun = out.size();
    double at = 0;
    for (const auto& [first, last] : hidden) {
        if (first > at) {
            out.push_back({disc, at, first});
        }
        at = std::max(at, last);
    }
    if (at >= kTurn) {
        return;
    }
    if (out.size() > begun && out[begun].first == 0) {
        out[begun].first = at - kTurn;
        if (out[begun].first < 0) { // keep angles in order: first < last
            out[begun].first += kTurn;
            out[begun].last += kTurn;
        }
    } else {
        out.push_back({disc, at, kTurn});
    }
}

} // namespace

std::vector<DiscArc> outlineOf(std::span<const PlaneDisc> discs)
{
    std::vector<DiscArc> out;
    std::vector<Interval> hidden;
    for (std::size_t i = 0; i < discs.size(); ++i) {
        hidden.clear();
        bool isSeen = discs[i].radius > 0;
        for (std::size_t j = 0; j < discs.size() && isSeen; ++j) {
            isSeen = j == i || discs[j].radius <= 0 || hide(discs[i], discs[j], j < i, hidden);
        }
        if (isSeen) {
            addGaps(out, i, hidden);
        }
    }
    return out;
}

} // namespace views
