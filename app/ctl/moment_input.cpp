#include "app/ctl/moment_input.h"

#include "app/ctl/compute_input.h"
#include "twin/state/live_network.h"
#include "twin/state/state_file.h"
#include "twin/support/name_list.h"

#include <nlohmann/json.hpp>

namespace app::ctl {

namespace {

twin::Result<OpenedMoment> openSaved(const std::string& file)
{
    auto snapshot = twin::state::openState(file);
    if (!snapshot) {
        return twin::failure(snapshot.error());
    }
    auto network = twin::network::networkOf((*snapshot)->registry, (*snapshot)->workload);
    network.outOfService = twin::state::downArcs(**snapshot, network.graph);
    return OpenedMoment{std::move(network), std::move(*snapshot), file, {}};
}

twin::Result<OpenedMoment> openSnapshot(const std::string& file)
{
    auto network = twin::network::openNetwork(file);
    if (!network) {
        return twin::failure(network.error());
    }
    return OpenedMoment{std::move(*network), nullptr, file, {}};
}

} // namespace

twin::compute::OfferTable OpenedMoment::offers() const
{
    auto out = snapshot ? twin::compute::OfferTable(*snapshot)
                        : twin::compute::OfferTable(network.registry, network.workload.get());
    for (const twin::registry::PoolIndex pool : failedPools) {
        out.takeDown(pool);
    }
    return out;
}

std::vector<OptionSpec> momentOptions()
{
    using Kind = OptionSpec::Kind;
    return {{"--registry", "registry snapshot (.swr, .json)", Kind::Text, false, ""},
            {"--state", "saved state (.sws): what is free as it was measured", Kind::Text, false, ""},
            {"--failed", "links, arcs, conduits, points, places out of service, joined by ;", Kind::Text,
             false, ""}};
}

twin::Result<OpenedMoment> openMoment(const Args& args)
{
    if (args.has("--registry") == args.has("--state")) {
        return twin::failure(twin::ErrorCode::BadInput, "give --registry or --state, one of them");
    }
    const std::string file = args.text(args.has("--state") ? "--state" : "--registry");
    auto opened = args.has("--state") ? openSaved(file) : openSnapshot(file);
    if (!opened) {
        return twin::failure(asInput(opened.error()));
    }
    OpenedMoment& out = *opened;
    if (!out.network.registry) {
        return twin::failureAt(twin::ErrorCode::BadInput, file, 0,
                               "has no registry: pools are what is looked for");
    }
    if (const auto failed = addFailures(args, out.network); !failed) {
        return twin::failure(failed.error());
    }
    for (const std::string& name :
         twin::splitNames(args.text("--failed")).value_or(std::vector<std::string>())) {
        if (const auto pool = out.network.registry->find(twin::EntityKind::Pool, name)) {
            out.failedPools.emplace_back(pool->index);
        }
    }
    return opened;
}

} // namespace app::ctl
