#pragma once

#include "models/selection/entity_key.h"

#include <string>

namespace models {

/// "link L-17": what an entry of the shift log is about, as it is kept. Empty for no key.
[[nodiscard]] std::string deskEntity(const EntityKey& key);

/// And back; invalid when it is of a type this program does not know.
[[nodiscard]] EntityKey deskEntityKey(const std::string& entity);

} // namespace models
