#include "tests/support/places.h"
#include "twin/ingest/entity_template.h"
#include "twin/ingest/label_condition.h"
#include "twin/ingest/mapping.h"
#include "twin/ingest/mapping_store.h"
#include "twin/support/file_io.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <string>
#include <vector>

using namespace twin;
using namespace twin::ingest;

namespace {

std::string document(const std::string& rest)
{
    return R"({"format": "suanwang.mapping.v1",)"
           "\n" +
           rest + "}";
}

/// One rule, its fields from line 3 on.
std::string ruled(const std::string& fields)
{
    return document("\"rules\": [{\n" + fields + "}]");
}

Result<MappingPtr> parse(const std::string& text)
{
    return Mapping::parse({{"site.json", text}});
}

SeriesDescription series(const std::string& name, std::vector<ForeignLabel> labels,
                         ForeignKind kind = ForeignKind::Gauge)
{
    return {name, kind, std::move(labels)};
}

} // namespace

class TestMapping final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatIsWrongIsNamedWithItsPlace_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("wanted");
        const auto row = [](const char* name, const std::string& text, const char* wanted) {
            QTest::newRow(name) << QString::fromStdString(text) << QString::fromLatin1(wanted);
        };
        row("no JSON", "{\n\"format\": ]", "site.json:2:");
        row("a list", "[]", "site.json:1: a mapping is one JSON object");
        row("no format", "{\"rules\": []}", "site.json:1: format: \"suanwang.mapping.v1\"");
        row("another format", "{\n\"format\": \"suanwang.mapping.v2\"}", "site.json:2: format:");
        row("an unknown field", document("\"rule\": []"), "site.json:2: rule: there is no such field");
        row("a name twice", document("\"rules\": [],\n\"rules\": []"),
            "site.json:3: 'rules' stands here twice");
        row("no metric", ruled("\"to\": \"pool.pue_ratio\", \"entity\": \"a\""),
            "site.json:2: rules.0.metric:");
        row("a star in the middle", ruled("\"metric\": \"a*b\""), "site.json:3: rules.0.metric: a '*'");
        row("an unknown metric", ruled("\"metric\": \"a\", \"entity\": \"b\",\n\"to\": \"pool.speed\""),
            "site.json:4: rules.0.to: 'pool.speed' is no metric of the twin");
        row("no entity", ruled("\"metric\": \"a\", \"to\": \"pool.pue_ratio\""), "rules.0.entity:");
        row("an open brace", ruled("\"metric\": \"a\", \"to\": \"pool.pue_ratio\",\n\"entity\": \"{a\""),
            "site.json:4: rules.0.entity: '{' and '}' do not pair");
        row("an unknown filter",
            ruled("\"metric\": \"a\", \"to\": \"pool.pue_ratio\", \"entity\": \"{a|upper}\""),
            "'upper' is no filter");
        row("an unknown table",
            ruled("\"metric\": \"a\", \"to\": \"pool.pue_ratio\", \"entity\": \"{a}\", \"table\": \"t\""),
            "rules.0.table:");
        row("an unknown state",
            ruled("\"metric\": \"a\", \"to\": \"link.state\", \"entity\": \"{a}\",\n\"states\": {\"UP\": "
                  "\"fine\"}"),
            "site.json:4: rules.0.states.UP:");
        row("a ratio without a part",
            ruled(
                "\"metric\": \"a\", \"to\": \"pool.pue_ratio\", \"entity\": \"{a}\", \"combine\": \"ratio\""),
            "\"ratio\" and \"part\" go together");
        row("an unknown combination",
            ruled("\"metric\": \"a\", \"to\": \"pool.pue_ratio\", \"entity\": \"{a}\", \"combine\": "
                  "\"median\""),
            "one of mean, sum, max, min, ratio");
        row("wraps without a rate",
            ruled("\"metric\": \"a\", \"to\": \"pool.pue_ratio\", \"entity\": \"{a}\", \"wraps_bits\": 64"),
            "only with \"rate\"");
        row("a counter of 48 bits",
            ruled("\"metric\": \"a\", \"to\": \"pool.pue_ratio\", \"entity\": \"{a}\", "
                  "\"rate\": true, \"wraps_bits\": 48"),
            "32 or 64");
        row("arcs of two kinds",
            ruled("\"metric\": \"a\", \"entity\": \"{a}\", \"to\": {\">\": \"link.state\", "
                  "\"<\": \"pool.state\"}"),
            "rules.0.to.<:");
        row("a factor in words",
            ruled("\"metric\": \"a\", \"entity\": \"{a}\", \"to\": \"pool.pue_ratio\", "
                  "\"factor\": \"2\""),
            "rules.0.factor: a number");
        row("ignored and wanted", ruled("\"metric\": \"a\", \"ignore\": true, \"entity\": \"x\""),
            "rules.0.ignore:");
        row("an unknown include", document("\"include\": [\"cacti\"]"), "no mapping 'cacti' is shipped");
        row("deep", document("\"tables\": " + std::string(50, '[') + std::string(50, ']')), "too deep");
        row("a long name", document("\"" + std::string(300, 'a') + "\": 1"), "a name over 256 bytes");
        row("a table of numbers", document("\"tables\": {\"t\": {\n\"a\": 1}}"), "site.json:3: tables.t.a:");
    }

    void whatIsWrongIsNamedWithItsPlace()
    {
        QFETCH(QString, text);
        QFETCH(QString, wanted);
        const auto parsed = parse(text.toStdString());
        QVERIFY(!parsed.has_value());
        const QString said = QString::fromStdString(parsed.error().text());
        QVERIFY2(said.contains(wanted), qPrintable(said));
    }

    void tooManyRulesOrEntriesAreRefused()
    {
        std::string rules = "\"rules\": [";
        for (int i = 0; i < 4'097; ++i) {
            rules += std::string(i > 0 ? "," : "") + R"({"metric": "a", "ignore": true})";
        }
        QVERIFY(!parse(document(rules + "]")).has_value());
        const auto large = parse(std::string(5U << 20U, ' '));
        QVERIFY(!large.has_value());
        QCOMPARE(large.error().code, ErrorCode::TooLarge);
    }

    void theDocumentsExampleIsGood()
    {
        const std::string page = readFile(test::sourcePath("/docs/mapping.md")).value();
        const std::size_t begin = page.find("```json\n") + 8;
        const auto mapping = parse(page.substr(begin, page.find("```\n", begin) - begin));
        QVERIFY2(mapping.has_value(), mapping ? "" : mapping.error().text().c_str());
        const auto answer = (*mapping)->map(series(
            "rack_inlet_temperature", {{"sensor", "inlet-1"}, {"province", "BJ"}, {"pool_name", "p1"}}));
        QCOMPARE(answer.targets.size(), std::size_t{1});
        QCOMPARE(answer.targets[0].entity, std::string("CN.bj.p1"));
        QCOMPARE((*mapping)
                     ->map(series("/interfaces/interface/state/counters/out-octets",
                                  {{"target", "sh-core-1"}, {"name", "ethernet-3/7"}}))
                     .targets[0]
                     .metric->name,
                 std::string_view("link.reverse_bps"));
    }

    void everyShippedMappingIsGood()
    {
        const QDir folder(test::sourcePathQ("/resources/mappings"));
        for (const QString& name : folder.entryList({"*.json"})) {
            const std::string path = folder.filePath(name).toStdString();
            const auto parsed = Mapping::parse({{path, readFile(path).value()}});
            QVERIFY2(parsed.has_value(), parsed ? "" : parsed.error().text().c_str());
            QVERIFY((*parsed)->ruleCount() > 0);
            // Each is known by name to those who include it.
            const std::string stem = name.section(u'.', 0, 0).toStdString();
            QVERIFY2(parse(document("\"include\": \"" + stem + "\"")).has_value(), stem.c_str());
        }
        QVERIFY(Mapping::shipped()->ruleCount() > 30);
    }

    void patternsMatch_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("matches");
        QTest::newRow("equal") << "eth0"
                               << "eth0" << true;
        QTest::newRow("longer") << "eth0"
                                << "eth01" << false;
        QTest::newRow("any end") << "eth*"
                                 << "eth01" << true;
        QTest::newRow("nothing") << "*"
                                 << "" << true;
        QTest::newRow("empty") << ""
                               << "" << true;
        QTest::newRow("empty asks") << ""
                                    << "x" << false;
        QTest::newRow("middle") << "a*b*c"
                                << "axxbyyc" << true;
        QTest::newRow("middle, no end") << "a*b*c"
                                        << "axxbyy" << false;
        QTest::newRow("long") << "*a*a*a*a*a*b" << QString(200, u'a') << false;
    }

    void patternsMatch()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, text);
        QFETCH(bool, matches);
        QCOMPARE(matchesPattern(text.toStdString(), pattern.toStdString()), matches);
    }

    void templatesAreFilled_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("wanted"); // starts with "!": no identifier, and why
        QTest::newRow("text") << "pool-a"
                              << "pool-a";
        QTest::newRow("label") << "{pool}"
                               << "Pool-A";
        QTest::newRow("first that is there") << "{none,pool}"
                                             << "Pool-A";
        QTest::newRow("none there") << "{none,nothing}"
                                    << "!no label none, nothing";
        QTest::newRow("host") << "{instance|host}"
                              << "10.0.0.1";
        QTest::newRow("host of IPv6") << "{v6|host}"
                                      << "fd00::1";
        QTest::newRow("lower") << "x-{pool|lower}-y"
                               << "x-pool-a-y";
        QTest::newRow("two") << "{pool}/{instance}"
                             << "Pool-A/10.0.0.1:9100";
    }

    void templatesAreFilled()
    {
        QFETCH(QString, text);
        QFETCH(QString, wanted);
        const auto made = EntityTemplate::parse(text.toStdString());
        QVERIFY(made.has_value());
        const auto filled = made->render(
            series("m", {{"pool", "Pool-A"}, {"instance", "10.0.0.1:9100"}, {"v6", "[fd00::1]:9100"}}));
        QCOMPARE(QString::fromStdString(filled ? *filled : "!" + filled.error().reason), wanted);
    }

    void aRuleTakesWhatItsConditionsSay()
    {
        const auto mapping = parse(ruled(R"("metric": ["a", "b_*"], "where": {"mode": ["idle", "io*"],
            "dev": {"not": ["lo", "veth*"]}}, "entity": "{pool}", "to": "pool.pue_ratio")"))
                                 .value();
        const auto takes = [&](const std::string& name, std::vector<ForeignLabel> labels) {
            return mapping->map(series(name, std::move(labels))).targets.size() == 1;
        };
        QVERIFY(takes("a", {{"mode", "idle"}, {"pool", "p"}}));
        QVERIFY(takes("b_x", {{"mode", "iowait"}, {"dev", "eth0"}, {"pool", "p"}}));
        QVERIFY(!takes("a", {{"mode", "user"}, {"pool", "p"}}));
        QVERIFY(!takes("a", {{"pool", "p"}}));
        QVERIFY(!takes("a", {{"mode", "idle"}, {"dev", "veth3"}, {"pool", "p"}}));
        QVERIFY(!takes("c", {{"mode", "idle"}, {"pool", "p"}}));
    }

    void whyNoRuleTookItIsSaid()
    {
        const auto mapping = parse(document(R"("tables": {"t": {"r1/e0": "a~b>"}}, "rules": [
            {"metric": "a", "where": {"mode": "idle"}, "entity": "{pool}", "to": "pool.pue_ratio"},
            {"metric": "l", "entity": "{d}/{i}", "table": "t", "to": {">": "link.forward_bps", "<": "link.reverse_bps"}},
            {"metric": "n", "ignore": true}])"))
                                 .value();
        QCOMPARE(mapping->map(series("x", {})).problem, std::string());
        QCOMPARE(mapping->map(series("a", {})).problem, std::string("its labels fit no rule"));
        QCOMPARE(mapping->map(series("a", {{"mode", "idle"}})).problem, std::string("no label pool"));
        QCOMPARE(mapping->map(series("l", {{"d", "r2"}, {"i", "e0"}})).problem,
                 std::string("'r2/e0' is not in table t"));
        QVERIFY(mapping->map(series("n", {})).isIgnored);
    }

    void anArcSaysWhichWayItsInterfaceSends()
    {
        const std::string table = R"("tables": {"interfaces": {"r1/e0": "a~b>", "r2/e7": "a~b<"}},
            "include": "openconfig_interfaces")";
        const auto mapping = parse(document(table)).value();
        const auto target = [&](const char* leaf, const char* device, const char* port) {
            const auto answer =
                mapping->map(series(std::string("/interfaces/interface/state/counters/") + leaf,
                                    {{"target", device}, {"name", port}}));
            return answer.targets.empty()
                       ? answer.problem
                       : std::string(answer.targets[0].metric->name) + " of " + answer.targets[0].entity;
        };
        QCOMPARE(target("out-octets", "r1", "e0"), std::string("link.forward_bps of a~b"));
        QCOMPARE(target("in-octets", "r1", "e0"), std::string("link.reverse_bps of a~b"));
        QCOMPARE(target("out-octets", "r2", "e7"), std::string("link.reverse_bps of a~b"));
        QCOMPARE(target("in-octets", "r2", "e7"), std::string("link.forward_bps of a~b"));
    }

    void aSeriesCanHaveSeveralMeanings()
    {
        const auto answer =
            Mapping::shipped()->map(series("DCGM_FI_DEV_GPU_UTIL", {{"gpu", "0"}, {"pool", "pool-a"}}));
        QCOMPARE(answer.targets.size(), std::size_t{2});
        QCOMPARE(answer.targets[0].combine, Combine::Mean);
        QCOMPARE(answer.targets[1].combine, Combine::Max);
    }

    void aSuggestedRuleIsAlmostOne()
    {
        std::string rule = suggestRule(series("temp_celsius", {{"pool", "p"}, {"sensor", "in\"let"}}));
        const std::string place = "a metric of the twin, e.g. pool.utilisation_ratio";
        rule.replace(rule.find(place), place.size(), "pool.inlet_celsius");
        const auto mapping = parse(document("\"rules\": [" + rule + "]"));
        QVERIFY2(mapping.has_value(), mapping ? "" : mapping.error().text().c_str());
        QCOMPARE(
            (*mapping)->map(series("temp_celsius", {{"pool", "p"}, {"sensor", "in\"let"}})).targets.size(),
            std::size_t{1});
    }

    void aBadVersionIsRefusedAndTheOldOneKept()
    {
        const QTemporaryDir directory;
        const std::string file = directory.filePath("site.json").toStdString();
        QVERIFY(!MappingStore::open({file}).has_value());
        QVERIFY(
            writeFileAtomically(file, ruled(R"("metric": "a", "entity": "{pool}", "to": "pool.pue_ratio")")));
        const auto store = MappingStore::open({file}).value();
        const MappingPtr first = store->current();
        QVERIFY(!store->reloadIfChanged());
        QVERIFY(writeFileAtomically(file, "{\n\"format\": 7}"));
        QVERIFY(store->reloadIfChanged());
        QCOMPARE(store->current(), first);
        QVERIFY(QString::fromStdString(store->status().error).contains(":2: format"));
        QVERIFY(!store->reloadIfChanged());
        QVERIFY(writeFileAtomically(file, document("\"include\": \"dcgm\"")));
        QVERIFY(store->reloadIfChanged());
        QVERIFY(store->current() != first);
        QVERIFY(store->status().error.empty());
        QCOMPARE(store->status().version, std::uint64_t{2});
    }
};

QTEST_GUILESS_MAIN(TestMapping)
#include "tst_mapping.moc"
