#include "twin/ingest/accept_ledger.h"
#include "twin/ingest/sequence_tracker.h"
#include "twin/support/rng.h"

#include <QTest>

#include <map>

using namespace twin::ingest;
using twin::history::ForgottenEpochs;
using twin::history::Progress;
using twin::history::ProgressRecord;
using twin::history::ProgressUpdate;

namespace {

/// What a store would hold after the same updates.
struct Store
{
    std::map<SourceEpoch, ProgressRecord> records;
    std::map<std::string, ForgottenEpochs> forgotten;

    void apply(const ProgressUpdate& update)
    {
        for (const ProgressRecord& record : update.records) {
            records[{record.source, record.epoch}] = record;
        }
        for (const ForgottenEpochs& sums : update.forgotten) {
            for (const std::uint64_t epoch : sums.gone) {
                records.erase({sums.source, epoch});
            }
            forgotten[sums.source] = sums;
        }
    }

    [[nodiscard]] std::uint64_t frames(const std::string& source) const
    {
        const auto older = forgotten.find(source);
        std::uint64_t sum = older != forgotten.end() ? older->second.frames : 0;
        for (const auto& [key, record] : records) {
            sum += key.first == source ? record.frames : 0;
        }
        return sum;
    }

    [[nodiscard]] std::size_t epochs(const std::string& source) const
    {
        std::size_t count = 0;
        for (const auto& [key, record] : records) {
            count += key.first == source ? 1 : 0;
        }
        return count;
    }
};

Progress withGaps(std::size_t gaps)
{
    Progress out;
    for (std::uint64_t i = 0; i < gaps; ++i) {
        out.ranges.push_back({2 * i + 3, 2 * i + 3});
    }
    return out;
}

void keep(AcceptLedger& ledger, Store& store, std::vector<ProgressRecord> records)
{
    const ProgressUpdate update = ledger.update(std::move(records));
    store.apply(update);
    ledger.commit(update);
}

} // namespace

