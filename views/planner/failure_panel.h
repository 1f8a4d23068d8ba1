#pragma once

#include "views/view_context.h"

#include <QWidget>

class QTabWidget;

namespace views {

class FailurePickPage;
class FailureSchedulePage;
class FailureStormPage;
class FailureIncidentPage;

/// Failures put into the current scenario: picked one by one, as a schedule, as a random storm, or those of
/// the past once more.
class FailurePanel final : public QWidget
{
    Q_OBJECT

  public:
    explicit FailurePanel(const ViewContext& context, QWidget* parent = nullptr);

    /// Ready to be used by keys.
    void begin();
    void retranslate();

  private:
    const ViewContext& m_context;
    QTabWidget* m_tabs;
    FailurePickPage* m_pick;
    FailureSchedulePage* m_schedule;
    FailureStormPage* m_storm;
    FailureIncidentPage* m_incident;
};

} // namespace views
