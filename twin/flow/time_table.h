#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <vector>

namespace twin::flow {

/// The earliest of many times of which dozens change between two questions. Changing one is a store; a
/// question takes the minimum anew in blocks of 32 that were written to, blocks of blocks, and what is above.
/// For such a load that is a tenth of what a heap's moves cost. Places stay dense: taking one out moves the
/// last there.
class TimeTable
{
  public:
    static constexpr double kNever = std::numeric_limits<double>::infinity();

    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_owner.size()); }

    /// A new place at the end. @return its number
    std::uint32_t add(std::uint32_t owner, double time)
    {
        const std::uint32_t place = size();
        m_owner.push_back(owner);
        if (place % kBlock == 0) {
            for (std::size_t level = 0, count = place; level < m_levels.size(); ++level, count /= kBlock) {
                if (count % kBlock == 0) {
                    m_levels[level].resize((count / kBlock + 1) * kBlock, kNever);
                }
            }
            m_isStale.resize(place / kBlock + 1, 0);
        }
        set(place, time);
        return place;
    }

    /// @return the owner that has moved to `place`, or the one taken out if it was the last
    std::uint32_t remove(std::uint32_t place)
    {
        const std::uint32_t last = size() - 1;
        const std::uint32_t mover = m_owner[last];
        set(place, m_levels[0][last]);
        set(last, kNever);
        m_owner[place] = mover;
        m_owner.pop_back();
        return mover;
    }

    void set(std::uint32_t place, double time)
    {
        m_levels[0][place] = time;
        const std::uint32_t block = place / kBlock;
        if (m_isStale[block] == 0) {
            m_isStale[block] = 1;
            m_stale.push_back(block);
        }
    }

    /// The earliest time; infinite when there is none.
    [[nodiscard]] double earliest()
    {
        refresh();
        return m_top;
    }

    /// Who has the earliest time; of several the one in the lowest place. Precondition: earliest() is finite.
    [[nodiscard]] std::uint32_t owner()
    {
        refresh();
        std::size_t at = 0;
        for (std::size_t level = m_levels.size(); level-- > 0;) {
            at *= level + 1 == m_levels.size() ? 0 : kBlock;
            while (m_levels[level][at] != m_top) {
                ++at;
            }
        }
        return m_owner[at];
    }

  private:
    static constexpr std::uint32_t kBlock = 32;

    static double least(const double* of)
    {
        // Four at a time: the minima do not wait for each other.
        std::array<double, 4> out{of[0], of[1], of[2], of[3]};
        for (std::uint32_t i = 4; i < kBlock; i += 4) {
            for (std::uint32_t k = 0; k < 4; ++k) {
                out[k] = of[i + k] < out[k] ? of[i + k] : out[k];
            }
        }
        return std::min(std::min(out[0], out[1]), std::min(out[2], out[3]));
    }

    void refresh()
    {
        if (m_stale.empty()) {
            return;
        }
        for (const std::uint32_t block : m_stale) {
            m_isStale[block] = 0;
            m_levels[1][block] = least(&m_levels[0][block * std::size_t{kBlock}]);
        }
        for (const std::uint32_t block : m_stale) {
            const std::uint32_t above = block / kBlock;
            m_levels[2][above] = least(&m_levels[1][above * std::size_t{kBlock}]);
        }
        m_stale.clear();
        m_top = *std::min_element(m_levels[2].begin(), m_levels[2].end());
    }

    std::array<std::vector<double>, 3> m_levels; ///< times, minima of blocks, minima of those
    std::vector<std::uint32_t> m_owner;          ///< by place
    std::vector<std::uint8_t> m_isStale;         ///< by block
    std::vector<std::uint32_t> m_stale;
    double m_top = kNever;
};

} // namespace twin::flow
