#include "twin/support/json_walk.h"

#include <QTest>

#include <string>
#include <vector>

using namespace twin;

class TstJsonWalk : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void textThatIsNoJsonHasALine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("line");
        QTest::newRow("nothing") << QByteArray() << 1;
        QTest::newRow("a comma too many") << QByteArray("{\n\"a\": 1,\n}") << 3;
        QTest::newRow("cut short") << QByteArray("[\n1,\n2\n") << 4;
        QTest::newRow("more after the end") << QByteArray("[]\n\nx") << 3;
        QTest::newRow("a number beyond all numbers") << QByteArray("[1,\n1e999\n,2]") << 2;
        QTest::newRow("a number at the end of a line where none may be") << QByteArray("{\n\"a\" 3\n}") << 2;
        QTest::newRow("100,000 deep") << QByteArray(100'000, '[') << 1;
    }

    void textThatIsNoJsonHasALine()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, line);
        const auto walked = walkJson(text.toStdString(), [](const JsonVisit&) { return true; });
        QVERIFY(!walked);
        QCOMPARE(walked.error().line, line);
        QVERIFY(!walked.error().reason.empty());
    }

    void everyValueHasItsPathAndLine()
    {
        const std::string text = "{\n"               // 1
                                 " \"a\": [10,\n"    // 2
                                 "  20\n"            // 3
                                 "  ,\"text\", {\n"  // 4
                                 "   \"b\":\n"       // 5
                                 "    true\n"        // 6
                                 "  }, []],\n"       // 7
                                 " \"c\": null }\n"; // 8
        std::vector<std::string> seen;
        QVERIFY(walkJson(text, [&](const JsonVisit& value) {
                    seen.push_back(pathText(value) + "@" + std::to_string(value.line));
                    return true;
                }).has_value());
        QCOMPARE(seen, (std::vector<std::string>{"{@1", ".a{@2", ".a[0]@2", ".a[1]@3", ".a[2]'text'@4",
                                                 ".a[3]{@4", ".a[3].b@5", ".a[4]{@7", ".c@8"}));
    }

    void theVisitorMayEndIt()
    {
        int visits = 0;
        QVERIFY(walkJson("[1, 2, not JSON", [&](const JsonVisit&) { return ++visits < 3; }).has_value());
        QCOMPARE(visits, 3);
    }

  private:
    static std::string pathText(const JsonVisit& value)
    {
        std::string out;
        for (const JsonStep& step : value.path) {
            out += step.isItem ? "[" + std::to_string(step.index) + "]" : "." + step.key;
        }
        out += value.isContainer ? "{" : "";
        return out + (value.text != nullptr ? "'" + *value.text + "'" : "");
    }
};

QTEST_GUILESS_MAIN(TstJsonWalk)
#include "tst_json_walk.moc"
