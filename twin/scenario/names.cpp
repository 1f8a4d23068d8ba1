#include "twin/scenario/names.h"

#include "twin/scenario/nearest.h"
#include "twin/scenario/selection.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace twin::scenario {

namespace {

using registry::JobKind;

constexpr std::array<std::pair<std::string_view, JobKind>, 5> kJobKinds{{{"intra_train", JobKind::IntraTrain},
                                                                         {"cross_train", JobKind::CrossTrain},
                                                                         {"ingest", JobKind::Ingest},
                                                                         {"infer", JobKind::Infer},
                                                                         {"batch", JobKind::Batch}}};

std::vector<registry::PlacedCards> placedCards(const std::vector<CardsAt>& placements)
{
    std::vector<registry::PlacedCards> out;
    for (const CardsAt& at : placements) {
        out.push_back({at.pool, at.cards});
    }
    return out;
}

} // namespace

std::optional<JobKind> jobKindFromName(std::string_view name)
{
    const auto found = std::ranges::find(kJobKinds, name, [](const auto& entry) { return entry.first; });
    return found == kJobKinds.end() ? std::nullopt : std::optional(found->second);
}

JobPtr jobOf(const SubmitJob& command, TimeNs start)
{
    auto job = std::make_shared<registry::Job>();
    job->id = command.id;
    job->tenantId = command.tenant;
    job->kind = jobKindFromName(command.kind).value_or(JobKind::Unspecified);
    job->state = command.placements.empty() ? registry::JobState::Queued : registry::JobState::Running;
    job->chipClass = command.chipClass;
    job->cards = command.cards;
    job->parameters = command.parameters;
    job->tokens = command.tokens;
    job->start = start;
    if (command.deadline) {
        job->deadline = command.deadline->isAbsolute ? command.deadline->ns : start + command.deadline->ns;
    }
    job->placements = placedCards(command.placements);
    for (const CardsAt& at : command.placements) {
        job->cards += at.cards;
    }
    return job;
}

bool Names::isAdded(const Target& target) const
{
    return std::ranges::any_of(m_edits.additions, [&](const Action& action) {
        if (const auto* link = std::get_if<AddLink>(&action)) {
            return target.kind == TargetKind::Link && link->id == target.id;
        }
        if (const auto* conduit = std::get_if<AddConduit>(&action)) {
            return target.kind == TargetKind::Conduit && conduit->id == target.id;
        }
        const auto* pool = std::get_if<AddPool>(&action);
        return pool != nullptr && target.kind == TargetKind::Pool && pool->id == target.id;
    });
}

bool Names::has(const Target& target) const
{
    const registry::Registry& registry = *m_ground.world()->registry;
    if (m_edits.removed.contains(target)) {
        return false;
    }
    switch (target.kind) {
    case TargetKind::Conduit:
        return registry.conduit(target.id).isValid() || isAdded(target);
    case TargetKind::Link:
        return registry.find(EntityKind::Link, target.id).has_value() || isAdded(target);
    case TargetKind::Pool:
        return registry.find(EntityKind::Pool, target.id).has_value() || isAdded(target);
    case TargetKind::Site:
        return registry.find(EntityKind::Site, target.id).has_value();
    case TargetKind::ServiceNode:
    case TargetKind::IdentifierService:
        return registry.find(EntityKind::ServiceNode, target.id).has_value();
    case TargetKind::Interconnection:
        return std::ranges::any_of(registry.interconnections,
                                   [&](const auto& point) { return point.id == target.id; });
    case TargetKind::Province:
        return provinceFromText(target.id) != 0;
    case TargetKind::Card:
        return job(target.id) != nullptr;
    case TargetKind::Source:
        return m_ground.snapshot() != nullptr &&
               std::ranges::any_of(*m_ground.snapshot()->sources,
                                   [&](const auto& source) { return source.name == target.id; });
    }
    return false;
}

std::vector<std::string> Names::all(TargetKind kind) const
{
    const registry::Registry& registry = *m_ground.world()->registry;
    std::vector<std::string> out;
    switch (kind) {
    case TargetKind::Conduit:
        return idsOf(registry.conduits);
    case TargetKind::Link:
        return idsOf(registry.links);
    case TargetKind::Pool:
        return idsOf(registry.pools);
    case TargetKind::Site:
        return idsOf(registry.sites);
    case TargetKind::ServiceNode:
    case TargetKind::IdentifierService:
        return idsOf(registry.serviceNodes);
    case TargetKind::Interconnection:
        return idsOf(registry.interconnections);
    case TargetKind::Source:
        if (m_ground.snapshot() != nullptr) {
            std::ranges::transform(*m_ground.snapshot()->sources, std::back_inserter(out),
                                   [](const auto& source) { return source.name; });
        }
        break;
    case TargetKind::Card:
        std::ranges::transform(m_ground.jobs(), std::back_inserter(out), &registry::Job::id);
        std::ranges::transform(m_edits.submitted, std::back_inserter(out),
                               [](const auto& submitted) { return submitted.first; });
        std::erase_if(out, [this](const std::string& one) { return m_edits.cancelled.contains(one); });
        break;
    case TargetKind::Province:
        break; // there are only those of the country
    }
    return out;
}

