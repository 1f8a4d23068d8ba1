#pragma once

#include <cstdint>
#include <vector>

namespace twin::flow {

/// Number of a pair (from, to): an open hash table with linear probing, without tombstones. Never iterated,
/// so its order cannot reach a result.
class PairIndex
{
  public:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    [[nodiscard]] std::uint32_t find(std::uint32_t from, std::uint32_t to) const
    {
        if (m_slots.empty()) {
            return kNone;
        }
        const std::uint64_t key = keyOf(from, to);
        for (std::size_t at = home(key);; at = (at + 1) & m_mask) {
            if (m_slots[at].value == kNone || m_slots[at].key == key) {
                return m_slots[at].value;
            }
        }
    }

    /// Precondition: not there yet.
    void insert(std::uint32_t from, std::uint32_t to, std::uint32_t value)
    {
        if ((m_used + 1) * 2 > m_slots.size()) {
            grow();
        }
        place({keyOf(from, to), value});
        ++m_used;
    }

    /// Precondition: there.
    void erase(std::uint32_t from, std::uint32_t to)
    {
        const std::uint64_t key = keyOf(from, to);
        std::size_t hole = home(key);
        while (m_slots[hole].key != key || m_slots[hole].value == kNone) {
            hole = (hole + 1) & m_mask;
        }
        // Whoever stands behind the hole and may stand in it moves up, so that no search ends too early.
        for (std::size_t at = (hole + 1) & m_mask; m_slots[at].value != kNone; at = (at + 1) & m_mask) {
            const std::size_t wanted = home(m_slots[at].key);
            if (((at - wanted) & m_mask) >= ((at - hole) & m_mask)) {
                m_slots[hole] = m_slots[at];
                hole = at;
            }
        }
        m_slots[hole].value = kNone;
        --m_used;
    }

    void clear()
    {
        m_slots.assign(m_slots.size(), {});
        m_used = 0;
    }

  private:
    struct Slot
    {
        std::uint64_t key = 0;
        std::uint32_t value = kNone;
    };

    static std::uint64_t keyOf(std::uint32_t from, std::uint32_t to)
    {
        return static_cast<std::uint64_t>(from) << 32U | to;
    }

    [[nodiscard]] std::size_t home(std::uint64_t key) const
    {
        return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> 32U) & m_mask;
    }

    void place(const Slot& slot)
    {
        std::size_t at = home(slot.key);
        while (m_slots[at].value != kNone) {
            at = (at + 1) & m_mask;
        }
        m_slots[at] = slot;
    }

    void grow()
    {
        std::vector<Slot> old(m_slots.empty() ? 64 : m_slots.size() * 2);
        old.swap(m_slots);
        m_mask = m_slots.size() - 1;
        for (const Slot& slot : old) {
            if (slot.value != kNone) {
                place(slot);
            }
        }
    }

    std::vector<Slot> m_slots; ///< a power of two, at most half full
    std::size_t m_mask = 0;
    std::size_t m_used = 0;
};

} // namespace twin::flow
