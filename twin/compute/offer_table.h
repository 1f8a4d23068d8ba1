#pragma once

#include "twin/network/graph.h"
#include "twin/registry/registry.h"
#include "twin/registry/workload.h"
#include "twin/state/snapshot.h"

#include <cstdint>
#include <memory>
#include <vector>

/// What pools offer at one moment, as discovery and placement see it.
namespace twin::compute {

/// How the free cards of an offer are known.
enum class FreeSource : std::uint8_t {
    Unknown,  ///< nothing says so: no telemetry, no workload
    Planned,  ///< cards less those that jobs of the workload hold
    Stale,    ///< measured some time ago
    Measured, ///< of a pool with several chip classes, shared out by their numbers
};

[[nodiscard]] std::string_view freeSourceName(FreeSource source);

/// One chip class of one pool.
struct ComputeOffer
{
    registry::PoolIndex pool;
    std::uint32_t chip = 0; ///< position among the pool's chips
    double freeCards = 0;   ///< NaN: unknown
    FreeSource freeSource = FreeSource::Unknown;
    OperState state = OperState::Up;
    double utilisation = 0;      ///< of the pool, 0..1; NaN: unknown
    double pue = 0;              ///< measured, or as registered; 0 = not known
    MoneyE4 prices[5] = {};      ///< per card and hour, by PriceKind; 0 = not offered
    double storageFreeBytes = 0; ///< NaN: unknown
};

/// Offers of all pools in service, by pool, then chip. Immutable; shared by any number of threads.
class OfferTable
{
  public:
    /// From a moment: telemetry where it is there and young enough, else the jobs that run.
    explicit OfferTable(const state::Snapshot& snapshot);
    /// From files: cards less those of the workload's jobs that hold some (staging to migrating). `workload`
    /// may be null: then what is free is unknown.
    OfferTable(registry::RegistryPtr registry, const registry::Workload* workload);

    /// The pool is down, whatever was heard of it: for what-ifs.
    void takeDown(registry::PoolIndex pool);

    [[nodiscard]] const std::vector<ComputeOffer>& offers() const { return m_offers; }

    /// An offer to be changed, for what-ifs.
    [[nodiscard]] ComputeOffer& assumed(std::size_t offer) { return m_offers[offer]; }

    [[nodiscard]] const registry::Registry& registry() const { return *m_registry; }

    [[nodiscard]] const registry::Pool& pool(const ComputeOffer& offer) const
    {
        return (*m_registry)[offer.pool];
    }

    [[nodiscard]] const registry::Chip& chip(const ComputeOffer& offer) const
    {
        return pool(offer).chips[offer.chip];
    }

  private:
    void addOffers();
    void subtract(const registry::Job& job);
    void measure(const state::Snapshot& snapshot);

    registry::RegistryPtr m_registry;
    std::vector<ComputeOffer> m_offers;
    std::vector<std::uint32_t> m_first; ///< offer of a pool's first chip, by pool, and one more
};

/// True for jobs that hold cards: staging, running, checkpointing, degraded, migrating.
[[nodiscard]] bool holdsCards(registry::JobState state);

/// GFLOPS of `cards` of a chip at a precision.
[[nodiscard]] inline double gflopsOf(const registry::Chip& chip, Precision precision, double cards)
{
    return static_cast<double>(chip.perCard[precision]) * cards;
}

} // namespace twin::compute
