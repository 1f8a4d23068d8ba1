#include "twin/network/gml_lexer.h"

#include "twin/network/file_problem.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace twin::network {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool isWordEnd(char c)
{
    return isBlank(c) || c == '[' || c == ']' || c == '"' || c == '#';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool beginsNumber(char c)
{
    return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

void appendUtf8(std::string& out, std::uint32_t code)
{
    const auto put = [&](std::uint32_t byte) {
        out += static_cast<char>(byte);
    };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0U | (code >> 6U));
        put(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        put(0xE0U | (code >> 12U));
        put(0x80U | ((code >> 6U) & 0x3FU));
        put(0x80U | (code & 0x3FU));
    } else {
        put(0xF0U | (code >> 18U));
        put(0x80U | ((code >> 12U) & 0x3FU));
        put(0x80U | ((code >> 6U) & 0x3FU));
        put(0x80U | (code & 0x3FU));
    }
}

/// Appends what `&name;` stands for; false when it is none we know.
bool appendEntity(std::string& out, std::string_view name)
{
    constexpr std::array<std::pair<std::string_view, char>, 5> kNamed{
        {{"amp", '&'}, {"quot", '"'}, {"lt", '<'}, {"gt", '>'}, {"apos", '\''}}};
    for (const auto& [known, character] : kNamed) {
        if (name == known) {
            out += character;
            return true;
        }
    }
    if (!name.starts_with('#')) {
        return false;
    }
    std::uint32_t code = 0;
    const auto [end, error] = std::from_chars(name.data() + 1, name.data() + name.size(), code);
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (error != std::errc{} || end != name.data() + name.size() || code < 0x20 || code > 0x10FFFF ||
        surrogate) {
        return false;
    }
    appendUtf8(out, code);
    return true;
}

} // namespace

void GmlLexer::skipBlanksAndComments()
{
    bool comment = false;
    while (m_at < m_text.size()) {
        const char c = m_text[m_at];
        if (c == '\n') {
            ++m_line;
            comment = false;
        } else if (c == '#') {
            comment = true;
        } else if (!comment && !isBlank(c)) {
            return;
        }
        ++m_at;
    }
}

Result<GmlToken> GmlLexer::next()
{
    skipBlanksAndComments();
    if (m_at == m_text.size()) {
        return GmlToken{GmlToken::Kind::End, {}, m_line};
    }
    const char c = m_text[m_at];
    if (c == '[' || c == ']') {
        return GmlToken{c == '[' ? GmlToken::Kind::Open : GmlToken::Kind::Close, m_text.substr(m_at++, 1),
                        m_line};
    }
    if (c == '"') {
        return readString();
    }
    std::size_t end = m_at;
    while (end < m_text.size() && !isWordEnd(m_text[end])) {
        ++end;
    }
    const std::string_view word = m_text.substr(m_at, end - m_at);
    m_at = end;
    if (isLetter(c)) {
        return GmlToken{GmlToken::Kind::Key, word, m_line};
    }
    if (beginsNumber(c)) {
        return GmlToken{GmlToken::Kind::Number, word, m_line};
    }
    return FileProblem{*m_file}.bad(m_line, "unexpected character where a key or value should begin");
}

Result<GmlToken> GmlLexer::readString()
{
    const std::int64_t line = m_line;
    const std::size_t begin = ++m_at;
    const std::size_t end = m_text.find('"', begin);
    if (end == std::string_view::npos) {
        return FileProblem{*m_file}.bad(line, "a string without end");
    }
    const std::string_view text = m_text.substr(begin, end - begin);
    m_line += std::ranges::count(text, '\n');
    m_at = end + 1;
    return GmlToken{GmlToken::Kind::Text, text, line};
}

std::string gmlText(std::string_view raw)
{
    std::string out;
    std::size_t at = 0;
    while (at < raw.size()) {
        const std::size_t end = raw[at] == '&' ? raw.find(';', at) : std::string_view::npos;
        if (end != std::string_view::npos && end - at <= 10 &&
            appendEntity(out, raw.substr(at + 1, end - at - 1))) {
            at = end + 1;
        } else {
            out += raw[at++];
        }
    }
    return out;
}

} // namespace twin::network
