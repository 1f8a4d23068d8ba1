#include "twin/flow/max_min.h"

#include "twin/flow/progressive_filling.h"

#include <algorithm>
#include <cmath>

namespace twin::flow {

namespace {

struct PriorityFlows
{
    std::vector<std::uint32_t> flows;
    std::vector<FillingClass> classes;
};

PriorityFlows flowsOf(const ShareProblem& problem, std::uint32_t priority)
{
    PriorityFlows out;
    for (std::uint32_t flow = 0; flow < problem.flowCount(); ++flow) {
        const FlowTerms& terms = problem.terms[flow];
        if (terms.priority == priority) {
            out.flows.push_back(flow);
            out.classes.push_back(
                {problem.path(flow), fixedFrom<kWeightBits>(terms.weight), terms.cap_bps / terms.weight});
        }
    }
    return out;
}

/// What the flows leave of the links; a rest that is only rounding is none.
void takeAway(std::vector<Int128>& left, const PriorityFlows& served, std::span<const Int128> rates)
{
    std::vector<Int128> load(left.size(), 0);
    for (std::size_t i = 0; i < served.flows.size(); ++i) {
        for (const std::uint32_t link : served.classes[i].links) {
            load[link] += rates[i];
        }
    }
    for (std::size_t link = 0; link < left.size(); ++link) {
        const Int128 rest = left[link] - load[link];
        left[link] = rest <= (left[link] >> kNothingLeftBits) ? 0 : rest;
    }
}

} // namespace

std::vector<double> maxMinRates(const ShareProblem& problem)
{
    std::vector<double> out(problem.flowCount(), kNoLimit);
    std::vector<Int128> left;
    for (const double capacity : problem.capacity_bps) {
        left.push_back(rateFrom(std::min(capacity, kFastestLink_bps)));
    }
    ProgressiveFilling filling;
    for (std::uint32_t priority = 0; priority < kPriorities; ++priority) {
        const PriorityFlows served = flowsOf(problem, priority);
        if (served.flows.empty()) {
            continue;
        }
        filling.run(left, served.classes);
        std::vector<Int128> rates;
        for (std::size_t i = 0; i < served.flows.size(); ++i) {
            const double level = filling.level()[i];
            out[served.flows[i]] = level * problem.terms[served.flows[i]].weight;
            rates.push_back(std::isfinite(level) ? rateFrom(out[served.flows[i]]) : 0);
        }
        takeAway(left, served, rates);
    }
    return out;
}

} // namespace twin::flow
