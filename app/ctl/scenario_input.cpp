#include "app/ctl/scenario_input.h"

#include "app/ctl/cancel.h"
#include "app/ctl/compute_input.h"
#include "twin/history/store_location.h"
#include "twin/registry/build.h"
#include "twin/scenario/base_check.h"
#include "twin/scenario/demand_history.h"
#include "twin/state/state_file.h"
#include "twin/support/moment_text.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace app::ctl {

namespace {

using twin::ErrorCode;
using twin::failure;
using twin::Result;
using twin::scenario::Document;
using twin::scenario::Ground;
using twin::scenario::GroundPtr;
using Kind = OptionSpec::Kind;

Result<GroundPtr> fromRegistry(const Args& args, const twin::scenario::GroundOptions& options)
{
    auto loaded = twin::registry::loadRegistryFile(args.text("--registry"));
    if (!loaded) {
        return failure(asInput(std::move(loaded.error())));
    }
    return Ground::of(std::move(loaded->registry), std::move(loaded->workload), options);
}

Result<GroundPtr> fromState(const Args& args, const twin::scenario::GroundOptions& options)
{
    auto snapshot = twin::state::openState(args.text("--state"));
    if (!snapshot) {
        return failure(asInput(std::move(snapshot.error())));
    }
    return Ground::of(std::move(*snapshot), options);
}

/// A registry beside the store only says which one is meant.
Result<> checkRegistry(const Args& args, const twin::state::Snapshot& snapshot)
{
    if (!args.has("--registry")) {
        return {};
    }
    const auto loaded = twin::registry::loadRegistryFile(args.text("--registry"));
    if (!loaded) {
        return failure(asInput(loaded.error()));
    }
    if (loaded->registry->sha256 != snapshot.registry->sha256) {
        return twin::failureAt(ErrorCode::Invalid, twin::history::shownLocation(args.text("--store")), 0,
                               "at that moment another registry was in force: " + snapshot.registry->sha256);
    }
    return {};
}

/// A moment so long after the last frame of a store is one of which it says nothing.
constexpr twin::TimeNs kMostAfterwards = 2 * twin::kHour; // some report once an hour

/// Whether anybody has said anything by then: the registry alone is there before.
bool isAnythingKnown(const twin::state::Snapshot& snapshot)
{
    const auto isHeard = [](const std::shared_ptr<const twin::state::Section>& section) {
        for (std::size_t i = 0; i < section->chunkCount(); ++i) {
            if (std::ranges::any_of(section->chunk(i)->cells, &twin::state::Cell::isKnown)) {
                return true;
            }
        }
        return false;
    };
    return !snapshot.alarms->empty() || std::ranges::any_of(snapshot.sections, isHeard);
}

Result<GroundPtr> fromStore(const Args& args, twin::scenario::GroundOptions options)
{
    const auto at = twin::parseMoment(args.text("--at"));
    if (!at) {
        return failure(ErrorCode::BadInput, "--at: " + at.error().reason);
    }
    const auto reader = twin::ingest::PastReader::open(args.text("--store"));
    auto snapshot = reader ? (*reader)->stateAt(*at) : failure(reader.error());
    if (!snapshot) {
        return failure(std::move(snapshot.error()));
    }
    const auto known = (*reader)->range();
    if (!known) {
        return failure(known.error());
    }
    if (*snapshot == nullptr || !isAnythingKnown(**snapshot) || *at > known->end + kMostAfterwards) {
        return failure(nothingKnown(**reader, args.text("--store")));
    }
    if (auto checked = checkRegistry(args, **snapshot); !checked) {
        return failure(std::move(checked.error()));
    }
    auto history = twin::scenario::readDemandHistory(**reader, *(*snapshot)->registry, options.demand,
                                                     options.demandTerms, *at, options.cancelled);
    if (!history) {
        return twin::failureAt(history.error().code, twin::history::shownLocation(args.text("--store")), 0,
                               history.error().reason);
    }
    options.history = std::make_shared<const twin::scenario::DemandHistory>(std::move(*history));
    return Ground::of(std::move(*snapshot), options);
}

Result<GroundPtr> open(const Args& args, const twin::scenario::GroundOptions& options)
{
    const bool hasStore = args.has("--store");
    if (hasStore != args.has("--at")) {
        return failure(ErrorCode::BadInput, "--store and --at go together");
    }
    if (args.has("--state") && (hasStore || args.has("--registry"))) {
        return failure(ErrorCode::BadInput, "--state holds its registry: give it alone");
    }
    if (args.has("--state")) {
        return fromState(args, options);
    }
    if (hasStore) {
        return fromStore(args, options);
    }
    if (args.has("--registry")) {
        return fromRegistry(args, options);
    }
    return failure(ErrorCode::BadInput, "give a base: --registry, --state, or --store with --at");
}

} // namespace

twin::Error nothingKnown(twin::ingest::PastReader& reader, const std::string& location)
{
    const auto known = reader.range();
    if (!known) {
        return known.error();
    }
    twin::Error error;
    error.code = ErrorCode::NotFound;
    error.reason = "nothing was known then; the store holds no telemetry";
    if (known->end > 0) {
        error.reason = "nothing was known then; what the store holds was heard between " +
                       twin::momentText(known->begin) + " and " + twin::momentText(known->end);
    }
    error.file = twin::history::shownLocation(location);
    return error;
}

std::vector<OptionSpec> baseOptions()
{
    return {{"--registry", "base: a registry snapshot", Kind::Text, false, ""},
            {"--state", "base: a saved state (.sws)", Kind::Text, false, ""},
            {"--store", "base: a past moment of this history", Kind::Text, false, ""},
            {"--at", "the moment of --store", Kind::Text, false, ""},
            {"--any-base", "also on another base than the scenario was made on", Kind::Flag, false, ""}};
}

Result<GroundPtr> openGround(const Args& args, const Document& document)
{
    twin::scenario::GroundOptions options;
    options.demand = document.demand;
    options.demandTerms = document.demandTerms;
    options.assumptions = document.assumptions;
    options.seed = args.isTyped("--seed") ? seedOf(args) : document.seed;
    options.threads = threadsOf(args);
    options.cancelled = cancelFlag();
    auto ground = open(args, options);
    if (!ground || args.has("--any-base")) {
        return ground;
    }
    if (auto checked = twin::scenario::checkBase(document, **ground); !checked) {
        checked.error().reason += " (--any-base runs it all the same)";
        return failure(std::move(checked.error()));
    }
    return ground;
}

Result<twin::TimeNs> momentOption(const Args& args, const char* name, twin::TimeNs fallback)
{
    if (!args.has(name)) {
        return fallback;
    }
    auto moment = twin::parseMoment(args.text(name));
    if (!moment) {
        moment.error().reason = std::string(name) + ": " + moment.error().reason;
    }
    return moment;
}

} // namespace app::ctl
