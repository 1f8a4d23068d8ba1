#pragma once

#include "twin/support/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace twin::network {

/// Words of a GML text (Himsolt, "GML: A portable graph file format", 1997): keys, numbers, strings,
/// brackets.
struct GmlToken
{
    enum class Kind : std::uint8_t { Key, Number, Text, Open, Close, End };
    Kind kind = Kind::End;
    std::string_view text; ///< into the source; of a Text without the quotes, entities not yet replaced
    std::int64_t line = 1;
};

/// Reads one token after the other. `text` must outlive it.
class GmlLexer
{
  public:
    GmlLexer(std::string_view text, const std::string& file)
        : m_text(text)
        , m_file(&file)
    {}

    /// Errors: BadInput with the line (a string without end, a character that begins nothing).
    [[nodiscard]] Result<GmlToken> next();

  private:
    void skipBlanksAndComments();
    [[nodiscard]] Result<GmlToken> readString();

    std::string_view m_text;
    const std::string* m_file;
    std::size_t m_at = 0;
    std::int64_t m_line = 1;
};

/// `&amp;`, `&quot;`, `&lt;`, `&gt;`, `&apos;` and `&#n;` replaced; anything else stays.
[[nodiscard]] std::string gmlText(std::string_view raw);

} // namespace twin::network
