#include "models/planner/comparison_model.h"
#include "models/planner/figure_cells.h"
#include "models/planner/key_figures.h"
#include "models/planner/plan_rows.h"
#include "models/planner/plan_tables.h"
#include "models/planner/plan_terms.h"
#include "models/roles.h"
#include "tests/support/patience.h"
#include "tests/support/plan_bench.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <cmath>

using namespace models;
using namespace twin::scenario;
using Id = PlanTables::Id;
using test::cutBeijing;
using test::loseZhongwei;

namespace {

struct Bench : test::PlanBench
{
    PlanChanges changes{planner};
    PlanCourse course{planner};
    PlanTables tables{planner, changes, course, language};
    ScenarioTreeModel tree{planner, language};
    ComparisonModel comparison{planner, tree, language};

    Bench() { fork(); }

    [[nodiscard]] const Outcome& outcome() const { return *planner.current()->result.outcome; }

    /// Null until it is known.
    [[nodiscard]] const PlanOwners* owners() const { return planner.current()->result.owners.get(); }

    /// The cell of the row whose first cell is so.
    [[nodiscard]] QString cell(Id id, const QString& first, int column)
    {
        const PlanProxy& proxy = tables.proxy(id);
        for (int row = 0; row < proxy.rowCount(); ++row) {
            if (proxy.index(row, 0).data().toString() == first) {
                const QModelIndex at = proxy.index(row, column);
                return (at.data().toString() + u' ' + at.data(UnitRole).toString()).trimmed();
            }
        }
        return QStringLiteral("no row %1").arg(first);
    }
};

} // namespace

class TestPlanTables : public QObject
{
    Q_OBJECT

  private Q_SLOTS:

    void nothingDoneNothingDiffers()
    {
        Bench b;
        QCOMPARE(b.tables.proxy(Id::Links).rowCount(), 0);
        QCOMPARE(b.tables.proxy(Id::Jobs).rowCount(), 0);
        QVERIFY(b.tables.proxy(Id::Summary).rowCount() > 20);
        const PlanProxy& summary = b.tables.proxy(Id::Summary);
        for (int row = 0; row < summary.rowCount(); ++row) {
            const QString difference = summary.index(row, 3).data().toString();
            QVERIFY2(difference == u"0" || difference.isEmpty(), qPrintable(difference));
        }
    }

    /// The fullest link, what is free in the worst cut, stranded, late, slowed, cost: before all else.
    void keyFiguresComeFirst()
    {
        Bench b;
        const PlanProxy& summary = b.tables.proxy(Id::Summary);
        const auto rowOf = [&](const char* key) {
            for (int row = 0; row < summary.rowCount(); ++row) {
                if (summary.index(row, 0).data().toString() == PlanTerms::figure(key)) {
                    return row;
                }
            }
            return summary.rowCount();
        };
        QCOMPARE(rowOf("peak_utilisation"), 0);
        QCOMPARE(rowOf("peak_link"), 1);
        for (const char* key :
             {"n1_headroom", "stranded_gflops_fp16", "flows_late", "jobs_slowed", "energy_cny_per_h"}) {
            QVERIFY2(rowOf(key) < 9, key);
        }
        QVERIFY(rowOf("links_down") < rowOf("pools_down")); // the others as they were
        std::vector<std::string> keys{"cards", "flows_late", "asked_bps", "peak_utilisation"};
        putKeyFiguresFirst(keys);
        QCOMPARE(keys, (std::vector<std::string>{"peak_utilisation", "flows_late", "cards", "asked_bps"}));
    }

    /// That nothing is stranded is an answer: each precision in service has its row.
    void nothingStrandedIsSaid()
    {
        Bench b;
        const Totals& totals = b.outcome().after->totals;
        int precisions = 0;
        for (std::size_t p = 0; p < twin::kPrecisionCount; ++p) {
            QCOMPARE(totals.stranded.value[p], std::uint64_t{0});
            const QString name = QStringLiteral("Compute stranded, %1")
                                     .arg(format::precision(static_cast<twin::Precision>(p)));
            const QString shown = b.cell(Id::Summary, name, 2);
            QVERIFY2(totals.declared.value[p] == 0 ? shown.startsWith(QStringLiteral("no row"))
                                                   : shown.startsWith(u'0'),
                     qPrintable(name + u' ' + shown));
            precisions += totals.declared.value[p] != 0 ? 1 : 0;
        }
        QVERIFY(precisions > 0);
    }

