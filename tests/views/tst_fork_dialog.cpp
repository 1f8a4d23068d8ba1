#include "tests/support/patience.h"
#include "tests/support/plan_twin.h"
#include "tests/views/window_fixture.h"
#include "views/planner/fork_dialog.h"

#include <QApplication>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QTest>

using models::Language;
using test::WindowFixture;
using twin::scenario::DemandHistory;
using twin::scenario::DemandKind;
using twin::scenario::DemandTerms;

namespace {

/// The main window over the twin scenarios are tried on, and the dialog at its key.
struct Bench : WindowFixture
{
    explicit Bench(Language::Tongue tongue = Language::Tongue::English)
        : WindowFixture(tongue, {1366, 768}, test::planTwin())
    {}

    /// A history in which every link carried a third of what it can.
    void giveHistory()
    {
        models->planner.setDemandHistory([](const twin::registry::Registry& registry, DemandKind,
                                            const DemandTerms&, twin::TimeNs,
                                            const std::atomic<bool>*) -> twin::Result<DemandHistory> {
            DemandHistory out;
            for (const twin::registry::Link& link : registry.links) {
                const double load_bps = static_cast<double>(link.capacity_bps) / 3;
                out.p95.push_back({link.id, load_bps, load_bps});
            }
            return out;
        });
    }

    void open()
    {
        keys(Qt::Key_N, Qt::ControlModifier | Qt::AltModifier);
        dialog = window->findChild<views::ForkDialog*>();
        QVERIFY(dialog != nullptr);
        dialog->activateWindow();
        test::mustCome([this] { return QApplication::focusWidget() == line("name"); }, "the dialog");
    }

    static void keys(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        test::mustCome([] { return QApplication::focusWidget() != nullptr; }, "the focus");
        QTest::keyClick(QApplication::focusWidget(), key, modifiers);
        QCoreApplication::processEvents();
    }

    /// Types over what the field with the focus holds.
    static void type(const QString& text)
    {
        keys(Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), text);
        QCoreApplication::processEvents();
    }

    [[nodiscard]] QLineEdit* line(const char* name) const
    {
        return dialog->findChild<QLineEdit*>(QStringLiteral("field.") + QString::fromLatin1(name));
    }

    /// What stands under a field; empty when nothing does.
    [[nodiscard]] QString problem(const char* name) const
    {
        const auto* label =
            dialog->findChild<QLabel*>(QStringLiteral("problem.") + QString::fromLatin1(name));
        return label->isVisible() ? label->text() : QString();
    }

    /// From the name to the traffic, and down to that one.
    void chooseTraffic(DemandKind kind) const
    {
        keys(Qt::Key_Tab);
        auto* traffic = dialog->findChild<QComboBox*>(QStringLiteral("forkTraffic"));
        QCOMPARE(QApplication::focusWidget(), traffic);
        for (int i = 0; i < traffic->count() && traffic->currentData().toInt() != static_cast<int>(kind);
             ++i) {
            keys(Qt::Key_Down);
        }
        QCOMPARE(traffic->currentData().toInt(), static_cast<int>(kind));
    }

    void waitForFork() const
    {
        const auto isForked = [this] {
            return dialog == nullptr && models->planner.current() != nullptr &&
                   models->planner.current()->isReady();
        };
        test::mustCome(isForked, "a scenario");
    }

    [[nodiscard]] twin::scenario::Document document() const
    {
        return models->planner.current()->tip()->document();
    }

    QPointer<views::ForkDialog> dialog;
};

void tongues()
{
    QTest::addColumn<Language::Tongue>("tongue");
    QTest::addRow("en") << Language::Tongue::English;
    QTest::addRow("zh_CN") << Language::Tongue::Chinese;
}

} // namespace

