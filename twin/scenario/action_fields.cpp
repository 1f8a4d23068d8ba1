#include "twin/scenario/action_fields.h"

#include <algorithm>
#include <array>

namespace twin::scenario {

namespace {

using enum FieldKind;

constexpr double kMostRate_bps = 1e18;
constexpr double kMostBytes = 1e18;
constexpr double kLeastFactor = 1e-3;
constexpr double kMostFactor = 1'000;

constexpr std::array<std::string_view, 10> kTargets{
    "conduit",  "link",   "interconnection",    "site", "pool", "service_node",
    "province", "source", "identifier_service", "card"};
constexpr std::array<std::string_view, 3> kRemovable{"conduit", "link", "pool"};
constexpr std::array<std::string_view, 5> kJobKinds{"intra_train", "cross_train", "ingest", "infer", "batch"};
constexpr std::array<std::string_view, 3> kRoutings{"delay", "metric", "hops"};
constexpr std::array<std::string_view, 2> kMethods{"drain", "shutdown"};

constexpr FieldSpec text(std::string_view name, bool isRequired = true)
{
    return {name, Text, isRequired};
}

constexpr FieldSpec number(std::string_view name, double least, double most, bool isRequired = true)
{
    return {name, Number, isRequired, least, most};
}

constexpr FieldSpec whole(std::string_view name, double least, double most, bool isRequired = true)
{
    return {name, Whole, isRequired, least, most};
}

constexpr FieldSpec kWhat{"what", Word, true, 0, 0, kTargets};
constexpr FieldSpec kId = text("id");
constexpr FieldSpec kFactor = number("factor", kLeastFactor, kMostFactor);
constexpr FieldSpec kPlacements{"placements", Placements, true};
constexpr FieldSpec kProvince{"province", Adcode};
constexpr FieldSpec kPool = text("pool", false);
constexpr FieldSpec kSubject = text("subject", false);
constexpr FieldSpec kDemandKind = text("kind", false);
constexpr FieldSpec kPlace = text("place", false);

constexpr std::array kFail{kWhat, kId, FieldSpec{"with_sites", Flag}};
constexpr std::array kDegrade{kWhat, kId, number("left", 0, 1)};
constexpr std::array kOnTarget{kWhat, kId};
constexpr std::array kAddLink{kId,
                              text("a"),
                              text("b"),
                              text("carrier", false),
                              whole("capacity_bps", 1, kMostRate_bps),
                              FieldSpec{"conduits", Texts},
                              number("delay_ms", 1e-6, 60'000, false),
                              whole("waves", 1, 100'000, false)};
constexpr std::array kAddConduit{kId, text("a"), text("b"), whole("route_m", 1, 50'000'000)};
constexpr std::array kAddPool{kId, text("like"), number("scale", kLeastFactor, kMostFactor, false)};
constexpr std::array kRemove{FieldSpec{"what", Word, true, 0, 0, kRemovable}, kId};
constexpr std::array kResizeLink{kId, whole("capacity_bps", 1, kMostRate_bps)};
constexpr std::array kResize{kId, kFactor};
constexpr std::array kSetPrice{kPool, kSubject, kProvince, kFactor};
constexpr std::array kSetTariff{kPool, kSubject, kProvince, number("cny_per_kwh", 0, 1'000)};
constexpr std::array kSetPue{kPool, kSubject, kProvince, number("pue", 1, 5)};
constexpr std::array kScaleDemand{kDemandKind, kPlace, kProvince, number("factor", 0, kMostFactor)};
constexpr std::array kGrowth{kDemandKind, kPlace, kProvince, number("per_quarter", -0.9, 10)};
constexpr std::array kAddDemand{kId,
                                text("src"),
                                text("dst"),
                                number("bps", 1, kMostRate_bps),
                                whole("bytes", 1, kMostBytes, false),
                                FieldSpec{"deadline", FieldKind::Moment},
                                text("tenant", false),
                                text("job", false)};
constexpr std::array kSubmitJob{kId,
                                text("tenant", false),
                                FieldSpec{"kind", Word, true, 0, 0, kJobKinds},
                                text("chip_class", false),
                                FieldSpec{"placements", Placements},
                                whole("cards", 1, kMostCards, false),
                                whole("parameters", 1, kMostBytes, false),
                                whole("tokens", 1, kMostBytes, false),
                                number("wan_bps", 1, kMostRate_bps, false),
                                FieldSpec{"deadline", FieldKind::Moment}};
constexpr std::array kMoveJob{kId, kPlacements};
constexpr std::array kCancelJob{kId};
constexpr std::array kSetPolicy{FieldSpec{"routing", Word, false, 0, 0, kRoutings},
                                number("utilisation_limit", 0.1, 10, false)};
constexpr std::array kPlannedWork{kId, FieldSpec{"elements", Targets, true},
                                  FieldSpec{"method", Word, false, 0, 0, kMethods}};

/// In the order of Action.
const std::array<std::span<const FieldSpec>, std::variant_size_v<Action>> kFields{
    kFail,       kDegrade,   kOnTarget,  kOnTarget, kAddLink,   kAddConduit, kAddPool,    kRemove,
    kResizeLink, kResize,    kResize,    {},        kSetPrice,  kSetTariff,  kSetPue,     kScaleDemand,
    kGrowth,     kAddDemand, kSubmitJob, kMoveJob,  kCancelJob, kSetPolicy,  kPlannedWork};

} // namespace

std::span<const FieldSpec> fieldsOf(std::size_t action)
{
    return kFields[action];
}

const FieldSpec* fieldOf(std::size_t action, std::string_view name)
{
    const auto found = std::ranges::find(kFields[action], name, &FieldSpec::name);
    return found == kFields[action].end() ? nullptr : &*found;
}

} // namespace twin::scenario
