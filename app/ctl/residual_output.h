#pragma once

#include "app/ctl/residual_run.h"

#include <nlohmann/json_fwd.hpp>

#include <string>

/// `residual`: its answer.
namespace app::ctl {

/// The fields of the answer: counts, fitted levels, the `top` arcs furthest off, and with a diagnosis what
/// explains them.
void describeResiduals(nlohmann::ordered_json& out, const Compared& compared, std::size_t top);

/// One row an arc, in the network's order; cells are empty where nothing is measured.
[[nodiscard]] std::string residualsCsv(const Compared& compared);

/// Digest of residuals, deviations and explanations.
[[nodiscard]] std::string hashOf(const Compared& compared);

} // namespace app::ctl
