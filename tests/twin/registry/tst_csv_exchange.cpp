#include "twin/registry/csv_exchange.h"

#include "small_snapshot.h"
#include "twin/registry/csv_schema.h"
#include "twin/registry/validate.h"
#include "twin/support/csv.h"
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
            "links.csv:3: capacity_bps: \"4E+11\" is not a whole number (shortened by the spreadsheet");
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
        row("row without identifier", "pools", "id,adcode\n,1\n", "pools.csv:2: id: has no identifier");
        row("saved with semicolons", "pools", "id;adcode\na;1\n",
            "pools.csv:1: columns are separated by semicolons");
        row("saved with tabs", "pools", "id\tadcode\na\t1\n", "pools.csv:1: columns are separated by tabs");
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

    void gb18030IsReadLikeUtf8_data()
    {
        QTest::addColumn<int>("skip"); // bytes of our own byte order mark left out
        QTest::newRow("plain") << 3;
        QTest::newRow("with a byte order mark") << 0;
    }

    void gb18030IsReadLikeUtf8()
    {
        QFETCH(const int, skip);
        std::vector<CsvTable> tables = exportCsv(smallSnapshot().message());
        for (CsvTable& table : tables) {
            const auto bytes = twin::toGb18030(table.text.substr(static_cast<std::size_t>(skip)));
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
            const CsvTable table{name, *text};
            const CsvImport import = importCsv({&table, 1});
            QVERIFY2(import.errors == 0, qPrintable(allOf(import)));
        }
        QVERIFY(!csvTemplate("ponds"));
        QVERIFY(csvTemplate("pools")->find("FP16") == std::string::npos);
        QVERIFY(csvTemplate("pools")->find("GENERAL | INTELLIGENT | SUPER") != std::string::npos);
        QVERIFY(csvTemplate("links")->find("whole number, bit/s") != std::string::npos);
    }

    /// Without any one of what the template calls required no snapshot is valid; with all of it, and nothing
    /// else, it is.
    void theTemplateNamesWhatIsRequired()
    {
        const std::vector<CsvTable> whole = exportCsv(smallSnapshot().message());
        std::vector<CsvTable> least = whole;
        for (CsvTable& table : least) {
            for (const std::string& column : columnsOf(table, false)) {
                if (column != "bytes_total") { // a flow has this or a rate
                    table.text = without(table.text, column);
                }
            }
        }
        QVERIFY2(problemsOf(least).isEmpty(), qPrintable(problemsOf(least)));
        for (std::size_t t = 0; t < least.size(); ++t) {
            for (const std::string& column : columnsOf(least[t], true)) {
                std::vector<CsvTable> fewer = least;
                fewer[t].text = without(whole[t].text, column);
                QVERIFY2(!problemsOf(fewer).isEmpty(), (least[t].name + ' ' + column).c_str());
            }
        }
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

    void anUnfilledTemplateSaysNothing()
    {
        std::vector<CsvTable> tables;
        for (const std::string& name : csvTableNames()) {
            tables.push_back({name, *csvTemplate(name)});
        }
        const CsvImport nothing = importCsv(tables);
        QVERIFY(nothing.isUnfilled);
        QCOMPARE(nothing.errors, std::size_t(0));

        const auto pools =
            std::ranges::find(tables, std::string("pools"), &CsvTable::name); // a row below the description
        pools->text += "CN.64.E003.640500-001\r\n";
        const CsvImport one = importCsv(tables);
        QVERIFY2(one.errors == 0 && !one.isUnfilled, qPrintable(allOf(one)));
        QVERIFY(!one.document.message().has_workload());
        QCOMPARE(one.document.message().registry().pools_size(), 1);

        const CsvImport into = importCsv(tables, smallSnapshot()); // what is not filled in stays
        QCOMPARE(into.document.message().registry().links_size(),
                 smallSnapshot().message().registry().links_size());
    }

    void anEmptyTableWithoutDescriptionEmptiesTheList()
    {
        const CsvTable given{"flows", "id\n"};
        const CsvImport import = importCsv({&given, 1}, smallSnapshot());
        QVERIFY(!import.isUnfilled);
        QCOMPARE(import.document.message().workload().flows_size(), 0);
    }

    /// What Excel leaves of cells that were emptied.
    void emptyCellsAndRowsDoNotCount()
    {
        const CsvTable given{"subjects", "id,name.zh,kind,,\r\nE001,甲,CLOUD,,\r\n,,,,\r\n,,\r\n"};
        const CsvImport import = importCsv({&given, 1});
        QVERIFY2(import.errors == 0, qPrintable(allOf(import)));
        QCOMPARE(import.document.message().registry().subjects_size(), 1);
    }

    void whatValidationFindsHasFileAndLine()
    {
        const std::vector<CsvTable> tables{
            {"pools", "id,subject_id\nCN.64.E003.640500-001,E003\n\nCN.64.E003.640500-002,E004\n", "t/p.csv"},
            {"pools.chips",
             "count,pool_id\n1,CN.64.E003.640500-001\n2,CN.64.E003.640500-002\n0,CN.64.E003.640500-001\n"},
            {"workload", "busy_hour\n99\n"}};
        const CsvImport import = importCsv(tables);
        QVERIFY2(import.errors == 0, qPrintable(allOf(import)));
        auto problems = validate(import.document.message()).problems;
        import.places.locate(problems);
        const auto placeOf = [&](const char* id, const char* field, const char* code) {
            for (const Problem& problem : problems) {
                if (problem.entityId == id && problem.field == field && problem.code == code) {
                    return problem.file + ':' + std::to_string(problem.line);
                }
            }
            return std::string("no such problem");
        };
        QCOMPARE(placeOf("CN.64.E003.640500-001", "subject_id", "dangling"), std::string("t/p.csv:2"));
        QCOMPARE(placeOf("CN.64.E003.640500-002", "subject_id", "dangling"), std::string("t/p.csv:4"));
        QCOMPARE(placeOf("CN.64.E003.640500-001", "chips[1].count", "not_positive"),
                 std::string("pools.chips.csv:4"));
        QCOMPARE(placeOf("#1", "busy_hour", "out_of_range"), std::string("workload.csv:2"));
    }

    void listsKeepQuotesAndSemicolons()
    {
        const std::vector<std::string> items{"a", "", "b;c", "d\"e", "\"", "plain text"};
        const auto back = splitItems(joinItems(items));
        QVERIFY(back.has_value());
        QCOMPARE(*back, items);
    }

  private:
    /// The table's columns that the template calls required, or the others.
    static std::vector<std::string> columnsOf(const CsvTable& table, bool required)
    {
        const auto rows = twin::parseCsv(twin::toUtf8(*csvTemplate(table.name)).value()).value();
        std::vector<std::string> out;
        for (std::size_t c = 0; c < rows[0].cells.size(); ++c) {
            if ((rows[1].cells[c].find("required") != std::string::npos) == required) {
                out.push_back(rows[0].cells[c]);
            }
        }
        return out;
    }

    /// The table with nothing in one of its columns; a position goes as a whole.
    static std::string without(const std::string& table, const std::string& column)
    {
        const auto rows = twin::parseCsv(twin::toUtf8(table).value()).value();
        const std::string start = column.starts_with("position.l") ? "position." : column;
        const auto goes = [&](const std::string& name) {
            return name == column || (start != column && name.starts_with(start));
        };
        std::string text;
        for (std::size_t r = 0; r < rows.size(); ++r) {
            for (std::size_t c = 0; c < rows[0].cells.size(); ++c) {
                const bool blank = r > 0 && (c >= rows[r].cells.size() || goes(rows[0].cells[c]));
                text += (c == 0 ? "" : ",") + (blank ? "" : twin::csvCell(rows[r].cells[c]));
            }
            text += '\n';
        }
        return text;
    }

    /// Errors of import and validation; empty: there are none.
    static QString problemsOf(const std::vector<CsvTable>& tables)
    {
        const CsvImport import = importCsv(tables);
        QString out = allOf(import);
        for (const Problem& problem : validate(import.document.message()).problems) {
            if (problem.grade == Grade::Error) {
                out += QString::fromStdString(problem.text()) + QLatin1Char('\n');
            }
        }
        return out;
    }
};

QTEST_GUILESS_MAIN(TstCsvExchange)
#include "tst_csv_exchange.moc"