    void rowsSayWhatTheOutcomeSays()
    {
        Bench b;
        b.apply(loseZhongwei());
        QCOMPARE(b.tables.proxy(Id::Links).rowCount(), static_cast<int>(b.outcome().links.size()));
        QCOMPARE(b.tables.proxy(Id::Pools).rowCount(), static_cast<int>(b.outcome().pools.size()));
        QCOMPARE(b.tables.proxy(Id::Flows).rowCount(), static_cast<int>(b.outcome().flows.size()));
        QCOMPARE(b.tables.proxy(Id::Jobs).rowCount(), static_cast<int>(b.outcome().jobs.size()));
        QCOMPARE(b.tables.proxy(Id::Tenants).rowCount(), static_cast<int>(b.owners()->tenants.size()));
        QCOMPARE(b.tables.proxy(Id::Enterprises).rowCount(),
                 static_cast<int>(b.owners()->enterprises.size()));
        QVERIFY(b.tables.proxy(Id::Jobs).rowCount() > 0);
        QVERIFY(b.tables.proxy(Id::Pools).rowCount() > 0);
        // Beijing's own training goes on; what has cards in Zhongwei stops.
        const QString both = b.cell(Id::Jobs, QStringLiteral("J.000003"), 3);
        QVERIFY2(both.endsWith(QStringLiteral("→ Stopped")), qPrintable(both));
        const Totals& after = b.outcome().after->totals;
        QCOMPARE(b.cell(Id::Summary, QStringLiteral("Jobs stopped"), 2), QString::number(after.jobsStopped));
        QCOMPARE(b.cell(Id::Summary, QStringLiteral("Jobs stopped"), 3),
                 QStringLiteral("+%1").arg(after.jobsStopped - b.outcome().before->totals.jobsStopped));
        QVERIFY(b.cell(Id::Summary, QStringLiteral("Compute stranded, FP16"), 3).startsWith(u'+'));
        QVERIFY(!b.cell(Id::Summary, QStringLiteral("N-1: headroom left"), 2)
                     .startsWith(QStringLiteral("no row")));
        QVERIFY(b.cell(Id::Summary, QStringLiteral("Compute within 5 ms, mean over sites"), 2)
                    .endsWith(QStringLiteral("%")));
    }

