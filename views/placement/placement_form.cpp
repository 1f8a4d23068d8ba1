#include "views/placement/placement_form.h"

#include "models/compute/compute_terms.h"
#include "models/console_models.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStandardPaths>
#include <QToolButton>

namespace views {

using models::ComputeTerms;
using twin::compute::PlacementPolicy;

namespace {

const QString kFileKey = QStringLiteral("placement/jobsFile");
const QString kPolicyKey = QStringLiteral("placement/policy");
const QString kFolderKey = QStringLiteral("files/folder"); // that of all files
constexpr int kPolicies = 7;

} // namespace

PlacementForm::PlacementForm(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_jobsLabel(new QLabel)
    , m_jobs(new QComboBox)
    , m_choose(new QPushButton)
    , m_policyLabel(new QLabel)
    , m_policy(new QComboBox)
    , m_more(new QToolButton)
    , m_run(new QPushButton)
    , m_replan(new QPushButton)
    , m_take(new QPushButton)
    , m_export(new QPushButton)
    , m_options(new QWidget)
{
    m_jobs->setObjectName(QStringLiteral("placementJobs"));
    m_jobs->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_jobs->setMinimumContentsLength(14);
    m_choose->setObjectName(QStringLiteral("placementChoose"));
    m_policy->setObjectName(QStringLiteral("placementPolicy"));
    m_more->setObjectName(QStringLiteral("placementMore"));
    m_more->setCheckable(true);
    m_more->setFocusPolicy(Qt::TabFocus);
    m_run->setObjectName(QStringLiteral("placementRun"));
    m_replan->setObjectName(QStringLiteral("placementReplan"));
    m_take->setObjectName(QStringLiteral("placementTake"));
    m_export->setObjectName(QStringLiteral("placementExport"));
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_jobsLabel);
    row->addWidget(m_jobs, 1);
    row->addWidget(m_choose);
    row->addWidget(m_policyLabel);
    row->addWidget(m_policy);
    row->addWidget(m_more);
    row->addWidget(m_run);
    row->addWidget(m_replan);
    row->addWidget(m_take);
    row->addWidget(m_export);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 0);
    layout->setSpacing(4);
    layout->addLayout(row);
    makeOptions();
    layout->addWidget(m_options);
    m_options->hide();
    connect(m_more, &QToolButton::toggled, m_options, &QWidget::setVisible);
    connect(m_choose, &QPushButton::clicked, this, &PlacementForm::chooseFile);
    connect(m_run, &QPushButton::clicked, this, [this] {
        m_context.models.placement.isRunning() ? Q_EMIT cancelRequested() : Q_EMIT runRequested();
    });
    connect(m_replan, &QPushButton::clicked, this, &PlacementForm::replanRequested);
    connect(m_take, &QPushButton::clicked, &context.models.planTakeover, &models::PlanTakeover::start);
    connect(&context.models.planTakeover, &models::PlanTakeover::changed, this, &PlacementForm::updateTake);
    connect(m_export, &QPushButton::clicked, this, &PlacementForm::exportRequested);
    connect(m_policy, &QComboBox::activated, this, [this](int index) {
        m_context.settings.setValue(kPolicyKey, index);
        update();
    });
    m_jobs->addItem(QString(), QString());
    if (const QString path = context.settings.value(kFileKey).toString(); !path.isEmpty()) {
        setJobsFile(path);
    }
    connect(m_jobs, &QComboBox::activated, this, &PlacementForm::update);
    connect(&context.models.selection, &models::Selection::changed, this, &PlacementForm::update);
    retranslate();
}

