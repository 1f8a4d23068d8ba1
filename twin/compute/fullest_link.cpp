#include "twin/compute/fullest_link.h"

#include "twin/support/rng.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace twin::compute {

namespace {

constexpr double kMostOperations = 2e8;
constexpr std::uint64_t kMostThrown = 1'000'000; ///< parts of one trial that are thrown one by one
constexpr double kNegligible = 1e-16;            ///< of the largest term of a distribution

/// Probabilities of consecutive whole numbers, the first being `first`; those left out are negligible.
struct Distribution
{
    std::uint64_t first = 0;
    std::vector<double> weight;
};

void trim(Distribution& d)
{
    const double floor = *std::ranges::max_element(d.weight) * kNegligible;
    std::size_t begin = 0;
    while (d.weight[begin] < floor) {
        ++begin;
    }
    std::size_t end = d.weight.size();
    while (d.weight[end - 1] < floor) {
        --end;
    }
    d.weight.erase(d.weight.begin() + static_cast<std::ptrdiff_t>(end), d.weight.end());
    d.weight.erase(d.weight.begin(), d.weight.begin() + static_cast<std::ptrdiff_t>(begin));
    d.first += begin;
}

Distribution convolved(const Distribution& a, const Distribution& b)
{
    Distribution out;
    out.first = a.first + b.first;
    out.weight.assign(a.weight.size() + b.weight.size() - 1, 0.0);
    for (std::size_t i = 0; i < a.weight.size(); ++i) {
        for (std::size_t j = 0; j < b.weight.size(); ++j) {
            out.weight[i + j] += a.weight[i] * b.weight[j];
        }
    }
    trim(out);
    return out;
}

double logPoisson(double mean, double count)
{
    return count * std::log(mean) - mean - std::lgamma(count + 1);
}

/// One link's Poisson count, given that it is at most `limit`: not normalised.
Distribution upTo(double mean, std::uint64_t limit)
{
    constexpr double kReach = 9.5; // standard deviations; what lies below is negligible
    Distribution out;
    out.first =
        static_cast<std::uint64_t>(std::max(0.0, std::floor(mean - kReach * std::sqrt(mean) - kReach)));
    const auto last = std::min(limit, static_cast<std::uint64_t>(mean + 4 * kReach * (std::sqrt(mean) + 1)));
    out.first = std::min(out.first, last);
    for (std::uint64_t count = out.first; count <= last; ++count) {
        out.weight.push_back(std::exp(logPoisson(mean, static_cast<double>(count))));
    }
    trim(out);
    return out;
}

/// P(no link holds more than `limit`): parts on links are Poisson counts, given their sum.
double chanceOfAtMost(std::uint64_t limit, std::uint64_t parts, std::uint32_t links)
{
    if (limit * links < parts) {
        return 0;
    }
    const double mean = static_cast<double>(parts) / links;
    Distribution power = upTo(mean, limit);
    Distribution sum{0, {1.0}};
    for (std::uint32_t left = links;;) {
        if ((left & 1U) != 0) {
            sum = convolved(sum, power);
        }
        left >>= 1U;
        if (left == 0) {
            break;
        }
        power = convolved(power, power);
    }
    if (parts < sum.first || parts - sum.first >= sum.weight.size()) {
        return 0;
    }
    const double total = std::exp(logPoisson(static_cast<double>(parts), static_cast<double>(parts)));
    return std::clamp(sum.weight[parts - sum.first] / total, 0.0, 1.0);
}

/// Largest count of one trial, every part thrown.
std::uint64_t thrownMax(std::uint64_t parts, std::vector<std::uint32_t>& counts, Rng& rng)
{
    std::ranges::fill(counts, 0);
    std::uint32_t most = 0;
    for (std::uint64_t i = 0; i < parts; ++i) {
        most = std::max(most, ++counts[rng.below(counts.size())]);
    }
    return most;
}

double drawnMax(double parts, std::vector<double>& normals, Rng& rng)
{
    const auto links = static_cast<double>(normals.size());
    double sum = 0;
    for (double& z : normals) {
        z = rng.normal();
        sum += z;
    }
    const double mean = parts / links;
    double most = 0;
    for (const double z : normals) {
        const double apart = z - sum / links; // counts sum up to the parts
        most = std::max(most, mean + std::sqrt(mean) * apart + (apart * apart - 1) / 6);
    }
    return most;
}

} // namespace

double exactFullestCost(std::uint64_t parts, std::uint32_t links)
{
    const auto n = static_cast<double>(parts);
    const double mean = n / links;
    const double width = std::min(n, 17 * std::sqrt(n)) + 1;
    const double limits = 6 * std::sqrt(mean) + 15;
    return limits * width * width * 1.5;
}

double exactFullest(std::uint64_t parts, std::uint32_t links)
{
    if (links == 1) {
        return static_cast<double>(parts);
    }
    // E[max] = Σ over k >= 0 of P(max > k), which is 1 up to some limit: found by halving.
    constexpr double kNever = 1e-15;
    std::uint64_t low = 0;
    std::uint64_t high = parts;
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        if (chanceOfAtMost(middle, parts, links) > kNever) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    auto expected = static_cast<double>(low);
    for (std::uint64_t limit = low; limit < parts; ++limit) {
        const double above = 1 - chanceOfAtMost(limit, parts, links);
        expected += above;
        if (above < 1e-13) {
            break;
        }
    }
    return expected;
}

FullestLink simulatedFullest(std::uint64_t parts, std::uint32_t links, std::uint64_t seed)
{
    Rng rng(seed, "compute.fullest_link");
    const bool isThrown = parts <= kMostThrown;
    const double perTrial = isThrown ? static_cast<double>(parts) : 8.0 * links;
    const auto trials = static_cast<std::uint32_t>(std::clamp(4e7 / perTrial, 40.0, 10'000.0));
    std::vector<std::uint32_t> counts(isThrown ? links : 0);
    std::vector<double> normals(isThrown ? 0 : links);
    double sum = 0;
    double squares = 0;
    for (std::uint32_t trial = 0; trial < trials; ++trial) {
        const double most = isThrown ? static_cast<double>(thrownMax(parts, counts, rng))
                                     : drawnMax(static_cast<double>(parts), normals, rng);
        sum += most;
        squares += most * most;
    }
    const double mean = sum / trials;
    const double variance = std::max(0.0, squares / trials - mean * mean) / (trials - 1);
    return {mean, std::sqrt(variance), false};
}

FullestLink fullestLink(std::uint64_t parts, std::uint32_t links, std::uint64_t seed)
{
    return exactFullestCost(parts, links) <= kMostOperations
               ? FullestLink{exactFullest(parts, links), 0, true}
               : simulatedFullest(parts, links, seed);
}

} // namespace twin::compute
