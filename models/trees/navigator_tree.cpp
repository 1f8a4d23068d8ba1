#include "models/trees/navigator_tree.h"

#include "models/format/format.h"

#include <algorithm>
#include <tuple>

namespace models {

using namespace twin::registry;
using Node = NavigatorModel::Node;
using Type = EntityKey::Type;

namespace {

Node& append(Node& parent, EntityKey key, const twin::Name& name)
{
    auto child = std::make_unique<Node>();
    child->key = std::move(key);
    child->name = name;
    child->parent = &parent;
    child->row = static_cast<int>(parent.children.size());
    parent.children.push_back(std::move(child));
    return *parent.children.back();
}

Node& childOf(Node& parent, const EntityKey& key, const twin::Name& name)
{
    const auto found = std::ranges::find(parent.children, key, [](const auto& child) { return child->key; });
    return found != parent.children.end() ? **found : append(parent, key, name);
}

std::uint32_t provinceCode(std::uint32_t adcode)
{
    return adcode / 10000 * 10000;
}

Node& provinceNode(Node& parent, std::uint32_t adcode)
{
    const twin::Province* province = twin::provinceOf(adcode);
    return childOf(parent, {Type::Province, QString::number(provinceCode(adcode))},
                   province != nullptr ? province->shortName : twin::Name{});
}

/// Pools by hub, province, enterprise, identifier; those outside the hubs last.
std::vector<std::uint32_t> sortedPools(const Registry& registry)
{
    std::vector<std::uint32_t> order(registry.pools.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::ranges::sort(order, {}, [&](std::uint32_t i) {
        const Pool& pool = registry.pools[i];
        return std::tuple(pool.hub.value(), provinceCode(pool.adcode), pool.subject.value(), i);
    });
    return order;
}

void addPools(Node& root, const Registry& registry)
{
    for (const std::uint32_t index : sortedPools(registry)) {
        const Pool& pool = registry.pools[index];
        Node& hub = pool.hub ? childOf(root, {Type::Hub, format::text(registry[pool.hub].id)},
                                       registry[pool.hub].name)
                             : childOf(root, {Type::Hub, QStringLiteral("-")}, {});
        Node& province = provinceNode(hub, pool.adcode);
        Node& enterprise =
            pool.subject ? childOf(province, {Type::Enterprise, format::text(registry[pool.subject].id)},
                                   registry[pool.subject].name)
                         : province;
        append(enterprise, {Type::Pool, format::text(pool.id)}, pool.name).leaf = index;
    }
}

void addSites(Node& root, const Registry& registry)
{
    for (std::uint32_t i = 0; i < registry.sites.size(); ++i) {
        const Site& site = registry.sites[i];
        Node* parent = &root;
        if (site.adcode != 0) {
            parent = &provinceNode(root, site.adcode);
        } else if (!site.carriers.empty()) {
            const Carrier& carrier = registry[site.carriers.front()];
            // A carrier cannot be selected: its line only groups.
            parent = &childOf(root, {Type::None, format::text(carrier.id)}, carrier.name);
        }
        append(*parent, {Type::Site, format::text(site.id)}, site.name).leaf = i;
    }
}

void readPool(Node& node, const twin::state::Snapshot& snapshot)
{
    const auto& pool = snapshot.registry->pools[node.leaf];
    const auto fp16 = static_cast<double>(pool.declared[twin::Precision::Fp16]);
    const auto use = twin::state::utilisation(snapshot, {twin::EntityKind::Pool, node.leaf});
    node.gflops = fp16;
    node.isStale = use.stale;
    node.weight = use.isUsable() ? fp16 : 0;
    node.busy = node.weight * use.value;
    node.worst = use.isUsable() ? use.value : -1;
}

void readSite(Node& node, const twin::state::Snapshot& snapshot)
{
    node.worst = -1;
    for (const LinkIndex link : snapshot.registry->sites[node.leaf].links) {
        const auto use = twin::state::utilisation(snapshot, {twin::EntityKind::Link, link.value()});
        node.worst = use.isUsable() ? std::max(node.worst, use.value) : node.worst;
    }
}

} // namespace

std::unique_ptr<Node> makeNavigatorTree(const Registry& registry)
{
    auto root = std::make_unique<Node>();
    if (registry.pools.empty()) {
        addSites(*root, registry);
    } else {
        addPools(*root, registry);
    }
    return root;
}

void sumUp(Node& node, const twin::state::Snapshot& snapshot, const EntityFilter* filter)
{
    if (node.leaf != twin::EntityRef::kNone) {
        node.key.type == Type::Pool ? readPool(node, snapshot) : readSite(node, snapshot);
        return;
    }
    node.gflops = node.weight = node.busy = 0;
    node.worst = -1;
    for (const auto& child : node.children) {
        sumUp(*child, snapshot, filter);
        const bool isPool = child->key.type == Type::Pool;
        if (filter != nullptr && isPool && !filter->passesPool(snapshot, child->leaf)) {
            continue;
        }
        node.gflops += child->gflops;
        node.weight += child->weight;
        node.busy += child->busy;
        // Without FP16 there is nothing to weigh with: a group of such leaves shows its busiest.
        node.worst = std::max(node.worst, child->worst);
    }
}

} // namespace models
