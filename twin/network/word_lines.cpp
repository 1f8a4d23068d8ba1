#include "twin/network/word_lines.h"

#include <algorithm>

namespace twin::network {

bool WordLines::next()
{
    while (m_at < m_text.size()) {
        const std::size_t end = std::min(m_text.find('\n', m_at), m_text.size());
        split(m_text.substr(m_at, end - m_at));
        m_at = end + 1;
        ++m_line;
        if (!m_words.empty()) {
            return true;
        }
    }
    m_words.clear();
    return false;
}

void WordLines::split(std::string_view line)
{
    m_words.clear();
    std::size_t at = 0;
    while (at < line.size()) {
        const std::size_t begin = line.find_first_not_of(" \t\r", at);
        if (begin == std::string_view::npos) {
            return;
        }
        at = std::min(line.find_first_of(" \t\r", begin), line.size());
        m_words.push_back(line.substr(begin, at - begin));
    }
}

} // namespace twin::network
