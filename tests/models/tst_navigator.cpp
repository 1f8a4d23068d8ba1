#include "models/trees/navigator_model.h"
#include "tests/support/fake_twin.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace models;
using twin::EntityKind;
using Type = EntityKey::Type;

namespace {

struct Bench
{
    explicit Bench(const twin::registry::RegistryPtr& registry = test::smallNation().build())
        : twin(std::make_shared<test::FakeTwin>(registry))
    {}

    std::shared_ptr<test::FakeTwin> twin;
    SnapshotFeed feed{twin};
    AttentionFeed attention{feed};
    Language language;
    EntityFilter filter;
    NavigatorModel model{feed, attention, language};
    NavigatorProxy proxy{model, filter};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
    QAbstractItemModelTester proxyTester{&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest};

    void show()
    {
        twin->publish();
        feed.poll();
    }
};

/// The tree as indented lines, names only.
void draw(const QAbstractItemModel& model, const QModelIndex& parent, int depth, QStringList& out)
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        out.append(QString(depth, u'.') + index.data().toString());
        draw(model, index, depth + 1, out);
    }
}

QString drawn(const QAbstractItemModel& model)
{
    QStringList out;
    draw(model, {}, 0, out);
    return out.join(u'\n');
}

} // namespace

class NavigatorTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void isEmptyBeforeTheFirstSnapshot()
    {
        Bench b;
        QCOMPARE(b.model.rowCount(), 0);
        QVERIFY(!b.model.indexOf({Type::Pool, QStringLiteral("pl-1")}).isValid());
        QVERIFY(!b.model.indexOf({}).isValid());
    }

    void groupsAddUpWhatPassesTheFilter()
    {
        Bench b;
        b.twin->fillCalm();
        b.twin->set(EntityKind::Pool, "pl-1", twin::PoolMetric::Utilisation, 0.9);
        b.show();
        const auto hub = b.proxy.indexOf({Type::Hub, QStringLiteral("hub-jjj")});
        QVERIFY(hub.isValid());
        const auto figure = [&](int column) {
            const auto index = b.proxy.indexOf({Type::Hub, QStringLiteral("hub-jjj")});
            return index.siblingAtColumn(column).data(Qt::AccessibleTextRole).toString();
        };
        const QString all = figure(NavigatorModel::ComputeColumn);
        b.filter.setSpec({{}, QStringLiteral("ent-2"), {}, {}}); // pl-2 alone
        const auto pool = b.proxy.indexOf({Type::Pool, QStringLiteral("pl-2")});
        QVERIFY(pool.isValid());
        QCOMPARE(figure(NavigatorModel::ComputeColumn),
                 pool.siblingAtColumn(NavigatorModel::ComputeColumn).data(Qt::AccessibleTextRole).toString());
        QCOMPARE(figure(NavigatorModel::UtilisationColumn), QStringLiteral("40.0 %"));
        b.filter.setSpec({});
        QCOMPARE(figure(NavigatorModel::ComputeColumn), all);
    }

    void theFilterKnowsNamesInBothLanguages()
    {
        Bench b;
        b.show();
        b.language.setTongue(Language::Tongue::Chinese);
        b.proxy.setText(QStringLiteral("zhangjiakou 1"));
        QVERIFY(b.proxy.indexOf({Type::Pool, QStringLiteral("pl-1")}).isValid());
        b.language.setTongue(Language::Tongue::English);
        b.proxy.setText(QString::fromUtf8("张家口"));
        QVERIFY(b.proxy.indexOf({Type::Pool, QStringLiteral("pl-1")}).isValid());
        QVERIFY(!b.proxy.indexOf({Type::Pool, QStringLiteral("pl-4")}).isValid());
    }

    void poolsStandUnderHubProvinceAndEnterprise()
    {
        Bench b;
        b.show();
        QCOMPARE(drawn(b.model), QStringLiteral("Guizhou hub\n"
                                                ".Guizhou\n"
                                                "..Example enterprise 001\n"
                                                "...Gui'an 1\n"
                                                "..Example enterprise 003\n"
                                                "...Gui'an 2\n"
                                                "Beijing-Tianjin-Hebei hub\n"
                                                ".Beijing\n"
                                                "..Example enterprise 001\n"
                                                "...Beijing 1\n"
                                                ".Hebei\n"
                                                "..Example enterprise 001\n"
                                                "...Zhangjiakou 1\n"
                                                "..Example enterprise 002\n"
                                                "...Zhangjiakou 2\n"
                                                "Outside the hubs\n"
                                                ".Sichuan\n"
                                                "..Example enterprise 003\n"
                                                "...Chengdu 1"));
    }

    void everyLevelHasAKey()
    {
        Bench b;
        b.show();
        const QModelIndex hub = b.model.index(0, 0);
        QCOMPARE(hub.data(KeyRole).value<EntityKey>(), (EntityKey{Type::Hub, QStringLiteral("hub-gui")}));
        const QModelIndex province = b.model.index(0, 0, hub);
        QCOMPARE(province.data(KeyRole).value<EntityKey>(),
                 (EntityKey{Type::Province, QStringLiteral("520000")}));
        const QModelIndex enterprise = b.model.index(0, 0, province);
        QCOMPARE(enterprise.data(KeyRole).value<EntityKey>().type, Type::Enterprise);
        const EntityKey pool{Type::Pool, QStringLiteral("pl-4")};
        QCOMPARE(b.model.indexOf(pool).parent(), enterprise);
    }

    void groupsSumComputeAndWeighUtilisation()
    {
        Bench b;
        b.twin->set(EntityKind::Pool, "pl-1", twin::PoolMetric::Utilisation, 0.5); // 6.4 EFLOPS
        b.twin->set(EntityKind::Pool, "pl-3", twin::PoolMetric::Utilisation, 1.0); // 0.989 EFLOPS
        b.show();
        const QModelIndex hub = b.model.index(1, 0);
        const auto at = [&](int column, int role) {
            return hub.siblingAtColumn(column).data(role);
        };
        QCOMPARE(at(NavigatorModel::ComputeColumn, Qt::AccessibleTextRole).toString(),
                 QStringLiteral("9.88 EFLOPS"));
        const double expected = (6.4 * 0.5 + 0.989) / (6.4 + 0.989);
        QVERIFY(qAbs(at(NavigatorModel::UtilisationColumn, RatioRole).toDouble() - expected) < 1e-9);
        const QModelIndex guizhou = b.model.index(0, NavigatorModel::UtilisationColumn);
        QCOMPARE(guizhou.data().toString(), QStringLiteral("—"));
        QVERIFY(!guizhou.data(RatioRole).isValid());
    }

    void figuresFollowTheSnapshot()
    {
        Bench b;
        b.twin->fillCalm();
        b.show();
        b.twin->set(EntityKind::Pool, "pl-4", twin::PoolMetric::Utilisation, 0.9);
        b.twin->tick();
        QSignalSpy changed(&b.model, &QAbstractItemModel::dataChanged);
        b.feed.poll();
        const QModelIndex pool = b.model.indexOf({Type::Pool, QStringLiteral("pl-4")});
        QTRY_COMPARE(pool.siblingAtColumn(NavigatorModel::UtilisationColumn).data().toString(),
                     QStringLiteral("90.0"));
        QVERIFY(changed.count() > 0);
    }

    void textFilterKeepsParentsAndChildren()
    {
        Bench b;
        b.show();
        b.proxy.setText(QStringLiteral("gui'an 2"));
        QCOMPARE(drawn(b.proxy),
                 QStringLiteral("Guizhou hub\n.Guizhou\n..Example enterprise 003\n...Gui'an 2"));
        b.proxy.setText(QStringLiteral("Sichuan"));
        QCOMPARE(drawn(b.proxy),
                 QStringLiteral("Outside the hubs\n.Sichuan\n..Example enterprise 003\n...Chengdu 1"));
        b.proxy.setText(QStringLiteral("no such thing"));
        QCOMPARE(b.proxy.rowCount(), 0);
        b.proxy.setText({});
        QCOMPARE(b.proxy.rowCount(), 3);
    }

    void theConsoleFilterHolds()
    {
        Bench b;
        b.show();
        b.filter.setSpec({{}, QStringLiteral("ent-2"), {}, {}});
        QCOMPARE(
            drawn(b.proxy),
            QStringLiteral("Beijing-Tianjin-Hebei hub\n.Hebei\n..Example enterprise 002\n...Zhangjiakou 2"));
        QVERIFY(b.proxy.indexOf({Type::Pool, QStringLiteral("pl-2")}).isValid());
        QVERIFY(!b.proxy.indexOf({Type::Pool, QStringLiteral("pl-1")}).isValid());
    }

    void namesFollowTheLanguage()
    {
        Bench b;
        b.show();
        b.language.setTongue(Language::Tongue::Chinese);
        QCOMPARE(b.model.index(0, 0).data().toString(), QString::fromUtf8("贵州枢纽"));
        QCOMPARE(b.model.index(0, 0, b.model.index(0, 0)).data().toString(), QString::fromUtf8("贵州"));
    }

    void networksWithoutPoolsListTheirSites()
    {
        test::RegistryBuilder builder;
        builder.carrier("cr-x", {"", "Carrier X"});
        builder.site("a", {"", "Alpha"}, 30, 104, twin::registry::SiteRole::Unspecified, 0);
        builder.site("b", {"", "Beta"}, 31, 105, twin::registry::SiteRole::Unspecified, 0);
        builder.site("c", {"", "Gamma"}, 26.6, 106.6, twin::registry::SiteRole::Unspecified, 520000);
        builder.link({"a~b", "a", "b", "cr-x", twin::kTerabit, {}});
        Bench b(builder.build());
        b.twin->set(EntityKind::Link, "a~b", twin::LinkMetric::Forward, 0.25e12);
        b.show();
        QCOMPARE(drawn(b.model), QStringLiteral("Carrier X\n.Alpha\n.Beta\nGuizhou\n.Gamma"));
        const QModelIndex alpha = b.model.indexOf({Type::Site, QStringLiteral("a")});
        QCOMPARE(alpha.siblingAtColumn(NavigatorModel::UtilisationColumn).data().toString(),
                 QStringLiteral("25.0"));
    }

    void aNewRegistryRebuildsTheTree()
    {
        Bench b;
        b.show();
        b.twin->setRegistry(test::smallNation().withoutPool("pl-6").build());
        b.twin->tick();
        b.feed.poll();
        QCOMPARE(b.model.rowCount(), 2);
    }
};

QTEST_GUILESS_MAIN(NavigatorTest)
#include "tst_navigator.moc"
