#include "twin/state/generation.h"

#include <algorithm>

namespace twin::state {

namespace {

constexpr std::uint32_t kMaxFactor = 256;

/// Slots whose occupant is another than before: their stored points are no longer theirs.
template <typename T>
void noteTenures(const KindRings& rings, const std::vector<std::shared_ptr<const T>>& before,
                 const std::vector<std::shared_ptr<const T>>& now, TimeNs time, TimeNs horizon)
{
    const auto idAt = [](const auto& slots, std::size_t i) {
        return i < slots.size() && slots[i] ? std::string_view(slots[i]->id) : std::string_view();
    };
    for (std::size_t slot = 0; slot < std::max(before.size(), now.size()); ++slot) {
        const auto* old = slot < before.size() ? before[slot].get() : nullptr;
        const auto* fresh = slot < now.size() ? now[slot].get() : nullptr;
        if (old != fresh && old != nullptr && idAt(before, slot) != idAt(now, slot)) {
            rings.blocks[slot / kChunkEntities]->beginTenure(slot % kChunkEntities, time, horizon);
        } else if (old == nullptr && fresh != nullptr) {
            rings.blocks[slot / kChunkEntities]->beginTenure(slot % kChunkEntities, time, horizon);
        }
    }
}

std::span<const Cell> cellsOf(const Section* section, std::uint32_t entity)
{
    return section != nullptr && entity < section->size() ? section->cells(entity) : std::span<const Cell>();
}

std::uint64_t foldChunk(SeriesBlock& block, const Section* before, const Section& now, std::size_t chunk,
                        TimeNs horizon)
{
    std::uint64_t outside = 0;
    const std::size_t first = chunk * kChunkEntities;
    const std::size_t last = std::min(first + kChunkEntities, now.size());
    for (std::size_t i = first; i < last; ++i) {
        const auto entity = static_cast<std::uint32_t>(i);
        outside += block.record(i - first, cellsOf(before, entity), now.cells(entity), horizon);
    }
    return outside;
}

std::uint64_t foldSection(const KindRings& rings, const Section* before, const Section& now, TimeNs horizon)
{
    std::uint64_t outside = 0;
    for (std::size_t chunk = 0; chunk < now.chunkCount(); ++chunk) {
        const bool isShared =
            before != nullptr && chunk < before->chunkCount() && before->chunk(chunk) == now.chunk(chunk);
        if (!isShared) {
            outside += foldChunk(*rings.blocks[chunk], before, now, chunk, horizon);
        }
    }
    return outside;
}

bool isAllUpTo(const Chunk& chunk, TimeNs time)
{
    return std::all_of(chunk.cells.begin(), chunk.cells.end(),
                       [time](const Cell& cell) { return cell.sourceTime <= time; });
}

/// One kind's values as of `time`; `size` may be more than the newest section has (slots given back since).
std::shared_ptr<const Section> rewound(const KindRings& rings, const Section& newest, std::size_t size,
                                       TimeNs time, std::optional<TimeNs> tenureTime)
{
    const std::size_t metrics = newest.metrics();
    std::vector<std::shared_ptr<const Chunk>> chunks;
    const std::size_t count = (size + kChunkEntities - 1) / kChunkEntities;
    for (std::size_t c = 0; c < count; ++c) {
        const bool isWhole =
            c < newest.chunkCount() && (c + 1 < newest.chunkCount() || size == newest.size());
        if (isWhole && !tenureTime && isAllUpTo(*newest.chunk(c), time)) {
            chunks.push_back(newest.chunk(c));
            continue;
        }
        const std::size_t first = c * kChunkEntities;
        auto chunk = std::make_shared<Chunk>();
        if (c < newest.chunkCount()) {
            chunk->cells = newest.chunk(c)->cells;
        }
        chunk->cells.resize(std::min(kChunkEntities, size - first) * metrics);
        for (std::size_t local = 0; local * metrics < chunk->cells.size() && c < rings.blocks.size();
             ++local) {
            const std::span<Cell> cells(chunk->cells.data() + local * metrics, metrics);
            rings.blocks[c]->rewind(local, cells, time, tenureTime);
        }
        chunks.push_back(std::move(chunk));
    }
    return std::make_shared<const Section>(size, metrics, chunks);
}

std::size_t roundedUp(std::size_t entities)
{
    return (entities + kChunkEntities - 1) / kChunkEntities * kChunkEntities;
}

} // namespace

Generation Generation::open(const SnapshotPtr& first, TimeNs span)
{
    Generation out{first->registry, first->time, first, {}};
    for (std::size_t k = 0; k < kEntityKindCount; ++k) {
        const auto layout =
            std::make_shared<const RingLayout>(RingLayout::make(static_cast<EntityKind>(k), span, 1));
        out.rings[k] = std::make_shared<const KindRings>(KindRings{layout, {}});
    }
    return out;
}

std::size_t Generation::bytes() const
{
    std::size_t sum = 0;
    for (const auto& kind : rings) {
        sum += kind->bytes();
    }
    return sum;
}

std::size_t Generation::plannedBytes(const Snapshot& snapshot) const
{
    std::size_t sum = 0;
    for (std::size_t k = 0; k < kEntityKindCount; ++k) {
        sum += roundedUp(snapshot.sections[k]->size()) * rings[k]->layout->bytesPerEntity();
    }
    return sum;
}

void Generation::fit(const Snapshot& snapshot, TimeNs span, std::size_t maxBytes)
{
    std::array<std::size_t, kEntityKindCount> planned{};
    std::array<std::shared_ptr<const RingLayout>, kEntityKindCount> layouts;
    for (std::size_t k = 0; k < kEntityKindCount; ++k) {
        layouts[k] = rings[k]->layout;
        planned[k] = roundedUp(snapshot.sections[k]->size()) * layouts[k]->bytesPerEntity();
    }
    const auto total = [&] {
        std::size_t sum = 0;
        for (const std::size_t bytes : planned) {
            sum += bytes;
        }
        return sum;
    };
    while (total() > maxBytes) {
        const auto k =
            static_cast<std::size_t>(std::max_element(planned.begin(), planned.end()) - planned.begin());
        if (layouts[k]->factor >= kMaxFactor) {
            break;
        }
        layouts[k] = std::make_shared<const RingLayout>(
            RingLayout::make(static_cast<EntityKind>(k), span, layouts[k]->factor * 2));
        planned[k] = roundedUp(snapshot.sections[k]->size()) * layouts[k]->bytesPerEntity();
    }
    for (std::size_t k = 0; k < kEntityKindCount; ++k) {
        if (layouts[k] != rings[k]->layout) {
            rings[k] = rings[k]->resampled(layouts[k], snapshot.time - span, snapshot.time + 10 * kSecond);
        }
        if (rings[k]->blocks.size() * kChunkEntities < snapshot.sections[k]->size()) {
            rings[k] = rings[k]->grownTo(snapshot.sections[k]->size());
        }
    }
}

std::uint64_t Generation::fold(const Snapshot* before, const Snapshot& now, TimeNs span) const
{
    const TimeNs horizon = now.time - span;
    if (before != nullptr && before->directory != now.directory) {
        // The change came after the last fold; a sample of the new occupant may be as old as that.
        const TimeNs time = before->time + 1;
        noteTenures(of(EntityKind::Flow), before->directory->flows, now.directory->flows, time, horizon);
        noteTenures(of(EntityKind::Job), before->directory->jobs, now.directory->jobs, time, horizon);
    }
    std::uint64_t outside = 0;
    for (std::size_t k = 0; k < kEntityKindCount; ++k) {
        const Section* old = before != nullptr ? before->sections[k].get() : nullptr;
        if (old != now.sections[k].get()) {
            outside += foldSection(*rings[k], old, *now.sections[k], horizon);
        }
    }
    return outside;
}

SnapshotPtr Generation::rebuild(const Moment& moment, TimeNs time) const
{
    auto out = std::make_shared<Snapshot>();
    out->version = moment.version;
    out->time = time;
    out->live = false;
    out->registry = registry;
    out->workload = moment.workload;
    out->directory = moment.directory;
    out->alarms = moment.alarms;
    out->sources = moment.sources;
    out->totals = moment.totals;
    for (std::size_t k = 0; k < kEntityKindCount; ++k) {
        const auto kind = static_cast<EntityKind>(k);
        const Section& section = *newest->sections[k];
        std::size_t size = section.size();
        std::optional<TimeNs> tenureTime;
        if (kind == EntityKind::Flow || kind == EntityKind::Job) {
            size = std::max(size, kind == EntityKind::Flow ? moment.directory->flows.size()
                                                           : moment.directory->jobs.size());
            tenureTime = moment.directoryTime;
        }
        out->sections[k] = rewound(*rings[k], section, size, time, tenureTime);
    }
    return out;
}

} // namespace twin::state
