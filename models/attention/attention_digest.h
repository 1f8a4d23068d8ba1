#pragma once

#include "twin/alarm/attention.h"

#include <array>
#include <memory>
#include <vector>

namespace models {

/// The attention list of one snapshot, and the worst severity of each entity in it. Immutable.
class AttentionDigest
{
  public:
    explicit AttentionDigest(const twin::state::Snapshot& snapshot);

    [[nodiscard]] const std::vector<twin::alarm::AttentionItem>& items() const { return m_items; }

    /// Worst severity of the items about an entity or that name it as hit (a cut conduit's links); 0 if none.
    [[nodiscard]] std::uint8_t severity(twin::EntityRef entity) const;

    /// Of this snapshot; made once for the snapshot asked about last and shared by tables, map and list.
    /// `snapshot` not null. GUI thread (the last digest is kept per thread).
    [[nodiscard]] static std::shared_ptr<const AttentionDigest> of(const twin::state::SnapshotPtr& snapshot);

  private:
    void mark(twin::EntityRef entity, twin::alarm::Severity severity);

    std::vector<twin::alarm::AttentionItem> m_items;
    std::array<std::vector<std::uint8_t>, twin::kEntityKindCount> m_severities;
};

} // namespace models
