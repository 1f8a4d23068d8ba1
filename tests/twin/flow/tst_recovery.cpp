#include "tests/twin/flow/flow_networks.h"
#include "tests/twin/flow/plain_recovery.h"
#include "tests/twin/flow/simulation_input.h"
#include "tests/twin/flow/triangle_registry.h"
#include "twin/flow/network_simulation.h"
#include "twin/support/rng.h"

#include <QTest>

#include <cmath>

using namespace twin;
using namespace twin::flow;
using namespace flow_test;
using plain_recovery::Failure;
using plain_recovery::Kind;

namespace {

constexpr std::uint64_t kSeed = 20261127;
/// Flows have caps of a part of the links, so that none is in another's way.
constexpr double kCap_bps = 4e10;
constexpr double kWork_s = 100;

const std::vector<std::pair<Kind, const char*>> kKinds{{Kind::None, "PROTECTION_NONE"},
                                                       {Kind::OnePlusOne, "ONE_PLUS_ONE"},
                                                       {Kind::Wson, "WSON"},
                                                       {Kind::Frr, "FRR"}};

bool near(double a, double b)
{
    return std::abs(a - b) <= 1e-9 * b;
}

/// Triangles of these kinds; on each a flow that keeps to L.AB (number 2 i) and one that is routed (2 i + 1).
struct Islands
{
    explicit Islands(const std::vector<Kind>& kinds)
        : network(make(kinds))
    {
        QByteArray rows;
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            const QByteArray island = QByteArray::number(qulonglong{i});
            const QByteArray ends =
                ",S." + island + "A,S." + island + "B," + QByteArray::number(kWork_s * kCap_bps / 8, 'f', 0);
            rows += "pinned" + island + ends + ",0,L." + island + "AB>,\n";
            rows += "routed" + island + ends + ",0,,\n";
        }
        flows = flowsFrom(network, rows);
        for (FlowRequest& flow : flows) {
            flow.terms.cap_bps = kCap_bps;
        }
    }

    static network::Network make(const std::vector<Kind>& kinds)
    {
        std::vector<Triangle> shapes(kinds.size());
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            shapes[i].island = QByteArray::number(qulonglong{i});
            shapes[i].protection = kKinds[static_cast<std::size_t>(kinds[i])].second;
        }
        return networkOfTriangles(shapes);
    }

    [[nodiscard]] double finish(std::size_t flow, const QByteArray& events) const
    {
        return simulateNetwork(network, flows, eventsFrom(network, flows, events))->flows[flow].finish_s;
    }

    network::Network network;
    std::vector<FlowRequest> flows;
};

QByteArray eventRow(std::size_t island, const Failure& failure)
{
    const QByteArray object =
        (failure.isCut ? "conduit,D." : "link,L.") + QByteArray::number(qulonglong{island}) + "AB,";
    return QByteArray::number(failure.start, 'g', 17) + ",fail," + object +
           QByteArray::number(failure.end - failure.start, 'g', 17) + "\n";
}

/// Close to those of other islands more often than not: a phase apart, or two.
std::vector<Failure> randomFailures(Rng& rng)
{
    const double offsets[] = {0, 0.02, 0.05, 0.3, 0.49, 0.5, 0.52, 1};
    std::vector<Failure> out;
    for (std::size_t count = rng.below(5); count > 0; --count) {
        Failure one;
        one.start = 12.0 * static_cast<double>(rng.below(8)) + offsets[rng.below(8)] + rng.uniform(0, 1e-3);
        const double lengths[] = {0.03, 0.2, 0.7, 9, 30, 90};
        one.end = one.start + lengths[rng.below(6)] * rng.uniform(0.5, 1.5);
        one.isCut = rng.below(3) > 0;
        out.push_back(one);
    }
    return out;
}

} // namespace

