#pragma once

#include "models/selection/entity_key.h"
#include "models/trees/navigator_model.h"
#include "twin/state/snapshot.h"

#include <memory>
#include <vector>

namespace models {

/// One line of the navigator. A group's figures are sums over its leaves.
struct NavigatorModel::Node
{
    EntityKey key;
    twin::Name name;
    Node* parent = nullptr;
    int row = 0;
    std::uint32_t leaf = twin::EntityRef::kNone; ///< pool or site number
    std::vector<std::unique_ptr<Node>> children;

    double gflops = 0;    ///< FP16 of the pools below
    double weight = 0;    ///< of the pools below whose utilisation is usable
    double busy = 0;      ///< Σ weight × utilisation
    double worst = -1;    ///< of a site: busiest of its links; negative when unknown
    bool isStale = false; ///< of a leaf: its value is old

    /// Negative when unknown.
    [[nodiscard]] double utilisation() const { return weight > 0 ? busy / weight : worst; }
};

/// hub › province › enterprise › pool, or region › site where there are no pools.
[[nodiscard]] std::unique_ptr<NavigatorModel::Node>
makeNavigatorTree(const twin::registry::Registry& registry);

/// Fills the figures of all nodes from the snapshot; of groups those of what passes the filter (null: all).
void sumUp(NavigatorModel::Node& node, const twin::state::Snapshot& snapshot, const EntityFilter* filter);

} // namespace models
