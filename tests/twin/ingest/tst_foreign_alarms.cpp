#include "tests/twin/state/test_world.h"
#include "twin/ingest/collector_source.h"
#include "twin/ingest/tmf642_answer.h"
#include "twin/ingest/tmf642_decoder.h"
#include "twin/ingest/trap_alarm.h"
#include "twin/ingest/twin_service.h"
#include "twin/support/file_io.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <string>

using namespace test;
using namespace twin;
using namespace twin::ingest;
using state::Severity;

namespace {

constexpr TimeNs kStart = 1'780'000'000 * kSecond;
constexpr const char* kLinkDown = "1.3.6.1.6.3.1.1.5.3";
constexpr const char* kLinkUp = "1.3.6.1.6.3.1.1.5.4";

std::string ruled(const std::string& fields)
{
    return "{\"format\": \"suanwang.mapping.v1\",\n\"tables\": {\"t\": {\"a\": "
           "\"link-000001>\"}},\n\"alarms\": [{\n" +
           fields + "}]}";
}

/// A POST's body: a link that lost its light, with `more` members after the usual ones.
std::string body(const std::string& more = {}, const std::string& id = "link-000001")
{
    return R"({"alarmRaisedTime": "2026-05-28T20:26:40Z", "alarmType": "communicationsAlarm",
  "perceivedSeverity": "CRITICAL", "probableCause": "Loss of signal", "sourceSystemId": "ems-1",
  "alarmedObjectType": "Link", "alarmedObject": {"id": ")" +
           id + "\"}" + more + "}";
}

ForeignAlarm posted(const std::string& more = {}, const std::string& id = "link-000001")
{
    return foreignAlarm(decodeTmf642(body(more, id)).value()).value();
}

TrapMessage trap(const char* name, std::uint64_t uptime, const std::string& interface = "eth0",
                 const std::string& adminStatus = "1")
{
    return {"192.0.2.1",
            name,
            uptime,
            {{"1.3.6.1.2.1.2.2.1.1.17", "17"},
             {"1.3.6.1.2.1.2.2.1.7.17", adminStatus},
             {"1.3.6.1.2.1.31.1.1.1.1.17", interface}}};
}

/// A twin of 20 pools and 10 links with one collector in front of it.
struct Desk
{
    std::shared_ptr<ManualClock> clock = std::make_shared<ManualClock>(kStart);
    std::shared_ptr<MappingStore> mapping;
    std::unique_ptr<TwinService> service;
    std::unique_ptr<CollectorSource> source;
    QTemporaryDir directory;

    explicit Desk(TwinServiceOptions options = {})
    {
        const std::string file = directory.filePath("rules.json").toStdString();
        QVERIFY(writeFileAtomically(file, R"({"format": "suanwang.mapping.v1",
  "include": ["tmf642", "snmp_standard", "snmp_environment"],
  "tables": {"interfaces": {"192.0.2.1/eth0": "link-000001>", "192.0.2.1/eth1": "link-000002<"},
             "devices": {"192.0.2.1": "site-000001"}}})"));
        mapping = MappingStore::open({file}).value();
        options.publishInterval = 5 * kMillisecond;
        options.clock = clock;
        service = std::move(TwinService::create(std::move(options)).value());
        service->setRegistry(world(), nullptr);
        QVERIFY(service->start().has_value());
        CollectorOptions collector;
        collector.hello.source = "tmf642/x";
        collector.mapping = mapping;
        collector.clock = clock;
        source = std::move(CollectorSource::open(*service, std::move(collector), {}).value());
    }

    AlarmFate say(const ForeignAlarm& alarm)
    {
        AlarmFate out = source->addAlarm(alarm);
        m_said = source->finish();
        return out;
    }

    /// Once everything said is applied.
    [[nodiscard]] state::SnapshotPtr settled()
    {
        state::SnapshotPtr out;
        const bool isDone = QTest::qWaitFor(
            [&] {
                out = service->provider()->at({});
                const state::AlarmCounts counts = books(out);
                return source->committedUpTo() >= m_said.upTo &&
                       counts.applied + counts.late + counts.duplicate + counts.refused >= m_expected;
            },
            20'000);
        if (!isDone) {
            qFatal("not settled");
        }
        return out;
    }

    void expect(std::uint64_t reports) { m_expected = reports; }

    [[nodiscard]] static state::AlarmCounts books(const state::SnapshotPtr& snapshot)
    {
        for (std::size_t i = 0; snapshot != nullptr && i < snapshot->sources->size(); ++i) {
            if ((*snapshot->sources)[i].name == "tmf642/x") {
                return (*snapshot->sources)[i].alarms;
            }
        }
        return {};
    }

  private:
    Taken m_said;
    std::uint64_t m_expected = 0;
};

bool closes(const state::AlarmCounts& of)
{
    return of.received == of.applied + of.merged + of.late + of.duplicate + of.refused;
}

} // namespace

class TestForeignAlarms final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void badRulesAreNamedWithTheirPlace_data()
    {
        QTest::addColumn<QString>("fields");
        QTest::addColumn<QString>("wanted");
        const auto row = [](const char* name, const char* fields, const char* wanted) {
            QTest::newRow(name) << QString::fromUtf8(fields) << QString::fromUtf8(wanted);
        };
        row("no name", "\"kind\": \"link\"", "either");
        row("both names", "\"trap\": \"1.3\", \"tmf642\": \"x\"", "either");
        row("no identifier", "\"trap\": \"linkDown\"", "alarms.0.trap: 'linkDown' is no object identifier");
        row("star within", "\"tmf642\": \"a*b\"", "a '*' stands only at the end");
        row("no entity", "\"tmf642\": \"x\"", "alarms.0.entity");
        row("no kind", "\"tmf642\": \"x\", \"entity\": \"e\"", "alarms.0.kind");
        row("unknown kind", "\"tmf642\": \"x\", \"entity\": \"e\", \"kind\": \"router\", \"type\": \"t\"",
            "alarms.0.kind: one of pool, link");
        row("no type", "\"tmf642\": \"x\", \"entity\": \"e\", \"kind\": \"link\"", "alarms.0.type");
        row("unknown severity",
            "\"tmf642\": \"x\", \"entity\": \"e\", \"kind\": \"link\", \"type\": \"t\", \"severity\": "
            "\"bad\"",
            "alarms.0.severity: one of cleared");
        row("severity of a clear",
            "\"tmf642\": \"x\", \"entity\": \"e\", \"kind\": \"link\", \"type\": \"t\", \"clear\": true, "
            "\"severity\": \"major\"",
            "not with \"clear\"");
        row("lasts for ever",
            "\"tmf642\": \"x\", \"entity\": \"e\", \"kind\": \"link\", \"type\": \"t\", \"severity\": "
            "\"major\", \"lasts_s\": 1e9",
            "between 1 and 604800");
        row("unknown table",
            "\"tmf642\": \"x\", \"entity\": \"e\", \"kind\": \"link\", \"type\": \"t\", \"severity\": "
            "\"major\", \"table\": \"u\"",
            "alarms.0.table");
        row("varbinds of TMF642", "\"tmf642\": \"x\", \"varbinds\": {\"a\": \"1.3\"}", "only with \"trap\"");
        row("varbind without number", "\"trap\": \"1.3.6\", \"varbinds\": {\"a\": \"ifIndex\"}",
            "object identifier");
        row("ignored with type", "\"trap\": \"1.3.6\", \"ignore\": true, \"type\": \"t\"", "what is ignored");
        row("unknown field", "\"trap\": \"1.3.6\", \"colour\": \"red\"",
            "alarms.0.colour: there is no such field");
    }

    void badRulesAreNamedWithTheirPlace()
    {
        QFETCH(QString, fields);
        QFETCH(QString, wanted);
        const auto parsed = Mapping::parse({{"site.json", ruled(fields.toStdString())}});
        QVERIFY(!parsed.has_value());
        const QString said = QString::fromStdString(parsed.error().text());
        QVERIFY2(said.startsWith("site.json:") && said.contains(wanted), qPrintable(said));
        QVERIFY2(parsed.error().line >= 3, qPrintable(said));
    }

    void badAlarmsAreRefusedWithTheReason_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("wanted");
        const auto row = [](const char* name, const std::string& text, const char* wanted) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << QString::fromUtf8(wanted);
        };
        row("empty", "", "");
        row("no JSON", "{\"a\": ", "");
        row("a list", "[]", "one JSON object is wanted");
        row("a million levels", std::string(1'000'000, '['), "");
        row("100 levels", body(",\"x\": " + std::string(100, '[') + std::string(100, ']')),
            "deeper than 16 levels");
        std::string many = ",\"x\": [0";
        for (int i = 0; i < 2'000; ++i) {
            many += ",0";
        }
        row("too many values", body(many + "]"), "over 1000 values");
        row("64 MiB", std::string(64U << 20U, ' '), "at most 262144 bytes");
        row("no UTF-8", body(",\"alarmDetails\": \"\xff\xfe\""), "");
        row("long text", body(",\"alarmDetails\": \"" + std::string(2'000, 'x') + "\""),
            "alarmDetails: over 1024 bytes");
        row("number for a text", body(",\"specificProblem\": 5"), "specificProblem: a text is wanted");
        row("no time", body(",\"alarmChangedTime\": \"yesterday\""), "alarmChangedTime");
        row("no severity", R"({"perceivedSeverity": "very bad"})", "perceivedSeverity: one of critical");
        row("no such state", R"({"state": "gone"})", "state: raised, updated or cleared");
        row("no such ack", R"({"ackState": "maybe"})", "ackState: acknowledged or unacknowledged");
        row("object without id", R"({"alarmedObject": {"href": "x"}})", "alarmedObject");
        row("object with an empty id", R"({"alarmedObject": {"id": ""}})", "alarmedObject.id");
    }

    void badAlarmsAreRefusedWithTheReason()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, wanted);
        const auto decoded = decodeTmf642(text.toStdString());
        QVERIFY(!decoded.has_value());
        QVERIFY(!decoded.error().reason.empty());
        QVERIFY2(QString::fromStdString(decoded.error().reason).contains(wanted),
                 decoded.error().reason.c_str());
    }

    void whatAnAlarmMustHave()
    {
        for (const char* name :
             {"alarmRaisedTime", "perceivedSeverity", "alarmedObject", "probableCause", "sourceSystemId"}) {
            std::string text = body();
            const std::string quoted = '"' + std::string(name) + '"';
            text.replace(text.find(quoted), quoted.size(), "\"x\"");
            const auto decoded = decodeTmf642(text);
            QVERIFY2(decoded.has_value(), name);
            const auto alarm = foreignAlarm(*decoded);
            QVERIFY2(!alarm.has_value(), name);
            QCOMPARE(alarm.error().reason, std::string(name) + " is missing");
        }
    }

    void probableCausesBecomeOurTypes()
    {
        const MappingPtr mapping = Mapping::shipped();
        const AlarmAnswer known = mapping->mapAlarm(posted(R"(,"specificProblem": "lane 3")"));
        QVERIFY(known.alarm.has_value());
        QVERIFY(known.alarm->kind == EntityKind::Link);
        QCOMPARE(known.alarm->type, std::string("link.loss-of-light"));
        QCOMPARE(known.alarm->qualifier, std::string("lane 3"));
        QVERIFY(known.alarm->severity == Severity::Critical);
        std::string other = body();
        other.replace(other.find("Loss of signal"), 14, "versionMismatch");
        const AlarmAnswer own = mapping->mapAlarm(foreignAlarm(decodeTmf642(other).value()).value());
        QCOMPARE(own.alarm->type, std::string("versionMismatch"));
        other.replace(other.find("Link"), 4, "Router");
        const AlarmAnswer none = mapping->mapAlarm(foreignAlarm(decodeTmf642(other).value()).value());
        QVERIFY(!none.alarm.has_value());
        QCOMPARE(none.problem, std::string("'Router' is no kind of entity"));
    }

    void trapsAreMappedByTables()
    {
        const Desk desk;
        const MappingPtr mapping = desk.mapping->current();
        const auto down = mapping->mapAlarm(foreignAlarm(trap(kLinkDown, 1)));
        QCOMPARE(down.alarm->entity, std::string("link-000001")); // an arc's name without its direction
        QVERIFY(down.alarm->severity == Severity::Major);
        QCOMPARE(down.alarm->text, std::string("linkDown 192.0.2.1 eth0"));
        QVERIFY(mapping->mapAlarm(foreignAlarm(trap(kLinkDown, 1, "eth0", "2"))).alarm->severity ==
                Severity::Warning);
        QVERIFY(mapping->mapAlarm(foreignAlarm(trap(kLinkUp, 1))).alarm->severity == Severity::Cleared);
        const auto unknown = mapping->mapAlarm(foreignAlarm(trap(kLinkDown, 1, "eth9")));
        QCOMPARE(unknown.problem, std::string("'192.0.2.1/eth9' is not in table interfaces"));
        const auto started = mapping->mapAlarm(foreignAlarm({"192.0.2.1", "1.3.6.1.6.3.1.1.5.1", 0, {}}));
        QCOMPARE(started.alarm->type, std::string("device.restarted"));
        QCOMPARE(started.alarm->lasts, 900 * kSecond);
        const TrapMessage battery{
            "192.0.2.1", "1.3.6.1.2.1.33.2.3", 5, {{"1.3.6.1.2.1.33.1.6.2.1.2.1", "1.3.6.1.2.1.33.1.6.3.2"}}};
        QCOMPARE(mapping->mapAlarm(foreignAlarm(battery)).alarm->type, std::string("site.on-battery"));
        QVERIFY(!mapping->mapAlarm(foreignAlarm({"192.0.2.1", "1.3.6.1.4.1.9.9.1", 5, {}})).alarm);
    }

    void aPassedOnTrapSpeaksOfItsOwnAgentAndKeepsNoCommunity()
    {
        TrapMessage passed = trap(kLinkDown, 1);
        passed.peer = "192.0.2.200";
        passed.variables.emplace_back("1.3.6.1.6.3.18.1.3.0", "192.0.2.1");
        passed.variables.emplace_back("1.3.6.1.6.3.18.1.4.0", "secret");
        const ForeignAlarm alarm = foreignAlarm(passed);
        const Desk desk;
        QVERIFY(desk.mapping->current()->mapAlarm(alarm).alarm.has_value());
        for (const auto& detail : alarm.details) {
            QVERIFY(detail.value != "secret");
        }
    }

    void theLastRuleThatFitsDecides()
    {
        const auto mapping =
            Mapping::parse({{"a.json", R"({"format": "suanwang.mapping.v1", "include": ["tmf642"],
  "alarms": [{"tmf642": "lossOfSignal", "entity": "{alarmedObject}", "kind": "link", "type": "my.own", "severity": "minor"},
             {"tmf642": "lossOfSignal", "where": {"sourceSystemId": "noisy"}, "ignore": true}]})"}})
                .value();
        QCOMPARE(mapping->mapAlarm(posted()).alarm->type, std::string("my.own"));
        std::string noisy = body();
        noisy.replace(noisy.find("ems-1"), 5, "noisy");
        QVERIFY(mapping->mapAlarm(foreignAlarm(decodeTmf642(noisy).value()).value()).isIgnored);
    }

    void identifiersAreStableAndSafeInAnAddress()
    {
        state::Alarm alarm;
        alarm.kind = EntityKind::Link;
        alarm.resourceId = "L.北京~SHA/A#2";
        alarm.type = "link.down";
        alarm.qualifier = "a b";
        const std::string id = tmf642Id(alarm);
        QCOMPARE(id, std::string("link!L.=E5=8C=97=E4=BA=AC~SHA=2FA=232!link.down!a=20b"));
        alarm.severity = Severity::Major;
        alarm.count = 5;
        QCOMPARE(tmf642Id(alarm), id);
    }

    void booksCloseWhateverComes()
    {
        Desk desk;
        QVERIFY(desk.say(posted()).kind == AlarmFate::Kind::Taken);
        QVERIFY(desk.say(posted()).kind == AlarmFate::Kind::Duplicate);
        QVERIFY(desk.say(posted({}, "nowhere")).kind ==
                AlarmFate::Kind::Taken); // shown when there is such a link
        std::string router = body();
        router.replace(router.find("Link"), 4, "Router");
        QVERIFY(desk.say(foreignAlarm(decodeTmf642(router).value()).value()).kind ==
                AlarmFate::Kind::Unmapped);
        desk.source->refuseAlarm("not an alarm");
        // A clear of what is not raised, and a report from before the clear.
        QVERIFY(desk.say(posted(R"(,"state": "cleared","alarmClearedTime":"2026-05-28T20:26:41Z")",
                                "link-000005"))
                    .kind == AlarmFate::Kind::Taken);
        QVERIFY(desk.say(posted(R"(,"alarmDetails": "again")", "link-000005")).kind ==
                AlarmFate::Kind::Taken);
        desk.expect(7);
        const auto snapshot = desk.settled();
        const state::AlarmCounts counts = Desk::books(snapshot);
        QVERIFY(closes(counts));
        QCOMPARE(counts.received, std::uint64_t{7});
        QCOMPARE(counts.applied, std::uint64_t{2});
        QCOMPARE(counts.duplicate, std::uint64_t{1});
        QCOMPARE(counts.refused, std::uint64_t{2});
        QCOMPARE(counts.late, std::uint64_t{2});
        const state::SourceStatus& status = snapshot->sources->front();
        QCOMPARE(status.received, std::uint64_t{0}); // no samples
        QCOMPARE(status.unknownNames.at("Loss of signal"), std::uint64_t{1});
        QVERIFY(status.mappingRules->at("Loss of signal").find("\"tmf642\"") != std::string::npos);
        QCOMPARE(snapshot->alarms->size(), std::size_t(2));
        QCOMPARE(desk.source->unmapped().front().problem, std::string("'Router' is no kind of entity"));
    }

    void aClockAYearAheadTakesOurTime()
    {
        Desk desk;
        QVERIFY(desk.say(posted(R"(,"alarmChangedTime": "2027-11-27T00:00:00Z")")).kind ==
                AlarmFate::Kind::Taken);
        desk.expect(1);
        auto snapshot = desk.settled();
        QCOMPARE(snapshot->alarms->front().changed, kStart);
        // And so it can be cleared by a report of now.
        desk.clock->advance(kSecond);
        const std::string cleared = R"(,"state": "cleared","alarmClearedTime":"2026-05-28T20:26:41Z")";
        QVERIFY(desk.say(posted(cleared)).kind == AlarmFate::Kind::Taken);
        desk.expect(2);
        QVERIFY(desk.settled()->alarms->empty());
    }

    void tenThousandDifferentOnesAndAFlood()
    {
        Desk desk;
        for (int i = 0; i < 10'000; ++i) {
            while (desk.source->isFull()) {
                QTest::qWait(1);
            }
            QVERIFY(
                desk.say(foreignAlarm(trap(i % 2 == 0 ? kLinkDown : kLinkUp, static_cast<std::uint64_t>(i))))
                    .kind == AlarmFate::Kind::Taken);
        }
        desk.expect(10'000);
        const auto snapshot = desk.settled();
        const state::AlarmCounts counts = Desk::books(snapshot);
        QVERIFY(closes(counts));
        QCOMPARE(counts.received, std::uint64_t{10'000});
        QVERIFY(snapshot->alarms->empty());
        QCOMPARE(snapshot->clearedAlarms->size(), std::size_t(1));
        QCOMPARE(snapshot->clearedAlarms->front()->count, 5'000U);
    }

    void aHundredThousandUnmappedNamesAreABoundedList()
    {
        Desk desk;
        for (int i = 0; i < 100'000; ++i) {
            static_cast<void>(desk.source->addAlarm(
                foreignAlarm({"192.0.2.1", "1.3.6.1.4.1." + std::to_string(i), 0, {}})));
        }
        static_cast<void>(desk.source->finish());
        desk.expect(100'000);
        const auto snapshot = desk.settled();
        QCOMPARE(Desk::books(snapshot).refused, std::uint64_t{100'000});
        QVERIFY(desk.source->unmapped().size() <= kMaxUnmappedNames);
        QVERIFY(snapshot->sources->front().unknownNames.size() <= kMaxUnknownNames);
        std::uint64_t points = 0;
        for (const auto& [name, count] : snapshot->sources->front().unknownNames) {
            points += count;
        }
        QCOMPARE(points, std::uint64_t{100'000});
    }

    /// Alarms are frames like all others: after a restart with a journal they are there again.
    void alarmsSurviveARestart()
    {
        const QTemporaryDir directory;
        TwinServiceOptions options;
        options.storePath = directory.filePath("twin.db").toStdString();
        {
            Desk desk(options);
            QVERIFY(desk.say(posted(R"(,"ackState": "acknowledged", "ackUserId": "Li")")).kind ==
                    AlarmFate::Kind::Taken);
            desk.expect(1);
            static_cast<void>(desk.settled());
            desk.source->close();
            desk.service->stop();
        }
        Desk again(options);
        QTRY_VERIFY(again.service->provider()->at({}) &&
                    again.service->provider()->at({})->alarms->size() == 1);
        const state::Alarm alarm = again.service->provider()->at({})->alarms->front();
        QCOMPARE(alarm.operatorName, std::string("Li"));
        QCOMPARE(alarm.source, std::string("tmf642/x"));
        QVERIFY(alarm.details != nullptr);
        // The same report again, by a sender that got no answer: recognised by its time.
        again.clock->advance(kSecond);
        QVERIFY(again.say(posted()).kind == AlarmFate::Kind::Taken);
        again.expect(1);
        QCOMPARE(Desk::books(again.settled()).duplicate, std::uint64_t{1});
        QCOMPARE(again.service->provider()->at({})->alarms->front().count, 1U);
    }
};

QTEST_GUILESS_MAIN(TestForeignAlarms)
#include "tst_foreign_alarms.moc"
