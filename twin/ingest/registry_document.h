#pragma once

#include "twin/history/fold_parts.h"
#include "twin/registry/build.h"
#include "twin/support/result.h"

#include <memory>
#include <string>
#include <string_view>

namespace twin::ingest {

/// A registry with its workload as the history keeps it.
struct RegistryDocument
{
    history::RegistryVersion version; ///< name and hash; where it stands, the store says
    std::string bytes;
};

/// Errors: Internal (a registry not made by buildRegistry).
[[nodiscard]] Result<RegistryDocument> registryDocument(const registry::Registry& registry,
                                                        const registry::Workload* workload);

/// The other way. Errors: those of parseSnapshot and buildRegistry.
[[nodiscard]] Result<registry::Loaded> loadDocument(std::string_view bytes);

} // namespace twin::ingest
