#include "tests/twin/alarm/attention_scene.h"

#include <QTest>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

using namespace attention_test;

class TestAttentionSources : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void staleEntitiesAreGroupedFromFive();
    void silentPoolsAndLinksAreNamedFirstAndAsSoonAsTheMapShowsIt();
    void neverHeardCountsOnlyWithASource();
    void onlyProbesAreMissedAmongTunnels();
    void plannedPoolIsNotMissed();
    void sourcesAndServiceAreTold();
    void seriesWithoutAMappingAreNoFault();
    void alarmsThatAreIgnoredAreNoFault();
    void alarmsOfWhatIsNotInTheRegistryAreLeftOut();
    void aHistoryThatFailsIsTold();
    void aJournalThatFillsIsToldBeforeItRefuses_data();
    void aJournalThatFillsIsToldBeforeItRefuses();
};

void TestAttentionSources::staleEntitiesAreGroupedFromFive()
{
    Scene scene;
    scene.now = test::kNoon + 100 * kSecond; // past 2.5 × 10 s, before 2.5 × 60 s of the states
    const auto refresh = [&](std::uint32_t silentPools) {
        for (const EntityKind kind : {EntityKind::Link, EntityKind::OpticalChannel, EntityKind::Tunnel,
                                      EntityKind::Site, EntityKind::ServiceNode}) {
            const std::size_t count = kind == EntityKind::Link                                         ? 10
                                      : kind == EntityKind::OpticalChannel || kind == EntityKind::Site ? 4
                                                                                                       : 2;
            scene.tell(kind, 0, 0, std::vector<double>(count, kind == EntityKind::Site ? 2.0 : 0.0));
        }
        scene.tell(EntityKind::Pool, 0, silentPools, std::vector<double>(20 - silentPools, 0.5));
    };
    scene.now = test::kNoon + 200 * kSecond;
    refresh(4);
    auto items = scene.look();
    QCOMPARE(items.size(), std::size_t(4));
    QCOMPARE(items[0].code, AttentionCode::Stale);
    QCOMPARE(items[0].subject, AttentionSubject::Entity);
    QCOMPARE(items[0].value, 200.0);
    scene.now += 200 * kSecond;
    refresh(9);
    items = scene.look();
    QCOMPARE(items.size(), std::size_t(1));
    QCOMPARE(items[0].subject, AttentionSubject::Kind);
    QCOMPARE(items[0].count, 9U);
    QCOMPARE(items[0].total, 20U);
    QCOMPARE(items[0].severity, Severity::Minor);
    QCOMPARE(items[0].related.size(), std::size_t(9));
}

void TestAttentionSources::silentPoolsAndLinksAreNamedFirstAndAsSoonAsTheMapShowsIt()
{
    Scene scene;
    scene.now = test::kNoon + 30 * kSecond; // states, sent once a minute, are still current
    const auto items = scene.look();
    QVERIFY(items.size() >= 2);
    QCOMPARE(items[0].code, AttentionCode::Stale);
    QCOMPARE(items[0].entity.kind, EntityKind::Pool);
    QCOMPARE(items[0].count, 20U);
    QCOMPARE(items[1].code, AttentionCode::Stale);
    QCOMPARE(items[1].entity.kind, EntityKind::Link);
    QCOMPARE(items[1].count, 10U);
}

void TestAttentionSources::neverHeardCountsOnlyWithASource()
{
    state::TwinState twin;
    twin.setRegistry(test::world(), nullptr);
    twin.apply(test::batch(test::kNoon, 1,
                           {test::column(EntityKind::Pool, std::size_t(0), 0, std::vector<double>(15))}));
    const auto connected = std::make_shared<const std::vector<SourceStatus>>(1, source("feed", true));
    const auto items = attention(*twin.publish(test::kNoon, connected, {}));
    QCOMPARE(items.front().code, AttentionCode::NeverHeard);
    QCOMPARE(items.front().severity, Severity::Warning);
    QCOMPARE(items.front().entity.kind, EntityKind::Pool);
    QCOMPARE(items.front().count, 5U);
    QCOMPARE(items.back().severity, Severity::Indeterminate); // kinds nobody speaks of
    QVERIFY(attention(*twin.publish(test::kNoon, nullptr, {})).empty());
}

