#include "models/geo/difference_overlay.h"

#include "twin/scenario/selection.h"
#include "twin/support/geography.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace models {

using namespace twin::registry;
using namespace twin::scenario;

namespace {

constexpr std::array kScales{0.1F, 0.25F, 0.5F};
constexpr float kGflopsPerEflops = 1e9F;
constexpr float kFp64AsSize = 4; // as scene_statics.cpp has it

PlanMark markOf(const BeforeAfter<ElementState>& state)
{
    if (!state.differs()) {
        return PlanMark::None; // what was down before is drawn so already
    }
    switch (state.after) {
    case ElementState::Degraded:
        return PlanMark::Degraded;
    case ElementState::Drained:
        return PlanMark::Drained;
    case ElementState::Down:
        return PlanMark::Failed;
    case ElementState::Removed:
        return PlanMark::Removed;
    case ElementState::Up:
        break;
    }
    return PlanMark::None;
}

PlanMark markOf(MarkKind kind)
{
    return kind == MarkKind::Failed    ? PlanMark::Failed
           : kind == MarkKind::Drained ? PlanMark::Drained
                                       : PlanMark::Degraded;
}

float utilisation(const LinkSituation& link, int direction)
{
    return link.load_bps[direction] > 0 && link.capacity_bps[direction] > 0
               ? static_cast<float>(link.load_bps[direction] / link.capacity_bps[direction])
               : 0.0F;
}

class Building
{
  public:
    Building(const Ground& ground, const Outcome& outcome, MapDifference& out)
        : m_ground(ground)
        , m_outcome(outcome)
        , m_base(*out.registry)
        , m_before(*outcome.before->world->registry)
        , m_now(*outcome.after->world->registry)
        , m_out(out)
    {}

    void run()
    {
        links();
        pools();
        additions();
        places();
        moves();
        scale();
    }

  private:
    void links()
    {
        m_out.rowOfLink.assign(m_base.links.size(), kNoDifference);
        for (const LinkChange& change : m_outcome.links) {
            const auto link = m_base.find(twin::EntityKind::Link, change.id);
            if (!link) {
                continue; // an added one
            }
            MapLinkDifference row;
            row.link = link->index;
            row.mark = markOf(change.state);
            const auto first = m_before.find(twin::EntityKind::Link, change.id);
            const LinkSituation before = first ? m_outcome.before->links[first->index] : LinkSituation{};
            const auto then = m_now.find(twin::EntityKind::Link, change.id);
            const LinkSituation after = then ? m_outcome.after->links[then->index] : LinkSituation{};
            row.forward = utilisation(after, 0) - utilisation(before, 0);
            row.reverse = utilisation(after, 1) - utilisation(before, 1);
            m_out.rowOfLink[row.link] = static_cast<std::uint32_t>(m_out.links.size());
            m_out.links.push_back(row);
        }
    }

    void pools()
    {
        m_out.rowOfPool.assign(m_base.pools.size(), kNoDifference);
        for (const PoolChange& change : m_outcome.pools) {
            const auto pool = m_base.find(twin::EntityKind::Pool, change.id);
            if (!pool) {
                continue;
            }
            MapPoolDifference row;
            row.pool = pool->index;
            row.mark = markOf(change.state);
            const auto cards = static_cast<double>(std::max(1U, m_base.pools[pool->index].cards));
            row.working =
                static_cast<float>((change.cardsWorking.after - change.cardsWorking.before) / cards);
            row.stranded = strandedShare(change, m_base.pools[pool->index]);
            m_out.rowOfPool[row.pool] = static_cast<std::uint32_t>(m_out.pools.size());
            m_out.pools.push_back(row);
        }
    }

    /// Of the precision the pool is sized by.
    static float strandedShare(const PoolChange& change, const Pool& pool)
    {
        if (change.state.after == ElementState::Removed) {
            return 1;
        }
        for (const twin::Precision precision : {twin::Precision::Fp16, twin::Precision::Fp64}) {
            if (pool.declared[precision] > 0) {
                const double share = static_cast<double>(change.stranded.after[precision]) /
                                     static_cast<double>(pool.declared[precision]);
                return static_cast<float>(std::clamp(share, 0.0, 1.0));
            }
        }
        return 0;
    }

