#include "models/tables/sparklines.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace models {

using namespace twin::state;

namespace {

constexpr float kGap = std::numeric_limits<float>::quiet_NaN();

float shown(const LiveValue& live)
{
    return live.isUsable() ? static_cast<float>(live.value) : kGap;
}

/// The one metric that is drawn of a kind; links have one a direction.
std::size_t metricOf(twin::EntityKind kind)
{
    switch (kind) {
    case twin::EntityKind::Flow:
        return static_cast<std::size_t>(twin::FlowMetric::Rate);
    case twin::EntityKind::Job:
        return static_cast<std::size_t>(twin::JobMetric::Progress);
    default:
        return static_cast<std::size_t>(twin::PoolMetric::Utilisation);
    }
}

LiveValue valueNow(const Snapshot& snapshot, twin::EntityRef entity)
{
    return entity.kind == twin::EntityKind::Link ? utilisation(snapshot, entity)
                                                 : liveValue(snapshot, entity, metricOf(entity.kind));
}

/// One value per step ending at `end`: the newest point not older than 2.5 periods at the end of the step.
QList<float> stepped(const std::vector<SeriesPoint>& points, twin::TimeNs end, twin::TimeNs period)
{
    QList<float> out(Sparklines::kPoints, kGap);
    std::size_t next = 0;
    const SeriesPoint* newest = nullptr;
    for (int i = 0; i < Sparklines::kPoints; ++i) {
        const twin::TimeNs stepEnd = end - (Sparklines::kPoints - 1 - i) * Sparklines::kStep;
        while (next < points.size() && points[next].time <= stepEnd) {
            newest = &points[next++];
        }
        if (newest != nullptr && newest->known && !twin::isStale(newest->time, period, stepEnd)) {
            out[i] = newest->value;
        }
    }
    return out;
}

QList<float> fetch(const SnapshotProvider& provider, const Snapshot& snapshot, twin::EntityRef entity,
                   std::size_t metric)
{
    const twin::TimeNs period = twin::metricsOf(entity.kind)[metric].period;
    const TimeRange range{snapshot.time - Sparklines::kPoints * Sparklines::kStep - period * 5 / 2,
                          snapshot.time};
    constexpr std::size_t kEnough = 10 * Sparklines::kPoints;
    return stepped(provider.series({entity.kind, snapshot.id(entity), metric}, range, kEnough), snapshot.time,
                   period);
}

/// Of two gaps-and-values the larger value.
float larger(float a, float b)
{
    return std::isnan(a) ? b : std::isnan(b) ? a : std::max(a, b);
}

QList<float> fetchLink(const SnapshotProvider& provider, const Snapshot& snapshot, std::uint32_t link)
{
    const twin::EntityRef entity{twin::EntityKind::Link, link};
    const auto& facts = snapshot.registry->links[link];
    const auto forwardCapacity = static_cast<float>(facts.capacity_bps);
    const auto reverseCapacity =
        static_cast<float>(facts.capacityReverse_bps > 0 ? facts.capacityReverse_bps : facts.capacity_bps);
    QList<float> forward =
        fetch(provider, snapshot, entity, static_cast<std::size_t>(twin::LinkMetric::Forward));
    const QList<float> reverse =
        fetch(provider, snapshot, entity, static_cast<std::size_t>(twin::LinkMetric::Reverse));
    for (qsizetype i = 0; i < forward.size(); ++i) {
        forward[i] = forwardCapacity > 0 && reverseCapacity > 0
                         ? larger(forward[i] / forwardCapacity, reverse[i] / reverseCapacity)
                         : kGap;
    }
    return forward;
}

} // namespace

bool Sparklines::advance(const Snapshot& snapshot)
{
    if (snapshot.time < m_last || snapshot.time - m_last > 3 * kStep) {
        const bool had = !m_rings.isEmpty();
        m_rings.clear();
        return had;
    }
    if (snapshot.time - m_last < kStep) {
        return false;
    }
    m_last += kStep;
    for (auto ring = m_rings.begin(); ring != m_rings.end(); ++ring) {
        ring->removeFirst();
        ring->append(shown(valueNow(snapshot, {m_kind, ring.key()})));
    }
    return !m_rings.isEmpty();
}

QList<float> Sparklines::shares(QList<float> points, float whole)
{
    float greatest = 0;
    for (const float point : points) {
        greatest = larger(greatest, point);
    }
    const float base = whole > 0 ? whole : greatest;
    for (float& point : points) {
        point = base > 0 ? point / base : point;
    }
    return points;
}

QList<float> Sparklines::points(const SnapshotProvider& provider, const Snapshot& snapshot,
                                std::uint32_t entity)
{
    const auto found = m_rings.constFind(entity);
    if (found != m_rings.constEnd()) {
        return *found;
    }
    if (m_rings.isEmpty()) {
        m_last = snapshot.time;
    }
    const bool isLink = m_kind == twin::EntityKind::Link;
    return *m_rings.insert(entity, isLink ? fetchLink(provider, snapshot, entity)
                                          : fetch(provider, snapshot, {m_kind, entity}, metricOf(m_kind)));
}

} // namespace models
