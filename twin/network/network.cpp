#include "twin/network/network.h"

#include "twin/network/open.h"
#include "twin/network/path_ending.h"
#include "twin/registry/build.h"

namespace twin::network {

namespace {

DemandSet demandsOf(const NetworkFile& file, const Graph& graph)
{
    DemandSet out;
    out.demands.reserve(file.demands.size());
    for (const FileDemand& demand : file.demands) {
        out.demands.push_back({graph.node(registry::SiteIndex{demand.src}),
                               graph.node(registry::SiteIndex{demand.dst}), demand.bps});
    }
    out.warnings = file.demandWarnings;
    out.listed = file.listedDemands;
    return out;
}

Network fromFile(const NetworkFile& file)
{
    Network out{file.name,
                std::string(networkFormatName(file.format)),
                Graph::build(file),
                nullptr,
                nullptr,
                {},
                file.listedNodes,
                file.listedLinks,
                file.defaultsApplied,
                file.warnings};
    out.demands = demandsOf(file, out.graph);
    return out;
}

} // namespace

Network networkOf(registry::RegistryPtr registry, std::shared_ptr<const registry::Workload> workload)
{
    Network out{registry->version,
                "swr",
                Graph::build(*registry),
                registry,
                workload,
                {},
                registry->sites.size(),
                registry->links.size(),
                registry->origin.defaultsApplied,
                {}};
    if (workload != nullptr) {
        out.demands = workloadDemands(*registry, *workload, out.graph, workload->busyHour);
    }
    return out;
}

Result<Network> openNetwork(const std::string& path, const ReadOptions& options)
{
    if (isNetworkPath(path)) {
        const auto file = readNetwork(path, options);
        if (!file) {
            return failure(file.error());
        }
        return fromFile(*file);
    }
    auto loaded = registry::loadRegistryFile(path);
    if (!loaded) {
        return failure(loaded.error());
    }
    Network out = networkOf(std::move(loaded->registry), std::move(loaded->workload));
    if (hasEnding(path, ".json")) {
        out.format = "json";
    }
    return out;
}

} // namespace twin::network
