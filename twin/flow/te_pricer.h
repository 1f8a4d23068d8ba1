#pragma once

#include "twin/flow/te_network.h"
#include "twin/flow/te_paths.h"
#include "twin/flow/te_search.h"

#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

namespace twin::flow {

struct TeSettings
{
    TimeNs maxDelay = 0; ///< ns from end to end; 0 = no limit
    unsigned threads = 1;
    std::uint32_t maxRounds = 2000;
    const std::atomic<bool>* cancelled = nullptr;

    [[nodiscard]] bool isCancelled() const
    {
        return cancelled != nullptr && cancelled->load(std::memory_order_relaxed);
    }
};

/// Finds the cheapest paths of many commodities at given arc prices, source by source, on several threads,
/// and adds those that beat the paths in use. What is found and its order do not depend on the threads. The
/// network and the commodities must outlive it.
class TePricer
{
  public:
    /// @param mayTurnAway traffic whose cheapest path costs 1 or more is turned away at the price 1
    TePricer(const TeNetwork& network, const std::vector<TeCommodity>& commodities,
             const TeSettings& settings, bool mayTurnAway);

    /// In place of an arc, on the path of traffic that is turned away.
    [[nodiscard]] std::uint32_t awayArc() const { return m_network->arcCount(); }

    [[nodiscard]] std::size_t sourceCount() const { return m_sources.size(); }

    /// Commodities of the sources [first, last), by source and then number.
    [[nodiscard]] std::span<const std::uint32_t> commoditiesOf(std::size_t first, std::size_t last) const
    {
        return std::span(m_bySource).subspan(m_first[first], m_first[last] - m_first[first]);
    }

    /// Σ amount · cheapest cost of the commodities of the sources [first, last).
    /// @param price by arc, and of turning away
    [[nodiscard]] double cheapest(std::size_t first, std::size_t last, std::span<const double> price);
    /// The same; and each commodity that has no path or a dearer one in use gets its cheapest, with flow 0.
    double improve(std::size_t first, std::size_t last, std::span<const double> price, TePaths& paths);

    /// Commodities that the last improve() found a new path for.
    [[nodiscard]] std::span<const std::uint32_t> improved() const { return m_improved; }

    /// Cost of each commodity's cheapest path at the prices its source was last priced at, by commodity; at
    /// most 1 where traffic may be turned away.
    [[nodiscard]] const std::vector<double>& costs() const { return m_cost; }

  private:
    /// What pricing a source found.
    struct Offers
    {
        std::vector<std::uint32_t> commodity;
        std::vector<std::uint32_t> end; ///< of its arcs
        std::vector<std::uint32_t> arcs;
        double cheapest = 0;
    };

    template <typename Visit> void forEachSource(std::size_t first, std::size_t last, Visit visit);
    void search(std::size_t slot, std::span<const double> price, TeSearch& search) const;
    [[nodiscard]] double costOf(const TeSearch& search, std::uint32_t place) const;
    void offer(std::size_t slot, std::span<const double> price, const TePaths& paths, TeSearch& search,
               Offers& offers);
    void take(const Offers& offers, TePaths& paths);

    const TeNetwork* m_network;
    const std::vector<TeCommodity>* m_commodities;
    bool m_mayTurnAway;
    std::vector<std::uint32_t> m_sources;
    std::vector<std::uint32_t> m_first;    ///< by source slot, and one more: into m_bySource
    std::vector<std::uint32_t> m_bySource; ///< commodities
    std::vector<std::uint32_t> m_targets;  ///< of m_bySource
    std::vector<TeSearch> m_searches;      ///< by worker
    std::vector<Offers> m_offers;          ///< by place in what is priced together
    std::vector<std::uint32_t> m_improved;
    std::vector<double> m_cost; ///< by commodity
};

} // namespace twin::flow
