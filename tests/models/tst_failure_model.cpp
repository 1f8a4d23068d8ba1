#include "models/planner/failure_model.h"
#include "models/roles.h"
#include "tests/support/patience.h"
#include "tests/support/plan_twin.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QTranslator>

#include <numeric>

using namespace models;
using namespace twin::scenario;

namespace {

struct Bench
{
    std::shared_ptr<test::FakeTwin> twin = test::planTwin();
    SnapshotFeed feed{twin};
    Language language;
    PlannerModel planner{feed, language};
    FailureModel failures{planner, feed, language};
    QAbstractItemModelTester tester{&failures.table()};

    Bench() { feed.poll(); }

    void settle()
    {
        const auto isSettled = [this] {
            return planner.current() != nullptr && planner.current()->isReady() && !planner.isEditing() &&
                   !planner.runner().isRunning();
        };
        test::mustCome(isSettled, "all that is worked out of a scenario");
    }

    void fork()
    {
        planner.fork(DemandKind::BusyHour);
        settle();
    }

    void apply(const Command& command)
    {
        planner.apply(command);
        settle();
    }

    [[nodiscard]] std::vector<Command> commands() const { return planner.current()->tip()->commands(); }

    [[nodiscard]] QString text(int row, int column)
    {
        return failures.table().index(row, column).data().toString();
    }

    void look(twin::state::TimeRange stretch)
    {
        failures.findIncident(stretch);
        test::mustCome([this] { return !failures.search().isSearching(); }, "an incident");
    }
};

/// Marks what goes through tr().
class Tongue : public QTranslator
{
  public:
    [[nodiscard]] bool isEmpty() const override { return false; }

    [[nodiscard]] QString translate(const char*, const char* source, const char*, int) const override
    {
        return QStringLiteral("[translated] ") + QString::fromUtf8(source);
    }
};

Command timed(Command command, twin::TimeNs at, twin::TimeNs until)
{
    command.at = twin::scenario::Moment{false, at};
    command.until = twin::scenario::Moment{false, until};
    return command;
}

} // namespace

