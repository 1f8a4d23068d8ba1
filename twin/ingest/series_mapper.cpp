#include "twin/ingest/series_mapper.h"

#include "twin/ingest/mapping_rule.h"
#include "twin/ingest/point_value.h"
#include "twin/ingest/sample_rules.h"
#include "twin/support/text_encoding.h"

#include <algorithm>
#include <utility>

namespace twin::ingest {

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
        refuse(m_description.name, points, "more series than are remembered");
        m_taken.points -= points; // counted by refuse
    }
    return made;
}

void SeriesMapper::add(const ForeignSeries& series, TimeNs now)
{
    if (!std::exchange(m_begun, true)) {
        adoptMapping();
    }
    m_taken.points += series.points.size();
    SeriesState* state = resolve(series, now);
    if (state == nullptr) {
        return;
    }
    state->heard = now;
    if (state->targets.empty()) {
        refusePoint(*state, series.points.size(), "its entity cannot be taken");
        return;
    }
    for (const ForeignPoint& point : series.points) {
        takePoint(*state, point, now);
    }
}

void SeriesMapper::refuse(std::string_view name, std::uint64_t points, std::string_view reason)
{
    m_taken.points += points;
    m_taken.refused += points;
    m_tally.refused += points;
    m_taken.reason = lineOfText(std::string(name) + ": " + std::string(reason), kMaxReasonBytes);
}

void SeriesMapper::refusePoint(const SeriesState& state, std::uint64_t points, std::string_view reason)
{
    refuse(describeCanonical(state.name).name, points, reason);
    m_taken.points -= points; // counted when they came
}

void SeriesMapper::takePoint(SeriesState& state, const ForeignPoint& point, TimeNs now)
{
    if (point.time <= 0) {
        refusePoint(state, 1, "a point without a time");
        return;
    }
    if (!state.times.insert(point.time)) {
        ++m_taken.duplicate;
        ++m_tally.duplicate;
        return;
    }
    // What the twin does with a clock ahead, rates and combinations must do before it.
    const TimeNs time = point.time - now > kMaxAhead ? now : point.time;
    const std::uint64_t refusedBefore = m_taken.refused;
    const std::uint64_t lateBefore = m_taken.late;
    for (SeriesTarget& target : state.targets) {
        const bool plain = !target.seat && !target.rule.isRate;
        if (!plain && time < state.lastTime) {
            ++m_tally.late;
            m_taken.late = lateBefore + 1;
        } else if (point.missing) {
            takeMissing(target, plain ? point.time : time);
        } else {
            take(state, target, point, plain ? point.time : time);
        }
    }
    m_taken.refused = std::min(m_taken.refused, refusedBefore + 1); // one point, whatever its rules
    m_taken.taken += m_taken.refused == refusedBefore && m_taken.late == lateBefore ? 1 : 0;
    if (time >= state.lastTime) {
        state.lastTime = time;
        state.lastStart = point.start;
        state.lastValue = point.value;
        state.hasLast = !point.missing;
    }
}

void SeriesMapper::takeMissing(SeriesTarget& target, TimeNs time)
{
    if (target.seat) {
        m_combined.tell(*target.seat, time, std::nullopt);
    } else {
        m_writer.add(*target.rule.metric, target.entity, time, 0, state::Quality::Missing);
    }
}

void SeriesMapper::take(SeriesState& state, SeriesTarget& target, const ForeignPoint& point, TimeNs time)
{
    const PointValue made = valueOf(target.rule, state, point, time);
    if (const auto* refused = std::get_if<PointRefused>(&made)) {
        refusePoint(state, 1, refused->reason);
    } else if (std::holds_alternative<PointWaits>(made)) {
        ++m_tally.merged; // part of the value that comes with the next point
    } else if (target.seat) {
        m_combined.tell(*target.seat, time, std::get<double>(made));
    } else {
        m_writer.add(*target.rule.metric, target.entity, time, std::get<double>(made));
    }
}

Taken SeriesMapper::finish(Tally& tally)
{
    m_begun = false;
    m_combined.flush(m_writer, m_tally);
    const std::uint64_t refused = m_tally.refused;
    m_taken.ignored = m_unmapped.settle(m_tally);
    m_taken.unmapped = m_tally.refused - refused - m_taken.ignored;
    m_taken.refused += m_taken.unmapped + m_taken.ignored;
    m_tally.error = m_taken.reason;
    tally = std::exchange(m_tally, {});
    return std::exchange(m_taken, {});
}

} // namespace twin::ingest
