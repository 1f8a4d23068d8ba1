#include "models/tables/flow_table.h"
#include "models/tables/pool_table.h"
#include "models/tables/table_proxy.h"
#include "tests/support/fake_twin.h"
#include "twin/support/rng.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace models;
using twin::EntityKind;

namespace {

struct Bench
{
    std::shared_ptr<test::FakeTwin> twin = std::make_shared<test::FakeTwin>();
    SnapshotFeed feed{twin};
    AttentionFeed attention{feed};
    Language language;
    EntityFilter filter;
    PoolTable pools{feed, attention, language};
    FlowTable flows{feed, attention, language};
    TableProxy proxy{pools, filter, language};
    TableProxy flowProxy{flows, filter, language};
    QAbstractItemModelTester tester{&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest};
    QAbstractItemModelTester flowTester{&flowProxy, QAbstractItemModelTester::FailureReportingMode::QtTest};

    void tick(twin::TimeNs by = twin::kSecond)
    {
        twin->tick(by);
        feed.poll();
    }

    [[nodiscard]] static QString ids(const TableProxy& proxy)
    {
        QStringList out;
        for (int row = 0; row < proxy.rowCount(); ++row) {
            out.append(proxy.key(proxy.index(row, 0)).id);
        }
        return out.join(u' ');
    }
};

} // namespace

class TableProxyTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void anEmptyTableCanBeSortedAndFiltered()
    {
        Bench b;
        b.proxy.sort(PoolTable::UtilisationColumn, Qt::DescendingOrder);
        b.proxy.setText(QStringLiteral("x"));
        QCOMPARE(b.proxy.rowCount(), 0);
        QVERIFY(!b.proxy.indexOf({EntityKey::Type::Pool, QStringLiteral("pl-1")}).isValid());
        QVERIFY(!b.proxy.key({}).isValid());
    }

    void unknownValuesComeLastInBothOrders()
    {
        Bench b;
        b.twin->set(EntityKind::Pool, "pl-2", twin::PoolMetric::Utilisation, 0.2);
        b.twin->set(EntityKind::Pool, "pl-4", twin::PoolMetric::Utilisation, 0.9);
        b.tick();
        b.proxy.sort(PoolTable::UtilisationColumn, Qt::AscendingOrder);
        QCOMPARE(Bench::ids(b.proxy), QStringLiteral("pl-2 pl-4 pl-1 pl-3 pl-5 pl-6"));
        b.proxy.sort(PoolTable::UtilisationColumn, Qt::DescendingOrder);
        QCOMPARE(Bench::ids(b.proxy), QStringLiteral("pl-4 pl-2 pl-1 pl-3 pl-5 pl-6"));
    }

    void numbersSortByValueAndTextByLanguage()
    {
        Bench b;
        b.tick();
        b.proxy.sort(PoolTable::ComputeColumn, Qt::DescendingOrder);
        QCOMPARE(Bench::ids(b.proxy), QStringLiteral("pl-1 pl-4 pl-2 pl-3 pl-6 pl-5"));
        b.proxy.sort(PoolTable::NameColumn, Qt::AscendingOrder);
        QCOMPARE(Bench::ids(b.proxy), QStringLiteral("pl-3 pl-6 pl-4 pl-5 pl-1 pl-2"));
        b.language.setTongue(Language::Tongue::Chinese); // by pinyin: bei, cheng, gui, zhang; er before yi
        QCOMPARE(Bench::ids(b.proxy), QStringLiteral("pl-3 pl-6 pl-5 pl-4 pl-2 pl-1"));
    }

    void wordsMustAllBeFoundInAnyColumn()
    {
        Bench b;
        b.tick();
        b.proxy.setText(QStringLiteral("zhangjiakou NPU"));
        QCOMPARE(Bench::ids(b.proxy), QStringLiteral("pl-1"));
        b.proxy.setText(QStringLiteral("PL-5"));
        QCOMPARE(Bench::ids(b.proxy), QStringLiteral("pl-5"));
        b.proxy.setText({});
        QCOMPARE(b.proxy.rowCount(), 6);
    }

    void theConsoleFilterHolds()
    {
        Bench b;
        b.tick();
        b.filter.setSpec({{}, {}, QStringLiteral("hub-gui"), {}});
        QCOMPARE(Bench::ids(b.proxy), QStringLiteral("pl-4 pl-5"));
        b.filter.setSpec({});
        QCOMPARE(b.proxy.rowCount(), 6);
    }

    void rowsThatComeBackFindTheOrderOfNow()
    {
        Bench b;
        b.twin->set(EntityKind::Pool, "pl-1", twin::PoolMetric::Utilisation, 0.5);
        b.twin->set(EntityKind::Pool, "pl-2", twin::PoolMetric::Utilisation, 0.4);
        b.twin->set(EntityKind::Pool, "pl-5", twin::PoolMetric::Utilisation, 0.3);
        b.tick();
        b.proxy.sort(PoolTable::UtilisationColumn, Qt::DescendingOrder);
        b.proxy.setText(QStringLiteral("zhangjiakou")); // pl-1 and pl-2
        b.twin->set(EntityKind::Pool, "pl-1", twin::PoolMetric::Utilisation, 0.1);
        b.tick();
        b.proxy.setText({});
        QCOMPARE(Bench::ids(b.proxy), QStringLiteral("pl-2 pl-5 pl-1 pl-3 pl-4 pl-6"));
    }

    void rowsMoveAtMostOnceASecond()
    {
        Bench b;
        b.twin->fillCalm();
        b.tick();
        b.proxy.sort(PoolTable::UtilisationColumn, Qt::DescendingOrder);
        QSignalSpy layouts(&b.proxy, &QAbstractItemModel::layoutChanged);
        for (int i = 0; i < 10; ++i) {
            b.twin->set(EntityKind::Pool, "pl-6", twin::PoolMetric::Utilisation, 0.5 + 0.01 * i);
            b.tick(100 * twin::kMillisecond);
        }
        QCOMPARE(layouts.count(), 0);
        QCOMPARE(b.proxy.index(5, PoolTable::UtilisationColumn).data().toString(), QStringLiteral("59.0"));
        QTRY_COMPARE(layouts.count(), 1);
        QVERIFY(Bench::ids(b.proxy).startsWith(QStringLiteral("pl-6 ")));
    }

    void flowsComeAndGoThroughASortedFilteredProxy()
    {
        twin::Rng rng(3, "test.proxy");
        Bench b;
        b.twin->fillCalm();
        b.tick();
        b.flowProxy.sort(FlowTable::RateColumn, Qt::DescendingOrder);
        b.filter.setSpec({{}, {}, QStringLiteral("hub-gui"), {}});
        QSignalSpy resets(&b.flowProxy, &QAbstractItemModel::modelReset);
        for (int step = 0; step < 100; ++step) {
            const std::string id = "fl-" + std::to_string(rng.below(30));
            if (rng.below(3) != 0) {
                b.twin->fillWork(id, "jb-" + id, rng.uniform(1e9, 1e11));
            } else {
                b.twin->endFlow(id);
            }
            b.tick(100 * twin::kMillisecond);
            QCOMPARE(b.flowProxy.rowCount(), b.flows.rowCount());
        }
        QCOMPARE(resets.count(), 0);
        b.flowProxy.sort(FlowTable::RateColumn, Qt::DescendingOrder);
        double last = 1e12;
        for (int row = 0; row < b.flowProxy.rowCount(); ++row) {
            const double rate = b.flowProxy.index(row, FlowTable::RateColumn).data(SortRole).toDouble();
            QVERIFY(rate <= last);
            last = rate;
        }
    }
};

QTEST_GUILESS_MAIN(TableProxyTest)
#include "tst_table_proxy.moc"
