#include "twin/scenario/action_reader.h"

#include "twin/scenario/action_fields.h"
#include "twin/scenario/document.h"
#include "twin/scenario/selection.h"
#include "twin/support/name_list.h"

#include <algorithm>
#include <array>
#include <set>

namespace twin::scenario {

namespace {

constexpr std::array<std::pair<std::string_view, RoutingCost>, 3> kRoutingCosts{
    {{"delay", RoutingCost::Delay}, {"metric", RoutingCost::Metric}, {"hops", RoutingCost::Hops}}};

/// The fields of one action: what each may hold is said once, in action_fields.h. A field that is not
/// required and missing leaves `out` as it is.
struct Reader
{
    JsonFields& fields;
    std::size_t action = 0;

    [[nodiscard]] bool isMissing(const FieldSpec& spec) const
    {
        return !spec.isRequired && !fields.has(std::string(spec.name));
    }

    [[nodiscard]] const FieldSpec& spec(std::string_view name) const { return *fieldOf(action, name); }

    [[nodiscard]] bool text(const char* name, std::string& out) const
    {
        return readText(fields, name, out, spec(name).isRequired);
    }

    [[nodiscard]] bool number(const char* name, double& out) const
    {
        const FieldSpec& of = spec(name);
        return isMissing(of) || readNumber(fields, name, of.least, of.most, out);
    }

