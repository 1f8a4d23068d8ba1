#include "tests/twin/flow/flow_networks.h"
#include "twin/flow/steady_state.h"
#include "twin/support/rng.h"

#include <QTest>

#include <cmath>

using namespace twin;
using namespace twin::flow;

namespace {

constexpr std::uint64_t kSeed = 20250607;

/// a - b - c in a row and a longer way round over d; 1 Mb/s each way but 4 Mb/s over d.
network::Network square()
{
    return flow_test::networkFrom("a b c d", R"(
        a b 1 1000 10
        b a 1 1000 10
        b c 1 1000 10
        c b 1 1000 10
        a d 1 4000 30
        d a 1 4000 30
        d c 1 4000 30
        c d 1 4000 30)");
}

FlowRequest flowBetween(const network::Network& network, const char* id, const char* src, const char* dst)
{
    FlowRequest out;
    out.id = id;
    out.src = network.graph.nodeByName(src);
    out.dst = network.graph.nodeByName(dst);
    return out;
}

registry::ConduitIndex ductOf(const network::Network& network, const char* arc)
{
    return network.graph.conduitsOf(network.graph.arcByName(arc).value()).front();
}

/// Nodes in a ring with random chords; delays of a few values, so that there are equal ways.
network::Network randomNetwork(Rng& rng)
{
    std::string nodes;
    std::string arcs;
    const auto add = [&](std::size_t a, std::size_t b) {
        const std::string kbps = std::to_string(1000 * (1 + rng.below(4)));
        const std::string micros = std::to_string(10 * (1 + rng.below(2)));
        for (const auto& [from, to] : {std::pair{a, b}, {b, a}}) {
            arcs +=
                "n" + std::to_string(from) + " n" + std::to_string(to) + " 1 " + kbps + " " + micros + "\n";
        }
    };
    const std::size_t count = 5 + rng.below(8);
    for (std::size_t n = 0; n < count; ++n) {
        nodes += "n" + std::to_string(n) + " ";
        add(n, (n + 1) % count);
    }
    for (std::size_t chord = 0; chord < count; ++chord) {
        const std::size_t a = rng.below(count);
        const std::size_t b = rng.below(count);
        if (a != b) {
            add(a, b);
        }
    }
    return flow_test::networkFrom(nodes, arcs);
}

std::vector<FlowRequest> randomFlows(const network::Network& network, Rng& rng)
{
    std::vector<FlowRequest> out;
    for (int i = 0; i < 40; ++i) {
        FlowRequest flow;
        flow.id = "f" + std::to_string(i);
        flow.src = network::NodeIndex{static_cast<std::uint32_t>(rng.below(network.graph.nodeCount()))};
        flow.dst = network::NodeIndex{static_cast<std::uint32_t>(rng.below(network.graph.nodeCount()))};
        if (rng.below(3) == 0) {
            flow.terms.cap_bps = rng.uniform(1e4, 1e6);
        }
        if (flow.src != flow.dst) {
            out.push_back(flow);
        }
    }
    return out;
}

QByteArray seedText(std::uint64_t i)
{
    return "seed " + QByteArray::number(qulonglong{kSeed}) + ", case " + QByteArray::number(qulonglong{i});
}

} // namespace

