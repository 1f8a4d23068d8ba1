#include "twin/flow/te_answer.h"

#include <algorithm>
#include <limits>

namespace twin::flow {

namespace {

/// More than rounding can add up to in the sums of a bound, relative.
constexpr double kRounding = 1e-11;

std::vector<double> byGraphArc(const TeQuestion& question, const std::vector<double>& price)
{
    std::vector<double> out(question.graph.arcCount(), 0);
    for (std::size_t arc = 0; arc < price.size(); ++arc) {
        out[question.network.origin[arc]] = price[arc];
    }
    return out;
}

void copyPaths(const TeQuestion& question, const TeRouting& from, std::size_t commodity, double unit_bps,
               TeRouting& to)
{
    for (std::size_t p = from.firstPath[commodity]; p < from.firstPath[commodity + 1]; ++p) {
        for (const std::uint32_t arc : from.arcsOf(p)) {
            to.arcs.push_back(question.network.origin[arc]);
        }
        to.endPath(from.flow[p] * unit_bps);
    }
}

void copyRouting(const TeQuestion& question, const TeRouting& from, double unit_bps, TeRouting& to)
{
    const auto& demandOf = question.sorted.demandOf;
    std::size_t commodity = 0;
    for (std::uint32_t demand = 0; demand < question.demands.size(); ++demand) {
        if (commodity < demandOf.size() && demandOf[commodity] == demand) {
            copyPaths(question, from, commodity, unit_bps, to);
            ++commodity;
        }
        to.endCommodity();
    }
}

void sumUp(const TeQuestion& question, Engineering& out)
{
    out.load_bps.assign(question.graph.arcCount(), 0);
    out.rate_bps.assign(question.demands.size(), 0);
    for (std::size_t demand = 0; demand < question.demands.size(); ++demand) {
        double& rate = out.rate_bps[demand];
        for (std::size_t p = out.routing.firstPath[demand]; p < out.routing.firstPath[demand + 1]; ++p) {
            rate += out.routing.flow[p];
            for (const std::uint32_t arc : out.routing.arcsOf(p)) {
                out.load_bps[arc] += out.routing.flow[p];
            }
        }
        if (question.demands[demand].src == question.demands[demand].dst) {
            rate = question.demands[demand].bps;
        }
    }
}

double highestUtilisation(const TeQuestion& question, const Engineering& answer)
{
    const auto capacity =
        question.options.capacity_bps.empty() ? question.graph.capacity() : question.options.capacity_bps;
    double highest = 0;
    for (std::uint32_t arc = 0; arc < question.graph.arcCount(); ++arc) {
        if (answer.load_bps[arc] > 0 && capacity[arc] != network::kUnlimited_bps) {
            highest = std::max(highest, answer.load_bps[arc] / static_cast<double>(capacity[arc]));
        }
    }
    return highest;
}

void scale(const TeQuestion& question, double factor, Engineering& out)
{
    for (double& flow : out.routing.flow) {
        flow *= factor;
    }
    sumUp(question, out);
}

void setUtilisation(const TeQuestion& question, double bound, Engineering& out)
{
    out.value = highestUtilisation(question, out);
    out.bound = std::min(bound * (1 - kRounding), out.value);
    out.gap = out.value > 0 ? out.value / out.bound - 1 : 0;
}

/// For what is to be large.
void setUpperBound(double bound, Engineering& out)
{
    out.bound = std::max(bound * (1 + kRounding), out.value);
    out.gap = out.bound > 0 ? out.bound / out.value - 1 : 0;
}

/// All demands grow together until the fullest arc is full.
void setFactor(const TeQuestion& question, double bound, Engineering& out)
{
    scale(question, 1 / highestUtilisation(question, out), out);
    out.value = std::numeric_limits<double>::infinity();
    for (const std::uint32_t demand : question.sorted.demandOf) {
        out.value = std::min(out.value, out.rate_bps[demand] / question.demands[demand].bps);
    }
    setUpperBound(1 / bound, out);
}

void setThroughput(const TeQuestion& question, double bound, Engineering& out)
{
    for (const std::uint32_t demand : question.sorted.demandOf) {
        out.value += out.rate_bps[demand];
    }
    setUpperBound(bound * question.network.unit_bps, out);
}

void setLevels(const TeQuestion& question, const TeSolution& solution, Engineering& out)
{
    for (const TeLevel& level : solution.levels) {
        FairLevel& made = out.levels.emplace_back();
        made.rate_bps = std::numeric_limits<double>::infinity();
        for (const std::uint32_t commodity : level.commodities) {
            made.demands.push_back(question.sorted.demandOf[commodity]);
            made.rate_bps = std::min(made.rate_bps, out.rate_bps[made.demands.back()]);
        }
        made.bound_bps = std::max(level.bound * question.network.unit_bps * (1 + kRounding), made.rate_bps);
        made.price = byGraphArc(question, level.price);
        out.gap = std::max(out.gap, made.bound_bps / made.rate_bps - 1);
    }
    if (!out.levels.empty()) {
        out.value = out.levels.front().rate_bps;
        out.bound = out.levels.front().bound_bps;
        out.price = out.levels.front().price;
        return;
    }
    for (const std::uint32_t demand : question.sorted.demandOf) { // all get what they ask for
        out.value = std::max(out.value, out.rate_bps[demand]);
    }
    out.bound = out.value;
}

} // namespace

Engineering answerTo(const TeQuestion& question, const TeSolution& solution)
{
    Engineering out;
    out.rounds = solution.rounds;
    out.disconnected = question.sorted.disconnected;
    out.beyondDelay = question.sorted.beyondDelay;
    out.price = byGraphArc(question, solution.price);
    copyRouting(question, solution.routing, question.network.unit_bps, out.routing);
    sumUp(question, out);
    switch (question.options.objective) {
    case TeObjective::Utilisation:
        setUtilisation(question, solution.bound, out);
        break;
    case TeObjective::Concurrent:
        setFactor(question, solution.bound, out);
        break;
    case TeObjective::Throughput:
        setThroughput(question, solution.bound, out);
        break;
    case TeObjective::MaxMin:
        setLevels(question, solution, out);
        break;
    }
    out.gapReached = out.gap <= question.options.gap;
    return out;
}

} // namespace twin::flow