    void figuresOfOneKindLookAlike_data()
    {
        QTest::addColumn<FigureUnit>("unit");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("more");
        const auto add = [](const char* name, FigureUnit unit, double value, const char* shown,
                            const char* more) {
            QTest::newRow(name) << unit << value << QString::fromUtf8(shown) << QString::fromUtf8(more);
        };
        add("money", FigureUnit::MoneyRate, 12'345.6, "12,346 CNY/h", "+12,346 CNY/h");
        add("little money", FigureUnit::MoneyRate, 0.35, "0.350 CNY/h", "+0.350 CNY/h");
        add("money is less", FigureUnit::MoneyRate, -640, "−640 CNY/h", "−640 CNY/h");
        add("percentages differ by points", FigureUnit::Ratio, 0.123, "12.3 %", "+12.3 points");
        add("tonnes", FigureUnit::CarbonRate, 1'500, "1.50 t/h", "+1.50 t/h");
        add("kilogrammes", FigureUnit::CarbonRate, -12, "−12.0 kg/h", "−12.0 kg/h");
        add("cards", FigureUnit::Count, 12'345, "12,345", "+12,345");
        add("nothing", FigureUnit::BitRate, 0, "0 b/s", "0");
        add("what arithmetic left over", FigureUnit::Ratio, 1e-12, "0.0 %", "0");
        add("what it left over below", FigureUnit::Ratio, -1e-12, "0.0 %", "0");
        add("not known", FigureUnit::Power, std::nan(""), "—", "—");
    }

    void figuresOfOneKindLookAlike()
    {
        QFETCH(FigureUnit, unit);
        QFETCH(double, value);
        QFETCH(QString, shown);
        QFETCH(QString, more);
        const QLocale locale = Language().locale();
        const auto text = [](const PlanCell& cell) {
            return format::Quantity{cell.text, cell.unit}.text().replace(QChar(0x00A0), u' ');
        };
        QCOMPARE(text(figureCell(unit, value, locale)), shown);
        QCOMPARE(text(differenceCell(unit, value, locale)), more);
        if (value > 0) { // the chart's axis beside the table
            QCOMPARE(figureScale(unit, value).unit, figureQuantity(unit, value, locale).unit);
        }
    }

    /// Latency circles and N-1 headroom of each, once they are known.
    void ownersHaveTheirPartOfTheNetwork()
    {
        Bench b;
        b.apply(loseZhongwei());
        const PlanProxy& enterprises = b.tables.proxy(Id::Enterprises);
        const auto outcome = b.planner.current()->result.outcome;
        PATIENT_VERIFY(b.owners() != nullptr && !b.owners()->enterprises.empty());
        QCOMPARE(b.planner.current()->result.outcome, outcome); // what the map shows need not be made anew
        QCOMPARE(enterprises.rowCount(), static_cast<int>(b.owners()->enterprises.size()));
        for (int row = 0; row < enterprises.rowCount(); ++row) {
            const RollupNetwork& network = *b.owners()->enterprises[static_cast<std::size_t>(row)].network;
            const PlanCell now =
                figureCell(FigureUnit::Ratio, 1 - network.worst_mlu.after, b.language.locale());
            const QString shown = enterprises.index(row, 15).data().toString();
            QVERIFY2(network.isMeasured.after ? shown.endsWith(now.text) : shown.endsWith(format::unknown()),
                     qPrintable(shown));
            const PlanCell near = figureCell(FigureUnit::Ratio, network.near.after[2], b.language.locale());
            QVERIFY(enterprises.index(row, 19).data().toString().endsWith(near.text));
        }
    }

    /// The same figure in the summary and in the tables below it.
    void theSummarySpeaksAsTheTablesDo()
    {
        Bench b;
        b.apply(loseZhongwei());
        const PlanProxy& enterprises = b.tables.proxy(Id::Enterprises);
        QVERIFY(enterprises.rowCount() > 0);
        const Totals& before = b.outcome().before->totals;
        const Totals& after = b.outcome().after->totals;
        const QLocale locale = b.language.locale();
        const PlanCell lost =
            differenceCell(FigureUnit::MoneyRate,
                           static_cast<double>(after.revenuePerHour - before.revenuePerHour) / 1e4, locale);
        QVERIFY(lost.text.startsWith(QStringLiteral("−")));
        const QString shown = format::Quantity{lost.text, lost.unit}.text();
        QCOMPARE(b.cell(Id::Summary, QStringLiteral("Revenue an hour"), 3), shown);
        const Rollup& first = b.outcome().enterprises.front();
        const PlanCell ofOne = differenceCell(
            FigureUnit::MoneyRate, static_cast<double>(first.more(&OwnerSums::revenuePerHour)) / 1e4, locale);
        QCOMPARE(enterprises.index(0, 12).data().toString(), ofOne.text);
        const PlanProxy& summary = b.tables.proxy(Id::Summary);
        int points = 0;
        for (int row = 0; row < summary.rowCount(); ++row) {
            const bool isRatio = summary.index(row, 2).data(UnitRole).toString() == u"%";
            const QModelIndex difference = summary.index(row, 3);
            if (isRatio && difference.data().toString() != u"0") {
                QCOMPARE(difference.data(UnitRole).toString(), QStringLiteral("points"));
                ++points;
            }
        }
        QVERIFY(points > 0);
    }

    /// A live outage that the scenario repairs: what comes back is seen, of both sides.
    void aRepairShowsWhatComesBack_data()
    {
        QTest::addColumn<Language::Tongue>("tongue");
        QTest::addRow("en") << Language::Tongue::English;
        QTest::addRow("zh_CN") << Language::Tongue::Chinese;
    }

    void aRepairShowsWhatComesBack()
    {
        QFETCH(Language::Tongue, tongue);
        Bench b;
        b.language.setTongue(tongue);
        b.twin->set(twin::EntityKind::Pool, kZhongwei, twin::PoolMetric::State, 3);
        b.twin->tick();
        b.feed.poll();
        b.fork();
        b.apply(Restore{{TargetKind::Pool, kZhongwei}});
        QVERIFY(b.outcome().before->totals.jobsStopped > b.outcome().after->totals.jobsStopped);
        const auto holds = [&](Id id, int column, const QString& text) {
            const PlanProxy& proxy = b.tables.proxy(id);
            for (int row = 0; row < proxy.rowCount(); ++row) {
                if (proxy.index(row, column).data().toString() == text) {
                    return proxy.index(row, column).data(SortRole).toDouble() < 0;
                }
            }
            return false;
        };
        QVERIFY(holds(Id::Tenants, 1, QStringLiteral("1 → 0")));
        QVERIFY(holds(Id::Enterprises, 1, QStringLiteral("1 → 0")) ||
                holds(Id::Enterprises, 1, QStringLiteral("2 → 0")));
        QVERIFY(holds(Id::Enterprises, 8, QStringLiteral("1 → 0")));
        const PlanProxy& pools = b.tables.proxy(Id::Pools);
        bool isBack = false;
        for (int row = 0; row < pools.rowCount(); ++row) {
            isBack = isBack || pools.index(row, 8).data().toString().endsWith(QStringLiteral(" → 0"));
        }
        QVERIFY(isBack);
        // What is a difference alone says so.
        const QString more =
            b.tables.proxy(Id::Tenants).headerData(7, Qt::Horizontal, Qt::DisplayRole).toString();
        QVERIFY2(more.endsWith(QStringLiteral("more")) || more.endsWith(QStringLiteral("增量")),
                 qPrintable(more));
    }

    void aRowLeadsToItsEntity()
    {
        Bench b;
        b.apply(cutBeijing());
        const PlanProxy& links = b.tables.proxy(Id::Links);
        const QModelIndex first = links.index(0, 0);
        const auto key = first.data(KeyRole).value<EntityKey>();
        QCOMPARE(key.type, EntityKey::Type::Link);
        QCOMPARE(links.indexOf(key), first);
        QCOMPARE(links.key(first), key);
    }

    void everyCutIsListedTheWorstFirst()
    {
        Bench b;
        b.apply(cutBeijing());
        PlanProxy& n1 = b.tables.proxy(Id::N1);
        QCOMPARE(n1.rowCount(), static_cast<int>(b.planner.current()->result.n1->rows.size()));
        QCOMPARE(n1.index(0, 0).data(KeyRole).value<EntityKey>().type, EntityKey::Type::Conduit);
        for (int row = 1; row < n1.rowCount(); ++row) {
            QVERIFY(n1.index(row - 1, 2).data(SortRole).toDouble() >=
                    n1.index(row, 2).data(SortRole).toDouble());
        }
        QVERIFY(b.tables.n1Headline().startsWith(QStringLiteral("All 2 single cuts are computed")) ||
                b.tables.n1Headline().startsWith(QStringLiteral("All 2 single cut(s) are computed")));
    }

    /// What a cancelled run knows of the cuts: the others have their bound.
    void cutsNotComputedHaveTheirBound()
    {
        Bench b;
        b.apply(cutBeijing());
        PlanResult part = b.planner.current()->result;
        auto table = std::make_shared<N1Table>(*part.n1);
        table->rows[0].isKnown = false;
        table->rows[0].bound_mlu = 3;
        table->known -= 1;
        part.n1 = table;
        const PlanRows rows = n1Rows(part, {b.language, nullptr});
        QCOMPARE(rows.cell(0, 2).text, QStringLiteral("not computed"));
        QVERIFY(!rows.cell(0, 2).sort.isValid());
        QCOMPARE(rows.cell(0, 7).text, QStringLiteral("300"));
    }

    void worksHaveTheirVerdict()
    {
        Bench b;
        Command work{PlannedWork{"W.1", {{TargetKind::Conduit, "D.BEJ~XIA"}}, true}, {}, {}, {}};
        work.at = Moment{false, twin::kHour};
        work.until = Moment{false, 2 * twin::kHour};
        b.apply(work);
        QCOMPARE(b.tables.proxy(Id::Works).rowCount(), 1);
        QCOMPARE(b.cell(Id::Works, QStringLiteral("W.1"), 1), QStringLiteral("No go"));
        QVERIFY(!b.cell(Id::Works, QStringLiteral("W.1"), 5).isEmpty());
    }

    /// Chinese names by sound on a Chinese screen, whatever the language of the system.
    void namesAreSortedAsInTheLanguageOfTheScreen()
    {
        static const QStringList names{QStringLiteral("北京"), QStringLiteral("安徽"),
                                       QStringLiteral("成都")};
        Language language(Language::Tongue::Chinese);
        PlanTable table({{"Name", false}});
        PlanProxy proxy(table, language);
        table.setRows({int(names.size()), [](int row, int) { return PlanCell::of(names[row]); }, {}});
        proxy.sort(0, Qt::AscendingOrder);
        const auto shown = [&] {
            QStringList out;
            for (int row = 0; row < proxy.rowCount(); ++row) {
                out.append(proxy.index(row, 0).data().toString());
            }
            return out.join(u' ');
        };
        QCOMPARE(shown(), QStringLiteral("安徽 北京 成都"));
        proxy.sort(0, Qt::DescendingOrder);
        QCOMPARE(shown(), QStringLiteral("成都 北京 安徽"));
    }

    void tablesAreSortedAndFiltered()
    {
        Bench b;
        b.apply(loseZhongwei());
        PlanProxy& flows = b.tables.proxy(Id::Flows);
        QAbstractItemModelTester tester(&flows, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(flows.rowCount() > 1);
        flows.sort(5, Qt::DescendingOrder);
        for (int row = 1; row < flows.rowCount(); ++row) {
            QVERIFY(flows.index(row - 1, 5).data(SortRole).toDouble() >=
                    flows.index(row, 5).data(SortRole).toDouble());
        }
        flows.setText(QStringLiteral("f.000002"));
        QCOMPARE(flows.rowCount(), 1);
        flows.setText({});
        b.planner.undo();
        b.wait();
        QCOMPARE(flows.rowCount(), 0);
    }

    void theSameRowsStayWhenTheirFiguresChange()
    {
        Bench b;
        const PlanTable& cuts = b.tables.table(Id::N1);
        b.apply(cutBeijing());
        QSignalSpy resets(&cuts, &QAbstractItemModel::modelReset);
        QSignalSpy updates(&cuts, &QAbstractItemModel::dataChanged);
        b.apply({ResizeLink{"L.XIA~YCH.A", 50'000'000'000}, {}, {}, {}});
        QVERIFY(updates.count() > 0);
        QCOMPARE(resets.count(), 0);
    }

    void aChangeListIsMadeWhenAskedForAndForgottenByAnEdit()
    {
        Bench b;
        b.apply({ResizeLink{"L.BEJ~XIA.A", 900'000'000'000}, {}, {}, {}});
        QCOMPARE(b.tables.proxy(Id::Changes).rowCount(), 0);
        b.changes.compute();
        QVERIFY(b.changes.isRunning());
        PATIENT_VERIFY(!b.changes.isRunning());
        QVERIFY2(!b.changes.refusal(), qPrintable(b.tables.changesRefusal()));
        QCOMPARE(b.tables.proxy(Id::Changes).rowCount(), 1);
        QVERIFY(b.tables.proxy(Id::Changes)
                    .index(0, 2)
                    .data()
                    .toString()
                    .startsWith(QStringLiteral("Resize link")));
        QVERIFY(!b.tables.changesHeadline().isEmpty());
        b.apply(loseZhongwei());
        QCOMPARE(b.tables.proxy(Id::Changes).rowCount(), 0);
    }

    void aChangeListCanBeTakenBack()
    {
        Bench b;
        b.apply({ResizeLink{"L.BEJ~XIA.A", 900'000'000'000}, {}, {}, {}});
        b.changes.compute();
        QThread::msleep(50); // so short a list is made by now, and nobody has heard of it
        QVERIFY(b.changes.isRunning());
        b.changes.cancel();
        PATIENT_VERIFY(!b.changes.isRunning());
        QVERIFY(b.changes.list() == nullptr);
        QVERIFY(!b.changes.refusal()); // it was asked for
        QCOMPARE(b.tables.proxy(Id::Changes).rowCount(), 0);
        b.changes.compute();
        PATIENT_VERIFY(!b.changes.isRunning());
        QCOMPARE(b.tables.proxy(Id::Changes).rowCount(), 1);
    }

    void aChangeListSaysWhatHolds_data()
    {
        QTest::addColumn<double>("base");
        QTest::addColumn<double>("worst");
        QTest::addColumn<QString>("cut");
        QTest::addColumn<int>("steps");
        QTest::addColumn<QString>("said");
        const QString conduit = QStringLiteral("D.BEJ~XIA");
        QTest::newRow("no step, over the limit with nothing cut")
            << 2.08 << 5.23 << conduit << 0
            << QStringLiteral(
                   "There is no step to do. Before any step it is over the limit of 90.0 % already: a "
                   "link is filled to 208 % with nothing cut, to 523 % by a cut of D.BEJ~XIA.");
        QTest::newRow("steps, over the limit by a cut")
            << 0.6 << 1.3 << conduit << 1
            << QStringLiteral(
                   "No step makes it worse. Before any step a cut of D.BEJ~XIA fills a link to 130 %, "
                   "over the limit of 90.0 % already; with nothing cut: 60.0 %.");
        QTest::newRow("no cut makes it worse")
            << 1.2 << 1.2 << QString() << 0
            << QStringLiteral(
                   "There is no step to do. Before any step it is over the limit of 90.0 % already: a "
                   "link is filled to 120 %, and no cut makes that worse.");
        QTest::newRow("within the limit")
            << 0.3 << 0.6 << conduit << 1
            << QStringLiteral("Every step is safe. Before any step the worst cut, D.BEJ~XIA, fills a link to "
                              "60.0 % (limit 90.0 %).");
    }

    void aChangeListSaysWhatHolds()
    {
        QFETCH(double, base);
        QFETCH(double, worst);
        QFETCH(QString, cut);
        QFETCH(int, steps);
        QFETCH(QString, said);
        auto list = std::make_shared<ChangeList>();
        list->limit = 0.9;
        list->startBase_mlu = base;
        list->startWorst_mlu = worst;
        list->startWorstCut = cut.toStdString();
        ChangeStep step;
        step.worst_mlu = worst;
        list->steps.assign(static_cast<std::size_t>(steps), step);
        const Language language;
        const PlanNames names{language, nullptr};
        QCOMPARE(changesHeadline(*list, names).replace(QChar(0x00A0), u' '), said);
        if (steps > 0) { // "Safe" is not said of what is over the limit
            QCOMPARE(changeRows(list, {}, 0, names).cell(0, 3).text,
                     worst > 0.9 ? QStringLiteral("No worse") : QStringLiteral("Safe"));
        }
        list->assumed = 2;
        QVERIFY(changesHeadline(*list, names).contains(QStringLiteral("Assumed, no steps: 2 command")));
    }

    void scenariosStandSideBySide()
    {
        Bench b;
        QAbstractItemModelTester tester(&b.comparison,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        b.apply(cutBeijing());
        const int first = b.planner.current()->id;
        b.planner.branch();
        b.apply(loseZhongwei());
        QCOMPARE(b.comparison.columnCount(), 0); // nobody looks at it
        b.comparison.setActive(true);
        PATIENT_COMPARE(b.comparison.missing(), std::size_t{0});
        QCOMPARE(b.comparison.columnCount(), 4); // figures, base, both
        const auto row = [&b](const std::string& key) {
            return static_cast<int>(std::ranges::find(b.comparison.keys(), key) -
                                    b.comparison.keys().begin());
        };
        const int stopped = row("jobs_stopped");
        QCOMPARE(b.comparison.value(stopped, 0), 0.0);
        QVERIFY(b.comparison.value(stopped, 2) > 0);
        const int stranded = row("stranded_gflops_fp16");
        QCOMPARE(b.comparison.value(stranded, 0), 0.0); // of what there is none
        QVERIFY(b.comparison.value(stranded, 2) > 0);
        QVERIFY(row("n1_worst") < b.comparison.rowCount());
        QVERIFY(row("within_5_ms") < b.comparison.rowCount());
        // Like the command line's: a line a figure, a column a scenario.
        const QList<QByteArray> lines = b.comparison.csv().split('\n');
        QCOMPARE(lines[0], QByteArray("figure,base,Scenario 1,Scenario 2"));
        QCOMPARE(lines.size(), b.comparison.rowCount() + 2);
        QVERIFY(b.comparison.json().contains("\"state_hash\""));
        b.tree.setData(b.tree.indexOf(first), Qt::Unchecked, Qt::CheckStateRole);
        QCOMPARE(b.comparison.columnCount(), 3);
        b.planner.undo();
        b.wait();
        PATIENT_COMPARE(b.comparison.missing(), std::size_t{0});
        QCOMPARE(b.comparison.value(stopped, 1), b.comparison.value(stopped, 0));
    }

    void scenariosOfOneNameAreToldApart()
    {
        Bench b;
        b.planner.branch();
        b.wait();
        for (const PlanScenario& each : b.planner.scenarios()) {
            b.planner.rename(each.id, QStringLiteral("Base"));
        }
        b.comparison.setActive(true);
        PATIENT_COMPARE(b.comparison.missing(), std::size_t{0});
        QCOMPARE(b.comparison.csv().split('\n')[0], QByteArray("figure,base,Base,Base (2)"));
    }
};

QTEST_GUILESS_MAIN(TestPlanTables)
#include "tst_plan_tables.moc"
