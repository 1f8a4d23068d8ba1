#include "models/planner/link_proposal.h"

#include "models/format/format.h"
#include "twin/network/network_file.h"
#include "twin/registry/identifier.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>
#include <map>
#include <queue>
#include <set>

namespace models {

using namespace twin::registry;
using namespace twin::scenario;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(models::LinkProposal)
};

LinkAnswer refusal(const QString& reason)
{
    return {std::nullopt, reason};
}

std::optional<Endpoint> placeOf(const EntityKey& key, const Registry& registry)
{
    const std::string id = format::utf8(key.id);
    if (key.type == EntityKey::Type::Pool) {
        const auto pool = registry.find(twin::EntityKind::Pool, id);
        return pool ? std::optional<Endpoint>(PoolIndex{pool->index}) : std::nullopt;
    }
    if (key.type == EntityKey::Type::Site) {
        const auto site = registry.find(twin::EntityKind::Site, id);
        return site ? std::optional<Endpoint>(SiteIndex{site->index}) : std::nullopt;
    }
    return std::nullopt;
}

bool isPool(const Endpoint& end)
{
    return std::holds_alternative<PoolIndex>(end);
}

const std::vector<LinkIndex>& linksAt(const Endpoint& end, const Registry& registry)
{
    return isPool(end) ? registry[std::get<PoolIndex>(end)].access : registry[std::get<SiteIndex>(end)].links;
}

/// Capacity of each carrier's links at a place.
std::map<CarrierIndex, std::uint64_t> carriersAt(const Endpoint& end, const Registry& registry)
{
    std::map<CarrierIndex, std::uint64_t> out;
    for (const LinkIndex link : linksAt(end, registry)) {
        if (registry[link].carrier.isValid() && isInService(registry[link].asset.state)) {
            out[registry[link].carrier] += registry[link].capacity_bps;
        }
    }
    return out;
}

CarrierIndex carrierFor(const Endpoint& a, const Endpoint& b, const Registry& registry)
{
    const auto atA = carriersAt(a, registry);
    const auto atB = carriersAt(b, registry);
    CarrierIndex best;
    std::uint64_t most = 0;
    const auto consider = [&](CarrierIndex carrier, std::uint64_t capacity) {
        if (capacity > most) {
            most = capacity;
            best = carrier;
        }
    };
    for (const auto& [carrier, capacity] : atB) {
        if (const auto shared = atA.find(carrier); shared != atA.end()) {
            consider(carrier, std::min(capacity, shared->second));
        }
    }
    if (!best.isValid()) {
        for (const auto& [carrier, capacity] : atB) {
            consider(carrier, capacity);
        }
    }
    if (!best.isValid() && !registry.carriers.empty()) {
        best = CarrierIndex{std::uint32_t{0}};
    }
    return best;
}

/// Of the links of that kind that end at either place.
std::uint64_t medianCapacity(const Endpoint& a, const Endpoint& b, LinkKind kind, const Registry& registry)
{
    std::vector<std::uint64_t> capacities;
    for (const Endpoint& end : {a, b}) {
        for (const LinkIndex link : linksAt(end, registry)) {
            if (registry[link].kind == kind && isInService(registry[link].asset.state)) {
                capacities.push_back(registry[link].capacity_bps);
            }
        }
    }
    if (capacities.empty()) {
        return kLonelyCapacity_bps;
    }
    const auto middle = capacities.begin() + static_cast<std::ptrdiff_t>(capacities.size() / 2);
    std::ranges::nth_element(capacities, middle);
    return *middle;
}

/// Shortest chain of conduits from a to b by their routes.
class ConduitChain
{
  public:
    ConduitChain(const Registry& registry, const Edits& edits)
        : m_registry(registry)
    {
        for (std::uint32_t i = 0; i < registry.conduits.size(); ++i) {
            const Conduit& conduit = registry.conduits[i];
            const Target self{TargetKind::Conduit, conduit.id};
            const auto mark = edits.marks.find(self);
            const bool isMarked = mark != edits.marks.end() && mark->second.kind() != MarkKind::Degraded;
            if (isInService(conduit.asset.state) && !isMarked && !edits.removed.contains(self)) {
                m_at[conduit.a].push_back(i);
                m_at[conduit.b].push_back(i);
            }
        }
    }