    void additions()
    {
        for (const Action& action : m_outcome.after->edits->additions) {
            if (const auto* link = std::get_if<AddLink>(&action)) {
                addLink(*link);
            } else if (const auto* conduit = std::get_if<AddConduit>(&action)) {
                if (const ConduitIndex index = m_now.conduit(conduit->id)) {
                    m_out.addedConduits.push_back(
                        {conduit->id, m_now.position(m_now[index].a), m_now.position(m_now[index].b)});
                }
            } else if (const auto* pool = std::get_if<AddPool>(&action)) {
                addPool(*pool);
            }
        }
    }

    void addLink(const AddLink& action)
    {
        const auto found = m_now.find(twin::EntityKind::Link, action.id);
        if (!found) {
            return; // removed again
        }
        const Link& link = m_now.links[found->index];
        MapAddedLink out{action.id,
                         m_now.position(link.a),
                         m_now.position(link.b),
                         static_cast<float>(m_outcome.after->links[found->index].capacity_bps[0] /
                                            static_cast<double>(twin::kTerabit)),
                         {}};
        Endpoint at = link.a;
        for (const ConduitIndex index : link.conduits) {
            const Conduit& conduit = m_now[index];
            std::vector<twin::Position> way = wayOf(m_now, conduit);
            if (conduit.a != at) {
                std::ranges::reverse(way);
            }
            at = conduit.a == at ? conduit.b : conduit.a;
            out.way.insert(out.way.end(), way.begin(), way.end());
        }
        m_out.addedLinks.push_back(std::move(out));
    }

    void addPool(const AddPool& action)
    {
        const auto found = m_now.find(twin::EntityKind::Pool, action.id);
        if (!found) {
            return;
        }
        const Pool& pool = m_now.pools[found->index];
        const auto fp16 = static_cast<float>(pool.declared[twin::Precision::Fp16]);
        const auto fp64 = static_cast<float>(pool.declared[twin::Precision::Fp64]);
        m_out.addedPools.push_back(
            {action.id, pool.position, (fp16 > 0 ? fp16 : fp64 * kFp64AsSize) / kGflopsPerEflops});
    }

    static std::vector<twin::Position> wayOf(const Registry& registry, const Conduit& conduit)
    {
        return conduit.polyline.size() >= 2
                   ? conduit.polyline
                   : std::vector{registry.position(conduit.a), registry.position(conduit.b)};
    }

    void places()
    {
        for (const auto& [target, mark] : m_outcome.after->edits->marks) {
            addPlace(target, markOf(mark.kind()));
        }
        for (const Target& target : m_outcome.after->edits->removed) {
            addPlace(target, PlanMark::Removed);
        }
    }

    void addPlace(const Target& target, PlanMark mark)
    {
        MapPlanPlace out;
        out.mark = mark;
        switch (target.kind) {
        case TargetKind::Conduit: {
            const bool isOfBase = m_base.conduit(target.id).isValid();
            const Registry& of = isOfBase ? m_base : m_now;
            const ConduitIndex index = of.conduit(target.id);
            if (!index.isValid()) {
                return;
            }
            out.way = wayOf(of, of[index]);
            out.at = middleOf(out.way);
            out.isCut = true;
            break;
        }
        case TargetKind::Site: {
            const auto site = m_base.find(twin::EntityKind::Site, target.id);
            if (!site) {
                return;
            }
            out.at = m_base.sites[site->index].position;
            break;
        }
        case TargetKind::ServiceNode:
        case TargetKind::IdentifierService: {
            const auto node = m_base.find(twin::EntityKind::ServiceNode, target.id);
            if (!node) {
                return;
            }
            out.at = m_base.serviceNodes[node->index].position;
            break;
        }
        case TargetKind::Interconnection: {
            const auto point =
                std::ranges::find(m_base.interconnections, target.id, &InterconnectionPoint::id);
            if (point == m_base.interconnections.end()) {
                return;
            }
            out.at = m_base[point->site].position;
            break;
        }
        case TargetKind::Province: {
            const twin::Province* province = twin::provinceOf(provinceFromText(target.id));
            if (province == nullptr) {
                return;
            }
            out.at = province->label;
            break;
        }
        case TargetKind::Link: // their own marks say it
        case TargetKind::Pool:
        case TargetKind::Source: // of telemetry: nowhere
        case TargetKind::Card:   // pools have a ring for what is stranded in them
            return;
        }
        m_out.places.push_back(std::move(out));
    }

