#include "views/planner/failure_incident_page.h"

#include "models/console_models.h"
#include "models/planner/command_form.h"
#include "models/planner/field_text.h"
#include "models/planner/reason_words.h"
#include "models/time/time_text.h"
#include "views/widgets/tone.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

#include <algorithm>

namespace views {

namespace time_text = models::time_text;
using twin::scenario::NotReplayed;
using twin::scenario::Outage;

namespace {

/// Around an alarm: what led to it and what came of it.
constexpr twin::TimeNs kBefore = 5 * twin::kMinute;
constexpr twin::TimeNs kAfter = 30 * twin::kMinute;

} // namespace

FailureIncidentPage::FailureIncidentPage(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_stretch(new QLineEdit)
    , m_label(new QLabel)
    , m_shown(new QPushButton)
    , m_alarm(new QPushButton)
    , m_search(new QPushButton)
    , m_cancel(new QPushButton)
    , m_apply(new QPushButton)
    , m_summary(new QLabel)
    , m_list(new QListWidget)
{
    m_stretch->setObjectName(QStringLiteral("incidentStretch"));
    m_shown->setObjectName(QStringLiteral("incidentShown"));
    m_alarm->setObjectName(QStringLiteral("incidentWorst"));
    m_search->setObjectName(QStringLiteral("incidentSearch"));
    m_cancel->setObjectName(QStringLiteral("incidentCancel"));
    m_apply->setObjectName(QStringLiteral("incidentApply"));
    m_summary->setObjectName(QStringLiteral("incidentSummary"));
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_list->setObjectName(QStringLiteral("incidentList"));
    setTone(*m_label, QStringLiteral("dim"));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(8, 6, 8, 6);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    grid->addWidget(m_label, 0, 0);
    grid->addWidget(m_stretch, 1, 0);
    auto* where = new QHBoxLayout;
    where->addWidget(m_shown);
    where->addWidget(m_alarm);
    where->addStretch(1);
    grid->addLayout(where, 2, 0);
    auto* what = new QHBoxLayout;
    what->addWidget(m_search);
    what->addWidget(m_cancel);
    what->addWidget(m_apply);
    what->addStretch(1);
    grid->addLayout(what, 3, 0);
    grid->addWidget(m_summary, 4, 0);
    grid->addWidget(m_list, 0, 1, 5, 1);
    grid->setColumnStretch(0, 2);
    grid->setColumnStretch(1, 3);
    grid->setRowStretch(4, 1);
    models::FailureModel& failures = context.models.failures;
    connect(m_stretch, &QLineEdit::textChanged, this, &FailureIncidentPage::update);
    connect(m_stretch, &QLineEdit::returnPressed, this, &FailureIncidentPage::search);
    connect(m_shown, &QPushButton::clicked, this, &FailureIncidentPage::useShown);
    connect(m_alarm, &QPushButton::clicked, this, &FailureIncidentPage::useWorst);
    connect(m_search, &QPushButton::clicked, this, &FailureIncidentPage::search);
    connect(m_cancel, &QPushButton::clicked, this, [this] { m_context.models.failures.cancelIncident(); });
    connect(m_apply, &QPushButton::clicked, this, [this] { m_context.models.failures.applyIncident(); });
    connect(&failures, &models::FailureModel::incidentChanged, this, &FailureIncidentPage::list);
    connect(&failures, &models::FailureModel::readyChanged, this, &FailureIncidentPage::update);
    connect(&context.models.planner, &models::PlannerModel::commandsChanged, this,
            &FailureIncidentPage::update);
    connect(&context.models.time, &models::TimeLine::marksChanged, this, &FailureIncidentPage::update);
}

std::optional<twin::state::TimeRange> FailureIncidentPage::stretch() const
{
    return time_text::parseRange(m_stretch->text(), m_context.models.time.moment());
}

void FailureIncidentPage::useShown()
{
    m_stretch->setText(time_text::rangeText(m_context.models.time.window()));
    m_stretch->setFocus();
}

/// The worst alarm of the stretch the time bar shows, with what lies around it.
void FailureIncidentPage::useWorst()
{
    const auto& marks = m_context.models.time.marks();
    const auto worst = std::ranges::max_element(
        marks, {}, [](const twin::state::TimeMark& mark) { return static_cast<int>(mark.severity); });
    if (worst == marks.end()) {
        return;
    }
    const twin::state::TimeRange all = m_context.models.time.range();
    m_stretch->setText(time_text::rangeText(
        {std::max(all.begin, worst->time - kBefore), std::min(all.end, worst->time + kAfter)}));
    m_stretch->setFocus();
}

void FailureIncidentPage::search()
{
    const auto wanted = stretch();
    if (wanted && m_search->isEnabled()) {
        m_context.models.failures.findIncident(*wanted);
    }
}

QString FailureIncidentPage::summary() const
{
    const models::FailureModel& failures = m_context.models.failures;
    const models::IncidentAnswer& answer = failures.incident();
    if (!failures.isReady()) {
        return tr("There is no scenario yet: fork this moment first.");
    }
    if (failures.search().isSearching()) {
        return tr("Looking: %1 of %2 moments").arg(failures.search().done()).arg(failures.search().all());
    }
    if (!answer.error.isEmpty()) {
        return answer.isTooMany ? answer.error : tr("Nothing was found: %1").arg(answer.error);
    }
    if (answer.replay.fork == nullptr) {
        return !m_stretch->text().isEmpty() && !stretch() ? tr("A stretch such as 2026-11-27 21:03 .. 21:40")
                                                          : tr("What was down in that stretch comes again in "
                                                               "the scenario, at the same distances from "
                                                               "its beginning.");
    }
    const int missing = static_cast<int>(std::ranges::count_if(answer.replay.left, &NotReplayed::isMissing));
    QString out = tr("%n outage(s) found", nullptr, int(answer.incident.outages.size()));
    out += QStringLiteral(" · ") + tr("%n can come again", nullptr, int(answer.replay.commands.size()));
    if (missing > 0) {
        out += QStringLiteral(" · ") + tr("%n not found on this network", nullptr, missing);
    }
    if (const int others = int(answer.replay.left.size()) - missing; others > 0) {
        out += QStringLiteral(" · ") + tr("%n not possible", nullptr, others);
    }
    return out;
}

/// Every outage, then what cannot come again, with the reason.
void FailureIncidentPage::list()
{
    const models::IncidentAnswer& answer = m_context.models.failures.incident();
    m_list->clear();
    const auto name = [](const twin::scenario::Target& target) {
        return QStringLiteral("%1 %2").arg(
            models::CommandForms::word(QString::fromLatin1(targetKindName(target.kind).data())),
            QString::fromStdString(target.id));
    };
    const models::PlanNames names = m_context.models.planTables.names(m_context.models.planner.current());
    const std::vector<twin::scenario::Command> commands = answer.replay.fork != nullptr
                                                              ? answer.replay.fork->commands()
                                                              : std::vector<twin::scenario::Command>();
    for (const NotReplayed& one : answer.replay.left) {
        m_list->addItem(
            (one.isMissing ? tr("Not found on this network: %1 (%2)") : tr("Not possible: %1 (%2)"))
                .arg(name(one.target), models::ReasonWords::of(one.refusal, commands, names)));
    }
    for (const Outage& one : answer.incident.outages) {
        const auto offset = [&](twin::TimeNs time) {
            return models::field_text::momentText(
                {false, (time - answer.incident.stretch.begin) / twin::kMillisecond * twin::kMillisecond});
        };
        m_list->addItem(
            QStringLiteral("%1  %2 … %3")
                .arg(name(one.target), offset(one.begin), one.end ? offset(*one.end) : tr("still down")));
    }
    update();
}

void FailureIncidentPage::update()
{
    const models::FailureModel& failures = m_context.models.failures;
    const models::PlanScenario* scenario = m_context.models.planner.current();
    const models::IncidentAnswer& answer = failures.incident();
    const bool isSearching = failures.search().isSearching();
    m_alarm->setEnabled(!m_context.models.time.marks().empty());
    m_search->setEnabled(failures.isReady() && !isSearching && stretch().has_value());
    m_cancel->setVisible(isSearching);
    m_apply->setEnabled(!isSearching && !answer.replay.commands.empty() && failures.isReady() &&
                        failures.isIncidentOf(scenario->tip()));
    m_summary->setText(summary());
    setTone(*m_summary, answer.error.isEmpty() ? QStringLiteral("dim") : QStringLiteral("critical"));
}

void FailureIncidentPage::retranslate()
{
    m_label->setText(tr("From when to when"));
    m_stretch->setAccessibleName(m_label->text());
    m_stretch->setPlaceholderText(tr("2026-11-27 21:03 .. 21:40, now-15m"));
    m_shown->setText(tr("What the time bar shows"));
    m_alarm->setText(tr("Around the worst alarm"));
    m_search->setText(tr("Find"));
    m_cancel->setText(tr("Cancel"));
    m_apply->setText(tr("Let it happen again"));
    m_list->setAccessibleName(tr("What failed then"));
    list();
}

} // namespace views
