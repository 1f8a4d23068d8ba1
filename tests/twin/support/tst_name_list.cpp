#include "twin/support/name_list.h"

#include <QTest>

using namespace twin;

Q_DECLARE_METATYPE(std::vector<std::string>)

class TestNameList : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void brokenListsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("unclosed quote") << QByteArray("a;\"b");
        QTest::newRow("unclosed behind a doubled one") << QByteArray("\"b\"\"");
        QTest::newRow("text behind a quote") << QByteArray("\"a\"b;c");
    }

    void brokenListsAreRefused()
    {
        QFETCH(QByteArray, text);
        const auto names = splitNames(text.toStdString());
        QVERIFY(!names);
        QCOMPARE(names.error().code, ErrorCode::BadInput);
    }

    void tooManyNamesAreRefused()
    {
        QCOMPARE(splitNames("a;b;c", 2).error().code, ErrorCode::TooLarge);
        QVERIFY(splitNames("a;b", 2).has_value());
    }

    void listsAreTakenApart_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<std::vector<std::string>>("names");
        const auto row = [](const char* text, std::vector<std::string> names) {
            QTest::newRow(text) << QByteArray(text) << std::move(names);
        };
        row("", {});
        row(" ; ;; ", {});
        row("a", {"a"});
        row(" a b ;c;", {"a b", "c"});
        row("\"a;b\"; \"say \"\"c\"\"\" ;d", {"a;b", "say \"c\"", "d"});
        row("a\"b;c", {"a\"b", "c"}); // a quote inside a name is a letter
    }

    void listsAreTakenApart()
    {
        QFETCH(QByteArray, text);
        QFETCH(std::vector<std::string>, names);
        const auto found = splitNames(text.toStdString());
        QVERIFY(found.has_value());
        QCOMPARE(*found, names);
    }

    void nearestNamesAreFoundInOrder_data()
    {
        QTest::addColumn<QByteArray>("wanted");
        QTest::addColumn<std::vector<std::string>>("names");
        const auto row = [](const char* wanted, std::vector<std::string> names) {
            QTest::newRow(wanted) << QByteArray(wanted) << std::move(names);
        };
        row("beijing", {"Beijing", "Beijing 2", "South Beijing"}); // whole, start, inside
        row("Bejiing", {"Beijing", "Beijing 2"});                  // a swap, then a swap and two more
        row("Xian", {"Xi'an"});
        row("北京市", {"北京"});
        row("Zanzibar", {});
    }

    void nearestNamesAreFoundInOrder()
    {
        QFETCH(QByteArray, wanted);
        QFETCH(std::vector<std::string>, names);
        const std::vector<std::string> known{"South Beijing", "Xi'an", "Beijing 2", "Beijing",
                                             "北京",          "上海",  "Beijing"};
        QCOMPARE(nearestNames(wanted.toStdString(), known), names);
    }
};

QTEST_GUILESS_MAIN(TestNameList)
#include "tst_name_list.moc"
