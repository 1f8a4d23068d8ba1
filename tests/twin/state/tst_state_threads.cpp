#include "tests/twin/state/test_world.h"
#include "twin/state/recent_history.h"
#include "twin/state/snapshot_diff.h"
#include "twin/support/mailbox.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace twin;
using namespace twin::state;

class TestStateThreads : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void oneWriterPublishesWhileReadersScrub();
};

namespace {

constexpr int kRounds = 400;

/// Every pool carries one number in two metrics, written together: a torn snapshot would show two.
std::uint64_t tornPools(const Snapshot& snapshot)
{
    std::uint64_t torn = 0;
    for (std::uint32_t i = 0; i < snapshot.section(EntityKind::Pool).size(); ++i) {
        const Cell& a = snapshot.cell(EntityKind::Pool, i, PoolMetric::CardsBusy);
        const Cell& b = snapshot.cell(EntityKind::Pool, i, PoolMetric::CardsFree);
        torn += a.isKnown() != b.isKnown() || (a.isKnown() && a.value != b.value) ? 1 : 0;
    }
    return torn;
}

void write(TwinState& twin, RecentHistory& history, Mailbox<Snapshot>& mailbox)
{
    Rng rng(1, "test.writer");
    std::uint64_t sequence = 0;
    for (int round = 0; round < kRounds; ++round) {
        const TimeNs now = test::kNoon + round * kSecond;
        const auto first = static_cast<std::uint32_t>(rng.below(80));
        const std::vector<double> values(20, round);
        twin.apply(test::batch(now, ++sequence,
                               {test::column(EntityKind::Pool, PoolMetric::CardsBusy, first, values),
                                test::column(EntityKind::Pool, PoolMetric::CardsFree, first, values)}));
        const std::string id = "flow-" + std::to_string(rng.below(40));
        twin.apply(test::flowEvent(now, ++sequence, id, rng.below(2) == 0));
        const auto snapshot = twin.publish(now, nullptr, {});
        mailbox.put(snapshot);
        history.record(snapshot);
    }
}

} // namespace

void TestStateThreads::oneWriterPublishesWhileReadersScrub()
{
    TwinState twin;
    twin.setRegistry(test::world({100, 10, 4, 2, 2, 4, 3}), nullptr);
    RecentHistoryOptions options;
    options.maxBytes = 3'000'000; // flows coming in make it halve on the way
    RecentHistory history(options);
    Mailbox<Snapshot> mailbox;
    twin.releaseThread();
    std::atomic<bool> isDone = false;
    std::atomic<std::uint64_t> torn = 0;
    std::atomic<std::uint64_t> seen = 0;
    std::thread writer([&] {
        write(twin, history, mailbox);
        isDone = true;
    });
    const auto scrub = [&](std::uint64_t seed) {
        Rng rng(seed, "test.reader");
        SnapshotPtr last;
        while (!isDone || seen < 20) {
            const TimeRange range = history.range();
            if (range.isEmpty()) {
                continue;
            }
            const TimeNs time =
                range.begin +
                static_cast<TimeNs>(rng.below(static_cast<std::uint64_t>(range.end - range.begin)));
            const auto past = history.at({TimeMode::Fixed, time});
            const auto live = mailbox.latest();
            torn += tornPools(*past) + tornPools(*live);
            if (last) {
                const auto runs =
                    changedEntities(last->section(EntityKind::Pool), live->section(EntityKind::Pool));
                torn += !runs.empty() && runs.back().first + runs.back().count > 100 ? 1 : 0;
            }
            for (const auto& flow : past->directory->flows) {
                torn += flow && !past->find(EntityKind::Flow, flow->id) ? 1 : 0;
            }
            const auto points = history.series({EntityKind::Pool, "pool-000007", 1}, range, 50);
            torn += points.size() > 50 ? 1 : 0;
            last = live;
            ++seen;
        }
    };
    std::thread first(scrub, 1);
    std::thread second(scrub, 2);
    writer.join();
    first.join();
    second.join();
    QCOMPARE(torn.load(), std::uint64_t(0));
    QVERIFY(seen.load() >= 20);
    QCOMPARE(history.range().end, test::kNoon + (kRounds - 1) * kSecond);
}

QTEST_GUILESS_MAIN(TestStateThreads)
#include "tst_state_threads.moc"
