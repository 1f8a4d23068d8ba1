#include "twin/state/series_rings.h"

#include <algorithm>
#include <bit>

namespace twin::state {

namespace {

constexpr std::uint32_t kLapMask = 0x3FFF;
constexpr TimeNs kMaxOffset = 65535;
constexpr std::size_t kTurnsKept = 32;
constexpr std::size_t kFewTurnsKept = 8; ///< however coarse the steps are
constexpr std::size_t kPointBytes = 8;
constexpr std::size_t kTurnBytes = 16;

/// Smallest of 1, 2, 5, 10… ns in which a step's offsets fit into 16 bits: whole milliseconds stay exact up
/// to steps of a minute.
TimeNs offsetUnit(TimeNs step)
{
    TimeNs unit = 1;
    for (int digit = 0; unit * kMaxOffset < step; digit = (digit + 1) % 3) {
        unit = digit == 1 ? unit * 5 / 2 : unit * 2;
    }
    return unit;
}

constexpr std::int64_t stepOf(TimeNs time, TimeNs step)
{
    return time >= 0 ? time / step : -((-time + step - 1) / step);
}

std::uint32_t lapOf(std::int64_t step, std::uint32_t slots)
{
    return static_cast<std::uint32_t>(step / slots) & kLapMask;
}

std::size_t slotOf(std::int64_t step, std::uint32_t slots)
{
    return static_cast<std::size_t>(step % slots);
}

bool isSameValue(const RingPoint& a, const RingPoint& b)
{
    return a.quality == b.quality && (a.quality == Quality::Missing || a.value == b.value);
}

/// Same sample, so nothing to record.
bool isSameSample(const Cell& a, const Cell& b)
{
    return a.sourceTime == b.sourceTime && a.sequence == b.sequence && a.quality == b.quality &&
           std::bit_cast<std::uint64_t>(a.value) == std::bit_cast<std::uint64_t>(b.value);
}

} // namespace

RingLayout RingLayout::make(EntityKind kind, TimeNs span, std::uint32_t factor)
{
    RingLayout layout{kind, factor, {}, 0, std::max(kFewTurnsKept, kTurnsKept / factor), 0};
    for (const MetricInfo& metric : metricsOf(kind)) {
        const TimeNs period = metric.period > 0 ? std::max(metric.period, kSecond) : 10 * kSecond;
        RingShape shape;
        shape.step = period * factor;
        shape.unit = offsetUnit(shape.step);
        // Two more: the step being filled, and the one that holds the value as of the far end.
        shape.slots = static_cast<std::uint32_t>(span / shape.step) + 2;
        shape.offset = layout.pointsPerEntity;
        layout.pointsPerEntity += shape.slots;
        shape.period = metric.period;
        shape.keepsTurns = metric.period == 0 || metric.period >= kMinute;
        layout.turnsPerEntity += shape.keepsTurns ? layout.turnsKept : 0;
        layout.metrics.push_back(shape);
    }
    return layout;
}

std::size_t RingLayout::bytesPerEntity() const
{
    return pointsPerEntity * kPointBytes + turnsPerEntity * kTurnBytes;
}

void SeriesBlock::put(std::size_t local, std::size_t metric, const Fresh& fresh, TimeNs horizon)
{
    const RingShape& shape = m_layout->metrics[metric];
    const std::int64_t step = stepOf(fresh.time, shape.step);
    if (step < 0) {
        return;
    }
    if (m_points.empty()) {
        m_points.resize(m_layout->pointsPerEntity * kChunkEntities);
        countBytes();
    }
    const auto held = stored(local, metric, step);
    const auto offset = static_cast<std::uint32_t>((fresh.time - step * shape.step) / shape.unit);
    if (held && held->time > fresh.time) {
        return; // an older value of the same step: the later one stands for it
    }
    if (held && shape.keepsTurns && fresh.time - held->time >= shape.unit) {
        noteTurn(local, metric, *held, fresh, horizon);
    }
    const std::uint32_t mark = static_cast<std::uint32_t>(fresh.quality) + 1;
    Point& point = m_points[local * m_layout->pointsPerEntity + shape.offset + slotOf(step, shape.slots)];
    point.meta = offset << 16U | lapOf(step, shape.slots) << 2U | mark;
    point.value = fresh.value;
}

void SeriesBlock::noteTurn(std::size_t local, std::size_t metric, const RingPoint& held, const Fresh& fresh,
                           TimeNs horizon)
{
    const auto before = newest(local, metric, held.time - 1, {});
    const bool isRepeat = before && isSameValue(*before, held);
    if (isRepeat && fresh.time - before->time <= fresh.patience) {
        return;
    }
    // From the end of its step on there is a point of the ring to be had.
    std::erase_if(m_turns, [&](const Turn& turn) {
        return turn.time <= horizon - m_layout->metrics[turn.series % m_layout->metrics.size()].step;
    });
    const std::uint16_t series = seriesOf(local, metric);
    makeRoomForTurn(series);
    m_turns.insert(std::ranges::upper_bound(m_turns, series, {}, &Turn::series),
                   {held.time, held.value, series, held.quality, isRepeat});
    countBytes();
}

/// Of a series that turns too often its oldest repeat goes, or its oldest turn.
void SeriesBlock::makeRoomForTurn(std::uint16_t series)
{
    static_assert(sizeof(Turn) == kTurnBytes);
    const auto turns = std::ranges::equal_range(m_turns, series, {}, &Turn::series);
    if (turns.size() >= m_layout->turnsKept) {
        const auto repeat = std::ranges::find_if(turns, &Turn::isRepeat);
        m_turns.erase(repeat != turns.end() ? repeat : turns.begin());
    }
    if (m_turns.size() == m_turns.capacity()) {
        const std::size_t most = m_layout->turnsPerEntity * kChunkEntities;
        m_turns.reserve(std::min(most, std::max(kFewTurnsKept, m_turns.size() * 3 / 2)));
    }
}

std::span<const SeriesBlock::Turn> SeriesBlock::turnsOf(std::size_t local, std::size_t metric) const
{
    if (m_turns.empty() || !m_layout->metrics[metric].keepsTurns) {
        return {};
    }
    return std::ranges::equal_range(m_turns, seriesOf(local, metric), {}, &Turn::series);
}

void SeriesBlock::countBytes()
{
    static_assert(sizeof(Point) == kPointBytes);
    m_bytes.store(m_points.size() * sizeof(Point) + m_turns.capacity() * sizeof(Turn),
                  std::memory_order_relaxed);
}

std::optional<RingPoint> SeriesBlock::stored(std::size_t local, std::size_t metric, std::int64_t step) const
{
    if (m_points.empty() || step < 0) {
        return std::nullopt;
    }
    const RingShape& shape = m_layout->metrics[metric];
    const Point& point =
        m_points[local * m_layout->pointsPerEntity + shape.offset + slotOf(step, shape.slots)];
    if ((point.meta & 3U) == 0 || (point.meta >> 2U & kLapMask) != lapOf(step, shape.slots)) {
        return std::nullopt;
    }
    const TimeNs time = step * shape.step + static_cast<TimeNs>(point.meta >> 16U) * shape.unit;
    return RingPoint{time, point.value, static_cast<Quality>((point.meta & 3U) - 1)};
}

void SeriesBlock::carry(std::size_t local, std::size_t metric, const Cell& held, TimeNs until, TimeNs horizon)
{
    std::erase_if(m_carried, [&](const Carried& entry) { return entry.until <= horizon; });
    m_carried.push_back({seriesOf(local, metric), until, held});
}

std::uint64_t SeriesBlock::record(std::size_t local, std::span<const Cell> before, std::span<const Cell> now,
                                  TimeNs horizon)
{
    std::uint64_t outside = 0;
    // Of a flow's or job's slot the value before may be another's.
    const bool canCarry = m_layout->kind != EntityKind::Flow && m_layout->kind != EntityKind::Job;
    const std::scoped_lock lock(m_mutex);
    for (std::size_t metric = 0; metric < now.size(); ++metric) {
        const Cell& cell = now[metric];
        const bool hasBefore = metric < before.size() && before[metric].sourceTime != 0;
        if (cell.sourceTime == 0 || (hasBefore && isSameSample(before[metric], cell))) {
            continue;
        }
        if (cell.sourceTime <= horizon) {
            ++outside;
            continue;
        }
        if (canCarry && hasBefore && before[metric].isKnown() && before[metric].sourceTime <= horizon) {
            carry(local, metric, before[metric], cell.sourceTime, horizon);
        }
        const TimeNs patience = expectedInterval(cell, m_layout->metrics[metric].period) * 5 / 2;
        put(local, metric, {cell.sourceTime, static_cast<float>(cell.value), cell.quality, patience},
            horizon);
    }
    return outside;
}

void SeriesBlock::beginTenure(std::size_t local, TimeNs time, TimeNs horizon)
{
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_births, [&](const Birth& birth) { return birth.time <= horizon; });
    m_births.push_back({static_cast<std::uint32_t>(local), time});
    std::erase_if(m_carried,
                  [&](const Carried& entry) { return entry.series / m_layout->metrics.size() == local; });
}

