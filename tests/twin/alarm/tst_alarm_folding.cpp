#include "tests/support/places.h"
#include "tests/twin/state/test_world.h"
#include "twin/alarm/alarm_meaning.h"
#include "twin/alarm/alarm_types.h"
#include "twin/alarm/attention.h"

#include <QFile>
#include <QtTest>

#include <map>
#include <set>

using namespace twin;
using namespace twin::alarm;

namespace {

constexpr double kDown = 3;

const std::map<AttentionCode, QString> kNames{{AttentionCode::ConduitCut, "cut"},
                                              {AttentionCode::Down, "down"},
                                              {AttentionCode::LinkOverload, "overload"},
                                              {AttentionCode::Hot, "hot"},
                                              {AttentionCode::OpticalNearLimit, "bit errors"},
                                              {AttentionCode::CardsFailed, "cards failed"},
                                              {AttentionCode::Degraded, "degraded"}};

/// A twin with what a test measures and reports, and nothing else wrong but silence.
struct Scene
{
    state::TwinState twin;
    std::uint64_t sequence = 0;
    TimeNs now = test::kNoon;

    Scene() { twin.setRegistry(test::world(), nullptr); }

    template <typename Metric> void tell(EntityKind kind, Metric metric, std::uint32_t entity, double value)
    {
        twin.apply(test::batch(now, ++sequence,
                               {test::column(kind, static_cast<std::size_t>(metric), entity, {value})}));
    }

    void report(EntityKind kind, const std::string& id, const std::string& type, Severity severity,
                const std::string& source, const std::string& qualifier = {})
    {
        auto batch = test::batch(now, ++sequence, {});
        state::AlarmReport out;
        out.alarm.kind = kind;
        out.alarm.resourceId = id;
        out.alarm.type = type;
        out.alarm.qualifier = qualifier;
        out.alarm.severity = severity;
        out.alarm.source = source;
        batch.events.emplace_back(out);
        twin.apply(batch);
    }

    [[nodiscard]] std::vector<AttentionItem> look() { return attention(*twin.publish(now, nullptr, {})); }
};

} // namespace

