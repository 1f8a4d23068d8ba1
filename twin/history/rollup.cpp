#include "twin/history/rollup.h"

#include "twin/history/block_codec.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace twin::history {

namespace {

/// Values a bucket must have on average before a tier is kept: below it the finer one is hardly longer.
constexpr std::array<std::size_t, kTierCount> kWorthwhile{20, 4, 2, 1};

/// A rollup block is a block of samples with these runs for each series.
enum class Run : std::uint8_t { Min, Max, Last, Count, Mean };

constexpr SeriesId kRuns = 8; ///< numbers a series takes there
constexpr std::size_t kRunCount = 5;
constexpr double kMeanSteps = 65'535;

/// The mean as a place between min and max: noise of the last bits would cost more than all the rest.
double meanPlace(const Rollup& rollup)
{
    const double width = rollup.max - rollup.min;
    return width > 0 ? std::nearbyint((rollup.mean - rollup.min) / width * kMeanSteps) : 0.0;
}

double meanAt(double place, const Rollup& rollup)
{
    return rollup.min + (rollup.max - rollup.min) * (place / kMeanSteps);
}

TimeNs bucketStart(TimeNs time, TimeNs bucket)
{
    const TimeNs rest = time % bucket;
    return time - (rest < 0 ? rest + bucket : rest);
}

double valueFor(Run run, const Rollup& rollup)
{
    switch (run) {
    case Run::Min:
        return rollup.min;
    case Run::Max:
        return rollup.max;
    case Run::Last:
        return rollup.last;
    case Run::Count:
        return static_cast<double>(rollup.count);
    case Run::Mean:
        break;
    }
    return meanPlace(rollup);
}

/// Five runs of one series become its rollups again. Errors: BadInput.
Result<std::vector<Rollup>> fromRuns(const SampleBlock& block, std::span<const SeriesRun> runs)
{
    std::vector<Rollup> out(runs[0].stamps.size());
    for (std::size_t k = 0; k < kRunCount; ++k) {
        if (runs[k].series % kRuns != k || runs[k].stamps != runs[0].stamps || !runs[k].qualities.empty()) {
            return failure(ErrorCode::BadInput, "a rollup block's parts do not fit together");
        }
    }
    const auto value = [&](Run run, std::size_t i) {
        return runs[static_cast<std::size_t>(run)].values[i];
    };
    for (std::size_t i = 0; i < out.size(); ++i) {
        Rollup& rollup = out[i];
        rollup.start = block.stamps[runs[0].stamps[i]].time;
        rollup.min = value(Run::Min, i);
        rollup.max = value(Run::Max, i);
        rollup.last = value(Run::Last, i);
        rollup.mean = meanAt(value(Run::Mean, i), rollup);
        const double count = value(Run::Count, i);
        rollup.count = count >= 1 && count < 1e15 ? static_cast<std::uint64_t>(count) : 1;
    }
    return out;
}

template <typename Item, typename AsRollup>
std::vector<Rollup> rollUpAll(std::span<const Item> items, TimeNs bucket, const AsRollup& asRollup)
{
    std::vector<Rollup> out;
    for (const Item& item : items) {
        const Rollup next = asRollup(item);
        const TimeNs start = bucketStart(next.start, bucket);
        if (out.empty() || out.back().start != start) {
            out.push_back({});
            out.back().start = start;
        }
        merge(next, out.back());
    }
    return out;
}

} // namespace

void merge(const Rollup& later, Rollup& into)
{
    if (into.count == 0) {
        const TimeNs start = into.start;
        into = later;
        into.start = start;
        return;
    }
    into.min = std::min(into.min, later.min);
    into.max = std::max(into.max, later.max);
    into.last = later.last;
    const auto before = static_cast<double>(into.count);
    into.count += later.count;
    const double share = static_cast<double>(later.count) / (before + static_cast<double>(later.count));
    into.mean += (later.mean - into.mean) * share;
}

std::vector<Rollup> rollUp(std::span<const SeriesPoint> points, TimeNs bucket)
{
    return rollUpAll(points, bucket, [](const SeriesPoint& point) {
        return Rollup{point.time, point.value, point.value, point.value, point.value, 1};
    });
}

std::vector<Rollup> rollUp(std::span<const Rollup> finer, TimeNs bucket)
{
    return rollUpAll(finer, bucket, [](const Rollup& rollup) { return rollup; });
}

bool isWorthwhile(Tier tier, std::size_t samples, std::size_t buckets)
{
    return samples >= buckets * kWorthwhile[static_cast<std::size_t>(tier)];
}

