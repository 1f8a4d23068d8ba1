#include "twin/scenario/world_of.h"

#include "twin/proto/registry.pb.h"
#include "twin/registry/build.h"
#include "twin/registry/workload_proto.h"
#include "twin/scenario/registry_edits.h"

#include <algorithm>
#include <string>

namespace twin::scenario {

namespace {

/// The last date up to `now` at which something planned enters; between two of them the network is the same.
TimeNs lastBuild(const registry::Registry& registry, TimeNs now)
{
    TimeNs out = 0;
    const auto look = [&](const auto& list) {
        for (const auto& entity : list) {
            const registry::Asset& asset = entity.asset;
            const bool isPlanned = asset.state == registry::LifecycleState::Planned ||
                                   asset.state == registry::LifecycleState::Building;
            if (isPlanned && asset.inService <= now) {
                out = std::max(out, asset.inService);
            }
        }
    };
    look(registry.pools);
    look(registry.links);
    look(registry.conduits);
    return out;
}

/// Equal for equal additions.
std::string nameOf(const Ground& ground, const Edits& edits)
{
    Document document;
    for (const Action& action : edits.additions) {
        document.commands.push_back({action, {}, {}, {}});
    }
    const bool isDated = std::ranges::any_of(
        edits.additions, [](const Action& action) { return std::holds_alternative<PlannedBuilds>(action); });
    return documentText(document) +
           (isDated ? std::to_string(lastBuild(*ground.world()->registry, edits.now)) : "");
}

Result<WorldPtr> build(const Ground& ground, const Edits& edits)
{
    registry::SnapshotDocument document;
    registry::pb::SnapshotFile& file = document.message();
    if (auto read = registry::toProto(*ground.world()->registry, *file.mutable_registry()); !read) {
        return failure(std::move(read.error()));
    }
    RegistryEdits changes(file, edits.now);
    for (const Action& action : edits.additions) {
        if (auto done = changes.apply(action); !done) {
            return failure(std::move(done.error()));
        }
    }
    file.mutable_registry()->clear_sha256();
    auto loaded = registry::buildRegistry(file);
    if (!loaded) {
        return failure(std::move(loaded.error()));
    }
    auto graph = std::make_shared<const network::Graph>(network::Graph::build(*loaded->registry));
    return std::make_shared<const World>(World{std::move(loaded->registry), std::move(graph)});
}

} // namespace

Result<WorldPtr> worldOf(const Ground& ground, const Edits& edits)
{
    if (edits.additions.empty()) {
        return ground.world();
    }
    const std::string name = nameOf(ground, edits);
    if (WorldPtr known = ground.knownWorld(name)) {
        return known;
    }
    auto world = build(ground, edits);
    if (world) {
        ground.rememberWorld(name, *world);
    }
    return world;
}

} // namespace twin::scenario