Tenure SeriesBlock::tenureLocked(std::size_t local, TimeNs time) const
{
    Tenure tenure;
    for (const Birth& birth : m_births) {
        if (birth.local != local) {
            continue;
        }
        if (birth.time <= time) {
            tenure.from = std::max(tenure.from, birth.time);
        } else {
            tenure.until = std::min(tenure.until, birth.time);
        }
    }
    return tenure;
}

Tenure SeriesBlock::tenureAt(std::size_t local, TimeNs time) const
{
    const std::scoped_lock lock(m_mutex);
    return tenureLocked(local, time);
}

std::optional<RingPoint> SeriesBlock::newest(std::size_t local, std::size_t metric, TimeNs time,
                                             const Tenure& tenure) const
{
    if (m_points.empty()) {
        return std::nullopt;
    }
    const RingShape& shape = m_layout->metrics[metric];
    const std::int64_t last = stepOf(std::min(time, tenure.until - 1), shape.step);
    std::optional<RingPoint> found;
    for (std::int64_t step = last; step > last - shape.slots && step >= 0 && !found; --step) {
        const auto point = stored(local, metric, step);
        if (point && point->time <= time && point->time < tenure.until) {
            found = point;
        }
    }
    for (const Turn& turn : turnsOf(local, metric)) {
        if (turn.time <= time && turn.time < tenure.until && (!found || turn.time > found->time)) {
            found = RingPoint{turn.time, turn.value, turn.quality};
        }
    }
    return found && found->time >= tenure.from ? found : std::nullopt;
}

