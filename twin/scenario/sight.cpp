#include "twin/scenario/sight.h"

#include "twin/state/snapshot.h"

#include <algorithm>
#include <utility>

namespace twin::scenario {

Sight::Sight(const Ground& ground)
    : m_registry(ground.world()->registry.get())
{
    m_links.resize(m_registry->links.size());
    m_pools.resize(m_registry->pools.size());
    const state::Snapshot* snapshot = ground.snapshot().get();
    if (snapshot == nullptr || snapshot->sources == nullptr) {
        return;
    }
    for (const state::SourceStatus& source : *snapshot->sources) {
        m_byEpoch.emplace_back(source.epoch, static_cast<std::uint32_t>(m_names.size()));
        m_names.push_back(source.name);
    }
    std::ranges::sort(m_byEpoch);
    for (std::uint32_t i = 0; i < m_links.size(); ++i) {
        m_links[i] = feedsOf(*snapshot, {EntityKind::Link, i});
    }
    for (std::uint32_t i = 0; i < m_pools.size(); ++i) {
        m_pools[i] = feedsOf(*snapshot, {EntityKind::Pool, i});
    }
}

Sight::Feeds Sight::feedsOf(const state::Snapshot& snapshot, EntityRef entity) const
{
    Feeds out;
    const state::Section& section = snapshot.section(entity.kind);
    if (entity.index >= section.size()) {
        return out;
    }
    for (std::size_t metric = 0; metric < section.metrics(); ++metric) {
        if (!state::liveValue(snapshot, entity, metric).isUsable()) {
            continue;
        }
        if (m_names.size() == 1) {
            return {0};
        }
        const std::uint64_t epoch = section.cell(entity.index, metric).epoch;
        for (auto one = std::ranges::lower_bound(m_byEpoch, std::pair(epoch, 0U));
             one != m_byEpoch.end() && one->first == epoch; ++one) {
            const auto place = std::ranges::lower_bound(out, one->second);
            if (place == out.end() || *place != one->second) {
                out.insert(place, one->second);
            }
        }
    }
    return out;
}

Unseen Sight::without(const std::set<std::string>& sources, const std::set<Target>& removed) const
{
    Unseen out;
    const auto isUnseen = [&](const Feeds& feeds) {
        return !feeds.empty() && std::ranges::all_of(feeds, [&](std::uint32_t source) {
            return sources.contains(m_names[source]);
        });
    };
    const auto isThere = [&](TargetKind kind, const std::string& id) {
        return removed.empty() || !removed.contains({kind, id});
    };
    for (std::size_t i = 0; i < m_links.size(); ++i) {
        out.links += isUnseen(m_links[i]) && isThere(TargetKind::Link, m_registry->links[i].id) ? 1 : 0;
    }
    for (const registry::Conduit& conduit : m_registry->conduits) {
        const auto wasSeen = [&](registry::LinkIndex link) {
            return !m_links[link.value()].empty();
        };
        const auto isGone = [&](registry::LinkIndex link) {
            return !wasSeen(link) || isUnseen(m_links[link.value()]);
        };
        const bool isDark =
            std::ranges::any_of(conduit.links, wasSeen) && std::ranges::all_of(conduit.links, isGone);
        out.conduits += isDark && isThere(TargetKind::Conduit, conduit.id) ? 1 : 0;
    }
    for (std::size_t i = 0; i < m_pools.size(); ++i) {
        const registry::Pool& pool = m_registry->pools[i];
        if (!isUnseen(m_pools[i]) || !isThere(TargetKind::Pool, pool.id)) {
            continue;
        }
        ++out.pools;
        for (std::size_t p = 0; p < kPrecisionCount; ++p) {
            out.gflops.value[p] += pool.declared.value[p];
        }
    }
    return out;
}

LostSight lostSight(const Ground& ground, const Edits& edits)
{
    LostSight out;
    std::set<std::string> failed;
    for (const auto& [target, mark] : edits.marks) {
        if (target.kind == TargetKind::Source && mark.kind() == MarkKind::Failed) {
            failed.insert(target.id);
        }
    }
    if (failed.empty()) {
        return out;
    }
    const Sight sight(ground);
    for (const std::string& source : failed) {
        out.sources.push_back({source, sight.without({source}, edits.removed)});
    }
    out.all = sight.without(failed, edits.removed);
    return out;
}

} // namespace twin::scenario
