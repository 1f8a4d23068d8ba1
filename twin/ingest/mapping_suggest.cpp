#include "twin/ingest/mapping.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace twin::ingest {

namespace {

using Json = nlohmann::ordered_json;

/// Labels that tell one thing from another, most telling first; what the others say is a condition.
constexpr std::array<std::string_view, 10> kTelling{"pool",    "suanwang_pool", "suanwang.pool", "link",
                                                    "channel", "target",        "instance",      "host.name",
                                                    "cluster", "node"};

std::string placeFor(const SeriesDescription& series)
{
    for (const std::string_view name : kTelling) {
        const bool has = std::any_of(series.labels.begin(), series.labels.end(),
                                     [&](const ForeignLabel& label) { return label.name == name; });
        if (has) {
            return "{" + std::string(name) + (name == "instance" ? "|host}" : "}");
        }
    }
    return "an identifier, or {LABEL}";
}

} // namespace

std::string suggestRule(const SeriesDescription& series)
{
    Json where = Json::object();
    for (const ForeignLabel& label : series.labels) {
        if (std::find(kTelling.begin(), kTelling.end(), label.name) == kTelling.end() && where.size() < 8) {
            where[label.name] = label.value;
        }
    }
    Json rule{{"metric", series.name}};
    if (!where.empty()) {
        rule["where"] = std::move(where);
    }
    rule["entity"] = placeFor(series);
    rule["to"] = "a metric of the twin, e.g. pool.utilisation_ratio";
    if (series.kind != ForeignKind::Gauge || series.name.ends_with("_total")) {
        rule["rate"] = true;
    }
    return rule.dump(2, ' ', false, Json::error_handler_t::replace);
}

} // namespace twin::ingest
