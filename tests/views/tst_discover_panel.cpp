#include "tests/views/window_fixture.h"
#include "views/discover/query_edit.h"
#include "views/tables/entity_table.h"
#include "views/widgets/elided_label.h"

#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QPushButton>
#include <QRegularExpression>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

using models::DiscoverTable;
using models::EntityKey;
using models::Language;
using test::WindowFixture;

namespace {

views::QueryEdit* query(WindowFixture& f)
{
    return f.find<views::QueryEdit>("discoverQuery");
}

QTableView* table(WindowFixture& f)
{
    return f.find<QTableView>("discoverTable");
}

void open(WindowFixture& f)
{
    QTest::keyClick(f.window.get(), Qt::Key_D, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(f.window->focusWidget(), query(f));
    QTRY_COMPARE(table(f)->model()->rowCount(), 5);
}

EntityKey pool(const char* id)
{
    return {EntityKey::Type::Pool, QString::fromLatin1(id)};
}

} // namespace

class TestDiscoverPanel : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init() { m_noWarnings = std::make_unique<test::NoWarnings>(); }

    void cleanup()
    {
        m_noWarnings.reset();
        QCOMPARE(test::NoWarnings::warnings(), QStringList());
    }

    void theDockIsClosedUntilAskedFor()
    {
        WindowFixture f;
        auto* dock = f.find<QDockWidget>("discoverDock");
        QVERIFY(!dock->isVisible());
        QVERIFY(!f.action("view.discover")->isChecked());
        open(f);
        QVERIFY(dock->isVisible());
        QVERIFY(f.action("view.discover")->isChecked());
        f.window->resetLayout();
        QVERIFY(!dock->isVisible());
    }

    void aQueryByKeyboardSelectsItsPools_data() { addTongues(); }

    void aQueryByKeyboardSelectsItsPools()
    {
        QFETCH(Language::Tongue, tongue);
        WindowFixture f(tongue);
        open(f);
        QTest::keyClicks(query(f), QStringLiteral("chip = NPU-320 order by id"));
        QTRY_COMPARE(table(f)->model()->rowCount(), 2);
        QTest::keyClick(query(f), Qt::Key_Escape); // closes the list of words, if it is open
        query(f)->setFocus();
        QTest::keyClick(query(f), Qt::Key_Return);
        QTRY_COMPARE(f.window->focusWidget(), table(f));
        QTest::keyClick(table(f), Qt::Key_Down);
        QCOMPARE(f.models->selection.current(), pool("pl-4"));
        QCOMPARE(f.models->discover.shown(), QStringLiteral("pl-4 NPU-320"));
        QTRY_COMPARE(f.find<QTableView>("discoverScore")->model()->rowCount(), 11);
        const QString summary = f.find<views::ElidedLabel>("discoverSummary")->text();
        QCOMPARE(summary, f.models->discover.summary());
        QVERIFY2(!summary.contains(QStringLiteral("offers")) || tongue == Language::Tongue::English,
                 qPrintable(summary));
        // The console's selection comes back to the table.
        f.models->selection.select(pool("pl-1"));
        QCOMPARE(table(f)->currentIndex().row(), 0);
    }

    /// Another query: what comes first is selected and its score shown, unless the person's pool is still
    /// there.
    void anotherQueryShowsItsFirstOffer()
    {
        WindowFixture f;
        open(f);
        QVERIFY(!f.models->selection.current().isValid()); // to open the panel chooses nothing
        query(f)->setText(QStringLiteral("order by id desc"));
        QTRY_VERIFY(f.models->selection.current().isValid());
        QCOMPARE(table(f)->currentIndex().row(), 0);
        const QString first = f.models->discover.table().offer(0).name;
        QCOMPARE(f.models->discover.shown(), first);
        QCOMPARE(f.models->selection.current(), f.models->discover.table().key(0));
        // Not the person's choice: it gives way, though it is still in the answer.
        query(f)->setText(QStringLiteral("order by id asc"));
        QTRY_COMPARE(f.models->selection.current(), pool("pl-1"));
        QVERIFY(f.models->discover.shown() != first);
        QCOMPARE(table(f)->currentIndex().row(), 0);
        // The person's choice stays, of what came first too.
        QTest::keyClick(table(f), Qt::Key_Home);
        query(f)->setText(QStringLiteral("order by id desc"));
        QTRY_VERIFY(table(f)->currentIndex().row() > 0);
        QCOMPARE(f.models->selection.current(), pool("pl-1"));
        f.models->selection.select(pool("pl-4"));
        query(f)->setText(QStringLiteral("chip = NPU-320 order by id desc"));
        QTRY_COMPARE(table(f)->model()->rowCount(), 2);
        query(f)->setText(QStringLiteral("chip = NPU-320 order by id asc"));
        QTRY_COMPARE(table(f)->currentIndex().row(), 1);
        QCOMPARE(f.models->selection.current(), pool("pl-4"));
        QCOMPARE(f.models->discover.shown(), QStringLiteral("pl-4 NPU-320"));
        // Nothing found, nothing scored.
        query(f)->setText(QStringLiteral("pue < 0.5"));
        QTRY_COMPARE(table(f)->model()->rowCount(), 0);
        QTRY_VERIFY(f.models->discover.shown().isEmpty());
        QCOMPARE(f.models->discover.score().rowCount(), 0);
    }

