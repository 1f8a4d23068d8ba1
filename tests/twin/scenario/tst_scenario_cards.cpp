#include "scenario_runs.h"

#include "twin/compute/effective_time.h"
#include "twin/scenario/checkpoints.h"
#include "twin/scenario/failed_cards.h"
#include "twin/scenario/failure_days.h"
#include "twin/scenario/storm.h"

#include <limits>
#include <set>

using namespace scenario_test;
using twin::kDay;
using twin::Precision;

namespace {

constexpr std::uint64_t kCard_gflops = 320'000;

Target cardOf(const char* job)
{
    return {TargetKind::Card, job};
}

StormRates onlyCards()
{
    StormRates out;
    out.conduits = false;
    out.opticsPer1000kmYear = 0;
    out.siteYear = 0;
    out.poolYear = 0;
    out.identifierYear = 0;
    out.sourceYear = 0;
    return out;
}

/// J.000002 has 400 cards of Beijing's pool and 1,000 s of work, saved every 300 s of it.
GroundPtr savedGround(std::uint64_t end_s = 1'001)
{
    GroundOptions options;
    options.assumptions.checkpoint_s = 300;
    return smallGround(
        [&](pb::SnapshotFile& file) {
            for (pb::Job& job : *file.mutable_workload()->mutable_jobs()) {
                if (job.id() == "J.000002") {
                    job.set_expected_end_ns(static_cast<std::int64_t>(end_s) * 1'000'000'000);
                }
            }
        },
        options);
}

/// A job that takes all cards of Beijing's pool that others leave.
SubmitJob theRest()
{
    SubmitJob out;
    out.id = "J.REST";
    out.kind = "infer";
    out.chipClass = "NPU-320";
    out.placements = {{kBeijing, 400}};
    return out;
}

bool isNear(double a, double b, double within = 1e-3)
{
    return std::abs(a - b) <= within;
}

std::string storyOf(const std::vector<Command>& commands)
{
    Document document;
    document.commands = commands;
    return documentText(document);
}

} // namespace

/// Single cards that fail under jobs.
class TstScenarioCards : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    /// One failure in 50,700 card hours of the jobs that compute, until they end; each a day on average.
    void cardsFailAtTheirRate()
    {
        const GroundPtr ground = nationGround();
        constexpr double kDays = 400;
        double expected = 0;
        for (const JobPtr& job : ground->jobs()) {
            double cards = 0;
            for (const auto& placed : job->placements) {
                cards += placed.cards;
            }
            const double left_h =
                job->expectedEnd > ground->moment()
                    ? std::min(kDays * 24,
                               static_cast<double>(job->expectedEnd - ground->moment()) / double(kHour))
                    : kDays * 24;
            expected += takesCards(job->state) && losesWork(*job) ? cards * left_h / 50'700 : 0;
        }
        QVERIFY2(expected > 200, qPrintable(QString::number(expected)));
        const auto storm = randomFailures(*ground, static_cast<twin::TimeNs>(kDays) * kDay, 11, onlyCards());
        QVERIFY2(storm, storm ? "" : storm.error().text().c_str());
        QVERIFY2(std::abs(static_cast<double>(storm->size()) - expected) < 4 * std::sqrt(expected),
                 qPrintable(QString("%1, %2 expected").arg(storm->size()).arg(expected)));
        double hours = 0;
        for (const Command& one : *storm) {
            QCOMPARE(std::get<Fail>(one.action).target.kind, TargetKind::Card);
            const JobPtr job = ground->job(std::get<Fail>(one.action).target.id);
            QVERIFY(job != nullptr && losesWork(*job));
            hours += static_cast<double>(one.until->ns - one.at->ns) / static_cast<double>(kHour);
        }
        // An exponential mean of n: standard deviation 24 h / sqrt(n).
        const auto count = static_cast<double>(storm->size());
        QVERIFY2(std::abs(hours / count - 24) < 4 * 24 / std::sqrt(count),
                 qPrintable(QString::number(hours / count)));
    }

    void otherKindsFailAsTheyDidBefore()
    {
        const GroundPtr ground = nationGround();
        StormRates without;
        without.cardHours = 0;
        const auto before = randomFailures(*ground, 60 * kDay, 5, without);
        auto with = randomFailures(*ground, 60 * kDay, 5);
        const auto again = randomFailures(*ground, 60 * kDay, 5);
        QVERIFY(before && with && again);
        QCOMPARE(storyOf(*with), storyOf(*again));
        QVERIFY(with->size() > before->size());
        std::erase_if(*with, [](const Command& one) {
            const auto* fail = std::get_if<Fail>(&one.action);
            return fail != nullptr && fail->target.kind == TargetKind::Card;
        });
        QCOMPARE(storyOf(*with), storyOf(*before));
    }

    void hostileRatesAreRefused()
    {
        const double bad[]{-1, std::numeric_limits<double>::quiet_NaN(),
                           std::numeric_limits<double>::infinity()};
        for (const double value : bad) {
            for (double StormRates::*rate :
                 {&StormRates::cardHours, &StormRates::card_h, &StormRates::sourceYear, &StormRates::source_h,
                  &StormRates::poolYear}) {
                StormRates rates;
                rates.*rate = value;
                QCOMPARE(randomFailures(*smallGround(), kDay, 1, rates).error().code, ErrorCode::BadInput);
            }
        }
        StormRates rates = onlyCards();
        rates.card_h = 0;       // back within a millisecond or so
        rates.cardHours = 1e-9; // a card fails some ten million times a second
        QCOMPARE(randomFailures(*smallGround(), kDay, 1, rates).error().code, ErrorCode::TooLarge);
        rates.cardHours = 1e-300;
        QCOMPARE(randomFailures(*smallGround(), kDay, 1, rates).error().code, ErrorCode::TooLarge);
    }

    /// The job ends 20 h after the ground's moment, long before the storm's own time of four days is over.
    void aRunInTakesNoFailuresAway()
    {
        const GroundPtr ground = savedGround(20 * 3'600 + 1);
        StormRates rates = onlyCards();
        rates.cardHours = 400;
        std::size_t there = 0;
        for (std::uint64_t seed = 0; seed < 50; ++seed) {
            const auto storm = randomFailures(*ground, 5 * kDay, seed, rates, 4 * kDay);
            QVERIFY(storm);
            for (const Command& one : *storm) {
                const bool isOfIt = std::get<Fail>(one.action).target == cardOf("J.000002");
                QVERIFY(!isOfIt || one.at->ns <= 4 * kDay + 20 * kHour);
                there += isOfIt && one.at->ns >= 4 * kDay ? 1 : 0;
            }
        }
        QVERIFY2(std::abs(static_cast<double>(there) - 1'000) < 4 * std::sqrt(1'000),
                 qPrintable(QString::number(there)));
        FailureDaysOptions options;
        options.days = 50;
        options.rates = rates;
        const auto days = simulateFailureDays(*ground, {}, options);
        QVERIFY2(days, days ? "" : days.error().text().c_str());
        QVERIFY(std::ranges::find(days->jobs, "J.000002", &JobAvailability::id)->up.mean < 0.95);
    }

    /// However often cards fail, at one time no more than there are.
    void noMoreCardsFailThanAJobHas()
    {
        StormRates rates = onlyCards();
        rates.cardHours = 1;
        const auto storm = randomFailures(*smallGround(), kDay, 4, rates);
        QVERIFY2(storm, storm ? "" : storm.error().text().c_str());
        std::multiset<twin::TimeNs> out;
        std::size_t most = 0;
        for (const Command& one : *storm) {
            if (std::get<Fail>(one.action).target == cardOf("J.000002")) {
                out.erase(out.begin(), out.upper_bound(one.at->ns));
                out.insert(one.until->ns);
                most = std::max(most, out.size());
            }
        }
        QCOMPARE(most, std::size_t{400});
    }

    /// 600 of the pool's 1,000 cards are taken: one that is free takes the place of one that fails.
    void aFreeCardTakesItsPlace()
    {
        const GroundPtr ground = smallGround();
        const ForkPtr root = Fork::root(ground);
        const auto failed = root->with(command(Fail{cardOf("J.000002")}));
        QVERIFY2(failed, failed ? "" : failed.error().text().c_str());
        const SituationPtr now = situationOf(*failed);
        QCOMPARE(jobNamed(*now, "J.000002").speed, 1.0);
        QCOMPARE(poolNamed(*now, kBeijing).cardsUsable, 999U);
        QCOMPARE(now->totals.stranded[Precision::Fp16], kCard_gflops);
        QVERIFY(now->stateHash != ground->before()->stateHash);
        // It is not there for others.
        SubmitJob rest = theRest();
        const auto tooMany = (*failed)->with(command(rest));
        QVERIFY(!tooMany);
        QVERIFY(tooMany.error().reason.find("has 399 cards free") != std::string::npos);
        // Undone, restored, or over.
        QCOMPARE(situationOf((*failed)->parent())->stateHash, ground->before()->stateHash);
        const auto back = (*failed)->with(command(Restore{cardOf("J.000002")}));
        QVERIFY2(back, back ? "" : back.error().text().c_str());
        QCOMPARE(situationOf(*back)->stateHash, ground->before()->stateHash);
        QVERIFY((*back)->with(command(rest)));
        QVERIFY(!(*back)->with(command(Restore{cardOf("J.000002")})));
    }

    /// Without a free one, training goes on with a card less; so does a service.
    void withoutAFreeCardTheJobGoesOnWithoutIt()
    {
        const GroundPtr ground = smallGround();
        const SituationPtr now = after(
            ground, {theRest(), Fail{cardOf("J.000002")}, Fail{cardOf("J.000002")}, Fail{cardOf("J.REST")}});
        QVERIFY(isNear(jobNamed(*now, "J.000002").speed, 398.0 / 400, 1e-12));
        QVERIFY(isNear(jobNamed(*now, "J.REST").speed, 399.0 / 400, 1e-12));
        QCOMPARE(jobNamed(*now, "J.000003").speed, 1.0);
        QCOMPARE(poolNamed(*now, kBeijing).cardsUsable, 997U);
        QCOMPARE(now->totals.stranded[Precision::Fp16], 3 * kCard_gflops);
    }

    /// A failed card stays out when its job goes: with a spare or without one.
    void aFailedCardIsOutWhoeverLeaves_data()
    {
        QTest::addColumn<int>("which");
        QTest::newRow("cancelled without a spare") << 0;
        QTest::newRow("moved without a spare") << 1;
        QTest::newRow("cancelled with a spare") << 2;
    }

    void aFailedCardIsOutWhoeverLeaves()
    {
        QFETCH(int, which);
        const std::vector<std::vector<Action>> before{
            {theRest(), Fail{cardOf("J.REST")}, CancelJob{"J.REST"}},
            {theRest(), Fail{cardOf("J.REST")}, MoveJob{"J.REST", {{kZhongwei, 200}}}},
            {Fail{cardOf("J.000002")}, CancelJob{"J.000002"}, [] {
                 SubmitJob out = theRest();
                 out.id = "J.MORE";
                 return out;
             }()}};
        ForkPtr fork = Fork::root(smallGround());
        for (const Action& action : before[static_cast<std::size_t>(which)]) {
            const auto next = fork->with(command(action));
            QVERIFY2(next, next ? "" : next.error().text().c_str());
            fork = *next;
        }
        const SituationPtr now = situationOf(fork);
        QCOMPARE(poolNamed(*now, kBeijing).cardsUsable, 999U);
        QCOMPARE(now->totals.stranded[Precision::Fp16], kCard_gflops);
        SubmitJob next = theRest();
        next.id = "J.NEXT";
        const auto verdict = fork->check(command(next));
        QVERIFY(!verdict);
        QVERIFY2(verdict.error().reason.find("has 399 cards free") != std::string::npos,
                 verdict.error().reason.c_str());
        next.placements = {{kBeijing, 399}};
        QVERIFY(fork->check(command(next)));
    }

    /// Where most work: one place after the other.
    void cardsFailWhereAJobHasMost()
    {
        const GroundPtr ground = smallGround();
        const SituationPtr now =
            after(ground, {theRest(), Fail{cardOf("J.000003")}, Fail{cardOf("J.000003")}});
        QCOMPARE(poolNamed(*now, kZhongwei).cardsUsable + poolNamed(*now, kBeijing).cardsUsable, 1'998U);
        // Beijing has none free, and the slowest place sets the pace.
        if (poolNamed(*now, kBeijing).cardsUsable < 1'000) {
            QVERIFY(jobNamed(*now, "J.000003").speed < 1);
        }
    }

    void whatCannotBeSaidOfCards_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("reason");
        QTest::newRow("no such job") << 0 << "there is no job J.000009; the nearest";
        QTest::newRow("degraded") << 1 << "a card either answers or not: it cannot be degraded";
        QTest::newRow("drained") << 2 << "a card cannot be drained";
        QTest::newRow("restored before") << 3 << "card J.000002 is neither failed, degraded nor drained";
        QTest::newRow("worked on") << 4 << "a card cannot be drained";
        QTest::newRow("shut down") << 7 << "a planned work cannot be about card J.000002";
        QTest::newRow("a job without cards") << 5 << "job J.WAITS has no cards";
        QTest::newRow("more than it has") << 6 << "card J.ONE has failed already";
    }

    void whatCannotBeSaidOfCards()
    {
        QFETCH(int, which);
        QFETCH(QString, reason);
        SubmitJob waits = theRest();
        waits.id = "J.WAITS";
        waits.placements.clear();
        waits.cards = 8;
        SubmitJob one = theRest();
        one.id = "J.ONE";
        one.placements = {{kBeijing, 1}};
        SubmitJob rest = theRest();
        rest.placements = {{kBeijing, 399}};
        const ForkPtr fork = forkOf(smallGround(), {waits, one, rest, Fail{cardOf("J.ONE")}});
        Command work = command(PlannedWork{"W.1", {cardOf("J.000002")}, true});
        work.at = Moment{false, 0};
        work.until = Moment{false, kHour};
        Command shutdown = work;
        std::get<PlannedWork>(shutdown.action).isDrained = false;
        const Command commands[]{command(Fail{cardOf("J.000009")}),
                                 command(Degrade{cardOf("J.000002"), 0.5}),
                                 command(Drain{cardOf("J.000002")}),
                                 command(Restore{cardOf("J.000002")}),
                                 work,
                                 command(Fail{cardOf("J.WAITS")}),
                                 command(Fail{cardOf("J.ONE")}),
                                 shutdown};
        const auto verdict = fork->check(commands[which]);
        QVERIFY(!verdict);
        QVERIFY2(QString::fromStdString(verdict.error().reason).startsWith(reason),
                 verdict.error().reason.c_str());
    }

    void aDryRunTouchesOneCard()
    {
        const auto touch = Fork::root(smallGround())->check(command(Fail{cardOf("J.000002")}));
        QVERIFY(touch);
        QCOMPARE(touch->jobs, std::vector<std::string>{"J.000002"});
        QCOMPARE(touch->cards, std::uint64_t{1});
        QCOMPARE(touch->gflops[Precision::Fp16], kCard_gflops);
    }

    /// Back to its last checkpoint, up again ten minutes later, as fast as before.
    void theJobGoesBackAndRestarts()
    {
        const Run run = runOf(savedGround(), documentOf({at(700, Fail{cardOf("J.000002")}, 5'000)}, 3'000));
        checkChain(run);
        const JobRun& job = jobIn(run, "J.000002");
        QCOMPARE(job.setbacks, 1U);
        QVERIFY2(isNear(job.finish_s, 1'000 + 100 + kCardRestart_s),
                 qPrintable(QString::number(job.finish_s)));
        QVERIFY(isNear(job.lostCardHours, 400 * 100.0 / 3'600, 1e-9));
        QVERIFY(isNear((job.present_h - job.up_h) * 3'600, kCardRestart_s));
        QCOMPARE(QString::fromStdString(story(run, {"J.000002"})),
                 QString("700. command_began\n"
                         "700. job_stopped J.000002 <- command_began\n"
                         "700. job_lost_work J.000002 <- job_stopped J.000002\n"
                         "1300. job_resumed J.000002 <- job_lost_work J.000002\n"
                         "1700. job_finished J.000002 <- job_resumed J.000002\n"));
        QCOMPARE(jobIn(run, "J.000003").setbacks, 0U);
    }

    void aSecondFailureWhileItRestartsMakesItWaitLonger()
    {
        const Run run = runOf(savedGround(), documentOf({at(700, Fail{cardOf("J.000002")}, 5'000),
                                                         at(900, Fail{cardOf("J.000002")}, 950)},
                                                        3'000));
        const JobRun& job = jobIn(run, "J.000002");
        QVERIFY(isNear(job.finish_s, 1'000 + 100 + 200 + kCardRestart_s));
        QCOMPARE(job.setbacks, 1U); // it had nothing more to lose
    }

    void aServiceGoesOn()
    {
        SubmitJob service = theRest();
        const Run run =
            runOf(savedGround(), documentOf({at(0, service), at(700, Fail{cardOf("J.REST")}, 800)}, 3'000));
        const JobRun& job = jobIn(run, "J.REST");
        QCOMPARE(job.setbacks, 0U);
        QVERIFY(isNear(job.up_h * 3'600, 3'000));
        QVERIFY2(isNear((job.present_h - job.effective_h) * 3'600, 100.0 / 400, 1e-6),
                 qPrintable(QString::number((job.present_h - job.effective_h) * 3'600)));
    }

    /// A job that is over has none any more; one that stands still loses nothing.
    void aFailureUnderNobodyTakesNothing()
    {
        const Target beijing{TargetKind::Pool, kBeijing};
        const Run over =
            runOf(savedGround(), documentOf({at(1'500, Fail{cardOf("J.000002")}, 1'600)}, 2'000));
        QCOMPARE(over.counts[static_cast<std::size_t>(ChainKind::CommandSkipped)], std::uint64_t{1});
        const Run dark =
            runOf(savedGround(),
                  documentOf({at(300, Fail{beijing}, 500), at(400, Fail{cardOf("J.000002")}, 1'000)}, 2'000));
        QVERIFY(isNear(jobIn(dark, "J.000002").finish_s, 1'200));
    }

    /// 400 of Beijing's cards are free until one takes the place of the one that failed.
    void aSpareIsThereForNobodyElse()
    {
        SubmitJob waits = theRest();
        waits.kind = "batch";
        waits.placements.clear();
        waits.cards = 400;
        const Run run = runOf(smallGround(makeSteady),
                              documentOf({at(10, Fail{cardOf("J.000002")}, 100), at(20, waits)}, 2'000));
        const JobRun& job = jobIn(run, "J.REST");
        QVERIFY2(isNear(job.begin_s, 100), qPrintable(QString::number(job.begin_s)));
        QCOMPARE(job.placements.front().poolId, std::string(kBeijing));
    }

    /// Also by a command that brings it back.
    void aCardThatIsBackWakesWhoWaits()
    {
        SubmitJob waits = theRest();
        waits.kind = "batch";
        waits.placements.clear();
        waits.cards = 400;
        const Run run =
            runOf(smallGround(makeSteady), documentOf({at(10, Fail{cardOf("J.000002")}), at(20, waits),
                                                       at(100, Restore{cardOf("J.000002")})},
                                                      2'000));
        const JobRun& job = jobIn(run, "J.REST");
        QVERIFY2(isNear(job.begin_s, 100), qPrintable(QString::number(job.begin_s)));
    }

    /// The pool is full; what finishes leaves a card less until that is restored.
    void whatFinishesLeavesItsFailedCard()
    {
        SubmitJob next = theRest();
        next.id = "J.NEXT";
        next.kind = "batch";
        next.placements.clear();
        next.cards = 400;
        const Run run = runOf(savedGround(),
                              documentOf({at(0, theRest()), at(20, next), at(700, Fail{cardOf("J.000002")}),
                                          at(2'500, Restore{cardOf("J.000002")})},
                                         4'000));
        QVERIFY(jobIn(run, "J.000002").finish_s < 2'000);
        QVERIFY2(isNear(jobIn(run, "J.NEXT").begin_s, 2'500),
                 qPrintable(QString::number(jobIn(run, "J.NEXT").begin_s)));
    }

    /// Another command ends, and its card takes the place of the one that failed.
    void aCardThatComesFreeTakesItsPlace()
    {
        SubmitJob small = theRest();
        small.id = "J.SMALL";
        small.placements = {{kBeijing, 1}};
        SubmitJob service = theRest();
        service.placements = {{kBeijing, 399}};
        const Run run =
            runOf(smallGround(makeSteady),
                  documentOf({at(0, small, 100), at(0, service), at(10, Fail{cardOf("J.REST")})}, 2'000));
        const JobRun& job = jobIn(run, "J.REST");
        QVERIFY2(isNear((job.present_h - job.effective_h) * 3'600, 90.0 / 399, 1e-6),
                 qPrintable(QString::number((job.present_h - job.effective_h) * 3'600)));
    }

    void aRunEndsInTheSteadyState()
    {
        checkAgainstSteadyState(
            smallGround(makeSteady),
            documentOf({at(0, theRest()), at(10, Fail{cardOf("J.000002")}), at(20, Fail{cardOf("J.000003")})},
                       2'000));
    }

    /// Stops of a Poisson process, 300 s of work between checkpoints that cost nothing, ten minutes to come
    /// up again: as much of the time as Daly's model says (compute/effective_time.h).
    void daysAreWhatTheCalculatorSays()
    {
        FailureDaysOptions options;
        options.days = 400;
        options.seed = 3;
        options.rates = onlyCards();
        options.rates.cardHours = 400; // J.000002 stops once an hour, on average
        options.threads = 2;
        GroundOptions saved;
        saved.assumptions.checkpoint_s = 300;
        const auto days = simulateFailureDays(*smallGround(makeSteady, saved), {}, options);
        QVERIFY2(days, days ? "" : days.error().text().c_str());
        const JobAvailability job = *std::ranges::find(days->jobs, "J.000002", &JobAvailability::id);
        twin::compute::EffectiveTimeInput input;
        input.cards = 400;
        input.cardHoursPerStop = options.rates.cardHours;
        input.checkpointBytes = 0;
        input.writeRate_bps = 1e12;
        input.restart_s = kCardRestart_s;
        input.interval_s = 300;
        const auto expected = twin::compute::effectiveTime(input);
        QVERIFY2(expected, expected ? "" : expected.error().text().c_str());
        QVERIFY2(isNear(job.effective.mean, expected->efficiency, 0.01),
                 qPrintable(QString("%1, %2 expected").arg(job.effective.mean).arg(expected->efficiency)));
        QVERIFY(job.effective.low < expected->efficiency && job.effective.high > expected->efficiency);
        // Of the time it waits nothing but restarts: exp(-R/M) of it there was no stop within ten minutes.
        QVERIFY2(isNear(job.up.mean, std::exp(-kCardRestart_s / 3'600), 0.01),
                 qPrintable(QString::number(job.up.mean)));
    }

    void daysAreTheSameOnAnyNumberOfThreads()
    {
        FailureDaysOptions options;
        options.days = 20;
        options.rates = onlyCards();
        options.length = 6 * kHour;
        std::vector<std::string> hashes;
        for (const unsigned threads : {1U, 3U}) {
            options.threads = threads;
            const auto days = simulateFailureDays(*nationGround(), {}, options);
            QVERIFY2(days, days ? "" : days.error().text().c_str());
            QVERIFY(days->failures > 0);
            hashes.push_back(days->stateHash);
        }
        QCOMPARE(hashes[0], hashes[1]);
    }

    /// What the document cancels, moves or fails itself is no problem.
    void daysLeaveAloneWhatTheDocumentDecides()
    {
        FailureDaysOptions options;
        options.days = 20;
        options.rates = onlyCards();
        options.rates.cardHours = 400;
        const Document document =
            documentOf({at(3'600, CancelJob{"J.000002"}), at(3'600, MoveJob{"J.000003", {{kZhongwei, 200}}}),
                        at(7'200, Fail{cardOf("J.000001")}, 7'300)},
                       86'400);
        const auto days = simulateFailureDays(*smallGround(makeSteady), document, options);
        QVERIFY2(days, days ? "" : days.error().text().c_str());
        QCOMPARE(std::ranges::find(days->jobs, "J.000002", &JobAvailability::id)->up.mean, 1.0);
        QVERIFY(std::ranges::find(days->jobs, "J.000003", &JobAvailability::id)->up.mean < 1);
    }

    void aFileSaysSo()
    {
        Document document;
        document.commands = {at(1, Fail{cardOf("J.000002")}, 2)};
        const std::string text = documentText(document);
        QVERIFY(text.find(R"({"do":"fail","at":1,"until":2,"what":"card","id":"J.000002"})") !=
                std::string::npos);
        const auto read = parseDocument(text, "cards.json");
        QVERIFY2(read, read ? "" : read.error().text().c_str());
        QCOMPARE(documentText(*read), text);
    }
};

QTEST_GUILESS_MAIN(TstScenarioCards)
#include "tst_scenario_cards.moc"
