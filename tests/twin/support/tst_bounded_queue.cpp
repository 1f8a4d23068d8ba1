#include "twin/support/bounded_queue.h"

#include <QTest>

#include <thread>

class TstBoundedQueue : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void refusesWhatExceedsTheBound()
    {
        twin::BoundedQueue<int> queue(10);
        int a = 1;
        int b = 2;
        QVERIFY(queue.tryPush(a, 6));
        QVERIFY(!queue.tryPush(b, 6));
        QCOMPARE(b, 2);
        QCOMPARE(queue.takeAll(std::chrono::seconds(0)), std::vector<int>{1});
        QVERIFY(queue.tryPush(b, 60)); // heavier than the bound, but the queue is empty
    }

    void closedQueueRefusesButDrains()
    {
        twin::BoundedQueue<int> queue(10);
        int item = 1;
        QVERIFY(queue.push(item, 1));
        queue.close();
        QVERIFY(!queue.push(item, 1));
        QCOMPARE(queue.takeAll(std::chrono::seconds(1)).size(), size_t(1));
        QVERIFY(queue.takeAll(std::chrono::seconds(1)).empty());
    }

    void twoProducersLoseNothingAndKeepTheirOrder()
    {
        twin::BoundedQueue<std::pair<int, int>> queue(64);
        constexpr int kItems = 20'000;
        const auto produce = [&](int who) {
            for (int i = 0; i < kItems; ++i) {
                auto item = std::pair(who, i);
                QVERIFY(queue.push(item, 1));
            }
        };
        std::thread first(produce, 0);
        std::thread second(produce, 1);
        std::array<int, 2> next{};
        while (next[0] + next[1] < 2 * kItems) {
            for (const auto& [who, value] : queue.takeAll(std::chrono::seconds(10))) {
                QCOMPARE(value, next[static_cast<size_t>(who)]++);
            }
        }
        first.join();
        second.join();
    }
};

QTEST_GUILESS_MAIN(TstBoundedQueue)
#include "tst_bounded_queue.moc"
