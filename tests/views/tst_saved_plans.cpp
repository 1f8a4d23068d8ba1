#include "tests/support/patience.h"
#include "tests/views/planner_bench.h"
#include "views/actions/action_registry.h"
#include "views/planner/planner_commands.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QMessageBox>
#include <QTest>
#include <QTimer>

#include <memory>

using Bench = test::PlannerBench;
using models::Language;
using test::answer;
using test::cutBeijing;
using test::tongues;

class TestSavedPlans : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init() { m_noWarnings = std::make_unique<test::NoWarnings>(); }

    void cleanup()
    {
        m_noWarnings.reset();
        QCOMPARE(test::NoWarnings::warnings(), QStringList());
    }

    void aScenarioWithItsBaseNamesTheCommandLine()
    {
        Bench b;
        b.fork();
        b.apply(cutBeijing());
        b.window->plannerCommands().saveWithBaseTo(b.path("a plan.json"));
        PATIENT_VERIFY(!b.window->messages().messages().isEmpty());
        const views::Message& message = b.window->messages().messages().last();
        QCOMPARE(message.tone, views::Message::Tone::Information);
        QVERIFY2(message.detail.startsWith(QStringLiteral("suanwangctl scenario run '")),
                 qPrintable(message.detail));
        QVERIFY(message.detail.contains(QStringLiteral(" --state '")));
        QVERIFY(QFile::exists(b.path("a plan.sws")));
        b.find<QAbstractButton>("planHashCopy")->click();
        QCOMPARE(QApplication::clipboard()->text().toStdString(),
                 b.models->planner.current()->result.stateHash);
    }

    void aFileWithItsBaseIsOpenedOnIt_data() { tongues(); }

    void aFileWithItsBaseIsOpenedOnIt()
    {
        QFETCH(Language::Tongue, tongue);
        Bench b(tongue);
        b.fork();
        b.apply(cutBeijing());
        const std::string hash = b.models->planner.current()->result.stateHash;
        views::PlannerCommands& commands = b.window->plannerCommands();
        commands.saveWithBaseTo(b.path("plan.json"));
        PATIENT_VERIFY(!b.window->messages().messages().isEmpty());
        b.models->planner.close(b.models->planner.current()->id);
        b.twin->tick(); // the moment on the screen is another one now
        b.tick();
        commands.openFrom(b.path("plan.json"));
        b.wait();
        QCOMPARE(b.models->planner.current()->result.stateHash, hash);
    }

    void whatNoFileHoldsIsAskedAbout()
    {
        Bench b;
        b.fork();
        QVERIFY(b.window->plannerCommands().mayLeave()); // nothing is done
        b.apply(cutBeijing());
        bool wasAsked = false;
        answer(QMessageBox::RejectRole, &wasAsked);
        QVERIFY(!b.window->close());
        QVERIFY(wasAsked);
        wasAsked = false;
        answer(QMessageBox::RejectRole, &wasAsked);
        b.action("plan.close")->trigger();
        QVERIFY(wasAsked);
        QCOMPARE(b.models->planner.scenarios().size(), std::size_t{1});
        answer(QMessageBox::DestructiveRole, &wasAsked);
        b.action("plan.close")->trigger();
        QVERIFY(b.models->planner.scenarios().empty());
        // Saved, nobody is asked.
        b.action("plan.fork")->trigger();
        b.wait();
        b.apply(cutBeijing());
        QVERIFY(b.window->plannerCommands().saveTo(b.path("plan.json")));
        QVERIFY(b.window->close());
    }

    /// `--seconds`, or a signal: a question would wait for ever.
    void whoEndsByItselfIsAskedNothing()
    {
        Bench b;
        b.window->plannerCommands().restoreScenarios();
        b.fork();
        b.apply(cutBeijing());
        QTimer closer;
        connect(&closer, &QTimer::timeout, &closer, [] {
            if (QWidget* box = QApplication::activeModalWidget()) {
                box->close(); // the window stays then
            }
        });
        closer.start(50);
        b.window->closeUnasked();
        QVERIFY(!b.window->isVisible());
        b.window.reset();
        b.models = std::make_unique<models::ConsoleModels>(b.twin, Language::Tongue::English);
        b.makeWindow({1366, 768});
        b.window->plannerCommands().restoreScenarios();
        PATIENT_COMPARE(b.models->planner.scenarios().size(), std::size_t{1});
    }

    void whatIsKeptIsOpenAgainAtTheNextStart()
    {
        Bench b;
        b.window->plannerCommands().restoreScenarios();
        b.fork();
        b.apply(cutBeijing());
        const std::string hash = b.models->planner.current()->result.stateHash;
        bool wasAsked = false;
        answer(QMessageBox::YesRole, &wasAsked);
        QVERIFY(b.window->close());
        QVERIFY(wasAsked);
        b.window.reset();
        b.models = std::make_unique<models::ConsoleModels>(b.twin, Language::Tongue::English);
        b.makeWindow({1366, 768});
        b.window->plannerCommands().restoreScenarios();
        b.wait();
        QCOMPARE(b.models->planner.scenarios().size(), std::size_t{1});
        QCOMPARE(b.models->planner.current()->result.stateHash, hash);
        QVERIFY(b.models->planner.current()->isModified());
        QCOMPARE(b.window->messages().messages().size(), 1);
        // Discarded, nothing is left.
        answer(QMessageBox::DestructiveRole, &wasAsked);
        QVERIFY(b.window->close());
        b.window.reset();
        b.models = std::make_unique<models::ConsoleModels>(b.twin, Language::Tongue::English);
        b.makeWindow({1366, 768});
        b.window->plannerCommands().restoreScenarios();
        QVERIFY(b.models->planner.scenarios().empty());
    }

    void aFileOfAnotherMomentIsAskedAbout()
    {
        Bench b;
        b.fork();
        b.apply(cutBeijing());
        QVERIFY(b.window->plannerCommands().saveTo(b.path("plan.json")));
        b.twin->set(twin::EntityKind::Link, b.twin->registry()->links[0].id, twin::LinkMetric::Forward, 1e9);
        b.tick();
        bool wasAsked = false;
        answer(QMessageBox::AcceptRole, &wasAsked);
        b.models->planner.open(b.path("plan.json"), false);
        PATIENT_VERIFY(wasAsked);
        b.wait();
        QCOMPARE(b.models->planner.scenarios().size(), std::size_t{2});
    }

  private:
    std::unique_ptr<test::NoWarnings> m_noWarnings;
};

QTEST_MAIN(TestSavedPlans)
#include "tst_saved_plans.moc"
