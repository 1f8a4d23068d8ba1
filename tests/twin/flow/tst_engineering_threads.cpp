// The same bits on any thread count, and from several threads at once.
#include "tests/twin/flow/engineering_networks.h"
#include "twin/flow/engineering.h"
#include "twin/flow/engineering_csv.h"
#include "twin/support/parallel.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace twin;
using namespace twin::flow;

class TestEngineeringThreads : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void anyThreadCountGivesTheSameBits_data()
    {
        QTest::addColumn<int>("objective");
        QTest::addColumn<qint64>("maxDelay");
        QTest::newRow("utilisation") << static_cast<int>(TeObjective::Utilisation) << qint64{0};
        QTest::newRow("throughput") << static_cast<int>(TeObjective::Throughput) << qint64{0};
        QTest::newRow("concurrent") << static_cast<int>(TeObjective::Concurrent) << qint64{0};
        QTest::newRow("max-min") << static_cast<int>(TeObjective::MaxMin) << qint64{0};
        QTest::newRow("within a delay")
            << static_cast<int>(TeObjective::Utilisation) << qint64{60 * kMillisecond};
    }

    void anyThreadCountGivesTheSameBits()
    {
        QFETCH(int, objective);
        QFETCH(qint64, maxDelay);
        // Large enough that sources are priced on all threads.
        const auto random = flow_test::randomCase(
            3, {.nodes = 120, .leaves = 20, .links = 400, .demands = 400, .capacityDecades = 1.5});
        const network::Graph graph = random.graph();
        EngineeringOptions options;
        options.objective = static_cast<TeObjective>(objective);
        options.maxDelay = maxDelay;
        std::string first;
        for (const unsigned threads : {1U, 2U, 5U}) {
            options.threads = threads;
            const auto answer = engineer(graph, random.demands, options);
            QVERIFY2(answer, answer ? "" : answer.error().text().c_str());
            const std::string hash = stateHash(options.objective, *answer);
            first = first.empty() ? hash : first;
            QCOMPARE(hash, first);
        }
    }

    void manyAtOnceDoNotDisturbEachOther()
    {
        const auto random = flow_test::randomCase(4, {.nodes = 40, .links = 80, .demands = 150});
        const network::Graph graph = random.graph();
        EngineeringOptions options;
        options.exact = true;
        const auto alone = engineer(graph, random.demands, options);
        QVERIFY(alone.has_value());
        std::vector<std::string> hashes(8);
        parallelFor(hashes.size(), 4, [&](std::size_t item, unsigned) {
            const auto answer = engineer(graph, random.demands, options);
            hashes[item] = answer ? stateHash(options.objective, *answer) : "";
        });
        for (const std::string& hash : hashes) {
            QCOMPARE(hash, stateHash(options.objective, *alone));
        }
    }

    void cancellingEndsIt()
    {
        auto random = flow_test::randomCase(3, {.nodes = 200, .links = 700, .demands = 8000});
        for (auto& demand : random.demands) {
            demand.bps *= 100; // max-min has many levels: seconds of work
        }
        const network::Graph graph = random.graph();
        std::atomic<bool> cancelled{false};
        EngineeringOptions options;
        options.objective = TeObjective::MaxMin;
        options.cancelled = &cancelled;
        std::atomic<bool> isDone{false};
        ErrorCode code = ErrorCode::Internal;
        std::jthread worker([&] {
            const auto answer = engineer(graph, random.demands, options);
            code = answer ? ErrorCode::Internal : answer.error().code;
            isDone = true;
        });
        cancelled = true;
        QTRY_VERIFY_WITH_TIMEOUT(isDone.load(), 30'000);
        worker.join();
        QCOMPARE(code, ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestEngineeringThreads)
#include "tst_engineering_threads.moc"
