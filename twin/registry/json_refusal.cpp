#include "twin/registry/json_refusal.h"

#include "twin/registry/json_names.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

namespace twin::registry {

namespace {

constexpr std::size_t kDeepest = 100; ///< levels protobuf's JSON reader follows

void eraseAll(std::string& text, std::string_view what)
{
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
        text.erase(at, what.size());
    }
}

/// Protobuf's names of types in words: "invalid value 1.5 for type TYPE_UINT32".
void sayTypes(std::string& text)
{
    struct Type
    {
        std::string_view name;
        std::string_view words;
    };

    constexpr std::string_view kSmall = "a whole number from -2147483648 to 2147483647";
    constexpr std::string_view kWide = "a whole number from -9223372036854775808 to 9223372036854775807";
    constexpr std::array<Type, 10> kTypes{{{"TYPE_UINT32", "a whole number from 0 to 4294967295"},
                                           {"TYPE_UINT64", "a whole number from 0 to 18446744073709551615"},
                                           {"TYPE_SINT32", kSmall},
                                           {"TYPE_INT32", kSmall},
                                           {"TYPE_SINT64", kWide},
                                           {"TYPE_INT64", kWide},
                                           {"TYPE_STRING", "text"},
                                           {"TYPE_BOOL", "true or false"},
                                           {"TYPE_DOUBLE", "a number"},
                                           {"TYPE_FLOAT", "a number"}}};
    constexpr std::string_view kFor = " for type ";
    for (const Type& type : kTypes) {
        const std::size_t at = text.rfind(kFor);
        if (at != std::string::npos && text.substr(at + kFor.size()) == type.name) {
            text = text.substr(0, at) + ": " + std::string(type.words) + " was expected";
            return;
        }
    }
}

/// "registry.links[1]" in steps.
std::vector<JsonStep> stepsOf(std::string_view path)
{
    std::vector<JsonStep> out;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find_first_of(".["), path.size());
        if (end > 0) {
            out.push_back({std::string(path.substr(0, end)), 0, false});
        } else if (path.front() == '[') {
            JsonStep item{{}, 0, true};
            const char* const last = path.data() + path.size();
            std::from_chars(path.data() + 1, last, item.index);
            out.push_back(item);
            path.remove_prefix(std::min(path.find(']'), path.size() - 1) + 1);
            continue;
        }
        path.remove_prefix(std::min(end + (end < path.size() && path[end] == '.' ? 1 : 0), path.size()));
    }
    return out;
}

bool isSameStep(const JsonStep& a, const JsonStep& b)
{
    return a.isItem == b.isItem && (a.isItem ? a.index == b.index : isSameName(a.key, b.key));
}

/// How many steps from the root two paths share.
std::size_t shared(std::span<const JsonStep> a, std::span<const JsonStep> b)
{
    return static_cast<std::size_t>(std::ranges::mismatch(a, b, isSameStep).in1 - a.begin());
}

/// `… name: reason` after the path, where a member has no place of its own yet: "(registry) pool: Cannot …".
void takeMember(std::string_view& rest, std::vector<JsonStep>& path)
{
    const std::size_t colon = rest.find(": ");
    if (rest.starts_with(':') || colon == std::string_view::npos) {
        return;
    }
    path.push_back({std::string(rest.substr(0, colon)), 0, false});
    rest.remove_prefix(colon);
}

/// A list or object where a single value belongs. Protobuf names the field at the end and not always the
/// right item of a list.
void placeContainer(JsonRefusal& refusal, std::string_view field)
{
    if (!refusal.path.empty() && refusal.path.back().isItem && refusal.path.size() > 1 &&
        isSameName(refusal.path[refusal.path.size() - 2].key, field)) {
        refusal.path.pop_back();
        refusal.firstContainer = true;
    } else {
        refusal.path.push_back({std::string(field), 0, false});
    }
    refusal.reason = pathText(refusal.path) + ": a list or object where a single value belongs";
}

} // namespace

JsonRefusal readRefusal(std::string_view status)
{
    constexpr std::string_view kCode = "INVALID_ARGUMENT:";
    constexpr std::string_view kContainer = ": invalid value Starting an object on a scalar field for type ";
    JsonRefusal out;
    std::string text(status.starts_with(kCode) ? status.substr(kCode.size()) : status);
    eraseAll(text, "type.googleapis.com/suanwang.registry.v1.");
    std::string_view rest = text;
    const std::size_t close = rest.find(')');
    if (rest.starts_with('(') && close != std::string_view::npos) {
        out.path = stepsOf(rest.substr(1, close - 1));
        rest.remove_prefix(close + 1);
        rest.remove_prefix(rest.starts_with(' ') ? 1 : 0);
        takeMember(rest, out.path);
    } else if (rest.ends_with(": Cannot find field.")) {
        takeMember(rest, out.path);
    }
    rest.remove_prefix(rest.starts_with(": ") && out.path.empty() ? 2 : 0);
    out.reason = pathText(out.path) + std::string(rest);
    sayTypes(out.reason);
    out.tooDeep = rest.find("too deep") != std::string_view::npos;
    if (rest.starts_with(kContainer)) {
        placeContainer(out, rest.substr(kContainer.size()));
    }
    return out;
}

JsonPlace findPlace(std::string_view text, const JsonRefusal& refusal)
{
    JsonPlace place;
    std::size_t most = 0;
    const auto walked = walkJson(text, [&](const JsonVisit& value) {
        if (refusal.tooDeep) {
            place.line = value.line;
            return value.path.size() <= kDeepest;
        }
        const std::size_t same = shared(value.path, refusal.path);
        if (same == refusal.path.size() && refusal.firstContainer) {
            place.line = value.line;
            return value.path.size() == same || !value.isContainer;
        }
        if (same == value.path.size() && same >= most) {
            most = same;
            place.line = value.line;
        }
        return refusal.path.empty() || same < refusal.path.size();
    });
    if (!walked) {
        place.notJson = walked.error();
    }
    return place;
}

std::int64_t lineOfMember(std::string_view text, std::string_view name)
{
    JsonRefusal wanted;
    wanted.path = {{std::string(name), 0, false}};
    return findPlace(text, wanted).line;
}

} // namespace twin::registry
