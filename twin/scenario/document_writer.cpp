#include "twin/scenario/document.h"
#include "twin/support/moment_text.h"
#include "twin/support/number_text.h"
#include "twin/support/sha256.h"

#include <nlohmann/json.hpp>

namespace twin::scenario {

namespace {

using Json = nlohmann::ordered_json;

Json momentJson(const Moment& moment)
{
    if (moment.isAbsolute) {
        return momentText(moment.ns);
    }
    if (moment.ns % kSecond == 0) {
        return moment.ns / kSecond;
    }
    return static_cast<double>(moment.ns / kMillisecond) / 1e3;
}

/// Whole numbers without a point, so that what is read is written the same.
Json numberJson(double value)
{
    if (value > -1e15 && value < 1e15 && value == static_cast<double>(static_cast<std::int64_t>(value))) {
        return static_cast<std::int64_t>(value);
    }
    return value;
}

void put(Json& out, const Target& target)
{
    out["what"] = targetKindName(target.kind);
    out["id"] = target.id;
}

void put(Json& out, const char* name, const std::string& text)
{
    if (!text.empty()) {
        out[name] = text;
    }
}

void put(Json& out, const PoolSelection& pools)
{
    put(out, "pool", pools.pool);
    put(out, "subject", pools.subject);
    if (pools.province != 0) {
        out["province"] = pools.province;
    }
}

void put(Json& out, const DemandSelection& which)
{
    put(out, "kind", which.kind);
    put(out, "place", which.place);
    if (which.province != 0) {
        out["province"] = which.province;
    }
}

void put(Json& out, const std::vector<CardsAt>& placements)
{
    Json list = Json::array();
    for (const CardsAt& at : placements) {
        list.push_back({{"pool", at.pool}, {"cards", at.cards}});
    }
    out["placements"] = std::move(list);
}

/// The fields of an action, in the order of docs/scenarios.md; defaults are left out.
struct Fields
{
    Json& out;

    void operator()(const Fail& x) const
    {
        put(out, x.target);
        if (!x.withSites) {
            out["with_sites"] = false;
        }
    }

    void operator()(const Degrade& x) const
    {
        put(out, x.target);
        out["left"] = numberJson(x.left);
    }

    void operator()(const Drain& x) const { put(out, x.target); }

    void operator()(const Restore& x) const { put(out, x.target); }

    void operator()(const Remove& x) const { put(out, x.target); }

    void operator()(const AddLink& x) const
    {
        out["id"] = x.id;
        out["a"] = x.a;
        out["b"] = x.b;
        put(out, "carrier", x.carrier);
        out["capacity_bps"] = x.capacity_bps;
        if (!x.conduits.empty()) {
            out["conduits"] = x.conduits;
        }
        if (x.delay) {
            out["delay_ms"] = numberJson(static_cast<double>(*x.delay) / 1e6);
        }
        if (x.waves != 0) {
            out["waves"] = x.waves;
        }
    }

    void operator()(const AddConduit& x) const
    {
        out["id"] = x.id;
        out["a"] = x.a;
        out["b"] = x.b;
        out["route_m"] = x.route_m;
    }

    void operator()(const AddPool& x) const
    {
        out["id"] = x.id;
        out["like"] = x.like;
        if (x.scale != 1) {
            out["scale"] = numberJson(x.scale);
        }
    }

    void operator()(const ResizeLink& x) const
    {
        out["id"] = x.id;
        out["capacity_bps"] = x.capacity_bps;
    }

    void operator()(const ResizeConduit& x) const
    {
        out["id"] = x.id;
        out["factor"] = numberJson(x.factor);
    }

    void operator()(const ResizePool& x) const
    {
        out["id"] = x.id;
        out["factor"] = numberJson(x.factor);
    }

    void operator()(const PlannedBuilds&) const {}

    void operator()(const SetPrice& x) const
    {
        put(out, x.pools);
        out["factor"] = numberJson(x.factor);
    }

    void operator()(const SetTariff& x) const
    {
        put(out, x.pools);
        out["cny_per_kwh"] = numberJson(static_cast<double>(x.perKwh) / 1e4);
    }

    void operator()(const SetPue& x) const
    {
        put(out, x.pools);
        out["pue"] = numberJson(x.pue);
    }

    void operator()(const ScaleDemand& x) const
    {
        put(out, x.which);
        out["factor"] = numberJson(x.factor);
    }

    void operator()(const Growth& x) const
    {
        put(out, x.which);
        out["per_quarter"] = numberJson(x.perQuarter);
    }

    void operator()(const AddDemand& x) const
    {
        out["id"] = x.id;
        out["src"] = x.src;
        out["dst"] = x.dst;
        out["bps"] = numberJson(x.bps);
        if (x.bytes != 0) {
            out["bytes"] = x.bytes;
        }
        if (x.deadline) {
            out["deadline"] = momentJson(*x.deadline);
        }
        put(out, "tenant", x.tenant);
        put(out, "job", x.job);
    }

    void operator()(const SubmitJob& x) const
    {
        out["id"] = x.id;
        put(out, "tenant", x.tenant);
        out["kind"] = x.kind;
        put(out, "chip_class", x.chipClass);
        if (x.placements.empty()) {
            out["cards"] = x.cards;
        } else {
            put(out, x.placements);
        }
        if (x.parameters != 0) {
            out["parameters"] = x.parameters;
        }
        if (x.tokens != 0) {
            out["tokens"] = x.tokens;
        }
        if (x.wan_bps != 0) {
            out["wan_bps"] = numberJson(x.wan_bps);
        }
        if (x.deadline) {
            out["deadline"] = momentJson(*x.deadline);
        }
    }

