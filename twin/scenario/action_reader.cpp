#include "twin/scenario/action_reader.h"

#include "twin/scenario/document.h"
#include "twin/scenario/selection.h"
#include "twin/support/name_list.h"

#include <algorithm>
#include <array>
#include <set>

namespace twin::scenario {

namespace {

constexpr double kLeastFactor = 0;
constexpr double kMostFactor = 1'000;
constexpr std::uint64_t kMostBytes = 1'000'000'000'000'000'000;
constexpr std::array<std::pair<std::string_view, RoutingCost>, 3> kRoutingCosts{
    {{"delay", RoutingCost::Delay}, {"metric", RoutingCost::Metric}, {"hops", RoutingCost::Hops}}};

bool checkProvince(JsonFields& fields, const std::string& name, const std::string& id)
{
    return provinceFromText(id) != 0 ||
           fields.fail(name, "a province's adcode as a text, such as \"640000\"");
}

bool readTarget(JsonFields& fields, Target& out)
{
    std::string word;
    if (!fields.text("what", word) || !targetKindFromName(word)) {
        return fields.fail("what",
                           "one of conduit, link, interconnection, site, pool, service_node, province, "
                           "source, identifier_service");
    }
    out.kind = *targetKindFromName(word);
    return readText(fields, "id", out.id) &&
           (out.kind != TargetKind::Province || checkProvince(fields, "id", out.id));
}

bool readTexts(JsonFields& fields, const std::string& name, std::vector<std::string>& out)
{
    if (!fields.has(name)) {
        return true;
    }
    return (fields.texts(name, out) && out.size() <= kMaxListed) ||
           fields.fail(name, "a list of at most 1000 texts");
}

bool readPlacements(JsonFields& fields, std::vector<CardsAt>& out)
{
    if (!fields.has("placements") || !fields.value("placements").is_array() ||
        fields.value("placements").empty() || fields.value("placements").size() > kMaxListed) {
        return fields.fail("placements", "a list of 1 to 1000 objects with \"pool\" and \"cards\"");
    }
    JsonFields list = fields.inside("placements");
    std::set<std::string> seen;
    for (std::size_t i = 0; i < fields.value("placements").size(); ++i) {
        const std::string place = std::to_string(i);
        if (!fields.value("placements")[i].is_object()) {
            return list.fail(place, "an object with \"pool\" and \"cards\"");
        }
        JsonFields item = list.inside(place);
        CardsAt at;
        std::uint64_t cards = 0;
        if (!item.onlyKnows({"pool", "cards"}) || !readText(item, "pool", at.pool) ||
            !readWhole(item, "cards", 1, 100'000'000, cards)) {
            return false;
        }
        if (!seen.insert(at.pool).second) {
            return item.fail("pool", "stands here twice");
        }
        at.cards = static_cast<std::uint32_t>(cards);
        out.push_back(std::move(at));
    }
    return true;
}

bool readPools(JsonFields& fields, PoolSelection& out)
{
    if (!readText(fields, "pool", out.pool, false) || !readText(fields, "subject", out.subject, false) ||
        !readAdcode(fields, "province", out.province)) {
        return false;
    }
    const int given =
        (out.pool.empty() ? 0 : 1) + (out.subject.empty() ? 0 : 1) + (out.province == 0 ? 0 : 1);
    return given <= 1 || fields.fail("", "only one of \"pool\", \"subject\" and \"province\"");
}

bool readDemand(JsonFields& fields, DemandSelection& out)
{
    return readText(fields, "kind", out.kind, false) && readText(fields, "place", out.place, false) &&
           readAdcode(fields, "province", out.province);
}

// One function an action; the first list holds what it may have beside `do`, `at`, `until`, `note`.

template <typename OnTarget> bool readOnTarget(JsonFields& fields, OnTarget& out)
{
    return readTarget(fields, out.target);
}

bool read(JsonFields& fields, Fail& out)
{
    if (!readTarget(fields, out.target)) {
        return false;
    }
    if (fields.has("with_sites") && out.target.kind != TargetKind::Province) {
        return fields.fail("with_sites", "is for provinces only");
    }
    return fields.optionalFlag("with_sites", out.withSites);
}

bool read(JsonFields& fields, Degrade& out)
{
    return readTarget(fields, out.target) && readNumber(fields, "left", 0, 1, out.left);
}

bool read(JsonFields& fields, Drain& out)
{
    return readOnTarget(fields, out);
}

bool read(JsonFields& fields, Restore& out)
{
    return readOnTarget(fields, out);
}

bool read(JsonFields& fields, Remove& out)
{
    if (!readTarget(fields, out.target)) {
        return false;
    }
    const bool canGo = out.target.kind == TargetKind::Conduit || out.target.kind == TargetKind::Link ||
                       out.target.kind == TargetKind::Pool;
    return canGo || fields.fail("what", "only a conduit, link or pool can be removed");
}

bool read(JsonFields& fields, AddLink& out)
{
    std::uint64_t waves = 0;
    double delay_ms = 0;
    if (!readText(fields, "id", out.id) || !readText(fields, "a", out.a) || !readText(fields, "b", out.b) ||
        !readText(fields, "carrier", out.carrier, false) ||
        !readWhole(fields, "capacity_bps", 1, static_cast<std::uint64_t>(kMaxRate_bps), out.capacity_bps) ||
        !readTexts(fields, "conduits", out.conduits)) {
        return false;
    }
    if (fields.has("waves") && !readWhole(fields, "waves", 1, 100'000, waves)) {
        return false;
    }
    if (fields.has("delay_ms")) {
        if (!readNumber(fields, "delay_ms", 1e-6, 60'000, delay_ms)) {
            return false;
        }
        out.delay = static_cast<TimeNs>(delay_ms * 1e6 + 0.5);
    }
    out.waves = static_cast<std::uint32_t>(waves);
    return out.delay || !out.conduits.empty() ||
           fields.fail("delay_ms", "without conduits the delay must be given");
}

bool read(JsonFields& fields, AddConduit& out)
{
    return readText(fields, "id", out.id) && readText(fields, "a", out.a) && readText(fields, "b", out.b) &&
           readWhole(fields, "route_m", 1, 50'000'000, out.route_m);
}

bool read(JsonFields& fields, AddPool& out)
{
    return readText(fields, "id", out.id) && readText(fields, "like", out.like) &&
           (!fields.has("scale") || readNumber(fields, "scale", 1e-3, kMostFactor, out.scale));
}

bool read(JsonFields& fields, ResizeLink& out)
{
    return readText(fields, "id", out.id) &&
           readWhole(fields, "capacity_bps", 1, static_cast<std::uint64_t>(kMaxRate_bps), out.capacity_bps);
}

bool read(JsonFields& fields, ResizeConduit& out)
{
    return readText(fields, "id", out.id) && readNumber(fields, "factor", 1e-3, kMostFactor, out.factor);
}

bool read(JsonFields& fields, ResizePool& out)
{
    return readText(fields, "id", out.id) && readNumber(fields, "factor", 1e-3, kMostFactor, out.factor);
}

bool read(JsonFields&, PlannedBuilds&)
{
    return true;
}

bool read(JsonFields& fields, SetPrice& out)
{
    return readPools(fields, out.pools) && readNumber(fields, "factor", 1e-3, kMostFactor, out.factor);
}

bool read(JsonFields& fields, SetTariff& out)
{
    double cny = 0;
    if (!readPools(fields, out.pools) || !readNumber(fields, "cny_per_kwh", 0, 1'000, cny)) {
        return false;
    }
    out.perKwh = static_cast<MoneyE4>(cny * 1e4 + 0.5);
    return true;
}

bool read(JsonFields& fields, SetPue& out)
{
    return readPools(fields, out.pools) && readNumber(fields, "pue", 1, 5, out.pue);
}

bool read(JsonFields& fields, ScaleDemand& out)
{
    return readDemand(fields, out.which) &&
           readNumber(fields, "factor", kLeastFactor, kMostFactor, out.factor);
}

bool read(JsonFields& fields, Growth& out)
{
    return readDemand(fields, out.which) && readNumber(fields, "per_quarter", -0.9, 10, out.perQuarter);
}

bool read(JsonFields& fields, AddDemand& out)
{
    return readText(fields, "id", out.id) && readText(fields, "src", out.src) &&
           readText(fields, "dst", out.dst) && readNumber(fields, "bps", 1, kMaxRate_bps, out.bps) &&
           (!fields.has("bytes") || readWhole(fields, "bytes", 1, kMostBytes, out.bytes)) &&
           readMoment(fields, "deadline", out.deadline) && readText(fields, "tenant", out.tenant, false);
}

bool read(JsonFields& fields, SubmitJob& out)
{
    constexpr std::array<std::string_view, 5> kKinds{"intra_train", "cross_train", "ingest", "infer",
                                                     "batch"};
    if (!readText(fields, "id", out.id) || !readText(fields, "tenant", out.tenant, false) ||
        !readText(fields, "kind", out.kind) || !readText(fields, "chip_class", out.chipClass, false) ||
        !readPlacements(fields, out.placements)) {
        return false;
    }
    if (std::ranges::find(kKinds, out.kind) == kKinds.end()) {
        return fields.fail("kind", "one of intra_train, cross_train, ingest, infer, batch");
    }
    return (!fields.has("parameters") || readWhole(fields, "parameters", 1, kMostBytes, out.parameters)) &&
           (!fields.has("tokens") || readWhole(fields, "tokens", 1, kMostBytes, out.tokens)) &&
           (!fields.has("wan_bps") || readNumber(fields, "wan_bps", 1, kMaxRate_bps, out.wan_bps));
}

bool read(JsonFields& fields, MoveJob& out)
{
    return readText(fields, "id", out.id) && readPlacements(fields, out.placements);
}

bool read(JsonFields& fields, CancelJob& out)
{
    return readText(fields, "id", out.id);
}

bool read(JsonFields& fields, SetPolicy& out)
{
    if (fields.has("routing")) {
        out.routing = RoutingCost::Delay;
        if (!fields.optionalWord("routing", kRoutingCosts, *out.routing)) {
            return false;
        }
    }
    if (fields.has("utilisation_limit")) {
        return readNumber(fields, "utilisation_limit", 0.1, 10, out.utilisationLimit.emplace());
    }
    return out.routing || fields.fail("routing", "a policy sets \"routing\" or \"utilisation_limit\"");
}

bool read(JsonFields& fields, PlannedWork& out)
{
    std::string method = "drain";
    if (!readText(fields, "id", out.id) || !readText(fields, "method", method, false)) {
        return false;
    }
    if (method != "drain" && method != "shutdown") {
        return fields.fail("method", "drain or shutdown");
    }
    out.isDrained = method == "drain";
    if (!fields.has("elements") || !fields.value("elements").is_array() || fields.value("elements").empty() ||
        fields.value("elements").size() > kMaxListed) {
        return fields.fail("elements", "a list of 1 to 1000 objects with \"what\" and \"id\"");
    }
    JsonFields list = fields.inside("elements");
    for (std::size_t i = 0; i < fields.value("elements").size(); ++i) {
        if (!fields.value("elements")[i].is_object()) {
            return list.fail(std::to_string(i), "an object with \"what\" and \"id\"");
        }
        JsonFields item = list.inside(std::to_string(i));
        if (!item.onlyKnows({"what", "id"}) || !readTarget(item, out.elements.emplace_back())) {
            return false;
        }
    }
    return (fields.has("at") && fields.has("until")) ||
           fields.fail(fields.has("at") ? "until" : "at",
                       "a planned work has a window from \"at\" to \"until\"");
}

using Reader = bool (*)(JsonFields&, Action&);

template <typename Kind> bool readAs(JsonFields& fields, Action& out)
{
    return read(fields, out.emplace<Kind>());
}

template <std::size_t... I> std::array<Reader, sizeof...(I)> readersOf(std::index_sequence<I...>)
{
    return {readAs<std::variant_alternative_t<I, Action>>...};
}

/// Fields each action may have, in the order of Action.
const std::array<std::vector<std::string_view>, std::variant_size_v<Action>> kFields{{
    {"what", "id", "with_sites"},
    {"what", "id", "left"},
    {"what", "id"},
    {"what", "id"},
    {"id", "a", "b", "carrier", "capacity_bps", "conduits", "delay_ms", "waves"},
    {"id", "a", "b", "route_m"},
    {"id", "like", "scale"},
    {"what", "id"},
    {"id", "capacity_bps"},
    {"id", "factor"},
    {"id", "factor"},
    {},
    {"pool", "subject", "province", "factor"},
    {"pool", "subject", "province", "cny_per_kwh"},
    {"pool", "subject", "province", "pue"},
    {"kind", "place", "province", "factor"},
    {"kind", "place", "province", "per_quarter"},
    {"id", "src", "dst", "bps", "bytes", "deadline", "tenant"},
    {"id", "tenant", "kind", "chip_class", "placements", "parameters", "tokens", "wan_bps"},
    {"id", "placements"},
    {"id"},
    {"routing", "utilisation_limit"},
    {"id", "elements", "method"},
}};

constexpr std::array<std::string_view, 4> kCommon{"do", "at", "until", "note"};

bool onlyKnows(JsonFields& fields, const std::vector<std::string_view>& known)
{
    for (const std::string& name : fields.names()) {
        if (std::ranges::find(kCommon, name) == kCommon.end() &&
            std::ranges::find(known, name) == known.end()) {
            return fields.fail(name, "there is no such field");
        }
    }
    return true;
}

/// Default values of the variant, to know the names of all actions.
template <std::size_t... I> std::vector<std::string> actionNames(std::index_sequence<I...>)
{
    return {std::string(actionName(Action(std::in_place_index<I>)))...};
}

bool readWindow(JsonFields& fields, Command& out)
{
    if (!readMoment(fields, "at", out.at) || !readMoment(fields, "until", out.until)) {
        return false;
    }
    const Moment at = out.at.value_or(Moment{});
    if (out.until && out.until->isAbsolute == at.isAbsolute && out.until->ns <= at.ns) {
        return fields.fail("until", "is not after \"at\"");
    }
    return true;
}

} // namespace

bool readCommand(JsonFields& fields, Command& out, bool& isLater)
{
    constexpr auto kAll = std::make_index_sequence<std::variant_size_v<Action>>();
    static const auto readers = readersOf(kAll);
    static const auto names = actionNames(kAll);
    std::string word;
    if (!fields.text("do", word)) {
        return fields.fail("do", "the name of a command, such as \"fail\"");
    }
    const auto found = std::ranges::find(names, word);
    if (found == names.end()) {
        isLater = true;
        const auto near = nearestNames(word, names, 1);
        return fields.fail("do", "'" + word + "' is not supported by this version" +
                                     (near.empty() ? "" : "; did you mean " + near.front() + "?"));
    }
    const auto number = static_cast<std::size_t>(found - names.begin());
    return onlyKnows(fields, kFields[number]) && readWindow(fields, out) &&
           readText(fields, "note", out.note, false) && readers[number](fields, out.action);
}

} // namespace twin::scenario
