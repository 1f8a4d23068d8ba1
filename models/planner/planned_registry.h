#pragma once

#include "twin/scenario/fork.h"

#include <QString>

namespace models {

/// Writes the registry and workload a scenario leaves when it is carried out, as `.swr` or JSON by the path's
/// ending. Empty, or why it was not written (English). Any thread.
[[nodiscard]] QString writePlannedRegistry(const twin::scenario::Fork& fork, const QString& path);

} // namespace models
