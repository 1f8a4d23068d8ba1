#include "views/planner/course_bar.h"

#include "models/console_models.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>

namespace views {

CourseBar::CourseBar(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_hours(new QSpinBox)
    , m_progress(new QProgressBar)
    , m_run(new QPushButton)
{
    models::PlanCourse& course = context.models.planCourse;
    m_hours->setObjectName(QStringLiteral("courseHours"));
    m_hours->setRange(1, models::PlanCourse::kMostHours);
    m_hours->setValue(course.hours());
    m_progress->setObjectName(QStringLiteral("courseProgress"));
    m_progress->setRange(0, 1000);
    m_progress->setMaximumWidth(140);
    m_run->setObjectName(QStringLiteral("courseRun"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 2, 0, 2);
    layout->setSpacing(8);
    layout->addWidget(m_progress);
    layout->addWidget(m_hours);
    layout->addWidget(m_run);
    connect(m_hours, &QSpinBox::valueChanged, &course, &models::PlanCourse::setHours);
    connect(m_run, &QPushButton::clicked, this, &CourseBar::run);
    connect(&course, &models::PlanCourse::changed, this, &CourseBar::update);
    connect(&course, &models::PlanCourse::progressChanged, this, &CourseBar::update);
    connect(&context.models.planner, &models::PlannerModel::scenariosChanged, this, &CourseBar::update);
    connect(&context.models.planner, &models::PlannerModel::currentChanged, this, &CourseBar::update);
    retranslate();
}

void CourseBar::run()
{
    models::PlanCourse& course = m_context.models.planCourse;
    if (course.isRunning()) {
        course.cancel();
    } else {
        course.compute();
    }
}

void CourseBar::retranslate()
{
    m_hours->setSuffix(tr(" h"));
    m_hours->setAccessibleName(tr("Hours to run"));
    m_hours->setToolTip(tr("From the scenario's beginning on"));
    update();
}

void CourseBar::update()
{
    const models::PlanCourse& course = m_context.models.planCourse;
    const models::PlanScenario* scenario = m_context.models.planner.current();
    m_run->setText(course.isRunning() ? tr("Cancel") : tr("Run"));
    m_run->setEnabled(scenario != nullptr && scenario->isReady());
    const QSignalBlocker blocker(m_hours); // only what is typed is set by hand
    m_hours->setValue(course.hours());
    m_hours->setEnabled(!course.isRunning());
    m_progress->setVisible(course.isRunning());
    m_progress->setValue(static_cast<int>(course.progress() * 1000));
}

} // namespace views