void PlacementForm::makeOptions()
{
    auto* row = new QHBoxLayout(m_options);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    const models::PlacementSettings usual;
    const auto add = [&](QWidget* box, const QString& name) {
        box->setObjectName(name);
        auto* label = new QLabel;
        m_optionLabels.append(label);
        row->addWidget(label);
        row->addWidget(box);
    };
    const auto number = [](double min, double max, double value, int decimals) {
        auto* box = new QDoubleSpinBox;
        box->setDecimals(decimals);
        box->setRange(min, max);
        box->setValue(value);
        box->setButtonSymbols(QAbstractSpinBox::NoButtons);
        box->setMaximumWidth(90);
        return box;
    };
    m_fill = number(1, 100, 100 * usual.fill, 1);
    m_fill->setSuffix(QStringLiteral(" %"));
    m_paths = new QSpinBox;
    m_paths->setRange(1, 64);
    m_paths->setValue(static_cast<int>(usual.mostPaths));
    m_paths->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_paths->setMaximumWidth(60);
    m_network = number(0, 1e6, usual.network_cnyPerGbpsHour, 2);
    m_carbon = number(0, 10, usual.kgCo2PerKwh, 4);
    m_seconds = number(0, 1e5, usual.exactSeconds, 2);
    add(m_fill, QStringLiteral("placementFill"));
    add(m_paths, QStringLiteral("placementPaths"));
    add(m_network, QStringLiteral("placementNetwork"));
    add(m_carbon, QStringLiteral("placementCarbon"));
    add(m_seconds, QStringLiteral("placementSeconds"));
    row->addStretch();
}

QString PlacementForm::jobsFile() const
{
    return m_jobs->currentData().toString();
}

void PlacementForm::setJobsFile(const QString& path)
{
    while (m_jobs->count() > 1) {
        m_jobs->removeItem(1);
    }
    m_jobs->addItem(QFileInfo(path).fileName(), path);
    m_jobs->setItemData(1, path, Qt::ToolTipRole);
    m_jobs->setCurrentIndex(1);
    m_context.settings.setValue(kFileKey, path);
}

models::PlacementSettings PlacementForm::settings() const
{
    models::PlacementSettings out;
    out.policy = static_cast<PlacementPolicy>(m_policy->currentIndex());
    out.fill = m_fill->value() / 100;
    out.mostPaths = static_cast<std::uint32_t>(m_paths->value());
    out.network_cnyPerGbpsHour = m_network->value();
    out.kgCo2PerKwh = m_carbon->value();
    out.exactSeconds = m_seconds->value();
    return out;
}

void PlacementForm::chooseFile()
{
    const QString folder =
        m_context.settings
            .value(kFolderKey, QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
            .toString();
    const QString path = QFileDialog::getOpenFileName(this, tr("Jobs to be placed"), folder,
                                                      tr("Jobs files (%1)").arg(QStringLiteral("*.json")));
    if (!path.isEmpty()) {
        m_context.settings.setValue(kFolderKey, QFileInfo(path).absolutePath());
        setJobsFile(path);
        update();
    }
}

void PlacementForm::update()
{
    const models::PlacementModel& model = m_context.models.placement;
    const bool isRunning = model.isRunning();
    m_jobs->setItemText(0, tr("Jobs that wait (%n)", nullptr, static_cast<int>(model.waiting())));
    m_run->setText(isRunning ? tr("Cancel") : tr("Place"));
    m_run->setToolTip(isRunning ? tr("Stop the run; the last plan stays")
                                : tr("Place the jobs at the moment that is shown; a what-if"));
    m_jobs->setEnabled(!isRunning);
    m_choose->setEnabled(!isRunning);
    m_policy->setEnabled(!isRunning);
    m_policy->setToolTip(ComputeTerms::help(static_cast<PlacementPolicy>(qMax(0, m_policy->currentIndex()))));
    m_replan->setEnabled(!isRunning && model.hasPlan() && !m_context.models.selection.keys().isEmpty());
    m_export->setEnabled(!isRunning && model.hasPlan());
    m_seconds->setEnabled(m_policy->currentIndex() == static_cast<int>(PlacementPolicy::Exact));
    updateTake();
}

void PlacementForm::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    updateTake();
}

