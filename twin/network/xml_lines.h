#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace twin::network {

/// Line of a byte offset, for a few look-ups in rising order without counting from the start each time.
class LineCounter
{
  public:
    explicit LineCounter(std::string_view text)
        : m_text(text)
    {}

    std::int64_t at(std::ptrdiff_t offset)
    {
        const auto target =
            std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, offset)), m_text.size());
        if (target < m_offset) {
            m_offset = 0;
            m_line = 1;
        }
        m_line += std::count(m_text.begin() + static_cast<std::ptrdiff_t>(m_offset),
                             m_text.begin() + static_cast<std::ptrdiff_t>(target), '\n');
        m_offset = target;
        return m_line;
    }

  private:
    std::string_view m_text;
    std::size_t m_offset = 0;
    std::int64_t m_line = 1;
};

} // namespace twin::network
