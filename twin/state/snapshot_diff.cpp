#include "twin/state/snapshot_diff.h"

#include <algorithm>
#include <bit>

namespace twin::state {

namespace {

bool isSame(const Cell& a, const Cell& b)
{
    return a.sourceTime == b.sourceTime && a.receiveTime == b.receiveTime && a.epoch == b.epoch &&
           a.sequence == b.sequence && a.quality == b.quality &&
           std::bit_cast<std::uint64_t>(a.value) == std::bit_cast<std::uint64_t>(b.value);
}

void add(std::vector<IndexRun>& runs, std::uint32_t first, std::uint32_t count)
{
    if (!runs.empty() && runs.back().first + runs.back().count == first) {
        runs.back().count += count;
    } else {
        runs.push_back({first, count});
    }
}

void addChanged(std::vector<IndexRun>& runs, const Section& before, const Section& after, std::size_t chunk)
{
    if (before.chunk(chunk) == after.chunk(chunk)) {
        return;
    }
    const auto first = static_cast<std::uint32_t>(chunk * kChunkEntities);
    const auto last = static_cast<std::uint32_t>(
        std::min({static_cast<std::size_t>(first) + kChunkEntities, before.size(), after.size()}));
    for (std::uint32_t entity = first; entity < last; ++entity) {
        const auto old = before.cells(entity);
        const auto now = after.cells(entity);
        if (!std::equal(old.begin(), old.end(), now.begin(), isSame)) {
            add(runs, entity, 1);
        }
    }
}

} // namespace

std::vector<IndexRun> changedEntities(const Section& before, const Section& after)
{
    std::vector<IndexRun> runs;
    if (&before == &after || after.size() == 0) {
        return runs;
    }
    const auto size = static_cast<std::uint32_t>(after.size());
    if (before.metrics() != after.metrics()) {
        return {{0, size}};
    }
    const std::size_t shared = std::min(before.chunkCount(), after.chunkCount());
    for (std::size_t group = 0; group * kGroupChunks < shared; ++group) {
        if (before.groups()[group] == after.groups()[group]) {
            continue;
        }
        const std::size_t end = std::min(shared, (group + 1) * kGroupChunks);
        for (std::size_t chunk = group * kGroupChunks; chunk < end; ++chunk) {
            addChanged(runs, before, after, chunk);
        }
    }
    if (before.size() < after.size()) {
        add(runs, static_cast<std::uint32_t>(before.size()),
            size - static_cast<std::uint32_t>(before.size()));
    }
    return runs;
}

} // namespace twin::state
