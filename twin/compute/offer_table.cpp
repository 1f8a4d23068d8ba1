#include "twin/compute/offer_table.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace twin::compute {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// Measured, however old; Missing stays NaN.
double heard(const state::Snapshot& snapshot, std::uint32_t pool, PoolMetric metric, bool& isStale)
{
    const auto value = state::liveValue(snapshot, {EntityKind::Pool, pool}, static_cast<std::size_t>(metric));
    isStale = value.stale;
    return value.quality == state::Quality::Missing ? kUnknown : value.value;
}

} // namespace

std::string_view freeSourceName(FreeSource source)
{
    switch (source) {
    case FreeSource::Planned:
        return "planned";
    case FreeSource::Stale:
        return "stale";
    case FreeSource::Measured:
        return "measured";
    case FreeSource::Unknown:
        break;
    }
    return "unknown";
}

bool holdsCards(registry::JobState state)
{
    using registry::JobState;
    return state == JobState::Staging || state == JobState::Running || state == JobState::Checkpointing ||
           state == JobState::Degraded || state == JobState::Migrating;
}

OfferTable::OfferTable(registry::RegistryPtr registry, const registry::Workload* workload)
    : m_registry(std::move(registry))
{
    addOffers();
    if (workload == nullptr) {
        return;
    }
    for (ComputeOffer& offer : m_offers) {
        offer.freeCards = chip(offer).count;
        offer.freeSource = FreeSource::Planned;
    }
    for (const auto& job : workload->jobs) {
        subtract(*job);
    }
}

OfferTable::OfferTable(const state::Snapshot& snapshot)
    : m_registry(snapshot.registry)
{
    addOffers();
    if (snapshot.workload || !snapshot.directory->jobs.empty()) {
        for (ComputeOffer& offer : m_offers) {
            offer.freeCards = chip(offer).count;
            offer.freeSource = FreeSource::Planned;
        }
        for (const auto& job : snapshot.directory->jobs) {
            if (job) {
                subtract(*job);
            }
        }
    }
    measure(snapshot);
}

void OfferTable::takeDown(registry::PoolIndex pool)
{
    for (std::uint32_t row = m_first[pool.value()]; row < m_first[pool.value() + 1]; ++row) {
        m_offers[row].state = OperState::Down;
    }
}

void OfferTable::addOffers()
{
    for (std::uint32_t p = 0; p < m_registry->pools.size(); ++p) {
        m_first.push_back(static_cast<std::uint32_t>(m_offers.size()));
        const registry::Pool& pool = m_registry->pools[p];
        if (!registry::isInService(pool.asset.state)) {
            continue;
        }
        for (std::uint32_t c = 0; c < pool.chips.size(); ++c) {
            ComputeOffer offer;
            offer.pool = registry::PoolIndex(p);
            offer.chip = c;
            offer.freeCards = kUnknown;
            offer.utilisation = kUnknown;
            offer.storageFreeBytes = kUnknown;
            offer.pue = pool.power.pue;
            for (const registry::Price& price : pool.prices) {
                if (price.chipClass.empty() || price.chipClass == pool.chips[c].chipClass) {
                    offer.prices[static_cast<std::size_t>(price.kind)] = price.perCardHour;
                }
            }
            m_offers.push_back(offer);
        }
    }
    m_first.push_back(static_cast<std::uint32_t>(m_offers.size()));
}

/// Cards of a job come from the chip class it names, or else from the first.
void OfferTable::subtract(const registry::Job& job)
{
    if (!holdsCards(job.state)) {
        return;
    }
    for (const registry::PlacedCards& placed : job.placements) {
        const auto found = m_registry->find(EntityKind::Pool, placed.poolId);
        if (!found || m_first[found->index] == m_first[found->index + 1]) {
            continue;
        }
        std::uint32_t row = m_first[found->index];
        for (std::uint32_t i = row; i < m_first[found->index + 1]; ++i) {
            if (chip(m_offers[i]).chipClass == job.chipClass) {
                row = i;
                break;
            }
        }
        m_offers[row].freeCards = std::max(0.0, m_offers[row].freeCards - placed.cards);
    }
}

void OfferTable::measure(const state::Snapshot& snapshot)
{
    for (ComputeOffer& offer : m_offers) {
        const auto p = static_cast<std::uint32_t>(offer.pool.value());
        bool isStale = false;
        const double free = heard(snapshot, p, PoolMetric::CardsFree, isStale);
        if (!std::isnan(free)) {
            const double all = pool(offer).cards;
            offer.freeCards = std::floor(all > 0 ? free * chip(offer).count / all : 0);
            offer.freeSource = isStale ? FreeSource::Stale : FreeSource::Measured;
        }
        offer.utilisation = heard(snapshot, p, PoolMetric::Utilisation, isStale);
        offer.storageFreeBytes = heard(snapshot, p, PoolMetric::StorageFree, isStale);
        const double pue = heard(snapshot, p, PoolMetric::Pue, isStale);
        offer.pue = std::isnan(pue) || isStale ? offer.pue : pue;
        offer.state = state::operState(snapshot, {EntityKind::Pool, p});
    }
}

} // namespace twin::compute
