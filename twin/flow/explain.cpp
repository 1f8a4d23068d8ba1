#include "twin/flow/explain.h"

#include "twin/flow/deduce.h"
#include "twin/flow/explain_parts.h"
#include "twin/flow/routing_columns.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace twin::flow {

namespace {

constexpr std::size_t kAllEnds = 1'500;
constexpr std::size_t kSuspectEnds = 700;

auto numbersOf(const Explanation& one)
{
    const auto known = [](auto index) {
        return index.isValid() ? index.value() : 0;
    };
    return std::tuple(one.cause, known(one.src), known(one.dst), one.flow, known(one.link));
}

/// Everything that explains something of the rest, best first.
Result<std::vector<Explanation>> candidates(const ExplainInput& input, const CostTrials& trials,
                                            const Unexplained& rest, const ExplainOptions& options)
{
    auto out = missingFlows(input, rest, options.alternatives, options);
    if (!out) {
        return out;
    }
    for (Explanation& one : absentFlows(input, rest, options.alternatives)) {
        out->push_back(std::move(one));
    }
    auto costs = linkCosts(input, trials, rest, options);
    if (!costs) {
        return costs;
    }
    for (Explanation& one : *costs) {
        out->push_back(std::move(one));
    }
    for (Explanation& one : *out) { // full arcs, too, now that the rates are chosen
        const double exact = rest.gain(shiftOf(input, trials, one));
        one.score += exact - one.gain;
        one.gain = exact;
    }
    std::erase_if(*out, [&](const Explanation& one) { return one.gain < options.minGain; });
    std::ranges::sort(*out, isBetter);
    out->resize(std::min(out->size(), options.alternatives));
    return out;
}

/// Fills the arcs an explanation is about.
void nameArcs(Explanation& one, std::span<const double> shift_bps, const ArcResiduals& residuals)
{
    for (std::uint32_t arc = 0; arc < shift_bps.size(); ++arc) {
        if (std::abs(shift_bps[arc]) >= residuals.deviation_bps[arc]) {
            one.arcs.push_back(arc);
        }
    }
}

} // namespace

bool isBetter(const Explanation& a, const Explanation& b)
{
    return a.score != b.score ? a.score > b.score : numbersOf(a) < numbersOf(b);
}

std::vector<double> shiftOf(const ExplainInput& input, const CostTrials& trials,
                            const Explanation& explanation)
{
    if (explanation.cause == Cause::LinkCost) {
        return trials.shift(explanation.link, explanation.costFactor);
    }
    std::vector<double> out(input.graph.arcCount(), 0);
    if (explanation.cause == Cause::AbsentFlow) {
        for (const std::uint32_t arc : input.paths[explanation.flow]) {
            out[arc] -= explanation.bps;
        }
        return out;
    }
    const PairSet& pairs = input.candidates.pairs();
    if (const auto pair = pairs.find(explanation.src.value(), explanation.dst.value())) {
        RoutingColumns columns(input.candidates);
        columns.open(pairs.destinationOf(*pair));
        for (const ArcShare& part : columns.column(*pair)) {
            out[part.arc] += part.share * explanation.bps;
        }
    }
    return out;
}

Result<Diagnosis> explain(const ExplainInput& input, const ExplainOptions& options)
{
    const auto trials = CostTrials::build(input, options);
    if (!trials) {
        return failure(trials.error());
    }
    Diagnosis out;
    Unexplained rest(input);
    out.before = rest.chiSquare();
    while (out.causes.size() < options.maxCauses) {
        auto found = candidates(input, *trials, rest, options);
        if (!found) {
            return failure(found.error());
        }
        if (found->empty()) {
            break;
        }
        const bool isFirst = out.causes.empty();
        found->resize(isFirst ? found->size() : 1);
        for (Explanation& one : *found) {
            nameArcs(one, shiftOf(input, *trials, one), input.residuals);
        }
        const std::vector<double> shift = shiftOf(input, *trials, found->front());
        rest.accept(shift);
        out.causes.push_back(found->front());
        if (isFirst) {
            out.ranked = std::move(*found);
        }
    }
    out.after = rest.chiSquare();
    return out;
}

std::vector<network::NodeIndex> suspectEnds(const network::Graph& graph, const ArcResiduals& residuals)
{
    std::vector<network::NodeIndex> ends = trafficEnds(graph);
    if (ends.size() <= kAllEnds) {
        return ends;
    }
    std::vector<double> sends(graph.nodeCount(), 0);
    std::vector<double> receives(graph.nodeCount(), 0);
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        const double more = residuals.significance(arc);
        sends[graph.from()[arc]] = std::max(sends[graph.from()[arc]], more);
        receives[graph.to()[arc]] = std::max(receives[graph.to()[arc]], more);
    }
    std::vector<network::NodeIndex> out;
    for (const auto* side : {&sends, &receives}) {
        std::ranges::stable_sort(ends, std::ranges::greater(),
                                 [side](network::NodeIndex node) { return (*side)[node.value()]; });
        out.insert(out.end(), ends.begin(), ends.begin() + kSuspectEnds);
    }
    std::ranges::sort(out);
    out.erase(std::ranges::unique(out).begin(), out.end());
    return out;
}

} // namespace twin::flow
