#pragma once

#include <cstdint>
#include <limits>
#include <vector>

namespace twin::flow {

/// Numbered items by a key of type double that changes: a heap of four children with the items' places.
/// Smallest key first, of equal keys the lowest number. An item of infinite key is not in the heap.
class IndexHeap
{
  public:
    static constexpr double kNever = std::numeric_limits<double>::infinity();

    void addItems(std::size_t count) { m_place.resize(m_place.size() + count, kOutside); }

    [[nodiscard]] bool empty() const { return m_heap.empty(); }

    [[nodiscard]] std::uint32_t top() const { return m_heap.front().item; }

    [[nodiscard]] double topKey() const { return m_heap.empty() ? kNever : m_heap.front().key; }

    void set(std::uint32_t item, double key)
    {
        const std::uint32_t place = m_place[item];
        if (key == kNever) {
            if (place != kOutside) {
                remove(place);
            }
        } else if (place == kOutside) {
            m_heap.push_back({key, item});
            up(static_cast<std::uint32_t>(m_heap.size() - 1), {key, item});
        } else if (Entry{key, item} < m_heap[place]) {
            up(place, {key, item});
        } else {
            down(place, {key, item});
        }
    }

  private:
    static constexpr std::uint32_t kOutside = 0xFFFFFFFF;
    static constexpr std::uint32_t kWays = 4;

    struct Entry
    {
        double key = 0;
        std::uint32_t item = 0;

        friend bool operator<(const Entry& a, const Entry& b)
        {
            return a.key < b.key || (a.key == b.key && a.item < b.item);
        }
    };

    void put(std::uint32_t place, const Entry& entry)
    {
        m_heap[place] = entry;
        m_place[entry.item] = place;
    }

    void up(std::uint32_t place, const Entry& entry)
    {
        while (place > 0 && entry < m_heap[(place - 1) / kWays]) {
            put(place, m_heap[(place - 1) / kWays]);
            place = (place - 1) / kWays;
        }
        put(place, entry);
    }

    void down(std::uint32_t place, const Entry& entry)
    {
        const auto size = static_cast<std::uint32_t>(m_heap.size());
        for (;;) {
            const std::uint32_t first = place * kWays + 1;
            if (first >= size) {
                break;
            }
            std::uint32_t least = first;
            for (std::uint32_t i = first + 1; i < size && i < first + kWays; ++i) {
                least = m_heap[i] < m_heap[least] ? i : least;
            }
            if (!(m_heap[least] < entry)) {
                break;
            }
            put(place, m_heap[least]);
            place = least;
        }
        put(place, entry);
    }

    void remove(std::uint32_t place)
    {
        m_place[m_heap[place].item] = kOutside;
        const Entry last = m_heap.back();
        m_heap.pop_back();
        if (place == m_heap.size()) {
            return;
        }
        if (place > 0 && last < m_heap[(place - 1) / kWays]) {
            up(place, last);
        } else {
            down(place, last);
        }
    }

    std::vector<Entry> m_heap;
    std::vector<std::uint32_t> m_place;
};

} // namespace twin::flow
