#include "models/time/time_text.h"
#include "tests/support/patience.h"
#include "tests/views/plan_fixture.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QtTest>

using models::Language;
using test::NoWarnings;
using test::PlanFixture;

/// The dock of injected failures, by keyboard in both languages.
class FailurePanelTest final : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init() { m_noWarnings = std::make_unique<NoWarnings>(); }

    void cleanup()
    {
        m_noWarnings.reset();
        QCOMPARE(NoWarnings::warnings(), QStringList());
    }

    void theDockIsHiddenAtFirst()
    {
        PlanFixture f;
        auto* dock = f.find<QDockWidget>("failuresDock");
        QVERIFY(dock != nullptr && !dock->toggleViewAction()->isChecked());
        QVERIFY(!f.action("view.failures")->isChecked());
        f.press(Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(dock->isVisible());
        QVERIFY(f.action("view.failures")->isChecked());
    }

    /// The first Enter takes the word that is offered, and leaves room for times; the next one injects.
    void enterOnACompletionOnlyTakesTheWord()
    {
        PlanFixture f;
        f.press(Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
        f.fork();
        auto* what = f.find<QComboBox>("field.what");
        f.pick(*what, QStringLiteral("link"));
        auto* id = f.find<QLineEdit>("field.id");
        id->setFocus(Qt::TabFocusReason);
        f.type(QStringLiteral("bb-"));
        auto* popup = id->completer()->popup();
        PATIENT_VERIFY(popup->isVisible());
        QTest::keyClick(popup, Qt::Key_Down);
        const QString taken = id->text();
        QVERIFY(taken.startsWith(QStringLiteral("bb-")));
        auto* inject = f.find<QPushButton>("pickInject");
        PATIENT_VERIFY(inject->isEnabled()); // while the list is still open
        QVERIFY(popup->isVisible());
        QTest::keyClick(popup, Qt::Key_Return);
        QVERIFY(!popup->isVisible());
        QCOMPARE(id->text(), taken);
        f.settle();
        QCOMPARE(f.commands().size(), std::size_t(0));
        QTest::keyClicks(f.find<QLineEdit>("pickFor"), QStringLiteral("2h"));
        PATIENT_VERIFY(inject->isEnabled());
        QTest::keyClick(id, Qt::Key_Return);
        PATIENT_COMPARE(f.commands().size(), std::size_t(1));
        QCOMPARE(f.commands()[0].until->ns, 2 * twin::kHour);
        // And Ctrl+Enter from anywhere in it.
        f.pick(*f.find<QComboBox>("field.what"), QStringLiteral("link"));
        id->setText(taken == u"bb-1" ? QStringLiteral("bb-2") : QStringLiteral("bb-1"));
        PATIENT_VERIFY(inject->isEnabled());
        QTest::keyClick(f.find<QLineEdit>("pickAt"), Qt::Key_Return, Qt::ControlModifier);
        PATIENT_COMPARE(f.commands().size(), std::size_t(2));
    }

    void everyWayOfFailing_data()
    {
        QTest::addColumn<Language::Tongue>("tongue");
        QTest::newRow("en") << Language::Tongue::English;
        QTest::newRow("zh_CN") << Language::Tongue::Chinese;
    }

    void everyWayOfFailing()
    {
        QFETCH(Language::Tongue, tongue);
        PlanFixture f(tongue);
        // What happened before: bb-4 was down for a while.
        const twin::TimeNs begin = f.twin->now;
        f.twin->tick(twin::kMinute);
        f.twin->set(twin::EntityKind::Link, "bb-4", twin::LinkMetric::State, 3);
        f.twin->tick(twin::kMinute);
        f.twin->set(twin::EntityKind::Link, "bb-4", twin::LinkMetric::State, 0);
        f.twin->tick(twin::kMinute);
        const twin::TimeNs end = f.twin->now;
        f.tick();
        f.press(Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
        auto* inject = f.find<QPushButton>("pickInject");
        QVERIFY(!inject->isEnabled()); // there is no scenario
        f.fork();

        // Pick: the selected link, in an hour, for two.
        f.models->selection.select({models::EntityKey::Type::Link, QStringLiteral("bb-5")});
        QTest::keyClick(f.find<QPushButton>("pickSelection"), Qt::Key_Space);
        QTest::keyClicks(f.find<QLineEdit>("pickAt"), QStringLiteral("+1:00"));
        QTest::keyClicks(f.find<QLineEdit>("pickFor"), QStringLiteral("2h"));
        PATIENT_VERIFY(inject->isEnabled());
        QTest::keyClick(f.find<QLineEdit>("pickFor"), Qt::Key_Return);
        PATIENT_COMPARE(f.commands().size(), std::size_t(1));
        QCOMPARE(f.commands()[0].until->ns, 3 * twin::kHour);
        PATIENT_VERIFY(!inject->isEnabled()); // it is down then already

        // Schedule: a minute later, edited, taken out, and back.
        auto* tabs = f.find<QTabWidget>("failureTabs");
        tabs->tabBar()->setFocus();
        QTest::keyClick(tabs->tabBar(), Qt::Key_Right);
        QCOMPARE(tabs->currentIndex(), 1);
        auto* table = f.find<QTableView>("failureTable");
        QCOMPARE(table->model()->rowCount(), 1);
        table->selectRow(0);
        QTest::keyClick(table, Qt::Key_Right, Qt::ShiftModifier);
        PATIENT_COMPARE(f.commands()[0].at->ns, 61 * twin::kMinute);
        PATIENT_COMPARE(table->currentIndex().row(), 0);
        QTest::keyClick(table, Qt::Key_Return);
        QVERIFY(f.dialog("commandDialog") != nullptr);
        QTest::keyClick(f.dialog("commandDialog"), Qt::Key_Escape);
        QTest::keyClick(table, Qt::Key_Delete);
        PATIENT_COMPARE(f.commands().size(), std::size_t(0));

        // A random storm: counted first.
        QTest::keyClick(tabs->tabBar(), Qt::Key_Right);
        QCOMPARE(tabs->currentIndex(), 2);
        auto* apply = f.find<QPushButton>("stormApply");
        QVERIFY(!apply->isEnabled());
        f.find<QDoubleSpinBox>("stormDays")->setValue(3'650);
        QTest::keyClick(f.find<QPushButton>("stormPreview"), Qt::Key_Space);
        PATIENT_VERIFY2(apply->isEnabled(), qPrintable(f.find<QLabel>("stormSummary")->text()));
        const std::size_t storm = f.models->failures.storm().commands.size();
        QTest::keyClick(apply, Qt::Key_Space);
        PATIENT_COMPARE(f.commands().size(), storm);
        PATIENT_VERIFY(!apply->isEnabled());
        f.models->planner.undo();
        PATIENT_COMPARE(f.commands().size(), std::size_t(0));

        // The past once more.
        QTest::keyClick(tabs->tabBar(), Qt::Key_Right);
        QCOMPARE(tabs->currentIndex(), 3);
        auto* stretch = f.find<QLineEdit>("incidentStretch");
        stretch->setText(models::time_text::rangeText({begin, end}));
        QTest::keyClick(stretch, Qt::Key_Return);
        auto* again = f.find<QPushButton>("incidentApply");
        PATIENT_VERIFY2(again->isEnabled(), qPrintable(f.find<QLabel>("incidentSummary")->text()));
        QVERIFY(f.find<QListWidget>("incidentList")->item(0)->text().contains(QStringLiteral("bb-4")));
        QTest::keyClick(again, Qt::Key_Space);
        PATIENT_COMPARE(f.commands().size(), std::size_t(1));
        QCOMPARE(std::get<twin::scenario::Fail>(f.commands()[0].action).target.id, std::string("bb-4"));
    }

  private:
    std::unique_ptr<NoWarnings> m_noWarnings;
};

QTEST_MAIN(FailurePanelTest)
#include "tst_failure_panel.moc"
