#include "twin/scenario/editor.h"

#include "twin/registry/identifier.h"
#include "twin/scenario/asked.h"
#include "twin/scenario/card_check.h"
#include "twin/scenario/names.h"
#include "twin/scenario/registry_edits.h"
#include "twin/scenario/selection.h"
#include "twin/scenario/touch.h"

#include <algorithm>
#include <cmath>

namespace twin::scenario {

namespace {

tl::unexpected<Error> cannot(std::string reason)
{
    return failure(ErrorCode::Invalid, std::move(reason));
}

bool isDegradable(TargetKind kind)
{
    using enum TargetKind;
    return kind == Conduit || kind == Link || kind == Interconnection || kind == Site || kind == Pool ||
           kind == Province;
}

/// Does one action to the edits; every function checks all before it changes anything.
class Doing
{
  public:
    Doing(const Ground& ground, Edits& edits, const Command& command)
        : m_ground(ground)
        , m_edits(edits)
        , m_command(command)
        , m_names(ground, edits)
        , m_cards(ground, edits)
    {}

    Result<> operator()(const Fail& x) { return mark(x.target, {MarkKind::Failed, 0, x.withSites}); }

    Result<> operator()(const Degrade& x)
    {
        if (!isDegradable(x.target.kind)) {
            return cannot("a " + std::string(targetKindName(x.target.kind)) +
                          " either answers or not: it cannot be degraded");
        }
        return mark(x.target, {MarkKind::Degraded, x.left, true});
    }

    Result<> operator()(const Drain& x)
    {
        if (x.target.kind == TargetKind::Source) {
            return cannot("a telemetry source cannot be drained");
        }
        return mark(x.target, {MarkKind::Drained, 0, true});
    }

    Result<> operator()(const Restore& x)
    {
        if (auto known = m_names.need(x.target); !known) {
            return known;
        }
        const bool wasDown = m_names.isDownInGround(x.target) && !m_edits.restored.contains(x.target);
        if (!m_edits.marks.contains(x.target) && !wasDown) {
            return cannot(text(x.target) + " is neither failed, degraded nor drained" + culprit(x.target));
        }
        m_edits.marks.erase(x.target);
        if (wasDown) {
            m_edits.restored.insert(x.target);
        }
        return {};
    }

    Result<> operator()(const AddLink& x)
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
            return cannot("both ends are " + x.a);
        }
        if (m_names.hasPool(x.b)) {
            return cannot(m_names.hasPool(x.a)
                              ? "a link cannot join two pools"
                              : "a pool is the first end of its access link: let a be " + x.b);
        }
        const auto& carriers = m_ground.world()->registry->carriers;
        if (!x.carrier.empty() &&
            std::ranges::find(carriers, x.carrier, &registry::Carrier::id) == carriers.end()) {
            return cannot("there is no carrier " + x.carrier);
        }
        if (x.carrier.empty() && !carriers.empty()) {
            return cannot("it must say whose it is: \"carrier\"");
        }
        if (auto whole = followConduits(x); !whole) {
            return whole;
        }
        m_edits.additions.emplace_back(x);
        return {};
    }

