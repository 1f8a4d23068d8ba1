#include "twin/support/parallel.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace twin;

class TestParallel : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void everyItemIsDoneOnce_data()
    {
        QTest::addColumn<std::size_t>("count");
        QTest::addColumn<unsigned>("threads");
        QTest::newRow("nothing") << std::size_t{0} << 4U;
        QTest::newRow("fewer items than threads") << std::size_t{3} << 8U;
        QTest::newRow("one thread") << std::size_t{1000} << 1U;
        QTest::newRow("many") << std::size_t{20'000} << 4U;
    }

    void everyItemIsDoneOnce()
    {
        QFETCH(std::size_t, count);
        QFETCH(unsigned, threads);
        std::vector<std::uint32_t> done(count, 0);
        std::atomic<unsigned> highest{0};
        parallelFor(count, threads, [&](std::size_t item, unsigned worker) {
            ++done[item];
            unsigned seen = highest.load();
            while (worker > seen && !highest.compare_exchange_weak(seen, worker)) {
            }
        });
        QVERIFY(std::ranges::all_of(done, [](std::uint32_t times) { return times == 1; }));
        QVERIFY(highest < threads);
    }

    void aCancelledRunStopsEarly()
    {
        std::atomic<bool> cancelled{false};
        std::atomic<std::size_t> done{0};
        parallelFor(
            1'000'000, 2,
            [&](std::size_t, unsigned) {
                if (++done == 10) {
                    cancelled = true;
                }
            },
            &cancelled);
        QVERIFY(done < 1'000'000);
    }

    void withoutThreadsToBeHadTheCallerDoesItAll()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("sanitizers need more address space than this test leaves");
#endif
        const pid_t child = fork();
        if (child == 0) {
            const rlimit none{1U << 20U, 1U << 20U}; // less than is used already: no stack can be made
            std::atomic<std::size_t> done{0};
            if (setrlimit(RLIMIT_AS, &none) != 0) {
                _exit(2);
            }
            parallelFor(100, 256, [&](std::size_t, unsigned) { ++done; });
            _exit(done == 100 ? 0 : 1);
        }
        QVERIFY(child > 0);
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY2(WIFEXITED(status) && WEXITSTATUS(status) == 0, qPrintable(QString::number(status)));
    }

    void askedForNoneThereIsOneAtLeast()
    {
        QVERIFY(threadCount(0) >= 1);
        QCOMPARE(threadCount(3), 3U);
    }
};

QTEST_GUILESS_MAIN(TestParallel)
#include "tst_parallel.moc"
