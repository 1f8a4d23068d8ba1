#include "tests/twin/compute/near.h"
#include "tests/twin/flow/flow_networks.h"
#include "twin/compute/admission.h"
#include "twin/compute/ingress.h"
#include "twin/flow/steady_state.h"
#include "twin/network/route.h"
#include "twin/support/rng.h"

#include <QTest>

using namespace twin::compute;
using flow_test::networkFrom;
using twin::network::Graph;
using twin::network::Network;

namespace {

/// Two ways from a to d of 10 and 4 Gb/s, a third of 1 Gb/s that is long.
Network diamond()
{
    return networkFrom("a b c d e", R"(
        a b 1 10000000 1000
        b d 1 10000000 1000
        a c 1 4000000 2000
        c d 1 4000000 2000
        a e 1 1000000 9000
        e d 1 1000000 9000)");
}

TransferRequest from(const Graph& graph, const char* src, const char* dst, double bytes, double deadline_s)
{
    TransferRequest out;
    out.src = graph.nodeByName(src);
    out.dst = graph.nodeByName(dst);
    out.bytes = bytes;
    out.deadline_s = deadline_s;
    return out;
}

/// The greatest flow by plain depth-first augmenting, whatever the delay.
double greatestFlow(const Graph& graph, std::vector<double> room, std::uint32_t src, std::uint32_t dst)
{
    std::vector<double> back(room.size(), 0);
    double sum = 0;
    for (;;) {
        std::vector<std::uint8_t> seen(graph.nodeCount(), 0);
        const auto visit = [&](auto&& self, std::uint32_t node, double most) -> double {
            if (node == dst) {
                return most;
            }
            seen[node] = 1;
            for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
                for (const bool isBack : {false, true}) {
                    const std::uint32_t tail = isBack ? graph.to()[arc] : graph.from()[arc];
                    const std::uint32_t head = isBack ? graph.from()[arc] : graph.to()[arc];
                    const double here = isBack ? back[arc] : room[arc];
                    if (tail != node || seen[head] != 0 || here < 1) {
                        continue;
                    }
                    const double sent = self(self, head, std::min(most, here));
                    if (sent > 0) {
                        room[arc] += isBack ? sent : -sent;
                        back[arc] += isBack ? -sent : sent;
                        return sent;
                    }
                }
            }
            return 0;
        };
        const double sent = visit(visit, src, 1e18);
        if (sent == 0) {
            return sum;
        }
        sum += sent;
    }
}

/// Every part is a way from src to dst, and together they fit the room.
void checkParts(const Graph& graph, const std::vector<double>& room, const TransferRequest& request,
                const std::vector<RoutePart>& parts, double rate)
{
    std::vector<double> used(room.size(), 0);
    double sum = 0;
    for (const RoutePart& part : parts) {
        QVERIFY(twin::network::isRoute(graph, request.src, request.dst, part.arcs));
        sum += part.rate_bps;
        twin::TimeNs delay = 0;
        for (const std::uint32_t arc : part.arcs) {
            used[arc] += part.rate_bps;
            delay += graph.delay()[arc];
        }
        QCOMPARE(delay, part.delay);
    }
    for (std::size_t arc = 0; arc < room.size(); ++arc) {
        QVERIFY(used[arc] <= room[arc] * (1 + 1e-9) + 1);
    }
    QVERIFY(test::near(sum, rate, rate * 1e-9));
}

} // namespace

