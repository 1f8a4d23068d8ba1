#pragma once

#include "twin/scenario/situation.h"

#include <string>

namespace twin::scenario {

/// SHA-256 over everything a situation says but times: links, pools, flows, jobs, services, sums.
[[nodiscard]] std::string hashOf(const Ground& ground, const Situation& situation);

} // namespace twin::scenario
