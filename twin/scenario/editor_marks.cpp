#include "twin/scenario/editor_doing.h"

#include "twin/scenario/failed_cards.h"
#include "twin/scenario/selection.h"

#include <optional>

namespace twin::scenario {

namespace {

bool isDegradable(TargetKind kind)
{
    using enum TargetKind;
    return kind == Conduit || kind == Link || kind == Interconnection || kind == Site || kind == Pool ||
           kind == Province;
}

bool isDrainable(TargetKind kind)
{
    return kind != TargetKind::Source && kind != TargetKind::Card;
}

} // namespace

Judged<> Doing::operator()(const Fail& x)
{
    if (x.target.kind == TargetKind::Card) {
        return failCard(x.target);
    }
    if (auto stands = needStanding(x.target); !stands) {
        return stands;
    }
    Mark& mark = m_edits.marks[x.target];
    mark.isFailed = true;
    mark.withSites = mark.withSites || x.withSites;
    return {};
}

Judged<> Doing::operator()(const Degrade& x)
{
    if (!isDegradable(x.target.kind)) {
        return cannot(Reason(ReasonKind::NotDegradable, x.target));
    }
    if (auto stands = needStanding(x.target); !stands) {
        return stands;
    }
    m_edits.marks[x.target].left = x.left;
    return {};
}

Judged<> Doing::operator()(const Drain& x)
{
    if (!isDrainable(x.target.kind)) {
        return cannot(Reason(ReasonKind::NotDrainable, x.target));
    }
    if (auto stands = needStanding(x.target); !stands) {
        return stands;
    }
    const auto there = m_edits.marks.find(x.target);
    if (there != m_edits.marks.end() && there->second.isDrained) {
        return cannot(Reason(ReasonKind::DrainedAlready, x.target));
    }
    m_edits.marks[x.target].isDrained = true;
    return {};
}

Judged<> Doing::operator()(const Restore& x)
{
    if (auto known = m_names.need(x.target); !known) {
        return known;
    }
    const bool wasDown = m_names.isDownInGround(x.target) && !m_edits.restored.contains(x.target);
    if (!m_edits.marks.contains(x.target) && !wasDown) {
        return cannot(nothingToRestore(x.target));
    }
    m_edits.marks.erase(x.target);
    if (x.target.kind == TargetKind::Card) {
        bringCardsBack(x.target.id);
    }
    if (wasDown) {
        m_edits.restored.insert(x.target);
    }
    return {};
}

Judged<> Doing::operator()(const PlannedWork& x)
{
    for (const Target& element : x.elements) {
        if (auto known = m_names.need(element); !known) {
            return known;
        }
        if (element.kind == TargetKind::Card) {
            return cannot(
                Reason(x.isDrained ? ReasonKind::NotDrainable : ReasonKind::CardUnplannable, element));
        }
    }
    for (const Target& element : x.elements) {
        Mark& mark = m_edits.marks[element]; // with what it is already
        mark.isDrainedForWork = mark.isDrainedForWork || x.isDrained;
        mark.isShutForWork = mark.isShutForWork || !x.isDrained;
        mark.withSites = mark.withSites || !x.isDrained;
    }
    return {};
}

Judged<> Doing::failCard(const Target& target)
{
    const JobPtr job = m_names.job(target.id);
    if (job == nullptr) {
        return cannot(noJob(target.id));
    }
    if (job->placements.empty() || !takesCards(job->state)) {
        return cannot(Reason(ReasonKind::JobHasNoCards, {target.id}));
    }
    const registry::PlacedCards* most = mostWorking(m_edits, *job);
    if (most == nullptr) {
        return cannot(Reason(ReasonKind::FailedAlready, target));
    }
    const auto free = m_cards.free(most->poolId, job->chipClass, {});
    const bool isSpared = free && *free > 0;
    FailedCards& failed = m_edits.failedCards[{target.id, most->poolId}];
    ++failed.out;
    failed.spared += isSpared ? 1 : 0;
    m_edits.marks[target].isFailed = true;
    return {};
}

void Doing::bringCardsBack(const std::string& id)
{
    std::erase_if(m_edits.failedCards, [&](const auto& one) { return one.first.first == id; });
}

Judged<> Doing::needStanding(const Target& target) const
{
    if (auto known = m_names.need(target); !known) {
        return known;
    }
    const auto there = m_edits.marks.find(target);
    if (there != m_edits.marks.end() && there->second.isFailed) {
        return cannot(Reason(ReasonKind::FailedAlready, target));
    }
    return {};
}

std::optional<Target> Doing::harmedProvinceOf(const Target& target) const
{
    const registry::Registry& registry = *m_ground.world()->registry;
    std::uint32_t adcode = 0;
    if (const registry::Pool* pool =
            target.kind == TargetKind::Pool ? m_names.pool(target.id).pool : nullptr) {
        adcode = pool->adcode;
    }
    const auto site =
        target.kind == TargetKind::Site ? registry.find(EntityKind::Site, target.id) : std::nullopt;
    if (site) {
        adcode = registry.sites[site->index].adcode;
    }
    const Target province{TargetKind::Province, std::to_string(provinceCode(adcode))};
    const auto mark = m_edits.marks.find(province);
    const bool isHarmed = mark != m_edits.marks.end() &&
                          (!site || (mark->second.kind() == MarkKind::Failed && mark->second.withSites));
    return isHarmed ? std::optional(province) : std::nullopt;
}

Reason Doing::nothingToRestore(const Target& target) const
{
    const registry::Registry& registry = *m_ground.world()->registry;
    const auto found =
        target.kind == TargetKind::Link ? registry.find(EntityKind::Link, target.id) : std::nullopt;
    if (found) {
        for (const registry::ConduitIndex conduit : registry.links[found->index].conduits) {
            const Target duct{TargetKind::Conduit, registry[conduit].id};
            if (m_edits.marks.contains(duct)) {
                return Reason(ReasonKind::RestoreConduit, target, {duct.id});
            }
        }
    }
    if (const auto province = harmedProvinceOf(target)) {
        return Reason(ReasonKind::RestoreProvince, target, {province->id});
    }
    return Reason(ReasonKind::NothingToRestore, target);
}

} // namespace twin::scenario
