#include "views/planner/fork_dialog.h"

#include "models/console_models.h"
#include "models/format/format.h"
#include "models/planner/plan_terms.h"
#include "models/time/time_text.h"
#include "twin/scenario/demand_history.h"
#include "views/planner/field_editor.h"
#include "views/theme/style_sheet.h"
#include "views/widgets/tone.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>

namespace views {

using models::PlanTerms;
using twin::scenario::DemandKind;
using twin::scenario::DemandTerms;
using twin::scenario::GroundOptions;

namespace {

constexpr int kWidth = 480;
constexpr int kMostNameBytes = 256;                        ///< as PlannerModel::rename
constexpr qulonglong kMostSeed = 9'007'199'254'740'991ULL; ///< as scenario files
constexpr twin::TimeNs kUsualRange = twin::kDay;
constexpr twin::TimeNs kUsualAhead = 91 * twin::kDay;
constexpr twin::TimeNs kLeastRange =
    static_cast<twin::TimeNs>(twin::scenario::kLeastSteps) * twin::scenario::kPercentileStep;
constexpr double kLeastGrowth = -90; ///< percent a quarter, as scenario files
constexpr double kMostGrowth = 1'000;
constexpr std::array kTraffic{DemandKind::ThisInstant, DemandKind::BusyHour, DemandKind::P95,
                              DemandKind::Forecast};

FieldEditor* line(const char* name, const QString& label, const QString& help, const QString& unit = {})
{
    models::FormField field;
    field.name = QString::fromLatin1(name);
    field.label = label;
    field.help = help;
    field.unit = unit;
    return new FieldEditor(field, {});
}

} // namespace

ForkDialog::ForkDialog(const ViewContext& context, QWidget* parent)
    : QDialog(parent)
    , m_context(context)
    , m_moment(context.models.feed.snapshot())
    , m_form(new QFormLayout)
    , m_traffic(new QComboBox)
    , m_trafficProblem(new QLabel)
    , m_growth(new QComboBox)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(QStringLiteral("forkDialog"));
    setWindowTitle(tr("Fork with other traffic"));
    setMinimumWidth(kWidth);
    makeFields();
    makeLayout();
    showFields();
    m_name->setFocus();
}

void ForkDialog::makeFields()
{
    const twin::TimeNs now = m_moment->time;
    m_name = line("name", tr("Name"), tr("Empty: given a number"));
    for (const DemandKind kind : kTraffic) {
        m_traffic->addItem(PlanTerms::of(kind), static_cast<int>(kind));
    }
    m_traffic->setObjectName(QStringLiteral("forkTraffic"));
    m_traffic->setAccessibleName(tr("Traffic"));
    m_trafficProblem->setObjectName(QStringLiteral("problem.traffic"));
    m_trafficProblem->setTextFormat(Qt::PlainText);
    m_trafficProblem->setWordWrap(true);
    m_trafficProblem->setFont(smallFont());
    setTone(*m_trafficProblem, QStringLiteral("critical"));
    const QString moment = tr("e.g. 2026-11-27 21:03, 21:03 or now-15m");
    m_from = line("from", tr("From"), moment);
    m_until = line("until", tr("Until"), moment);
    m_from->setValue(models::format::dateTime(now - kUsualRange));
    m_until->setValue(models::format::dateTime(now));
    m_at = line("at", tr("Date"), tr("e.g. 2027-03-01"));
    m_at->setValue(models::format::dateTime(now + kUsualAhead));
    m_growth->setObjectName(QStringLiteral("forkGrowth"));
    m_growth->setAccessibleName(tr("Growth"));
    m_growth->addItem(tr("As the history has grown"));
    m_growth->addItem(tr("Stated"));
    m_growth->setCurrentIndex(m_context.models.planner.hasDemandHistory() ? 0 : 1);
    m_perQuarter = line("perQuarter", tr("Growth a quarter"), {}, QStringLiteral("%"));
    m_perQuarter->setValue(QStringLiteral("5"));
    m_seed = line("seed", tr("Seed"), tr("Of the choice among equally short ways"));
    m_seed->setValue(QString::number(GroundOptions().seed));
}

