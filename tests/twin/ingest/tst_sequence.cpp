#include "twin/ingest/sequencer.h"
#include "twin/support/rng.h"

#include <QTest>

#include <algorithm>
#include <numeric>
#include <vector>

using namespace twin::ingest;

namespace {

DecodedFrame frame(std::uint64_t sequence, twin::TimeNs received = 0)
{
    DecodedFrame out;
    out.sequence = sequence;
    out.receiveTime = received;
    out.samples = 10;
    return out;
}

std::vector<std::uint64_t> sequences(const std::vector<DecodedFrame>& frames)
{
    std::vector<std::uint64_t> out;
    for (const DecodedFrame& each : frames) {
        out.push_back(each.sequence);
    }
    return out;
}

} // namespace

class TestSequence final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void framesAfterAGapWait()
    {
        Sequencer sequencer({twin::kSecond, 100, 10'000});
        std::vector<DecodedFrame> out;
        sequencer.push(frame(1), 0, out);
        sequencer.push(frame(3), 1, out);
        sequencer.push(frame(4), 1, out);
        QCOMPARE(sequences(out), (std::vector<std::uint64_t>{1}));
        QCOMPARE(sequencer.waiting(), 2U);
        sequencer.push(frame(2), 1, out);
        QCOMPARE(sequences(out), (std::vector<std::uint64_t>{1, 2, 3, 4}));
        QCOMPARE(sequencer.gapsSkipped(), 0U);
    }

    void aGapIsSkippedWhenPatienceEnds()
    {
        Sequencer sequencer({twin::kSecond, 100, 10'000});
        std::vector<DecodedFrame> out;
        sequencer.push(frame(1, 0), 0, out);
        sequencer.push(frame(3, 10), 1, out);
        sequencer.expire(twin::kSecond, out);
        QCOMPARE(out.size(), 1U);
        sequencer.expire(twin::kSecond + 11, out);
        QCOMPARE(sequences(out), (std::vector<std::uint64_t>{1, 3}));
        QCOMPARE(sequencer.gapsSkipped(), 1U);
        sequencer.push(frame(2, 2 * twin::kSecond), 1, out); // what filled it comes late, and is applied
        QCOMPARE(sequences(out), (std::vector<std::uint64_t>{1, 3, 2}));
    }

    void waitingIsBoundedInNumberAndSamples()
    {
        for (const Sequencer::Limits& limits :
             {Sequencer::Limits{twin::kHour, 5, 10'000}, {twin::kHour, 100, 50}}) {
            Sequencer sequencer(limits);
            std::vector<DecodedFrame> out;
            for (std::uint64_t sequence = 2; sequence <= 7; ++sequence) {
                sequencer.push(frame(sequence), 0, out);
            }
            QCOMPARE(sequences(out), (std::vector<std::uint64_t>{2, 3, 4, 5, 6, 7}));
            QCOMPARE(sequencer.waiting(), 0U);
        }
    }

    void whatTheStoreHasIsNotWaitedFor()
    {
        Sequencer sequencer({twin::kSecond, 100, 10'000});
        std::vector<DecodedFrame> out;
        sequencer.push(frame(1001), 1000, out); // after a restart: 1..1000 were applied in another life
        QCOMPARE(sequences(out), (std::vector<std::uint64_t>{1001}));
    }

    void anyOrderComesOutInSequence()
    {
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            twin::Rng rng(seed, "test.sequence");
            std::vector<std::uint64_t> order(60);
            std::iota(order.begin(), order.end(), 1);
            for (std::size_t i = order.size() - 1; i > 0; --i) {
                std::swap(order[i], order[rng.below(i + 1)]);
            }
            Sequencer sequencer({twin::kSecond, 100, 10'000});
            std::vector<DecodedFrame> out;
            for (const std::uint64_t sequence : order) {
                sequencer.push(frame(sequence), 0, out);
            }
            std::sort(order.begin(), order.end());
            QCOMPARE(sequences(out), order);
        }
    }
};

QTEST_GUILESS_MAIN(TestSequence)
#include "tst_sequence.moc"
