#include "models/planner/job_moves.h"
#include "models/planner/link_proposal.h"
#include "models/planner/quick_commands.h"
#include "tests/support/registry_builder.h"
#include "tests/twin/scenario/scenario_grounds.h"

#include <QTest>

#include <algorithm>

using models::EntityKey;
using models::QuickVerb;
using Type = EntityKey::Type;
using namespace twin::scenario;

namespace {

EntityKey key(Type type, const char* id)
{
    return {type, QString::fromLatin1(id)};
}

QString said(const models::QuickAnswer& answer)
{
    return answer.command ? QString::fromStdString(text(answer.command->action))
                          : QStringLiteral("no: ") + answer.reason;
}

models::QuickAnswer quick(QuickVerb verb, const EntityKey& of, double amount = 2, const Edits& edits = {})
{
    static const auto registry = test::smallNation().build();
    return models::quickCommand(verb, of, *registry, edits, amount);
}

} // namespace

/// What a gesture means as a command: thing by thing, and what the fork makes of it.
class TestQuickCommands : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatCannotBeIsRefusedWithAReason_data()
    {
        QTest::addColumn<int>("verb");
        QTest::addColumn<EntityKey>("of");
        QTest::addColumn<double>("amount");
        QTest::newRow("nothing") << int(QuickVerb::Fail) << EntityKey() << 2.0;
        QTest::newRow("a flow fails") << int(QuickVerb::Fail) << key(Type::Flow, "F.1") << 2.0;
        QTest::newRow("a site is removed") << int(QuickVerb::Remove) << key(Type::Site, "st-beijing") << 2.0;
        QTest::newRow("a province doubles") << int(QuickVerb::Resize) << key(Type::Province, "520000") << 2.0;
        QTest::newRow("a source is drained") << int(QuickVerb::Drain) << key(Type::Source, "ems") << 2.0;
        QTest::newRow("more than all is left") << int(QuickVerb::Degrade) << key(Type::Link, "bb-1") << 1.5;
        QTest::newRow("an unknown link doubles") << int(QuickVerb::Resize) << key(Type::Link, "bb-77") << 2.0;
        QTest::newRow("a link without end") << int(QuickVerb::Resize) << key(Type::Link, "bb-1") << 1e9;
    }

    void whatCannotBeIsRefusedWithAReason()
    {
        QFETCH(int, verb);
        QFETCH(EntityKey, of);
        QFETCH(double, amount);
        const auto answer = quick(static_cast<QuickVerb>(verb), of, amount);
        QVERIFY(!answer.command);
        QVERIFY(!answer.reason.isEmpty());
    }

    void everyThingIsNamedAsTheScenarioNamesIt_data()
    {
        QTest::addColumn<int>("verb");
        QTest::addColumn<EntityKey>("of");
        QTest::addColumn<QString>("command");
        const auto row = [](const char* name, QuickVerb verb, EntityKey of, const char* command) {
            QTest::newRow(name) << int(verb) << of << QString::fromLatin1(command);
        };
        row("link", QuickVerb::Fail, key(Type::Link, "bb-1"), "fail link bb-1");
        row("conduit", QuickVerb::Fail, key(Type::Conduit, "cd-bj-gy"), "fail conduit cd-bj-gy");
        row("site", QuickVerb::Drain, key(Type::Site, "st-beijing"), "drain site st-beijing");
        row("pool", QuickVerb::Degrade, key(Type::Pool, "pl-1"), "degrade pool pl-1");
        row("province", QuickVerb::Fail, key(Type::Province, "520000"), "fail province 520000");
        row("source", QuickVerb::Fail, key(Type::Source, "ems"), "fail source ems");
        row("restore", QuickVerb::Restore, key(Type::Link, "bb-1"), "restore link bb-1");
        row("remove", QuickVerb::Remove, key(Type::Conduit, "cd-bj-gy"), "remove conduit cd-bj-gy");
    }

    void everyThingIsNamedAsTheScenarioNamesIt()
    {
        QFETCH(int, verb);
        QFETCH(EntityKey, of);
        QFETCH(QString, command);
        const QString found = said(quick(static_cast<QuickVerb>(verb), of, 0.5));
        QVERIFY2(found.startsWith(command), qPrintable(found));
    }

    void aTargetLeadsBackToItsKey()
    {
        for (const Type type : {Type::Pool, Type::Link, Type::Site, Type::Province, Type::Conduit,
                                Type::Source, Type::ServiceNode}) {
            const EntityKey of{type, QStringLiteral("x")};
            QCOMPARE(models::keyOfTarget(*models::planTarget(of)), of);
        }
    }

    void aLinkDoublesFromTheSizeItHasInTheScenario()
    {
        Edits edits;
        const auto capacity = [&](const char* id) {
            return std::get<ResizeLink>(
                       quick(QuickVerb::Resize, key(Type::Link, id), 2, edits).command->action)
                .capacity_bps;
        };
        QCOMPARE(capacity("bb-1"), 8 * twin::kTerabit);
        edits.linkCapacity_bps["bb-1"] = 8 * twin::kTerabit;
        QCOMPARE(capacity("bb-1"), 16 * twin::kTerabit);
        edits.additions.emplace_back(
            AddLink{"new", "st-beijing", "st-guiyang", "cr-a", twin::kTerabit, {}, {}, 0});
        QCOMPARE(capacity("new"), 2 * twin::kTerabit);
    }

    void aClickCutsTheConduitBelowIt()
    {
        // L.BEJ~YCH.B runs through two ducts, by way of Xi'an.
        const auto ground = scenario_test::smallGround();
        const auto& registry = *ground->world()->registry;
        const auto link = std::ranges::find_if(
            registry.links, [](const twin::registry::Link& each) { return each.conduits.size() == 2; });
        QVERIFY(link != registry.links.end());
        const EntityKey of{Type::Link, QString::fromStdString(link->id)};
        QStringList cut;
        for (const auto conduit : link->conduits) {
            const twin::Position a = registry.position(registry[conduit].a);
            const twin::Position b = registry.position(registry[conduit].b);
            const auto middle = twin::Position::fromDegrees((a.lat() + b.lat()) / 2, (a.lon() + b.lon()) / 2);
            const auto answer = models::cutOrRestore(of, middle, registry, {});
            QCOMPARE(std::get<Fail>(answer.command->action).target.id, registry[conduit].id);
            // A second click takes it back.
            Edits edits;
            edits.marks[{TargetKind::Conduit, registry[conduit].id}].isFailed = true;
            const auto again = models::cutOrRestore(of, middle, registry, edits);
            QCOMPARE(std::get<Restore>(again.command->action).target.id, registry[conduit].id);
        }
    }

    void aLinkWithoutConduitsIsCutItself()
    {
        const auto registry = test::smallNation().build();
        const EntityKey access = key(Type::Link, "ac-pl-1-1");
        QCOMPARE(said(models::cutOrRestore(access, {}, *registry, {})),
                 QStringLiteral("fail link ac-pl-1-1"));
        Edits edits;
        edits.marks[{TargetKind::Link, "ac-pl-1-1"}].isFailed = true;
        QCOMPARE(said(models::cutOrRestore(access, {}, *registry, edits)),
                 QStringLiteral("restore link ac-pl-1-1"));
        QVERIFY(!models::cutOrRestore(key(Type::Site, "st-beijing"), {}, *registry, {}).command);
    }

    void aLinkIsProposedAlongTheShortestChain()
    {
        const auto registry = test::smallNation().build();
        const EntityKey from = key(Type::Site, "st-zhangjiakou");
        const EntityKey to = key(Type::Site, "st-guiyang");
        const auto answer = models::proposeLink(from, to, *registry, {});
        QVERIFY2(answer.proposal, qPrintable(answer.reason));
        QCOMPARE(answer.proposal->conduits, (std::vector<std::string>{"cd-bj-zjk", "cd-bj-gy"}));
        QCOMPARE(answer.proposal->route_m, 800'000.0);
        QCOMPARE(answer.proposal->carrier, std::string("cr-a")); // the one with links at both
        // The median of 6 (at Zhangjiakou), 4, 2 and 1 Tb/s (at Guiyang).
        QCOMPARE(answer.proposal->capacity_bps, 4 * twin::kTerabit);
        // What is cut is gone around.
        Edits edits;
        edits.marks[{TargetKind::Conduit, "cd-bj-gy"}].isFailed = true;
        QCOMPARE(models::proposeLink(from, to, *registry, edits).proposal->conduits,
                 (std::vector<std::string>{"cd-bj-zjk", "cd-bj-cd", "cd-cd-gy"}));
    }

    void anAccessLinkBeginsAtItsPool()
    {
        const auto registry = test::smallNation().build();
        const auto answer =
            models::proposeLink(key(Type::Site, "st-chengdu"), key(Type::Pool, "pl-1"), *registry, {});
        QCOMPARE(answer.proposal->a, std::string("pl-1"));
        QCOMPARE(answer.proposal->b, std::string("st-chengdu"));
        QVERIFY(answer.proposal->conduits.empty());
        QVERIFY(std::get<AddLink>(models::addLinkCommand(*answer.proposal).action).delay.has_value());
    }

    void aNameIsTakenOnce()
    {
        const auto registry = test::smallNation().build();
        const EntityKey from = key(Type::Site, "st-beijing");
        const EntityKey to = key(Type::Site, "st-guiyang");
        Edits edits;
        std::vector<std::string> names;
        for (int i = 0; i < 3; ++i) {
            const auto answer = models::proposeLink(from, to, *registry, edits);
            names.push_back(answer.proposal->id);
            edits.additions.push_back(models::addLinkCommand(*answer.proposal).action);
        }
        std::ranges::sort(names);
        QVERIFY(std::ranges::adjacent_find(names) == names.end());
    }

    void twoPoolsAreNotJoined()
    {
        const auto registry = test::smallNation().build();
        for (const auto& [from, to] :
             {std::pair(key(Type::Pool, "pl-1"), key(Type::Pool, "pl-2")),
              std::pair(key(Type::Site, "st-beijing"), key(Type::Site, "st-beijing")),
              std::pair(key(Type::Site, "nowhere"), key(Type::Site, "st-beijing")),
              std::pair(key(Type::Link, "bb-1"), key(Type::Site, "st-beijing"))}) {
            const auto answer = models::proposeLink(from, to, *registry, {});
            QVERIFY(!answer.proposal);
            QVERIFY(!answer.reason.isEmpty());
        }
    }

    /// Every link that is proposed on the nation can be added.
    void theForkTakesWhatIsProposed()
    {
        const auto ground = scenario_test::nationGround();
        const auto& registry = *ground->world()->registry;
        ForkPtr fork = Fork::root(ground);
        for (std::size_t i = 0; i + 7 < registry.sites.size(); i += 7) {
            const EntityKey a{Type::Site, QString::fromStdString(registry.sites[i].id)};
            const EntityKey b{Type::Site, QString::fromStdString(registry.sites[i + 7].id)};
            const EntityKey pool{Type::Pool, QString::fromStdString(registry.pools[i].id)};
            for (const auto& [from, to] : {std::pair(a, b), std::pair(pool, a)}) {
                const auto answer = models::proposeLink(from, to, registry, models::editsOf(*fork));
                QVERIFY2(answer.proposal, qPrintable(answer.reason));
                auto next = fork->with(models::addLinkCommand(*answer.proposal));
                QVERIFY2(next.has_value(), next ? "" : next.error().text().c_str());
                fork = *next;
            }
        }
        QVERIFY(fork->depth() > 10);
    }

    void editsOfAForkAreWhatItsCommandsComeTo()
    {
        const auto ground = scenario_test::smallGround();
        const auto fork = scenario_test::forkOf(
            ground, {Fail{{TargetKind::Conduit, "D.BEJ~XIA"}, true}, CancelJob{"J.000002"}});
        const Edits edits = models::editsOf(*fork);
        QVERIFY(edits.marks.contains({TargetKind::Conduit, "D.BEJ~XIA"}));
        QVERIFY(edits.cancelled.contains("J.000002"));
        QVERIFY(models::editsOf(*Fork::root(ground)).isEmpty());
    }

    void poolsWithRoomComeNearestFirst()
    {
        const auto ground = scenario_test::nationGround();
        const auto& registry = *ground->world()->registry;
        const auto job = std::ranges::find_if(ground->jobs(), [](const JobPtr& each) {
            return takesCards(each->state) && each->placements.size() == 1 && each->placements[0].cards >= 8;
        });
        QVERIFY(job != ground->jobs().end());
        const auto rooms = models::poolsFor((*job)->id, {}, *ground, {});
        QVERIFY(!rooms.empty());
        QVERIFY(std::ranges::is_sorted(rooms, {}, &models::PoolRoom::distance_m));
        for (const models::PoolRoom& room : rooms) {
            QVERIFY(room.pool.id.toStdString() != (*job)->placements[0].poolId);
            const auto pool = registry.find(twin::EntityKind::Pool, room.pool.id.toStdString());
            QVERIFY(std::ranges::any_of(registry.pools[pool->index].chips, [&](const auto& chip) {
                return (*job)->chipClass.empty() || chip.chipClass == (*job)->chipClass;
            }));
            QVERIFY(room.cards >= (*job)->placements[0].cards);
        }
        // The fork takes the first and the last.
        for (const models::PoolRoom& room : {rooms.front(), rooms.back()}) {
            const auto answer = models::moveJob((*job)->id, {}, room.pool.id.toStdString(), *ground, {});
            QVERIFY(answer.command);
            const auto next = Fork::root(ground)->with(*answer.command);
            QVERIFY2(next.has_value(), next ? "" : next.error().text().c_str());
        }
    }

    void onlyThePartInAPoolMoves()
    {
        // J.000003 has 200 cards in each of the two pools.
        const auto ground = scenario_test::smallGround();
        const auto answer = models::moveJob("J.000003", kZhongwei, kBeijing, *ground, {});
        const auto& move = std::get<MoveJob>(answer.command->action);
        QCOMPARE(move.placements, (std::vector<CardsAt>{{kBeijing, 400}}));
        QCOMPARE(models::cardsOf("J.000003", kZhongwei, *ground, {}), 200U);
        QCOMPARE(models::cardsOf("J.000003", {}, *ground, {}), 400U);
        QVERIFY(!models::moveJob("J.000002", kZhongwei, kBeijing, *ground, {}).command); // has none there
        QVERIFY(!models::moveJob("J.999999", {}, kBeijing, *ground, {}).command);
        // After the move its cards stand where the scenario put them.
        Edits edits;
        edits.moved["J.000003"] = move.placements;
        QCOMPARE(models::cardsOf("J.000003", kZhongwei, *ground, edits), 0U);
    }

    void jobsOfAPoolComeByTheirCards()
    {
        const auto ground = scenario_test::smallGround();
        const auto jobs = models::jobsIn(kBeijing, *ground, {});
        QVERIFY(jobs.size() >= 2);
        QCOMPARE(jobs[0].job, key(Type::Job, "J.000002"));
        QCOMPARE(jobs[0].cards, 400U);
        QVERIFY(std::ranges::is_sorted(jobs, std::greater<>(), &models::PlacedJob::cards));
        Edits edits;
        edits.cancelled.insert("J.000002");
        QVERIFY(models::jobsIn(kBeijing, *ground, edits)[0].job != key(Type::Job, "J.000002"));
    }
};

QTEST_GUILESS_MAIN(TestQuickCommands)
#include "tst_quick_commands.moc"
