#include "tests/twin/alarm/attention_scene.h"

#include <QTest>

#include <algorithm>
#include <cstdint>
#include <string>

using namespace attention_test;

class TestAttentionCauses : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void downLinkIsNotAlsoOverloaded();
    void darkWavesOfADownLinkAreNotItems();
    void cutConduitIsOneItem();
    void oneLinkDownIsNotACut();
    void linkSharedByTwoConduitsBlamesTheOneThatExplainsMost();
    void downSiteTakesItsLinksAlong();
    void siteWithoutPowerIsDown();
    void alarmsOfExplainedLinksAreFolded();
};

void TestAttentionCauses::downLinkIsNotAlsoOverloaded()
{
    Scene scene;
    scene.now += kSecond;
    scene.tell(EntityKind::Link, LinkMetric::Forward, 1, 120e9);
    scene.tell(EntityKind::Link, LinkMetric::State, 1, kDown);
    const auto items = scene.look();
    QCOMPARE(items.size(), std::size_t(1));
    QCOMPARE(items[0].code, AttentionCode::Down);
}

void TestAttentionCauses::darkWavesOfADownLinkAreNotItems()
{
    Scene scene;
    scene.now += kSecond;
    scene.tell(EntityKind::Link, LinkMetric::State, 1, kDown);
    scene.tell(EntityKind::OpticalChannel, OpticalMetric::PreFecBer, 1, 0.5); // of link 1
    const auto items = scene.look();
    QCOMPARE(items.size(), std::size_t(1));
    QCOMPARE(items[0].code, AttentionCode::Down);
}

void TestAttentionCauses::cutConduitIsOneItem()
{
    Scene scene; // links 0, 3, 6, 9 lie in conduit 0
    scene.now += kSecond;
    for (const std::uint32_t link : {0U, 3U, 6U, 9U}) {
        scene.tell(EntityKind::Link, LinkMetric::State, link, kDown);
    }
    const auto items = scene.look();
    QCOMPARE(items.size(), std::size_t(1));
    QCOMPARE(items[0].code, AttentionCode::ConduitCut);
    QCOMPARE(items[0].subject, AttentionSubject::Conduit);
    QCOMPARE(items[0].id, std::string("conduit-000000"));
    QCOMPARE(items[0].count, 4U);
    QCOMPARE(items[0].related.size(), std::size_t(4));
    QCOMPARE(items[0].severity, Severity::Critical);
}

void TestAttentionCauses::oneLinkDownIsNotACut()
{
    Scene scene;
    scene.now += kSecond;
    scene.tell(EntityKind::Link, LinkMetric::State, 0, kDown);
    scene.tell(EntityKind::Link, LinkMetric::State, 3, kDown);
    const auto items = scene.look(); // links 6 and 9 of the same conduit still work
    QCOMPARE(items.size(), std::size_t(2));
    QVERIFY(
        std::all_of(items.begin(), items.end(), [](const auto& i) { return i.code == AttentionCode::Down; }));
}

void TestAttentionCauses::linkSharedByTwoConduitsBlamesTheOneThatExplainsMost()
{
    // conduit 0: links 0 1 2; conduit 1: links 1 2 only, so it is dark too but explains less
    auto world = test::mutableWorld({4, 4, 1, 1, 1, 4, 0});
    world->conduits.resize(2);
    world->conduits[0].id = "duct-a";
    world->conduits[0].links = {registry::LinkIndex(0U), registry::LinkIndex(1U), registry::LinkIndex(2U)};
    world->conduits[1].id = "duct-b";
    world->conduits[1].links = {registry::LinkIndex(1U), registry::LinkIndex(2U)};
    world->indexIdentifiers();
    Scene scene(world);
    scene.now += kSecond;
    for (std::uint32_t link = 0; link < 3; ++link) {
        scene.tell(EntityKind::Link, LinkMetric::State, link, kDown);
    }
    const auto items = scene.look();
    QCOMPARE(items.size(), std::size_t(1));
    QCOMPARE(items[0].id, std::string("duct-a"));
}

void TestAttentionCauses::downSiteTakesItsLinksAlong()
{
    Scene scene;
    scene.now += kSecond;
    scene.tell(EntityKind::Site, SiteMetric::State, 1, kDown);
    for (const std::uint32_t link : {0U, 1U, 4U, 5U, 8U, 9U}) { // those that end at site 1
        scene.tell(EntityKind::Link, LinkMetric::State, link, kDown);
    }
    const auto items = scene.look();
    QCOMPARE(items.size(), std::size_t(1));
    QCOMPARE(items[0].entity, (EntityRef{EntityKind::Site, 1}));
    QCOMPARE(items[0].count, 7U);
}

void TestAttentionCauses::siteWithoutPowerIsDown()
{
    Scene scene;
    scene.now += kSecond;
    scene.tell(EntityKind::Site, SiteMetric::PowerFeedsUp, 2, 0);
    const auto items = scene.look();
    QCOMPARE(items.size(), std::size_t(1));
    QCOMPARE(items[0].code, AttentionCode::Down);
}

void TestAttentionCauses::alarmsOfExplainedLinksAreFolded()
{
    Scene scene;
    scene.now += kSecond;
    for (const std::uint32_t link : {0U, 3U, 6U, 9U}) {
        scene.tell(EntityKind::Link, LinkMetric::State, link, kDown);
        scene.report(test::idOf("link", link), Severity::Critical);
    }
    scene.report("link-000001", Severity::Minor);
    const auto items = scene.look();
    QCOMPARE(items.size(), std::size_t(2));
    QCOMPARE(items[0].code, AttentionCode::ConduitCut);
    QCOMPARE(items[1].code, AttentionCode::Alarm);
    QCOMPARE(items[1].entity, (EntityRef{EntityKind::Link, 1}));
    QCOMPARE(items[1].type, std::string("loss-of-signal"));
}

QTEST_GUILESS_MAIN(TestAttentionCauses)
#include "tst_attention_causes.moc"