/// Greyed, it says why: to the pointer and to a screen reader. Not while nobody sees it: what the plan comes
/// to in the scenario takes a look at every job.
void PlacementForm::updateTake()
{
    if (!isVisible()) {
        return;
    }
    const models::PlanTakeover& takeover = m_context.models.planTakeover;
    const QString whyNot = takeover.whyNot();
    QStringList lines;
    if (whyNot.isEmpty()) {
        const models::PlanCommands& commands = takeover.commands();
        lines << tr("%n job(s) of the plan as commands of %1, one edit", nullptr,
                    static_cast<int>(commands.commands.size()))
                     .arg(m_context.models.planner.current()->name);
        const auto left = [&lines](std::size_t count, const QString& text) {
            lines << (count > 0 ? text : QString());
        };
        left(commands.standing,
             tr("%n job(s) are there already", nullptr, static_cast<int>(commands.standing)));
        left(commands.placeless,
             tr("%n job(s) have no place and are left out", nullptr, static_cast<int>(commands.placeless)));
        left(commands.cardless,
             tr("%n job(s) hold no cards and are left out", nullptr, static_cast<int>(commands.cardless)));
        lines.removeAll(QString());
    }
    m_take->setEnabled(whyNot.isEmpty());
    m_take->setToolTip(whyNot.isEmpty() ? lines.join(u'\n') : whyNot);
    m_take->setAccessibleDescription(m_take->toolTip());
}

void PlacementForm::fillPolicies()
{
    const QSignalBlocker blocker(m_policy);
    const int usual = static_cast<int>(PlacementPolicy::NetworkAware);
    const int current = m_policy->count() == 0 ? m_context.settings.value(kPolicyKey, usual).toInt()
                                               : m_policy->currentIndex();
    m_policy->clear();
    for (int policy = 0; policy < kPolicies; ++policy) {
        m_policy->addItem(ComputeTerms::of(static_cast<PlacementPolicy>(policy)));
        m_policy->setItemData(policy, ComputeTerms::help(static_cast<PlacementPolicy>(policy)),
                              Qt::ToolTipRole);
    }
    m_policy->setCurrentIndex(current >= 0 && current < kPolicies ? current : usual);
}

void PlacementForm::retranslate()
{
    fillPolicies();
    m_jobsLabel->setText(tr("Jobs"));
    m_jobs->setAccessibleName(tr("Jobs to be placed"));
    m_choose->setText(tr("File…"));
    m_choose->setToolTip(tr("Choose a jobs file (docs/formats.md, “Jobs”)"));
    m_policyLabel->setText(tr("Policy"));
    m_policy->setAccessibleName(tr("Policy"));
    m_more->setText(tr("Options"));
    m_replan->setText(tr("If the selected fails…"));
    m_replan->setToolTip(tr("Plan anew as if the selected pools, links, conduits and sites were out of "
                            "service: what can stay stays"));
    m_take->setText(tr("Into scenario"));
    m_export->setText(tr("Export…"));
    m_export->setToolTip(tr("The plan as JSON, as suanwangctl place prints and reads it, or as CSV"));
    const QStringList labels{tr("Fill of links"), tr("Paths of a leg"), tr("CNY per Gb/s and hour"),
                             tr("kg CO₂ per kWh"), tr("Exact search, s")};
    QWidget* const boxes[] = {m_fill, m_paths, m_network, m_carbon, m_seconds};
    for (qsizetype i = 0; i < labels.size(); ++i) {
        m_optionLabels[i]->setText(labels[i]);
        boxes[i]->setAccessibleName(labels[i]);
    }
    m_seconds->setSpecialValueText(tr("any", "of seconds: no limit"));
    m_seconds->setToolTip(tr("Ends the exact search by the clock; then another run may come to another plan. "
                             "Without it a fixed amount of work ends it"));
    update();
}

} // namespace views
