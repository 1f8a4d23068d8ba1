#pragma once

#include "twin/history/samples.h"
#include "twin/state/snapshot_provider.h"
#include "twin/support/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Samples drawn together over longer and longer stretches, for curves over days (docs/history.md,
/// "Rollups").
namespace twin::history {

enum class Tier : std::uint8_t { Seconds10, Minute, Minutes15, Day };

inline constexpr std::size_t kTierCount = 4;
inline constexpr std::array<TimeNs, kTierCount> kTierBucket{10 * kSecond, kMinute, 15 * kMinute, kDay};
/// What is rolled up at once, and kept in one row a chunk.
inline constexpr std::array<TimeNs, kTierCount> kTierWindow{kHour, kHour, kHour, kDay};

[[nodiscard]] constexpr TimeNs bucketOf(Tier tier)
{
    return kTierBucket[static_cast<std::size_t>(tier)];
}

[[nodiscard]] constexpr TimeNs windowOf(Tier tier)
{
    return kTierWindow[static_cast<std::size_t>(tier)];
}

/// What is remembered of a stretch of one series. Missing samples do not count.
struct Rollup
{
    TimeNs start = 0;
    double min = 0;
    double max = 0;
    double mean = 0; ///< exact to (max - min) / 65,535 when it comes from the store
    double last = 0;
    std::uint64_t count = 0;

    friend bool operator==(const Rollup&, const Rollup&) = default;
};

/// Draws `later`, which is not before it, into `into`. An empty `into` takes all but its start.
void merge(const Rollup& later, Rollup& into);

/// One value at a time, as rolling up needs it.
struct SeriesPoint
{
    TimeNs time = 0;
    double value = 0;
};

struct SeriesPoints
{
    SeriesId series = 0;
    std::vector<SeriesPoint> points; ///< by time, without missing ones
};

struct SeriesRollups
{
    SeriesId series = 0;
    std::vector<Rollup> rollups; ///< by start; none: there are samples, but a finer tier serves as well
};

/// Buckets begin at whole multiples of `bucket`.
[[nodiscard]] std::vector<Rollup> rollUp(std::span<const SeriesPoint> points, TimeNs bucket);
[[nodiscard]] std::vector<Rollup> rollUp(std::span<const Rollup> finer, TimeNs bucket);

/// Whether a tier saves anything for a series: else the samples (or the finer tier) serve as well and it is
/// left out.
[[nodiscard]] bool isWorthwhile(Tier tier, std::size_t samples, std::size_t buckets);

struct RollupWindow
{
    Tier tier = Tier::Seconds10;
    TimeNs start = 0;

    friend auto operator<=>(const RollupWindow&, const RollupWindow&) = default;
};

struct RollupRow
{
    RollupWindow window;
    std::uint64_t firstChunk = 0;
    std::uint64_t lastChunk = 0;
    std::string body; ///< encodeRollups of each chunk, packed (block_pack.h)
};

/// By ascending series. Errors of decoding: as of decodeBlock.
[[nodiscard]] std::string encodeRollups(const std::vector<SeriesRollups>& series);
[[nodiscard]] Result<std::vector<SeriesRollups>> decodeRollups(std::string_view bytes);
/// None: the series has no samples there.
[[nodiscard]] Result<std::optional<std::vector<Rollup>>> decodeRollupsOf(std::string_view bytes,
                                                                         SeriesId series);

/// One pixel column of a curve.
struct SeriesColumn
{
    double min = 0;
    double max = 0;
    double mean = 0;
    double last = 0;
    std::uint64_t count = 0; ///< 0: nothing is known there, and the rest means nothing
};

struct SeriesColumns
{
    state::TimeRange range; ///< column i begins at range.begin + i * (end - begin) / columns
    std::vector<SeriesColumn> columns;
    TimeNs bucket = 0; ///< of the coarsest tier used; 0 = samples only
};

/// Draws rollups (or samples, as rollups of one) into columns by their start.
class ColumnPainter
{
  public:
    ColumnPainter(state::TimeRange range, std::size_t columns);
    /// Goes on with what others have drawn.
    explicit ColumnPainter(SeriesColumns begun);
    void add(const Rollup& rollup);

    void add(TimeNs time, double value) { add(Rollup{time, value, value, value, value, 1}); }

    void usedBucket(TimeNs bucket);

    [[nodiscard]] SeriesColumns take() { return std::move(m_out); }

  private:
    [[nodiscard]] TimeNs columnStart(std::size_t i) const;
    [[nodiscard]] std::size_t columnAt(TimeNs offset) const;

    SeriesColumns m_out;
    std::vector<TimeNs> m_lastTime;
};

} // namespace twin::history