    /// Half way along, by the lengths of its legs.
    static twin::Position middleOf(const std::vector<twin::Position>& way)
    {
        std::vector<double> legs;
        double whole = 0;
        for (std::size_t i = 0; i + 1 < way.size(); ++i) {
            legs.push_back(twin::distanceMetres(way[i], way[i + 1]));
            whole += legs.back();
        }
        double left = whole / 2;
        for (std::size_t i = 0; i < legs.size(); ++i) {
            if (left <= legs[i] && legs[i] > 0) {
                const double part = left / legs[i];
                return twin::Position::fromDegrees(std::lerp(way[i].lat(), way[i + 1].lat(), part),
                                                   std::lerp(way[i].lon(), way[i + 1].lon(), part));
            }
            left -= legs[i];
        }
        return way.front();
    }

    void moves()
    {
        for (const auto& [id, now] : m_outcome.after->edits->moved) {
            if (m_outcome.after->edits->cancelled.contains(id)) {
                continue;
            }
            std::map<std::string, std::int64_t> more; // cards, by pool
            for (const CardsAt& at : now) {
                more[at.pool] += at.cards;
            }
            for (const CardsAt& at : placedBefore(id)) {
                more[at.pool] -= at.cards;
            }
            pair(id, std::move(more));
        }
    }

    [[nodiscard]] std::vector<CardsAt> placedBefore(const std::string& id) const
    {
        std::vector<CardsAt> out;
        if (const JobPtr job = m_ground.job(id)) {
            for (const PlacedCards& placed : job->placements) {
                out.push_back({placed.poolId, placed.cards});
            }
        } else if (const auto submitted = m_outcome.after->edits->submitted.find(id);
                   submitted != m_outcome.after->edits->submitted.end()) {
            out = submitted->second.placements;
        }
        return out;
    }

    /// Leads what pools have less to those that have more, in the order of identifiers.
    void pair(const std::string& job, std::map<std::string, std::int64_t> more)
    {
        for (auto& [from, missing] : more) {
            for (auto& [to, gained] : more) {
                const std::int64_t cards = std::min(-missing, gained);
                const auto a = placeOf(from);
                const auto b = placeOf(to);
                if (cards <= 0 || !a || !b || m_out.moves.size() >= kMaxMoves) {
                    continue;
                }
                missing += cards;
                gained -= cards;
                m_out.moves.push_back({job, *a, *b, static_cast<std::uint32_t>(cards)});
            }
        }
    }

    [[nodiscard]] std::optional<twin::Position> placeOf(const std::string& pool) const
    {
        for (const Registry* registry : {&m_now, &m_base}) {
            if (const auto found = registry->find(twin::EntityKind::Pool, pool)) {
                return registry->pools[found->index].position;
            }
        }
        return std::nullopt;
    }

    void scale()
    {
        float worst = 0;
        for (const MapLinkDifference& row : m_out.links) {
            // One that is gone says so by its shape: its colour would only stretch the scale.
            if (row.mark == PlanMark::None || row.mark == PlanMark::Degraded) {
                worst = std::max({worst, std::abs(row.forward), std::abs(row.reverse)});
            }
        }
        const auto enough = std::ranges::find_if(kScales, [&](float full) { return worst <= full; });
        m_out.full = enough != kScales.end() ? *enough : 1;
    }

    const Ground& m_ground;
    const Outcome& m_outcome;
    const Registry& m_base;
    const Registry& m_before;
    const Registry& m_now;
    MapDifference& m_out;
};

} // namespace

MapDifferencePtr differenceOverlay(const Ground& ground, std::shared_ptr<const Outcome> outcome,
                                   const QString& name)
{
    auto out = std::make_shared<MapDifference>();
    out->registry = ground.world()->registry;
    out->name = name;
    out->moment = ground.moment();
    Building(ground, *outcome, *out).run();
    out->outcome = std::move(outcome);
    return out;
}

bool isSameRegistry(const RegistryPtr& a, const RegistryPtr& b)
{
    return a != nullptr && b != nullptr && (a == b || (!a->sha256.empty() && a->sha256 == b->sha256));
}

} // namespace models
