#pragma once

#include "views/view_context.h"

#include <QWidget>

class QProgressBar;
class QPushButton;
class QSpinBox;

namespace views {

/// How far the current scenario is to be run, the button that does it, and how far it has come.
class CourseBar final : public QWidget
{
    Q_OBJECT

  public:
    explicit CourseBar(const ViewContext& context, QWidget* parent = nullptr);

    void retranslate();

  private:
    void run();
    void update();

    const ViewContext& m_context;
    QSpinBox* m_hours;
    QProgressBar* m_progress;
    QPushButton* m_run;
};

} // namespace views