    void anErrorIsShownAtItsColumn_data() { addTongues(); }

    void anErrorIsShownAtItsColumn()
    {
        QFETCH(Language::Tongue, tongue);
        WindowFixture f(tongue);
        open(f);
        query(f)->setText(QStringLiteral("pue < 1.3 and chips = NPU-320"));
        auto* fault = f.find<QLabel>("discoverFault");
        QTRY_VERIFY(fault->isVisible());
        QVERIFY2(fault->text().contains(QStringLiteral("15")), qPrintable(fault->text()));
        QVERIFY2(fault->text().contains(QStringLiteral("chips")), qPrintable(fault->text()));
        static const QRegularExpression english(QStringLiteral("\\b(there|field|column|nearest)\\b"));
        QCOMPARE(fault->text().contains(english), tongue == Language::Tongue::English);
        const Language::Tongue other =
            tongue == Language::Tongue::English ? Language::Tongue::Chinese : Language::Tongue::English;
        f.setTongue(other); // what stands there is said in the new one
        QCOMPARE(fault->text().contains(english), other == Language::Tongue::English);
        f.setTongue(tongue);
        query(f)->setFocus();
        QTest::keyClick(query(f), Qt::Key_Return);
        QCOMPARE(query(f)->cursorPosition(), 14);
        QVERIFY(!f.find<QToolButton>("discoverStand")->isEnabled());
        query(f)->setText(QStringLiteral("pue < 0.5"));
        QTRY_VERIFY(!fault->isVisible());
        QTRY_COMPARE(table(f)->model()->rowCount(), 0);
        auto* empty = table(f)->findChild<QWidget*>(QStringLiteral("emptyState"));
        QTRY_VERIFY(empty->isVisible());
    }

    void wordsAreCompletedByKeyboard()
    {
        WindowFixture f;
        open(f);
        QTest::keyClicks(query(f), QStringLiteral("chi"));
        QVERIFY(query(f)->isCompleting());
        QTest::keyClick(query(f), Qt::Key_Tab);
        QCOMPARE(query(f)->text(), QStringLiteral("chip "));
        QCOMPARE(f.window->focusWidget(), query(f));
        QTest::keyClicks(query(f), QStringLiteral("= NP"));
        QTRY_VERIFY(query(f)->isCompleting());
        QTest::keyClick(query(f), Qt::Key_Tab);
        QCOMPARE(query(f)->text(), QStringLiteral("chip = NPU-320 "));
        QTRY_COMPARE(table(f)->model()->rowCount(), 2);
    }

    void queriesAreKept()
    {
        WindowFixture f;
        open(f);
        query(f)->setText(QStringLiteral("chip = NPU-320"));
        f.find<QToolButton>("discoverSave")->click();
        f.find<QToolButton>("discoverStand")->click();
        QCOMPARE(f.models->standing.texts(), QStringList{QStringLiteral("chip = NPU-320")});
        f.find<QToolButton>("discoverStand")->click(); // stands no longer
        QVERIFY(f.models->standing.texts().isEmpty());
        f.find<QToolButton>("discoverStand")->click();
        f.window->close();
        f.window.reset();
        // Another run of the program: other models, the same settings.
        f.models = std::make_unique<models::ConsoleModels>(f.twin);
        f.makeWindow({1366, 768});
        QCOMPARE(query(f)->text(), QStringLiteral("chip = NPU-320"));
        QCOMPARE(f.models->standing.texts(), QStringList{QStringLiteral("chip = NPU-320")});
        auto* saved = f.find<QComboBox>("discoverSaved");
        QCOMPARE(saved->count(), 2);
        query(f)->clear();
        saved->setFocus();
        QTest::keyClick(saved, Qt::Key_Down);
        QCOMPARE(query(f)->text(), QStringLiteral("chip = NPU-320"));
        f.find<QToolButton>("discoverSave")->click(); // taken out again
        QCOMPARE(saved->count(), 1);
    }

