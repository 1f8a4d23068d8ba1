#pragma once

#include "twin/network/disjoint_pair.h"
#include "twin/network/ecmp_route.h"
#include "twin/network/latency_reach.h"
#include "twin/network/network.h"
#include "twin/network/route.h"
#include "twin/state/snapshot.h"
#include "twin/support/digest.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <vector>

/// Answers about routes as `route` prints them (docs/command-line.md).
namespace app::ctl {

/// A network, and the state it was saved in where it comes from a `.sws` file.
struct RoutedNetwork
{
    twin::network::Network network;
    twin::state::SnapshotPtr snapshot; ///< null without live values
};

[[nodiscard]] nlohmann::ordered_json routeJson(const RoutedNetwork& in, twin::network::NodeIndex from,
                                               const twin::network::Route& route);
[[nodiscard]] nlohmann::ordered_json ecmpJson(const RoutedNetwork& in, const twin::network::EcmpRoute& ecmp);
/// With what the two paths share (nothing, or the kind of disjointness was a weaker one), compared anew.
[[nodiscard]] nlohmann::ordered_json disjointJson(const RoutedNetwork& in,
                                                  const twin::network::DisjointQuery& query,
                                                  const twin::network::DisjointAnswer& answer);
[[nodiscard]] nlohmann::ordered_json reachJson(const RoutedNetwork& in,
                                               const twin::network::LatencyReach& reach);

/// What the state hash covers.
void addTo(twin::Digest& digest, const twin::network::Route& route);

} // namespace app::ctl
