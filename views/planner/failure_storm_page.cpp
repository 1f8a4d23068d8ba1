#include "views/planner/failure_storm_page.h"

#include "models/console_models.h"
#include "models/planner/command_form.h"
#include "views/widgets/tone.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpressionValidator>

namespace views {

using models::StormPreview;
using models::StormQuestion;

namespace {

constexpr int kKindsInRow = 4;
constexpr int kKinds = 7; ///< conduits, optics, sites, pools, identifier services, cards, sources

} // namespace

FailureStormPage::FailureStormPage(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_days(new QDoubleSpinBox)
    , m_seed(new QLineEdit(QStringLiteral("1")))
    , m_scale(new QDoubleSpinBox)
    , m_summary(new QLabel)
    , m_preview(new QPushButton)
    , m_apply(new QPushButton)
{
    m_days->setObjectName(QStringLiteral("stormDays"));
    m_days->setDecimals(3);
    m_days->setRange(0.001, 36'600);
    m_days->setValue(7);
    m_seed->setObjectName(QStringLiteral("stormSeed"));
    // Up to nineteen digits: always a number of 64 bits.
    m_seed->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,19}")), m_seed));
    m_scale->setObjectName(QStringLiteral("stormScale"));
    m_scale->setDecimals(3);
    m_scale->setRange(0, 1e6);
    m_scale->setValue(1);
    m_summary->setObjectName(QStringLiteral("stormSummary"));
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_preview->setObjectName(QStringLiteral("stormPreview"));
    m_apply->setObjectName(QStringLiteral("stormApply"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(8, 6, 8, 6);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    for (int i = 0; i < 3; ++i) {
        m_labels.append(new QLabel);
        setTone(*m_labels.back(), QStringLiteral("dim"));
        grid->addWidget(m_labels.back(), 0, i);
    }
    grid->addWidget(m_days, 1, 0);
    grid->addWidget(m_seed, 1, 1);
    grid->addWidget(m_scale, 1, 2);
    auto* kinds = new QGridLayout;
    for (int i = 0; i < kKinds; ++i) {
        m_kinds.append(new QCheckBox);
        m_kinds.back()->setObjectName(QStringLiteral("stormKind%1").arg(i));
        m_kinds.back()->setChecked(true);
        kinds->addWidget(m_kinds.back(), i / kKindsInRow, i % kKindsInRow);
        connect(m_kinds.back(), &QCheckBox::toggled, this, &FailureStormPage::update);
    }
    kinds->setColumnStretch(kKindsInRow, 1);
    grid->addLayout(kinds, 1, 3);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_preview);
    buttons->addWidget(m_apply);
    buttons->addStretch(1);
    grid->addLayout(buttons, 2, 0, 1, 4);
    grid->addWidget(m_summary, 3, 0, 1, 4);
    grid->setColumnStretch(3, 1);
    grid->setRowStretch(3, 1);
    connect(m_days, &QDoubleSpinBox::valueChanged, this, &FailureStormPage::update);
    connect(m_scale, &QDoubleSpinBox::valueChanged, this, &FailureStormPage::update);
    connect(m_seed, &QLineEdit::textChanged, this, &FailureStormPage::update);
    connect(m_preview, &QPushButton::clicked, this, &FailureStormPage::ask);
    models::FailureModel& failures = context.models.failures;
    connect(m_apply, &QPushButton::clicked, this, [this] { m_context.models.failures.applyStorm(); });
    connect(&failures, &models::FailureModel::stormChanged, this, &FailureStormPage::update);
    connect(&failures, &models::FailureModel::readyChanged, this, &FailureStormPage::update);
    connect(&context.models.planner, &models::PlannerModel::commandsChanged, this, &FailureStormPage::update);
}

void FailureStormPage::ask()
{
    StormQuestion question;
    question.days = m_days->value();
    question.seed = m_seed->text().toULongLong();
    question.scale = m_scale->value();
    question.conduits = m_kinds[0]->isChecked();
    question.optics = m_kinds[1]->isChecked();
    question.sites = m_kinds[2]->isChecked();
    question.pools = m_kinds[3]->isChecked();
    question.identifiers = m_kinds[4]->isChecked();
    question.cards = m_kinds[5]->isChecked();
    question.sources = m_kinds[6]->isChecked();
    m_context.models.failures.previewStorm(question);
}

QString FailureStormPage::summary() const
{
    const models::FailureModel& failures = m_context.models.failures;
    const StormPreview& storm = failures.storm();
    const models::PlanScenario* scenario = m_context.models.planner.current();
    if (!failures.isReady()) {
        return tr("There is no scenario yet: fork this moment first.");
    }
    if (failures.isPreviewing()) {
        return tr("Counting…");
    }
    if (storm.fork == nullptr || storm.fork != scenario->tip()) {
        return tr(
            "Rates are those of the field (docs/scenarios.md), times the factor. The same seed gives the "
            "same storm. Nothing is done to the scenario before you let it come.");
    }
    if (!storm.error.isEmpty()) {
        return tr("Too much: %1").arg(storm.error);
    }
    QStringList parts;
    const QLocale& locale = m_context.models.language.locale();
    for (auto entry = storm.counts.cbegin(); entry != storm.counts.cend(); ++entry) {
        const QString kind =
            entry.key() == u"optics" ? tr("optics") : models::CommandForms::word(entry.key());
        parts.append(QStringLiteral("%1 %2").arg(kind, locale.toString(entry.value())));
    }
    QString out =
        tr("%n failure(s) in %1 day(s) by seed %2", nullptr, int(storm.commands.size()))
            .arg(locale.toString(storm.question.days, 'g', 6), QString::number(storm.question.seed));
    if (!parts.isEmpty()) {
        out += QStringLiteral(": ") + parts.join(QStringLiteral(" · "));
    }
    if (storm.left > 0) {
        out += u'\n' + tr("%n left out: the scenario already has them down.", nullptr, storm.left);
    }
    return out;
}

void FailureStormPage::update()
{
    const models::FailureModel& failures = m_context.models.failures;
    const models::PlanScenario* scenario = m_context.models.planner.current();
    const StormPreview& storm = failures.storm();
    m_preview->setEnabled(failures.isReady() && !m_seed->text().isEmpty());
    m_apply->setEnabled(failures.isReady() && !failures.isPreviewing() && storm.fork != nullptr &&
                        storm.fork == scenario->tip() && !storm.commands.empty());
    m_summary->setText(summary());
    setTone(*m_summary, storm.error.isEmpty() ? QStringLiteral("dim") : QStringLiteral("critical"));
}

void FailureStormPage::retranslate()
{
    const QStringList labels{tr("Days"), tr("Seed"), tr("Times the usual rates")};
    for (int i = 0; i < labels.size(); ++i) {
        m_labels[i]->setText(labels[i]);
    }
    m_days->setAccessibleName(labels[0]);
    m_seed->setAccessibleName(labels[1]);
    m_scale->setAccessibleName(labels[2]);
    m_days->setLocale(m_context.models.language.locale());
    m_scale->setLocale(m_context.models.language.locale());
    const QStringList kinds{tr("Conduits"),         tr("Optics of links"),     tr("Sites"),
                            tr("Resource pools"),   tr("Identifier services"), tr("Cards under jobs"),
                            tr("Telemetry sources")};
    for (int i = 0; i < kinds.size(); ++i) {
        m_kinds[i]->setText(kinds[i]);
    }
    m_preview->setText(tr("Count"));
    m_apply->setText(tr("Let it come"));
    update();
}

} // namespace views
