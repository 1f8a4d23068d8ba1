#pragma once

#include "twin/network/graph.h"
#include "twin/network/network.h"
#include "twin/registry/registry.h"
#include "twin/support/result.h"

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace twin::network {

/// Finds the nodes people mean by a name: an identifier (pool, site, `SITE@CARRIER`), or the name of a pool
/// or site in either language when no other bears it. Identifiers cost one look into a hash table; the names
/// are indexed when the first is asked for. Graph and registry must outlive it. Not for several threads at
/// once.
class PlaceLookup
{
  public:
    /// `registry`: whose names count; null = identifiers only
    PlaceLookup(const Graph& graph, const registry::Registry* registry)
        : m_graph(graph)
        , m_registry(registry)
    {}

    explicit PlaceLookup(const Network& network)
        : PlaceLookup(network.graph, network.registry.get())
    {}

    /// Errors: BadInput; for an unknown name with the nearest ones there are, for an ambiguous one with the
    /// identifiers of those that bear it.
    [[nodiscard]] Result<NodeIndex> find(std::string_view name)
    {
        const NodeIndex exact = m_graph.nodeByName(name);
        return exact.isValid() ? Result<NodeIndex>(exact) : findByName(name);
    }

    /// By identifier, or else every place that bears the name.
    [[nodiscard]] std::vector<NodeIndex> placesCalled(std::string_view name);
    /// Every identifier and name there is.
    [[nodiscard]] std::vector<std::string> allNames();

  private:
    [[nodiscard]] Result<NodeIndex> findByName(std::string_view name);
    void index();
    void add(std::string_view name, NodeIndex node);

    const Graph& m_graph;
    const registry::Registry* m_registry;
    bool m_isIndexed = false;
    std::unordered_map<std::string_view, std::vector<NodeIndex>> m_byName;
};

/// The only one of `nodes`, which are called `name`. Errors: BadInput, naming them, when they are several.
[[nodiscard]] Result<NodeIndex> theOnlyPlace(const Graph& graph, std::string_view name,
                                             std::span<const NodeIndex> nodes);

/// BadInput: no `what` is called `name`, and which of `known` are nearest.
[[nodiscard]] tl::unexpected<Error> unknownName(std::string_view what, std::string_view name,
                                                std::span<const std::string> known);

} // namespace twin::network
