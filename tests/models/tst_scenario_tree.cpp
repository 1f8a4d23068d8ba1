#include "models/planner/command_list_model.h"
#include "models/planner/command_words.h"
#include "models/planner/scenario_tree_model.h"
#include "models/roles.h"
#include "tests/support/patience.h"
#include "tests/support/plan_bench.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace models;
using namespace twin::scenario;
using test::cutBeijing;
using test::loseZhongwei;

namespace {

struct Bench : test::PlanBench
{
    ScenarioTreeModel tree{planner, language};
    CommandListModel commands{planner, language};
    QAbstractItemModelTester treeTester{&tree, QAbstractItemModelTester::FailureReportingMode::QtTest};
    QAbstractItemModelTester listTester{&commands, QAbstractItemModelTester::FailureReportingMode::QtTest};

    [[nodiscard]] QStringList lines(int id) const { return tree.indexOf(id).data(DetailRole).toStringList(); }
};

} // namespace

class TestScenarioTree : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void branchesStandBelowWhatTheyCameFrom()
    {
        Bench b;
        const int first = b.fork();
        const int branch = b.planner.branch();
        const int leaf = b.planner.branch();
        const int second = b.fork();
        QCOMPARE(b.tree.rowCount(), 2);
        QCOMPARE(b.tree.rowCount(b.tree.indexOf(first)), 1);
        QCOMPARE(b.tree.indexOf(leaf).parent(), b.tree.indexOf(branch));
        QCOMPARE(b.tree.idOf(b.tree.index(1, 0)), second);
        b.planner.close(branch); // its branches stand by themselves then
        QCOMPARE(b.tree.rowCount(), 3);
        QVERIFY(!b.tree.indexOf(branch).isValid());
        QVERIFY(!b.tree.indexOf(leaf).parent().isValid());
    }

    void aRowSaysBaseStateAndWhatDiffers()
    {
        Bench b;
        const int id = b.planner.fork(DemandKind::BusyHour);
        QVERIFY(b.lines(id)[1].startsWith(QStringLiteral("Preparing")));
        b.wait();
        QVERIFY2(b.lines(id)[0].contains(QStringLiteral("Live")) &&
                     b.lines(id)[0].contains(QStringLiteral("Busy hour")),
                 qPrintable(b.lines(id)[0]));
        QVERIFY(b.lines(id)[1].endsWith(QStringLiteral("ready")));
        b.apply(loseZhongwei());
        QVERIFY2(b.lines(id)[1].contains(QStringLiteral("stranded")) &&
                     b.lines(id)[1].contains(QStringLiteral("stopped")),
                 qPrintable(b.lines(id)[1]));
        QVERIFY(b.tree.indexOf(id).data().toString().endsWith(u'•'));
        QVERIFY(b.tree.indexOf(id).data(UrgentRole).toBool());
    }

    void checksSayWhatIsCompared()
    {
        Bench b;
        const int first = b.fork();
        const int second = b.planner.branch();
        QCOMPARE(b.tree.compared(), (std::vector<int>{first, second}));
        QSignalSpy changes(&b.tree, &ScenarioTreeModel::comparedChanged);
        QVERIFY(b.tree.setData(b.tree.indexOf(first), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(changes.count(), 1);
        QCOMPARE(b.tree.compared(), (std::vector<int>{second}));
    }

    void aNameIsEdited()
    {
        Bench b;
        const int id = b.fork();
        QVERIFY(b.tree.setData(b.tree.indexOf(id), QStringLiteral("west"), Qt::EditRole));
        QCOMPARE(b.planner.current()->name, QStringLiteral("west"));
        b.tree.setData(b.tree.indexOf(id), QStringLiteral("  "), Qt::EditRole); // a name is needed
        QCOMPARE(b.planner.current()->name, QStringLiteral("west"));
    }

    void commandsSayWhatTheyTouch()
    {
        Bench b;
        b.fork();
        QCOMPARE(b.commands.rowCount(), 0);
        b.apply(cutBeijing());
        Command later = loseZhongwei();
        later.at = Moment{false, twin::kHour};
        later.until = Moment{false, 2 * twin::kHour};
        b.apply(later);
        QCOMPARE(b.commands.rowCount(), 2);
        const QModelIndex cut = b.commands.index(0);
        QVERIFY2(cut.data().toString().startsWith(QStringLiteral("1. Fail conduit")),
                 qPrintable(cut.data().toString()));
        PATIENT_VERIFY(cut.data(DetailRole).toStringList()[0].contains(QStringLiteral("2 link(s)")));
        QVERIFY(cut.data(DetailRole).toStringList()[0].startsWith(QStringLiteral("from the beginning")));
        QCOMPARE(cut.data(KeyRole).value<EntityKey>(),
                 (EntityKey{EntityKey::Type::Conduit, QStringLiteral("D.BEJ~XIA")}));
        QVERIFY(b.commands.index(1).data(DetailRole).toStringList()[0].contains(QStringLiteral("until")));
    }

    void commandsAreRemovedAndMoved()
    {
        Bench b;
        b.fork();
        b.apply(cutBeijing());
        b.apply(loseZhongwei());
        QCOMPARE(b.commands.move(0, -1), -1);
        QCOMPARE(b.commands.move(0, 1), 1);
        b.wait();
        QVERIFY(b.commands.index(0).data().toString().contains(QStringLiteral("pool")));
        b.commands.remove(0);
        b.wait();
        QCOMPARE(b.commands.rowCount(), 1);
        QVERIFY(b.commands.index(0).data().toString().contains(QStringLiteral("conduit")));
        b.commands.remove(7); // there is none
        b.planner.undo();
        b.wait();
        QCOMPARE(b.commands.rowCount(), 2);
    }

    /// Every kind of command has a sentence of its own in the console.
    void everyCommandHasWords()
    {
        Language language;
        const PlanNames names{language, nullptr};
        const Target link{TargetKind::Link, "L.1"};
        const std::vector<Action> actions{Fail{link},
                                          Degrade{link, 0.5},
                                          Drain{link},
                                          Restore{link},
                                          AddLink{"L.2", "S.A", "S.B", "", 100, {}, {}, 0},
                                          AddConduit{"D.2", "S.A", "S.B", 1000},
                                          AddPool{"P.2", "P.1", 2},
                                          Remove{link},
                                          ResizeLink{"L.1", 5},
                                          ResizeConduit{"D.1", 2},
                                          ResizePool{"P.1", 2},
                                          PlannedBuilds{},
                                          SetPrice{{}, 2},
                                          SetTariff{{}, 5'000},
                                          SetPue{{}, 1.2},
                                          ScaleDemand{{}, 2},
                                          Growth{{}, 0.1},
                                          AddDemand{"F.2", "S.A", "S.B", 5, 0, {}, {}},
                                          SubmitJob{"J.2", "", "intra_train", "", {{"P.1", 4}}, 0, 0, 0},
                                          MoveJob{"J.1", {{"P.1", 4}}},
                                          CancelJob{"J.1"},
                                          SetPolicy{RoutingCost::Hops, 0.9},
                                          PlannedWork{"W.1", {link}, true}};
        QCOMPARE(actions.size(), std::variant_size_v<Action>);
        QSet<QString> all;
        for (const Action& action : actions) {
            const QString words = CommandWords::sentence({action, {}, {}, {}}, names);
            QVERIFY2(!words.isEmpty() && !words.contains(QStringLiteral("%1")) &&
                         !words.contains(QStringLiteral("%2")),
                     qPrintable(words));
            all.insert(words);
        }
        QCOMPARE(all.size(), static_cast<qsizetype>(actions.size()));
    }
};

QTEST_GUILESS_MAIN(TestScenarioTree)
#include "tst_scenario_tree.moc"
