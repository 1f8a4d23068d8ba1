#include "twin/compute/query.h"
#include "twin/compute/query_text.h"

#include <QTest>

using namespace twin::compute;

class TstQuery : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    /// What is wrong is said with its column (in characters).
    void errorsNameTheirPlace_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* query, int column, const char* reason) {
            QTest::newRow(query) << QString::fromUtf8(query) << column << QString::fromUtf8(reason);
        };
        row("chipp = NPU-320", 1, "there is no field 'chipp'; nearest: chip");
        row("chip = ", 8, "a text is expected");
        row("chip NPU-320", 6, "is expected here");
        row("chip < NPU-320", 6, "texts are compared with");
        row("free_cards ~ 3", 12, "'~' looks for a part of a text");
        row("fp16 >= 100", 9, "needs a unit: G, T, P, E");
        row("fp16 >= 100ms", 9, "has no unit ms");
        row("pue < 1.2ms", 7, "it is a plain number");
        row("free >= 1P", 1, "followed by its argument");
        row("free(fp17) >= 1P", 6, "there is no precision 'fp17'; nearest: fp16");
        row("latency <= 5ms", 1, "followed by its argument");
        row("latency(S.BEJ <= 5ms", 15, "')' is expected");
        row("latency(S.BEJ via Atlantis) <= 5ms", 19, "a province is expected");
        row("price(cheap) < 4", 7, "prices are on_demand");
        row("cards(fp16) > 3", 6, "cards has no argument");
        row("(cards > 3", 11, "')' is expected");
        row("cards > 3)", 10, "or the end is expected");
        row("cards > 3 and", 14, "a field is expected");
        row("cards > 3 cards < 9", 11, "or the end is expected");
        row("province = 99", 12, "there is no province '99'");
        row("province in 11", 13, "'(' is expected");
        row("province in (11 12)", 17, "',' or ')'");
        row("handles = secret", 11, "general, important or core");
        row("cards > 3 order pue", 17, "'by' is expected");
        row("cards > 3 limit 0", 17, "a whole number");
        row("cards > 3 limit 1.5", 17, "a whole number");
        row("name = 'Beijing", 8, "this quote is not closed");
        row("cards ! 3", 7, "followed by '='");
        row("cards > 3 & pue < 2", 11, "'&' means nothing");
        row("cards > 1e999", 9, "out of range");
        row("availability >= 99.9", 17, "99.9 is more than the whole: a share is 0 to 1, or 99.9%");
        row("cards > 3 and green > 50", 23, "50 is more than the whole: a share is 0 to 1, or 50%");
        row("green >= 120%", 10, "120% is more than the whole: a share is at most 100%");
        row("availability >= 150 %", 17, "150% is more than the whole");
        row("utilisation < 1.01", 15, "more than the whole");
        row("name = 北京 and cardz > 3", 15, "there is no field 'cardz'");
    }

    void errorsNameTheirPlace()
    {
        QFETCH(QString, query);
        QFETCH(int, column);
        QFETCH(QString, reason);
        const auto read = parseQuery(query.toStdString());
        QVERIFY(!read);
        QVERIFY2(QString::fromStdString(read.error().reason).contains(reason), read.error().text().c_str());
        QCOMPARE(read.error().column, column);
        QVERIFY(QString::fromStdString(read.error().text()).startsWith("query:1:"));
    }

    /// As data, for a screen that has words of its own.
    void reasonsAreData()
    {
        const auto read = parseQuery("cards > 3 and availability > 99.9");
        QVERIFY(!read);
        QCOMPARE(read.error().because, (QueryReason{QueryReasonKind::ShareTooGreat, {"99.9"}}));
        const auto unit = parseQuery("fp16 >= 100ms");
        QCOMPARE(unit.error().because,
                 (QueryReason{QueryReasonKind::UnknownUnit,
                              {"100", "ms", "G, T, P, E, GFLOPS, TFLOPS, PFLOPS, EFLOPS"}}));
        const auto limit = parseQuery("limit 0");
        QCOMPARE(limit.error().because, (QueryReason{QueryReasonKind::LimitExpected, {}, kMostRows}));
        for (std::size_t kind = 0; kind < kQueryReasonKinds; ++kind) {
            const QueryReason reason{static_cast<QueryReasonKind>(kind), {"N1", "N2", "N3"}, 7, {}};
            QVERIFY2(!text(reason).empty() && text(reason).find("%1") == std::string::npos &&
                         text(reason).find("%F") == std::string::npos,
                     text(reason).c_str());
        }
    }

    /// A name is cut where it is said, whatever stands in the query.
    void longNamesAreCut()
    {
        const auto read = parseQuery(std::string(10'000, 'x') + " > 3");
        QVERIFY(!read);
        QVERIFY2(read.error().reason.size() < 200, read.error().reason.c_str());
    }

    void boundsHold()
    {
        QVERIFY(!parseQuery(std::string(kMostQueryBytes + 1, ' ')));
        QVERIFY(!parseQuery(std::string(kDeepestQuery + 2, '(') + "cards>1"));
        std::string many = "cards>1";
        for (std::size_t i = 0; i < kMostComparisons; ++i) {
            many += " or cards>1";
        }
        QVERIFY(!parseQuery(many));
        std::string nots;
        for (std::size_t i = 0; i < kDeepestQuery + 2; ++i) {
            nots += "not ";
        }
        QVERIFY(!parseQuery(nots + "cards>1"));
        std::string places = "latency(p0)<1";
        for (std::size_t i = 1; i <= kMostPlaces; ++i) {
            places += " and latency(p" + std::to_string(i) + ")<1";
        }
        QVERIFY(!parseQuery(places));
        QVERIFY(!parseQuery(std::string("cards > 1\x01", 10)));
    }

    void unitsAreRead()
    {
        const auto read =
            parseQuery("fp16 >= 2P and memory >= 64GB and latency(S.BEJ) <= 5000us and recovery < 1h and "
                       "availability >= 99.9 % and port >= 400Gb/s and price(spot) <= 3元");
        QVERIFY2(read.has_value(), read ? "" : read.error().text().c_str());
        QCOMPARE(read->comparisons.size(), std::size_t{7});
        const double wanted[] = {2e6, 64e9, 5, 60, 0.999, 400e9, 3};
        for (std::size_t i = 0; i < 7; ++i) {
            QVERIFY(std::abs(read->comparisons[i].number - wanted[i]) < 1e-9 * wanted[i]);
        }
        QCOMPARE(read->comparisons[6].field.price, twin::registry::PriceKind::Spot);
    }

    void aShareMayBeTheWhole()
    {
        for (const char* query :
             {"green <= 1", "green <= 1.0", "green <= 100%", "green = 0", "loss < 0.1%"}) {
            QVERIFY2(parseQuery(query), query);
        }
    }

    void andBindsBeforeOr()
    {
        const auto read = parseQuery("cards > 1 or cards > 2 and not cards > 3");
        QVERIFY(read);
        QCOMPARE(read->nodes.back().kind, QueryNode::Kind::Or);
        QCOMPARE(read->nodes[read->nodes.back().second].kind, QueryNode::Kind::And);
    }

    void provincesAreReadAsCodesAndNames()
    {
        const auto read = parseQuery("province in (11, 130000; 贵州省; Guizhou)");
        QVERIFY2(read.has_value(), read ? "" : read.error().text().c_str());
        QCOMPARE(read->comparisons[0].texts,
                 (std::vector<std::string>{"110000", "130000", "520000", "520000"}));
    }

    void nothingAsksForEverything()
    {
        const auto read = parseQuery("  order by price desc limit 3 ");
        QVERIFY(read);
        QVERIFY(read->nodes.empty() && read->hasOrder && read->isDescending);
        QCOMPARE(read->limit, 3U);
    }
};

QTEST_GUILESS_MAIN(TstQuery)
#include "tst_query.moc"
