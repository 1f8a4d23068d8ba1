#include "app/console/composition.h"
#include "models/planner/plan_terms.h"
#include "tests/support/patience.h"
#include "tests/support/places.h"
#include "tests/views/window_fixture.h"
#include "views/planner/scenario_panel.h"

#include <QApplication>
#include <QDialog>
#include <QElapsedTimer>
#include <QFile>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QTableView>
#include <QTest>
#include <QTimer>

#include <cmath>
#include <functional>

using app::console::Console;
using models::EntityKey;
using models::PlanScenario;
using models::PlanTerms;
using Type = EntityKey::Type;

namespace {

constexpr int kActionsAtMost = 40;
constexpr int kCutPatience_ms = 60'000; ///< the demo cuts when half a minute has passed

/// Who sits at the console: acts by keys alone, each chord and each text with its Enter counted as an action,
/// and sees what is on the screen.
class Person
{
  public:
    Person(Console& console, QString folder)
        : m_console(console)
        , m_folder(std::move(folder))
    {}

    [[nodiscard]] int actions() const { return m_actions; }

    [[nodiscard]] const models::ConsoleModels& sees() const { return m_console.models(); }

    [[nodiscard]] views::MainWindow& window() const { return m_console.window(); }

    [[nodiscard]] QString path(const char* name) const { return m_folder + u'/' + QString::fromLatin1(name); }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        ++m_actions;
        if (QApplication::activeModalWidget() == nullptr && !window().isActiveWindow()) {
            window().activateWindow(); // a window manager does when a dialog is closed
            QCoreApplication::processEvents();
        }
        QTest::keyClick(focus(), key, modifiers);
        QCoreApplication::processEvents();
    }

    void type(const QString& text)
    {
        ++m_actions;
        QTest::keyClicks(focus(), text);
        QTest::keyClick(focus(), Qt::Key_Return);
        QCoreApplication::processEvents();
    }

    /// Presses what opens the dialog of a file, and types its path there.
    void pressForFile(Qt::Key key, Qt::KeyboardModifiers modifiers, const QString& file)
    {
        QTimer look;
        QElapsedTimer since;
        since.start();
        QObject::connect(&look, &QTimer::timeout, &look, [&] {
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            if (dialog == nullptr) {
                return;
            }
            if (since.elapsed() > test::patience_ms()) {
                dialog->reject(); // the caller sees that there is no file
            } else if (qobject_cast<QLineEdit*>(QApplication::focusWidget()) != nullptr) {
                look.stop();
                type(file);
            }
        });
        look.start(20);
        press(key, modifiers); // comes back when the dialog is closed
    }

    template <typename Widget> [[nodiscard]] Widget* find(const char* name) const
    {
        return m_console.window().findChild<Widget*>(QString::fromLatin1(name));
    }

    [[nodiscard]] const PlanScenario* scenario() const { return sees().planner.current(); }

    /// Everything that is computed of the scenario as it stands is on the screen.
    [[nodiscard]] bool isSettled() const
    {
        const models::PlannerModel& planner = sees().planner;
        return scenario() != nullptr && scenario()->isReady() && !planner.isEditing() &&
               !planner.runner().isRunning() && scenario()->result.fork == scenario()->tip() &&
               !scenario()->result.stateHash.empty();
    }

    [[nodiscard]] QString hash() const
    {
        return scenario() != nullptr ? QString::fromStdString(scenario()->result.stateHash) : QString();
    }

    [[nodiscard]] EntityKey selected() const { return sees().selection.current(); }

    [[nodiscard]] std::size_t commands() const { return scenario()->tip()->commands().size(); }

    template <typename Action> [[nodiscard]] const Action* lastCommand() const
    {
        m_last = scenario()->tip()->commands();
        return m_last.empty() ? nullptr : std::get_if<Action>(&m_last.back().action);
    }

    /// Entities of a kind that the inspector lists beside what is selected.
    [[nodiscard]] int related(Type type) const
    {
        int out = 0;
        for (const models::RelatedGroup& group : sees().inspector.inspection().related) {
            out += !group.entities.isEmpty() && group.entities.first().key.type == type ? group.total : 0;
        }
        return out;
    }

    /// The row of a table whose first column begins so, its cells joined by a bar.
    [[nodiscard]] QString row(const char* table, const QString& beginning) const
    {
        const QAbstractItemModel* model = find<QTableView>(table)->model();
        for (int at = 0; at < model->rowCount(); ++at) {
            if (model->index(at, 0).data().toString().startsWith(beginning)) {
                QStringList cells;
                for (int column = 0; column < model->columnCount(); ++column) {
                    cells.append(model->index(at, column).data().toString());
                }
                return cells.join(u'|');
            }
        }
        return {};
    }

