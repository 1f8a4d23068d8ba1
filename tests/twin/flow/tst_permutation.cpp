#include "twin/flow/flow_key.h"
#include "twin/flow/network_simulation.h"
#include "twin/flow/steady_state.h"
#include "twin/network/network_file.h"
#include "twin/support/rng.h"

#include <QTest>

#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

using namespace twin;
using namespace twin::flow;

namespace {

constexpr std::uint64_t kSeed = 20261128;

/// A network as rows that can be written in any order: `n3`, and links of two arcs with labels of their own.
struct Rows
{
    struct Link
    {
        std::size_t a = 0;
        std::size_t b = 0;
        std::string label;
        std::string tail; ///< weight, kb/s, µs
    };

    std::vector<std::size_t> nodes;
    std::vector<Link> links;
};

/// Many equal ways and parallel links.
Rows randomRows(Rng& rng)
{
    Rows out;
    const std::size_t count = 5 + rng.below(6);
    for (std::size_t n = 0; n < count; ++n) {
        out.nodes.push_back(n);
    }
    for (std::size_t l = 0; l < 4 * count; ++l) {
        const std::size_t a = l < count ? l : rng.below(count);
        const std::size_t b = (a + 1 + (l < count ? 0 : rng.below(count - 1))) % count;
        out.links.push_back({a, b, "e" + std::to_string(l),
                             " 1 " + std::to_string(1000 * (1 + rng.below(4))) + " " +
                                 std::to_string(10 * (1 + rng.below(2)))});
    }
    return out;
}

template <typename Item> void shuffle(std::vector<Item>& items, Rng& rng)
{
    for (std::size_t i = items.size(); i > 1; --i) {
        std::swap(items[i - 1], items[rng.below(i)]);
    }
}

network::Network networkOfRows(const Rows& rows)
{
    std::map<std::size_t, std::size_t> at;
    std::string text = "NODES " + std::to_string(rows.nodes.size()) + "\nlabel x y\n";
    for (const std::size_t node : rows.nodes) {
        at.emplace(node, at.size());
        text += "n" + std::to_string(node) + " 0 0\n";
    }
    text += "\nEDGES " + std::to_string(2 * rows.links.size()) + "\nlabel src dest weight bw delay\n";
    const auto arc = [&](const std::string& label, std::size_t from, std::size_t to, const Rows::Link& link) {
        text += label + " " + std::to_string(at[from]) + " " + std::to_string(at[to]) + link.tail + "\n";
    };
    for (const Rows::Link& link : rows.links) {
        arc(link.label + "+", link.a, link.b, link);
        arc(link.label + "-", link.b, link.a, link);
    }
    const auto file = network::parseNetwork(text, network::NetworkFormat::Repetita, "test.graph");
    if (!file) {
        qFatal("%s", file.error().text().c_str());
    }
    return {"test", "repetita", network::Graph::build(*file), nullptr, nullptr, {}, 0, 0, {}, {}};
}

/// Flow `f7` from one node to another, the same for every order of the rows.
std::vector<FlowRequest> flowsOn(const network::Network& network, std::uint64_t seed,
                                 const std::vector<std::size_t>& order)
{
    std::vector<FlowRequest> out;
    for (const std::size_t number : order) {
        Rng rng(seed, "flow", number);
        FlowRequest flow;
        flow.id = "f" + std::to_string(number);
        const std::size_t src = rng.below(network.graph.nodeCount());
        const std::size_t dst =
            (src + 1 + rng.below(network.graph.nodeCount() - 1)) % network.graph.nodeCount();
        flow.src = network.graph.nodeByName("n" + std::to_string(src));
        flow.dst = network.graph.nodeByName("n" + std::to_string(dst));
        flow.bytes = rng.uniform(1e4, 1e6);
        flow.start_s = static_cast<double>(rng.below(3));
        out.push_back(flow);
    }
    return out;
}

std::string namesOf(const network::Graph& graph, std::span<const std::uint32_t> path)
{
    std::string out;
    for (const std::uint32_t arc : path) {
        out += graph.fileArcName(arc) + " ";
    }
    return out;
}

/// Failures and repairs of arcs by their own names.
std::vector<NetworkEvent> eventsOn(const network::Network& network, std::uint64_t seed)
{
    Rng rng(seed, "events", 0);
    std::vector<NetworkEvent> out;
    for (int i = 0; i < 5; ++i) {
        NetworkEvent event;
        event.kind = EventKind::Arc;
        event.object = network.graph.arcByName("e" + std::to_string(rng.below(10)) + "+").value();
        event.action = EventAction::Degrade;
        event.value = 0;
        event.time_s = rng.uniform(0, 10);
        out.push_back(event);
        event.action = EventAction::Restore;
        event.value.reset();
        event.time_s += rng.uniform(0, 10);
        out.push_back(event);
    }
    return out;
}

struct Answer
{
    std::string path;
    double number = 0;
};

/// By flow: where it went and when it was done.
std::map<std::string, Answer> simulated(const Rows& rows, std::uint64_t seed,
                                        const std::vector<std::size_t>& order)
{
    const auto network = networkOfRows(rows);
    const auto flows = flowsOn(network, seed, order);
    const auto result = simulateNetwork(network, flows, eventsOn(network, seed));
    std::map<std::string, Answer> out;
    for (std::size_t f = 0; f < flows.size(); ++f) {
        out[flows[f].id] = {namesOf(network.graph, result->flows[f].path), result->flows[f].finish_s};
    }
    return out;
}

/// By flow: where it goes and how fast, with two links more.
std::map<std::string, Answer> steady(const Rows& rows, std::uint64_t seed,
                                     const std::vector<std::size_t>& order)
{
    const auto network = networkOfRows(rows);
    const auto flows = flowsOn(network, seed, order);
    SteadyState state(network.graph, flows);
    std::vector<int> added{1, 2};
    if (order[0] != 0) {
        std::swap(added[0], added[1]);
    }
    for (const int far : added) {
        state.addLink(network.graph.nodeByName("n0"), network.graph.nodeByName("n" + std::to_string(far)),
                      5e6, 10 * kMicrosecond);
    }
    state.update();
    std::map<std::string, Answer> out;
    for (std::uint32_t f = 0; f < flows.size(); ++f) {
        std::string path;
        for (const std::uint32_t arc : state.path(f)) {
            path += arc < network.graph.arcCount() ? network.graph.fileArcName(arc) + " " : "new ";
        }
        out[flows[f].id] = {path, state.rate(f)};
    }
    return out;
}

template <typename Compute> void compareOrders(const char* purpose, Compute&& compute)
{
    for (std::uint64_t i = 0; i < 60; ++i) {
        Rng rng(kSeed, purpose, i);
        Rows rows = randomRows(rng);
        std::vector<std::size_t> order;
        for (std::size_t f = 0; f < 40; ++f) {
            order.push_back(f);
        }
        const auto wanted = compute(rows, i, order);
        shuffle(rows.nodes, rng);
        shuffle(rows.links, rng);
        shuffle(order, rng);
        for (const auto& [id, got] : compute(rows, i, order)) {
            const Answer& expected = wanted.at(id);
            const std::string where = "seed " + std::to_string(kSeed) + ", case " + std::to_string(i) + ", " +
                                      id + ": " + got.path + "instead of " + expected.path;
            QVERIFY2(got.path == expected.path, where.c_str());
            QVERIFY2(std::abs(got.number - expected.number) <= 1e-9 * expected.number, where.c_str());
        }
    }
}

} // namespace

/// The order in which a file lists nodes, links and flows changes no path, no time and no rate.
class TestPermutation : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void simulationsAreTheSame() { compareOrders("simulation", simulated); }

    void steadyStatesAreTheSame() { compareOrders("steady state", steady); }
};

QTEST_GUILESS_MAIN(TestPermutation)
#include "tst_permutation.moc"