/// A tunnel that carries traffic only is not measured: nobody is to speak of it.
void TestAttentionSources::onlyProbesAreMissedAmongTunnels()
{
    auto world = test::mutableWorld({1, 0, 0, 2, 0, 1, 0});
    world->sites.clear();
    world->tunnels[1].probe = true;
    world->indexIdentifiers();
    state::TwinState twin;
    twin.setRegistry(world, nullptr);
    const auto speak = [&](TimeNs now, std::uint64_t sequence, EntityKind kind, std::size_t count) {
        twin.apply(
            test::batch(now, sequence, {test::column(kind, std::size_t(0), 0, std::vector<double>(count))}));
    };
    speak(test::kNoon, 1, EntityKind::Tunnel, 2);
    const TimeNs later = test::kNoon + 100 * kSecond;
    speak(later, 2, EntityKind::Pool, 1);
    const auto connected = std::make_shared<const std::vector<SourceStatus>>(1, source("feed", true));
    const auto items = attention(*twin.publish(later, connected, {}));
    QCOMPARE(items.size(), std::size_t(1));
    QCOMPARE(items[0].code, AttentionCode::Stale);
    QCOMPARE(items[0].id, world->tunnels[1].id);
}

void TestAttentionSources::plannedPoolIsNotMissed()
{
    auto world = test::mutableWorld({2, 0, 0, 0, 0, 1, 0});
    world->pools[1].asset.state = registry::LifecycleState::Planned;
    world->sites.clear();
    world->indexIdentifiers();
    Scene scene(world);
    state::TwinState twin;
    twin.setRegistry(world, nullptr);
    twin.apply(test::batch(test::kNoon, 1, {test::column(EntityKind::Pool, std::size_t(0), 0, {0.5})}));
    const auto connected = std::make_shared<const std::vector<SourceStatus>>(1, source("feed", true));
    QVERIFY(attention(*twin.publish(test::kNoon, connected, {})).empty());
}

void TestAttentionSources::sourcesAndServiceAreTold()
{
    Scene scene;
    SourceStatus gone = source("gone", false);
    gone.lastReceive = scene.now - 30 * kSecond;
    SourceStatus strange = source("strange", true);
    strange.received = 30;
    strange.refused = 15;
    strange.refusedFor[static_cast<std::size_t>(state::RefusedFor::UnknownName)] = 12;
    strange.refusedFor[static_cast<std::size_t>(state::RefusedFor::BadValue)] = 3;
    strange.lastErrorTime = scene.now - kSecond;
    strange.lastError = "unknown metric";
    strange.unknownNames = {{"pool.colour", 3}, {"pool.smell", 9}};
    SourceStatus old = source("old", true);
    old.refused = 5;
    old.lastErrorTime = scene.now - kHour;
    scene.sources = {gone, old, strange};
    scene.totals.journalError = "disk full";
    scene.totals.dropped = 7;
    const auto items = scene.look();
    std::vector<AttentionCode> codes;
    for (const auto& item : items) {
        codes.push_back(item.code);
    }
    using enum AttentionCode;
    QCOMPARE(codes, (std::vector{JournalFailing, SourceDisconnected, Dropped, RefusedSamples, UnknownNames}));
    QCOMPARE(items[1].value, 30.0);
    QCOMPARE(items[1].id, std::string("gone"));
    QCOMPARE(items[2].value, 7.0);
    QCOMPARE(items[3].value, 3.0);
    QCOMPARE(items[4].detail, std::string("pool.smell"));
    QCOMPARE(items[4].count, 2U);
}

/// Every exporter has series that nobody mapped: that is in the list of sources, and no fault. A source of
/// which nothing is understood is one.
void TestAttentionSources::seriesWithoutAMappingAreNoFault()
{
    Scene scene;
    SourceStatus exporter = source("prometheus", true);
    exporter.received = 100;
    exporter.applied = 10;
    exporter.refused = 90;
    exporter.refusedFor[static_cast<std::size_t>(state::RefusedFor::Unmapped)] = 80;
    exporter.refusedFor[static_cast<std::size_t>(state::RefusedFor::Ignored)] = 10;
    exporter.unknownNames = {{"go_threads", 30}, {"up", 50}};
    exporter.mappingRules = std::make_shared<const std::map<std::string, std::string>>(
        std::map<std::string, std::string>{{"go_threads", "{}"}, {"up", "{}"}});
    scene.sources = {exporter};
    QVERIFY(scene.look().empty());
    exporter.refusedFor[static_cast<std::size_t>(state::RefusedFor::UnknownName)] = 3;
    exporter.refused += 3;
    exporter.unknownNames["pool-nowhere"] = 3;
    scene.sources = {exporter};
    auto items = scene.look();
    QCOMPARE(items.size(), std::size_t(1));
    QCOMPARE(items[0].code, AttentionCode::UnknownNames);
    QCOMPARE(items[0].count, 1U);
    QCOMPARE(items[0].detail, std::string("pool-nowhere"));
    exporter.refusedFor = {};
    exporter.refusedFor[static_cast<std::size_t>(state::RefusedFor::Unmapped)] = 100;
    exporter.refused = exporter.received = 100;
    exporter.applied = 0;
    exporter.unknownNames = {{"go_threads", 30}, {"up", 70}};
    scene.sources = {exporter};
    items = scene.look();
    QCOMPARE(items.size(), std::size_t(1));
    QCOMPARE(items[0].count, 2U);
    QCOMPARE(items[0].detail, std::string("up"));
}

