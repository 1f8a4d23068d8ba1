#include "twin/scenario/arc_picture.h"

#include "twin/network/link_lookup.h"
#include "twin/scenario/selection.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

namespace twin::scenario {

namespace {

using registry::ConduitIndex;
using registry::Link;
using registry::PoolIndex;
using registry::SiteIndex;

ElementState stateOf(const Mark& mark)
{
    const MarkKind kind = mark.kind();
    return kind == MarkKind::Failed    ? ElementState::Down
           : kind == MarkKind::Drained ? ElementState::Drained
                                       : ElementState::Degraded;
}

ElementState worse(ElementState a, ElementState b)
{
    return std::max(a, b); // up, degraded, drained, down, removed
}

bool carriesNothing(ElementState state)
{
    return state >= ElementState::Drained;
}

/// What commands made of one kind of thing, by number.
struct Column
{
    std::vector<ElementState> state;
    std::vector<double> left;

    explicit Column(std::size_t count)
        : state(count, ElementState::Up)
        , left(count, 1)
    {}

    void take(std::size_t i, const Mark& mark)
    {
        state[i] = worse(state[i], stateOf(mark));
        left[i] *= mark.left.value_or(1);
    }

    void take(std::size_t i, ElementState more) { state[i] = worse(state[i], more); }
};

class Painter
{
  public:
    Painter(const Ground& ground, const World& world, const Edits& edits)
        : m_ground(ground)
        , m_world(world)
        , m_registry(*world.registry)
        , m_edits(edits)
        , m_conduits(m_registry.conduits.size())
        , m_links(m_registry.links.size())
        , m_sites(m_registry.sites.size())
        , m_pools(m_registry.pools.size())
    {}

    ArcPicture paint()
    {
        takeGround();
        for (const auto& [target, mark] : m_edits.marks) {
            take(target, mark);
        }
        for (const Target& target : m_edits.removed) {
            remove(target);
        }
        takeConduitsAndPlaces();
        takeCapacities();
        ArcPicture out;
        out.links = m_links.state;
        out.sites = m_sites.state;
        out.pools = m_pools.state;
        out.poolLeft = m_pools.left;
        paintArcs(out);
        findReachable(out);
        return out;
    }

  private:
    [[nodiscard]] bool isRestored(TargetKind kind, const std::string& id) const
    {
        return !m_edits.restored.empty() && m_edits.restored.contains({kind, id});
    }

    template <typename List>
    void takeDown(Column& column, const List& entities, const std::vector<std::uint8_t>& down,
                  EntityKind kind, TargetKind target)
    {
        const registry::Registry& old = *m_ground.world()->registry;
        for (std::size_t i = 0; i < entities.size(); ++i) {
            std::size_t before = i;
            if (&old != &m_registry) {
                const auto found = old.find(kind, entities[i].id);
                if (!found) {
                    continue;
                }
                before = found->index;
            }
            if (down[before] != 0 && !isRestored(target, entities[i].id)) {
                column.take(i, ElementState::Down);
            }
        }
    }

    void takeGround()
    {
        takeDown(m_links, m_registry.links, m_ground.downLinks(), EntityKind::Link, TargetKind::Link);
        takeDown(m_sites, m_registry.sites, m_ground.downSites(), EntityKind::Site, TargetKind::Site);
        takeDown(m_pools, m_registry.pools, m_ground.downPools(), EntityKind::Pool, TargetKind::Pool);
        for (std::size_t i = 0; i < m_registry.links.size(); ++i) {
            const bool isBack = std::ranges::any_of(m_registry.links[i].conduits, [&](ConduitIndex conduit) {
                return isRestored(TargetKind::Conduit, m_registry[conduit].id);
            });
            if (isBack) {
                m_links.state[i] = ElementState::Up;
            }
        }
    }

    void take(const Target& target, const Mark& mark)
    {
        switch (target.kind) {
        case TargetKind::Conduit:
            if (const ConduitIndex conduit = m_registry.conduit(target.id)) {
                m_conduits.take(conduit.value(), mark);
            }
            break;
        case TargetKind::Link:
            takeOne(m_links, EntityKind::Link, target.id, mark);
            break;
        case TargetKind::Site:
            takeOne(m_sites, EntityKind::Site, target.id, mark);
            break;
        case TargetKind::Pool:
            takeOne(m_pools, EntityKind::Pool, target.id, mark);
            break;
        case TargetKind::Province:
            takeProvince(provinceFromText(target.id), mark);
            break;
        default:
            break; // interconnections with the arcs; services carry no traffic
        }
    }

