#pragma once

#include "twin/state/snapshot_provider.h"

#include <QHash>
#include <QList>

namespace models {

/// Short histories for in-row sparklines: up to 60 points of 5 s each, made from the provider for rows
/// somebody looks at and appended to as time passes. Of pools and links the utilisation (ratio), of flows the
/// rate (b/s), of jobs the progress (ratio). GUI thread.
class Sparklines
{
  public:
    static constexpr int kPoints = 60;
    static constexpr twin::TimeNs kStep = 5 * twin::kSecond;

    explicit Sparklines(twin::EntityKind kind)
        : m_kind(kind)
    {}

    void clear() { m_rings.clear(); }

    /// The number now stands for something else (a flow's or job's slot was given on).
    void forget(std::uint32_t entity) { m_rings.remove(entity); }

    /// Appends the value of now to every known ring once per step; starts over when time went back or jumped.
    /// True when points were added or dropped.
    bool advance(const twin::state::Snapshot& snapshot);
    /// Points oldest first, NaN = gap; fetched from the provider the first time. `entity` is in range.
    [[nodiscard]] QList<float> points(const twin::state::SnapshotProvider& provider,
                                      const twin::state::Snapshot& snapshot, std::uint32_t entity);

    /// Points as shares of `whole`, or of the greatest of them when `whole` is 0.
    [[nodiscard]] static QList<float> shares(QList<float> points, float whole);

  private:
    twin::EntityKind m_kind;
    twin::TimeNs m_last = 0;
    QHash<std::uint32_t, QList<float>> m_rings;
};

} // namespace models
