#include "models/attention/attention_digest.h"

#include "twin/alarm/residual_attention.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <unordered_map>

namespace models {

using twin::EntityKind;
using twin::EntityRef;
using twin::alarm::AttentionCode;
using twin::alarm::AttentionItem;
using twin::state::Snapshot;

namespace {

void mix(std::uint64_t& hash, std::uint64_t value)
{
    hash = (hash ^ value) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 32U;
}

void mix(std::uint64_t& hash, std::string_view text)
{
    mix(hash, std::uint64_t{std::hash<std::string_view>()(text)});
}

/// What makes two items of different snapshots the same problem.
std::uint64_t identityOf(const AttentionItem& item)
{
    std::uint64_t hash = 1;
    mix(hash, static_cast<std::uint64_t>(item.code));
    mix(hash, static_cast<std::uint64_t>(item.subject));
    mix(hash, static_cast<std::uint64_t>(item.entity.kind));
    mix(hash, static_cast<std::uint64_t>(item.direction));
    mix(hash, item.id);
    mix(hash, item.type);
    return hash;
}

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

} // namespace

AttentionDigest::AttentionDigest(twin::state::SnapshotPtr snapshot,
                                 const twin::state::LinkResiduals* residuals)
    : m_snapshot(std::move(snapshot))
{
    if (!m_snapshot) {
        return;
    }
    m_items = twin::alarm::attention(*m_snapshot);
    if (residuals != nullptr && residuals->registry == m_snapshot->registry) {
        twin::alarm::mergeAttention(m_items, twin::alarm::residualAttention(*residuals));
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
    for (const AttentionItem& item : m_items) {
        std::uint64_t identity = identityOf(item);
        mix(identity, seen[identity]++);
        m_identities.push_back(identity);
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
