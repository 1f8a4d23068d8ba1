#include "twin/flow/explain_parts.h"

#include "twin/support/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace twin::flow {

using registry::LinkIndex;

namespace {

constexpr std::array kDearer{1.1, 1.25, 1.5, 2.0, 3.0, 5.0, 1000.0};
constexpr std::array kCheaper{0.9, 0.8, 0.67, 0.5, 0.33, 0.2, 0.001};
constexpr double kSuspicious = 2; ///< deviations of a link's own residual that make its cost worth trying
constexpr std::size_t kRefinements = 2;

/// A link whose own load is off, and which way.
struct SuspectLink
{
    LinkIndex link;
    double worst = 0; ///< the larger deviation of its two arcs, with its sign
};

std::vector<SuspectLink> suspects(const ExplainInput& input, const Unexplained& rest, std::size_t most)
{
    std::vector<SuspectLink> out(input.graph.linkCount());
    for (std::uint32_t arc = 0; arc < input.graph.arcCount(); ++arc) {
        const LinkIndex link = input.graph.link(arc);
        if (link.isValid() && (input.failed.empty() || input.failed[arc] == 0)) {
            SuspectLink& suspect = out[link.value()];
            suspect.link = link;
            if (std::abs(rest.deviations()[arc]) > std::abs(suspect.worst)) {
                suspect.worst = rest.deviations()[arc];
            }
        }
    }
    std::erase_if(out, [](const SuspectLink& one) { return std::abs(one.worst) < kSuspicious; });
    std::ranges::stable_sort(out, std::ranges::greater(),
                             [](const SuspectLink& one) { return std::abs(one.worst); });
    // Access links are read off against little traffic, so theirs are the largest deviations: apart.
    std::size_t access = 0;
    std::size_t others = 0;
    std::erase_if(out, [&](const SuspectLink& one) {
        return input.graph.isAccess(one.link) ? access++ >= most / 4 : others++ >= most;
    });
    return out;
}

/// Tries costs of one link and keeps the best.
class CostSearch
{
  public:
    CostSearch(const CostTrials& trials, const Unexplained& rest)
        : m_trials(trials)
        , m_rest(rest)
    {}

    [[nodiscard]] Explanation of(const SuspectLink& suspect)
    {
        m_link = suspect.link;
        m_best = {};
        m_best.cause = Cause::LinkCost;
        m_best.link = suspect.link;
        const auto& ladder = suspect.worst > 0 ? kCheaper : kDearer;
        std::size_t at = ladder.size();
        for (std::size_t step = 0; step < ladder.size(); ++step) {
            at = attempt(ladder[step]) ? step : at;
        }
        if (at < ladder.size()) {
            refine(at == 0 ? 1 : ladder[at - 1], ladder[std::min(at + 1, ladder.size() - 1)]);
        }
        return m_best;
    }

  private:
    /// @return true if this cost explains more than any before
    bool attempt(double factor)
    {
        const double gain = m_rest.gain(m_trials.shift(m_link, factor));
        if (gain <= m_best.gain) {
            return false;
        }
        m_best.gain = gain;
        m_best.costFactor = factor;
        return true;
    }

    /// Halves the gaps to both neighbours.
    void refine(double below, double above)
    {
        for (std::size_t i = 0; i < kRefinements; ++i) {
            const double middle = m_best.costFactor;
            const double left = std::sqrt(below * middle);
            const double right = std::sqrt(above * middle);
            if (attempt(left)) {
                above = middle;
            } else if (attempt(right)) {
                below = middle;
            } else {
                below = left;
                above = right;
            }
        }
    }

    const CostTrials& m_trials;
    const Unexplained& m_rest;
    LinkIndex m_link;
    Explanation m_best;
};

} // namespace

Result<std::vector<Explanation>> linkCosts(const ExplainInput& input, const CostTrials& trials,
                                           const Unexplained& rest, const ExplainOptions& options)
{
    const auto links = suspects(input, rest, options.maxCostLinks);
    const double could = static_cast<double>(input.graph.linkCount()) * (kDearer.size() + kCheaper.size());
    std::vector<Explanation> found(links.size());
    parallelFor(
        links.size(), std::max(1U, options.threads),
        [&](std::size_t i, unsigned) {
            found[i] = CostSearch(trials, rest).of(links[i]);
            found[i].score = found[i].gain - 2 * std::log(std::max(1.0, could));
        },
        options.cancelled);
    if (options.cancelled != nullptr && options.cancelled->load()) {
        return failure(ErrorCode::Cancelled, "the search was cancelled");
    }
    std::erase_if(found, [](const Explanation& one) { return one.score <= 0; });
    std::ranges::sort(found, isBetter);
    return found;
}

} // namespace twin::flow
