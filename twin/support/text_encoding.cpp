#include "twin/support/text_encoding.h"

#include <algorithm>
#include <cerrno>
#include <iconv.h>

namespace twin {

namespace {

/// Length of the well-formed sequence at the start of `s`, or 0. Table 3-7 of the Unicode standard.
std::size_t sequenceLength(std::string_view s)
{
    const auto at = [&](std::size_t i) {
        return static_cast<unsigned char>(s[i]);
    };
    const auto continues = [&](std::size_t i) {
        return i < s.size() && (at(i) & 0xC0U) == 0x80U;
    };
    const unsigned char lead = at(0);
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        return continues(1) ? 2 : 0;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        const bool secondFits =
            continues(1) && (lead != 0xE0 || at(1) >= 0xA0) && (lead != 0xED || at(1) <= 0x9F);
        return secondFits && continues(2) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const bool secondFits =
            continues(1) && (lead != 0xF0 || at(1) >= 0x90) && (lead != 0xF4 || at(1) <= 0x8F);
        return secondFits && continues(2) && continues(3) ? 4 : 0;
    }
    return 0;
}

Result<std::string> convert(std::string_view bytes, const char* to, const char* from)
{
    const iconv_t handle = iconv_open(to, from);
    // iconv_open reports failure as the pointer value -1.
    if (handle == reinterpret_cast<iconv_t>(-1)) {
        return failure(ErrorCode::Unsupported, std::string("no converter from ") + from + " to " + to);
    }
    std::string out(bytes.size() * 3 + 16, '\0');
    std::string in(bytes);
    char* source = in.data();
    std::size_t sourceLeft = in.size();
    char* target = out.data();
    std::size_t targetLeft = out.size();
    const std::size_t status = iconv(handle, &source, &sourceLeft, &target, &targetLeft);
    iconv_close(handle);
    if (status == static_cast<std::size_t>(-1)) {
        const auto done = static_cast<std::ptrdiff_t>(in.size() - sourceLeft);
        const auto line = 1 + std::count(in.begin(), in.begin() + done, '\n');
        return failureAt(ErrorCode::BadInput, {}, line, std::string("not valid UTF-8 or ") + from);
    }
    out.resize(out.size() - targetLeft);
    return out;
}

} // namespace

bool isUtf8(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        if (length == 0) {
            return false;
        }
        text.remove_prefix(length);
    }
    return true;
}

std::string lineOfText(std::string_view text, std::size_t maxBytes)
{
    std::string out;
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        const auto byte = static_cast<unsigned char>(text.front());
        const std::string_view next = length == 0                   ? std::string_view("?")
                                      : byte < 0x20 || byte == 0x7F ? std::string_view(" ")
                                                                    : text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(1, length));
        if (out.empty() && next == " ") {
            continue;
        }
        if (out.size() + next.size() > maxBytes) {
            break;
        }
        out += next;
    }
    out.resize(out.find_last_not_of(' ') + 1);
    return out;
}

Result<std::string> toUtf8(std::string_view bytes)
{
    constexpr std::string_view kMark = "\xEF\xBB\xBF"; // U+FEFF: before the text, not of it
    if (bytes.starts_with(kMark)) {
        bytes.remove_prefix(kMark.size());
    }
    if (isUtf8(bytes)) {
        return std::string(bytes);
    }
    auto text = convert(bytes, "UTF-8", "GB18030");
    if (text && text->starts_with(kMark)) { // GB18030 has it too: 84 31 95 33
        text->erase(0, kMark.size());
    }
    return text;
}

std::string xmlEncoding(std::string_view bytes)
{
    const std::size_t begin = bytes.find("<?xml");
    if (begin == std::string_view::npos || begin > 4) { // a byte order mark may stand before it
        return {};
    }
    std::string_view declaration = bytes.substr(begin, 256);
    declaration = declaration.substr(0, declaration.find("?>"));
    const std::size_t name = declaration.find("encoding");
    const std::size_t quote = declaration.find_first_of("\"'", name);
    if (name == std::string_view::npos || quote == std::string_view::npos) {
        return {};
    }
    const std::string_view rest = declaration.substr(quote + 1);
    std::string out(rest.substr(0, rest.find(declaration[quote])));
    std::ranges::transform(
        out, out.begin(), [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c); });
    return out;
}

Result<std::string> toUtf8(std::string_view bytes, std::string_view encoding)
{
    const bool latin = encoding == "iso-8859-1" || encoding == "latin1" || encoding == "windows-1252";
    if (!latin || isUtf8(bytes)) {
        return toUtf8(bytes);
    }
    return convert(bytes, "UTF-8", encoding == "windows-1252" ? "WINDOWS-1252" : "ISO-8859-1");
}

Result<std::string> toGb18030(std::string_view text)
{
    return convert(text, "GB18030", "UTF-8");
}

} // namespace twin
