#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace twin::flow {

/// Flows that share links, each with only a part of its rate on a link: ECMP splits it.
struct SplitProblem
{
    struct Part
    {
        std::uint32_t link = 0;
        double share = 1; ///< of the flow's rate, in (0, 1]
    };

    std::vector<double> capacity_bps; ///< by link, >= 0
    std::vector<double> cap_bps;      ///< by flow: what it asks for, > 0
    std::vector<std::uint32_t> firstPart{0};
    std::vector<Part> parts; ///< by flow; no link twice in a flow

    [[nodiscard]] std::size_t flowCount() const { return cap_bps.size(); }
};

struct SplitRates
{
    std::vector<double> rate_bps;     ///< by flow
    std::vector<std::uint8_t> isFull; ///< by link: it holds some flow back
};

/// Max-min fair rates: none can be raised without lowering one that is not higher. All rates rise together
/// until a flow has what it asks for or a link is full (Bertsekas & Gallager, Data Networks, 6.5.2, with a
/// link's capacity shared in proportion to the parts).
/// Cost: O(parts · log links + flows · log flows).
[[nodiscard]] SplitRates fillFairly(const SplitProblem& problem);

} // namespace twin::flow