    void operator()(const MoveJob& x) const
    {
        out["id"] = x.id;
        put(out, x.placements);
    }

    void operator()(const CancelJob& x) const { out["id"] = x.id; }

    void operator()(const SetPolicy& x) const
    {
        if (x.routing) {
            out["routing"] = *x.routing == RoutingCost::Delay    ? "delay"
                             : *x.routing == RoutingCost::Metric ? "metric"
                                                                 : "hops";
        }
        if (x.utilisationLimit) {
            out["utilisation_limit"] = numberJson(*x.utilisationLimit);
        }
    }

    void operator()(const PlannedWork& x) const
    {
        out["id"] = x.id;
        Json list = Json::array();
        for (const Target& element : x.elements) {
            put(list.emplace_back(Json::object()), element);
        }
        out["elements"] = std::move(list);
        if (!x.isDrained) {
            out["method"] = "shutdown";
        }
    }
};

Json commandJson(const Command& command)
{
    Json out;
    out["do"] = actionName(command.action);
    if (command.at) {
        out["at"] = momentJson(*command.at);
    }
    if (command.until) {
        out["until"] = momentJson(*command.until);
    }
    std::visit(Fields{out}, command.action);
    put(out, "note", command.note);
    return out;
}

Json baseJson(const BaseRef& base)
{
    constexpr const char* kKinds[]{"registry", "state", "store", "live"};
    Json out{{"kind", kKinds[static_cast<std::size_t>(base.kind)]}};
    put(out, "registry_sha256", base.registrySha256);
    put(out, "workload_sha256", base.workloadSha256);
    put(out, "state_sha256", base.stateSha256);
    if (base.time) {
        out["time"] = momentText(*base.time);
    }
    return out;
}

Json assumptionsJson(const Assumptions& of)
{
    const Assumptions usual;
    Json out = Json::object();
    if (of.carbonPerKwh_g != usual.carbonPerKwh_g) {
        out["carbon_g_per_kwh"] = numberJson(of.carbonPerKwh_g);
    }
    if (of.tokensPerStep != usual.tokensPerStep) {
        out["tokens_per_step"] = of.tokensPerStep;
    }
    if (of.mfu != usual.mfu) {
        out["mfu"] = numberJson(of.mfu);
    }
    if (of.checkpoint_s != usual.checkpoint_s) {
        out["checkpoint_s"] = numberJson(of.checkpoint_s);
    }
    if (of.placement != usual.placement) {
        out["placement"] = compute::policyName(of.placement);
    }
    return out;
}

Json demandJson(const Document& document)
{
    const DemandTerms& terms = document.demandTerms;
    Json out{{"kind", demandKindName(document.demand)}};
    if (document.demand == DemandKind::P95) {
        out["from"] = momentText(terms.from);
        out["until"] = momentText(terms.until);
    }
    if (document.demand == DemandKind::Forecast) {
        out["at"] = momentText(terms.at);
        if (terms.perQuarter) {
            out["per_quarter"] = numberJson(*terms.perQuarter);
        }
    }
    return out;
}

Json guaranteesJson(const std::vector<Guarantee>& list)
{
    Json out = Json::array();
    for (const Guarantee& guarantee : list) {
        Json& item = out.emplace_back(Json::object());
        item["name"] = guarantee.name;
        item["from"] = momentJson(guarantee.from);
        item["until"] = momentJson(guarantee.until);
        if (!guarantee.provinces.empty()) {
            item["provinces"] = guarantee.provinces;
        }
    }
    return out;
}

std::string lineText(const Json& item)
{
    return item.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// A line a command: files of a list of commands are read and compared by people.
std::string listText(const Json& list)
{
    std::string out = "[";
    for (const Json& item : list) {
        out += (out.size() == 1 ? "\n    " : ",\n    ") + lineText(item);
    }
    return out + (out.size() == 1 ? "]" : "\n  ]");
}

void addMember(std::string& out, const char* name, const std::string& value)
{
    out += (out.size() == 1 ? "\n  \"" : ",\n  \"") + std::string(name) + "\": " + value;
}

} // namespace

std::string commandText(const Command& command)
{
    return lineText(commandJson(command));
}

std::string documentText(const Document& document)
{
    const auto line = [](const Json& value) {
        return value.dump(-1, ' ', false, Json::error_handler_t::replace);
    };
    std::string out = "{";
    addMember(out, "format", line(kScenarioFormat));
    for (const auto& [name, value] : {std::pair("name", document.name), std::pair("note", document.note)}) {
        if (!value.empty()) {
            addMember(out, name, line(value));
        }
    }
    addMember(out, "base", line(baseJson(document.base)));
    addMember(out, "demand", line(demandJson(document)));
    addMember(out, "seed", line(document.seed));
    if (document.horizon != 0) {
        addMember(out, "horizon_s", line(momentJson({false, document.horizon})));
    }
    if (const Json assumptions = assumptionsJson(document.assumptions); !assumptions.empty()) {
        addMember(out, "assumptions", line(assumptions));
    }
    if (!document.guarantees.empty()) {
        addMember(out, "guarantees", listText(guaranteesJson(document.guarantees)));
    }
    Json commands = Json::array();
    for (const Command& command : document.commands) {
        commands.push_back(commandJson(command));
    }
    addMember(out, "commands", listText(commands));
    return out + "\n}\n";
}

std::string hashOf(const Document& document)
{
    return sha256Hex(documentText(document));
}

} // namespace twin::scenario
