#include "models/attention/attention_memory.h"

#include <algorithm>
#include <functional>
#include <string_view>

namespace models {

using twin::alarm::AttentionCode;
using twin::alarm::AttentionItem;
using twin::alarm::AttentionSubject;
using twin::state::Snapshot;

namespace {

/// Lists are made twice a second, later under load; what is further off was not seen.
constexpr twin::TimeNs kNear = 3 * twin::kSecond;

void mix(std::uint64_t& hash, std::uint64_t value)
{
    hash = (hash ^ value) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 32U;
}

void mix(std::uint64_t& hash, std::string_view text)
{
    mix(hash, std::uint64_t{std::hash<std::string_view>()(text)});
}

/// Codes whose `since` is the time of the last value; the others say themselves since when.
bool isDatedByValue(AttentionCode code)
{
    switch (code) {
    case AttentionCode::ConduitCut:
    case AttentionCode::Down:
    case AttentionCode::LinkOverload:
    case AttentionCode::PoolFull:
    case AttentionCode::Hot:
    case AttentionCode::OpticalNearLimit:
    case AttentionCode::CardsFailed:
    case AttentionCode::Degraded:
        return true;
    default:
        return false;
    }
}

} // namespace

std::uint64_t attentionIdentity(const AttentionItem& item)
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

void AttentionMemory::keep(const Snapshot& snapshot, AttentionItems& items)
{
    const bool startsOver =
        m_registry != snapshot.registry || (!m_moments.empty() && snapshot.time < m_moments.back().time);
    if (startsOver) {
        m_registry = snapshot.registry;
        m_moments.clear();
        m_since.clear();
        m_kept = 0;
    }
    date(items);
    m_moments.push_back({snapshot.time, std::make_shared<const AttentionItems>(items)});
    m_kept += items.size();
    trim(snapshot.time);
}

/// An item that was in the list before keeps its beginning.
void AttentionMemory::date(AttentionItems& items)
{
    std::unordered_map<std::uint64_t, twin::TimeNs> next;
    for (AttentionItem& item : items) {
        if (!isDatedByValue(item.code)) {
            continue;
        }
        const std::uint64_t identity = attentionIdentity(item);
        const auto known = m_since.find(identity);
        item.since = known == m_since.end() ? item.since : known->second;
        next.emplace(identity, item.since);
    }
    m_since = std::move(next);
}

void AttentionMemory::trim(twin::TimeNs now)
{
    while (m_moments.size() > 1 && (now - m_moments.front().time > kSpan || m_kept > kMaxItems)) {
        m_kept -= m_moments.front().items->size();
        m_moments.pop_front();
    }
}

std::unique_ptr<AttentionItems> AttentionMemory::recall(const Snapshot& snapshot) const
{
    if (snapshot.registry != m_registry) {
        return nullptr;
    }
    const auto after = std::ranges::upper_bound(m_moments, snapshot.time, {}, &Moment::time);
    if (after == m_moments.begin() || snapshot.time - std::prev(after)->time > kNear) {
        return nullptr;
    }
    auto items = std::make_unique<AttentionItems>(*std::prev(after)->items);
    for (AttentionItem& item : *items) {
        const bool comesAndGoes =
            item.subject == AttentionSubject::Entity &&
            (item.entity.kind == twin::EntityKind::Flow || item.entity.kind == twin::EntityKind::Job);
        if (comesAndGoes) {
            item.entity = snapshot.find(item.entity.kind, item.id)
                              .value_or(twin::EntityRef{item.entity.kind, twin::EntityRef::kNone});
        }
    }
    return items;
}

} // namespace models
