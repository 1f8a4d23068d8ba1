#pragma once

#include "twin/support/metrics.h"
#include "twin/support/units.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace twin::generate {

/// Metrics of one kind of entity that share a period and a scope, and when each stretch of entities is due.
/// Stretches are spread evenly over the period, neighbours apart, so the load is smooth and the map does not
/// update in stripes.
class FeedGroup
{
  public:
    /// @param entities   how many there are, > 0
    /// @param speaking   of them, how many have these metrics, > 0
    /// @param period     time between two values of an entity
    /// @param tick       time between two calls of `due`
    FeedGroup(std::vector<const MetricInfo*> metrics, std::uint32_t entities, std::uint32_t speaking,
              TimeNs period, TimeNs tick);

    struct Stretch
    {
        std::uint32_t first = 0;
        std::uint32_t count = 0;
    };

    [[nodiscard]] EntityKind kind() const { return m_metrics.front()->kind; }

    [[nodiscard]] MetricScope scope() const { return m_metrics.front()->scope; }

    [[nodiscard]] const std::vector<const MetricInfo*>& metrics() const { return m_metrics; }

    [[nodiscard]] std::uint32_t entities() const { return m_entities; }

    /// Stretches due up to `elapsed` since the start that were not returned before; at most one round of
    /// them.
    void due(TimeNs elapsed, std::vector<Stretch>& out);
    /// Samples a second at this group's pace.
    [[nodiscard]] double samplesPerSecond() const;

  private:
    [[nodiscard]] Stretch stretch(std::uint64_t turn) const;

    std::vector<const MetricInfo*> m_metrics;
    std::uint32_t m_entities;
    std::uint32_t m_speaking;
    TimeNs m_period;
    std::uint32_t m_size = 0;   ///< entities a stretch
    std::uint32_t m_count = 0;  ///< stretches
    std::uint32_t m_stride = 1; ///< coprime to m_count
    std::uint64_t m_turn = 0;
};

/// The pace of a feed: all groups, and the tick they are asked at.
struct FeedSchedule
{
    TimeNs tick = 0;
    std::vector<FeedGroup> groups;
    double samplesPerSecond = 0;
};

/// How many entities of a kind have the metrics of a scope; All: how many there are.
using EntityCount = std::function<std::uint32_t(EntityKind, MetricScope)>;

/// @param rate     target samples/s; 0 = the metrics' own periods
[[nodiscard]] FeedSchedule makeSchedule(const EntityCount& entities, double rate);

} // namespace twin::generate