    Result<> operator()(const AddConduit& x)
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
            return cannot("both ends are " + x.a);
        }
        m_edits.additions.emplace_back(x);
        return {};
    }

    Result<> operator()(const AddPool& x)
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
            return cannot(x.like + " has been added itself: name a pool of the registry");
        }
        const auto id = registry::Identifier::parse(registry::IdentifierKind::Pool, x.id);
        if (provinceCode(id->adcode()) != provinceCode(registry.pools[like->index].adcode)) {
            return cannot(x.id + " names another province than " + x.like + ", which it is like");
        }
        if (!registry.subject(id->subject()).isValid()) {
            return cannot("there is no enterprise " + std::string(id->subject()));
        }
        m_edits.additions.emplace_back(x);
        return {};
    }

    Result<> operator()(const Remove& x)
    {
        if (auto known = m_names.need(x.target); !known) {
            return known;
        }
        m_edits.removed.insert(x.target);
        return {};
    }

    Result<> operator()(const ResizeLink& x)
    {
        if (auto known = m_names.need({TargetKind::Link, x.id}); !known) {
            return known;
        }
        m_edits.linkCapacity_bps[x.id] = x.capacity_bps;
        return {};
    }

    Result<> operator()(const ResizeConduit& x)
    {
        if (auto known = m_names.need({TargetKind::Conduit, x.id}); !known) {
            return known;
        }
        return scale(m_edits.conduitFactor, x.id, x.factor);
    }

    Result<> operator()(const ResizePool& x)
    {
        if (auto known = m_names.need({TargetKind::Pool, x.id}); !known) {
            return known;
        }
        return scale(m_edits.poolFactor, x.id, x.factor);
    }

    Result<> operator()(const PlannedBuilds& x)
    {
        m_edits.additions.emplace_back(x);
        return {};
    }

    Result<> operator()(const SetPrice& x)
    {
        return onPools(x.pools, [&](PoolTerms& terms) { terms.priceFactor *= x.factor; });
    }

    Result<> operator()(const SetTariff& x)
    {
        return onPools(x.pools, [&](PoolTerms& terms) { terms.tariffPerKwh = x.perKwh; });
    }

    Result<> operator()(const SetPue& x)
    {
        return onPools(x.pools, [&](PoolTerms& terms) { terms.pue = x.pue; });
    }

    Result<> operator()(const ScaleDemand& x) { return scaleDemand(x.which, x.factor); }

    Result<> operator()(const Growth& x)
    {
        const TimeNs since = beginOf(m_command, m_ground.moment());
        return scaleDemand(x.which, std::pow(1 + x.perQuarter, quartersBetween(since, m_edits.now)));
    }

    Result<> operator()(const AddDemand& x)
    {
        for (const std::string& end : {x.src, x.dst}) {
            if (auto known = m_names.needPlace(end); !known) {
                return known;
            }
        }
        if (x.src == x.dst) {
            return cannot("both ends are " + x.src);
        }
        if (m_names.knowsFlow(x.id)) {
            return cannot("there is a flow " + x.id + " already");
        }
        m_edits.demands.push_back({x, beginOf(m_command, m_ground.moment())});
        return {};
    }

    Result<> operator()(const SubmitJob& x)
    {
        if (m_ground.job(x.id) != nullptr || m_edits.submitted.contains(x.id)) {
            return cannot("there is a job " + x.id + " already");
        }
        if (auto fits = m_cards.fit(x.placements, x.chipClass, {}); !fits) {
            return fits;
        }
        if (x.placements.size() > 1 && x.kind == "cross_train" && x.wan_bps == 0) {
            return cannot("training across pools needs \"wan_bps\"");
        }
        take(x.placements, 1);
        m_edits.submitted.emplace(x.id, x);
        return {};
    }

    Result<> operator()(const MoveJob& x)
    {
        const JobPtr job = m_names.job(x.id);
        if (job == nullptr) {
            return cannot("there is no job " + x.id);
        }
        std::vector<CardsAt> now;
        for (const registry::PlacedCards& placed : job->placements) {
            now.push_back({placed.poolId, placed.cards});
        }
        if (now == x.placements) {
            return cannot("it is there already");
        }
        const bool holds = takesCards(job->state);
        if (auto fits = m_cards.fit(x.placements, job->chipClass, holds ? now : std::vector<CardsAt>());
            !fits) {
            return fits;
        }
        if (holds) {
            take(now, -1);
        }
        take(x.placements, 1);
        m_edits.moved[x.id] = x.placements;
        return {};
    }

    Result<> operator()(const CancelJob& x)
    {
        const JobPtr job = m_names.job(x.id);
        if (job == nullptr) {
            return cannot("there is no job " + x.id);
        }
        if (takesCards(job->state)) {
            for (const registry::PlacedCards& placed : job->placements) {
                m_edits.cardsTaken[placed.poolId] -= placed.cards;
            }
        }
        m_edits.cancelled.insert(x.id);
        return {};
    }

    Result<> operator()(const SetPolicy& x)
    {
        m_edits.routing = x.routing.value_or(m_edits.routing);
        m_edits.utilisationLimit = x.utilisationLimit.value_or(m_edits.utilisationLimit);
        return {};
    }

    Result<> operator()(const PlannedWork& x)
    {
        for (const Target& element : x.elements) {
            if (auto known = m_names.need(element); !known) {
                return known;
            }
        }
        for (const Target& element : x.elements) {
            m_edits.marks[element] = {x.isDrained ? MarkKind::Drained : MarkKind::Failed, 0, true};
        }
        return {};
    }

  private:
    Result<> mark(const Target& target, const Mark& mark)
    {
        if (auto known = m_names.need(target); !known) {
            return known;
        }
        const auto there = m_edits.marks.find(target);
        if (there != m_edits.marks.end() && there->second.kind == MarkKind::Failed) {
            return cannot(text(target) + " has failed already");
        }
        if (there != m_edits.marks.end() && there->second.kind == MarkKind::Drained &&
            mark.kind != MarkKind::Failed) {
            return cannot(text(target) + " is drained already");
        }
        m_edits.marks[target] = mark;
        return {};
    }

    /// What else keeps a link down, for the reason of a refusal.
    [[nodiscard]] std::string culprit(const Target& target) const
    {
        const registry::Registry& registry = *m_ground.world()->registry;
        const auto found =
            target.kind == TargetKind::Link ? registry.find(EntityKind::Link, target.id) : std::nullopt;
        if (found) {
            for (const registry::ConduitIndex conduit : registry.links[found->index].conduits) {
                const Target duct{TargetKind::Conduit, registry[conduit].id};
                if (m_edits.marks.contains(duct)) {
                    return ": restore " + text(duct) + ", which it runs through";
                }
            }
        }
        return {};
    }

    [[nodiscard]] Result<> newName(const Target& target, registry::IdentifierKind kind) const
    {
        if (m_names.has(target) || m_edits.removed.contains(target)) {
            return cannot("there is a " + text(target) + " already");
        }
        const auto parsed = registry::Identifier::parse(kind, target.id);
        if (!parsed) {
            return cannot("'" + target.id + "': " + parsed.error().reason);
        }
        return {};
    }

    [[nodiscard]] Result<> followConduits(const AddLink& x) const
    {
        std::string at = x.a;
        for (const std::string& id : x.conduits) {
            if (auto known = m_names.need({TargetKind::Conduit, id}); !known) {
                return known;
            }
            const auto [a, b] = m_names.ends(id);
            if (a != at && b != at) {
                return cannot("its conduits do not lead from " + x.a + " to " + x.b + ": " + id +
                              " does not begin at " + at);
            }
            at = a == at ? b : a;
        }
        if (!x.conduits.empty() && at != x.b) {
            return cannot("its conduits lead from " + x.a + " to " + at + ", not to " + x.b);
        }
        return {};
    }

    static Result<> scale(std::map<std::string, double>& factors, const std::string& id, double factor)
    {
        const auto found = factors.try_emplace(id, 1).first;
        const double product = found->second * factor;
        if (!(product >= 1e-6 && product <= 1e6)) {
            return cannot("resized by more than a million in all");
        }
        found->second = product;
        return {};
    }

    template <typename Change> Result<> onPools(const PoolSelection& which, Change&& change)
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
            return cannot("there is no enterprise " + which.subject);
        }
        std::size_t meant = 0;
        for (const registry::Pool& pool : registry.pools) {
            if (isMeant(which, pool.id, registry[pool.subject].id, pool.adcode)) {
                change(m_edits.terms[pool.id]);
                ++meant;
            }
        }
        return meant != 0 ? Result<>() : cannot("no pool is meant");
    }

    Result<> scaleDemand(const DemandSelection& which, double factor)
    {
        if (!which.place.empty()) {
            if (auto known = m_names.needPlace(which.place); !known) {
                return known;
            }
        }
        const bool isAny = std::ranges::any_of(
            m_ground.flows(), [&](const FlowFact& flow) { return isMeant(which, traitsOf(flow)); });
        if (!isAny) {
            return cannot("no demand is meant");
        }
        if (!std::isfinite(factor) || factor > 1e6) {
            return cannot("grows more than a million times");
        }
        m_edits.scales.emplace_back(which, factor);
        return {};
    }

    void take(const std::vector<CardsAt>& placements, std::int64_t sign)
    {
        for (const CardsAt& at : placements) {
            m_edits.cardsTaken[at.pool] += sign * at.cards;
        }
    }

    const Ground& m_ground;
    Edits& m_edits;
    const Command& m_command;
    Names m_names;
    CardCheck m_cards;
};

} // namespace

Result<> Editor::apply(const Command& command)
{
    return std::visit(Doing(*m_ground, m_edits, command), command.action);
}

Result<Touch> Editor::touch(const Command& command)
{
    Touch out = touchOf(*m_ground, m_edits, command.action); // what is not there touches nothing
    if (auto done = apply(command); !done) {
        return failure(std::move(done.error()));
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
