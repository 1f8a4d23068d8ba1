#pragma once

#include "app/ctl/command.h"
#include "twin/flow/explain.h"
#include "twin/flow/residual.h"
#include "twin/network/measurement_file.h"
#include "twin/network/network.h"
#include "twin/support/result.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

/// `residual`: what is compared with what, and what explains the difference.
namespace app::ctl {

/// The residuals of a network's arcs, and how the background's groups of demands were fitted.
struct Compared
{
    std::shared_ptr<const twin::network::Graph> graph;
    twin::flow::ArcResiduals residuals;
    std::vector<std::string> groups; ///< names, as many as residuals.levels
    std::vector<double> nominal;     ///< by group
    std::optional<double> hour;      ///< local, of the nominal levels; none when there is one matrix
    std::optional<twin::flow::Diagnosis> diagnosis; ///< with `--locate`
    std::vector<std::string> flowIds;               ///< by flow number of the diagnosis
    double seconds = 0;                             ///< of the computing alone
};

/// A saved state with its telemetry, a registry's workload or a matrix with `--loads`, as the arguments say.
/// Errors: BadInput for missing or unreadable loads, demands and names; those of routing.
[[nodiscard]] twin::Result<Compared> compareAsAsked(const Args& args, const twin::network::Network& network);

} // namespace app::ctl
