#include "twin/history/sqlite_blocks.h"

#include "twin/history/block_pack.h"
#include "twin/history/sqlite_rows.h"

#include <algorithm>
#include <set>
#include <utility>

namespace twin::history {

namespace {

TimeNs floorTo(TimeNs time, TimeNs step)
{
    const TimeNs rest = time % step;
    return time - (rest < 0 ? rest + step : rest);
}

/// Draws one series tier by tier: each takes what it has complete and leaves the rest to the next finer one.
class CurveReader
{
  public:
    CurveReader(Database& database, SeriesId series, TimeRange range, std::size_t columns,
                const std::stop_token& stop)
        : m_database(database)
        , m_series(series)
        , m_range(range)
        , m_stop(stop)
        , m_painter(range, columns)
    {}

    Result<SeriesColumns> read(std::size_t columns);

  private:
    Result<std::vector<TimeRange>> paintTier(std::size_t tier, const std::vector<TimeRange>& wanted);
    Result<bool> paintWindow(std::size_t tier, TimeNs start, TimeRange wanted);
    Result<std::set<TimeNs>> completeWindows(std::size_t tier, TimeRange wanted);
    Result<> paintSamples(TimeRange wanted);
    Result<> paintOldest(const std::vector<TimeRange>& wanted);

    Database& m_database;
    SeriesId m_series;
    TimeRange m_range;
    const std::stop_token& m_stop;
    ColumnPainter m_painter;
};

Result<std::set<TimeNs>> CurveReader::completeWindows(std::size_t tier, TimeRange wanted)
{
    auto rows = m_database.prepare(
        "SELECT start_ns FROM rolled WHERE tier = ? AND start_ns >= ? AND start_ns < ? AND complete = 1");
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    rows->bind(1, static_cast<std::int64_t>(tier));
    rows->bind(2, floorTo(wanted.begin, kTierWindow[tier]));
    rows->bind(3, wanted.end);
    std::set<TimeNs> out;
    auto done = forEachRow(*rows, [&](const Statement& row) -> Result<bool> {
        out.insert(row.integer(0));
        return true;
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    return out;
}

/// False: a finer tier has to serve.
Result<bool> CurveReader::paintWindow(std::size_t tier, TimeNs start, TimeRange wanted)
{
    auto rows = m_database.prepare("SELECT body FROM rollups WHERE tier = ?1 AND start_ns = ?2 AND "
                                   "first_chunk <= ?3 AND last_chunk >= ?3");
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    rows->bind(1, static_cast<std::int64_t>(tier));
    rows->bind(2, start);
    rows->bind(3, toSql(chunkOf(m_series)));
    const auto row = rows->step();
    if (!row) {
        return failure(row.error());
    }
    if (!*row) {
        return true; // the window is complete, and the chunk has nothing in it
    }
    const auto block = findInPack(rows->bytes(0), chunkOf(m_series));
    if (!block) {
        return failure(block.error());
    }
    if (!*block) {
        return true;
    }
    const auto rollups = decodeRollupsOf(**block, m_series);
    if (!rollups) {
        return failure(rollups.error());
    }
    if (!*rollups) {
        return true;
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
        const auto complete = completeWindows(tier, range);
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
                return cancelled();
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
    const auto samples = seriesSamples(m_database, m_series, wanted, m_stop);
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
    const auto from =
        m_database.integer("SELECT coalesce((SELECT value FROM sums WHERE name = 'samples_from'), 0)");
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

Result<SeriesColumns> seriesColumns(Database& database, SeriesId series, TimeRange range, std::size_t columns,
                                    const std::stop_token& stop)
{
    if (range.isEmpty() || columns == 0) {
        return failure(ErrorCode::BadInput, "a curve needs a range and at least one column");
    }
    return CurveReader(database, series, range, columns, stop).read(columns);
}

} // namespace twin::history
