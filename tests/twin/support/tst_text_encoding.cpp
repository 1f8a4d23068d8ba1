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

    void byteOrderMarkIsDropped() { QCOMPARE(*twin::toUtf8("\xEF\xBB\xBF算力"), std::string("算力")); }
};

QTEST_GUILESS_MAIN(TstTextEncoding)
#include "tst_text_encoding.moc"
