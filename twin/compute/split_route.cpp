#include "twin/compute/split_route.h"

#include <algorithm>
#include <deque>
#include <limits>

namespace twin::compute {

namespace {

constexpr double kLeastRoom_bps = 1'000;
constexpr std::uint32_t kNone = 0xFFFFFFFF;
constexpr TimeNs kFar = std::numeric_limits<TimeNs>::max() / 4;

class Search
{
  public:
    Search(const network::Graph& graph, std::span<const double> free_bps, std::uint32_t src,
           std::uint32_t dst)
        : m_graph(graph)
        , m_free(free_bps.begin(), free_bps.end())
        , m_flow(free_bps.size(), 0.0)
        , m_src(src)
        , m_dst(dst)
    {}

    /// The shortest way with room, back over arcs that carry something counting as less delay.
    bool findWay()
    {
        m_distance.assign(m_graph.nodeCount(), kFar);
        m_by.assign(m_graph.nodeCount(), kNone);
        m_back.assign(m_graph.nodeCount(), 0);
        m_queued.assign(m_graph.nodeCount(), 0);
        m_distance[m_src] = 0;
        m_waiting.assign(1, m_src);
        while (!m_waiting.empty()) {
            const std::uint32_t node = m_waiting.front();
            m_waiting.pop_front();
            m_queued[node] = 0;
            relaxFrom(node);
        }
        return m_distance[m_dst] < kFar;
    }

    [[nodiscard]] TimeNs distance() const { return m_distance[m_dst]; }

    /// Sends up to `wanted` over the way found.
    double augment(double wanted)
    {
        double room = wanted;
        walk([&](std::uint32_t arc, bool isBack) {
            room = std::min(room, isBack ? m_flow[arc] : m_free[arc]);
        });
        walk([&](std::uint32_t arc, bool isBack) {
            m_free[arc] += isBack ? room : -room;
            m_flow[arc] += isBack ? -room : room;
        });
        return room;
    }

    /// Full arcs that lead out of what the last search reached.
    [[nodiscard]] std::vector<std::uint32_t> cut() const
    {
        std::vector<std::uint32_t> out;
        for (std::uint32_t arc = 0; arc < m_free.size(); ++arc) {
            if (m_distance[m_graph.from()[arc]] < kFar && m_distance[m_graph.to()[arc]] >= kFar &&
                passes(m_graph.from()[arc]) && passes(m_graph.to()[arc])) {
                out.push_back(arc);
            }
        }
        return out;
    }

    /// Takes the flow apart into ways, the one of least delay first.
    std::vector<RoutePart> parts()
    {
        std::vector<RoutePart> out;
        for (;;) {
            RoutePart part = onePart();
            if (part.arcs.empty()) {
                return out;
            }
            out.push_back(std::move(part));
        }
    }

  private:
    [[nodiscard]] bool passes(std::uint32_t node) const
    {
        return node < m_graph.coreCount() || node == m_src || node == m_dst;
    }

    void offer(std::uint32_t node, TimeNs distance, std::uint32_t arc, bool isBack)
    {
        if (distance >= m_distance[node] || !passes(node)) {
            return;
        }
        m_distance[node] = distance;
        m_by[node] = arc;
        m_back[node] = isBack ? 1 : 0;
        if (m_queued[node] == 0) {
            m_queued[node] = 1;
            m_waiting.push_back(node);
        }
    }

    void relaxFrom(std::uint32_t node)
    {
        for (std::uint32_t arc = m_graph.firstOut(node); arc < m_graph.firstOut(node + 1); ++arc) {
            if (m_free[arc] >= kLeastRoom_bps) {
                offer(m_graph.to()[arc], m_distance[node] + m_graph.delay()[arc], arc, false);
            }
        }
        for (const std::uint32_t arc : m_graph.arcsInto(node)) {
            if (m_flow[arc] >= kLeastRoom_bps) {
                offer(m_graph.from()[arc], m_distance[node] - m_graph.delay()[arc], arc, true);
            }
        }
    }

    template <typename Visit> void walk(Visit&& visit) const
    {
        for (std::uint32_t node = m_dst; node != m_src;) {
            const std::uint32_t arc = m_by[node];
            const bool isBack = m_back[node] != 0;
            visit(arc, isBack);
            node = isBack ? m_graph.to()[arc] : m_graph.from()[arc];
        }
    }

    RoutePart onePart()
    {
        RoutePart out;
        out.rate_bps = std::numeric_limits<double>::infinity();
        for (std::uint32_t node = m_src; node != m_dst;) {
            std::uint32_t next = kNone;
            for (std::uint32_t arc = m_graph.firstOut(node); arc < m_graph.firstOut(node + 1); ++arc) {
                if (m_flow[arc] >= kLeastRoom_bps &&
                    (next == kNone || m_graph.delay()[arc] < m_graph.delay()[next])) {
                    next = arc;
                }
            }
            if (next == kNone) {
                return {};
            }
            out.arcs.push_back(next);
            out.rate_bps = std::min(out.rate_bps, m_flow[next]);
            out.delay += m_graph.delay()[next];
            node = m_graph.to()[next];
        }
        for (const std::uint32_t arc : out.arcs) {
            m_flow[arc] -= out.rate_bps;
        }
        return out;
    }

    const network::Graph& m_graph;
    std::vector<double> m_free;
    std::vector<double> m_flow;
    std::uint32_t m_src;
    std::uint32_t m_dst;
    std::vector<TimeNs> m_distance;
    std::vector<std::uint32_t> m_by;
    std::vector<std::uint8_t> m_back;
    std::vector<std::uint8_t> m_queued;
    std::deque<std::uint32_t> m_waiting;
};

} // namespace

SplitRoute splitRoute(const network::Graph& graph, std::span<const double> free_bps, network::NodeIndex src,
                      network::NodeIndex dst, double rate_bps, TimeNs delayMax)
{
    SplitRoute out;
    if (src == dst) {
        out.rate_bps = rate_bps;
        return out;
    }
    Search search(graph, free_bps, src.value(), dst.value());
    double missing = rate_bps;
    while (missing >= kLeastRoom_bps) {
        if (!search.findWay()) {
            out.cut = search.cut();
            break;
        }
        if (delayMax > 0 && search.distance() > delayMax) {
            break;
        }
        missing -= search.augment(missing);
    }
    out.parts = search.parts();
    std::ranges::stable_sort(out.parts, [](const auto& a, const auto& b) { return a.rate_bps > b.rate_bps; });
    for (const RoutePart& part : out.parts) {
        out.rate_bps += part.rate_bps;
    }
    return out;
}

} // namespace twin::compute
