#pragma once

#include <cstdint>
#include <string_view>

namespace twin::network {

/// A word or parenthesis of SNDlib's native format. `#` begins a comment that ends with the line.
struct SndlibToken
{
    enum class Kind : std::uint8_t { Word, Open, Close, End };
    Kind kind = Kind::End;
    std::string_view text; ///< into the source
    std::int64_t line = 1;
};

/// One token after the other; any bytes have tokens. `text` must outlive it.
class SndlibLexer
{
  public:
    explicit SndlibLexer(std::string_view text)
        : m_text(text)
    {
        look();
    }

    /// What `take` will give.
    [[nodiscard]] const SndlibToken& peek() const { return m_next; }

    SndlibToken take();

    /// The rest of the line after the token taken last, without blanks around it and without comment; then
    /// the line is over. For the META section, whose text is no sequence of tokens. Precondition: not
    /// atEnd().
    SndlibToken takeLine();

    /// True when nothing follows what was taken, not even a line end.
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }

  private:
    void look(); ///< finds the token after m_at

    std::string_view m_text;
    std::size_t m_at = 0; ///< after what was taken
    std::int64_t m_line = 1;
    SndlibToken m_next;
    std::size_t m_nextEnd = 0;
};

} // namespace twin::network
