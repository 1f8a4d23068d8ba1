#pragma once

#include "app/ctl/answer_text.h"
#include "app/ctl/command.h"
#include "twin/network/demand_file.h"
#include "twin/network/network.h"
#include "twin/support/digest.h"
#include "twin/support/result.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <vector>

/// What the commands that compute on a network have in common: their inputs and the end of their answers.
namespace app::ctl {

/// `--network`, `--failed`, and what stands in for what a network file leaves out (`--default-capacity-bps`,
/// …).
[[nodiscard]] std::vector<OptionSpec> networkOptions();
/// `--demands`; without it, the demands that stand in the network's own file.
[[nodiscard]] OptionSpec demandsOption();
/// `--threads` and `--seed`.
[[nodiscard]] std::vector<OptionSpec> computeOptions();

/// Opens `--network`: a snapshot, a saved state or a network file. Out of service in it is what the state
/// says is down, and what `--failed` names (links, arcs, conduits, interconnection points, pools, sites,
/// SITE@CARRIER, joined by `;`). Errors: those of openNetwork, openState and failedArcs.
[[nodiscard]] twin::Result<twin::network::Network> openNetworkOf(const Args& args);
/// How `--demands` and other files of demands are read.
[[nodiscard]] twin::network::DemandOptions demandOptionsOf(const Args& args);
/// Reads `--demands`, or takes those of the network's own file. Errors: those of readDemands; BadInput when
/// there are none.
[[nodiscard]] twin::Result<twin::network::DemandSet> openDemandsOf(const Args& args,
                                                                   const twin::network::Network& network);

[[nodiscard]] unsigned threadsOf(const Args& args);
[[nodiscard]] std::uint64_t seedOf(const Args& args);

/// Head of an answer: network, its format, nodes, links, and the sentences on what was assumed.
void describeNetwork(nlohmann::ordered_json& answer, const twin::network::Network& network,
                     const std::string& path);

/// Takes out of service what `--failed` names, beside what is out already. Errors: BadInput.
[[nodiscard]] twin::Result<> addFailures(const Args& args, twin::network::Network& network);

/// The demands of an answer: `demands` as their source lists them, `demands_used` those that are computed
/// with (without those from a node to itself; both ways where the source means both), and what was left out.
void describeDemands(nlohmann::ordered_json& answer, const twin::network::DemandSet& demands);

} // namespace app::ctl
