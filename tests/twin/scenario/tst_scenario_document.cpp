#include "twin/compute/placement_problem.h"
#include "twin/scenario/action_fields.h"
#include "twin/scenario/base_check.h"
#include "twin/scenario/document.h"

#include <QTest>

using namespace twin::scenario;
using twin::ErrorCode;

namespace {

std::string document(const std::string& commands, const std::string& more = "")
{
    return "{\n\"format\": \"suanwang.scenario.v1\"," + more + "\n\"commands\": [" + commands + "]\n}\n";
}

} // namespace

/// Scenario files: what is refused and where, and that what is read is written the same.
class TstScenarioDocument : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    /// A kilowatt-hour of the grid emits as much for a placement as for a scenario.
    void thereIsOneFactorOfCarbon()
    {
        QCOMPARE(Assumptions{}.carbonPerKwh_g, twin::kGridCarbon_gPerKwh);
        QCOMPARE(twin::compute::PlacementOptions{}.kgCo2PerKwh * 1'000, twin::kGridCarbon_gPerKwh);
    }

    /// Forms and files share one table: what a field may hold is what the reader takes.
    void theTableOfFieldsSaysWhatIsRead()
    {
        for (std::size_t action = 0; action < std::variant_size_v<Action>; ++action) {
            for (const FieldSpec& field : fieldsOf(action)) {
                QCOMPARE(fieldOf(action, field.name), &field);
                QVERIFY(field.kind != FieldKind::Word || !field.words.empty());
                const bool isNumber = field.kind == FieldKind::Number || field.kind == FieldKind::Whole;
                QVERIFY(!isNumber || field.least < field.most);
            }
            QCOMPARE(fieldOf(action, "colour"), nullptr);
        }
    }

    void aCommandAloneNamesTheFieldThatIsWrong()
    {
        std::string field;
        const std::string head = "{\"do\":\"degrade\",\"what\":\"link\",\"id\":\"L\",\"left\":";
        const auto good = parseCommand(head + "0.5}", &field);
        QVERIFY(good);
        QCOMPARE(commandText(*good), head + "0.5}");
        QVERIFY(field.empty());
        const auto wrong = parseCommand(head + "1.5}", &field);
        QVERIFY(!wrong);
        QCOMPARE(field, std::string("left"));
        QCOMPARE(wrong.error().reason, std::string("left: a number from 0 to 1"));
        QVERIFY(!parseCommand(
            "{\"do\":\"move_job\",\"id\":\"J\",\"placements\":[{\"pool\":\"P\",\"cards\":0}]}", &field));
        QCOMPARE(field, std::string("placements"));
        QCOMPARE(parseCommand("{\"do\":\"explode\"}", &field).error().code, ErrorCode::Unsupported);
        QCOMPARE(field, std::string("do"));
        QVERIFY(!parseCommand("[", nullptr));
    }

    void badFilesAreRefused_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<int>("line");
        QTest::addColumn<std::string>("reason");
        using enum ErrorCode;
        const auto row = [](const char* name, const std::string& text, ErrorCode code, int line,
                            const char* reason) {
            QTest::newRow(name) << text << code << line << std::string(reason);
        };
        row("nothing", "", BadInput, 1, "");
        row("no JSON", "{\n\"format\": ", BadInput, 2, "");
        row("a list", "[]", BadInput, 1, "a scenario is one JSON object");
        row("no format", "{}", BadInput, 1, "format: ");
        row("another format", "{\"format\": \"suanwang.registry.v1\"}", BadInput, 1, "suanwang.scenario.v1");
        row("a newer version", "{\n\n\"format\": \"suanwang.scenario.v2\"}", Unsupported, 3,
            "'suanwang.scenario.v2' is a version this program does not know");
        row("an unknown field", document("", "\n\"colour\": 1,"), BadInput, 3,
            "colour: there is no such field");
        row("a name twice", document("", "\n\"seed\": 1, \"seed\": 2,"), BadInput, 3, "stands here twice");
        row("not a number", document("", "\n\"seed\": NaN,"), BadInput, 3, "");
        row("a number beyond numbers", document("", "\n\"horizon_s\": 1e999,"), BadInput, 3, "");
        row("a negative seed", document("", "\n\"seed\": -1,"), BadInput, 3, "seed: a whole number");
        row("half a seed", document("", "\n\"seed\": 1.5,"), BadInput, 3, "seed: a whole number");
        row("a horizon of centuries", document("", "\n\"horizon_s\": 1e12,"), BadInput, 3,
            "horizon_s: a number from");
        row("a hash that is none", document("", "\n\"base\": {\"registry_sha256\": \"abc\"},"), BadInput, 3,
            "base.registry_sha256: a SHA-256");
        const auto guarded = [](const char* province) {
            return document("", std::string("\n\"guarantees\": [{\"name\": \"exam\", \"from\": 0, "
                                            "\"until\": 60,\n\"provinces\": [640000, ") +
                                    province + "]}],");
        };
        for (const char* province : {"11", "990000", "999999", "640500", "0", "4294967296", "\"640000\""}) {
            row(province, guarded(province), BadInput, 4,
                "guarantees.0.provinces.1: a province's adcode, such as 640000");
        }
        row("a guarantee that ends first",
            document("", "\n\"guarantees\": [{\"name\": \"exam\", \"from\": 86400,\n\"until\": 0}],"),
            BadInput, 4, "guarantees.0.until: is not after \"from\"");
        row("another demand", document("", "\n\"demand\": {\"kind\": \"p99\"},"), BadInput, 3, "demand.kind");
        row("a forecast of no date", document("", "\n\"demand\": {\"kind\": \"forecast\"},"), BadInput, 3,
            "demand.at");
        row("a forecast from now on", document("", "\n\"demand\": {\"kind\": \"forecast\", \"at\": 60},"),
            BadInput, 3, "demand.at");
        row("a growth beyond sense",
            document("", "\n\"demand\": {\"kind\": \"forecast\", \"at\": \"2027-01-01T00:00:00Z\", "
                         "\"per_quarter\": 11},"),
            BadInput, 3, "demand.per_quarter");
        row("a percentile of no range", document("", "\n\"demand\": {\"kind\": \"p95\"},"), BadInput, 3,
            "demand.from");
        row("a range that ends first",
            document("", "\n\"demand\": {\"kind\": \"p95\", \"from\": \"2027-01-02T00:00:00Z\", "
                         "\"until\": \"2027-01-01T00:00:00Z\"},"),
            BadInput, 3, "demand.until");
        row("a range of the busy hour",
            document("", "\n\"demand\": {\"kind\": \"busy_hour\", \"from\": \"2027-01-02T00:00:00Z\"},"),
            BadInput, 3, "demand.from");
        row("no demand", document("", "\n\"demand\": {\"kind\": \"some\"},"), BadInput, 3, "demand.kind");
        row("commands that are none", "{\"format\": \"suanwang.scenario.v1\",\n\"commands\": {}}", BadInput,
            2, "commands: a list of objects");
        row("a command that is none", document("\n7"), BadInput, 4, "commands.0: an object");
        row("a command without a name", document("\n{}"), BadInput, 4, "commands.0.do");
        row("an unknown command", document("\n{\"do\": \"fial\"}"), Unsupported, 4,
            "commands.0.do: 'fial' is not supported by this version; did you mean fail?");
        row("an unknown thing", document("\n{\"do\": \"fail\", \"what\": \"planet\", \"id\": \"x\"}"),
            BadInput, 4, "commands.0.what: one of conduit, link");
        row("no identifier",
            document("{\"do\": \"cancel_job\", \"id\": \"a\"},\n{\"do\": \"fail\", \"what\": \"link\"}"),
            BadInput, 4, "commands.1.id: a text of 1 to 256 bytes");
        row("a province by name",
            document("\n{\"do\": \"fail\", \"what\": \"province\", \"id\": \"Ningxia\"}"), BadInput, 4,
            "commands.0.id: a province's adcode");
        row("an adcode of no province",
            document("\n{\"do\": \"fail\", \"what\": \"province\", \"id\": \"990000\"}"), BadInput, 4,
            "commands.0.id");
        row("a field of another command", document("\n{\"do\": \"cancel_job\", \"id\": \"J\", \"left\": 1}"),
            BadInput, 4, "commands.0.left: there is no such field");
        row("more than all is left",
            document("\n{\"do\": \"degrade\", \"what\": \"link\", \"id\": \"L\", \"left\": 2}"), BadInput, 4,
            "commands.0.left: a number from 0 to 1");
        row("a moment that is none", document("\n{\"do\": \"cancel_job\", \"id\": \"J\", \"at\": \"noon\"}"),
            BadInput, 4, "commands.0.at");
        row("a moment before the beginning",
            document("\n{\"do\": \"cancel_job\", \"id\": \"J\", \"at\": -1}"), BadInput, 4, "commands.0.at");
        row("it ends before it begins",
            document("\n{\"do\": \"fail\", \"what\": \"link\", \"id\": \"L\", \"at\": 5,\n\"until\": 5}"),
            BadInput, 5, "commands.0.until: is not after \"at\"");
        row("a link without capacity",
            document("\n{\"do\": \"add_link\", \"id\": \"L\", \"a\": \"A\", \"b\": \"B\", "
                     "\"capacity_bps\": 0}"),
            BadInput, 4, "commands.0.capacity_bps");
        row("a link of no length",
            document("\n{\"do\": \"add_link\", \"id\": \"L\", \"a\": \"A\", \"b\": \"B\", "
                     "\"capacity_bps\": 1}"),
            BadInput, 4, "commands.0.delay_ms");
        row("what cannot be removed", document("\n{\"do\": \"remove\", \"what\": \"site\", \"id\": \"S\"}"),
            BadInput, 4, "commands.0.what: only a conduit, link or pool");
        row("no placements", document("\n{\"do\": \"move_job\", \"id\": \"J\", \"placements\": []}"),
            BadInput, 4, "commands.0.placements");
        row("a placement twice",
            document(
                "\n{\"do\": \"move_job\", \"id\": \"J\", \"placements\": [{\"pool\": \"P\", \"cards\": 1}, "
                "{\"pool\": \"P\", \"cards\": 1}]}"),
            BadInput, 4, "commands.0.placements.1.pool: stands here twice");
        row("two selections",
            document("\n{\"do\": \"set_pue\", \"pool\": \"P\", \"province\": 640000, \"pue\": 1.2}"),
            BadInput, 4, "only one of");
        row("a work without a window",
            document("\n{\"do\": \"planned_work\", \"id\": \"W\", \"elements\": [{\"what\": \"link\", "
                     "\"id\": \"L\"}]}"),
            BadInput, 4, "commands.0.at: a planned work has a window");
        row("a job of nothing", document("\n{\"do\": \"submit_job\", \"id\": \"J\", \"kind\": \"batch\"}"),
            BadInput, 4, "commands.0.placements: either");
        row("a job of no cards",
            document("\n{\"do\": \"submit_job\", \"id\": \"J\", \"kind\": \"batch\", \"cards\": 0}"),
            BadInput, 4, "commands.0.cards");
        row("a job with a place and without",
            document("\n{\"do\": \"submit_job\", \"id\": \"J\", \"kind\": \"batch\", \"cards\": 8,"
                     "\"placements\": [{\"pool\": \"P\", \"cards\": 8}]}"),
            BadInput, 4, "commands.0.cards: either");
        row("a policy that plans all jobs together",
            document("", "\n\"assumptions\": {\"placement\": \"network-aware\"},"), BadInput, 3,
            "assumptions.placement");
        row("checkpoints without end", document("", "\n\"assumptions\": {\"checkpoint_s\": 0},"), BadInput, 3,
            "assumptions.checkpoint_s");
        row("a policy of nothing", document("\n{\"do\": \"set_policy\"}"), BadInput, 4, "commands.0.routing");
        row("deep", document(std::string(50, '[') + std::string(50, ']')), TooLarge, 3, "too deep");
        row("a long name", document("{\"do\": \"" + std::string(300, 'x') + "\"}"), BadInput, 3,
            "commands.0.do");
    }

    void badFilesAreRefused()
    {
        QFETCH(std::string, text);
        QFETCH(ErrorCode, code);
        QFETCH(int, line);
        QFETCH(std::string, reason);
        const auto read = parseDocument(text, "plan.json");
        QVERIFY(!read);
        QCOMPARE(read.error().code, code);
        QCOMPARE(read.error().file, std::string("plan.json"));
        QCOMPARE(static_cast<int>(read.error().line), line);
        QVERIFY2(read.error().reason.find(reason) != std::string::npos, read.error().reason.c_str());
        QVERIFY(!read.error().reason.empty());
    }

    void aMillionCommandsAreRefused()
    {
        std::string commands;
        for (int i = 0; i < 1'000'000; ++i) {
            commands += std::string(i == 0 ? "" : ",") + "{\"do\":\"cancel_job\",\"id\":\"J\"}";
        }
        const auto read = parseDocument(document(commands), "plan.json");
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::TooLarge);
        commands.resize(0);
        for (std::size_t i = 0; i <= kMaxCommands; ++i) {
            commands += std::string(i == 0 ? "" : ",") + "{\"do\":\"cancel_job\",\"id\":\"J\"}";
        }
        const auto more = parseDocument(document(commands), "plan.json");
        QVERIFY(!more);
        QCOMPARE(more.error().code, ErrorCode::TooLarge);
        QVERIFY2(more.error().reason.find("10001 of them, more than 10000") != std::string::npos,
                 more.error().reason.c_str());
    }

    void whatIsReadIsWrittenTheSame()
    {
        const std::string text = R"({
  "format": "suanwang.scenario.v1",
  "name": "西部扩容",
  "note": "a note",
  "base": {"kind":"state","registry_sha256":"aa00000000000000000000000000000000000000000000000000000000000000","time":"2026-11-27T03:12:00+08:00"},
  "demand": {"kind":"this_instant"},
  "seed": 7,
  "horizon_s": 86400,
  "assumptions": {"carbon_g_per_kwh":500.5,"mfu":0.45,"checkpoint_s":900,"placement":"balanced"},
  "guarantees": [
    {"name":"exam","from":"2026-12-01T00:00:00+08:00","until":"2026-12-03T00:00:00+08:00","provinces":[640000]}
  ],
  "commands": [
    {"do":"fail","at":0.5,"until":3600,"what":"conduit","id":"D.BEJ~XIA"},
    {"do":"fail","what":"province","id":"640000","with_sites":false},
    {"do":"degrade","what":"link","id":"L.BEJ~XIA.A","left":0.25},
    {"do":"drain","what":"pool","id":"CN.64.E001.640500-001"},
    {"do":"restore","what":"link","id":"L","note":"why"},
    {"do":"add_link","at":"2026-11-27T03:12:00+08:00","id":"L.N","a":"S.A","b":"S.B","carrier":"OP.A","capacity_bps":400000000000,"conduits":["D.1","D.2"],"delay_ms":4.5,"waves":1},
    {"do":"add_conduit","id":"D.N","a":"S.A","b":"S.B","route_m":1000},
    {"do":"add_pool","id":"CN.64.E001.640500-002","like":"CN.64.E001.640500-001","scale":0.5},
    {"do":"remove","what":"conduit","id":"D.1"},
    {"do":"resize_link","id":"L","capacity_bps":18446744073709}
    ,{"do":"resize_conduit","id":"D","factor":2},
    {"do":"resize_pool","id":"P","factor":1.5},
    {"do":"planned_builds"},
    {"do":"set_price","subject":"E001","factor":0.9},
    {"do":"set_tariff","province":640000,"cny_per_kwh":0.3333},
    {"do":"set_pue","pool":"P","pue":1.15},
    {"do":"scale_demand","kind":"elephant","place":"S.A","province":640000,"factor":1.25},
    {"do":"growth","per_quarter":0.05},
    {"do":"add_demand","id":"F.N","src":"S.A","dst":"S.B","bps":1000000000.5,"bytes":5,"deadline":90,"tenant":"t","job":"J.N"},
    {"do":"submit_job","id":"J.N","tenant":"t","kind":"cross_train","chip_class":"NPU-320","placements":[{"pool":"P","cards":8},{"pool":"Q","cards":8}],"parameters":70000000000,"tokens":2000000000000,"wan_bps":1000000000,"deadline":900},
    {"do":"submit_job","id":"J.W","kind":"batch","cards":64},
    {"do":"move_job","id":"J","placements":[{"pool":"P","cards":8}]},
    {"do":"cancel_job","id":"J"},
    {"do":"set_policy","routing":"hops","utilisation_limit":0.8},
    {"do":"planned_work","at":0,"until":7200,"id":"W.1","elements":[{"what":"conduit","id":"D.1"}],"method":"shutdown"}
  ]
}
)";
        std::string canonical = text;
        canonical.replace(canonical.find("\n    ,"), 6, ",\n    ");
        const auto read = parseDocument(text, "plan.json");
        QVERIFY2(read.has_value(), read ? "" : read.error().text().c_str());
        QCOMPARE(read->commands.size(), std::size_t{25});
        QCOMPARE(std::variant_size_v<Action>, std::size_t{23}); // every action stands above
        const std::string once = documentText(*read);
        QCOMPARE(QString::fromStdString(once), QString::fromStdString(canonical));
        const auto again = parseDocument(once, "plan.json");
        QVERIFY(again.has_value());
        QCOMPARE(documentText(*again), once);
        QCOMPARE(hashOf(*again), hashOf(*read));
    }

    void groundsDifferByTheTermsOfTheirTraffic()
    {
        Document a;
        a.demand = DemandKind::Forecast;
        a.demandTerms.at = 100 * twin::kDay;
        a.demandTerms.perQuarter = 0.05;
        Document b = a;
        b.name = "another name";
        QVERIFY(sameGroundOptions(a, b));
        const auto differs = [&](auto change) {
            Document other = a;
            change(other);
            return !sameGroundOptions(a, other);
        };
        QVERIFY(differs([](Document& x) { x.demandTerms.at += twin::kDay; }));
        QVERIFY(differs([](Document& x) { x.demandTerms.perQuarter.reset(); }));
        QVERIFY(differs([](Document& x) { x.demandTerms.until = 1; }));
        QVERIFY(differs([](Document& x) { x.demand = DemandKind::P95; }));
        QVERIFY(differs([](Document& x) { x.seed = 7; }));
        QVERIFY(differs([](Document& x) { x.assumptions.mfu = 0.3; }));
        QVERIFY(differs([](Document& x) { x.assumptions.checkpoint_s = 60; }));
        QVERIFY(
            differs([](Document& x) { x.assumptions.placement = twin::compute::PlacementPolicy::FirstFit; }));
    }

    void aSmallFileHasItsDefaults()
    {
        const auto read = parseDocument(document(""), "plan.json");
        QVERIFY(read.has_value());
        QCOMPARE(read->seed, std::uint64_t{1});
        QCOMPARE(read->demand, DemandKind::BusyHour);
        QVERIFY(read->commands.empty());
        QVERIFY(read->base.registrySha256.empty());
    }
};

QTEST_GUILESS_MAIN(TstScenarioDocument)
#include "tst_scenario_document.moc"