class TestSteadyState : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    /// Two flows a to c over b share 1 Mb/s. When a-b is cut they go over d: 4 Mb/s, 2 each.
    void aCutSendsFlowsTheOtherWay()
    {
        const auto network = square();
        SteadyState state(network.graph, std::vector{flowBetween(network, "f", "a", "c"),
                                                     flowBetween(network, "g", "a", "c")});
        QCOMPARE(state.rate(0), 5e5);
        QCOMPARE(network.graph.arcName(state.path(0)[0]), std::string("a~b>"));
        QVERIFY(state.bottleneck(0).isValid());
        state.fail(ductOf(network, "a~b>"));
        state.update();
        QCOMPARE(state.rate(0), 2e6);
        QCOMPARE(state.reroutes(), 2U);
        QCOMPARE(network.graph.arcName(state.path(0)[0]), std::string("a~d>"));
        QCOMPARE(state.load(network.graph.arcByName("d~c>").value()), 4e6);
        state.restore(ductOf(network, "a~b>"));
        state.update();
        QCOMPARE(state.rate(0), 5e5);
    }

    void aFlowWithoutAWayHasNoRate()
    {
        const auto network = square();
        SteadyState state(network.graph, std::vector{flowBetween(network, "f", "a", "c")});
        state.fail(ductOf(network, "a~b>"));
        state.fail(ductOf(network, "a~d>"));
        state.update();
        QCOMPARE(state.rate(0), 0.0);
        QVERIFY(state.path(0).empty());
        QVERIFY(!state.bottleneck(0).isValid());
        state.restore(ductOf(network, "a~d>"));
        state.update();
        QCOMPARE(state.rate(0), 4e6);
    }

    /// What two failures take down, two must bring up.
    void failuresCount()
    {
        const auto network = square();
        SteadyState state(network.graph, std::vector{flowBetween(network, "f", "a", "c")});
        state.fail(ductOf(network, "a~b>"));
        state.failArcs(std::vector{network.graph.arcByName("a~b>").value()});
        state.restore(ductOf(network, "a~b>"));
        state.update();
        QCOMPARE(state.path(0).size(), std::size_t{2});
        QCOMPARE(network.graph.arcName(state.path(0)[0]), std::string("a~d>"));
    }

    /// A new link a-c of 8 Mb/s and 15 µs is shorter than both ways there are.
    void aNewLinkIsUsedWhenItIsShorter()
    {
        const auto network = square();
        SteadyState state(network.graph, std::vector{flowBetween(network, "f", "a", "c")});
        const auto [there, back] = state.addLink(network.graph.nodeByName("a"), network.graph.nodeByName("c"),
                                                 8e6, 15 * kMicrosecond);
        state.update();
        QCOMPARE(state.rate(0), 8e6);
        QCOMPARE(std::vector(state.path(0).begin(), state.path(0).end()), std::vector{there});
        QCOMPARE(state.capacity(back), 8e6);
        state.setCapacity(there, 3e6);
        state.update();
        QCOMPARE(state.rate(0), 3e6);
    }

    void flowsComeAndGo()
    {
        const auto network = square();
        SteadyState state(network.graph, std::vector{flowBetween(network, "f", "a", "c")});
        FlowRequest fixed = flowBetween(network, "g", "a", "b");
        fixed.isRouted = false;
        fixed.path = {network.graph.arcByName("a~b>").value()};
        const std::uint32_t number = state.addFlow(fixed);
        state.update();
        QCOMPARE(number, 1U);
        QCOMPARE(state.rate(0), 5e5);
        state.fail(ductOf(network, "a~b>"));
        state.update();
        QCOMPARE(state.rate(1), 0.0); // keeps its path, and waits
        QCOMPARE(state.rate(0), 4e6);
        state.removeFlow(0);
        state.update();
        QCOMPARE(state.rate(0), 0.0);
    }

    void aCopyIsAWhatIf()
    {
        const auto network = square();
        const SteadyState base(network.graph, std::vector{flowBetween(network, "f", "a", "c")});
        SteadyState what(base);
        what.fail(ductOf(network, "a~b>"));
        what.update();
        QCOMPARE(what.rate(0), 4e6);
        QCOMPARE(base.rate(0), 1e6);
    }

    /// Flows that stay, that ask for something else, that are others by the same name, and new ones.
    void oneMadeOfAnotherIsTheSameToTheBit()
    {
        for (std::uint64_t i = 0; i < 60; ++i) {
            Rng rng(kSeed, "made of another", i);
            const auto network = randomNetwork(rng);
            const SteadyState known(network.graph, randomFlows(network, rng));
            std::vector<FlowRequest> flows = randomFlows(network, rng); // most of other ends
            const std::vector<FlowRequest> more = randomFlows(network, rng);
            for (std::uint32_t f = 0; f < known.flowCount(); ++f) {
                if (const auto way = known.path(f); !way.empty() && f < flows.size()) {
                    flows[f].src = network::NodeIndex{network.graph.from()[way.front()]};
                    flows[f].dst = network::NodeIndex{network.graph.to()[way.back()]};
                }
            }
            for (const FlowRequest& each : more) {
                flows.push_back(each);
                flows.back().id += " more";
            }
            SteadyState made(known, flows);
            SteadyState fresh(network.graph, flows);
            const auto isSame = [&] {
                for (std::uint32_t f = 0; f < flows.size(); ++f) {
                    if (made.rate(f) != fresh.rate(f) || !std::ranges::equal(made.path(f), fresh.path(f))) {
                        return false;
                    }
                }
                return true;
            };
            QVERIFY2(isSame(), seedText(i).constData());
            const registry::ConduitIndex cut{
                static_cast<std::uint32_t>(rng.below(network.graph.conduitCount()))};
            for (SteadyState* one : {&made, &fresh}) {
                one->fail(cut);
                one->update();
            }
            QVERIFY2(isSame(), seedText(i).constData());
        }
    }

    /// After any sequence of edits: the paths and rates of a state that was given only what is left of them.
    void theWayThereDoesNotMatter()
    {
        for (std::uint64_t i = 0; i < 60; ++i) {
            Rng rng(kSeed, "edits", i);
            const auto network = randomNetwork(rng);
            const auto flows = randomFlows(network, rng);
            SteadyState state(network.graph, flows);
            std::vector<bool> isCut(network.graph.conduitCount(), false);
            std::vector<double> capacity(network.graph.capacity().begin(), network.graph.capacity().end());
            for (int step = 0; step < 25; ++step) {
                const auto c = static_cast<std::uint32_t>(rng.below(isCut.size()));
                const auto arc = static_cast<std::uint32_t>(rng.below(capacity.size()));
                if (rng.below(4) == 0) {
                    capacity[arc] = 1e6 * static_cast<double>(rng.below(4));
                    state.setCapacity(arc, capacity[arc]);
                } else if (isCut[c]) {
                    state.restore(registry::ConduitIndex{c});
                    isCut[c] = false;
                } else {
                    state.fail(registry::ConduitIndex{c});
                    isCut[c] = true;
                }
                state.update();
            }
            SteadyState fresh(network.graph, flows);
            for (std::uint32_t c = 0; c < isCut.size(); ++c) {
                if (isCut[c]) {
                    fresh.fail(registry::ConduitIndex{c});
                }
            }
            for (std::uint32_t arc = 0; arc < capacity.size(); ++arc) {
                fresh.setCapacity(arc, capacity[arc]);
            }
            fresh.update();
            for (std::uint32_t f = 0; f < flows.size(); ++f) {
                QVERIFY2(std::ranges::equal(state.path(f), fresh.path(f)), seedText(i).constData());
                QVERIFY2(std::abs(state.rate(f) - fresh.rate(f)) <= 1e-9 * fresh.rate(f),
                         seedText(i).constData());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestSteadyState)
#include "tst_steady_state.moc"
