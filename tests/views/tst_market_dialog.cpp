#include "tests/support/patience.h"
#include "tests/views/window_fixture.h"
#include "views/market/market_chart.h"
#include "views/market/market_dialog.h"
#include "views/market/market_form.h"
#include "views/tables/entity_table.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QXYSeries>

using models::EntityKey;
using models::Language;
using test::WindowFixture;

namespace {

const char* const kOrders = R"({
  "format": "suanwang.orders.v1", "hours": 100,
  "bids": [
    {"id": "dear", "province": "520000", "chip_class": "NPU-320", "cards": 100, "limit_cny": 4},
    {"id": "cheap", "province": "520000", "chip_class": "NPU-320", "cards": 100, "limit_cny": 2},
    {"id": "north", "province": "130000", "chip_class": "NPU-320", "cards": 8, "limit_cny": 9}
  ],
  "asks": [
    {"id": "a1", "pool": "pl-4", "province": "520000", "chip_class": "NPU-320", "cards": 100, "reserve_cny": 1},
    {"id": "a2", "pool": "pl-1", "province": "130000", "chip_class": "NPU-320", "cards": 50, "reserve_cny": 3}
  ]
})";

/// pl-4 promises 99.95 %, so that an outage is credited.
std::shared_ptr<test::FakeTwin> twinWithPromises()
{
    auto registry = std::const_pointer_cast<twin::registry::Registry>(test::smallNation().build());
    registry->pools[registry->find(twin::EntityKind::Pool, "pl-4")->index].sla.availability = 0.9995;
    auto out = std::make_shared<test::FakeTwin>(registry);
    out->fillCalm();
    out->fillWork();
    twin::registry::Job job;
    job.id = "jb-w";
    job.state = twin::registry::JobState::Queued;
    job.kind = twin::registry::JobKind::IntraTrain;
    job.chipClass = "NPU-320";
    job.cards = 64;
    out->addJob(job);
    out->publish();
    return out;
}

template <typename Widget> Widget* in(const QWidget& parent, const char* name)
{
    return parent.findChild<Widget*>(QString::fromLatin1(name));
}