  private:
    [[nodiscard]] QWidget* focus() const
    {
        QWidget* modal = QApplication::activeModalWidget();
        QWidget* focused = QApplication::focusWidget();
        if (focused != nullptr && (modal == nullptr || modal == focused || modal->isAncestorOf(focused))) {
            return focused;
        }
        return modal != nullptr ? modal : &m_console.window();
    }

    Console& m_console;
    QString m_folder;
    int m_actions = 0;
    mutable std::vector<twin::scenario::Command> m_last;
};

EntityKey keyOfRow(const QAbstractItemModel& model, int row)
{
    return model.index(row, 0).data(models::KeyRole).value<EntityKey>();
}

twin::TimeNs sinceOfRow(const models::AttentionModel& model, int row)
{
    return model.index(row, models::AttentionModel::SinceColumn).data(models::SortRole).toLongLong();
}

/// What a person waits for before acting on Attention: a conduit first, a link second, and both still there
/// when a while has passed.
class Ranking
{
  public:
    explicit Ranking(const models::AttentionModel& attention)
        : m_attention(attention)
    {}

    [[nodiscard]] bool isSettled()
    {
        const EntityKey first = keyOfRow(m_attention, 0);
        const EntityKey second = keyOfRow(m_attention, 1);
        const bool isWanted = first.type == Type::Conduit && second.type == Type::Link;
        if (!isWanted || first != m_first || second != m_second) {
            m_first = first;
            m_second = second;
            m_since.start();
        }
        return isWanted && m_since.elapsed() >= kSettled_ms;
    }

  private:
    static constexpr qint64 kSettled_ms = 2'000; ///< alarms of one cut come within a second

    const models::AttentionModel& m_attention;
    EntityKey m_first;
    EntityKey m_second;
    QElapsedTimer m_since;
};

} // namespace

