#include "tests/twin/state/test_world.h"
#include "twin/state/alarm_table.h"
#include "twin/state/slot_table.h"
#include "twin/state/state_file.h"
#include "twin/state/state_hash.h"
#include "twin/state/twin_state.h"

#include <QTest>

using namespace twin;
using namespace twin::state;

namespace {

SnapshotPtr publish(TwinState& twin, TimeNs now = test::kNoon)
{
    return twin.publish(now, nullptr, {});
}

std::string hashAfter(const registry::RegistryPtr& world, const std::vector<SampleBatch>& batches)
{
    TwinState twin;
    twin.setRegistry(world, nullptr);
    for (const SampleBatch& batch : batches) {
        twin.apply(batch);
    }
    return stateHash(*publish(twin));
}

SampleBatch alarm(TimeNs time, std::uint64_t sequence, const std::string& resource, Severity severity)
{
    SampleBatch out = test::batch(time, sequence, {});
    AlarmReport report;
    report.alarm.kind = EntityKind::Link;
    report.alarm.resourceId = resource;
    report.alarm.type = "los";
    report.alarm.severity = severity;
    out.events.emplace_back(report);
    return out;
}

std::shared_ptr<const registry::Job> job(std::string id, registry::JobState state)
{
    auto out = std::make_shared<registry::Job>();
    out->id = std::move(id);
    out->state = state;
    return out;
}

} // namespace

class TestTwinState : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void unknownNumbersAreCountedAndChangeNothing();
    void alarmsBeyondTheBoundAreRefused();
    void flowsBeyondTheBoundAreRefused();
    void olderSampleIsLate();
    void equalTimesAreDecidedByEpochThenSequence();
    void estimatedTimeMakesGoodValuesEstimated();
    void arrivalOrderAndDuplicatesCannotChangeTheResult();
    void publishedSnapshotsNeverChange();
    void unchangedPartsAreTheSamePointers();
    void newRegistryKeepsValuesOfWhatStays();
    void workloadOfTheSameVersionKeepsLiveFlows();
    void newWorkloadReplacesFlowsAndKeepsValues();
    void aFlowBeginsHasValuesAndEnds();
    void slotsAreReusedLateAndEmpty();
    void endingThatOvertakesItsBeginningWins();
    void finishedJobsLeave();
    void alarmsAreSortedWorstFirstAndClear();
    void lateAlarmReportDoesNotReviveAClearedAlarm();
    void restoreGivesTheSavedState();
    void whatEndedBeforeARestartStaysEnded();
    void linkUtilisationIsTheWorseDirectionOverLiveCapacity();
    void staleAndMissingAreTold();
};

void TestTwinState::unknownNumbersAreCountedAndChangeNothing()
{
    TwinState twin;
    twin.setRegistry(test::world(), nullptr);
    const auto before = publish(twin);
    const auto count = twin.apply(
        test::batch(test::kNoon, 1, {test::column(EntityKind::Pool, PoolMetric::Pue, 20, {1.2, 1.3})}));
    QCOMPARE(count.outOfRange, std::uint64_t(2));
    QCOMPARE(publish(twin)->sections, before->sections);
    QCOMPARE(twin.resolve(EntityKind::Pool, "nobody"), EntityRef::kNone);
}

void TestTwinState::alarmsBeyondTheBoundAreRefused()
{
    AlarmTable table(3);
    const auto report = [&](const char* resource, Severity severity, std::uint64_t sequence) {
        AlarmReport out;
        out.alarm.resourceId = resource;
        out.alarm.severity = severity;
        return table.apply(out, {test::kNoon, 1, sequence});
    };
    for (const char* resource : {"a", "b", "c"}) {
        QCOMPARE(report(resource, Severity::Minor, 1), AlarmTable::Outcome::Changed);
    }
    QCOMPARE(report("d", Severity::Critical, 1), AlarmTable::Outcome::Full);
    QCOMPARE(report("a", Severity::Cleared, 2), AlarmTable::Outcome::Changed);
    QCOMPARE(report("d", Severity::Critical, 2), AlarmTable::Outcome::Changed);
    QCOMPARE(table.publish(0)->size(), std::size_t(3));
}

