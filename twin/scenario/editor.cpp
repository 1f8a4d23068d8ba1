#include "twin/scenario/editor.h"

#include "twin/registry/identifier.h"
#include "twin/scenario/asked.h"
#include "twin/scenario/card_check.h"
#include "twin/scenario/failed_cards.h"
#include "twin/scenario/limit_check.h"
#include "twin/scenario/names.h"
#include "twin/scenario/nearest.h"
#include "twin/scenario/registry_edits.h"
#include "twin/scenario/selection.h"
#include "twin/scenario/touch.h"

#include <algorithm>
#include <cmath>

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

/// Does one action to the edits; every function checks all before it changes anything.
class Doing
{
  public:
    Doing(const Ground& ground, Edits& edits, const Command& command, bool isAgain)
        : m_ground(ground)
        , m_edits(edits)
        , m_command(command)
        , m_isAgain(isAgain)
        , m_names(ground, edits)
        , m_cards(ground, edits)
    {}

    Judged<> operator()(const Fail& x)
    {
        return x.target.kind == TargetKind::Card ? failCard(x.target)
                                                 : mark(x.target, {MarkKind::Failed, 0, x.withSites});
    }

    Judged<> operator()(const Degrade& x)
    {
        if (!isDegradable(x.target.kind)) {
            return cannot(Reason(ReasonKind::NotDegradable, x.target));
        }
        return mark(x.target, {MarkKind::Degraded, x.left, true});
    }

    Judged<> operator()(const Drain& x)
    {
        if (!isDrainable(x.target.kind)) {
            return cannot(Reason(ReasonKind::NotDrainable, x.target));
        }
        return mark(x.target, {MarkKind::Drained, 0, true});
    }

    Judged<> operator()(const Restore& x)
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

    Judged<> operator()(const AddLink& x)
    {
        if (auto free = newName({TargetKind::Link, x.id}, registry::IdentifierKind::Link); !free) {
            return free;
        }
        for (const std::string& end : {x.a, x.b}) {
            if (auto known = m_names.needPlace(end); !known) {
                return known;
            }
        }
        if (x.a == x.b) {
            return cannot(Reason(ReasonKind::SameEnds, {x.a}));
        }
        if (m_names.hasPool(x.b)) {
            return cannot(m_names.hasPool(x.a) ? Reason(ReasonKind::JoinsPools)
                                               : Reason(ReasonKind::PoolIsFirstEnd, {x.b}));
        }
        const auto& carriers = m_ground.world()->registry->carriers;
        if (!x.carrier.empty() &&
            std::ranges::find(carriers, x.carrier, &registry::Carrier::id) == carriers.end()) {
            return cannot(Reason(ReasonKind::UnknownCarrier, {x.carrier})
                              .near(nearestNames(x.carrier, idsOf(carriers))));
        }
        if (x.carrier.empty() && !carriers.empty()) {
            return cannot(ReasonKind::CarrierMissing);
        }
        if (auto whole = followConduits(x); !whole) {
            return whole;
        }
        m_edits.additions.emplace_back(x);
        return {};
    }

    Judged<> operator()(const AddConduit& x)
    {
        if (auto free = newName({TargetKind::Conduit, x.id}, registry::IdentifierKind::Conduit); !free) {
            return free;
        }
        for (const std::string& end : {x.a, x.b}) {
            if (auto known = m_names.needPlace(end); !known) {
                return known;
            }
        }
        if (x.a == x.b) {
            return cannot(Reason(ReasonKind::SameEnds, {x.a}));
        }
        m_edits.additions.emplace_back(x);
        return {};
    }

    Judged<> operator()(const AddPool& x)
    {
        if (auto free = newName({TargetKind::Pool, x.id}, registry::IdentifierKind::Pool); !free) {
            return free;
        }
        if (auto known = m_names.need({TargetKind::Pool, x.like}); !known) {
            return known;
        }
        const registry::Registry& registry = *m_ground.world()->registry;
        const auto like = registry.find(EntityKind::Pool, x.like);
        if (!like) {
            return cannot(Reason(ReasonKind::LikeIsAdded, {x.like}));
        }
        const auto id = registry::Identifier::parse(registry::IdentifierKind::Pool, x.id);
        if (provinceCode(id->adcode()) != provinceCode(registry.pools[like->index].adcode)) {
            return cannot(Reason(ReasonKind::OtherProvince, {x.id, x.like}));
        }
        if (!registry.subject(id->subject()).isValid()) {
            return cannot(noEnterprise(std::string(id->subject())));
        }
        m_edits.additions.emplace_back(x);
        return {};
    }

