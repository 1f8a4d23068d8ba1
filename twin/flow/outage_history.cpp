#include "twin/flow/outage_history.h"

#include "twin/support/rng.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <queue>
#include <utility>

namespace twin::flow {

namespace {

constexpr double kSecondsPerYear = 365.25 * 24 * 3600;

class Outages
{
  public:
    Outages(std::span<const ConduitReliability> conduits, std::uint64_t seed, std::uint64_t stretch)
        : m_conduits(conduits)
        , m_isCut(conduits.size(), false)
    {
        for (std::size_t i = 0; i < conduits.size(); ++i) {
            m_random.emplace_back(seed, "availability.conduit", stretch * conduits.size() + i);
        }
    }

    OutageHistory run(double end_s)
    {
        for (std::uint32_t i = 0; i < m_conduits.size(); ++i) {
            if (std::isfinite(m_conduits[i].up_s)) {
                if (m_random[i].uniform() < m_conduits[i].unavailability()) {
                    toggle(i);
                }
                plan(i, 0);
            }
        }
        double now = 0;
        while (!m_next.empty() && m_next.top().first < end_s) {
            const auto [at, conduit] = m_next.top();
            m_next.pop();
            m_history[m_cut] += at - now;
            now = at;
            toggle(conduit);
            plan(conduit, at);
        }
        m_history[m_cut] += end_s - now;
        return std::move(m_history);
    }

  private:
    /// Exponential times have no memory, so the first is drawn like any other.
    void plan(std::uint32_t conduit, double now)
    {
        const double mean = m_isCut[conduit] ? m_conduits[conduit].repair_s : m_conduits[conduit].up_s;
        m_next.emplace(now + (mean > 0 ? m_random[conduit].exponential(mean) : 0), conduit);
    }

    void toggle(std::uint32_t conduit)
    {
        m_isCut[conduit] = !m_isCut[conduit];
        const auto at = std::ranges::lower_bound(m_cut, conduit);
        if (m_isCut[conduit]) {
            m_cut.insert(at, conduit);
        } else {
            m_cut.erase(at);
        }
    }

    using Event = std::pair<double, std::uint32_t>;

    std::span<const ConduitReliability> m_conduits;
    std::vector<bool> m_isCut;
    std::vector<Rng> m_random;
    std::priority_queue<Event, std::vector<Event>, std::greater<>> m_next;
    CutSet m_cut;
    OutageHistory m_history;
};

} // namespace

OutageHistory simulateOutages(std::span<const ConduitReliability> conduits, double years, std::uint64_t seed,
                              std::uint64_t stretch)
{
    return Outages(conduits, seed, stretch).run(years * kSecondsPerYear);
}

double expectedEvents(std::span<const ConduitReliability> conduits, double years)
{
    double out = 0;
    for (const ConduitReliability& conduit : conduits) {
        out +=
            std::isfinite(conduit.up_s) ? 2 * years * kSecondsPerYear / (conduit.up_s + conduit.repair_s) : 0;
    }
    return out;
}

double expectedDown(std::span<const ConduitReliability> conduits)
{
    double out = 0;
    for (const ConduitReliability& conduit : conduits) {
        out += std::isfinite(conduit.up_s) ? conduit.repair_s / (conduit.up_s + conduit.repair_s) : 0;
    }
    return out;
}

} // namespace twin::flow