void TestTwinState::flowsBeyondTheBoundAreRefused()
{
    SlotTable<registry::Flow> table(2);
    using Outcome = SlotTable<registry::Flow>::Outcome;
    QCOMPARE(table.put(test::flow("a"), {}).outcome, Outcome::Added);
    QCOMPARE(table.put(test::flow("b"), {}).outcome, Outcome::Added);
    QCOMPARE(table.put(test::flow("c"), {}).outcome, Outcome::Full);
    QCOMPARE(table.put(test::flow("a"), {1, 1, 1}).outcome, Outcome::Changed);
    QCOMPARE(table.remove("a", {2, 1, 1}).outcome, Outcome::Removed);
    QCOMPARE(table.put(test::flow("c"), {}).outcome, Outcome::Added);
}

void TestTwinState::olderSampleIsLate()
{
    TwinState twin;
    twin.setRegistry(test::world(), nullptr);
    const auto at = [](TimeNs time, double value) {
        return test::batch(time, 1, {test::column(EntityKind::Pool, PoolMetric::Inlet, 3, {value})});
    };
    QCOMPARE(twin.apply(at(test::kNoon + 10, 25)).applied, std::uint64_t(1));
    const auto second = twin.apply(at(test::kNoon, 30));
    QCOMPARE(second.applied, std::uint64_t(0));
    QCOMPARE(second.late, std::uint64_t(1));
    QCOMPARE(publish(twin)->cell(EntityKind::Pool, 3, PoolMetric::Inlet).value, 25.0);
}

void TestTwinState::equalTimesAreDecidedByEpochThenSequence()
{
    TwinState twin;
    twin.setRegistry(test::world(), nullptr);
    const auto put = [&](std::uint64_t epoch, std::uint64_t sequence, double value) {
        auto batch = test::batch(test::kNoon, sequence,
                                 {test::column(EntityKind::Pool, PoolMetric::Inlet, 0, {value})});
        batch.epoch = epoch;
        twin.apply(batch);
        return publish(twin)->cell(EntityKind::Pool, 0, PoolMetric::Inlet).value;
    };
    QCOMPARE(put(1, 5, 1), 1.0);
    QCOMPARE(put(1, 4, 2), 1.0);
    QCOMPARE(put(1, 6, 3), 3.0);
    QCOMPARE(put(2, 1, 4), 4.0);
    QCOMPARE(put(1, 9, 5), 4.0);
}

void TestTwinState::estimatedTimeMakesGoodValuesEstimated()
{
    TwinState twin;
    twin.setRegistry(test::world(), nullptr);
    auto batch =
        test::batch(test::kNoon, 1, {test::column(EntityKind::Pool, PoolMetric::Inlet, 0, {20, 21})});
    batch.estimatedTime = true;
    batch.columns[0].allGood = false;
    batch.columns[0].qualities = {Quality::Good, Quality::Missing};
    twin.apply(batch);
    const auto snapshot = publish(twin);
    QCOMPARE(snapshot->cell(EntityKind::Pool, 0, PoolMetric::Inlet).quality, Quality::Estimated);
    QVERIFY(!snapshot->cell(EntityKind::Pool, 1, PoolMetric::Inlet).isKnown());
}

void TestTwinState::arrivalOrderAndDuplicatesCannotChangeTheResult()
{
    const auto world = test::world();
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        auto batches = test::randomBatches(*world, seed, 40);
        for (std::uint64_t i = 0; i < 12; ++i) {
            const std::string id = "flow-" + std::to_string(i % 4);
            batches.push_back(test::flowEvent(test::kNoon + static_cast<TimeNs>(i), 100 + i, id, i % 3 != 2));
            const auto severity = static_cast<Severity>(i % 6);
            batches.push_back(alarm(test::kNoon + static_cast<TimeNs>(i / 2), 200 + i, "link-1", severity));
        }
        const auto ordered = hashAfter(world, batches);
        Rng rng(seed, "test.order");
        for (int round = 0; round < 5; ++round) {
            auto again = batches;
            for (std::size_t d = 0; d < 15; ++d) {
                // Events are journalled once each; only samples may come twice.
                again.push_back(batches[rng.below(40)]);
            }
            test::shuffle(again, rng);
            // Order among alarm reports decides how often one was counted, not what it says: see below.
            TwinState twin;
            twin.setRegistry(world, nullptr);
            for (const auto& batch : again) {
                twin.apply(batch);
            }
            TwinState reference;
            reference.setRegistry(world, nullptr);
            for (const auto& batch : batches) {
                reference.apply(batch);
            }
            auto left = std::make_shared<Snapshot>(*publish(twin));
            auto right = std::make_shared<Snapshot>(*publish(reference));
            QCOMPARE(left->alarms->size(), right->alarms->size());
            for (std::size_t a = 0; a < left->alarms->size(); ++a) {
                QCOMPARE((*left->alarms)[a].severity, (*right->alarms)[a].severity);
                QCOMPARE((*left->alarms)[a].changed, (*right->alarms)[a].changed);
            }
            left->alarms = right->alarms;
            QVERIFY2(stateHash(*left) == stateHash(*right), qPrintable(QStringLiteral("seed %1").arg(seed)));
            QCOMPARE(stateHash(*right), ordered);
        }
    }
}

