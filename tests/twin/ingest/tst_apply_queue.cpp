#include "twin/ingest/apply_queue.h"

#include <QTest>

#include <cmath>
#include <thread>

using namespace twin::ingest;
using twin::history::RecordKind;

namespace {

ApplyItem batchOf(std::uint64_t sequence, twin::TimeNs time, std::uint32_t first, std::vector<double> values)
{
    ApplyItem item;
    item.frame.sequence = sequence;
    item.frame.sourceTime = time;
    item.frame.receiveTime = INT64_MAX;
    item.frame.samples = values.size();
    DecodedColumn column;
    column.firstEntity = first;
    column.values = std::move(values);
    item.frame.columns.push_back(std::move(column));
    return item;
}

/// Metric 0 is an inlet temperature (-50 to 150), 1 a utilisation (0 to 1).
ApplyItem metricsAt(std::uint64_t sequence)
{
    ApplyItem item;
    item.frame.kind = RecordKind::Define;
    item.frame.sequence = sequence;
    item.frame.metrics = {{0, "pool.inlet_celsius"}, {1, "pool.utilisation_ratio"}};
    return item;
}

/// Merges as the queue would, had it been given `items` in this order.
std::uint64_t mergePlaced(std::vector<ApplyItem>& items)
{
    MergeScopes scopes;
    for (ApplyItem& item : items) {
        scopes.place(item);
    }
    return mergeSeries(items)[0];
}

std::vector<double> valuesOf(const ApplyItem& item)
{
    return item.frame.columns.at(0).values;
}

} // namespace

