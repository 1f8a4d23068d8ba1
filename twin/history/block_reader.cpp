#include "twin/history/block_reader.h"

#include "twin/history/block_codec.h"
#include "twin/history/block_pack.h"
#include "twin/history/sample_union.h"

#include <map>
#include <utility>

namespace twin::history {

namespace {

/// The samples of a run within a range.
void take(const SampleBlock& block, const SeriesRun& run, TimeRange range, std::vector<StoredSample>& out)
{
    for (std::size_t i = 0; i < run.values.size(); ++i) {
        const StoredSample sample = block.sample(run, i);
        if (sample.stamp.time >= range.begin && sample.stamp.time < range.end) {
            out.push_back(sample);
        }
    }
}

/// The block of one chunk in each pack that has one.
Result<> visitBlocks(BlockSource& blocks, std::uint64_t chunk, TimeRange range, const std::stop_token& stop,
                     const std::function<Result<>(std::string_view block)>& visit)
{
    return blocks.packsOf(chunk, range, stop, [&](std::string_view pack) -> Result<> {
        const auto block = findInPack(pack, chunk);
        if (!block) {
            return failure(block.error());
        }
        return *block ? visit(**block) : Result<>();
    });
}

} // namespace

Result<std::vector<StoredSample>> seriesSamples(BlockSource& blocks, SeriesId series, TimeRange range,
                                                const std::stop_token& stop)
{
    std::vector<StoredSample> out;
    auto done = visitBlocks(blocks, chunkOf(series), range, stop, [&](std::string_view body) -> Result<> {
        const auto block = decodeSeries(body, series);
        if (!block) {
            return failure(block.error());
        }
        for (const SeriesRun& run : block->series) {
            take(*block, run, range, out);
        }
        return {};
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    return unite(std::move(out));
}

Result<std::vector<std::uint64_t>> chunksIn(BlockSource& blocks, TimeRange range)
{
    std::set<std::uint64_t> out;
    auto done = blocks.packsIn(range, [&](std::string_view pack) {
        return forEachInPack(pack, [&](std::uint64_t chunk, std::string_view) -> Result<bool> {
            out.insert(chunk);
            return true;
        });
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    return std::vector<std::uint64_t>(out.begin(), out.end());
}

Result<std::vector<SeriesPoints>> chunkPoints(BlockSource& blocks, std::uint64_t chunk, TimeRange range)
{
    std::map<SeriesId, std::vector<StoredSample>> all;
    auto done = visitBlocks(blocks, chunk, range, {}, [&](std::string_view body) -> Result<> {
        const auto block = decodeBlock(body);
        if (!block) {
            return failure(block.error());
        }
        for (const SeriesRun& run : block->series) {
            take(*block, run, range, all[run.series]);
        }
        return {};
    });
    if (!done) {
        return failure(std::move(done.error()));
    }
    std::vector<SeriesPoints> out;
    for (auto& [series, samples] : all) {
        SeriesPoints points{series, {}};
        for (const StoredSample& sample : unite(std::move(samples))) {
            if (sample.quality != Quality::Missing) {
                points.points.push_back({sample.stamp.time, sample.value});
            }
        }
        if (!points.points.empty()) {
            out.push_back(std::move(points));
        }
    }
    return out;
}

} // namespace twin::history
