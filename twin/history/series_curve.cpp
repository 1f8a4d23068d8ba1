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
    Result<bool> paintWindow(std::size_t tier, std::string_view pack, TimeRange wanted);
    Result<> paintWindows(std::size_t tier, TimeRange range, std::set<TimeNs>& complete);
    Result<> paintSamples(TimeRange wanted);
    Result<> paintOldest(const std::vector<TimeRange>& wanted);

    BlockSource& m_blocks;
    SeriesId m_series;
    TimeRange m_range;
    const std::stop_token& m_stop;
    ColumnPainter m_painter;
};

/// False: a finer tier has to serve.
Result<bool> CurveReader::paintWindow(std::size_t tier, std::string_view pack, TimeRange wanted)
{
    const auto block = findInPack(pack, chunkOf(m_series));
    if (!block || !*block) {
        return block ? Result<bool>(true) : Result<bool>(failure(block.error()));
    }
    const auto rollups = decodeRollupsOf(**block, m_series);
    if (!rollups || !*rollups) {
        return rollups ? Result<bool>(true) : Result<bool>(failure(rollups.error()));
    }
    if ((*rollups)->empty()) {
        return false;
    }
    m_painter.usedBucket(kTierBucket[tier]);
    for (const Rollup& rollup : **rollups) {
        if (rollup.start + kTierBucket[tier] > wanted.begin && rollup.start < wanted.end) {
            m_painter.add(rollup);
        }
    }
    return true;
}

/// Paints the complete windows of a range; those that a finer tier has to serve leave `complete`. One that
/// has no pack of the chunk has nothing to paint.
Result<> CurveReader::paintWindows(std::size_t tier, TimeRange range, std::set<TimeNs>& complete)
{
    if (complete.empty()) {
        return {};
    }
    const TimeNs window = kTierWindow[tier];
    return m_blocks.rollupPacks(
        tier, range, chunkOf(m_series), m_stop, [&](TimeNs start, std::string_view pack) -> Result<> {
            if (!complete.contains(start)) {
                return {};
            }
            const auto painted =
                paintWindow(tier, pack, {std::max(start, range.begin), std::min(start + window, range.end)});
            if (painted && !*painted) {
                complete.erase(start);
            }
            return painted ? Result<>() : Result<>(failure(painted.error()));
        });
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
        auto complete = m_blocks.completeWindows(tier, range);
        if (!complete) {
            return failure(complete.error());
        }
        if (m_stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "cancelled");
        }
        if (auto painted = paintWindows(tier, range, *complete); !painted) {
            return failure(std::move(painted.error()));
        }
        TimeNs from = range.begin;
        for (const TimeNs start : *complete) {
            const TimeRange part{std::max(start, range.begin), std::min(start + window, range.end)};
            if (from < part.begin) {
                leave({from, part.begin});
            }
            from = part.end;
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
