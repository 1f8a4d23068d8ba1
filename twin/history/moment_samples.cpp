#include "twin/history/moment_samples.h"

#include "twin/history/block_codec.h"
#include "twin/history/block_pack.h"
#include "twin/history/sample_union.h"

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

Result<> takeAll(BlockSource& blocks, const BlockSource::After& wanted, const std::stop_token& stop,
                 Newest& newest)
{
    return blocks.packsAfter(wanted, stop, [&](std::string_view pack) {
        return forEachInPack(pack, [&](std::uint64_t, std::string_view block) -> Result<bool> {
            auto taken = take(block, wanted.until, newest);
            return taken ? Result<bool>(true) : Result<bool>(failure(std::move(taken.error())));
        });
    });
}

constexpr TimeNs kEver = std::numeric_limits<TimeNs>::min();

} // namespace

Result<> readMomentSamples(BlockSource& blocks, TimeNs time, const std::stop_token& stop, PastMoment& moment)
{
    const auto& checkpoint = moment.checkpoint;
    const JournalOrder after = checkpoint ? checkpoint->fold : 0;
    Newest newest;
    auto done =
        takeAll(blocks, {false, after, checkpoint ? checkpoint->newest - kBeforeCheckpoint : kEver, time},
                stop, newest);
    if (done) {
        done = takeAll(blocks, {true, after, kEver, time}, stop, newest);
    }
    if (!done) {
        return done;
    }
    moment.samples.assign(newest.begin(), newest.end());
    std::ranges::sort(moment.samples, {}, &std::pair<SeriesId, StoredSample>::first);
    return {};
}

TimeNs momentEventsFrom(const PastMoment& moment)
{
    return moment.checkpoint ? moment.checkpoint->newest - kLatestEvent : kEver;
}

} // namespace twin::history