/// Phases of recovery when there is more than one failure: each link and each arc by its own times.
class TestRecovery : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    /// The waves move a minute after their own cut, not after one elsewhere that was over before.
    void anotherCutDoesNotHastenRestoration()
    {
        const Islands islands({Kind::None, Kind::Wson});
        QVERIFY(near(islands.finish(2, "59,fail,conduit,D.1AB,"), 160));
        QVERIFY(near(islands.finish(2, "0,fail,conduit,D.0AB,30\n59,fail,conduit,D.1AB,"), 160));
    }

    /// Nor one of the same conduit.
    void aRepairedCutOfTheSameConduitDoesNot()
    {
        const Islands islands({Kind::Wson});
        // Down from 10 to 30, and from 59 on for a minute.
        QVERIFY(near(islands.finish(0, "10,fail,conduit,D.0AB,20\n59,fail,conduit,D.0AB,"), 180));
    }

    /// A cut of the conduits the waves have moved to: a minute for that, too.
    void wavesThatLoseTheirSecondWayWaitAnew()
    {
        Triangle shape;
        shape.protection = "WSON";
        const auto network = triangleNetwork(shape);
        const auto flows = flowsFrom(network, "f,S.A,S.B,1250000000000,0,L.AB>,");
        const auto events = eventsFrom(network, flows,
                                       "10,fail,conduit,D.AB,\n80,fail,conduit,D.AC,5\n"
                                       "90,fail,conduit,D.CB,1");
        // 10 s sent, down till 70, 10 s more, down till 140; the cut at 90 met no light.
        QVERIFY(near(simulateNetwork(network, flows, events)->flows[0].finish_s, 220));
    }

    /// 20 ms apart: each is down 50 ms.
    void twoOnePlusOneLinksSwitchEachInItsTime()
    {
        const Islands islands({Kind::OnePlusOne, Kind::OnePlusOne});
        const char* events = "10,fail,conduit,D.0AB,\n10.02,fail,conduit,D.1AB,";
        QVERIFY(near(islands.finish(0, events), 100.05));
        QVERIFY(near(islands.finish(2, events), 100.05));
    }

    /// 490 ms after a failure elsewhere routing still needs half a second.
    void routingHearsOfEachFailureInItsTime()
    {
        const auto network = networkFrom("a b c d e", R"(
            a b 1 1000 10
            b a 1 1000 10
            b c 1 1000 10
            c b 1 1000 10
            c d 1 1000 20
            d c 1 1000 20
            d a 1 1000 20
            a d 1 1000 20
            c e 1 1000 10
            e c 1 1000 10)");
        const auto flows = flowsFrom(network, "f,a,c,1250000,0,,"); // 10 s
        const auto finish = [&](const char* events) {
            return simulateNetwork(network, flows, eventsFrom(network, flows, events))->flows[0].finish_s;
        };
        QVERIFY(near(finish("0.49,fail,link,b~c,"), 10.5));
        QVERIFY(near(finish("0,fail,link,c~e,\n0.49,fail,link,b~c,"), 10.5));
    }

    /// A detour lasts until its own link's return is known, not till any other news.
    void detoursEndInTheirTime()
    {
        const Islands islands({Kind::Frr, Kind::None});
        const auto events =
            eventsFrom(islands.network, islands.flows, "10,fail,link,L.0AB,0.2\n9.8,fail,link,L.1AB,");
        SimulationOptions options;
        for (const auto& [until, hops] : {std::pair{10.06, 2U}, {10.4, 2U}, {10.8, 1U}}) {
            options.until_s = until;
            const auto result = simulateNetwork(islands.network, islands.flows, events, options);
            QCOMPARE(result->flows[1].path.size(), std::size_t{hops});
        }
    }

    /// Random failures all over: every flow as if there were only those of its own link.
    void failuresApartDoNotMeet()
    {
        for (std::uint64_t i = 0; i < 300; ++i) {
            Rng rng(kSeed, "recovery", i);
            std::vector<Kind> kinds;
            std::vector<std::vector<Failure>> failures;
            QByteArray events;
            for (std::size_t island = 0; island < 6; ++island) {
                kinds.push_back(static_cast<Kind>(rng.below(4)));
                failures.push_back(randomFailures(rng));
                for (const Failure& failure : failures.back()) {
                    events += eventRow(island, failure);
                }
            }
            const Islands islands(kinds);
            const auto result = simulateNetwork(islands.network, islands.flows,
                                                eventsFrom(islands.network, islands.flows, events));
            for (std::size_t flow = 0; flow < islands.flows.size(); ++flow) {
                const double wanted =
                    plain_recovery::finish(kinds[flow / 2], failures[flow / 2], flow % 2 == 1, kWork_s);
                const double got = result->flows[flow].finish_s;
                QVERIFY2(std::abs(got - wanted) <= 1e-9 * wanted,
                         ("seed " + std::to_string(kSeed) + ", case " + std::to_string(i) + ", flow " +
                          std::to_string(flow) + " of kind " +
                          std::to_string(static_cast<int>(kinds[flow / 2])) + ": " + std::to_string(got) +
                          ", not " + std::to_string(wanted) + "\n" + events.toStdString())
                             .c_str());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestRecovery)
#include "tst_recovery.moc"
