#include "models/geo/map_scene_builder.h"
#include "tests/support/fake_twin.h"

#include <QTest>

using namespace models;
using twin::EntityKind;
using Type = EntityKey::Type;

namespace {

struct Bench
{
    test::FakeTwin twin;
    EntityFilter filter;
    Selection selection;
    MapSceneBuilder builder;

    MapScenePtr build(bool chinese = false)
    {
        const twin::state::SnapshotPtr& snapshot = twin.publish();
        return builder.build(snapshot, AttentionDigest(snapshot), filter, selection, chinese);
    }

    [[nodiscard]] const MapLink& link(const MapScene& scene, const char* id) const
    {
        return scene.links[twin.registry()->find(EntityKind::Link, id)->index];
    }

    [[nodiscard]] const MapPool& pool(const MapScene& scene, const char* id) const
    {
        return scene.pools[twin.registry()->find(EntityKind::Pool, id)->index];
    }

    void select(Type type, const char* id) { selection.select({type, QString::fromUtf8(id)}); }
};

} // namespace

class MapSceneTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void noSnapshotIsAnEmptyScene()
    {
        Bench b;
        const auto scene = b.builder.build(nullptr, {}, b.filter, b.selection, false);
        QVERIFY(scene != nullptr);
        QVERIFY(scene->pools.empty() && scene->links.empty() && scene->flows.empty() && scene->sites.empty());
    }

    void keysThatDoNotExistSelectNothing()
    {
        Bench b;
        b.selection.selectMany({{Type::Pool, QStringLiteral("x")},
                                {Type::Conduit, QStringLiteral("x")},
                                {Type::Province, QStringLiteral("x")},
                                {Type::Hub, QStringLiteral("x")},
                                {Type::Flow, QStringLiteral("x")}});
        QVERIFY(!b.build()->hasSelection);
    }

    void stateOfAMark()
    {
        Bench b;
        auto scene = b.build();
        QCOMPARE(b.pool(*scene, "pl-1").state, MarkState::Unknown);
        QCOMPARE(b.pool(*scene, "pl-6").state, MarkState::Planned);
        QCOMPARE(b.link(*scene, "bb-1").state, MarkState::Unknown);
        b.twin.fillCalm();
        b.twin.set(EntityKind::Link, "bb-1", twin::LinkMetric::State, 3);
        scene = b.build();
        QCOMPARE(b.pool(*scene, "pl-1").state, MarkState::Normal);
        QCOMPARE(b.link(*scene, "bb-1").state, MarkState::Down);
        QVERIFY(b.link(*scene, "bb-1").severity > 0);
        b.twin.now += 26 * twin::kSecond;
        scene = b.build();
        QCOMPARE(b.pool(*scene, "pl-1").state, MarkState::Stale);
        QCOMPARE(b.pool(*scene, "pl-6").state, MarkState::Planned);
    }

    void valuesSizesAndLabels()
    {
        Bench b;
        b.twin.fillCalm();
        const auto scene = b.build();
        QCOMPARE(b.pool(*scene, "pl-1").eflopsFp16, 6.4F);
        QCOMPARE(b.pool(*scene, "pl-5").eflopsFp16, 0.006F); // 1.5 PFLOPS FP64, drawn four times as large
        QCOMPARE(b.pool(*scene, "pl-1").utilisation, 0.4F);
        QCOMPARE(b.link(*scene, "bb-1").forward, 0.3F);
        QCOMPARE(b.link(*scene, "bb-1").reverse, 0.2F);
        QCOMPARE(b.link(*scene, "bb-1").capacity_tbps, 4.0F);
        QVERIFY(b.link(*scene, "ac-pl-1-1").access);
        QVERIFY(scene->synthetic);
        QCOMPARE(scene->sites[0].label, QStringLiteral("Beijing"));
        QCOMPARE(b.build(true)->sites[0].label, QString::fromUtf8("北京"));
        QVERIFY(b.build()->version > scene->version);
    }

    void parallelLinksGetLanesOfTheirOwnWhateverTheirDirection()
    {
        Bench b;
        auto builder = test::smallNation();
        builder.link({"bb-6", "st-guiyang", "st-beijing", "cr-a", twin::kTerabit, {}});
        b.twin.setRegistry(builder.build());
        const auto scene = b.build();
        QCOMPARE(b.link(*scene, "bb-1").lanes, std::uint8_t{3});
        // From Beijing to Guiyang the lanes are 0, 1, 2; bb-6 runs back, so its third lane is its own first.
        QCOMPARE(b.link(*scene, "bb-1").lane, std::uint8_t{0});
        QCOMPARE(b.link(*scene, "bb-2").lane, std::uint8_t{1});
        QCOMPARE(b.link(*scene, "bb-6").lane, std::uint8_t{0});
        QCOMPARE(b.link(*scene, "bb-3").lanes, std::uint8_t{1});
    }

    void theFilterDecidesWhatIsDrawn()
    {
        Bench b;
        b.filter.setSpec({QStringLiteral("cr-b"), {}, QStringLiteral("hub-gui"), {}});
        const auto scene = b.build();
        QVERIFY(!b.pool(*scene, "pl-1").passes);
        QVERIFY(b.pool(*scene, "pl-4").passes);
        QVERIFY(b.link(*scene, "ac-pl-4-2").passes);
        QVERIFY(!b.link(*scene, "ac-pl-4-1").passes);
    }

    void selectionMarksWhatBelongsToIt()
    {
        Bench b;
        b.twin.fillWork();
        b.select(Type::Conduit, "cd-bj-gy");
        auto scene = b.build();
        QVERIFY(scene->hasSelection);
        QVERIFY(b.link(*scene, "bb-1").selected && b.link(*scene, "bb-2").selected);
        QVERIFY(!b.link(*scene, "bb-3").selected);
        b.select(Type::Enterprise, "ent-1");
        scene = b.build();
        QVERIFY(b.pool(*scene, "pl-1").selected && b.pool(*scene, "pl-3").selected);
        QVERIFY(!b.pool(*scene, "pl-2").selected);
        b.select(Type::Province, "520000");
        scene = b.build();
        QVERIFY(b.pool(*scene, "pl-4").selected);
        b.select(Type::Job, "jb-1");
        scene = b.build();
        QVERIFY(b.pool(*scene, "pl-1").selected && b.pool(*scene, "pl-4").selected);
        b.select(Type::Flow, "fl-1");
        scene = b.build();
        QVERIFY(b.link(*scene, "bb-1").selected);
    }

    void flowsAreNotDrawnAlongLinksThatTheFilterHides()
    {
        Bench b;
        b.twin.fillCalm();
        b.twin.fillWork();
        b.filter.setSpec({{}, {}, QStringLiteral("hub-gui"), {}}); // bb-1 leaves it, ac-pl-4-1 is in it
        const auto scene = b.build();
        QCOMPARE(scene->flows.size(), std::size_t{1});
        b.selection.select({EntityKey::Type::Flow, QStringLiteral("fl-1")});
        QCOMPARE(b.build()->flows.size(), std::size_t{3});
    }

    void flowsRunAlongTheirPathInTheDirectionOfTheirArcs()
    {
        Bench b;
        b.twin.fillWork();
        const auto scene = b.build();
        const auto& registry = *b.twin.registry();
        const auto at = [&](EntityKind kind, const char* id) {
            const auto found = registry.find(kind, id);
            return kind == EntityKind::Pool ? registry.pools[found->index].position
                                            : registry.sites[found->index].position;
        };
        QCOMPARE(scene->flows.size(), std::size_t{3});
        QCOMPARE(scene->flows[0].from, at(EntityKind::Pool, "pl-1"));
        QCOMPARE(scene->flows[0].to, at(EntityKind::Site, "st-beijing"));
        QCOMPARE(scene->flows[1].to, at(EntityKind::Site, "st-guiyang"));
        QCOMPARE(scene->flows[2].from,
                 at(EntityKind::Site, "st-guiyang")); // `ac-pl-4-1<`: from the site to the pool
        QCOMPARE(scene->flows[2].to, at(EntityKind::Pool, "pl-4"));
        QCOMPARE(scene->flows[1].rate_gbps, 50.0F);
        QVERIFY(!scene->flows[0].ofSelection);
        QVERIFY(!scene->hasSelection);
    }

    void onlyTheLargestFlowsAndAllOfTheSelectionAreShown()
    {
        Bench b;
        for (int i = 0; i < 10; ++i) {
            b.twin.fillWork("fl-" + std::to_string(i), "jb-" + std::to_string(i), 1e9 * (i + 1));
        }
        const auto snapshot = b.twin.publish();
        auto scene = b.builder.build(snapshot, {}, b.filter, b.selection, false, 2);
        QCOMPARE(scene->flows.size(), std::size_t{6});
        QCOMPARE(scene->flows.back().rate_gbps, 10.0F); // the largest on top
        b.select(Type::Job, "jb-0");
        scene = b.builder.build(snapshot, {}, b.filter, b.selection, false, 2);
        QCOMPARE(scene->flows.size(), std::size_t{9});
        QVERIFY(scene->flows.back().ofSelection);
        b.select(Type::Pool, "pl-4");
        scene = b.builder.build(snapshot, {}, b.filter, b.selection, false, 0);
        QCOMPARE(scene->flows.size(), std::size_t{30});
    }

    void badPathsAreLeftOut()
    {
        Bench b;
        twin::registry::Flow flow;
        flow.id = "fl-bad";
        flow.src = "pl-1";
        flow.dst = "pl-4";
        flow.arcs = {"", ">", "no such>", "bb-1"};
        b.twin.addFlow(flow);
        b.twin.set(EntityKind::Flow, "fl-bad", twin::FlowMetric::Rate, 1e9);
        QVERIFY(b.build()->flows.empty());
        flow.arcs.clear();
        b.twin.addFlow(flow);
        QVERIFY(b.build()->flows.empty());
        b.select(Type::Flow, "fl-bad");
        QCOMPARE(b.build()->flows.size(), std::size_t{1}); // straight: its path is not known
    }
};

QTEST_GUILESS_MAIN(MapSceneTest)
#include "tst_map_scene.moc"
