#pragma once

#include "twin/support/metrics.h"

#include <QMetaType>
#include <QString>

namespace models {

/// What a row, a map mark or a search hit stands for: survives registry changes because it holds the
/// identifier. Hubs, provinces, enterprises and sources can be selected too, though they have no live
/// section.
struct EntityKey
{
    enum class Type : std::uint8_t {
        None,
        Pool,
        Link,
        OpticalChannel,
        Tunnel,
        ServiceNode,
        Site,
        Flow,
        Job, // order of twin::EntityKind
        Hub,
        Cluster,
        Province,
        Enterprise,
        Conduit,
        Source,
    };
    Type type = Type::None;
    QString id;

    [[nodiscard]] bool isValid() const { return type != Type::None && !id.isEmpty(); }

    friend bool operator==(const EntityKey&, const EntityKey&) = default;
};

[[nodiscard]] inline size_t qHash(const EntityKey& key, size_t seed = 0)
{
    return ::qHash(key.id, seed) ^ static_cast<size_t>(key.type);
}

/// Key type of a kind with live values.
[[nodiscard]] constexpr EntityKey::Type keyType(twin::EntityKind kind)
{
    return static_cast<EntityKey::Type>(static_cast<std::uint8_t>(kind) + 1);
}

/// Kind with live values of a key type; precondition: isLiveType(type).
[[nodiscard]] constexpr bool isLiveType(EntityKey::Type type)
{
    return type >= EntityKey::Type::Pool && type <= EntityKey::Type::Job;
}

[[nodiscard]] constexpr twin::EntityKind entityKind(EntityKey::Type type)
{
    return static_cast<twin::EntityKind>(static_cast<std::uint8_t>(type) - 1);
}

} // namespace models

Q_DECLARE_METATYPE(models::EntityKey)
