#include "twin/compute/exact_cuts.h"

#include <algorithm>

namespace twin::compute {

namespace {

constexpr double kSome = 1e-6;   ///< of a column, that it is in the programme's solution
constexpr double kBroken = 1e-6; ///< of a cut's limit, that it must be broken by to be added

} // namespace

ExactCuts::ExactCuts(ExactProgramme& programme, LegFlows& flows)
    : m_programme(programme)
    , m_flows(flows)
{}

LegFlowsAnswer ExactCuts::ask(bool isWhole)
{
    const std::span<const double> part = m_programme.parts();
    std::vector<LegDemand> demands;
    for (std::uint32_t c = 0; c < part.size(); ++c) {
        const PlacementColumn& column = m_programme.columns()[c];
        for (std::size_t i = 0; part[c] > kSome && i < column.placed.legs.size(); ++i) {
            if (column.placed.legs[i].rate_bps > 0) {
                demands.push_back({column.job, &column.placed.legs[i], isWhole ? 1 : part[c]});
            }
        }
    }
    return m_flows.carry(demands);
}

bool ExactCuts::add(const RoomCut& cut)
{
    const std::span<const double> part = m_programme.parts();
    std::vector<int> columns;
    std::vector<double> weights;
    double scale = cut.limit;
    double sum = 0;
    for (std::uint32_t c = 0; c < part.size(); ++c) {
        const PlacementColumn& column = m_programme.columns()[c];
        const double weight = m_flows.weightIn(cut, column.job, column.placed.legs);
        if (weight > 0) {
            columns.push_back(static_cast<int>(c));
            weights.push_back(weight);
            scale = std::max(scale, weight);
            sum += weight * part[c];
        }
    }
    m_flows.forgetLengths();
    if (scale <= 0 || sum <= cut.limit + kBroken * scale) {
        return false;
    }
    for (double& weight : weights) {
        weight /= scale;
    }
    m_programme.addRow(columns, weights, cut.limit / scale + 1e-8);
    return true;
}

} // namespace twin::compute
