#include "twin/flow/te_fair_levels.h"

#include <algorithm>

namespace twin::flow {

namespace {

constexpr double kPriceless = 1e-7; ///< of the dearest path: what costs less is not stopped by a level
constexpr double kSame = 1 + 1e-12;
/// Growth of the level after which the program is written anew, in the new scale.
constexpr double kOutgrown = 100;
constexpr double kCloseEnough = 1e-6; ///< of the level: what its prices prove
constexpr double kFirstFloor = 1e-14;
constexpr double kLastFloor = 1e-7;
constexpr double kNextFloor = 10;
constexpr double kShrunk = 0.01; ///< the same, when less was expected of the first level
constexpr double kFarTooHigh = 1e-6;
constexpr double kSmallest = 1e-30;
/// Part of its rate that a commodity leaves when it stops, so that rounding cannot make the next program
/// infeasible.
constexpr double kSlack = 1e-8;

} // namespace

TeFairLevels::TeFairLevels(const TeNetwork& network, const std::vector<TeCommodity>& commodities,
                           TePricer& pricer, TePaths& paths, double expected, const TeSettings& settings)
    : m_network(&network)
    , m_commodities(&commodities)
    , m_pricer(&pricer)
    , m_paths(&paths)
    , m_settings(settings)
    , m_scale(commodities.size(), 0)
    , m_isOpen(commodities.size(), 1)
    , m_openCount(commodities.size())
    , m_rate(commodities.size(), 0)
    , m_price(network.arcCount(), 0)
{
    start(expected);
}

void TeFairLevels::start(double level)
{
    for (std::size_t k = 0; k < m_scale.size(); ++k) {
        m_scale[k] = m_isOpen[k] != 0 ? level : m_rate[k];
    }
    m_columns.reset();
    m_program =
        std::make_unique<TeProgram>(m_network->capacity, TeProgram::Top::High, level, m_settings.cancelled);
    m_columns = std::make_unique<TeColumns>(*m_program, *m_paths, m_scale, m_pricer->awayArc());
}

bool TeFairLevels::run()
{
    while (m_openCount > 0) {
        if (!climb()) {
            return false;
        }
        if (m_level < kShrunk * m_program->topScale() && m_program->topScale() > kSmallest) {
            start(std::max(m_level, kFarTooHigh * m_program->topScale())); // of too coarse a scale to tell
            m_level = 0;
            continue;
        }
        if (!fillUp()) {
            stop();
        }
        if (m_openCount > 0 && m_level > kOutgrown * m_program->topScale()) {
            m_columns->readFlows(m_rate);
            start(m_level);
        }
    }
    m_columns->readFlows(m_rate);
    return true;
}

/// As high as the open commodities get together; further paths where prices ask for them.
bool TeFairLevels::climb()
{
    do {
        setRows();
        if (m_settings.isCancelled() || m_rounds >= m_settings.maxRounds || !m_program->solve()) {
            return false;
        }
        ++m_rounds;
        m_level = std::max(m_level, m_program->top());
        for (std::size_t k = 0; k < m_rate.size(); ++k) {
            m_rate[k] = m_isOpen[k] != 0 ? m_level : m_rate[k];
        }
        m_columns->readFlows(m_rate);
        for (std::uint32_t arc = 0; arc < m_network->arcCount(); ++arc) {
            m_price[arc] = m_program->price(arc);
        }
        findPaths();
        m_columns->takeImproved(m_pricer->improved());
    } while (!m_pricer->improved().empty());
    return true;
}

void TeFairLevels::setRows()
{
    std::vector<double> constant(m_network->arcCount(), 0);
    std::vector<double> open(m_network->arcCount(), 0);
    double highest = 0;
    for (std::size_t k = 0; k < m_rate.size(); ++k) {
        const bool isOpen = m_isOpen[k] != 0;
        highest = isOpen ? std::max(highest, (*m_commodities)[k].amount) : highest;
        if (!m_columns->isConstant(k)) {
            isOpen ? m_program->setOpen(m_columns->rowOf(k))
                   : m_program->setAmount(m_columns->rowOf(k), m_rate[k]);
            continue;
        }
        for (const std::uint32_t arc : m_paths->arcsOf(m_paths->route(m_paths->head(k)))) {
            (isOpen ? open[arc] : constant[arc]) += isOpen ? 1 : m_rate[k];
        }
    }
    m_program->setHighestTop(highest);
    for (std::uint32_t arc = 0; arc < m_network->arcCount(); ++arc) {
        m_program->setArc(arc, m_network->capacity[arc] - constant[arc], open[arc]);
    }
}

/// Commodities that want no more than the level have all; the level may be higher without them.
bool TeFairLevels::fillUp()
{
    bool any = false;
    for (std::size_t k = 0; k < m_rate.size(); ++k) {
        const double amount = (*m_commodities)[k].amount;
        if (m_isOpen[k] != 0 && amount <= m_level * kSame) {
            m_isOpen[k] = 0;
            --m_openCount;
            m_rate[k] = amount;
            any = true;
        }
    }
    return any;
}

/// Paths that the program's prices ask for. Where none seems missing though the prices do not prove the
/// level, arcs too small for Clp's tolerance may hide them: floors under the prices, as low as will do.
void TeFairLevels::findPaths()
{
    (void)m_pricer->improve(0, m_pricer->sourceCount(), m_price, *m_paths);
    double floor = kFirstFloor;
    for (; m_pricer->improved().empty() && floor < kLastFloor && !isProven(); floor *= kNextFloor) {
        raisePrices(*m_network, floor, kNoLimit, m_price);
        (void)m_pricer->improve(0, m_pricer->sourceCount(), m_price, *m_paths);
    }
}

/// At the rates of now, nothing is left of what capacity is worth.
bool TeFairLevels::isProven() const
{
    double priced = 0;
    for (std::uint32_t arc = 0; arc < m_network->arcCount(); ++arc) {
        priced += m_network->capacity[arc] == kNoLimit ? 0 : m_price[arc] * m_network->capacity[arc];
    }
    double left = priced;
    for (std::size_t k = 0; k < m_rate.size(); ++k) {
        left -= m_rate[k] * m_pricer->costs()[k];
    }
    return left <= kCloseEnough * priced;
}

/// What the arcs that are full make dear gets no more.
void TeFairLevels::stop()
{
    TeTangent tangent(*m_network, m_price, m_pricer->costs());
    double dearest = 0;
    for (std::size_t k = 0; k < m_rate.size(); ++k) {
        dearest = m_isOpen[k] != 0 ? std::max(dearest, tangent.cost(k)) : dearest;
    }
    Level level;
    for (std::uint32_t k = 0; k < m_rate.size(); ++k) {
        if (m_isOpen[k] != 0 && tangent.cost(k) >= kPriceless * dearest) {
            m_isOpen[k] = 0;
            --m_openCount;
            m_rate[k] *= 1 - kSlack;
            level.commodities.push_back(k);
        }
    }
    level.tangent = std::move(tangent);
    m_levels.push_back(std::move(level));
}

} // namespace twin::flow
