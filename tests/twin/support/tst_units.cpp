#include "twin/support/position.h"
#include "twin/support/sha256.h"
#include "twin/support/units.h"

#include <QTest>

class TstUnits : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void unknownPrecisionIsNone() { QVERIFY(!twin::precisionFromName("fp12").has_value()); }

    void precisionNamesReadBack()
    {
        for (const auto name : twin::kPrecisionNames) {
            QCOMPARE(twin::precisionName(*twin::precisionFromName(name)), name);
        }
    }

    void distanceIsGeodesic()
    {
        // Beijing to Shanghai, 1,067 km; one degree of longitude at the equator is 111,319.5 m (WGS-84).
        const auto beijing = twin::Position::fromDegrees(39.9042, 116.4074);
        const auto shanghai = twin::Position::fromDegrees(31.2304, 121.4737);
        QVERIFY(qAbs(twin::distanceMetres(beijing, shanghai) - 1'067'000) < 3'000);
        const double degree = twin::distanceMetres({}, twin::Position::fromDegrees(0, 1));
        QVERIFY(qAbs(degree - 111'319.5) < 0.1);
    }

    void sha256OfAbcIsTheStandardsOwn()
    {
        QCOMPARE(twin::sha256Hex(std::string_view("abc")),
                 std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }
};

QTEST_GUILESS_MAIN(TstUnits)
#include "tst_units.moc"