Judged<> Names::need(const Target& target) const
{
    if (has(target)) {
        return {};
    }
    if (m_edits.removed.contains(target)) {
        return cannot(Reason(ReasonKind::Removed, target));
    }
    if (target.kind == TargetKind::Source &&
        (m_ground.snapshot() == nullptr || m_ground.snapshot()->sources->empty())) {
        return cannot(ReasonKind::NoSources);
    }
    return cannot(Reason(ReasonKind::Unknown, target).near(nearestNames(target.id, all(target.kind))));
}

Judged<> Names::needPlace(const std::string& id) const
{
    if (hasPlace(id)) {
        return {};
    }
    const bool isPool = id.starts_with("CN.");
    return need({isPool ? TargetKind::Pool : TargetKind::Site, id});
}

Names::PoolFacts Names::pool(const std::string& id) const
{
    if (m_edits.removed.contains({TargetKind::Pool, id})) {
        return {};
    }
    const auto factor = m_edits.poolFactor.find(id);
    const double scale = factor == m_edits.poolFactor.end() ? 1 : factor->second;
    const registry::Registry& registry = *m_ground.world()->registry;
    if (const auto found = registry.find(EntityKind::Pool, id)) {
        return {&registry.pools[found->index], scale};
    }
    for (const Action& action : m_edits.additions) {
        if (const auto* added = std::get_if<AddPool>(&action); added != nullptr && added->id == id) {
            const auto like = registry.find(EntityKind::Pool, added->like);
            return {like ? &registry.pools[like->index] : nullptr, scale * added->scale};
        }
    }
    return {};
}

JobPtr Names::job(const std::string& id) const
{
    if (m_edits.cancelled.contains(id)) {
        return nullptr;
    }
    const auto submitted = m_edits.submitted.find(id);
    JobPtr out =
        submitted != m_edits.submitted.end() ? jobOf(submitted->second, m_ground.moment()) : m_ground.job(id);
    const auto moved = m_edits.moved.find(id);
    if (out == nullptr || moved == m_edits.moved.end()) {
        return out;
    }
    auto placed = std::make_shared<registry::Job>(*out);
    placed->placements = placedCards(moved->second);
    placed->state = registry::JobState::Running;
    return placed;
}

bool Names::isDownInGround(const Target& target) const
{
    const registry::Registry& registry = *m_ground.world()->registry;
    const auto isDown = [&](const std::vector<std::uint8_t>& down, EntityKind kind) {
        const auto found = registry.find(kind, target.id);
        return found && down[found->index] != 0;
    };
    switch (target.kind) {
    case TargetKind::Link:
        return isDown(m_ground.downLinks(), EntityKind::Link);
    case TargetKind::Site:
        return isDown(m_ground.downSites(), EntityKind::Site);
    case TargetKind::Pool:
        return isDown(m_ground.downPools(), EntityKind::Pool);
    case TargetKind::Conduit: {
        const registry::ConduitIndex conduit = registry.conduit(target.id);
        return conduit.isValid() &&
               std::ranges::any_of(registry[conduit].links, [&](registry::LinkIndex link) {
                   return m_ground.downLinks()[link.value()] != 0;
               });
    }
    default:
        return false;
    }
}

bool Names::knowsFlow(const std::string& id) const
{
    return std::ranges::any_of(m_ground.flows(), [&](const FlowFact& flow) { return flow.id == id; }) ||
           std::ranges::any_of(m_edits.demands, [&](const NewDemand& one) { return one.demand.id == id; });
}

std::pair<std::string, std::string> Names::ends(const std::string& conduit) const
{
    const registry::Registry& registry = *m_ground.world()->registry;
    if (const registry::ConduitIndex found = registry.conduit(conduit)) {
        return {registry.endpointId(registry[found].a), registry.endpointId(registry[found].b)};
    }
    for (const Action& action : m_edits.additions) {
        if (const auto* added = std::get_if<AddConduit>(&action); added != nullptr && added->id == conduit) {
            return {added->a, added->b};
        }
    }
    return {};
}

} // namespace twin::scenario
