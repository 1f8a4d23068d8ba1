#include "scenario_runs.h"
#include "scenario_sources.h"

#include "twin/scenario/figures.h"
#include "twin/scenario/outcome.h"
#include "twin/scenario/report_json.h"
#include "twin/scenario/report_text.h"
#include "twin/scenario/sight.h"
#include "twin/scenario/storm.h"
#include "twin/state/state_file.h"

using namespace scenario_test;
using twin::EntityKind;
using twin::Precision;

namespace {

Action failSource(const char* name)
{
    return Fail{{TargetKind::Source, name}};
}

} // namespace

/// What an operator no longer sees without a source of telemetry, or finds without a resolver.
class TstScenarioSight : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aSourceTakesWhatItAloneShows()
    {
        const GroundPtr ground = groundOf(usualSnapshot());
        const SituationPtr east = after(ground, {failSource("east")});
        QCOMPARE(east->totals.unseen.links, static_cast<std::uint32_t>(backboneLinks().size()));
        QCOMPARE(east->totals.unseen.pools, 1U);
        QVERIFY(east->totals.unseen.conduits > 0);
        QCOMPARE(east->totals.unseen.gflops[Precision::Fp16], std::uint64_t{320'000'000});
        QCOMPARE(east->lostSources.size(), std::size_t{1});
        QCOMPARE(east->lostSources[0].name, std::string("east"));
        QVERIFY(east->lostSources[0].unseen == east->totals.unseen);
        const SituationPtr west = after(ground, {failSource("west")});
        QCOMPARE(west->totals.unseen.links, 1U);
        QCOMPARE(west->totals.unseen.pools, 1U);
        QCOMPARE(west->totals.unseen.conduits, 1U); // the access duct
        const SituationPtr both = after(ground, {failSource("east"), failSource("west")});
        QCOMPARE(both->totals.unseen.pools, 2U);
        QCOMPARE(both->lostSources.size(), std::size_t{2});
        QCOMPARE(both->totals.unseen.links, east->totals.unseen.links + 1);
        // Nothing else changes; undone or restored, nothing is lost.
        QCOMPARE(east->totals.served_bps, ground->before()->totals.served_bps);
        QVERIFY(east->stateHash != ground->before()->stateHash && east->stateHash != west->stateHash);
        const ForkPtr fork = forkOf(ground, {failSource("east"), Restore{{TargetKind::Source, "east"}}});
        QCOMPARE(situationOf(fork)->stateHash, ground->before()->stateHash);
        QVERIFY(situationOf(fork)->totals.unseen == Unseen{});
    }

    void onlyFreshValuesOfItsOwnCount_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<unsigned>("pools");
        QTest::newRow("fresh") << 0 << 1U;
        QTest::newRow("stale already") << 1 << 0U;
        QTest::newRow("another source shows it too") << 2 << 0U;
        QTest::newRow("of an earlier run of the source") << 3 << 0U;
        QTest::newRow("of an earlier run, of the only source") << 4 << 1U;
        QTest::newRow("two sources of one epoch") << 5 << 0U;
        QTest::newRow("never heard of") << 6 << 0U;
    }

    void onlyFreshValuesOfItsOwnCount()
    {
        QFETCH(int, which);
        QFETCH(unsigned, pools);
        const Says fresh{700, EntityKind::Pool, {kBeijing}};
        Says stale = fresh;
        stale.at = kNow - 10 * twin::kHour;
        Says other{900, EntityKind::Pool, {kBeijing}};
        const std::vector<std::pair<const char*, std::uint64_t>> two{{"east", 700}, {"west", 900}};
        twin::state::SnapshotPtr snapshot;
        switch (which) {
        case 0:
            snapshot = seenBy(two, {fresh});
            break;
        case 1:
            snapshot = seenBy(two, {stale});
            break;
        case 2: // by another of its values
            other.metric = twin::PoolMetric::FacilityPower;
            snapshot = seenBy(two, {fresh, other});
            break;
        case 3:
            snapshot = seenBy({{"east", 701}, {"west", 900}}, {fresh});
            break;
        case 4:
            snapshot = seenBy({{"east", 701}}, {fresh});
            break;
        case 5:
            snapshot = seenBy({{"east", 700}, {"west", 700}}, {fresh});
            break;
        default:
            snapshot = seenBy(two, {});
            break;
        }
        QCOMPARE(after(groundOf(snapshot), {failSource("east")})->totals.unseen.pools, pools);
    }

    /// A saved moment keeps whose values are whose.
    void aSavedMomentKnowsItsSources()
    {
        const auto saved = twin::state::encodeState(*usualSnapshot());
        QVERIFY(saved.has_value());
        const auto moment = twin::state::decodeState(*saved);
        QVERIFY2(moment.has_value(), moment ? "" : moment.error().text().c_str());
        const GroundPtr ground = groundOf(*moment);
        const SituationPtr live = after(groundOf(usualSnapshot()), {failSource("east")});
        QVERIFY(after(ground, {failSource("east")})->totals.unseen == live->totals.unseen);
    }

    void aDrainedServiceNodeClosesItsPools_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("id");
        QTest::addColumn<unsigned>("pools");
        QTest::newRow("of a province") << static_cast<int>(TargetKind::ServiceNode) << "SN.R.64" << 1U;
        QTest::newRow("its identifiers")
            << static_cast<int>(TargetKind::IdentifierService) << "SN.R.64" << 1U;
        QTest::newRow("national") << static_cast<int>(TargetKind::ServiceNode) << "SN.0" << 2U;
    }

    /// Everything is found and what runs goes on, but what waits or moves does not go there; that is seen.
    void aDrainedServiceNodeClosesItsPools()
    {
        QFETCH(int, kind);
        QFETCH(QString, id);
        QFETCH(unsigned, pools);
        const GroundPtr ground = smallGround();
        const Target node{static_cast<TargetKind>(kind), id.toStdString()};
        const ForkPtr fork = forkOf(ground, {Drain{node}});
        const SituationPtr now = situationOf(fork);
        QVERIFY(now->stateHash != ground->before()->stateHash);
        QCOMPARE(now->drainedServices.size(), std::size_t{1});
        QCOMPARE(now->drainedServices[0].target, node);
        QCOMPARE(now->drainedServices[0].pools, pools);
        QCOMPARE(now->totals.poolsClosed, pools);
        QCOMPARE(now->totals.poolsUnresolvable, 0U);
        QCOMPARE(now->totals.cardsWorking, ground->before()->totals.cardsWorking);
        QCOMPARE(figureNamed(figuresOf(*now, nullptr), "pools_closed")->number(), double(pools));
        const Outcome outcome = compare(*ground, ground->before(), now);
        const std::string row = std::string(targetKindName(node.kind)) + "," + node.id + ",pools_closed,0,";
        QVERIFY(outcomeCsv(outcome, {}).find(row) != std::string::npos);
        RunReport report;
        report.outcome = &outcome;
        const std::string json = runReportJson(*ground, {}, report);
        QVERIFY(json.find("\"what\": \"" + text(node) + "\"") != std::string::npos);
        QVERIFY(json.find("\"pools_closed\": " + std::to_string(pools)) != std::string::npos);
        const std::string refusal = text(node) + " is drained: no new orders in " + kZhongwei;
        for (const Action& action :
             {Action(trainingOf(8, 100)), Action(MoveJob{"J.000002", {{kZhongwei, 100}}})}) {
            const auto done = fork->with(command(action));
            QVERIFY(!done);
            QCOMPARE(text(done.error().because), refusal);
        }
        QCOMPARE(after(ground, {Drain{node}, Restore{node}})->stateHash, ground->before()->stateHash);
        // One that has failed does not answer, drained or not.
        const SituationPtr failed = after(ground, {Drain{node}, Fail{node}});
        QCOMPARE(failed->totals.poolsUnresolvable, pools);
        QVERIFY(failed->drainedServices.empty() && failed->totals.poolsClosed == 0);
    }

    /// In a run what waits goes there once the drain has ended.
    void whatWaitsGoesWhereADrainEnds()
    {
        SubmitJob job;
        job.id = "J.NEW";
        job.cards = 8;
        job.chipClass = "NPU-320";
        job.parameters = 1'000'000'000;
        job.tokens = 1'000'000;
        const Drain drain{{TargetKind::ServiceNode, "SN.0"}};
        const Run run = runOf(smallGround(), documentOf({at(0, drain, 50), at(10, job)}, 100));
        QCOMPARE(jobIn(run, "J.NEW").begin_s, 50.0);
    }

    void theReportsSayIt()
    {
        const GroundPtr ground = groundOf(usualSnapshot());
        const SituationPtr now =
            after(ground, {failSource("west"), Fail{{TargetKind::IdentifierService, "SN.R.64"}}});
        const Outcome outcome = compare(*ground, ground->before(), now);
        const std::string csv = outcomeCsv(outcome, {});
        QVERIFY2(csv.find("source,west,pools_unseen,0,1,1\n") != std::string::npos, csv.c_str());
        QVERIFY(csv.find("source,west,unseen_gflops_fp16,0,320000000,320000000\n") != std::string::npos);
        QVERIFY(csv.find("identifier_service,SN.R.64,pools_unresolved,0,1,1\n") != std::string::npos);
        Document document;
        RunReport report;
        report.outcome = &outcome;
        const std::string json = runReportJson(*ground, document, report);
        for (const char* part : {R"("sources_lost")", R"("source": "west")", R"("pools_unseen": 1)",
                                 R"("pools_unresolvable": 1)", R"("unseen_gflops")"}) {
            QVERIFY2(json.find(part) != std::string::npos, part);
        }
        const auto figures = figuresOf(*now, nullptr);
        QCOMPARE(figureNamed(figures, "links_unseen")->number(), 1.0);
        QCOMPARE(figureNamed(figures, "pools_unresolvable")->number(), 1.0);
        QCOMPARE(figureNamed(figures, "unseen_gflops_fp16")->number(), 320'000'000.0);
    }

    /// Of all resolvers that are down together; a regional one's pools count once.
    void poolsNobodyResolvesCountOnce()
    {
        const GroundPtr ground = smallGround();
        const SituationPtr both = after(ground, {Fail{{TargetKind::IdentifierService, "SN.R.64"}},
                                                 Fail{{TargetKind::ServiceNode, "SN.0"}}});
        QCOMPARE(both->totals.poolsUnresolvable, 2U);
        QCOMPARE(after(ground, {Fail{{TargetKind::IdentifierService, "SN.R.64"}}})->totals.poolsUnresolvable,
                 1U);
        QCOMPARE(ground->before()->totals.poolsUnresolvable, 0U);
    }

    void aRunTellsWhatIsLost()
    {
        const GroundPtr ground = groundOf(usualSnapshot());
        const Run run =
            runOf(ground, documentOf({at(5, failSource("west"), 10),
                                      at(6, Fail{{TargetKind::IdentifierService, "SN.R.64"}}, 10)},
                                     20));
        checkChain(run);
        const auto eventOf = [&](ChainKind kind) {
            return *std::ranges::find(run.events, kind, &ChainEvent::kind);
        };
        const ChainEvent source = eventOf(ChainKind::SourceLost);
        QCOMPARE(source.detail, std::string("1 links, 1 pools, 1 conduits unseen"));
        QCOMPARE(source.subject, std::string("source west"));
        QCOMPARE(run.events[source.cause].kind, ChainKind::CommandBegan);
        QCOMPARE(source.time - run.begin, 5 * kSecond);
        QCOMPARE(eventOf(ChainKind::IdentifiersLost).detail,
                 std::string("1 pools cannot be resolved after 60 s"));
    }

    /// What has been removed is missed by nobody: the event counts what the answer does.
    void anEventCountsWhatTheAnswerDoes()
    {
        const GroundPtr ground = groundOf(usualSnapshot());
        const Action removed = Remove{{TargetKind::Link, backboneLinks().front()}};
        const Unseen all = after(ground, {failSource("east")})->totals.unseen;
        const Unseen fewer = after(ground, {removed, failSource("east")})->totals.unseen;
        QCOMPARE(fewer.links, all.links - 1);
        const Run run = runOf(ground, documentOf({at(1, removed), at(5, failSource("east"), 10)}, 20));
        const auto told = std::ranges::find(run.events, ChainKind::SourceLost, &ChainEvent::kind);
        QVERIFY(told != run.events.end());
        QCOMPARE(told->lost[0], fewer.links);
        QCOMPARE(told->lost[1], fewer.pools);
    }

    /// Five a year each, an hour long.
    void sourcesFailAtTheirRate()
    {
        StormRates rates;
        rates.conduits = false;
        rates.opticsPer1000kmYear = 0;
        rates.siteYear = 0;
        rates.poolYear = 0;
        rates.identifierYear = 0;
        rates.cardHours = 0;
        const auto storm = randomFailures(*groundOf(usualSnapshot()), 100 * 365 * twin::kDay, 9, rates);
        QVERIFY2(storm, storm ? "" : storm.error().text().c_str());
        const double expected = 5 * 2 * 100 * 365 / 365.25;
        QVERIFY2(std::abs(static_cast<double>(storm->size()) - expected) < 4 * std::sqrt(expected),
                 qPrintable(QString::number(storm->size())));
        double hours = 0;
        for (const Command& one : *storm) {
            QCOMPARE(std::get<Fail>(one.action).target.kind, TargetKind::Source);
            hours += static_cast<double>(one.until->ns - one.at->ns) / static_cast<double>(kHour);
        }
        QVERIFY(std::abs(hours / static_cast<double>(storm->size()) - 1) < 4 / std::sqrt(expected));
        QVERIFY(randomFailures(*smallGround(), twin::kDay, 9, rates)->empty()); // it knows of none
    }
};

QTEST_GUILESS_MAIN(TstScenarioSight)
#include "tst_scenario_sight.moc"
