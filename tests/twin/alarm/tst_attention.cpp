#include "tests/twin/state/test_world.h"
#include "twin/alarm/attention.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace twin;
using namespace twin::alarm;
using state::Snapshot;
using state::SourceStatus;

namespace {

constexpr double kDown = 3;
constexpr double kDegraded = 1;

/// A twin in which every pool and link has fresh, harmless values, and what a test adds.
struct Scene
{
    state::TwinState twin;
    std::vector<SourceStatus> sources;
    state::Totals totals;
    std::uint64_t sequence = 0;
    TimeNs now = test::kNoon;

    explicit Scene(const registry::RegistryPtr& world = test::world())
    {
        twin.setRegistry(world, nullptr);
        for (const EntityKind kind :
             {EntityKind::Pool, EntityKind::Link, EntityKind::Site, EntityKind::ServiceNode,
              EntityKind::OpticalChannel, EntityKind::Tunnel}) {
            const std::vector<double> zeros(world->count(kind), 0.0);
            for (std::size_t m = 0; m < metricsOf(kind).size(); ++m) {
                tell(kind, m, 0, zeros);
            }
        }
        const std::vector<double> feeds(world->sites.size(), 2.0);
        tell(EntityKind::Site, static_cast<std::size_t>(SiteMetric::PowerFeedsUp), 0, feeds);
    }

    void tell(EntityKind kind, std::size_t metric, std::uint32_t first, const std::vector<double>& values)
    {
        twin.apply(test::batch(now, ++sequence, {test::column(kind, metric, first, values)}));
    }

    template <typename Metric> void tell(EntityKind kind, Metric metric, std::uint32_t entity, double value)
    {
        tell(kind, static_cast<std::size_t>(metric), entity, std::vector<double>{value});
    }

    void report(const std::string& link, state::Severity severity)
    {
        auto batch = test::batch(now, ++sequence, {});
        state::AlarmReport report;
        report.alarm.kind = EntityKind::Link;
        report.alarm.resourceId = link;
        report.alarm.type = "loss-of-signal";
        report.alarm.severity = severity;
        report.alarm.text = "LOS";
        report.alarm.source = "feed";
        batch.events.emplace_back(report);
        twin.apply(batch);
    }

    [[nodiscard]] std::vector<AttentionItem> look()
    {
        return attention(
            *twin.publish(now, std::make_shared<const std::vector<SourceStatus>>(sources), totals));
    }
};

SourceStatus source(std::string name, bool connected)
{
    SourceStatus out;
    out.name = std::move(name);
    out.connected = connected;
    return out;
}

} // namespace

class TestAttention : public QObject
{
    Q_OBJECT

  private Q_SLOTS:
    void emptyTwinNeedsNoAttention();
    void healthyTwinNeedsNoAttention();
    void staleValueRaisesNothingButStale();
    void thresholds_data();
    void thresholds();
    void overloadNamesTheWorseDirection();
    void downLinkIsNotAlsoOverloaded();
    void darkWavesOfADownLinkAreNotItems();
    void cutConduitIsOneItem();
    void oneLinkDownIsNotACut();
    void linkSharedByTwoConduitsBlamesTheOneThatExplainsMost();
    void downSiteTakesItsLinksAlong();
    void siteWithoutPowerIsDown();
    void staleEntitiesAreGroupedFromFive();
    void neverHeardCountsOnlyWithASource();
    void onlyProbesAreMissedAmongTunnels();
    void plannedPoolIsNotMissed();
    void sourcesAndServiceAreTold();
    void seriesWithoutAMappingAreNoFault();
    void alarmsThatAreIgnoredAreNoFault();
    void aHistoryThatFailsIsTold();
    void aJournalThatFillsIsToldBeforeItRefuses_data();
    void aJournalThatFillsIsToldBeforeItRefuses();
    void alarmsOfExplainedLinksAreFolded();
    void alarmsOfWhatIsNotInTheRegistryAreLeftOut();
    void silentPoolsAndLinksAreNamedFirstAndAsSoonAsTheMapShowsIt();
    void worstComesFirst();
};

void TestAttention::emptyTwinNeedsNoAttention()
{
    state::TwinState twin;
    QVERIFY(attention(*twin.publish(test::kNoon, nullptr, {})).empty());
    twin.setRegistry(test::world(), nullptr);
    QVERIFY(attention(*twin.publish(test::kNoon, nullptr, {})).empty());
}

void TestAttention::healthyTwinNeedsNoAttention()
{
    Scene scene;
    scene.sources = {source("feed", true)};
    QVERIFY(scene.look().empty());
}

