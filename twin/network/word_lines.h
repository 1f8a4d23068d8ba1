#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace twin::network {

/// The words of one line after the other, blank lines left out.
class WordLines
{
  public:
    explicit WordLines(std::string_view text)
        : m_text(text)
    {}

    /// False at the end of the text.
    bool next();

    [[nodiscard]] const std::vector<std::string_view>& words() const { return m_words; }

    [[nodiscard]] std::int64_t line() const { return m_line; } ///< 1-based

  private:
    void split(std::string_view line);

    std::string_view m_text;
    std::size_t m_at = 0;
    std::int64_t m_line = 0;
    std::vector<std::string_view> m_words;
};

} // namespace twin::network
