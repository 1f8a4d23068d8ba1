#include "twin/registry/json_names.h"

#include <cctype>

namespace twin::registry {

std::string plainName(std::string_view name)
{
    std::string out;
    for (const char c : name) {
        if (c != '_') {
            out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    return out;
}

bool isSameName(std::string_view a, std::string_view b)
{
    return a == b || plainName(a) == plainName(b);
}

std::string pathText(std::span<const JsonStep> path)
{
    std::string out;
    for (const JsonStep& step : path) {
        out += step.isItem ? "[" + std::to_string(step.index) + "]" : (out.empty() ? "" : ".") + step.key;
    }
    return out;
}

} // namespace twin::registry
