#include "models/tables/sparklines.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

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

/// Whence points are needed for the whole of a short history that ends at `end`.
twin::TimeNs beginOf(twin::TimeNs end, twin::TimeNs interval)
{
    return end - Sparklines::kPoints * Sparklines::kStep - interval * 5 / 2;
}

QList<float> fetch(const SnapshotProvider& provider, const Snapshot& snapshot, twin::EntityRef entity,
                   std::size_t metric)
{
    const twin::TimeNs period = widestInterval(snapshot, entity, metric);
    const TimeRange range{beginOf(snapshot.time, period), snapshot.time};
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

QList<float> fetchAny(const SnapshotProvider& provider, const Snapshot& snapshot, twin::EntityRef entity)
{
    return entity.kind == twin::EntityKind::Link ? fetchLink(provider, snapshot, entity.index)
                                                 : fetch(provider, snapshot, entity, metricOf(entity.kind));
}

} // namespace

Sparklines::Sparklines(twin::EntityKind kind, std::function<void()> arrived)
    : m_kind(kind)
    , m_arrived(std::move(arrived))
    , m_job([this](const Fetched& fetched) { take(fetched); })
{
    m_together.setSingleShot(true);
    m_together.setInterval(0);
    QObject::connect(&m_together, &QTimer::timeout, &m_together, [this] { readWanted(); });
}

Sparklines::~Sparklines()
{
    m_stop->store(true); // the job under way ends with the row it is at
}

void Sparklines::clear()
{
    m_rings.clear();
    m_wanted.clear();
    m_reading.clear();
    m_stop->store(true);
    m_stop = std::make_shared<std::atomic<bool>>(false);
    m_job.cancel();
}

bool Sparklines::advance(const Snapshot& snapshot)
{
    if (snapshot.time < m_last || snapshot.time - m_last > 3 * kStep) {
        const bool had = !m_rings.isEmpty() || !m_wanted.isEmpty() || !m_reading.isEmpty();
        clear();
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

QList<float> Sparklines::points(const std::shared_ptr<const SnapshotProvider>& provider,
                                const SnapshotPtr& snapshot, std::uint32_t entity)
{
    const auto found = m_rings.constFind(entity);
    if (found != m_rings.constEnd()) {
        return *found;
    }
    if (m_rings.isEmpty() && m_wanted.isEmpty() && m_reading.isEmpty()) {
        m_last = snapshot->time;
    }
    const twin::EntityRef row{m_kind, entity};
    const twin::TimeNs interval = widestInterval(*snapshot, row, metricOf(m_kind));
    if (provider->isAtHand({beginOf(snapshot->time, interval), snapshot->time})) {
        return *m_rings.insert(entity, fetchAny(*provider, *snapshot, row));
    }
    if (!m_reading.contains(entity)) {
        m_wanted.insert(entity);
        m_provider = provider;
        m_snapshot = snapshot;
        m_together.start();
    }
    return {};
}

void Sparklines::readWanted()
{
    if (m_wanted.isEmpty() || !m_reading.isEmpty()) {
        return; // what is under way asks again when it ends
    }
    m_reading = std::exchange(m_wanted, {});
    m_job.request([kind = m_kind, entities = m_reading, provider = std::exchange(m_provider, nullptr),
                   snapshot = std::exchange(m_snapshot, nullptr), stop = m_stop] {
        Fetched out{snapshot->time, {}};
        for (const std::uint32_t entity : entities) {
            if (stop->load()) {
                break;
            }
            out.rings.insert(entity, fetchAny(*provider, *snapshot, {kind, entity}));
        }
        return out;
    });
}

/// Time went on meanwhile: what was then not yet is a gap.
void Sparklines::take(const Fetched& fetched)
{
    const auto behind = std::clamp<qsizetype>((m_last - fetched.end) / kStep, 0, kPoints);
    for (auto ring = fetched.rings.constBegin(); ring != fetched.rings.constEnd(); ++ring) {
        if (m_reading.contains(ring.key())) {
            m_rings.insert(ring.key(), ring->mid(behind) + QList<float>(behind, kGap));
        }
    }
    m_reading.clear();
    readWanted();
    m_arrived();
}

} // namespace models
