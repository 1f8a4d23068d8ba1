#include "twin/alarm/attention_parts.h"

#include <algorithm>

namespace twin::alarm {

namespace {

enum class Hearing : std::uint8_t { Fresh, Stale, Never };

struct Heard
{
    Hearing hearing = Hearing::Never;
    TimeNs newest = 0;
};

/// How many of a kind's metrics, the first ones, carry its utilisation: what the map shows of it.
std::size_t mainMetrics(EntityKind kind)
{
    return kind == EntityKind::Pool ? 1 : kind == EntityKind::Link ? 2 : 0;
}

/// Of the first `count` metrics.
Heard heard(std::span<const state::Cell> cells, std::span<const MetricInfo> metrics, std::size_t count,
            TimeNs now)
{
    Heard out;
    for (std::size_t m = 0; m < std::min(count, cells.size()); ++m) {
        if (!cells[m].isKnown()) {
            continue;
        }
        out.newest = std::max(out.newest, cells[m].sourceTime);
        if (!isStale(cells[m], metrics[m].period, now)) {
            out.hearing = Hearing::Fresh;
        } else if (out.hearing == Hearing::Never) {
            out.hearing = Hearing::Stale;
        }
    }
    return out;
}

/// Stale: its utilisation is no longer current, whatever slower values (a state is sent once a minute) still
/// are; of what has none, none of its values is. A single old metric beside fresh ones is told where it is
/// shown.
Heard heard(std::span<const state::Cell> cells, EntityKind kind, TimeNs now)
{
    const auto metrics = metricsOf(kind);
    const Heard main = heard(cells, metrics, mainMetrics(kind), now);
    return main.hearing == Hearing::Never ? heard(cells, metrics, metrics.size(), now) : main;
}

/// Whether anybody is to report it: planned and withdrawn assets and tunnels that are no probes have nothing
/// to say.
bool isExpected(const state::Snapshot& snapshot, EntityRef entity)
{
    using enum registry::LifecycleState;
    auto lifecycle = Unspecified;
    if (entity.kind == EntityKind::Pool) {
        lifecycle = snapshot.registry->pools[entity.index].asset.state;
    } else if (entity.kind == EntityKind::Link) {
        lifecycle = snapshot.registry->links[entity.index].asset.state;
    } else if (entity.kind == EntityKind::Tunnel) {
        return snapshot.registry->tunnels[entity.index].probe; // the others are not measured
    } else if (entity.kind == EntityKind::Flow) {
        return snapshot.directory->flows[entity.index] != nullptr;
    } else if (entity.kind == EntityKind::Job) {
        return snapshot.directory->jobs[entity.index] != nullptr;
    }
    return lifecycle != Planned && lifecycle != Building && lifecycle != Withdrawn;
}

std::size_t entityCount(const state::Snapshot& snapshot, EntityKind kind)
{
    if (kind == EntityKind::Flow) {
        return snapshot.directory->flows.size();
    }
    return kind == EntityKind::Job ? snapshot.directory->jobs.size() : snapshot.registry->count(kind);
}

double seconds(TimeNs duration)
{
    return static_cast<double>(duration) / static_cast<double>(kSecond);
}

/// What one kind's entities add up to.
struct Silence
{
    std::uint32_t expected = 0;
    std::uint32_t never = 0;
    std::uint32_t stale = 0;
    TimeNs newestOfStale = 0;
    std::vector<EntityRef> staleEntities; ///< the first kMaxRelated
    std::vector<EntityRef> neverHeard;
    std::vector<TimeNs> staleTimes;
};

Silence listen(const state::Snapshot& snapshot, EntityKind kind)
{
    Silence out;
    const state::Section& section = snapshot.section(kind);
    const std::size_t count = std::min(entityCount(snapshot, kind), section.size());
    for (std::uint32_t i = 0; i < count; ++i) {
        const EntityRef entity{kind, i};
        const Heard now = heard(section.cells(i), kind, snapshot.time);
        if (now.hearing == Hearing::Fresh) {
            ++out.expected;
            continue;
        }
        if (!isExpected(snapshot, entity)) {
            continue;
        }
        ++out.expected;
        auto& list = now.hearing == Hearing::Stale ? out.staleEntities : out.neverHeard;
        ++(now.hearing == Hearing::Stale ? out.stale : out.never);
        if (list.size() < kMaxRelated) {
            list.push_back(entity);
            out.staleTimes.resize(out.staleEntities.size(), now.newest);
        }
        if (now.hearing == Hearing::Stale) {
            out.newestOfStale = std::max(out.newestOfStale, now.newest);
        }
    }
    return out;
}

void addStale(AttentionDraft& draft, EntityKind kind, const Silence& silence)
{
    const TimeNs now = draft.snapshot.time;
    if (silence.stale < kGroupFrom) {
        for (std::size_t i = 0; i < silence.staleEntities.size(); ++i) {
            AttentionItem& item =
                draft.add(Severity::Warning, AttentionCode::Stale, silence.staleEntities[i]);
            item.value = seconds(now - silence.staleTimes[i]);
            item.since = silence.staleTimes[i];
        }
        return;
    }
    const bool isWholeKind = silence.stale == silence.expected;
    AttentionItem& item = draft.add(isWholeKind ? Severity::Major : Severity::Minor, AttentionCode::Stale,
                                    AttentionSubject::Kind, {});
    item.entity.kind = kind;
    item.value = seconds(now - silence.newestOfStale);
    item.since = silence.newestOfStale;
    item.count = silence.stale;
    item.total = silence.expected;
    item.related = silence.staleEntities;
}

void addNeverHeard(AttentionDraft& draft, EntityKind kind, const Silence& silence)
{
    // A kind that no source speaks of at all is a fact about the sources rather than a fault.
    const bool isWholeKind = silence.never == silence.expected;
    AttentionItem& item = draft.add(isWholeKind ? Severity::Indeterminate : Severity::Warning,
                                    AttentionCode::NeverHeard, AttentionSubject::Kind, {});
    item.entity.kind = kind;
    item.value = silence.never;
    item.count = silence.never;
    item.total = silence.expected;
    item.related = silence.neverHeard;
}

} // namespace

void addSilence(AttentionDraft& draft)
{
    const auto& sources = *draft.snapshot.sources;
    const bool hasSource =
        std::any_of(sources.begin(), sources.end(), [](const auto& source) { return source.connected; });
    for (std::size_t k = 0; k < kEntityKindCount; ++k) {
        const auto kind = static_cast<EntityKind>(k);
        const Silence silence = listen(draft.snapshot, kind);
        if (silence.stale > 0) {
            addStale(draft, kind, silence);
        }
        if (silence.never > 0 && hasSource) {
            addNeverHeard(draft, kind, silence);
        }
    }
}

} // namespace twin::alarm
