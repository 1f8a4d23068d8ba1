#include "twin/ingest/mapping_reader.h"

#include "twin/ingest/alarm_rule_reader.h"
#include "twin/support/json_fields.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace twin::ingest {

namespace {

constexpr std::string_view kMappingFormat = "suanwang.mapping.v1";

constexpr std::array<std::pair<std::string_view, Combine>, 5> kCombines{{{"mean", Combine::Mean},
                                                                         {"sum", Combine::Sum},
                                                                         {"max", Combine::Max},
                                                                         {"min", Combine::Min},
                                                                         {"ratio", Combine::Ratio}}};
constexpr std::array<std::pair<std::string_view, RatioPart>, 3> kParts{
    {{"numerator", RatioPart::Numerator},
     {"denominator", RatioPart::Denominator},
     {"both", RatioPart::Both}}};
constexpr std::array<std::pair<std::string_view, double>, 4> kStates{
    {{"up", 0}, {"degraded", 1}, {"draining", 2}, {"down", 3}}};

bool readMetrics(JsonFields& fields, MappingRule& rule)
{
    if (!fields.texts("metric", rule.metrics) || rule.metrics.empty()) {
        return fields.fail("metric", "a metric's name, or a list of names");
    }
    for (const std::string& name : rule.metrics) {
        const std::size_t star = name.find('*');
        if (star != std::string::npos && star + 1 != name.size()) {
            return fields.fail("metric", "a '*' stands only at the end of a name");
        }
    }
    return true;
}

bool readMetric(JsonFields& fields, const std::string& name, const MetricInfo*& out)
{
    std::string text;
    if (!fields.text(name, text)) {
        return fields.fail(name, "the name of a metric of the twin");
    }
    out = metricByName(text);
    return out != nullptr || fields.fail(name, "'" + text + "' is no metric of the twin");
}

bool readTo(JsonFields& fields, MappingRule& rule)
{
    if (!fields.has("to") || !fields.value("to").is_object()) {
        return readMetric(fields, "to", rule.metric);
    }
    JsonFields arcs = fields.inside("to");
    if (!arcs.onlyKnows({">", "<"}) || !readMetric(arcs, ">", rule.metric) ||
        !readMetric(arcs, "<", rule.reversed)) {
        return false;
    }
    return rule.metric->kind == rule.reversed->kind ||
           arcs.fail("<", "not of the same kind as that of \">\"");
}

bool readEntity(JsonFields& fields, const MappingRules& all, MappingRule& rule)
{
    std::string text;
    if (!fields.text("entity", text)) {
        return fields.fail("entity", "an identifier with labels in braces, such as \"{pool}\"");
    }
    auto parsed = EntityTemplate::parse(text);
    if (!parsed) {
        return fields.fail("entity", parsed.error().reason);
    }
    rule.entity = std::move(*parsed);
    if (fields.has("table") && (!fields.text("table", rule.table) || !all.tables.contains(rule.table))) {
        return fields.fail("table", "the name of a table of this file or of one that is read before it");
    }
    return true;
}

bool readStates(JsonFields& fields, MappingRule& rule)
{
    if (!fields.has("states")) {
        return true;
    }
    if (!fields.value("states").is_object()) {
        return fields.fail("states", "an object from the sender's words to up, degraded, draining or down");
    }
    JsonFields states = fields.inside("states");
    for (const std::string& word : states.names()) {
        std::string text;
        double number = 0;
        if (states.text(word, text)) {
            const auto found = std::find_if(kStates.begin(), kStates.end(),
                                            [&](const auto& state) { return state.first == text; });
            if (found == kStates.end()) {
                return states.fail(word, "up, degraded, draining, down or a number");
            }
            number = found->second;
        } else if (!states.number(word, number)) {
            return states.fail(word, "up, degraded, draining, down or a number");
        }
        rule.states.emplace(word, number);
    }
    return true;
}

bool readRate(JsonFields& fields, MappedTarget& out)
{
    double wraps = 0;
    double gap = static_cast<double>(kDefaultMaxGap) / static_cast<double>(kSecond);
    if (!fields.optionalFlag("rate", out.isRate) || !fields.optionalNumber("wraps_bits", wraps) ||
        !fields.optionalNumber("max_gap_s", gap)) {
        return false;
    }
    if (wraps != 0 && wraps != 32 && wraps != 64) {
        return fields.fail("wraps_bits", "32 or 64");
    }
    if (gap < 1 || gap > 86'400) {
        return fields.fail("max_gap_s", "between 1 and 86400");
    }
    if (!out.isRate && (fields.has("wraps_bits") || fields.has("max_gap_s"))) {
        return fields.fail(fields.has("wraps_bits") ? "wraps_bits" : "max_gap_s", "only with \"rate\"");
    }
    out.wrapsAt = wraps != 0 ? std::ldexp(1.0, static_cast<int>(wraps)) : 0;
    out.maxGap = static_cast<TimeNs>(gap * static_cast<double>(kSecond));
    return true;
}

bool readCombine(JsonFields& fields, MappedTarget& out)
{
    double window = 0;
    if (!fields.optionalWord("combine", kCombines, out.combine) ||
        !fields.optionalWord("part", kParts, out.part) || !fields.optionalNumber("window_s", window)) {
        return false;
    }
    if ((out.combine == Combine::Ratio) != fields.has("part")) {
        return fields.fail(fields.has("part") ? "part" : "combine", "\"ratio\" and \"part\" go together");
    }
    if (window < 0 || window > 86'400) {
        return fields.fail("window_s", "between 0 and 86400");
    }
    if (out.combine == Combine::None && fields.has("window_s")) {
        return fields.fail("window_s", "only with \"combine\"");
    }
    out.window = static_cast<TimeNs>(window * static_cast<double>(kSecond));
    return true;
}

bool readInterval(JsonFields& fields, MappedTarget& out)
{
    double interval = 0;
    if (!fields.optionalNumber("interval_s", interval)) {
        return false;
    }
    if (fields.has("interval_s") && (interval < 0.1 || interval > 86'400)) {
        return fields.fail("interval_s", "between 0.1 and 86400");
    }
    out.interval_ms = static_cast<std::uint32_t>(std::lround(interval * 1'000));
    return true;
}

bool readRule(JsonFields& fields, MappingRules& all)
{
    MappingRule rule;
    if (!fields.onlyKnows({"comment", "metric", "where", "ignore", "entity", "table", "to", "rate",
                           "wraps_bits", "max_gap_s", "states", "factor", "offset", "combine", "part",
                           "window_s", "interval_s"}) ||
        !readMetrics(fields, rule) || !readWhere(fields, rule.where) ||
        !fields.optionalFlag("ignore", rule.ignore)) {
        return false;
    }
    MappedTarget& out = rule.arithmetic;
    if (rule.ignore) {
        if (fields.has("to") || fields.has("entity")) {
            return fields.fail("ignore", "what is ignored has neither \"to\" nor \"entity\"");
        }
    } else if (!readTo(fields, rule) || !readEntity(fields, all, rule) || !readStates(fields, rule) ||
               !fields.optionalNumber("factor", out.factor) || !fields.optionalNumber("offset", out.offset) ||
               !readRate(fields, out) || !readCombine(fields, out) || !readInterval(fields, out)) {
        return false;
    }
    if (all.rules.size() + all.alarms.rules.size() >= kMaxMappingRules) {
        return fields.fail("", "over 4096 rules");
    }
    all.rules.push_back(std::move(rule));
    return true;
}

bool readTable(JsonFields& fields, MappingTable& table, std::size_t& entries)
{
    for (const std::string& key : fields.names()) {
        std::string value;
        if (!fields.text(key, value) || value.empty()) {
            return fields.fail(key, "an identifier");
        }
        if (!table.contains(key) && ++entries > kMaxTableEntries) {
            return fields.fail(key, "over 200000 entries in tables");
        }
        table.insert_or_assign(key, std::move(value));
    }
    return true;
}

bool readTables(JsonFields& document, MappingRules& out)
{
    if (!document.has("tables")) {
        return true;
    }
    if (!document.value("tables").is_object()) {
        return document.fail("tables", "an object of tables");
    }
    JsonFields tables = document.inside("tables");
    for (const std::string& name : tables.names()) {
        if (!tables.value(name).is_object()) {
            return tables.fail(name, "an object from keys to identifiers");
        }
        JsonFields table = tables.inside(name);
        if (!readTable(table, out.tables[name], out.tableEntries)) {
            return false;
        }
    }
    return true;
}

/// The rules of one list of the file, each by `read`.
bool readRules(JsonFields& document, const char* list, bool (*read)(JsonFields&, MappingRules&),
               MappingRules& out)
{
    if (!document.has(list)) {
        return true;
    }
    if (!document.value(list).is_array()) {
        return document.fail(list, "a list of rules");
    }
    JsonFields rules = document.inside(list);
    for (std::size_t i = 0; i < document.value(list).size(); ++i) {
        const std::string place = std::to_string(i);
        if (!document.value(list)[i].is_object()) {
            return rules.fail(place, "a rule is an object");
        }
        JsonFields rule = rules.inside(place);
        if (!read(rule, out)) {
            return false;
        }
    }
    return true;
}

bool readHead(JsonFields& document, std::vector<std::string>& includes)
{
    std::string format;
    if (!document.text("format", format) || format != kMappingFormat) {
        return document.fail("format", "\"" + std::string(kMappingFormat) + "\"");
    }
    if (!document.onlyKnows({"format", "comment", "include", "tables", "rules", "alarms"})) {
        return false;
    }
    return !document.has("include") || document.texts("include", includes) ||
           document.fail("include", "names of shipped mappings");
}

Result<JsonFields> openDocument(JsonDocument& document, const Mapping::Text& text)
{
    if (text.bytes.size() > kMaxMappingBytes) {
        return failureAt(ErrorCode::TooLarge, text.file, 0, "a mapping is over 4 MiB");
    }
    if (auto opened = document.open(); !opened) {
        return failure(std::move(opened.error()));
    }
    return document.root();
}

} // namespace

Result<std::vector<std::string>> readMappingIncludes(const Mapping::Text& text)
{
    JsonDocument document(text.bytes, text.file, "a mapping");
    auto root = openDocument(document, text);
    if (!root) {
        return failure(std::move(root.error()));
    }
    std::vector<std::string> out;
    if (!readHead(*root, out)) {
        return failure(document.error());
    }
    return out;
}

Result<> readMapping(const Mapping::Text& text, MappingRules& out)
{
    JsonDocument document(text.bytes, text.file, "a mapping");
    auto root = openDocument(document, text);
    if (!root) {
        return failure(std::move(root.error()));
    }
    if (!readTables(*root, out) || !readRules(*root, "rules", readRule, out) ||
        !readRules(*root, "alarms", readAlarmRule, out)) {
        return failure(document.error());
    }
    return {};
}

} // namespace twin::ingest
