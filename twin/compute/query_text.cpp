#include "twin/compute/query_text.h"

#include <charconv>
#include <cmath>

namespace twin::compute {

namespace {

using enum QueryReasonKind;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80U) != 0;
}

bool isWordPart(char c)
{
    return isLetter(c) || isDigit(c) || std::string_view("_.-/@#~").find(c) != std::string_view::npos;
}

class Lexer
{
  public:
    explicit Lexer(std::string_view text)
        : m_text(text)
    {}

    QueryResult<std::vector<QueryToken>> run()
    {
        std::vector<QueryToken> out;
        for (;;) {
            skipBlanks();
            m_token = {};
            m_token.column = column();
            if (m_at == m_text.size()) {
                out.push_back(m_token);
                return out;
            }
            if (const auto read = next(); !read) {
                return queryFailure(read.error());
            }
            out.push_back(std::move(m_token));
        }
    }

  private:
    using Kind = QueryToken::Kind;

    [[nodiscard]] char peek(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }

    /// In characters: continuation bytes of UTF-8 do not count.
    [[nodiscard]] std::int64_t column()
    {
        for (; m_counted < m_at; ++m_counted) {
            m_column += (static_cast<unsigned char>(m_text[m_counted]) & 0xC0U) != 0x80U ? 1 : 0;
        }
        return m_column;
    }

    void skipBlanks()
    {
        while (m_at < m_text.size() &&
               std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos) {
            ++m_at;
        }
    }

    QueryResult<> next()
    {
        const char c = peek();
        if (c == '\'' || c == '"') {
            return quotedText(c);
        }
        if (isDigit(c) || (c == '-' && isDigit(peek(1)))) {
            return number();
        }
        if (isLetter(c) || c == '_') {
            m_token.kind = Kind::Word;
            while (isWordPart(peek())) {
                m_token.text += m_text[m_at++];
            }
            return {};
        }
        return sign(c);
    }

    QueryResult<> quotedText(char quote)
    {
        const std::size_t end = m_text.find(quote, m_at + 1);
        if (end == std::string_view::npos) {
            return queryFailure(m_token.column, {QuoteOpen});
        }
        m_token.kind = Kind::Text;
        m_token.text = m_text.substr(m_at + 1, end - m_at - 1);
        m_at = end + 1;
        return {};
    }

    QueryResult<> number()
    {
        const char* first = m_text.data() + m_at;
        const auto [end, error] = std::from_chars(first, m_text.data() + m_text.size(), m_token.number);
        if (error != std::errc() || !std::isfinite(m_token.number)) {
            return queryFailure(m_token.column, {NumberOutOfRange});
        }
        m_at += static_cast<std::size_t>(end - first);
        m_token.kind = Kind::Number;
        m_token.text.assign(first, end);
        if (peek() == '%' || (peek() == ' ' && peek(1) == '%')) {
            m_token.unit = "%";
            m_at += peek() == '%' ? 1 : 2;
            return {};
        }
        while (isLetter(peek()) || peek() == '/') {
            m_token.unit += m_text[m_at++];
        }
        if (isDigit(peek()) || peek() == '_' || peek() == '.') {
            return queryFailure(m_token.column, {DigitFirst});
        }
        return {};
    }

    QueryResult<> sign(char c)
    {
        ++m_at;
        m_token.text = c;
        switch (c) {
        case '(':
            m_token.kind = Kind::Open;
            return {};
        case ')':
            m_token.kind = Kind::Close;
            return {};
        case ',':
        case ';':
            m_token.kind = Kind::Comma;
            return {};
        case '=':
        case '~':
            m_token.kind = Kind::Operator;
            return {};
        case '!':
        case '<':
        case '>':
            m_token.kind = Kind::Operator;
            if (peek() == '=') {
                m_token.text += '=';
                ++m_at;
            } else if (c == '!') {
                return queryFailure(m_token.column, {EqualsAfterBang});
            }
            return {};
        default:
            return queryFailure(m_token.column, c < ' ' ? QueryReason{ControlCharacter}
                                                        : QueryReason{MeansNothing, {std::string(1, c)}});
        }
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_counted = 0;
    std::int64_t m_column = 1;
    QueryToken m_token;
};

} // namespace

QueryResult<std::vector<QueryToken>> queryTokens(std::string_view query)
{
    if (query.size() > kMostQueryBytes) {
        return queryFailure(0, {TooLong, {}, kMostQueryBytes});
    }
    return Lexer(query).run();
}

} // namespace twin::compute
