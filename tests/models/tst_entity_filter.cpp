#include "models/filter/entity_filter.h"
#include "models/filter/filter_choices.h"
#include "tests/support/fake_twin.h"

#include <QTest>

using namespace models;

namespace {

QString spec(const char* text)
{
    return QString::fromUtf8(text);
}

/// Identifiers that pass, joined by blanks.
QString pools(const EntityFilter& filter, const twin::state::Snapshot& snapshot)
{
    QStringList out;
    for (std::uint32_t i = 0; i < snapshot.registry->pools.size(); ++i) {
        if (filter.passesPool(snapshot, i)) {
            out.append(QString::fromStdString(snapshot.registry->pools[i].id));
        }
    }
    return out.join(u' ');
}

QString links(const EntityFilter& filter, const twin::state::Snapshot& snapshot)
{
    QStringList out;
    for (std::uint32_t i = 0; i < snapshot.registry->links.size(); ++i) {
        if (filter.passesLink(snapshot, i)) {
            out.append(QString::fromStdString(snapshot.registry->links[i].id));
        }
    }
    return out.join(u' ');
}

} // namespace

class EntityFilterTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void unknownNamesLetNothingThrough()
    {
        test::FakeTwin twin;
        EntityFilter filter;
        filter.setSpec({spec("no such carrier"), {}, {}, {}});
        QCOMPARE(pools(filter, *twin.publish()), QString());
        QCOMPARE(links(filter, *twin.publish()), QString());
    }

    void numbersOutOfRangeDoNotPass()
    {
        test::FakeTwin twin;
        EntityFilter filter;
        filter.setSpec({{}, spec("ent-1"), {}, {}});
        QVERIFY(!filter.passesPool(*twin.publish(), 1000));
        QVERIFY(!filter.passesLink(*twin.publish(), 1000));
    }

    void poolsAndLinksPass_data()
    {
        QTest::addColumn<QString>("carrier");
        QTest::addColumn<QString>("enterprise");
        QTest::addColumn<QString>("hub");
        QTest::addColumn<QString>("chip");
        QTest::addColumn<QString>("passingPools");
        QTest::addColumn<QString>("passingBackbone");
        const QString none;
        QTest::newRow("empty filter") << none << none << none << none << spec("pl-1 pl-2 pl-3 pl-4 pl-5 pl-6")
                                      << spec("bb-1 bb-2 bb-3 bb-4 bb-5");
        QTest::newRow("carrier B") << spec("cr-b") << none << none << none
                                   << spec("pl-1 pl-2 pl-3 pl-4 pl-5 pl-6") << spec("bb-2 bb-5");
        QTest::newRow("enterprise 1") << none << spec("ent-1") << none << none << spec("pl-1 pl-3 pl-4")
                                      << spec("bb-1 bb-2 bb-3 bb-4 bb-5");
        QTest::newRow("hub Guizhou") << none << none << spec("hub-gui") << none << spec("pl-4 pl-5")
                                     << spec("bb-4");
        QTest::newRow("outside the hubs")
            << none << none << spec("-") << none << spec("pl-6") << spec("bb-4");
        QTest::newRow("chip GPU-989")
            << none << none << none << spec("GPU-989") << spec("pl-3") << spec("bb-3");
        QTest::newRow("both") << none << spec("ent-1") << spec("hub-gui") << none << spec("pl-4")
                              << spec("bb-4");
    }

    void poolsAndLinksPass()
    {
        QFETCH(QString, carrier);
        QFETCH(QString, enterprise);
        QFETCH(QString, hub);
        QFETCH(QString, chip);
        test::FakeTwin twin;
        const auto snapshot = twin.publish();
        EntityFilter filter;
        filter.setSpec({carrier, enterprise, hub, chip});
        QTEST(pools(filter, *snapshot), "passingPools");
        QString backbone;
        for (const QString& link : links(filter, *snapshot).split(u' ')) {
            backbone += link.startsWith(u"bb") ? (backbone.isEmpty() ? QString() : QStringLiteral(" ")) + link
                                               : QString();
        }
        QTEST(backbone, "passingBackbone");
    }

    void accessLinksFollowTheirPool()
    {
        test::FakeTwin twin;
        EntityFilter filter;
        filter.setSpec({{}, {}, {}, spec("GPU-989")});
        QCOMPARE(links(filter, *twin.publish()), spec("ac-pl-3-1 ac-pl-3-2 bb-3"));
    }

    void flowsAndJobsPassByTheirPools()
    {
        test::FakeTwin twin;
        twin.fillWork();
        const auto snapshot = twin.publish();
        const auto& flow = *snapshot->directory->flows[0];
        const auto& job = *snapshot->directory->jobs[0];
        EntityFilter filter;
        QVERIFY(filter.passesFlow(*snapshot, flow));
        filter.setSpec({{}, {}, spec("hub-gui"), {}});
        QVERIFY(filter.passesFlow(*snapshot, flow));
        QVERIFY(filter.passesJob(*snapshot, job));
        filter.setSpec({{}, spec("ent-3"), {}, {}});
        QVERIFY(!filter.passesFlow(*snapshot, flow));
        QVERIFY(!filter.passesJob(*snapshot, job));
        twin::registry::Job waiting;
        waiting.tenantId = "ent-3";
        QVERIFY(filter.passesJob(*snapshot, waiting));
    }

    void aNewRegistryIsJudgedAnew()
    {
        test::FakeTwin twin;
        EntityFilter filter;
        filter.setSpec({{}, spec("ent-1"), {}, {}});
        QCOMPARE(pools(filter, *twin.publish()), spec("pl-1 pl-3 pl-4"));
        twin.setRegistry(test::smallNation().withoutPool("pl-1").build());
        QCOMPARE(pools(filter, *twin.publish()), spec("pl-3 pl-4"));
    }

    void choicesFollowRegistryAndLanguage()
    {
        const auto twin = std::make_shared<test::FakeTwin>();
        SnapshotFeed feed(twin);
        Language language;
        FilterChoices choices(feed, language);
        QCOMPARE(choices.carriers().size(), 1);
        twin->publish();
        feed.poll();
        QCOMPARE(choices.carriers().size(), 3);
        QCOMPARE(choices.carriers()[1].label, spec("Carrier A"));
        QCOMPARE(choices.hubs().last().id, spec("-"));
        QCOMPARE(choices.chipClasses().size(), 6);
        language.setTongue(Language::Tongue::Chinese);
        QCOMPARE(choices.carriers()[1].label, spec("运营商A"));
    }
};

QTEST_GUILESS_MAIN(EntityFilterTest)
#include "tst_entity_filter.moc"
