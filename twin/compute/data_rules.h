#pragma once

#include "twin/network/graph.h"
#include "twin/registry/registry.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

/// What the kind of data allows: pools, and provinces on the way.
namespace twin::compute {

/// Classes of the data security law, in rising order.
enum class DataClass : std::uint8_t { General, Important, Core };

[[nodiscard]] std::string_view dataClassName(DataClass data);
[[nodiscard]] std::optional<DataClass> dataClassFromName(std::string_view name);

/// Protection level (等保) that a class asks for at least: 2, 3, 4 (assumed; the law leaves it to
/// catalogues).
[[nodiscard]] std::uint32_t leastProtection(DataClass data);

/// True if the pool may hold such data: registered for the class or a higher one, with the protection level
/// for it. A pool that names no class, or an unknown one, holds general data only.
[[nodiscard]] bool mayHold(const registry::Pool& pool, DataClass data);

/// True if `adcode` lies in one of `provinces` (adcodes; the first two digits count). An empty list allows
/// all.
[[nodiscard]] bool isWithin(std::uint32_t adcode, std::span<const std::uint32_t> provinces);

/// Arcs that would lead through places outside of `provinces`, one byte per arc, added to `failed` (empty =
/// none). Sites and pools count by the province they stand in; what lies between them is not looked at.
[[nodiscard]] std::vector<std::uint8_t> closedOutside(const network::Graph& graph,
                                                      const registry::Registry& registry,
                                                      std::span<const std::uint32_t> provinces,
                                                      std::span<const std::uint8_t> failed);

/// The province a word means: its code (`11`, `110000`), or a name in either language. Nothing: none.
[[nodiscard]] std::optional<std::uint32_t> provinceCalled(std::string_view word);

} // namespace twin::compute
