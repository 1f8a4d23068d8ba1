#include "twin/registry/csv_exchange.h"

#include "small_snapshot.h"
#include "twin/registry/csv_schema.h"
#include "twin/support/text_encoding.h"

#include <QTest>

#include <algorithm>

using namespace twin::registry;

namespace {

QString allOf(const CsvImport& import)
{
    QString text;
    for (const CsvProblem& problem : import.problems) {
        text += QString::fromStdString(problem.text()) + QLatin1Char('\n');
    }
    return text;
}

} // namespace

class TstCsvExchange : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void refusesBadTables_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("problem"); // begins with
        const auto row = [](const char* name, const char* table, const QByteArray& text,
                            const char* problem) {
            QTest::newRow(name) << QByteArray(table) << text << QByteArray(problem);
        };
        row("unknown table", "ponds", "id\n", "ponds.csv: there is no such table");
        row("empty file", "pools", "", "pools.csv: has no header");
        row("no identifier column", "pools", "adcode\n1\n", "pools.csv:1: column id is missing");
        row("unknown column", "pools", "id,colour\n", "pools.csv:1: colour: there is no such column");
        row("column given twice", "pools", "id,adcode,adcode\n",
            "pools.csv:1: adcode: column is given twice");
        row("text for a number", "pools", "id,adcode\na,x\n",
            "pools.csv:2: adcode: \"x\" is not a whole number");
        row("what a spreadsheet makes of a long number", "links", "id,capacity_bps\na,1\nb,4E+11\n",
            "links.csv:3: capacity_bps: \"4E+11\" is not a whole number");
        row("negative count", "pools", "id,servers\na,-1\n",
            "pools.csv:2: servers: \"-1\" is not a whole number");
        row("number out of range", "pools", "id,servers\na,4294967296\n",
            "pools.csv:2: servers: \"4294967296\" is out");
        row("unknown choice", "pools", "id,tier\na,CLOUDY\n", "pools.csv:2: tier: \"CLOUDY\" is not one of");
        row("neither true nor false", "tunnels", "id,probe\na,maybe\n",
            "tunnels.csv:2: probe: \"maybe\" is neither");
        row("FLOPS without a figure", "pools", "id,declared\na,FP16\n",
            "pools.csv:2: declared: an item has 2 parts");
        row("FLOPS of an unknown precision", "pools", "id,declared\na,FP17:1\n",
            "pools.csv:2: declared: \"FP17\"");
        row("list with an open quote", "sites", "id,carrier_ids\na,\"\"\"OP.A\"\n",
            "sites.csv:2: carrier_ids: quote");
        row("more cells than columns", "pools", "id,adcode\na,1,2\n",
            "pools.csv:2: 3 cells, the header has 2");
        row("open quote", "pools", "id\n\"a\n", "pools.csv:2: quote is never closed");
        row("identifier used twice", "pools", "id\na\na\n", "pools.csv:3: id: \"a\" is used more than once");
        row("chip of no pool", "pools.chips", "pool_id,count\nz,1\n",
            "pools.chips.csv:2: pool_id: no row \"z\"");
        row("two heads", "registry", "version\n1\n2\n", "registry.csv: has one row, not 2");
        row("bytes of no encoding", "pools", "id,contact\n\xFF\xFF\xFF,\n", "pools.csv:2: not valid");
    }

    void refusesBadTables()
    {
        QFETCH(QByteArray, table);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, problem);
        const CsvTable given{table.toStdString(), text.toStdString()};
        const CsvImport import = importCsv({&given, 1});
        QCOMPARE(import.errors, std::size_t(1));
        QVERIFY2(import.problems[0].text().starts_with(problem.toStdString()), qPrintable(allOf(import)));
    }

    void allProblemsOfATableAreNamed()
    {
        std::string text = "id,adcode,tier\n";
        for (int i = 0; i < 800; ++i) {
            text += "p" + std::to_string(i) + ",x,y\n";
        }
        const CsvTable given{"pools", text};
        const CsvImport import = importCsv({&given, 1});
        QCOMPARE(import.errors, std::size_t(1600));
        QCOMPARE(import.problems.size(), CsvImport::kMaxProblems);
        QCOMPARE(import.problems[1].line, std::int64_t(2));
        QCOMPARE(import.problems[1].column, std::string("tier"));
    }

    void anExportReadsBackTheSame()
    {
        const SnapshotDocument document = smallSnapshot();
        std::vector<CsvTable> tables = exportCsv(document.message());
        QVERIFY(tables.size() > 15);
        QVERIFY(std::ranges::all_of(tables,
                                    [](const CsvTable& t) { return t.text.starts_with("\xEF\xBB\xBF"); }));
        std::ranges::reverse(tables); // the order of the files does not matter
        const CsvImport import = importCsv(tables);
        QVERIFY2(import.errors == 0, qPrintable(allOf(import)));
        QCOMPARE(import.document.message().registry().sha256(), document.message().registry().sha256());
        QCOMPARE(import.document.message().workload().sha256(), document.message().workload().sha256());
        QCOMPARE(import.document.message().SerializeAsString(), document.message().SerializeAsString());
    }

    void gb18030IsReadLikeUtf8()
    {
        std::vector<CsvTable> tables = exportCsv(smallSnapshot().message());
        for (CsvTable& table : tables) {
            const auto bytes = twin::toGb18030(table.text.substr(3));
            QVERIFY(bytes.has_value());
            table.text = *bytes;
        }
        const CsvImport import = importCsv(tables);
        QVERIFY2(import.errors == 0, qPrintable(allOf(import)));
        QCOMPARE(import.document.message().registry().sha256(),
                 smallSnapshot().message().registry().sha256());
    }

    void aTemplateSaysWhatEachColumnTakesAndImports()
    {
        for (const std::string& name : csvTableNames()) {
            const auto text = csvTemplate(name);
            QVERIFY(text.has_value());
            QVERIFY(text->find("\r\n# ") != std::string::npos);
            if (name == "registry" || name == "workload") {
                continue; // the head needs its row
            }
            const CsvTable table{name, *text};
            const CsvImport import = importCsv({&table, 1});
            QVERIFY2(import.errors == 0, qPrintable(allOf(import)));
        }
        QVERIFY(!csvTemplate("ponds"));
        QVERIFY(csvTemplate("pools")->find("FP16") == std::string::npos);
        QVERIFY(csvTemplate("pools")->find("GENERAL | INTELLIGENT | SUPER") != std::string::npos);
        QVERIFY(csvTemplate("links")->find("whole number, bit/s") != std::string::npos);
    }

    void tablesReplaceThoseOfTheBaseAndNoOthers()
    {
        const SnapshotDocument base = smallSnapshot();
        std::vector<CsvTable> tables = exportCsv(base.message());
        std::erase_if(tables, [](const CsvTable& table) { return table.name != "pools"; });
        std::string& text = tables[0].text;
        const std::string before = "示例算力资源池";
        text.replace(text.find(before), before.size(), "新名");
        const CsvImport import = importCsv(tables, base);
        QVERIFY2(import.errors == 0, qPrintable(allOf(import)));
        const pb::Registry& registry = import.document.message().registry();
        QCOMPARE(registry.pools(0).name().zh(), std::string("新名"));
        QCOMPARE(registry.pools(0).chips_size(), 1); // the sub-table was not given
        QCOMPARE(registry.links_size(), base.message().registry().links_size());
    }

    void listsKeepQuotesAndSemicolons()
    {
        const std::vector<std::string> items{"a", "", "b;c", "d\"e", "\"", "plain text"};
        const auto back = splitItems(joinItems(items));
        QVERIFY(back.has_value());
        QCOMPARE(*back, items);
    }
};

QTEST_GUILESS_MAIN(TstCsvExchange)
#include "tst_csv_exchange.moc"