class TestAlarmFolding final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void everyTypeHasAMeaning()
    {
        std::set<std::string> types;
        for (const char* type : kAlarmTypes) {
            QVERIFY(types.insert(type).second);
        }
        QCOMPARE(alarmMeanings().size(), types.size());
        for (std::size_t i = 0; i < alarmMeanings().size(); ++i) {
            QCOMPARE(std::string(alarmMeanings()[i].type), std::string(kAlarmTypes[i]));
        }
        QVERIFY(!saysTheSame("anything else", AttentionCode::Down));
    }

    /// The table of docs/alarms.md is the one of the code.
    void theDocumentHasTheSameTable()
    {
        QFile file(test::sourcePathQ("/docs/alarms.md"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        for (const AlarmMeaning& meaning : alarmMeanings()) {
            QStringList codes;
            for (const AttentionCode code : meaning.codes) {
                codes.append(kNames.at(code));
            }
            const QString row =
                QStringLiteral("| `%1` | %2 |")
                    .arg(QString::fromUtf8(meaning.type.data(), static_cast<qsizetype>(meaning.type.size())),
                         codes.isEmpty() ? QStringLiteral("nothing") : codes.join(QStringLiteral(", ")));
            QVERIFY2(text.contains(row), qPrintable(row));
        }
    }

    void whatTheTwinFoundItselfIsNoSecondRow_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("metric");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("code");
        const auto row = [](const char* type, EntityKind kind, auto metric, double value,
                            AttentionCode code) {
            QTest::newRow(type) << static_cast<int>(kind) << static_cast<int>(metric) << value
                                << QString::fromLatin1(type) << static_cast<int>(code);
        };
        row(kAlarmLossOfLight, EntityKind::Link, LinkMetric::State, kDown, AttentionCode::Down);
        row(kAlarmLinkDown, EntityKind::Link, LinkMetric::State, kDown, AttentionCode::Down);
        row(kAlarmLinkDegraded, EntityKind::Link, LinkMetric::State, 1, AttentionCode::Degraded);
        row(kAlarmLinkCongested, EntityKind::Link, LinkMetric::Forward, 97e9, AttentionCode::LinkOverload);
        row(kAlarmCooling, EntityKind::Pool, PoolMetric::Inlet, 40, AttentionCode::Hot);
        row(kAlarmHot, EntityKind::Pool, PoolMetric::Inlet, 40, AttentionCode::Hot);
        row(kAlarmPower, EntityKind::Pool, PoolMetric::State, kDown, AttentionCode::Down);
        row(kAlarmPoolDown, EntityKind::Pool, PoolMetric::State, kDown, AttentionCode::Down);
        row(kAlarmCards, EntityKind::Pool, PoolMetric::CardsFailed, 500, AttentionCode::CardsFailed);
        row(kAlarmSitePower, EntityKind::Site, SiteMetric::PowerFeedsUp, 0, AttentionCode::Down);
        row(kAlarmSiteDown, EntityKind::Site, SiteMetric::State, kDown, AttentionCode::Down);
        row(kAlarmOptics, EntityKind::OpticalChannel, OpticalMetric::PreFecBer, 0.02,
            AttentionCode::OpticalNearLimit);
        row(kAlarmNodeDown, EntityKind::ServiceNode, ServiceNodeMetric::State, kDown, AttentionCode::Down);
    }

    void whatTheTwinFoundItselfIsNoSecondRow()
    {
        QFETCH(int, kind);
        QFETCH(int, metric);
        QFETCH(double, value);
        QFETCH(QString, type);
        QFETCH(int, code);
        Scene scene;
        const auto entity = static_cast<EntityKind>(kind);
        const auto registry = test::world();
        scene.tell(entity, metric, 1, value);
        const auto before = scene.look();
        QCOMPARE(before.size(), std::size_t(1));
        QCOMPARE(before[0].code, static_cast<AttentionCode>(code));
        scene.report(entity, before[0].id, type.toStdString(), Severity::Critical, "native");
        scene.report(entity, before[0].id, type.toStdString(), Severity::Minor, "tmf642/x", "another");
        const auto after = scene.look();
        QCOMPARE(after.size(), std::size_t(1));
        QCOMPARE(after[0].code, before[0].code);
        QCOMPARE(after[0].value, before[0].value);
        QCOMPARE(after[0].severity, Severity::Critical); // the worse of both
        QCOMPARE(after[0].reported, 2U);
        QCOMPARE(after[0].sources, (std::vector<std::string>{"native", "tmf642/x"}));
        // When the value is fine again what is reported is told by itself.
        scene.now += kSecond;
        scene.tell(entity, metric, 1,
                   metric == static_cast<int>(SiteMetric::PowerFeedsUp) && entity == EntityKind::Site ? 2
                                                                                                      : 0);
        const auto later = scene.look();
        QCOMPARE(later.size(), std::size_t(1));
        QCOMPARE(later[0].code, AttentionCode::Alarm);
    }

    void anAlarmOfAnotherKindStaysARow()
    {
        Scene scene;
        scene.tell(EntityKind::Pool, PoolMetric::Inlet, 1, 40);
        scene.report(EntityKind::Pool, test::idOf("pool", 1), kAlarmCards, Severity::Major, "native");
        scene.report(EntityKind::Pool, test::idOf("pool", 2), kAlarmCooling, Severity::Major, "native");
        QCOMPARE(scene.look().size(), std::size_t(3));
    }

    void twoSourcesAndTwoQualifiersAreOneItem()
    {
        Scene scene;
        const std::string link = test::idOf("link", 1);
        scene.report(EntityKind::Link, link, kAlarmLinkDegraded, Severity::Minor, "native");
        scene.report(EntityKind::Link, link, kAlarmLinkDegraded, Severity::Major, "snmp/192.0.2.1");
        scene.report(EntityKind::Link, link, kAlarmLinkDegraded, Severity::Warning, "tmf642/x", "lane 3");
        const auto items = scene.look();
        QCOMPARE(items.size(), std::size_t(1));
        QCOMPARE(items[0].severity, Severity::Major);
        QCOMPARE(items[0].count, 3U);
        QCOMPARE(items[0].sources, (std::vector<std::string>{"native", "snmp/192.0.2.1", "tmf642/x"}));
    }

    void whatACutExplainsNamesWhoReportedIt()
    {
        Scene scene;
        for (const std::uint32_t link : {0U, 3U, 6U, 9U}) {
            scene.tell(EntityKind::Link, LinkMetric::State, link, kDown);
        }
        scene.report(EntityKind::Link, test::idOf("link", 3), kAlarmLossOfLight, Severity::Critical,
                     "native");
        scene.report(EntityKind::Link, test::idOf("link", 6), kAlarmLinkDown, Severity::Major,
                     "snmp/192.0.2.1");
        const auto items = scene.look();
        QCOMPARE(items.size(), std::size_t(1));
        QCOMPARE(items[0].code, AttentionCode::ConduitCut);
        QCOMPARE(items[0].reported, 2U);
        QCOMPARE(items[0].sources.size(), std::size_t(2));
    }

    void wavesOfADownLinkAreFolded()
    {
        Scene scene;
        const auto registry = test::world();
        const auto link = registry->channels.at(0).link;
        if (!link.isValid()) {
            QSKIP("channels of the test world run on no link");
        }
        scene.tell(EntityKind::Link, LinkMetric::State, link.value(), kDown);
        scene.report(EntityKind::OpticalChannel, registry->channels.at(0).id, kAlarmOpticsLoss,
                     Severity::Critical, "native");
        const auto items = scene.look();
        QCOMPARE(items.size(), std::size_t(1));
        QCOMPARE(items[0].code, AttentionCode::Down);
        QCOMPARE(items[0].reported, 1U);
    }
};

QTEST_GUILESS_MAIN(TestAlarmFolding)
#include "tst_alarm_folding.moc"
