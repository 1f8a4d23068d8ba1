#include "models/discover/discover_model.h"
#include "models/discover/resolve_model.h"
#include "models/discover/standing_queries.h"
#include "models/roles.h"
#include "tests/support/fake_twin.h"
#include "tests/support/patience.h"
#include "tests/support/query_reason_sample.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace models;
using twin::EntityKind;
using twin::PoolMetric;
using Column = DiscoverTable::Column;

namespace {

/// The small nation, calm: pl-1 has 12,000 free cards (3.84 EFLOPS FP16), pl-4 6,000 (1.92), pl-2 4,800
/// (1.50), pl-3 600 (0.593), pl-5 none at FP16; pl-6 is planned.
struct Bench
{
    Bench()
        : twin(std::make_shared<test::FakeTwin>())
        , feed(twin)
        , model(feed, moments, language)
        , standing(feed, moments, language)
    {
        twin->fillCalm();
        tick();
        model.setActive(true);
    }

    void tick(twin::TimeNs by = twin::kSecond)
    {
        twin->tick(by);
        feed.poll();
    }

    /// Asks and waits for the answer.
    void ask(const QString& query)
    {
        model.setQuery(query);
        test::mustCome([this] { return !model.isWaiting(); }, "an answer");
    }

    [[nodiscard]] QStringList pools()
    {
        QStringList out;
        for (int row = 0; row < model.table().rowCount(); ++row) {
            out.append(model.table().key(row).id);
        }
        return out;
    }

    [[nodiscard]] QVariant cell(int row, Column column, int role = Qt::DisplayRole)
    {
        return model.table().index(row, column).data(role);
    }

    std::shared_ptr<test::FakeTwin> twin;
    Language language;
    SnapshotFeed feed;
    std::shared_ptr<MomentMaker> moments = std::make_shared<MomentMaker>();
    DiscoverModel model;
    StandingQueries standing;
    QAbstractItemModelTester tester{&model.table(), QAbstractItemModelTester::FailureReportingMode::QtTest};
    QAbstractItemModelTester scores{&model.score(), QAbstractItemModelTester::FailureReportingMode::QtTest};
    QAbstractItemModelTester news{&standing.news(), QAbstractItemModelTester::FailureReportingMode::QtTest};
};

/// Asks the standing queries about the moment that is shown, and waits until that has been heard.
void round(Bench& b)
{
    QSignalSpy answered(&b.standing, &StandingQueries::answered);
    b.standing.askNow();
    const auto isHeard = [&] {
        return std::ranges::any_of(answered, [&b](const QList<QVariant>& of) {
            return of.front().value<twin::TimeNs>() == b.feed.snapshot()->time;
        });
    };
    test::mustCome(isHeard, "a round of standing queries");
}

QueryWords someWords()
{
    QueryWords out;
    out.values.insert(QStringLiteral("chip"), {QStringLiteral("GPU-312"), QStringLiteral("NPU-320")});
    out.places = {QStringLiteral("st-beijing"), QStringLiteral("st-chengdu"), QStringLiteral("pl-1")};
    return out;
}

} // namespace

