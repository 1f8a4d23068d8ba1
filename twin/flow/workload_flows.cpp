#include "twin/flow/workload_flows.h"

#include <algorithm>
#include <limits>

namespace twin::flow {

std::vector<FlowRequest> workloadFlows(const network::Network& network)
{
    std::vector<FlowRequest> out;
    if (network.workload == nullptr || network.registry == nullptr) {
        return out;
    }
    TimeNs earliest = std::numeric_limits<TimeNs>::max();
    for (const auto& flow : network.workload->flows) {
        earliest = std::min(earliest, flow->start);
    }
    for (const auto& flow : network.workload->flows) {
        FlowRequest one;
        one.id = flow->id;
        one.src = network::demandNode(*network.registry, network.graph, flow->src, "");
        one.dst = network::demandNode(*network.registry, network.graph, flow->dst, "");
        if (!one.src.isValid() || !one.dst.isValid() || one.src == one.dst) {
            continue;
        }
        one.bytes = flow->bytesTotal == 0 ? kNoLimit : static_cast<double>(flow->bytesTotal);
        one.start_s = static_cast<double>(flow->start - earliest) / static_cast<double>(kSecond);
        one.terms.cap_bps = flow->rateRequested_bps > 0 ? flow->rateRequested_bps : kNoLimit;
        out.push_back(std::move(one));
    }
    return out;
}

} // namespace twin::flow
