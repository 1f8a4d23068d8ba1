#pragma once

#include "app/ctl/command.h"
#include "twin/registry/build.h"

#include <vector>

/// The registry that `serve` and `feed` speak of.
namespace app::ctl {

/// Reads and builds `--registry`, a snapshot or a network file; for what the latter leaves out the options of
/// readOptions() stand in, and each assumption is said on stderr. Errors: those of openAnySnapshot and
/// buildRegistryFrom, with the line of the first problem; BadInput without a registry in the file.
[[nodiscard]] twin::Result<twin::registry::Loaded> loadRegistryOf(const Args& args);

} // namespace app::ctl
