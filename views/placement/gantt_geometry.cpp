#include "views/placement/gantt_geometry.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace views {

using twin::TimeNs;

namespace {

constexpr TimeNs kUtc8 = 8 * twin::kHour;
constexpr TimeNs kDay = 24 * twin::kHour;
constexpr TimeNs kShortest = twin::kMinute;
constexpr TimeNs kLongest = 3'650 * kDay;
constexpr int kTickApart_px = 110;
constexpr std::array kSteps{twin::kMinute,   5 * twin::kMinute, 15 * twin::kMinute, twin::kHour,
                            3 * twin::kHour, 6 * twin::kHour,   12 * twin::kHour,   kDay,
                            2 * kDay,        7 * kDay,          14 * kDay,          30 * kDay,
                            90 * kDay,       365 * kDay};

} // namespace

double GanttGeometry::x(TimeNs time) const
{
    const double share =
        static_cast<double>(time - from) / static_cast<double>(std::max<TimeNs>(1, to - from));
    return labels + share * plotWidth();
}

TimeNs GanttGeometry::time(double x) const
{
    return from + static_cast<TimeNs>((x - labels) / plotWidth() * static_cast<double>(to - from));
}

void GanttGeometry::setLanes(const std::vector<int>& lanes)
{
    tops.assign(1, 0);
    for (const int of : lanes) {
        const int height = of <= 1 ? kRowHeight : of * kLaneHeight + kRowHeight - kBarHeight;
        tops.push_back(tops.back() + height);
    }
}

int GanttGeometry::offset(int row) const
{
    const int known = std::clamp(row, 0, std::max(0, static_cast<int>(tops.size()) - 1));
    return (tops.empty() ? 0 : tops[static_cast<std::size_t>(known)]) + (row - known) * kRowHeight;
}

int GanttGeometry::rowAt(int y) const
{
    if (y < header) {
        return -1;
    }
    const int at = y - header + scrolled;
    const auto next = std::ranges::upper_bound(tops, at);
    const int row = std::max(0, static_cast<int>(next - tops.begin()) - 1);
    return next != tops.end() ? row : row + (at - offset(row)) / kRowHeight;
}

QRectF GanttGeometry::bar(int row, TimeNs begin, TimeNs end, GanttLane lane) const
{
    const double left = x(begin);
    const double right = std::max(x(end), left + kLeastBar);
    const double height = static_cast<double>(rowHeight(row) - (kRowHeight - kBarHeight)) / lane.lanes;
    return {left, rowTop(row) + (kRowHeight - kBarHeight) / 2.0 + lane.lane * height, right - left, height};
}

GanttGeometry GanttGeometry::zoomed(double x, double factor) const
{
    GanttGeometry out = *this;
    const TimeNs fixed = time(x);
    const double span = std::clamp(static_cast<double>(to - from) / factor, static_cast<double>(kShortest),
                                   static_cast<double>(kLongest));
    const double share = (x - labels) / plotWidth();
    out.from = fixed - static_cast<TimeNs>(span * share);
    out.to = out.from + static_cast<TimeNs>(span);
    return out;
}

std::pair<std::vector<TimeNs>, bool> GanttGeometry::ticks() const
{
    std::vector<TimeNs> out;
    if (to <= from) {
        return {out, false};
    }
    const double least = static_cast<double>(to - from) * kTickApart_px / plotWidth();
    TimeNs step = kSteps.back();
    for (const TimeNs each : kSteps) {
        if (static_cast<double>(each) >= least) {
            step = each;
            break;
        }
    }
    TimeNs at = (from + kUtc8) / step * step - kUtc8;
    at += at < from ? step : 0;
    for (; at <= to; at += step) {
        out.push_back(at);
    }
    return {out, step >= kDay};
}

} // namespace views
