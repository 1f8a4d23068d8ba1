#include "twin/alarm/attention.h"

#include "twin/alarm/attention_parts.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace twin::alarm {

bool isWorse(const AttentionItem& a, const AttentionItem& b)
{
    if (a.severity != b.severity) {
        return a.severity > b.severity;
    }
    if (a.code != b.code) {
        return a.code < b.code;
    }
    const bool areGroups = a.subject == AttentionSubject::Kind && b.subject == AttentionSubject::Kind;
    if (areGroups && a.entity.kind != b.entity.kind) {
        return a.entity.kind < b.entity.kind; // pools and links before what is measured on them
    }
    if (std::abs(a.value) != std::abs(b.value)) { // a residual below what is expected is as bad as one above
        return std::abs(a.value) > std::abs(b.value);
    }
    return a.id != b.id ? a.id < b.id : a.entity < b.entity;
}

AttentionDraft::AttentionDraft(const state::Snapshot& judged)
    : snapshot(judged)
    , linkIsDown(judged.registry->links.size())
    , linkIsExplained(judged.registry->links.size())
    , linkItem(judged.registry->links.size(), kNoItem)
{}

AttentionItem& AttentionDraft::add(Severity severity, AttentionCode code, EntityRef entity)
{
    AttentionItem& item = items.emplace_back();
    item.severity = severity;
    item.code = code;
    item.entity = entity;
    item.id = snapshot.id(entity);
    return item;
}

AttentionItem& AttentionDraft::add(Severity severity, AttentionCode code, AttentionSubject subject,
                                   std::string id)
{
    AttentionItem& item = items.emplace_back();
    item.severity = severity;
    item.code = code;
    item.subject = subject;
    item.id = std::move(id);
    return item;
}

std::vector<AttentionItem> attention(const state::Snapshot& snapshot)
{
    AttentionDraft draft(snapshot);
    addFaults(draft);
    addLoads(draft);
    addSilence(draft);
    addSources(draft);
    addAlarms(draft);
    std::stable_sort(draft.items.begin(), draft.items.end(), isWorse);
    return std::move(draft.items);
}

AttentionCounts countBySeverity(const std::vector<AttentionItem>& items)
{
    AttentionCounts counts;
    for (const AttentionItem& item : items) {
        ++counts.bySeverity[static_cast<std::size_t>(item.severity)];
    }
    return counts;
}

} // namespace twin::alarm