    /// Empty when none leads there.
    std::vector<std::string> find(const Endpoint& from, const Endpoint& to, double& route_m)
    {
        struct Reached
        {
            double route_m = std::numeric_limits<double>::infinity();
            std::uint32_t by = 0;
            bool isDone = false;
        };

        std::map<Endpoint, Reached> reached;
        using Entry = std::pair<double, Endpoint>;
        std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
        reached[from].route_m = 0;
        queue.emplace(0, from);
        while (!queue.empty()) {
            const auto [so_far, at] = queue.top();
            queue.pop();
            if (std::exchange(reached[at].isDone, true)) {
                continue;
            }
            if (at == to) {
                break;
            }
            if (isPool(at) && at != from) {
                continue; // nothing runs through a pool
            }
            for (const std::uint32_t i : m_at[at]) {
                const Endpoint& next = other(i, at);
                const double length = so_far + static_cast<double>(m_registry.conduits[i].route_m);
                if (Reached& there = reached[next]; length < there.route_m) {
                    there.route_m = length;
                    there.by = i;
                    queue.emplace(length, next);
                }
            }
        }
        std::vector<std::string> out;
        if (!reached[to].isDone) {
            return out;
        }
        route_m = reached[to].route_m;
        for (Endpoint at = to; at != from; at = other(reached[at].by, at)) {
            out.push_back(m_registry.conduits[reached[at].by].id);
        }
        std::ranges::reverse(out);
        return out;
    }

  private:
    [[nodiscard]] const Endpoint& other(std::uint32_t conduit, const Endpoint& end) const
    {
        const Conduit& of = m_registry.conduits[conduit];
        return of.a == end ? of.b : of.a;
    }

    const Registry& m_registry;
    std::map<Endpoint, std::vector<std::uint32_t>> m_at;
};

bool isTaken(const std::string& id, const Registry& registry, const Edits& edits)
{
    const bool isAdded = std::ranges::any_of(edits.additions, [&](const Action& action) {
        const auto* link = std::get_if<AddLink>(&action);
        return link != nullptr && link->id == id;
    });
    return isAdded || registry.find(twin::EntityKind::Link, id).has_value() ||
           edits.removed.contains(Target{TargetKind::Link, id});
}

std::string freeName(const LinkProposal& of, bool isAccess, const Registry& registry, const Edits& edits)
{
    for (std::uint32_t k = 1;; ++k) {
        std::string id = isAccess ? accessLinkId(of.a, k) : linkId(of.a, of.b, of.carrier, k);
        if (!isTaken(id, registry, edits)) {
            return id;
        }
    }
}

} // namespace

LinkAnswer proposeLink(const EntityKey& from, const EntityKey& to, const Registry& registry,
                       const Edits& edits)
{
    auto a = placeOf(from, registry);
    auto b = placeOf(to, registry);
    if (!a || !b) {
        return refusal(Words::tr("A link joins two sites, or a pool and a site."));
    }
    if (*a == *b) {
        return refusal(Words::tr("Both ends of the link are the same place."));
    }
    if (isPool(*a) && isPool(*b)) {
        return refusal(Words::tr("A link cannot join two pools: lead it to a site."));
    }
    if (isPool(*b)) {
        std::swap(a, b);
    }
    const bool isAccess = isPool(*a);
    LinkProposal out;
    out.a = registry.endpointId(*a);
    out.b = registry.endpointId(*b);
    const CarrierIndex carrier = carrierFor(*a, *b, registry);
    out.carrier = carrier.isValid() ? registry[carrier].id : std::string();
    out.capacity_bps = medianCapacity(*a, *b, isAccess ? LinkKind::Access : LinkKind::Backbone, registry);
    out.conduits = ConduitChain(registry, edits).find(*a, *b, out.route_m);
    if (out.conduits.empty()) {
        out.route_m = twin::distanceMetres(registry.position(*a), registry.position(*b)) *
                      twin::network::ReadOptions{}.routeFactor;
    }
    if (out.conduits.size() > kMaxListed) {
        return refusal(Words::tr("The way between them has more than %n conduit(s).", nullptr,
                                 static_cast<int>(kMaxListed)));
    }
    out.id = freeName(out, isAccess, registry, edits);
    if (auto name = Identifier::parse(IdentifierKind::Link, out.id); !name) {
        return refusal(Words::tr("No name for the link can be made of those of its ends."));
    }
    return {std::move(out), {}};
}

Command addLinkCommand(const LinkProposal& proposal)
{
    AddLink out;
    out.id = proposal.id;
    out.a = proposal.a;
    out.b = proposal.b;
    out.carrier = proposal.carrier;
    out.capacity_bps = proposal.capacity_bps;
    out.conduits = proposal.conduits;
    if (proposal.conduits.empty()) {
        out.delay = std::max<twin::TimeNs>(
            1, static_cast<twin::TimeNs>(proposal.route_m * twin::network::ReadOptions{}.nsPerMetre));
    }
    return {std::move(out), {}, {}, {}};
}

} // namespace models