std::string encodeRollups(const std::vector<SeriesRollups>& series)
{
    SampleBlock block;
    std::map<TimeNs, std::uint32_t> starts;
    for (const SeriesRollups& one : series) {
        for (const Rollup& rollup : one.rollups) {
            starts.emplace(rollup.start, 0);
        }
    }
    for (auto& [start, number] : starts) {
        number = static_cast<std::uint32_t>(block.stamps.size());
        block.stamps.push_back({start, 0, 0, start});
    }
    for (const SeriesRollups& one : series) {
        for (std::size_t k = 0; k < kRunCount; ++k) {
            SeriesRun run;
            run.series = one.series * kRuns + k;
            for (const Rollup& rollup : one.rollups) {
                run.stamps.push_back(starts.at(rollup.start));
                run.values.push_back(valueFor(static_cast<Run>(k), rollup));
            }
            block.series.push_back(std::move(run));
        }
    }
    return encodeBlock(block);
}

Result<std::vector<SeriesRollups>> decodeRollups(std::string_view bytes)
{
    const auto block = decodeBlock(bytes);
    if (!block) {
        return failure(block.error());
    }
    if (block->series.size() % kRunCount != 0) {
        return failure(ErrorCode::BadInput, "a rollup block's parts are not complete");
    }
    std::vector<SeriesRollups> out;
    for (std::size_t i = 0; i < block->series.size(); i += kRunCount) {
        auto rollups = fromRuns(*block, std::span(block->series).subspan(i, kRunCount));
        if (!rollups) {
            return failure(std::move(rollups.error()));
        }
        out.push_back({block->series[i].series / kRuns, std::move(*rollups)});
    }
    return out;
}

Result<std::optional<std::vector<Rollup>>> decodeRollupsOf(std::string_view bytes, SeriesId series)
{
    auto all = decodeSeriesRange(bytes, series * kRuns, kRunCount);
    if (!all) {
        return failure(std::move(all.error()));
    }
    if (all->series.empty()) {
        return std::optional<std::vector<Rollup>>();
    }
    if (all->series.size() != kRunCount) {
        return failure(ErrorCode::BadInput, "a rollup block's parts are not complete");
    }
    auto rollups = fromRuns(*all, all->series);
    if (!rollups) {
        return failure(std::move(rollups.error()));
    }
    return std::optional(std::move(*rollups));
}

ColumnPainter::ColumnPainter(state::TimeRange range, std::size_t columns)
{
    m_out.range = range;
    m_out.columns.resize(std::max<std::size_t>(columns, 1));
    m_lastTime.resize(m_out.columns.size());
}

ColumnPainter::ColumnPainter(SeriesColumns begun)
    : m_out(std::move(begun))
{
    for (std::size_t i = 0; i < m_out.columns.size(); ++i) {
        m_lastTime.push_back(m_out.range.begin + columnStart(i));
    }
}

/// Where column `i` begins, from the range's begin; exact, and within 64 bits for any range.
TimeNs ColumnPainter::columnStart(std::size_t i) const
{
    const TimeNs width = m_out.range.end - m_out.range.begin;
    const auto columns = static_cast<TimeNs>(m_out.columns.size());
    const auto number = static_cast<TimeNs>(i);
    return width / columns * number + width % columns * number / columns;
}

std::size_t ColumnPainter::columnAt(TimeNs offset) const
{
    const double share =
        static_cast<double>(offset) / static_cast<double>(m_out.range.end - m_out.range.begin);
    const double count = static_cast<double>(m_out.columns.size());
    auto at = std::min(static_cast<std::size_t>(share * count), m_out.columns.size() - 1);
    while (at > 0 && columnStart(at) > offset) { // rounding is off by one at most
        --at;
    }
    while (at + 1 < m_out.columns.size() && columnStart(at + 1) <= offset) {
        ++at;
    }
    return at;
}

void ColumnPainter::usedBucket(TimeNs bucket)
{
    m_out.bucket = std::max(m_out.bucket, bucket);
}

void ColumnPainter::add(const Rollup& rollup)
{
    const TimeNs width = m_out.range.end - m_out.range.begin;
    if (width <= 0 || rollup.start >= m_out.range.end || rollup.count == 0) {
        return;
    }
    // A bucket that began before the range reaches into its first column.
    const std::size_t at = columnAt(std::max<TimeNs>(rollup.start - m_out.range.begin, 0));
    SeriesColumn& column = m_out.columns[at];
    if (column.count == 0) {
        column = {rollup.min, rollup.max, rollup.mean, rollup.last, rollup.count};
        m_lastTime[at] = rollup.start;
        return;
    }
    column.min = std::min(column.min, rollup.min);
    column.max = std::max(column.max, rollup.max);
    const auto before = static_cast<double>(column.count);
    const auto more = static_cast<double>(rollup.count);
    column.mean += (rollup.mean - column.mean) * (more / (before + more));
    column.count += rollup.count;
    if (rollup.start >= m_lastTime[at]) {
        column.last = rollup.last;
        m_lastTime[at] = rollup.start;
    }
}

} // namespace twin::history
