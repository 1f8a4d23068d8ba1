#include "twin/ingest/alarm_rules.h"

#include "twin/ingest/mapping_rule.h"
#include "twin/support/result.h"
#include "twin/support/text_encoding.h"

#include <algorithm>
#include <array>
#include <set>

namespace twin::ingest {

namespace {

using state::Severity;

constexpr std::array<std::pair<std::string_view, Severity>, 6> kSeverities{
    {{"cleared", Severity::Cleared},
     {"indeterminate", Severity::Indeterminate},
     {"warning", Severity::Warning},
     {"minor", Severity::Minor},
     {"major", Severity::Major},
     {"critical", Severity::Critical}}};

constexpr std::size_t kMaxAlarmText = 1'024; ///< bytes of a text made by a rule

bool isLetterOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

std::string lowerCase(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(
        out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

/// The labels of a trap with the names a rule gives to its columns: NAME for the value, NAME.index for the
/// rest of the object identifier.
SeriesDescription withNames(const SeriesDescription& said, const AlarmRule& rule)
{
    SeriesDescription out = said;
    for (const auto& [name, column] : rule.varbinds) {
        const auto isOf = [&column = column](const ForeignLabel& label) {
            return label.name.starts_with(column) &&
                   (label.name.size() == column.size() || label.name[column.size()] == '.');
        };
        const auto found = std::ranges::find_if(said.labels, isOf);
        if (found == said.labels.end()) {
            continue;
        }
        out.labels.push_back({name, found->value});
        if (found->name.size() > column.size() + 1) {
            out.labels.push_back({name + ".index", found->name.substr(column.size() + 1)});
        }
    }
    return out;
}

std::string rendered(const std::optional<EntityTemplate>& what, const SeriesDescription& said)
{
    if (!what) {
        return {};
    }
    return what->render(said).value_or(std::string());
}

Result<std::string> entityOf(const AlarmRule& rule, const SeriesDescription& said, const AlarmTables& tables)
{
    auto out = rule.entity->render(said);
    if (!out) {
        return out;
    }
    if (!rule.table.empty()) {
        const auto& table = tables.at(rule.table);
        const auto found = table.find(*out);
        if (found == table.end()) {
            return failure(ErrorCode::NotFound, "'" + *out + "' is not in table " + rule.table);
        }
        out = found->second;
    }
    return out;
}

Result<Severity> severityOf(const AlarmRule& rule, const SeriesDescription& said)
{
    if (rule.clear) {
        return Severity::Cleared;
    }
    auto word = rule.severity->render(said);
    if (!word) {
        return failure(std::move(word.error()));
    }
    if (const auto own = rule.severities.find(*word); own != rule.severities.end()) {
        return own->second;
    }
    const auto known = severityByWord(*word);
    if (!known) {
        return failure(ErrorCode::BadInput, "'" + *word + "' is no severity");
    }
    return *known;
}

Result<MappedAlarm> apply(const AlarmRule& rule, const SeriesDescription& said, const AlarmTables& tables)
{
    auto entity = entityOf(rule, said, tables);
    const auto severity = severityOf(rule, said);
    auto type = rule.type->render(said);
    const auto kindWord = rule.kind->render(said);
    const Error* problem = !entity     ? &entity.error()
                           : !type     ? &type.error()
                           : !kindWord ? &kindWord.error()
                           : !severity ? &severity.error()
                                       : nullptr;
    if (problem != nullptr) {
        return failure(*problem);
    }
    const auto kind = entityKindByWord(*kindWord);
    if (!kind) {
        return failure(ErrorCode::BadInput, "'" + *kindWord + "' is no kind of entity");
    }
    if (*kind == EntityKind::Link && (entity->ends_with('>') || entity->ends_with('<'))) {
        entity->pop_back(); // tables name arcs; an alarm is about the link
    }
    MappedAlarm out{*kind,
                    std::move(*entity),
                    lineOfText(*type, kMaxMappingName),
                    lineOfText(rendered(rule.qualifier, said), kMaxMappingName),
                    lineOfText(rendered(rule.text, said), kMaxAlarmText),
                    *severity,
                    rule.lasts};
    if (out.entity.empty() || out.entity.size() > kMaxMappingName || !isUtf8(out.entity) ||
        out.type.empty() || lineOfText(out.entity, kMaxMappingName) != out.entity) {
        return failure(ErrorCode::BadInput, "an identifier or a type is empty or over 256 bytes");
    }
    return out;
}

} // namespace

std::string ruleName(AlarmProtocol protocol, std::string_view name)
{
    if (protocol == AlarmProtocol::Trap) {
        return std::string(name);
    }
    std::string out = lowerCase(name);
    const bool hasStar = out.ends_with('*');
    std::erase_if(out, [](char c) { return !isLetterOrDigit(c); });
    return hasStar ? out + '*' : out;
}

std::optional<Severity> severityByWord(std::string_view word)
{
    const std::string given = lowerCase(word);
    const auto found = std::ranges::find(kSeverities, std::string_view(given),
                                         &std::pair<std::string_view, Severity>::first);
    return found != kSeverities.end() ? std::optional(found->second) : std::nullopt;
}

std::string_view severityWord(Severity severity)
{
    return kSeverities[static_cast<std::size_t>(severity)].first;
}

std::optional<EntityKind> entityKindByWord(std::string_view word)
{
    for (std::size_t k = 0; k < kEntityKindCount; ++k) {
        const auto kind = static_cast<EntityKind>(k);
        if (ruleName(AlarmProtocol::Tmf642, entityKindName(kind)) == ruleName(AlarmProtocol::Tmf642, word)) {
            return kind;
        }
    }
    return std::nullopt;
}

void AlarmRules::index()
{
    m_byName.clear();
    m_byPrefix.clear();
    for (std::uint32_t i = 0; i < rules.size(); ++i) {
        const std::string front = rules[i].protocol == AlarmProtocol::Trap ? "t" : "m";
        for (const std::string& name : rules[i].names) {
            if (name.ends_with('*')) {
                m_byPrefix.emplace_back(front + name.substr(0, name.size() - 1), i);
            } else {
                m_byName[front + name].push_back(i);
            }
        }
    }
}

AlarmAnswer AlarmRules::map(const ForeignAlarm& alarm, const AlarmTables& tables) const
{
    const std::string name =
        (alarm.protocol == AlarmProtocol::Trap ? "t" : "m") + ruleName(alarm.protocol, alarm.said.name);
    std::set<std::uint32_t, std::greater<>> fitting; // the last first
    if (const auto found = m_byName.find(name); found != m_byName.end()) {
        fitting.insert(found->second.begin(), found->second.end());
    }
    for (const auto& [prefix, rule] : m_byPrefix) {
        if (name.starts_with(prefix)) {
            fitting.insert(rule);
        }
    }
    AlarmAnswer out;
    for (const std::uint32_t i : fitting) {
        const AlarmRule& rule = rules[i];
        const SeriesDescription said = rule.varbinds.empty() ? alarm.said : withNames(alarm.said, rule);
        const bool holds =
            std::ranges::all_of(rule.where, [&](const LabelCondition& c) { return c.holds(said); });
        if (!holds) {
            out.problem = out.problem.empty() ? "its labels fit no rule" : out.problem;
            continue;
        }
        if (rule.ignore) {
            out.isIgnored = true;
            return out;
        }
        auto mapped = apply(rule, said, tables);
        if (mapped) {
            out.alarm = std::move(*mapped);
            out.problem.clear();
            return out;
        }
        out.problem = std::move(mapped.error().reason);
    }
    return out;
}

} // namespace twin::ingest
