#include "twin/support/geography.h"

#include <QTest>

class TstGeography : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void unknownAdcodeHasNoProvince() { QVERIFY(twin::provinceOf(990000) == nullptr); }

    void placesAbroadAreOutside_data()
    {
        QTest::addColumn<double>("lat");
        QTest::addColumn<double>("lon");
        QTest::newRow("Tokyo") << 35.68 << 139.69;
        QTest::newRow("Hanoi") << 21.03 << 105.85;
        QTest::newRow("Gulf of Guinea, where 0,0 is") << 0.0 << 0.0;
    }

    void placesAbroadAreOutside()
    {
        QFETCH(double, lat);
        QFETCH(double, lon);
        QVERIFY(!twin::insideCountry(twin::Position::fromDegrees(lat, lon)));
    }

    void thereAre34Provinces() { QCOMPARE(twin::provinces().size(), size_t(34)); }

    void capitalsLieInTheirProvince()
    {
        for (const twin::Province& province : twin::provinces()) {
            if (province.adcode == 820000) {
                continue; // Macao is smaller than the outline's resolution
            }
            QVERIFY2(twin::contains(province, province.capitalPosition), province.name.en.c_str());
        }
    }

    void prefectureCodeFindsItsProvince()
    {
        QCOMPARE(twin::provinceOf(640500)->name.en, std::string("Ningxia"));
    }
};

QTEST_GUILESS_MAIN(TstGeography)
#include "tst_geography.moc"
