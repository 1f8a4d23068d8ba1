#include "tests/support/patience.h"
#include "tests/views/planner_bench.h"
#include "views/actions/action_registry.h"
#include "views/planner/plan_document.h"
#include "views/planner/planner_commands.h"

#include <QAction>
#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QTableView>
#include <QTest>
#include <QTextDocument>
#include <QTextTable>

#include <algorithm>
#include <memory>

using Bench = test::PlannerBench;
using models::Language;
using test::cutBeijing;
using test::loseZhongwei;
using test::tongues;

class TestPlanExports : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void init() { m_noWarnings = std::make_unique<test::NoWarnings>(); }

    void cleanup()
    {
        m_noWarnings.reset();
        QCOMPARE(test::NoWarnings::warnings(), QStringList());
    }

    /// The screen's font counts in pixels: on paper, headings and page numbers of it were a hair high.
    void headingsOfAPrintedDocumentAreRead()
    {
        const QFont before = QApplication::font();
        QFont pixels = before;
        pixels.setPixelSize(13);
        QApplication::setFont(pixels);
        const QByteArray pdf =
            views::pdfOf(QStringLiteral("<html><body>") +
                         QStringLiteral("<h1 style=\"margin: 0\">Heading</h1>").repeated(200) +
                         QStringLiteral("</body></html>"));
        QApplication::setFont(before);
        QVERIFY(pdf.count("/Type /Page\n") > 3); // one page holds two hundred hairs
    }

    void theChangeListIsMadeOnDemandAndExported()
    {
        Bench b;
        b.fork();
        b.apply({twin::scenario::ResizeLink{"L.BEJ~XIA.A", 900'000'000'000}, {}, {}, {}});
        QVERIFY(!b.window->plannerCommands().exportChangesTo(b.path("c.csv"))); // it is made first
        PATIENT_VERIFY(b.models->planChanges.list() != nullptr);
        PATIENT_COMPARE(b.find<QTableView>("changesTable")->model()->rowCount(), 1);
        for (const char* name : {"c.csv", "c.json", "c.html", "c.txt", "c.pdf"}) {
            QVERIFY2(b.window->plannerCommands().exportChangesTo(b.path(name)), name);
        }
        QVERIFY(b.read("c.csv").startsWith("step,at,do,safe,"));
        QVERIFY(b.read("c.json").contains("\"steps\""));
        for (const char* name : {"c.html", "c.txt"}) { // which of the links between the two
            const QString text = QString::fromUtf8(b.read(name));
            QVERIFY2(text.contains(QStringLiteral(" (L.BEJ~XIA.A, OP.A) to 900 Gb/s")), qPrintable(text));
        }
        QVERIFY(b.read("c.pdf").startsWith("%PDF-"));
    }

    /// Columns ran into each other: a text document does not know "padding" of all sides at once.
    void columnsOfAPrintedTableAreApart()
    {
        Bench b;
        b.fork();
        b.apply({twin::scenario::ResizeLink{"L.BEJ~XIA.A", 900'000'000'000}, {}, {}, {}});
        b.action("plan.changes")->trigger();
        PATIENT_VERIFY(b.models->planChanges.list() != nullptr);
        QTextDocument document;
        document.setHtml(views::changesHtml(*b.models));
        const QTextTable* table = nullptr;
        for (QTextFrame* frame : document.rootFrame()->childFrames()) {
            table = qobject_cast<QTextTable*>(frame);
        }
        QVERIFY(table != nullptr);
        for (int row = 0; row < table->rows(); ++row) {
            for (int column = 0; column < table->columns(); ++column) {
                const auto format = table->cellAt(row, column).format().toTableCellFormat();
                QVERIFY(format.leftPadding() >= 4 && format.rightPadding() >= 4);
            }
        }
    }

    void aChangeListWithoutStepsSaysHowTheNetworkStands_data() { tongues(); }

    void aChangeListWithoutStepsSaysHowTheNetworkStands()
    {
        QFETCH(Language::Tongue, tongue);
        Bench b(tongue);
        b.fork();
        b.apply(cutBeijing());
        b.action("plan.changes")->trigger();
        PATIENT_VERIFY(b.models->planChanges.list() != nullptr);
        const QString said = b.models->planTables.changesHeadline();
        QCOMPARE(b.find<QLabel>("changesHeadline")->text(), said);
        auto* empty = b.find<QTableView>("changesTable")->findChild<QWidget*>(QStringLiteral("emptyState"));
        QVERIFY(empty->isVisible());
        const auto labels = empty->findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(labels, [&](const QLabel* label) { return label->text() == said; }));
        for (const char* name : {"c.html", "c.txt"}) {
            QVERIFY2(b.window->plannerCommands().exportChangesTo(b.path(name)), name);
            QVERIFY2(b.read(name).contains(said.toUtf8()), name);
            QVERIFY2(b.read(name).contains("D.BEJ~XIA"), name); // what is assumed, by its name
        }
        QVERIFY(!b.read("c.html").contains("<table"));
        QVERIFY(b.window->plannerCommands().exportChangesTo(b.path("c.csv")));
        QVERIFY(b.read("c.csv").contains("\n0,"));
    }

    void resultsComparisonAndRegistryAreExported_data() { tongues(); }

    void resultsComparisonAndRegistryAreExported()
    {
        QFETCH(Language::Tongue, tongue);
        Bench b(tongue);
        b.fork();
        b.apply(loseZhongwei());
        views::PlannerCommands& commands = b.window->plannerCommands();
        QVERIFY(commands.exportResultsTo(b.path("r.csv")));
        QVERIFY(commands.exportResultsTo(b.path("r.json")));
        QVERIFY(b.read("r.csv").startsWith("kind,id,what,before,after,difference\n"));
        QVERIFY(b.read("r.json").contains(
            QByteArray::fromStdString(b.models->planner.current()->result.stateHash)));
        QVERIFY(!commands.exportComparisonTo(b.path("x.csv"))); // nobody has looked at it yet
        PATIENT_COMPARE(b.models->comparison.missing(), std::size_t{0});
        for (const char* name : {"x.csv", "x.json", "x.html", "x.pdf"}) {
            QVERIFY2(commands.exportComparisonTo(b.path(name)), name);
        }
        QVERIFY(b.read("x.pdf").startsWith("%PDF-"));
        QVERIFY(b.read("x.html").contains("<table"));
        commands.exportRegistryTo(b.path("planned.swr"));
        PATIENT_VERIFY(QFile::exists(b.path("planned.swr")));
        PATIENT_COMPARE(b.window->messages().messages().last().tone, views::Message::Tone::Information);
        QVERIFY(!commands.exportResultsTo(b.path("no-such-folder/r.csv")));
        QCOMPARE(b.window->messages().messages().last().tone, views::Message::Tone::Problem);
    }

  private:
    std::unique_ptr<test::NoWarnings> m_noWarnings;
};

QTEST_MAIN(TestPlanExports)
#include "tst_plan_exports.moc"