void ForkDialog::makeLayout()
{
    auto* about = new QLabel(tr("Forked is %1.").arg(models::format::dateTime(m_moment->time)));
    about->setObjectName(QStringLiteral("forkAbout"));
    about->setTextFormat(Qt::PlainText);
    auto* traffic = new QVBoxLayout;
    traffic->setSpacing(2);
    traffic->addWidget(m_traffic);
    traffic->addWidget(m_trafficProblem);
    m_form->addRow(tr("Name"), m_name);
    m_form->addRow(tr("Traffic"), traffic);
    m_form->addRow(tr("From"), m_from);
    m_form->addRow(tr("Until"), m_until);
    m_form->addRow(tr("Date"), m_at);
    m_form->addRow(tr("Growth"), m_growth);
    m_form->addRow(tr("Growth a quarter"), m_perQuarter);
    m_form->addRow(tr("Seed"), m_seed);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setText(tr("Cancel"));
    buttons->button(QDialogButtonBox::Cancel)->setIcon({});
    auto* accept = buttons->addButton(tr("Fork"), QDialogButtonBox::AcceptRole);
    accept->setObjectName(QStringLiteral("forkTake"));
    accept->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(about);
    layout->addLayout(m_form);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &ForkDialog::takeIt);
    for (QComboBox* choice : {m_traffic, m_growth}) {
        connect(choice, &QComboBox::currentIndexChanged, this, &ForkDialog::showFields);
    }
    for (FieldEditor* field : {m_name, m_from, m_until, m_at, m_perQuarter, m_seed}) {
        connect(field, &FieldEditor::changed, this, [this] { (void)read(); });
    }
}

DemandKind ForkDialog::demand() const
{
    return static_cast<DemandKind>(m_traffic->currentData().toInt());
}

/// Those that the traffic asks for.
void ForkDialog::showFields()
{
    const bool isForecast = demand() == DemandKind::Forecast;
    for (QWidget* field : {m_from, m_until}) {
        m_form->setRowVisible(field, demand() == DemandKind::P95);
    }
    m_form->setRowVisible(m_at, isForecast);
    m_form->setRowVisible(m_growth, isForecast);
    m_form->setRowVisible(m_perQuarter, isForecast && m_growth->currentIndex() == 1);
    (void)read();
}

void ForkDialog::complain(FieldEditor& field, const QString& reason)
{
    field.setProblem(reason);
    m_wrong = m_wrong == nullptr ? &field : m_wrong;
}

std::optional<twin::TimeNs> ForkDialog::momentOf(FieldEditor& field)
{
    const auto moment = models::time_text::parseMoment(field.value(), m_moment->time);
    if (!moment) {
        complain(field, tr("No moment: it is written like 2026-11-27 21:03."));
    }
    return moment;
}

void ForkDialog::readRange(DemandTerms& terms)
{
    const auto from = momentOf(*m_from);
    const auto until = momentOf(*m_until);
    if (from && until && *until - *from < kLeastRange) {
        complain(*m_until, tr("At least %1 after the beginning.").arg(models::format::duration(kLeastRange)));
    }
    terms.from = from.value_or(0);
    terms.until = until.value_or(0);
}

void ForkDialog::readForecast(DemandTerms& terms)
{
    const auto at = momentOf(*m_at);
    if (at && *at < m_moment->time) {
        complain(*m_at, tr("Before the moment that is forked."));
    }
    terms.at = at.value_or(0);
    if (m_growth->currentIndex() != 1) {
        return;
    }
    bool isNumber = false;
    const double percent = m_perQuarter->value().trimmed().toDouble(&isNumber);
    if (!isNumber || !(percent >= kLeastGrowth && percent <= kMostGrowth)) {
        complain(*m_perQuarter, tr("A number from %1 to %2.").arg(kLeastGrowth).arg(kMostGrowth));
    }
    terms.perQuarter = percent / 100;
}

std::optional<GroundOptions> ForkDialog::read()
{
    for (FieldEditor* field : {m_name, m_from, m_until, m_at, m_perQuarter, m_seed}) {
        field->setProblem({});
    }
    m_wrong = nullptr;
    GroundOptions out;
    out.demand = demand();
    if (m_name->value().simplified().toUtf8().size() > kMostNameBytes) {
        complain(*m_name, tr("Too long."));
    }
    if (out.demand == DemandKind::P95) {
        readRange(out.demandTerms);
    } else if (out.demand == DemandKind::Forecast) {
        readForecast(out.demandTerms);
    }
    bool isNumber = false;
    out.seed = m_seed->value().trimmed().toULongLong(&isNumber);
    if (!isNumber || out.seed > kMostSeed) {
        complain(*m_seed, tr("A whole number from 0 to %1.").arg(kMostSeed));
    }
    const bool isWithoutStore =
        !m_context.models.planner.hasDemandHistory() && models::needsHistory(out.demand, out.demandTerms);
    m_trafficProblem->setText(isWithoutStore
                                  ? tr("Traffic of the past is read from a store, and this console has none.")
                                  : QString());
    m_trafficProblem->setVisible(isWithoutStore);
    if (isWithoutStore) {
        m_wrong = m_traffic;
    }
    return m_wrong == nullptr ? std::optional(out) : std::nullopt;
}

void ForkDialog::takeIt()
{
    const auto options = read();
    if (!options) {
        m_wrong->setFocus();
        return;
    }
    accept();
    if (m_context.models.planner.forkOf(m_moment, *options, m_name->value().simplified()) != 0) {
        Q_EMIT forked();
    }
}

} // namespace views
