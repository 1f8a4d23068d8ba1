#include "twin/scenario/command.h"

#include "twin/support/number_text.h"

#include <algorithm>
#include <array>

namespace twin::scenario {

namespace {

constexpr std::array<std::string_view, 10> kTargetKinds{
    "conduit",  "link",   "interconnection",    "site", "pool", "service_node",
    "province", "source", "identifier_service", "card"};

constexpr std::array<std::string_view, std::variant_size_v<Action>> kActions{
    "fail",       "degrade",    "drain",       "restore",        "add_link",    "add_conduit",
    "add_pool",   "remove",     "resize_link", "resize_conduit", "resize_pool", "planned_builds",
    "set_price",  "set_tariff", "set_pue",     "scale_demand",   "growth",      "add_demand",
    "submit_job", "move_job",   "cancel_job",  "set_policy",     "planned_work"};

std::string places(const std::vector<CardsAt>& placements)
{
    std::string out;
    for (const CardsAt& at : placements) {
        out += (out.empty() ? "" : ", ") + std::to_string(at.cards) + " in " + at.pool;
    }
    return out;
}

/// Which pools: nothing for all.
std::string inText(const PoolSelection& which)
{
    return !which.pool.empty()      ? " in pool " + which.pool
           : !which.subject.empty() ? " in pools of " + which.subject
           : which.province != 0    ? " in province " + std::to_string(which.province)
                                    : " everywhere";
}

std::string ofText(const DemandSelection& which)
{
    return (which.kind.empty() ? "" : " of " + which.kind) +
           (which.place.empty() ? "" : " at " + which.place) +
           (which.province == 0 ? "" : " in province " + std::to_string(which.province));
}

/// What an action is about, behind its name.
struct Words
{
    std::string operator()(const Fail& x) const { return text(x.target); }

    std::string operator()(const Degrade& x) const { return text(x.target) + " to " + exactText(x.left); }

    std::string operator()(const Drain& x) const { return text(x.target); }

    std::string operator()(const Restore& x) const { return text(x.target); }

    std::string operator()(const AddLink& x) const
    {
        return x.id + " from " + x.a + " to " + x.b + ", " + std::to_string(x.capacity_bps) + " b/s";
    }

    std::string operator()(const AddConduit& x) const { return x.id + " from " + x.a + " to " + x.b; }

    std::string operator()(const AddPool& x) const { return x.id + " like " + x.like; }

    std::string operator()(const Remove& x) const { return text(x.target); }

    std::string operator()(const ResizeLink& x) const
    {
        return x.id + " to " + std::to_string(x.capacity_bps) + " b/s";
    }

    std::string operator()(const ResizeConduit& x) const { return x.id + " by " + exactText(x.factor); }

    std::string operator()(const ResizePool& x) const { return x.id + " by " + exactText(x.factor); }

    std::string operator()(const PlannedBuilds&) const { return "enter at their dates"; }

    std::string operator()(const SetPrice& x) const { return "by " + exactText(x.factor) + inText(x.pools); }

    std::string operator()(const SetTariff& x) const
    {
        return exactText(static_cast<double>(x.perKwh) / 1e4) + " CNY/kWh" + inText(x.pools);
    }

    std::string operator()(const SetPue& x) const { return exactText(x.pue) + inText(x.pools); }

    std::string operator()(const ScaleDemand& x) const
    {
        return "by " + exactText(x.factor) + ofText(x.which);
    }

    std::string operator()(const Growth& x) const
    {
        return exactText(x.perQuarter) + " a quarter" + ofText(x.which);
    }

    std::string operator()(const AddDemand& x) const { return x.id + " from " + x.src + " to " + x.dst; }

    std::string operator()(const SubmitJob& x) const
    {
        return x.id + ": " +
               (x.placements.empty() ? std::to_string(x.cards) + " cards" : places(x.placements));
    }

    std::string operator()(const MoveJob& x) const { return x.id + ": " + places(x.placements); }

    std::string operator()(const CancelJob& x) const { return x.id; }

    std::string operator()(const SetPolicy&) const { return {}; }

    std::string operator()(const PlannedWork& x) const
    {
        std::string out = x.id;
        for (const Target& element : x.elements) {
            out += (&element == &x.elements.front() ? " on " : ", ") + text(element);
        }
        return out;
    }
};

} // namespace

std::string_view targetKindName(TargetKind kind)
{
    return kTargetKinds[static_cast<std::size_t>(kind)];
}

std::optional<TargetKind> targetKindFromName(std::string_view name)
{
    const auto found = std::ranges::find(kTargetKinds, name);
    if (found == kTargetKinds.end()) {
        return std::nullopt;
    }
    return static_cast<TargetKind>(found - kTargetKinds.begin());
}

std::string_view actionName(const Action& action)
{
    return kActions[action.index()];
}

std::string text(const Target& target)
{
    return std::string(targetKindName(target.kind)) + " " + target.id;
}

std::string text(const Action& action)
{
    const std::string words = std::visit(Words{}, action);
    return std::string(actionName(action)) + (words.empty() ? "" : " ") + words;
}

} // namespace twin::scenario
