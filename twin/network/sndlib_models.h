#pragma once

#include "twin/network/rate_unit.h"
#include "twin/network/sndlib_data.h"

#include <string>
#include <vector>

namespace twin::network {

/// How a file is understood where it does not say it itself.
struct SndlibModels
{
    RateUnit unit = RateUnit::Mbps;
    bool directed = false; ///< links are arcs
    bool demandsBothWays = false;
    bool degrees = true;           ///< coordinates are degrees, not of a drawing
    double metricScale = 0;        ///< metric = routing cost times this; 0 = the costs are no metrics
    std::vector<std::string> said; ///< what was decided, a sentence each
};

[[nodiscard]] SndlibModels decideSndlibModels(const SndlibData& data, const SndlibOptions& options);

/// What the file counts in: as asked, as its META section says, or Mb/s. Adds a sentence to `said` when the
/// file itself does not say it.
[[nodiscard]] RateUnit sndlibUnit(const SndlibData& data, const SndlibOptions& options,
                                  std::vector<std::string>& said);

} // namespace twin::network
