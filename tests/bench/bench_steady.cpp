// One edit on the national twin with its 2,000 flows: a conduit cut, a link added, and each undone; the new
// steady state in milliseconds. One JSON object. Argument: a snapshot (.swr).
#include "twin/flow/steady_state.h"
#include "twin/flow/workload_flows.h"
#include "twin/network/network.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

namespace {

using namespace twin;
using Json = nlohmann::ordered_json;

double processorSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Wall and processor time of one kind of edit.
class Timings
{
  public:
    template <typename Work> void measure(Work&& work)
    {
        const double before = processorSeconds();
        const auto begin = std::chrono::steady_clock::now();
        work();
        m_processor_ms.push_back((processorSeconds() - before) * 1e3);
        m_ms.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }

    [[nodiscard]] Json json()
    {
        std::ranges::sort(m_ms);
        std::ranges::sort(m_processor_ms);
        const auto at = [&](double part) {
            return m_ms[std::min(m_ms.size() - 1,
                                 static_cast<std::size_t>(part * static_cast<double>(m_ms.size())))];
        };
        return {{"median_ms", at(0.5)},
                {"median_processor_ms", m_processor_ms[m_processor_ms.size() / 2]},
                {"worst_processor_ms", m_processor_ms.back()},
                {"p99_ms", at(0.99)},
                {"worst_ms", m_ms.back()},
                {"edits", m_ms.size()}};
    }

  private:
    std::vector<double> m_ms;
    std::vector<double> m_processor_ms;
};

/// Every backbone conduit cut on the base state; copied first, as a scenario would.
Json cuts(const network::Graph& graph, const flow::SteadyState& base, Json& out)
{
    Timings copy;
    Timings cut;
    Timings repair;
    std::uint64_t reroutes = 0;
    for (std::uint32_t c = 0; c < graph.conduitCount(); ++c) {
        const registry::ConduitIndex conduit{c};
        if (graph.isAccess(conduit)) {
            continue;
        }
        flow::SteadyState state(base);
        copy.measure([&] { state = base; });
        cut.measure([&] {
            state.fail(conduit);
            state.update();
        });
        reroutes += state.reroutes();
        repair.measure([&] {
            state.restore(conduit);
            state.update();
        });
    }
    out["copy"] = copy.json();
    out["cut_conduit"] = cut.json();
    out["restore_conduit"] = repair.json();
    return reroutes;
}

/// A 3.2 Tb/s link between neighbours of neighbours of one carrier, half as long as the way there is.
void newLinks(const network::Graph& graph, const flow::SteadyState& base, Json& out)
{
    Timings added;
    std::uint64_t reroutes = 0;
    for (std::uint32_t a = 0; a < graph.coreCount(); ++a) {
        const std::uint32_t first = graph.firstOut(a);
        if (first == graph.firstOut(a + 1) || graph.to()[first] >= graph.coreCount()) {
            continue;
        }
        const std::uint32_t second = graph.firstOut(graph.to()[first]);
        const std::uint32_t b = graph.to()[second];
        if (b == a || b >= graph.coreCount()) {
            continue;
        }
        flow::SteadyState state(base);
        const std::int64_t cost = (graph.delay()[first] + graph.delay()[second]) / 2;
        added.measure([&] {
            state.addLink(network::NodeIndex{a}, network::NodeIndex{b}, 3.2e12, cost);
            state.update();
        });
        reroutes += state.reroutes();
    }
    out["add_link"] = added.json();
    out["add_link_reroutes"] = reroutes;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fprintf(stderr,
                     "usage: bench_steady SNAPSHOT.swr (suanwangctl generate national --seed 1 --out F)\n");
        return 2;
    }
    const auto network = network::openNetwork(argv[1]);
    if (!network) {
        std::fprintf(stderr, "%s\n", network.error().text().c_str());
        return 2;
    }
    const auto flows = flow::workloadFlows(*network);
    Json out{{"network", argv[1]}, {"flows", flows.size()}, {"arcs", network->graph.arcCount()}};
    Timings all;
    all.measure([&] { flow::SteadyState state(network->graph, flows); });
    const flow::SteadyState base(network->graph, flows);
    out["from_scratch"] = all.json();
    out["cut_reroutes"] = cuts(network->graph, base, out);
    newLinks(network->graph, base, out);
    std::printf("%s\n", out.dump(2).c_str());
    return 0;
}
