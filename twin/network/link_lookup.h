#pragma once

#include "twin/network/graph.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace twin::network {

/// Finds links by their own name, by what results call them (Graph::linkLabel, `edge_0;edge_1`), or by the
/// name the file gives either of their arcs (`edge_0`). Where the three meet, the first holds.
class LinkLookup
{
  public:
    /// Cost: O(links).
    explicit LinkLookup(const Graph& graph);

    /// The link, or none.
    [[nodiscard]] registry::LinkIndex find(std::string_view name) const;

  private:
    std::unordered_map<std::string, std::uint32_t> m_links;
};

/// The arcs of the interconnection point called `name`, both directions; empty when there is none.
[[nodiscard]] std::vector<std::uint32_t> arcsOfPoint(const Graph& graph, const std::string& name);

} // namespace twin::network
