#include "twin/ingest/gnmi_path.h"

#include "twin/proto/gnmi.pb.h"

#include <algorithm>
#include <map>
#include <utility>

namespace twin::ingest {

namespace {

namespace pb = ::suanwang::gnmi::v1;

/// The keys of an element by name: a map of the wire has no order.
std::map<std::string_view, std::string_view> sortedKeys(const pb::PathElem& element)
{
    std::map<std::string_view, std::string_view> out;
    for (const auto& [name, value] : element.key()) {
        out.emplace(name, value);
    }
    return out;
}

/// What could be taken for the end of a key or of an element.
void appendEscaped(std::string& out, std::string_view value)
{
    for (const char sign : value) {
        if (sign == ']' || sign == '\\') {
            out.push_back('\\');
        }
        out.push_back(sign);
    }
}

Result<> checkLength(const std::string& path)
{
    return path.size() > kMaxGnmiPathBytes ? failure(ErrorCode::TooLarge, "a path of over 1024 bytes")
                                           : Result<>();
}

Result<> appendElements(std::string& out, const pb::Path& path)
{
    for (const pb::PathElem& element : path.elem()) {
        if (auto named = appendGnmiElement(out, element.name()); !named) {
            return named;
        }
        for (const auto& [name, value] : sortedKeys(element)) {
            if (auto keyed = appendGnmiKey(out, name, value); !keyed) {
                return keyed;
            }
        }
    }
    return {};
}

void addLabel(SeriesDescription& out, std::string name, std::string_view value)
{
    const bool isThere =
        std::ranges::any_of(out.labels, [&](const ForeignLabel& label) { return label.name == name; });
    if (!isThere) {
        out.labels.push_back({std::move(name), std::string(value)});
    }
}

/// Takes `name=value]` from the front, with what was escaped in the value as it was.
std::pair<std::string, std::string> takeKey(std::string_view& text)
{
    const auto equals = std::min(text.find('='), text.size());
    std::pair<std::string, std::string> out(std::string(text.substr(0, equals)), std::string());
    text.remove_prefix(std::min(equals + 1, text.size()));
    while (!text.empty() && text.front() != ']') {
        if (text.front() == '\\' && text.size() > 1) {
            text.remove_prefix(1);
        }
        out.second.push_back(text.front());
        text.remove_prefix(1);
    }
    text.remove_prefix(std::min<std::size_t>(1, text.size()));
    return out;
}

} // namespace

Result<> appendGnmiElement(std::string& path, std::string_view name)
{
    if (name.empty() || name.find_first_of("/[]") != std::string_view::npos) {
        return failure(ErrorCode::BadInput, "an element of a path without a name");
    }
    path.push_back('/');
    path += name;
    return checkLength(path);
}

Result<> appendGnmiKey(std::string& path, std::string_view name, std::string_view value)
{
    if (name.empty() || name.find_first_of("/[]=") != std::string_view::npos) {
        return failure(ErrorCode::BadInput, "a key of a path without a name");
    }
    path.push_back('[');
    path += name;
    path.push_back('=');
    appendEscaped(path, value);
    path.push_back(']');
    return checkLength(path);
}

Result<std::string> gnmiPathText(const pb::Path& prefix, const pb::Path& path)
{
    const auto elements =
        static_cast<std::size_t>(prefix.elem_size()) + static_cast<std::size_t>(path.elem_size());
    if (prefix.element_size() > 0 || path.element_size() > 0) {
        return failure(ErrorCode::Unsupported, "a path as gNMI wrote it before 0.4");
    }
    if (elements == 0) {
        return failure(ErrorCode::BadInput, "a path without elements");
    }
    if (elements > kMaxGnmiElements) {
        return failure(ErrorCode::TooLarge, "a path of over 64 elements");
    }
    const std::string& origin = path.origin().empty() ? prefix.origin() : path.origin();
    if (origin.find_first_of("/[]:") != std::string::npos || origin.size() > kMaxGnmiPathBytes) {
        return failure(ErrorCode::BadInput, "an origin that is no name");
    }
    std::string out = origin.empty() || origin == "openconfig" ? std::string() : origin + ":";
    for (const pb::Path* part : {&prefix, &path}) {
        if (auto appended = appendElements(out, *part); !appended) {
            return failure(std::move(appended.error()));
        }
    }
    return out;
}

bool isGnmiPathWithin(std::string_view path, std::string_view above)
{
    return path.starts_with(above) &&
           (path.size() == above.size() || path[above.size()] == '/' || path[above.size()] == '[');
}

void describeGnmiPath(std::string_view text, std::string_view target, SeriesDescription& out)
{
    addLabel(out, "target", target);
    std::string_view element;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of("/[", 1), text.size());
        if (text.front() == '[') {
            text.remove_prefix(1);
            const auto [name, value] = takeKey(text);
            addLabel(out, name, value);
            addLabel(out, std::string(element) + "_" + name, value);
            continue;
        }
        out.name += text.substr(0, end);
        element = text.substr(text.front() == '/' ? 1 : 0, end - (text.front() == '/' ? 1 : 0));
        text.remove_prefix(end);
    }
}

} // namespace twin::ingest