void TestTwinState::publishedSnapshotsNeverChange()
{
    const auto world = test::world({200, 40, 4, 2, 2, 4, 3});
    TwinState twin;
    twin.setRegistry(world, nullptr);
    std::vector<std::pair<SnapshotPtr, std::string>> published;
    for (const SampleBatch& batch : test::randomBatches(*world, 7, 60)) {
        twin.apply(batch);
        const auto snapshot = publish(twin);
        published.emplace_back(snapshot, stateHash(*snapshot));
    }
    for (const auto& [snapshot, hash] : published) {
        QCOMPARE(stateHash(*snapshot), hash);
    }
    QVERIFY(published.front().second != published.back().second);
}

void TestTwinState::unchangedPartsAreTheSamePointers()
{
    TwinState twin;
    twin.setRegistry(test::world({100, 100, 4, 2, 2, 4, 3}), nullptr);
    const auto before = publish(twin);
    twin.apply(test::batch(test::kNoon, 1, {test::column(EntityKind::Pool, PoolMetric::Inlet, 40, {20})}));
    const auto after = publish(twin);
    QCOMPARE(after->version, before->version + 1);
    QVERIFY(after->sections[0] != before->sections[0]);
    for (std::size_t k = 1; k < kEntityKindCount; ++k) {
        QCOMPARE(after->sections[k], before->sections[k]);
    }
    QCOMPARE(after->directory, before->directory);
    QCOMPARE(after->alarms, before->alarms);
    QCOMPARE(after->section(EntityKind::Pool).chunk(0), before->section(EntityKind::Pool).chunk(0));
    QVERIFY(after->section(EntityKind::Pool).chunk(2) != before->section(EntityKind::Pool).chunk(2));
}

void TestTwinState::newRegistryKeepsValuesOfWhatStays()
{
    TwinState twin;
    twin.setRegistry(test::world(), nullptr);
    twin.apply(test::batch(test::kNoon, 1,
                           {test::column(EntityKind::Pool, PoolMetric::Inlet, 0, {20, 21, 22, 23})}));
    const auto before = publish(twin);
    auto next = test::mutableWorld({});
    next->version = "test 2";
    next->pools.erase(next->pools.begin() + 1);
    next->pools.insert(next->pools.begin(), registry::Pool{});
    next->pools.insert(next->pools.begin(), registry::Pool{});
    next->pools[0].id = "pool-!first";
    next->pools[1].id = "pool-!second";
    next->indexIdentifiers();
    twin.setRegistry(next, nullptr);
    const auto after = publish(twin);
    const auto inlet = [](const Snapshot& s, std::string_view id) {
        return s.cell(EntityKind::Pool, s.find(EntityKind::Pool, id)->index, PoolMetric::Inlet);
    };
    QCOMPARE(after->section(EntityKind::Pool).size(), std::size_t(21));
    QVERIFY(!inlet(*after, "pool-!first").isKnown());
    QCOMPARE(inlet(*after, "pool-000000").value, 20.0);
    QVERIFY(!after->find("pool-000001"));
    QCOMPARE(inlet(*after, "pool-000003").value, 23.0);
    QCOMPARE(inlet(*before, "pool-000001").value, 21.0);
}

