#include "models/geo/difference_overlay.h"
#include "models/geo/difference_text.h"
#include "models/geo/map_scene_builder.h"
#include "tests/support/fake_twin.h"
#include "tests/twin/scenario/scenario_grounds.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using models::EntityKey;
using models::MapDifferencePtr;
using models::PlanMark;
using Type = EntityKey::Type;
using namespace twin::scenario;

namespace {

/// What the map shows of a small ground with these done.
struct Shown
{
    explicit Shown(std::initializer_list<Action> actions, GroundPtr on = scenario_test::smallGround())
        : ground(std::move(on))
        , fork(scenario_test::forkOf(ground, actions))
        , outcome(std::make_shared<const Outcome>(compare(*ground, ground->before(), *fork->situation())))
        , map(models::differenceOverlay(*ground, outcome, QStringLiteral("plan")))
    {}

    [[nodiscard]] const models::MapLinkDifference* link(const std::string& id) const
    {
        const auto found = ground->world()->registry->find(twin::EntityKind::Link, id);
        const std::uint32_t row = map->rowOfLink.at(found->index);
        return row == models::kNoDifference ? nullptr : &map->links.at(row);
    }

    [[nodiscard]] const models::MapPoolDifference* pool(const std::string& id) const
    {
        const auto found = ground->world()->registry->find(twin::EntityKind::Pool, id);
        const std::uint32_t row = map->rowOfPool.at(found->index);
        return row == models::kNoDifference ? nullptr : &map->pools.at(row);
    }

    GroundPtr ground;
    ForkPtr fork;
    std::shared_ptr<const Outcome> outcome;
    MapDifferencePtr map;
};

} // namespace

