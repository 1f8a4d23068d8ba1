#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace twin::state {

/// Slot numbers by identifier, in shards that copies share: adding one identifier to a shared index copies
/// one shard. A copy made with `share` is immutable and may be read by any thread; the original has one
/// writer.
class IdIndex
{
  public:
    static constexpr std::size_t kShards = 256;

    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view id) const;

    [[nodiscard]] bool contains(std::string_view id) const { return find(id).has_value(); }

    [[nodiscard]] std::size_t size() const { return m_size; }

    /// Sets or replaces.
    void insert(std::string_view id, std::uint32_t slot);
    void erase(std::string_view id);
    /// A frozen copy; from now on this one copies a shard before it writes to it.
    [[nodiscard]] IdIndex share();

  private:
    struct Hash
    {
        using is_transparent = void;

        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    using Shard = std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>>;

    [[nodiscard]] static std::size_t shardOf(std::string_view id) { return Hash{}(id) >> 7U & (kShards - 1); }

    [[nodiscard]] Shard& writable(std::size_t shard);

    std::array<std::shared_ptr<Shard>, kShards> m_shards;
    std::array<bool, kShards> m_isMine{}; ///< not in any copy: may be written
    std::size_t m_size = 0;
};

} // namespace twin::state