void TestTwinState::workloadOfTheSameVersionKeepsLiveFlows()
{
    auto workload = std::make_shared<registry::Workload>();
    workload->version = "1";
    workload->flows = {test::flow("flow-a"), test::flow("flow-b")};
    TwinState twin;
    twin.setRegistry(test::world(), workload);
    twin.apply(test::flowEvent(test::kNoon, 1, "flow-c", true));
    twin.apply(test::flowEvent(test::kNoon, 2, "flow-a", false));
    twin.setRegistry(test::world(), std::make_shared<registry::Workload>(*workload));
    const auto snapshot = publish(twin);
    QVERIFY(!snapshot->find(EntityKind::Flow, "flow-a"));
    QVERIFY(snapshot->find(EntityKind::Flow, "flow-b"));
    QVERIFY(snapshot->find("flow-c"));
}

void TestTwinState::newWorkloadReplacesFlowsAndKeepsValues()
{
    auto workload = std::make_shared<registry::Workload>();
    workload->version = "1";
    workload->flows = {test::flow("flow-a"), test::flow("flow-b")};
    workload->jobs = {job("job-a", registry::JobState::Running), job("job-b", registry::JobState::Done)};
    TwinState twin;
    twin.setRegistry(test::world(), workload);
    QVERIFY(!publish(twin)->find(EntityKind::Job, "job-b"));
    twin.apply(test::batch(test::kNoon, 1, {test::column(EntityKind::Flow, FlowMetric::Rate, 1, {5e9})}));
    auto next = std::make_shared<registry::Workload>();
    next->version = "2";
    next->flows = {test::flow("flow-b"), test::flow("flow-c")};
    twin.setRegistry(test::world(), next);
    const auto snapshot = publish(twin);
    const auto kept = snapshot->find(EntityKind::Flow, "flow-b");
    QVERIFY(kept && kept->index == 0);
    QCOMPARE(snapshot->cell(EntityKind::Flow, 0, FlowMetric::Rate).value, 5e9);
    QVERIFY(!snapshot->find("flow-a"));
    QVERIFY(!snapshot->find("job-a"));
}

void TestTwinState::aFlowBeginsHasValuesAndEnds()
{
    TwinState twin;
    twin.setRegistry(test::world(), nullptr);
    twin.apply(test::flowEvent(test::kNoon, 1, "flow-a", true));
    const auto slot = twin.resolve(EntityKind::Flow, "flow-a");
    QCOMPARE(slot, 0U);
    twin.apply(test::batch(test::kNoon, 2, {test::column(EntityKind::Flow, FlowMetric::Rate, slot, {2e9})}));
    const auto alive = publish(twin);
    QCOMPARE(alive->cell(EntityKind::Flow, slot, FlowMetric::Rate).value, 2e9);
    QCOMPARE(alive->id({EntityKind::Flow, slot}), std::string("flow-a"));
    twin.apply(test::flowEvent(test::kNoon + 5, 3, "flow-a", false));
    const auto ended = publish(twin);
    QVERIFY(!ended->find("flow-a"));
    QVERIFY(ended->id({EntityKind::Flow, slot}).empty());
    QVERIFY(!ended->cell(EntityKind::Flow, slot, FlowMetric::Rate).isKnown());
    QVERIFY(alive->find("flow-a"));
}

void TestTwinState::slotsAreReusedLateAndEmpty()
{
    TwinState twin;
    twin.setRegistry(test::world(), nullptr);
    twin.apply(test::flowEvent(test::kNoon, 1, "flow-a", true));
    twin.apply(test::flowEvent(test::kNoon, 2, "flow-b", true));
    twin.apply(
        test::batch(test::kNoon, 3, {test::column(EntityKind::Flow, FlowMetric::Rate, 0, {1e9, 2e9})}));
    twin.apply(test::flowEvent(test::kNoon + 1, 4, "flow-b", false));
    twin.apply(test::flowEvent(test::kNoon + 1, 5, "flow-a", false));
    twin.apply(test::flowEvent(test::kNoon + 2, 6, "flow-c", true));
    QCOMPARE(twin.resolve(EntityKind::Flow, "flow-c"), 1U); // freed first
    const auto snapshot = publish(twin);
    QCOMPARE(snapshot->section(EntityKind::Flow).size(), std::size_t(2));
    QVERIFY(!snapshot->cell(EntityKind::Flow, 1, FlowMetric::Rate).isKnown());
}

void TestTwinState::endingThatOvertakesItsBeginningWins()
{
    TwinState twin;
    twin.setRegistry(test::world(), nullptr);
    twin.apply(test::flowEvent(test::kNoon + 9, 2, "flow-a", false));
    twin.apply(test::flowEvent(test::kNoon, 1, "flow-a", true));
    QVERIFY(!publish(twin)->find("flow-a"));
    twin.apply(test::flowEvent(test::kNoon + 20, 3, "flow-a", true));
    QVERIFY(publish(twin)->find("flow-a"));
}

