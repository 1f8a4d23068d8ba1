#include "tests/twin/flow/flow_networks.h"
#include "tests/twin/flow/simulation_input.h"
#include "tests/twin/flow/triangle_registry.h"
#include "twin/flow/fluid_engine.h"
#include "twin/flow/instance_file.h"
#include "twin/flow/network_simulation.h"
#include "twin/flow/outcome_file.h"

#include <QTest>

#include <cmath>

using namespace twin;
using namespace twin::flow;
using namespace flow_test;

namespace {

/// 100 Gb/s is 12.5e9 bytes a second.
constexpr double kSecondBytes = 12.5e9;

/// A flow of 100 seconds' worth from A to B while L.AB's conduit is cut at 10 s; when it is done.
double finishAfterCut(const Triangle& shape, const SimulationOptions& options = {},
                      const char* events = "10,fail,conduit,D.AB,", const char* path = "")
{
    const auto network = triangleNetwork(shape);
    const auto flows = flowsFrom(network, QByteArray("f,S.A,S.B,1250000000000,0,") + path + ",");
    const auto result = simulateNetwork(network, flows, eventsFrom(network, flows, events), options);
    return result->flows[0].finish_s;
}

bool near(double a, double b)
{
    return std::abs(a - b) <= 1e-9 * b;
}

} // namespace

