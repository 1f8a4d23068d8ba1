#pragma once

#include "twin/generate/feed_clock.h"
#include "twin/support/metrics.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace twin::generate {

/// Values of consecutive entities, one column per metric of their kind: what signals fill and frames are
/// packed from.
class ColumnBlock
{
  public:
    void resize(std::size_t metrics, std::size_t count)
    {
        m_count = count;
        m_values.resize(metrics * count);
    }

    [[nodiscard]] std::size_t count() const { return m_count; }

    template <typename Metric> [[nodiscard]] std::span<double> operator[](Metric metric)
    {
        return {m_values.data() + static_cast<std::size_t>(metric) * m_count, m_count};
    }

  private:
    std::size_t m_count = 0;
    std::vector<double> m_values;
};

/// How all metrics of one kind of entity behave. Values are in the units of resources/metrics.json.
class Signals
{
  public:
    Signals() = default;
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;
    virtual ~Signals() = default;

    [[nodiscard]] virtual EntityKind kind() const = 0;
    [[nodiscard]] virtual std::size_t size() const = 0;

    /// Every metric of entities first .. first + count - 1 at one moment; `out` has its size already. Moments
    /// never go back.
    virtual void sample(const FeedMoment& moment, std::uint32_t first, std::uint32_t count,
                        ColumnBlock& out) = 0;

    /// True while some entity sends nothing, so the others cannot be one run.
    [[nodiscard]] virtual bool anySilent() const { return false; }

    [[nodiscard]] virtual bool isSilent(std::uint32_t) const { return false; }

    /// Whether an entity has the metrics of `scope`, which is not All.
    [[nodiscard]] virtual bool isIn(MetricScope, std::uint32_t) const { return true; }
};

} // namespace twin::generate
