#include "twin/scenario/job_speed.h"

namespace twin::scenario {

double crossSiteEfficiency(const CrossSiteStep& step)
{
    if (step.bandwidth_bps <= 0) {
        return 0;
    }
    const double flops = static_cast<double>(step.cards) * step.gflopsPerCard * 1e9 * step.mfu;
    if (step.sites < 2 || step.parameters == 0 || flops <= 0) {
        return 1;
    }
    const auto n = static_cast<double>(step.parameters);
    const auto k = static_cast<double>(step.sites);
    const double compute_s = 6 * n * static_cast<double>(step.tokens) / flops;
    const double bytes = 2 * (k - 1) / k * n * 2;
    const double exchange_s =
        8 * bytes / step.bandwidth_bps + static_cast<double>(step.roundTrip) / static_cast<double>(kSecond);
    return compute_s / (compute_s + exchange_s);
}

} // namespace twin::scenario
