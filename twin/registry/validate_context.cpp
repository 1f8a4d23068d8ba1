#include "twin/registry/validate_context.h"

#include "twin/registry/identifier.h"

#include <array>

namespace twin::registry {

namespace {

template <typename T, typename List> void indexList(ById<T>& map, const List& list)
{
    map.reserve(static_cast<std::size_t>(list.size()));
    for (const T& entity : list) {
        map.emplace(entity.id(), &entity); // the first of duplicates; the others are reported
    }
}

void indexNetwork(Context& context)
{
    for (const pb::Link& link : context.registry.links()) {
        if (link.kind() == pb::ACCESS) {
            context.access[link.a()].push_back(&link);
        }
        ++context.linksAtSite[link.a()];
        ++context.linksAtSite[link.b()];
    }
    for (const pb::OpticalChannel& channel : context.registry.optical_channels()) {
        context.channelSum_bps[channel.link_id()] += channel.bps();
    }
}

} // namespace

void Report::add(Problem problem)
{
    ++(problem.grade == Grade::Error ? m_validation.errors : m_validation.warnings);
    if (m_validation.problems.size() < Validation::kMaxProblems) {
        m_validation.problems.push_back(std::move(problem));
    }
}

void Item::file(Grade grade, std::string field, std::string_view code, std::string reason) const
{
    std::string label = id.empty() ? '#' + std::to_string(number + 1) : std::string(id);
    report.add(
        {grade, std::string(kind), std::move(label), std::move(field), std::string(code), std::move(reason)});
}

void Item::error(std::string field, std::string_view code, std::string reason) const
{
    file(Grade::Error, std::move(field), code, std::move(reason));
}

void Item::warning(std::string field, std::string_view code, std::string reason) const
{
    file(Grade::Warning, std::move(field), code, std::move(reason));
}

std::optional<Position> Context::surveyed(std::string_view id) const
{
    const pb::GeoPosition* position = nullptr;
    if (const auto* site = lookUp(sites, id)) {
        position = site->has_position() ? &site->position() : nullptr;
    } else if (const auto* pool = lookUp(pools, id)) {
        position = pool->has_position() ? &pool->position() : nullptr;
    }
    if (position == nullptr || position->computed()) {
        return std::nullopt;
    }
    return Position{position->lat_e6(), position->lon_e6()};
}

Context makeContext(const pb::SnapshotFile& snapshot, Report& report)
{
    Context context{.registry = snapshot.registry(),
                    .workload = snapshot.workload(),
                    .hasRegistry = snapshot.has_registry(),
                    .report = report};
    const pb::Registry& registry = context.registry;
    indexList(context.hubs, registry.hubs());
    indexList(context.carriers, registry.carriers());
    indexList(context.subjects, registry.subjects());
    indexList(context.pools, registry.pools());
    indexList(context.serviceNodes, registry.service_nodes());
    indexList(context.sites, registry.sites());
    indexList(context.conduits, registry.conduits());
    indexList(context.links, registry.links());
    indexList(context.interconnections, registry.interconnection_points());
    indexList(context.tunnels, registry.tunnels());
    indexList(context.jobs, context.workload.jobs());
    for (const pb::Hub& hub : registry.hubs()) {
        for (const pb::Cluster& cluster : hub.clusters()) {
            context.hubOfCluster.emplace(cluster.id(), &hub);
        }
    }
    for (const pb::Pool& pool : registry.pools()) {
        ++context.poolsOfSubject[pool.subject_id()];
    }
    indexNetwork(context);
    return context;
}

void checkPlace(const Context& context, const Item& item, const std::string& field, const std::string& id)
{
    if (id.empty()) {
        item.error(field, "missing", "no site or pool given");
    } else if (context.hasRegistry && !context.isPlace(id)) {
        item.error(field, "dangling", "no site or pool \"" + id + '"');
    }
}

void checkPositive(const Item& item, const std::string& field, std::uint64_t value)
{
    if (value == 0) {
        item.error(field, "not_positive", "must be greater than 0");
    }
}

void checkNotNegative(const Item& item, const std::string& field, std::int64_t value)
{
    if (value < 0) {
        item.error(field, "negative", std::to_string(value) + " is negative");
    }
}

void checkRange(const Item& item, const std::string& field, std::uint64_t value, std::uint64_t low,
                std::uint64_t high)
{
    if (value < low || value > high) {
        item.error(field, "out_of_range",
                   std::to_string(value) + " is not in " + std::to_string(low) + ".." + std::to_string(high));
    }
}

void checkFraction(const Item& item, const std::string& field, std::uint32_t ppm)
{
    checkRange(item, field, ppm, 0, 1'000'000);
}

void checkAtMost(const Item& item, const std::string& field, int count, int most)
{
    if (count > most) {
        item.error(field, "too_many", std::to_string(count) + ", at most " + std::to_string(most));
    }
}

bool checkOnGlobe(const Item& item, const std::string& field, const pb::GeoPosition& position)
{
    constexpr std::int32_t kMaxLatE6 = 90'000'000;
    constexpr std::int32_t kMaxLonE6 = 180'000'000;
    const bool fits = position.lat_e6() >= -kMaxLatE6 && position.lat_e6() <= kMaxLatE6 &&
                      position.lon_e6() >= -kMaxLonE6 && position.lon_e6() <= kMaxLonE6;
    if (!fits) {
        item.error(field, "out_of_range", "latitude or longitude is off the globe");
    }
    return fits;
}

void checkAsset(const Item& item, const pb::Asset& asset)
{
    checkEnum(item, "asset.state", asset.state(), pb::LifecycleState_IsValid, Grade::Warning);

    struct Stage
    {
        std::string_view field;
        std::int64_t time = 0;
    };

    const std::array<Stage, 5> stages{{{"asset.planned_ns", asset.planned_ns()},
                                       {"asset.building_ns", asset.building_ns()},
                                       {"asset.in_service_ns", asset.in_service_ns()},
                                       {"asset.draining_ns", asset.draining_ns()},
                                       {"asset.withdrawn_ns", asset.withdrawn_ns()}}};
    const Stage* last = nullptr;
    for (const Stage& stage : stages) {
        if (stage.time == 0) {
            continue; // not known
        }
        if (last != nullptr && stage.time < last->time) {
            item.error(std::string(stage.field), "out_of_order", "earlier than " + std::string(last->field));
        }
        last = &stage;
    }
    checkNotNegative(item, "asset.cost_e4_cny", asset.cost_e4_cny());
    checkNotNegative(item, "asset.mean_repair_ns", asset.mean_repair_ns());
    checkNotNegative(item, "asset.mean_between_failures_ns", asset.mean_between_failures_ns());
    checkNotNegative(item, "asset.lead_time_ns", asset.lead_time_ns());
}

void checkPath(const Context& context, const Item& item,
               const google::protobuf::RepeatedPtrField<std::string>& arcs, const std::string& src,
               const std::string& dst)
{
    constexpr int kMaxArcs = 256;
    checkAtMost(item, "arcs", arcs.size(), kMaxArcs);
    if (!context.hasRegistry || arcs.empty() || arcs.size() > kMaxArcs) {
        return;
    }
    std::string_view at = src;
    for (int i = 0; i < arcs.size(); ++i) {
        const std::string field = "arcs[" + std::to_string(i) + ']';
        const auto arc = parseArc(arcs[i]);
        const auto* link = arc ? lookUp(context.links, arc->link) : nullptr;
        const auto* point = arc ? lookUp(context.interconnections, arc->link) : nullptr;
        if (link == nullptr && point == nullptr) {
            item.error(field, "dangling", "no arc \"" + arcs[i] + "\" (a link and > or <)");
            return;
        }
        if (point != nullptr) { // from one carrier to another in one site, as telemetry reports it
            if (point->site_id() != at) {
                item.error(field, "broken_path", '"' + arcs[i] + "\" is not at " + std::string(at));
                return;
            }
            continue;
        }
        if ((arc->forward ? link->a() : link->b()) != at) {
            item.error(field, "broken_path", '"' + arcs[i] + "\" does not start at " + std::string(at));
            return;
        }
        at = arc->forward ? link->b() : link->a();
    }
    if (at != dst) {
        item.error("arcs", "broken_path", "ends at " + std::string(at) + ", not at " + dst);
    }
}

} // namespace twin::registry
