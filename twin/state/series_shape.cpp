#include "twin/state/series_shape.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

namespace twin::state {

namespace {

/// What one stretch of time is reduced to.
struct Bucket
{
    std::optional<SeriesPoint> low;
    std::optional<SeriesPoint> high;
    std::optional<SeriesPoint> gap;

    void add(const SeriesPoint& point)
    {
        if (!point.known) {
            gap = gap ? gap : point;
            return;
        }
        if (!low || point.value < low->value) {
            low = point;
        }
        if (!high || point.value > high->value) {
            high = point;
        }
    }

    void flush(std::vector<SeriesPoint>& out)
    {
        const auto first = static_cast<std::ptrdiff_t>(out.size());
        for (const auto& point : {low, high, gap}) {
            if (point) {
                out.push_back(*point);
            }
        }
        if (low && high && low->time == high->time) {
            out.erase(out.begin() + first);
        }
        std::sort(out.begin() + first, out.end(),
                  [](const SeriesPoint& a, const SeriesPoint& b) { return a.time < b.time; });
        *this = {};
    }
};

} // namespace

std::vector<SeriesPoint> withGaps(std::vector<SeriesPoint> points, TimeNs patience, TimeNs now)
{
    std::vector<SeriesPoint> out;
    out.reserve(points.size());
    for (const SeriesPoint& point : points) {
        if (!out.empty() && out.back().known && point.time - out.back().time > patience) {
            out.push_back({out.back().time + patience, 0, false});
        }
        out.push_back(point);
    }
    if (!out.empty() && out.back().known && now - out.back().time > patience) {
        out.push_back({out.back().time + patience, 0, false});
    }
    return out;
}

std::vector<SeriesPoint> decimated(std::vector<SeriesPoint> points, TimeRange range, std::size_t maxPoints)
{
    if (points.size() <= maxPoints) {
        return points;
    }
    const std::size_t perBucket = 3;
    if (maxPoints < perBucket) {
        points.erase(points.begin(), points.end() - static_cast<std::ptrdiff_t>(maxPoints));
        return points;
    }
    const auto buckets = static_cast<TimeNs>(maxPoints / perBucket);
    const TimeNs width = std::max<TimeNs>(1, (range.end - range.begin) / buckets + 1);
    std::vector<SeriesPoint> out;
    Bucket bucket;
    TimeNs current = 0;
    for (const SeriesPoint& point : points) {
        const TimeNs number = std::clamp<TimeNs>((point.time - range.begin) / width, 0, buckets - 1);
        if (number != current) {
            bucket.flush(out);
            current = number;
        }
        bucket.add(point);
    }
    bucket.flush(out);
    return out;
}

} // namespace twin::state
