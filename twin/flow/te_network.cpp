#include "twin/flow/te_network.h"

#include <algorithm>

namespace twin::flow {

namespace {

/// The largest limited capacity of the arcs kept; 1 when there is none.
double unitOf(std::span<const std::uint64_t> capacity_bps, const std::vector<std::uint32_t>& arcs)
{
    std::uint64_t largest = 0;
    for (const std::uint32_t arc : arcs) {
        if (capacity_bps[arc] != network::kUnlimited_bps) {
            largest = std::max(largest, capacity_bps[arc]);
        }
    }
    return largest == 0 ? 1.0 : static_cast<double>(largest);
}

} // namespace

double meanAmount(std::span<const TeCommodity> commodities)
{
    double sum = 0;
    for (const TeCommodity& commodity : commodities) {
        sum += commodity.amount;
    }
    return commodities.empty() ? 1 : sum / static_cast<double>(commodities.size());
}

void raisePrices(const TeNetwork& network, double floor, double highest, std::span<double> price)
{
    double priced = 0;
    for (std::uint32_t arc = 0; arc < network.arcCount(); ++arc) {
        priced += network.capacity[arc] == kNoLimit ? 0 : price[arc] * network.capacity[arc];
    }
    for (std::uint32_t arc = 0; arc < network.arcCount(); ++arc) {
        const double least = std::min(highest, floor * priced / network.capacity[arc]);
        price[arc] = std::max(price[arc], least);
    }
}

TeNetwork teNetworkOf(const network::Graph& graph, std::span<const std::uint8_t> failed,
                      std::span<const std::uint64_t> capacity_bps)
{
    const auto capacity = capacity_bps.empty() ? graph.capacity() : capacity_bps;
    TeNetwork out;
    for (std::uint32_t node = 0; node < graph.nodeCount(); ++node) {
        for (std::uint32_t arc = graph.firstOut(node); arc < graph.firstOut(node + 1); ++arc) {
            if ((failed.empty() || failed[arc] == 0) && capacity[arc] > 0) {
                out.origin.push_back(arc);
            }
        }
        out.firstOut.push_back(static_cast<std::uint32_t>(out.origin.size()));
        out.transit.push_back(node < graph.coreCount() ? 1 : 0);
    }
    out.unit_bps = unitOf(capacity, out.origin);
    for (const std::uint32_t arc : out.origin) {
        out.from.push_back(graph.from()[arc]);
        out.to.push_back(graph.to()[arc]);
        out.delay.push_back(graph.delay()[arc]);
        const bool unlimited = capacity[arc] == network::kUnlimited_bps;
        out.capacity.push_back(unlimited ? kNoLimit : static_cast<double>(capacity[arc]) / out.unit_bps);
    }
    return out;
}

} // namespace twin::flow
