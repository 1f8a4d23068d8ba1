#include "tests/views/window_fixture.h"
#include "views/calculators/calculator_page.h"
#include "views/calculators/calculators_dialog.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

using models::CalculatorModel;
using models::FigureTable;
using models::Language;
using test::WindowFixture;
using views::CalculatorPage;

namespace {

/// Opens the dialog by keyboard and waits for its answers.
views::CalculatorsDialog* open(WindowFixture& f)
{
    QTest::keyClick(f.window.get(), Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
    return f.find<views::CalculatorsDialog>("calculators");
}

QString figure(const CalculatorPage& page, int row)
{
    const auto* table = page.findChild<QTableView*>(QStringLiteral("calculatorFigures"));
    return table->model()->index(row, FigureTable::ValueColumn).data().toString();
}

template <typename Widget> Widget* in(const QWidget& page, const char* name)
{
    return page.findChild<Widget*>(QString::fromLatin1(name));
}

} // namespace

class TestCalculatorsDialog : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init() { m_noWarnings = std::make_unique<test::NoWarnings>(); }

    void cleanup()
    {
        m_noWarnings.reset();
        QCOMPARE(test::NoWarnings::warnings(), QStringList());
    }

    void theDefaultsReproduceAPublishedFigure_data() { addTongues(); }

    void theDefaultsReproduceAPublishedFigure()
    {
        QFETCH(Language::Tongue, tongue);
        WindowFixture f(tongue);
        auto* dialog = open(f);
        QVERIFY(dialog != nullptr && dialog->isVisible());
        auto* tabs = in<QTabWidget>(*dialog, "calculatorTabs");
        QCOMPARE(tabs->count(), 4);
        tabs->setCurrentIndex(1);
        auto* page = in<CalculatorPage>(*dialog, "calculator.inter-centre");
        QTRY_VERIFY(!page->model().isWaiting());
        QTRY_COMPARE(figure(*page, 0), QStringLiteral("97.3"));
        const QString name = tabs->tabText(1);
        QCOMPARE(name == QStringLiteral("Training across centres"), tongue == Language::Tongue::English);
    }

    void noColumnOfAnAnswerIsCut_data() { addTongues(); }

    void noColumnOfAnAnswerIsCut()
    {
        QFETCH(Language::Tongue, tongue);
        WindowFixture f(tongue, {1366, 768});
        auto* dialog = open(f);
        auto* tabs = in<QTabWidget>(*dialog, "calculatorTabs");
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            auto* page = qobject_cast<CalculatorPage*>(tabs->currentWidget());
            QTRY_VERIFY(!page->model().isWaiting());
            const auto* table = in<QTableView>(*page, "calculatorFigures");
            const QHeaderView* header = table->horizontalHeader();
            QTRY_VERIFY2(header->length() <= table->viewport()->width(), qPrintable(tabs->tabText(tab)));
            for (const int column : {FigureTable::ValueColumn, FigureTable::ShareColumn}) {
                const QModelIndex first = table->model()->index(0, column);
                QVERIFY(header->sectionSize(column) >= table->sizeHintForIndex(first).width());
            }
            const auto* fields = page->findChild<QScrollArea*>();
            QVERIFY(fields->widget()->width() <= fields->viewport()->width());
        }
    }

    void aValueByKeyboardChangesTheAnswer()
    {
        WindowFixture f;
        auto* page = in<CalculatorPage>(*open(f), "calculator.inter-centre");
        in<QTabWidget>(*page->window(), "calculatorTabs")->setCurrentWidget(page);
        auto* gbps = in<QLineEdit>(*page, "--gbps");
        gbps->setFocus();
        gbps->selectAll();
        QTest::keyClicks(gbps, QStringLiteral("4e2"));
        QTRY_VERIFY(!page->model().isWaiting());
        QTRY_VERIFY2(figure(*page, 0).startsWith(QStringLiteral("82")), qPrintable(figure(*page, 0)));
        QCOMPARE(in<QLineEdit>(*page, "calculatorCommand")->text(),
                 QStringLiteral("suanwangctl efficiency inter-centre --params 177000000000 --gbps 400"));
        in<QPushButton>(*page, "calculatorDefaults")->click();
        QTRY_COMPARE(figure(*page, 0), QStringLiteral("97.3"));
        QCOMPARE(gbps->text(), QStringLiteral("3200"));
    }

    void whatIsWrongStandsBelowItsField_data() { addTongues(); }

    void whatIsWrongStandsBelowItsField()
    {
        QFETCH(Language::Tongue, tongue);
        WindowFixture f(tongue);
        auto* page = in<CalculatorPage>(*open(f), "calculator.inter-centre");
        in<QTabWidget>(*page->window(), "calculatorTabs")->setCurrentWidget(page);
        auto* km = in<QLineEdit>(*page, "--km");
        auto* fault = in<QLabel>(*page, "--km.fault");
        km->selectAll();
        QTest::keyClicks(km, QStringLiteral("far"));
        QVERIFY(fault->isVisible());
        QVERIFY2(fault->text().contains(QStringLiteral("40000")), qPrintable(fault->text()));
        QTRY_COMPARE(in<QTableView>(*page, "calculatorFigures")->model()->rowCount(), 0);
        km->selectAll();
        QTest::keyClicks(km, QStringLiteral("500"));
        QVERIFY(!fault->isVisible());
        QTRY_COMPARE(figure(*page, 0), QStringLiteral("97.3"));
    }

    void whatDoesNotFitTogetherIsSaidAbove()
    {
        WindowFixture f;
        auto* page = in<CalculatorPage>(*open(f), "calculator.intra-centre");
        auto* pipeline = in<QLineEdit>(*page, "--pipeline");
        pipeline->selectAll();
        QTest::keyClicks(pipeline, QStringLiteral("7"));
        QTRY_VERIFY(in<QLabel>(*page, "calculatorFault")->isVisible());
        QVERIFY(in<QLabel>(*page, "calculatorFault")->text().contains(QStringLiteral("multiple")));
    }

    void aPublishedCaseFillsTheFields()
    {
        WindowFixture f;
        auto* page = in<CalculatorPage>(*open(f), "calculator.intra-centre");
        auto* presets = in<QComboBox>(*page, "calculatorPresets");
        presets->setFocus();
        QTest::keyClick(presets, Qt::Key_End); // 405 B
        QCOMPARE(in<QLineEdit>(*page, "--params")->text(), QStringLiteral("4.05e11"));
        QVERIFY(in<QLabel>(*page, "calculatorPublished")->text().contains(QStringLiteral("90 %")));
        QTRY_VERIFY(!page->model().isWaiting());
        QVERIFY2(figure(*page, 2).toDouble() > 90, qPrintable(figure(*page, 2))); // effective time
    }

    void languageSwitchesAtRunTime()
    {
        WindowFixture f;
        auto* dialog = open(f);
        const QString title = dialog->windowTitle();
        f.action("view.chinese")->trigger();
        QTRY_VERIFY(dialog->windowTitle() != title);
        f.action("view.english")->trigger();
        QTRY_COMPARE(dialog->windowTitle(), title);
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

QTEST_MAIN(TestCalculatorsDialog)
#include "tst_calculators_dialog.moc"
