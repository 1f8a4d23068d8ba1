#include "scenario_grounds.h"

#include "twin/registry/identifier.h"
#include "twin/scenario/change_list.h"
#include "twin/scenario/planned_snapshot.h"
#include "twin/scenario/planned_work.h"
#include "twin/scenario/schedule.h"
#include "twin/scenario/storm.h"

#include <algorithm>
#include <atomic>
#include <cmath>

using namespace scenario_test;
using twin::kDay;
using twin::kHour;

namespace {

Command within(Action action, twin::TimeNs at, twin::TimeNs until)
{
    Command out = command(std::move(action));
    out.at = Moment{false, at};
    out.until = Moment{false, until};
    return out;
}

Document documentOf(std::initializer_list<Command> commands)
{
    Document out;
    out.commands = commands;
    return out;
}

std::vector<Objection::Kind> kindsOf(const WorkVerdict& verdict)
{
    std::vector<Objection::Kind> out;
    for (const Objection& objection : verdict.objections) {
        if (std::ranges::find(out, objection.kind) == out.end()) {
            out.push_back(objection.kind);
        }
    }
    return out;
}

} // namespace

/// Windows, works, change lists, registries that come out, random failures.
class TstScenarioPlans : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void commandsLastAsLongAsTheySay()
    {
        const GroundPtr ground = smallGround();
        const Target duct{TargetKind::Conduit, "D.BEJ~XIA"};
        const std::vector<Command> commands{within(Fail{duct}, kHour, 2 * kHour),
                                            within(Fail{duct}, 3 * kHour, 4 * kHour)};
        const Schedule schedule(*ground, commands);
        const auto failedAt = [&](twin::TimeNs hours) {
            return !schedule.editsAt(ground->moment() + hours)->marks.empty();
        };
        QVERIFY(!failedAt(0));
        QVERIFY(failedAt(kHour));
        QVERIFY(!failedAt(2 * kHour));
        QVERIFY(failedAt(3 * kHour));
        QCOMPARE(schedule.changes().size(), std::size_t{5});
        for (const auto& verdict : schedule.check()) {
            QVERIFY2(verdict.touch.has_value(), verdict.reason.c_str());
        }
        const std::vector<Command> overlapping{within(Fail{duct}, kHour, 3 * kHour),
                                               within(Fail{duct}, 2 * kHour, 4 * kHour)};
        const auto verdicts = Schedule(*ground, overlapping).check();
        QVERIFY(verdicts[0].touch && !verdicts[1].touch);
        QCOMPARE(verdicts[1].reason, std::string("conduit D.BEJ~XIA has failed already"));
        const auto edits = Schedule(*ground, overlapping).editsAt(ground->moment() + 2 * kHour);
        QVERIFY(!edits);
        QVERIFY(edits.error().reason.starts_with("commands.1: fail conduit D.BEJ~XIA: "));
    }

    /// What a check calls possible, a run does at every moment.
    void whatRestsOnSomethingThatEndsIsRefused()
    {
        const GroundPtr ground = smallGround();
        const Target duct{TargetKind::Conduit, "D.BEJ~XIA"};
        Command restore = command(Restore{duct});
        restore.at = Moment{false, 2 * kHour};
        Command later = command(SetTariff{{}, 1});
        later.at = Moment{false, 4 * kHour};
        const std::vector<Command> commands{within(Fail{duct}, kHour, 3 * kHour), restore, later};
        const Schedule schedule(*ground, commands);
        QVERIFY(!schedule.editsAt(ground->moment() + 4 * kHour));
        const auto verdicts = schedule.check();
        QVERIFY(verdicts[0].touch && verdicts[2].touch);
        QVERIFY(!verdicts[1].touch);
        QVERIFY(!verdicts[1].reason.empty());
    }

    void whatComesTooEarlyIsRefused()
    {
        const GroundPtr ground = smallGround();
        Command early = command(SetTariff{{}, 1});
        early.at = Moment{true, 0};
        const auto fork = Fork::root(ground)->with(early);
        QVERIFY(!fork);
        QVERIFY(fork.error().reason.find("before the scenario does") != std::string::npos);
    }

    void aWorkIsJudged()
    {
        // The small triangle has one duct to each place: a cut beside a work disconnects.
        const GroundPtr ground = smallGround();
        const Target duct{TargetKind::Conduit, twin::registry::accessConduitId(kZhongwei, 1)};
        Document document = documentOf({within(PlannedWork{"W.1", {duct}, true}, kHour, 2 * kHour)});
        auto works = judgeWorks(*ground, document);
        QVERIFY(works.has_value());
        QCOMPARE(works->size(), std::size_t{1});
        QVERIFY2(works->front().isGo(),
                 works->front().isGo() ? "" : works->front().objections[0].reason.c_str());
        // Another one at the same time, and a guaranteed period.
        document.commands.push_back(within(
            PlannedWork{"W.2", {{TargetKind::Conduit, twin::registry::accessConduitId(kZhongwei, 2)}}, false},
            kHour, 3 * kHour));
        document.guarantees.push_back({"exam", {false, 0}, {false, 90 * twin::kMinute}, {640'000}});
        works = judgeWorks(*ground, document);
        QVERIFY(works.has_value());
        using enum Objection::Kind;
        const auto kinds = kindsOf(works->front());
        QVERIFY(std::ranges::find(kinds, OtherWork) != kinds.end());
        QVERIFY(std::ranges::find(kinds, Guarantee) != kinds.end());
        QVERIFY(std::ranges::find(kinds, BusyHour) != kinds.end()); // both take Zhongwei off the network
        document.guarantees[0].provinces = {440'000};
        const auto elsewhere = kindsOf(judgeWorks(*ground, document)->front());
        QVERIFY(std::ranges::find(elsewhere, Guarantee) == elsewhere.end());
    }

    void aWorkThatLeavesNoWayIsNoGo()
    {
        const GroundPtr ground = smallGround();
        const Document document =
            documentOf({within(PlannedWork{"W.1", {{TargetKind::Conduit, "D.XIA~YCH"}}, false}, 0, kHour)});
        const auto works = judgeWorks(*ground, document);
        QVERIFY(works.has_value());
        QVERIFY(!works->front().isGo());
        QCOMPARE(works->front().objections.front().kind, Objection::Kind::BusyHour);
        QVERIFY(!works->front().objections.front().reason.empty());
    }

    void changesAreOrderedAndChecked()
    {
        const GroundPtr ground = smallGround();
        AddLink link;
        link.id = "L.NEW";
        link.a = "S.BEJ";
        link.b = "S.YCH";
        link.carrier = "OP.A";
        link.capacity_bps = 800'000'000'000;
        link.conduits = {"D.NEW"};
        // As a planner might write it down: the old way goes before the new one is there.
        const Document document =
            documentOf({command(Remove{{TargetKind::Conduit, "D.XIA~YCH"}}),
                        command(AddConduit{"D.NEW", "S.BEJ", "S.YCH", 1'000'000}), command(link),
                        command(ScaleDemand{{"background", "", 0}, 1.1})});
        const auto list = changeList(*ground, document);
        QVERIFY2(list.has_value(), list ? "" : list.error().text().c_str());
        QCOMPARE(list->assumed, std::size_t{1});
        QCOMPARE(list->steps.size(), std::size_t{3});
        QCOMPARE(list->steps[0].what, std::string("add_conduit D.NEW from S.BEJ to S.YCH"));
        QCOMPARE(list->steps[1].command, std::size_t{2});
        QCOMPARE(list->steps[2].command, std::size_t{0});
        QVERIFY(list->steps[0].isSafe && list->steps[1].isSafe);
        QCOMPARE(changeList(*ground, document, {3, nullptr})->stateHash, list->stateHash);
        std::atomic<bool> cancelled = true;
        QCOMPARE(changeList(*ground, document, {1, &cancelled}).error().code, twin::ErrorCode::Cancelled);
    }

    /// What comes out, opened again as a base, is in the state the scenario was in.
    void theRegistryThatComesOutIsThePlan()
    {
        const GroundPtr ground = nationGround();
        const twin::registry::Registry& registry = *ground->world()->registry;
        const auto& link = *std::ranges::find(registry.links, twin::registry::LinkKind::Backbone,
                                              &twin::registry::Link::kind);
        AddLink added;
        added.id = "L.NEW";
        added.a = registry.endpointId(link.a);
        added.b = registry.endpointId(link.b);
        added.carrier = registry[link.carrier].id;
        added.capacity_bps = 400'000'000'000;
        added.delay = link.delay / 2 + 1;
        const auto& pool = registry.pools[3];
        const JobPtr job = *std::ranges::find_if(ground->jobs(), [&](const JobPtr& one) {
            return takesCards(one->state) && one->placements.front().poolId != pool.id;
        });
        const Document document = documentOf(
            {command(added), command(ResizeLink{link.id, link.capacity_bps * 2}),
             command(Remove{{TargetKind::Pool, pool.id}}), command(ResizePool{registry.pools[5].id, 2}),
             command(SetTariff{{registry.pools[7].id, "", 0}, 12'345}), command(SetPrice{{}, 1.5}),
             command(CancelJob{job->id}), command(ScaleDemand{{"background", "", 0}, 1.25}),
             command(AddDemand{"F.NEW", added.a, registry.pools[8].id, 1e9, 0, {}, ""})});
        auto planned = plannedSnapshot(*ground, document, ground->moment());
        QVERIFY2(planned.has_value(), planned ? "" : planned.error().text().c_str());
        const GroundPtr again = groundOf(planned->message());
        ForkPtr fork = Fork::root(ground);
        for (const Command& one : document.commands) {
            fork = *fork->with(one);
        }
        const SituationPtr was = situationOf(fork);
        const Totals& a = was->totals;
        const Totals& b = again->before()->totals;
        QVERIFY(std::abs(a.served_bps - b.served_bps) <= 1e-6 * a.served_bps);
        QVERIFY(std::abs(a.peakUtilisation - b.peakUtilisation) < 1e-6);
        QCOMPARE(a.cards, b.cards);
        QCOMPARE(a.cardsTaken, b.cardsTaken);
        QCOMPARE(a.declared, b.declared);
        QVERIFY(std::abs(static_cast<double>(a.energyPerHour - b.energyPerHour)) <=
                1e-6 * static_cast<double>(a.energyPerHour) + 200);
        QVERIFY(std::abs(static_cast<double>(a.revenuePerHour - b.revenuePerHour)) <=
                1e-4 * static_cast<double>(a.revenuePerHour)); // prices are whole numbers there
        QVERIFY(again->world()->registry->origin.note.find("scenario on registry") != std::string::npos);
        QVERIFY(!again->world()->registry->find(twin::EntityKind::Pool, pool.id));
    }

    void aStormIsThatOfItsSeed()
    {
        const GroundPtr ground = nationGround();
        const auto one = randomFailures(*ground, 30 * kDay, 7);
        const auto same = randomFailures(*ground, 30 * kDay, 7);
        const auto other = randomFailures(*ground, 30 * kDay, 8);
        QVERIFY(one && same && other);
        QVERIFY(one->size() > 5);
        Document document;
        document.commands = *one;
        Document again;
        again.commands = *same;
        QCOMPARE(documentText(document), documentText(again));
        again.commands = *other;
        QVERIFY(documentText(document) != documentText(again));
        // A longer one begins with it, but for what lasts beyond.
        const auto longer = randomFailures(*ground, 60 * kDay, 7);
        QVERIFY(longer && longer->size() > one->size());
        for (std::size_t i = 0; i < one->size(); ++i) {
            QCOMPARE(text((*longer)[i].action), text((*one)[i].action));
        }
        for (const auto& verdict : Schedule(*ground, document.commands).check()) {
            QVERIFY2(verdict.touch.has_value(), verdict.reason.c_str());
        }
    }

    /// Over a hundred years the counts are those of the rates.
    void aStormKeepsItsRates()
    {
        const GroundPtr ground = nationGround();
        StormRates rates;
        rates.conduits = false;
        rates.opticsPer1000kmYear = 0;
        rates.siteYear = 0;
        rates.identifierYear = 0;
        rates.poolYear = 0.2;
        const auto storm = randomFailures(*ground, 100 * 365 * kDay, 3, rates);
        QVERIFY(storm.has_value());
        const double expected = 0.2 * 100 * 131; // 2,620, standard deviation 51
        QVERIFY2(std::abs(static_cast<double>(storm->size()) - expected) < 5 * std::sqrt(expected),
                 std::to_string(storm->size()).c_str());
        double hours = 0;
        for (const Command& one : *storm) {
            hours += static_cast<double>(one.until->ns - one.at->ns) / static_cast<double>(kHour);
        }
        QVERIFY(std::abs(hours / static_cast<double>(storm->size()) - 4) < 0.5);
        rates.scale = 1'000;
        QCOMPARE(randomFailures(*ground, 100 * 365 * kDay, 3, rates).error().code, twin::ErrorCode::TooLarge);
        QVERIFY(!randomFailures(*ground, 0, 3, rates));
    }
};

QTEST_GUILESS_MAIN(TstScenarioPlans)
#include "tst_scenario_plans.moc"
