#include "twin/flow/te_descent.h"

#include <algorithm>
#include <utility>

namespace twin::flow {

namespace {

constexpr std::size_t kBatch = 16;     ///< sources priced at the same prices
constexpr double kFirstSteepness = 30; ///< e^-30 between an empty arc and the fullest
constexpr double kFast = 3;            ///< growth of steepness while flows keep up
constexpr double kSlow = 1.2;          ///< while they lag
constexpr double kKeepsUp = 3;         ///< imbalance over smoothing: they keep up
constexpr double kLags = 10;           ///< they lag; beyond it the steepness waits for them
constexpr std::uint32_t kPatience = 6; ///< rounds it waits before it gives way
constexpr double kSmoothEnough = 0.3;  ///< share of the gap asked for that smoothing may take
constexpr double kTooSteep = 0.1;      ///< less of it only slows the flows down
constexpr double kSettled = 0.125;     ///< of what smoothing takes: flows are balanced enough
/// Passes over the commodities with a choice, a round: so many, and further ones while they are few.
constexpr std::uint32_t kFewPasses = 3;
constexpr std::uint32_t kManyPasses = 50;

} // namespace

TeDescent::TeDescent(const TeNetwork& network, std::vector<TeCommodity> commodities, TeGoal& goal,
                     const TeSettings& settings)
    : m_network(&network)
    , m_goal(&goal)
    , m_commodities(std::move(commodities))
    , m_settings(settings)
    , m_paths(m_commodities.size())
    , m_prices(network)
    , m_pricer(network, m_commodities, settings, goal.isElastic())
    , m_fit(network)
    , m_isActive(m_commodities.size(), 0)
    , m_mark(network.arcCount() + 1, 0)
{}

TeAssessment TeDescent::run(double gap, std::uint32_t rounds, double enough)
{
    m_bestBound = -kNoLimit;
    if (m_steepness == 0) {
        begin();
    }
    const auto isDone = [&] {
        return m_goal->gapOf(m_now.value, m_bestBound) <= gap || m_now.value <= enough;
    };
    for (std::uint32_t round = 0; round < rounds && !isDone() && !m_settings.isCancelled(); ++round) {
        m_goal->shape(m_prices, m_steepness);
        sweep();
        settle(gap);
        tidy();
        m_goal->shape(m_prices, m_steepness);
        prove(lacksPaths(gap));
        adapt(gap);
        ++m_rounds;
    }
    m_now.bound = m_bestBound;
    m_now.gap = m_goal->gapOf(m_now.value, m_bestBound);
    return m_now;
}

void TeDescent::begin()
{
    m_steepness = kFirstSteepness;
    const bool isElastic = m_goal->isElastic();
    for (std::size_t k = 0; isElastic && k < m_commodities.size(); ++k) { // all is turned away
        const std::uint32_t away[] = {m_pricer.awayArc()};
        (void)m_paths.add(k, away, m_commodities[k].amount);
    }
    sumLoads();
    m_goal->shape(m_prices, m_steepness);
    prove(true); // brings the first paths
    for (std::size_t k = 0; !isElastic && k < m_commodities.size(); ++k) {
        m_paths.route(m_paths.head(k)).flow = m_commodities[k].amount;
    }
    if (!isElastic) {
        sumLoads();
        m_now.value = m_prices.highestUtilisation();
    }
}

void TeDescent::sweep()
{
    for (std::size_t first = 0; first < m_pricer.sourceCount(); first += kBatch) {
        const std::size_t last = std::min(first + kBatch, m_pricer.sourceCount());
        m_snapshot.assign(m_prices.price().begin(), m_prices.price().end());
        (void)m_pricer.improve(first, last, m_snapshot, m_paths);
        activateImproved();
        for (const std::uint32_t commodity : m_pricer.commoditiesOf(first, last)) {
            if (m_isActive[commodity] != 0) {
                shift(commodity);
            }
        }
    }
}

void TeDescent::activateImproved()
{
    for (const std::uint32_t commodity : m_pricer.improved()) {
        if (m_isActive[commodity] == 0 && m_paths.hasChoice(commodity)) {
            m_isActive[commodity] = 1;
            m_active.push_back(commodity);
        }
    }
}

void TeDescent::settle(double gap)
{
    const double enough = kSettled * std::max(gap, m_now.smoothing);
    const auto isCheap = [&](std::size_t passes) {
        return passes < kManyPasses && 2 * passes * m_active.size() < m_commodities.size();
    };
    for (std::size_t pass = 0; pass < kFewPasses || isCheap(pass); ++pass) {
        m_excess = 0;
        for (const std::uint32_t commodity : m_active) {
            shift(commodity);
        }
        if (m_excess <= enough * totals().spent) {
            break;
        }
    }
}

void TeDescent::tidy()
{
    std::size_t kept = 0;
    for (const std::uint32_t commodity : m_active) {
        m_paths.dropIdle(commodity);
        m_isActive[commodity] = m_paths.hasChoice(commodity) ? 1 : 0;
        if (m_isActive[commodity] != 0) {
            m_active[kept++] = commodity;
        }
    }
    m_active.resize(kept);
    std::ranges::sort(m_active);
    m_paths.compact();
    sumLoads();
}

/// Anew, so that what many steps have rounded off is forgotten.
void TeDescent::sumLoads()
{
    std::vector<double>& load = m_prices.load();
    std::ranges::fill(load, 0.0);
    for (std::size_t k = 0; k < m_commodities.size(); ++k) {
        m_paths.forEach(k, [&](const TeRoute& route) {
            for (const std::uint32_t arc : m_paths.arcsOf(route)) {
                load[arc] += route.flow;
            }
        });
    }
    m_prices.repriceAll();
}

TeTotals TeDescent::totals() const
{
    TeTotals out;
    const auto load = m_prices.load();
    const auto price = m_prices.price();
    for (std::uint32_t arc = 0; arc < m_network->arcCount(); ++arc) {
        out.spent += price[arc] * load[arc];
        if (m_network->capacity[arc] != kNoLimit) {
            out.priced += price[arc] * m_network->capacity[arc];
        }
    }
    out.spent += price[m_pricer.awayArc()] * load[m_pricer.awayArc()];
    out.utilisation = m_prices.highestUtilisation();
    out.away = load[m_pricer.awayArc()];
    return out;
}

/// The bound at the prices of now; with the paths it finds on the way if they are wanted.
void TeDescent::prove(bool takePaths)
{
    TeTotals now = totals();
    if (m_goal->isElastic()) {
        now.awayFitted = m_fit.run(m_commodities, m_paths, m_prices.load());
    }
    if (takePaths) {
        now.cheapest = m_pricer.improve(0, m_pricer.sourceCount(), m_prices.price(), m_paths);
        activateImproved();
    } else {
        now.cheapest = m_pricer.cheapest(0, m_pricer.sourceCount(), m_prices.price());
    }
    m_now = m_goal->assess(now);
    if (m_now.bound > m_bestBound) {
        m_bestBound = m_now.bound;
        m_bestPrice.assign(m_prices.price().begin(), m_prices.price().end());
    }
}

/// Balance is far off though the paths known are: others are wanted.
bool TeDescent::lacksPaths(double gap) const
{
    return m_now.imbalance > kKeepsUp * m_now.smoothing && m_now.imbalance > gap;
}

/// Steeper as far as the penalty's smoothness is in the way, no faster than the flows follow.
void TeDescent::adapt(double gap)
{
    if (m_now.smoothing < kTooSteep * gap) {
        m_steepness /= kSlow;
    } else if (m_now.smoothing > kSmoothEnough * gap) {
        if (m_now.imbalance <= kKeepsUp * m_now.smoothing) {
            m_steepness *= kFast;
        } else if (m_now.imbalance <= kLags * m_now.smoothing) {
            m_steepness *= kSlow;
        }
    }
    m_waited = m_now.imbalance > kLags * m_now.smoothing ? m_waited + 1 : 0;
    if (m_waited == kPatience) {
        m_waited = 0;
        m_steepness = std::max(1.0, m_steepness / kFast);
    }
}

void TeDescent::fit()
{
    sumLoads();
    (void)m_fit.run(m_commodities, m_paths, m_prices.load());
    m_fit.apply(m_paths);
}

void TeDescent::setAmount(std::size_t commodity, double amount)
{
    const double factor = amount / m_commodities[commodity].amount;
    m_commodities[commodity].amount = amount;
    m_paths.forEach(commodity, [factor](TeRoute& route) { route.flow *= factor; });
}

} // namespace twin::flow
