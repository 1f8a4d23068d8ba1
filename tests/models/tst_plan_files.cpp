#include "tests/models/planner_bench.h"
#include "tests/support/patience.h"
#include "twin/scenario/run_hash.h"
#include "twin/state/state_file.h"

#include <QSignalSpy>
#include <QTest>

#include <fstream>

using namespace models;
using namespace twin::scenario;
using Bench = test::PlannerBench;
using test::cutBeijing;
using test::loseZhongwei;

class TestPlanFiles : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void whatIsSavedIsOpenedAsItWas()
    {
        Bench b;
        b.fork();
        b.model.rename(b.current().id, QStringLiteral("  west   cut "));
        b.apply(cutBeijing());
        b.apply(loseZhongwei());
        const std::string hash = b.current().result.stateHash;
        QVERIFY(b.model.save(b.path("plan.json")));
        QVERIFY(!b.current().isModified());
        b.model.close(b.current().id);
        b.model.open(b.path("plan.json"), false);
        b.wait();
        QCOMPARE(b.current().name, QStringLiteral("west cut"));
        QCOMPARE(b.current().result.stateHash, hash);
        QVERIFY(b.current().canUndo() && !b.current().isModified());
        b.model.undo();
        b.wait();
        QCOMPARE(b.current().tip()->commands().size(), std::size_t{1});
        QVERIFY(b.current().isModified());
        QCOMPARE(b.refusals.count(), 0);
    }

    void aFileOfAnotherMomentIsAskedAbout()
    {
        Bench b;
        b.fork();
        b.apply(cutBeijing());
        QVERIFY(b.model.save(b.path("plan.json")));
        b.twin->set(twin::EntityKind::Link, b.twin->registry()->links[0].id, twin::LinkMetric::Forward, 1e9);
        b.twin->tick();
        b.feed.poll();
        QSignalSpy others(&b.model, &PlannerModel::otherBase);
        b.model.open(b.path("plan.json"), false);
        PATIENT_COMPARE(others.count(), 1);
        QCOMPARE(b.model.scenarios().size(), std::size_t{1});
        QCOMPARE(b.refusals.count(), 0);
        b.model.open(b.path("plan.json"), true);
        b.wait();
        QCOMPARE(b.model.scenarios().size(), std::size_t{2});
    }

    void aFileThatIsNoneOpensNothing_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addRow("no JSON") << QByteArray("{");
        QTest::addRow("newer version") << QByteArray(R"({"format":"suanwang.scenario.v9"})");
        QTest::addRow("unknown conduit") << QByteArray(
            R"({"format":"suanwang.scenario.v1","name":"x","base":{"kind":"registry"},
                "demand":{"kind":"busy_hour"},"seed":1,
                "commands":[{"do":"fail","what":"conduit","id":"D.NOWHERE"}]})");
    }

    void aFileThatIsNoneOpensNothing()
    {
        QFETCH(QByteArray, text);
        Bench b;
        std::ofstream(b.path("bad.json").toStdString()) << text.toStdString();
        b.model.open(b.path("bad.json"), false);
        PATIENT_COMPARE(b.refusals.count(), 1);
        QVERIFY(b.refusals.last()[0].toString().contains(QStringLiteral("bad.json")));
        QVERIFY(!b.refusals.last()[1].toString().isEmpty());
        QVERIFY(b.model.scenarios().empty());
    }

    /// The command line opens FILE.sws and runs FILE.json: the same hash.
    void theBaseBesideTheFileGivesTheSameHash_data()
    {
        QTest::addColumn<DemandKind>("demand");
        QTest::addRow("busy hour") << DemandKind::BusyHour;
        QTest::addRow("this instant") << DemandKind::ThisInstant;
    }

    void theBaseBesideTheFileGivesTheSameHash()
    {
        QFETCH(DemandKind, demand);
        Bench b;
        b.fork(demand);
        b.apply(cutBeijing());
        QSignalSpy saved(&b.model, &PlannerModel::savedWithBase);
        b.model.saveWithBase(b.path("plan.json"));
        PATIENT_COMPARE(saved.count(), 1);
        const auto snapshot = twin::state::openState(b.path("plan.sws").toStdString());
        QVERIFY2(snapshot.has_value(), snapshot ? "" : snapshot.error().text().c_str());
        const auto document = readDocument(b.path("plan.json").toStdString());
        QVERIFY(document.has_value());
        GroundOptions options;
        options.demand = document->demand;
        const auto ground = Ground::of(*snapshot, options);
        QVERIFY(ground.has_value());
        const auto fork = Fork::root(*ground, *document)->withAll(document->commands);
        QVERIFY(fork.has_value());
        const auto after = (*fork)->situation();
        const N1Table before = n1Table(**ground, *(*ground)->before());
        const N1Table table = n1Table(**ground, **after);
        QCOMPARE(runHash(*(*ground)->before(), **after, before, table), b.current().result.stateHash);
    }

    void onlyWhatChangedSinceIsUnsaved()
    {
        Bench b;
        b.fork();
        b.apply(cutBeijing());
        QVERIFY(b.current().isModified());
        QVERIFY(!b.model.save(b.path("no-such-folder/plan.json")));
        QCOMPARE(b.refusals.count(), 1);
        QVERIFY(b.current().isModified());
    }

    void anEditInTheQueueIsSaved()
    {
        Bench b;
        b.fork();
        b.model.apply(cutBeijing());
        b.model.apply(loseZhongwei());
        QVERIFY(b.model.save(b.path("plan.json")));
        const auto document = readDocument(b.path("plan.json").toStdString());
        QVERIFY(document.has_value());
        QCOMPARE(document->commands.size(), std::size_t{2});
        b.wait();
        QVERIFY(!b.current().isModified());
    }
};

QTEST_GUILESS_MAIN(TestPlanFiles)
#include "tst_plan_files.moc"
