#include "tests/twin/alarm/attention_scene.h"

#include <QTest>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

using namespace attention_test;

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
