#pragma once

#include "twin/flow/share_problem.h"
#include "twin/support/rng.h"

#include <cmath>
#include <numeric>
#include <vector>

/// Random links and flows for property tests.
namespace flow_test {

struct ShareShape
{
    std::uint32_t links = 20;
    std::uint32_t flows = 60;
    std::uint32_t longestPath = 5;
    double leastCapacity_bps = 1;
    double mostCapacity_bps = 1e14;
    bool onlyRound = false; ///< few different capacities: ties everywhere
    bool weights = false;
    bool caps = false;
    std::uint32_t priorities = 1;
};

inline double logUniform(twin::Rng& rng, double low, double high)
{
    return low * std::pow(high / low, rng.uniform());
}

inline std::vector<std::uint32_t> randomPath(const ShareShape& shape, twin::Rng& rng)
{
    std::vector<std::uint32_t> links(shape.links);
    std::iota(links.begin(), links.end(), 0U);
    const auto length = static_cast<std::uint32_t>(1 + rng.below(std::min(shape.longestPath, shape.links)));
    for (std::uint32_t i = 0; i < length; ++i) {
        std::swap(links[i], links[i + rng.below(shape.links - i)]);
    }
    links.resize(length);
    return links;
}

inline double randomCapacity(const ShareShape& shape, twin::Rng& rng)
{
    if (shape.onlyRound) {
        return shape.mostCapacity_bps / static_cast<double>(1 + rng.below(3));
    }
    return logUniform(rng, shape.leastCapacity_bps, shape.mostCapacity_bps);
}

inline twin::flow::FlowTerms randomTerms(const ShareShape& shape, twin::Rng& rng)
{
    twin::flow::FlowTerms out;
    if (shape.weights) {
        out.weight = shape.onlyRound ? static_cast<double>(1 + rng.below(4)) : rng.uniform(0.05, 20);
    }
    if (shape.caps && rng.below(2) == 0) {
        out.cap_bps = randomCapacity(shape, rng) / 4;
    }
    out.priority = static_cast<std::uint32_t>(rng.below(shape.priorities));
    return out;
}

inline twin::flow::ShareProblem randomProblem(const ShareShape& shape, twin::Rng& rng)
{
    twin::flow::ShareProblem out;
    for (std::uint32_t l = 0; l < shape.links; ++l) {
        out.capacity_bps.push_back(randomCapacity(shape, rng));
    }
    for (std::uint32_t f = 0; f < shape.flows; ++f) {
        out.add(randomPath(shape, rng), randomTerms(shape, rng));
    }
    return out;
}

/// Largest difference of two rates, as a part of the larger one. Rates below 1e-9 of the fastest link they
/// could use are rests of rounding and count as part of that.
inline double largestDifference(const twin::flow::ShareProblem& problem, const std::vector<double>& a,
                                const std::vector<double>& b)
{
    double worst = 0;
    for (std::size_t f = 0; f < a.size(); ++f) {
        if (a[f] == b[f]) {
            continue;
        }
        double scale = std::max(a[f], b[f]);
        for (const auto l : problem.path(f)) {
            scale = std::max(scale, 1e-4 * std::min(problem.capacity_bps[l], 1e16));
        }
        worst = std::max(worst, std::abs(a[f] - b[f]) / scale);
    }
    return worst;
}

} // namespace flow_test
