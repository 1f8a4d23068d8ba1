#include "twin/ingest/alarm_rules.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace twin::ingest {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kKindPlace = "pool, link, optical_channel, tunnel, service_node or site";
constexpr const char* kTypePlace = "an alarm type, e.g. link.down";

bool isTrapName(const std::string& name)
{
    return !name.empty() && name.find_first_not_of("0123456789.") == std::string::npos;
}

Json trapRule(const SeriesDescription& said)
{
    Json rule{{"trap", said.name}};
    Json varbinds = Json::object();
    for (const ForeignLabel& label : said.labels) {
        if (isTrapName(label.name) && varbinds.size() < 8) {
            varbinds["v" + std::to_string(varbinds.size() + 1)] = label.name;
        }
    }
    if (!varbinds.empty()) {
        rule["varbinds"] = std::move(varbinds);
    }
    rule["entity"] = "an identifier, or {agent}, {v1}, …";
    rule["kind"] = kKindPlace;
    rule["type"] = kTypePlace;
    rule["severity"] = "major";
    return rule;
}

Json tmfRule(const SeriesDescription& said)
{
    Json where = Json::object();
    for (const char* name : {"alarmedObjectType", "alarmType", "sourceSystemId"}) {
        const auto found = std::ranges::find(said.labels, name, &ForeignLabel::name);
        if (found != said.labels.end()) {
            where[name] = found->value;
        }
    }
    Json rule{{"tmf642", said.name}};
    if (!where.empty()) {
        rule["where"] = std::move(where);
    }
    rule["entity"] = "{alarmedObject}";
    rule["kind"] = kKindPlace;
    rule["type"] = kTypePlace;
    rule["severity"] = "{perceivedSeverity}";
    return rule;
}

} // namespace

std::string suggestAlarmRule(const SeriesDescription& said)
{
    const Json rule = isTrapName(said.name) ? trapRule(said) : tmfRule(said);
    return rule.dump(2, ' ', false, Json::error_handler_t::replace);
}

} // namespace twin::ingest
