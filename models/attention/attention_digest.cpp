#include "models/attention/attention_digest.h"

#include "twin/alarm/attention_key.h"
#include "twin/alarm/residual_attention.h"

#include <algorithm>
#include <unordered_map>

namespace models {

using twin::EntityKind;
using twin::EntityRef;
using twin::alarm::AttentionCode;
using twin::alarm::AttentionItem;
using twin::state::Snapshot;

namespace {

template <typename Entry>
bool isSameEntry(const std::vector<std::shared_ptr<const Entry>>& a,
                 const std::vector<std::shared_ptr<const Entry>>& b, std::uint32_t slot)
{
    const Entry* first = slot < a.size() ? a[slot].get() : nullptr;
    const Entry* second = slot < b.size() ? b[slot].get() : nullptr;
    return first == second || (first != nullptr && second != nullptr && first->id == second->id);
}

/// Whether the number means the same in both. Flows and jobs give their slots to others when they end.
bool isSameEntity(const Snapshot& a, const Snapshot& b, EntityRef entity)
{
    if (a.registry != b.registry) {
        return false;
    }
    switch (entity.kind) {
    case EntityKind::Flow:
        return isSameEntry(a.directory->flows, b.directory->flows, entity.index);
    case EntityKind::Job:
        return isSameEntry(a.directory->jobs, b.directory->jobs, entity.index);
    default:
        return true;
    }
}

AttentionItems judge(const Snapshot& snapshot, const twin::state::LinkResiduals* residuals)
{
    AttentionItems items = twin::alarm::attention(snapshot);
    if (residuals != nullptr && residuals->registry == snapshot.registry) {
        twin::alarm::mergeAttention(items, twin::alarm::residualAttention(*residuals));
    }
    return items;
}

} // namespace

AttentionDigest::AttentionDigest(twin::state::SnapshotPtr snapshot,
                                 const twin::state::LinkResiduals* residuals, AttentionMemory* memory)
    : m_snapshot(std::move(snapshot))
{
    if (!m_snapshot) {
        return;
    }
    auto recalled = memory == nullptr || m_snapshot->live ? nullptr : memory->recall(*m_snapshot);
    m_items = recalled ? std::move(*recalled) : judge(*m_snapshot, residuals);
    if (memory != nullptr && m_snapshot->live) {
        memory->keep(*m_snapshot, m_items);
    }
    identify();
    for (const AttentionItem& item : m_items) {
        if (item.subject == twin::alarm::AttentionSubject::Entity) {
            mark(item.entity, item.severity);
        }
        // Groups of stale or silent entities are drawn by their state; a mark on each would hide what is
        // wrong.
        if (item.code == AttentionCode::ConduitCut || item.code == AttentionCode::Down) {
            for (const EntityRef hit : item.related) {
                mark(hit, item.severity);
            }
        }
    }
}

/// Alarms that differ only in what is not shown are told apart by their order.
void AttentionDigest::identify()
{
    std::unordered_map<std::uint64_t, std::uint64_t> seen;
    seen.reserve(m_items.size());
    m_identities.reserve(m_items.size());
    m_keys.reserve(m_items.size());
    for (const AttentionItem& item : m_items) {
        const std::uint64_t identity = attentionIdentity(item);
        // Odd steps: no two of a kind meet, and the first keeps its own.
        m_identities.push_back(identity + seen[identity]++ * 0x9E3779B97F4A7C15U);
        m_keys.push_back(twin::alarm::attentionKey(item));
    }
}

std::uint8_t AttentionDigest::severity(const Snapshot& shown, EntityRef entity) const
{
    const auto& severities = m_severities[static_cast<std::size_t>(entity.kind)];
    if (entity.index >= severities.size() || !isSameEntity(*m_snapshot, shown, entity)) {
        return 0;
    }
    return severities[entity.index];
}

void AttentionDigest::mark(EntityRef entity, twin::alarm::Severity severity)
{
    if (!entity.isValid()) {
        return;
    }
    auto& severities = m_severities[static_cast<std::size_t>(entity.kind)];
    if (severities.size() <= entity.index) {
        severities.resize(entity.index + 1);
    }
    severities[entity.index] = std::max(severities[entity.index], static_cast<std::uint8_t>(severity));
}

} // namespace models
