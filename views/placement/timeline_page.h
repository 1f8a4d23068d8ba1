#pragma once

#include "models/placement/gantt_model.h"
#include "views/view_context.h"

#include <QWidget>

class QComboBox;
class QPushButton;

namespace views {

class ElidedLabel;
class GanttView;
class OccupancyView;

/// Jobs by pool over time (those that run, of the plan, of the current scenario and its base), and the cards
/// held at the current pool. The current bar is the console's selection; Enter flies there.
class TimelinePage final : public QWidget
{
    Q_OBJECT

  public:
    explicit TimelinePage(const ViewContext& context, QWidget* parent = nullptr);

    void begin();
    void update();
    void retranslate();

  private:
    void take(std::size_t bar, bool reveal);
    void run();
    void updateRun();
    [[nodiscard]] QString describe(const models::GanttBar& bar) const;
    [[nodiscard]] QString stateText(const models::GanttBar& bar) const;

    const ViewContext& m_context;
    QComboBox* m_shown;
    ElidedLabel* m_what;
    QPushButton* m_run;
    ElidedLabel* m_hint;
    GanttView* m_gantt;
    OccupancyView* m_occupancy;
};

} // namespace views
