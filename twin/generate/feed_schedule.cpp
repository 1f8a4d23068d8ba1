#include "twin/generate/feed_schedule.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

namespace twin::generate {

namespace {

constexpr std::uint32_t kAlign = 16; ///< stretches begin where the state's chunks do, so few are copied
constexpr TimeNs kTick = 100 * kMillisecond;
constexpr TimeNs kShortestTick = kMillisecond;
constexpr TimeNs kOnChangeRefresh = 60 * kSecond; ///< metrics sent on change are repeated this often
constexpr double kLeastFactor = 1e-3;

TimeNs ownPeriod(const MetricInfo& metric)
{
    return metric.period > 0 ? metric.period : kOnChangeRefresh;
}

std::uint32_t coprimeStride(std::uint32_t count)
{
    if (count < 3) {
        return 1;
    }
    // Golden section: successive turns land far from each other and from the last few.
    auto stride = static_cast<std::uint32_t>(static_cast<double>(count) * 0.618);
    while (std::gcd(stride, count) != 1) {
        ++stride;
    }
    return stride;
}

} // namespace

FeedGroup::FeedGroup(std::vector<const MetricInfo*> metrics, std::uint32_t entities, std::uint32_t speaking,
                     TimeNs period, TimeNs tick)
    : m_metrics(std::move(metrics))
    , m_entities(entities)
    , m_speaking(speaking)
    , m_period(std::max<TimeNs>(period, 1))
{
    const auto ticks = static_cast<std::uint64_t>(std::max<TimeNs>(1, m_period / tick));
    const std::uint64_t wanted = (entities + ticks - 1) / ticks;
    m_size = static_cast<std::uint32_t>((wanted + kAlign - 1) / kAlign * kAlign);
    m_count = (entities + m_size - 1) / m_size;
    m_stride = coprimeStride(m_count);
}

FeedGroup::Stretch FeedGroup::stretch(std::uint64_t turn) const
{
    const auto place = static_cast<std::uint32_t>(turn % m_count * m_stride % m_count);
    const std::uint32_t first = place * m_size;
    return {first, std::min(m_size, m_entities - first)};
}

void FeedGroup::due(TimeNs elapsed, std::vector<Stretch>& out)
{
    out.clear();
    __extension__ using Wide = __int128;
    const auto target = static_cast<std::uint64_t>(static_cast<Wide>(elapsed) * m_count / m_period);
    if (target > m_turn + m_count) {
        m_turn = target - m_count; // a pace faster than the tick: one round is all a tick can say
    }
    while (m_turn < target) {
        out.push_back(stretch(m_turn++));
    }
}

double FeedGroup::samplesPerSecond() const
{
    return static_cast<double>(m_metrics.size()) * m_speaking * 1e9 / static_cast<double>(m_period);
}

FeedSchedule makeSchedule(const EntityCount& entities, double rate)
{
    std::map<std::tuple<EntityKind, TimeNs, MetricScope>, std::vector<const MetricInfo*>> byPeriod;
    double natural = 0;
    TimeNs shortest = kOnChangeRefresh;
    for (const MetricInfo& metric : allMetrics()) {
        const std::uint32_t count = entities(metric.kind, metric.scope);
        if (count > 0) {
            byPeriod[{metric.kind, ownPeriod(metric), metric.scope}].push_back(&metric);
            natural += count * 1e9 / static_cast<double>(ownPeriod(metric));
            shortest = std::min(shortest, ownPeriod(metric));
        }
    }
    FeedSchedule schedule;
    const double factor = rate > 0 && natural > 0 ? std::max(kLeastFactor, rate / natural) : 1.0;
    const auto paced = [factor](TimeNs period) {
        return static_cast<TimeNs>(static_cast<double>(period) / factor);
    };
    schedule.tick = std::clamp(paced(shortest), kShortestTick, kTick);
    for (auto& [key, metrics] : byPeriod) {
        const auto [kind, period, scope] = key;
        schedule.groups.emplace_back(std::move(metrics), entities(kind, MetricScope::All),
                                     entities(kind, scope), paced(period), schedule.tick);
        schedule.samplesPerSecond += schedule.groups.back().samplesPerSecond();
    }
    return schedule;
}

} // namespace twin::generate