void TestTwinState::finishedJobsLeave()
{
    TwinState twin;
    twin.setRegistry(test::world(), nullptr);
    const auto tell = [&](TimeNs time, registry::JobState state) {
        auto batch = test::batch(time, static_cast<std::uint64_t>(time - test::kNoon), {});
        batch.events.emplace_back(JobChange{job("job-a", state)});
        twin.apply(batch);
        return publish(twin);
    };
    QVERIFY(tell(test::kNoon + 1, registry::JobState::Queued)->find("job-a"));
    const auto running = tell(test::kNoon + 2, registry::JobState::Running);
    QCOMPARE(running->directory->jobs[0]->state, registry::JobState::Running);
    QVERIFY(!tell(test::kNoon + 3, registry::JobState::Done)->find("job-a"));
}

void TestTwinState::alarmsAreSortedWorstFirstAndClear()
{
    TwinState twin;
    twin.setRegistry(test::world(), nullptr);
    twin.apply(alarm(test::kNoon, 1, "link-1", Severity::Minor));
    twin.apply(alarm(test::kNoon + 1, 2, "link-2", Severity::Critical));
    twin.apply(alarm(test::kNoon + 2, 3, "link-1", Severity::Major));
    auto snapshot = publish(twin);
    QCOMPARE(snapshot->alarms->size(), std::size_t(2));
    QCOMPARE(snapshot->alarms->at(0).resourceId, std::string("link-2"));
    QCOMPARE(snapshot->alarms->at(1).severity, Severity::Major);
    QCOMPARE(snapshot->alarms->at(1).raised, test::kNoon);
    QCOMPARE(snapshot->alarms->at(1).changed, test::kNoon + 2);
    QCOMPARE(snapshot->alarms->at(1).count, 2U);
    twin.apply(alarm(test::kNoon + 3, 4, "link-2", Severity::Cleared));
    snapshot = publish(twin);
    QCOMPARE(snapshot->alarms->size(), std::size_t(1));
}

void TestTwinState::lateAlarmReportDoesNotReviveAClearedAlarm()
{
    TwinState twin;
    twin.setRegistry(test::world(), nullptr);
    twin.apply(alarm(test::kNoon + 5, 2, "link-1", Severity::Cleared));
    twin.apply(alarm(test::kNoon, 1, "link-1", Severity::Major));
    QVERIFY(publish(twin)->alarms->empty());
    twin.apply(alarm(test::kNoon + 6, 3, "link-1", Severity::Minor));
    QCOMPARE(publish(twin)->alarms->size(), std::size_t(1));
}

/// A beginning that comes after a restart, but is older than the end before it, brings nothing back; and what
/// was said last of what is there stays.
void TestTwinState::whatEndedBeforeARestartStaysEnded()
{
    const auto alarmEvent = [](TimeNs time, std::uint64_t sequence, Severity severity) {
        auto out = test::batch(time, sequence, {});
        AlarmReport report;
        report.alarm.kind = EntityKind::Pool;
        report.alarm.resourceId = test::idOf("pool", 0);
        report.alarm.type = "hot";
        report.alarm.severity = severity;
        out.events.emplace_back(report);
        return out;
    };
    TwinState before;
    before.setRegistry(test::world({2, 0, 0, 0, 0, 0, 0}), nullptr);
    before.apply(test::flowEvent(test::kNoon, 1, "flow-a", true));
    before.apply(test::flowEvent(test::kNoon, 2, "flow-b", true));
    before.apply(test::flowEvent(test::kNoon + 10 * kSecond, 3, "flow-a", false));
    before.apply(alarmEvent(test::kNoon, 4, Severity::Major));
    before.apply(alarmEvent(test::kNoon + 10 * kSecond, 5, Severity::Cleared));
    Snapshot kept = *before.publish(test::kNoon + 20 * kSecond, nullptr, {});
    kept.eventMemory = std::make_shared<const EventMemory>(before.eventMemory());
    const auto moment = decodeMoment(encodeMoment(kept), kept.registry, kept.workload);
    QVERIFY(moment && (*moment)->eventMemory != nullptr);
    QVERIFY(*(*moment)->eventMemory == *kept.eventMemory);

    TwinState after;
    after.restore(**moment);
    after.apply(test::flowEvent(test::kNoon + 5 * kSecond, 6, "flow-a", true));
    after.apply(alarmEvent(test::kNoon + 5 * kSecond, 7, Severity::Critical));
    after.apply(test::flowEvent(test::kNoon - 5 * kSecond, 8, "flow-b", false));
    const auto now = after.publish(test::kNoon + 30 * kSecond, nullptr, {});
    QVERIFY(!now->find(EntityKind::Flow, "flow-a"));
    QVERIFY(now->find(EntityKind::Flow, "flow-b"));
    QVERIFY(now->alarms->empty());
    // A later one does.
    after.apply(test::flowEvent(test::kNoon + 15 * kSecond, 9, "flow-a", true));
    QVERIFY(after.publish(test::kNoon + 31 * kSecond, nullptr, {})->find(EntityKind::Flow, "flow-a"));
}