class TstAdmission : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void requestsThatAreNoneAreRefused()
    {
        const Network network = diamond();
        const auto room = freeCapacity(network.graph, {});
        TransferRequest request = from(network.graph, "a", "a", 1e12, 3'600);
        QVERIFY(!admitTransfer(network.graph, room, request));
        request = from(network.graph, "a", "nowhere", 1e12, 3'600);
        QVERIFY(!admitTransfer(network.graph, room, request));
        request = from(network.graph, "a", "d", std::nan(""), 3'600);
        QVERIFY(!admitTransfer(network.graph, room, request));
    }

    void theReasonIsSaidAndTheNearestOffer_data()
    {
        QTest::addColumn<double>("bytes");
        QTest::addColumn<double>("deadline");
        QTest::addColumn<unsigned>("paths");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<double>("rate"); // promised, or offered
        QTest::addColumn<unsigned>("parts");
        // 1.7 TB in an hour need 4.4 Gb/s: the step of 5, on the widest way alone.
        QTest::newRow("yes") << 1.7e12 << 3'600.0 << 4U << "admitted" << 5e9 << 1U;
        // 11 Gb/s: the step is 20, the ways have 15 together; 10 can be had.
        QTest::newRow("no room") << 4.3e12 << 3'600.0 << 4U << "no_room" << 10e9 << 1U;
        QTest::newRow("too fast") << 1e15 << 3'600.0 << 4U << "too_fast" << 10e9 << 1U;
        QTest::newRow("no deadline") << 1e12 << 0.0 << 4U << "admitted" << 10e9 << 1U;
    }

    void theReasonIsSaidAndTheNearestOffer()
    {
        QFETCH(double, bytes);
        QFETCH(double, deadline);
        QFETCH(unsigned, paths);
        QFETCH(QString, reason);
        QFETCH(double, rate);
        QFETCH(unsigned, parts);
        const Network network = diamond();
        const auto room = freeCapacity(network.graph, {});
        TransferRequest request = from(network.graph, "a", "d", bytes, deadline);
        request.mostPaths = paths;
        const auto answer = admitTransfer(network.graph, room, request);
        QVERIFY(answer);
        QCOMPARE(QString::fromUtf8(admissionReasonName(answer->reason).data()), reason);
        QCOMPARE(answer->isAdmitted(), !answer->offer);
        const auto& plan = answer->isAdmitted() ? answer->parts : answer->offer->parts;
        const double promised = answer->isAdmitted() ? answer->rate_bps : answer->offer->rate_bps;
        QCOMPARE(promised, rate);
        QCOMPARE(plan.size(), std::size_t{parts});
        checkParts(network.graph, room, request, plan, rate);
        const double finish = answer->isAdmitted() ? answer->finish_s : answer->offer->finish_s;
        QVERIFY(test::near(finish, 8 * bytes / kLineUse / rate, 1e-6 * finish));
        if (answer->isAdmitted() && deadline > 0) {
            QVERIFY(answer->finish_s <= deadline);
        }
        if (answer->offer) {
            QVERIFY(answer->offer->finish_s > deadline);
            QVERIFY(answer->offer->bytesInTime < bytes);
            QVERIFY(test::near(answer->offer->bytesInTime, rate * kLineUse * deadline / 8, 1));
        }
    }

    void severalPathsCarryWhatOneCannot()
    {
        const Network network = diamond();
        // 5 Gb/s are taken on the wide way: 5 + 4 + 1 are left.
        std::vector<double> load(network.graph.arcCount(), 0);
        load[network.graph.arcByName("edge_0").value()] = 5e9;
        const auto room = freeCapacity(network.graph, load);
        TransferRequest request = from(network.graph, "a", "d", 3.5e12, 3'600); // 9.15 Gb/s: the step of 10
        const auto three = admitTransfer(network.graph, room, request);
        QVERIFY(three && three->isAdmitted());
        QCOMPARE(three->parts.size(), std::size_t{3});
        checkParts(network.graph, room, request, three->parts, 10e9);
        request.mostPaths = 2;
        const auto two = admitTransfer(network.graph, room, request);
        QVERIFY(two);
        QCOMPARE(two->reason, AdmissionReason::TooManyWays);
        QVERIFY(two->offer && two->offer->rate_bps == 5e9);
        request.mostPaths = 4;
        request.delayMax = 5 * twin::kMillisecond; // without the long one 9 Gb/s
        const auto near = admitTransfer(network.graph, room, request);
        QVERIFY(near);
        QCOMPARE(near->reason, AdmissionReason::NoRoom);
    }

    void whatBindsIsALeastCut()
    {
        const Network network = diamond();
        const auto room = freeCapacity(network.graph, {});
        const auto answer = admitTransfer(network.graph, room, from(network.graph, "a", "d", 4.3e12, 3'600));
        QVERIFY(answer);
        double sum = 0;
        for (const std::uint32_t arc : answer->binding) {
            sum += room[arc];
        }
        QCOMPARE(sum, 15e9);
    }

    /// Neither the step that was chosen nor the highest there is: all the ways together, and each of them.
    void roomIsWhatTheNetworkHasLeft()
    {
        const Network network = diamond();
        std::vector<double> load(network.graph.arcCount(), 0);
        for (const auto& [bytes, carried, room] : {std::tuple{1.7e12, 0.0, 15e9}, std::tuple{1e9, 0.0, 15e9},
                                                   std::tuple{1e15, 0.0, 15e9}, std::tuple{1e9, 5e9, 10e9}}) {
            load[network.graph.arcByName("edge_0").value()] = carried;
            const auto free = freeCapacity(network.graph, load);
            const TransferRequest request = from(network.graph, "a", "d", bytes, 3'600);
            QVERIFY(test::near(roomFor(network.graph, free, request), room, 1));
            const auto answer = admitTransfer(network.graph, free, request);
            QVERIFY(answer);
            for (const RoutePart& part : answer->parts) {
                QVERIFY(roomOn(part.arcs, free) >= part.rate_bps);
                QCOMPARE(roomOn(part.arcs, free), carried > 0 ? 5e9 : 10e9);
            }
        }
        const auto free = freeCapacity(network.graph, {});
        QCOMPARE(roomFor(network.graph, free, from(network.graph, "d", "a", 1e9, 60)), 0.0);
    }

    void nothingLeadsThere()
    {
        const Network network = diamond();
        const auto room = freeCapacity(network.graph, {});
        const auto answer = admitTransfer(network.graph, room, from(network.graph, "d", "a", 1e9, 60));
        QVERIFY(answer);
        QCOMPARE(answer->reason, AdmissionReason::NoWay);
        QVERIFY(!answer->offer);
    }

    /// A promise does not take from flows that run: with the parts as capped flows beside them, the engine
    /// gives every part its rate and all others what they had.
    void theEngineAgrees()
    {
        const Network network = diamond();
        twin::flow::FlowRequest busy;
        busy.src = network.graph.nodeByName("a");
        busy.dst = network.graph.nodeByName("d");
        busy.terms.cap_bps = 5e9;
        twin::flow::SteadyState state(network.graph, std::vector{busy});
        std::vector<double> load(network.graph.arcCount());
        for (std::uint32_t arc = 0; arc < load.size(); ++arc) {
            load[arc] = state.load(arc);
        }
        const auto room = freeCapacity(network.graph, load);
        const auto answer = admitTransfer(network.graph, room, from(network.graph, "a", "d", 3.5e12, 3'600));
        QVERIFY(answer && answer->isAdmitted());
        std::vector<std::uint32_t> added;
        for (const RoutePart& part : answer->parts) {
            twin::flow::FlowRequest flow = busy;
            flow.terms.cap_bps = part.rate_bps;
            flow.isRouted = false;
            flow.path = part.arcs;
            added.push_back(state.addFlow(flow));
        }
        state.update();
        QVERIFY(test::near(state.rate(0), 5e9, 10));
        for (std::size_t i = 0; i < added.size(); ++i) {
            QVERIFY(test::near(state.rate(added[i]), answer->parts[i].rate_bps, 10));
        }
    }

    /// What cannot be sent could not be by any routing, and what can is sent: against another algorithm.
    void routesCarryTheGreatestFlow()
    {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            twin::Rng rng(seed, "test.split_route");
            QString arcs;
            const int nodes = 5 + static_cast<int>(rng.below(5));
            QString names;
            for (int i = 0; i < nodes; ++i) {
                names += QStringLiteral("n%1 ").arg(i);
                for (int j = 0; j < nodes; ++j) {
                    if (i != j && rng.uniform() < 0.4) {
                        arcs += QStringLiteral("n%1 n%2 1 %3 %4\n")
                                    .arg(i)
                                    .arg(j)
                                    .arg(1'000 * (1 + rng.below(20)))
                                    .arg(100 * (1 + rng.below(50)));
                    }
                }
            }
            const Network network =
                networkFrom(names.toStdString(), "n0 n1 1 1000 100\n" + arcs.toStdString());
            const Graph& graph = network.graph;
            const auto room = freeCapacity(graph, {});
            TransferRequest ends = from(graph, "n0", qPrintable(QStringLiteral("n%1").arg(nodes - 1)), 1, 0);
            const double greatest = greatestFlow(graph, room, ends.src.value(), ends.dst.value());
            const auto all = splitRoute(graph, room, ends.src, ends.dst, 1e12);
            QVERIFY2(test::near(all.rate_bps, greatest, 1), qPrintable(QString::number(seed)));
            checkParts(graph, room, ends, all.parts, all.rate_bps);
            double cut = 0;
            for (const std::uint32_t arc : all.cut) {
                cut += room[arc];
            }
            QVERIFY(test::near(cut, greatest, 1));
            const auto some = splitRoute(graph, room, ends.src, ends.dst, greatest / 2);
            QVERIFY(test::near(some.rate_bps, greatest < 2'000 ? some.rate_bps : greatest / 2, 1'001));
        }
    }
};

QTEST_GUILESS_MAIN(TstAdmission)
#include "tst_admission.moc"
