#include "models/format/format.h"
#include "models/tables/flow_table.h"
#include "models/tables/job_table.h"
#include "models/tables/link_table.h"
#include "models/tables/pool_table.h"
#include "models/tables/source_table.h"
#include "models/tables/unmapped_names.h"
#include "tests/support/fake_twin.h"
#include "twin/support/rng.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace models;
using twin::EntityKind;
using Type = EntityKey::Type;

namespace {

/// Everything a table needs, and the tester that watches it all its life.
template <typename Table> struct Bench
{
    std::shared_ptr<test::FakeTwin> twin = std::make_shared<test::FakeTwin>();
    SnapshotFeed feed{twin};
    AttentionFeed attention{feed};
    Language language;
    Table table{feed, attention, language};
    QAbstractItemModelTester tester{&table, QAbstractItemModelTester::FailureReportingMode::QtTest};

    void show()
    {
        twin->publish();
        feed.poll();
    }

    void tick(twin::TimeNs by = twin::kSecond)
    {
        twin->tick(by);
        feed.poll();
    }

    QVariant at(int row, int column, int role = Qt::DisplayRole) const
    {
        return table.index(row, column).data(role);
    }

    QString text(int row, int column) const
    {
        return table.index(row, column).data(Qt::AccessibleTextRole).toString();
    }
};

QStringList flowIds(const twin::state::Snapshot& snapshot)
{
    QStringList out;
    for (const auto& flow : snapshot.directory->flows) {
        if (flow) {
            out.append(QString::fromStdString(flow->id));
        }
    }
    out.sort();
    return out;
}

QStringList rowIds(const SnapshotTable& table)
{
    QStringList out;
    for (int row = 0; row < table.rowCount(); ++row) {
        out.append(table.key(row).id);
    }
    return out;
}

} // namespace

class TablesTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void tablesAreEmptyBeforeTheFirstSnapshot()
    {
        Bench<PoolTable> pools;
        Bench<FlowTable> flows;
        QCOMPARE(pools.table.rowCount(), 0);
        QCOMPARE(flows.table.rowCount(), 0);
        QCOMPARE(pools.table.rowOf({Type::Pool, QStringLiteral("pl-1")}), -1);
        QVERIFY(!pools.table.data({}, Qt::DisplayRole).isValid());
        QVERIFY(!pools.table.headerData(99, Qt::Horizontal, Qt::DisplayRole).isValid());
    }

    void neverHeardIsADashAndNeverZero()
    {
        Bench<PoolTable> b;
        b.show();
        QCOMPARE(b.text(0, PoolTable::UtilisationColumn), QStringLiteral("—"));
        QCOMPARE(b.at(0, PoolTable::UtilisationColumn, KnownRole).toBool(), false);
        QVERIFY(!b.at(0, PoolTable::UtilisationColumn, SortRole).isValid());
        QVERIFY(!b.at(0, PoolTable::UtilisationColumn, RatioRole).isValid());
        QCOMPARE(b.text(0, PoolTable::StateColumn), QStringLiteral("not heard"));
        QCOMPARE(b.text(0, PoolTable::AgeColumn), QStringLiteral("—"));
    }

    void oldValuesAreStaleAndSayTheirAge()
    {
        Bench<PoolTable> b;
        b.twin->fillCalm();
        b.show();
        QCOMPARE(b.at(0, PoolTable::UtilisationColumn, StaleRole).toBool(), false);
        QSignalSpy changed(&b.table, &QAbstractItemModel::dataChanged);
        b.tick(26 * twin::kSecond);
        QCOMPARE(b.at(0, PoolTable::UtilisationColumn, StaleRole).toBool(), true);
        QCOMPARE(b.text(0, PoolTable::AgeColumn), QStringLiteral("26 s"));
        QVERIFY(changed.count() >= 1); // though no value changed
    }

    void poolCellsShowFactsAndValuesWithUnits()
    {
        Bench<PoolTable> b;
        b.twin->fillCalm();
        b.show();
        QCOMPARE(b.text(0, PoolTable::NameColumn), QStringLiteral("Zhangjiakou 1"));
        QCOMPARE(b.text(0, PoolTable::EnterpriseColumn), QStringLiteral("Example enterprise 001"));
        QCOMPARE(b.text(0, PoolTable::ComputeColumn), QStringLiteral("6.40 EFLOPS"));
        QCOMPARE(b.at(0, PoolTable::ComputeColumn).toString(), QStringLiteral("6.40"));
        QCOMPARE(b.at(0, PoolTable::ComputeColumn, UnitRole).toString(), QStringLiteral("EFLOPS"));
        QCOMPARE(b.text(0, PoolTable::ChipsColumn), QString::fromUtf8("20,000 × NPU-320"));
        QCOMPARE(b.text(0, PoolTable::UtilisationColumn), QStringLiteral("40.0 %"));
        QCOMPARE(b.at(0, PoolTable::UtilisationColumn, RatioRole).toDouble(), 0.4);
        QCOMPARE(b.text(0, PoolTable::PowerColumn), QStringLiteral("1.20 MW"));
        QCOMPARE(b.text(0, PoolTable::PueColumn), QStringLiteral("1.18"));
        QCOMPARE(b.text(0, PoolTable::PriceColumn), QString::fromUtf8("3.50 CNY/card·h"));
        QCOMPARE(b.text(0, PoolTable::StateColumn), QStringLiteral("Up"));
        QCOMPARE(b.text(4, PoolTable::ComputeColumn), QStringLiteral("1.50 PFLOPS FP64"));
        QCOMPARE(b.text(5, PoolTable::HubColumn), QStringLiteral("Outside the hubs"));
        QCOMPARE(b.text(5, PoolTable::StateColumn), QStringLiteral("Planned"));
    }

    void linkCellsShowBothDirections()
    {
        Bench<LinkTable> b;
        b.twin->fillCalm();
        b.show();
        const int row = b.table.rowOf({Type::Link, QStringLiteral("bb-1")});
        QCOMPARE(b.text(row, LinkTable::NameColumn), QString::fromUtf8("Beijing ↔ Guiyang"));
        QCOMPARE(b.text(row, LinkTable::CarrierColumn), QStringLiteral("Carrier A"));
        QCOMPARE(b.text(row, LinkTable::CapacityColumn), QStringLiteral("4.00 Tb/s"));
        QCOMPARE(b.text(row, LinkTable::ForwardColumn), QStringLiteral("30.0 %"));
        QCOMPARE(b.text(row, LinkTable::ReverseColumn), QStringLiteral("20.0 %"));
        QCOMPARE(b.text(row, LinkTable::DelayColumn), QStringLiteral("5.00 ms"));
        QCOMPARE(b.text(row, LinkTable::ConduitsColumn), QStringLiteral("1"));
        QCOMPARE(b.at(row, LinkTable::NameColumn, KeyRole).value<EntityKey>().id, QStringLiteral("bb-1"));
    }

    void flowAndJobCellsShowTheWork()
    {
        Bench<FlowTable> f;
        f.twin->fillWork();
        f.show();
        QCOMPARE(f.text(0, FlowTable::FromColumn), QStringLiteral("Zhangjiakou 1"));
        QCOMPARE(f.text(0, FlowTable::TenantColumn), QStringLiteral("Example enterprise 001"));
        QCOMPARE(f.text(0, FlowTable::RateColumn), QStringLiteral("50.0 Gb/s"));
        QCOMPARE(f.text(0, FlowTable::DoneColumn), QStringLiteral("25.0 %"));
        QCOMPARE(f.text(0, FlowTable::DeadlineColumn), QStringLiteral("1 h 00 min"));
        QCOMPARE(f.text(0, FlowTable::RttColumn), QStringLiteral("42.0 ms"));
        f.tick(2 * twin::kHour);
        QCOMPARE(f.text(0, FlowTable::DeadlineColumn), QStringLiteral("late 1 h 00 min"));
        Bench<JobTable> j;
        j.twin->fillWork();
        j.show();
        QCOMPARE(j.text(0, JobTable::NameColumn), QStringLiteral("Pretraining one"));
        QCOMPARE(j.text(0, JobTable::PoolsColumn), QStringLiteral("Zhangjiakou 1, Gui'an 1"));
        QCOMPARE(j.text(0, JobTable::EffectiveColumn), QStringLiteral("91.0 %"));
        QCOMPARE(j.at(0, JobTable::ProgressColumn, RatioRole).toDouble(), 0.25);
        QVERIFY(!j.at(0, JobTable::ProgressColumn, LoadRole).toBool()); // work done is no load
        // A quarter of three hours' work is done: the end follows the progress, not the plan of two hours.
        const twin::TimeNs end = j.twin->now + 135 * twin::kMinute;
        QCOMPARE(j.text(0, JobTable::EtaColumn), format::dateTime(end - end % twin::kMinute));
    }

    void seriesWithoutAMappingAreListedByTheirPoints()
    {
        Bench<SourceTable> b;
        b.twin->fillSources();
        const EntityKey key{Type::Source, QString::fromStdString(b.twin->sources[0].name)};
        QVERIFY(unmappedNames(nullptr, key).isEmpty());
        b.show();
        QVERIFY(unmappedNames(b.feed.snapshot(), key).isEmpty());
        b.twin->sources[0].unknownNames = {{"node_load1", 3}, {"node_load5", 9}, {"pool-nowhere", 50}};
        b.twin->sources[0].mappingRules = std::make_shared<const std::map<std::string, std::string>>(
            std::map<std::string, std::string>{{"node_load1", "{1}"}, {"node_load5", "{5}"}});
        b.show();
        const QList<UnmappedName> names = unmappedNames(b.feed.snapshot(), key);
        QCOMPARE(names.size(), 2);
        QCOMPARE(names[0].name, QStringLiteral("node_load5"));
        QCOMPARE(names[0].points, std::uint64_t{9});
        QCOMPARE(names[0].rule, QStringLiteral("{5}"));
        QVERIFY(unmappedNames(b.feed.snapshot(), {Type::Pool, key.id}).isEmpty());
        QVERIFY(unmappedNames(b.feed.snapshot(), {Type::Source, QStringLiteral("nobody")}).isEmpty());
    }

    void sourceRatesAreTheDifferenceOfTwoLooks()
    {
        Bench<SourceTable> b;
        b.twin->fillSources();
        b.show();
        QCOMPARE(b.text(0, SourceTable::RateColumn), QStringLiteral("—"));
        b.twin->sources[0].received += 4000;
        b.tick(2 * twin::kSecond);
        QCOMPARE(b.text(0, SourceTable::RateColumn), QStringLiteral("2,000 samples/s"));
        QCOMPARE(b.text(1, SourceTable::StateColumn), QStringLiteral("Disconnected"));
        b.twin->sources.erase(b.twin->sources.begin());
        b.tick();
        QCOMPARE(rowIds(b.table), QStringList{QStringLiteral("south")});
        b.twin->fillSources();
        b.tick();
        QCOMPARE(b.table.rowCount(), 2);
        QCOMPARE(b.table.rowOf({Type::Source, QStringLiteral("south")}), 1);
    }

    void onlyChangedRowsAreAnnounced()
    {
        Bench<LinkTable> b;
        b.twin->fillCalm();
        b.show();
        QSignalSpy changed(&b.table, &QAbstractItemModel::dataChanged);
        b.twin->set(EntityKind::Link, "bb-2", twin::LinkMetric::Forward, 1e9);
        b.twin->set(EntityKind::Link, "bb-3", twin::LinkMetric::Forward, 1e9);
        b.tick(100 * twin::kMillisecond);
        const int row = b.table.rowOf({Type::Link, QStringLiteral("bb-2")});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), row);
        QCOMPARE(changed[0][1].toModelIndex().row(), row + 1);
    }

    void hiddenTablesRestAndCatchUp()
    {
        Bench<PoolTable> b;
        b.twin->fillCalm();
        b.show();
        b.table.setActive(false);
        QSignalSpy changed(&b.table, &QAbstractItemModel::dataChanged);
        b.twin->set(EntityKind::Pool, "pl-1", twin::PoolMetric::Utilisation, 0.9);
        b.tick();
        QCOMPARE(changed.count(), 0);
        QCOMPARE(b.text(0, PoolTable::UtilisationColumn), QStringLiteral("40.0 %"));
        b.table.setActive(true);
        QVERIFY(changed.count() >= 1);
        QCOMPARE(b.text(0, PoolTable::UtilisationColumn), QStringLiteral("90.0 %"));
    }

    void registryChangeResets()
    {
        Bench<PoolTable> b;
        b.show();
        QSignalSpy reset(&b.table, &QAbstractItemModel::modelReset);
        b.twin->setRegistry(test::smallNation().withoutPool("pl-1").build());
        b.tick();
        QCOMPARE(reset.count(), 1);
        QCOMPARE(b.table.rowCount(), 5);
        QCOMPARE(b.table.key(0).id, QStringLiteral("pl-2"));
    }

    void languageChangesHeadersAndNames()
    {
        Bench<PoolTable> b;
        b.show();
        QSignalSpy headers(&b.table, &QAbstractItemModel::headerDataChanged);
        b.language.setTongue(Language::Tongue::Chinese);
        QCOMPARE(headers.count(), 1);
        QCOMPARE(b.text(0, PoolTable::NameColumn), QString::fromUtf8("张家口一号"));
        QVERIFY(b.table.headerData(PoolTable::ComputeColumn, Qt::Horizontal, Qt::DisplayRole)
                    .toString()
                    .contains(u"FP16"));
    }

    void sparklinesAreFetchedOnceAndGrow()
    {
        Bench<PoolTable> b;
        b.twin->fillCalm();
        b.show();
        QCOMPARE(b.twin->seriesCalls, 0); // nobody looked
        const auto points = b.at(0, PoolTable::TrendColumn, SparklineRole).value<QList<float>>();
        QCOMPARE(points.size(), 60);
        QCOMPARE(points.last(), 0.4F);
        QVERIFY(std::isnan(points.first()));
        for (int i = 0; i < 3; ++i) {
            b.twin->set(EntityKind::Pool, "pl-1", twin::PoolMetric::Utilisation, 0.5 + 0.1 * i);
            b.tick(5 * twin::kSecond);
        }
        const auto grown = b.at(0, PoolTable::TrendColumn, SparklineRole).value<QList<float>>();
        QCOMPARE(b.twin->seriesCalls, 1);
        QCOMPARE(grown.size(), 60);
        QCOMPARE(grown.last(), 0.7F);
        b.tick(twin::kMinute); // a jump: what was kept no longer fits
        b.at(0, PoolTable::TrendColumn, SparklineRole);
        QCOMPARE(b.twin->seriesCalls, 2);
    }

    /// Rows that are looked at together are read together, on a thread of its own.
    void sparklinesOfAStoreComeLater()
    {
        Bench<PoolTable> b;
        b.twin->fillCalm();
        b.show();
        b.twin->isStored = true;
        QSignalSpy changed(&b.table, &QAbstractItemModel::dataChanged);
        const auto points = [&](int row) {
            return b.at(row, PoolTable::TrendColumn, SparklineRole).value<QList<float>>();
        };
        QVERIFY(points(0).isEmpty());
        QVERIFY(points(1).isEmpty());
        QCOMPARE(b.twin->seriesCalls, 0);
        QVERIFY(changed.wait());
        QCOMPARE(b.twin->seriesCalls, 2);
        QVERIFY(b.twin->seriesThread != std::this_thread::get_id());
        QCOMPARE(points(0).size(), 60);
        QCOMPARE(points(0).last(), 0.4F);
        QCOMPARE(points(1).last(), 0.4F);
        // Time goes on while a row is read: what was then not yet is a gap.
        b.twin->setAt(EntityKind::Pool, "pl-1", twin::PoolMetric::Utilisation, 0.5, b.twin->now);
        QVERIFY(points(2).isEmpty());
        b.tick(5 * twin::kSecond);
        QTRY_VERIFY(!points(2).isEmpty());
        QCOMPARE(points(2).size(), 60);
        // A jump: what was asked for is not wanted any more.
        b.tick(twin::kHour);
        QVERIFY(points(0).isEmpty());
        b.tick(twin::kHour);
        QVERIFY(points(0).isEmpty());
        QTRY_COMPARE(points(0).size(), 60);
    }

    void flowsAndJobsHaveSparklinesToo()
    {
        Bench<FlowTable> f;
        f.twin->fillWork();
        f.show();
        const auto rates = f.at(0, FlowTable::TrendColumn, SparklineRole).value<QList<float>>();
        QCOMPARE(rates.size(), 60);
        QCOMPARE(rates.last(), 0.5F); // of the rate requested
        QVERIFY(!f.at(0, FlowTable::RateColumn, SparklineRole).isValid());
        QSignalSpy changed(&f.table, &QAbstractItemModel::dataChanged);
        f.twin->now += 5 * twin::kSecond;
        f.twin->set(EntityKind::Flow, "fl-1", twin::FlowMetric::Rate, 80e9);
        f.show();
        QVERIFY(changed.count() >= 1);
        const auto grown = f.at(0, FlowTable::TrendColumn, SparklineRole).value<QList<float>>();
        QCOMPARE(grown[58], 0.5F);
        QCOMPARE(grown[59], 0.8F);
        Bench<JobTable> j;
        j.twin->fillWork();
        j.show();
        const auto progress = j.at(0, JobTable::TrendColumn, SparklineRole).value<QList<float>>();
        QCOMPARE(progress.last(), 0.25F);
        QVERIFY(std::isnan(progress.first()));
    }

    void theSparklineOfAFlowThatAskedForNothingIsOfItsHighest()
    {
        Bench<FlowTable> b;
        b.twin->fillWork();
        twin::registry::Flow flow = *b.twin->publish()->directory->flows[0];
        flow.rateRequested_bps = 0;
        b.twin->addFlow(flow);
        b.show();
        b.at(0, FlowTable::TrendColumn, SparklineRole);
        b.twin->now += 5 * twin::kSecond;
        b.twin->set(EntityKind::Flow, "fl-1", twin::FlowMetric::Rate, 100e9);
        b.show();
        const auto points = b.at(0, FlowTable::TrendColumn, SparklineRole).value<QList<float>>();
        QCOMPARE(points[58], 0.5F);
        QCOMPARE(points[59], 1.0F);
    }

    void aSlotGivenOnBringsNoSparklineAlong()
    {
        Bench<FlowTable> b;
        b.twin->fillWork("fl-1", "jb-1", 50e9);
        b.show();
        QCOMPARE(b.at(0, FlowTable::TrendColumn, SparklineRole).value<QList<float>>().last(), 0.5F);
        b.twin->now += twin::kSecond;
        b.twin->endFlow("fl-1");
        b.twin->fillWork("fl-2", "jb-1", 20e9); // takes the same slot
        b.show();
        QCOMPARE(b.table.key(0).id, QStringLiteral("fl-2"));
        QCOMPARE(b.at(0, FlowTable::TrendColumn, SparklineRole).value<QList<float>>().last(), 0.2F);
        QCOMPARE(b.twin->seriesCalls, 2);
    }

    void theTrendOfASourceIsKeptWhileNobodyLooks()
    {
        Bench<SourceTable> b;
        b.twin->fillSources();
        b.show();
        const auto points = [&] {
            return b.at(0, SourceTable::TrendColumn, SparklineRole).value<QList<float>>();
        };
        QCOMPARE(points().size(), 60);
        QVERIFY(std::isnan(points().last()));
        b.table.setActive(false);
        for (const std::uint64_t samples : {10'000, 5'000, 0}) {
            b.twin->sources[0].received += samples;
            b.tick(5 * twin::kSecond);
        }
        b.table.setActive(true);
        QVERIFY(std::isnan(points()[56]));
        QCOMPARE(points()[57], 1.0F); // of its highest
        QCOMPARE(points()[58], 0.5F);
        QCOMPARE(points()[59], 0.0F);    // silent, which is known
        b.twin->sources[0].received = 7; // another epoch: nothing can be said of this step
        b.tick(5 * twin::kSecond);
        QVERIFY(std::isnan(points()[59]));
    }

    void theTrendOfASourceEndsAtTheMomentShown()
    {
        Bench<SourceTable> b;
        b.twin->fillSources();
        b.show();
        b.twin->sources[0].received += 1'000;
        const auto past = b.twin->tick(5 * twin::kSecond);
        b.feed.poll();
        b.twin->sources[0].received += 2'000;
        b.tick(5 * twin::kSecond);
        b.feed.setCursor({twin::state::TimeMode::Fixed, past->time});
        QTRY_COMPARE(b.table.snapshot()->time, past->time);
        const auto points = b.at(0, SourceTable::TrendColumn, SparklineRole).value<QList<float>>();
        QVERIFY(std::isnan(points[58]));
        QCOMPARE(points[59], 1.0F);
    }

    void randomSnapshotsKeepRowsAndIdentifiers()
    {
        constexpr std::uint64_t kSeed = 7;
        twin::Rng rng(kSeed, "test.tables");
        Bench<FlowTable> b;
        b.twin->fillCalm();
        b.show();
        QSignalSpy resets(&b.table, &QAbstractItemModel::modelReset);
        QSignalSpy changed(&b.table, &QAbstractItemModel::dataChanged);
        for (int step = 0; step < 300; ++step) {
            for (std::uint64_t i = rng.below(6); i > 0; --i) {
                const std::string id = "fl-" + std::to_string(rng.below(40));
                if (rng.below(2) == 0) {
                    b.twin->fillWork(id, "jb-" + id, rng.uniform(1e9, 1e11));
                } else {
                    b.twin->endFlow(id);
                    b.twin->endJob("jb-" + id);
                }
            }
            changed.clear();
            b.tick(100 * twin::kMillisecond);
            QCOMPARE(rowIds(b.table), flowIds(*b.feed.snapshot()));
            QVERIFY(changed.count() <= 8); // at most one per changed run, and the ages
            for (int row = 0; row < b.table.rowCount(); ++row) {
                QCOMPARE(b.table.rowOf(b.table.key(row)), row);
                QVERIFY(b.text(row, FlowTable::RateColumn) != QStringLiteral("—"));
            }
        }
        QCOMPARE(resets.count(), 0);
    }

    void goingBackInTimeAndForthKeepsRows()
    {
        Bench<JobTable> b;
        const auto first = b.twin->publish();
        b.twin->fillWork("fl-1", "jb-1");
        b.tick();
        b.twin->fillWork("fl-2", "jb-2");
        b.tick();
        QCOMPARE(b.table.rowCount(), 2);
        b.feed.setCursor({twin::state::TimeMode::Fixed, first->time});
        QTRY_COMPARE(b.table.rowCount(), 0);
        b.feed.goLive();
        QCOMPARE(b.table.rowCount(), 2);
    }
};

QTEST_GUILESS_MAIN(TablesTest)
#include "tst_tables.moc"
