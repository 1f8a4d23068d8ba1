#include "twin/ingest/alarm_rule_reader.h"

#include "twin/ingest/frame_decoder.h"

#include <algorithm>
#include <utility>

namespace twin::ingest {

namespace {

bool isNumericName(const std::string& text)
{
    return !text.empty() && text.front() != '.' && text.back() != '.' &&
           text.find("..") == std::string::npos && text.find_first_not_of("0123456789.") == std::string::npos;
}

bool readNames(JsonFields& fields, AlarmRule& rule)
{
    const bool isTrap = fields.has("trap");
    if (isTrap == fields.has("tmf642")) {
        return fields.fail("", "either \"trap\" or \"tmf642\" says which alarms it takes");
    }
    rule.protocol = isTrap ? AlarmProtocol::Trap : AlarmProtocol::Tmf642;
    const char* field = isTrap ? "trap" : "tmf642";
    if (!fields.texts(field, rule.names) || rule.names.empty()) {
        return fields.fail(field, isTrap ? "a trap's object identifier, or a list of them"
                                         : "a probable cause, or a list of them");
    }
    for (std::string& name : rule.names) {
        const std::size_t star = name.find('*');
        const bool hasStar = star != std::string::npos;
        if (hasStar && star + 1 != name.size()) {
            return fields.fail(field, "a '*' stands only at the end of a name");
        }
        const std::string plain = hasStar && name.size() > 2 ? name.substr(0, name.size() - 2) : name;
        if (isTrap && name != "*" && !isNumericName(hasStar && name.ends_with(".*") ? plain : name)) {
            return fields.fail(field, "'" + name + "' is no object identifier such as 1.3.6.1.6.3.1.1.5.3");
        }
        name = ruleName(rule.protocol, name);
        if (name.empty()) {
            return fields.fail(field, "a name has letters or digits");
        }
    }
    return true;
}

bool readVarbinds(JsonFields& fields, AlarmRule& rule)
{
    if (!fields.has("varbinds")) {
        return true;
    }
    if (rule.protocol != AlarmProtocol::Trap) {
        return fields.fail("varbinds", "only with \"trap\"");
    }
    if (!fields.value("varbinds").is_object() || fields.value("varbinds").size() > kMaxVarbindNames) {
        return fields.fail("varbinds", "an object from names to object identifiers, at most 64");
    }
    JsonFields varbinds = fields.inside("varbinds");
    for (const std::string& name : varbinds.names()) {
        std::string column;
        if (!varbinds.text(name, column) || !isNumericName(column)) {
            return varbinds.fail(name, "an object identifier such as 1.3.6.1.2.1.2.2.1.1");
        }
        rule.varbinds.emplace_back(name, std::move(column));
    }
    return true;
}

/// A template; `isNeeded`: it has to be there.
bool readTemplate(JsonFields& fields, const char* name, bool isNeeded, std::optional<EntityTemplate>& out)
{
    if (!fields.has(name) && !isNeeded) {
        return true;
    }
    std::string text;
    if (!fields.text(name, text)) {
        return fields.fail(name, "a text, with labels in braces such as \"{ifName}\"");
    }
    auto parsed = EntityTemplate::parse(text);
    if (!parsed) {
        return fields.fail(name, parsed.error().reason);
    }
    out = std::move(*parsed);
    return true;
}

/// A word without labels is checked here, not with the first alarm.
template <typename Check>
bool readWord(JsonFields& fields, const char* name, const char* wanted, const Check& isKnown,
              std::optional<EntityTemplate>& out)
{
    if (!readTemplate(fields, name, true, out)) {
        return false;
    }
    std::string text;
    const bool isLiteral = fields.text(name, text) && text.find('{') == std::string::npos;
    return !isLiteral || isKnown(text) || fields.fail(name, wanted);
}

bool readSeverities(JsonFields& fields, AlarmRule& rule)
{
    if (!fields.has("severities")) {
        return true;
    }
    if (!fields.value("severities").is_object()) {
        return fields.fail("severities", "an object from the sender's words to severities");
    }
    JsonFields words = fields.inside("severities");
    for (const std::string& word : words.names()) {
        std::string text;
        const auto severity = words.text(word, text) ? severityByWord(text) : std::nullopt;
        if (!severity) {
            return words.fail(word, "one of cleared, indeterminate, warning, minor, major, critical");
        }
        rule.severities.emplace(word, *severity);
    }
    return true;
}

bool readLasts(JsonFields& fields, AlarmRule& rule)
{
    constexpr double kLongest_s = static_cast<double>(kMaxAlarmLasts / kSecond);
    double lasts = 0;
    if (!fields.optionalNumber("lasts_s", lasts)) {
        return false;
    }
    if (fields.has("lasts_s") && (rule.clear || lasts < 1 || lasts > kLongest_s)) {
        return fields.fail("lasts_s", rule.clear ? "not with \"clear\"" : "between 1 and 604800");
    }
    rule.lasts = static_cast<TimeNs>(lasts * static_cast<double>(kSecond));
    return true;
}

bool readSeverity(JsonFields& fields, AlarmRule& rule)
{
    if (!fields.optionalFlag("clear", rule.clear)) {
        return false;
    }
    if (rule.clear) {
        return !fields.has("severity") || fields.fail("severity", "not with \"clear\"");
    }
    const auto isKnown = [&rule](const std::string& word) {
        return severityByWord(word).has_value() || rule.severities.contains(word);
    };
    return readSeverities(fields, rule) &&
           readWord(fields, "severity",
                    "one of cleared, indeterminate, warning, minor, major, critical, or labels in braces",
                    isKnown, rule.severity);
}

bool readTarget(JsonFields& fields, const MappingRules& all, AlarmRule& rule)
{
    const auto isKind = [](const std::string& word) {
        return entityKindByWord(word).has_value();
    };
    if (!readTemplate(fields, "entity", true, rule.entity) ||
        !readWord(fields, "kind",
                  "one of pool, link, optical_channel, tunnel, service_node, site, or labels in braces",
                  isKind, rule.kind) ||
        !readTemplate(fields, "type", true, rule.type) ||
        !readTemplate(fields, "qualifier", false, rule.qualifier) ||
        !readTemplate(fields, "text", false, rule.text)) {
        return false;
    }
    if (fields.has("table") && (!fields.text("table", rule.table) || !all.tables.contains(rule.table))) {
        return fields.fail("table", "the name of a table of this file or of one that is read before it");
    }
    return true;
}

} // namespace

bool readAlarmRule(JsonFields& fields, MappingRules& all)
{
    AlarmRule rule;
    if (!fields.onlyKnows({"comment", "trap", "tmf642", "varbinds", "where", "ignore", "entity", "table",
                           "kind", "type", "qualifier", "text", "severity", "severities", "clear",
                           "lasts_s"}) ||
        !readNames(fields, rule) || !readVarbinds(fields, rule) || !readWhere(fields, rule.where) ||
        !fields.optionalFlag("ignore", rule.ignore)) {
        return false;
    }
    if (rule.ignore) {
        if (fields.has("entity") || fields.has("type")) {
            return fields.fail("ignore", "what is ignored has neither \"entity\" nor \"type\"");
        }
    } else if (!readTarget(fields, all, rule) || !readSeverity(fields, rule) || !readLasts(fields, rule)) {
        return false;
    }
    if (all.rules.size() + all.alarms.rules.size() >= kMaxMappingRules) {
        return fields.fail("", "over 4096 rules");
    }
    all.alarms.rules.push_back(std::move(rule));
    return true;
}

} // namespace twin::ingest
