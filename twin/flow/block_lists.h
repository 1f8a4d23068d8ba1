#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

/// Many small lists in one array, in blocks of 4, 8, 16… items that are used again: no allocation once the
/// array has its size, lists are contiguous, and a copy is a copy of two arrays. The order within a list is
/// the caller's. Adding to any list may move all of them: do not keep spans across it.
template <typename T> class BlockLists
{
  public:
    explicit BlockLists(std::size_t lists = 0)
        : m_lists(lists)
    {}

    void addList() { m_lists.push_back({}); }

    [[nodiscard]] std::span<T> operator[](std::uint32_t list)
    {
        return {m_items.data() + m_lists[list].begin, m_lists[list].size};
    }

    [[nodiscard]] std::span<const T> operator[](std::uint32_t list) const
    {
        return {m_items.data() + m_lists[list].begin, m_lists[list].size};
    }

    [[nodiscard]] std::uint32_t size(std::uint32_t list) const { return m_lists[list].size; }

    void push(std::uint32_t list, const T& item)
    {
        List& to = m_lists[list];
        if (to.size == to.room) {
            grow(to);
        }
        m_items[to.begin + to.size++] = item;
    }

    void pop(std::uint32_t list) { --m_lists[list].size; }

    void clear(std::uint32_t list) { m_lists[list].size = 0; }

  private:
    struct List
    {
        std::uint32_t begin = 0;
        std::uint32_t size = 0;
        std::uint32_t room = 0;
    };

    static constexpr std::uint32_t kLeastRoom = 4;

    static std::size_t kindOf(std::uint32_t room) { return static_cast<std::size_t>(std::countr_zero(room)); }

    void grow(List& list)
    {
        const std::uint32_t room = list.room == 0 ? kLeastRoom : list.room * 2;
        const std::uint32_t begin = take(room);
        for (std::uint32_t i = 0; i < list.size; ++i) {
            m_items[begin + i] = m_items[list.begin + i];
        }
        if (list.room != 0) {
            m_free[kindOf(list.room)].push_back(list.begin);
        }
        list.begin = begin;
        list.room = room;
    }

    std::uint32_t take(std::uint32_t room)
    {
        auto& free = m_free[kindOf(room)];
        if (!free.empty()) {
            const std::uint32_t begin = free.back();
            free.pop_back();
            return begin;
        }
        const auto begin = static_cast<std::uint32_t>(m_items.size());
        m_items.resize(m_items.size() + room);
        return begin;
    }

    std::vector<T> m_items;
    std::vector<List> m_lists;
    std::array<std::vector<std::uint32_t>, 32> m_free; ///< blocks of 2^k items
};

} // namespace twin::flow