class TestNetworkSimulation : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void withoutFailuresAFlowTakesTheShortestWay()
    {
        const auto network = triangleNetwork();
        const auto flows = flowsFrom(network, "f,S.A,S.B,12500000000,3,,");
        const auto result = simulateNetwork(network, flows, {});
        QCOMPARE(result->flows[0].finish_s, 4.0);
        QCOMPARE(result->flows[0].mean_bps, 1e11);
        QCOMPARE(result->flows[0].path.size(), std::size_t{1});
        QCOMPARE(result->finished, std::uint64_t{1});
        QCOMPARE(result->unrouted, std::uint64_t{0});
    }

    /// No protection: nothing from the cut until routing has converged, half a second, then over C.
    void unprotectedFlowsWaitForRouting() { QVERIFY(near(finishAfterCut({}), 100.5)); }

    /// 1+1 switches in 50 ms.
    void onePlusOneSwitches()
    {
        Triangle shape;
        shape.protection = "ONE_PLUS_ONE";
        QVERIFY(near(finishAfterCut(shape), 100.05));
    }

    /// Fast reroute detours in 50 ms, over C; later routing finds the same way.
    void fastRerouteDetours()
    {
        Triangle shape;
        shape.protection = "FRR";
        QVERIFY(near(finishAfterCut(shape), 100.05));
    }

    /// A flow that must keep its path has to wait until its waves run over C, a minute.
    void wavesAreRestoredWithinReach()
    {
        Triangle shape;
        shape.protection = "WSON";
        QVERIFY(near(finishAfterCut(shape, {}, "10,fail,conduit,D.AB,", "L.AB>"), 160));
    }

    /// Two of four waves find a spare slot: half the capacity after a minute (90 s left become 180 s).
    void spareSlotsBoundRestoration()
    {
        Triangle shape;
        shape.protection = "WSON";
        shape.spareSlots = 2;
        QVERIFY(near(finishAfterCut(shape, {}, "10,fail,conduit,D.AB,", "L.AB>"), 10 + 60 + 180));
    }

    /// 2 × 1,600 km is beyond 3,000 km: the flow waits an hour, the conduit's mean time to repair.
    void beyondReachThereIsOnlyRepair()
    {
        Triangle shape;
        shape.protection = "WSON";
        shape.sideMetres = 1'600'000;
        QVERIFY(near(finishAfterCut(shape, {}, "10,fail,conduit,D.AB,", "L.AB>"), 100 + 3600));
        SimulationOptions far;
        far.recovery.reach_m = 3'200'000;
        QVERIFY(near(finishAfterCut(shape, far, "10,fail,conduit,D.AB,", "L.AB>"), 160));
    }

    /// The value of a failure is its repair time; a restore ends it before.
    void failuresEndWhenTheyAreSaidTo()
    {
        QVERIFY(near(finishAfterCut({}, {}, "10,fail,conduit,D.AB,20", "L.AB>"), 120));
        QVERIFY(
            near(finishAfterCut({}, {}, "10,fail,conduit,D.AB,20\n15,restore,conduit,D.AB,", "L.AB>"), 105));
        QVERIFY(near(finishAfterCut({}, {}, "10,fail,link,L.AB,7", "L.AB>"), 107));
    }

    /// One restore ends both; what was ended counts no more when its repair would have come.
    void aRestoreEndsAllFailuresOfItsObject()
    {
        const char* events = "10,fail,conduit,D.AB,30\n20,fail,conduit,D.AB,100\n30,restore,conduit,D.AB,\n"
                             "35,restore,conduit,D.AB,\n38,fail,conduit,D.AB,10";
        // Sent till 10, from 30 to 38 and from 48 on.
        QVERIFY(near(finishAfterCut({}, {}, events, "L.AB>"), 130));
    }

    /// Down from 10 to 10.05 s, and from 20 to 50 s, while both sides are: 30.05 s in all.
    void aSecondFailureMeetsTheOtherSideOfOnePlusOne()
    {
        Triangle shape;
        shape.protection = "ONE_PLUS_ONE";
        const char* events = "10,fail,conduit,D.AB,1000\n20,fail,link,L.AB,30";
        QVERIFY(near(finishAfterCut(shape, {}, events, "L.AB>"), 130.05));
    }

    /// Whoever ends at a place that is down waits for it; the others go round.
    void placesFail()
    {
        const auto network = triangleNetwork();
        const auto flows =
            flowsFrom(network, "toC,S.A,S.C,1250000000000,0,,\nover,S.A,S.B,1250000000000,0,L.AC>;L.CB>,");
        const auto events = eventsFrom(network, flows, "10,fail,node,S.C,40");
        const auto result = simulateNetwork(network, flows, events);
        // They share L.AC: 50 Gb/s each, 200 s, and 40 s of standing still.
        QVERIFY(near(result->flows[0].finish_s, 240));
        QVERIFY(near(result->flows[1].finish_s, 240));
    }

    void capacitiesChange()
    {
        // 10 s at 100, then half: 180 s more; at 100 s back to 100: 45 s sent by half, 45 left.
        QVERIFY(near(finishAfterCut({}, {}, "10,degrade,link,L.AB,0.5"), 190));
        QVERIFY(near(finishAfterCut({}, {}, "10,degrade,link,L.AB,0.5\n100,restore,link,L.AB,"), 145));
        QVERIFY(near(finishAfterCut({}, {}, "10,capacity,arc,L.AB>,25000000000"), 10 + 360));
    }

    void flowsAreToldToStopOrSlowDown()
    {
        const auto network = triangleNetwork();
        const auto flows = flowsFrom(network, "f,S.A,S.B,1250000000000,0,,\ng,S.A,S.B,,0,,");
        const auto events = eventsFrom(
            network, flows, "10,demand,flow,g,20000000000\n20,stop,flow,g,\n30,demand,flow,f,1000000000");
        const auto result = simulateNetwork(network, flows, events);
        QCOMPARE(result->flows[1].finish_s, 20.0);
        QVERIFY(near(result->flows[1].sent_bytes, (10 * 0.5 + 10 * 0.2) * kSecondBytes));
        // f: 10 s at 50, 10 s at 80, 10 s at 100: 23 s worth; 77 left at 1 Gb/s.
        QVERIFY(near(result->flows[0].finish_s, 30 + 7700));
        QCOMPARE(result->finished, std::uint64_t{1});
    }

    /// A flow born between failure and reconvergence goes by what routing knows, and waits.
    void routingIsBehindTheNetwork()
    {
        const auto network = triangleNetwork();
        const auto flows = flowsFrom(network, "f,S.A,S.B,12500000000,10.2,,");
        const auto result =
            simulateNetwork(network, flows, eventsFrom(network, flows, "10,fail,conduit,D.AB,"));
        QVERIFY(near(result->flows[0].finish_s, 11.5));
        QCOMPARE(result->reroutes, std::uint64_t{1});
        QCOMPARE(result->flows[0].path.size(), std::size_t{2});
    }

    void aFlowWithoutAWayWaitsForOne()
    {
        const auto network = triangleNetwork();
        const auto flows = flowsFrom(network, "f,S.A,S.B,12500000000,5,,");
        const auto cut = eventsFrom(network, flows, "0,fail,conduit,D.AB,100\n0,fail,conduit,D.AC,1000");
        const auto result = simulateNetwork(network, flows, cut);
        QVERIFY(near(result->flows[0].finish_s, 101.5)); // repaired at 100, routed at 100.5
        SimulationOptions options;
        options.until_s = 50;
        const auto cutShort = simulateNetwork(network, flows, cut, options);
        QCOMPARE(cutShort->unrouted, std::uint64_t{1});
        QVERIFY(std::isinf(cutShort->flows[0].finish_s));
        QCOMPARE(cutShort->end_s, 50.0);
    }

    /// After the repair flows go back to the short way, without a gap.
    void flowsReturnAfterRepair()
    {
        const auto network = triangleNetwork();
        const auto flows = flowsFrom(network, "f,S.A,S.B,1250000000000,0,,");
        const auto result =
            simulateNetwork(network, flows, eventsFrom(network, flows, "10,fail,conduit,D.AB,20"));
        QVERIFY(near(result->flows[0].finish_s, 100.5));
        QCOMPARE(result->reroutes, std::uint64_t{2});
        QCOMPARE(result->flows[0].path.size(), std::size_t{1});
    }

    /// What is out of service at the start: routing knows, so the flow goes over C at once, and comes back
    /// when its arcs are restored; one that must keep to them waits for that.
    void whatIsOutOfServiceAtTheStart()
    {
        const auto network = triangleNetwork();
        std::vector<std::uint8_t> out(network.graph.arcCount(), 0);
        for (const char* name : {"L.AB>", "L.AB<"}) {
            out[network.graph.arcByName(name).value()] = 1;
        }
        SimulationOptions options;
        options.outOfService = out;
        const auto flows = flowsFrom(network, "f,S.A,S.B,1250000000000,0,,\ng,S.A,S.B,12500000000,0,L.AB>,");
        const auto left = simulateNetwork(network, flows, {}, options);
        QCOMPARE(left->flows[0].finish_s, 100.0);
        QCOMPARE(left->flows[0].path.size(), std::size_t{2});
        QVERIFY(std::isinf(left->flows[1].finish_s));
        QCOMPARE(left->flows[1].sent_bytes, 0.0);
        for (const char* object : {"conduit,D.AB", "link,L.AB", "arc,L.AB>", "node,S.A"}) {
            const auto restore = eventsFrom(network, flows, QByteArray("10,restore,") + object + ",");
            const auto back = simulateNetwork(network, flows, restore, options);
            // g alone from 10 s to 10.5 s, then half each until its other half second's worth is sent.
            QVERIFY2(near(back->flows[1].finish_s, 11.5), object);
            QCOMPARE(back->flows[0].path.size(), std::size_t{1});
        }
        const auto instance = instanceOf(network, flows, options);
        const auto outcome = simulateInstance(*instance);
        QCOMPARE(outcome->finish_s[0], 100.0);
        QVERIFY(std::isinf(outcome->finish_s[1]));
    }

    void steadyFlowsHaveARateAtOnce()
    {
        const auto network = triangleNetwork();
        const auto flows = flowsFrom(network, "f,S.A,S.B,,0,,\ng,S.A,S.B,,0,,");
        const auto result = simulateNetwork(network, flows, {});
        QCOMPARE(result->flows[0].mean_bps, 5e10);
        QCOMPARE(outcomeText(network.graph, flows, *result),
                 std::string(
                     "id,start_s,finish_s,mean_bps,path\nf,0,,50000000000,L.AB>\ng,0,,50000000000,L.AB>\n"));
    }

    /// The exported instance, run as an instance, ends the same.
    void anExportedInstanceIsTheSameWork()
    {
        const auto network = triangleNetwork();
        const auto flows = flowsFrom(network, "f,S.A,S.B,1250000000000,0,,\ng,S.A,S.B,50000000000,2.5,,\n"
                                              "h,S.C,S.B,70000000000,1,,");
        const auto instance = instanceOf(network, flows);
        const auto text = instanceText(*instance);
        const auto back = parseInstance(*text, "i.txt");
        const auto outcome = simulateInstance(*back);
        const auto result = simulateNetwork(network, flows, {});
        for (std::size_t f = 0; f < flows.size(); ++f) {
            QCOMPARE(outcome->finish_s[f], result->flows[f].finish_s);
        }
    }

    void theSameInputGivesTheSameHash()
    {
        const auto network = triangleNetwork();
        const auto flows = flowsFrom(network, "f,S.A,S.B,1250000000000,0,,\ng,S.C,S.B,50000000000,2.5,,");
        const auto events = eventsFrom(network, flows, "3,fail,conduit,D.AB,9");
        const auto once = simulateNetwork(network, flows, events);
        const auto again = simulateNetwork(network, flows, events);
        QCOMPARE(once->stateHash, again->stateHash);
        QVERIFY(once->stateHash != simulateNetwork(network, flows, {})->stateHash);
    }
};

QTEST_GUILESS_MAIN(TestNetworkSimulation)
#include "tst_network_simulation.moc"
