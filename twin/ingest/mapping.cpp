#include "twin/ingest/mapping.h"

#include "twin/ingest/mapping_reader.h"
#include "twin/ingest/mapping_rule.h"
#include "twin/support/assert.h"
#include "twin/support/resource.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>
#include <utility>

namespace twin::ingest {

namespace {

struct Shipped
{
    std::string_view name;
    std::string_view (*bytes)();
};

constexpr std::array kShipped{
    Shipped{"node_exporter", resource::nodeExporterMapping},
    Shipped{"dcgm", resource::dcgmMapping},
    Shipped{"kubelet", resource::kubeletMapping},
    Shipped{"openconfig_interfaces", resource::openconfigInterfacesMapping},
    Shipped{"openconfig_optical", resource::openconfigOpticalMapping},
    Shipped{"tmf642", resource::tmf642Mapping},
    Shipped{"snmp_standard", resource::snmpStandardMapping},
    Shipped{"snmp_environment", resource::snmpEnvironmentMapping},
};

/// What is included first: the file that includes may use its tables.
Result<> readWithIncludes(const Mapping::Text& text, MappingRules& out, std::set<std::string>& included)
{
    const auto names = readMappingIncludes(text);
    if (!names) {
        return failure(names.error());
    }
    for (const std::string& name : *names) {
        const auto found = std::find_if(kShipped.begin(), kShipped.end(),
                                        [&](const Shipped& shipped) { return shipped.name == name; });
        if (found == kShipped.end()) {
            return failureAt(ErrorCode::BadInput, text.file, 0,
                             "include: no mapping '" + name + "' is shipped");
        }
        if (!included.insert(name).second) {
            continue;
        }
        if (auto inner = readMapping({name, std::string(found->bytes())}, out); !inner) {
            return inner;
        }
    }
    return readMapping(text, out);
}

} // namespace

struct Mapping::Impl
{
    MappingRules all;
    std::unordered_map<std::string, std::vector<std::uint32_t>> byName;
    std::vector<std::pair<std::string, std::uint32_t>> byPrefix;

    void index()
    {
        all.alarms.index();
        for (std::uint32_t i = 0; i < all.rules.size(); ++i) {
            for (const std::string& name : all.rules[i].metrics) {
                if (name.ends_with('*')) {
                    byPrefix.emplace_back(name.substr(0, name.size() - 1), i);
                } else {
                    byName[name].push_back(i);
                }
            }
        }
    }

    [[nodiscard]] std::vector<std::uint32_t> rulesFor(const std::string& name) const
    {
        std::vector<std::uint32_t> out;
        if (const auto found = byName.find(name); found != byName.end()) {
            out = found->second;
        }
        for (const auto& [prefix, rule] : byPrefix) {
            if (name.starts_with(prefix)) {
                out.push_back(rule);
            }
        }
        return out;
    }

    /// The target of a rule whose conditions hold, or why there is none.
    [[nodiscard]] Result<MappedTarget> target(const MappingRule& rule, const SeriesDescription& series) const
    {
        auto entity = rule.entity->render(series);
        if (!entity) {
            return failure(std::move(entity.error()));
        }
        if (!rule.table.empty()) {
            const MappingTable& table = all.tables.at(rule.table);
            const auto found = table.find(*entity);
            if (found == table.end()) {
                return failure(ErrorCode::NotFound, "'" + *entity + "' is not in table " + rule.table);
            }
            entity = found->second;
        }
        MappedTarget out = rule.arithmetic;
        out.metric = rule.metric;
        out.states = rule.states.empty() ? nullptr : &rule.states;
        if (rule.reversed != nullptr) {
            const bool isArc = entity->ends_with('>') || entity->ends_with('<');
            if (!isArc) {
                return failure(ErrorCode::NotFound, "'" + *entity + "' is no arc (NAME> or NAME<)");
            }
            out.metric = entity->ends_with('>') ? rule.metric : rule.reversed;
            entity->pop_back();
        }
        if (entity->empty() || entity->size() > kMaxMappingName) {
            return failure(ErrorCode::NotFound, "an identifier has 1 to 256 bytes");
        }
        out.entity = std::move(*entity);
        return out;
    }
};

Mapping::Mapping(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}

Mapping::~Mapping() = default;

Result<MappingPtr> Mapping::parse(const std::vector<Text>& texts)
{
    auto impl = std::make_unique<Impl>();
    std::set<std::string> included;
    for (const Text& text : texts) {
        if (auto read = readWithIncludes(text, impl->all, included); !read) {
            return failure(std::move(read.error()));
        }
    }
    impl->index();
    return MappingPtr(new Mapping(std::move(impl)));
}

MappingPtr Mapping::shipped()
{
    static const MappingPtr all = [] {
        std::vector<Text> texts;
        for (const Shipped& shipped : kShipped) {
            texts.push_back({std::string(shipped.name), std::string(shipped.bytes())});
        }
        auto parsed = parse(texts);
        TWIN_ASSERT(parsed.has_value(), "a test reads every mapping that is shipped");
        return parsed ? *parsed : parse({}).value();
    }();
    return all;
}

MappingAnswer Mapping::map(const SeriesDescription& series) const
{
    MappingAnswer out;
    for (const std::uint32_t i : m_impl->rulesFor(series.name)) {
        const MappingRule& rule = m_impl->all.rules[i];
        const bool holds = std::all_of(rule.where.begin(), rule.where.end(),
                                       [&](const LabelCondition& c) { return c.holds(series); });
        if (!holds) {
            out.problem = out.problem.empty() ? "its labels fit no rule" : out.problem;
            continue;
        }
        if (rule.ignore) {
            out.isIgnored = true;
            continue;
        }
        auto target = m_impl->target(rule, series);
        if (!target) {
            out.problem = std::move(target.error().reason);
        } else if (out.targets.size() < kMaxTargetsPerSeries) {
            out.targets.push_back(std::move(*target));
        }
    }
    if (!out.targets.empty()) {
        out.problem.clear();
        out.isIgnored = false;
    }
    return out;
}

AlarmAnswer Mapping::mapAlarm(const ForeignAlarm& alarm) const
{
    return m_impl->all.alarms.map(alarm, m_impl->all.tables);
}

std::size_t Mapping::ruleCount() const
{
    return m_impl->all.rules.size() + m_impl->all.alarms.rules.size();
}

} // namespace twin::ingest
