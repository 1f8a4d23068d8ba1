#include "models/feed/latest_job.h"

#include <QCoreApplication>
#include <QSemaphore>
#include <QTest>
#include <QThread>

#include <atomic>
#include <memory>

using Job = models::LatestJob<int>;

class LatestJobTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void worksElsewhereAndReportsHere()
    {
        QThread* at = nullptr;
        QThread* reported = nullptr;
        Job job([&](int) { reported = QThread::currentThread(); });
        QVERIFY(job.isIdle());
        job.request([&] {
            at = QThread::currentThread();
            return 1;
        });
        QVERIFY(!job.isIdle());
        QTRY_VERIFY(reported != nullptr);
        QVERIFY(job.isIdle());
        QCOMPARE(reported, QThread::currentThread());
        QVERIFY(at != reported);
    }

    void ofThoseThatWaitOnlyTheNewestIsDone()
    {
        QList<int> done;
        std::atomic<int> ran = 0;
        QSemaphore gate;
        Job job([&](int result) { done.append(result); });
        for (int i = 0; i < 10; ++i) {
            job.request([&, i] {
                gate.acquire();
                ++ran;
                return i;
            });
        }
        gate.release(10);
        const QList<int> expected{0, 9};
        QTRY_COMPARE(done, expected);
        QTRY_VERIFY(job.isIdle());
        QCOMPARE(ran.load(), 2);
    }

    void oneIsAskedForFromTheResultOfAnother()
    {
        QList<int> done;
        std::unique_ptr<Job> job;
        job = std::make_unique<Job>([&](int result) {
            done.append(result);
            if (result < 3) {
                job->request([result] { return result + 1; });
            }
        });
        job->request([] { return 1; });
        const QList<int> expected{1, 2, 3};
        QTRY_COMPARE(done, expected);
    }

    void whatIsCancelledIsNotReported()
    {
        QList<int> done;
        QSemaphore gate;
        Job job([&](int result) { done.append(result); });
        job.request([&] {
            gate.acquire();
            return 1;
        });
        job.request([] { return 2; });
        job.cancel();
        job.request([] { return 3; });
        gate.release();
        QTRY_COMPARE(done, QList<int>{3});
        job.cancel();
        QVERIFY(job.isIdle());
    }

    void destructionWaitsAndReportsNothing()
    {
        std::atomic<bool> ended = false;
        int reports = 0;
        {
            Job job([&](int) { ++reports; });
            job.request([&] {
                QThread::msleep(30);
                ended = true;
                return 1;
            });
            job.request([] { return 2; });
        }
        QVERIFY(ended);
        QCoreApplication::processEvents();
        QCOMPARE(reports, 0);
    }
};

QTEST_GUILESS_MAIN(LatestJobTest)
#include "tst_latest_job.moc"
