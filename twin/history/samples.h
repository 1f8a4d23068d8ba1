#pragma once

#include "twin/state/cell.h"
#include "twin/support/metrics.h"
#include "twin/support/units.h"

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

/// Samples as the history keeps them: exact, with all that decides which of two stays.
namespace twin::history {

using state::Quality;

/// Number of a series in one store: `chunk * kSeriesPerChunk + slot`. Series of a chunk share a metric and
/// are kept together in one block, so numbers are given out a chunk of a metric at a time.
using SeriesId = std::uint64_t;

inline constexpr std::uint64_t kSeriesPerChunk = 64;

[[nodiscard]] constexpr std::uint64_t chunkOf(SeriesId id)
{
    return id / kSeriesPerChunk;
}

/// What a series is of: names, because dense numbers change with the registry.
struct SeriesKey
{
    EntityKind kind = EntityKind::Pool;
    std::string entity;
    std::string metric; ///< as in resources/metrics.json

    friend auto operator<=>(const SeriesKey&, const SeriesKey&) = default;
};

/// When a sample was and in which frame it came. Of two of one series and time the greater by
/// (epoch, sequence) stays, as in the live state.
struct SampleStamp
{
    TimeNs time = 0;
    std::uint64_t epoch = 0;
    std::uint64_t sequence = 0;
    TimeNs receiveTime = 0;
    std::uint32_t interval_ms = 0; ///< the source's own; 0 = the metric's period

    friend auto operator<=>(const SampleStamp&, const SampleStamp&) = default;
};

struct StoredSample
{
    SampleStamp stamp;
    double value = 0; ///< NaN with Quality::Missing
    Quality quality = Quality::Good;

    [[nodiscard]] state::Cell cell() const
    {
        return {value,          stamp.time, stamp.receiveTime, stamp.epoch,
                stamp.sequence, quality,    stamp.interval_ms};
    }
};

/// The samples of one series in a block.
struct SeriesRun
{
    SeriesId series = 0;
    std::vector<std::uint32_t> stamps; ///< numbers of the block's stamps, ascending: so are the times
    std::vector<double> values;        ///< finite; of missing ones NaN
    std::vector<Quality> qualities;    ///< empty: all good
};

/// Some series over some time, as they are kept in one row. Stamps are sorted and each is used.
struct SampleBlock
{
    std::vector<SampleStamp> stamps;
    std::vector<SeriesRun> series; ///< by ascending number

    [[nodiscard]] StoredSample sample(const SeriesRun& run, std::size_t i) const
    {
        return {stamps[run.stamps[i]], run.values[i],
                run.qualities.empty() ? Quality::Good : run.qualities[i]};
    }
};

} // namespace twin::history
