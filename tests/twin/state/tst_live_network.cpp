#include "tests/twin/network/registry_sketch.h"
#include "tests/twin/state/test_world.h"
#include "twin/network/k_shortest_paths.h"
#include "twin/network/place_names.h"
#include "twin/state/live_network.h"

#include <QTest>

using namespace twin;
using namespace twin::state;

namespace {

constexpr std::uint32_t kDown = static_cast<std::uint32_t>(OperState::Down);

/// Links in the order of their identifiers: 0 ab, 1 bc, 2 bd.B (10 Gb/s each); carriers meet at b.
class World
{
  public:
    World()
        : m_registry(network_test::RegistrySketch()
                         .carrier("A")
                         .carrier("B")
                         .link("ab", "a", "b", 1, "A")
                         .link("bc", "b", "c", 1, "A")
                         .link("bd.B", "b", "d", 1, "B")
                         .meet("b", "A", "B")
                         .build())
        , graph(network::Graph::build(*m_registry))
    {
        m_twin.setRegistry(m_registry, nullptr);
    }

    template <typename Metric> void report(EntityKind kind, Metric metric, std::uint32_t entity, double value)
    {
        m_twin.apply(test::batch(test::kNoon, ++m_sequence, {test::column(kind, metric, entity, {value})}));
    }

    void load(std::uint32_t link, double forward, double reverse)
    {
        report(EntityKind::Link, LinkMetric::Forward, link, forward);
        report(EntityKind::Link, LinkMetric::Reverse, link, reverse);
    }

    [[nodiscard]] SnapshotPtr at(TimeNs later) { return m_twin.publish(test::kNoon + later, nullptr, {}); }

    [[nodiscard]] std::uint32_t arc(const char* name) const { return graph.arcByName(name).value(); }

  private:
    std::shared_ptr<registry::Registry> m_registry;
    TwinState m_twin;
    std::uint64_t m_sequence = 0;

  public:
    network::Graph graph;
};

QStringList names(const network::Graph& graph, const std::vector<std::uint8_t>& failed)
{
    QStringList out;
    for (std::uint32_t arc = 0; arc < graph.arcCount(); ++arc) {
        if (failed[arc] != 0 && !graph.arcName(arc).empty()) {
            out.append(QString::fromStdString(graph.arcName(arc)));
        }
    }
    out.sort();
    return out;
}

} // namespace

class TestLiveNetwork : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatWasNeverHeardOfIsUpAndUnmeasured()
    {
        World world;
        const auto now = world.at(kSecond);
        QVERIFY(names(world.graph, downArcs(*now, world.graph)).isEmpty());
        const ArcRoom room = arcRoom(*now, world.graph, world.arc("ab>"));
        QCOMPARE(room.known, Known::Nothing);
        QCOMPARE(room.free_bps, 1e10); // the capacity, as an upper bound
    }

    void roomIsCapacityLessTheLoadOfThatDirection()
    {
        World world;
        world.load(0, 4e9, 12e9);
        const auto now = world.at(kSecond);
        const ArcRoom forward = arcRoom(*now, world.graph, world.arc("ab>"));
        QCOMPARE(forward.known, Known::Measured);
        QCOMPARE(forward.free_bps, 6e9);
        const ArcRoom reverse = arcRoom(*now, world.graph, world.arc("ab<"));
        QCOMPARE(reverse.free_bps, 0.0); // overfull is not less than nothing
        QCOMPARE(reverse.load_bps, 12e9);
    }

    void zeroLoadIsNotMissing()
    {
        World world;
        world.load(0, 0, 0);
        QCOMPARE(arcRoom(*world.at(kSecond), world.graph, world.arc("ab>")).known, Known::Measured);
    }

    void aReducedLinkHasLessRoom()
    {
        World world;
        world.load(0, 1e9, 2e9);
        world.report(EntityKind::Link, LinkMetric::Capacity, 0, 5e9);
        const auto now = world.at(kSecond);
        QCOMPARE(arcRoom(*now, world.graph, world.arc("ab>")).free_bps, 4e9);
        QCOMPARE(arcRoom(*now, world.graph, world.arc("ab<")).free_bps, 3e9);
    }

    void anOldLoadIsStaleAndKeepsItsTime()
    {
        World world;
        world.load(0, 4e9, 0);
        const ArcRoom room = arcRoom(*world.at(20 * kSecond), world.graph, world.arc("ab>")); // period 5 s
        QCOMPARE(room.known, Known::Stale);
        QCOMPARE(room.sourceTime, test::kNoon);
        QCOMPARE(room.free_bps, 6e9);
    }

    void theTightestArcOfARouteIsNamed()
    {
        World world;
        world.load(0, 4e9, 0);
        world.load(1, 9e9, 0);
        const std::vector<std::uint32_t> route{world.arc("ab>"), world.arc("bc>")};
        const RouteRoom room = routeRoom(*world.at(kSecond), world.graph, route);
        QCOMPARE(room.tightest.value(), world.arc("bc>"));
        QCOMPARE(room.room.free_bps, 1e9);
        QVERIFY(room.isCertain());
        QVERIFY(!routeRoom(*world.at(kSecond), world.graph, {}).tightest.isValid());
    }

    /// No metric tells the load of an interconnection point, so the room is an upper bound and says so.
    void whatIsNotMeasuredMakesTheRoomABound()
    {
        World world;
        world.load(0, 4e9, 0);
        const std::vector<std::uint32_t> route{world.arc("ab>"), world.arc("X.b.A-B>"), world.arc("bd.B>")};
        const RouteRoom room = routeRoom(*world.at(kSecond), world.graph, route);
        QCOMPARE(room.tightest.value(), world.arc("X.b.A-B>"));
        QCOMPARE(room.room.free_bps, 1e9); // its capacity
        QCOMPARE(room.room.known, Known::Nothing);
        QCOMPARE(room.unmeasured, 2U);
        QVERIFY(!room.isCertain());
    }

    void whatIsDownCarriesNothing()
    {
        World world;
        world.report(EntityKind::Link, LinkMetric::State, 0, kDown);
        QCOMPARE(names(world.graph, downArcs(*world.at(kSecond), world.graph)), (QStringList{"ab<", "ab>"}));
        world.report(EntityKind::Site, SiteMetric::State, 3, kDown); // d
        QCOMPARE(names(world.graph, downArcs(*world.at(kSecond), world.graph)),
                 (QStringList{"ab<", "ab>", "bd.B<", "bd.B>"}));
    }

    void aSiteThatIsDownTakesAllItsRoutersWithIt()
    {
        World world;
        world.report(EntityKind::Site, SiteMetric::State, 1, kDown); // b
        QCOMPARE(names(world.graph, downArcs(*world.at(kSecond), world.graph)),
                 (QStringList{"X.b.A-B<", "X.b.A-B>", "ab<", "ab>", "bc<", "bc>", "bd.B<", "bd.B>"}));
    }

    void degradedIsNotDown()
    {
        World world;
        world.report(EntityKind::Link, LinkMetric::State, 0, static_cast<double>(OperState::Degraded));
        QVERIFY(names(world.graph, downArcs(*world.at(kSecond), world.graph)).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestLiveNetwork)
#include "tst_live_network.moc"
