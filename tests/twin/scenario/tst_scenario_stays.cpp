#include "scenario_runs.h"

using namespace scenario_test;

namespace {

RunOptions withStays(std::size_t most = 10'000)
{
    RunOptions out;
    out.mostStays = most;
    return out;
}

/// `0-4 running 100 %`, a line a stay; the pools where they are others than in the line before.
std::string staysOf(const Run& run, const std::string& id)
{
    const auto text = [](double value) {
        return QString::number(std::round(value * 1e6) / 1e6, 'g', 8).toStdString();
    };
    std::string out;
    std::string where;
    for (const JobStay& stay : jobIn(run, id).stays) {
        out += text(stay.begin_s) + '-' + text(stay.end_s) + ' ' + std::string(jobStageName(stay.stage));
        out += stay.stage == JobStage::Running ? ' ' + text(stay.speed * 100) + " %" : "";
        std::string now;
        for (const auto& placed : stay.job->placements) {
            now += ' ' + placed.poolId + ':' + std::to_string(placed.cards);
        }
        out += now != where ? now : "";
        where = now;
        out += '\n';
    }
    return out;
}

} // namespace

class TstScenarioStays : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void theyAreOnlyKeptWhenAskedFor()
    {
        const Document document = documentOf({at(4, Degrade{{TargetKind::Link, kAccess}, 0.45}, 16)}, 100);
        const Run without = runOf(smallGround(), document);
        QVERIFY(jobIn(without, "J.000003").stays.empty());
        const Run with = runOf(smallGround(), document, withStays());
        QVERIFY(!jobIn(with, "J.000003").stays.empty());
        QCOMPARE(with.stateHash, without.stateHash); // they only tell what happened
        QCOMPARE(with.staysLeftOut, std::uint64_t{0});
        QVERIFY(!simulateRun(*smallGround(), document, withStays(kMostStays + 1)));
    }

    void aJobIsSlowedAndRecovers()
    {
        const Run run =
            runOf(smallGround(), documentOf({at(4, Degrade{{TargetKind::Link, kAccess}, 0.45}, 16)}, 100),
                  withStays());
        QCOMPARE(staysOf(run, "J.000003"), "0-4 running 100 % " + std::string(kZhongwei) + ":200 " +
                                               kBeijing + ":200\n4-16 running 50 %\n16-100 running 100 %\n");
        QCOMPARE(jobIn(run, "J.000003").stays[1].usual, 1.0);
    }

    void aFailedPoolStopsIt()
    {
        const Run run = runOf(smallGround(), documentOf({at(4, Fail{{TargetKind::Pool, kBeijing}}, 16)}, 100),
                              withStays());
        QCOMPARE(staysOf(run, "J.000002"), "0-4 running 100 % " + std::string(kBeijing) +
                                               ":400\n4-16 running 0 %\n16-100 running 100 %\n");
    }

    /// 14 GB of checkpoint; 10 Gb/s are left beside 90 on the way.
    void aMoveIsTwoPlacesAndTheWaitBetween()
    {
        const GroundPtr ground = smallGround([](pb::SnapshotFile& file) {
            for (pb::Job& job : *file.mutable_workload()->mutable_jobs()) {
                if (job.id() == "J.000002") {
                    job.mutable_model()->set_parameters(1'000'000'000);
                }
            }
        });
        const Run run =
            runOf(ground, documentOf({at(1, MoveJob{"J.000002", {{kZhongwei, 200}}})}, 100), withStays());
        QCOMPARE(staysOf(run, "J.000002"), "0-1 running 100 % " + std::string(kBeijing) + ":400\n" +
                                               "1-12.2 moving " + kZhongwei +
                                               ":200\n12.2-100 running 100 %\n");
    }

    /// It waits for its input, computes, and is over; its deadline is told.
    void aJobStagesRunsAndEnds()
    {
        AddDemand input{"F.IN", "S.XIA", kZhongwei, 10e9, 12'500'000'000, {}, "", "J.NEW"};
        SubmitJob job = trainingOf(8, 99);
        job.deadline = Moment{false, 60 * kSecond};
        const Run run = runOf(smallGround(), documentOf({at(1, job), at(1, input)}, 200), withStays());
        QCOMPARE(staysOf(run, "J.NEW"),
                 "1-11 staging " + std::string(kZhongwei) + ":8\n11-110 running 100 %\n");
        QVERIFY(std::abs(jobIn(run, "J.NEW").deadline_s - 60) < 1e-9);
        QVERIFY(jobIn(run, "J.NEW").missesDeadline);
    }

    /// 288 cards are free: the second waits for the first, and what asks for more than there are to the end.
    void whatHasNoCardsWaits()
    {
        const GroundPtr ground = smallGround();
        const auto jobAt = [&](const char* id, double start_s) {
            return arrivalAt(ground, id, start_s);
        };
        RunOptions options = withStays();
        options.arrivals.jobs = {jobAt("J.A", 1), jobAt("J.B", 2)};
        SubmitJob huge = trainingOf(8, 20);
        huge.placements.clear();
        huge.cards = 100'000;
        const Run run = runOf(ground, documentOf({at(3, huge)}, 30), options);
        const std::string where = ' ' + std::string(kZhongwei) + ":288\n";
        QCOMPARE(staysOf(run, "J.A"), "1-11 running 100 %" + where);
        QCOMPARE(staysOf(run, "J.B"), "2-11 queued" + where + "11-21 running 100 %\n");
        QCOMPARE(staysOf(run, "J.NEW"), std::string("3-30 queued\n"));
    }

    void theyAreBounded()
    {
        const Run run =
            runOf(smallGround(), documentOf({at(4, Degrade{{TargetKind::Link, kAccess}, 0.45}, 16)}, 100),
                  withStays(3));
        std::size_t kept = 0;
        for (const JobRun& job : run.jobs) {
            kept += job.stays.size();
        }
        QVERIFY(kept <= 3);
        QVERIFY(run.staysLeftOut > 0);
    }

    /// One after the other, none empty, within the run; on the nation under a storm.
    void theyFollowOneAnother()
    {
        const GroundPtr ground = nationGround();
        Command loss = at(600, Fail{{TargetKind::Pool, ground->world()->registry->pools.front().id}}, 1'800);
        const Run run = runOf(ground, documentOf({loss}, 3'600), withStays());
        for (const JobRun& job : run.jobs) {
            for (std::size_t i = 0; i < job.stays.size(); ++i) {
                QVERIFY(job.stays[i].begin_s < job.stays[i].end_s);
                QVERIFY(job.stays[i].end_s <= 3'600);
                QVERIFY(i == 0 || job.stays[i].begin_s >= job.stays[i - 1].end_s);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TstScenarioStays)
#include "tst_scenario_stays.moc"
