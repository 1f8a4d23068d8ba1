#include "scenario_grounds.h"

#include "twin/registry/identifier.h"
#include "twin/scenario/outcome.h"
#include "twin/scenario/schedule.h"
#include "twin/scenario/tenant_shares.h"
#include "twin/state/state_file.h"
#include "twin/state/twin_state.h"

#include <cmath>

using namespace scenario_test;
using twin::ErrorCode;
using twin::Precision;

namespace {

const std::string kAccess = twin::registry::accessLinkId(kZhongwei, 2); ///< by Xi'an: the short way
const std::string kDuct = twin::registry::accessConduitId(kZhongwei, 2);

Target conduit(const std::string& id)
{
    return {TargetKind::Conduit, id};
}

Target link(const std::string& id)
{
    return {TargetKind::Link, id};
}

Target pool(const std::string& id)
{
    return {TargetKind::Pool, id};
}

AddLink newLink()
{
    AddLink out;
    out.id = "L.NEW";
    out.a = "S.BEJ";
    out.b = "S.YCH";
    out.carrier = "OP.A";
    out.capacity_bps = 400'000'000'000;
    out.conduits = {"D.BEJ~XIA", "D.XIA~YCH"};
    return out;
}

SubmitJob newJob(const char* at, unsigned cards)
{
    SubmitJob out;
    out.id = "J.NEW";
    out.placements = {{at, cards}};
    return out;
}

template <typename Change> AddLink changed(Change&& change)
{
    AddLink out = newLink();
    change(out);
    return out;
}

} // namespace

Q_DECLARE_METATYPE(twin::scenario::Action)