class TestDifferenceOverlay : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void nothingDoneShowsNothing()
    {
        const Shown shown({});
        QVERIFY(shown.map->links.empty());
        QVERIFY(shown.map->pools.empty());
        QVERIFY(shown.map->places.empty());
        QVERIFY(shown.map->addedLinks.empty());
        QVERIFY(shown.map->moves.empty());
        QCOMPARE(shown.map->rowOfLink.size(), shown.ground->world()->registry->links.size());
        QCOMPARE(shown.map->name, QStringLiteral("plan"));
        QCOMPARE(shown.map->moment, shown.ground->moment());
    }

    void aCutFailsItsLinksAndLoadsOthers()
    {
        const Shown shown({Fail{{TargetKind::Conduit, "D.BEJ~XIA"}, true}});
        const auto& registry = *shown.ground->world()->registry;
        const auto conduit = registry.conduit("D.BEJ~XIA");
        for (const auto link : registry[conduit].links) {
            QCOMPARE(shown.link(registry[link].id)->mark, PlanMark::Failed);
        }
        // Every other row says what the situations say.
        for (const models::MapLinkDifference& row : shown.map->links) {
            const auto& before = shown.outcome->before->links[row.link];
            const auto& after = shown.outcome->after->links[row.link];
            const auto by = [](const LinkSituation& link, int way) {
                return link.load_bps[way] > 0 && link.capacity_bps[way] > 0
                           ? link.load_bps[way] / link.capacity_bps[way]
                           : 0.0;
            };
            QVERIFY(std::abs(static_cast<double>(row.forward) - (by(after, 0) - by(before, 0))) < 1e-6);
            QVERIFY(std::abs(static_cast<double>(row.reverse) - (by(after, 1) - by(before, 1))) < 1e-6);
        }
        QCOMPARE(shown.map->places.size(), std::size_t{1});
        const models::MapPlanPlace& cut = shown.map->places[0];
        QVERIFY(cut.isCut);
        QCOMPARE(cut.mark, PlanMark::Failed);
        // Half way along its duct: as far from the one end as from the other, to a part of the way.
        const double whole = twin::distanceMetres(cut.way.front(), cut.way.back());
        QVERIFY(std::abs(twin::distanceMetres(cut.way.front(), cut.at) -
                         twin::distanceMetres(cut.at, cut.way.back())) < 0.1 * whole);
    }

    void undoneShowsNothingAgain()
    {
        const Shown shown(
            {Fail{{TargetKind::Conduit, "D.BEJ~XIA"}, true}, Restore{{TargetKind::Conduit, "D.BEJ~XIA"}}});
        QVERIFY(shown.map->links.empty());
        QVERIFY(shown.map->places.empty());
    }

    void everyKindOfMarkHasItsShape()
    {
        const Shown drained({Drain{{TargetKind::Link, "L.XIA~YCH.A"}}});
        QCOMPARE(drained.link("L.XIA~YCH.A")->mark, PlanMark::Drained);
        const Shown degraded({Degrade{{TargetKind::Link, "L.XIA~YCH.A"}, 0.5}});
        QCOMPARE(degraded.link("L.XIA~YCH.A")->mark, PlanMark::Degraded);
        const Shown removed({Remove{{TargetKind::Link, "L.XIA~YCH.A"}}});
        QCOMPARE(removed.link("L.XIA~YCH.A")->mark, PlanMark::Removed);
        const Shown site({Fail{{TargetKind::Site, "S.XIA"}, true}});
        QCOMPARE(site.map->places.size(), std::size_t{1});
        QVERIFY(!site.map->places[0].isCut);
        const Shown province({Fail{{TargetKind::Province, "640000"}, true}});
        QCOMPARE(province.map->places.size(), std::size_t{1});
        QCOMPARE(province.pool(kZhongwei)->mark, PlanMark::Failed);
        QCOMPARE(province.pool(kZhongwei)->stranded, 1.0F);
        QVERIFY(province.pool(kZhongwei)->working < 0);
    }

    void anAddedLinkRunsAlongItsConduits()
    {
        AddLink add;
        add.id = "L.BEJ~YCH.A#9";
        add.a = "S.YCH";
        add.b = "S.BEJ";
        add.carrier = "OP.A";
        add.capacity_bps = 800 * twin::kGigabit;
        add.conduits = {"D.XIA~YCH", "D.BEJ~XIA"};
        const Shown shown({add});
        QCOMPARE(shown.map->addedLinks.size(), std::size_t{1});
        const models::MapAddedLink& link = shown.map->addedLinks[0];
        const auto& registry = *shown.ground->world()->registry;
        const auto at = [&](const char* id) {
            return registry.sites[registry.find(twin::EntityKind::Site, id)->index].position;
        };
        QVERIFY(link.a == at("S.YCH"));
        QVERIFY(link.b == at("S.BEJ"));
        QCOMPARE(link.capacity_tbps, 0.8F);
        QVERIFY(link.way.front() == at("S.YCH"));
        QVERIFY(link.way.back() == at("S.BEJ"));
        const models::HoverText card =
            models::additionText(*shown.map, {models::MapAddition::Kind::Link, 0}, models::Language());
        QVERIFY2(card.title.contains(QStringLiteral("L.BEJ~YCH.A#9")), qPrintable(card.title));
        QVERIFY(card.lines[0].contains(QStringLiteral("plan")));
        QVERIFY2(card.lines[1].endsWith(QStringLiteral("800 Gb/s")), qPrintable(card.lines[1]));
        QCOMPARE(card.lines.size(), 4); // each direction has a line
        // It is no difference of a link that was there.
        QVERIFY(std::ranges::all_of(shown.map->links,
                                    [&](const auto& row) { return row.link < registry.links.size(); }));
    }

    void aMovedJobIsAnArcFromPoolToPool()
    {
        const Shown shown({MoveJob{"J.000003", {{kBeijing, 400}}}});
        QCOMPARE(shown.map->moves.size(), std::size_t{1});
        const auto& registry = *shown.ground->world()->registry;
        const auto at = [&](const char* id) {
            return registry.pools[registry.find(twin::EntityKind::Pool, id)->index].position;
        };
        QVERIFY(shown.map->moves[0].from == at(kZhongwei));
        QVERIFY(shown.map->moves[0].to == at(kBeijing));
        QCOMPARE(shown.map->moves[0].cards, 200U);
        QVERIFY(shown.pool(kZhongwei)->working < 0);
        QVERIFY(shown.pool(kBeijing)->working > 0);
    }

    void theScaleFitsWhatDiffers()
    {
        const Shown shown({ScaleDemand{{}, 1.01}});
        QCOMPARE(shown.map->full, 0.1F);
        for (const Shown& each : {Shown({ScaleDemand{{}, 1.3}}), Shown({ScaleDemand{{}, 2}})}) {
            for (const models::MapLinkDifference& row : each.map->links) {
                QVERIFY(std::abs(row.forward) <= each.map->full || each.map->full == 1);
            }
        }
    }

    void theSceneTakesItOnlyOfItsOwnRegistry()
    {
        const Shown shown({Fail{{TargetKind::Conduit, "D.BEJ~XIA"}, true}});
        models::MapSceneBuilder builder;
        const models::AttentionDigest digest;
        const models::EntityFilter filter;
        const models::Selection selection;
        builder.setDifference(shown.map);
        test::FakeTwin same(shown.ground->world()->registry);
        QVERIFY(builder.build(same.publish(), digest, filter, selection, false)->difference == shown.map);
        test::FakeTwin other;
        QVERIFY(builder.build(other.publish(), digest, filter, selection, false)->difference == nullptr);
        builder.setDifference(nullptr);
        QVERIFY(builder.build(same.tick(), digest, filter, selection, false)->difference == nullptr);
    }

    void theCardSaysBeforeAndAfter()
    {
        const Shown shown({Fail{{TargetKind::Conduit, "D.BEJ~XIA"}, true}});
        const models::Language language;
        const auto& registry = *shown.ground->world()->registry;
        const std::string failed = registry[registry[registry.conduit("D.BEJ~XIA")].links[0]].id;
        const QStringList lines =
            models::differenceLines(*shown.map, {Type::Link, QString::fromStdString(failed)}, language);
        QVERIFY(!lines.isEmpty());
        QVERIFY(lines[0].contains(QStringLiteral("plan")));
        QCOMPARE(lines[1], QStringLiteral("State: in service → down"));
        QVERIFY2(lines.join(u'\n').contains(QStringLiteral(" points)")), qPrintable(lines.join(u'\n')));
        QVERIFY(
            models::differenceLines(*shown.map, {Type::Site, QStringLiteral("S.BEJ")}, language).isEmpty());
        QVERIFY(
            models::differenceLines(*shown.map, {Type::Link, QStringLiteral("nowhere")}, language).isEmpty());
        QCOMPARE(models::pointsText(0.187, language), QStringLiteral("+18.7 points"));
        QCOMPARE(models::pointsText(-0.05, language), QStringLiteral("−5.0 points"));
        QCOMPARE(models::pointsText(-0.0001, language), QStringLiteral("0.0 points"));
    }

    void severalPoolsAreSummed()
    {
        const Shown shown({MoveJob{"J.000003", {{kBeijing, 400}}}});
        const models::Language language;
        const QStringList both =
            models::differenceLines(*shown.map, std::vector<std::uint32_t>{0, 1}, language);
        QVERIFY2(both.join(u'|').contains(QStringLiteral("2 pool")), qPrintable(both.join(u'|')));
        QVERIFY(models::differenceLines(*shown.map, std::vector<std::uint32_t>{77}, language).isEmpty());
    }

    void theNationIsShownQuickly()
    {
        const auto ground = scenario_test::nationGround();
        const Shown shown({Fail{{TargetKind::Province, "640000"}, true}}, ground);
        QVERIFY(!shown.map->pools.empty());
        QBENCHMARK
        {
            (void)models::differenceOverlay(*ground, shown.outcome, QStringLiteral("plan"));
        }
    }
};

QTEST_GUILESS_MAIN(TestDifferenceOverlay)
#include "tst_difference_overlay.moc"
