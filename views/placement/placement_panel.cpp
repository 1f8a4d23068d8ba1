#include "views/placement/placement_panel.h"

#include "models/console_models.h"
#include "models/format/format.h"
#include "twin/support/file_io.h"
#include "views/main_window/table_export.h"
#include "views/placement/placement_form.h"
#include "views/placement/timeline_page.h"
#include "views/tables/entity_table.h"
#include "views/widgets/elided_label.h"
#include "views/widgets/reason_label.h"
#include "views/widgets/tone.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QProgressBar>
#include <QSettings>
#include <QStandardPaths>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace views {

using models::EntityKey;
using models::PlacementModel;
using models::PlacementProgress;

namespace {

constexpr int kPoll_ms = 200;
const QString kFolderKey = QStringLiteral("files/folder");

/// Kinds that routing knows how to take out of service.
bool canFail(const EntityKey& key)
{
    using Type = EntityKey::Type;
    return key.type == Type::Pool || key.type == Type::Link || key.type == Type::Conduit ||
           key.type == Type::Site;
}

} // namespace

PlacementPanel::PlacementPanel(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_summary(new ElidedLabel)
    , m_form(new PlacementForm(context))
    , m_progress(new QProgressBar)
    , m_fault(new QLabel)
    , m_reason(new ReasonLabel(QStringLiteral("placementReason")))
    , m_tabs(new QTabWidget)
    , m_timeline(new TimelinePage(context))
    , m_plan(new EntityTable(context))
    , m_rejections(new EntityTable(context))
    , m_moves(new EntityTable(context))
{
    setObjectName(QStringLiteral("placementPanel"));
    setProperty("ground", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    m_summary->setObjectName(QStringLiteral("placementSummary"));
    setTone(*m_summary, QStringLiteral("dim"));
    m_fault->setObjectName(QStringLiteral("placementFault"));
    m_fault->setTextFormat(Qt::PlainText);
    m_fault->setWordWrap(true);
    m_fault->setContentsMargins(8, 0, 8, 0);
    setTone(*m_fault, QStringLiteral("critical"));
    m_progress->setObjectName(QStringLiteral("placementProgress"));
    m_progress->setRange(0, 4);
    m_progress->setMaximumHeight(18);
    m_progress->hide();
    m_tabs->setObjectName(QStringLiteral("placementTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_timeline, QString());
    PlacementModel& model = context.models.placement;
    addTable(m_plan, QStringLiteral("planTable"), model.plan());
    addTable(m_rejections, QStringLiteral("rejectionTable"), model.rejections());
    addTable(m_moves, QStringLiteral("moveTable"), model.moves());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_form);
    layout->addWidget(m_progress);
    layout->addWidget(m_fault);
    m_reason->setContentsMargins(8, 0, 8, 0);
    layout->addWidget(m_reason);
    layout->addWidget(m_tabs, 1);
    m_poll.setInterval(kPoll_ms);
    connect(&m_poll, &QTimer::timeout, this, &PlacementPanel::updateProgress);
    connect(m_form, &PlacementForm::runRequested, this,
            [this, &model] { model.run(m_form->jobsFile(), m_form->settings()); });
    connect(m_form, &PlacementForm::cancelRequested, this, [&model] { model.cancel(); });
    connect(m_form, &PlacementForm::replanRequested, this, &PlacementPanel::replan);
    connect(m_form, &PlacementForm::exportRequested, this, &PlacementPanel::exportPlan);
    connect(&model, &PlacementModel::changed, this, &PlacementPanel::update);
    const models::PlanTakeover& takeover = context.models.planTakeover;
    connect(&takeover, &models::PlanTakeover::changed, this, &PlacementPanel::updateFault);
    connect(&takeover, &models::PlanTakeover::taken, this, [this](int commands, const QString& scenario) {
        Q_EMIT said({Message::Tone::Information,
                     tr("%n job(s) of the plan are commands of %1 now.", nullptr, commands).arg(scenario),
                     {},
                     tr("Ctrl+Z takes all of them back; Ctrl+R runs the scenario."),
                     {}});
    });
    retranslate();
}

void PlacementPanel::addTable(EntityTable* table, const QString& name, QAbstractItemModel& model)
{
    table->setObjectName(name);
    table->setModel(&model);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->horizontalHeader()->setStretchLastSection(true);
    m_tabs->addTab(table, QString());
    connect(&model, &QAbstractItemModel::modelReset, table, [table] { table->fitColumns(); });
}

QWidget* PlacementPanel::controls()
{
    return m_summary;
}

void PlacementPanel::setActive(bool active)
{
    m_context.models.placement.setActive(active);
}

void PlacementPanel::begin()
{
    if (m_tabs->currentWidget() == m_timeline) {
        m_timeline->begin();
    } else {
        m_tabs->currentWidget()->setFocus();
    }
}

void PlacementPanel::replan()
{
    QStringList failed;
    for (const EntityKey& key : m_context.models.selection.keys()) {
        if (canFail(key)) {
            failed.append(key.id);
        }
    }
    if (failed.isEmpty()) {
        m_fault->setText(tr("Select pools, links, conduits or sites: they are what fails."));
        m_fault->show();
        m_reason->setReason({});
        return;
    }
    m_context.models.placement.replan(failed);
}

QString PlacementPanel::writePlan(const QString& path) const
{
    PlacementModel& model = m_context.models.placement;
    const auto done = path.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive)
                          ? exportTable(model.plan(), path)
                          : twin::writeFileAtomically(path.toStdString(), model.json().toStdString());
    return done ? QString() : QString::fromStdString(done.error().text());
}

void PlacementPanel::exportPlan()
{
    const QString folder =
        m_context.settings
            .value(kFolderKey, QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
            .toString();
    QString chosen;
    const QString json = tr("Plans (%1)").arg(QStringLiteral("*.json"));
    const QString csv = tr("Tables for spreadsheets (%1)").arg(QStringLiteral("*.csv"));
    QString path = QFileDialog::getSaveFileName(this, tr("Export the plan"), folder,
                                                json + QStringLiteral(";;") + csv, &chosen);
    if (path.isEmpty()) {
        return;
    }
    m_context.settings.setValue(kFolderKey, QFileInfo(path).absolutePath());
    if (QFileInfo(path).suffix().isEmpty()) {
        path += chosen == csv ? QStringLiteral(".csv") : QStringLiteral(".json");
    }
    const QString problem = writePlan(path);
    if (problem.isEmpty()) {
        Q_EMIT said({Message::Tone::Information, tr("The plan was written to %1.").arg(path), {}, {}, {}});
    } else {
        Q_EMIT said({Message::Tone::Problem, tr("The plan could not be written to %1.").arg(path),
                     tr("No file was made or changed."), tr("Choose another folder, or free some space."),
                     problem});
    }
}

void PlacementPanel::update()
{
    const PlacementModel& model = m_context.models.placement;
    const bool isRunning = model.isRunning();
    m_progress->setVisible(isRunning);
    isRunning ? m_poll.start() : m_poll.stop();
    updateProgress();
    updateTexts();
    m_form->update();
    m_timeline->update();
    if (m_wasRunning && !isRunning && model.hasPlan() && !model.error()) {
        const bool hasMoves = m_moves->model()->rowCount() > 0;
        m_tabs->setCurrentWidget(hasMoves ? static_cast<QWidget*>(m_moves) : m_timeline);
    }
    m_wasRunning = isRunning;
}

void PlacementPanel::updateProgress()
{
    const PlacementModel& model = m_context.models.placement;
    if (!model.isRunning()) {
        return;
    }
    const PlacementProgress::Stage stage = model.stage();
    const QStringList words{tr("Reading the jobs…"), tr("Working out what the network carries…"),
                            tr("Placing the jobs…"), tr("Checking the plan…")};
    m_progress->setValue(stage + 1);
    m_progress->setFormat(words.value(stage));
}

/// Why there is no plan, or why it was not taken over.
void PlacementPanel::updateFault()
{
    const auto& error = m_context.models.placement.error();
    const QString& refusal = m_context.models.planTakeover.refusal();
    const bool isCancelled = error && error->code == twin::ErrorCode::Cancelled;
    const QString fault = error && isCancelled ? tr("The run was cancelled.")
                          : error              ? tr("There is no plan.")
                          : refusal.isEmpty()  ? QString()
                                              : tr("The plan was not taken over; the scenario is as it was.");
    m_fault->setText(fault);
    m_reason->setReason(isCancelled ? QString() : error ? models::format::text(error->text()) : refusal);
    m_fault->setVisible(!fault.isEmpty());
    setTone(*m_fault, isCancelled ? QStringLiteral("dim") : QStringLiteral("critical"));
}

void PlacementPanel::updateTexts()
{
    const PlacementModel& model = m_context.models.placement;
    updateFault();
    m_summary->setText(model.summary());
    const QLocale& locale = m_context.models.language.locale();
    const auto count = [&](const EntityTable* table) {
        return models::format::count(static_cast<std::uint64_t>(table->model()->rowCount()), locale);
    };
    m_tabs->setTabText(0, tr("Timeline"));
    m_tabs->setTabText(1, tr("Placed (%1)").arg(count(m_plan)));
    m_tabs->setTabText(2, tr("Rejected (%1)").arg(count(m_rejections)));
    // A job that keeps its cards does not move, though its traffic goes another way.
    const auto moves = [&](twin::compute::MoveKind kind) {
        const auto& outcome = model.outcome();
        const auto found = outcome != nullptr && !outcome->error
                               ? std::ranges::count(outcome->moves, kind, &twin::compute::JobMove::kind)
                               : 0;
        return models::format::count(static_cast<std::uint64_t>(found), locale);
    };
    const QString moved = moves(twin::compute::MoveKind::Moved);
    const QString rerouted = moves(twin::compute::MoveKind::Rerouted);
    m_tabs->setTabText(3, rerouted == u"0" ? tr("Moves (%1)").arg(moved)
                                           : tr("Moves (%1), rerouted (%2)").arg(moved, rerouted));
    const bool hasPlan = model.hasPlan();
    const auto empty = [](EntityTable* table, const QString& title, const QString& text) {
        table->setEmptyText(table->model()->rowCount() > 0 ? QString() : title, text, nullptr);
    };
    const QString none = tr("There is no plan yet: choose jobs and a policy above, and place them.");
    empty(m_plan, hasPlan ? tr("No job has a place") : tr("No plan"),
          hasPlan ? tr("Why not stands under “Rejected”.") : none);
    empty(m_rejections, hasPlan ? tr("Every job has a place") : tr("No plan"), hasPlan ? QString() : none);
    empty(m_moves, tr("No moves"),
          tr("Select what fails, on the map or in a table, and press “If the selected fails…”: what moves, "
             "its cost and its traffic are listed here."));
}

void PlacementPanel::retranslate()
{
    m_plan->setAccessibleName(tr("Jobs that have a place"));
    m_rejections->setAccessibleName(tr("Jobs without a place, and why"));
    m_moves->setAccessibleName(tr("What moves after the failure"));
    for (EntityTable* table : {m_plan, m_rejections, m_moves}) {
        table->fitColumns(); // titles have room before there are rows
    }
    m_form->retranslate();
    m_timeline->retranslate();
    update();
}

} // namespace views
