#include "twin/flow/te_demands.h"

#include "twin/flow/te_search.h"

#include <limits>

namespace twin::flow {

namespace {

/// Who can be reached from one node at a time, leaves not passed.
class Reach
{
  public:
    explicit Reach(const TeNetwork& network)
        : m_network(network)
        , m_seen(network.nodeCount(), 0)
    {}

    void from(std::uint32_t source)
    {
        ++m_round;
        m_queue.assign(1, source);
        m_seen[source] = m_round;
        for (std::size_t i = 0; i < m_queue.size(); ++i) {
            const std::uint32_t node = m_queue[i];
            if (m_network.transit[node] != 0 || node == source) {
                visitFrom(node);
            }
        }
    }

    [[nodiscard]] bool has(std::uint32_t node) const { return m_seen[node] == m_round; }

  private:
    void visitFrom(std::uint32_t node)
    {
        for (std::uint32_t arc = m_network.firstOut[node]; arc < m_network.firstOut[node + 1]; ++arc) {
            if (m_seen[m_network.to[arc]] != m_round) {
                m_seen[m_network.to[arc]] = m_round;
                m_queue.push_back(m_network.to[arc]);
            }
        }
    }

    const TeNetwork& m_network;
    std::uint32_t m_round = 0;
    std::vector<std::uint32_t> m_seen; ///< by node: the last round that reached it
    std::vector<std::uint32_t> m_queue;
};

/// Demands with something to route, grouped by source.
std::vector<std::vector<std::uint32_t>> bySource(const TeNetwork& network,
                                                 std::span<const network::NodeDemand> demands)
{
    std::vector<std::vector<std::uint32_t>> out(network.nodeCount());
    for (std::uint32_t i = 0; i < demands.size(); ++i) {
        if (demands[i].bps > 0 && demands[i].src != demands[i].dst) {
            out[demands[i].src.value()].push_back(i);
        }
    }
    return out;
}

enum class Fate : std::uint8_t { Nothing, Routable, Disconnected, BeyondDelay };

std::vector<Fate> fatesOf(const TeNetwork& network, std::span<const network::NodeDemand> demands,
                          TimeNs maxDelay)
{
    std::vector<Fate> out(demands.size(), Fate::Nothing);
    const std::vector<double> delay(network.delay.begin(), network.delay.end());
    Reach reach(network);
    TeSearch search(network);
    const auto sources = bySource(network, demands);
    for (std::uint32_t source = 0; source < sources.size(); ++source) {
        if (sources[source].empty()) {
            continue;
        }
        reach.from(source);
        if (maxDelay > 0) {
            search.run(source, delay, {});
        }
        for (const std::uint32_t i : sources[source]) {
            const std::uint32_t target = demands[i].dst.value();
            const bool late = maxDelay > 0 && search.cost(target) > static_cast<double>(maxDelay);
            out[i] = !reach.has(target) ? Fate::Disconnected : late ? Fate::BeyondDelay : Fate::Routable;
        }
    }
    return out;
}

} // namespace

TeDemands teDemandsOf(const TeNetwork& network, std::span<const network::NodeDemand> demands, TimeNs maxDelay)
{
    const auto fates = fatesOf(network, demands, maxDelay);
    TeDemands out;
    for (std::uint32_t i = 0; i < demands.size(); ++i) {
        if (fates[i] == Fate::Routable) {
            out.commodities.push_back(
                {demands[i].src.value(), demands[i].dst.value(), demands[i].bps / network.unit_bps});
            out.demandOf.push_back(i);
        } else if (fates[i] == Fate::Disconnected) {
            out.disconnected.push_back(i);
        } else if (fates[i] == Fate::BeyondDelay) {
            out.beyondDelay.push_back(i);
        }
    }
    return out;
}

} // namespace twin::flow
