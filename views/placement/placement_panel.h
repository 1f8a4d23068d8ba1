#pragma once

#include "views/messages/message_bar.h"
#include "views/view_context.h"

#include <QTimer>
#include <QWidget>

class QAbstractItemModel;
class QProgressBar;
class QLabel;
class QTabWidget;

namespace views {

class ElidedLabel;
class EntityTable;
class PlacementForm;
class ReasonLabel;
class TimelinePage;

/// Placement (按需获取): a form over the Gantt chart and the tables of the last plan. A what-if.
class PlacementPanel final : public QWidget
{
    Q_OBJECT

  public:
    explicit PlacementPanel(const ViewContext& context, QWidget* parent = nullptr);

    /// What belongs in the dock's title bar: the sums of the last plan.
    [[nodiscard]] QWidget* controls();

    [[nodiscard]] PlacementForm& form() { return *m_form; }

    /// Writes the plan: `.csv` as a table, else as JSON. @return why not; empty: written
    [[nodiscard]] QString writePlan(const QString& path) const;

    void setActive(bool active);
    /// The keyboard to the chart or the table in front.
    void begin();
    void retranslate();

  Q_SIGNALS:
    /// For the message bar.
    void said(const views::Message& message);

  private:
    void addTable(EntityTable* table, const QString& name, QAbstractItemModel& model);
    void replan();
    void exportPlan();
    void update();
    void updateProgress();
    void updateFault();
    void updateTexts();

    const ViewContext& m_context;
    ElidedLabel* m_summary;
    PlacementForm* m_form;
    QProgressBar* m_progress;
    QLabel* m_fault;
    ReasonLabel* m_reason;
    QTabWidget* m_tabs;
    TimelinePage* m_timeline;
    EntityTable* m_plan;
    EntityTable* m_rejections;
    EntityTable* m_moves;
    QTimer m_poll; ///< what a run is at
    bool m_wasRunning = false;
};

} // namespace views
