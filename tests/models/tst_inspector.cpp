#include "models/format/format.h"
#include "models/geo/hover_text.h"
#include "models/inspector/inspector_model.h"
#include "tests/support/fake_twin.h"

#include <QSignalSpy>
#include <QTest>

using namespace models;
using twin::EntityKind;
using Type = EntityKey::Type;

namespace {

EntityKey key(Type type, const char* id)
{
    return {type, QString::fromUtf8(id)};
}

const LiveFact* live(const Inspection& inspection, const char* label)
{
    for (const LiveFact& fact : inspection.live) {
        if (fact.label == QString::fromUtf8(label)) {
            return &fact;
        }
    }
    return nullptr;
}

QString fact(const Inspection& inspection, const char* label)
{
    for (const FactSection& section : inspection.sections) {
        for (const Fact& fact : section.facts) {
            if (fact.label == QString::fromUtf8(label)) {
                return fact.unit.isEmpty() ? fact.value : fact.value + u' ' + fact.unit;
            }
        }
    }
    return QStringLiteral("(none)");
}

} // namespace

class InspectorTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatDoesNotExistIsSaidSo_data()
    {
        QTest::addColumn<EntityKey>("wanted");
        QTest::newRow("nothing") << EntityKey{};
        QTest::newRow("pool") << key(Type::Pool, "no such");
        QTest::newRow("flow") << key(Type::Flow, "no such");
        QTest::newRow("conduit") << key(Type::Conduit, "no such");
        QTest::newRow("hub") << key(Type::Hub, "no such");
        QTest::newRow("province") << key(Type::Province, "nonsense");
        QTest::newRow("source") << key(Type::Source, "no such");
    }

    void whatDoesNotExistIsSaidSo()
    {
        QFETCH(EntityKey, wanted);
        test::FakeTwin twin;
        const Inspection inspection = inspect(twin.publish(), wanted, Language());
        QVERIFY(!inspection.exists);
        QCOMPARE(inspection.title, wanted.id);
        QVERIFY(inspect(nullptr, wanted, Language()).live.isEmpty());
    }

    void neverHeardValuesAreDashes()
    {
        test::FakeTwin twin;
        const Inspection inspection = inspect(twin.publish(), key(Type::Pool, "pl-1"), Language());
        QVERIFY(inspection.exists);
        QCOMPARE(inspection.mark, MarkState::Unknown);
        QVERIFY(live(inspection, "Utilisation") != nullptr);
        QCOMPARE(live(inspection, "Utilisation")->value, QStringLiteral("—"));
        QCOMPARE(live(inspection, "Utilisation")->age, QStringLiteral("—"));
        QCOMPARE(live(inspection, "Utilisation")->known, false);
        QVERIFY(inspection.keyFigures.first().ratio < 0);
    }

    /// Card detail nobody subscribed to is not a row of dashes.
    void cardDetailIsShownWhereItIsSent()
    {
        test::FakeTwin twin;
        twin.fillCalm();
        QVERIFY(live(inspect(twin.publish(), key(Type::Pool, "pl-1"), Language()), "Hottest card") ==
                nullptr);
        twin.set(EntityKind::Pool, "pl-1", twin::PoolMetric::CardCelsiusMax, 71.26);
        twin.set(EntityKind::Pool, "pl-1", twin::PoolMetric::CardEccErrors, 12);
        const Inspection inspection = inspect(twin.publish(), key(Type::Pool, "pl-1"), Language());
        QVERIFY(live(inspection, "Hottest card") != nullptr);
        QCOMPARE(live(inspection, "Hottest card")->value, QStringLiteral("71.3"));
        QCOMPARE(live(inspection, "Hottest card")->unit, QString::fromUtf8("°C"));
        QCOMPARE(live(inspection, "Uncorrected memory errors")->value, QStringLiteral("12"));
        QVERIFY(live(inspection, "Flapping ports") == nullptr);
        QVERIFY(live(inspect(twin.publish(), key(Type::Pool, "pl-2"), Language()), "Hottest card") ==
                nullptr);
    }

    void allAlarmsOfAnEntityAreListedWithTheirSources()
    {
        test::FakeTwin twin;
        twin.fillCalm();
        twin::state::Alarm alarm;
        alarm.kind = EntityKind::Pool;
        alarm.resourceId = "pl-1";
        alarm.type = "pool.cooling-failure";
        alarm.qualifier = "row 3";
        alarm.severity = twin::state::Severity::Major;
        alarm.text = "Pump 3 stopped";
        alarm.voices = {{"feed", twin::state::Severity::Minor, 1, 0, {}, {}},
                        {"tmf642/ems", twin::state::Severity::Major, 2, 0, {}, {}}};
        alarm.operatorState = twin::state::OperatorState::Acknowledged;
        twin::state::Alarm other = alarm;
        other.type = "vendor.pump";
        other.qualifier.clear();
        twin::state::Alarm elsewhere = alarm;
        elsewhere.resourceId = "pl-2";
        twin.alarms = {alarm, elsewhere, other};
        const Inspection inspection = inspect(twin.publish(), key(Type::Pool, "pl-1"), Language());
        QCOMPARE(inspection.sections.first().facts.size(), 2);
        QCOMPARE(fact(inspection, "cooling has failed (row 3)"),
                 QString::fromUtf8("Major · feed, tmf642/ems · acknowledged · Pump 3 stopped"));
        QVERIFY(fact(inspection, "vendor.pump").contains(QStringLiteral("tmf642/ems")));
    }

    void theBooksOfASourcesAlarmsAreShown()
    {
        test::FakeTwin twin;
        twin.fillCalm();
        twin::state::SourceStatus source;
        source.name = "snmp/192.0.2.1";
        source.alarms = {7, 4, 0, 1, 1, 1};
        twin.sources = {source};
        const Inspection inspection =
            inspect(twin.publish(), key(Type::Source, "snmp/192.0.2.1"), Language());
        const auto section =
            std::ranges::find(inspection.sections, QStringLiteral("alarm_account"), &FactSection::id);
        QVERIFY(section != inspection.sections.end());
        QCOMPARE(section->facts.size(), 5);
        QCOMPARE(section->facts.first().value, QStringLiteral("7"));
    }

    void aPoolShowsFactsValuesAndRelations()
    {
        test::FakeTwin twin;
        twin.fillCalm();
        twin.fillWork();
        twin.now += 3 * twin::kSecond;
        const Inspection inspection = inspect(twin.publish(), key(Type::Pool, "pl-1"), Language());
        QCOMPARE(inspection.title, QStringLiteral("Zhangjiakou 1"));
        QCOMPARE(inspection.identifier, QStringLiteral("pl-1"));
        QCOMPARE(inspection.kind, QStringLiteral("Resource pool"));
        QCOMPARE(inspection.stateText, QString::fromUtf8("Up · good · 3 s"));
        QCOMPARE(inspection.mark, MarkState::Normal);
        QCOMPARE(inspection.keyFigures.first().value, QStringLiteral("40.0"));
        QCOMPARE(inspection.keyFigures.first().ratio, 0.4);
        QCOMPARE(live(inspection, "Facility power")->unit, QStringLiteral("MW"));
        QCOMPARE(live(inspection, "State")->value, QStringLiteral("Up"));
        QCOMPARE(fact(inspection, "FP16"), QStringLiteral("6.40 EFLOPS"));
        QCOMPARE(fact(inspection, "Hub"), QStringLiteral("Beijing-Tianjin-Hebei hub"));
        QStringList groups;
        for (const RelatedGroup& group : inspection.related) {
            groups.append(group.title);
        }
        QCOMPARE(groups, (QStringList{QStringLiteral("Enterprise"), QStringLiteral("Jobs"),
                                      QStringLiteral("Flows"), QStringLiteral("Access links")}));
    }

    void staleValuesSaySo()
    {
        test::FakeTwin twin;
        twin.fillCalm();
        twin.now += twin::kMinute;
        const Inspection inspection = inspect(twin.publish(), key(Type::Link, "bb-1"), Language());
        QCOMPARE(inspection.mark, MarkState::Stale);
        QVERIFY(live(inspection, "Rate A to B")->stale);
        QCOMPARE(live(inspection, "Rate A to B")->quality, QStringLiteral("stale"));
    }

    void everyKindOfEntityHasATitle_data()
    {
        QTest::addColumn<EntityKey>("wanted");
        QTest::addColumn<QString>("title");
        const auto row = [](const char* name, const EntityKey& wanted, const char* title) {
            QTest::newRow(name) << wanted << QString::fromUtf8(title);
        };
        row("link", key(Type::Link, "bb-1"), "Beijing ↔ Guiyang");
        row("access link", key(Type::Link, "ac-pl-1-1"), "Zhangjiakou 1 ↔ Zhangjiakou");
        row("site", key(Type::Site, "st-beijing"), "Beijing");
        row("flow", key(Type::Flow, "fl-1"), "fl-1");
        row("job", key(Type::Job, "jb-1"), "Pretraining one");
        row("enterprise", key(Type::Enterprise, "ent-1"), "Example enterprise 001");
        row("hub", key(Type::Hub, "hub-gui"), "Guizhou hub");
        row("outside the hubs", key(Type::Hub, "-"), "Outside the hubs");
        row("province", key(Type::Province, "520000"), "Guizhou");
        row("conduit", key(Type::Conduit, "cd-bj-gy"), "Beijing ↔ Guiyang");
        row("source", key(Type::Source, "north"), "north");
    }

    void everyKindOfEntityHasATitle()
    {
        QFETCH(EntityKey, wanted);
        test::FakeTwin twin;
        twin.fillCalm();
        twin.fillWork();
        const Inspection inspection = inspect(twin.publish(), wanted, Language());
        QVERIFY(inspection.exists);
        QTEST(inspection.title, "title");
        QVERIFY(!inspection.stateText.isEmpty());
        QVERIFY(!inspection.kind.isEmpty());
    }

    void aCutConduitIsDown()
    {
        test::FakeTwin twin;
        twin.fillCalm();
        twin.set(EntityKind::Link, "bb-1", twin::LinkMetric::State, 3);
        QCOMPARE(inspect(twin.publish(), key(Type::Conduit, "cd-bj-gy"), Language()).mark, MarkState::Normal);
        twin.set(EntityKind::Link, "bb-2", twin::LinkMetric::State, 3);
        QCOMPARE(inspect(twin.publish(), key(Type::Conduit, "cd-bj-gy"), Language()).mark, MarkState::Down);
    }

    void theModelFollowsSelectionTimeAndLanguage()
    {
        const auto twin = std::make_shared<test::FakeTwin>();
        twin->fillCalm();
        twin->publish();
        SnapshotFeed feed(twin);
        Selection selection;
        Language language;
        InspectorModel model(feed, selection, language);
        feed.poll();
        QSignalSpy entity(&model, &InspectorModel::entityChanged);
        QSignalSpy values(&model, &InspectorModel::valuesChanged);
        selection.select(key(Type::Pool, "pl-3"));
        QCOMPARE(entity.count(), 1);
        QCOMPARE(model.inspection().title, QStringLiteral("Beijing 1"));
        twin->set(EntityKind::Pool, "pl-3", twin::PoolMetric::Utilisation, 0.77);
        twin->tick();
        feed.poll();
        QTRY_COMPARE(values.count(), 1);
        QCOMPARE(model.inspection().keyFigures.first().value, QStringLiteral("77.0"));
        language.setTongue(Language::Tongue::Chinese);
        QCOMPARE(entity.count(), 2);
        QCOMPARE(model.inspection().title, QString::fromUtf8("北京一号"));
        twin->setRegistry(test::smallNation().withoutPool("pl-3").build());
        twin->tick();
        feed.poll();
        QTRY_COMPARE(entity.count(), 3);
        QVERIFY(!model.inspection().exists);
        selection.clear();
        QVERIFY(!model.inspection().key.isValid());
    }

    void hoverTextIsShortAndHonest()
    {
        test::FakeTwin twin;
        const Language language;
        QVERIFY(hoverText(*twin.publish(), key(Type::Pool, "no such"), language).title.isEmpty());
        const HoverText silent = hoverText(*twin.publish(), key(Type::Pool, "pl-1"), language);
        QVERIFY(silent.lines.contains(QStringLiteral("In use: not heard")));
        twin.fillCalm();
        const HoverText link = hoverText(*twin.publish(), key(Type::Link, "bb-1"), language);
        QCOMPARE(link.lines.first(), QStringLiteral("Carrier A, 4.00 Tb/s"));
        QCOMPARE(link.lines[1], QString::fromUtf8("Beijing → Guiyang: 30.0 %"));
        twin.set(EntityKind::Link, "bb-1", twin::LinkMetric::State, 3);
        QCOMPARE(hoverText(*twin.publish(), key(Type::Link, "bb-1"), language).lines.first(),
                 QStringLiteral("Down"));
        twin.now += twin::kMinute;
        const HoverText old = hoverText(*twin.publish(), key(Type::Pool, "pl-1"), language);
        QVERIFY(old.lines.contains(QStringLiteral("In use: 40.0 %, 1 min old")));
    }

    void poolsDrawnAsOneSayTheirSums()
    {
        test::FakeTwin twin;
        const Language language;
        const auto& registry = *twin.publish()->registry;
        const std::vector<std::uint32_t> two{registry.find(EntityKind::Pool, "pl-1")->index,
                                             registry.find(EntityKind::Pool, "pl-2")->index};
        const HoverText silent = hoverTextOfPools(*twin.publish(), two, language);
        QCOMPARE(silent.title, QStringLiteral("2 pool(s)")); // English plurals are the catalogue's work
        QVERIFY(silent.lines.contains(QStringLiteral("In use: not heard")));
        QVERIFY(silent.lines.contains(QStringLiteral("2 of 2 pools stale or not heard")));
        twin.fillCalm();
        const double first = static_cast<double>(registry.pools[two[0]].declared[twin::Precision::Fp16]);
        const double second = static_cast<double>(registry.pools[two[1]].declared[twin::Precision::Fp16]);
        twin.set(EntityKind::Pool, "pl-1", twin::PoolMetric::Utilisation, 0.2);
        twin.set(EntityKind::Pool, "pl-2", twin::PoolMetric::Utilisation, 0.8);
        const HoverText heard = hoverTextOfPools(*twin.publish(), two, language);
        const double use = (0.2 * first + 0.8 * second) / (first + second);
        QVERIFY(heard.lines.contains(
            QStringLiteral("In use: %1").arg(format::percent(use, language.locale()).text())));
        QVERIFY(heard.lines.first().startsWith(
            QStringLiteral("Compute: %1").arg(format::flops(first + second, language.locale()).text())));
        QCOMPARE(heard.lines.size(), 3);
    }
};

QTEST_GUILESS_MAIN(InspectorTest)
#include "tst_inspector.moc"