    void aStandingQueryTellsInTheMessageBar_data() { addTongues(); }

    void aStandingQueryTellsInTheMessageBar()
    {
        QFETCH(Language::Tongue, tongue);
        WindowFixture f(tongue);
        QVERIFY(f.models->standing.add(QStringLiteral("free(fp16) >= 3E")).isEmpty());
        QTRY_COMPARE(f.models->standing.table().list().front().matched, 1);
        QVERIFY(f.window->messages().messages().isEmpty());
        f.twin->fillCalm();
        f.twin->now += models::StandingQueries::kSettling;
        f.twin->set(twin::EntityKind::Pool, "pl-1", twin::PoolMetric::CardsFree, 10);
        f.tick();
        f.models->standing.askNow();
        QTRY_COMPARE(f.window->messages().messages().size(), 1);
        const views::Message& message = f.window->messages().messages().front();
        QVERIFY(message.what.contains(QStringLiteral("free(fp16) >= 3E")));
        QVERIFY2(message.meaning.contains(QStringLiteral("pl-1 NPU-320")), qPrintable(message.meaning));
        open(f);
        f.find<QTabWidget>("discoverTabs")->setCurrentIndex(1);
        auto* news = f.find<QTableView>("standingNews");
        QCOMPARE(news->model()->rowCount(), 1);
        news->setFocus();
        news->selectRow(0);
        QTest::keyClick(news, Qt::Key_Return);
        QCOMPARE(f.models->selection.current(), pool("pl-1"));
        auto* queries = f.find<QTableView>("standingTable");
        queries->setFocus();
        queries->selectRow(0);
        QTest::keyClick(queries, Qt::Key_Delete);
        QVERIFY(f.models->standing.texts().isEmpty());
    }

    void identifiersAreResolved()
    {
        WindowFixture f;
        open(f);
        f.find<QTabWidget>("discoverTabs")->setCurrentIndex(2);
        auto* id = f.find<QLineEdit>("resolveId");
        auto* verdict = f.find<QLabel>("resolveVerdict");
        QTest::keyClick(id, Qt::Key_Return);
        QVERIFY(verdict->text().contains(QStringLiteral("identifier")));
        id->setText(QStringLiteral("not an identifier"));
        QTest::keyClick(id, Qt::Key_Return);
        QTRY_VERIFY(!f.models->resolve.verdict().isEmpty());
        const auto* reason = f.find<QLabel>("resolveReason");
        QCOMPARE(verdict->text() + u'\n' + reason->text(), f.models->resolve.verdict());
        QVERIFY(!reason->text().isEmpty());
        QCOMPARE(verdict->property("tone").toString(), QStringLiteral("critical"));
        f.models->selection.select({EntityKey::Type::Enterprise, QStringLiteral("ent-1")});
        auto* add = f.find<QPushButton>("resolveAddDown");
        QVERIFY(add->isEnabled());
        add->click();
        QCOMPARE(f.find<QLineEdit>("resolveDown")->text(), QStringLiteral("ent-1"));
        QVERIFY(!f.find<QPushButton>("resolveSelected")->isEnabled());
    }

    void languageSwitchesAtRunTime()
    {
        WindowFixture f;
        open(f);
        auto* tabs = f.find<QTabWidget>("discoverTabs");
        QCOMPARE(tabs->tabText(0), QStringLiteral("Offers"));
        f.action("view.chinese")->trigger();
        QTRY_VERIFY(tabs->tabText(0) != QStringLiteral("Offers"));
        QVERIFY(f.find<QDockWidget>("discoverDock")->windowTitle() != QStringLiteral("Discovery"));
        f.action("view.english")->trigger();
        QTRY_COMPARE(tabs->tabText(0), QStringLiteral("Offers"));
    }

  private:
    static void addTongues()
    {
        QTest::addColumn<Language::Tongue>("tongue");
        QTest::newRow("en") << Language::Tongue::English;
        QTest::newRow("zh_CN") << Language::Tongue::Chinese;
    }

    std::unique_ptr<test::NoWarnings> m_noWarnings;
};

QTEST_MAIN(TestDiscoverPanel)
#include "tst_discover_panel.moc"
