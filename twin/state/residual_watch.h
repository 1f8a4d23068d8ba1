#pragma once

#include "twin/state/expectation.h"
#include "twin/state/link_residuals.h"
#include "twin/state/snapshot.h"

#include <optional>
#include <vector>

namespace twin::state {

/// A step of the clock that is no going on, from a past moment to live, say: what lasted before it says
/// nothing of what lasts after it. A reading of a link lives about as long.
[[nodiscard]] constexpr bool isJump(TimeNs from, TimeNs to)
{
    return to < from || to - from > 20 * kSecond;
}

/// Follows the residuals of the links from snapshot to snapshot: which are significant, since when, and, once
/// some persist, what explains them. One thread at a time, never the GUI's. Cost of an update: some
/// milliseconds; tens more when links fail or return, and some hundred when causes are looked for, which is
/// at most every kExplainEvery of shown time.
class ResidualWatch
{
  public:
    static constexpr TimeNs kExplainEvery = 10 * kSecond;

    explicit ResidualWatch(ExpectationOptions options = {});

    /// Null without a workload, and when it was cancelled. A snapshot after a jump, or of another registry,
    /// begins anew.
    [[nodiscard]] LinkResidualsPtr update(const SnapshotPtr& snapshot);

  private:
    [[nodiscard]] TimeNs since(std::uint32_t arc, double significance) const;
    void explainIfDue(LinkResiduals& out, const flow::ArcResiduals& residuals);
    [[nodiscard]] bool anyPersistent(const LinkResiduals& residuals) const;

    ExpectationOptions m_options;
    Expectation m_expectation;
    registry::RegistryPtr m_registry;
    TimeNs m_lastTime = 0;
    std::vector<TimeNs> m_since; ///< by arc
    TimeNs m_explainedAt = 0;
    std::vector<ResidualCause> m_causes, m_ranked;
};

/// Arc residuals by link and direction, without history. `expectation` is the one that made them.
[[nodiscard]] LinkResiduals linkResiduals(const Snapshot& snapshot, const Expectation& expectation,
                                          const flow::ArcResiduals& residuals);

/// An explanation in identifiers.
[[nodiscard]] ResidualCause causeOf(const Expectation& expectation, const registry::Registry& registry,
                                    const flow::ArcResiduals& residuals, const flow::Explanation& one);

} // namespace twin::state
