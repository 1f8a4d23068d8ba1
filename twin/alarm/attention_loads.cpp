#include "twin/alarm/attention_parts.h"

#include <algorithm>

namespace twin::alarm {

namespace {

using state::LiveValue;

/// A threshold and what passing it means, strictest first.
struct Step
{
    double threshold = 0;
    Severity severity = Severity::Warning;
};

constexpr Step kLinkSteps[] = {
    {kLinkCritical, Severity::Critical}, {kLinkMajor, Severity::Major}, {kLinkMinor, Severity::Minor}};
constexpr Step kInletSteps[] = {{kInletMajor, Severity::Major}, {kInletMinor, Severity::Minor}};
constexpr Step kCardSteps[] = {{kCardsFailedMajor, Severity::Major}, {kCardsFailedMinor, Severity::Minor}};
constexpr Step kFecSteps[] = {{kFecLimit, Severity::Major}, {kFecNear, Severity::Minor}};
constexpr Step kPoolSteps[] = {{kPoolFull, Severity::Minor}, {kPoolNearlyFull, Severity::Warning}};

template <std::size_t N> const Step* passed(const LiveValue& value, const Step (&steps)[N])
{
    if (!value.isUsable()) {
        return nullptr;
    }
    const auto* found = std::find_if(std::begin(steps), std::end(steps),
                                     [&](const Step& step) { return value.value >= step.threshold; });
    return found == std::end(steps) ? nullptr : found;
}

/// Adds an item if a threshold is passed; null if not.
template <std::size_t N>
AttentionItem* judge(AttentionDraft& draft, AttentionCode code, EntityRef entity, const LiveValue& value,
                     const Step (&steps)[N])
{
    const Step* step = passed(value, steps);
    if (step == nullptr) {
        return nullptr;
    }
    AttentionItem& item = draft.add(step->severity, code, entity);
    item.value = value.value;
    item.threshold = step->threshold;
    item.since = value.sourceTime;
    return &item;
}

LiveValue poolValue(const AttentionDraft& draft, std::uint32_t pool, PoolMetric metric)
{
    return state::liveValue(draft.snapshot, {EntityKind::Pool, pool}, static_cast<std::size_t>(metric));
}

void judgePool(AttentionDraft& draft, std::uint32_t i)
{
    const EntityRef entity{EntityKind::Pool, i};
    judge(draft, AttentionCode::PoolFull, entity, poolValue(draft, i, PoolMetric::Utilisation), kPoolSteps);
    judge(draft, AttentionCode::Hot, entity, poolValue(draft, i, PoolMetric::Inlet), kInletSteps);
    LiveValue failed = poolValue(draft, i, PoolMetric::CardsFailed);
    const std::uint32_t cards = draft.snapshot.registry->pools[i].cards;
    if (cards == 0) {
        return;
    }
    const double count = failed.value;
    failed.value /= cards;
    if (AttentionItem* item = judge(draft, AttentionCode::CardsFailed, entity, failed, kCardSteps)) {
        item->count = static_cast<std::uint32_t>(std::min<double>(count, cards));
        item->total = cards;
    }
}

void judgeLink(AttentionDraft& draft, std::uint32_t i)
{
    if (draft.linkIsDown[i]) {
        return;
    }
    const LiveValue forward = state::arcUtilisation(draft.snapshot, i, true);
    const LiveValue reverse = state::arcUtilisation(draft.snapshot, i, false);
    const bool isForward = !reverse.isUsable() || (forward.isUsable() && forward.value >= reverse.value);
    AttentionItem* item = judge(draft, AttentionCode::LinkOverload, {EntityKind::Link, i},
                                isForward ? forward : reverse, kLinkSteps);
    if (item != nullptr) {
        item->direction = isForward ? LinkDirection::Forward : LinkDirection::Reverse;
    }
}

} // namespace

void addLoads(AttentionDraft& draft)
{
    const registry::Registry& registry = *draft.snapshot.registry;
    for (std::uint32_t i = 0; i < registry.pools.size(); ++i) {
        judgePool(draft, i);
    }
    for (std::uint32_t i = 0; i < registry.links.size(); ++i) {
        judgeLink(draft, i);
    }
    for (std::uint32_t i = 0; i < registry.channels.size(); ++i) {
        const registry::LinkIndex link = registry.channels[i].link;
        if (link.isValid() && draft.linkIsDown[link.value()]) {
            continue; // a dark wave of a link that is down says nothing new
        }
        const EntityRef entity{EntityKind::OpticalChannel, i};
        const auto ber =
            state::liveValue(draft.snapshot, entity, static_cast<std::size_t>(OpticalMetric::PreFecBer));
        judge(draft, AttentionCode::OpticalNearLimit, entity, ber, kFecSteps);
    }
}

} // namespace twin::alarm
