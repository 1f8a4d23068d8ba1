#include "twin/history/store_location.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

namespace twin::history {

namespace {

constexpr std::array<std::string_view, 2> kSchemes{"postgresql://", "postgres://"};
constexpr std::array<std::string_view, 2> kSecretSettings{"password", "sslpassword"};
constexpr std::string_view kHidden = "***";

std::size_t schemeLength(std::string_view location)
{
    for (const std::string_view scheme : kSchemes) {
        if (location.starts_with(scheme)) {
            return scheme.size();
        }
    }
    return 0;
}

int hexDigit(char letter)
{
    const int lower = std::tolower(static_cast<unsigned char>(letter));
    return lower >= '0' && lower <= '9' ? lower - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string percentDecoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(text[i + 2]) : -1;
        if (low >= 0) {
            out += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

/// A part of an address that must not be seen.
struct Span
{
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// What stands after the first colon of `user:password@`, up to the last `@` there is: a password that was
/// not encoded as it should be is hidden all the same.
std::vector<Span> secretsOf(std::string_view location)
{
    std::vector<Span> out;
    const std::size_t begin = schemeLength(location);
    const std::size_t question = location.find('?', begin);
    const std::size_t at = location.substr(0, question).rfind('@');
    const std::size_t lastAt = at == std::string_view::npos ? location.rfind('@') : at;
    const std::size_t colon = location.find(':', begin);
    if (lastAt != std::string_view::npos && lastAt >= begin && colon < lastAt) {
        out.push_back({colon + 1, lastAt});
    }
    std::size_t from = question;
    while (from != std::string_view::npos) {
        const std::size_t next = location.find('&', from + 1);
        const std::string_view setting =
            location.substr(from + 1, next == std::string_view::npos ? next : next - from - 1);
        const std::size_t equals = setting.find('=');
        const std::string name = percentDecoded(setting.substr(0, equals));
        if (equals != std::string_view::npos &&
            std::ranges::find(kSecretSettings, name) != kSecretSettings.end()) {
            out.push_back({from + 1 + equals + 1, from + 1 + setting.size()});
        }
        from = next;
    }
    return out;
}

void replaceAll(std::string& text, std::string_view what)
{
    if (what.empty()) {
        return;
    }
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + kHidden.size())) {
        text.replace(at, what.size(), kHidden);
    }
}

} // namespace

bool isServerLocation(std::string_view location)
{
    return schemeLength(location) > 0;
}

std::string shownLocation(std::string_view location)
{
    std::string out;
    std::size_t from = 0;
    if (isServerLocation(location)) {
        for (const Span& secret : secretsOf(location)) {
            if (secret.begin >= from) {
                out += location.substr(from, secret.begin - from);
                out += kHidden;
                from = secret.end;
            }
        }
    }
    return out += location.substr(from);
}

std::string withoutSecrets(std::string text, std::string_view location)
{
    if (isServerLocation(location)) {
        for (const Span& secret : secretsOf(location)) {
            const std::string_view raw = location.substr(secret.begin, secret.end - secret.begin);
            replaceAll(text, raw);
            replaceAll(text, percentDecoded(raw));
        }
    }
    return text;
}

} // namespace twin::history
