#include "twin/state/id_index.h"

namespace twin::state {

std::optional<std::uint32_t> IdIndex::find(std::string_view id) const
{
    const auto& shard = m_shards[shardOf(id)];
    if (!shard) {
        return std::nullopt;
    }
    const auto found = shard->find(id);
    return found == shard->end() ? std::nullopt : std::optional(found->second);
}

IdIndex::Shard& IdIndex::writable(std::size_t shard)
{
    auto& held = m_shards[shard];
    if (!held) {
        held = std::make_shared<Shard>();
    } else if (!m_isMine[shard]) {
        held = std::make_shared<Shard>(*held);
    }
    m_isMine[shard] = true;
    return *held;
}

void IdIndex::insert(std::string_view id, std::uint32_t slot)
{
    const auto [entry, isNew] = writable(shardOf(id)).insert_or_assign(std::string(id), slot);
    m_size += isNew ? 1 : 0;
}

void IdIndex::erase(std::string_view id)
{
    if (!contains(id)) {
        return;
    }
    Shard& shard = writable(shardOf(id));
    shard.erase(shard.find(id));
    --m_size;
}

IdIndex IdIndex::share()
{
    m_isMine.fill(false);
    return *this;
}

} // namespace twin::state