class TstDiscover : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatCannotBeReadIsSaidWithItsColumn_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("word");
        QTest::newRow("no such field") << "chips = NPU-320" << 1 << "chip";
        QTest::newRow("no unit") << "free(fp16) >= 500" << 15 << "500";
        QTest::newRow("unfinished") << "pue <" << 6 << "number";
        QTest::newRow("Chinese before it") << QStringLiteral("province = 贵州 and nonsense") << 19 << "field";
    }

    void whatCannotBeReadIsSaidWithItsColumn()
    {
        QFETCH(QString, query);
        QFETCH(int, column);
        QFETCH(QString, word);
        Bench b;
        b.ask({});
        QCOMPARE(b.model.table().rowCount(), 5);
        b.model.setQuery(query);
        QVERIFY(b.model.fault());
        QCOMPARE(b.model.fault()->column, column);
        QVERIFY2(b.model.fault()->reason.contains(word), qPrintable(b.model.fault()->reason));
        QCOMPARE(b.model.table().rowCount(), 5); // the last answer stands
        QVERIFY2(b.model.fault()->sentence.contains(QString::number(column)),
                 qPrintable(b.model.fault()->sentence));
        b.ask(QStringLiteral("chip = NPU-320"));
        QVERIFY(!b.model.fault());
        QCOMPARE(b.model.table().rowCount(), 2);
    }

    void theWordAtThePlaceIsNamed()
    {
        Bench b;
        b.model.setQuery(QStringLiteral("name = 北京 and cardz>3 or cards > 1"));
        QCOMPARE(b.model.fault()->sentence,
                 QStringLiteral(
                     "At column 15 of the query, at “cardz>3”: there is no field “cardz”; nearest: cards."));
        b.model.setQuery(QStringLiteral("pue < "));
        QCOMPARE(b.model.fault()->sentence,
                 QStringLiteral("At the end of the query, column 7: a number is expected here."));
    }

    /// One more kind of reason needs a line in the table.
    void everyReasonHasWords()
    {
        for (std::size_t k = 0; k < twin::compute::kQueryReasonKinds; ++k) {
            const auto kind = static_cast<twin::compute::QueryReasonKind>(k);
            const twin::compute::QueryReason reason = test::queryReasonOf(kind);
            const std::string engine = text(reason);
            QVERIFY2(models::QueryReasonWords::has(kind) || kind == twin::compute::QueryReasonKind::Other,
                     engine.c_str());
            const QString said = models::QueryReasonWords::of(reason);
            for (const char* argument : {"N1", "N2", "N3", "7"}) { // whatever the engine's text names is said
                QVERIFY2((engine.find(argument) != std::string::npos) ==
                             said.contains(QString::fromLatin1(argument)),
                         qPrintable(said));
            }
        }
    }

    void aPlaceThatIsNoneIsSaidToo()
    {
        Bench b;
        b.ask(QStringLiteral("latency(nowhere) < 5ms"));
        QVERIFY(b.model.fault());
        QCOMPARE(b.model.fault()->column, 9);
        QVERIFY2(b.model.fault()->reason.startsWith(QStringLiteral("no place is called “nowhere”")),
                 qPrintable(b.model.fault()->reason));
    }

    void everyOfferWithoutAQuery()
    {
        Bench b;
        b.ask({});
        QCOMPARE(b.model.table().rowCount(), 5); // what is planned only offers nothing
        QVERIFY2(b.model.summary().startsWith(QStringLiteral("5 of 5 offers match")),
                 qPrintable(b.model.summary()));
        for (int row = 1; row < 5; ++row) { // best first
            QVERIFY(b.model.table().offer(row).score.whole <= b.model.table().offer(row - 1).score.whole);
        }
    }

    void offersHaveTheirFacts()
    {
        Bench b;
        b.ask(QStringLiteral("free(fp16) >= 1E and latency(st-beijing) <= 20ms order by free(fp16) desc"));
        QCOMPARE(b.pools(), QStringList({"pl-1", "pl-4", "pl-2"}));
        QCOMPARE(b.cell(0, Column::PoolColumn).toString(), QStringLiteral("Zhangjiakou 1"));
        QCOMPARE(b.cell(0, Column::FreeColumn).toString(), QStringLiteral("3.84"));
        QCOMPARE(b.cell(0, Column::FreeColumn, UnitRole).toString(), QStringLiteral("EFLOPS"));
        QCOMPARE(b.cell(0, Column::FreeCardsColumn).toString(), QStringLiteral("12,000"));
        QCOMPARE(b.cell(0, Column::FreeCardsColumn, RatioRole).toDouble(), 0.6);
        QCOMPARE(b.cell(0, Column::LatencyColumn).toString(), QStringLiteral("5.00"));
        QCOMPARE(b.cell(1, Column::LatencyColumn).toString(), QStringLiteral("10.0"));
        QCOMPARE(b.cell(0, Column::PriceColumn).toString(), QStringLiteral("3.50"));
        QCOMPARE(b.cell(0, Column::PueColumn).toString(), QStringLiteral("1.18")); // as measured
        QVERIFY(!b.cell(0, Column::AvailabilityColumn, KnownRole).toBool()); // the service level says none
    }

    void rowsFollowTheTwinAndStayWhereTheyAre()
    {
        Bench b;
        b.ask(QStringLiteral("chip = NPU-320 order by id"));
        QSignalSpy resets(&b.model.table(), &QAbstractItemModel::modelReset);
        b.twin->set(EntityKind::Pool, "pl-1", PoolMetric::CardsFree, 1'000);
        b.tick();
        PATIENT_COMPARE(b.cell(0, Column::FreeCardsColumn).toString(), QStringLiteral("1,000"));
        QCOMPARE(resets.count(), 0);
    }

    void aMomentOfThePastIsAskedAbout()
    {
        Bench b;
        b.ask(QStringLiteral("free(fp16) >= 3E"));
        QCOMPARE(b.pools(), QStringList{"pl-1"});
        const twin::TimeNs then = b.twin->now;
        b.twin->set(EntityKind::Pool, "pl-1", PoolMetric::CardsFree, 10);
        b.tick();
        PATIENT_COMPARE(b.model.table().rowCount(), 0);
        b.feed.setCursor({twin::state::TimeMode::Fixed, then});
        PATIENT_COMPARE(b.pools(), QStringList{"pl-1"});
    }

    void whatIsHiddenAsksNothing()
    {
        Bench b;
        b.ask(QStringLiteral("chip = NPU-320"));
        b.model.setActive(false);
        const twin::TimeNs time = b.model.table().answer()->time;
        for (int i = 0; i < 3; ++i) {
            b.tick();
            QTest::qWait(400);
        }
        QCOMPARE(b.model.table().answer()->time, time);
        b.model.setActive(true);
        PATIENT_VERIFY(b.model.table().answer()->time > time);
    }

    void thePartsOfAScoreAddUp()
    {
        Bench b;
        b.ask(QStringLiteral("latency(st-beijing) < 50ms"));
        QCOMPARE(b.model.score().rowCount(), 0);
        b.model.setShown(QStringLiteral("pl-1 NPU-320"));
        QCOMPARE(b.model.score().rowCount(), 1 + 3 + 7);
        const auto& score = b.model.table().offer(b.model.table().rowOfOffer(b.model.shown())).score;
        const double sum = 0.4 * score.categories[0] + 0.3 * score.categories[1] + 0.3 * score.categories[2];
        QVERIFY(std::abs(sum - score.whole) < 1e-9);
        const QString whole = b.model.score().index(0, ScoreTable::ScoreColumn).data().toString();
        QCOMPARE(whole, QString::number(score.whole, 'f', 1));
        b.ask(QStringLiteral("chip = GPU-312")); // it is not found any more
        QCOMPARE(b.model.score().rowCount(), 0);
        b.ask({});
        QCOMPARE(b.model.score().rowCount(), 11); // and is again
    }

    void wordsAreOfferedWhereTheyCanStand_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("some");
        QTest::addColumn<QStringList>("none");
        QTest::addColumn<int>("from");
        QTest::newRow("a field") << "fre" << QStringList{"free(", "free_cards", "free_share"}
                                 << QStringList{"and", "NPU-320"} << 0;
        QTest::newRow("a precision") << "free(fp" << QStringList{"fp16)", "fp8)"}
                                     << QStringList{"fp16", "pue"} << 5;
        QTest::newRow("a value") << "chip = N" << QStringList{"NPU-320"} << QStringList{"name", "GPU-312"}
                                 << 7;
        QTest::newRow("in a list") << "chip in (GPU-312, " << QStringList{"NPU-320"} << QStringList{"and"}
                                   << 18;
        QTest::newRow("a place") << "latency(st" << QStringList{"st-beijing", "st-chengdu"}
                                 << QStringList{"pl-1"} << 8;
        QTest::newRow("a price") << "price(" << QStringList{"spot)"} << QStringList{"pue"} << 6;
        QTest::newRow("after a value")
            << "pue < 1.2 " << QStringList{"and", "or", "order by", "limit"} << QStringList{"pue"} << 10;
        QTest::newRow("after and") << "pue < 1.2 and ch" << QStringList{"chip"} << QStringList{"and"} << 14;
        QTest::newRow("what to order by")
            << "order by pri" << QStringList{"price"} << QStringList{"and"} << 9;
        QTest::newRow("a number") << "pue < 1" << QStringList{} << QStringList{"1", "and"} << 6;
        QTest::newRow("an open text") << "name = \"pu" << QStringList{} << QStringList{"pue"} << 8;
    }

    void wordsAreOfferedWhereTheyCanStand()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, some);
        QFETCH(QStringList, none);
        QFETCH(int, from);
        const QueryWords words = someWords();
        const QueryCompletion found = completeQuery(text, text.size(), &words);
        for (const QString& word : some) {
            QVERIFY2(found.words.contains(word), qPrintable(word + " of " + found.words.join(u' ')));
        }
        for (const QString& word : none) {
            QVERIFY2(!found.words.contains(word), qPrintable(word));
        }
        QCOMPARE(found.from, from);
        QCOMPARE(found.to, text.size());
    }

    void wordsOfTheRegistryAreOffered()
    {
        Bench b;
        b.ask({});
        const QString text = QStringLiteral("chip = ");
        QVERIFY(b.model.complete(text, text.size()).words.contains(QStringLiteral("DCU-200")) == false);
        QVERIFY(b.model.complete(text, text.size()).words.contains(QStringLiteral("NPU-320")));
        const QString place = QStringLiteral("latency(");
        QVERIFY(b.model.complete(place, place.size()).words.contains(QStringLiteral("st-beijing")));
    }

    void aStandingQueryIsRefusedWithItsReason()
    {
        Bench b;
        QVERIFY(b.standing.add(QStringLiteral("chips = 3")).contains(QStringLiteral("chip")));
        QVERIFY(b.standing.add(QStringLiteral("chip = NPU-320")).isEmpty());
        QVERIFY(!b.standing.add(QStringLiteral(" chip = NPU-320 ")).isEmpty()); // the same
        for (int i = 1; i < StandingQueries::kMost; ++i) {
            QVERIFY(b.standing.add(QStringLiteral("cards > %1").arg(i)).isEmpty());
        }
        QVERIFY(!b.standing.add(QStringLiteral("cards > 1000")).isEmpty()); // one too many
        QCOMPARE(b.standing.texts().size(), StandingQueries::kMost);
    }

    /// pl-1 and pl-4 have an exaflops free; then pl-1 does not, and later it does again.
    void whatComesAndGoesIsNews()
    {
        Bench b;
        QSignalSpy news(&b.standing, &StandingQueries::newsCame);
        QVERIFY(b.standing.add(QStringLiteral("free(fp16) >= 1.8E order by free(fp16) desc")).isEmpty());
        round(b);
        QCOMPARE(b.standing.table().list().front().matched, 2);
        QCOMPARE(b.standing.table().list().front().best, QStringLiteral("pl-1 NPU-320"));
        b.twin->fillCalm();
        b.tick(StandingQueries::kSettling);
        b.twin->fillCalm();
        b.twin->set(EntityKind::Pool, "pl-1", PoolMetric::CardsFree, 10);
        b.tick();
        round(b);
        QCOMPARE(news.count(), 1);
        QCOMPARE(b.standing.news().rowCount(), 1);
        const auto what = [&](int row) {
            return b.standing.news().index(row, NewsTable::WhatColumn).data().toString();
        };
        QCOMPARE(what(0), QStringLiteral("went: pl-1 NPU-320; best now: pl-4 NPU-320"));
        QCOMPARE(b.standing.news().key(0), (EntityKey{EntityKey::Type::Pool, QStringLiteral("pl-1")}));
        b.tick();
        round(b);
        QCOMPARE(news.count(), 1); // nothing new
        b.twin->set(EntityKind::Pool, "pl-1", PoolMetric::CardsFree, 12'000);
        b.tick();
        round(b);
        QCOMPARE(news.count(), 2);
        QCOMPARE(what(0), QStringLiteral("came: pl-1 NPU-320; best now: pl-1 NPU-320")); // newest first
        b.standing.remove(b.standing.texts().front());
        QVERIFY(b.standing.table().list().empty());
        QCOMPARE(b.standing.news().rowCount(), 2); // what was said stays
        b.standing.clearNews();
        QCOMPARE(b.standing.news().rowCount(), 0);
    }

    void whatChangesWhileValuesComeInIsNoNews()
    {
        Bench b;
        QSignalSpy news(&b.standing, &StandingQueries::newsCame);
        QVERIFY(b.standing.add(QStringLiteral("free(fp16) >= 3E")).isEmpty());
        round(b);
        b.twin->set(EntityKind::Pool, "pl-1", PoolMetric::CardsFree, 10);
        b.tick();
        round(b);
        QCOMPARE(b.standing.table().list().front().matched, 0);
        QCOMPARE(news.count(), 0);
    }

    void lookingAtThePastIsNoNews()
    {
        Bench b;
        QSignalSpy news(&b.standing, &StandingQueries::newsCame);
        QVERIFY(b.standing.add(QStringLiteral("free(fp16) >= 3E")).isEmpty());
        round(b);
        b.twin->fillCalm();
        b.twin->set(EntityKind::Pool, "pl-1", PoolMetric::CardsFree, 10);
        b.tick(StandingQueries::kSettling);
        b.feed.setCursor({twin::state::TimeMode::Fixed, test::FakeTwin::kStart});
        PATIENT_VERIFY(!b.feed.snapshot()->live);
        QSignalSpy answered(&b.standing, &StandingQueries::answered);
        b.standing.askNow();
        b.feed.goLive();
        PATIENT_VERIFY(b.feed.snapshot()->live);
        round(b);
        for (const QList<QVariant>& of : answered) { // about nothing else: rounds are heard in their order
            QCOMPARE(of.front().value<twin::TimeNs>(), b.feed.snapshot()->time);
        }
        QCOMPARE(news.count(), 1); // the live twin did change
    }

    void anIdentifierIsResolvedOrNot()
    {
        Bench b;
        ResolveModel resolve(b.feed, b.language);
        QAbstractItemModelTester tester(&resolve.table(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        b.twin->setRegistry(serviceNation());
        b.tick();
        const auto ask = [&](const ResolveModel::Question& question) {
            QSignalSpy changed(&resolve, &ResolveModel::changed);
            resolve.ask(question);
            test::mustCome([&changed] { return changed.count() == 1; }, "an identifier's answer");
        };
        const QString id = QStringLiteral("CN.64.E001.640500-001");
        ask({QStringLiteral("some pool"), {}, {}});
        QVERIFY(!resolve.isResolved() && !resolve.verdict().isEmpty());
        QCOMPARE(resolve.table().rowCount(), 0);
        ask({id, {}, {}});
        QVERIFY2(resolve.isResolved(), qPrintable(resolve.verdict()));
        QCOMPARE(resolve.table().rowCount(), 3);
        QCOMPARE(resolve.table().index(0, ResolveTable::NodeColumn).data().toString(),
                 QStringLiteral("SN.0"));
        QCOMPARE(resolve.table().index(0, ResolveTable::TtlColumn).data().toString(), QStringLiteral("300"));
        QCOMPARE(resolve.table().key(1),
                 (EntityKey{EntityKey::Type::ServiceNode, QStringLiteral("SN.R.64")}));
        QVERIFY(resolve.outage().isEmpty());
        ask({id, {QStringLiteral("SN.R.64")}, {}});
        QVERIFY(!resolve.isResolved());
        QVERIFY2(resolve.verdict().contains(QStringLiteral("SN.R.64 is down")),
                 qPrintable(resolve.verdict()));
        QVERIFY2(resolve.outage().startsWith(QStringLiteral("2 of 3 pools cannot be found")),
                 qPrintable(resolve.outage()));
        ask({id, {QStringLiteral("SN.R.64")}, 40.0}); // asked 40 s before: still in the cache
        QVERIFY(resolve.isResolved());
        ask({id, {QStringLiteral("SN.9")}, {}});
        QVERIFY(!resolve.verdict().isEmpty() && !resolve.isResolved());
    }

  private:
    /// A national node, two regions, three pools of two enterprises.
    static twin::registry::RegistryPtr serviceNation()
    {
        using namespace twin::registry;
        auto out = std::make_shared<Registry>();
        const auto node = [&](const char* id, ServiceNodeLevel level, std::uint32_t adcode,
                              std::uint32_t ttl) {
            ServiceNode one;
            one.id = id;
            one.level = level;
            one.adcode = adcode;
            one.ttl_s = ttl;
            out->serviceNodes.push_back(one);
        };
        node("SN.0", ServiceNodeLevel::National, 0, 300);
        node("SN.R.52", ServiceNodeLevel::Regional, 520000, 60);
        node("SN.R.64", ServiceNodeLevel::Regional, 640000, 120);
        for (const char* id : {"E001", "E002"}) {
            Subject subject;
            subject.id = id;
            out->subjects.push_back(subject);
        }
        const auto pool = [&](const char* id, std::size_t subject, std::uint32_t adcode) {
            Pool one;
            one.id = id;
            one.subject = SubjectIndex(subject);
            one.adcode = adcode;
            out->pools.push_back(one);
        };
        pool("CN.52.E001.520100-001", 0, 520100);
        pool("CN.64.E001.640500-001", 0, 640500);
        pool("CN.64.E002.640500-002", 1, 640500);
        out->indexIdentifiers();
        return out;
    }
};

QTEST_GUILESS_MAIN(TstDiscover)
#include "tst_discover.moc"
