#include "views/market/market_dialog.h"

#include "models/console_models.h"
#include "models/format/format.h"
#include "twin/support/file_io.h"
#include "views/actions/action_registry.h"
#include "views/main_window/file_places.h"
#include "views/main_window/table_export.h"
#include "views/market/market_chart.h"
#include "views/market/market_form.h"
#include "views/tables/entity_table.h"
#include "views/widgets/elided_label.h"
#include "views/widgets/reason_label.h"
#include "views/widgets/tone.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QProgressBar>
#include <QScreen>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>

namespace views {

using models::MarketModel;
using models::MarketProgress;

namespace {

constexpr int kPoll_ms = 200;
constexpr int kStages = 4;

} // namespace

MarketDialog::MarketDialog(const ViewContext& context, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_model(context.models.feed, context.models.language)
    , m_form(new MarketForm(context, m_model))
    , m_whatIf(new QLabel)
    , m_progress(new QProgressBar)
    , m_fault(new QLabel)
    , m_reason(new ReasonLabel(QStringLiteral("marketReason")))
    , m_tabs(new QTabWidget)
    , m_markets(new EntityTable(context))
    , m_chart(new MarketChart(context.theme))
    , m_contracts(new EntityTable(context))
    , m_bills(new EntityTable(context))
    , m_unmatched(new EntityTable(context))
    , m_totals(new EntityTable(context))
    , m_summary(new ElidedLabel)
{
    setObjectName(QStringLiteral("marketDialog"));
    m_tabs->addTab(makeMarkets(), QString());
    addTable(m_contracts, QStringLiteral("contractTable"), m_model.contracts());
    addTable(m_bills, QStringLiteral("billTable"), m_model.billTable());
    addTable(m_unmatched, QStringLiteral("unmatchedTable"), m_model.unmatched());
    addTable(m_totals, QStringLiteral("marketTotals"), m_model.totals());
    makeLayout();
    m_poll.setInterval(kPoll_ms);
    connect(&m_poll, &QTimer::timeout, this, &MarketDialog::updateProgress);
    connect(m_form, &MarketForm::exportRequested, this, &MarketDialog::exportTable);
    connect(m_form, &MarketForm::inputsChanged, this, &MarketDialog::updateTexts);
    connect(m_form, &MarketForm::saveRequested, this, &MarketDialog::saveOrders);
    connect(&m_model, &MarketModel::changed, this, &MarketDialog::update);
    connect(&m_model, &MarketModel::settled, this, &MarketDialog::updateTexts);
    connect(&m_model, &MarketModel::settled, m_bills,
            &EntityTable::fitColumns); // a page behind widens nothing
    connect(&context.models.language, &models::Language::changed, this, &MarketDialog::retranslate);
    const QSize there = screen()->availableSize();
    resize(qMin(1'400, there.width() - 24), qMin(700, there.height() - 60));
    retranslate();
}

/// Ready to be run: the first of the form would be a list of one.
void MarketDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    m_form->begin();
}

void MarketDialog::makeLayout()
{
    m_whatIf->setObjectName(QStringLiteral("marketWhatIf"));
    m_whatIf->setContentsMargins(12, 0, 12, 0);
    m_whatIf->setWordWrap(true);
    setTone(*m_whatIf, QStringLiteral("accent"));
    m_progress->setObjectName(QStringLiteral("marketProgress"));
    m_progress->setRange(0, kStages);
    m_progress->setMaximumHeight(18);
    m_progress->hide();
    m_fault->setObjectName(QStringLiteral("marketFault"));
    m_fault->setTextFormat(Qt::PlainText);
    m_fault->setWordWrap(true);
    m_fault->setContentsMargins(12, 0, 12, 0);
    m_reason->setContentsMargins(12, 0, 12, 0);
    m_tabs->setObjectName(QStringLiteral("marketTabs"));
    m_tabs->setDocumentMode(true);
    m_summary->setObjectName(QStringLiteral("marketSummary"));
    m_summary->setContentsMargins(12, 0, 12, 0);
    setTone(*m_summary, QStringLiteral("dim"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 8);
    layout->setSpacing(6);
    layout->addWidget(m_whatIf);
    layout->addWidget(m_form);
    layout->addWidget(m_progress);
    layout->addWidget(m_fault);
    layout->addWidget(m_reason);
    layout->addWidget(m_tabs, 1);
    layout->addWidget(m_summary);
}

QWidget* MarketDialog::makeMarkets()
{
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setObjectName(QStringLiteral("marketPage"));
    m_markets->setObjectName(QStringLiteral("marketTable"));
    m_markets->setModel(&m_model.markets());
    m_markets->setSelectionMode(QAbstractItemView::SingleSelection);
    m_chart->setObjectName(QStringLiteral("marketChart"));
    splitter->addWidget(m_markets);
    splitter->addWidget(m_chart);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    splitter->setSizes({200, 300}); // else the table takes all it could use
    splitter->setChildrenCollapsible(false);
    connect(m_markets->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &MarketDialog::showCurves);
    connect(&m_model.markets(), &QAbstractItemModel::modelReset, m_markets,
            [this] { m_markets->fitColumns(); });
    return splitter;
}

void MarketDialog::addTable(EntityTable* table, const QString& name, QAbstractItemModel& model)
{
    table->setObjectName(name);
    table->setModel(&model);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_tabs->addTab(table, QString());
    connect(&model, &QAbstractItemModel::modelReset, table, [table] { table->fitColumns(); });
}

EntityTable& MarketDialog::table() const
{
    return m_tabs->currentIndex() == 0 ? *m_markets : *static_cast<EntityTable*>(m_tabs->currentWidget());
}

QString MarketDialog::writeTable(const QString& path) const
{
    const auto done = views::exportTable(*table().model(), path);
    return done ? QString() : QString::fromStdString(done.error().text());
}

QString MarketDialog::writeOrders(const QString& path) const
{
    const auto done = twin::writeFileAtomically(path.toStdString(), m_model.ordersFile().toStdString());
    return done ? QString() : QString::fromStdString(done.error().text());
}

void MarketDialog::exportTable()
{
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export table"), fileFolder(m_context.settings),
                                     tr("Tables for spreadsheets (%1)").arg(QStringLiteral("*.csv")));
    if (!path.isEmpty()) {
        rememberFolder(m_context.settings, path);
        const QString whole = withEnding(path, QStringLiteral(".csv"));
        tellOf(whole, writeTable(whole));
    }
}

void MarketDialog::saveOrders()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save orders"), fileFolder(m_context.settings),
                                                      tr("Orders files (%1)").arg(QStringLiteral("*.json")));
    if (!path.isEmpty()) {
        rememberFolder(m_context.settings, path);
        const QString whole = withEnding(path, QStringLiteral(".json"));
        tellOf(whole, writeOrders(whole));
    }
}

void MarketDialog::tellOf(const QString& path, const QString& problem)
{
    setTone(*m_fault, problem.isEmpty() ? QStringLiteral("dim") : QStringLiteral("critical"));
    m_fault->setText(
        problem.isEmpty()
            ? tr("Written to %1.").arg(path)
            : tr("Nothing was written to %1: choose another folder, or free some space.").arg(path));
    m_fault->show();
    m_reason->setReason(problem);
}

void MarketDialog::update()
{
    const bool isRunning = m_model.isRunning();
    m_progress->setVisible(isRunning);
    isRunning ? m_poll.start() : m_poll.stop();
    updateProgress();
    const auto& error = m_model.error();
    const bool isCancelled = error && error->code == twin::ErrorCode::Cancelled;
    m_fault->setText(!error        ? QString()
                     : isCancelled ? tr("The run was cancelled.")
                                   : tr("The market was not cleared."));
    m_fault->setVisible(error.has_value());
    setTone(*m_fault, isCancelled ? QStringLiteral("dim") : QStringLiteral("critical"));
    m_reason->setReason(error && !isCancelled ? models::format::text(error->text()) : QString());
    updateTexts();
    if (m_wasRunning && !isRunning && !error) {
        const int row = m_model.markets().busiest();
        if (row >= 0) {
            m_markets->selectRow(row);
        }
    }
    showCurves();
    m_wasRunning = isRunning;
}

void MarketDialog::updateProgress()
{
    if (!m_model.isRunning()) {
        return;
    }
    const MarketProgress::Stage stage = m_model.stage();
    const QStringList words{tr("Reading the orders…"), tr("Working out what the network carries…"),
                            tr("Clearing the markets…"), tr("Writing the bills…")};
    m_progress->setValue(stage + 1);
    m_progress->setFormat(words.value(stage));
}

void MarketDialog::updateTexts()
{
    // What stands below goes on standing there: it can be read while other orders are chosen.
    const bool isOld = m_model.hasResult() && !m_model.isRunning() &&
                       !m_model.isOf(m_form->ordersFile(), m_form->settings());
    m_summary->setText(isOld ? tr("Of other orders or options than those above: clear the market anew. %1")
                                   .arg(m_model.summary())
                             : m_model.summary());
    setTone(*m_summary, isOld ? QStringLiteral("accent") : QStringLiteral("dim"));
    const QLocale& locale = m_context.models.language.locale();
    const auto count = [&](const EntityTable* table) {
        return models::format::count(static_cast<std::uint64_t>(table->model()->rowCount()), locale);
    };
    m_tabs->setTabText(0, tr("Markets (%1)").arg(count(m_markets)));
    m_tabs->setTabText(1, tr("Contracts (%1)").arg(count(m_contracts)));
    m_tabs->setTabText(2, tr("Deliveries and bills (%1)").arg(count(m_bills)));
    m_tabs->setTabText(3, tr("Unmatched (%1)").arg(count(m_unmatched)));
    m_tabs->setTabText(4, tr("Totals"));
    m_tabs->setTabToolTip(
        4, tr("Sums of the exact amounts, to 0.0001 CNY; the other tables show 0.01 CNY, and the "
              "exact amount under the pointer"));
    updateEmptyTexts();
    if (m_totals->model()->rowCount() > 0) {
        m_totals->fitColumns();
        m_totals->setColumnWidth(models::FigureTable::LabelColumn,
                                 qMax(420, m_totals->columnWidth(models::FigureTable::LabelColumn)));
    }
}

void MarketDialog::updateEmptyTexts()
{
    const auto empty = [](EntityTable* table, const QString& title, const QString& text) {
        table->setEmptyText(table->model()->rowCount() > 0 ? QString() : title, text, nullptr);
    };
    const bool has = m_model.hasResult();
    const QString nothing = tr("Nothing cleared yet");
    const QString how = tr("Choose orders above, and clear the market.");
    empty(m_markets, has ? tr("There are no orders") : nothing,
          has ? tr("No job of the twin waits for cards that a pool has free: why stands under “Unmatched”.")
              : how);
    empty(m_contracts, has ? tr("No contracts") : nothing,
          has ? tr("No bid met an ask: why stands under “Unmatched”.") : how);
    empty(m_bills, has ? tr("No bills") : nothing, has ? tr("There are no contracts to deliver.") : how);
    empty(m_unmatched, has ? tr("Every bid got all it asked for") : nothing, has ? QString() : how);
    empty(m_totals, nothing, how);
}

void MarketDialog::showCurves()
{
    const int row = m_markets->currentIndex().row();
    const bool isChosen = m_model.hasResult() && row >= 0 && row < m_model.markets().rowCount();
    m_chart->setVisible(isChosen); // empty axes say nothing
    if (isChosen) {
        m_chart->show(m_model.curves(row), m_model.markets().title(row));
    }
}

void MarketDialog::retranslate()
{
    setWindowTitle(m_context.actions.action(QStringLiteral("planner.market"))->iconText());
    m_whatIf->setText(
        tr("What-if only: nothing is traded. Orders, prices, contracts and bills are worked out "
           "for this window alone."));
    m_markets->setAccessibleName(tr("Markets and how they cleared"));
    m_contracts->setAccessibleName(tr("Contracts"));
    m_bills->setAccessibleName(tr("Deliveries and bills"));
    m_unmatched->setAccessibleName(tr("Bids that got less than they asked for, and why"));
    m_totals->setAccessibleName(tr("Totals"));
    for (EntityTable* table : {m_markets, m_contracts, m_bills, m_unmatched}) {
        table->fitColumns(); // titles have room before there are rows
    }
    m_chart->retranslate();
    m_form->retranslate();
    update();
}

} // namespace views