    template <typename Number> [[nodiscard]] bool whole(const char* name, Number& out) const
    {
        const FieldSpec& of = spec(name);
        std::uint64_t value = out;
        if (!isMissing(of) && !readWhole(fields, name, static_cast<std::uint64_t>(of.least),
                                         static_cast<std::uint64_t>(of.most), value)) {
            return false;
        }
        out = static_cast<Number>(value);
        return true;
    }
};

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
                           "source, identifier_service, card");
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
            !readWhole(item, "cards", 1, kMostCards, cards)) {
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

// One function an action.

bool read(const Reader& in, Fail& out)
{
    if (!readTarget(in.fields, out.target)) {
        return false;
    }
    if (in.fields.has("with_sites") && out.target.kind != TargetKind::Province) {
        return in.fields.fail("with_sites", "is for provinces only");
    }
    return in.fields.optionalFlag("with_sites", out.withSites);
}

bool read(const Reader& in, Degrade& out)
{
    return readTarget(in.fields, out.target) && in.number("left", out.left);
}

bool read(const Reader& in, Drain& out)
{
    return readTarget(in.fields, out.target);
}

bool read(const Reader& in, Restore& out)
{
    return readTarget(in.fields, out.target);
}

bool read(const Reader& in, Remove& out)
{
    if (!readTarget(in.fields, out.target)) {
        return false;
    }
    const bool canGo = out.target.kind == TargetKind::Conduit || out.target.kind == TargetKind::Link ||
                       out.target.kind == TargetKind::Pool;
    return canGo || in.fields.fail("what", "only a conduit, link or pool can be removed");
}

bool read(const Reader& in, AddLink& out)
{
    double delay_ms = 0;
    if (!in.text("id", out.id) || !in.text("a", out.a) || !in.text("b", out.b) ||
        !in.text("carrier", out.carrier) || !in.whole("capacity_bps", out.capacity_bps) ||
        !readTexts(in.fields, "conduits", out.conduits) || !in.whole("waves", out.waves)) {
        return false;
    }
    if (in.fields.has("delay_ms")) {
        if (!in.number("delay_ms", delay_ms)) {
            return false;
        }
        out.delay = static_cast<TimeNs>(delay_ms * 1e6 + 0.5);
    }
    return out.delay || !out.conduits.empty() ||
           in.fields.fail("delay_ms", "without conduits the delay must be given");
}

bool read(const Reader& in, AddConduit& out)
{
    return in.text("id", out.id) && in.text("a", out.a) && in.text("b", out.b) &&
           in.whole("route_m", out.route_m);
}

bool read(const Reader& in, AddPool& out)
{
    return in.text("id", out.id) && in.text("like", out.like) && in.number("scale", out.scale);
}

bool read(const Reader& in, ResizeLink& out)
{
    return in.text("id", out.id) && in.whole("capacity_bps", out.capacity_bps);
}

bool read(const Reader& in, ResizeConduit& out)
{
    return in.text("id", out.id) && in.number("factor", out.factor);
}

bool read(const Reader& in, ResizePool& out)
{
    return in.text("id", out.id) && in.number("factor", out.factor);
}

bool read(const Reader&, PlannedBuilds&)
{
    return true;
}

bool read(const Reader& in, SetPrice& out)
{
    return readPools(in.fields, out.pools) && in.number("factor", out.factor);
}

bool read(const Reader& in, SetTariff& out)
{
    double cny = 0;
    if (!readPools(in.fields, out.pools) || !in.number("cny_per_kwh", cny)) {
        return false;
    }
    out.perKwh = static_cast<MoneyE4>(cny * 1e4 + 0.5);
    return true;
}

bool read(const Reader& in, SetPue& out)
{
    return readPools(in.fields, out.pools) && in.number("pue", out.pue);
}

bool read(const Reader& in, ScaleDemand& out)
{
    return readDemand(in.fields, out.which) && in.number("factor", out.factor);
}

bool read(const Reader& in, Growth& out)
{
    return readDemand(in.fields, out.which) && in.number("per_quarter", out.perQuarter);
}

bool read(const Reader& in, AddDemand& out)
{
    return in.text("id", out.id) && in.text("src", out.src) && in.text("dst", out.dst) &&
           in.number("bps", out.bps) && in.whole("bytes", out.bytes) &&
           readMoment(in.fields, "deadline", out.deadline) && in.text("tenant", out.tenant) &&
           in.text("job", out.job);
}

bool read(const Reader& in, SubmitJob& out)
{
    if (!in.text("id", out.id) || !in.text("tenant", out.tenant) || !in.text("kind", out.kind) ||
        !in.text("chip_class", out.chipClass) || !in.whole("cards", out.cards)) {
        return false;
    }
    if (in.fields.has("placements") == in.fields.has("cards")) {
        return in.fields.fail(in.fields.has("cards") ? "cards" : "placements",
                              "either \"placements\", or \"cards\" for which a run finds a place");
    }
    if (in.fields.has("placements") && !readPlacements(in.fields, out.placements)) {
        return false;
    }
    if (std::ranges::find(in.spec("kind").words, out.kind) == in.spec("kind").words.end()) {
        return in.fields.fail("kind", "one of intra_train, cross_train, ingest, infer, batch");
    }
    return in.whole("parameters", out.parameters) && in.whole("tokens", out.tokens) &&
           in.number("wan_bps", out.wan_bps) && readMoment(in.fields, "deadline", out.deadline);
}

bool read(const Reader& in, MoveJob& out)
{
    return in.text("id", out.id) && readPlacements(in.fields, out.placements);
}

bool read(const Reader& in, CancelJob& out)
{
    return in.text("id", out.id);
}

bool read(const Reader& in, SetPolicy& out)
{
    if (in.fields.has("routing")) {
        out.routing = RoutingCost::Delay;
        if (!in.fields.optionalWord("routing", kRoutingCosts, *out.routing)) {
            return false;
        }
    }
    if (in.fields.has("utilisation_limit")) {
        return in.number("utilisation_limit", out.utilisationLimit.emplace());
    }
    return out.routing || in.fields.fail("routing", "a policy sets \"routing\" or \"utilisation_limit\"");
}

bool read(const Reader& in, PlannedWork& out)
{
    std::string method = "drain";
    if (!in.text("id", out.id) || !in.text("method", method)) {
        return false;
    }
    if (method != "drain" && method != "shutdown") {
        return in.fields.fail("method", "drain or shutdown");
    }
    out.isDrained = method == "drain";
    if (!in.fields.has("elements") || !in.fields.value("elements").is_array() ||
        in.fields.value("elements").empty() || in.fields.value("elements").size() > kMaxListed) {
        return in.fields.fail("elements", "a list of 1 to 1000 objects with \"what\" and \"id\"");
    }
    JsonFields list = in.fields.inside("elements");
    for (std::size_t i = 0; i < in.fields.value("elements").size(); ++i) {
        if (!in.fields.value("elements")[i].is_object()) {
            return list.fail(std::to_string(i), "an object with \"what\" and \"id\"");
        }
        JsonFields item = list.inside(std::to_string(i));
        if (!item.onlyKnows({"what", "id"}) || !readTarget(item, out.elements.emplace_back())) {
            return false;
        }
    }
    return (in.fields.has("at") && in.fields.has("until")) ||
           in.fields.fail(in.fields.has("at") ? "until" : "at",
                          "a planned work has a window from \"at\" to \"until\"");
}

template <std::size_t... I> bool readNumbered(const Reader& in, Action& out, std::index_sequence<I...>)
{
    using Read = bool (*)(const Reader&, Action&);
    static constexpr std::array<Read, sizeof...(I)> kReaders{[](const Reader& from, Action& action) {
        return read(from, action.emplace<I>());
    }...};
    return kReaders[in.action](in, out);
}

constexpr std::array<std::string_view, 4> kCommon{"do", "at", "until", "note"};

bool onlyKnows(JsonFields& fields, std::size_t action)
{
    for (const std::string& name : fields.names()) {
        if (std::ranges::find(kCommon, name) == kCommon.end() && fieldOf(action, name) == nullptr) {
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
    return onlyKnows(fields, number) && readWindow(fields, out) &&
           readText(fields, "note", out.note, false) && readNumbered({fields, number}, out.action, kAll);
}

Result<Command> parseCommand(std::string_view text, std::string* field)
{
    JsonDocument json(text, {}, "a command");
    Command out;
    bool isLater = false;
    if (auto opened = json.open(); !opened) {
        return failure(std::move(opened.error()));
    }
    if (JsonFields root = json.root(); readCommand(root, out, isLater)) {
        return out;
    }
    if (field != nullptr) {
        *field = json.failedField();
    }
    Error error = json.error();
    error.code = isLater ? ErrorCode::Unsupported : error.code;
    error.line = 0;
    return failure(std::move(error));
}

} // namespace twin::scenario
