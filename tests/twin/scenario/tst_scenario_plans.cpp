#include "scenario_runs.h"

#include "twin/registry/identifier.h"
#include "twin/scenario/change_list.h"
#include "twin/scenario/planned_snapshot.h"
#include "twin/scenario/planned_work.h"
#include "twin/scenario/report_text.h"
#include "twin/scenario/schedule.h"
#include "twin/scenario/storm.h"
#include "twin/scenario/worse_cuts.h"

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

    /// The reason that is given is the worst of what is new; what was bad before comes behind it.
    void theWorstNewCutIsNamedFirst()
    {
        using Kind = WorseCut::Kind;
        const WorseCut uncut{Kind::Overfull, true, {}, {}, 1.01, 0.7, 0, 0};
        const WorseCut cutOff{Kind::Disconnected, true, "D.A", {}, 0, 0, 12, 0};
        const WorseCut cutOffLess{Kind::Disconnected, true, "D.B", {}, 0, 0, 2, 0};
        const WorseCut filled{Kind::Overfull, true, "D.C", "L.C", 1.4, 0.8, 0, 0};
        const WorseCut moreCutOff{Kind::Disconnected, false, "D.D", {}, 0, 0, 41, 40};
        const WorseCut fuller{Kind::Overfull, false, "D.E", "L.E", 1.5, 1.2, 0, 0};
        const WorseCut hardlyFuller{Kind::Overfull, false, "D.F", "L.F", 2.9, 2.89, 0, 0};
        const std::vector<const WorseCut*> wanted{&uncut,      &cutOff, &cutOffLess,  &filled,
                                                  &moreCutOff, &fuller, &hardlyFuller};
        std::vector<const WorseCut*> sorted(wanted.rbegin(), wanted.rend());
        std::ranges::sort(sorted, [](const WorseCut* a, const WorseCut* b) { return isWorse(*a, *b); });
        QCOMPARE(sorted, wanted);
    }

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
            QVERIFY2(verdict.touch.has_value(), text(verdict.reason).c_str());
        }
        const std::vector<Command> overlapping{within(Fail{duct}, kHour, 3 * kHour),
                                               within(Fail{duct}, 2 * kHour, 4 * kHour)};
        const auto verdicts = Schedule(*ground, overlapping).check();
        QVERIFY(verdicts[0].touch && !verdicts[1].touch);
        QCOMPARE(text(verdicts[1].reason), std::string("conduit D.BEJ~XIA has failed already"));
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
        QCOMPARE(verdicts[1].reason.kind, ReasonKind::NothingToRestore);
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
                 works->front().isGo() ? "" : text(works->front().objections[0].reason).c_str());
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
        const auto reasonOf = [&](Objection::Kind kind) {
            const auto& all = works->front().objections;
            return std::ranges::find(all, kind, &Objection::kind)->reason;
        };
        const Reason other(ReasonKind::WorkAtTheTime, {"W.2"});
        QCOMPARE(reasonOf(OtherWork), other);
        QCOMPARE(text(other), std::string("W.2 has the same window"));
        QCOMPARE(text(reasonOf(Guarantee)), std::string("within the guaranteed period exam"));
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
        const Reason& reason = works->front().objections.front().reason;
        QCOMPARE(reason.kind, ReasonKind::DisconnectedUncut);
        QCOMPARE(text(reason), std::string("somebody is disconnected without anything cut"));
    }

    /// The window may lie at night: the traffic that counts is the busy hour's.
    void aWorkIsJudgedByTheBusyHour()
    {
        auto nation = twin::generate::generateNational({1, 131, false, nullptr});
        QVERIFY(nation.has_value());
        GroundOptions options;
        options.demand = DemandKind::ThisInstant;
        const GroundPtr midnight = groundOf(nation->file, options);
        const Document document =
            documentOf({within(PlannedWork{"W.1", {{TargetKind::Conduit, "D.FOC~HGH"}}, true}, 0, kHour)});
        const auto works = judgeWorks(*midnight, document);
        QVERIFY2(works.has_value(), works ? "" : works.error().text().c_str());
        QVERIFY(!works->front().isGo());
        const Objection& first = works->front().objections.front();
        QCOMPARE(first.kind, Objection::Kind::BusyHour);
        QVERIFY2(text(first.reason).starts_with("in the busy hour, a cut of D.KOW~SHG fills "),
                 text(first.reason).c_str());
        // It says what a ground of that traffic says, and the traffic of the night would not have done.
        const auto busy = judgeWorks(*nationGround(), document);
        QVERIFY(busy.has_value());
        QCOMPARE("in the busy hour, " + text(busy->front().objections.front().reason), text(first.reason));
        QCOMPARE(busy->front().worst_mlu, works->front().worst_mlu);
        const std::atomic<bool> cancelled = true;
        QCOMPARE(judgeWorks(*midnight, document, {1, &cancelled}).error().code, twin::ErrorCode::Cancelled);
    }

    void aWorkOnWhatIsDownIsNoGo_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("id");
        QTest::addColumn<int>("failedKind");
        QTest::addColumn<QString>("failedId");
        QTest::addColumn<QString>("reason");
        using enum TargetKind;
        const auto row = [](const char* name, TargetKind kind, const char* id, TargetKind failedKind,
                            const char* failedId, const char* reason) {
            QTest::newRow(name) << int(kind) << id << int(failedKind) << failedId << reason;
        };
        row("interconnection", Interconnection, "X.BEJ.A-B", Interconnection, "X.BEJ.A-B",
            "interconnection X.BEJ.A-B is down");
        row("conduit", Conduit, "D.BEJ~XIA", Conduit, "D.BEJ~XIA", "conduit D.BEJ~XIA is down");
        row("link in it", Link, "L.BEJ~XIA.A", Conduit, "D.BEJ~XIA", "link L.BEJ~XIA.A is down");
        row("conduit around it", Conduit, "D.BEJ~XIA", Link, "L.BEJ~XIA.A", "link L.BEJ~XIA.A is down");
        row("site", Site, "S.XIA", Site, "S.XIA", "site S.XIA is down");
        row("site without power", Site, "S.XIA", Province, "610000", "site S.XIA is down");
        row("pool without power", Pool, kBeijing, Province, "110000", "pool CN.11.E002.110100-001 is down");
        row("power", Province, "640000", Province, "640000", "province 640000 is down");
        row("power of a pool", Province, "640000", Pool, kZhongwei, "pool CN.64.E001.640500-001 is down");
        row("service node", ServiceNode, "SN.R.64", ServiceNode, "SN.R.64", "service_node SN.R.64 is down");
        row("its identifiers", IdentifierService, "SN.R.64", ServiceNode, "SN.R.64",
            "identifier_service SN.R.64 is down");
        row("identifiers", IdentifierService, "SN.0", IdentifierService, "SN.0",
            "identifier_service SN.0 is down");
    }

    /// What has failed by a command counts as what is down in the base, whenever it does within the window.
    void aWorkOnWhatIsDownIsNoGo()
    {
        QFETCH(int, kind);
        QFETCH(QString, id);
        QFETCH(int, failedKind);
        QFETCH(QString, failedId);
        QFETCH(QString, reason);
        const GroundPtr ground = smallGround();
        const Command work = within(
            PlannedWork{"W.1", {{static_cast<TargetKind>(kind), id.toStdString()}}, true}, kHour, 2 * kHour);
        const auto faults = [&](twin::TimeNs from, twin::TimeNs until) {
            const Fail fail{{static_cast<TargetKind>(failedKind), failedId.toStdString()}, true};
            const auto works = judgeWorks(*ground, documentOf({within(fail, from, until), work}));
            QStringList out;
            for (const Objection& each : works ? works->front().objections : std::vector<Objection>()) {
                if (each.kind == Objection::Kind::LiveFault) {
                    out.append(QString::fromStdString(text(each.reason)));
                }
            }
            return works ? out : QStringList{QString::fromStdString(works.error().text())};
        };
        QCOMPARE(faults(0, 3 * kHour), QStringList{reason});
        const QStringList meanwhile = faults(90 * twin::kMinute, 3 * kHour);
        QCOMPARE(meanwhile.size(), 1);
        QVERIFY2(meanwhile[0].startsWith(reason + " from "), qPrintable(meanwhile[0]));
        QCOMPARE(faults(0, kHour), QStringList());             // mended before
        QCOMPARE(faults(2 * kHour, 3 * kHour), QStringList()); // or later
    }

    /// What fails elsewhere while the work is done takes away the way round.
    void aFailureWithinTheWindowCounts()
    {
        const GroundPtr ground = smallGround();
        const Target one{TargetKind::Conduit, twin::registry::accessConduitId(kZhongwei, 1)};
        const Target other{TargetKind::Conduit, twin::registry::accessConduitId(kZhongwei, 2)};
        const auto judged = [&](twin::TimeNs failsAt) {
            return judgeWorks(*ground, documentOf({within(PlannedWork{"W.1", {one}, true}, kHour, 2 * kHour),
                                                   within(Fail{other, true}, failsAt, 3 * kHour)}));
        };
        const auto works = judged(90 * twin::kMinute);
        QVERIFY2(works.has_value(), works ? "" : works.error().text().c_str());
        QVERIFY(!works->front().isGo());
        QCOMPARE(works->front().objections.front().kind, Objection::Kind::BusyHour);
        const std::string reason = text(works->front().objections.front().reason);
        QVERIFY2(reason.starts_with("from ") && reason.find("disconnected") != std::string::npos,
                 reason.c_str());
        QVERIFY(judged(2 * kHour)->front().isGo()); // it is over by then
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

    /// A list without steps is safe, which says nothing of the network: that is said beside it.
    void aListWithoutStepsSaysHowTheNetworkStands()
    {
        const GroundPtr ground = nationGround();
        const ScaleDemand fivefold{{"background", "", 0}, 5};
        const Document document = documentOf({command(fivefold)});
        const auto list = changeList(*ground, document);
        QVERIFY2(list.has_value(), list ? "" : list.error().text().c_str());
        QVERIFY(list->steps.empty() && list->isSafe());
        QVERIFY(!list->startsWithinLimit());
        const auto cuts = forkOf(ground, {fivefold})->n1({2, nullptr, {}});
        QVERIFY(cuts.has_value());
        QCOMPARE(list->startBase_mlu, (*cuts)->base_mlu);
        QCOMPARE(list->startWorst_mlu, (*cuts)->worst_mlu);
        QVERIFY(!list->startWorstCut.empty());
        const auto lines = QString::fromStdString(changeListCsv(*list)).split(u'\n', Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2);
        const QStringList cells = lines[1].split(u',');
        QCOMPARE(cells[0], QStringLiteral("0"));
        QCOMPARE(cells[3], QStringLiteral("0")); // not within the limit
        QCOMPARE(cells[5].toDouble(), list->startWorst_mlu);
        QCOMPARE(cells[6].toStdString(), list->startWorstCut);
        QCOMPARE(cells[8].toStdString(), list->startDisconnectingCut);
        const auto json = QString::fromStdString(changeListJson(*ground, document, {}, *list));
        for (const QString& part :
             {QStringLiteral("\"start_within_limit\": false"), QStringLiteral("\"start_base\": "),
              QStringLiteral("\"start_worst_cut\": \"%1\"")
                  .arg(QString::fromStdString(list->startWorstCut))}) {
            QVERIFY2(json.contains(part), qPrintable(part));
        }
        const auto calm = changeList(*smallGround(), documentOf({}));
        QVERIFY(calm.has_value() && calm->startsWithinLimit());
        // With one way left each cut on it disconnects; it has a name of its own beside the worst cut's.
        const auto thin =
            changeList(*smallGround(), documentOf({command(Fail{{TargetKind::Conduit, "D.BEJ~XIA"}})}));
        QVERIFY(thin.has_value() && thin->startDisconnectedPairs > 0);
        QVERIFY(!thin->startDisconnectingCut.empty());
        QVERIFY(changeListCsv(*thin).find("," + std::to_string(thin->startDisconnectedPairs) + "," +
                                          thin->startDisconnectingCut + ",") != std::string::npos);
    }

    /// A network whose worst cut is bad already (206 %) hides nothing that a step does to other cuts.
    void aStepIsJudgedCutByCut()
    {
        const GroundPtr ground = nationGround();
        const auto list =
            changeList(*ground, documentOf({command(Remove{{TargetKind::Conduit, "D.DLC~TAO"}})}));
        QVERIFY2(list.has_value(), list ? "" : list.error().text().c_str());
        const ChangeStep& step = list->steps.front();
        QVERIFY(step.worst_mlu <= list->startWorst_mlu && list->startWorst_mlu > 2);
        QVERIFY(!step.isSafe && !list->isSafe());
        // What cuts places off before what fills a link (D.SHE~TSN: 186.1 %, 79.9 % without the step).
        QCOMPARE(text(*step.reason), std::string("a cut of D.TAO~TNA disconnects 254 pairs (0 without any "
                                                 "step) (and 8 cuts more)"));
    }

    /// A step that breaks nothing stands in the shadow of the one that did, which is named; one that breaks
    /// more does so itself.
    void theStepToBlameIsNamed()
    {
        const auto list = changeList(
            *nationGround(),
            documentOf({at(0, Remove{{TargetKind::Conduit, "D.DLC~TAO"}}), at(100, SetPue{{}, 1.3}),
                        at(200, Remove{{TargetKind::Conduit, "D.CQG~XIY"}}), at(300, SetTariff{{}, 6'000})}));
        QVERIFY2(list.has_value(), list ? "" : list.error().text().c_str());
        QCOMPARE(list->steps.size(), std::size_t{4});
        for (const ChangeStep& step : list->steps) {
            QVERIFY(!step.isSafe);
        }
        QVERIFY(!list->steps[0].brokenBy);
        QCOMPARE(list->steps[1].brokenBy, std::optional<std::size_t>(0));
        QVERIFY(!list->steps[2].brokenBy);
        QVERIFY(list->steps[3].brokenBy.has_value());
        QCOMPARE(text(*list->steps[1].reason), text(*list->steps[0].reason));
        const auto lines = QString::fromStdString(changeListCsv(*list)).split(u'\n', Qt::SkipEmptyParts);
        QVERIFY(lines[0].endsWith(QStringLiteral(",reason,broken_by")));
        QVERIFY(lines[2].endsWith(u',') && lines[3].endsWith(QStringLiteral(",1")));
        const auto json = QString::fromStdString(changeListJson(*nationGround(), documentOf({}), {}, *list));
        QVERIFY(json.contains(QStringLiteral("\"broken_by\": 1,")) &&
                json.contains(QStringLiteral("\"broken_by\": null,")));
    }

    /// Nor is a step blamed for what was as bad before it.
    void aStepThatChangesNothingIsSafe()
    {
        const auto list = changeList(*nationGround(), documentOf({command(SetPue{{}, 1.3})}));
        QVERIFY(list.has_value());
        QVERIFY(list->isSafe());
    }

    /// A failure that is assumed between the scenario's beginning and a step is not the step's.
    void aStepIsNotBlamedForWhatIsAssumed()
    {
        const GroundPtr ground = nationGround();
        Command fail = command(Fail{{TargetKind::Conduit, "D.DLC~TAO"}, true});
        fail.at = Moment{false, 100 * twin::kSecond};
        Command step = command(SetPue{{}, 1.3});
        step.at = Moment{false, 200 * twin::kSecond};
        auto list = changeList(*ground, documentOf({fail, step}));
        QVERIFY2(list.has_value(), list ? "" : list.error().text().c_str());
        QVERIFY(list->isSafe());
        // What the step itself makes worse under that failure is.
        Command worse = command(Remove{{TargetKind::Conduit, "D.CQG~XIY"}});
        worse.at = step.at;
        list = changeList(*ground, documentOf({fail, step, worse}));
        QVERIFY2(list.has_value(), list ? "" : list.error().text().c_str());
        QVERIFY(list->steps[0].isSafe && !list->steps[1].isSafe);
        // What is assumed of a thing that a step brings cannot be assumed without it, and does not stop that.
        Command broken = command(Fail{{TargetKind::Conduit, "D.NEW"}, true});
        broken.at = Moment{false, 300 * twin::kSecond};
        Command late = step;
        late.at = Moment{false, 400 * twin::kSecond};
        const std::string from = ground->world()->registry->sites[0].id;
        const std::string to = ground->world()->registry->sites[1].id;
        list = changeList(*ground,
                          documentOf({command(AddConduit{"D.NEW", from, to, 1'000'000}), broken, late}));
        QVERIFY2(list.has_value(), list ? "" : list.error().text().c_str());
        QVERIFY(list->isSafe());
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
            QVERIFY2(verdict.touch.has_value(), text(verdict.reason).c_str());
        }
    }

    /// As `check` and `run` refuse it, whether it is a step or assumed.
    void aChangeListRefusesWhatIsDatedBeforeTheBase_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("reason");
        QTest::newRow("a step")
            << 0 << "commands.1: set_tariff 0.0001 CNY/kWh everywhere: it begins before the scenario does";
        QTest::newRow("what is assumed")
            << 1 << "commands.1: fail conduit D.BEJ~XIA: it begins before the scenario does";
        QTest::newRow("it ends first")
            << 2 << "commands.1: set_tariff 0.0001 CNY/kWh everywhere: it ends before it begins";
    }

    void aChangeListRefusesWhatIsDatedBeforeTheBase()
    {
        QFETCH(int, which);
        QFETCH(QString, reason);
        const GroundPtr ground = smallGround();
        Command bad = command(SetTariff{{}, 1});
        if (which == 1) {
            bad = command(Fail{{TargetKind::Conduit, "D.BEJ~XIA"}});
        }
        if (which == 2) {
            bad.at = Moment{false, kHour};
            bad.until = Moment{false, kHour};
        } else {
            bad.at = Moment{true, ground->moment() - 1};
        }
        const Document document = documentOf({command(SetPue{{}, 1.2}), bad});
        const auto list = changeList(*ground, document);
        QVERIFY(!list);
        QCOMPARE(list.error().code, twin::ErrorCode::Invalid);
        QCOMPARE(QString::fromStdString(list.error().reason), reason);
        const auto verdicts = Schedule(*ground, document.commands).check();
        QVERIFY(!verdicts[1].touch);
        QVERIFY(reason.endsWith(QString::fromStdString(text(verdicts[1].reason))));
    }

    void aReportNamesItsDemandAsFilesDo_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("name");
        QTest::newRow("busy hour") << int(DemandKind::BusyHour) << "busy_hour";
        QTest::newRow("this instant") << int(DemandKind::ThisInstant) << "this_instant";
        QTest::newRow("p95") << int(DemandKind::P95) << "p95";
        QTest::newRow("forecast") << int(DemandKind::Forecast) << "forecast";
    }

    void aReportNamesItsDemandAsFilesDo()
    {
        QFETCH(int, kind);
        QFETCH(QString, name);
        const GroundPtr ground = smallGround();
        Document document;
        document.demand = static_cast<DemandKind>(kind);
        const auto json = QString::fromStdString(changeListJson(*ground, document, {}, {}));
        QVERIFY2(json.contains(QStringLiteral("\"demand\": \"%1\"").arg(name)), qPrintable(json));
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
        rates.cardHours = 0;
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
