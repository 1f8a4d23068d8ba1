#include "twin/state/job_end.h"

#include "tests/support/fake_twin.h"

#include <QTest>

using twin::EntityKind;
using twin::JobMetric;
using namespace twin::state;

namespace {

constexpr const char* kJob = "jb-1"; // an hour old, planned for three

std::optional<twin::TimeNs> endOf(const SnapshotPtr& snapshot)
{
    return expectedEnd(*snapshot, snapshot->find(EntityKind::Job, kJob)->index);
}

} // namespace

class JobEndTest : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void followsTheProgressAtThePlannedPace()
    {
        test::FakeTwin twin;
        twin.fillWork();
        twin.set(EntityKind::Job, kJob, JobMetric::Progress, 0.25); // a quarter: three quarters of 3 h to go
        const auto end = endOf(twin.publish());
        const twin::TimeNs exact = twin.now + 135 * twin::kMinute;
        QVERIFY(end);
        QCOMPARE(*end, exact - exact % twin::kMinute);
        twin.set(EntityKind::Job, kJob, JobMetric::Progress, 1.0);
        QCOMPARE(*endOf(twin.publish()), twin.now - twin.now % twin::kMinute);
    }

    void isThePlanWhereNothingIsHeard()
    {
        test::FakeTwin twin;
        twin.fillWork();
        const twin::TimeNs plan = twin.now + 2 * twin::kHour;
        twin.now += twin::kDay; // the progress is stale
        QCOMPARE(*endOf(twin.publish()), plan);
    }
};

QTEST_GUILESS_MAIN(JobEndTest)
#include "tst_job_end.moc"