void TestAttention::staleValueRaisesNothingButStale()
{
    Scene scene;
    for (std::size_t m = 0; m < metricsOf(EntityKind::Pool).size(); ++m) {
        scene.now = test::kNoon;
        scene.tell(EntityKind::Pool, static_cast<PoolMetric>(m), 2, 99);
    }
    scene.now = test::kNoon + 151 * kSecond;
    for (const auto& item : scene.look()) {
        QCOMPARE(item.code, AttentionCode::Stale);
    }
}

void TestAttention::thresholds_data()
{
    QTest::addColumn<EntityKind>("kind");
    QTest::addColumn<int>("metric");
    QTest::addColumn<double>("told");
    QTest::addColumn<bool>("raises");
    QTest::addColumn<AttentionCode>("code");
    QTest::addColumn<Severity>("severity");
    QTest::addColumn<double>("value");
    const auto row = [](const char* name, EntityKind kind, auto metric, double told, AttentionCode code,
                        Severity severity, double value) {
        QTest::newRow(name) << kind << static_cast<int>(metric) << told << true << code << severity << value;
    };
    const auto quiet = [](const char* name, EntityKind kind, auto metric, double told) {
        QTest::newRow(name) << kind << static_cast<int>(metric) << told << false << AttentionCode::Alarm
                            << Severity::Cleared << 0.0;
    };
    const double nan = std::numeric_limits<double>::quiet_NaN();
    quiet("not a number", EntityKind::Pool, PoolMetric::Inlet, nan);
    quiet("inlet below", EntityKind::Pool, PoolMetric::Inlet, 26.9);
    quiet("pool busy", EntityKind::Pool, PoolMetric::Utilisation, 0.89);
    quiet("few cards failed", EntityKind::Pool, PoolMetric::CardsFailed, 19);
    quiet("link busy", EntityKind::Link, LinkMetric::Forward, 89e9);
    quiet("clean light", EntityKind::OpticalChannel, OpticalMetric::PreFecBer, 1e-3);
    quiet("draining pool", EntityKind::Pool, PoolMetric::State, 2);
    row("inlet minor", EntityKind::Pool, PoolMetric::Inlet, 27, AttentionCode::Hot, Severity::Minor, 27);
    row("inlet major", EntityKind::Pool, PoolMetric::Inlet, 33, AttentionCode::Hot, Severity::Major, 33);
    row("pool nearly full", EntityKind::Pool, PoolMetric::Utilisation, 0.9, AttentionCode::PoolFull,
        Severity::Warning, 0.9);
    row("pool full", EntityKind::Pool, PoolMetric::Utilisation, 0.96, AttentionCode::PoolFull,
        Severity::Minor, 0.96);
    row("cards minor", EntityKind::Pool, PoolMetric::CardsFailed, 20, AttentionCode::CardsFailed,
        Severity::Minor, 0.02);
    row("cards major", EntityKind::Pool, PoolMetric::CardsFailed, 150, AttentionCode::CardsFailed,
        Severity::Major, 0.15);
    row("link minor", EntityKind::Link, LinkMetric::Forward, 91e9, AttentionCode::LinkOverload,
        Severity::Minor, 0.91);
    row("link major", EntityKind::Link, LinkMetric::Reverse, 96e9, AttentionCode::LinkOverload,
        Severity::Major, 0.96);
    row("link full", EntityKind::Link, LinkMetric::Reverse, 100e9, AttentionCode::LinkOverload,
        Severity::Critical, 1.0);
    row("light near the limit", EntityKind::OpticalChannel, OpticalMetric::PreFecBer, 1.1e-2,
        AttentionCode::OpticalNearLimit, Severity::Minor, 1.1e-2);
    row("light over the limit", EntityKind::OpticalChannel, OpticalMetric::PreFecBer, 1.3e-2,
        AttentionCode::OpticalNearLimit, Severity::Major, 1.3e-2);
    row("pool down", EntityKind::Pool, PoolMetric::State, kDown, AttentionCode::Down, Severity::Critical,
        kDown);
    row("pool degraded", EntityKind::Pool, PoolMetric::State, kDegraded, AttentionCode::Degraded,
        Severity::Minor, 1);
    row("node down", EntityKind::ServiceNode, ServiceNodeMetric::State, kDown, AttentionCode::Down,
        Severity::Critical, kDown);
    row("link down", EntityKind::Link, LinkMetric::State, kDown, AttentionCode::Down, Severity::Major, kDown);
}

void TestAttention::thresholds()
{
    QFETCH(EntityKind, kind);
    QFETCH(int, metric);
    QFETCH(double, told);
    QFETCH(bool, raises);
    Scene scene;
    scene.now += kSecond;
    scene.tell(kind, static_cast<std::size_t>(metric), 1, std::vector<double>{told});
    const auto items = scene.look();
    QCOMPARE(items.size(), std::size_t(raises ? 1 : 0));
    if (raises) {
        QTEST(items[0].code, "code");
        QTEST(items[0].severity, "severity");
        QTEST(items[0].value, "value");
        QCOMPARE(items[0].entity, (EntityRef{kind, 1}));
        QCOMPARE(items[0].since, test::kNoon + kSecond);
        QVERIFY(!items[0].id.empty());
    }
}

