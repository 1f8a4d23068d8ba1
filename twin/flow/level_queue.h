#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

namespace twin::flow {

/// Numbers waiting in the order of their levels, nearly: a bucket for each 0.4 % of level, last in first out
/// within a bucket. Adding and taking cost a handful of instructions, where a heap's comparisons cost more
/// than the work that waits. The links between the numbers of a bucket are the caller's (`next`).
class LevelQueue
{
  public:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    LevelQueue()
        : m_first(kBuckets, kNone)
        , m_words(kBuckets / 64, 0)
    {}

    [[nodiscard]] bool empty() const { return m_top == 0; }

    /// @param next set to the number that stood first in the bucket
    void push(std::uint32_t number, double level, std::uint32_t& next)
    {
        const std::uint32_t bucket = bucketOf(level);
        next = m_first[bucket];
        m_first[bucket] = number;
        m_words[bucket / 64] |= std::uint64_t{1} << (bucket % 64);
        m_groups[bucket / 4096] |= std::uint64_t{1} << (bucket / 64 % 64);
        m_top |= std::uint64_t{1} << (bucket / 4096);
    }

    /// The first number of the lowest bucket. Precondition: not empty.
    [[nodiscard]] std::uint32_t front() const { return m_first[frontBucket()]; }

    /// Takes it out; `next` is what push gave it.
    void pop(std::uint32_t next)
    {
        const std::uint32_t bucket = frontBucket();
        m_first[bucket] = next;
        if (next != kNone) {
            return;
        }
        m_words[bucket / 64] &= m_words[bucket / 64] - 1;
        if (m_words[bucket / 64] == 0) {
            m_groups[bucket / 4096] &= m_groups[bucket / 4096] - 1;
            m_top &= m_groups[bucket / 4096] == 0 ? m_top - 1 : m_top;
        }
    }

  private:
    // Exponent and 8 bits of fraction of a double, from 2^-20 to 2^64.
    static constexpr std::uint32_t kFractionBits = 8;
    static constexpr std::uint64_t kLowest = std::uint64_t{1023 - 20} << kFractionBits;
    static constexpr std::uint32_t kBuckets = 84U << kFractionBits;

    static std::uint32_t bucketOf(double level)
    {
        const std::uint64_t bits = std::bit_cast<std::uint64_t>(level) >> (52 - kFractionBits);
        return static_cast<std::uint32_t>(
            std::min<std::uint64_t>(std::max(bits, kLowest) - kLowest, kBuckets - 1));
    }

    [[nodiscard]] std::uint32_t frontBucket() const
    {
        const auto group = static_cast<std::uint32_t>(std::countr_zero(m_top));
        const std::uint32_t word = group * 64 + static_cast<std::uint32_t>(std::countr_zero(m_groups[group]));
        return word * 64 + static_cast<std::uint32_t>(std::countr_zero(m_words[word]));
    }

    std::vector<std::uint32_t> m_first; ///< by bucket
    std::vector<std::uint64_t> m_words; ///< a bit for each bucket with somebody in it
    std::array<std::uint64_t, (kBuckets + 4095) / 4096> m_groups{}; ///< a bit for each word
    std::uint64_t m_top = 0;                                        ///< a bit for each group
};

} // namespace twin::flow
