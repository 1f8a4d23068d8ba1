#pragma once

#include "app/ctl/command.h"
#include "twin/compute/offer_table.h"
#include "twin/network/network.h"
#include "twin/state/snapshot.h"
#include "twin/support/result.h"

#include <vector>

/// What pools offer, from a registry (`--registry`) or a saved state (`--state`).
namespace app::ctl {

struct OpenedMoment
{
    twin::network::Network network;    ///< with what is down left out
    twin::state::SnapshotPtr snapshot; ///< of a saved state; else null
    std::string file;
    std::vector<twin::registry::PoolIndex> failedPools = {}; ///< named by `--failed`

    [[nodiscard]] twin::compute::OfferTable offers() const;
};

/// `--registry`, `--state`, `--failed`.
[[nodiscard]] std::vector<OptionSpec> momentOptions();

/// Errors: BadInput: not exactly one of the two, no registry in it; those of opening and of `--failed`.
[[nodiscard]] twin::Result<OpenedMoment> openMoment(const Args& args);

} // namespace app::ctl