    void takeOne(Column& column, EntityKind kind, const std::string& id, const Mark& mark)
    {
        if (const auto found = m_registry.find(kind, id)) {
            column.take(found->index, mark);
        }
    }

    void takeProvince(std::uint32_t adcode, const Mark& mark)
    {
        for (std::size_t i = 0; i < m_registry.pools.size(); ++i) {
            if (provinceCode(m_registry.pools[i].adcode) == adcode) {
                m_pools.take(i, mark);
            }
        }
        for (std::size_t i = 0;
             mark.kind() == MarkKind::Failed && mark.withSites && i < m_registry.sites.size(); ++i) {
            if (provinceCode(m_registry.sites[i].adcode) == adcode) {
                m_sites.take(i, mark);
            }
        }
    }

    void remove(const Target& target)
    {
        if (target.kind == TargetKind::Conduit) {
            if (const ConduitIndex conduit = m_registry.conduit(target.id)) {
                m_conduits.take(conduit.value(), ElementState::Removed);
            }
        } else if (const auto link = m_registry.find(EntityKind::Link, target.id);
                   link && target.kind == TargetKind::Link) {
            m_links.take(link->index, ElementState::Removed);
        } else if (const auto pool = m_registry.find(EntityKind::Pool, target.id);
                   pool && target.kind == TargetKind::Pool) {
            m_pools.take(pool->index, ElementState::Removed);
        }
    }

    /// A link suffers what its conduits and ends do.
    void takeConduitsAndPlaces()
    {
        for (std::size_t i = 0; i < m_registry.links.size(); ++i) {
            const Link& link = m_registry.links[i];
            for (const ConduitIndex conduit : link.conduits) {
                m_links.take(i, m_conduits.state[conduit.value()]);
                m_links.left[i] *= m_conduits.left[conduit.value()];
            }
            for (const registry::Endpoint* end : {&link.a, &link.b}) {
                if (const auto* site = std::get_if<SiteIndex>(end)) {
                    m_links.take(i, m_sites.state[site->value()]);
                    m_links.left[i] *= m_sites.left[site->value()];
                } else {
                    takePoolEnd(i, std::get<PoolIndex>(*end).value());
                }
            }
            const network::Graph& graph = *m_world.graph;
            const registry::LinkIndex number(i);
            if (!graph.arc(number, false).isValid() && !graph.arc(number, true).isValid()) {
                m_links.state[i] = ElementState::Removed; // planned, or withdrawn
            }
        }
    }

    /// The access of a pool that is down carries nothing; that of a drained or degraded one does.
    void takePoolEnd(std::size_t link, std::uint32_t pool)
    {
        const ElementState state = m_pools.state[pool];
        if (state == ElementState::Down || state == ElementState::Removed) {
            m_links.take(link, state);
        }
    }

    void takeCapacities()
    {
        m_scale.assign(m_registry.links.size(), 1);
        const registry::Registry& old = *m_ground.world()->registry;
        for (std::size_t i = 0; i < m_registry.links.size(); ++i) {
            const auto before =
                &old == &m_registry
                    ? std::optional(EntityRef{EntityKind::Link, static_cast<std::uint32_t>(i)})
                    : old.find(EntityKind::Link, m_registry.links[i].id);
            m_scale[i] = before ? m_ground.liveShare()[before->index] : 1;
        }
        for (const auto& [id, capacity] : m_edits.linkCapacity_bps) {
            if (const auto link = m_registry.find(EntityKind::Link, id)) {
                m_scale[link->index] *= static_cast<double>(capacity) /
                                        static_cast<double>(m_registry.links[link->index].capacity_bps);
            }
        }
        for (const auto& [id, factor] : m_edits.conduitFactor) {
            if (const ConduitIndex conduit = m_registry.conduit(id)) {
                for (const registry::LinkIndex link : m_registry[conduit].links) {
                    m_scale[link.value()] *= factor;
                }
            }
        }
        for (std::size_t i = 0; i < m_scale.size(); ++i) {
            m_scale[i] *= m_links.left[i];
        }
    }

