#include "models/series/series_model.h"
#include "tests/support/fake_twin.h"

#include <QSignalSpy>
#include <QTest>

using namespace models;
using twin::EntityKind;
using Type = EntityKey::Type;

namespace {

struct Bench
{
    std::shared_ptr<test::FakeTwin> twin = std::make_shared<test::FakeTwin>();
    SnapshotFeed feed{twin};
    Selection selection;
    Language language;
    SeriesModel model{feed, selection, language};

    void tick(double utilisation)
    {
        twin->now += 10 * twin::kSecond;
        twin->set(EntityKind::Pool, "pl-1", twin::PoolMetric::Utilisation, utilisation);
        twin->set(EntityKind::Link, "bb-1", twin::LinkMetric::Forward, utilisation * 4e12);
        twin->set(EntityKind::Link, "bb-1", twin::LinkMetric::Reverse, utilisation * 2e12);
        twin->publish();
        feed.poll();
    }
};

} // namespace

class SeriesTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void nothingSelectedIsAnEmptyChart()
    {
        Bench b;
        QVERIFY(b.model.refresh(300).isEmpty());
        QVERIFY(b.model.choices().isEmpty());
        b.tick(0.5);
        b.selection.select({Type::Enterprise, QStringLiteral("ent-1")});
        QVERIFY(b.model.refresh(300).isEmpty());
        b.selection.select({Type::Pool, QStringLiteral("no such")});
        QVERIFY(b.model.refresh(300).isEmpty());
        b.model.setChoice(QStringLiteral("no such"));
        QCOMPARE(b.model.choice(), QStringLiteral("pool.utilisation_ratio"));
    }

    void utilisationIsInPercentWithBands()
    {
        Bench b;
        b.selection.select({Type::Pool, QStringLiteral("pl-1")});
        b.tick(0.4);
        b.tick(0.6);
        const SeriesView view = b.model.refresh(300);
        QCOMPARE(view.title, QStringLiteral("Zhangjiakou 1"));
        QCOMPARE(view.unit, QStringLiteral("%"));
        QCOMPARE(view.lines.size(), 1);
        QCOMPARE(view.lines[0].stretches.size(), 1);
        QCOMPARE(view.lines[0].stretches[0].size(), 2);
        QVERIFY(qAbs(view.lines[0].stretches[0][1].y() - 60) < 1e-3);
        QCOMPARE(view.yMax, 100.0);
        QCOMPARE(view.bands, (QList<double>{70, 90, 95}));
        QCOMPARE(view.xMax - view.xMin, 300'000.0);
    }

    void linksShowBothDirectionsInOneUnit()
    {
        Bench b;
        b.selection.select({Type::Link, QStringLiteral("bb-1")});
        b.tick(0.5);
        const SeriesView view = b.model.refresh(300);
        QCOMPARE(b.model.choice(), QStringLiteral("link.rates"));
        QCOMPARE(view.unit, QStringLiteral("Tb/s"));
        QCOMPARE(view.lines.size(), 2);
        QVERIFY(qAbs(view.lines[0].stretches[0][0].y() - 2) < 1e-3);
        QVERIFY(qAbs(view.lines[1].stretches[0][0].y() - 1) < 1e-3);
        QVERIFY(view.yMax >= 2);
    }

    void pointsAreAtMostTwoPerPixelColumn()
    {
        Bench b;
        b.selection.select({Type::Pool, QStringLiteral("pl-1")});
        b.model.setWindow(twin::kHour);
        for (int i = 0; i < 60; ++i) {
            b.tick(0.5);
        }
        qsizetype points = 0;
        const SeriesView view = b.model.refresh(10);
        for (const auto& stretch : view.lines[0].stretches) {
            points += stretch.size();
        }
        QVERIFY(points <= 20);
    }

    /// What a store has is read on a thread of its own; until it is there the chart says so.
    void whatIsInAStoreComesLater()
    {
        Bench b;
        b.selection.select({Type::Pool, QStringLiteral("pl-1")});
        b.tick(0.4);
        b.tick(0.6);
        b.twin->isStored = true;
        QSignalSpy arrived(&b.model, &SeriesModel::arrived);
        SeriesView view = b.model.refresh(300);
        QVERIFY(view.isLoading);
        QVERIFY(view.isEmpty());
        QVERIFY(arrived.wait());
        QVERIFY(b.twin->seriesThread != std::this_thread::get_id());
        const int calls = b.twin->seriesCalls;
        view = b.model.latest();
        QVERIFY(!view.isLoading);
        QCOMPARE(view.lines[0].stretches[0].size(), 2);
        // The same again is not read again; a little later the lines stay while more is read.
        QVERIFY(!b.model.refresh(300).isLoading);
        QCOMPARE(b.twin->seriesCalls, calls);
        b.tick(0.8);
        view = b.model.refresh(300);
        QVERIFY(view.isLoading);
        QCOMPARE(view.lines[0].stretches[0].size(), 2);
        QVERIFY(arrived.wait());
        QCOMPARE(b.model.latest().lines[0].stretches[0].size(), 3);
        // Of another entity nothing is shown before it is there.
        b.tick(0.9);
        QVERIFY(b.model.refresh(300).isLoading);
        b.selection.select({Type::Pool, QStringLiteral("pl-2")});
        view = b.model.refresh(300);
        QVERIFY(view.isLoading);
        QVERIFY(view.isEmpty());
        QTRY_VERIFY(!b.model.latest().isLoading);
        QVERIFY(b.model.latest().isEmpty());
    }

    void choicesSurviveASelectionOfTheSameKind()
    {
        Bench b;
        QSignalSpy changed(&b.model, &SeriesModel::changed);
        b.selection.select({Type::Pool, QStringLiteral("pl-1")});
        b.model.setChoice(QStringLiteral("pool.inlet_celsius"));
        b.selection.select({Type::Pool, QStringLiteral("pl-2")});
        QCOMPARE(b.model.choice(), QStringLiteral("pool.inlet_celsius"));
        b.selection.select({Type::Link, QStringLiteral("bb-1")});
        QCOMPARE(b.model.choice(), QStringLiteral("link.rates"));
        QCOMPARE(changed.count(), 4);
    }
};

QTEST_GUILESS_MAIN(SeriesTest)
#include "tst_series.moc"