void SeriesBlock::rewind(std::size_t local, std::span<Cell> cells, TimeNs time,
                         std::optional<TimeNs> tenureTime) const
{
    const std::scoped_lock lock(m_mutex);
    const Tenure tenure = tenureTime ? tenureLocked(local, *tenureTime) : Tenure{};
    // Of a slot that has changed hands since, what it holds now is another's.
    const bool isAnothers = tenure.until != Tenure{}.until;
    for (std::size_t metric = 0; metric < cells.size(); ++metric) {
        Cell& cell = cells[metric];
        if (cell.sourceTime <= time && !isAnothers) {
            continue;
        }
        const std::uint32_t interval = isAnothers ? 0 : cell.interval_ms; // hardly ever another one then
        cell = Cell{};
        if (const auto point = newest(local, metric, time, tenure)) {
            cell = Cell{point->value, point->time, point->time, 0, 0, point->quality, interval};
            continue;
        }
        const std::uint32_t series = seriesOf(local, metric);
        for (const Carried& entry : m_carried) {
            if (entry.series == series && entry.cell.sourceTime <= time && time < entry.until) {
                cell = entry.cell;
            }
        }
    }
}

std::vector<RingPoint> SeriesBlock::points(std::size_t local, std::size_t metric, TimeNs begin,
                                           TimeNs end) const
{
    const std::scoped_lock lock(m_mutex);
    return pointsLocked(local, metric, begin, end);
}

std::vector<RingPoint> SeriesBlock::pointsLocked(std::size_t local, std::size_t metric, TimeNs begin,
                                                 TimeNs end) const
{
    std::vector<RingPoint> out;
    const RingShape& shape = m_layout->metrics[metric];
    const std::int64_t last = stepOf(end, shape.step);
    const std::int64_t first = std::max(stepOf(begin, shape.step), last - shape.slots + 1);
    for (std::int64_t step = first; step <= last; ++step) {
        const auto point = stored(local, metric, step);
        if (point && point->time >= begin && point->time <= end) {
            out.push_back(*point);
        }
    }
    const auto ring = static_cast<std::ptrdiff_t>(out.size());
    for (const Turn& turn : turnsOf(local, metric)) {
        if (turn.time >= begin && turn.time <= end) {
            out.push_back({turn.time, turn.value, turn.quality});
        }
    }
    std::ranges::inplace_merge(out, out.begin() + ring, {}, &RingPoint::time);
    return out;
}

std::shared_ptr<SeriesBlock> SeriesBlock::resampled(std::shared_ptr<const RingLayout> layout, TimeNs begin,
                                                    TimeNs end) const
{
    auto out = std::make_shared<SeriesBlock>(std::move(layout));
    const std::scoped_lock lock(m_mutex);
    out->m_carried = m_carried;
    out->m_births = m_births;
    for (std::size_t local = 0; local < kChunkEntities && !m_points.empty(); ++local) {
        for (std::size_t metric = 0; metric < m_layout->metrics.size(); ++metric) {
            for (const RingPoint& point : pointsLocked(local, metric, begin, end)) {
                // Which of them are more than repeats cannot be told any more: as many as there is room for.
                out->put(local, metric, {point.time, point.value, point.quality, 0}, begin);
            }
        }
    }
    return out;
}

std::shared_ptr<const KindRings> KindRings::grownTo(std::size_t entities) const
{
    auto out = std::make_shared<KindRings>(*this);
    const std::size_t count = (entities + kChunkEntities - 1) / kChunkEntities;
    while (out->blocks.size() < count) {
        out->blocks.push_back(std::make_shared<SeriesBlock>(layout));
    }
    return out;
}

std::shared_ptr<const KindRings> KindRings::resampled(std::shared_ptr<const RingLayout> coarser, TimeNs begin,
                                                      TimeNs end) const
{
    auto out = std::make_shared<KindRings>();
    for (const auto& block : blocks) {
        out->blocks.push_back(block->resampled(coarser, begin, end));
    }
    out->layout = std::move(coarser);
    return out;
}

std::size_t KindRings::bytes() const
{
    std::size_t sum = 0;
    for (const auto& block : blocks) {
        sum += block->bytes();
    }
    return sum;
}

} // namespace twin::state