class TestForkDialog : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init() { m_noWarnings = std::make_unique<test::NoWarnings>(); }

    void cleanup()
    {
        m_noWarnings.reset();
        QCOMPARE(test::NoWarnings::warnings(), QStringList());
    }

    void aStatedGrowthIsForkedByKeyboard_data() { tongues(); }

    /// Without a store, and what is wrong stands at its field until it is right.
    void aStatedGrowthIsForkedByKeyboard()
    {
        QFETCH(Language::Tongue, tongue);
        Bench b(tongue);
        b.open();
        QVERIFY(!b.line("from")->isVisible() && !b.line("at")->isVisible());
        Bench::type(QStringLiteral("spring"));
        b.chooseTraffic(DemandKind::Forecast);
        QVERIFY(b.line("at")->isVisible() && b.line("perQuarter")->isVisible());
        Bench::keys(Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), b.line("at"));
        QVERIFY(b.problem("at").isEmpty());
        Bench::type(QStringLiteral("2020-01-01")); // long before
        QVERIFY(!b.problem("at").isEmpty());
        Bench::keys(Qt::Key_Return);
        QVERIFY(b.dialog != nullptr && b.dialog->isVisible());
        QCOMPARE(QApplication::focusWidget(), b.line("at"));
        QVERIFY(b.models->planner.scenarios().empty());
        Bench::type(QStringLiteral("2027-03-01"));
        QVERIFY(b.problem("at").isEmpty());
        Bench::keys(Qt::Key_Tab);
        Bench::keys(Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), b.line("perQuarter"));
        Bench::type(QStringLiteral("-91"));
        QVERIFY(!b.problem("perQuarter").isEmpty());
        Bench::type(QStringLiteral("12.5"));
        QVERIFY(b.problem("perQuarter").isEmpty());
        Bench::keys(Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), b.line("seed"));
        Bench::type(QStringLiteral("-1"));
        QVERIFY(!b.problem("seed").isEmpty());
        Bench::type(QStringLiteral("7"));
        Bench::keys(Qt::Key_Return);
        b.waitForFork();
        const auto document = b.document();
        QCOMPARE(document.demand, DemandKind::Forecast);
        QCOMPARE(document.demandTerms.at, 1'803'830'400 * twin::kSecond); // midnight in UTC+8
        QCOMPARE(document.demandTerms.perQuarter, std::optional(0.125));
        QCOMPARE(document.seed, std::uint64_t{7});
        QCOMPARE(b.models->planner.current()->name, QStringLiteral("spring"));
        QCOMPARE(b.window->workspace(), views::MainWindow::Workspace::Planning);
        QVERIFY(b.find<QDockWidget>("scenariosDock")->isVisible());
    }

    void aPercentileIsForkedByKeyboard_data() { tongues(); }

    /// The last day is what stands there.
    void aPercentileIsForkedByKeyboard()
    {
        QFETCH(Language::Tongue, tongue);
        Bench b(tongue);
        b.giveHistory();
        b.open();
        b.chooseTraffic(DemandKind::P95);
        QVERIFY(b.problem("traffic").isEmpty());
        QVERIFY(b.line("from")->isVisible() && !b.line("at")->isVisible());
        Bench::keys(Qt::Key_Tab);
        Bench::keys(Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget(), b.line("until"));
        const QString until = b.line("until")->text();
        Bench::type(QStringLiteral("soon"));
        QVERIFY(!b.problem("until").isEmpty());
        Bench::type(b.line("from")->text()); // no time at all
        QVERIFY(!b.problem("until").isEmpty());
        Bench::type(until);
        QVERIFY(b.problem("until").isEmpty());
        Bench::keys(Qt::Key_Return);
        b.waitForFork();
        const auto document = b.document();
        QCOMPARE(document.demand, DemandKind::P95);
        QCOMPARE(document.demandTerms.until - document.demandTerms.from, twin::kDay);
        QCOMPARE(document.demandTerms.until / twin::kSecond,
                 b.models->planner.current()->ground->moment() / twin::kSecond);
    }

    void withoutAStoreThePastIsRefusedAtTheField_data() { tongues(); }

    void withoutAStoreThePastIsRefusedAtTheField()
    {
        QFETCH(Language::Tongue, tongue);
        Bench b(tongue);
        b.open();
        b.chooseTraffic(DemandKind::P95);
        QVERIFY(!b.problem("traffic").isEmpty());
        Bench::keys(Qt::Key_Tab);
        Bench::keys(Qt::Key_Return);
        QVERIFY(b.dialog != nullptr && b.dialog->isVisible());
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("forkTraffic"));
        Bench::keys(Qt::Key_Up);
        QVERIFY(b.problem("traffic").isEmpty());
        Bench::keys(Qt::Key_Return);
        b.waitForFork();
        QCOMPARE(b.document().demand, DemandKind::BusyHour);
    }

    void escapeForksNothing()
    {
        Bench b;
        b.open();
        Bench::keys(Qt::Key_Escape);
        PATIENT_VERIFY(b.dialog == nullptr);
        QVERIFY(b.models->planner.scenarios().empty());
    }

  private:
    std::unique_ptr<test::NoWarnings> m_noWarnings;
};

QTEST_MAIN(TestForkDialog)
#include "tst_fork_dialog.moc"
