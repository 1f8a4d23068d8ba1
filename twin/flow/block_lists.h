#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// Where a list of BlockLists stands; kept by whoever owns the list.
struct BlockList
{
    std::uint32_t begin = 0;
    std::uint32_t size : 27 = 0;
    std::uint32_t room : 5 = 0; ///< 2^room items; 0 = no block yet
};

/// Many small lists in one array, in blocks of 4, 8, 16… items that are used again: no allocation once the
/// array has its size, lists are contiguous, and a copy is a copy of an array. The order within a list is the
/// caller's. Adding to any list may move all of them: do not keep spans across it.
template <typename T> class BlockLists
{
  public:
    [[nodiscard]] std::span<T> items(const BlockList& list)
    {
        return {m_items.data() + list.begin, list.size};
    }

    [[nodiscard]] std::span<const T> items(const BlockList& list) const
    {
        return {m_items.data() + list.begin, list.size};
    }

    void push(BlockList& list, const T& item)
    {
        if (list.room == 0 || list.size == (1U << list.room)) {
            grow(list);
        }
        m_items[list.begin + list.size] = item;
        ++list.size;
    }

  private:
    static constexpr std::uint32_t kLeastRoom = 2;

    void grow(BlockList& list)
    {
        const std::uint32_t room = list.room == 0 ? kLeastRoom : list.room + 1;
        const std::uint32_t begin = take(room);
        for (std::uint32_t i = 0; i < list.size; ++i) {
            m_items[begin + i] = m_items[list.begin + i];
        }
        if (list.room != 0) {
            m_free[list.room].push_back(list.begin);
        }
        list.begin = begin;
        list.room = room & 31U;
    }

    std::uint32_t take(std::uint32_t room)
    {
        auto& free = m_free[room];
        if (!free.empty()) {
            const std::uint32_t begin = free.back();
            free.pop_back();
            return begin;
        }
        const auto begin = static_cast<std::uint32_t>(m_items.size());
        m_items.resize(m_items.size() + (std::size_t{1} << room));
        return begin;
    }

    std::vector<T> m_items;
    std::array<std::vector<std::uint32_t>, 32> m_free; ///< blocks of 2^k items
};

} // namespace twin::flow