    [[nodiscard]] bool isPlaceDown(std::uint32_t node) const
    {
        const registry::Endpoint& place = m_world.graph->place(node);
        if (const auto* site = std::get_if<SiteIndex>(&place)) {
            return carriesNothing(m_sites.state[site->value()]);
        }
        const ElementState state = m_pools.state[std::get<PoolIndex>(place).value()];
        return state == ElementState::Down || state == ElementState::Removed;
    }

    void paintArcs(ArcPicture& out) const
    {
        const network::Graph& graph = *m_world.graph;
        out.down.assign(graph.arcCount(), 0);
        out.capacity.assign(graph.capacity().begin(), graph.capacity().end());
        std::vector<std::uint8_t> isNodeDown(graph.nodeCount(), 0);
        for (std::uint32_t node = 0; node < graph.nodeCount(); ++node) {
            isNodeDown[node] = isPlaceDown(node) ? 1 : 0;
        }
        for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
            const registry::LinkIndex link = graph.link(arc);
            const bool isLinkDown = link.isValid() && carriesNothing(out.links[link.value()]);
            const bool isEndDown = isNodeDown[graph.from()[arc]] != 0 || isNodeDown[graph.to()[arc]] != 0;
            out.down[arc] = isLinkDown || isEndDown ? 1 : 0;
            if (link.isValid()) {
                scale(out, arc, m_scale[link.value()]);
            }
        }
        for (const auto& [target, mark] : m_edits.marks) {
            if (target.kind == TargetKind::Interconnection) {
                for (const std::uint32_t arc : network::arcsOfPoint(graph, target.id)) {
                    out.down[arc] = mark.kind() == MarkKind::Degraded ? out.down[arc] : std::uint8_t{1};
                    scale(out, arc, mark.left.value_or(1));
                }
            }
        }
    }

    static void scale(ArcPicture& out, std::uint32_t arc, double factor)
    {
        if (factor == 1) {
            return;
        }
        const double capacity = std::floor(static_cast<double>(out.capacity[arc]) * factor);
        out.capacity[arc] = static_cast<std::uint64_t>(std::clamp(capacity, 0.0, 1e18));
        if (out.capacity[arc] == 0) {
            out.down[arc] = 1;
        }
    }

    /// The part of the core with most routers, the first of equals, and who has access to it.
    void findReachable(ArcPicture& out) const
    {
        const network::Graph& graph = *m_world.graph;
        std::vector<std::uint32_t> part(graph.coreCount());
        std::iota(part.begin(), part.end(), 0U);
        const auto root = [&](std::uint32_t node) {
            while (part[node] != node) {
                part[node] = part[part[node]];
                node = part[node];
            }
            return node;
        };
        for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
            const std::uint32_t from = graph.from()[arc];
            const std::uint32_t to = graph.to()[arc];
            if (out.down[arc] == 0 && from < graph.coreCount() && to < graph.coreCount()) {
                const std::uint32_t a = root(from);
                const std::uint32_t b = root(to);
                part[std::max(a, b)] = std::min(a, b);
            }
        }
        std::vector<std::uint32_t> size(graph.coreCount(), 0);
        for (std::uint32_t node = 0; node < graph.coreCount(); ++node) {
            ++size[root(node)];
        }
        const auto largest = static_cast<std::uint32_t>(std::ranges::max_element(size) - size.begin());
        out.isReachable.assign(m_registry.pools.size(), 0);
        for (std::size_t p = 0; p < m_registry.pools.size(); ++p) {
            const std::uint32_t node = graph.node(PoolIndex(p)).value();
            for (std::uint32_t arc = graph.firstOut(node); arc < graph.firstOut(node + 1); ++arc) {
                const std::uint32_t to = graph.to()[arc];
                if (out.down[arc] == 0 && to < graph.coreCount() && root(to) == largest) {
                    out.isReachable[p] = 1;
                }
            }
        }
    }

    const Ground& m_ground;
    const World& m_world;
    const registry::Registry& m_registry;
    const Edits& m_edits;
    Column m_conduits;
    Column m_links;
    Column m_sites;
    Column m_pools;
    std::vector<double> m_scale; ///< of capacity, by link
};

} // namespace

ArcPicture arcPicture(const Ground& ground, const World& world, const Edits& edits)
{
    return Painter(ground, world, edits).paint();
}

} // namespace twin::scenario
