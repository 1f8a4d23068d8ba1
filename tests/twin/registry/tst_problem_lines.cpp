#include "twin/registry/build.h"
#include "twin/registry/problem_lines.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace twin::registry;

namespace {

/// Lines from 1; what is wrong stands at the end of its line.
const char kText[] = R"({ "format": "suanwang.registry.v1",
 "registry": {
  "sha256": "00",
  "subjects": [ { "id": "E001" },
   { "id": "E002" } ],
  "hubs": [ { "id": "H.NX", "clusters": [
    { "id": "C.ZWE",
      "position": { "latE6": 1 } } ] } ],
  "pools": [
   { "id": "CN.64.E003.640500-001", "adcode": 640500,
     "subjectId": "E009",
     "chips": [ { "chip_class": "a", "count": 1 },
       { "chip_class": "b",
         "count": 0 } ] },
   { "adcode": 11 },
   { "id": "CN.64.E003.640500-001" } ] },
 "workload": {
  "busy_hour": 3,
  "flows": [
   { "id": "F.1",
     "src": "nowhere" } ] } })";

} // namespace

class TstProblemLines : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void initTestCase()
    {
        const auto document = parseSnapshot(kText, SnapshotFormat::Json);
        QVERIFY2(document.has_value(), document ? "" : document.error().text().c_str());
        m_problems = validate(document->message()).problems;
        findLines(kText, m_problems);
    }

    void eachProblemHasItsLine_data()
    {
        QTest::addColumn<QString>("entity");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("line");
        const auto row = [](const char* entity, const char* field, const char* code, int line) {
            QTest::newRow(field + QByteArray(" ") + code + " of " + entity)
                << QString::fromUtf8(entity) << QString::fromUtf8(field) << QString::fromUtf8(code) << line;
        };
        row("Registry #1", "version", "missing", 2); // not there: where the registry begins
        row("Registry #1", "sha256", "hash_mismatch", 3);
        row("Subject E001", "kind", "unspecified", 4);
        row("Subject E002", "kind", "unspecified", 5);
        row("Cluster C.ZWE", "position", "outside_country", 8);
        row("Pool CN.64.E003.640500-001", "subject_id", "dangling", 11);
        row("Pool CN.64.E003.640500-001", "chips[1].count", "not_positive", 14);
        row("Pool #2", "id", "missing", 15);
        row("Pool CN.64.E003.640500-001", "id", "duplicate", 16); // the second one repeats
        row("Workload #1", "version", "missing", 17);
        row("Flow F.1", "src", "dangling", 21);
        row("Flow F.1", "dst", "missing", 20);
    }

    void eachProblemHasItsLine()
    {
        QFETCH(QString, entity);
        QFETCH(QString, field);
        QFETCH(QString, code);
        QFETCH(int, line);
        for (const Problem& problem : m_problems) {
            if (QString::fromStdString(problem.entityKind + ' ' + problem.entityId) == entity &&
                QString::fromStdString(problem.field) == field &&
                QString::fromStdString(problem.code) == code) {
                QCOMPARE(problem.line, line);
                return;
            }
        }
        QString all;
        for (const Problem& problem : m_problems) {
            all += QString::fromStdString(problem.textIn("f") + " (" + problem.code + ")\n");
        }
        QFAIL(qPrintable("no such problem among\n" + all));
    }

    void aRefusalNamesFileAndLine()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath("bad.json");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(kText) > 0);
        file.close();
        const auto loaded = loadRegistryFile(path.toStdString());
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().file, path.toStdString());
        QCOMPARE(loaded.error().line, 3);
        QVERIFY2(loaded.error().text().starts_with(path.toStdString() + ":3: error: Registry"),
                 loaded.error().text().c_str());
    }

  private:
    std::vector<Problem> m_problems;
};

QTEST_GUILESS_MAIN(TstProblemLines)
#include "tst_problem_lines.moc"
