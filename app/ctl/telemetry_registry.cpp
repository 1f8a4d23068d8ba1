#include "app/ctl/telemetry_registry.h"

#include "app/ctl/read_options.h"
#include "twin/network/open.h"

#include <cstdio>
#include <string>

namespace app::ctl {

twin::Result<twin::registry::Loaded> loadRegistryOf(const Args& args)
{
    const std::string path = args.text("--registry");
    const auto opened = twin::network::openAnySnapshot(path, readOptionsOf(args));
    if (!opened) {
        return twin::failure(opened.error());
    }
    auto loaded = twin::registry::buildRegistryFrom(opened->document.message(), path);
    if (!loaded) {
        return loaded;
    }
    if (!loaded->registry) {
        return twin::failureAt(twin::ErrorCode::BadInput, path, 0, "no registry in it, only a workload");
    }
    for (const std::string& assumed : loaded->registry->origin.defaultsApplied) {
        std::fprintf(stderr, "%s: %s\n", path.c_str(), assumed.c_str());
    }
    return loaded;
}

} // namespace app::ctl
