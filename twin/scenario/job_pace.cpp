#include "twin/scenario/job_pace.h"

#include "twin/scenario/job_speed.h"
#include "twin/scenario/pool_money.h"

#include <algorithm>
#include <cmath>

namespace twin::scenario {

using registry::Job;
using registry::JobKind;

namespace {

std::uint32_t placedCards(const Job& job)
{
    std::uint32_t out = 0;
    for (const registry::PlacedCards& placed : job.placements) {
        out += placed.cards;
    }
    return out;
}

} // namespace

void PaceWan::add(const PaceLeg& leg)
{
    least_bps = std::min(least_bps, leg.isCut ? 0 : leg.rate_bps);
    asked_bps = std::max(asked_bps, leg.asked_bps);
    delay = std::max(delay, leg.delay);
}

double usableShare(const Job& job, std::size_t pool, const ArcPicture& picture)
{
    const ElementState state = picture.pools[pool];
    const bool needsNetwork = job.kind == JobKind::Infer || job.kind == JobKind::Ingest;
    const bool isCutOff = needsNetwork && picture.isReachable[pool] == 0;
    if (state == ElementState::Down || state == ElementState::Removed || isCutOff) {
        return 0;
    }
    return picture.poolLeft[pool] * picture.room.share(pool, job.chipClass);
}

bool isPlacedIn(const Job& job, const std::string& place)
{
    return std::ranges::any_of(job.placements, [&](const auto& placed) { return placed.poolId == place; });
}

double JobPace::speed(const Job& job, std::span<const double> shares, const PaceWan& wan) const
{
    double least = 1;
    double sum = 0;
    for (std::size_t i = 0; i < shares.size(); ++i) {
        least = std::min(least, shares[i]);
        sum += shares[i] * job.placements[i].cards;
    }
    if (job.kind == JobKind::Infer) {
        const std::uint32_t cards = placedCards(job);
        return cards > 0 ? sum / cards : 0;
    }
    const bool isSpread = job.placements.size() > 1 && least > 0;
    return isSpread ? least * wanEfficiency(job, wan) : least;
}

double JobPace::wanEfficiency(const Job& job, const PaceWan& wan) const
{
    if (!std::isfinite(wan.least_bps)) {
        return 1; // nothing goes between its pools
    }
    CrossSiteStep step;
    step.parameters = job.parameters;
    step.tokens = m_assumptions.tokensPerStep;
    step.mfu = m_assumptions.mfu;
    step.cards = placedCards(job);
    step.sites = static_cast<std::uint32_t>(job.placements.size());
    step.bandwidth_bps = wan.least_bps;
    step.roundTrip = 2 * wan.delay;
    if (const auto pool = m_registry.find(EntityKind::Pool, job.placements.front().poolId)) {
        const auto flops = flopsOf(m_registry.pools[pool->index], job.chipClass, 1);
        step.gflopsPerCard = static_cast<double>(flops[job.precision]);
    }
    if (job.parameters == 0 || step.gflopsPerCard <= 0) {
        // As much slower as its traffic.
        return wan.asked_bps > 0 ? std::min(1.0, wan.least_bps / wan.asked_bps) : 1;
    }
    return crossSiteEfficiency(step);
}

double JobPace::gflops(const Job& job) const
{
    double out = 0;
    for (const registry::PlacedCards& placed : job.placements) {
        if (const auto pool = m_registry.find(EntityKind::Pool, placed.poolId)) {
            out += static_cast<double>(
                flopsOf(m_registry.pools[pool->index], job.chipClass, placed.cards)[job.precision]);
        }
    }
    return out;
}

double JobPace::stretch(const Job& from, const Job& to) const
{
    const double before = gflops(from);
    const double now = gflops(to);
    if (before > 0 && now > 0) {
        return before / now;
    }
    const std::uint32_t cards = placedCards(to);
    return placedCards(from) > 0 && cards > 0 ? static_cast<double>(placedCards(from)) / cards : 1;
}

double JobPace::computing_s(const Job& job, double speed) const
{
    const bool isPlaced = m_registry.find(EntityKind::Pool, job.placements.front().poolId).has_value();
    if (!isPlaced || job.parameters == 0 || job.tokens == 0) {
        return -1;
    }
    const double perSecond = gflops(job) * 1e9 * m_assumptions.mfu * speed;
    const double all = 6 * static_cast<double>(job.parameters) * static_cast<double>(job.tokens);
    return perSecond > 0 ? all / perSecond : std::numeric_limits<double>::infinity();
}

} // namespace twin::scenario
