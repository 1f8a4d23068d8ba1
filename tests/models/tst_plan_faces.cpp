#include "models/planner/comparison_model.h"
#include "models/planner/plan_changes.h"
#include "models/planner/plan_export.h"
#include "models/planner/scenario_tree_model.h"
#include "tests/app/ctl_process.h"
#include "tests/models/planner_bench.h"

#include <QSignalSpy>
#include <QTest>

using namespace models;
using namespace twin::scenario;
using test::cutBeijing;
using test::loseZhongwei;

namespace {

struct Bench : test::PlannerBench
{
    PlanChanges changes{planner};
    ScenarioTreeModel tree{planner, language};
    ComparisonModel comparison{planner, tree, language};
    ctl_test::Bench ctl;

    /// Saves what is on the screen with its base.
    void keep(const char* name)
    {
        QSignalSpy saved(&model, &PlannerModel::savedWithBase);
        model.saveWithBase(path(name));
        QTRY_COMPARE(saved.count(), 1);
    }

    /// Opens it again, on the base beside it.
    void reopen(const char* name)
    {
        while (model.current() != nullptr) {
            model.close(model.current()->id);
        }
        const QString file = path(name);
        QVERIFY(model.openWithBase(file, PlannerModel::basePath(file)) != 0);
        wait();
    }

    /// What `suanwangctl scenario …` writes to a file.
    [[nodiscard]] QByteArray written(const QStringList& arguments, const char* ending) const
    {
        const QString out = path("ctl") + QLatin1String(ending);
        const ctl_test::Outcome outcome =
            ctl.run(QStringList{QStringLiteral("scenario")} + arguments +
                    QStringList{QStringLiteral("--state"), path("plan.sws"), QStringLiteral("--out"), out});
        QFile file(out);
        return outcome.code > 1 || !file.open(QIODevice::ReadOnly) ? outcome.errors.toUtf8() : file.readAll();
    }
};

/// Where the two part, for a person to read.
QByteArray firstDifference(const QByteArray& a, const QByteArray& b)
{
    const QByteArrayList left = a.split('\n');
    const QByteArrayList right = b.split('\n');
    for (qsizetype i = 0; i < qMax(left.size(), right.size()); ++i) {
        if (left.value(i) != right.value(i)) {
            return "line " + QByteArray::number(i + 1) + ": " + left.value(i) + " | " + right.value(i);
        }
    }
    return {};
}

} // namespace

/// A scenario says the same in the console's files and in those of the command line, byte for byte.
class TestPlanFaces : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void bothFacesWriteTheSameBytes_data()
    {
        QTest::addColumn<DemandKind>("demand");
        QTest::addColumn<bool>("isReopened");
        QTest::addColumn<bool>("isChinese");
        QTest::addRow("from the screen") << DemandKind::BusyHour << false << false;
        QTest::addRow("from its file") << DemandKind::BusyHour << true << false;
        QTest::addRow("this instant, in Chinese") << DemandKind::ThisInstant << true << true;
    }

    void bothFacesWriteTheSameBytes()
    {
        QFETCH(DemandKind, demand);
        QFETCH(bool, isReopened);
        QFETCH(bool, isChinese);
        Bench b;
        if (isChinese) {
            b.language.setTongue(Language::Tongue::Chinese);
        }
        b.fork(demand);
        b.apply(cutBeijing());
        b.apply(ResizeLink{"L.BEJ~XIA.A", 900'000'000'000});
        b.apply(ScaleDemand{{"background", "", 0}, 1.5});
        b.apply(loseZhongwei());
        b.keep("plan.json");
        if (isReopened) {
            b.reopen("plan.json");
        }
        QVERIFY(b.current().result.isWhole());
        const auto same = [](const QByteArray& console, const QByteArray& ctl) {
            QVERIFY2(console == ctl, firstDifference(console, ctl).constData());
        };
        const QString plan = b.path("plan.json");
        const QByteArray json = resultsJson(b.current());
        same(json, b.written({"run", plan}, ".json"));
        QVERIFY(json.contains(QByteArray::fromStdString(b.current().result.stateHash)));
        const QByteArray csv = resultsCsv(b.current());
        same(csv, b.written({"run", plan}, ".csv"));
        // Background demands on demand only, in either.
        QVERIFY(!csv.contains("\ndemand,"));
        QVERIFY(b.written({"run", plan, "--background"}, ".csv").contains("\ndemand,"));
        // What is printed is what is written, and the time it took.
        QJsonObject printed =
            b.ctl.run({"scenario", "run", plan, "--state", b.path("plan.sws"), "--json"}).json;
        QVERIFY(printed.take(QStringLiteral("seconds")).isDouble());
        QCOMPARE(QJsonDocument(printed), QJsonDocument::fromJson(json));
        b.changes.compute();
        QTRY_VERIFY(b.changes.list() != nullptr);
        same(changesJson(b.current(), *b.changes.list()), b.written({"changes", plan}, ".json"));
        same(changesCsv(*b.changes.list()), b.written({"changes", plan}, ".csv"));
        QVERIFY(changesJson(b.current(), *b.changes.list()).contains("\"state_hash\""));
    }

    void comparisonsAreTheSame()
    {
        Bench b;
        b.language.setTongue(Language::Tongue::Chinese);
        b.fork();
        b.apply(cutBeijing());
        b.keep("plan.json");
        b.model.branch();
        b.wait();
        b.apply(loseZhongwei());
        QVERIFY(b.model.save(b.path("other.json")));
        b.comparison.setActive(true);
        QTRY_COMPARE(b.comparison.columns().size(), std::size_t{3});
        QTRY_COMPARE(b.comparison.missing(), std::size_t{0});
        const QStringList files{"compare", b.path("plan.json"), b.path("other.json")};
        const QByteArray json = b.written(files, ".json");
        QVERIFY2(b.comparison.json() == json, firstDifference(b.comparison.json(), json).constData());
        const QByteArray csv = b.written(files, ".csv");
        QVERIFY2(b.comparison.csv() == csv, firstDifference(b.comparison.csv(), csv).constData());
        QVERIFY(csv.startsWith("figure,base,"));
    }

    /// A file that is opened twice, and a scenario of no file, have columns of their own.
    void titlesAreOneEach()
    {
        std::vector<Compared> columns(6);
        columns[0].base = "busy_hour, seed 1";
        columns[1].file = "a.json";
        columns[2].file = "a.json";
        columns[3].base = "busy_hour, seed 7";
        columns[4].name = "base";
        columns[5].name = "figure";
        titleColumns(columns);
        std::vector<std::string> titles;
        for (const Compared& column : columns) {
            titles.push_back(column.title);
        }
        QCOMPARE(titles, (std::vector<std::string>{"base", "a.json", "a.json (2)",
                                                   "base 2: busy_hour, seed 7", "base (2)", "figure (2)"}));
    }
};

QTEST_GUILESS_MAIN(TestPlanFaces)
#include "tst_plan_faces.moc"
