#pragma once

#include "twin/state/cell.h"
#include "twin/state/section.h"
#include "twin/support/metrics.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace twin::state {

/// Where in time a ring's points lie: one a step, `slots` of them.
struct RingShape
{
    TimeNs step = kSecond;
    TimeNs unit = 1; ///< of the time within a step
    std::uint32_t slots = 1;
    std::size_t offset = 0;  ///< first point of this metric among an entity's points
    TimeNs period = 0;       ///< the metric's
    bool keepsTurns = false; ///< whether changes within a step are kept beside the ring
};

/// The rings of one kind: how its series are laid out.
struct RingLayout
{
    EntityKind kind = EntityKind::Pool;
    std::uint32_t factor = 1;
    std::vector<RingShape> metrics;
    std::size_t pointsPerEntity = 0;
    std::size_t turnsKept = 0;      ///< at most, of each series that keeps them
    std::size_t turnsPerEntity = 0; ///< at most

    /// Steps of (period, at least 1 s; 10 s for metrics without one) × factor over `span`. States and
    /// whatever else is told when it changes, and only repeated each minute, keep their turns.
    [[nodiscard]] static RingLayout make(EntityKind kind, TimeNs span, std::uint32_t factor);
    /// At most.
    [[nodiscard]] std::size_t bytesPerEntity() const;
};

/// A stored point as it is read back: time to the shape's unit, value to single precision.
struct RingPoint
{
    TimeNs time = 0;
    float value = 0;
    Quality quality = Quality::Missing;
};

/// Times in which an entity's slot belonged to one flow or job: [from, until).
struct Tenure
{
    TimeNs from = std::numeric_limits<TimeNs>::min();
    TimeNs until = std::numeric_limits<TimeNs>::max();
};

/// Points of up to kChunkEntities entities. Every method takes the block's own lock for its duration, which
/// is bounded by one block's points, so neither readers nor the writer wait long.
class SeriesBlock
{
  public:
    explicit SeriesBlock(std::shared_ptr<const RingLayout> layout)
        : m_layout(std::move(layout))
    {}

    /// Takes up the cells of entity `local` that differ from `before` (may be empty). Values whose source
    /// time is not after `horizon` have no place in the rings; returns how many those were.
    std::uint64_t record(std::size_t local, std::span<const Cell> before, std::span<const Cell> now,
                         TimeNs horizon);
    /// From `time` on, entity `local` is another flow or job.
    void beginTenure(std::size_t local, TimeNs time, TimeNs horizon);
    /// The tenure that holds `time`.
    [[nodiscard]] Tenure tenureAt(std::size_t local, TimeNs time) const;

    /// Replaces every cell of entity `local` that is newer than `time` by the newest stored point not newer,
    /// or leaves it missing. With `tenureTime`, only points of the tenure that holds it count.
    void rewind(std::size_t local, std::span<Cell> cells, TimeNs time,
                std::optional<TimeNs> tenureTime) const;
    /// Stored points of one series in [begin, end], oldest first, turns among them.
    [[nodiscard]] std::vector<RingPoint> points(std::size_t local, std::size_t metric, TimeNs begin,
                                                TimeNs end) const;

    /// What is stored of [begin, end], laid out anew (coarser).
    [[nodiscard]] std::shared_ptr<SeriesBlock> resampled(std::shared_ptr<const RingLayout> layout,
                                                         TimeNs begin, TimeNs end) const;

    [[nodiscard]] std::size_t bytes() const { return m_bytes.load(std::memory_order_relaxed); }

  private:
    struct Point
    {
        std::uint32_t meta = 0; ///< offset in step (16 bits), lap (14), mark (2): 0 = empty
        float value = 0;
    };

    /// What a series held before it fell silent for longer than the rings reach back.
    struct Carried
    {
        std::uint32_t series = 0;
        TimeNs until = 0;
        Cell cell;
    };

    struct Birth
    {
        std::uint32_t local = 0;
        TimeNs time = 0;
    };

    /// A value that a later one of the same step took the place of in the ring: it was another than the one
    /// before it, or without it there would be a gap where there was none.
    struct Turn
    {
        TimeNs time = 0;
        float value = 0;
        std::uint16_t series = 0;
        Quality quality = Quality::Missing;
        bool isRepeat = false;
    };

    /// A sample on its way into the rings.
    struct Fresh
    {
        TimeNs time = 0;
        float value = 0;
        Quality quality = Quality::Missing;
        TimeNs patience = 0; ///< how long after the value before it that one was good
    };

    [[nodiscard]] std::vector<RingPoint> pointsLocked(std::size_t local, std::size_t metric, TimeNs begin,
                                                      TimeNs end) const;
    void put(std::size_t local, std::size_t metric, const Fresh& fresh, TimeNs horizon);
    void noteTurn(std::size_t local, std::size_t metric, const RingPoint& held, const Fresh& fresh,
                  TimeNs horizon);
    void makeRoomForTurn(std::uint16_t series);
    void countBytes();

    /// Oldest first.
    [[nodiscard]] std::span<const Turn> turnsOf(std::size_t local, std::size_t metric) const;

    [[nodiscard]] std::uint16_t seriesOf(std::size_t local, std::size_t metric) const
    {
        return static_cast<std::uint16_t>(local * m_layout->metrics.size() + metric);
    }

    [[nodiscard]] std::optional<RingPoint> stored(std::size_t local, std::size_t metric,
                                                  std::int64_t step) const;
    [[nodiscard]] std::optional<RingPoint> newest(std::size_t local, std::size_t metric, TimeNs time,
                                                  const Tenure& tenure) const;
    [[nodiscard]] Tenure tenureLocked(std::size_t local, TimeNs time) const;
    void carry(std::size_t local, std::size_t metric, const Cell& held, TimeNs until, TimeNs horizon);

    std::shared_ptr<const RingLayout> m_layout;
    mutable std::mutex m_mutex;
    std::vector<Point> m_points; ///< empty until the first value
    std::vector<Turn> m_turns;   ///< by series, then time
    std::vector<Carried> m_carried;
    std::vector<Birth> m_births;
    std::atomic<std::size_t> m_bytes = 0;
};

/// All blocks of one kind. Immutable but for the blocks' insides; growing makes a new one that shares them.
struct KindRings
{
    std::shared_ptr<const RingLayout> layout;
    std::vector<std::shared_ptr<SeriesBlock>> blocks;

    [[nodiscard]] std::shared_ptr<const KindRings> grownTo(std::size_t entities) const;
    [[nodiscard]] std::shared_ptr<const KindRings> resampled(std::shared_ptr<const RingLayout> coarser,
                                                             TimeNs begin, TimeNs end) const;
    [[nodiscard]] std::size_t bytes() const;
};

} // namespace twin::state