class TestApplyQueue final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aSampleThatWillBeRefusedDisplacesNothing()
    {
        std::vector<ApplyItem> items;
        items.push_back(metricsAt(1));
        items.push_back(batchOf(2, 10, 0, {20, 20, 20, 20}));
        items.push_back(batchOf(3, 20, 0, {std::nan(""), 151, INFINITY, 21}));
        QCOMPARE(mergePlaced(items), 1U);
        QCOMPARE(valuesOf(items[1]), (std::vector<double>{20, 20, 20}));
        QCOMPARE(items[2].frame.samples, 4U); // what is refused is counted where it is refused
    }

    void aSampleWithoutATimeDisplacesNothing()
    {
        std::vector<ApplyItem> items;
        items.push_back(metricsAt(1));
        items.push_back(batchOf(2, 10, 0, {20, 20}));
        items.push_back(batchOf(3, 20, 0, {21, 21}));
        items.back().frame.columns[0].offsets = {INT64_MAX, -21};
        QCOMPARE(mergePlaced(items), 0U);
    }

    void aValueThatIsMissingIsOneLikeAnyOther()
    {
        std::vector<ApplyItem> items;
        items.push_back(metricsAt(1));
        items.push_back(batchOf(2, 10, 0, {20}));
        items.push_back(batchOf(3, 20, 0, {std::nan("")}));
        items.back().frame.columns[0].qualities = {twin::state::Quality::Missing};
        QCOMPARE(mergePlaced(items), 1U);
        QVERIFY(valuesOf(items[1]).empty());
    }

    void ofAnUnknownMetricNothingMerges()
    {
        std::vector<ApplyItem> items;
        items.push_back(batchOf(1, 10, 0, {1}));
        items.push_back(batchOf(2, 20, 0, {2}));
        QCOMPARE(mergePlaced(items), 0U);
    }

    void eventsAndDefinitionsNeverMerge()
    {
        std::vector<ApplyItem> items;
        items.push_back(metricsAt(1));
        items.push_back(batchOf(2, 10, 0, {1}));
        items.push_back(metricsAt(3));
        items.push_back(batchOf(4, 20, 0, {2})); // the number may mean something else now
        items.push_back({});
        items.back().frame.kind = RecordKind::Event;
        items.back().frame.sequence = 5;
        items.push_back(batchOf(6, 30, 0, {3}));
        QCOMPARE(mergePlaced(items), 1U); // across a note or an alarm
        QCOMPARE(items.size(), 6U);
        QCOMPARE(items[1].frame.samples, 1U);
        QCOMPARE(items[3].frame.samples, 0U);
    }

    /// The missing frame may change what the numbers mean: the twin will put it between the two.
    void acrossAGapNothingMerges()
    {
        std::vector<ApplyItem> items;
        items.push_back(metricsAt(1));
        items.push_back(batchOf(2, 10, 0, {1}));
        items.push_back(batchOf(4, 20, 0, {2}));
        items.push_back(metricsAt(3));
        QCOMPARE(mergePlaced(items), 0U);
    }

    void ofEqualKeysTheLatestSourceTimeWins()
    {
        std::vector<ApplyItem> items;
        items.push_back(metricsAt(1));
        items.push_back(batchOf(2, 30, 0, {1, 2}));
        items.push_back(batchOf(3, 20, 0, {3, 4, 5}));
        QCOMPARE(mergePlaced(items), 2U);
        QCOMPARE(valuesOf(items[1]), (std::vector<double>{1, 2}));
        QCOMPARE(valuesOf(items[2]), (std::vector<double>{5}));
        QCOMPARE(items[2].frame.columns[0].entity(0), 2U);
    }

    void withinAFrameTheRuleOfApplyingDecides()
    {
        std::vector<ApplyItem> items;
        items.push_back(metricsAt(1));
        items.push_back(batchOf(2, 10, 0, {3, 4, 2}));
        items.back().frame.columns[0].entities = {7, 7, 7};
        QCOMPARE(mergePlaced(items), 2U);
        QCOMPARE(valuesOf(items[1]), (std::vector<double>{4}));
    }

    void aSourceClockSomewhatAheadIsBelievedAsInApplying()
    {
        std::vector<ApplyItem> items;
        items.push_back(metricsAt(1));
        items.push_back(batchOf(2, 12 * twin::kSecond, 0, {1}));
        items.back().frame.receiveTime = 10 * twin::kSecond;
        items.push_back(batchOf(3, 11 * twin::kSecond, 0, {2}));
        items.back().frame.receiveTime = 10 * twin::kSecond + 500 * twin::kMillisecond;
        QCOMPARE(mergePlaced(items), 1U);
        QCOMPARE(valuesOf(items[1]), (std::vector<double>{1}));
        QVERIFY(valuesOf(items[2]).empty());
    }

    /// A consumer that sleeps: the producer merges, goes on, and every sample is accounted for.
    void aSlowConsumerGetsMergedValues()
    {
        std::uint64_t merged = 0;
        ApplyQueue queue(2'000, [&](const MergeCount& count) {
            for (const auto& [source, samples] : count) {
                merged += samples;
            }
        });
        constexpr std::uint64_t kFrames = 2'000;
        std::uint64_t taken = 0;
        double last = 0;
        std::thread consumer([&] {
            while (!queue.isDrained()) {
                for (const ApplyItem& item : queue.takeAll(std::chrono::milliseconds(50))) {
                    taken += item.frame.samples;
                    if (item.frame.samples > 0) {
                        last = item.frame.columns[0].values.back();
                    }
                }
                std::this_thread::sleep_for(std::chrono::milliseconds(2));
            }
        });
        QVERIFY(queue.push(metricsAt(1)));
        for (std::uint64_t i = 1; i <= kFrames; ++i) {
            QVERIFY(queue.push(batchOf(i + 1, static_cast<twin::TimeNs>(i), 0,
                                       std::vector<double>(50, static_cast<double>(i) * 0.01))));
        }
        queue.close();
        consumer.join();
        QCOMPARE(taken + merged, kFrames * 50);
        QVERIFY(merged > 0);
        QCOMPARE(last, static_cast<double>(kFrames) * 0.01);
    }
};

QTEST_GUILESS_MAIN(TestApplyQueue)
#include "tst_apply_queue.moc"
