#include "app/transport/bad_line.h"
#include "tests/app/transport_bench.h"
#include "twin/history/journal.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>

using namespace test;
using namespace app::transport;

class TestBadLine final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void aLineMisbehavesTheSameWayForTheSameSeed()
    {
        const auto passed = [](std::uint64_t seed) {
            BadLine line({0.1, 0.1, 0.1, seed});
            std::string out;
            for (int i = 0; i < 200; ++i) {
                line.pass(std::to_string(i),
                          [&out](std::string_view frame) { out.append(frame).append(" "); });
            }
            return out;
        };
        QCOMPARE(passed(5), passed(5));
        QVERIFY(passed(5) != passed(6));
    }

    void aLineLosesDoublesAndReordersAsAsked()
    {
        BadLine line({0.05, 0.05, 0.05, 3});
        std::map<int, int> arrivals;
        int lost = 0;
        int backwards = 0;
        int last = -1;
        const auto receive = [&](std::string_view frame) {
            const int number = std::stoi(std::string(frame));
            ++arrivals[number];
            backwards += number < last ? 1 : 0;
            last = number;
        };
        for (int i = 0; i < 10'000; ++i) {
            lost += line.pass(std::to_string(i), receive) ? 0 : 1;
        }
        line.flush(receive);
        QVERIFY(lost > 400 && lost < 600);
        QCOMPARE(arrivals.size(), 10'000U - static_cast<std::size_t>(lost));
        const auto twice = std::count_if(arrivals.begin(), arrivals.end(),
                                         [](const auto& each) { return each.second == 2; });
        QVERIFY(twice > 350 && twice < 600);
        QVERIFY(backwards > 350 && backwards < 600);
    }

    /// 5 % lost, 5 % doubled, 5 % out of order: all that was offered is acknowledged and stored once, and the
    /// books say exactly what came.
    void nothingAcknowledgedIsLostOverABadLine()
    {
        const QTemporaryDir directory;
        const std::string path = directory.filePath(QStringLiteral("store.db")).toStdString();
        constexpr int kFrames = 600;
        {
            twin::ingest::TwinServiceOptions options;
            options.storePath = path;
            const ServedTwin twin(options);
            auto client = [&] {
                auto given = twin.clientOptions();
                given.badLine = {0.05, 0.05, 0.05, 11};
                given.resendAfter = 50 * twin::kMillisecond;
                return std::move(FeedClient::create(given).value());
            }();
            QVERIFY(offerBatches(*client, 1, kFrames));
            QVERIFY(client->drain(40 * twin::kSecond).has_value());
            const FeedStatistics sums = client->statistics();
            QVERIFY(sums.lostFrames > 0 && sums.resentFrames > 0);
            QCOMPARE(sums.acknowledgedFrames, std::uint64_t{kFrames});
            QCOMPARE(sums.acknowledgedSamples, sums.offeredSamples);
            client.reset();
            QTRY_COMPARE(twin.service->status().queuedFrames, 0U);
            QTRY_COMPARE(twin.source().received - twin.source().duplicate, (kFrames - 1) * 50U);
            const auto source = twin.source();
            QCOMPARE(source.received,
                     source.applied + source.merged + source.late + source.duplicate + source.refused);
            QCOMPARE(source.refused, 0U);
            QVERIFY(source.duplicate > 0);
            QCOMPARE(twin.inlet(0), double(kFrames % 100));
        }
        const auto store = twin::history::Journal::openReadOnly(path);
        const auto progress = store->loadProgress();
        QCOMPARE(progress->front().progress, (twin::ingest::Progress{kFrames, {}}));
        QCOMPARE(progress->front().samples, (kFrames - 1) * 50U);
        std::map<std::uint64_t, int> kept;
        QVERIFY(store
                    ->forEach(
                        [&](const twin::history::JournalEntry& entry) { return ++kept[entry.sequence] > 0; })
                    .has_value());
        QCOMPARE(kept.size(), std::size_t{kFrames});
        QVERIFY(std::all_of(kept.begin(), kept.end(), [](const auto& each) { return each.second == 1; }));
    }
};

QTEST_GUILESS_MAIN(TestBadLine)
#include "tst_bad_line.moc"