class TestAcceptLedger final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    /// What came true at the store without our knowing is known afterwards; what only we know stays.
    void aStoreThatIsBackIsBelievedWhereItKnowsMore()
    {
        AcceptLedger ledger;
        Store store;
        keep(ledger, store, {{"a", 1, {5, {}}, 5, 50}, {"a", 2, {7, {}}, 7, 70}, {"b", 1, {3, {}}, 3, 30}});
        ledger.reload({{"a", 2, {9, {}}, 9, 90}, {"b", 1, {2, {}}, 2, 20}, {"c", 1, {1, {}}, 1, 10}}, {});
        QCOMPARE(ledger.record({"a", 1}).progress, (Progress{5, {}}));
        QCOMPARE(ledger.record({"a", 2}).progress, (Progress{9, {}}));
        QCOMPARE(ledger.record({"a", 2}).samples, 90U);
        QCOMPARE(ledger.record({"b", 1}).progress, (Progress{3, {}}));
        QCOMPARE(ledger.record({"c", 1}).frames, 1U);
    }

    void whatTheStoreHasForgottenIsForgotten()
    {
        AcceptLedger ledger;
        Store store;
        keep(ledger, store, {{"a", 1, {5, {}}, 5, 50}, {"a", 2, {7, {}}, 7, 70}, {"a", 3, {1, {}}, 1, 10}});
        ledger.reload({{"a", 3, {1, {}}, 1, 10}}, {{"a", 2, 2, 12, 120}});
        QVERIFY(ledger.isForgotten({"a", 1}));
        QVERIFY(ledger.isForgotten({"a", 2}));
        QVERIFY(!ledger.isForgotten({"a", 3}));
        ledger.reload({{"a", 3, {1, {}}, 1, 10}}, {}); // it cannot know less
        QVERIFY(ledger.isForgotten({"a", 2}));
    }

    void anEpochOfBeforeTheLast64IsForgotten()
    {
        AcceptLedger ledger;
        Store store;
        for (std::uint64_t epoch = 1; epoch <= 65; ++epoch) {
            keep(ledger, store, {{"s", epoch, {2, {}}, 2, 20}});
        }
        QVERIFY(ledger.isForgotten({"s", 1}));
        QVERIFY(ledger.isForgotten({"s", 0})); // was never there, and cannot be told from one that was
        QVERIFY(!ledger.isForgotten({"s", 2}));
        QVERIFY(!ledger.isForgotten({"s", 66}));
        QVERIFY(!ledger.isForgotten({"t", 1}));
        QCOMPARE(ledger.record({"s", 1}).progress.contiguous, 0U);
        QCOMPARE(ledger.record({"s", 2}).progress.contiguous, 2U);
        QCOMPARE(store.forgotten.at("s").epochs, 1U);
        QCOMPARE(store.forgotten.at("s").samples, 20U);
    }

    void anEpochThatIsAlreadyTooOldIsForgottenAtOnce()
    {
        AcceptLedger ledger;
        Store store;
        for (std::uint64_t epoch = 100; epoch < 164; ++epoch) {
            keep(ledger, store, {{"s", epoch, {1, {}}, 1, 1}});
        }
        keep(ledger, store, {{"s", 5, {1, {}}, 1, 1}});
        QVERIFY(ledger.isForgotten({"s", 5}));
        QVERIFY(!ledger.isForgotten({"s", 100}));
        QCOMPARE(store.frames("s"), 65U);
    }

    void openGapsOfPastEpochsAreBounded()
    {
        AcceptLedger ledger;
        Store store;
        keep(ledger, store, {{"s", 1, withGaps(6'000), 6'000, 1}});
        keep(ledger, store, {{"s", 2, withGaps(6'000), 6'000, 1}});
        QVERIFY(!ledger.isForgotten({"s", 1})); // 6,000 past ones, and those of the present
        keep(ledger, store, {{"s", 3, {1, {}}, 1, 1}});
        QVERIFY(ledger.isForgotten({"s", 1}));
        QVERIFY(!ledger.isForgotten({"s", 2}));
        QCOMPARE(store.frames("s"), 12'001U);
    }

    void sumsStayWhateverIsForgotten()
    {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            twin::Rng rng(seed, "test.ledger");
            AcceptLedger ledger;
            Store store;
            std::map<std::string, std::uint64_t> accepted;
            for (int group = 0; group < 300; ++group) {
                std::map<SourceEpoch, ProgressRecord> changed;
                for (std::uint64_t i = rng.below(4); i > 0; --i) {
                    const SourceEpoch key{rng.below(3) == 0 ? "a" : "b", rng.below(400)};
                    if (ledger.isForgotten(key)) {
                        continue; // the store stage refuses it
                    }
                    auto at = changed.try_emplace(key, ledger.record(key)).first;
                    at->second.progress.insert(1 + rng.below(100));
                    ++at->second.frames;
                    ++accepted[key.first];
                }
                std::vector<ProgressRecord> records;
                for (auto& [key, record] : changed) {
                    records.push_back(record);
                }
                keep(ledger, store, std::move(records));
            }
            const QByteArray at = "seed " + QByteArray::number(static_cast<qulonglong>(seed));
            for (const char* source : {"a", "b"}) {
                QVERIFY2(store.frames(source) == accepted[source], at.constData());
                QVERIFY2(store.epochs(source) <= kEpochsRemembered, at.constData());
            }
            AcceptLedger again; // as after a restart
            std::vector<ProgressRecord> records;
            for (const auto& [key, record] : store.records) {
                records.push_back(record);
            }
            std::vector<ForgottenEpochs> forgotten;
            for (const auto& [source, sums] : store.forgotten) {
                forgotten.push_back(sums);
            }
            again.load(records, forgotten);
            for (std::uint64_t epoch = 0; epoch < 400; ++epoch) {
                QVERIFY2(again.isForgotten({"b", epoch}) == ledger.isForgotten({"b", epoch}), at.constData());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestAcceptLedger)
#include "tst_accept_ledger.moc"
