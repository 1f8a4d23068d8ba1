#include "twin/flow/te_linear.h"

#include <algorithm>

namespace twin::flow {

namespace {

// Of Σ price · capacity, for each arc.
constexpr double kFirstFloor = 1e-13;
constexpr double kLastFloor = 1e-5;
constexpr double kNextFloor = 10;

std::vector<double> amountsOf(const std::vector<TeCommodity>& commodities)
{
    std::vector<double> out;
    for (const TeCommodity& commodity : commodities) {
        out.push_back(commodity.amount);
    }
    return out;
}

/// No commodity has more than what is carried in all.
std::vector<double> scalesOf(const std::vector<double>& amount, double carried)
{
    std::vector<double> out = amount;
    for (double& scale : out) {
        scale = std::min(scale, carried);
    }
    return out;
}

} // namespace

TeLinear::TeLinear(const TeNetwork& network, const std::vector<TeCommodity>& commodities, TeGoal& goal,
                   TePricer& pricer, TePaths& paths, double expected, const TeSettings& settings)
    : m_network(&network)
    , m_commodities(&commodities)
    , m_goal(&goal)
    , m_pricer(&pricer)
    , m_paths(&paths)
    , m_settings(settings)
    , m_fit(network)
    , m_amount(amountsOf(commodities))
    , m_scale(scalesOf(m_amount, goal.isElastic() ? expected : kNoLimit))
    , m_program(network.capacity, goal.isElastic() ? TeProgram::Top::None : TeProgram::Top::Low, expected,
                settings.cancelled)
    , m_columns(m_program, paths, m_scale, pricer.awayArc())
    , m_price(network.arcCount() + 1, 1)
{}

/// What arcs have left beside the constant commodities, and what the others ask for.
void TeLinear::setRows()
{
    std::vector<double> constant(m_network->arcCount() + 1, 0);
    for (std::size_t k = 0; k < m_amount.size(); ++k) {
        if (!m_columns.isConstant(k)) {
            m_program.setAmount(m_columns.rowOf(k), m_amount[k]);
            continue;
        }
        for (const std::uint32_t arc : m_paths->arcsOf(m_paths->route(m_paths->head(k)))) {
            constant[arc] += m_amount[k];
        }
    }
    for (std::uint32_t arc = 0; arc < m_network->arcCount(); ++arc) {
        const double capacity = m_network->capacity[arc];
        m_program.setArc(arc, (m_goal->isElastic() ? capacity : 0) - constant[arc], -capacity);
    }
}

TeAssessment TeLinear::run(double gap, std::uint32_t rounds)
{
    TeAssessment best;
    best.bound = -kNoLimit;
    best.gap = kNoLimit;
    for (std::uint32_t round = 0; round < rounds && !m_settings.isCancelled(); ++round) {
        setRows();
        if (!m_program.solve()) {
            break;
        }
        ++m_rounds;
        m_columns.readFlows(m_amount);
        sumLoads();
        for (std::uint32_t arc = 0; arc < m_network->arcCount(); ++arc) {
            m_price[arc] = m_program.price(arc);
        }
        keepBound(assess(), best);
        if (best.gap <= gap) {
            break;
        }
        raiseFloors(gap, best);
        if (best.gap <= gap || m_pricer->improved().empty()) {
            break;
        }
        m_columns.takeImproved(m_pricer->improved());
    }
    return best;
}

void TeLinear::keepBound(const TeAssessment& now, TeAssessment& best)
{
    best.value = now.value;
    if (now.bound > best.bound) {
        best.bound = now.bound;
        m_bestPrice = m_price;
    }
    best.gap = m_goal->gapOf(best.value, best.bound);
}

/// Where no path seems missing though the gap is not closed, arcs too small for Clp's tolerance may hide
/// them.
void TeLinear::raiseFloors(double gap, TeAssessment& best)
{
    double floor = kFirstFloor;
    for (; m_pricer->improved().empty() && floor < kLastFloor && best.gap > gap; floor *= kNextFloor) {
        const auto arcs = std::span(m_price).first(m_network->arcCount());
        raisePrices(*m_network, floor, m_goal->isElastic() ? 1 : kNoLimit, arcs);
        keepBound(assess(), best);
    }
}

void TeLinear::sumLoads()
{
    m_load.assign(m_network->arcCount() + 1, 0);
    for (std::size_t k = 0; k < m_amount.size(); ++k) {
        m_paths->forEach(k, [&](const TeRoute& route) {
            for (const std::uint32_t arc : m_paths->arcsOf(route)) {
                m_load[arc] += route.flow;
            }
        });
    }
}

TeAssessment TeLinear::assess()
{
    TeTotals totals;
    for (std::uint32_t arc = 0; arc < m_network->arcCount(); ++arc) {
        const double capacity = m_network->capacity[arc];
        totals.spent += m_price[arc] * m_load[arc];
        totals.priced += capacity == kNoLimit ? 0 : m_price[arc] * capacity;
        totals.utilisation = std::max(totals.utilisation, m_load[arc] / capacity);
    }
    totals.away = m_load.back();
    totals.spent += m_load.back();
    if (m_goal->isElastic()) {
        totals.awayFitted = m_fit.run(*m_commodities, *m_paths, m_load);
    }
    totals.cheapest = m_pricer->improve(0, m_pricer->sourceCount(), m_price, *m_paths);
    return m_goal->assess(totals);
}

} // namespace twin::flow
