#pragma once

#include "twin/compute/offer_table.h"
#include "twin/compute/placement_request.h"
#include "twin/network/graph.h"
#include "twin/registry/workload.h"

#include <memory>
#include <span>
#include <vector>

namespace twin::compute {

/// What the reservations of a registry take beside what is counted already, in the terms of a placement:
/// - of a job that holds cards (`offer_table.h`) what is reserved for it beyond the cards it holds there, and
///   of bandwidth beyond the rate its flows ask for from there;
/// - of any other job, and of none, all of it, from its start to its end;
/// - of a job that is to be placed (`planned`) nothing: it is what it will get; nor of one that is over.
/// Bandwidth of a link is taken both ways. Storage is no part of a placement; what ended before `origin`, and
/// objects that are none, are left out. A reservation of a pool with several chip classes that does not say
/// which (through its job) is shared out by their numbers.
/// @param jobs   as they are now
/// @param origin second 0 of the plan
[[nodiscard]] std::vector<StandingReservation>
registeredReservations(const registry::Workload& workload,
                       std::span<const std::shared_ptr<const registry::Job>> jobs, const OfferTable& table,
                       const network::Graph& graph, TimeNs origin, std::span<const PlacementRequest> planned);

/// Midnight (UTC+8) of the day a workload describes: that on which the last of its jobs that hold cards
/// began.
[[nodiscard]] TimeNs dayOf(const registry::Workload& workload);

/// Midnight of the day, UTC+8.
[[nodiscard]] TimeNs midnightOf(TimeNs time);

} // namespace twin::compute
