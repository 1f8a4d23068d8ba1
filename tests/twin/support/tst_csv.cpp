#include "twin/support/csv.h"

#include <QTest>

class TstCsv : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void refusesBrokenText_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::newRow("quote never closed") << QByteArray("a,b\n\"c,d\n") << 2;
        QTest::newRow("text after a quote") << QByteArray("a\n\"b\"c\n") << 2;
        QTest::newRow("1,001 cells") << QByteArray(1000, ',') << 1;
    }

    void refusesBrokenText()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        const auto rows = twin::parseCsv(text.toStdString());
        QVERIFY(!rows);
        QCOMPARE(rows.error().line, line);
    }

    void refusesTooManyRows()
    {
        const auto rows = twin::parseCsv("a\nb\nc\n", 2);
        QVERIFY(!rows);
        QCOMPARE(rows.error().code, twin::ErrorCode::TooLarge);
    }

    void readsQuotesLineBreaksAndCarriageReturns()
    {
        const auto rows = twin::parseCsv("a,\"b \"\"x\"\"\"\r\n\r\n\"two\nlines\",\n");
        QVERIFY(rows.has_value());
        QCOMPARE(rows->size(), size_t(2));
        QCOMPARE(rows->at(0).cells, (std::vector<std::string>{"a", "b \"x\""}));
        QCOMPARE(rows->at(1).cells, (std::vector<std::string>{"two\nlines", ""}));
        QCOMPARE(rows->at(1).line, std::int64_t(3));
    }

    void whatIsWrittenReadsBack()
    {
        const std::vector<std::string> cells{"plain", "a,b", "q\"q", "x;y", "l1\nl2", "", "中文"};
        std::string line;
        for (const std::string& cell : cells) {
            line += (line.empty() && &cell == &cells.front() ? "" : ",") + twin::csvCell(cell);
        }
        const auto rows = twin::parseCsv(line + "\n");
        QVERIFY(rows.has_value());
        QCOMPARE(rows->at(0).cells, cells);
    }
};

QTEST_GUILESS_MAIN(TstCsv)
#include "tst_csv.moc"
