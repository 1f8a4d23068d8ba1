#include "models/attention/attention_digest.h"

#include <algorithm>

namespace models {

using twin::alarm::AttentionCode;
using twin::alarm::AttentionItem;

AttentionDigest::AttentionDigest(const twin::state::Snapshot& snapshot)
    : m_items(twin::alarm::attention(snapshot))
{
    for (const AttentionItem& item : m_items) {
        if (item.subject == twin::alarm::AttentionSubject::Entity) {
            mark(item.entity, item.severity);
        }
        // Groups of stale or silent entities are drawn by their state; a mark on each would hide what is
        // wrong.
        if (item.code == AttentionCode::ConduitCut || item.code == AttentionCode::Down) {
            for (const twin::EntityRef hit : item.related) {
                mark(hit, item.severity);
            }
        }
    }
}

std::uint8_t AttentionDigest::severity(twin::EntityRef entity) const
{
    const auto& severities = m_severities[static_cast<std::size_t>(entity.kind)];
    return entity.index < severities.size() ? severities[entity.index] : std::uint8_t{0};
}

void AttentionDigest::mark(twin::EntityRef entity, twin::alarm::Severity severity)
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

std::shared_ptr<const AttentionDigest> AttentionDigest::of(const twin::state::SnapshotPtr& snapshot)
{
    struct Kept
    {
        twin::state::SnapshotPtr snapshot;
        std::shared_ptr<const AttentionDigest> digest;
    };

    thread_local Kept kept;
    if (kept.snapshot != snapshot) {
        kept = {snapshot, std::make_shared<const AttentionDigest>(*snapshot)};
    }
    return kept.digest;
}

} // namespace models
