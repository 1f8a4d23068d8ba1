#include "twin/scenario/job_speed.h"

#include "twin/compute/inter_centre.h"

namespace twin::scenario {

double crossSiteEfficiency(const CrossSiteStep& step)
{
    constexpr double kLeastRate_bps = 1e3; // of the model; below it a job stands still
    if (step.bandwidth_bps < kLeastRate_bps) {
        return 0;
    }
    if (step.sites < 2) {
        return 1;
    }
    compute::InterCentreInput input;
    input.size = {static_cast<double>(step.parameters), static_cast<double>(step.tokens), step.cards,
                  step.gflopsPerCard / 1e3, step.mfu};
    input.sites = step.sites;
    input.line.rate_bps = step.bandwidth_bps;
    input.line.rtt_s = static_cast<double>(step.roundTrip) / static_cast<double>(kSecond);
    const auto answer = compute::interCentre(input);
    return answer ? answer->efficiency : 1;
}

} // namespace twin::scenario
