#pragma once

#include "twin/support/units.h"

#include <cstdint>

namespace twin::scenario {

/// A step of training across centres, as the network sees it.
struct CrossSiteStep
{
    std::uint64_t parameters = 0;
    std::uint64_t tokens = 0; ///< of a step
    std::uint32_t cards = 0;
    double gflopsPerCard = 0; ///< at the job's precision
    double mfu = 0.4;
    std::uint32_t sites = 2;
    double bandwidth_bps = 0; ///< of the slowest leg between two sites
    TimeNs roundTrip = 0;
};

/// Fraction of the speed the same cards have in one centre (compute::interCentre: data parallel over lossless
/// lines, nothing hidden behind computing). 0 without bandwidth; 1 where the sizes are not known or beyond
/// the model. The narrow seam to the models: nothing else here knows how fast jobs run.
[[nodiscard]] double crossSiteEfficiency(const CrossSiteStep& step);

} // namespace twin::scenario
