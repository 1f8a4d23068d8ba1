#include "twin/ingest/apply_queue.h"
#include "twin/support/rng.h"

#include <QTest>

#include <map>
#include <thread>
#include <tuple>

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

/// The value each series ends with when everything is applied.
std::map<std::uint32_t, std::tuple<twin::TimeNs, std::uint64_t, double>>
endState(const std::vector<ApplyItem>& items)
{
    std::map<std::uint32_t, std::tuple<twin::TimeNs, std::uint64_t, double>> out;
    for (const ApplyItem& item : items) {
        for (const DecodedColumn& column : item.frame.columns) {
            for (std::size_t i = 0; i < column.values.size(); ++i) {
                const twin::TimeNs time =
                    item.frame.sourceTime + (column.offsets.empty() ? 0 : column.offsets[i]);
                const std::tuple next{time, item.frame.sequence, column.values[i]};
                auto& held = out.try_emplace(column.entity(i), next).first->second;
                if (std::tie(std::get<0>(held), std::get<1>(held)) <
                    std::tie(std::get<0>(next), std::get<1>(next))) {
                    held = next;
                }
            }
        }
    }
    return out;
}

} // namespace

class TestApplyQueue final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void eventsAndDefinitionsNeverMerge()
    {
        std::vector<ApplyItem> items;
        items.push_back(batchOf(1, 10, 0, {1}));
        items.push_back({});
        items.back().frame.kind = RecordKind::Event;
        items.push_back({});
        items.back().frame.kind = RecordKind::Define;
        items.push_back(batchOf(4, 20, 0, {2})); // the number may mean something else now
        QCOMPARE(mergeSeries(items)[0], 0U);
        QCOMPARE(items.size(), 4U);
        QCOMPARE(items[0].frame.samples, 1U);
    }

    void ofEqualKeysTheLatestSourceTimeWins()
    {
        std::vector<ApplyItem> items;
        items.push_back(batchOf(1, 30, 0, {1, 2}));
        items.push_back(batchOf(2, 20, 0, {3, 4, 5}));
        QCOMPARE(mergeSeries(items)[0], 2U);
        QCOMPARE(items[0].frame.columns[0].values, (std::vector<double>{1, 2}));
        QCOMPARE(items[1].frame.columns[0].values, (std::vector<double>{5}));
        QCOMPARE(items[1].frame.columns[0].entity(0), 2U);
    }

    void aSourceClockSomewhatAheadIsBelievedAsInApplying()
    {
        std::vector<ApplyItem> items;
        items.push_back(batchOf(1, 12 * twin::kSecond, 0, {1}));
        items.back().frame.receiveTime = 10 * twin::kSecond;
        items.push_back(batchOf(2, 11 * twin::kSecond, 0, {2}));
        items.back().frame.receiveTime = 10 * twin::kSecond + 500 * twin::kMillisecond;
        QCOMPARE(mergeSeries(items)[0], 1U);
        QCOMPARE(items[0].frame.columns[0].values, (std::vector<double>{1}));
        QVERIFY(items[1].frame.columns[0].values.empty());
    }

    void mergingChangesNothingInTheEnd()
    {
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            twin::Rng rng(seed, "test.merge");
            std::vector<ApplyItem> items;
            std::uint64_t before = 0;
            for (std::uint64_t sequence = 1; sequence <= 30; ++sequence) {
                std::vector<double> values(1 + rng.below(6));
                for (double& value : values) {
                    value = rng.uniform();
                }
                before += values.size();
                items.push_back(batchOf(sequence, static_cast<twin::TimeNs>(rng.below(10)),
                                        static_cast<std::uint32_t>(rng.below(8)), values));
                if (rng.below(3) == 0) {
                    for (std::size_t i = 0; i < values.size(); ++i) {
                        items.back().frame.columns[0].offsets.push_back(
                            static_cast<twin::TimeNs>(rng.below(4)));
                    }
                }
            }
            const auto expected = endState(items);
            const std::uint64_t merged = mergeSeries(items)[0];
            QVERIFY(endState(items) == expected);
            std::uint64_t left = 0;
            for (const ApplyItem& item : items) {
                left += item.frame.samples;
            }
            QCOMPARE(left, expected.size());
            QCOMPARE(left + merged, before);
        }
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
        for (std::uint64_t i = 1; i <= kFrames; ++i) {
            QVERIFY(queue.push(batchOf(i, static_cast<twin::TimeNs>(i), 0,
                                       std::vector<double>(50, static_cast<double>(i)))));
        }
        queue.close();
        consumer.join();
        QCOMPARE(taken + merged, kFrames * 50);
        QVERIFY(merged > 0);
        QCOMPARE(last, static_cast<double>(kFrames));
    }
};

QTEST_GUILESS_MAIN(TestApplyQueue)
#include "tst_apply_queue.moc"