/// The walk-through of docs/walk-through.md, as a person does it: the console as it is started, keys only.
class TestWalkThrough : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void fromTheDemosCutToTheCommandLine_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << QStringLiteral("en");
        QTest::newRow("Chinese") << QStringLiteral("zh_CN");
    }

    void fromTheDemosCutToTheCommandLine()
    {
        QFETCH(QString, language);
        const QTemporaryDir home; // nobody's settings are read or written
        qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
        app::console::ConsoleOptions options;
        options.demo = true;
        options.language = language;
        options.size = {1600, 900};
        auto engine = app::console::Engine::create(options);
        QVERIFY(engine.has_value());
        Console console(options, std::move(*engine));
        Person person(console, home.path());
        bool isThrough = false;
        QElapsedTimer time;
        time.start();
        QTimer::singleShot(0, &console.window(), [&] {
            walk(person);
            isThrough = !QTest::currentTestFailed();
            QApplication::exit(0);
        });
        QCOMPARE(console.run(), 0);
        QVERIFY(isThrough);
        QVERIFY2(person.actions() <= kActionsAtMost, qPrintable(QString::number(person.actions())));
        qInfo("%d actions, %.1f s, of which the first 20 are the demo's until the cut", person.actions(),
              static_cast<double>(time.elapsed()) / 1000);
        rerun(person);
    }

  private:
    /// A step: the rest makes no sense without the ones before.
    void walk(Person& person)
    {
        using Step = void (TestWalkThrough::*)(Person&);
        for (const Step step : {&TestWalkThrough::openTheWorst, &TestWalkThrough::forkTheMomentBefore,
                                &TestWalkThrough::cutASecondConduit, &TestWalkThrough::moveAJobAndAddWaves,
                                &TestWalkThrough::compareAndUndo, &TestWalkThrough::takeItAlong}) {
            (this->*step)(person);
            if (QTest::currentTestFailed()) {
                return;
            }
        }
    }

    /// A cut comes; Attention names the worst link; its paths, jobs and enterprises.
    void openTheWorst(Person& person)
    {
        person.window().activateWindow(); // as a window manager does
        PATIENT_VERIFY(person.window().isActiveWindow());
        const models::AttentionModel& attention = person.sees().attention;
        Ranking ranking(attention);
        QTRY_VERIFY_WITH_TIMEOUT(ranking.isSettled(), kCutPatience_ms + test::patience_ms());
        m_cut = keyOfRow(attention, 0);
        m_cutAt = sinceOfRow(attention, 0);
        QVERIFY(m_cutAt > 0);
        person.press(Qt::Key_1, Qt::ControlModifier);
        QVERIFY(person.find<QTableView>("attentionTable")->isVisible());
        person.press(Qt::Key_J);
        QCOMPARE(person.selected(), m_cut);
        const EntityKey before = keyOfRow(attention, 1); // what it is next to may change any second
        person.press(Qt::Key_J);
        m_worst = person.selected();
        QCOMPARE(m_worst.type, Type::Link);
        QVERIFY(m_worst == before || m_worst == keyOfRow(attention, 1));
        PATIENT_COMPARE(person.sees().inspector.inspection().key, m_worst);
        PATIENT_VERIFY(person.related(Type::Flow) > 0);
        QVERIFY(person.related(Type::Job) > 0);
        QVERIFY(person.related(Type::Enterprise) > 0);
        person.press(Qt::Key_7, Qt::ControlModifier);
        PATIENT_VERIFY(person.find<QTableView>("pathsTable")->isVisible());
        PATIENT_VERIFY(person.sees().paths.subject() == models::PathsModel::Subject::Pair &&
                       !person.sees().paths.isWaiting());
        QVERIFY(person.find<QTableView>("pathsTable")->model()->rowCount() > 0);
    }

    /// A person types now-1m; here it is as long as leads to some seconds before the cut, so that nobody
    /// waits.
    void forkTheMomentBefore(Person& person)
    {
        person.press(Qt::Key_G);
        const qint64 since_s = (person.sees().time.range().end - m_cutAt) / twin::kSecond;
        person.type(QStringLiteral("now-%1s").arg(since_s + 12));
        PATIENT_VERIFY(person.sees().feed.snapshot()->time < m_cutAt - 4 * twin::kSecond);
        const twin::TimeNs moment = person.sees().feed.snapshot()->time;
        person.press(Qt::Key_N, Qt::ControlModifier);
        PATIENT_VERIFY(person.isSettled());
        QCOMPARE(person.scenario()->ground->moment(), moment);
        QCOMPARE(person.scenario()->result.outcome->before->totals.linksDown, 0U);
        QVERIFY(person.find<views::ScenarioPanel>("scenarioPanel")->isVisible());
    }

    /// The cut that came and one more; every single cut beside them, what is stranded.
    void cutASecondConduit(Person& person)
    {
        person.press(Qt::Key_N, Qt::ShiftModifier);
        auto* table = person.find<QTableView>("n1Table");
        QVERIFY(table->isVisible() && table->hasFocus());
        person.press(Qt::Key_Down);
        const EntityKey first = person.selected();
        QCOMPARE(first.type, Type::Conduit);
        QCOMPARE(first, keyOfRow(*table->model(), 0));
        person.press(Qt::Key_X, Qt::ShiftModifier);
        PATIENT_VERIFY(person.isSettled() && person.commands() == 1);
        person.press(Qt::Key_Down);
        const EntityKey second = person.selected();
        QCOMPARE(second.type, Type::Conduit);
        QVERIFY(second != first);
        person.press(Qt::Key_X, Qt::ShiftModifier);
        PATIENT_VERIFY(person.isSettled() && person.commands() == 2);
        const auto* cut = person.lastCommand<twin::scenario::Fail>();
        QVERIFY(cut != nullptr);
        QCOMPARE(QString::fromStdString(cut->target.id), second.id);
        // The gap: every cut is computed, and the bound is said.
        QVERIFY(person.scenario()->result.n1->isWhole());
        QVERIFY(!person.find<QLabel>("n1Headline")->text().isEmpty());
        person.press(Qt::Key_R);
        auto* summary = person.find<QTableView>("summaryTable");
        PATIENT_VERIFY(summary->isVisible());
        // Each precision in service has its row, with 0 where every pool still has a way.
        const auto& totals = person.scenario()->result.outcome->after->totals;
        const QString stranded = person.row("summaryTable", PlanTerms::figure("stranded_gflops_fp16"));
        QCOMPARE(stranded.section(u'|', 2, 2) == u"0",
                 totals.stranded.value[static_cast<std::size_t>(twin::Precision::Fp16)] == 0);
        QVERIFY(!stranded.isEmpty());
        qInfo("stranded: %s", qPrintable(stranded));
        // The solver's gap: how near the best routing that was found is to the best there can be.
        const auto& best = person.scenario()->result.optimum;
        QVERIFY(best.has_value() && best->gap > 0 && best->gap <= 0.01);
        const QString gap = person.row("summaryTable", PlanTerms::figure("best_routing_gap"));
        QVERIFY2(std::abs(gap.section(u'|', 2, 2).toDouble() - 100 * best->gap) < 0.06, qPrintable(gap));
        qInfo("gap: %s", qPrintable(gap));
    }

    /// Of a link: what the scenario has left of it carries traffic.
    static bool isUp(const Person& person, const EntityKey& link)
    {
        const models::PlanScenario* scenario = person.sees().planner.current();
        const auto& after = *scenario->result.outcome->after;
        const auto found = after.world->registry->find(twin::EntityKind::Link, link.id.toStdString());
        return found && after.links[found->index].state == twin::scenario::ElementState::Up;
    }

    void moveAJobAndAddWaves(Person& person)
    {
        person.press(Qt::Key_B, Qt::ControlModifier);
        PATIENT_VERIFY(person.isSettled() && person.sees().planner.scenarios().size() == 2);
        person.press(Qt::Key_5, Qt::ControlModifier);
        person.press(Qt::Key_Down);
        QCOMPARE(person.selected().type, Type::Job);
        const EntityKey job = person.selected();
        person.press(Qt::Key_M, Qt::ShiftModifier);
        PATIENT_VERIFY(QApplication::focusWidget() != nullptr &&
                       QApplication::focusWidget()->objectName() == u"choiceFilter");
        person.press(Qt::Key_Return);
        PATIENT_VERIFY(person.isSettled() && person.commands() == 3);
        const auto* move = person.lastCommand<twin::scenario::MoveJob>();
        QVERIFY(move != nullptr);
        QCOMPARE(QString::fromStdString(move->id), job.id);
        m_withoutWaves = person.hash();
        person.press(Qt::Key_3, Qt::ControlModifier);
        // The fullest that the two cuts have left.
        do {
            person.press(Qt::Key_Down);
            QVERIFY(person.actions() < kActionsAtMost);
        } while (!isUp(person, person.selected()));
        const EntityKey link = person.selected();
        QCOMPARE(link.type, Type::Link);
        person.press(Qt::Key_U, Qt::ShiftModifier);
        PATIENT_VERIFY(person.isSettled() && person.commands() == 4);
        const auto* waves = person.lastCommand<twin::scenario::ResizeLink>();
        QVERIFY(waves != nullptr);
        QCOMPARE(QString::fromStdString(waves->id), link.id);
        QVERIFY(person.hash() != m_withoutWaves);
        m_withWaves = person.hash();
    }

    void compareAndUndo(Person& person)
    {
        person.press(Qt::Key_M, Qt::ControlModifier);
        auto* comparison = person.find<QTableView>("comparisonTable");
        PATIENT_VERIFY(comparison->isVisible());
        PATIENT_VERIFY(person.sees().comparison.missing() == 0);
        QCOMPARE(comparison->model()->columnCount(), 4); // the figure, its base, two scenarios
        person.press(Qt::Key_Z, Qt::ControlModifier);
        PATIENT_VERIFY(person.isSettled() && person.commands() == 3);
        QCOMPARE(person.hash(), m_withoutWaves);
        person.press(Qt::Key_Y, Qt::ControlModifier);
        PATIENT_VERIFY(person.isSettled() && person.commands() == 4);
        QCOMPARE(person.hash(), m_withWaves);
    }

    /// The change list, and the scenario with its base.
    void takeItAlong(Person& person)
    {
        person.press(Qt::Key_L, Qt::ControlModifier);
        PATIENT_VERIFY(person.sees().planChanges.list() != nullptr);
        PATIENT_VERIFY(person.find<QTableView>("changesTable")->model()->rowCount() > 0);
        person.pressForFile(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier, person.path("changes.json"));
        QVERIFY(QFile::exists(person.path("changes.json")));
        person.pressForFile(Qt::Key_B, Qt::ControlModifier | Qt::AltModifier, person.path("plan.json"));
        PATIENT_VERIFY(QFile::exists(person.path("plan.json")) && QFile::exists(person.path("plan.sws")));
        PATIENT_VERIFY(!person.scenario()->isModified());
        QVERIFY(person.find<QLabel>("planHash")->text().contains(m_withWaves));
    }

    /// The console is closed: the files alone, on the command line.
    void rerun(const Person& person) const
    {
        QFile changes(person.path("changes.json"));
        QVERIFY(changes.open(QIODevice::ReadOnly));
        const QJsonObject list = QJsonDocument::fromJson(changes.readAll()).object();
        QCOMPARE(list.value(QStringLiteral("steps")).toArray().size(), 2); // the job, the waves
        QProcess process;
        process.start(test::programPathQ("/suanwangctl"),
                      {QStringLiteral("scenario"), QStringLiteral("run"), person.path("plan.json"),
                       QStringLiteral("--state"), person.path("plan.sws"), QStringLiteral("--json")});
        QVERIFY(process.waitForFinished(100'000));
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
        const QJsonObject answer = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        QCOMPARE(answer.value(QStringLiteral("state_hash")).toString(), m_withWaves);
    }

    EntityKey m_cut;   ///< what the demo cuts
    EntityKey m_worst; ///< the link that is worst off for it
    twin::TimeNs m_cutAt = 0;
    QString m_withoutWaves; ///< state hashes
    QString m_withWaves;
};

QTEST_MAIN(TestWalkThrough)
#include "tst_walk_through.moc"
