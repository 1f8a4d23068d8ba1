#pragma once

#include "models/attention/attention_memory.h"
#include "twin/alarm/attention.h"
#include "twin/state/link_residuals.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace models {

/// The attention list of one snapshot, and the worst severity of each entity in it. Immutable; making one
/// costs a pass over all values (docs/benchmarks.md), so AttentionFeed does it off the GUI thread.
class AttentionDigest
{
  public:
    /// Of nothing: no items, no severities.
    AttentionDigest() = default;
    /// @param residuals those that persist are listed, too; null or of another registry: none
    /// @param memory keeps the list of a live snapshot and gives that of a past one; null: each by itself
    explicit AttentionDigest(twin::state::SnapshotPtr snapshot,
                             const twin::state::LinkResiduals* residuals = nullptr,
                             AttentionMemory* memory = nullptr);

    /// What was judged; null for the empty one.
    [[nodiscard]] const twin::state::SnapshotPtr& snapshot() const { return m_snapshot; }

    [[nodiscard]] const std::vector<twin::alarm::AttentionItem>& items() const { return m_items; }

    /// By item: what makes it the same problem in another digest, unlike that of any other item in this one.
    [[nodiscard]] const std::vector<std::uint64_t>& identities() const { return m_identities; }

    /// By item: its key on every console (twin::alarm::attentionKey). Alarms that differ only in their
    /// qualifier share one.
    [[nodiscard]] const std::vector<std::string>& keys() const { return m_keys; }

    /// Worst severity of the items about an entity of the snapshot shown, or that name it as hit (a cut
    /// conduit's links); 0 if none, or if this digest speaks of another registry's entities or of the flow or
    /// job that had the slot before.
    [[nodiscard]] std::uint8_t severity(const twin::state::Snapshot& shown, twin::EntityRef entity) const;

  private:
    void mark(twin::EntityRef entity, twin::alarm::Severity severity);
    void identify();

    twin::state::SnapshotPtr m_snapshot;
    std::vector<twin::alarm::AttentionItem> m_items;
    std::vector<std::uint64_t> m_identities;
    std::vector<std::string> m_keys;
    std::array<std::vector<std::uint8_t>, twin::kEntityKindCount> m_severities;
};

using AttentionDigestPtr = std::shared_ptr<const AttentionDigest>;

} // namespace models
