#include "twin/flow/pair_set.h"

#include <algorithm>
#include <utility>

namespace twin::flow {

PairSet PairSet::allOf(std::span<const network::NodeIndex> ends)
{
    std::vector<std::uint32_t> nodes;
    for (const network::NodeIndex node : ends) {
        nodes.push_back(node.value());
    }
    std::ranges::sort(nodes);
    nodes.erase(std::ranges::unique(nodes).begin(), nodes.end());
    PairSet out;
    out.m_source.reserve(nodes.size() * nodes.size());
    for (const std::uint32_t destination : nodes) {
        for (const std::uint32_t source : nodes) {
            if (source != destination) {
                out.m_source.push_back(source);
            }
        }
        out.m_destination.push_back(destination);
        out.m_first.push_back(out.m_source.size());
    }
    return out;
}

PairSet PairSet::of(std::span<const network::NodeDemand> demands)
{
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs; // destination, source
    for (const network::NodeDemand& demand : demands) {
        if (demand.src != demand.dst) {
            pairs.emplace_back(demand.dst.value(), demand.src.value());
        }
    }
    std::ranges::sort(pairs);
    pairs.erase(std::ranges::unique(pairs).begin(), pairs.end());
    PairSet out;
    for (const auto& [destination, source] : pairs) {
        if (out.m_destination.empty() || out.m_destination.back() != destination) {
            out.m_destination.push_back(destination);
            out.m_first.push_back(out.m_source.size());
        }
        out.m_source.push_back(source);
        out.m_first.back() = out.m_source.size();
    }
    return out;
}

std::size_t PairSet::destinationOf(std::size_t pair) const
{
    const auto after = std::ranges::upper_bound(m_first, pair);
    return static_cast<std::size_t>(after - m_first.begin()) - 1;
}

std::optional<std::size_t> PairSet::find(std::uint32_t source, std::uint32_t destination) const
{
    const auto at = std::ranges::lower_bound(m_destination, destination);
    if (at == m_destination.end() || *at != destination) {
        return std::nullopt;
    }
    const auto nth = static_cast<std::size_t>(at - m_destination.begin());
    const std::span<const std::uint32_t> sources(m_source.data() + m_first[nth],
                                                 m_first[nth + 1] - m_first[nth]);
    const auto found = std::ranges::lower_bound(sources, source);
    if (found == sources.end() || *found != source) {
        return std::nullopt;
    }
    return m_first[nth] + static_cast<std::size_t>(found - sources.begin());
}

std::vector<double> PairSet::sumOf(std::span<const network::NodeDemand> demands, double& others_bps) const
{
    std::vector<double> out(size(), 0);
    for (const network::NodeDemand& demand : demands) {
        if (const auto pair = find(demand.src.value(), demand.dst.value())) {
            out[*pair] += demand.bps;
        } else {
            others_bps += demand.bps;
        }
    }
    return out;
}

} // namespace twin::flow
