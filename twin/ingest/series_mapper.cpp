#include "twin/ingest/series_mapper.h"

#include "twin/ingest/mapping_rule.h"
#include "twin/ingest/point_value.h"
#include "twin/ingest/sample_rules.h"
#include "twin/support/text_encoding.h"

#include <algorithm>
#include <utility>

namespace twin::ingest {

using state::RefusedFor;

namespace {

constexpr TimeNs kForgetAfter = kHour;        ///< a silent series, when there is no more room
constexpr TimeNs kEvictionInterval = kMinute; ///< looking for silent ones goes through all of them

} // namespace

void SeriesMapper::remap(SeriesState& state,
                         std::vector<std::pair<MappedTarget, CombinedValues::Said>>& before)
{
    MappingAnswer answer = m_mapping->map(describeCanonical(state.name));
    state.targets.clear();
    bind(state, std::move(answer.targets));
    for (SeriesTarget& target : state.targets) {
        const auto same = std::find_if(before.begin(), before.end(), [&](const auto& old) {
            return old.first.metric == target.rule.metric && old.first.combine == target.rule.combine &&
                   old.first.part == target.rule.part;
        });
        if (target.seat && same != before.end()) {
            m_combined.restore(*target.seat, same->second);
        }
    }
}

/// What series said last stays: rates and combined values go on as if nothing had happened.
void SeriesMapper::adoptMapping()
{
    MappingPtr now = m_store->current();
    if (now == m_mapping) {
        return;
    }
    const MappingPtr old =
        std::exchange(m_mapping, std::move(now)); // states of the old rules live until here
    std::vector<SeriesState*> all;
    std::vector<std::vector<std::pair<MappedTarget, CombinedValues::Said>>> said;
    m_series.forEach([&](SeriesState& state) {
        all.push_back(&state);
        auto& list = said.emplace_back();
        for (const SeriesTarget& target : state.targets) {
            if (target.seat) {
                list.emplace_back(target.rule, m_combined.said(*target.seat));
            }
        }
    });
    m_combined.clear();
    m_unmapped.clear();
    m_series.forgetUnmapped();
    for (std::size_t i = 0; i < all.size(); ++i) {
        remap(*all[i], said[i]);
    }
}

void SeriesMapper::bind(SeriesState& state, std::vector<MappedTarget> targets)
{
    for (MappedTarget& rule : targets) {
        if (!isUtf8(rule.entity)) {
            continue;
        }
        const auto entity = m_writer.entity(rule.metric->kind, rule.entity);
        if (!entity) {
            continue;
        }
        SeriesTarget target{std::move(rule), *entity, std::nullopt};
        target.rule.entity.clear();
        if (target.rule.combine != Combine::None) {
            target.seat = m_combined.join(*entity, target.rule);
            if (!target.seat) {
                continue; // as many members as a value may have
            }
        }
        state.targets.push_back(std::move(target));
    }
}

void SeriesMapper::leaveAll(SeriesState& state)
{
    for (const SeriesTarget& target : state.targets) {
        if (target.seat) {
            m_combined.leave(*target.seat);
        }
    }
}

void SeriesMapper::makeRoom(TimeNs now)
{
    if (m_series.isFull() && now - m_lastEviction >= kEvictionInterval) {
        m_lastEviction = now;
        m_combined.flush(m_writer, m_tally); // before seats change hands
        m_series.evict(now - kForgetAfter, [this](SeriesState& state) { leaveAll(state); });
    }
}

SeriesState* SeriesMapper::remember(std::string_view key, std::string name, MappingAnswer answer, TimeNs now)
{
    makeRoom(now);
    if (m_series.isFull()) {
        return nullptr;
    }
    SeriesState state;
    state.name = std::move(name);
    state.kind = m_description.kind;
    state.heard = now;
    bind(state, std::move(answer.targets));
    SeriesState* made = m_series.insert(key, std::move(state));
    m_count.store(m_series.size(), std::memory_order_relaxed);
    return made;
}

/// Null when it is not mapped, and then its points are counted.
SeriesState* SeriesMapper::resolve(const ForeignSeries& series, TimeNs now)
{
    const std::uint64_t points = series.points.size();
    if (const auto found = m_series.find(series.key)) {
        if (found->state == nullptr) {
            m_unmapped.count(found->unmappedName, points);
        }
        return found->state;
    }
    m_description = {};
    series.describer.describe(m_description);
    MappingAnswer answer = m_mapping->map(m_description);
    if (answer.targets.empty()) {
        const std::uint32_t name =
            answer.isIgnored ? UnmappedNames::kIgnored : m_unmapped.number(m_description, answer.problem);
        m_series.insertUnmapped(series.key, name);
        m_unmapped.count(name, points);
        return nullptr;
    }
    std::string name = canonicalName(m_description);
    if (SeriesState* known = m_series.findCanonical(series.key, name)) {
        return known;
    }
    SeriesState* made = remember(series.key, std::move(name), std::move(answer), now);
    if (made == nullptr) {
        refuse(RefusedFor::TooMany, m_description.name, points, "more series than are remembered");
        m_taken.points -= points; // counted by refuse
    }
    return made;
}

void SeriesMapper::add(const ForeignSeries& series, TimeNs now)
{
    if (!std::exchange(m_begun, true)) {
        adoptMapping();
        ++m_request;
    }
    m_taken.points += series.points.size();
    SeriesState* state = resolve(series, now);
    if (state == nullptr) {
        return;
    }
    state->heard = now;
    if (state->targets.empty()) {
        refusePoint(*state, RefusedFor::UnknownName, series.points.size(), "its entity cannot be taken");
        return;
    }
    for (const ForeignPoint& point : series.points) {
        takePoint(*state, point, now);
    }
}

void SeriesMapper::refuse(RefusedFor kind, std::string_view name, std::uint64_t points,
                          std::string_view reason)
{
    m_taken.points += points;
    m_taken.refused += points;
    m_tally.refuse(kind, points);
    m_taken.reason = lineOfText(std::string(name) + ": " + std::string(reason), kMaxReasonBytes);
}

void SeriesMapper::refusePoint(const SeriesState& state, RefusedFor kind, std::uint64_t points,
                               std::string_view reason)
{
    refuse(kind, describeCanonical(state.name).name, points, reason);
    m_taken.points -= points; // counted when they came
}

void SeriesMapper::takePoint(SeriesState& state, const ForeignPoint& point, TimeNs now)
{
    if (point.time <= 0) {
        refusePoint(state, RefusedFor::BadTime, 1, "a point without a time");
        return;
    }
    if (!state.times.insert(point.time)) {
        ++m_taken.duplicate;
        ++m_tally.duplicate;
        return;
    }
    // What the twin does with a clock ahead, rates and combinations must do before it.
    const TimeNs time = point.time - now > kMaxAhead ? now : point.time;
    state.interval.hear(time, now, m_request);
    const std::uint64_t refusedBefore = m_taken.refused;
    const std::uint64_t lateBefore = m_taken.late;
    const std::uint64_t duplicateBefore = m_taken.duplicate;
    for (SeriesTarget& target : state.targets) {
        const bool plain = !target.seat && !target.rule.isRate;
        if (!plain && time < state.lastTime) {
            ++m_tally.late;
            m_taken.late = lateBefore + 1;
        } else {
            take(state, target, point, plain ? point.time : time);
        }
    }
    // One point, whatever its rules.
    m_taken.refused = std::min(m_taken.refused, refusedBefore + 1);
    m_taken.duplicate = std::min(m_taken.duplicate, duplicateBefore + 1);
    const bool isTaken = m_taken.refused == refusedBefore && m_taken.late == lateBefore &&
                         m_taken.duplicate == duplicateBefore;
    m_taken.taken += isTaken ? 1 : 0;
    if (time >= state.lastTime) {
        state.lastTime = time;
        state.lastStart = point.start;
        state.lastValue = point.value;
        state.hasLast = !point.missing;
    }
}

std::uint32_t SeriesMapper::intervalOf(const SeriesState& state, const SeriesTarget& target)
{
    const MetricInfo& metric = *target.rule.metric;
    return target.rule.interval_ms > 0 ? target.rule.interval_ms
                                       : state.interval.value_ms(metric.period, metric.unit == "state");
}

/// On to the twin, unless it was kept before a restart.
void SeriesMapper::give(const SeriesTarget& target, const BatchWriter::Sample& sample)
{
    if (!m_writer.add(*target.rule.metric, target.entity, sample)) {
        ++m_taken.duplicate;
        ++m_tally.duplicate;
    }
}

void SeriesMapper::take(SeriesState& state, SeriesTarget& target, const ForeignPoint& point, TimeNs time)
{
    const std::uint32_t interval = intervalOf(state, target);
    const PointValue made = valueOf(target.rule, state, point, time);
    if (const auto* refused = std::get_if<PointRefused>(&made)) {
        refusePoint(state, RefusedFor::BadValue, 1, refused->reason);
    } else if (std::holds_alternative<PointWaits>(made)) {
        ++m_tally.merged; // part of the value that comes with the next point
    } else if (target.seat) {
        const auto* value = std::get_if<double>(&made);
        m_combined.tell(*target.seat, time, value != nullptr ? std::optional(*value) : std::nullopt,
                        interval);
    } else if (const auto* value = std::get_if<double>(&made)) {
        give(target, {time, *value, state::Quality::Good, interval});
    } else {
        give(target, {time, 0, state::Quality::Missing, interval});
    }
}

Taken SeriesMapper::finish(Tally& tally)
{
    m_begun = false;
    m_combined.flush(m_writer, m_tally);
    m_unmapped.settle(m_tally);
    m_taken.ignored = m_tally.refusedFor[static_cast<std::size_t>(RefusedFor::Ignored)];
    m_taken.unmapped = m_tally.refusedFor[static_cast<std::size_t>(RefusedFor::Unmapped)];
    m_taken.refused += m_taken.unmapped + m_taken.ignored;
    m_tally.error = m_taken.reason;
    tally = std::exchange(m_tally, {});
    return std::exchange(m_taken, {});
}

} // namespace twin::ingest