/// Commands on the small snapshot: what cannot be done and why, what each does, to the last figure.
class TstScenarioCommands : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatCannotBeDoneSaysWhy_data()
    {
        QTest::addColumn<Action>("action");
        QTest::addColumn<std::string>("reason");
        const auto row = [](const char* name, Action action, const char* reason) {
            QTest::newRow(name) << action << std::string(reason);
        };
        row("unknown conduit", Fail{conduit("D.BEJ~XIB")},
            "there is no conduit D.BEJ~XIB; the nearest: D.BEJ~XIA");
        row("unknown link", Fail{link("L.0")}, "there is no link L.0");
        row("unknown site", Drain{{TargetKind::Site, "S.BEI"}}, "the nearest: S.BEJ");
        row("unknown pool", Fail{pool("CN.64.E001.640500-009")}, kZhongwei);
        row("unknown point", Fail{{TargetKind::Interconnection, "X"}}, "there is no interconnection X");
        row("unknown service node", Fail{{TargetKind::ServiceNode, "SN.9"}}, "there is no service_node SN.9");
        row("a province that is none", Fail{{TargetKind::Province, "Ningxia"}},
            "there is no province Ningxia");
        row("no sources", Fail{{TargetKind::Source, "agent"}}, "this base says nothing of telemetry sources");
        row("a node that is degraded", Degrade{{TargetKind::ServiceNode, "SN.0"}, 0.5}, "cannot be degraded");
        row("a restored link that is up", Restore{link("L.BEJ~XIA.A")},
            "neither failed, degraded nor drained");
        row("a link again", changed([](AddLink& x) { x.id = "L.BEJ~XIA.A"; }),
            "there is a link L.BEJ~XIA.A already");
        row("a link from nowhere", changed([](AddLink& x) { x.a = "S.XXX"; }), "there is no site S.XXX");
        row("a link to itself", changed([](AddLink& x) { x.b = x.a; }), "both ends are S.BEJ");
        row("a link of nobody", changed([](AddLink& x) { x.carrier = ""; }), "whose it is");
        row("a link of somebody", changed([](AddLink& x) { x.carrier = "OP.Z"; }),
            "there is no carrier OP.Z; the nearest: OP.A, OP.B");
        row("a link through no conduit", changed([](AddLink& x) { x.conduits = {"D.0"}; }),
            "there is no conduit D.0");
        row("a broken chain", changed([](AddLink& x) { x.conduits = {"D.XIA~YCH"}; }),
            "does not begin at S.BEJ");
        row("a short chain", changed([](AddLink& x) { x.conduits = {"D.BEJ~XIA"}; }),
            "to S.XIA, not to S.YCH");
        row("a name that is none", changed([](AddLink& x) { x.id = "L.1 "; }), "'L.1 '");
        row("the pool last", changed([](AddLink& x) { x.b = kZhongwei; }), "let a be");
        row("a conduit again", AddConduit{"D.BEJ~XIA", "S.BEJ", "S.XIA", 1}, "already");
        row("a pool again", AddPool{kZhongwei, kBeijing, 1}, "already");
        row("a pool like none", AddPool{"CN.64.E001.640500-002", "CN.64.E001.640500-009", 1},
            "there is no pool");
        row("a pool elsewhere", AddPool{"CN.11.E002.110100-002", kZhongwei, 1}, "another province");
        row("a pool of nobody", AddPool{"CN.64.E009.640500-002", kZhongwei, 1},
            "there is no enterprise E009; the nearest: E001, E002");
        row("a pool without a name", AddPool{"pool 2", kZhongwei, 1}, "'pool 2'");
        row("removal of nothing", Remove{link("L.0")}, "there is no link L.0");
        row("resized nothing", ResizeLink{"L.0", 1}, "there is no link L.0");
        row("price of nobody", SetPrice{{"", "E009", 0}, 2},
            "there is no enterprise E009; the nearest: E001, E002");
        row("price of an empty province", SetPrice{{"", "", 540'000}, 2}, "no pool is meant");
        row("a demand that is none", ScaleDemand{{"mice", "", 0}, 2}, "no demand is meant");
        row("a demand of nowhere", ScaleDemand{{"", "S.XXX", 0}, 2}, "there is no site S.XXX");
        row("a demand from nowhere", AddDemand{"F.N", "S.XXX", "S.BEJ", 1, 0, {}, ""},
            "there is no site S.XXX");
        row("a demand to itself", AddDemand{"F.N", "S.BEJ", "S.BEJ", 1, 0, {}, ""}, "both ends are S.BEJ");
        row("a demand again", AddDemand{"F.000001", "S.BEJ", "S.XIA", 1, 0, {}, ""}, "already");
        row("too many cards", newJob(kZhongwei, 289), "has 288 cards free, 289 are asked for");
        SubmitJob other = newJob(kZhongwei, 1);
        other.chipClass = "GPU-989";
        row("chips it has not", other, "has no GPU-989");
        row("a job that is none", MoveJob{"J.000009", {{kBeijing, 1}}},
            "there is no job J.000009; the nearest: J.000001, J.000002, J.000003");
        row("a job that stays", MoveJob{"J.000002", {{kBeijing, 400}}}, "it is there already");
        row("a job without room", MoveJob{"J.000002", {{kZhongwei, 400}}}, "has 288 cards free");
        row("a job that is not cancelled", CancelJob{"J.000009"},
            "the nearest: J.000001, J.000002, J.000003");
        row("a work on nothing", PlannedWork{"W", {link("L.0")}, true}, "there is no link L.0");
    }

    void whatCannotBeDoneSaysWhy()
    {
        QFETCH(Action, action);
        QFETCH(std::string, reason);
        const ForkPtr root = Fork::root(smallGround());
        const auto touch = root->check(command(action));
        QVERIFY(!touch);
        QCOMPARE(touch.error().code, ErrorCode::Invalid);
        QVERIFY2(touch.error().reason.find(reason) != std::string::npos, touch.error().reason.c_str());
        // As data, of which the text is made.
        QVERIFY(touch.error().because.kind != ReasonKind::Other);
        QCOMPARE(touch.error().reason, text(touch.error().because));
        QVERIFY(!root->with(command(action)));
    }

    void whatWasDoneCannotBeDoneAgain()
    {
        const GroundPtr ground = smallGround();
        const auto refused = [&](std::initializer_list<Action> first, Action second, const char* reason) {
            const auto again = forkOf(ground, first)->with(command(std::move(second)));
            QVERIFY(!again);
            QVERIFY2(again.error().reason.find(reason) != std::string::npos, again.error().reason.c_str());
        };
        refused({Fail{conduit("D.BEJ~XIA")}}, Fail{conduit("D.BEJ~XIA")}, "has failed already");
        refused({Fail{conduit("D.BEJ~XIA")}}, Restore{link("L.BEJ~XIA.A")}, "restore conduit D.BEJ~XIA");
        refused({Drain{pool(kZhongwei)}}, Drain{pool(kZhongwei)}, "is drained already");
        refused({Drain{pool(kZhongwei)}}, newJob(kZhongwei, 1), "is drained");
        refused({Fail{{TargetKind::Province, "640000"}}}, newJob(kZhongwei, 1), "province 640000 is down");
        refused({Fail{{TargetKind::IdentifierService, "SN.R.64"}}}, newJob(kZhongwei, 1), "no new orders");
        refused({Fail{{TargetKind::ServiceNode, "SN.0"}}}, newJob(kBeijing, 1), "no new orders");
        refused({Remove{link(kAccess)}}, Fail{link(kAccess)}, "has been removed");
        refused({newJob(kZhongwei, 288)}, MoveJob{"J.000002", {{kZhongwei, 1}}}, "has 0 cards free");
        refused({CancelJob{"J.000001"}}, CancelJob{"J.000001"},
                "there is no job J.000001; the nearest: J.000002, J.000003");
        // A resolver of another province is no hindrance.
        QVERIFY(forkOf(ground, {Fail{{TargetKind::IdentifierService, "SN.R.64"}}})
                    ->with(command(newJob(kBeijing, 1))));
    }

    void aDryRunSaysWhatWouldBeTouched()
    {
        const ForkPtr root = Fork::root(smallGround());
        const auto cut = root->check(command(Fail{conduit(kDuct)}));
        QVERIFY(cut.has_value());
        QCOMPARE(cut->links, std::vector<std::string>{kAccess});
        QCOMPARE(cut->flows, 3U); // both ways of J.000003, and the transfer
        QCOMPARE(cut->traffic_bps, 130e9);
        QCOMPARE(cut->jobs, std::vector<std::string>{"J.000003"});
        const auto dark = root->check(command(Fail{pool(kZhongwei)}));
        QVERIFY(dark.has_value());
        QCOMPARE(dark->cards, std::uint64_t{1000});
        QCOMPARE(dark->gflops[Precision::Fp16], std::uint64_t{320'000'000});
        QCOMPARE(dark->jobs, (std::vector<std::string>{"J.000001", "J.000003"}));
        QCOMPARE(situationOf(root)->stateHash, root->ground()->before()->stateHash); // nothing was done
    }

    void aSourceFailsOnABaseThatKnowsIt()
    {
        auto document = smallSnapshot();
        addWork(document.message());
        twin::registry::canonicalise(document.message());
        auto loaded = twin::registry::buildRegistry(document.message());
        QVERIFY(loaded.has_value());
        twin::state::TwinState twin;
        twin.setRegistry(loaded->registry, loaded->workload);
        twin::state::SourceStatus agent;
        agent.name = "agent-1";
        const auto sources = std::make_shared<const std::vector<twin::state::SourceStatus>>(1, agent);
        const auto saved = twin::state::encodeState(*twin.publish(20'000'000'000, sources, {}));
        QVERIFY(saved.has_value());
        const auto moment = twin::state::decodeState(*saved);
        QVERIFY(moment.has_value());
        const auto ground = Ground::of(*moment);
        QVERIFY2(ground.has_value(), ground ? "" : ground.error().text().c_str());
        const ForkPtr root = Fork::root(*ground);
        const auto refused = root->check(command(Fail{{TargetKind::Source, "agent-9"}}));
        QVERIFY(!refused);
        QCOMPARE(refused.error().reason, std::string("there is no source agent-9; the nearest: agent-1"));
        const auto failed = root->with(command(Fail{{TargetKind::Source, "agent-1"}}));
        QVERIFY2(failed.has_value(), failed ? "" : failed.error().text().c_str());
        QVERIFY(!(*failed)->check(command(Fail{{TargetKind::Source, "agent-1"}})));
        const auto back = (*failed)->with(command(Restore{{TargetKind::Source, "agent-1"}}));
        QVERIFY2(back.has_value(), back ? "" : back.error().text().c_str());
        QCOMPARE(situationOf(*back)->stateHash, situationOf(root)->stateHash);
    }

    void theBaseIsAsItWasMade()
    {
        const GroundPtr ground = smallGround();
        const Situation& base = *ground->before();
        QCOMPARE(ground->moment(), twin::kSecond);
        QCOMPARE(flowNamed(ground, base, "F.000002").rate_bps, 40e9);
        QCOMPARE(flowNamed(ground, base, "F.000004").rate_bps, 50e9);
        QCOMPARE(flowNamed(ground, base, "F.000004").finish_s, 16.0);
        QVERIFY(!flowNamed(ground, base, "F.000004").missesDeadline);
        QCOMPARE(jobNamed(base, "J.000003").speed, 1.0);
        const PoolSituation& west = poolNamed(base, kZhongwei);
        QCOMPARE(west.cardsTaken, std::uint64_t{712});
        QCOMPARE(west.cardsWorking, 712.0);
        QVERIFY(std::abs(west.facility_w - 1e6 * (0.32 + 0.6 * 0.712) * 1.15) < 1e-6);
        QCOMPARE(west.energyPerHour, twin::MoneyE4{3'437'120}); // 859.28 kW at 0.4 CNY
        QCOMPARE(west.revenuePerHour, twin::MoneyE4{712 * 30'000});
        QVERIFY(std::abs(west.carbon_gPerHour - 859.28 * 0.4 * 530.6) < 1e-6);
        QCOMPARE(base.totals.cards, std::uint64_t{2000});
        QCOMPARE(base.totals.stranded[Precision::Fp16], std::uint64_t{0});
    }

    /// 90 Gb/s over 45: everybody gets half of what he asks.
    void aDegradedLinkSlowsJobsAndTransfers()
    {
        const GroundPtr ground = smallGround();
        const SituationPtr now = after(ground, {Degrade{link(kAccess), 0.45}});
        QCOMPARE(linkNamed(*now, kAccess).state, ElementState::Degraded);
        QVERIFY(std::abs(flowNamed(ground, *now, "F.000003").rate_bps - 20e9) < 1);
        QVERIFY(std::abs(flowNamed(ground, *now, "F.000004").rate_bps - 25e9) < 1);
        QVERIFY(flowNamed(ground, *now, "F.000004").missesDeadline); // 32 s, in 20
        const JobSituation& job = jobNamed(*now, "J.000003");
        QVERIFY(std::abs(job.speed - 0.5) < 1e-9);
        QCOMPARE(job.condition, JobCondition::Slowed);
        QVERIFY(std::abs(poolNamed(*now, kBeijing).cardsWorking - 500) < 1e-6);
        QCOMPARE(now->totals.waiting[Precision::Fp16], std::uint64_t{200 * 320'000}); // half of 400 cards
        QCOMPARE(now->totals.flowsLate, 1U);
        QCOMPARE(now->totals.jobsSlowed, 1U);
    }

    /// Nothing that is done can meet it any more, so nothing that is done misses it.
    void aDeadlineThatIsOverDoesNotCount()
    {
        const GroundPtr ground = smallGround([](pb::SnapshotFile& file) {
            for (pb::Flow& flow : *file.mutable_workload()->mutable_flows()) {
                if (flow.id() == "F.000004") {
                    flow.set_start_ns(0);
                    flow.set_deadline_ns(500'000'000);
                }
                if (flow.id() == "F.000002") {
                    flow.set_start_ns(twin::kSecond); // the moment
                }
            }
        });
        const SituationPtr now = after(ground, {Degrade{link(kAccess), 0.45}});
        QCOMPARE(flowNamed(ground, *now, "F.000004").state, FlowState::Slowed);
        QCOMPARE(now->totals.flowsLate, 0U);
    }

    void aCutIsRoutedAround()
    {
        const GroundPtr ground = smallGround();
        const SituationPtr now = after(ground, {Fail{conduit(kDuct)}});
        QCOMPARE(linkNamed(*now, kAccess).state, ElementState::Down);
        QCOMPARE(flowNamed(ground, *now, "F.000004").state, FlowState::Whole);
        QVERIFY(flowNamed(ground, *now, "F.000004").delay >
                flowNamed(ground, *ground->before(), "F.000004").delay);
        QVERIFY(poolNamed(*now, kZhongwei).isReachable);
        const SituationPtr isolated = after(
            ground, {Fail{conduit(kDuct)}, Fail{conduit(twin::registry::accessConduitId(kZhongwei, 1))}});
        QVERIFY(!poolNamed(*isolated, kZhongwei).isReachable);
        QCOMPARE(isolated->totals.stranded[Precision::Fp16], std::uint64_t{320'000'000});
        QCOMPARE(flowNamed(ground, *isolated, "F.000004").state, FlowState::Disconnected);
        QCOMPARE(jobNamed(*isolated, "J.000003").condition, JobCondition::Stopped);
        QCOMPARE(jobNamed(*isolated, "J.000001").condition, JobCondition::Running); // all of it is inside
        QCOMPARE(poolNamed(*isolated, kZhongwei).cardsWorking, 512.0);
    }

    /// A step that people read says where.
    void actionsSayWhatTheyAreAbout()
    {
        QCOMPARE(text(SetPrice{{"", "", 640'000}, 1.2}), std::string("set_price by 1.2 in province 640000"));
        QCOMPARE(text(SetPue{{kZhongwei, "", 0}, 1.1}), "set_pue 1.1 in pool " + std::string(kZhongwei));
        QCOMPARE(text(SetTariff{{"", "E001", 0}, 3'000}),
                 std::string("set_tariff 0.3 CNY/kWh in pools of E001"));
        QCOMPARE(text(ScaleDemand{{"elephant", "S.BEJ", 0}, 2}),
                 std::string("scale_demand by 2 of elephant at S.BEJ"));
        QCOMPARE(text(Growth{{}, 0.1}), std::string("growth 0.1 a quarter"));
    }

    /// What is added beside them changes nothing of whose way it is not.
    void flowsAreReroutedInANetworkThatGrows()
    {
        const GroundPtr ground = smallGround();
        const auto rerouted = [&](std::initializer_list<Action> actions) {
            QStringList out;
            for (const FlowChange& flow : compare(*ground, ground->before(), after(ground, actions)).flows) {
                out.append(flow.isRerouted ? QString::fromStdString(flow.id) : QString());
            }
            out.removeAll(QString());
            out.sort();
            return out.join(u' ');
        };
        const Action detour = AddConduit{"D.NEW", "S.BEJ", "S.YCH", 9'000'000};
        QVERIFY(rerouted({Fail{conduit(kDuct)}}).contains(QStringLiteral("F.000004")));
        QCOMPARE(rerouted({Fail{conduit(kDuct)}, detour}), rerouted({Fail{conduit(kDuct)}}));
        QCOMPARE(rerouted({detour}), QString());
    }

    void poolsFailDrainAndShrink()
    {
        const GroundPtr ground = smallGround();
        const SituationPtr dark = after(ground, {Fail{pool(kZhongwei)}});
        QCOMPARE(poolNamed(*dark, kZhongwei).facility_w, 0.0);
        QCOMPARE(poolNamed(*dark, kZhongwei).cardsUsable, 0U);
        QCOMPARE(jobNamed(*dark, "J.000001").condition, JobCondition::Stopped);
        QCOMPARE(jobNamed(*dark, "J.000003").condition, JobCondition::Stopped);
        QCOMPARE(jobNamed(*dark, "J.000002").condition, JobCondition::Running);
        const SituationPtr province = after(ground, {Fail{{TargetKind::Province, "640000"}, false}});
        QCOMPARE(province->totals.poolsDown, 1U);
        QCOMPARE(province->totals.linksDown, 2U); // its access
        const SituationPtr all = after(ground, {Fail{{TargetKind::Province, "640000"}, true}});
        QVERIFY(all->totals.linksDown > 2);
        const SituationPtr drained = after(ground, {Drain{pool(kZhongwei)}});
        QCOMPARE(poolNamed(*drained, kZhongwei).state, ElementState::Drained);
        QCOMPARE(jobNamed(*drained, "J.000001").condition, JobCondition::Running);
        const SituationPtr half = after(ground, {Degrade{pool(kZhongwei), 0.5}});
        QCOMPARE(poolNamed(*half, kZhongwei).cardsUsable, 500U);
        QCOMPARE(jobNamed(*half, "J.000001").speed, 0.5);
        QCOMPARE(half->totals.stranded[Precision::Fp16], std::uint64_t{160'000'000});
        const SituationPtr twice = after(ground, {ResizePool{kZhongwei, 2}});
        QCOMPARE(poolNamed(*twice, kZhongwei).cards, 2000U);
        QCOMPARE(poolNamed(*twice, kZhongwei).declared[Precision::Fp16], std::uint64_t{640'000'000});
    }

    void theNetworkGrowsAndShrinks()
    {
        const GroundPtr ground = smallGround();
        const SituationPtr added = after(ground, {newLink()});
        QCOMPARE(added->links.size(), ground->before()->links.size() + 1);
        QCOMPARE(linkNamed(*added, "L.NEW").capacity_bps[0], 4e11);
        const std::size_t number = added->world->registry->find(twin::EntityKind::Link, "L.NEW")->index;
        QCOMPARE(added->world->registry->links[number].delay, delayOf(1'870'000, 2));
        AddLink through = newLink();
        through.conduits = {"D.NEW"};
        const SituationPtr both = after(ground, {AddConduit{"D.NEW", "S.BEJ", "S.YCH", 900'000}, through});
        // A shorter way: the demand between the two takes it.
        QVERIFY(linkNamed(*both, "L.NEW").load_bps[0] >= 1.38e11);
        const SituationPtr cut =
            after(ground, {AddConduit{"D.NEW", "S.BEJ", "S.YCH", 900'000}, through, Fail{conduit("D.NEW")}});
        QCOMPARE(linkNamed(*cut, "L.NEW").state, ElementState::Down);
        const SituationPtr resized = after(ground, {ResizeLink{"L.BEJ~XIA.A", 1'600'000'000'000}});
        QCOMPARE(linkNamed(*resized, "L.BEJ~XIA.A").capacity_bps[1], 1.6e12);
        const SituationPtr thrice = after(ground, {ResizeConduit{"D.XIA~YCH", 3}});
        QCOMPARE(linkNamed(*thrice, "L.XIA~YCH.A").capacity_bps[0], 2.4e12);
        QCOMPARE(linkNamed(*thrice, "L.BEJ~YCH.B").capacity_bps[0], 2.4e12);
        const SituationPtr without = after(ground, {Remove{conduit("D.BEJ~XIA")}});
        QCOMPARE(linkNamed(*without, "L.BEJ~XIA.A").state, ElementState::Removed);
        QCOMPARE(linkNamed(*without, "L.BEJ~YCH.B").state, ElementState::Removed);
        const SituationPtr closed = after(ground, {Remove{pool(kBeijing)}});
        QCOMPARE(poolNamed(*closed, kBeijing).state, ElementState::Removed);
        QCOMPARE(closed->totals.cards, std::uint64_t{1000});
        QCOMPARE(jobNamed(*closed, "J.000002").condition, JobCondition::Waiting);
        const SituationPtr second = after(ground, {AddPool{"CN.64.E001.640500-002", kZhongwei, 0.5}});
        QCOMPARE(poolNamed(*second, "CN.64.E001.640500-002").cards, 500U);
        QVERIFY(poolNamed(*second, "CN.64.E001.640500-002").isReachable);
        QCOMPARE(second->totals.declared[Precision::Fp16], std::uint64_t{800'000'000});
    }

    void moneyFollowsItsTerms()
    {
        const GroundPtr ground = smallGround();
        const Totals& base = ground->before()->totals;
        QCOMPARE(after(ground, {SetPrice{{}, 2}})->totals.revenuePerHour, base.revenuePerHour * 2);
        QCOMPARE(after(ground, {SetTariff{{}, 8'000}})->totals.energyPerHour, base.energyPerHour * 2);
        const SituationPtr west = after(ground, {SetPue{{"", "E001", 0}, 2.3}});
        QVERIFY(std::abs(poolNamed(*west, kZhongwei).facility_w -
                         2 * poolNamed(*ground->before(), kZhongwei).facility_w) < 1e-6);
        QCOMPARE(poolNamed(*west, kBeijing).facility_w, poolNamed(*ground->before(), kBeijing).facility_w);
    }

    /// tenant-1 has J.000002 and J.000003, tenant-2 J.000001.
    void tenantsHaveTheirShareOfMoneyAndCarbon()
    {
        const GroundPtr ground = smallGround();
        const auto dearer = after(ground, {SetPrice{{}, 2}, SetTariff{{}, 8'000}});
        const Outcome outcome = compare(*ground, ground->before(), dearer);
        const auto before = tenantShares(*ground->before());
        QCOMPARE(before.size(), std::size_t{2});
        for (const Rollup& row : outcome.tenants) {
            const TenantShare& had = before.at(row.id);
            QVERIFY(had.revenue_e4PerHour > 0 && had.energy_e4PerHour > 0 && had.carbon_gPerHour > 0);
            QCOMPARE(row.more(&OwnerSums::revenuePerHour),
                     std::llround(had.revenue_e4PerHour)); // twice as much
            QVERIFY(std::abs(static_cast<double>(row.more(&OwnerSums::energyPerHour)) -
                             had.energy_e4PerHour) <= 2);
            QCOMPARE(row.more(&OwnerSums::carbon_gPerHour), 0.0);
        }
        QCOMPARE(outcome.tenants.size(), std::size_t{2});
        // A job that ends takes its tenant's share away, and nobody else's.
        const auto less = after(ground, {CancelJob{"J.000001"}});
        const Outcome ended = compare(*ground, ground->before(), less);
        QCOMPARE(ended.tenants.size(), std::size_t{1});
        QCOMPARE(ended.tenants[0].id, std::string("tenant-2"));
        const TenantShare& had = before.at("tenant-2");
        QCOMPARE(ended.tenants[0].more(&OwnerSums::revenuePerHour), -std::llround(had.revenue_e4PerHour));
        QVERIFY(std::abs(ended.tenants[0].more(&OwnerSums::carbon_gPerHour) + had.carbon_gPerHour) <
                1e-6 * had.carbon_gPerHour);
        // What a pool saves is what the tenant's cards took: idle power goes on.
        const double saved = poolNamed(*ground->before(), kZhongwei).carbon_gPerHour -
                             poolNamed(*less, kZhongwei).carbon_gPerHour;
        QVERIFY2(std::abs(saved - had.carbon_gPerHour) < 1e-6 * saved,
                 qPrintable(QStringLiteral("%1 %2").arg(saved).arg(had.carbon_gPerHour)));
    }

    void demandsGrowAndCome()
    {
        const GroundPtr ground = smallGround();
        QCOMPARE(
            flowNamed(ground, *after(ground, {ScaleDemand{{"background", "", 0}, 2}}), "B.000001").rate_bps,
            2.76e11);
        QCOMPARE(flowNamed(ground, *after(ground, {ScaleDemand{{"elephant", "S.XIA", 0}, 0.5}}), "F.000004")
                     .rate_bps,
                 25e9);
        QCOMPARE(flowNamed(ground, *after(ground, {ScaleDemand{{"elephant", "S.XIA", 0}, 0}}), "F.000004")
                     .rate_bps,
                 0.0);
        Command grows = command(Growth{{"background", "", 0}, 0.1});
        grows.at = Moment{false, 0};
        const ForkPtr fork = *Fork::root(ground)->with(grows);
        QCOMPARE(flowNamed(ground, *situationOf(fork), "B.000001").rate_bps, 1.38e11);
        const auto later = fork->situation(ground->moment() + 200 * twin::kDay); // two quarters
        QVERIFY(later.has_value());
        QVERIFY(std::abs(flowNamed(ground, **later, "B.000001").rate_bps - 1.38e11 * 1.21) < 1e3);
        const SituationPtr added = after(ground, {AddDemand{"F.N", "S.BEJ", kZhongwei, 1e9, 1'000'000'000,
                                                            Moment{false, 5 * twin::kSecond}, ""}});
        QCOMPARE(flowNamed(ground, *added, "F.N").rate_bps, 1e9);
        QCOMPARE(flowNamed(ground, *added, "F.N").finish_s, 8.0);
        QVERIFY(flowNamed(ground, *added, "F.N").missesDeadline);
    }

    void jobsComeMoveAndGo()
    {
        const GroundPtr ground = smallGround();
        const SituationPtr submitted = after(ground, {newJob(kZhongwei, 288)});
        QCOMPARE(poolNamed(*submitted, kZhongwei).cardsTaken, std::uint64_t{1000});
        // Across pools it sends from each to the next.
        SubmitJob across = newJob(kZhongwei, 100);
        across.kind = "cross_train";
        across.placements.push_back({kBeijing, 100});
        across.wan_bps = 5e9;
        const SituationPtr two = after(ground, {across});
        QCOMPARE(flowNamed(ground, *two, "J.NEW/wan/1").rate_bps, 5e9);
        QCOMPARE(jobNamed(*two, "J.NEW").speed, 1.0);
        const SituationPtr moved = after(ground, {MoveJob{"J.000001", {{kBeijing, 400}}}});
        QCOMPARE(poolNamed(*moved, kBeijing).cardsTaken, std::uint64_t{1000});
        QCOMPARE(poolNamed(*moved, kZhongwei).cardsTaken, std::uint64_t{200});
        // Into one pool: nothing goes between pools any more.
        const SituationPtr together = after(ground, {MoveJob{"J.000003", {{kBeijing, 400}}}});
        QCOMPARE(together->flows.size(), ground->before()->flows.size() - 2);
        QCOMPARE(jobNamed(*together, "J.000003").speed, 1.0);
        const SituationPtr gone = after(ground, {CancelJob{"J.000003"}});
        QCOMPARE(gone->jobs.size(), ground->before()->jobs.size() - 1);
        QCOMPARE(gone->totals.cardsTaken, ground->before()->totals.cardsTaken - 400);
    }

    void servicesAreLostToThoseTheyServe()
    {
        const GroundPtr ground = smallGround();
        const SituationPtr one = after(ground, {Fail{{TargetKind::IdentifierService, "SN.R.64"}}});
        QCOMPARE(one->lostServices.size(), std::size_t{1});
        QCOMPARE(one->lostServices[0].pools, 1U);
        QCOMPARE(one->lostServices[0].ttl_s, 60U);
        QCOMPARE(after(ground, {Fail{{TargetKind::ServiceNode, "SN.0"}}})->lostServices[0].pools, 2U);
        QCOMPARE(one->totals.served_bps, ground->before()->totals.served_bps); // what runs goes on
    }

    void plannedAssetsEnterAtTheirDates()
    {
        const GroundPtr ground = smallGround([](pb::SnapshotFile& file) {
            for (pb::Link& one : *file.mutable_registry()->mutable_links()) {
                if (one.id() == "L.BEJ~YCH.B") {
                    one.mutable_asset()->set_state(pb::PLANNED);
                    one.mutable_asset()->set_in_service_ns(100 * twin::kSecond);
                }
            }
            file.mutable_workload()->mutable_flows(0)->clear_arcs();
        });
        QCOMPARE(linkNamed(*ground->before(), "L.BEJ~YCH.B").state, ElementState::Removed);
        const ForkPtr fork = forkOf(ground, {PlannedBuilds{}});
        QCOMPARE(linkNamed(*situationOf(fork), "L.BEJ~YCH.B").state, ElementState::Removed);
        const auto later = fork->situation(101 * twin::kSecond);
        QVERIFY(later.has_value());
        QCOMPARE(linkNamed(**later, "L.BEJ~YCH.B").state, ElementState::Up);
    }

    void aPolicyChangesTheWays()
    {
        const GroundPtr ground = smallGround();
        const SituationPtr hops = after(ground, {SetPolicy{RoutingCost::Hops, {}}});
        // One hop for the flow from end to end, whatever the carrier.
        QVERIFY(linkNamed(*hops, "L.BEJ~YCH.B").load_bps[0] > 0);
        QCOMPARE(flowNamed(ground, *hops, "F.000001").state, FlowState::Whole);
    }

  private:
    static twin::TimeNs delayOf(std::uint64_t route_m, int conduits)
    {
        return static_cast<twin::TimeNs>(static_cast<double>(route_m) * 4.9) +
               conduits * 50 * twin::kMicrosecond;
    }
};

QTEST_GUILESS_MAIN(TstScenarioCommands)
#include "tst_scenario_commands.moc"
