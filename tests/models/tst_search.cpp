#include "models/paths/link_ends.h"
#include "models/search/search_model.h"
#include "tests/support/fake_twin.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace models;
using Type = EntityKey::Type;

namespace {

struct Bench
{
    std::shared_ptr<test::FakeTwin> twin = std::make_shared<test::FakeTwin>();
    SnapshotFeed feed{twin};
    Language language;
    SearchModel model{feed, language};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    Bench()
    {
        twin->fillCalm();
        twin->fillWork();
        twin->publish();
        feed.poll();
    }

    QString find(const char* query)
    {
        model.setQuery(QString::fromUtf8(query));
        QStringList out;
        for (int row = 0; row < model.rowCount(); ++row) {
            out.append(model.key(row).id);
        }
        return out.join(u' ');
    }

    QStringList along(Type type, const char* id, const char* group) const
    {
        QStringList out;
        for (const RelatedGroup& related : model.along({type, QString::fromUtf8(id)})) {
            for (const RelatedEntity& entity : related.entities) {
                if (related.title == QString::fromUtf8(group)) {
                    out.append(entity.key.id);
                }
            }
        }
        return out;
    }
};

} // namespace

class SearchTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void nothingIsFoundWithoutAQueryOrASnapshot()
    {
        Bench b;
        QCOMPARE(b.find(""), QString());
        QCOMPARE(b.find("   "), QString());
        QCOMPARE(b.find("qqqq"), QString());
        QVERIFY(!b.model.key(0).isValid());
        const auto empty = std::make_shared<test::FakeTwin>();
        SnapshotFeed feed(empty);
        SearchModel model(feed, b.language);
        model.setQuery(QStringLiteral("pl-1"));
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(model.along({Type::Pool, QStringLiteral("pl-1")}).isEmpty());
    }

    void hitsAreRanked_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("first");
        const auto row = [](const char* query, const char* first) {
            QTest::newRow(query) << QString::fromUtf8(query) << QString::fromUtf8(first);
        };
        row("pl-1", "pl-1");
        row("PL-1", "pl-1");
        row("beijing", "st-beijing");
        row("beijing 1", "pl-3");
        row("贵阳", "st-guiyang");
        row("贵安", "pl-4");
        row("pretraining", "jb-1");
        row("fl-1", "fl-1");
        row("enterprise 003", "ent-3");
        row("cd-bj-gy", "cd-bj-gy");
        row("bb-3", "bb-3");
        row("guizhou", "hub-gui");
    }

    void hitsAreRanked()
    {
        QFETCH(QString, query);
        Bench b;
        const QString all = b.find(query.toUtf8().constData());
        QTEST(all.section(u' ', 0, 0), "first");
    }

    void linksAreFoundByTheirEnds()
    {
        Bench b;
        const QString found = b.find("chengdu guiyang");
        QVERIFY(found.split(u' ').contains(QStringLiteral("bb-4")));
        QVERIFY(!found.split(u' ').contains(QStringLiteral("bb-1")));
    }

    void hitsSayWhatTheyAre()
    {
        Bench b;
        b.find("pl-1");
        const QModelIndex first = b.model.index(0);
        QCOMPARE(first.data().toString(), QStringLiteral("Zhangjiakou 1"));
        QCOMPARE(first.data(SearchModel::KindRole).toString(), QStringLiteral("Resource pool"));
        QVERIFY(first.data(SearchModel::DetailRole).toString().endsWith(QStringLiteral("pl-1")));
        b.language.setTongue(Language::Tongue::Chinese);
        QCOMPARE(b.model.index(0).data().toString(), QString::fromUtf8("张家口一号"));
    }

    void newFlowsAreFound()
    {
        Bench b;
        QCOMPARE(b.find("fl-77"), QString());
        b.twin->fillWork("fl-77", "jb-77");
        b.twin->tick();
        b.feed.poll();
        QCOMPARE(b.find("fl-77"), QStringLiteral("fl-77"));
    }

    void oneGoesFromEnterpriseToLinkAndBack()
    {
        Bench b;
        QCOMPARE(b.along(Type::Enterprise, "ent-1", "Jobs"), QStringList{QStringLiteral("jb-1")});
        QCOMPARE(b.along(Type::Enterprise, "ent-1", "Pools"),
                 (QStringList{QStringLiteral("pl-1"), QStringLiteral("pl-4"), QStringLiteral("pl-3")}));
        QCOMPARE(b.along(Type::Job, "jb-1", "Flows"), QStringList{QStringLiteral("fl-1")});
        QCOMPARE(
            b.along(Type::Flow, "fl-1", "Links on its path"),
            (QStringList{QStringLiteral("ac-pl-1-2"), QStringLiteral("bb-1"), QStringLiteral("ac-pl-4-1")}));
        QCOMPARE(b.along(Type::Link, "bb-1", "Conduits"), QStringList{QStringLiteral("cd-bj-gy")});
        QCOMPARE(b.along(Type::Conduit, "cd-bj-gy", "Links in it"),
                 (QStringList{QStringLiteral("bb-1"), QStringLiteral("bb-2")}));
        QCOMPARE(b.along(Type::Conduit, "cd-bj-gy", "Flows"), QStringList{QStringLiteral("fl-1")});
        QCOMPARE(b.along(Type::Link, "bb-1", "Flows"), QStringList{QStringLiteral("fl-1")});
        QCOMPARE(b.along(Type::Link, "bb-1", "Jobs"), QStringList{QStringLiteral("jb-1")});
        QCOMPARE(b.along(Type::Link, "bb-2", "Flows"), QStringList{});
        QCOMPARE(b.along(Type::Link, "bb-2", "Enterprises"), QStringList{});
        // Whom a cut hits.
        QCOMPARE(b.along(Type::Link, "bb-1", "Enterprises"), QStringList{QStringLiteral("ent-1")});
        QCOMPARE(b.along(Type::Conduit, "cd-bj-gy", "Jobs"), QStringList{QStringLiteral("jb-1")});
        QCOMPARE(b.along(Type::Conduit, "cd-bj-gy", "Enterprises"), QStringList{QStringLiteral("ent-1")});
        QCOMPARE(b.along(Type::Flow, "fl-1", "Jobs"), QStringList{QStringLiteral("jb-1")});
        QCOMPARE(b.along(Type::Job, "jb-1", "Enterprise"), QStringList{QStringLiteral("ent-1")});
        QCOMPARE(b.along(Type::Pool, "pl-4", "Flows"), QStringList{QStringLiteral("fl-1")});
        QCOMPARE(b.along(Type::Site, "st-guiyang", "Links"),
                 (QStringList{QStringLiteral("bb-1"), QStringLiteral("bb-2"), QStringLiteral("bb-4")}));
        QCOMPARE(b.along(Type::Hub, "hub-gui", "Pools"),
                 (QStringList{QStringLiteral("pl-4"), QStringLiteral("pl-5")}));
    }

    void aLinkAndAConduitHaveEnds()
    {
        Bench b;
        const auto ends = [&b](Type type, const char* id) {
            QStringList out;
            for (const EntityKey& key : endsOf(*b.feed.snapshot(), {type, QString::fromUtf8(id)})) {
                out.append(key.id);
            }
            return out;
        };
        const QStringList both{QStringLiteral("st-beijing"), QStringLiteral("st-guiyang")};
        QCOMPARE(ends(Type::Link, "bb-1"), both);
        QCOMPARE(ends(Type::Conduit, "cd-bj-gy"), both);
        QCOMPARE(ends(Type::Link, "no-such"), QStringList());
        QCOMPARE(ends(Type::Conduit, "no-such"), QStringList());
        QCOMPARE(ends(Type::Pool, "pl-1"), QStringList());
        QCOMPARE(endsOf(*b.feed.snapshot(), {Type::Link, QStringLiteral("ac-pl-4-1")}).size(), 2);
    }

    void longGroupsAreCutAndSayHowMany()
    {
        Bench b;
        for (int i = 0; i < 60; ++i) {
            b.twin->fillWork("fl-" + std::to_string(100 + i), "jb-1", 1e9 * (i + 1));
        }
        b.twin->tick();
        b.feed.poll();
        const auto groups =
            relatedTo(*b.feed.snapshot(), {Type::Job, QStringLiteral("jb-1")}, b.language, 10);
        const RelatedGroup& flows = groups.last();
        QCOMPARE(flows.total, 61);
        QCOMPARE(flows.entities.size(), 10);
        QCOMPARE(flows.entities.first().key.id, QStringLiteral("fl-159")); // the largest
    }
};

QTEST_GUILESS_MAIN(SearchTest)
#include "tst_search.moc"
