#pragma once

#include "models/tables/sparklines.h"

#include <string>
#include <unordered_map>

namespace models {

/// What each source sent lately, in samples/s: one mean per step of a sparkline. Kept here because counters,
/// unlike values, have no history of their own; long enough for every moment that can be scrubbed. A source
/// that is gone is forgotten. GUI thread.
class SourceTrend
{
  public:
    static constexpr int kKept = 3 * Sparklines::kPoints;

    /// Takes the counters of a live snapshot, once per step; true when it did.
    bool note(const twin::state::Snapshot& snapshot);

    /// Sparklines::kPoints values up to `end`, oldest first, NaN = not known.
    [[nodiscard]] QList<float> points(const std::string& source, twin::TimeNs end) const;

  private:
    struct Ring
    {
        std::uint64_t received = 0; ///< when last noted
        QList<float> rates = {};    ///< kKept of them, the newest at m_last
        twin::TimeNs noted = 0;
    };

    void append(Ring& ring, const twin::state::SourceStatus& status, twin::TimeNs now, qsizetype steps) const;

    std::unordered_map<std::string, Ring> m_rings;
    twin::TimeNs m_last = 0; ///< end of the newest step
};

} // namespace models
