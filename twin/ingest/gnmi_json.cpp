#include "twin/ingest/gnmi_json.h"

#include "twin/ingest/gnmi_path.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace twin::ingest {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxScalarBytes = 4'096;
constexpr std::array<std::string_view, 4> kKeys{"name", "index", "id", "key"};

Result<GnmiValue> scalarOf(const Json& value)
{
    if (value.is_number()) {
        return GnmiValue{value.get<double>(), {}};
    }
    if (value.is_boolean()) {
        return GnmiValue{value.get<bool>() ? 1.0 : 0.0, {}};
    }
    if (value.is_string()) {
        return readGnmiText(value.get_ref<const std::string&>());
    }
    return failure(ErrorCode::BadInput, "JSON without a value");
}

/// What tells the item of a list from the others: the member's name as it stands there, and its value.
std::pair<std::string_view, std::string> keyOf(const Json& item)
{
    for (const std::string_view wanted : kKeys) {
        for (const auto& [name, value] : item.items()) {
            if (withoutYangModule(name) == wanted && (value.is_string() || value.is_number())) {
                return {wanted, value.is_string() ? value.get<std::string>() : value.dump()};
            }
        }
    }
    return {};
}

class TreeWalk
{
  public:
    explicit TreeWalk(const GnmiLeafVisit& visit)
        : m_visit(visit)
    {}

    /// The members of an object at `path`; the one called `key` is in the path already.
    Result<> object(const Json& value, const std::string& path, std::size_t depth, std::string_view key)
    {
        if (depth > kMaxGnmiElements) {
            return give(path, failure(ErrorCode::TooLarge, "a path of over 64 elements"));
        }
        for (const auto& [name, member] : value.items()) {
            const std::string_view element = withoutYangModule(name);
            if (!key.empty() && element == key) {
                continue;
            }
            std::string below = path;
            if (auto grown = appendGnmiElement(below, element); !grown) {
                if (auto told = give(path, failure(std::move(grown.error()))); !told) {
                    return told;
                }
                continue;
            }
            if (auto walked = any(member, below, depth + 1); !walked) {
                return walked;
            }
        }
        return {};
    }

  private:
    Result<> any(const Json& value, const std::string& path, std::size_t depth)
    {
        if (value.is_object()) {
            return object(value, path, depth, {});
        }
        if (value.is_array()) {
            return list(value, path, depth);
        }
        return value.is_null() ? Result<>() : give(path, scalarOf(value));
    }

    Result<> list(const Json& value, const std::string& path, std::size_t depth)
    {
        if (value.size() == 1 && value.front().is_primitive()) {
            return any(value.front(), path, depth); // `[null]` is how JSON writes an empty leaf
        }
        for (const Json& item : value) {
            if (!item.is_object()) {
                return give(path, failure(ErrorCode::BadInput, "a list of several values"));
            }
            const auto [key, text] = keyOf(item);
            if (key.empty()) {
                return give(path, failure(ErrorCode::BadInput, "a list whose key is not known"));
            }
            std::string below = path;
            auto grown = appendGnmiKey(below, key, text);
            if (auto walked =
                    grown ? object(item, below, depth, key) : give(path, failure(std::move(grown.error())));
                !walked) {
                return walked;
            }
        }
        return {};
    }

    Result<> give(const std::string& path, const Result<GnmiValue>& value)
    {
        if (++m_leaves > kMaxGnmiJsonLeaves) {
            return failure(ErrorCode::TooLarge, "JSON of over 65536 leaves");
        }
        m_visit(path, value);
        return {};
    }

    const GnmiLeafVisit& m_visit;
    std::size_t m_leaves = 0;
};

} // namespace

bool isGnmiJsonTree(std::string_view json)
{
    const auto first = json.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && (json[first] == '{' || json[first] == '[');
}

Result<GnmiValue> readGnmiJsonScalar(std::string_view json)
{
    if (json.size() > kMaxScalarBytes) {
        return failure(ErrorCode::TooLarge, "a JSON scalar of over 4096 bytes");
    }
    const auto value = Json::parse(json, nullptr, false);
    return value.is_discarded() ? failure(ErrorCode::BadInput, "not JSON") : scalarOf(value);
}

Result<> readGnmiJsonTree(std::string_view json, const std::string& path, const GnmiLeafVisit& visit)
{
    // A tree of ours ends at 64 levels; what is deeper is cut here, before memory is taken for it.
    bool isDeep = false;
    const auto value = Json::parse(
        json,
        [&isDeep](int depth, Json::parse_event_t, const Json&) {
            isDeep = isDeep || depth > static_cast<int>(2 * kMaxGnmiElements);
            return !isDeep;
        },
        false);
    if (isDeep) {
        return failure(ErrorCode::TooLarge, "JSON of over 128 levels");
    }
    if (value.is_discarded()) {
        return failure(ErrorCode::BadInput, "not JSON");
    }
    if (!value.is_object()) {
        return failure(ErrorCode::BadInput, "a list of several values");
    }
    const auto elements = static_cast<std::size_t>(std::ranges::count(path, '/'));
    return TreeWalk(visit).object(value, path, elements, {});
}

} // namespace twin::ingest