    Judged<> operator()(const Remove& x)
    {
        if (auto known = m_names.need(x.target); !known) {
            return known;
        }
        m_edits.removed.insert(x.target);
        return {};
    }

    Judged<> operator()(const ResizeLink& x)
    {
        if (auto known = m_names.need({TargetKind::Link, x.id}); !known) {
            return known;
        }
        m_edits.linkCapacity_bps[x.id] = x.capacity_bps;
        return {};
    }

    Judged<> operator()(const ResizeConduit& x)
    {
        if (auto known = m_names.need({TargetKind::Conduit, x.id}); !known) {
            return known;
        }
        return scale(m_edits.conduitFactor, x.id, x.factor);
    }

    Judged<> operator()(const ResizePool& x)
    {
        if (auto known = m_names.need({TargetKind::Pool, x.id}); !known) {
            return known;
        }
        return scale(m_edits.poolFactor, x.id, x.factor);
    }

    Judged<> operator()(const PlannedBuilds& x)
    {
        m_edits.additions.emplace_back(x);
        return {};
    }

    Judged<> operator()(const SetPrice& x)
    {
        return onPools(x.pools, [&](PoolTerms& terms) { terms.priceFactor *= x.factor; });
    }

    Judged<> operator()(const SetTariff& x)
    {
        return onPools(x.pools, [&](PoolTerms& terms) { terms.tariffPerKwh = x.perKwh; });
    }

    Judged<> operator()(const SetPue& x)
    {
        return onPools(x.pools, [&](PoolTerms& terms) { terms.pue = x.pue; });
    }

    Judged<> operator()(const ScaleDemand& x) { return scaleDemand(x.which, x.factor); }

    Judged<> operator()(const Growth& x)
    {
        const TimeNs since = beginOf(m_command, m_ground.moment());
        return scaleDemand(x.which, std::pow(1 + x.perQuarter, quartersBetween(since, m_edits.now)));
    }

    Judged<> operator()(const AddDemand& x)
    {
        for (const std::string& end : {x.src, x.dst}) {
            if (auto known = m_names.needPlace(end); !known) {
                return known;
            }
        }
        if (x.src == x.dst) {
            return cannot(Reason(ReasonKind::SameEnds, {x.src}));
        }
        if (m_names.knowsFlow(x.id)) {
            return cannot(Reason(ReasonKind::FlowExists, {x.id}));
        }
        m_edits.demands.push_back({x, beginOf(m_command, m_ground.moment())});
        return {};
    }

    Judged<> operator()(const SubmitJob& x)
    {
        if (m_ground.job(x.id) != nullptr || m_edits.submitted.contains(x.id)) {
            return cannot(Reason(ReasonKind::JobExists, {x.id}));
        }
        if (auto fits = m_cards.fit(x.placements, x.chipClass, {}); !fits) {
            return fits;
        }
        const bool isSpread = x.placements.empty() || x.placements.size() > 1;
        if (isSpread && x.kind == "cross_train" && x.wan_bps == 0) {
            return cannot(ReasonKind::WanMissing);
        }
        take(x.placements, x.chipClass, 1);
        m_edits.submitted.emplace(x.id, x);
        return {};
    }

    Judged<> operator()(const MoveJob& x)
    {
        const JobPtr job = m_names.job(x.id);
        if (job == nullptr) {
            return cannot(noJob(x.id));
        }
        std::vector<CardsAt> now;
        for (const registry::PlacedCards& placed : job->placements) {
            now.push_back({placed.poolId, placed.cards});
        }
        if (now == x.placements) {
            return cannot(Reason(ReasonKind::JobIsThere, {x.id}));
        }
        const bool holds = takesCards(job->state);
        if (auto fits = m_cards.fit(x.placements, job->chipClass, holds ? now : std::vector<CardsAt>());
            !fits) {
            return fits;
        }
        if (auto allowed = allow(*job, x.placements); !allowed) {
            return allowed;
        }
        if (holds) {
            take(now, job->chipClass, -1);
        }
        take(x.placements, job->chipClass, 1);
        m_edits.moved[x.id] = x.placements;
        leaveFailedCards(m_edits, x.id, x.placements);
        return {};
    }

