#include "twin/alarm/attention_parts.h"

#include <algorithm>

namespace twin::alarm {

namespace {

using state::LiveValue;

constexpr std::size_t kCutFrom = 2; ///< one link down alone says nothing of its duct

/// Down links of `candidates` that nothing explains yet.
std::vector<std::uint32_t> unexplained(const AttentionDraft& draft,
                                       const std::vector<registry::LinkIndex>& candidates)
{
    std::vector<std::uint32_t> out;
    for (const registry::LinkIndex link : candidates) {
        const std::uint32_t i = link.value();
        if (draft.linkIsDown[i] && !draft.linkIsExplained[i]) {
            out.push_back(i);
        }
    }
    return out;
}

/// Folds `links` into the item.
void explain(AttentionDraft& draft, AttentionItem& item, const std::vector<std::uint32_t>& links)
{
    for (const std::uint32_t link : links) {
        draft.linkIsExplained[link] = true;
        draft.linkItem[link] = static_cast<std::uint32_t>(&item - draft.items.data());
        if (item.related.size() < kMaxRelated) {
            item.related.push_back({EntityKind::Link, link});
        }
    }
}

bool isDown(const LiveValue& state)
{
    return state.isUsable() && state.value >= static_cast<double>(OperState::Down);
}

bool isDegraded(const LiveValue& state)
{
    return state.isUsable() && state.value == static_cast<double>(OperState::Degraded);
}

LiveValue stateOf(const AttentionDraft& draft, EntityRef entity)
{
    return state::liveValue(draft.snapshot, entity, *state::stateMetric(entity.kind));
}

void findDownLinks(AttentionDraft& draft)
{
    for (std::uint32_t i = 0; i < draft.linkIsDown.size(); ++i) {
        draft.linkIsDown[i] = isDown(stateOf(draft, {EntityKind::Link, i}));
    }
}

/// A site or pool that is down takes its links with it.
void addDownEnd(AttentionDraft& draft, EntityRef entity, TimeNs since,
                const std::vector<registry::LinkIndex>& links)
{
    const auto folded = unexplained(draft, links);
    AttentionItem& item = draft.add(Severity::Critical, AttentionCode::Down, entity);
    item.since = since;
    item.value = static_cast<double>(OperState::Down);
    item.count = static_cast<std::uint32_t>(folded.size()) + 1;
    explain(draft, item, folded);
}

void addSites(AttentionDraft& draft)
{
    const auto& sites = draft.snapshot.registry->sites;
    for (std::uint32_t i = 0; i < sites.size(); ++i) {
        const EntityRef entity{EntityKind::Site, i};
        const LiveValue state = stateOf(draft, entity);
        const LiveValue feeds =
            state::liveValue(draft.snapshot, entity, static_cast<std::size_t>(SiteMetric::PowerFeedsUp));
        const bool isDark = feeds.isUsable() && feeds.value < 1;
        if (isDown(state) || isDark) {
            addDownEnd(draft, entity, isDark ? feeds.sourceTime : state.sourceTime, sites[i].links);
        }
    }
}

void addPools(AttentionDraft& draft)
{
    const auto& pools = draft.snapshot.registry->pools;
    for (std::uint32_t i = 0; i < pools.size(); ++i) {
        const LiveValue state = stateOf(draft, {EntityKind::Pool, i});
        if (isDown(state)) {
            addDownEnd(draft, {EntityKind::Pool, i}, state.sourceTime, pools[i].access);
        }
    }
}

/// Conduits all of whose links are down.
std::vector<std::uint32_t> darkConduits(const AttentionDraft& draft)
{
    std::vector<std::uint32_t> out;
    const auto& conduits = draft.snapshot.registry->conduits;
    for (std::uint32_t i = 0; i < conduits.size(); ++i) {
        const auto& links = conduits[i].links;
        const bool isDark = links.size() >= kCutFrom &&
                            std::all_of(links.begin(), links.end(),
                                        [&](auto link) { return draft.linkIsDown[link.value()]; });
        if (isDark) {
            out.push_back(i);
        }
    }
    return out;
}

/// The fewest ducts that explain what is down, found greedily: the one that explains most comes first.
void addCuts(AttentionDraft& draft)
{
    std::vector<std::uint32_t> dark = darkConduits(draft);
    while (!dark.empty()) {
        const auto& conduits = draft.snapshot.registry->conduits;
        const auto gain = [&](std::uint32_t i) {
            return unexplained(draft, conduits[i].links).size();
        };
        std::erase_if(dark, [&](std::uint32_t i) { return gain(i) < kCutFrom; });
        const auto best = std::max_element(
            dark.begin(), dark.end(), [&](std::uint32_t a, std::uint32_t b) { return gain(a) < gain(b); });
        if (best == dark.end()) {
            return;
        }
        const auto links = unexplained(draft, conduits[*best].links);
        AttentionItem& item = draft.add(Severity::Critical, AttentionCode::ConduitCut,
                                        AttentionSubject::Conduit, conduits[*best].id);
        item.count = static_cast<std::uint32_t>(links.size());
        item.total = static_cast<std::uint32_t>(conduits[*best].links.size());
        item.value = item.count;
        for (const std::uint32_t link : links) {
            const TimeNs heard = stateOf(draft, {EntityKind::Link, link}).sourceTime;
            item.since = item.since == 0 ? heard : std::min(item.since, heard);
        }
        explain(draft, item, links);
    }
}

void addRest(AttentionDraft& draft, EntityKind kind, std::size_t count, Severity severity)
{
    for (std::uint32_t i = 0; i < count; ++i) {
        const EntityRef entity{kind, i};
        const LiveValue state = stateOf(draft, entity);
        const bool isDownHere = kind == EntityKind::Link ? draft.linkIsDown[i] && !draft.linkIsExplained[i]
                                : kind == EntityKind::ServiceNode ? isDown(state)
                                                                  : false; // sites and pools are done
        if (isDownHere || isDegraded(state)) {
            AttentionItem& item =
                draft.add(isDownHere ? severity : Severity::Minor,
                          isDownHere ? AttentionCode::Down : AttentionCode::Degraded, entity);
            item.since = state.sourceTime;
            item.value = state.value;
            if (kind == EntityKind::Link && isDownHere) {
                draft.linkItem[i] = static_cast<std::uint32_t>(draft.items.size() - 1);
            }
        }
    }
}

} // namespace

void addFaults(AttentionDraft& draft)
{
    const registry::Registry& registry = *draft.snapshot.registry;
    findDownLinks(draft);
    addSites(draft);
    addPools(draft);
    addCuts(draft);
    addRest(draft, EntityKind::Link, registry.links.size(), Severity::Major);
    addRest(draft, EntityKind::ServiceNode, registry.serviceNodes.size(), Severity::Critical);
    addRest(draft, EntityKind::Site, registry.sites.size(), Severity::Critical);
    addRest(draft, EntityKind::Pool, registry.pools.size(), Severity::Critical);
}

} // namespace twin::alarm
