#include "twin/flow/te_pricer.h"

#include "twin/support/parallel.h"

#include <algorithm>

namespace twin::flow {

namespace {

/// A path must be cheaper by more than rounding to be a better one.
constexpr double kCheaper = 1 + 1e-9;
/// Sources · arcs below which starting a thread costs more than it saves.
constexpr std::size_t kWorthThreads = 20'000;

/// True if the commodity has no path yet, or uses one that costs more.
bool wantsBetter(const TePaths& paths, std::uint32_t commodity, double cost, std::span<const double> price)
{
    bool wants = paths.head(commodity) == TePaths::kEnd;
    paths.forEach(commodity, [&](const TeRoute& route) {
        wants = wants || (route.flow > 0 && paths.costOf(route, price) > cost * kCheaper);
    });
    return wants;
}

} // namespace

TePricer::TePricer(const TeNetwork& network, const std::vector<TeCommodity>& commodities,
                   const TeSettings& settings, bool mayTurnAway)
    : m_network(&network)
    , m_commodities(&commodities)
    , m_mayTurnAway(mayTurnAway)
    , m_searches(threadCount(settings.threads), TeSearch(network, settings.maxDelay))
    , m_cost(commodities.size(), 0)
{
    const std::uint32_t nodes = network.nodeCount();
    std::vector<std::uint32_t> first(nodes + 1, 0);
    for (const TeCommodity& c : commodities) {
        ++first[c.source + 1];
    }
    for (std::uint32_t node = 0; node < nodes; ++node) {
        if (first[node + 1] > 0) {
            m_sources.push_back(node);
            m_first.push_back(first[node]);
        }
        first[node + 1] += first[node];
    }
    m_first.push_back(first[nodes]);
    m_bySource.resize(commodities.size());
    m_targets.resize(commodities.size());
    for (std::uint32_t k = 0; k < commodities.size(); ++k) {
        const std::uint32_t place = first[commodities[k].source]++;
        m_bySource[place] = k;
        m_targets[place] = commodities[k].target;
    }
}

template <typename Visit> void TePricer::forEachSource(std::size_t first, std::size_t last, Visit visit)
{
    m_offers.resize(std::max(m_offers.size(), last - first));
    const bool pays = (last - first) * m_network->arcCount() >= kWorthThreads;
    const unsigned threads = pays ? static_cast<unsigned>(m_searches.size()) : 1;
    if (threads == 1) {
        for (std::size_t slot = first; slot < last; ++slot) {
            visit(slot, m_searches.front(), m_offers[slot - first]);
        }
        return;
    }
    parallelFor(last - first, threads, [&](std::size_t item, unsigned worker) {
        visit(first + item, m_searches[worker], m_offers[item]);
    });
}

void TePricer::search(std::size_t slot, std::span<const double> price, TeSearch& search) const
{
    const auto targets = std::span(m_targets).subspan(m_first[slot], m_first[slot + 1] - m_first[slot]);
    search.run(m_sources[slot], price, targets);
}

double TePricer::costOf(const TeSearch& search, std::uint32_t place) const
{
    const double cost = search.cost(m_targets[place]);
    return m_mayTurnAway ? std::min(cost, 1.0) : cost;
}

double TePricer::cheapest(std::size_t first, std::size_t last, std::span<const double> price)
{
    forEachSource(first, last, [&](std::size_t slot, TeSearch& worker, Offers& offers) {
        search(slot, price, worker);
        offers.cheapest = 0;
        for (std::uint32_t place = m_first[slot]; place < m_first[slot + 1]; ++place) {
            const std::uint32_t commodity = m_bySource[place];
            m_cost[commodity] = costOf(worker, place);
            offers.cheapest += (*m_commodities)[commodity].amount * m_cost[commodity];
        }
    });
    double sum = 0;
    for (std::size_t i = 0; i < last - first; ++i) {
        sum += m_offers[i].cheapest;
    }
    return sum;
}

double TePricer::improve(std::size_t first, std::size_t last, std::span<const double> price, TePaths& paths)
{
    forEachSource(first, last, [&](std::size_t slot, TeSearch& worker, Offers& offers) {
        search(slot, price, worker);
        offer(slot, price, paths, worker, offers);
    });
    m_improved.clear();
    double sum = 0;
    for (std::size_t i = 0; i < last - first; ++i) {
        sum += m_offers[i].cheapest;
        take(m_offers[i], paths);
    }
    return sum;
}

void TePricer::offer(std::size_t slot, std::span<const double> price, const TePaths& paths, TeSearch& search,
                     Offers& offers)
{
    offers.commodity.clear();
    offers.end.clear();
    offers.arcs.clear();
    offers.cheapest = 0;
    for (std::uint32_t place = m_first[slot]; place < m_first[slot + 1]; ++place) {
        const std::uint32_t commodity = m_bySource[place];
        const double cost = costOf(search, place);
        m_cost[commodity] = cost;
        offers.cheapest += (*m_commodities)[commodity].amount * cost;
        if (!wantsBetter(paths, commodity, cost, price)) {
            continue;
        }
        if (m_mayTurnAway && cost >= 1) {
            offers.arcs.push_back(awayArc());
        } else if (!search.appendPath(m_targets[place], offers.arcs)) {
            continue;
        }
        offers.commodity.push_back(commodity);
        offers.end.push_back(static_cast<std::uint32_t>(offers.arcs.size()));
    }
}

void TePricer::take(const Offers& offers, TePaths& paths)
{
    std::uint32_t begin = 0;
    for (std::size_t i = 0; i < offers.commodity.size(); ++i) {
        const std::uint32_t end = offers.end[i];
        if (paths.add(offers.commodity[i], std::span(offers.arcs).subspan(begin, end - begin), 0)) {
            m_improved.push_back(offers.commodity[i]);
        }
        begin = end;
    }
}

} // namespace twin::flow
