#include "views/placement/timeline_page.h"

#include "models/console_models.h"
#include "models/format/format.h"
#include "views/placement/gantt_view.h"
#include "views/placement/occupancy_view.h"
#include "views/widgets/elided_label.h"
#include "views/widgets/tone.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QVBoxLayout>

namespace views {

using models::GanttState;
using models::PlacementModel;
using Shown = PlacementModel::Shown;

TimelinePage::TimelinePage(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_shown(new QComboBox)
    , m_what(new ElidedLabel)
    , m_run(new QPushButton)
    , m_hint(new ElidedLabel)
    , m_gantt(new GanttView(context.models.placement.gantt(), context.theme))
    , m_occupancy(new OccupancyView(context.models.placement.gantt(), *m_gantt, context.theme,
                                    context.models.language))
{
    PlacementModel& model = context.models.placement;
    m_shown->setObjectName(QStringLiteral("ganttShown"));
    m_gantt->setObjectName(QStringLiteral("gantt"));
    m_occupancy->setObjectName(QStringLiteral("occupancy"));
    m_gantt->setDescription([this](const models::GanttBar& bar) { return describe(bar); });
    m_what->setObjectName(QStringLiteral("ganttWhat"));
    m_run->setObjectName(QStringLiteral("ganttRun"));
    m_hint->setObjectName(QStringLiteral("ganttHint"));
    setTone(*m_hint, QStringLiteral("dim"));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(12);
    row->addWidget(m_shown);
    row->addWidget(m_run);
    row->addWidget(m_what, 1);
    row->addWidget(m_hint);
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(m_gantt);
    splitter->addWidget(m_occupancy);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({300, 80});
    m_occupancy->hide(); // until a bar is chosen: the chart needs the room
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(splitter, 1);
    connect(m_shown, &QComboBox::currentIndexChanged, this, [this, &model](int index) {
        if (index >= 0) {
            model.setShown(static_cast<Shown>(m_shown->itemData(index).toInt()));
        }
    });
    connect(m_run, &QPushButton::clicked, this, &TimelinePage::run);
    connect(&model, &PlacementModel::shownChanged, this, &TimelinePage::update);
    connect(&context.models.planCourse, &models::PlanCourse::changed, this, &TimelinePage::updateRun);
    connect(m_gantt, &GanttView::currentChanged, this, [this](std::size_t bar) { take(bar, false); });
    connect(m_gantt, &GanttView::activated, this, [this](std::size_t bar) { take(bar, true); });
    retranslate();
}

void TimelinePage::begin()
{
    m_gantt->setFocus();
}

void TimelinePage::take(std::size_t bar, bool reveal)
{
    const models::GanttModel& gantt = m_context.models.placement.gantt();
    const models::GanttBar& of = gantt.bars()[bar];
    m_occupancy->setRow(of.row);
    m_occupancy->show();
    // Flying leads to where it is: the pool, if it has one.
    const models::GanttRow& row = gantt.rows()[static_cast<std::size_t>(of.row)];
    m_context.models.selection.select(reveal && row.key.isValid() ? row.key : of.key, reveal);
}

void TimelinePage::run()
{
    models::PlanCourse& course = m_context.models.planCourse;
    course.isRunning() ? course.cancel() : course.compute();
}

/// There while a scenario's run is what would be shown, and is not there yet.
void TimelinePage::updateRun()
{
    const models::PlanCourse& course = m_context.models.planCourse;
    const models::PlanScenario* scenario = m_context.models.planner.current();
    m_run->setVisible(m_context.models.placement.showsCourse() && course.run() == nullptr);
    m_run->setText(course.isRunning() ? tr("Cancel") : tr("Run"));
    m_run->setEnabled(scenario != nullptr && scenario->isReady());
    m_run->setToolTip(
        scenario == nullptr ? tr("There is no scenario: fork the moment on the screen first")
        : !scenario->isReady()
            ? tr("The scenario is still being made")
            : tr("Jobs and transfers of the scenario through time, %n hour(s)", nullptr, course.hours()));
    m_run->setAccessibleDescription(m_run->toolTip());
}

QString TimelinePage::describe(const models::GanttBar& bar) const
{
    const models::GanttModel& gantt = m_context.models.placement.gantt();
    const QLocale& locale = m_context.models.language.locale();
    QStringList lines{bar.label == bar.id ? bar.id : bar.label + QStringLiteral(" · ") + bar.id,
                      tr("%1: %2 cards")
                          .arg(gantt.rows()[static_cast<std::size_t>(bar.row)].label,
                               models::format::count(std::uint64_t{bar.cards}, locale))};
    const bool isCourse = m_context.models.placement.showsCourse();
    lines << tr("%1 to %2 (UTC+8)")
                 .arg(models::format::dateTime(bar.begin),
                      bar.isOpen && !isCourse ? tr("nobody says when") : models::format::dateTime(bar.end));
    if (bar.compute > bar.begin) {
        lines << tr("computes from %1").arg(models::format::dateTime(bar.compute));
    }
    lines << (isCourse ? bar.note : stateText(bar));
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QString TimelinePage::stateText(const models::GanttBar& bar) const
{
    switch (bar.state) {
    case GanttState::Degraded:
        return tr("degraded: slower than it should be");
    case GanttState::Waiting:
        return tr("holds cards, computes nothing: staging or being moved");
    case GanttState::Moved:
        return tr("moved here after the failure");
    default:
        return {};
    }
}

void TimelinePage::update()
{
    const PlacementModel& model = m_context.models.placement;
    const QSignalBlocker blocker(m_shown);
    m_shown->setCurrentIndex(m_shown->findData(static_cast<int>(model.shown())));
    m_gantt->setEmptyText(model.emptyText());
    m_what->setText(model.shownText());
    m_shown->setAccessibleDescription(model.shownText());
    if (!m_gantt->current()) { // else it is of the bar
        m_gantt->setAccessibleDescription(model.shownText());
    }
    updateRun();
}

void TimelinePage::retranslate()
{
    {
        const QSignalBlocker blocker(m_shown);
        m_shown->clear();
        m_shown->addItem(tr("Jobs that run now"), static_cast<int>(Shown::Jobs));
        m_shown->addItem(tr("Jobs of the plan"), static_cast<int>(Shown::Plan));
        m_shown->addItem(tr("Scenario beside its base"), static_cast<int>(Shown::Beside));
        m_shown->addItem(tr("Scenario"), static_cast<int>(Shown::Scenario));
        m_shown->addItem(tr("Base of the scenario"), static_cast<int>(Shown::Base));
    }
    m_shown->setAccessibleName(tr("What the chart shows"));
    m_gantt->setAccessibleName(tr("Jobs by pool over time"));
    m_occupancy->setAccessibleName(tr("Cards held at the current pool over time"));
    m_hint->setText(tr("Arrows: from bar to bar · Enter: fly there · + −: zoom · 0: all"));
    update();
}

} // namespace views