/// What a rule ignores is refused without an error.
void TestAttentionSources::alarmsThatAreIgnoredAreNoFault()
{
    Scene scene;
    SourceStatus agent = source("snmp/192.0.2.1", true);
    agent.alarms.received = agent.alarms.refused = 7;
    scene.sources = {agent};
    QVERIFY(scene.look().empty());
    agent.alarms.received = agent.alarms.refused = 9;
    agent.lastErrorTime = scene.now - kSecond;
    agent.lastError = "not an alarm";
    scene.sources = {agent};
    const auto items = scene.look();
    QCOMPARE(items.size(), std::size_t(1));
    QCOMPARE(items[0].code, AttentionCode::RefusedAlarms);
    QCOMPARE(items[0].detail, std::string("not an alarm"));
}

void TestAttentionSources::alarmsOfWhatIsNotInTheRegistryAreLeftOut()
{
    Scene scene;
    scene.report("another-networks-link", state::Severity::Critical);
    scene.sources = {source("feed", false)};
    for (const auto& item : scene.look()) {
        QCOMPARE(item.code, AttentionCode::SourceDisconnected);
    }
    scene.sources = {source("feed", true)};
    const auto items = scene.look(); // it goes on speaking of what is not there
    QCOMPARE(items.size(), std::size_t(1));
    QCOMPARE(items[0].code, AttentionCode::UnknownNames);
    QCOMPARE(items[0].id, std::string("feed"));
    QCOMPARE(items[0].detail, std::string("another-networks-link"));
}

void TestAttentionSources::aHistoryThatFailsIsTold()
{
    Scene scene;
    scene.totals.historyError = "store.db: database disk image is malformed";
    auto items = scene.look();
    QCOMPARE(items.size(), std::size_t(1));
    QCOMPARE(items[0].code, AttentionCode::HistoryFailing);
    QCOMPARE(items[0].severity, Severity::Major);
    QCOMPARE(items[0].detail, scene.totals.historyError);
    scene.totals.journalError = "disk full";
    items = scene.look();
    QCOMPARE(items.size(), std::size_t(1));
    QCOMPARE(items[0].code, AttentionCode::JournalFailing);
}

void TestAttentionSources::aJournalThatFillsIsToldBeforeItRefuses_data()
{
    QTest::addColumn<std::uint64_t>("bytes");
    QTest::addColumn<std::uint64_t>("bound");
    QTest::addColumn<QString>("error");
    QTest::addColumn<int>("code"); // -1: nothing to say
    const auto row = [](const char* name, std::uint64_t bytes, std::uint64_t bound, const char* error,
                        int code) {
        QTest::newRow(name) << bytes << bound << QString::fromLatin1(error) << code;
    };
    row("without a bound", 1'000, 0, "", -1);
    row("room", 799, 1'000, "", -1);
    row("nearly full", 800, 1'000, "", static_cast<int>(AttentionCode::JournalFilling));
    row("full", 1'000, 1'000, "the journal is full", static_cast<int>(AttentionCode::JournalFailing));
}

void TestAttentionSources::aJournalThatFillsIsToldBeforeItRefuses()
{
    QFETCH(const QString, error);
    QFETCH(const int, code);
    QFETCH(const std::uint64_t, bytes);
    QFETCH(const std::uint64_t, bound);
    Scene scene;
    scene.totals.journalBytes = bytes;
    scene.totals.journalBound = bound;
    scene.totals.journalError = error.toStdString();
    const auto items = scene.look();
    QCOMPARE(items.empty(), code < 0);
    if (code >= 0) {
        QCOMPARE(static_cast<int>(items.front().code), code);
        QCOMPARE(items.front().severity, error.isEmpty() ? Severity::Warning : Severity::Critical);
    }
}

QTEST_GUILESS_MAIN(TestAttentionSources)
#include "tst_attention_sources.moc"
