#include "twin/registry/build.h"

#include "twin/registry/build_context.h"
#include "twin/registry/canonical.h"
#include "twin/registry/problem_lines.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace twin::registry {

namespace {

template <typename List> void number(Numbers::Map& map, const List& list)
{
    map.reserve(static_cast<std::size_t>(list.size()));
    std::uint32_t next = 0;
    for (const auto& entity : list) {
        map.emplace(entity.id(), next++);
    }
}

/// Hands `part` to `use` in the order of identifiers, copying it only when it is not sorted yet.
template <typename Part, typename Use> auto withSorted(const Part& part, Use use)
{
    if (isSortedById(part)) {
        return use(part);
    }
    Part sorted = part;
    sortById(sorted);
    return use(std::as_const(sorted));
}

template <typename Part> std::shared_ptr<const std::string> keepBytes(const Part& part)
{
    return std::make_shared<const std::string>(deterministicBytes(part));
}

RegistryPtr makeRegistry(const pb::Registry& message)
{
    auto out = std::make_shared<Registry>();
    out->version = message.version();
    out->sha256 = message.sha256().empty() ? contentHash(message) : message.sha256();
    out->origin = originFrom(message.origin());
    const Numbers numbers(message);
    buildCompute(message, numbers, *out);
    buildNetwork(message, numbers, *out);
    fillBackReferences(*out);
    out->indexIdentifiers();
    out->canonicalBytes = keepBytes(message);
    return out;
}

std::shared_ptr<const Workload> makeWorkload(const pb::Workload& message)
{
    auto out = std::make_shared<Workload>(workloadFrom(message));
    out->sha256 = message.sha256().empty() ? contentHash(message) : message.sha256();
    out->canonicalBytes = keepBytes(message);
    return out;
}

Error refusal(const Validation& validation)
{
    std::string reason = "snapshot refused";
    std::int64_t line = 0;
    for (const Problem& problem : validation.problems) {
        if (problem.grade == Grade::Error) {
            reason = problem.text();
            line = problem.line;
            break;
        }
    }
    if (validation.errors > 1) {
        reason += " (and " + std::to_string(validation.errors - 1) + " more errors)";
    }
    return {ErrorCode::Invalid, std::move(reason), {}, line, 0};
}

} // namespace

Numbers::Numbers(const pb::Registry& registry)
{
    number(hubs, registry.hubs());
    number(carriers, registry.carriers());
    number(subjects, registry.subjects());
    number(pools, registry.pools());
    number(serviceNodes, registry.service_nodes());
    number(sites, registry.sites());
    number(conduits, registry.conduits());
    number(links, registry.links());
    std::vector<std::string_view> clusterIds;
    for (const pb::Hub& hub : registry.hubs()) {
        for (const pb::Cluster& cluster : hub.clusters()) {
            clusterIds.emplace_back(cluster.id());
        }
    }
    std::ranges::sort(clusterIds);
    for (std::size_t i = 0; i < clusterIds.size(); ++i) {
        clusters.emplace(clusterIds[i], static_cast<std::uint32_t>(i));
    }
}

Endpoint Numbers::place(std::string_view id) const
{
    const auto pool = find<PoolIndex>(pools, id);
    return pool.isValid() ? Endpoint(pool) : Endpoint(find<SiteIndex>(sites, id));
}

Asset assetFrom(const pb::Asset& m)
{
    return {enumFrom<LifecycleState>(m.state()),
            m.planned_ns(),
            m.building_ns(),
            m.in_service_ns(),
            m.draining_ns(),
            m.withdrawn_ns(),
            m.cost_e4_cny(),
            m.spare_slots(),
            m.mean_repair_ns(),
            m.mean_between_failures_ns(),
            m.lead_time_ns()};
}

Origin originFrom(const pb::Origin& message)
{
    return {message.source(),
            message.synthetic(),
            message.seed(),
            message.note(),
            {message.defaults_applied().begin(), message.defaults_applied().end()}};
}

Result<Loaded> buildRegistry(const pb::SnapshotFile& snapshot)
{
    Loaded loaded;
    loaded.validation = validate(snapshot);
    if (!loaded.validation.ok()) {
        return failure(refusal(loaded.validation));
    }
    if (snapshot.has_registry()) {
        loaded.registry = withSorted(snapshot.registry(), makeRegistry);
    }
    if (snapshot.has_workload()) {
        loaded.workload = withSorted(snapshot.workload(), makeWorkload);
    }
    return loaded;
}

Result<Loaded> buildRegistryFrom(const pb::SnapshotFile& snapshot, const std::string& path)
{
    auto loaded = buildRegistry(snapshot);
    if (!loaded) {
        loaded.error() = refusal(validateFile(snapshot, path));
        loaded.error().file = path;
    }
    return loaded;
}

Result<Loaded> loadRegistryFile(const std::string& path, std::uint64_t maxBytes)
{
    const auto format = snapshotFormatOf(path);
    const auto bytes = format ? readFile(path, maxBytes) : failure(format.error());
    return bytes ? loadRegistryBytes(*bytes, *format, path, maxBytes) : failure(bytes.error());
}

Result<Loaded> loadRegistryBytes(std::string_view bytes, SnapshotFormat format, const std::string& path,
                                 std::uint64_t maxBytes)
{
    auto document = parseSnapshot(bytes, format, maxBytes);
    if (!document) {
        document.error().file = path;
        return failure(std::move(document.error()));
    }
    if (!document->message().has_registry()) {
        return failureAt(ErrorCode::Invalid, path, 0, "holds a workload but no registry");
    }
    return buildRegistryFrom(document->message(), path);
}

} // namespace twin::registry
