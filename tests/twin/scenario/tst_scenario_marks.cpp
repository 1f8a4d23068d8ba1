#include "scenario_sources.h"

#include "twin/scenario/outcome.h"

#include <algorithm>
#include <optional>

using namespace scenario_test;

namespace {

enum class Harm { Fail, Degrade };
enum class Means { Drain, WorkByDrain, WorkByCut };

constexpr double kLeft = 0.3;
constexpr double kBegin_s = 100; ///< of the work
constexpr double kEnd_s = 200;

/// One of each kind that is more than a single card.
Target targetOf(TargetKind kind)
{
    switch (kind) {
    case TargetKind::Conduit:
        return {kind, kDuct};
    case TargetKind::Link:
        return {kind, kAccess};
    case TargetKind::Interconnection:
        return {kind, steadyNation()->world()->registry->interconnections.front().id};
    case TargetKind::Site:
        return {kind, "S.XIA"};
    case TargetKind::Pool:
        return {kind, kZhongwei};
    case TargetKind::Province:
        return {kind, "640000"};
    case TargetKind::Source:
        return {kind, "west"};
    default:
        return {kind, "SN.R.64"};
    }
}

bool isCarrier(TargetKind kind)
{
    return kind <= TargetKind::Pool || kind == TargetKind::Province;
}

Action harmOf(Harm harm, const Target& target)
{
    return harm == Harm::Fail ? Action(Fail{target}) : Action(Degrade{target, kLeft});
}

Action meansOf(Means means, const Target& target)
{
    return means == Means::Drain ? Action(Drain{target})
                                 : Action(PlannedWork{"W.1", {target}, means == Means::WorkByDrain});
}

/// The small network at work without an end, as two sources show it.
GroundPtr steadyGround(TargetKind kind)
{
    static const GroundPtr seen = groundOf(usualSnapshot());
    static const GroundPtr steady = smallGround(makeSteady);
    if (kind == TargetKind::Interconnection) {
        return steadyNation(); // the small network has one place of two carriers, which nothing passes
    }
    return kind == TargetKind::Source ? seen : steady;
}

SituationPtr at(const GroundPtr& ground, const std::vector<Command>& commands, double time_s)
{
    const auto edits = Schedule(*ground, commands).editsAt(ground->moment() + std::llround(time_s * 1e9));
    if (!edits) {
        qFatal("%s", edits.error().text().c_str());
    }
    auto now = evaluate(*ground, std::make_shared<const Edits>(*edits));
    if (!now) {
        qFatal("%s", now.error().text().c_str());
    }
    return *now;
}

/// Whatever the second has out of use, so has the first.
void checkNoBetter(const Situation& now, const Situation& than)
{
    for (std::size_t i = 0; i < now.links.size(); ++i) {
        QVERIFY(now.links[i].state >= than.links[i].state);
    }
    for (std::size_t i = 0; i < now.arcsDown.size(); ++i) {
        QVERIFY(now.arcsDown[i] >= than.arcsDown[i]);
        QVERIFY(now.arcCapacity[i] <= than.arcCapacity[i]);
    }
    for (std::size_t i = 0; i < now.pools.size(); ++i) {
        QVERIFY(now.pools[i].state >= than.pools[i].state);
        QVERIFY(now.pools[i].cardsUsable <= than.pools[i].cardsUsable);
    }
    QVERIFY(now.totals.poolsUnresolvable >= than.totals.poolsUnresolvable);
    QVERIFY(now.totals.unseen.links >= than.totals.unseen.links);
    QVERIFY(now.totals.unseen.pools >= than.totals.unseen.pools);
}

} // namespace

/// What has failed or is degraded stays so whatever else is done to it: a drain or a planned work brings
/// nothing back, and leaves what was there before when it ends.
class TstScenarioMarks : public QObject
{
    Q_OBJECT

