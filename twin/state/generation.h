#pragma once

#include "twin/state/moment_log.h"
#include "twin/state/series_rings.h"
#include "twin/state/snapshot.h"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace twin::state {

/// The rings of the time during which one registry was in force. Copies share everything: a reader takes one
/// under the history's lock and works on it outside. Growing is the twin thread's.
struct Generation
{
    registry::RegistryPtr registry;
    TimeNs begin = 0;
    SnapshotPtr newest; ///< last one published in it
    std::array<std::shared_ptr<const KindRings>, kEntityKindCount> rings;

    [[nodiscard]] static Generation open(const SnapshotPtr& first, TimeNs span);

    [[nodiscard]] const KindRings& of(EntityKind kind) const
    {
        return *rings[static_cast<std::size_t>(kind)];
    }

    [[nodiscard]] std::size_t bytes() const;
    /// If every series of `snapshot` had values.
    [[nodiscard]] std::size_t plannedBytes(const Snapshot& snapshot) const;

    /// Makes room for the entities of `snapshot`, at coarser steps where `maxBytes` asks for it.
    void fit(const Snapshot& snapshot, TimeNs span, std::size_t maxBytes);
    /// Folds in what changed from `before` (null: everything). Returns how many values were outside the span.
    std::uint64_t fold(const Snapshot* before, const Snapshot& now, TimeNs span) const;
    /// Values as of `time`, with the lists of `moment`.
    [[nodiscard]] SnapshotPtr rebuild(const Moment& moment, TimeNs time) const;
};

} // namespace twin::state
