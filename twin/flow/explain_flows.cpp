#include "twin/flow/explain_parts.h"

#include "twin/flow/routing_columns.h"
#include "twin/support/parallel.h"

#include <algorithm>
#include <cmath>
#include <memory>

namespace twin::flow {

namespace {

/// Keeps the best `count`.
void keepBest(std::vector<Explanation>& list, std::size_t count)
{
    std::ranges::sort(list, isBetter);
    if (list.size() > count) {
        list.resize(count);
    }
}

/// Judges the pairs towards one destination.
class MissingFlowSearch
{
  public:
    MissingFlowSearch(const ExplainInput& input, const Unexplained& rest, std::span<const double> pull)
        : m_matrix(input.candidates)
        , m_rest(rest)
        , m_pull(pull)
        , m_columns(input.candidates)
        , m_penalty(2 * std::log(static_cast<double>(std::max<std::size_t>(1, m_matrix.pairs().size()))) +
                    std::log(static_cast<double>(std::max<std::size_t>(1, rest.readings()))))
    {}

    [[nodiscard]] std::vector<Explanation> towards(std::size_t nth, std::size_t count)
    {
        std::vector<Explanation> out;
        const PairSet& pairs = m_matrix.pairs();
        bool isOpen = false;
        for (std::size_t pair = pairs.first(nth); pair < pairs.first(nth + 1); ++pair) {
            if (m_pull[pair] <= 0) {
                continue;
            }
            if (!isOpen) {
                m_columns.open(nth);
                isOpen = true;
            }
            judge(pair, nth, out);
        }
        keepBest(out, count);
        return out;
    }

  private:
    void judge(std::size_t pair, std::size_t nth, std::vector<Explanation>& out)
    {
        double norm = 0;
        for (const ArcShare& part : m_columns.column(pair)) {
            const double one = part.share * m_rest.weight()[part.arc];
            norm += one * one;
        }
        if (norm <= 0) {
            return;
        }
        Explanation found;
        found.cause = Cause::MissingFlow;
        found.gain = m_pull[pair] * m_pull[pair] / norm;
        found.score = found.gain - m_penalty;
        if (found.score <= 0) {
            return;
        }
        found.src = network::NodeIndex{m_matrix.pairs().source(pair)};
        found.dst = network::NodeIndex{m_matrix.pairs().destination(nth)};
        found.bps = m_pull[pair] / norm;
        out.push_back(std::move(found));
    }

    const RoutingMatrix& m_matrix;
    const Unexplained& m_rest;
    std::span<const double> m_pull; ///< by pair: Σ share · deviations · weight
    RoutingColumns m_columns;
    double m_penalty;
};

} // namespace

Result<std::vector<Explanation>> missingFlows(const ExplainInput& input, const Unexplained& rest,
                                              std::size_t count, const ExplainOptions& options)
{
    const PairSet& pairs = input.candidates.pairs();
    std::vector<double> weighted(rest.weight().size());
    for (std::size_t arc = 0; arc < weighted.size(); ++arc) {
        weighted[arc] = rest.deviations()[arc] * rest.weight()[arc];
    }
    std::vector<double> pull(pairs.size());
    input.candidates.sums(weighted, pull);
    std::vector<std::vector<Explanation>> found(pairs.destinationCount());
    std::vector<std::unique_ptr<MissingFlowSearch>> searches(std::max(1U, options.threads));
    parallelFor(
        pairs.destinationCount(), std::max(1U, options.threads),
        [&](std::size_t nth, unsigned worker) {
            if (searches[worker] == nullptr) {
                searches[worker] = std::make_unique<MissingFlowSearch>(input, rest, pull);
            }
            found[nth] = searches[worker]->towards(nth, count);
        },
        options.cancelled);
    if (options.cancelled != nullptr && options.cancelled->load()) {
        return failure(ErrorCode::Cancelled, "the search was cancelled");
    }
    std::vector<Explanation> out;
    for (const auto& some : found) {
        out.insert(out.end(), some.begin(), some.end());
    }
    keepBest(out, count);
    return out;
}

std::vector<Explanation> absentFlows(const ExplainInput& input, const Unexplained& rest, std::size_t count)
{
    const double penalty = 2 * std::log(static_cast<double>(std::max<std::size_t>(1, input.flows.size())));
    std::vector<Explanation> out;
    for (std::size_t i = 0; i < input.flows.size(); ++i) {
        Explanation found;
        found.cause = Cause::AbsentFlow;
        found.bps = input.flows[i].bps;
        for (const std::uint32_t arc : input.paths[i]) {
            const double one = found.bps * rest.weight()[arc];
            found.gain -= one * (one + 2 * rest.deviations()[arc]); // of taking the flow away
        }
        found.score = found.gain - penalty;
        if (found.score > 0) {
            found.flow = i;
            out.push_back(std::move(found));
        }
    }
    keepBest(out, count);
    return out;
}

} // namespace twin::flow