views::MarketDialog* open(WindowFixture& f)
{
    QTest::keyClick(f.window.get(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    auto* dialog = f.find<views::MarketDialog>("marketDialog");
    if (dialog != nullptr) {
        (void)QTest::qWaitForWindowActive(dialog);
    }
    return dialog;
}

QString write(WindowFixture& f, const char* text = kOrders)
{
    const QString path = f.folder.filePath(QStringLiteral("orders.json"));
    QFile out(path);
    if (!out.open(QIODevice::WriteOnly) || out.write(text) < 0) {
        qFatal("no orders");
    }
    return path;
}

/// With the key where the focus is.
void clear(views::MarketDialog& dialog)
{
    auto* run = in<QPushButton>(dialog, "marketRun");
    run->setFocus();
    QTest::keyClick(run, Qt::Key_Space);
    test::mustCome([&dialog] { return !dialog.model().isRunning(); }, "the result of a market");
}

QString cell(const QWidget& dialog, const char* table, int row, int column)
{
    return in<QTableView>(dialog, table)->model()->index(row, column).data().toString();
}

} // namespace

class TestMarketDialog : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init() { m_noWarnings = std::make_unique<test::NoWarnings>(); }

    void cleanup()
    {
        m_noWarnings.reset();
        QCOMPARE(test::NoWarnings::warnings(), QStringList());
    }

    void itSaysThatNothingIsTraded_data() { addTongues(); }

    void itSaysThatNothingIsTraded()
    {
        QFETCH(Language::Tongue, tongue);
        WindowFixture f(tongue);
        auto* dialog = open(f);
        QVERIFY(dialog != nullptr && dialog->isVisible());
        QCOMPARE(dialog->windowTitle(), f.action("planner.market")->iconText());
        const auto* said = in<QLabel>(*dialog, "marketWhatIf");
        QVERIFY(said->isVisible());
        QVERIFY2(said->text().contains(tongue == Language::Tongue::English
                                           ? QStringLiteral("nothing is traded")
                                           : QStringLiteral("不发生任何交易")),
                 qPrintable(said->text()));
        QVERIFY(!in<QPushButton>(*dialog, "marketExport")->isEnabled());
        QVERIFY(!in<QPushButton>(*dialog, "marketSave")->isEnabled());
    }

    /// From the menu's key to the credit in the bill without a mouse.
    void fromOrdersToACreditedBillByKeyboard_data() { addTongues(); }

    void fromOrdersToACreditedBillByKeyboard()
    {
        QFETCH(Language::Tongue, tongue);
        WindowFixture f(tongue, {1366, 768}, twinWithPromises());
        auto* dialog = open(f);
        dialog->form().setOrdersFile(write(f));
        QCOMPARE(dialog->focusWidget(), in<QPushButton>(*dialog, "marketRun")); // ready to run when it opens
        QVERIFY(!in<QDoubleSpinBox>(*dialog, "marketHours")->isEnabled());      // the file's
        QTest::keyClick(dialog->focusWidget(), Qt::Key_Space);
        PATIENT_VERIFY(!dialog->model().isRunning());
        QVERIFY(dialog->model().hasResult());
        auto* tabs = in<QTabWidget>(*dialog, "marketTabs");
        QVERIFY(tabs->tabText(0).contains(u'2') && tabs->tabText(3).contains(u'1'));
        QVERIFY(!in<QLabel>(*dialog, "marketFault")->isVisible());
        // Tab leads to the pool that fails, the arrow chooses, Tab to its hours.
        auto* pool = in<QComboBox>(*dialog, "marketOutagePool");
        tabTo(*dialog, pool);
        const int guian = pool->findData(QStringLiteral("pl-4"));
        while (pool->currentIndex() < guian) {
            QTest::keyClick(pool, Qt::Key_Down);
        }
        auto* hours = in<QDoubleSpinBox>(*dialog, "marketOutageFor");
        tabTo(*dialog, hours);
        hours->selectAll();
        QTest::keyClicks(hours, QStringLiteral("3"));
        QTest::keyClick(hours, Qt::Key_Tab);
        PATIENT_VERIFY(!dialog->model().isSettling());
        int row = 0;
        while (cell(*dialog, "billTable", row, models::BillTable::BidColumn) != u"dear") {
            ++row;
        }
        QCOMPARE(cell(*dialog, "billTable", row, models::BillTable::AvailabilityColumn),
                 QStringLiteral("97.000"));
        QCOMPARE(cell(*dialog, "billTable", row, models::BillTable::CreditColumn),
                 QStringLiteral("6,062.50")); // a quarter of 97 h · 100 · 2.50
        QVERIFY(in<QLabel>(*dialog, "marketSummary")->text().contains(QStringLiteral("6,062.50")));
        // Other options are not those of what stands there, until they are put back.
        const QString of = in<QLabel>(*dialog, "marketSummary")->text();
        auto* fill = in<QDoubleSpinBox>(*dialog, "marketFill");
        const double before = fill->value();
        fill->setValue(before - 1);
        const QString old = in<QLabel>(*dialog, "marketSummary")->text();
        QVERIFY2(old != of && old.endsWith(of), qPrintable(old));
        fill->setValue(before);
        QCOMPARE(in<QLabel>(*dialog, "marketSummary")->text(), of);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(!dialog->isVisible());
    }

    void theCurvesAreThoseOfTheMarketChosen()
    {
        WindowFixture f;
        auto* dialog = open(f);
        dialog->form().setOrdersFile(write(f));
        clear(*dialog);
        auto* table = in<QTableView>(*dialog, "marketTable");
        QCOMPARE(table->currentIndex().row(), 1); // the most cards
        auto* chart = in<views::MarketChart>(*dialog, "marketChart");
        const auto series = [chart](int i) {
            return qobject_cast<QXYSeries*>(chart->chart()->series().at(i));
        };
        QCOMPARE(series(0)->points().first(), QPointF(0, 4)); // demand
        QCOMPARE(series(1)->points().first(), QPointF(0, 1)); // supply
        QCOMPARE(series(2)->points().first(), QPointF(0, 2.5));
        QCOMPARE(series(3)->points().first(), QPointF(100, 2.5));
        QVERIFY(chart->accessibleDescription().contains(QStringLiteral("100 cards")));
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Up);
        QCOMPARE(series(0)->points().first(), QPointF(0, 9));
        QVERIFY(chart->chart()->title().startsWith(QStringLiteral("Hebei")));
        // Enter on a contract flies to its pool, and runs nothing.
        in<QTabWidget>(*dialog, "marketTabs")->setCurrentIndex(1);
        auto* contracts = in<QTableView>(*dialog, "contractTable");
        contracts->setFocus();
        contracts->selectRow(1);
        QTest::keyClick(contracts, Qt::Key_Return);
        QCOMPARE(f.models->selection.current(), (EntityKey{EntityKey::Type::Pool, QStringLiteral("pl-4")}));
        QVERIFY(!dialog->model().isRunning());
    }

    void theTwinItselfIsAMarket()
    {
        WindowFixture f(Language::Tongue::English, {1366, 768}, twinWithPromises());
        auto* dialog = open(f);
        QVERIFY(in<QComboBox>(*dialog, "marketOrders")->currentText().contains(u'1'));
        QVERIFY(in<QDoubleSpinBox>(*dialog, "marketHours")->isEnabled());
        clear(*dialog);
        QVERIFY(dialog->model().hasResult());
        QCOMPARE(cell(*dialog, "contractTable", 0, models::ContractTable::BidColumn), QStringLiteral("jb-w"));
        const QString saved = f.folder.filePath(QStringLiteral("saved.json"));
        QVERIFY(dialog->writeOrders(saved).isEmpty());
        dialog->form().setOrdersFile(saved);
        clear(*dialog);
        QVERIFY2(dialog->model().hasResult(),
                 dialog->model().error() ? dialog->model().error()->text().c_str() : "");
        QVERIFY(!dialog->writeOrders(f.folder.filePath(QStringLiteral("no/such/folder/o.json"))).isEmpty());
    }

    /// What a file says of itself is not what stands in the form for the twin's orders.
    void aFilesOwnTermsAreShown()
    {
        WindowFixture f(Language::Tongue::English, {1366, 768}, twinWithPromises());
        auto* dialog = open(f);
        auto* hours = in<QDoubleSpinBox>(*dialog, "marketHours");
        auto* network = in<QDoubleSpinBox>(*dialog, "marketNetwork");
        hours->setValue(36);
        const QString own = network->text();
        dialog->form().setOrdersFile(write(f));
        QCOMPARE(hours->text(), QStringLiteral("—")); // not read yet
        QCOMPARE(network->text(), QStringLiteral("—"));
        clear(*dialog);
        QCOMPARE(hours->text(), QStringLiteral("100.00 h"));
        QCOMPARE(network->value(), 5.0);
        QVERIFY(!in<QLabel>(*dialog, "marketSummary")->text().startsWith(QStringLiteral("Of other orders")));
        dialog->form().setOrdersFile(write(f, R"({"format": "suanwang.orders.v1", "hours": 0.125,
            "network_cny_per_gbps_hour": 7.5, "bids": [], "asks": []})"));
        clear(*dialog);
        QCOMPARE(hours->text(), QStringLiteral("0.125 h"));
        QCOMPARE(network->text(), QStringLiteral("7.50"));
        // Larger than what can be set here: shown as it is.
        dialog->form().setOrdersFile(write(f, R"({"format": "suanwang.orders.v1", "hours": 1,
            "network_cny_per_gbps_hour": 2500000, "bids": [], "asks": []})"));
        clear(*dialog);
        QCOMPARE(network->value(), 2.5e6);
        auto* orders = in<QComboBox>(*dialog, "marketOrders");
        orders->setFocus();
        QTest::keyClick(orders, Qt::Key_Up);
        QCOMPARE(hours->text(), QStringLiteral("36.00 h")); // the person's own
        QCOMPARE(network->text(), own);
        QCOMPARE(network->maximum(), 1e6);
        QVERIFY(hours->isEnabled());
    }

    void everyTableIsExported()
    {
        WindowFixture f;
        auto* dialog = open(f);
        dialog->form().setOrdersFile(write(f));
        clear(*dialog);
        QCOMPARE(in<QPushButton>(*dialog, "marketExport")->shortcut(),
                 QKeySequence(QStringLiteral("Ctrl+E")));
        auto* tabs = in<QTabWidget>(*dialog, "marketTabs");
        const QString path = f.folder.filePath(QStringLiteral("table.csv"));
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            QVERIFY(dialog->writeTable(path).isEmpty());
            QFile table(path);
            QVERIFY(table.open(QIODevice::ReadOnly));
            const QByteArray text = table.readAll();
            QCOMPARE(text.count('\n'), dialog->table().model()->rowCount() + 1);
            QVERIFY(
                text.contains(dialog->table().model()->headerData(0, Qt::Horizontal).toString().toUtf8()));
        }
    }

    void aBadFileIsSaidWithItsPlace_data() { addTongues(); }

    void aBadFileIsSaidWithItsPlace()
    {
        QFETCH(Language::Tongue, tongue);
        WindowFixture f(tongue);
        auto* dialog = open(f);
        dialog->form().setOrdersFile(write(
            f, "{\n  \"format\": \"suanwang.orders.v1\",\n  \"bids\": [{\"id\": \"a\", \"card\": 1}]\n}"));
        clear(*dialog);
        const auto* fault = in<QLabel>(*dialog, "marketFault");
        QVERIFY(fault->isVisible());
        QVERIFY(!fault->text().contains(QStringLiteral("orders.json")));
        const auto* reason = in<QLabel>(*dialog, "marketReason");
        QVERIFY2(reason->text().contains(QStringLiteral("orders.json:3")), qPrintable(reason->text()));
    }

    void controlsHaveNames()
    {
        WindowFixture f;
        const QList<QWidget*> widgets = open(f)->findChildren<QWidget*>();
        for (const QWidget* widget : widgets) {
            const bool isControl = qobject_cast<const QComboBox*>(widget) != nullptr ||
                                   qobject_cast<const QDoubleSpinBox*>(widget) != nullptr ||
                                   qobject_cast<const views::EntityTable*>(widget) != nullptr;
            QVERIFY2(!isControl || !widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
        }
    }

    void languageSwitchesAtRunTime()
    {
        WindowFixture f;
        auto* dialog = open(f);
        dialog->form().setOrdersFile(write(f));
        clear(*dialog);
        const QString title = dialog->windowTitle();
        const QString total = cell(*dialog, "marketTotals", 0, 0);
        f.action("view.chinese")->trigger();
        PATIENT_VERIFY(dialog->windowTitle() != title);
        QVERIFY(cell(*dialog, "marketTotals", 0, 0) != total);
        f.action("view.english")->trigger();
        PATIENT_COMPARE(dialog->windowTitle(), title);
        QCOMPARE(cell(*dialog, "marketTotals", 0, 0), total);
    }

    void theFileIsKept()
    {
        WindowFixture f;
        open(f)->form().setOrdersFile(write(f));
        f.makeWindow({1366, 768});
        QCOMPARE(in<QComboBox>(*open(f), "marketOrders")->currentText(), QStringLiteral("orders.json"));
    }

  private:
    static void addTongues()
    {
        QTest::addColumn<Language::Tongue>("tongue");
        QTest::newRow("en") << Language::Tongue::English;
        QTest::newRow("zh_CN") << Language::Tongue::Chinese;
    }

    /// As a person gets there.
    static void tabTo(QWidget& dialog, const QWidget* wanted)
    {
        for (int presses = 0; dialog.focusWidget() != wanted; ++presses) {
            QVERIFY2(presses < 30, qPrintable(wanted->objectName()));
            QTest::keyClick(dialog.focusWidget(), Qt::Key_Tab);
        }
    }

    std::unique_ptr<test::NoWarnings> m_noWarnings;
};

QTEST_MAIN(TestMarketDialog)
#include "tst_market_dialog.moc"
