#include "app/ctl/command_table.h"
#include "app/ctl/compute_input.h"
#include "app/ctl/compute_text.h"
#include "app/ctl/efficiency_parts.h"
#include "app/ctl/moment_input.h"
#include "app/ctl/stop_watch.h"
#include "twin/compute/resolver.h"
#include "twin/support/name_list.h"

#include <nlohmann/json.hpp>

namespace app::ctl {

namespace {

using namespace twin::compute;
using Json = nlohmann::ordered_json;
using Kind = OptionSpec::Kind;

Json stepsJson(const ResolveAnswer& answer)
{
    Json out = Json::array();
    for (const ResolveStep& step : answer.steps) {
        out.push_back({{"level", resolverLevelName(step.level)},
                       {"node", step.node},
                       {"up", step.isUp},
                       {"cached", step.isCached},
                       {"answer", step.answer},
                       {"ttl_s", step.ttl_s}});
    }
    return out;
}

/// What a client finds that asked before the outage, `cachedFor` ago, or never did.
twin::Result<ResolveAnswer> ask(const Args& args, const twin::registry::Registry& registry,
                                const std::vector<std::string>& down)
{
    Resolver resolver(registry);
    const twin::TimeNs later =
        args.isTyped("--cached-s") ? static_cast<twin::TimeNs>(args.number("--cached-s") * 1e9) : 0;
    if (args.isTyped("--cached-s")) {
        if (const auto before = resolver.resolve(args.text("ID"), 0); !before) {
            return before;
        }
    }
    for (const std::string& node : down) {
        if (const auto set = resolver.setDown(node, true); !set) {
            return twin::failure(twin::ErrorCode::BadInput, "--down: " + set.error().reason);
        }
    }
    return resolver.resolve(args.text("ID"), later);
}

void describePool(Json& out, const twin::registry::Registry& registry, const ResolveAnswer& answer)
{
    if (!answer.isResolved) {
        return;
    }
    const auto& pool = registry[answer.pool];
    out["pool"] = {{"id", pool.id},
                   {"name_zh", pool.name.zh},
                   {"name_en", pool.name.en},
                   {"adcode", pool.adcode},
                   {"lat", pool.position.lat()},
                   {"lon", pool.position.lon()},
                   {"cards", pool.cards},
                   {"subject", pool.subject ? registry[pool.subject].id : std::string()}};
}

int runResolve(const Args& args)
{
    const auto moment = openMoment(args);
    if (!moment) {
        return report(moment.error());
    }
    const auto down = twin::splitNames(args.text("--down"));
    if (!down) {
        return report(down.error());
    }
    const auto& registry = *moment->network.registry;
    const StopWatch watch;
    const auto answer = ask(args, registry, *down);
    if (!answer) {
        return report(answer.error());
    }
    Json out;
    out["id"] = args.text("ID");
    out["resolved"] = answer->isResolved;
    out["reason"] = answer->reason;
    if (!answer->nearestServices.empty()) {
        out["nearest_services"] = answer->nearestServices;
    }
    out["steps"] = stepsJson(*answer);
    describePool(out, registry, *answer);
    if (!down->empty()) {
        const auto effect = outageEffect(registry, *down, 0);
        if (!effect) {
            return report(effect.error());
        }
        out["outage"] = {{"down", *down},
                         {"pools", effect->pools},
                         {"pools_unresolvable", effect->poolsUnresolvable},
                         {"cached_until_s", static_cast<double>(effect->lastCachedUntil) / 1e9},
                         {"provinces", effect->provinces}};
    }
    const NameBook names(registry);
    printModelAnswer(out, args.json, watch.seconds(),
                     [&](const Json& json) { printResolveText(json, names); });
    return answer->isResolved ? kDone : kNo;
}

} // namespace

Command resolveCommand()
{
    std::vector<OptionSpec> options{
        {"ID", "pool or service", Kind::Text, true, ""},
        {"--down", "service nodes and enterprises that are out, joined by ;", Kind::Text, false, ""},
        {"--cached-s",
         "the client asked so many seconds before; without it its cache is empty",
         Kind::Number,
         false,
         "",
         {0, 1e6}}};
    for (auto more : {momentOptions(), computeOptions()}) {
        for (OptionSpec& option : more) {
            options.push_back(std::move(option));
        }
    }
    return {"resolve", "Walks an identifier from the national node over its region to its enterprise",
            std::move(options), runResolve};
}

} // namespace app::ctl
