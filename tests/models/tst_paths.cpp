#include "models/paths/paths_model.h"
#include "models/roles.h"
#include "tests/support/fake_twin.h"
#include "twin/support/rng.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace models;
using twin::EntityKind;
using twin::LinkMetric;
using twin::network::Disjointness;
using Type = EntityKey::Type;
using Column = PathTable::Column;
using Rank = MapPathLeg::Rank;

namespace {

EntityKey pool(const char* id)
{
    return {Type::Pool, QString::fromLatin1(id)};
}

EntityKey site(const char* id)
{
    return {Type::Site, QString::fromLatin1(id)};
}

EntityKey link(const char* id)
{
    return {Type::Link, QString::fromLatin1(id)};
}

/// The small nation: every link 5 ms. From pl-1 to pl-4 there are two ways, each with one carrier to itself:
/// B over Beijing and Chengdu (ac-pl-1-2, bb-5, ac-pl-4-2; 15 ms), and A over Zhangjiakou, Beijing and
/// Guiyang (ac-pl-1-1, bb-3, bb-1, ac-pl-4-1; 20 ms).
struct Bench
{
    Bench()
        : twin(std::make_shared<test::FakeTwin>())
        , feed(twin)
        , model(feed, selection, language)
    {
        twin->fillCalm();
        tick();
    }

    void tick(twin::TimeNs by = twin::kSecond)
    {
        twin->tick(by);
        feed.poll();
    }

    void selectPair(const char* from = "pl-1", const char* to = "pl-4")
    {
        selection.selectMany({pool(from), pool(to)});
    }

    /// The present question has been answered.
    [[nodiscard]] bool isAnswered() const { return !model.isWaiting(); }

    [[nodiscard]] QString text(int row, Column column)
    {
        return model.table().index(row, column).data().toString();
    }

    [[nodiscard]] QVariant data(int row, Column column, int role)
    {
        return model.table().index(row, column).data(role);
    }

    std::shared_ptr<test::FakeTwin> twin;
    Language language;
    SnapshotFeed feed;
    Selection selection;
    PathsModel model;
    QAbstractItemModelTester pathTester{&model.table(),
                                        QAbstractItemModelTester::FailureReportingMode::QtTest};
    QAbstractItemModelTester reachTester{&model.reach(),
                                         QAbstractItemModelTester::FailureReportingMode::QtTest};
};

std::size_t legs(const MapOverlay& overlay, Rank rank)
{
    return static_cast<std::size_t>(std::ranges::count(overlay.paths, rank, &MapPathLeg::rank));
}

/// Of the ranked paths, in ns.
QList<qint64> delays(Bench& b)
{
    QList<qint64> out;
    for (const PathRow& row : b.model.table().paths()) {
        if (row.rank > 0) {
            out.append(row.facts.delay);
        }
    }
    return out;
}

} // namespace

class PathsTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void withoutASelectionThereIsNothing()
    {
        Bench b;
        QCOMPARE(b.model.subject(), PathsModel::Subject::Nothing);
        QVERIFY(b.isAnswered());
        QVERIFY(b.model.title().isEmpty() && b.model.verdict().isEmpty());
        QVERIFY(!b.model.overlay());
        QCOMPARE(b.model.table().rowCount() + b.model.reach().rowCount(), 0);
    }

    void withoutASnapshotTheQuestionWaitsForOne()
    {
        const auto twin = std::make_shared<test::FakeTwin>();
        Language language;
        SnapshotFeed feed(twin);
        Selection selection;
        PathsModel model(feed, selection, language);
        selection.selectMany({pool("pl-1"), pool("pl-4")});
        QCOMPARE(model.subject(), PathsModel::Subject::Pair);
        QCOMPARE(model.table().rowCount(), 0);
        twin->publish();
        feed.poll();
        QTRY_COMPARE(model.table().rowCount(), 2);
    }

    void placesThatAreGoneAreSaidToBe()
    {
        Bench b;
        b.selectPair("pl-1", "pl-99");
        QTRY_VERIFY(b.isAnswered());
        QCOMPARE(b.model.table().rowCount(), 0);
        QVERIFY(b.model.verdict().contains(QStringLiteral("no longer in the registry")));
    }

    void aPairHasItsPathsWithTheirFacts()
    {
        Bench b;
        QSignalSpy pairs(&b.model, &PathsModel::pairSelected);
        b.selectPair();
        QCOMPARE(pairs.count(), 1);
        QCOMPARE(b.model.title(), QStringLiteral("Zhangjiakou 1 → Gui'an 1"));
        QTRY_COMPARE(b.model.table().rowCount(), 2);
        QCOMPARE(b.text(0, Column::PathColumn), QStringLiteral("Shortest"));
        QCOMPARE(b.text(0, Column::LatencyColumn), QStringLiteral("15.0"));
        QCOMPARE(b.text(0, Column::HopsColumn), QStringLiteral("3"));
        QCOMPARE(b.text(0, Column::CarriersColumn), QStringLiteral("Carrier B"));
        QCOMPARE(b.text(0, Column::RouteColumn),
                 QStringLiteral("Zhangjiakou 1 → Beijing → Chengdu → Gui'an 1"));
        QCOMPARE(b.text(1, Column::PathColumn), QStringLiteral("Alternative 1, backup"));
        QCOMPARE(b.text(1, Column::LatencyColumn), QStringLiteral("20.0"));
        QCOMPARE(b.text(1, Column::CarriersColumn), QStringLiteral("Carrier A"));
        QVERIFY2(b.model.verdict().contains(QStringLiteral("35.0 ms together, the least there is")),
                 qPrintable(b.model.verdict()));
    }

    /// ac-pl-1-2 holds 400 Gb/s and carries 30 % towards Beijing: 280 are free; everything else has more.
    void theBottleneckIsWhereLeastIsFree()
    {
        Bench b;
        b.selectPair();
        QTRY_COMPARE(b.model.table().rowCount(), 2);
        QCOMPARE(b.text(0, Column::BottleneckColumn), QStringLiteral("Zhangjiakou 1 → Beijing"));
        QCOMPARE(b.text(0, Column::FreeColumn), QStringLiteral("280"));
        QCOMPARE(b.data(0, Column::FreeColumn, UnitRole).toString(), QStringLiteral("Gb/s"));
        QCOMPARE(b.data(0, Column::FreeColumn, RatioRole).toDouble(), 0.3);
        QCOMPARE(b.data(0, Column::PathColumn, KeyRole).value<EntityKey>(), link("ac-pl-1-2"));
        QCOMPARE(b.text(0, Column::MeasuredColumn), QStringLiteral("3 of 3"));
        // The load moves on: the figures follow, the rows stay.
        QSignalSpy resets(&b.model.table(), &QAbstractItemModel::modelReset);
        b.twin->set(EntityKind::Link, "bb-5", LinkMetric::Forward, 950e9);
        b.tick();
        QTRY_COMPARE(b.text(0, Column::BottleneckColumn), QStringLiteral("Beijing → Chengdu"));
        QCOMPARE(b.text(0, Column::FreeColumn), QStringLiteral("50.0"));
        QCOMPARE(resets.count(), 0);
    }

    void whatIsStaleOrNotMeasuredIsSaid()
    {
        Bench b;
        b.selectPair();
        QTRY_COMPARE(b.model.table().rowCount(), 2);
        QVERIFY(!b.data(0, Column::FreeColumn, StaleRole).toBool());
        b.tick(20 * twin::kSecond); // loads are due every 5 s
        QTRY_VERIFY(b.data(0, Column::FreeColumn, StaleRole).toBool());
        QVERIFY(b.data(0, Column::MeasuredColumn, StaleRole).toBool());
        // Never heard of at all: the capacity is an upper bound.
        const auto silent = std::make_shared<test::FakeTwin>();
        silent->publish();
        SnapshotFeed feed(silent);
        feed.poll();
        Selection selection;
        PathsModel model(feed, selection, b.language);
        selection.selectMany({pool("pl-1"), pool("pl-4")});
        QTRY_COMPARE(model.table().rowCount(), 2);
        const QModelIndex free = model.table().index(0, Column::FreeColumn);
        QCOMPARE(free.data().toString(), QStringLiteral("≤ 400"));
        QVERIFY(!free.data(KnownRole).toBool());
        QVERIFY(!free.data(RatioRole).isValid());
        QCOMPARE(model.table().index(0, Column::MeasuredColumn).data().toString(), QStringLiteral("0 of 3"));
    }

    void linksThatGoDownAreLeftAndComeBack()
    {
        Bench b;
        b.selectPair();
        QTRY_COMPARE(b.model.table().rowCount(), 2);
        b.twin->set(EntityKind::Link, "bb-5", LinkMetric::State, 3);
        b.tick();
        QTRY_COMPARE(b.model.table().rowCount(), 1);
        QCOMPARE(b.text(0, Column::LatencyColumn), QStringLiteral("20.0"));
        QVERIFY2(b.model.verdict().contains(QStringLiteral("every path uses")),
                 qPrintable(b.model.verdict()));
        b.twin->set(EntityKind::Link, "bb-3", LinkMetric::State, 3);
        b.tick();
        QTRY_COMPARE(b.model.table().rowCount(), 0);
        QCOMPARE(b.model.verdict(), QStringLiteral("No path leads there now."));
        b.twin->set(EntityKind::Link, "bb-3", LinkMetric::State, 0);
        b.twin->set(EntityKind::Link, "bb-5", LinkMetric::State, 0);
        b.tick();
        QTRY_COMPARE(b.model.table().rowCount(), 2);
    }

    void anotherRegistryHasOtherPaths()
    {
        Bench b;
        b.selectPair();
        QTRY_COMPARE(b.model.table().rowCount(), 2);
        b.twin->setRegistry(test::smallNation().withoutPool("pl-4").build());
        b.tick();
        QTRY_COMPARE(b.model.table().rowCount(), 0);
        QTRY_VERIFY(b.model.verdict().contains(QStringLiteral("no longer in the registry")));
        b.twin->setRegistry(test::smallNation().build());
        b.tick();
        QTRY_COMPARE(b.model.table().rowCount(), 2);
    }

    void onlyTheNewestQuestionIsAnswered()
    {
        Bench b;
        QSignalSpy resets(&b.model.table(), &QAbstractItemModel::modelReset);
        const char* const pools[]{"pl-2", "pl-3", "pl-4", "pl-5"};
        for (int round = 0; round < 50; ++round) {
            b.selectPair("pl-1", pools[round % 4]);
        }
        b.selectPair("pl-1", "pl-4");
        QTRY_VERIFY(b.isAnswered());
        QCOMPARE(b.model.table().rowCount(), 2);
        QCOMPARE(b.model.title(), QStringLiteral("Zhangjiakou 1 → Gui'an 1"));
        QVERIFY(b.text(0, Column::RouteColumn).endsWith(QStringLiteral("Gui'an 1")));
        // Every question empties the table once; answers to old ones never fill it.
        QCOMPARE(resets.count(), 51 + 1);
    }

    void aPairStaysWhileItsLinksAreLookedAt()
    {
        Bench b;
        b.selectPair();
        QTRY_COMPARE(b.model.table().rowCount(), 2);
        b.selection.select(link("bb-5"));
        QCOMPARE(b.model.subject(), PathsModel::Subject::Pair);
        QCOMPARE(b.model.table().rowCount(), 2);
        b.selection.select(pool("pl-2"));
        QCOMPARE(b.model.subject(), PathsModel::Subject::OnePlace);
        QCOMPARE(b.model.table().rowCount(), 0);
        b.selection.selectMany({pool("pl-1"), site("st-chengdu")}); // sites are places too
        QCOMPARE(b.model.subject(), PathsModel::Subject::Pair);
        QTRY_VERIFY(b.model.table().rowCount() > 0);
        b.selection.selectMany({pool("pl-1"), pool("pl-2"), pool("pl-3")});
        QCOMPARE(b.model.subject(), PathsModel::Subject::TooMany);
        QCOMPARE(b.model.table().rowCount(), 0);
        b.selection.clear();
        QCOMPARE(b.model.subject(), PathsModel::Subject::Nothing);
    }

    void theOtherWayAboutAndAway()
    {
        Bench b;
        b.selectPair();
        QTRY_COMPARE(b.model.table().rowCount(), 2);
        b.model.swap();
        QCOMPARE(b.model.title(), QStringLiteral("Gui'an 1 → Zhangjiakou 1"));
        QTRY_COMPARE(b.model.table().rowCount(), 2);
        QCOMPARE(b.text(0, Column::RouteColumn),
                 QStringLiteral("Gui'an 1 → Chengdu → Beijing → Zhangjiakou 1"));
        b.model.clear();
        QVERIFY(b.selection.keys().isEmpty());
        QCOMPARE(b.model.subject(), PathsModel::Subject::Nothing);
    }

    void theBackupIsAsFarApartAsAsked()
    {
        Bench b;
        b.selectPair(); // both ways pass Beijing
        QTRY_COMPARE(b.model.table().rowCount(), 2);
        b.model.setApart(Disjointness::Node);
        QTRY_VERIFY(b.isAnswered());
        QVERIFY2(b.model.verdict().contains(QStringLiteral("every path uses Beijing")),
                 qPrintable(b.model.verdict()));
        QCOMPARE(b.text(1, Column::PathColumn), QStringLiteral("Alternative 1"));
        b.model.setApart(Disjointness::Link);
        QTRY_VERIFY(b.isAnswered());
        QVERIFY(b.model.verdict().contains(QStringLiteral("no common link")));
    }

    void theMapShowsThePathsAndTheOneLookedAt()
    {
        Bench b;
        QSignalSpy overlays(&b.model, &PathsModel::overlayChanged);
        b.selectPair();
        QTRY_VERIFY(b.model.overlay() != nullptr);
        QCOMPARE(b.model.shown(), 0);
        QCOMPARE(legs(*b.model.overlay(), Rank::Shown), std::size_t{3});
        QCOMPARE(legs(*b.model.overlay(), Rank::Backup), std::size_t{4});
        QCOMPARE(b.model.overlay()->paths.back().rank, Rank::Shown); // on top
        b.model.setShown(1);
        QCOMPARE(legs(*b.model.overlay(), Rank::Shown), std::size_t{4});
        b.model.setShown(7); // no such row
        QCOMPARE(b.model.shown(), 1);
        b.model.clear();
        QVERIFY(!b.model.overlay());
        QVERIFY(overlays.count() >= 3);
    }

    void oneplaceHasWhatLiesNearIt()
    {
        Bench b;
        b.selection.select(pool("pl-1"));
        QTRY_COMPARE(b.model.reach().rowCount(), 3);
        const auto text = [&](int row, int column) {
            return b.model.reach().index(row, column).data().toString();
        };
        // 1 ms: itself, 6.4 EFLOPS; 5 ms: its two sites; 20 ms: every pool in four hops, 13.1 EFLOPS in
        // service.
        QCOMPARE(text(0, ReachTable::PoolsColumn), QStringLiteral("1"));
        QCOMPARE(text(0, ReachTable::Fp16Column), QStringLiteral("6.40"));
        QCOMPARE(text(1, ReachTable::SitesColumn), QStringLiteral("2"));
        QCOMPARE(text(2, ReachTable::SitesColumn), QStringLiteral("4"));
        QCOMPARE(text(2, ReachTable::PoolsColumn), QStringLiteral("6"));
        QCOMPARE(text(2, ReachTable::Fp16Column), QStringLiteral("13.1"));
        QCOMPARE(b.model.latencyTo(pool("pl-2")), std::optional(10 * twin::kMillisecond));
        QVERIFY(!b.model.latencyTo(pool("pl-1"))); // of itself there is nothing to say
        QVERIFY(!b.model.latencyTo(link("bb-1")));
        QVERIFY(!b.model.overlay()); // no circle was asked for
    }

    void circlesAreDrawnWhenAskedFor()
    {
        Bench b;
        b.selection.select(pool("pl-1"));
        b.model.setCircles(CircleChoice(0b110)); // 5 and 20 ms
        QTRY_VERIFY(b.model.overlay() != nullptr);
        const MapOverlay& overlay = *b.model.overlay();
        QCOMPARE(overlay.circles.size(), std::size_t{2});
        QCOMPARE(overlay.circles[0].bound_ms, 20.0F); // the widest first
        QCOMPARE(overlay.circles[0].discs.size(), std::size_t{4});
        QCOMPARE(overlay.circles[1].discs.size(), std::size_t{2});
        QCOMPARE(overlay.circles[1].discs[0].radius_km, 0.0F);
        // 15 ms are left in Beijing and Zhangjiakou: at 4.9 ns/m along ducts a third longer, 2,355 km.
        QVERIFY(std::abs(overlay.circles[0].discs[0].radius_km - 2354.8F) < 1);
        QCOMPARE(overlay.isNear, std::vector<std::uint8_t>(6, 1));
        b.model.setCircles({});
        QVERIFY(!b.model.overlay());
    }

    void aClosedPanelWorksNothingOut()
    {
        Bench b;
        b.model.setActive(false);
        b.selectPair();
        QVERIFY(b.isAnswered());
        b.tick();
        QTest::qWait(50);
        QCOMPARE(b.model.table().rowCount(), 0);
        b.model.setActive(true);
        QTRY_COMPARE(b.model.table().rowCount(), 2);
        b.model.setActive(false);
        QCOMPARE(b.model.table().rowCount(), 0);
        QVERIFY(!b.model.overlay());
    }

    void namesFollowTheLanguage()
    {
        Bench b;
        b.selectPair();
        QTRY_COMPARE(b.model.table().rowCount(), 2);
        b.language.setTongue(Language::Tongue::Chinese);
        QCOMPARE(b.model.title(), QStringLiteral("张家口一号 → 贵安一号"));
        QCOMPARE(b.text(0, Column::CarriersColumn), QStringLiteral("运营商B"));
    }

    /// Whatever comes and goes: the rows are those of the snapshot, worked out anew.
    void randomFailuresLeaveTheRightPaths()
    {
        constexpr std::uint64_t kSeed = 7;
        twin::Rng rng(kSeed, "test.paths");
        Bench b;
        b.selectPair("pl-2", "pl-5");
        for (int round = 0; round < 15; ++round) {
            const auto& links = b.twin->registry()->links;
            const std::string& id = links[rng.below(links.size())].id;
            b.twin->set(EntityKind::Link, id, LinkMetric::State, rng.below(2) == 0 ? 3 : 0);
            b.tick();
            const auto graph = twin::network::Graph::build(*b.twin->registry());
            const auto failed = twin::state::downArcs(*b.feed.snapshot(), graph);
            const auto from = graph.node(twin::registry::PoolIndex{1U});
            const auto to = graph.node(twin::registry::PoolIndex{4U});
            const auto expected = twin::network::KShortestPaths(graph).find({from, to, 5, failed});
            QList<qint64> wanted;
            for (const auto& route : expected) {
                wanted.append(route.cost);
            }
            QTRY_VERIFY2(delays(b) == wanted,
                         qPrintable(QStringLiteral("seed %1, round %2").arg(kSeed).arg(round)));
        }
    }
};

QTEST_GUILESS_MAIN(PathsTest)
#include "tst_paths.moc"