void TestAttention::overloadNamesTheWorseDirection()
{
    Scene scene;
    scene.now += kSecond;
    scene.tell(EntityKind::Link, LinkMetric::Forward, 1, 92e9);
    scene.tell(EntityKind::Link, LinkMetric::Reverse, 1, 97e9);
    const auto items = scene.look();
    QCOMPARE(items.size(), std::size_t(1));
    QCOMPARE(items[0].direction, LinkDirection::Reverse);
    QCOMPARE(items[0].threshold, kLinkMajor);
}

void TestAttention::downLinkIsNotAlsoOverloaded()
{
    Scene scene;
    scene.now += kSecond;
    scene.tell(EntityKind::Link, LinkMetric::Forward, 1, 120e9);
    scene.tell(EntityKind::Link, LinkMetric::State, 1, kDown);
    const auto items = scene.look();
    QCOMPARE(items.size(), std::size_t(1));
    QCOMPARE(items[0].code, AttentionCode::Down);
}

void TestAttention::darkWavesOfADownLinkAreNotItems()
{
    Scene scene;
    scene.now += kSecond;
    scene.tell(EntityKind::Link, LinkMetric::State, 1, kDown);
    scene.tell(EntityKind::OpticalChannel, OpticalMetric::PreFecBer, 1, 0.5); // of link 1
    const auto items = scene.look();
    QCOMPARE(items.size(), std::size_t(1));
    QCOMPARE(items[0].code, AttentionCode::Down);
}

void TestAttention::cutConduitIsOneItem()
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

void TestAttention::oneLinkDownIsNotACut()
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

void TestAttention::linkSharedByTwoConduitsBlamesTheOneThatExplainsMost()
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

void TestAttention::downSiteTakesItsLinksAlong()
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

void TestAttention::siteWithoutPowerIsDown()
{
    Scene scene;
    scene.now += kSecond;
    scene.tell(EntityKind::Site, SiteMetric::PowerFeedsUp, 2, 0);
    const auto items = scene.look();
    QCOMPARE(items.size(), std::size_t(1));
    QCOMPARE(items[0].code, AttentionCode::Down);
}

void TestAttention::staleEntitiesAreGroupedFromFive()
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

void TestAttention::alarmsOfWhatIsNotInTheRegistryAreLeftOut()
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

void TestAttention::silentPoolsAndLinksAreNamedFirstAndAsSoonAsTheMapShowsIt()
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

void TestAttention::neverHeardCountsOnlyWithASource()
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
void TestAttention::onlyProbesAreMissedAmongTunnels()
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

void TestAttention::plannedPoolIsNotMissed()
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

void TestAttention::sourcesAndServiceAreTold()
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

void TestAttention::aHistoryThatFailsIsTold()
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

/// Every exporter has series that nobody mapped: that is in the list of sources, and no fault. A source of
/// which nothing is understood is one.
void TestAttention::seriesWithoutAMappingAreNoFault()
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
void TestAttention::alarmsThatAreIgnoredAreNoFault()
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

void TestAttention::aJournalThatFillsIsToldBeforeItRefuses_data()
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

void TestAttention::aJournalThatFillsIsToldBeforeItRefuses()
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

void TestAttention::alarmsOfExplainedLinksAreFolded()
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

void TestAttention::worstComesFirst()
{
    Scene scene;
    scene.now += kSecond;
    scene.tell(EntityKind::Pool, PoolMetric::Inlet, 3, 28);
    scene.tell(EntityKind::Pool, PoolMetric::Inlet, 4, 29);
    scene.tell(EntityKind::Pool, PoolMetric::Inlet, 5, 40);
    scene.tell(EntityKind::Pool, PoolMetric::State, 6, kDown);
    scene.tell(EntityKind::Link, LinkMetric::Forward, 1, 93e9);
    const auto items = scene.look();
    std::vector<std::string> ids;
    for (const auto& item : items) {
        ids.push_back(item.id);
    }
    QCOMPARE(ids, (std::vector<std::string>{"pool-000006", "pool-000005", "link-000001", "pool-000004",
                                            "pool-000003"}));
    const auto counts = countBySeverity(items);
    QCOMPARE(counts.bySeverity[static_cast<std::size_t>(Severity::Minor)], 3U);
}

QTEST_GUILESS_MAIN(TestAttention)
#include "tst_attention.moc"
