#include "twin/history/sqlite_blocks.h"

#include "twin/history/block_codec.h"
#include "twin/history/block_pack.h"
#include "twin/history/sample_union.h"
#include "twin/history/sqlite_rows.h"

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <utility>

namespace twin::history {

namespace {

/// Samples of frames after a checkpoint may be this much older than it and still stand in ordinary blocks:
/// what is older is marked late; and a source's clock may be a few seconds ahead.
constexpr TimeNs kBeforeCheckpoint = kLateAfter + 10 * kSecond;
/// An event that reaches us later than this does not change moments that are over.
constexpr TimeNs kLatestEvent = kHour;

using Newest = std::unordered_map<SeriesId, StoredSample>;

/// Of each run the newest sample at or before `time`.
Result<> take(std::string_view bytes, TimeNs time, Newest& newest)
{
    const auto block = decodeBlock(bytes);
    if (!block) {
        return failure(block.error());
    }
    const auto end = std::ranges::upper_bound(block->stamps, time, {}, &SampleStamp::time);
    const auto known = static_cast<std::uint32_t>(end - block->stamps.begin());
    for (const SeriesRun& run : block->series) {
        const auto last = std::ranges::lower_bound(run.stamps, known);
        if (last == run.stamps.begin()) {
            continue;
        }
        const StoredSample sample =
            block->sample(run, static_cast<std::size_t>(last - run.stamps.begin()) - 1);
        const auto [held, isNew] = newest.try_emplace(run.series, sample);
        if (!isNew && supersedes(sample, held->second)) {
            held->second = sample;
        }
    }
    return {};
}

Result<> takeAll(Database& database, const char* sql, JournalOrder after, TimeNs from, TimeNs time,
                 const std::stop_token& stop, Newest& newest)
{
    auto rows = database.prepare(sql);
    if (!rows) {
        return failure(std::move(rows.error()));
    }
    rows->bind(1, toSql(after));
    rows->bind(2, time);
    rows->bind(3, from);
    return forEachRow(*rows, [&](const Statement& row) -> Result<bool> {
        if (stop.stop_requested()) {
            return cancelled();
        }
        auto done = forEachInPack(row.bytes(0), [&](std::uint64_t, std::string_view block) -> Result<bool> {
            auto taken = take(block, time, newest);
            return taken ? Result<bool>(true) : Result<bool>(failure(std::move(taken.error())));
        });
        return done ? Result<bool>(true) : Result<bool>(failure(std::move(done.error())));
    });
}

constexpr const char* kOrdinary =
    "SELECT body FROM blocks WHERE start_ns >= ?3 AND start_ns <= ?2 AND late = 0 AND fold > ?1 AND "
    "fold <= (SELECT coalesce(max(fold), 0) FROM checkpoints)";
constexpr const char* kLate =
    "SELECT body FROM blocks INDEXED BY blocks_late WHERE late <> 0 AND fold > ?1 AND start_ns <= ?2 AND "
    "start_ns >= ?3 AND fold <= (SELECT coalesce(max(fold), 0) FROM checkpoints)";

} // namespace

Result<std::optional<Checkpoint>> readCheckpoint(Statement& rows)
{
    std::optional<Checkpoint> out;
    auto done = forEachRow(rows, [&](const Statement& row) -> Result<bool> {
        out = Checkpoint{
            fromSql(row.integer(0)),   row.integer(1),           row.integer(2), fromSql(row.integer(3)),
            std::string(row.bytes(4)), std::string(row.bytes(5))};
        return false;
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    return out;
}

Result<std::vector<EventRow>> readEvents(Statement& rows)
{
    std::vector<EventRow> out;
    auto done = forEachRow(rows, [&](const Statement& row) -> Result<bool> {
        out.push_back({fromSql(row.integer(0)), row.integer(1), row.integer(2), std::string(row.bytes(3)),
                       fromSql(row.integer(4)), fromSql(row.integer(5)), std::string(row.bytes(6))});
        return true;
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    return out;
}

Result<PastMoment> pastMoment(Database& database, TimeNs time, const std::stop_token& stop)
{
    PastMoment out;
    auto checkpoints = database.prepare(
        "SELECT fold, made_ns, newest_ns, registry, state, sources FROM checkpoints WHERE newest_ns <= ? "
        "ORDER BY newest_ns DESC, fold DESC LIMIT 1");
    auto events = database.prepare(
        "SELECT e.global_order, e.time_ns, e.receive_ns, s.name, e.epoch, e.sequence, e.body FROM events e "
        "JOIN sources s ON s.id = e.source WHERE e.global_order > ? AND e.time_ns <= ? AND e.global_order <= "
        "(SELECT coalesce(max(fold), 0) FROM checkpoints) AND e.time_ns >= ? ORDER BY e.global_order");
    if (!checkpoints || !events) {
        return failure(!checkpoints ? checkpoints.error() : events.error());
    }
    checkpoints->bind(1, time);
    auto checkpoint = readCheckpoint(*checkpoints);
    if (!checkpoint) {
        return failure(std::move(checkpoint.error()));
    }
    out.checkpoint = std::move(*checkpoint);
    constexpr TimeNs kEver = std::numeric_limits<TimeNs>::min();
    const JournalOrder after = out.checkpoint ? out.checkpoint->fold : 0;
    const TimeNs from = out.checkpoint ? out.checkpoint->newest - kBeforeCheckpoint : kEver;
    Newest newest;
    auto done = takeAll(database, kOrdinary, after, from, time, stop, newest);
    if (done) {
        done = takeAll(database, kLate, after, kEver, time, stop, newest);
    }
    if (!done) {
        return failure(std::move(done.error()));
    }
    out.samples.assign(newest.begin(), newest.end());
    std::ranges::sort(out.samples, {}, &std::pair<SeriesId, StoredSample>::first);
    events->bind(1, toSql(after));
    events->bind(2, time);
    events->bind(3, out.checkpoint ? out.checkpoint->newest - kLatestEvent : kEver);
    auto read = readEvents(*events);
    if (!read) {
        return failure(std::move(read.error()));
    }
    out.events = std::move(*read);
    return out;
}

} // namespace twin::history
