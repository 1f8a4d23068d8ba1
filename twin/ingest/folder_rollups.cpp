#include "twin/ingest/folder.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

namespace twin::ingest {

namespace {

using history::kTierCount;
using history::RollupRow;
using history::SeriesRollups;
using history::Tier;

constexpr std::size_t kChunksAStep = 8;
constexpr std::size_t kWindowsALook = 64;
/// A window is rolled up this long after its end: later samples make it due again, which costs as much anew.
constexpr TimeNs kSettled = 2 * kMinute;
/// Samples of an hour are read in parts, because a fast source has many.
constexpr TimeNs kPart = 15 * kMinute;
constexpr std::array<Tier, 3> kHourTiers{Tier::Seconds10, Tier::Minute, Tier::Minutes15};

void append(std::vector<history::Rollup>& to, std::vector<history::Rollup>&& more)
{
    for (history::Rollup& rollup : more) {
        if (!to.empty() && to.back().start == rollup.start) {
            history::merge(rollup, to.back());
        } else {
            to.push_back(rollup);
        }
    }
}

} // namespace

/// Looks for windows that are due. Those of the first tiers are one hour of the same samples: all at once.
Result<bool> Folder::beginRolling()
{
    const TimeNs newest = m_pipeline.newestReceived();
    if (newest < m_nextRollLook) {
        return false;
    }
    const auto due = m_reader.dueRollups(newest - kSettled, kWindowsALook);
    if (!due) {
        return failure(due.error());
    }
    if (due->empty()) {
        m_nextRollLook = newest + 10 * kSecond;
        return false;
    }
    const history::RollupWindow first = due->front();
    Rolling rolling;
    if (first.tier == Tier::Day) {
        rolling.windows = {first};
    } else {
        for (const Tier tier : kHourTiers) {
            rolling.windows.push_back({tier, first.start});
        }
    }
    auto chunks = m_reader.chunksIn({first.start, first.start + windowOf(first.tier)});
    if (!chunks) {
        return failure(std::move(chunks.error()));
    }
    rolling.chunks = std::move(*chunks);
    for (const history::RollupWindow& window : rolling.windows) {
        auto begun = m_write([&](history::HistoryWriter& writer) { return writer.beginRollup(window); });
        if (!begun) {
            return failure(std::move(begun.error()));
        }
    }
    m_rolling = std::move(rolling);
    return true;
}

Result<> Folder::rollHour(std::uint64_t chunk, TimeNs hour)
{
    std::map<history::SeriesId, std::array<std::vector<history::Rollup>, kHourTiers.size()>> all;
    std::map<history::SeriesId, std::size_t> counts;
    for (TimeNs from = hour; from < hour + kHour; from += kPart) {
        const auto series = m_reader.chunkPoints(chunk, {from, from + kPart});
        if (!series) {
            return failure(series.error());
        }
        for (const history::SeriesPoints& one : *series) {
            counts[one.series] += one.points.size();
            for (const Tier tier : kHourTiers) {
                append(all[one.series][static_cast<std::size_t>(tier)],
                       history::rollUp(one.points, bucketOf(tier)));
            }
        }
    }
    for (const Tier tier : kHourTiers) {
        std::vector<SeriesRollups> kept;
        for (auto& [series, tiers] : all) {
            std::vector<history::Rollup>& rollups = tiers[static_cast<std::size_t>(tier)];
            const bool worthwhile = history::isWorthwhile(tier, counts[series], rollups.size());
            kept.push_back({series, worthwhile ? std::move(rollups) : std::vector<history::Rollup>()});
        }
        if (!kept.empty()) {
            m_rolling->packs[{tier, hour}].add(chunk, history::encodeRollups(kept));
        }
    }
    return {};
}

/// A day is drawn together hour by hour from the samples: once a day.
Result<> Folder::rollDay(std::uint64_t chunk, TimeNs day)
{
    std::map<history::SeriesId, std::vector<history::Rollup>> all;
    for (TimeNs from = day; from < day + kDay; from += kPart) {
        const auto series = m_reader.chunkPoints(chunk, {from, from + kPart});
        if (!series) {
            return failure(series.error());
        }
        for (const history::SeriesPoints& one : *series) {
            append(all[one.series], history::rollUp(one.points, kDay));
        }
    }
    std::vector<SeriesRollups> kept;
    for (auto& [series, rollups] : all) {
        kept.push_back({series, std::move(rollups)});
    }
    if (!kept.empty()) {
        m_rolling->packs[{Tier::Day, day}].add(chunk, history::encodeRollups(kept));
    }
    return {};
}

/// The packs that are full, or all of them, in one transaction.
Result<> Folder::writePacks(bool all)
{
    std::vector<RollupRow> rows;
    for (auto& [window, pack] : m_rolling->packs) {
        if (!pack.isEmpty() && (all || pack.isFull())) {
            RollupRow row{window, pack.firstChunk(), pack.lastChunk(), {}};
            row.body = pack.take();
            rows.push_back(std::move(row));
        }
    }
    return rows.empty() ? Result<>()
                        : m_write([&](history::HistoryWriter& writer) { return writer.putRollups(rows); });
}

Result<> Folder::endRolling()
{
    auto done = writePacks(true);
    if (done) {
        done = m_write([&](history::HistoryWriter& writer) -> Result<> {
            for (const history::RollupWindow& window : m_rolling->windows) {
                if (auto complete = writer.completeRollup(window); !complete) {
                    return complete;
                }
            }
            return {};
        });
    }
    m_rolling.reset();
    return done;
}

/// A few chunks of the windows at hand; after the last one they are complete.
Result<bool> Folder::rollUp()
{
    if (!m_rolling) {
        auto begun = beginRolling();
        if (!begun || !*begun) {
            return begun;
        }
    }
    const history::RollupWindow window = m_rolling->windows.front();
    const std::size_t end = std::min(m_rolling->next + kChunksAStep, m_rolling->chunks.size());
    for (; m_rolling->next < end; ++m_rolling->next) {
        const std::uint64_t chunk = m_rolling->chunks[m_rolling->next];
        auto done = window.tier == Tier::Day ? rollDay(chunk, window.start) : rollHour(chunk, window.start);
        if (!done) {
            return failure(std::move(done.error()));
        }
    }
    auto done = m_rolling->next < m_rolling->chunks.size() ? writePacks(false) : endRolling();
    if (!done) {
        return failure(std::move(done.error()));
    }
    return true;
}

} // namespace twin::ingest
