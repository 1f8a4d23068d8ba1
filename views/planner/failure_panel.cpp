#include "views/planner/failure_panel.h"

#include "views/planner/failure_incident_page.h"
#include "views/planner/failure_pick_page.h"
#include "views/planner/failure_schedule_page.h"
#include "views/planner/failure_storm_page.h"

#include <QTabWidget>
#include <QVBoxLayout>

namespace views {

FailurePanel::FailurePanel(const ViewContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_tabs(new QTabWidget)
    , m_pick(new FailurePickPage(context))
    , m_schedule(new FailureSchedulePage(context))
    , m_storm(new FailureStormPage(context))
    , m_incident(new FailureIncidentPage(context))
{
    setObjectName(QStringLiteral("failurePanel"));
    m_tabs->setObjectName(QStringLiteral("failureTabs"));
    m_tabs->setDocumentMode(true);
    for (QWidget* page : {static_cast<QWidget*>(m_pick), static_cast<QWidget*>(m_schedule),
                          static_cast<QWidget*>(m_storm), static_cast<QWidget*>(m_incident)}) {
        m_tabs->addTab(page, QString());
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tabs);
    retranslate();
}

void FailurePanel::begin()
{
    if (m_tabs->currentWidget() == m_pick) {
        m_pick->begin();
    } else {
        m_tabs->setFocus();
    }
}

void FailurePanel::retranslate()
{
    const QStringList titles{tr("Pick"), tr("Schedule"), tr("Random storm"), tr("Past incident")};
    for (int i = 0; i < titles.size(); ++i) {
        m_tabs->setTabText(i, titles[i]);
    }
    m_pick->retranslate();
    m_schedule->retranslate();
    m_storm->retranslate();
    m_incident->retranslate();
}

} // namespace views
