#include "models/desk/desk_entity.h"

#include "models/format/format.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace models {

using Type = EntityKey::Type;

namespace {

/// Kept in stores: never changed.
constexpr std::array<std::pair<Type, std::string_view>, 14> kNames{{
    {Type::Pool, "pool"},
    {Type::Link, "link"},
    {Type::OpticalChannel, "optical_channel"},
    {Type::Tunnel, "tunnel"},
    {Type::ServiceNode, "service_node"},
    {Type::Site, "site"},
    {Type::Flow, "flow"},
    {Type::Job, "job"},
    {Type::Hub, "hub"},
    {Type::Cluster, "cluster"},
    {Type::Province, "province"},
    {Type::Enterprise, "enterprise"},
    {Type::Conduit, "conduit"},
    {Type::Source, "source"},
}};

} // namespace

std::string deskEntity(const EntityKey& key)
{
    const auto* found = std::ranges::find(kNames, key.type, &std::pair<Type, std::string_view>::first);
    return found == kNames.end() || !key.isValid() ? std::string()
                                                   : std::string(found->second) + ' ' + format::utf8(key.id);
}

EntityKey deskEntityKey(const std::string& entity)
{
    const std::size_t blank = entity.find(' ');
    const std::string_view type = std::string_view(entity).substr(0, blank);
    const auto* found = std::ranges::find(kNames, type, &std::pair<Type, std::string_view>::second);
    if (blank == std::string::npos || found == kNames.end()) {
        return {};
    }
    return {found->first, format::text(std::string_view(entity).substr(blank + 1))};
}

} // namespace models
