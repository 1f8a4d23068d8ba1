#include "twin/support/digest.h"
#include "twin/support/sha256.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <vector>

using namespace twin;

class TestDigest : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void isSha256OfLittleEndianBytes()
    {
        Digest digest;
        digest.add(std::uint64_t{0x0102030405060708ULL});
        QCOMPARE(digest.finish(), sha256Hex(std::string_view("\x08\x07\x06\x05\x04\x03\x02\x01", 8)));
        QCOMPARE(digest.finish(), sha256Hex(std::string_view()));
    }

    void textsDoNotRunTogether()
    {
        Digest one;
        one.add(std::string_view("ab"));
        one.add(std::string_view("c"));
        Digest two;
        two.add(std::string_view("a"));
        two.add(std::string_view("bc"));
        QVERIFY(one.finish() != two.finish());
    }

    void zerosAndNansAreEachOne()
    {
        Digest one;
        one.add(-0.0);
        one.add(std::nan("1"));
        Digest two;
        two.add(0.0);
        two.add(std::numeric_limits<double>::quiet_NaN());
        QCOMPARE(one.finish(), two.finish());
    }

    void aListIsItsLengthAndItsValues()
    {
        const std::vector<double> values{1.5, -2};
        Digest list;
        list.add(values);
        Digest each;
        each.add(std::uint64_t{2});
        each.add(1.5);
        each.add(-2.0);
        QCOMPARE(list.finish(), each.finish());
    }
};

QTEST_GUILESS_MAIN(TestDigest)
#include "tst_digest.moc"
