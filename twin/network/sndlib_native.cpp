// SNDlib's native format: a first line, then sections `NAME ( … )` with one item after the other.
#include "twin/network/link_names.h"
#include "twin/network/readers.h"
#include "twin/network/sndlib_items.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace twin::network {

namespace {

using Kind = SndlibToken::Kind;
using ReadItem = Result<> (SndlibItems::*)(const SndlibToken&);

class SndlibNativeReader
{
  public:
    SndlibNativeReader(std::string_view text, const std::string& file, const ReadOptions& options)
        : m_items(text, file, options)
    {}

    Result<SndlibData> read();

  private:
    Result<> readFirstLine();
    Result<> readSection();
    Result<> readMeta(const SndlibToken& name);
    /// Items up to the closing parenthesis, each by `item`.
    Result<> readItems(const SndlibToken& name, ReadItem item);

    [[nodiscard]] SndlibLexer& lexer() { return m_items.lexer(); }

    [[nodiscard]] const FileProblem& problem() const { return m_items.problem(); }

    SndlibItems m_items;
    std::set<std::string_view> m_sections;
};

/// The word after `key`, up to a `;`.
std::string valueOf(std::string_view line, std::string_view key)
{
    const std::size_t at = line.find(key);
    if (at == std::string_view::npos) {
        return {};
    }
    const std::string_view rest = line.substr(at + key.size());
    const std::size_t begin = std::min(rest.find_first_not_of(" \t"), rest.size());
    return std::string(rest.substr(begin, rest.find_first_of("; \t", begin) - begin).substr(0, 40));
}

Result<SndlibData> SndlibNativeReader::read()
{
    if (auto first = readFirstLine(); !first) {
        return failure(first.error());
    }
    while (lexer().peek().kind != Kind::End) {
        if (auto section = readSection(); !section) {
            return failure(section.error());
        }
    }
    if (!m_sections.contains("NODES")) {
        return problem().bad(lexer().peek().line, "no NODES section");
    }
    return std::move(m_items.data());
}

/// `?SNDlib native format; type: network; version: 1.0`
Result<> SndlibNativeReader::readFirstLine()
{
    if (!lexer().peek().text.starts_with("?SNDlib")) {
        m_items.data().warnings.emplace_back(
            "no first line '?SNDlib native format; type: network; version: 1.0'");
        return {};
    }
    const std::int64_t line = lexer().take().line;
    const std::string_view rest = lexer().takeLine().text;
    const std::string type = valueOf(rest, "type:");
    if (type != "network") {
        return problem().bad(line, "an SNDlib file of type '" + type + "', not a network");
    }
    if (const std::string version = valueOf(rest, "version:"); version != "1.0") {
        return problem().bad(line, "version '" + version + "' of the SNDlib format is not known (1.0 is)");
    }
    return {};
}

Result<> SndlibNativeReader::readSection()
{
    const SndlibToken name = lexer().take();
    if (name.kind != Kind::Word) {
        return m_items.unexpected(name, "the name of a section");
    }
    if (auto open = m_items.expect(Kind::Open, "'(' after the name of a section"); !open) {
        return open;
    }
    if (!m_sections.insert(name.text).second) {
        return problem().bad(name.line, "a second section " + std::string(name.text.substr(0, 40)));
    }
    if (name.text == "META") {
        return readMeta(name);
    }
    constexpr std::array<std::pair<std::string_view, ReadItem>, 4> kSections{
        {{"NODES", &SndlibItems::readNode},
         {"LINKS", &SndlibItems::readLink},
         {"DEMANDS", &SndlibItems::readDemand},
         {"ADMISSIBLE_PATHS", &SndlibItems::readPaths}}};
    for (const auto& [known, item] : kSections) {
        if (name.text == known) {
            return readItems(name, item);
        }
    }
    m_items.data().warnings.push_back("section " + cleanName(name.text) + ": not known, left out");
    return m_items.skipGroup(name);
}

/// `key = value` lines of free text up to a line that is only `)`.
Result<> SndlibNativeReader::readMeta(const SndlibToken& name)
{
    while (!lexer().atEnd()) {
        const SndlibToken line = lexer().takeLine();
        if (line.text == ")") {
            return {};
        }
        const std::size_t equals = line.text.find('=');
        if (equals == std::string_view::npos && line.text.ends_with('(')) {
            break; // the next section begins
        }
        const std::string_view key = line.text.substr(0, line.text.find_first_of(" \t="));
        if (key == "unit" && equals != std::string_view::npos) {
            const std::size_t begin = line.text.find_first_not_of(" \t", equals + 1);
            m_items.data().unit =
                begin == std::string_view::npos ? std::string() : std::string(line.text.substr(begin));
        }
    }
    return problem().bad(name.line, "the section META is not closed");
}

Result<> SndlibNativeReader::readItems(const SndlibToken& name, ReadItem item)
{
    for (;;) {
        const SndlibToken id = lexer().take();
        if (id.kind == Kind::Close) {
            return {};
        }
        if (id.kind == Kind::End) {
            return problem().bad(name.line, "the section " + std::string(name.text) + " is not closed");
        }
        if (id.kind != Kind::Word) {
            return m_items.unexpected(id, "an identifier");
        }
        if (auto read = (m_items.*item)(id); !read) {
            return read;
        }
    }
}

} // namespace

Result<SndlibData> readSndlibNative(std::string_view text, const std::string& file,
                                    const ReadOptions& options)
{
    return SndlibNativeReader(text, file, options).read();
}

} // namespace twin::network
