#include "models/feed/asked_job.h"
#include "tests/support/patience.h"

#include <QCoreApplication>
#include <QSemaphore>
#include <QTest>
#include <QThread>

#include <atomic>
#include <optional>

using Job = models::AskedJob<int>;
using ProgressPtr = Job::ProgressPtr;

namespace {

constexpr int kTakenBack = -1;

/// What came of a job, in order; kTakenBack for no result.
struct Bench
{
    QList<int> done;
    Job job{[this](std::optional<int> result) {
        done.append(result.value_or(kTakenBack));
    }};
};

/// Ends when it is told to, and hands over what it has.
int untilCancelled(const ProgressPtr& progress)
{
    while (!progress->isCancelled) {
        QThread::msleep(1);
    }
    return 7;
}

} // namespace

class AskedJobTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void worksElsewhereAndReportsHere()
    {
        Bench b;
        QVERIFY(!b.job.isRunning());
        QThread* at = nullptr;
        b.job.ask([&at](const ProgressPtr&) {
            at = QThread::currentThread();
            return 1;
        });
        QVERIFY(b.job.isRunning());
        PATIENT_COMPARE(b.done, QList<int>{1});
        QVERIFY(!b.job.isRunning());
        QVERIFY(at != QThread::currentThread());
    }

    void whatIsTakenBackHasNoResult()
    {
        Bench b;
        b.job.ask(untilCancelled);
        b.job.cancel();
        QVERIFY(b.job.isRunning()); // it has not heard of it yet
        PATIENT_COMPARE(b.done, QList<int>{kTakenBack});
        QVERIFY(!b.job.isRunning());
        b.job.cancel(); // nothing is under way
        b.job.ask([](const ProgressPtr&) { return 1; });
        const QList<int> expected{kTakenBack, 1};
        PATIENT_COMPARE(b.done, expected);
    }

    void soHasWhatWasDoneBeforeItHeard()
    {
        Bench b;
        b.job.ask([](const ProgressPtr&) { return 1; });
        QThread::msleep(50); // it is done by now, and nobody has heard of it
        b.job.cancel();
        PATIENT_COMPARE(b.done, QList<int>{kTakenBack});
    }

    void nothingIsHeardOfWhatIsForgotten()
    {
        Bench b;
        QSemaphore gate;
        bool isTold = false;
        b.job.ask([&](const ProgressPtr& progress) {
            b.job.tell(progress, [&isTold] { isTold = true; });
            gate.release();
            return untilCancelled(progress);
        });
        gate.acquire();
        b.job.forget();
        QVERIFY(!b.job.isRunning());
        b.job.ask([](const ProgressPtr&) { return 1; });
        PATIENT_COMPARE(b.done, QList<int>{1});
        QVERIFY(!isTold);
    }

    void askingAnewForgetsTheFirst()
    {
        Bench b;
        b.job.ask(untilCancelled);
        b.job.ask([](const ProgressPtr&) { return 1; });
        b.job.ask([](const ProgressPtr&) { return 2; });
        PATIENT_COMPARE(b.done, QList<int>{2});
        QCoreApplication::processEvents();
        QCOMPARE(b.done, QList<int>{2});
    }

    void whatItTellsComesBeforeItsResult()
    {
        Bench b;
        b.job.ask([&b](const ProgressPtr& progress) {
            for (int i = 10; i < 13; ++i) {
                b.job.tell(progress, [&b, i] { b.done.append(i); });
            }
            return 1;
        });
        const QList<int> expected{10, 11, 12, 1};
        PATIENT_COMPARE(b.done, expected);
    }

    void destructionWaitsAndReportsNothing()
    {
        std::atomic<bool> ended = false;
        int reports = 0;
        {
            Job job([&reports](std::optional<int>) { ++reports; });
            job.ask([&ended](const ProgressPtr& progress) {
                const int out = untilCancelled(progress);
                ended = true;
                return out;
            });
        }
        QVERIFY(ended);
        QCoreApplication::processEvents();
        QCOMPARE(reports, 0);
    }
};

QTEST_GUILESS_MAIN(AskedJobTest)
#include "tst_asked_job.moc"
