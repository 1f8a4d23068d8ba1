#include "twin/network/network.h"

#include "twin/network/source_file.h"
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
    const auto source = readSource(path, options.maxBytes);
    if (!source) {
        return failure(source.error());
    }
    if (source->kind == SourceKind::Network) {
        const auto file = parseNetworkFile(source->bytes, path, options);
        if (!file) {
            return failure(file.error());
        }
        return fromFile(*file);
    }
    const bool isJson = source->kind == SourceKind::Json;
    auto loaded = registry::loadRegistryBytes(
        source->bytes, isJson ? registry::SnapshotFormat::Json : registry::SnapshotFormat::Protobuf, path);
    if (!loaded) {
        return failure(loaded.error());
    }
    Network out = networkOf(std::move(loaded->registry), std::move(loaded->workload));
    out.format = isJson ? "json" : "swr";
    return out;
}

} // namespace twin::network
