#include "twin/support/name_list.h"

#include "twin/support/csv.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace twin {

namespace {

constexpr std::size_t kMaxCompared = 80; ///< code points; what is longer is compared by its beginning

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Takes a quoted name from the front of `text`, its opening quote already seen.
Result<std::string> takeQuoted(std::string_view& text)
{
    std::string out;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] != '"') {
            out += text[i];
        } else if (i + 1 < text.size() && text[i + 1] == '"') {
            out += '"';
            ++i;
        } else {
            text.remove_prefix(i + 1);
            return out;
        }
    }
    return failure(ErrorCode::BadInput, "a quote is not closed in a list of names");
}

/// Code points in lower case (ASCII letters only); bytes that are no UTF-8 count as one each.
std::vector<char32_t> folded(std::string_view text)
{
    std::vector<char32_t> out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0U) == 0x80 && !out.empty()) {
            out.back() = out.back() << 6U | (byte & 0x3FU);
        } else {
            out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char32_t>(c - 'A' + 'a') : byte);
        }
    }
    out.resize(std::min(out.size(), kMaxCompared));
    return out;
}

/// Optimal string alignment.
std::size_t editDistance(const std::vector<char32_t>& a, const std::vector<char32_t>& b)
{
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
    }
    return d[a.size()][b.size()];
}

/// 0 starts with it, 1 holds it, 2 resembles it, 3 does not.
std::pair<int, std::size_t> likeness(const std::vector<char32_t>& wanted, const std::vector<char32_t>& name)
{
    const auto at = std::search(name.begin(), name.end(), wanted.begin(), wanted.end());
    if (at != name.end() || wanted.empty()) {
        return {at == name.begin() ? 0 : 1, name.size()};
    }
    const std::size_t distance = editDistance(wanted, name);
    return {distance <= std::max<std::size_t>(2, wanted.size() / 2) ? 2 : 3, distance};
}

} // namespace

Result<std::vector<std::string>> splitNames(std::string_view text, std::size_t maxNames)
{
    std::vector<std::string> out;
    while (!text.empty()) {
        text = text.substr(std::min(text.size(), text.find_first_not_of(" \t")));
        std::string name;
        if (text.starts_with('"')) {
            auto quoted = takeQuoted(text);
            if (!quoted) {
                return failure(quoted.error());
            }
            name = std::move(*quoted);
            if (!trimmed(text.substr(0, text.find(';'))).empty()) {
                return failure(ErrorCode::BadInput, "text behind a closing quote in a list of names");
            }
        } else {
            name = trimmed(text.substr(0, text.find(';')));
        }
        if (!name.empty()) {
            out.push_back(std::move(name));
        }
        if (out.size() > maxNames) {
            return failure(ErrorCode::TooLarge, "more than " + std::to_string(maxNames) + " names in a list");
        }
        const auto end = text.find(';');
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    return out;
}

std::string listItem(std::string_view name)
{
    return name.find_first_of(";,\"") == std::string_view::npos ? std::string(name) : quoted(name);
}

void addToList(std::string& list, std::string_view name)
{
    list += list.empty() ? "" : ";";
    list += listItem(name);
}

std::vector<std::string> nearestNames(std::string_view wanted, std::span<const std::string> names,
                                      std::size_t count)
{
    const auto target = folded(wanted);
    std::vector<std::tuple<int, std::size_t, std::string>> ranked;
    for (const std::string& name : names) {
        const auto [grade, distance] = likeness(target, folded(name));
        if (grade < 3 && !name.empty()) {
            ranked.emplace_back(grade, distance, name);
        }
    }
    std::ranges::sort(ranked);
    ranked.erase(std::ranges::unique(ranked).begin(), ranked.end());
    std::vector<std::string> out;
    for (std::size_t i = 0; i < std::min(count, ranked.size()); ++i) {
        out.push_back(std::get<2>(ranked[i]));
    }
    return out;
}

} // namespace twin