  private:
    static void addRows()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("harm");
        QTest::addColumn<int>("means");
        constexpr const char* kHarms[]{"fail", "degrade"};
        constexpr const char* kMeans[]{"drain", "work by drain", "work by cut"};
        for (int kind = 0; kind < static_cast<int>(TargetKind::Card); ++kind) {
            const auto of = static_cast<TargetKind>(kind);
            for (int harm = 0; harm < 2; ++harm) {
                for (int means = 0; means < 3; ++means) {
                    const bool isHarm = harm == 0 || isCarrier(of);
                    const bool isMeans = means != 0 || of != TargetKind::Source;
                    if (isHarm && isMeans) {
                        QTest::addRow("%s: %s, %s", std::string(targetKindName(of)).c_str(), kHarms[harm],
                                      kMeans[means])
                            << kind << harm << means;
                    }
                }
            }
        }
    }

  private Q_SLOTS:

    void nothingComesBack_data() { addRows(); }

    /// In the steady state: the harm before, during and after a drain or a work of a hundred seconds.
    void nothingComesBack()
    {
        QFETCH(int, kind);
        QFETCH(int, harm);
        QFETCH(int, means);
        const auto of = static_cast<TargetKind>(kind);
        const GroundPtr ground = steadyGround(of);
        const Target target = targetOf(of);
        const Action harming = harmOf(static_cast<Harm>(harm), target);
        const Action meant = meansOf(static_cast<Means>(means), target);
        const SituationPtr harmed = after(ground, {harming});
        const SituationPtr worked = after(ground, {meant});
        QVERIFY(harmed->stateHash != ground->before()->stateHash);
        const Command work = scenario_test::at(kBegin_s, meant, kEnd_s);
        std::optional<std::string> both;
        for (const double harm_s : {50.0, 150.0, 250.0}) {
            // What has failed needs no drain: by a command, that is refused.
            if (harm_s < kBegin_s && harm == 0 && means == 0) {
                const auto refused = forkOf(ground, {harming})->with(command(meant));
                QVERIFY(!refused);
                QCOMPARE(refused.error().because.kind, ReasonKind::FailedAlready);
                continue;
            }
            const std::vector<Command> commands{work, scenario_test::at(harm_s, harming)};
            if (harm_s < kEnd_s) {
                const SituationPtr now = at(ground, commands, 175);
                checkNoBetter(*now, *harmed);
                checkNoBetter(*now, *worked);
                QCOMPARE(now->stateHash, both.value_or(now->stateHash)); // whichever came first
                both = now->stateHash;
            } else {
                QCOMPARE(at(ground, commands, 175)->stateHash, worked->stateHash);
            }
            QCOMPARE(at(ground, commands, 300)->stateHash, harmed->stateHash);
            QCOMPARE(at(ground, commands, 75)->stateHash,
                     (harm_s < 75 ? *harmed : *ground->before()).stateHash);
            // Restoring undoes all of it.
            std::vector<Command> restored = commands;
            restored.push_back(scenario_test::at(harm_s + 20, Restore{target}));
            QCOMPARE(at(ground, restored, harm_s < kEnd_s ? 180 : 300)->stateHash,
                     (harm_s < kBegin_s ? *worked : *ground->before()).stateHash);
        }
        if (harm == 0) { // what is down carries nothing that a work could take away
            const SituationPtr now = after(ground, {harming, PlannedWork{"W.1", {target}, means != 2}});
            QCOMPARE(now->stateHash, harmed->stateHash);
        }
    }

    void nothingComesBackInARun_data() { addRows(); }

    void nothingComesBackInARun()
    {
        QFETCH(int, kind);
        QFETCH(int, harm);
        QFETCH(int, means);
        const auto of = static_cast<TargetKind>(kind);
        if (of == TargetKind::Source) {
            return; // nothing runs on what is seen
        }
        const GroundPtr ground = steadyGround(of);
        const Target target = targetOf(of);
        const Action harming = harmOf(static_cast<Harm>(harm), target);
        const Action meant = meansOf(static_cast<Means>(means), target);
        for (const double harm_s : {50.0, 150.0, 250.0}) {
            const std::vector<Command> commands{scenario_test::at(kBegin_s, meant, kEnd_s),
                                                scenario_test::at(harm_s, harming)};
            const bool isRefused = harm_s < kBegin_s && harm == 0 && means == 0;
            for (const double horizon_s : {175.0, 300.0}) {
                const Run run = runOf(ground, documentOf(commands, horizon_s));
                checkChain(run);
                const auto skipped = run.counts[static_cast<std::size_t>(ChainKind::CommandSkipped)];
                QCOMPARE(skipped, std::uint64_t{isRefused ? 1U : 0U});
                if (!isRefused) {
                    checkAgainstSteadyState(ground, documentOf(commands, horizon_s));
                }
            }
            const Run run = runOf(ground, documentOf(commands, 300));
            const SituationPtr harmed = after(ground, {harming});
            for (const JobSituation& job : harmed->jobs) {
                const JobRun& ran = jobIn(run, job.job->id);
                QVERIFY2(std::abs(ran.speed - job.speed) < 1e-6, ran.id.c_str());
            }
            // Under what is harmed from before the work until after it, nothing is ever faster.
            const bool isBefore = harm_s < kBegin_s;
            const auto resumed = run.counts[static_cast<std::size_t>(ChainKind::JobResumed)];
            if (isBefore && harm == 0) {
                QCOMPARE(resumed, std::uint64_t{0});
            }
        }
    }

    /// As a user saw it: a drained pool that had failed had all of its cards, and its jobs went on.
    void aDrainedPoolHasNoMoreCardsThanAreLeft()
    {
        const GroundPtr ground = smallGround(makeSteady);
        const Target pool{TargetKind::Pool, kZhongwei};
        const SituationPtr dead = after(ground, {Fail{pool}, PlannedWork{"W.1", {pool}, true}});
        QCOMPARE(poolNamed(*dead, kZhongwei).state, ElementState::Down);
        QCOMPARE(poolNamed(*dead, kZhongwei).cardsUsable, 0U);
        QVERIFY(dead->totals.jobsStopped > 0);
        const SituationPtr third = after(ground, {Degrade{pool, kLeft}, Drain{pool}});
        QCOMPARE(poolNamed(*third, kZhongwei).state, ElementState::Drained);
        QCOMPARE(poolNamed(*third, kZhongwei).cardsUsable, 300U);
        QVERIFY(third->totals.jobsSlowed > 0);
        const Target province{TargetKind::Province, "640000"};
        const SituationPtr all = after(ground, {Degrade{province, kLeft}, Drain{province}});
        QCOMPARE(poolNamed(*all, kZhongwei).cardsUsable, 300U);
        const Target node{TargetKind::ServiceNode, "SN.R.64"};
        const SituationPtr silent = after(ground, {Fail{node}, PlannedWork{"W.1", {node}, true}});
        QCOMPARE(silent->totals.poolsUnresolvable, 1U);
    }

    /// A province whose sites have kept their power has them lose it with a work that shuts it, until then.
    void aWorkOnAProvinceEndsWithIt()
    {
        const GroundPtr ground = smallGround(makeSteady);
        const Target province{TargetKind::Province, "640000"};
        const Fail poolsOnly{province, false};
        const std::vector<Command> commands{
            scenario_test::at(0, poolsOnly),
            scenario_test::at(kBegin_s, PlannedWork{"W.1", {province}, false}, kEnd_s)};
        QCOMPARE(at(ground, commands, 150)->stateHash, after(ground, {Fail{province}})->stateHash);
        QCOMPARE(at(ground, commands, 250)->stateHash, after(ground, {poolsOnly})->stateHash);
    }

    void aPoolThatIsTooSmallIsAsOneDegraded_data()
    {
        QTest::addColumn<double>("factor");
        QTest::newRow("nearly nothing") << 0.001;
        QTest::newRow("a third") << 0.3;
        QTest::newRow("half") << 0.5;
        QTest::newRow("as much as is held") << 0.912;
        QTest::newRow("more") << 1.5;
    }

    /// No more cards work than there are: jobs have the same part left as in a pool of which that is left.
    void aPoolThatIsTooSmallIsAsOneDegraded()
    {
        QFETCH(double, factor);
        const GroundPtr ground = smallGround(makeSteady);
        const Target pool{TargetKind::Pool, kZhongwei};
        const PoolSituation& before = poolNamed(*ground->before(), kZhongwei);
        QVERIFY(before.cards == 1'000 && before.cardsTaken > 0);
        const double cards = std::round(factor * before.cards);
        const double left = std::min(1.0, cards / static_cast<double>(before.cardsTaken));
        const ResizePool resize{kZhongwei, factor};
        const Degrade degrade{pool, left};
        const SituationPtr resized = after(ground, {resize});
        const SituationPtr degraded = after(ground, {degrade});
        const PoolSituation& now = poolNamed(*resized, kZhongwei);
        QCOMPARE(now.cardsUsable, static_cast<std::uint32_t>(cards));
        QVERIFY(now.cardsWorking <= now.cardsUsable + 1e-6);
        for (std::size_t i = 0; i < resized->jobs.size(); ++i) {
            QVERIFY(std::abs(resized->jobs[i].speed - degraded->jobs[i].speed) < 1e-9);
            QCOMPARE(resized->jobs[i].condition, degraded->jobs[i].condition);
        }
        if (left < 1) {
            QVERIFY(now.revenuePerHour < before.revenuePerHour || before.revenuePerHour == 0);
            QVERIFY(resized->totals.jobsSlowed > ground->before()->totals.jobsSlowed);
        }
        // In a run the same happens, for the same cause.
        const auto told = [&](const Action& action) {
            const Document document = documentOf({scenario_test::at(kBegin_s, action, kEnd_s)}, kEnd_s + 100);
            checkAgainstSteadyState(ground, documentOf({scenario_test::at(kBegin_s, action)}, kEnd_s));
            return story(runOf(ground, document), {"J.000001", "J.000002", "J.000003"});
        };
        QCOMPARE(told(resize), told(degrade));
        QCOMPARE(told(resize).find("job_slowed") != std::string::npos, left < 1);
    }

    /// With what jobs give back the others have more of what is left; nobody new comes in.
    void whatIsGivenBackInAPoolThatIsTooSmallIsTheOthers()
    {
        const GroundPtr ground = smallGround(makeSteady);
        const ResizePool half{kZhongwei, 0.5};
        const SituationPtr few = after(ground, {half, CancelJob{"J.000001"}});
        QVERIFY(poolNamed(*few, kZhongwei).cardsTaken <= 500);
        QCOMPARE(jobNamed(*few, "J.000003").speed, jobNamed(*ground->before(), "J.000003").speed);
        checkAgainstSteadyState(
            ground,
            documentOf({scenario_test::at(10, half), scenario_test::at(20, CancelJob{"J.000001"})}, 100));
        SubmitJob more = trainingOf(10, 100);
        QCOMPARE(forkOf(ground, {half})->with(command(more)).error().because.kind, ReasonKind::CardsShort);
        // A card that fails is one fewer.
        const SituationPtr failed = after(ground, {half, Fail{{TargetKind::Card, "J.000003"}}});
        const PoolSituation& pool = poolNamed(*failed, kZhongwei);
        QVERIFY(pool.cardsWorking <= pool.cardsUsable + 1e-6);
    }

    /// What is down with its province says so, as a link does with its conduit.
    void whatIsDownWithItsProvinceSaysSo()
    {
        const GroundPtr ground = smallGround();
        const Target province{TargetKind::Province, "640000"};
        const Target pool{TargetKind::Pool, kZhongwei};
        const Target site{TargetKind::Site, "S.YCH"};
        const auto why = [&](const Action& first, const Target& target) {
            const auto fork = forkOf(ground, {first})->with(command(Restore{target}));
            return fork ? std::string() : text(fork.error().because);
        };
        const std::string plain = " is neither failed, degraded nor drained";
        const std::string named = plain + ": restore province 640000, in which it stands";
        QCOMPARE(why(Fail{province}, pool), text(pool) + named);
        QCOMPARE(why(Fail{province}, site), text(site) + named);
        QCOMPARE(why(Fail{province, false}, pool), text(pool) + named);
        QCOMPARE(why(Fail{province, false}, site), text(site) + plain);
        QCOMPARE(why(Degrade{province, 0.5}, pool), text(pool) + named);
        QCOMPARE(why(Degrade{province, 0.5}, site), text(site) + plain);
        QCOMPARE(why(Fail{{TargetKind::Province, "110000"}}, pool), text(pool) + plain);
        QVERIFY(forkOf(ground, {Fail{province}, Fail{pool}})->with(command(Restore{pool})).has_value());
    }

    /// What either answers or does not is refused in words.
    void servicesAreNotDegraded()
    {
        const GroundPtr seen = steadyGround(TargetKind::Source);
        const auto why = [&](const Action& action) {
            return text(Fork::root(seen)->with(command(action)).error().because);
        };
        const std::string rest = " either answers or not: it cannot be degraded";
        QCOMPARE(why(Degrade{{TargetKind::ServiceNode, "SN.R.64"}, 0.5}), "a service node" + rest);
        QCOMPARE(why(Degrade{{TargetKind::IdentifierService, "SN.R.64"}, 0.5}),
                 "an identifier service" + rest);
        QCOMPARE(why(Degrade{{TargetKind::Source, "west"}, 0.5}), "a source" + rest);
        QCOMPARE(why(Drain{{TargetKind::Source, "west"}}), std::string("a source cannot be drained"));
        QCOMPARE(why(Drain{{TargetKind::Card, "J.000001"}}), std::string("a card cannot be drained"));
    }

    void aPoolIsNotResizedToNothing()
    {
        const auto none = Fork::root(smallGround())->with(command(ResizePool{kZhongwei, 0}));
        QVERIFY(!none);
        QCOMPARE(none.error().because.kind, ReasonKind::ResizedTooMuch);
    }

    /// Two parts of the same kind are still refused.
    void whatIsSoAlreadyIsRefused()
    {
        const GroundPtr ground = smallGround();
        const Target pool{TargetKind::Pool, kZhongwei};
        const auto why = [&](std::initializer_list<Action> first, Action last) {
            const auto fork = forkOf(ground, first)->with(command(std::move(last)));
            return fork ? ReasonKind::Other : fork.error().because.kind;
        };
        QCOMPARE(why({Fail{pool}}, Fail{pool}), ReasonKind::FailedAlready);
        QCOMPARE(why({Fail{pool}}, Degrade{pool, 0.5}), ReasonKind::FailedAlready);
        QCOMPARE(why({Fail{pool}}, Drain{pool}), ReasonKind::FailedAlready);
        QCOMPARE(why({Drain{pool}}, Drain{pool}), ReasonKind::DrainedAlready);
        QCOMPARE(why({Drain{pool}}, Degrade{pool, 0.5}), ReasonKind::Other);
        QCOMPARE(why({PlannedWork{"W.1", {pool}, true}}, Drain{pool}), ReasonKind::Other);
        QCOMPARE(why({PlannedWork{"W.1", {pool}, false}}, Fail{pool}), ReasonKind::Other);
    }
};

QTEST_GUILESS_MAIN(TstScenarioMarks)
#include "tst_scenario_marks.moc"