    Judged<> operator()(const CancelJob& x)
    {
        const JobPtr job = m_names.job(x.id);
        if (job == nullptr) {
            return cannot(noJob(x.id));
        }
        if (takesCards(job->state)) {
            for (const registry::PlacedCards& placed : job->placements) {
                m_edits.cardsTaken[{placed.poolId, job->chipClass}] -= placed.cards;
            }
        }
        m_edits.cancelled.insert(x.id);
        leaveFailedCards(m_edits, x.id, {});
        return {};
    }

    Judged<> operator()(const SetPolicy& x)
    {
        m_edits.routing = x.routing.value_or(m_edits.routing);
        m_edits.utilisationLimit = x.utilisationLimit.value_or(m_edits.utilisationLimit);
        return {};
    }

    Judged<> operator()(const PlannedWork& x)
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
            m_edits.marks[element] = {x.isDrained ? MarkKind::Drained : MarkKind::Failed, 0, true};
        }
        return {};
    }

  private:
    [[nodiscard]] Reason noEnterprise(const std::string& id) const
    {
        return Reason(ReasonKind::UnknownEnterprise, {id})
            .near(nearestNames(id, idsOf(m_ground.world()->registry->subjects)));
    }

    [[nodiscard]] Reason noJob(const std::string& id) const
    {
        std::vector<std::string> all;
        for (const JobPtr& job : m_ground.jobs()) {
            all.push_back(job->id);
        }
        for (const auto& [submitted, job] : m_edits.submitted) {
            all.push_back(submitted);
        }
        std::erase_if(all, [&](const std::string& one) { return m_edits.cancelled.contains(one); });
        return Reason(ReasonKind::UnknownJob, {id}).near(nearestNames(id, all));
    }

    /// One more of the job's cards, where it has most that work; a free one of the pool takes its place.
    /// Unlike anything else cards fail again and again: each failure is one card.
    Judged<> failCard(const Target& target)
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
        m_edits.marks[target] = {MarkKind::Failed, 0, true};
        return {};
    }

    [[nodiscard]] Judged<> allow(const registry::Job& job, const std::vector<CardsAt>& placements) const
    {
        const TimeNs from = beginOf(m_command, m_ground.moment());
        return m_isAgain ? Judged<>() : LimitCheck(m_ground, m_edits).fit(job, placements, from);
    }

    void bringCardsBack(const std::string& id)
    {
        std::erase_if(m_edits.failedCards, [&](const auto& one) { return one.first.first == id; });
    }

    Judged<> mark(const Target& target, const Mark& mark)
    {
        if (auto known = m_names.need(target); !known) {
            return known;
        }
        const auto there = m_edits.marks.find(target);
        if (there != m_edits.marks.end() && there->second.kind == MarkKind::Failed) {
            return cannot(Reason(ReasonKind::FailedAlready, target));
        }
        if (there != m_edits.marks.end() && there->second.kind == MarkKind::Drained &&
            mark.kind != MarkKind::Failed) {
            return cannot(Reason(ReasonKind::DrainedAlready, target));
        }
        m_edits.marks[target] = mark;
        return {};
    }

    /// With what else keeps a link down.
    [[nodiscard]] Reason nothingToRestore(const Target& target) const
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
        return Reason(ReasonKind::NothingToRestore, target);
    }

    [[nodiscard]] Judged<> newName(const Target& target, registry::IdentifierKind kind) const
    {
        if (m_names.has(target) || m_edits.removed.contains(target)) {
            return cannot(Reason(ReasonKind::NameTaken, target));
        }
        const auto parsed = registry::Identifier::parse(kind, target.id);
        if (!parsed) {
            const bool isPool = kind == registry::IdentifierKind::Pool;
            return cannot(Reason(isPool ? ReasonKind::BadPoolIdentifier : ReasonKind::BadIdentifier, target,
                                 {parsed.error().reason})
                              .with({double{registry::Identifier::kMaxFreeBytes}}));
        }
        return {};
    }

    [[nodiscard]] Judged<> followConduits(const AddLink& x) const
    {
        std::string at = x.a;
        for (const std::string& id : x.conduits) {
            if (auto known = m_names.need({TargetKind::Conduit, id}); !known) {
                return known;
            }
            const auto [a, b] = m_names.ends(id);
            if (a != at && b != at) {
                return cannot(Reason(ReasonKind::ConduitsBroken, {x.a, x.b, id, at}));
            }
            at = a == at ? b : a;
        }
        if (!x.conduits.empty() && at != x.b) {
            return cannot(Reason(ReasonKind::ConduitsElsewhere, {x.a, at, x.b}));
        }
        return {};
    }

    static Judged<> scale(std::map<std::string, double>& factors, const std::string& id, double factor)
    {
        const auto found = factors.try_emplace(id, 1).first;
        const double product = found->second * factor;
        if (!(product >= 1e-6 && product <= 1e6)) {
            return cannot(ReasonKind::ResizedTooMuch);
        }
        found->second = product;
        return {};
    }

    template <typename Change> Judged<> onPools(const PoolSelection& which, Change&& change)
    {
        const registry::Registry& registry = *m_ground.world()->registry;
        if (!which.pool.empty()) {
            if (auto known = m_names.need({TargetKind::Pool, which.pool}); !known) {
                return known;
            }
            change(m_edits.terms[which.pool]);
            return {};
        }
        if (!which.subject.empty() && !registry.subject(which.subject).isValid()) {
            return cannot(noEnterprise(which.subject));
        }
        std::size_t meant = 0;
        for (const registry::Pool& pool : registry.pools) {
            if (isMeant(which, pool.id, registry[pool.subject].id, pool.adcode)) {
                change(m_edits.terms[pool.id]);
                ++meant;
            }
        }
        return meant != 0 ? Judged<>() : cannot(ReasonKind::NoPoolMeant);
    }

    Judged<> scaleDemand(const DemandSelection& which, double factor)
    {
        if (!which.place.empty()) {
            if (auto known = m_names.needPlace(which.place); !known) {
                return known;
            }
        }
        const bool isAny = std::ranges::any_of(
            m_ground.flows(), [&](const FlowFact& flow) { return isMeant(which, traitsOf(flow)); });
        if (!isAny) {
            return cannot(ReasonKind::NoDemandMeant);
        }
        if (!std::isfinite(factor) || factor > 1e6) {
            return cannot(ReasonKind::GrowsTooMuch);
        }
        m_edits.scales.emplace_back(which, factor);
        return {};
    }

    void take(const std::vector<CardsAt>& placements, const std::string& chipClass, std::int64_t sign)
    {
        for (const CardsAt& at : placements) {
            m_edits.cardsTaken[{at.pool, chipClass}] += sign * at.cards;
        }
    }

    const Ground& m_ground;
    Edits& m_edits;
    const Command& m_command;
    bool m_isAgain;
    Names m_names;
    CardCheck m_cards;
};

} // namespace

Judged<> Editor::apply(const Command& command)
{
    return std::visit(Doing(*m_ground, m_edits, command, false), command.action);
}

Judged<> Editor::applyAgain(const Command& command)
{
    return std::visit(Doing(*m_ground, m_edits, command, true), command.action);
}

Judged<Touch> Editor::touch(const Command& command)
{
    Touch out = touchOf(*m_ground, m_edits, command.action); // what is not there touches nothing
    if (auto done = apply(command); !done) {
        return refused(std::move(done.error()));
    }
    return out;
}

TimeNs absolute(const Moment& moment, TimeNs begin)
{
    return moment.isAbsolute ? moment.ns : begin + moment.ns;
}

TimeNs beginOf(const Command& command, TimeNs begin)
{
    return command.at ? absolute(*command.at, begin) : begin;
}

std::optional<TimeNs> endOf(const Command& command, TimeNs begin)
{
    return command.until ? std::optional(absolute(*command.until, begin)) : std::nullopt;
}

} // namespace twin::scenario
