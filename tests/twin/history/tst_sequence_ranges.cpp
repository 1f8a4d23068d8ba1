#include "twin/history/sequence_ranges.h"
#include "twin/support/rng.h"

#include <QTest>

#include <algorithm>
#include <set>
#include <vector>

using namespace twin::history;

class TestSequenceRanges final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void badTextIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"5", "5-", "-7", "7-5", "5-6,", "5-6,7-8", "5-6,3-4", "a-b", "5-6 8-9",
                                 "5-99999999999999999999"}) {
            QTest::newRow(text) << QString::fromLatin1(text);
        }
    }

    void badTextIsRefused()
    {
        QFETCH(QString, text);
        QVERIFY(!parseRanges(text.toStdString()).has_value());
    }

    void gapsStayOpenUntilFilled()
    {
        Progress progress;
        QVERIFY(progress.insert(1));
        QVERIFY(progress.insert(4));
        QVERIFY(progress.insert(3));
        QCOMPARE(progress.contiguous, 1U);
        QCOMPARE(progress.ranges, (std::vector<SequenceRange>{{3, 4}}));
        QVERIFY(progress.insert(2));
        QCOMPARE(progress, (Progress{4, {}}));
    }

    void aSequenceIsTakenOnce()
    {
        Progress progress{10, {{13, 15}}};
        for (const std::uint64_t known : {1U, 10U, 13U, 14U, 15U}) {
            QVERIFY(!progress.insert(known));
        }
        QCOMPARE(progress, (Progress{10, {{13, 15}}}));
    }

    /// In any order, with repeats: the same as a set.
    void anyOrderEqualsASet()
    {
        for (std::uint64_t seed = 1; seed <= 50; ++seed) {
            twin::Rng rng(seed, "test.ranges");
            Progress progress;
            std::set<std::uint64_t> model;
            for (int i = 0; i < 300; ++i) {
                const std::uint64_t sequence = 1 + rng.below(120);
                QCOMPARE(progress.insert(sequence), model.insert(sequence).second);
            }
            for (std::uint64_t sequence = 1; sequence <= 121; ++sequence) {
                QCOMPARE(progress.contains(sequence), model.contains(sequence));
            }
            QVERIFY(!model.contains(progress.contiguous + 1));
            const auto read = parseRanges(rangesText(progress.ranges));
            QVERIFY(read.has_value());
            QCOMPARE(*read, progress.ranges);
        }
    }
};

QTEST_GUILESS_MAIN(TestSequenceRanges)
#include "tst_sequence_ranges.moc"
