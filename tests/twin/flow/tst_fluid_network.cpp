#include "tests/twin/flow/flow_networks.h"
#include "twin/flow/flow_key.h"
#include "twin/flow/fluid_network.h"
#include "twin/flow/steady_state.h"
#include "twin/support/rng.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

using namespace twin;
using namespace twin::flow;

namespace {

/// Nodes in a ring with random chords; few delays, so that there are equal ways.
network::Network randomNetwork(Rng& rng, std::size_t count)
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
    for (std::size_t n = 0; n < count; ++n) {
        nodes += "n" + std::to_string(n) + " ";
        add(n, (n + 1) % count);
        add(n, (n + 2) % count);
    }
    return flow_test::networkFrom(nodes, arcs);
}

} // namespace

class TstFluidNetwork : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    /// 1 Mb/s: 125 kB a second. Half of it while another shares it, none while it is cut and there is no way.
    void aTransferWaitsForAWay()
    {
        const network::Network line = flow_test::networkFrom("a b", "a b 1 1000 10\nb a 1 1000 10");
        FluidNetwork fluid(line.graph, network::PathCost::Delay, 1);
        const auto a = line.graph.nodeByName("a");
        const auto b = line.graph.nodeByName("b");
        const std::uint32_t one = fluid.add(a, b, 1, {}, true);
        const std::uint32_t other = fluid.add(a, b, 2, {}, false);
        fluid.start(one, 1'000'000);
        fluid.update();
        QCOMPARE(fluid.rate(one), 1e6);
        QCOMPARE(fluid.nextCompletion(), 8.0);
        QVERIFY(fluid.advanceTo(2).empty()); // 250 kB
        fluid.start(other, kSteady_bytes);
        fluid.update();
        QCOMPARE(fluid.rate(one), 5e5);
        QCOMPARE(fluid.changed().size(), std::size_t{1}); // the other one is not watched
        QVERIFY(fluid.advanceTo(4).empty());              // 125 kB
        const std::uint32_t arc = fluid.path(one).front();
        fluid.setArc(arc, 0);
        fluid.update();
        QCOMPARE(fluid.rate(one), 0.0);
        QVERIFY(fluid.path(one).empty());
        QVERIFY(fluid.isUnderWay(one));
        QVERIFY(std::isinf(fluid.nextCompletion()));
        QVERIFY(fluid.advanceTo(10).empty());
        QCOMPARE(fluid.sentBytes(one), 375'000.0);
        fluid.stop(other);
        fluid.setArc(arc, 2e6);
        fluid.update();
        QCOMPARE(fluid.nextCompletion(), 12.5); // 625 kB at 2 Mb/s
        QCOMPARE(fluid.advanceTo(12.5).size(), std::size_t{1});
        QVERIFY(!fluid.isUnderWay(one));
        QCOMPARE(fluid.sentBytes(one), 1'000'000.0);
        QCOMPARE(fluid.sentBytes(other), 125'000.0);
    }

    /// Whatever happened before, rates and ways are those of a steady state made from nothing; and a watched
    /// flow whose rate or way is another was named.
    void itIsTheSteadyState()
    {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            Rng rng(seed, "test.fluid_network");
            const network::Network net = randomNetwork(rng, 5 + rng.below(8));
            const std::uint32_t nodes = static_cast<std::uint32_t>(net.graph.coreCount());
            FluidNetwork fluid(net.graph, network::PathCost::Delay, 7);
            std::vector<FlowRequest> requests;
            for (std::size_t i = 0; i < 30; ++i) {
                FlowRequest one;
                one.id = "f" + std::to_string(i);
                one.src = network::NodeIndex(static_cast<std::uint32_t>(rng.below(nodes)));
                one.dst = network::NodeIndex(
                    (one.src.value() + 1 + static_cast<std::uint32_t>(rng.below(nodes - 1))) % nodes);
                one.terms.weight = static_cast<double>(1 + rng.below(3));
                one.terms.cap_bps = rng.below(3) == 0 ? 2e5 : kNoLimit;
                fluid.add(one.src, one.dst, flowKey(one.id), one.terms, true);
                requests.push_back(one);
            }
            std::vector<double> down(net.graph.arcCount(), 0);
            std::map<std::uint32_t, std::pair<double, std::vector<std::uint32_t>>> before;
            double time = 0;
            for (int step = 0; step < 60; ++step) {
                const auto flow = static_cast<std::uint32_t>(rng.below(requests.size()));
                const auto arc = static_cast<std::uint32_t>(rng.below(net.graph.arcCount()));
                if (rng.below(2) == 0) {
                    fluid.isUnderWay(flow) ? fluid.stop(flow)
                                           : fluid.start(flow, rng.below(2) == 0 ? kSteady_bytes : 3e5);
                } else {
                    down[arc] = 1 - down[arc];
                    fluid.setArc(arc, down[arc] != 0 ? 0 : static_cast<double>(net.graph.capacity()[arc]));
                }
                fluid.update();
                std::vector<FlowRequest> now;
                std::vector<std::uint32_t> numbers;
                for (std::uint32_t i = 0; i < requests.size(); ++i) {
                    if (fluid.isUnderWay(i)) {
                        now.push_back(requests[i]);
                        numbers.push_back(i);
                    }
                }
                SteadyState steady(net.graph, now, network::PathCost::Delay, 7);
                std::vector<std::uint32_t> failed;
                for (std::uint32_t i = 0; i < down.size(); ++i) {
                    if (down[i] != 0) {
                        failed.push_back(i);
                    }
                }
                steady.failArcs(failed);
                steady.update();
                for (std::uint32_t i = 0; i < now.size(); ++i) {
                    const std::uint32_t number = numbers[i];
                    QVERIFY(std::ranges::equal(fluid.path(number), steady.path(i)));
                    QVERIFY(std::abs(fluid.rate(number) - steady.rate(i)) <= 1e-8 * steady.rate(i));
                    const std::vector<std::uint32_t> path(fluid.path(number).begin(),
                                                          fluid.path(number).end());
                    const auto known = before.find(number);
                    const bool isOther = known == before.end() || known->second.second != path ||
                                         known->second.first != fluid.rate(number);
                    QVERIFY(!isOther || std::ranges::find(fluid.changed(), number) != fluid.changed().end());
                    before[number] = {fluid.rate(number), path};
                }
                const double next = fluid.nextCompletion();
                time = std::min(time + 0.2, next);
                for (const std::uint32_t done : fluid.advanceTo(time)) {
                    before.erase(done);
                }
                fluid.update();
                for (const std::uint32_t changed : fluid.changed()) {
                    before[changed] = {fluid.rate(changed),
                                       {fluid.path(changed).begin(), fluid.path(changed).end()}};
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(TstFluidNetwork)
#include "tst_fluid_network.moc"
