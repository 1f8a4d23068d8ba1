#include "twin/generate/pool_signals.h"

#include "twin/generate/value_noise.h"
#include "twin/support/rng.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>
#include <variant>

namespace twin::generate {

namespace {

constexpr double kSlow_s = 600.0; ///< work comes and goes over minutes
constexpr double kFast_s = 45.0;
constexpr double kStorageDrift_s = 21'600.0;

constexpr double kHeatRise_s = 120.0; ///< a room heats through in minutes once the chillers stop
constexpr double kHeatFall_s = 120.0;
constexpr double kHottest_celsius = 19.0; ///< above the ordinary inlet temperature, cooling lost for long
constexpr double kThrottle_celsius = 9.5; ///< from here on cards slow down
constexpr double kBrokenGroup = 0.04;     ///< of a pool's cards, when a group of servers fails

constexpr double kIdlePower = 0.32; ///< of IT power at no load
constexpr double kLoadPower = 0.60; ///< more at full load

constexpr double kCardShare = 0.72; ///< of a pool's IT power, what its cards draw at most
/// Uncorrected errors; assumed to be ten for each card that fails for good (1 per 50,700 card-hours).
constexpr double kEccPerCardHour = 2.0e-4;

double logistic(double x)
{
    return 1.0 / (1.0 + std::exp(-x));
}

} // namespace

PoolSignals::PoolSignals(registry::RegistryPtr registry, const FeedTraffic& traffic, const JobSignals& jobs,
                         const Faults& faults, const FeedOptions& options)
    : m_registry(std::move(registry))
    , m_traffic(traffic)
    , m_jobs(jobs)
    , m_faults(faults)
{
    m_pools.reserve(m_registry->pools.size());
    for (std::uint32_t i = 0; i < m_registry->pools.size(); ++i) {
        const registry::Pool& pool = m_registry->pools[i];
        Pool made = describe(pool, options.seed, i);
        made.firstAccess = static_cast<std::uint32_t>(m_access.size());
        made.accessCount = static_cast<std::uint32_t>(pool.access.size());
        for (const registry::LinkIndex link : pool.access) {
            const auto* a = std::get_if<registry::PoolIndex>(&m_registry->links[link.value()].a);
            m_access.push_back({link.value(), a != nullptr && a->value() == i});
        }
        m_anyOutOfService = m_anyOutOfService || !made.reports;
        m_pools.push_back(made);
    }
    chooseDetailed(options.detailPools);
    updateSilence();
}

/// The largest, as an operator would subscribe to them; of equal ones those first in the registry.
void PoolSignals::chooseDetailed(std::uint32_t count)
{
    std::vector<std::uint32_t> order(m_pools.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, std::greater<>(), [&](std::uint32_t pool) {
        return m_registry->pools[pool].declared[Precision::Fp16];
    });
    for (std::size_t i = 0; i < std::min<std::size_t>(count, order.size()); ++i) {
        m_pools[order[i]].detailed = true;
    }
}

PoolSignals::Pool PoolSignals::describe(const registry::Pool& pool, std::uint64_t seed, std::size_t index)
{
    using enum registry::LifecycleState;
    Rng random(seed, "feed.pool", index);
    Pool made;
    made.key = random.next();
    made.cards = pool.cards;
    made.elasticShare = 0.4 * random.beta(2.0, 4.2);
    made.failedShare = random.uniform(0.0005, 0.006);
    made.itMax_w = static_cast<double>(pool.power.itMax_w);
    made.pue = pool.power.pue >= 1.0 ? pool.power.pue : 1.3;
    made.storageBytes = static_cast<double>(pool.storage.capacityBytes);
    made.storageFill = random.uniform(0.35, 0.85);
    made.read_bps = static_cast<double>(pool.storage.read_bps);
    made.write_bps = static_cast<double>(pool.storage.write_bps);
    const auto state = pool.asset.state;
    made.draining = state == Draining;
    made.reports = state == Unspecified || state == InService || state == Draining;
    return made;
}

void PoolSignals::updateSilence()
{
    m_anySilent = m_anyOutOfService;
    for (std::uint32_t pool = 0; pool < m_pools.size(); ++pool) {
        m_anySilent = m_anySilent || m_faults.isPoolSilent(pool);
    }
}

bool PoolSignals::isSilent(std::uint32_t pool) const
{
    return !m_pools[pool].reports || m_faults.isPoolSilent(pool);
}

void PoolSignals::addTraffic(const Pool& pool, Condition& condition) const
{
    for (std::uint32_t i = 0; i < pool.accessCount; ++i) {
        const Access& access = m_access[pool.firstAccess + i];
        const double forward =
            std::min(m_traffic.offeredForward(access.link), m_traffic.capacityForward(access.link));
        const double reverse =
            std::min(m_traffic.offeredReverse(access.link), m_traffic.capacityReverse(access.link));
        condition.egress_bps += access.poolIsA ? forward : reverse;
        condition.ingress_bps += access.poolIsA ? reverse : forward;
        const double capacity = m_traffic.capacityForward(access.link);
        if (capacity > 0.0) {
            condition.accessUse = std::max(condition.accessUse, std::max(forward, reverse) / capacity);
        }
    }
}

PoolSignals::Condition PoolSignals::condition(std::uint32_t index, const FeedMoment& moment,
                                              double daily) const
{
    const Pool& pool = m_pools[index];
    Condition now;
    addTraffic(pool, now);
    if (m_faults.power()[index].isOn()) {
        now.failed = pool.cards;
        now.ingress_bps = now.egress_bps = 0.0;
        now.state = OperState::Down;
        return now;
    }
    const bool groupBroken = m_faults.cards()[index].isOn();
    const double broken = pool.cards * (pool.failedShare + (groupBroken ? kBrokenGroup : 0.0));
    now.failed = groupBroken ? std::ceil(broken) : std::floor(broken);
    now.failed = std::min(now.failed, pool.cards);
    now.heat_celsius =
        kHottest_celsius * m_faults.cooling()[index].level(moment.seconds, kHeatRise_s, kHeatFall_s);

    const double placed =
        pool.cards > 0 ? std::min(1.0, static_cast<double>(m_jobs.placedCards(index)) / pool.cards) : 0.0;
    const double elastic = (1.0 - placed) * pool.elasticShare * (0.35 + 0.65 * daily);
    const double noise = 0.05 * valueNoise(pool.key, moment.seconds / kSlow_s) +
                         0.015 * valueNoise(~pool.key, moment.seconds / kFast_s);
    const double wanted = std::clamp(0.97 * placed + elastic + noise * (0.2 + placed + elastic), 0.0, 1.0);
    const double throttle = 1.0 - 0.05 * std::max(0.0, now.heat_celsius - kThrottle_celsius);
    if (pool.cards > 0) {
        now.busy = std::round(wanted * (pool.cards - now.failed));
        now.utilisation = now.busy / pool.cards * throttle;
    } else {
        now.utilisation = wanted * throttle;
    }
    const bool ill = groupBroken || now.heat_celsius > kThrottle_celsius;
    now.state = ill ? OperState::Degraded : pool.draining ? OperState::Draining : OperState::Up;
    return now;
}

void PoolSignals::writePower(const Pool& pool, const Condition& now, const FeedMoment& moment, std::size_t i,
                             ColumnBlock& out)
{
    const double ripple = valueNoise(pool.key ^ 0x77, moment.seconds / kFast_s);
    const double warmth = warmthCurve(moment.hour);
    const bool powered = now.state != OperState::Down;
    const double it_w =
        powered ? pool.itMax_w * (kIdlePower + kLoadPower * now.utilisation) * (1.0 + 0.008 * ripple) : 0.0;
    const double pue = std::max(1.0, pool.pue * (1.0 + 0.015 * warmth + 0.003 * ripple));
    out[PoolMetric::ItPower][i] = it_w;
    out[PoolMetric::FacilityPower][i] = it_w * pue;
    out[PoolMetric::Pue][i] = pue;
    out[PoolMetric::Inlet][i] = 21.5 + 3.0 * now.utilisation + 1.0 * warmth + 0.3 * ripple + now.heat_celsius;
}

void PoolSignals::writeStorage(const Pool& pool, const Condition& now, const FeedMoment& moment,
                               std::size_t i, ColumnBlock& out)
{
    const double drift = valueNoise(pool.key ^ 0x33, moment.seconds / kStorageDrift_s);
    const double burst = 0.5 + 0.5 * valueNoise(pool.key ^ 0x55, moment.seconds / kFast_s);
    const double fill = std::clamp(pool.storageFill + 0.05 * drift, 0.0, 1.0);
    const double fabric = std::clamp(0.04 + 0.62 * now.utilisation * (0.8 + 0.3 * burst), 0.0, 1.0);
    const bool powered = now.state != OperState::Down;
    out[PoolMetric::StorageFree][i] = std::floor(pool.storageBytes * (1.0 - fill));
    out[PoolMetric::StorageRead][i] = powered ? pool.read_bps * (0.03 + 0.45 * now.utilisation * burst) : 0.0;
    out[PoolMetric::StorageWrite][i] =
        powered ? pool.write_bps * (0.02 + 0.30 * now.utilisation * burst * burst) : 0.0;
    out[PoolMetric::MemoryUsed][i] =
        powered ? std::clamp(0.12 + 0.8 * now.utilisation + 0.03 * drift, 0.0, 1.0) : 0.0;
    out[PoolMetric::FabricUtilisation][i] = powered ? fabric : 0.0;
    out[PoolMetric::FabricDrop][i] = powered ? 1e-7 + 2e-4 * std::max(0.0, fabric - 0.55) * burst : 0.0;
}

/// The card that is worst in each respect. Cards of a broken group add errors and take ports along.
void PoolSignals::writeCards(std::uint32_t index, const Condition& now, const FeedMoment& moment,
                             std::size_t i, ColumnBlock& out) const
{
    const Pool& pool = m_pools[index];
    const bool powered = now.state != OperState::Down && pool.cards > 0;
    const double ripple = valueNoise(pool.key ^ 0x99, moment.seconds / kFast_s);
    const double busiest = now.busy > 0 ? std::clamp(0.93 + 0.06 * ripple, 0.0, 1.0) : 0.0;
    const double inlet = out[PoolMetric::Inlet][i];
    const double perCard_w = pool.cards > 0 ? kCardShare * pool.itMax_w / pool.cards : 0.0;
    const bool broken = m_faults.cards()[index].isOn();
    const double hours = moment.seconds / 3'600.0;
    out[PoolMetric::CardUtilisationMax][i] = powered ? busiest : 0.0;
    out[PoolMetric::CardMemoryMax][i] =
        powered ? std::clamp(out[PoolMetric::MemoryUsed][i] + 0.18 + 0.04 * ripple, 0.0, 1.0) : 0.0;
    out[PoolMetric::CardCelsiusMax][i] = powered ? inlet + 16.0 + 36.0 * busiest + 1.5 * ripple : inlet;
    out[PoolMetric::CardPowerMax][i] =
        powered ? perCard_w * (kIdlePower + (1.0 - kIdlePower) * busiest) : 0.0;
    out[PoolMetric::CardEccErrors][i] = powered ? std::floor(pool.cards * kEccPerCardHour * hours) +
                                                      (broken ? std::ceil(pool.cards * 0.002) : 0.0)
                                                : 0.0;
    out[PoolMetric::PortsFlapping][i] =
        powered && (broken || ripple > 0.92) ? 1.0 + (broken ? 3.0 : 0.0) : 0.0;
}

void PoolSignals::writeScores(const Pool& pool, const Condition& now, std::size_t i, ColumnBlock& out)
{
    // CATS levels: 8-10 preferred, 4-7 medium, 0-3 do not steer here. Normalised by a sigmoid, composed by
    // weight.
    const double usable = pool.cards > 0 ? (pool.cards - now.failed) / pool.cards : 1.0;
    const bool powered = now.state != OperState::Down;
    const double compute = powered ? 10.0 * usable * logistic((0.68 - now.utilisation) * 9.0) : 0.0;
    const double network = 10.0 * logistic((0.8 - now.accessUse) * 14.0);
    const double service = now.state == OperState::Up ? 10.0 : now.state == OperState::Degraded ? 5.0 : 2.0;
    out[PoolMetric::CatsCompute][i] = compute;
    out[PoolMetric::Cats][i] = powered ? 0.6 * compute + 0.3 * network + 0.1 * service : 0.0;
}

void PoolSignals::sample(const FeedMoment& moment, std::uint32_t first, std::uint32_t count, ColumnBlock& out)
{
    const double daily = dailyCurve(moment.hour);
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t index = first + i;
        const Pool& pool = m_pools[index];
        const Condition now = condition(index, moment, daily);
        const bool powered = now.state != OperState::Down;
        const double pressure = std::max(0.0, now.utilisation - 0.7) * 20.0;
        const double queue = pressure * (1.0 + 0.4 * valueNoise(pool.key ^ 0x11, moment.seconds / kSlow_s));
        out[PoolMetric::Utilisation][i] = now.utilisation;
        out[PoolMetric::CardsBusy][i] = now.busy;
        out[PoolMetric::CardsFree][i] = pool.cards - now.failed - now.busy;
        out[PoolMetric::CardsFailed][i] = now.failed;
        out[PoolMetric::QueueJobs][i] =
            powered ? std::round(queue) + m_jobs.waitingJobs(index) : m_jobs.waitingJobs(index);
        out[PoolMetric::Ingress][i] = now.ingress_bps;
        out[PoolMetric::Egress][i] = now.egress_bps;
        out[PoolMetric::State][i] = static_cast<double>(now.state);
        writePower(pool, now, moment, i, out);
        writeStorage(pool, now, moment, i, out);
        writeScores(pool, now, i, out);
        writeCards(index, now, moment, i, out); // after those it follows from
    }
}

} // namespace twin::generate
