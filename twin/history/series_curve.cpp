#include "twin/history/series_curve.h"

#include "twin/history/block_pack.h"
#include "twin/history/block_reader.h"

#include <algorithm>
#include <set>
#include <utility>

namespace twin::history {

namespace {

/// Draws one series tier by tier: each takes what it has complete and leaves the rest to the next finer one.
class CurveReader
{
  public:
    CurveReader(BlockSource& blocks, SeriesId series, TimeRange range, std::size_t columns,
                const std::stop_token& stop)
        : m_blocks(blocks)
        , m_series(series)
        , m_range(range)
        , m_stop(stop)
        , m_painter(range, columns)
    {}

    Result<SeriesColumns> read(std::size_t columns);

  private:
    Result<std::vector<TimeRange>> paintTier(std::size_t tier, const std::vector<TimeRange>& wanted);
    Result<bool> paintWindow(std::size_t tier, TimeNs start, TimeRange wanted);
    Result<> paintSamples(TimeRange wanted);
    Result<> paintOldest(const std::vector<TimeRange>& wanted);

    BlockSource& m_blocks;
    SeriesId m_series;
    TimeRange m_range;
    const std::stop_token& m_stop;
    ColumnPainter m_painter;
};

/// False: a finer tier has to serve.
Result<bool> CurveReader::paintWindow(std::size_t tier, TimeNs start, TimeRange wanted)
{
    bool serves = true; // also where the window is complete, and the chunk has nothing in it
    const std::uint64_t chunk = chunkOf(m_series);
    auto done = m_blocks.rollupPack(tier, start, chunk, [&](std::string_view pack) -> Result<> {
        const auto block = findInPack(pack, chunk);
        if (!block || !*block) {
            return block ? Result<>() : Result<>(failure(block.error()));
        }
        const auto rollups = decodeRollupsOf(**block, m_series);
        if (!rollups || !*rollups) {
            return rollups ? Result<>() : Result<>(failure(rollups.error()));
        }
        serves = !(*rollups)->empty();
        if (serves) {
            m_painter.usedBucket(kTierBucket[tier]);
        }
        for (const Rollup& rollup : **rollups) {
            if (rollup.start + kTierBucket[tier] > wanted.begin && rollup.start < wanted.end) {
                m_painter.add(rollup);
            }
        }
        return {};
    });
    return done ? Result<bool>(serves) : Result<bool>(failure(std::move(done.error())));
}

/// What is left over for the next tier.
Result<std::vector<TimeRange>> CurveReader::paintTier(std::size_t tier, const std::vector<TimeRange>& wanted)
{
    std::vector<TimeRange> left;
    const auto leave = [&](TimeRange range) {
        if (!left.empty() && left.back().end == range.begin) {
            left.back().end = range.end;
        } else {
            left.push_back(range);
        }
    };
    const TimeNs window = kTierWindow[tier];
    for (const TimeRange& range : wanted) {
        const auto complete = m_blocks.completeWindows(tier, range);
        if (!complete) {
            return failure(complete.error());
        }
        TimeNs from = range.begin;
        for (const TimeNs start : *complete) {
            const TimeRange part{std::max(start, range.begin), std::min(start + window, range.end)};
            if (from < part.begin) {
                leave({from, part.begin});
            }
            from = part.end;
            if (m_stop.stop_requested()) {
                return failure(ErrorCode::Cancelled, "cancelled");
            }
            const auto painted = paintWindow(tier, start, part);
            if (!painted) {
                return failure(painted.error());
            }
            if (!*painted) {
                leave(part);
            }
        }
        if (from < range.end) {
            leave({from, range.end});
        }
    }
    return left;
}

Result<> CurveReader::paintSamples(TimeRange wanted)
{
    const auto samples = seriesSamples(m_blocks, m_series, wanted, m_stop);
    if (!samples) {
        return failure(samples.error());
    }
    for (const StoredSample& sample : *samples) {
        if (sample.quality != Quality::Missing) {
            m_painter.add(sample.stamp.time, sample.value);
        }
    }
    return {};
}

/// Where samples are too old to be kept, the finest tier that still is serves however wide its buckets are.
Result<> CurveReader::paintOldest(const std::vector<TimeRange>& wanted)
{
    const auto from = m_blocks.samplesFrom();
    if (!from) {
        return failure(from.error());
    }
    std::vector<TimeRange> left;
    for (const TimeRange& range : wanted) {
        if (range.begin < *from) {
            left.push_back({range.begin, std::min(range.end, *from)});
        }
    }
    for (std::size_t tier = 0; tier < kTierCount && !left.empty(); ++tier) {
        auto next = paintTier(tier, left);
        if (!next) {
            return failure(std::move(next.error()));
        }
        left = std::move(*next);
    }
    return {};
}

Result<SeriesColumns> CurveReader::read(std::size_t columns)
{
    const TimeNs width =
        (m_range.end - m_range.begin) / static_cast<TimeNs>(std::max<std::size_t>(columns, 1));
    std::vector<TimeRange> left{m_range};
    for (std::size_t tier = kTierCount; tier-- > 0 && !left.empty();) {
        if (kTierBucket[tier] > width) {
            continue;
        }
        auto next = paintTier(tier, left);
        if (!next) {
            return failure(std::move(next.error()));
        }
        left = std::move(*next);
    }
    if (auto done = paintOldest(left); !done) {
        return failure(std::move(done.error()));
    }
    for (const TimeRange& range : left) {
        if (auto done = paintSamples(range); !done) {
            return failure(std::move(done.error()));
        }
    }
    return m_painter.take();
}

} // namespace

Result<SeriesColumns> seriesColumns(BlockSource& blocks, SeriesId series, TimeRange range,
                                    std::size_t columns, const std::stop_token& stop)
{
    if (range.isEmpty() || columns == 0) {
        return failure(ErrorCode::BadInput, "a curve needs a range and at least one column");
    }
    return CurveReader(blocks, series, range, columns, stop).read(columns);
}

} // namespace twin::history
