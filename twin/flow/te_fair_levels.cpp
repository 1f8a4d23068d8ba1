#include "twin/flow/te_fair_levels.h"

#include <algorithm>

namespace twin::flow {

namespace {

constexpr double kPriceless = 1e-7;   ///< of the dearest path: what costs less is not stopped by a level
constexpr double kSame = 1 + 1e-8;    ///< more than Clp's tolerance
constexpr double kCloseEnough = 1e-6; ///< of the level: what its prices prove
constexpr double kFirstFloor = 1e-14; ///< of Σ price · capacity, for each arc
constexpr double kLastFloor = 1e-5;
constexpr double kNextFloor = 10;
// A program sees levels in this range of its scale; beyond it, it is written anew in another.
constexpr double kTooCoarse = 1e3;
constexpr double kTooFine = 0.01;
constexpr double kFarTooHigh = 1e-6; ///< of the scale: the level is somewhere below
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
            return settle();
        }
        const double scale = m_program->topScale();
        if (m_level < kTooFine * scale && scale > kSmallest) { // the first level: much less than expected
            start(std::max(m_level, kFarTooHigh * scale));
            m_level = 0;
            continue;
        }
        const bool isCeiling = m_level * kSame >= kTooCoarse * scale;
        if (!fillUp() && !isCeiling) {
            stop();
        }
        if (isCeiling && m_openCount > 0) {
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
    m_program->setHighestTop(std::min(highest, kTooCoarse * m_program->topScale()));
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
            m_rate[k] = std::min(amount, m_level);
            any = true;
        }
    }
    return any;
}

/// Paths that the program's prices ask for. Where none seems missing though the prices do not prove the
/// level, arcs too small for Clp's tolerance may hide them: floors under the prices, those that prove most.
void TeFairLevels::findPaths()
{
    (void)m_pricer->improve(0, m_pricer->sourceCount(), m_price, *m_paths);
    double least = unproven();
    std::vector<double> best = m_price;
    double floor = kFirstFloor;
    for (; m_pricer->improved().empty() && floor < kLastFloor && least > kCloseEnough; floor *= kNextFloor) {
        raisePrices(*m_network, floor, kNoLimit, m_price);
        (void)m_pricer->improve(0, m_pricer->sourceCount(), m_price, *m_paths);
        if (unproven() < least) {
            least = unproven();
            best = m_price;
        }
    }
    if (m_pricer->improved().empty() && best != m_price) {
        m_price = std::move(best);
        (void)m_pricer->cheapest(0, m_pricer->sourceCount(), m_price);
    }
}

/// Part of what capacity is worth that the rates of now do not need.
double TeFairLevels::unproven() const
{
    double priced = 0;
    for (std::uint32_t arc = 0; arc < m_network->arcCount(); ++arc) {
        priced += m_network->capacity[arc] == kNoLimit ? 0 : m_price[arc] * m_network->capacity[arc];
    }
    double left = priced;
    for (std::size_t k = 0; k < m_rate.size(); ++k) {
        left -= m_rate[k] * m_pricer->costs()[k];
    }
    return priced > 0 ? left / priced : 0;
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

/// Without a further optimum: the rates of the last one stay, and prices in which every arc counts prove what
/// they can of them.
bool TeFairLevels::settle()
{
    if (m_settings.isCancelled() || m_rounds == 0) {
        return false;
    }
    for (std::size_t k = 0; k < m_rate.size(); ++k) {
        double sum = 0;
        m_paths->forEach(k, [&](const TeRoute& route) { sum += route.flow; });
        m_paths->forEach(k, [&](TeRoute& route) { route.flow *= sum > 0 ? m_rate[k] / sum : 0; });
    }
    Level level;
    for (std::uint32_t k = 0; k < m_rate.size(); ++k) {
        if (m_isOpen[k] != 0) {
            level.commodities.push_back(k);
        }
    }
    for (std::uint32_t arc = 0; arc < m_network->arcCount(); ++arc) {
        m_price[arc] = m_network->capacity[arc] == kNoLimit ? 0 : 1 / m_network->capacity[arc];
    }
    (void)m_pricer->cheapest(0, m_pricer->sourceCount(), m_price);
    level.tangent = TeTangent(*m_network, m_price, m_pricer->costs());
    m_levels.push_back(std::move(level));
    return true;
}

} // namespace twin::flow
