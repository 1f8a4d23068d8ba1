// Which format a file has: by its ending where that is clear, else by what it begins with.
#include "twin/network/network_file.h"
#include "twin/network/readers.h"
#include "twin/network/word_lines.h"
#include "twin/support/path_ending.h"

#include <array>

namespace twin::network {

namespace {

constexpr std::size_t kHeadBytes = 64U << 10U; ///< a preface longer than this is none

/// Text after blanks, comments, the XML declaration and a document type; empty when nothing follows.
std::string_view afterXmlPreface(std::string_view text)
{
    for (;;) {
        const std::size_t begin = text.find_first_not_of(" \t\r\n");
        if (begin == std::string_view::npos) {
            return {};
        }
        text.remove_prefix(begin);
        const bool comment = text.starts_with("<!--");
        if (!comment && !text.starts_with("<?") && !text.starts_with("<!")) {
            return text;
        }
        const std::string_view ending = comment ? "-->" : ">";
        const std::size_t end = text.find(ending, comment ? 4 : 0);
        if (end == std::string_view::npos) {
            return {};
        }
        text.remove_prefix(end + ending.size());
    }
}

/// First word of the text below lines that begin with `#`, and the word after it.
std::array<std::string_view, 2> firstWords(std::string_view text)
{
    WordLines lines(text);
    while (lines.next()) {
        const auto& words = lines.words();
        if (!words[0].starts_with('#')) {
            return {words[0], words.size() > 1 ? words[1] : std::string_view{}};
        }
    }
    return {};
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

NetworkFormat formatOfText(std::string_view head)
{
    const auto [first, second] = firstWords(head);
    if (first.starts_with("?SNDlib")) {
        return NetworkFormat::Sndlib;
    }
    if (first == "NODES" && !second.empty() && isDigit(second.front())) {
        return NetworkFormat::Repetita;
    }
    for (const std::string_view section : {"META", "NODES", "LINKS", "DEMANDS"}) {
        if (first == section ||
            first == std::string(section) + "(") { // no first line, as some copies have it
            return NetworkFormat::Sndlib;
        }
    }
    const auto graph = head.find("graph");
    return graph != std::string_view::npos && head.find('[', graph) != std::string_view::npos
               ? NetworkFormat::Gml
               : NetworkFormat::Unknown;
}

} // namespace

std::string_view xmlRootName(std::string_view text)
{
    const std::string_view element = afterXmlPreface(text.substr(0, kHeadBytes));
    if (!element.starts_with('<')) {
        return {};
    }
    const std::size_t end = element.find_first_of(" \t\r\n/>", 1);
    const std::string_view name = element.substr(1, end == std::string_view::npos ? end : end - 1);
    const std::size_t colon = name.find(':'); // of a namespace prefix
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

NetworkFormat detectNetworkFormat(std::string_view path, std::string_view bytes)
{
    if (hasEnding(path, ".gml")) {
        return NetworkFormat::Gml;
    }
    if (hasEnding(path, ".graphml")) {
        return NetworkFormat::GraphMl;
    }
    if (hasEnding(path, ".graph")) {
        return NetworkFormat::Repetita;
    }
    constexpr std::string_view kBom = "\xEF\xBB\xBF";
    if (bytes.starts_with(kBom)) {
        bytes.remove_prefix(kBom.size());
    }
    const std::string_view root = xmlRootName(bytes);
    if (!root.empty()) {
        return root == "graphml"                                            ? NetworkFormat::GraphMl
               : root == "network" || root == "model" || root == "solution" ? NetworkFormat::SndlibXml
                                                                            : NetworkFormat::Unknown;
    }
    return formatOfText(bytes.substr(0, kHeadBytes));
}

std::string_view networkFormatName(NetworkFormat format)
{
    switch (format) {
    case NetworkFormat::Gml:
        return "gml";
    case NetworkFormat::GraphMl:
        return "graphml";
    case NetworkFormat::Repetita:
        return "repetita";
    case NetworkFormat::Sndlib:
        return "sndlib";
    case NetworkFormat::SndlibXml:
        return "sndlib-xml";
    case NetworkFormat::Unknown:
        break;
    }
    return "unknown";
}

} // namespace twin::network
