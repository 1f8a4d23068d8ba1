#include "twin/flow/demand_errors.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace twin::flow {

namespace {

struct Compared
{
    double truth = 0;
    double estimate = 0;
};

/// Every pair of either side once, the truth's in the order of their numbers.
std::vector<Compared> align(const PairSet& pairs, std::span<const double> pair_bps,
                            std::span<const network::NodeDemand> truth, std::size_t& others)
{
    const PairSet true_pairs = PairSet::of(truth);
    double loops = 0;
    const std::vector<double> true_bps = true_pairs.sumOf(truth, loops);
    std::vector<Compared> out;
    std::vector<std::uint8_t> isSeen(pairs.size(), 0);
    for (std::size_t nth = 0; nth < true_pairs.destinationCount(); ++nth) {
        for (std::size_t pair = true_pairs.first(nth); pair < true_pairs.first(nth + 1); ++pair) {
            const auto here = pairs.find(true_pairs.source(pair), true_pairs.destination(nth));
            out.push_back({true_bps[pair], here ? pair_bps[*here] : 0});
            if (here) {
                isSeen[*here] = 1;
            }
        }
    }
    others = out.size();
    for (std::size_t pair = 0; pair < pairs.size(); ++pair) {
        if (isSeen[pair] == 0) {
            out.push_back({0, pair_bps[pair]});
        }
    }
    return out;
}

void addLarge(std::vector<Compared> sorted, double total, DemandErrors& out)
{
    std::ranges::stable_sort(sorted, std::ranges::greater(), &Compared::truth);
    double carried = 0;
    double sum = 0;
    for (const Compared& one : sorted) {
        if (one.truth <= 0 || carried >= kLargeShare * total) {
            break;
        }
        carried += one.truth;
        sum += std::abs(one.estimate - one.truth) / one.truth;
        ++out.largeDemands;
    }
    out.meanRelative = out.largeDemands > 0 ? sum / static_cast<double>(out.largeDemands) : 0;
}

} // namespace

DemandErrors demandErrors(const PairSet& pairs, std::span<const double> pair_bps,
                          std::span<const network::NodeDemand> truth)
{
    std::size_t listed = 0;
    const std::vector<Compared> all = align(pairs, pair_bps, truth, listed);
    DemandErrors out;
    double total = 0;
    double estimated = 0;
    double square = 0;
    double off = 0;
    for (const Compared& one : all) {
        out.trueDemands += one.truth > 0 ? 1U : 0U;
        total += one.truth;
        estimated += one.estimate;
        square += one.truth * one.truth;
        off += (one.estimate - one.truth) * (one.estimate - one.truth);
    }
    if (total <= 0) {
        return {};
    }
    out.rmse_bps = std::sqrt(off / static_cast<double>(all.size()));
    out.spatial = std::sqrt(off / square);
    out.totalRatio = estimated / total;
    addLarge(std::vector<Compared>(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(listed)), total,
             out);
    return out;
}

LinkFit linkFit(std::span<const double> fitted_bps, std::span<const double> measured_bps)
{
    double off = 0;
    double square = 0;
    double worst = 0;
    double largest = 0;
    for (std::size_t arc = 0; arc < measured_bps.size(); ++arc) {
        if (std::isnan(measured_bps[arc])) {
            continue;
        }
        const double difference = std::abs(fitted_bps[arc] - measured_bps[arc]);
        off += difference * difference;
        square += measured_bps[arc] * measured_bps[arc];
        worst = std::max(worst, difference);
        largest = std::max(largest, measured_bps[arc]);
    }
    return {square > 0 ? std::sqrt(off / square) : 0, largest > 0 ? worst / largest : 0};
}

} // namespace twin::flow
