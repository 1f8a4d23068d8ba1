#pragma once

#include "twin/flow/availability.h"
#include "twin/flow/sweep.h"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <string>

namespace app::ctl {

/// `failed,mlu,lost_bps,disconnected_pairs`, the base first, then scenarios by number (docs/formats.md).
[[nodiscard]] std::string sweepCsv(const twin::flow::SweepResult& result);

/// `link,base,worst,failed`, links and then interconnection points in the network's order (docs/formats.md).
[[nodiscard]] std::string headroomCsv(const twin::flow::SweepResult& result);

/// Puts the `headroom` of an answer in the order a person reads it in: what becomes fullest first.
void sortHeadroom(nlohmann::ordered_json& answer);

/// Counts, the base, the `top` worst scenarios and the headroom of every link.
void describeSweep(nlohmann::ordered_json& answer, const twin::network::Graph& graph,
                   const twin::flow::SweepResult& result, std::size_t top);

/// `src,dst,demand_bps,availability,low,high`, a pair of nodes a row (docs/formats.md).
[[nodiscard]] std::string availabilityCsv(const twin::network::Graph& graph,
                                          const twin::flow::AvailabilityResult& result);

/// Counts, what is lost, and the `top` least available pairs.
void describeAvailability(nlohmann::ordered_json& answer, const twin::network::Graph& graph,
                          const twin::flow::AvailabilityResult& result, std::size_t top);

} // namespace app::ctl