void TestTwinState::restoreGivesTheSavedState()
{
    const auto world = test::world();
    TwinState twin;
    twin.setRegistry(world, nullptr);
    twin.apply(test::flowEvent(test::kNoon, 1, "flow-b", true));
    twin.apply(test::flowEvent(test::kNoon, 2, "flow-a", true));
    twin.apply(test::flowEvent(test::kNoon + 1, 3, "flow-b", false));
    twin.apply(alarm(test::kNoon, 4, "link-1", Severity::Major));
    for (const auto& batch : test::randomBatches(*world, 3, 30)) {
        twin.apply(batch);
    }
    twin.apply(test::batch(test::kNoon, 9, {test::column(EntityKind::Flow, FlowMetric::Rate, 1, {4e9})}));
    const auto saved = publish(twin);
    TwinState other;
    other.restore(*saved);
    QCOMPARE(stateHash(*publish(other)), stateHash(*saved));
    const auto slot = other.resolve(EntityKind::Flow, "flow-a");
    QCOMPARE(publish(other)->cell(EntityKind::Flow, slot, FlowMetric::Rate).value, 4e9);
}

void TestTwinState::linkUtilisationIsTheWorseDirectionOverLiveCapacity()
{
    TwinState twin;
    twin.setRegistry(test::world(), nullptr);
    twin.apply(test::batch(test::kNoon, 1,
                           {test::column(EntityKind::Link, LinkMetric::Forward, 0, {20e9}),
                            test::column(EntityKind::Link, LinkMetric::Reverse, 0, {40e9})}));
    const EntityRef link{EntityKind::Link, 0};
    QCOMPARE(utilisation(*publish(twin), link).value, 0.4);
    QCOMPARE(arcUtilisation(*publish(twin), 0, true).value, 0.2);
    twin.apply(
        test::batch(test::kNoon, 2, {test::column(EntityKind::Link, LinkMetric::Capacity, 0, {50e9})}));
    QCOMPARE(utilisation(*publish(twin), link).value, 0.8);
    QCOMPARE(utilisation(*publish(twin), {EntityKind::Link, 5}).quality, Quality::Missing);
    QCOMPARE(utilisation(*publish(twin), {EntityKind::Link, 500}).quality, Quality::Missing);
}

void TestTwinState::staleAndMissingAreTold()
{
    TwinState twin;
    twin.setRegistry(test::world(), nullptr);
    twin.apply(test::batch(test::kNoon, 1,
                           {test::column(EntityKind::Pool, PoolMetric::Utilisation, 0, {0.5}),
                            test::column(EntityKind::Pool, PoolMetric::State, 0, {1})}));
    const EntityRef pool{EntityKind::Pool, 0};
    QVERIFY(utilisation(*publish(twin, test::kNoon + 25 * kSecond), pool).isUsable());
    const auto later = publish(twin, test::kNoon + 26 * kSecond);
    QVERIFY(utilisation(*later, pool).stale);
    QCOMPARE(operState(*later, pool), OperState::Degraded);
    QCOMPARE(operState(*later, {EntityKind::Pool, 1}), OperState::Up);
    QCOMPARE(utilisation(*later, {EntityKind::Pool, 1}).quality, Quality::Missing);
}

QTEST_GUILESS_MAIN(TestTwinState)
#include "tst_twin_state.moc"
