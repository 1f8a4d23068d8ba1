#include "twin/state/section.h"

#include <algorithm>

namespace twin::state {

namespace {

std::vector<std::shared_ptr<const ChunkGroup>>
grouped(const std::vector<std::shared_ptr<const Chunk>>& chunks)
{
    std::vector<std::shared_ptr<const ChunkGroup>> groups;
    for (std::size_t first = 0; first < chunks.size(); first += kGroupChunks) {
        auto group = std::make_shared<ChunkGroup>();
        const std::size_t count = std::min(kGroupChunks, chunks.size() - first);
        std::copy_n(chunks.begin() + static_cast<std::ptrdiff_t>(first), count, group->chunks.begin());
        groups.push_back(std::move(group));
    }
    return groups;
}

} // namespace

Section::Section(std::size_t entities, std::size_t metrics,
                 const std::vector<std::shared_ptr<const Chunk>>& chunks)
    : Section(entities, metrics, grouped(chunks))
{}

std::shared_ptr<const Section> emptySection(std::size_t entities, std::size_t metrics)
{
    // One chunk of nothing serves every full place; a last one may be shorter.
    auto full = std::make_shared<const Chunk>(Chunk{std::vector<Cell>(kChunkEntities * metrics)});
    std::vector<std::shared_ptr<const Chunk>> chunks(entities / kChunkEntities, full);
    if (const std::size_t rest = entities % kChunkEntities; rest > 0) {
        chunks.push_back(std::make_shared<const Chunk>(Chunk{std::vector<Cell>(rest * metrics)}));
    }
    return std::make_shared<const Section>(entities, metrics, chunks);
}

} // namespace twin::state
