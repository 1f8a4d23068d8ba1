#include "twin/network/sndlib_lexer.h"

#include <algorithm>

namespace twin::network {

namespace {

constexpr std::string_view kBlanks = " \t\r\f\v";

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(kBlanks);
    return begin == std::string_view::npos ? std::string_view{}
                                           : text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

} // namespace

void SndlibLexer::look()
{
    std::size_t at = m_at;
    std::int64_t line = m_line;
    bool comment = false;
    for (; at < m_text.size(); ++at) {
        const char c = m_text[at];
        if (c == '\n') {
            ++line;
            comment = false;
        } else if (c == '#') {
            comment = true;
        } else if (!comment && kBlanks.find(c) == std::string_view::npos) {
            break;
        }
    }
    if (at >= m_text.size()) {
        m_next = {SndlibToken::Kind::End, {}, line};
        m_nextEnd = m_text.size();
        return;
    }
    if (m_text[at] == '(' || m_text[at] == ')') {
        m_nextEnd = at + 1;
        m_next = {m_text[at] == '(' ? SndlibToken::Kind::Open : SndlibToken::Kind::Close,
                  m_text.substr(at, 1), line};
        return;
    }
    m_nextEnd = std::min(m_text.find_first_of(" \t\r\f\v\n()#", at), m_text.size());
    m_next = {SndlibToken::Kind::Word, m_text.substr(at, m_nextEnd - at), line};
}

SndlibToken SndlibLexer::take()
{
    const SndlibToken token = m_next;
    m_at = m_nextEnd;
    m_line = token.line;
    look();
    return token;
}

SndlibToken SndlibLexer::takeLine()
{
    const std::size_t end = std::min(m_text.find('\n', m_at), m_text.size());
    const std::string_view rest = m_text.substr(m_at, end - m_at);
    const SndlibToken line{SndlibToken::Kind::Word, trimmed(rest.substr(0, rest.find('#'))), m_line};
    m_at = std::min(end + 1, m_text.size());
    ++m_line;
    look();
    return line;
}

} // namespace twin::network
