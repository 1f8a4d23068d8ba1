#include "twin/scenario/work_faults.h"

#include "twin/network/link_lookup.h"
#include "twin/scenario/arc_picture.h"
#include "twin/scenario/selection.h"
#include "twin/state/snapshot.h"

#include <algorithm>

namespace twin::scenario {

namespace {

using registry::Registry;

class Finder
{
  public:
    Finder(const Ground& ground, const PlannedWork& work, const Edits& edits)
        : m_ground(ground)
        , m_registry(*ground.world()->registry)
        , m_work(work)
        , m_edits(edits)
        , m_picture(arcPicture(ground, *ground.world(), edits))
    {}

    std::vector<Target> find()
    {
        PlannedWork rest; // of what has failed itself nobody needs to know what it takes along
        for (const Target& element : m_work.elements) {
            if (hasFailed(element) || isDownInGround(element) || isPlaceDown(element)) {
                add(element);
            } else {
                rest.elements.push_back(element);
            }
        }
        for (const std::uint32_t link : linksOf(m_ground, rest)) {
            addIf(m_picture.links[link], {TargetKind::Link, m_registry.links[link].id});
        }
        for (const Target& element : rest.elements) {
            addPlaces(element);
        }
        return std::move(m_out);
    }

  private:
    void add(Target what)
    {
        if (std::ranges::find(m_out, what) == m_out.end()) {
            m_out.push_back(std::move(what));
        }
    }

    void addIf(ElementState state, const Target& target)
    {
        if (state == ElementState::Down) {
            add(target);
        }
    }

    [[nodiscard]] bool isMarked(const Target& target) const
    {
        const auto found = m_edits.marks.find(target);
        return found != m_edits.marks.end() && found->second.kind() == MarkKind::Failed;
    }

    /// By a command. One node is a service node and its identifier service.
    [[nodiscard]] bool hasFailed(const Target& element) const
    {
        const bool isNode =
            element.kind == TargetKind::ServiceNode || element.kind == TargetKind::IdentifierService;
        return isMarked(element) || (isNode && (isMarked({TargetKind::ServiceNode, element.id}) ||
                                                isMarked({TargetKind::IdentifierService, element.id})));
    }

    /// In the base itself, of what carries no traffic; the rest is in the picture.
    [[nodiscard]] bool isDownInGround(const Target& element) const
    {
        const state::Snapshot* snapshot = m_ground.snapshot().get();
        if (snapshot == nullptr || m_edits.restored.contains(element)) {
            return false;
        }
        if (element.kind == TargetKind::Source) {
            return snapshot->live && std::ranges::any_of(*snapshot->sources, [&](const auto& source) {
                       return source.name == element.id && !source.connected;
                   });
        }
        const auto node = m_registry.find(EntityKind::ServiceNode, element.id);
        const bool isNode =
            element.kind == TargetKind::ServiceNode || element.kind == TargetKind::IdentifierService;
        return isNode && node && state::operState(*snapshot, *node) == OperState::Down;
    }

    /// A pool or site, by itself or for want of power.
    [[nodiscard]] bool isPlaceDown(const Target& element) const
    {
        if (element.kind == TargetKind::Pool) {
            const auto pool = m_registry.find(EntityKind::Pool, element.id);
            return pool && m_picture.pools[pool->index] == ElementState::Down;
        }
        const auto site = m_registry.find(EntityKind::Site, element.id);
        return element.kind == TargetKind::Site && site && m_picture.sites[site->index] == ElementState::Down;
    }

    /// Pools and sites that a province's power feeds.
    void addPlaces(const Target& element)
    {
        if (element.kind != TargetKind::Province) {
            return;
        }
        const std::uint32_t province = provinceFromText(element.id);
        for (std::size_t i = 0; i < m_registry.pools.size(); ++i) {
            if (provinceCode(m_registry.pools[i].adcode) == province) {
                addIf(m_picture.pools[i], {TargetKind::Pool, m_registry.pools[i].id});
            }
        }
        for (std::size_t i = 0; i < m_registry.sites.size(); ++i) {
            if (provinceCode(m_registry.sites[i].adcode) == province) {
                addIf(m_picture.sites[i], {TargetKind::Site, m_registry.sites[i].id});
            }
        }
    }

    const Ground& m_ground;
    const Registry& m_registry;
    const PlannedWork& m_work;
    const Edits& m_edits;
    ArcPicture m_picture;
    std::vector<Target> m_out;
};

void addLinks(const Ground& ground, const Target& element, std::set<std::uint32_t>& out)
{
    const Registry& registry = *ground.world()->registry;
    const network::Graph& graph = *ground.world()->graph;
    if (element.kind == TargetKind::Conduit) {
        if (const auto conduit = registry.conduit(element.id); conduit.isValid()) {
            for (const registry::LinkIndex link : registry[conduit].links) {
                out.insert(link.value());
            }
        }
    } else if (element.kind == TargetKind::Link) {
        if (const auto link = registry.find(EntityKind::Link, element.id)) {
            out.insert(link->index);
        }
    } else if (element.kind == TargetKind::Site) {
        if (const auto site = registry.find(EntityKind::Site, element.id)) {
            for (const registry::LinkIndex end : registry.sites[site->index].links) {
                out.insert(end.value());
            }
        }
    } else if (element.kind == TargetKind::Interconnection) {
        for (const std::uint32_t arc : network::arcsOfPoint(graph, element.id)) {
            if (const registry::LinkIndex link = graph.link(arc); link.isValid()) {
                out.insert(link.value());
            }
        }
    }
}

} // namespace

std::set<std::uint32_t> linksOf(const Ground& ground, const PlannedWork& work)
{
    std::set<std::uint32_t> out;
    for (const Target& element : work.elements) {
        addLinks(ground, element, out);
    }
    return out;
}

std::vector<Target> downOf(const Ground& ground, const PlannedWork& work, const Edits& edits)
{
    return Finder(ground, work, edits).find();
}

} // namespace twin::scenario