/// Failures put into a scenario: their schedule, storms, incidents of the past.
class TestFailureModel : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void withoutAScenarioNothingHappens()
    {
        Bench b;
        QVERIFY(!b.failures.isReady());
        b.failures.previewStorm({});
        b.failures.findIncident({1, 2});
        QVERIFY(!b.failures.applyStorm());
        QVERIFY(!b.failures.applyIncident());
        b.failures.remove(0);
        b.failures.shift(0, twin::kMinute);
        QCOMPARE(b.failures.table().rowCount(), 0);
    }

    void theScheduleIsInOrderOfTime()
    {
        Bench b;
        b.fork();
        b.apply(timed(test::loseZhongwei(), twin::kHour, 2 * twin::kHour));
        b.apply({CancelJob{"J.000002"}, {}, {}, {}}); // no failure
        b.apply(test::cutBeijing());
        QCOMPARE(b.failures.table().rowCount(), 2);
        QCOMPARE(b.failures.table().commandIndex(0), 2);
        QCOMPARE(b.failures.table().commandIndex(1), 0);
        QVERIFY(b.text(0, FailureTable::ElementColumn).contains(QStringLiteral("D.BEJ~XIA")));
        QCOMPARE(b.text(0, FailureTable::EndColumn), QStringLiteral("for good"));
        QCOMPARE(b.text(1, FailureTable::BeginColumn), QStringLiteral("+01:00:00"));
        QCOMPARE(b.text(1, FailureTable::EndColumn), QStringLiteral("+02:00:00"));
        QCOMPARE(b.failures.table().index(1, 0).data(KeyRole).value<EntityKey>().type, EntityKey::Type::Pool);
    }

    void rowsAreMovedAndTakenOutAsOneEdit()
    {
        Bench b;
        b.fork();
        b.apply(timed(test::loseZhongwei(), twin::kHour, 2 * twin::kHour));
        b.failures.shift(0, twin::kMinute);
        b.settle();
        QCOMPARE(b.text(0, FailureTable::BeginColumn), QStringLiteral("+01:01:00"));
        QCOMPARE(b.text(0, FailureTable::EndColumn), QStringLiteral("+02:01:00"));
        b.failures.shift(0, -5 * twin::kHour); // not before the beginning, and as long as before
        b.settle();
        QCOMPARE(b.failures.table().begin(0), b.failures.table().beginning());
        QCOMPARE(b.text(0, FailureTable::EndColumn), QStringLiteral("+01:00:00"));
        b.failures.remove(0);
        b.settle();
        QCOMPARE(b.failures.table().rowCount(), 0);
        b.planner.undo();
        b.settle();
        QCOMPARE(b.failures.table().rowCount(), 1);
    }

    void aStormIsCountedBeforeItComes()
    {
        Bench b;
        b.fork();
        StormQuestion question;
        question.days = 365;
        question.scale = 10;
        b.failures.previewStorm(question);
        PATIENT_VERIFY(b.failures.storm().fork != nullptr);
        const StormPreview& storm = b.failures.storm();
        QVERIFY2(storm.error.isEmpty(), qPrintable(storm.error));
        QVERIFY(!storm.commands.empty());
        QCOMPARE(std::accumulate(storm.counts.cbegin(), storm.counts.cend(), 0), int(storm.commands.size()));
        QVERIFY(b.commands().empty()); // nothing has happened yet
        const std::size_t expected = storm.commands.size();
        QVERIFY(b.failures.applyStorm());
        b.settle();
        QCOMPARE(b.commands().size(), expected);
        QVERIFY2(!b.failures.applyStorm(), "it was counted for the scenario without it");
        b.planner.undo(); // one edit
        b.settle();
        QVERIFY(b.commands().empty());
    }

    void aStormOfEverythingIsRefused()
    {
        Bench b;
        b.fork();
        StormQuestion question;
        question.days = 36'600;
        question.scale = 1e6;
        b.failures.previewStorm(question);
        PATIENT_VERIFY(!b.failures.storm().error.isEmpty());
        QVERIFY(!b.failures.applyStorm());
    }

    /// What is said to a person is said in the person's language.
    void refusalsAreTranslated()
    {
        Bench b;
        b.fork();
        Tongue tongue;
        QVERIFY(QCoreApplication::installTranslator(&tongue));
        StormQuestion question;
        question.days = 3'650;
        question.scale = 100;
        b.failures.previewStorm(question);
        PATIENT_VERIFY(!b.failures.storm().error.isEmpty());
        QCoreApplication::removeTranslator(&tongue);
        QVERIFY2(b.failures.storm().error.startsWith(QStringLiteral("[translated]")),
                 qPrintable(b.failures.storm().error));
    }

    /// Ten minutes ago the pool was lost for a minute, and something that is here no more.
    void thePastHappensAgain()
    {
        Bench b;
        const twin::TimeNs begin = b.twin->now;
        const auto state = [&](twin::OperState now) {
            b.twin->set(twin::EntityKind::Pool, kZhongwei, twin::PoolMetric::State, static_cast<double>(now));
        };
        b.twin->tick(twin::kMinute);
        twin::state::Alarm gone;
        gone.kind = twin::EntityKind::Pool;
        gone.resourceId = "CN.99.E999.990000-001";
        gone.type = "pool.down";
        gone.severity = twin::state::Severity::Critical;
        gone.raised = b.twin->now;
        b.twin->alarms = {gone};
        state(twin::OperState::Down);
        b.twin->tick(twin::kMinute);
        state(twin::OperState::Up);
        b.twin->alarms.clear();
        b.twin->tick(twin::kMinute);
        const twin::TimeNs end = b.twin->now;
        b.twin->tick(twin::kMinute);
        b.feed.poll();
        b.fork();
        b.look({begin, end});
        const IncidentAnswer& answer = b.failures.incident();
        QVERIFY2(answer.error.isEmpty(), qPrintable(answer.error));
        QCOMPARE(answer.incident.outages.size(), std::size_t(2));
        QCOMPARE(answer.replay.commands.size(), std::size_t(1));
        QCOMPARE(answer.replay.left.size(), std::size_t(1));
        QVERIFY(answer.replay.left[0].isMissing);
        QVERIFY(b.failures.applyIncident());
        b.settle();
        QCOMPARE(b.commands().size(), std::size_t(1));
        const auto done = b.commands();
        const auto* fail = std::get_if<Fail>(&done[0].action);
        QVERIFY(fail != nullptr);
        QCOMPARE(fail->target.id, std::string(kZhongwei));
        QVERIFY(!b.failures.applyIncident()); // it was found for the scenario without it
    }

    void aSearchCanBeCancelledAndABadStretchSaysSo()
    {
        Bench b;
        b.fork();
        b.failures.findIncident({1, 2'000'000'000});
        b.failures.cancelIncident();
        QVERIFY(!b.failures.search().isSearching());
        b.look({5, 5});
        QVERIFY(!b.failures.incident().error.isEmpty());
        QVERIFY(!b.failures.applyIncident());
    }
};

QTEST_GUILESS_MAIN(TestFailureModel)
#include "tst_failure_model.moc"
