#include "twin/support/text_encoding.h"

#include <QTest>

class TstTextEncoding : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void malformedUtf8IsSeen_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("lone continuation") << QByteArray("\x80");
        QTest::newRow("overlong slash") << QByteArray("\xC0\xAF");
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80");
        QTest::newRow("beyond U+10FFFF") << QByteArray("\xF4\x90\x80\x80");
        QTest::newRow("cut short") << QByteArray("\xE4\xB8");
    }

    void malformedUtf8IsSeen()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(!twin::isUtf8(bytes.toStdString()));
    }

    void neitherEncodingIsRefusedWithTheLine()
    {
        const auto text = twin::toUtf8("ok\nok\n\xFF\xFF\xFF");
        QVERIFY(!text);
        QCOMPARE(text.error().line, std::int64_t(3));
    }

    void gb18030ReadsBack()
    {
        const std::string original = "算力资源池,张家口\n𠮷,贵安\n";
        const auto encoded = twin::toGb18030(original);
        QVERIFY(encoded.has_value());
        QVERIFY(!twin::isUtf8(*encoded));
        const auto decoded = twin::toUtf8(*encoded);
        QVERIFY(decoded.has_value());
        QCOMPARE(*decoded, original);
    }

    void aByteOrderMarkIsNotOfTheText_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("UTF-8") << QByteArray("\xEF\xBB\xBFid\n算") << QByteArray("id\n算");
        QTest::newRow("GB18030") << QByteArray("\x84\x31\x95\x33id\n\xCB\xE3") << QByteArray("id\n算");
        QTest::newRow("of nothing") << QByteArray("\xEF\xBB\xBF") << QByteArray();
        QTest::newRow("GB18030 of nothing") << QByteArray("\x84\x31\x95\x33") << QByteArray();
        QTest::newRow("within the text") << QByteArray("id\x84\x31\x95\x33") << QByteArray("id\xEF\xBB\xBF");
    }

    void aByteOrderMarkIsNotOfTheText()
    {
        QFETCH(const QByteArray, bytes);
        const auto decoded =
            twin::toUtf8(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
        QVERIFY(decoded.has_value());
        QTEST(QByteArray::fromStdString(*decoded), "text");
    }

    void xmlSaysItsEncoding_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("encoding");
        const auto row = [](const char* name, const char* bytes, const char* encoding) {
            QTest::newRow(name) << QByteArray(bytes) << QByteArray(encoding);
        };
        row("said", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>", "iso-8859-1");
        row("in single quotes, after a byte order mark", "\xEF\xBB\xBF<?xml version='1.0' encoding='UTF-8'?>",
            "utf-8");
        row("not said", "<?xml version=\"1.0\"?><a encoding=\"x\"/>", "");
        row("no declaration", "<a encoding=\"x\"/>", "");
        row("not closed", "<?xml encoding=\"latin1", "latin1");
        row("nothing behind it", "<?xml encoding", "");
        row("empty", "", "");
    }

    void xmlSaysItsEncoding()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, encoding);
        QCOMPARE(QByteArray::fromStdString(twin::xmlEncoding(bytes.toStdString())), encoding);
    }

    void latinTextIsReadWhereItIsSaid()
    {
        QCOMPARE(*twin::toUtf8("K\xF6ln", "iso-8859-1"), std::string("Köln"));
        QCOMPARE(*twin::toUtf8("\x80 5", "windows-1252"), std::string("€ 5"));
        QCOMPARE(*twin::toUtf8("Köln", "iso-8859-1"), std::string("Köln")); // it is UTF-8 whatever it says
        QCOMPARE(*twin::toUtf8("\xCB\xE3", "utf-8"), std::string("算"));    // GB18030 as ever
    }

    void linesOfTextAreFitToPrint_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("line");
        const auto row = [](const char* name, const char* bytes, const char* line) {
            QTest::newRow(name) << QByteArray(bytes) << QByteArray(line);
        };
        row("plain", "plain", "plain");
        row("control characters", " \t a\nb\x7F ", "a b");
        row("cut between characters", "12345678算力", "12345678");
        row("blank where it is cut", "123456789 1", "123456789");
        row("malformed", "a\x80\xED\xA0\x80z", "a????z");
        row("cut short", "\xE4\xB8", "??");
        row("nothing", " \n ", "");
    }

    void linesOfTextAreFitToPrint()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, line);
        QCOMPARE(QByteArray::fromStdString(twin::lineOfText(bytes.toStdString(), 10)), line);
    }

    void byteOrderMarkIsDropped() { QCOMPARE(*twin::toUtf8("\xEF\xBB\xBF算力"), std::string("算力")); }
};

QTEST_GUILESS_MAIN(TstTextEncoding)
#include "tst_text_encoding.moc"
